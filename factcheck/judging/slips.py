"""Slips of the pen: two figures the wrong way round, one digit of a figure wrong, a million for a billion.

All are told from the tables' own figures, digit for digit: a figure that misses by little is otherwise taken for a
figure since revised.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from claims.claim import Claim, Found, Kind, Modality
from factcheck.finding import Finding, Repair, Verdict
from factcheck.judging.accusing import accuse
from factcheck.judging.bands import Bands
from factcheck.judging.case import Case, Weighed, corrected, formula_of, others
from factcheck.judging.changes import Change
from factcheck.judging.compare import Stated, stated
from factcheck.judging.doubt import is_unsettled
from factcheck.judging.margin import leverage
from factcheck.judging.open_text import is_guessed, is_no_report
from factcheck.judging.proof import is_cell, may_be_adjusted, may_be_of_another_trade, may_be_on_another_basis
from factcheck.judging.question import Measure, answers
from factcheck.judging.repair import Fit, accident, matches, sizes
from factcheck.judging.said import CLOSE_BY, has_three_digits, how
from factcheck.judging.sentences import say
from factcheck.judging.wording import clause
from sources.observation import Authority, Observation, Status
from sources.terms.quantity import is_money

DIGITS = 3                      # printed, at least: "41 billion" for 42 is no misprint but a rounding
LEAST = Decimal("0.002")        # of the figure, that a misprint is off by
THOUSANDS = Decimal(1000), Decimal("0.001")
MOST = 0.01                     # chance that one of the values tried has these digits


# --- two figures the wrong way round ---------------------------------------------------------------------------------


def swapped(case: Case, own: Sequence[Weighed], weighed: Sequence[Weighed]) -> Finding | None:
    """This year's figure told as last year's and last year's as this year's.

    Each has to be the other period's, one of the two to its last digit, and neither its own.
    """
    claim, first = case.claim, own[0]
    question = first.reading.question
    if question.measure is not Measure.LEVEL or not is_firm(claim) or is_unsettled(case, first):
        return None
    if not misses(case.said, first.found, case.bands):
        return None
    for other in beside(claim, case.article):
        assert other.period is not None
        there = answers(question.over(other.period), case.tables)
        theirs = stated(other, case.bands)
        if not there or case.said.hedged or theirs.hedged:
            continue
        exact = any(map(case.said.fits, there)) or any(map(theirs.fits, first.found))
        soft = case.bands.revision * min(leverage(first), Decimal(2))
        near = nearest(case.said, there)
        both = case.said.miss(near) <= soft and theirs.miss(nearest(theirs, first.found)) <= soft
        if not (exact and both and misses(theirs, there, case.bands)):
            continue
        target = sizes(case.said)
        chance = accident([float(abs(near.value).ln())], *target) if target else 0.0
        words = {
            "stated": case.in_words, "other": other.quote,
            "repaired": clause(question.over(other.period), near.value, case.style),
            "clause": clause(question, first.best.value, case.style),
        }
        return Finding(
            claim, Verdict.MISMATCHED, "other-period", say("swapped", **words), (first.best, near),
            formula_of(first.best), first.best.value, question.unit,
            Repair("period", question.period.label, other.period.label, near.value, round(chance, 4)),
            corrected(case, first.best.value), others(case, weighed, first.best),
        )
    return None


def is_firm(claim: Claim) -> bool:
    return claim.modality is Modality.REPORTED and claim.kind in (Kind.LEVEL, Kind.BALANCE) and all(
        how(claim, field) is Found.SAID for field in ("flow", "period")
    )


def beside(claim: Claim, article: Sequence[Claim]) -> Iterator[Claim]:
    """Figures of the same trade for another period as long, in the same sentence or close by."""
    for other in article:
        if (
            other.id != claim.id and other.key == claim.key and other.kind is claim.kind and other.unit == claim.unit
            and other.sign is claim.sign and other.period is not None and claim.period is not None
            and other.period.length == claim.period.length and not other.period.same_months(claim.period)
            and abs(other.start - claim.start) <= CLOSE_BY and is_firm(other)
        ):
            yield other


def misses(said: Stated, found: Sequence[Observation], bands: Bands) -> bool:
    """Whether every figure held is clearly another."""
    return all(said.miss(seen) > bands.clear for seen in found)


def nearest(said: Stated, found: Sequence[Observation]) -> Observation:
    return min(found, key=said.miss)


# --- one digit -------------------------------------------------------------------------------------------------------


def misprinted(case: Case, own: Sequence[Weighed], weighed: Sequence[Weighed]) -> Finding | None:
    """A figure that differs by one digit from one on record, where the office's first release is held and today's too.

    Between them lies what revisions did; a figure further from both than they are from each other is neither.
    """
    first = own[0]
    question, style, best = first.reading.question, case.style, first.best
    if question.measure is not Measure.LEVEL or style is None or case.said.hedged:
        return None
    if any(case.said.miss(seen) <= LEAST for each in own[1:] for seen in each.found):
        return None     # right, or all but right, on another basis
    soft = case.bands.revision * leverage(first)
    near = [seen.provenance.adjusted for seen in first.found if case.said.miss(seen) <= soft]
    if (not best.provenance.adjusted) in near:
        return None     # it is that of the other count, as it was revised
    held = [
        seen for seen in first.found
        if seen.provenance.authority is not Authority.COMPILER
        and seen.provenance.compilation is best.provenance.compilation
        and seen.provenance.adjusted == best.provenance.adjusted and seen.unit == best.unit
    ]
    if not any(seen.provenance.status is Status.FIRST for seen in held) or best not in held:
        return None
    low, high = min(seen.value for seen in held), max(seen.value for seen in held)
    gap = min(case.said.gap(seen) for seen in held)
    if gap <= max(high - low, LEAST * abs(best.value)):
        return None
    slip = next((seen for seen in held if is_one_digit_off(case.digits, style.digits(seen.value))), None)
    other = may_be_of_another_trade, may_be_on_another_basis, may_be_adjusted
    if slip is None or any(doubt(case, first) for doubt in other):
        return None
    words = {"clause": clause(question, slip.value, style), "stated": case.in_words}
    return Finding(
        case.claim, Verdict.CONTRADICTED, "misprint", say("misprint", **words),
        (best, slip) if slip is not best else (best,), formula_of(best), best.value, question.unit,
        correction=corrected(case, slip.value), alternatives=others(case, weighed, best),
    )


def is_one_digit_off(printed: str, held: str) -> bool:
    """One digit is another, or two neighbours have changed places."""
    if len(printed) != len(held) or sum(map(str.isdigit, printed)) < DIGITS:
        return False
    off = [place for place, (one, other) in enumerate(zip(printed, held, strict=True)) if one != other]
    if any(not (printed[place].isdigit() and held[place].isdigit()) for place in off):
        return False    # the point has moved: another scale
    if len(off) == 2 and off[1] - off[0] == 1:
        return printed[off[0]] == held[off[1]] and printed[off[1]] == held[off[0]]
    return len(off) == 1


# --- a million for a billion -----------------------------------------------------------------------------------------


def a_thousandfold(case: Case, weighed: Sequence[Weighed]) -> Finding | None:
    """A value a thousand times too small or too large by any reading, to its last digit: "imports were 35.86 million".

    Where the sentence leaves time, count or goods and services open the digits tell them; so there have to be three,
    and no hedge.  Its own words have to say which way it went, and whose trade it is may not be assumed.
    """
    claim, said = case.claim, case.said
    if claim.kind not in (Kind.LEVEL, Kind.BALANCE) or not is_money(claim.unit) or not has_three_digits(claim):
        return None
    if said.hedged or is_cell(claim) or is_no_report(case, weighed[0]) or is_guessed(case, weighed[0]):
        return None
    target = sizes(said)
    if how(claim, "flow") is not Found.SAID or target is None:
        return None
    tried: list[tuple[Observation, Decimal]] = []
    for each in weighed:
        for seen in each.found:
            for factor in THOUSANDS:
                tried.append((seen, factor))
                if seen.slack > said.slack * factor:
                    continue
                change = Change("scale", "scale", "1", str(factor), each.reading.question, factor)
                if matches(said, change, seen, Decimal(0)):
                    sizes_tried = [float(abs(one.value / by).ln()) if one.value else 0.0 for one, by in tried]
                    fit = Fit(change, seen, accident(sizes_tried, *target))
                    return accuse(case, replace(each, found=(seen,)), fit, weighed) if fit.chance <= MOST else None
    return None
