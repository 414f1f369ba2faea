"""Questions: what is asked of the tables, complete, and the answers they give."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from claims.claim import Kind
from sources.derive import compound_growth
from sources.observation import Observation
from sources.terms.key import WORLD, Flow, SeriesKey
from sources.terms.period import Period
from sources.terms.quantity import PERCENT, RATIO, is_money
from sources.terms.vocabulary import Name, value

if TYPE_CHECKING:
    from sources.tables import Tables

HUNDRED = Decimal(100)
ANSWERS = 4_096         # kept in memory: articles of one desk ask for the same few series again and again


class Measure(Name):
    LEVEL = "level"
    SHARE = "share"             # percent of a whole
    GROWTH = "growth"           # percent, signed
    DIFFERENCE = "difference"   # money, signed
    POINTS = "points"           # how a share moved: by percentage points, or in per cent of itself, signed
    COMPOUND = "compound"       # percent a year between two periods, compounded, signed
    RATIO = "ratio"             # this period over another, or this trade over another


@value
class Question:
    """What a statement needs from the tables, with every field filled in."""

    measure: Measure
    key: SeriesKey
    period: Period
    unit: str                           # the unit the answer is wanted in
    versus: Period | None = None        # growth, difference, points, ratio
    whole: SeriesKey | None = None      # share, points, ratio of two trades
    currency: str | None = None         # growth counted in this currency rather than the table's

    @property
    def is_growth(self) -> bool:
        return self.measure in GROWTHS

    def of(self, key: SeriesKey, whole: SeriesKey | None = None) -> Question:
        """The same question of another trade; built plainly, for repairs do it by the dozen and `replace` is slow."""
        return Question(self.measure, key, self.period, self.unit, self.versus, whole or self.whole, self.currency)

    def over(self, period: Period) -> Question:
        """The same question for another period; what a change is measured against moves along."""
        versus = None if self.versus is None else self.versus.shift(period.start - self.period.start)
        return Question(self.measure, self.key, period, self.unit, versus, self.whole, self.currency)


GROWTHS = frozenset({Measure.GROWTH, Measure.POINTS, Measure.COMPOUND})


@lru_cache(ANSWERS)
def answers(question: Question, tables: Tables) -> tuple[Observation, ...]:
    """What the tables say, best source first; () when they say nothing.

    A balance is signed; growth of a balance is growth of its size, None where it changed sign.
    """
    match question.measure:
        case Measure.LEVEL:
            return in_unit(tables.look_up(question.key, question.period), question.unit, tables)
        case Measure.SHARE:
            assert question.whole is not None
            found = tables.share(question.key, question.whole, question.period)
            if question.unit == RATIO:
                return tuple(replace(o, value=o.value / HUNDRED, slack=o.slack / HUNDRED, unit=RATIO) for o in found)
            return found
        case Measure.GROWTH if question.key.flow is not Flow.BALANCE and question.currency is None:
            found = tables.growth(question.key, question.period, question.versus)
            # And from figures of unlike status, a revised year on the only base that is held.
            told = {seen.parts[0] for seen in found if seen.parts}
            mixed = [seen for seen in compared(question, tables) if seen.parts[0] not in told]
            newer = [seen for seen in mixed if found and is_newer(seen, found[0])]
            return (*newer, *found, *(seen for seen in mixed if seen not in newer))
    return compared(question, tables)


def in_unit(found: tuple[Observation, ...], unit: str, tables: Tables) -> tuple[Observation, ...]:
    """The figures published in `unit`; where there are none, the others at the period's average rate."""
    native = tuple(seen for seen in found if seen.unit == unit)
    if native or not is_money(unit):
        return native
    converted = (tables.convert(seen, unit) for seen in found)
    return tuple(seen for seen in converted if seen is not None)


def is_converted(observation: Observation) -> bool:
    return (
        bool(observation.parts)
        and is_money(observation.unit)
        and observation.parts[0].unit != observation.unit
    )


