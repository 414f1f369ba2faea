"""What the other figures of an article say of a claim: of what time and whose trade it is, and whether it is right."""

from __future__ import annotations

from collections.abc import Sequence

from claims.claim import Claim, Found, Kind
from factcheck.judging.bearing import is_between_the_same, is_borne_out
from factcheck.judging.case import Case, Weighed
from factcheck.judging.compare import stated
from factcheck.judging.question import answers
from factcheck.judging.reading import CLOSE_BY, complete, how, partner_told_before, partner_told_of, questions
from factcheck.judging.repair import Fit
from sources.terms.key import WORLD, Basis, Flow


def is_told_nearby(case: Case, fit: Fit) -> bool:
    """Whether another figure close by is of the period that a repair would put in."""
    period = fit.change.question.period
    return any(
        other.period is not None and other.period.same_months(period)
        and abs(other.start - case.claim.start) <= CLOSE_BY and other.id != case.claim.id
        for other in case.article
    )


def is_dated(case: Case) -> bool:
    """Whether the claim's own sentence names its period, or goes on from one that does.

    "Exports to Brazil were 6.7 billion dollars in 2022.  Imports were 9.9 billion": the sentences before tell of the
    same two sides, a figure of theirs agrees with the tables, and nothing close by is of another period.
    """
    claim = case.claim
    if how(claim, "period") is not Found.CARRIED or claim.period is None:
        return how(claim, "period") is Found.SAID
    if is_borne_out(case):
        return True
    before = [
        other for other in case.article
        if other.id != claim.id and claim.start - CLOSE_BY <= other.start <= claim.sentence[1]
        and (other.period is not None or other.versus is not None)
    ]
    if not all(
        other.versus is None and other.period is not None and other.period.same_months(claim.period) for other in before
    ):
        return False
    return any(
        how(other, "period") is Found.SAID and is_between_the_same(other.key, claim.key)
        and agrees(case, other, other.key.basis or Basis.GOODS)
        for other in before
    )


def tells_of_two(case: Case) -> bool:
    """Whether every figure of the article is of the trade of the claim's own sides: there is nobody else to mistake
    them for, whichever sentence names them."""
    sides = {case.claim.key.reporter, case.claim.key.partner, WORLD, None}
    return all(
        area in sides for other in case.article for key in (other.key, other.whole) if key is not None
        for area in (key.reporter, key.partner)
    )


def is_firm(case: Case, field: str) -> bool:
    """Whether the text leaves no doubt of a field: the claim's own sentence says it, or only one thing can be meant."""
    match how(case.claim, field), field:
        case Found.SAID, _:
            return True
        case Found.CARRIED, "reporter" | "partner":
            return tells_of_two(case)
        case Found.CARRIED, "period":
            return is_dated(case)
    return False


def names_both_sides(case: Case) -> bool:
    """Whether the text firmly names the reporter, and the partner where there is one."""
    return is_firm(case, "reporter") and (case.claim.key.partner in (None, WORLD) or is_firm(case, "partner"))


def is_told_otherwise(case: Case) -> bool:
    """Whether the claim's own sentence gives another figure for the same trade and time."""
    claim = case.claim
    return any(
        other.sentence == claim.sentence and other.id != claim.id and other.kind is claim.kind
        and other.key == claim.key and other.whole == claim.whole and other.period == claim.period
        and other.versus == claim.versus and other.unit == claim.unit and other.value != claim.value
        for other in case.article
    )


def is_beside_a_partner(claim: Claim, article: Sequence[Claim]) -> bool:
    """Whether a figure without a partner may be of the one told of: before it, or for trade both ways, which is mostly
    that of two countries, anywhere."""
    told = partner_told_of if claim.key.flow is Flow.TOTAL else partner_told_before
    return told(claim, article) is not None


def is_corroborated(case: Case, weighed: Weighed) -> bool:
    """Whether a figure of the same trade close by agrees with the tables, on the basis that is judged here."""
    claim = case.claim
    return any(
        agrees(case, other, weighed.reading.key.basis) for other in case.article
        if other.id != claim.id and other.key == claim.key and abs(other.start - claim.start) <= CLOSE_BY
    )


def agrees(case: Case, other: Claim, basis: Basis) -> bool:
    """Whether a level of the article fits the tables."""
    key = other.key
    if other.kind not in (Kind.LEVEL, Kind.BALANCE) or None in (other.period, key.reporter, key.flow):
        return False
    assert other.period is not None
    said = stated(other, case.bands)
    return any(
        said.fits(seen)
        for question in questions(other, complete(key, basis), other.period)
        for seen in answers(question, case.tables)
    )
