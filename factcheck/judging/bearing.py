"""Figures that bear one another out: where the article's other figures of the same trade are the tables' to the digit,
there is no doubt of whom, of when and on which basis it speaks, nor whose figures it uses."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from claims.claim import Claim, Found, Kind, Modality
from factcheck.judging.case import Case
from factcheck.judging.compare import Stated, stated
from factcheck.judging.question import Question, answers
from factcheck.judging.reading import CLOSE_BY, complete, how, questions
from sources.terms.key import WORLD, Basis, PartialKey
from sources.terms.quantity import Quantity

PRECISE = Decimal("0.01")       # of the figure: three digits are not hit by accident
FINE = Decimal("0.05")          # percentage points: a growth rate told to a tenth
LEAST = 2                       # per cent: smaller growth rates are many countries'
VALUES = frozenset({Kind.LEVEL, Kind.BALANCE})
RATES = frozenset({Kind.CHANGE, Kind.SHARE})


def is_borne_out(case: Case, basis: Basis | None = None) -> bool:
    """Whether a precise figure close by, of the trade between the same two sides at the same time, is the tables'; with
    `basis`, by that count."""
    if basis is None:
        return any(agrees(case, other) for other in fellows(case))
    found = [bases for other in fellows(case) if (bases := bases_of_agreement(case, other))]
    return bool(found) and all(basis in bases for bases in found)


def is_borne_out_otherwise(case: Case, basis: Basis) -> bool:
    """Whether the precise figures close by are the tables' by another count than `basis`."""
    found = [bases for other in fellows(case) if (bases := bases_of_agreement(case, other))]
    return bool(found) and not any(basis in bases for bases in found)


def is_one_of_several(case: Case) -> bool:
    """Whether another figure of the same trade and time in the sentence is not the tables' either: where a value and
    its rise both miss, it is more likely that the sentence is of something else."""
    claim = case.claim
    return any(
        other.sentence == claim.sentence and other.id != claim.id and other.key == claim.key
        and other.kind in VALUES | RATES and is_answered(case, other) and not agrees(case, other)
        for other in case.article
    )


def is_told_right(case: Case) -> bool:
    """Whether the article gives the tables' figure of just this trade and time elsewhere: then this one is of something
    else, for nobody tells one figure in two ways."""
    claim = case.claim
    return any(
        other.id != claim.id and other.kind is claim.kind and other.key == claim.key and other.unit == claim.unit
        and other.period == claim.period and other.value != claim.value and agrees(case, other)
        for other in case.article
    )


def is_answered(case: Case, other: Claim) -> bool:
    return any(answers(question, case.tables) for basis in Basis for question in asked(other, basis))


def agrees(case: Case, other: Claim) -> bool:
    """Whether a figure of the article is the tables', by one count or another."""
    said = stated(other, case.bands)
    return any(agrees_on(case, other, said, basis) for basis in Basis)


def bases_of_agreement(case: Case, other: Claim) -> set[Basis]:
    said = stated(other, case.bands)
    return {basis for basis in Basis if agrees_on(case, other, said, basis)}


def fellows(case: Case) -> Iterator[Claim]:
    """The precise figures close by of the same two sides, goods and time."""
    claim = case.claim
    for other in case.article:
        if (
            other.id != claim.id and other.period is not None and claim.period is not None
            and other.period.same_months(claim.period) and abs(other.start - claim.start) <= CLOSE_BY
            and (is_between_the_same(other.key, claim.key) or is_of_the_same_list(other, claim)) and is_precise(other)
            and (other.kind in VALUES or other.key == claim.key)
        ):
            yield other


def is_precise(claim: Claim) -> bool:
    if claim.modality is not Modality.REPORTED or claim.hedge is not None or claim.value_high is not None:
        return False
    if claim.kind in VALUES:
        return Quantity(claim.value, claim.unit).is_money and 0 < claim.slack <= PRECISE * abs(claim.value) / 2
    return claim.kind in RATES and 0 < claim.slack <= FINE and abs(claim.value) >= LEAST


def is_between_the_same(one: PartialKey, other: PartialKey) -> bool:
    """Whether two figures are of the trade of the same two sides in the same goods."""
    return (one.reporter, one.partner or WORLD, one.product) == (other.reporter, other.partner or WORLD, other.product)


def is_of_the_same_list(one: Claim, other: Claim) -> bool:
    """Whether two figures are of one reporter's trade with partners that each names for itself."""
    return (
        (one.key.reporter, one.key.flow, one.key.product) == (other.key.reporter, other.key.flow, other.key.product)
        and how(one, "partner") is how(other, "partner") is Found.SAID
        and WORLD not in (one.key.partner, other.key.partner)
    )


def agrees_on(case: Case, other: Claim, said: Stated, basis: Basis) -> bool:
    """Whether a figure of the article is the tables' when it is counted on that basis."""
    return any(said.fits(seen) for question in asked(other, basis) for seen in answers(question, case.tables))


def asked(other: Claim, basis: Basis) -> Iterator[Question]:
    key = other.key
    if other.period is not None and key.reporter is not None and key.flow is not None and key.basis in (None, basis):
        yield from questions(other, complete(key, basis), other.period)


def far_beside(case: Case) -> Claim | None:
    """The figure that a rise, a record or a place is told with, where it is nothing like the tables' of that trade.

    "Exports of metals rose 21 per cent to 1.31 billion", read as a country's exports: 21 per cent may be what they rose
    by as well, and is then right by accident.
    """
    claim = case.claim
    beside = [
        other for other in case.article
        if other.sentence == claim.sentence and other.kind in VALUES and other.modality is Modality.REPORTED
        and is_between_the_same(other.key, claim.key) and other.key.flow is claim.key.flow
        and other.period is not None and claim.period is not None and other.period.same_months(claim.period)
        and Quantity(other.value, other.unit).is_money
    ]
    if not beside:
        return None
    nearest = min(beside, key=lambda other: (abs(other.start - claim.start), other.start))
    held = [
        abs(seen.value) for basis in Basis for question in asked(nearest, basis)
        for seen in answers(question, case.tables)
    ]
    most, value = case.bands.same_matter, abs(nearest.value)
    return nearest if held and all(not most ** -1 <= value / size <= most for size in held if size) else None
