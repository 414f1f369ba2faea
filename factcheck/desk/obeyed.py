"""A report of which the article's own comments let some findings pass."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from factcheck.desk.ignores import Trouble, ignores

if TYPE_CHECKING:
    from factcheck.result import Report


def obeyed(report: Report) -> Report:
    """The report with its findings marked as ignored where its text says so, and with what the ignores came to.

    A sum that does not hold is ignored with any of its figures, for one of them was meant.
    """
    found = ignores(report.document)
    if not found:
        return report
    working = sorted((each for each in found if not each.trouble), key=lambda each: each.covers)
    begins = [each.covers[0] for each in working]
    used: set[int] = set()

    def reason_at(place: int) -> str | None:
        last = bisect_right(begins, place) - 1          # lines do not overlap, so the last that begins decides
        if last < 0 or place >= working[last].covers[1]:
            return None
        used.add(id(working[last]))
        return working[last].reason

    findings = tuple(replace(finding, ignored=reason_at(finding.claim.start)) for finding in report.findings)
    reasons = {finding.claim.id: finding.ignored for finding in findings}
    sums = tuple(
        replace(row, ignored=next((reason for name in row.claims if (reason := reasons.get(name))), None))
        for row in report.arithmetic
    )
    told = tuple(
        each if each.trouble or id(each) in used else replace(each, trouble=Trouble.UNUSED) for each in found
    )
    return replace(report, findings=findings, arithmetic=sums, ignores=told)
