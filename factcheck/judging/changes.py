"""Changes: one thing of a claim made another, in the order in which such slips are likely."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import chain
from typing import TYPE_CHECKING

from claims.claim import Claim, Kind
from factcheck.judging import wording
from factcheck.judging.question import Measure, Question
from factcheck.judging.reading import Reading, bases_in_time
from factcheck.judging.said import is_open
from sources.observation import Observation
from sources.terms.areas import areas
from sources.terms.key import ALL_PRODUCTS, WORLD, Basis, Flow, SeriesKey
from sources.terms.period import MONTHS_A_YEAR, Period, PeriodKind
from sources.terms.quantity import PERCENT, PERCENTAGE_POINT, is_money
from sources.terms.vocabulary import value

if TYPE_CHECKING:
    from sources.tables import Tables

TURNED = frozenset({"sign", "direction"})       # codes of the same figure with the other sign
SAME_RANKING = 5                # years
MOST_PARTNERS = 20              # of the reporter's largest, tried as the partner meant


@value
class Change:
    """One thing changed: in the question asked, or in how the stated figure is understood."""

    code: str                   # the reason code
    field: str
    was: str
    becomes: str
    question: Question
    factor: Decimal = Decimal(1)        # the stated figure times this
    words: str = ""                     # `becomes` for a sentence; "" where it is the period


def changes(
    claim: Claim, reading: Reading, actual: Sequence[Observation], tables: Tables, article: Sequence[Claim]
) -> Iterator[Change]:
    """Every change worth trying, the most plausible first."""
    question = reading.question
    unsaid = tuple(against_other_bases(claim, question))
    for each in (question, *unsaid):
        yield from turned(claim, each)
    yield from stale(question)
    yield from points_or_percent(question)
    # A fiscal year that no office tells is no likely slip, and each value tried makes the next one less of a proof.
    years = tuple(fiscal_calendar(question))
    told = bool(years) and is_told_by_fiscal_years(question, tables)
    yield from years if told else ()
    yield from other_flows(claim, question)
    yield from other_bases(claim, question)
    yield from other_scales(question, actual)
    yield from () if told else years
    yield from other_periods(question, article)
    yield from other_denominators(claim, question)
    yield from other_comparisons(claim, question)
    for each in unsaid:
        yield from stale(each)
        yield from other_flows(claim, each)
    yield from other_sides(question)
    yield from other_currencies(claim, question)
    yield from other_products(question, article)
    yield from other_partners(claim, question, tables, article)


def period_change(question: Question, period: Period, code: str = "other-period") -> Change:
    return Change(code, "period", question.period.label, period.label, question.over(period))


def stale(question: Question) -> Iterator[Change]:
    """The year before: last year's figure beside this year's date is the commonest slip of all; a share is copied for
    longer."""
    yield period_change(question, question.period.year_before())
    if question.measure is Measure.SHARE:
        yield period_change(question, question.period.shift(-2 * MONTHS_A_YEAR))


def against_other_bases(claim: Claim, question: Question) -> Iterator[Question]:
    """The same change against what else it may be measured against, where the text does not say: "fell 9 per cent in
    May", on April or on May of the year before."""
    if question.measure in (Measure.GROWTH, Measure.DIFFERENCE) and "versus" in claim.found:
        for versus in bases_in_time(claim, question.period)[1:]:
            yield replace(question, versus=versus)


def turned(claim: Claim, question: Question) -> Iterator[Change]:
    """The same size with the other sign."""
    if claim.kind is Kind.CHANGE and claim.direction is not None:
        other = "down" if claim.direction == "up" else "up"
        yield Change("direction", "direction", claim.direction.value, other, question)
    elif question.key.flow is Flow.BALANCE and claim.sign is not None and question.measure is Measure.LEVEL:
        other = "surplus" if claim.sign == "deficit" else "deficit"
        yield Change("sign", "sign", claim.sign.value, other, question)


def other_flows(claim: Claim, question: Question) -> Iterator[Change]:
    """Imports for exports; then the total for one side of it, and one side for the total."""
    order = {
        Flow.EXPORT: (Flow.IMPORT, Flow.TOTAL), Flow.IMPORT: (Flow.EXPORT, Flow.TOTAL),
        Flow.TOTAL: (Flow.EXPORT, Flow.IMPORT), Flow.BALANCE: (), Flow.RE_EXPORT: (Flow.EXPORT,),
    }
    for flow in order[question.key.flow]:
        whole = None if question.whole is None else replace(question.whole, flow=flow)
        key = replace(question.key, flow=flow)
        yield Change(
            "other-flow", "flow", question.key.flow.value, flow.value, question.of(key, whole),
            words=wording.FLOWS[flow][0],
        )


