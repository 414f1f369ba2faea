"""Margins: how far revisions take a figure, and with it how far off one may be before it is off at all."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from pathlib import Path

from claims.claim import Found
from factcheck.judging.case import Case, Weighed
from factcheck.judging.context import PRECISE, are_both_sides_told
from factcheck.judging.keys import are_goods_alone
from factcheck.judging.periods import month_of
from factcheck.judging.question import HUNDRED, Measure, is_converted
from factcheck.judging.said import how
from sources.observation import Authority, Compilation, Observation, Status
from sources.terms.key import WORLD, Basis, Flow
from sources.terms.period import MONTHS_A_YEAR
from sources.terms.quantity import PERCENTAGE_POINT, is_money
from sources.terms.vocabulary import value

PAIR = 2                        # of parts: two sides of a balance, two values that growth lies between
TEN = 10
SOFT = Decimal(3)
OF_SERVICES = Decimal("1.75")
CONVERTED = Decimal("1.5")
CONVERTED_MONTHS = Decimal(3)
HALF = Decimal("0.5")
MOST_LEVERAGE = Decimal(3)      # of what revisions are taken to explain
SIDES_UNKNOWN = Decimal(6)      # leverage of a balance published as such
BY_YEAR = Decimal("0.021")      # of exports and imports together, that an office's balance of a year moves
FRESH = 12                      # months after which a figure has been revised
LONG = 36                       # months in which it may have become quite another one
SOON = 3                        # months in which hardly anything is revised


@value
class Moves:
    """How far an office's figures moved between their first release and their last: at most, or where there are
    thousands, ninety-nine of a hundred."""

    most: Decimal       # of the figure
    both: Decimal       # of exports and imports together, by which their balance moved ...
    year: Decimal       # ... over a year
    growth: Decimal     # of a month or quarter on the year before


# India's and the United States' months
SERVICES_MOVE = Moves(Decimal("0.125"), Decimal("0.06"), Decimal("0.06"), Decimal("0.15"))


@cache
def revising() -> dict[str, Moves]:
    """How far figures moved, by reporter."""
    lines = Path(__file__).with_name("revising.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t")[:5] for line in lines[1:])
    return {area: Moves(*(Decimal(share) / HUNDRED for share in shares)) for area, *shares in rows}


def revised_by(case: Case, weighed: Weighed) -> Moves | None:
    """How far the figures held may be from those that a text on a month or quarter had; None where that is no matter.

    India's exports of October 2009 were announced as 13.19 billion dollars; years later they were 14.81.
    """
    period, published = weighed.reading.period, case.published
    services = weighed.reading.key.basis is Basis.SERVICES
    if period.length >= MONTHS_A_YEAR and not services:
        return None
    known = revising().get(weighed.reading.key.reporter)
    if known is not None and services:
        known = SERVICES_MOVE       # services are revised for years, whole years of them too
    if published is None:       # it may have been fresh when it was told
        return known if known is not None and known.most > case.bands.most_revision else None
    if month_of(published) - period.end > FRESH:
        return None
    vintages = [seen.provenance.vintage for part in weighed.found for seen in part.parts or (part,)]
    far = LONG if known is None else SOON
    known_then = any(vintage is not None and month_of(vintage) - month_of(published) <= far for vintage in vintages)
    if known_then and not is_from_an_old_release(case, weighed):
        return None
    if known is not None:
        return known
    unknown = case.bands.clear_revised
    return Moves(unknown, HALF * unknown, BY_YEAR, case.bands.clear_revised_growth / HUNDRED)


def is_from_an_old_release(case: Case, weighed: Weighed) -> bool:
    """Whether growth is reckoned from the first release of a base that was revised before the text was written."""
    if case.published is None or not weighed.reading.question.is_growth:
        return False
    return any(
        part.provenance.status is Status.FIRST and part.provenance.vintage is not None
        and month_of(case.published) - month_of(part.provenance.vintage) > SOON
        for part in weighed.best.parts
    )


def clear_miss(case: Case, weighed: Weighed, compiled: bool, final: bool) -> Decimal:
    """How far off a figure has to be before nothing excuses it; for growth in points / 100.

    `compiled`: it is held against a compiler's figure.  `final`: what is held is what the text had.
    """
    bands, question = case.bands, weighed.reading.question
    # What a central bank saw paid for is further from what customs saw pass than two counts of what passed.
    world = question.key.partner == WORLD and weighed.best.provenance.authority is Authority.COMPILER
    moved = None if final and not is_from_an_old_release(case, weighed) else revised_by(case, weighed)
    clear = bands.clear
    if compiled:
        clear = bands.clear_compiled_world if world else bands.clear_compiled
    if moved is not None:
        clear = max(clear, moved.most)
    if (both := shares_between(weighed)) is not None:
        return max(bands.clear_share_points, HALF * clear * both) / HUNDRED
    if question.is_growth:
        points = bands.clear_growth_year if question.period.length == MONTHS_A_YEAR else bands.clear_growth
        if compiled:
            points = bands.clear_growth_compiled_world if world else bands.clear_growth_compiled
        points *= softness(weighed) * balance_moves(weighed)
        if moved is not None and question.period.length < MONTHS_A_YEAR:        # years of services are revised alike
            points = max(points, moved.growth * HUNDRED)
        return points / HUNDRED
    lever = leverage(weighed)
    return max(clear * min(lever, Decimal(1)), lever * of_both(case, weighed, compiled, moved, clear))


def shares_between(weighed: Weighed) -> Decimal | None:
    """The two shares together whose difference in points a figure is; None for any other figure."""
    best = weighed.best
    if weighed.reading.question.unit != PERCENTAGE_POINT or len(best.parts) != PAIR:
        return None
    return sum((abs(part.value) for part in best.parts), Decimal(0))


def of_both(case: Case, weighed: Weighed, compiled: bool, moved: Moves | None, clear: Decimal) -> Decimal:
    """How much of exports and imports together their balance may be off by.

    An office revises both mostly the same way, by what `revising.tsv` says of its months and years.  Half of what a
    compiler's sides differ by is left of trade with the world (4.3 per cent of both sides at most, of 78 balances that
    offices told too).  All of it may be left where goods with one partner are compiled, imports with freight, or goods
    of the world by what was paid for them, or where a balance with one partner may have services in it.  Where exports
    and imports both stand beside it as the tables have them, nothing is left but their last digits.
    """
    key, period = weighed.reading.key, weighed.reading.period
    if are_both_sides_told(case, key.basis):
        return HALF * PRECISE
    world = key.partner == WORLD
    alike = world and weighed.best.provenance.authority is Authority.COMPILER
    sure = world or how(case.claim, "basis") is Found.SAID or are_goods_alone(key, period)
    with_freight = compiled and key.basis is Basis.GOODS
    if not sure or (with_freight and not alike):
        return clear
    if compiled:
        return HALF * clear
    if moved is not None:
        return moved.both
    if period.length < MONTHS_A_YEAR:
        return HALF * clear
    known = revising().get(key.reporter)
    return BY_YEAR if known is None else known.year


def allowance(case: Case, weighed: Weighed) -> Decimal:
    """How far revisions take figures like this one: what the vintages held of it show, within bounds."""
    bands = case.bands
    if (both := shares_between(weighed)) is not None:
        return min(bands.growth_revision, HALF * bands.revision * both) / HUNDRED
    if weighed.reading.question.is_growth:
        return bands.growth_revision / HUNDRED
    best = weighed.best
    apart = Decimal(0)
    for other in weighed.found[1:]:
        same = (
            other.provenance.compilation == best.provenance.compilation
            and other.provenance.adjusted == best.provenance.adjusted
            and other.provenance.authority is not Authority.COMPILER
        )
        if same and best.value and not is_converted(other):
            apart = max(apart, abs(other.value / best.value - 1))
    least = bands.revision * min(leverage(weighed), MOST_LEVERAGE)
    return min(max(apart, least), bands.most_revision)


def leverage(weighed: Weighed) -> Decimal:
    """How much a revision of the parts moves the figure: a balance or a rise by more, a share by less."""
    if weighed.reading.question.measure is Measure.SHARE:
        return HALF
    best = weighed.best
    if is_converted(best):
        best = best.parts[0]
    if weighed.reading.question.measure is Measure.DIFFERENCE and best.value and len(best.parts) == PAIR:
        return sum((abs(part.value) for part in best.parts), Decimal(0)) / abs(best.value)
    return sides_of(best) if best.key.flow is Flow.BALANCE else Decimal(1)


def is_far_off(case: Case, weighed: Weighed) -> bool:
    """Whether the figure is so far from the tables' that it is probably about something else than was understood."""
    one, other = abs(case.said.value), abs(weighed.best.value)
    if weighed.reading.question.is_growth:
        return one > case.bands.same_matter * other + case.bands.far_growth
    if not one or not other:
        return True
    return max(one / other, other / one) > case.bands.same_matter


