"""Percentage points and per cent taken for each other where a share, or none, is spoken of.

"Exports rose 3.5 percentage points to 59 billion": only a share moves by points.  "Its share rose 4.8 percent to 6.5
percent": those are the points, where the share beside them is right and rose by several times as many per cent.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from claims.claim import Claim, Found, Kind, Modality
from factcheck.finding import Finding, Repair, Verdict
from factcheck.judging.bands import Bands
from factcheck.judging.case import Case, Weighed, formula_of
from factcheck.judging.changes import Change
from factcheck.judging.compare import Stated
from factcheck.judging.context import bases_of_agreement
from factcheck.judging.fitting import fitting
from factcheck.judging.keys import bases_of, complete
from factcheck.judging.question import Measure, Question, answers
from factcheck.judging.reading import Reading, bases_in_time
from factcheck.judging.repair import first_fit
from factcheck.judging.said import how, is_told
from factcheck.judging.sentences import say
from factcheck.judging.wording import clause
from sources.terms.key import ALL_PRODUCTS, WORLD, Basis
from sources.terms.quantity import PERCENT, PERCENTAGE_POINT, Interval


def are_of_no_share(claim: Claim) -> bool:
    """Whether a change in points is said of a country's whole trade."""
    key = claim.key
    return (
        claim.kind is Kind.CHANGE and claim.unit == PERCENTAGE_POINT and claim.whole is None
        and key.reporter not in (None, WORLD) and key.partner in (None, WORLD) and key.product == ALL_PRODUCTS
    )


def misworded(case: Case) -> Finding | None:
    """Points that are right in per cent, where the text says whose trade, which flow and when."""
    claim = case.claim
    if not are_of_no_share(claim) or claim.period is None or claim.modality is not Modality.REPORTED:
        return None
    if how(claim, "flow") is not Found.SAID or Found.ASSUMED in (how(claim, "reporter"), how(claim, "period")):
        return None
    asked = [
        Question(Measure.GROWTH, complete(claim.key, basis), claim.period, PERCENT, versus=versus)
        for versus in bases_in_time(claim, claim.period) for basis in bases_of(claim)
    ]
    candidates = [Change("percent-points", "unit", PERCENTAGE_POINT, PERCENT, question) for question in asked]
    plain = Reading(replace(asked[0], measure=Measure.POINTS, unit=PERCENTAGE_POINT))
    fit = first_fit(case.said, plain, (), case.tables, lenient(case), Decimal(0), candidates).offered
    if fit is None:
        return None
    repaired = clause(fit.change.question, fit.seen.value, case.style)
    corrected = claim.quote.partition(" ")[0].rstrip("-") + " per cent"
    return Finding(
        claim, Verdict.MISMATCHED, "percent-points", say("points-of-no-share", stated=case.in_words, repaired=repaired),
        (fit.seen,), formula_of(fit.seen), fit.seen.value, PERCENT,
        Repair("unit", PERCENTAGE_POINT, PERCENT, fit.seen.value, round(fit.chance, 4)), corrected,
    )


def moved_share(case: Case) -> Finding | None:
    """Per cent said of a partner's share: how much the share grew, or the points it moved by."""
    claim = case.claim
    if claim.kind is not Kind.CHANGE or claim.unit != PERCENT or claim.whole is None or not says_whose(claim):
        return None
    if claim.period is None or claim.modality is not Modality.REPORTED:
        return None
    share, beside = next(((other, bases) for other in case.article if is_share_beside(other, claim)
                          and (bases := bases_of_agreement(case, other))), (None, None))
    basis = min(beside, key=list(Basis).index) if beside else bases_of(claim)[0]
    part = complete(replace(claim.key, product=ALL_PRODUCTS), basis)
    asked = [
        Question(Measure.POINTS, part, claim.period, PERCENT, versus, replace(part, partner=WORLD))
        for versus in bases_in_time(claim, claim.period)
    ]
    weighed = [Weighed(Reading(grown), found) for grown in asked if (found := answers(grown, case.tables))]
    if not weighed:
        return None
    for each in weighed:
        if finding := fitting(case, each, weighed):
            return finding
    moved = (replace(each.reading.question, unit=PERCENTAGE_POINT) for each in weighed)
    changes = [Change("percent-points", "unit", PERCENT, PERCENTAGE_POINT, question) for question in moved]
    said = case.said if share is None else loosened(case.said, 2 * share.slack)     # between two rounded shares
    tried = first_fit(said, weighed[0].reading, (), case.tables, lenient(case), Decimal(0), changes)
    fit = next(iter(tried.fits), None) if beside else tried.offered     # beside the share itself it is no accident
    meant = weighed[:1] if claim.versus is not None and "versus" not in claim.found else weighed
    if fit is None or any(
        abs(seen.value - fit.seen.value) <= case.bands.clear_growth_year for each in meant for seen in each.found
    ):
        return None
    return Finding(
        claim, Verdict.MISMATCHED, "percent-points",
        say("percent-points", stated=case.in_words, to="percentage points", was="per cent",
            repaired=clause(fit.change.question, fit.seen.value, case.style)),
        (fit.seen,), formula_of(fit.seen), fit.seen.value, PERCENTAGE_POINT,
        Repair("unit", PERCENT, PERCENTAGE_POINT, fit.seen.value, 0.0 if beside else round(fit.chance, 4)),
        claim.quote.partition(" ")[0].rstrip("%") + " percentage points",
    )


def lenient(case: Case) -> Bands:
    """One value is tried, and what the text says cannot be right in any way."""
    return replace(case.bands, chance=case.bands.chance_turned)


def loosened(said: Stated, by: Decimal) -> Stated:
    return replace(said, printed=Interval(said.printed.low - by, said.printed.high + by))


def says_whose(claim: Claim) -> bool:
    """Whether its own sentence names both sides, the flow and the time, or stands behind "figures for May were out"."""
    fields = ("reporter", "partner", "flow", "period")
    return claim.key.partner not in (None, WORLD) and all(is_told(claim, field) for field in fields)


def is_share_beside(other: Claim, claim: Claim) -> bool:
    """Whether a figure of the sentence is the share that is said to have moved."""
    key = other.key
    return (
        other.kind is Kind.SHARE and other.sentence == claim.sentence and other.period == claim.period
        and (key.reporter, key.partner, key.flow) == (claim.key.reporter, claim.key.partner, claim.key.flow)
        and key.product == ALL_PRODUCTS
    )