def fiscal_calendar(question: Question) -> Iterator[Change]:
    """The fiscal year for the calendar year that overlaps it most, and the other way round."""
    period = question.period
    if period.length != MONTHS_A_YEAR:
        return
    reporter = areas().get(question.key.reporter)
    year, month = divmod(period.start, MONTHS_A_YEAR)
    if month:
        near = (Period.year(year), Period.year(year + 1))
    elif reporter is not None and reporter.fiscal_start != 1:
        start = reporter.fiscal_start
        near = (Period.fiscal_year(year, start), Period.fiscal_year(year - 1, start))
    else:
        return
    for other in near:
        yield period_change(question, other, "fiscal-calendar")


def is_told_by_fiscal_years(question: Question, tables: Tables) -> bool:
    """Whether a figure of a fiscal year is held as published, rather than made of months."""
    key = question.key
    flow = key.flow if key.flow in (Flow.EXPORT, Flow.IMPORT) else Flow.EXPORT
    return question.period.kind is PeriodKind.FISCAL_YEAR or any(
        seen.period.kind is PeriodKind.FISCAL_YEAR for seen in tables.series(replace(key, flow=flow), MONTHS_A_YEAR)
    )


def other_scales(question: Question, actual: Sequence[Observation]) -> Iterator[Change]:
    """Million for billion, lakh for crore, a slipped decimal point: the same digits, another size."""
    if question.measure is not Measure.LEVEL:
        factors: tuple[str, ...] = ("10", "0.1")
    elif question.unit == "INR":        # a crore for a lakh crore
        factors = ("100000", "0.00001", "100", "0.01", "10", "0.1", "1000", "0.001")
    else:
        factors = ("1000", "0.001", "10", "0.1", "100", "0.01", "1000000", "0.000001")
    for factor in factors:
        yield Change("scale", "scale", "1", factor, question, factor=Decimal(factor))


def other_periods(question: Question, article: Sequence[Claim]) -> Iterator[Change]:
    """The year after, the neighbours of a month or quarter, the months to date for the month, two years before."""
    period = question.period
    others: list[Period] = []
    if period.length < MONTHS_A_YEAR and period.kind is not PeriodKind.YEAR_TO_DATE:
        others.append(period.previous())
    others.append(period.shift(MONTHS_A_YEAR))
    if period.kind is PeriodKind.MONTH:
        others += to_date(question)
    if period.kind in (PeriodKind.YEAR_TO_DATE, PeriodKind.SPAN):
        others.append(Period(period.end - 1, period.end, PeriodKind.MONTH))
    if period.kind is PeriodKind.MONTH:
        others.append(period.shift(1))
    others.append(period.shift(-2 * MONTHS_A_YEAR))
    others += [c.period for c in article if c.period is not None and c.period.length == period.length]
    seen = {(one.period.start, one.period.end) for one in (question, *(each.question for each in stale(question)))}
    for other in others:
        if (other.start, other.end) not in seen and len(seen) < 9:
            seen.add((other.start, other.end))
            yield period_change(question, other)


def to_date(question: Question) -> list[Period]:
    """The reporter's year so far, up to the end of the month."""
    reporter = areas().get(question.key.reporter)
    start = reporter.fiscal_start if reporter is not None else 1
    back = (question.period.start % MONTHS_A_YEAR + 1 - start) % MONTHS_A_YEAR
    if not back:
        return []
    return [Period(question.period.start - back, question.period.end, PeriodKind.YEAR_TO_DATE)]


def other_bases(claim: Claim, question: Question) -> Iterator[Change]:
    """Goods for goods and services; only where the text says which, for what it leaves open is a faithful reading."""
    if question.key.product != ALL_PRODUCTS or is_open(claim, "basis"):
        return
    for basis in (Basis.GOODS, Basis.GOODS_SERVICES, Basis.SERVICES):
        if basis is not question.key.basis:
            whole = None if question.whole is None else replace(question.whole, basis=basis)
            key = replace(question.key, basis=basis)
            yield Change(
                "other-basis", "basis", question.key.basis.value, basis.value,
                question.of(key, whole), words=wording.BASES[basis].strip(),
            )


def other_denominators(claim: Claim, question: Question) -> Iterator[Change]:
    """The same part of another whole: of all trade, of one flow, of the other flow."""
    if question.measure is not Measure.SHARE or question.whole is None:
        return
    for flow in (Flow.EXPORT, Flow.IMPORT, Flow.TOTAL):
        if flow is not question.whole.flow:
            whole = replace(question.whole, flow=flow)
            yield Change(
                "other-denominator", "whole", str(question.whole), str(whole), replace(question, whole=whole),
                words=wording.trade(whole),
            )


