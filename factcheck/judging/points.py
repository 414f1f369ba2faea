"""Percentage points said of a whole trade: "exports rose 3.5 percentage points to 59 billion".

Only a share moves by points, and none is spoken of; so nothing but per cent can be meant.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from claims.claim import Claim, Found, Kind, Modality
from factcheck.finding import Finding, Repair, Verdict
from factcheck.judging.case import Case, formula_of
from factcheck.judging.changes import Change
from factcheck.judging.question import Measure, Question
from factcheck.judging.reading import Reading, bases_in_time, bases_of, complete, how
from factcheck.judging.repair import first_fit
from factcheck.judging.sentences import say
from factcheck.judging.wording import clause
from sources.terms.key import ALL_PRODUCTS, WORLD
from sources.terms.quantity import PERCENT, PERCENTAGE_POINT


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
    bands = replace(case.bands, chance=case.bands.chance_turned)    # what the text says cannot be right in any way
    fit = first_fit(case.said, plain, (), case.tables, bands, Decimal(0), candidates).offered
    if fit is None:
        return None
    repaired = clause(fit.change.question, fit.seen.value, case.style)
    corrected = claim.quote.partition(" ")[0].rstrip("-") + " per cent"
    return Finding(
        claim, Verdict.MISMATCHED, "percent-points", say("points-of-no-share", stated=case.in_words, repaired=repaired),
        (fit.seen,), formula_of(fit.seen), fit.seen.value, PERCENT,
        Repair("unit", PERCENTAGE_POINT, PERCENT, fit.seen.value, round(fit.chance, 4)), corrected,
    )
