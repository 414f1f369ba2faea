"""What the figures of a claim's own sentence say of it: a rise stands beside the values it was between."""

from __future__ import annotations

from collections.abc import Iterator

from claims.claim import Claim, Kind
from factcheck.judging.case import Case
from factcheck.judging.compare import stated
from factcheck.judging.context import agrees
from factcheck.judging.question import Measure, Question, answers
from factcheck.judging.reading import month_of
from factcheck.judging.repair import Fit
from sources.terms.key import Basis
from sources.terms.period import MONTHS_A_YEAR
from sources.terms.quantity import Quantity

VALUES = frozenset({Kind.LEVEL, Kind.BALANCE})


def goes_along(case: Case, fit: Fit | None = None) -> bool:
    """Whether a change may be called wrong although its sentence gives the values that it was between.

    One of those has to be the tables' own, or what the repair makes of it: "fell by 22 per cent to 36.1 billion" is of
    another time or other goods than was understood, where they know neither the fall nor the 36.1 billion.
    """
    values = list(moved_between(case)) if case.claim.kind is Kind.CHANGE else []
    if fit is None and any(value.period == case.claim.period for value in values) and is_of_next_year(case):
        return False    # "declined almost 20 per cent from a record 170 billion in 1987"
    return not values or any(
        agrees(case, value, value.key.basis or Basis.GOODS) or (fit is not None and fits_as(case, value, fit))
        for value in values
    )


def is_of_next_year(case: Case) -> bool:
    """Whether a change is about that of the year after: the value beside it may be what it moved from."""
    question = case.asked[0].question
    return any(
        case.said.fits(seen)
        for seen in answers(question.over(question.period.shift(MONTHS_A_YEAR)), case.tables)
    )


def moved_between(case: Case) -> Iterator[Claim]:
    """The values of the same trade in the sentence."""
    claim = case.claim
    for other in case.article:
        if (
            other.id != claim.id and other.sentence == claim.sentence and other.kind in VALUES
            and other.key == claim.key and Quantity(other.value, other.unit).is_money
        ):
            yield other


def fits_as(case: Case, value: Claim, fit: Fit) -> bool:
    """Whether the repair makes the value right too."""
    question = fit.change.question
    said = stated(value, case.bands)
    return any(
        said.fits(seen) for period in (question.period, question.versus) if period is not None
        for seen in answers(Question(Measure.LEVEL, question.key, period, value.unit), case.tables)
    )


def could_be_known(case: Case, fit: Fit) -> bool:
    """Whether the figure of the period that a repair would put in was there when the text was written: a writer on
    December has not got January's.  Without a day of publication only a whole year later may be meant."""
    own, other = case.asked[0].period, fit.change.question.period
    if other.end <= own.end:
        return True
    if case.published is None:
        return own.length >= MONTHS_A_YEAR
    return other.end < month_of(case.published) + (other.length >= MONTHS_A_YEAR)
