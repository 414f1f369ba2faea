"""Judging what is about the future: targets on record, the growth they need, and forecasts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from claims.claim import Claim, Found, Kind, Modality
from factcheck.finding import Alternative, Finding, Verdict
from factcheck.judging import wording
from factcheck.judging.bands import Bands
from factcheck.judging.case import Case
from factcheck.judging.compare import apart
from factcheck.judging.keys import bases_of, complete
from factcheck.judging.periods import month_of
from factcheck.judging.question import Measure, Question, answers
from factcheck.judging.said import how, is_open
from factcheck.judging.sentences import say
from factcheck.judging.wording import figure
from sources.observation import Observation
from sources.target import Target
from sources.terms.key import ALL_PRODUCTS, WORLD, Basis, Flow, SeriesKey
from sources.terms.period import MONTHS_A_YEAR, Period
from sources.terms.quantity import Interval, Quantity

if TYPE_CHECKING:
    from sources.tables import Tables

MOST_OTHERS = 3
MOST_GROWTH = 50        # per cent a year: a target that needs more was set for another time than was read
KEPT = 256              # pairs of countries whose targets are kept in memory
NEAR = Decimal("0.05")      # how near the article's figure has to be to one on record to stand for it


def judge_target(case: Case) -> Finding:
    """On record: who set it, when, on what basis, and the growth a year that it needs."""
    claim, tables, published, article = case.claim, case.tables, case.published, case.article
    said, style = case.said, case.style
    held = [target for target in on_record(claim, tables) if known(target, published)]
    same = [target for target in held if not apart(said.interval, Interval.around(target.quantity.amount, Decimal(0)))]
    if not same:
        return unknown_target(claim, held, tables, published, article)
    stated_by = deadline_said(claim)
    in_time = [target for target in same if stated_by is None or target.by.end == stated_by.end]
    near = [t for t in same if stated_by is not None and abs(t.by.end - stated_by.end) < MONTHS_A_YEAR]
    target = (in_time or near or same)[0]
    reason = "on-record" if in_time or near else "other-deadline"
    needs = list(growth_needed(claim, target, tables, published, article))
    goal = target.quantity
    words = {
        "who": target.by_whom or "an announcement", "target": figure(goal.amount, goal.unit, style),
        "what": what(target), "deadline": wording.when(target.by),
        "announced": f" on {wording.day(target.announced)}" if target.announced else "",
        "growth": told(needs),
        "stated_deadline": wording.when(stated_by) if stated_by is not None else "another time",
    }
    return Finding(
        claim, Verdict.TARGET, reason, say(reason, **words),
        (record(target), *(base for _, base in needs)), formula="; ".join(formula for formula, _ in needs),
        expected=target.quantity.amount, expected_unit=target.quantity.unit,
        alternatives=tuple(alternative(other) for other in held if other is not target)[:MOST_OTHERS],
    )


def deadline_said(claim: Claim) -> Period | None:
    """When the target is for, where its own sentence says so: a time carried from elsewhere is no deadline."""
    return claim.period if how(claim, "period") is Found.SAID else None


def on_record(claim: Claim, tables: Tables) -> Iterator[Target]:
    """Targets of the two areas, either way round, of the same flow and product."""
    reporter, partner = claim.key.reporter, claim.key.partner or WORLD
    if reporter is None:
        return
    for target in between(tables, reporter, partner):
        if fits(claim, target, target.flow if target.reporter == reporter else target.flow.mirror):
            yield target


@lru_cache(KEPT)
def between(tables: Tables, reporter: str, partner: str) -> tuple[Target, ...]:
    found = dict.fromkeys(tables.targets(reporter, partner))
    if partner != WORLD:
        found |= dict.fromkeys(tables.targets(partner, reporter))
    return tuple(found)


def fits(claim: Claim, target: Target, flow: Flow) -> bool:
    return (
        flow == (claim.key.flow or flow) and target.quantity.unit == claim.unit
        and (target.product == claim.key.product or claim.key.product == ALL_PRODUCTS)
    )


def known(target: Target, published: date | None) -> bool:
    return published is None or target.announced is None or target.announced <= published


def unknown_target(
    claim: Claim, held: Sequence[Target], tables: Tables, published: date | None, article: Sequence[Claim]
) -> Finding:
    others = ", only " + wording.listed(
        f"{figure(t.quantity.amount, t.quantity.unit)} by {wording.when(t.by)}" for t in held[:MOST_OTHERS]
    ) if held else ""
    needs = list(growth_needed(claim, None, tables, published, article))
    return Finding(
        claim, Verdict.TARGET, "not-on-record", say("not-on-record", others=others, growth=told(needs)),
        tuple(base for _, base in needs), "; ".join(formula for formula, _ in needs),
        alternatives=tuple(alternative(target) for target in held[:MOST_OTHERS]),
        missing=f"target {claim.key.reporter}|{claim.key.partner or WORLD}|{claim.key.flow}",
    )


# --- the growth it needs ---------------------------------------------------------------------------------------------


def growth_needed(
    claim: Claim, target: Target | None, tables: Tables, published: date | None, article: Sequence[Claim]
) -> Iterator[tuple[str, Observation]]:
    """The growth a year from the latest figure on the target's own basis, and from the figure the article gives."""
    deadline = target.by if target is not None else deadline_said(claim)
    amount = target.quantity if target is not None else Quantity(claim.value, claim.unit)
    if claim.key.reporter is None or deadline is None or not amount.is_money:
        return
    basis = target.basis if target is not None else claim.key.basis
    own = beside(claim, tables, article)
    bases = [latest(claim, basis or bases_of(claim)[0], tables, published), own]
    for base in bases:
        if base is None or base.unit != amount.unit or not 0 < base.value < amount.amount:
            continue
        if own is not None and base is not own and base.key == own.key and base.period == own.period:
            continue    # the article's own figure says the same
        times = float(amount.amount / base.value)
        rates = [100 * (times ** (1 / years) - 1) for years in spans(base.period, deadline)]
        if not rates or max(rates) > MOST_GROWTH:
            continue
        low, high = round(min(rates)), round(max(rates))
        rate = f"{low} per cent" if low == high else f"{low}-{high} per cent"
        goods = wording.BASES[base.key.basis].strip()
        start = f"the {figure(base.value, base.unit)} of {wording.when(base.period)} ({goods})"
        yield f"about {rate} a year from {start}", base