def is_within_digits(case: Case, seen: Observation) -> bool:
    """Whether a slip of the last printed digit would explain the miss."""
    beyond_edge = (case.bands.clear_slacks - 1) * case.said.slack
    return not case.said.hedged and case.said.gap(seen) < beyond_edge


def is_a_tenth(case: Case, seen: Observation) -> bool:
    """Whether a value is less than a tenth of what is held, which no way of counting makes it."""
    return is_money(case.said.unit) and TEN * abs(case.said.value) < abs(seen.value)


def balance_moves(weighed: Weighed) -> Decimal:
    """How much more than its sides a balance grows or shrinks by, of what both are revised by."""
    if weighed.reading.key.flow is not Flow.BALANCE:
        return Decimal(1)
    return max((sides_of(part) for part in weighed.best.parts), default=SIDES_UNKNOWN)


def sides_of(balance: Observation) -> Decimal:
    """Exports and imports together over their balance."""
    if len(balance.parts) != PAIR or not balance.value:
        return SIDES_UNKNOWN        # published as a balance: how large its sides are is not known here
    return sum((abs(part.value) for part in balance.parts), Decimal(0)) / abs(balance.value)


def softness(weighed: Weighed) -> Decimal:
    """How much further a growth rate may be off that is reckoned from figures not yet final, from services, which are
    revised for years, or with average rates of exchange, which those that offices use differ from by less than a
    point in a year.  Of a month they are those of the month before: China's exports of July 2019 rose by 10.3 per cent
    in yuan, and by 5.9 at the rates of July."""
    question, best = weighed.reading.question, weighed.best
    unfinal = best.provenance.status in (Status.FIRST, Status.PROVISIONAL) and bool(best.parts)
    if unfinal:
        return SOFT
    if question.key.basis is Basis.SERVICES:
        return OF_SERVICES
    if question.currency is None:
        return Decimal(1)
    return CONVERTED if question.period.length >= MONTHS_A_YEAR else CONVERTED_MONTHS


def is_another_count(weighed: Weighed) -> bool:
    """Whether only figures are held that another count than the office's customs made."""
    return weighed.best.provenance.authority is Authority.COMPILER or all(map(is_compiled, weighed.found))


def is_compiled(seen: Observation) -> bool:
    """An international compiler's figure, or a central bank's of what goods were paid for."""
    source = seen.provenance
    return source.authority is Authority.COMPILER or (
        seen.key.basis is Basis.GOODS and source.compilation is Compilation.BALANCE_OF_PAYMENTS
    )


def is_far(case: Case, weighed: Weighed) -> bool:
    """Whether a compiler's figure is missed by twice what such figures ever differ by: then a change that fits is
    tighter proof than any doubt of the compiler's way of counting."""
    return is_another_count(weighed) and is_clear_of_compiler(case, weighed, 2)


def is_clear_of_compiler(case: Case, weighed: Weighed, times: int = 1) -> bool:
    """Whether a compiler's figures are missed by more than such figures ever differ from an office's own."""
    growth = weighed.reading.question.is_growth
    least = clear_miss(case, weighed, compiled=True, final=True) * times
    return all(is_a_tenth(case, seen) or case.said.miss(seen, growth) > least for seen in weighed.found)
