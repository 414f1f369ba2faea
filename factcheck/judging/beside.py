"""Whether the value told with a rise, a record or a place is of the same matter: else it may be right by accident."""

from __future__ import annotations

from decimal import Decimal

from claims.claim import Claim, Kind, Modality
from factcheck.finding import Finding, Verdict
from factcheck.judging.case import Case, withheld
from factcheck.judging.context import VALUES, is_between_the_same
from factcheck.judging.question import answers
from factcheck.judging.reading import faithful
from sources.terms.quantity import is_money

TOLD_WITH_A_VALUE = frozenset({Kind.CHANGE, Kind.SUPERLATIVE, Kind.RANK})
RIGHT = frozenset({Verdict.SUPPORTED, Verdict.CLOSE})
SCALES = (1_000, 1 / Decimal(1_000))    # million and billion


def told_with_something_else(case: Case, finding: Finding) -> Finding | None:
    """The finding without its verdict, whichever it is; None where nothing speaks against it."""
    told = finding.verdict in RIGHT or finding.verdict.is_alarm
    if not told or case.claim.kind not in TOLD_WITH_A_VALUE or (other := far_beside(case)) is None:
        return None
    return withheld(finding, "far-beside", "far-beside", "product", other=other.quote)


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
        and is_money(other.unit)
    ]
    if not beside:
        return None
    nearest = min(beside, key=lambda other: (abs(other.start - claim.start), other.start))
    held = [
        abs(seen.value) for reading in faithful(nearest, case.tables, case.published, case.article)
        for seen in answers(reading.question, case.tables)
    ]
    most, value = case.bands.same_matter, abs(nearest.value)
    if any(abs(value * scale / size - 1) <= case.bands.revision for size in held if size for scale in SCALES):
        return None     # a million for a billion is a slip in the same matter
    return nearest if held and all(not most ** -1 <= value / size <= most for size in held if size) else None