def spans(base: Period, deadline: Period) -> list[int]:
    """How many years of growth lie between; two answers where a fiscal year meets a calendar deadline."""
    months = deadline.end - base.end
    years = {months // MONTHS_A_YEAR, -(-months // MONTHS_A_YEAR)}
    return sorted(count for count in years if count > 0)


def latest(claim: Claim, basis: Basis, tables: Tables, published: date | None) -> Observation | None:
    """The newest year known when the article was written, in the reporter's books or else the partner's."""
    if claim.key.flow is None:
        return None
    key = complete(claim.key, basis)
    keys = [key, key.mirror()] if key.partner != WORLD else [key]
    for each in keys:
        years = [
            seen for seen in tables.series(each, MONTHS_A_YEAR)
            if seen.unit == claim.unit
            and (published is None or seen.period.end <= month_of(published))
        ]
        if years:
            end = max(seen.period.end for seen in years)
            return next(seen for seen in years if seen.period.end == end)
    return None


def beside(claim: Claim, tables: Tables, article: Sequence[Claim]) -> Observation | None:
    """The level that the article itself puts beside its target."""
    for other in article:
        if (
            other.kind is Kind.LEVEL and other.modality is Modality.REPORTED and other.unit == claim.unit
            and other.key.reporter == claim.key.reporter
            and (other.key.partner == claim.key.partner or is_open(other, "partner"))
            and other.key.flow == claim.key.flow and other.period is not None
            and other.period.length == MONTHS_A_YEAR and other.value > 0
        ):
            said = SeriesKey(
                str(other.key.reporter), claim.key.partner or WORLD, other.key.flow or Flow.TOTAL, other.key.product,
                bases_of(other)[0],
            )
            found = answers(Question(Measure.LEVEL, said, other.period, other.unit), tables)
            near = [seen for seen in found if abs(seen.value / other.value - 1) < NEAR]
            if near:
                stated_level = other.value
                return min(near, key=lambda seen: abs(seen.value - stated_level))
    return None


def told(needs: Sequence[tuple[str, Observation]]) -> str:
    return f"; getting there takes {', and '.join(words for words, _ in needs)}" if needs else ""


# --- forecasts -------------------------------------------------------------------------------------------------------


def judge_forecast(case: Case) -> Finding:
    """A forecast is no fact; where it repeats a target on record, or its period is over by now, that is shown."""
    claim, tables = case.claim, case.tables
    key, target = claim.key, judge_target(case)
    if target.reason == "on-record":
        return target
    if key.reporter is not None and key.flow is not None and claim.period is not None and Quantity(
        claim.value, claim.unit
    ).is_money:
        question = Question(Measure.LEVEL, complete(key, bases_of(claim)[0]), claim.period, claim.unit)
        found = answers(question, tables)
        # A period carried from another sentence may be a month beside a forecast of the year.
        meant = how(claim, "period") is Found.SAID or (bool(found) and is_one_size(claim, found[0], case.bands))
        if found and meant:
            seen = found[0]
            words = wording.clause(question, seen.value, case.style)
            return Finding(
                claim, Verdict.TARGET, "forecast-past", say("forecast-past", clause=words), (seen,),
                seen.formula or f"{seen.key} {seen.period}", seen.value, seen.unit,
            )
    return Finding(claim, Verdict.TARGET, "forecast", say("forecast", sofar=""))


def is_one_size(claim: Claim, seen: Observation, bands: Bands) -> bool:
    one, other = abs(claim.value), abs(seen.value)
    return bool(one and other) and max(one / other, other / one) <= bands.same_matter


# --- a target as evidence --------------------------------------------------------------------------------------------


def record(target: Target) -> Observation:
    """The announcement as an evidence row."""
    key = SeriesKey(
        target.reporter, target.partner, target.flow, target.product, target.basis or Basis.GOODS
    )
    return Observation(
        key, target.by, target.quantity.amount, target.quantity.unit, target.provenance,
        f"{target.reporter}|{target.partner}|{target.flow}|{target.by}|target",
    )


def alternative(target: Target) -> Alternative:
    words = f"{figure(target.quantity.amount, target.quantity.unit)} for {what(target)} by {wording.when(target.by)}"
    announced = f", {wording.day(target.announced)}" if target.announced else ""
    return Alternative(f"{words}{announced}", Verdict.TARGET, target.quantity.amount, (record(target),))


def what(target: Target) -> str:
    basis = target.basis
    key = SeriesKey(target.reporter, target.partner, target.flow, target.product, basis or Basis.GOODS)
    return wording.trade(key, basis=basis is not None)
