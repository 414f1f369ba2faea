"""What the tables say to a question about one period: levels, shares, changes, ranks, rates."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from factcheck.lookup.question import DOLLAR, Measure, Question
from sources import derive
from sources.kinship import came_out, counted_alike, growth_kin, kindred
from sources.observation import Status
from sources.terms.key import ALL_PRODUCTS, WORLD, Flow, SeriesKey
from sources.terms.period import MONTHS_A_YEAR, Period
from sources.terms.quantity import RANK

if TYPE_CHECKING:
    from sources.observation import Observation
    from sources.tables import Tables

TRIES = 6               # years back in which a newest figure is looked for
AROUND = range(-9, 3)   # periods shown of a series that is made one by one


def observe(
    question: Question, tables: Tables, period: Period, versus: Period | None = None, known_on: date | None = None,
) -> tuple[Observation, ...]:
    """Best source first; of a rank the whole ranking.  With `known_on`, only what had been released by then."""
    key = question.key
    match question.measure:
        case Measure.SHARE if question.of_gdp:
            found = tables.share_of_gdp(key, period)
        case Measure.SHARE:
            found = tables.share(*part_and_whole(question.key, question.of_goods), period)
        case Measure.CHANGE if question.of_share:
            found = share_changes(question, tables, period, versus or period.year_before())
        case Measure.CHANGE:
            found = changes(question, tables, period, versus or period.year_before())
        case Measure.RANK:
            found = ranking(question, tables, period)
        case Measure.RATE:
            found = rates(key, tables, period)
        case _:
            found = in_money(question, tables, tables.look_up(key, period) or tables.look_up_members(key, period))
    if question.of_first:
        found = tuple(seen for seen in found if seen.provenance.status is Status.FIRST)
    return printed_first(as_known(found, known_on))


def printed_first(found: tuple[Observation, ...]) -> tuple[Observation, ...]:
    """In their order, but for a sum of rounded parts in the first place: what the same office printed of it, ten times
    as precise and within that rounding, goes before it."""
    first = found[0] if found else None
    for seen in found[1:] if first and first.formula and first.slack else ():
        assert first is not None
        near = within_rounding(seen, first) and seen.provenance.publisher == first.provenance.publisher
        if near and not seen.formula and seen.slack * 10 <= first.slack:
            return (seen, *(other for other in found if other is not seen))
    return found


def within_rounding(seen: Observation, other: Observation) -> bool:
    """Whether two figures of the same may be one: no further apart than what they were rounded by."""
    return counted_alike(seen, other) and 0 < abs(seen.value - other.value) <= seen.slack + other.slack


def in_money(question: Question, tables: Tables, found: Iterable[Observation]) -> tuple[Observation, ...]:
    """The same in the currency that is asked for, at the average rate of each period; what has no rate is left out.

    What an office published in that money itself comes before anything converted.
    """
    if question.money:
        own_first = sorted(found, key=lambda seen: seen.unit != question.money)
        found = [told for seen in own_first if (told := tables.convert(seen, question.money))]
    if question.prices_of:
        found = [told for seen in found if (told := tables.in_prices_of(seen, question.prices_of))]
    return tuple(found)


def changes(question: Question, tables: Tables, period: Period, versus: Period) -> tuple[Observation, ...]:
    """Growth as published and derived; in the currency that is asked for; without its inflation."""
    if question.money:
        found = growth_in_money(question, tables, period, versus)
    else:
        found = tables.growth(question.key, period, versus)
    if not question.real:
        return found
    return tuple(real for grown in found if (real := tables.without_inflation(grown)))


def growth_in_money(
    question: Question, tables: Tables, period: Period, versus: Period,
) -> tuple[Observation, ...]:
    """Growth of the levels as they are in the currency that is asked for, each at the rate of its own period."""
    bases = in_money(question, tables, tables.look_up(question.key, versus))
    found = []
    for now in in_money(question, tables, tables.look_up(question.key, period)):
        for then, _ in kindred(now, bases, growth_kin)[:1]:
            if grown := derive.growth(now, then):
                found.append(grown)
    return tuple(found)


def as_known(found: Iterable[Observation], known_on: date | None) -> tuple[Observation, ...]:
    """Those released by that day.  A derived figure was known when its latest part was."""
    return tuple(seen for seen in found if known_on is None or came_out(seen) <= known_on.toordinal())


def part_and_whole(key: SeriesKey, of_goods: bool = False) -> tuple[SeriesKey, SeriesKey]:
    """The share of a partner in the reporter's trade, or of goods in all goods; of a country in world trade where the
    reporter is the world."""
    if of_goods:
        return key, replace(key, product=ALL_PRODUCTS)
    whole = replace(key, partner=WORLD)
    return (replace(key, reporter=key.partner, partner=WORLD) if key.reporter == WORLD else key), whole


def levels_of(question: Question) -> SeriesKey:
    """The series that the answer is made from, to see which periods there are."""
    shared = question.measure is Measure.SHARE or question.of_share
    return part_and_whole(question.key, question.of_goods)[0] if shared else question.key


def share_changes(question: Question, tables: Tables, period: Period, versus: Period) -> tuple[Observation, ...]:
    """By how many percentage points a share changed, both shares from one table."""
    before: dict[str, Observation] = {}
    for seen in tables.share(*part_and_whole(question.key, question.of_goods), versus):
        before.setdefault(seen.provenance.table, seen)
    found: dict[str, Observation] = {}
    for seen in tables.share(*part_and_whole(question.key, question.of_goods), period):
        if then := before.get(seen.provenance.table):
            found.setdefault(seen.provenance.table, derive.difference(seen, then))
    return tuple(found.values())


def ranking(question: Question, tables: Tables, period: Period) -> tuple[Observation, ...]:
    """The partners, or the world's countries, largest first; the other way round for deficits and the smallest."""
    key = question.key
    if key.reporter == WORLD:
        found = tables.world_ranking(key.flow, period, key.basis, key.product)
    else:
        found = tables.ranking(key.reporter, key.flow, period, key.basis, key.product)
        if not found and key.flow in (Flow.EXPORT, Flow.IMPORT):        # then by the partners' own count
            found = tables.mirror_ranking(key.reporter, key.flow, period, key.basis, key.product)
    if not question.lowest:
        return found
    among = [seen.formula.partition(" among ")[2] for seen in found]
    places: dict[Decimal, int] = {}
    for place, seen in enumerate(reversed(found), 1):
        places.setdefault(seen.value, place)
    return tuple(
        replace(seen, formula=f"rank {places[seen.value]} from below among {whom}")
        for seen, whom in zip(reversed(found), reversed(among), strict=True)
    )