def compared(question: Question, tables: Tables) -> tuple[Observation, ...]:
    """Two periods of one series against each other, or two series of one period, at like vintages of one table."""
    versus = question.versus or question.period.year_before()
    if question.measure is Measure.POINTS:
        assert question.whole is not None
        now = tables.share(question.key, question.whole, question.period)
        then = tables.share(question.key, question.whole, versus)
    elif question.whole is not None:        # "imports were twice exports": two trades of one time
        now, then = (tables.look_up(key, question.period) for key in (question.key, question.whole))
    else:
        now, then = tables.look_up(question.key, question.period), tables.look_up(question.key, versus)
    found = []
    for this in now:
        before = like(this, then)
        if before is None or not before.value:
            continue
        pair: tuple[Observation, Observation] | None = (this, before)
        if question.currency or (question.measure is Measure.DIFFERENCE and this.unit != question.unit):
            pair = converted(this, before, question.currency or question.unit, tables)
        if pair is not None and (made := against(question, *pair)) is not None:
            found.append(made)
    return tuple(found)


def converted(
    this: Observation, before: Observation, unit: str, tables: Tables
) -> tuple[Observation, Observation] | None:
    left = this if this.unit == unit else tables.convert(this, unit)
    right = before if before.unit == unit else tables.convert(before, unit)
    return None if left is None or right is None else (left, right)


def is_newer(one: Observation, other: Observation) -> bool:
    """Whether it is of a later release of the same table."""
    return (
        one.provenance.table == other.provenance.table and other.provenance.vintage is not None
        and one.provenance.vintage is not None and one.provenance.vintage > other.provenance.vintage
    )


def like(this: Observation, among: tuple[Observation, ...]) -> Observation | None:
    """The figure that belongs in one calculation with `this`: same table and way of counting, nearest vintage."""
    source = this.provenance
    same = [
        other for other in among
        if other.provenance.table == source.table and other.unit == this.unit
        and other.provenance.compilation == source.compilation and other.provenance.adjusted == source.adjusted
    ]
    if not same:
        return None
    if source.vintage is None:
        return same[0]
    day = source.vintage.toordinal()
    return min(same, key=lambda other: abs(day - other.provenance.vintage.toordinal()) if other.provenance.vintage
               else 10**7)


def against(question: Question, this: Observation, before: Observation) -> Observation | None:
    """The comparison that the question asks for, as a derived figure."""
    words = f"{question.key} {this.period} against {before.period}"
    if question.measure is Measure.RATIO and question.whole is not None:
        words = f"{question.key} / {question.whole}"
    match question.measure:
        case Measure.DIFFERENCE | Measure.POINTS if question.unit != PERCENT:
            value, slack, unit = this.value - before.value, this.slack + before.slack, question.unit
            if question.key.flow is Flow.BALANCE and this.value * before.value > 0:
                value = abs(this.value) - abs(before.value)
        case Measure.COMPOUND:
            made = compound_growth(this, before)
            return None if made is None else replace(made, formula=words)
        case Measure.RATIO:
            value = this.value / before.value
            slack, unit = relative_slack(this, before) * abs(value), RATIO
        case _:
            if this.value * before.value < 0:
                return None     # a deficit that became a surplus has no growth rate
            value = (this.value / before.value - 1) * HUNDRED
            slack, unit = relative_slack(this, before) * HUNDRED, PERCENT
    return Observation(this.key, this.period, value, unit, this.provenance, this.row, slack, words, (this, before))


def relative_slack(this: Observation, before: Observation) -> Decimal:
    return (this.slack / abs(this.value) if this.value else Decimal(0)) + before.slack / abs(before.value)


def counted_once(key: SeriesKey, kind: Kind) -> tuple[SeriesKey, ...]:
    """World trade is told as what all sell, which is what all buy; both together only by those who add them up.  Growth
    is that of either."""
    if kind is not Kind.CHANGE and (key.reporter, key.partner, key.flow) == (WORLD, WORLD, Flow.TOTAL):
        return replace(key, flow=Flow.EXPORT), key
    return (key,)
