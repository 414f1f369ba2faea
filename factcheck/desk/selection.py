"""Selecting: which verdicts and reasons a desk wants to hear of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from factcheck.desk.severity import SUM
from factcheck.finding import Verdict

if TYPE_CHECKING:
    from factcheck.result import Report

REASON = "not selected"


def selected(report: Report, select: Iterable[str], ignore: Iterable[str]) -> Report:
    """The report with what `select` names (verdicts, reasons; nothing named is all) and `ignore` does not.

    The figures of a sum that is told stay in it, as ignored, for it names them.
    """
    wanted, unwanted = frozenset(select), frozenset(ignore)

    def is_wanted(*codes: str) -> bool:
        return (not wanted or not wanted.isdisjoint(codes)) and unwanted.isdisjoint(codes)

    sums = tuple(row for row in report.arithmetic if row.holds or is_wanted(Verdict.MISMATCHED, SUM))
    named = {name for row in sums if not row.holds for name in row.claims}
    findings = tuple(
        finding if is_wanted(finding.verdict, finding.reason) else replace(finding, ignored=finding.ignored or REASON)
        for finding in report.findings
        if is_wanted(finding.verdict, finding.reason) or finding.claim.id in named
    )
    return replace(report, findings=findings, arithmetic=sums)