def place_of(seen: Observation) -> int:
    """The place that a ranking's formula tells."""
    return int(seen.formula.split()[1])


def ranked_area(seen: Observation, question: Question) -> str:
    return seen.key.reporter if question.key.reporter in (WORLD, seen.key.partner) else seen.key.partner


def whose_places(question: Question, order: Iterable[Observation]) -> tuple[Observation, ...]:
    """Of a ranking the place of the area that is asked for."""
    return tuple(as_rank(seen) for seen in order if ranked_area(seen, question) == question.whose)


def as_rank(seen: Observation) -> Observation:
    """The place of one of a ranking, its level as the part."""
    place = Decimal(place_of(seen))
    return replace(seen, value=place, unit=RANK, slack=Decimal(0), parts=(replace(seen, formula=""),))


def rates(key: SeriesKey, tables: Tables, period: Period) -> tuple[Observation, ...]:
    """Units of one currency for one of another, by way of the dollar."""
    if key.partner == DOLLAR:
        direct = tables.rate(key.reporter, period)
        return (direct,) if direct else ()
    other = tables.rate(key.partner, period)
    one = tables.rate(key.reporter, period) if key.reporter != DOLLAR else None
    if other is None or (one is None and key.reporter != DOLLAR):
        return ()
    value, parts = (1 / other.value, (other,)) if one is None else (one.value / other.value, (one, other))
    formula = f"{'1' if one is None else one.unit} / {other.unit}"
    unit = f"{key.reporter}/{key.partner}"
    return (derive.made(key, period, value, unit, Decimal(0), formula, parts),)


def newest(
    question: Question, tables: Tables, today: date | None, known_on: date | None,
) -> Period | None:
    """The latest period of which there is an answer, years first; where there is none, of the level behind it."""
    if question.measure is Measure.RATE:
        year = (known_on or today or date.today()).year
        tried = [Period.year(year - back) for back in range(TRIES)]
    else:
        known = as_known(tables.series(levels_of(question)), known_on)
        years = [seen for seen in known if seen.period.length == MONTHS_A_YEAR]
        by_end = sorted(years or known, key=lambda seen: seen.period.end, reverse=True)
        tried = list(dict.fromkeys(seen.period for seen in by_end))
        if question.measure is Measure.RANK and question.key.reporter == WORLD and not tried:
            tried = [Period.year((today or date.today()).year - back) for back in range(TRIES)]
    answered = (one for one in tried[:TRIES] if observe(question, tables, one, known_on=known_on))
    return next(answered, tried[0] if tried and question.measure is not Measure.RATE else None)


def one_by_one(question: Question, tables: Tables, period: Period, known_on: date | None) -> tuple[Observation, ...]:
    """What the tables say for the periods around this one, each from the best source."""
    around = (period.shift(step * period.length) for step in AROUND)
    found = (observe(question, tables, each, known_on=known_on)[:1] for each in around)
    return tuple(seen for each in found for seen in each)
