"""Whether a figure can be of a whole month, quarter or year at all: one that was not over when the text was written."""

from __future__ import annotations

from datetime import date

from claims.claim import Kind, Modality
from factcheck.finding import Finding, Verdict
from factcheck.judging.case import Case, withheld
from factcheck.judging.context import PRECISE
from factcheck.judging.periods import month_of
from factcheck.judging.records import is_record
from sources.terms.period import MONTHS_A_YEAR, Period

RIGHT = frozenset({Verdict.SUPPORTED, Verdict.CLOSE})
STANDING = frozenset({Kind.RANK, Kind.SUPERLATIVE})     # "is Kenya's largest market": before the year is over, too
COUNTED = frozenset({Modality.REPORTED, Modality.ESTIMATED})
LATE = 26       # from this day on some offices tell of the month that is ending
FIRST_DAYS = {"USA": 25}    # of the month after, on which some offices have told nothing yet of the month before


def told_before_its_end(case: Case, finding: Finding) -> Finding | None:
    """The finding without its verdict, where the text tells of the first days or months of what the tables have whole,
    or of a month before its office has.

    "Exports fell 11 per cent in the first 20 days of June": that of all June is like it, and no proof.  So is that of
    the June before, which such a figure is held against.
    """
    claim = case.claim
    stood = claim.modality in COUNTED and (claim.kind not in STANDING or is_record(claim))
    if finding.verdict not in RIGHT or case.published is None or not stood:
        return None
    told = {other.period for other in case.article if other.period is not None and other.modality in COUNTED}
    running = {period for period in told if is_running(period, case.published)}
    coarse = case.said.slack > PRECISE * abs(case.said.value)      # "$9 billion": the month before had that, too
    if coarse and claim.period is not None and claim.kind is not Kind.RATE and is_untold(
            claim.period, case.published, claim.key.reporter):
        return withheld(finding, "not-over", "not-over.not-out", "period")
    bases = {period.year_before() for period in running if period.length < MONTHS_A_YEAR}
    return withheld(finding, "not-over", "not-over", "period") if claim.period in running | bases else None


def is_running(period: Period, published: date) -> bool:
    """Whether it has begun, and was not over on that day."""
    return period.start <= month_of(published) < period.end - (published.day >= LATE)


def is_untold(period: Period, published: date, reporter: str | None) -> bool:
    """Whether its last month is the one before that day, and the reporter's office does not tell of it so soon: the
    "last month" of the fifth of November is September to who reads its figures that day."""
    before = month_of(published) == period.end and period.length < MONTHS_A_YEAR
    return before and published.day < FIRST_DAYS.get(reporter or "", 0)