def points_or_percent(question: Question) -> Iterator[Change]:
    """Percent for percentage points of a share, and the other way round."""
    if question.measure is Measure.GROWTH and question.key.partner != WORLD and question.currency is None:
        whole = replace(question.key, partner=WORLD)
        points = replace(question, measure=Measure.POINTS, whole=whole, unit=PERCENTAGE_POINT)
        words = "percentage points of its share"
        yield Change("percent-points", "unit", PERCENT, PERCENTAGE_POINT, points, words=words)
    if question.measure is Measure.POINTS:
        growth = replace(question, measure=Measure.GROWTH, whole=None, unit=PERCENT)
        for meant in (replace(question, unit=PERCENT), growth):      # of the share, or of what it is a share of
            yield Change("percent-points", "unit", PERCENTAGE_POINT, PERCENT, meant, words="per cent")


def other_comparisons(claim: Claim, question: Question) -> Iterator[Change]:
    """A change against another base."""
    if question.measure in (Measure.GROWTH, Measure.DIFFERENCE) and question.versus is not None:
        for versus in bases_in_time(replace(claim, versus=None, period=question.period), question.period):
            if not versus.same_months(question.versus):
                yield Change(
                    "other-period", "versus", question.versus.label, versus.label, replace(question, versus=versus),
                    words=f"the change from {wording.when(versus)}",
                )


def other_sides(question: Question) -> Iterator[Change]:
    """Reporter and partner the wrong way round: A's exports to B for B's exports to A."""
    key = question.key
    if key.partner != WORLD and key.reporter != WORLD and question.measure is not Measure.SHARE:
        swapped = replace(key, reporter=key.partner, partner=key.reporter)
        if question.whole is None and key.flow in (Flow.EXPORT, Flow.IMPORT):
            yield Change(
                "other-reporter", "reporter", key.reporter, key.partner, replace(question, key=swapped),
                words=wording.name(key.partner),
            )


def other_currencies(claim: Claim, question: Question) -> Iterator[Change]:
    """The number is right in another currency: rupees printed as dollars."""
    if question.measure is not Measure.LEVEL or not is_money(claim.unit):
        return
    reporter = areas().get(question.key.reporter)
    for unit in dict.fromkeys((reporter.currency if reporter is not None else "", "USD", "EUR")):
        if unit and unit != question.unit:
            yield Change("currency", "unit", question.unit, unit, replace(question, unit=unit), words=unit)


def other_products(question: Question, article: Sequence[Claim]) -> Iterator[Change]:
    """All goods where the text names one, or one that the article names elsewhere."""
    named = dict.fromkeys((ALL_PRODUCTS, *(claim.key.product for claim in article)))
    named.pop(question.key.product, None)
    for product in list(named)[:4]:
        if question.whole is None or product != question.whole.product:
            key = replace(question.key, product=product)
            yield Change(
                "other-product", "product", question.key.product, product, question.of(key),
                words="all goods" if product == ALL_PRODUCTS else wording.product_words(product),
            )


def other_partners(
    claim: Claim, question: Question, tables: Tables, article: Sequence[Claim]
) -> Iterator[Change]:
    """Another partner: the ones the article names, the world, then the reporter's largest."""
    key = question.key
    if key.reporter == WORLD:
        return
    known = areas()
    done = {key.partner, key.reporter} | ({WORLD} if question.measure is Measure.SHARE else set())
    named = [other.key.partner for other in article if other.key.partner in known]
    for partner in chain(named, (WORLD,), largest_partners(key, question.period, tables)):
        if partner is not None and partner not in done:
            done.add(partner)
            swapped = SeriesKey(key.reporter, partner, key.flow, key.product, key.basis)
            yield Change(
                "other-partner", "partner", key.partner, partner, question.of(swapped), words=wording.name(partner),
            )


def largest_partners(key: SeriesKey, period: Period, tables: Tables) -> Iterator[str]:
    """By a year shortly before, the same one for five years: who is large hardly changes, and a ranking costs more than
    everything that was tried before it."""
    flow = key.flow if key.flow is not Flow.BALANCE else Flow.TOTAL
    whole = Period.year(period.start // MONTHS_A_YEAR // SAME_RANKING * SAME_RANKING)
    ranked = tables.largest_partners(key.reporter, flow, whole) or tables.largest_partners(key.reporter, flow, period)
    yield from ranked[:MOST_PARTNERS]
