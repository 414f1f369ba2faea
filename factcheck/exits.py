"""Exit codes: 0 nothing at or above --fail-on, 1 something, 2 the work could not be done."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from factcheck.finding import Verdict
    from factcheck.result import Report

NOTHING, SOMETHING, UNABLE = 0, 1, 2
INTERRUPTED = 130           # what shells say of a program ended by Ctrl-C
CUT_OFF = 141               # ... and of one whose reader has gone, as in: factcheck check article.txt | head

# Verdicts from the mildest to the gravest; --fail-on takes one of them and means it and all after it.
GRAVITY = ("supported", "target", "unverifiable", "close", "mismatched", "contradicted")
ALARM = "alarm"             # the default, by the name it has in talk: mismatched or contradicted
NEVER = "never"
SEVERE = ("note", "warning", "error")       # as well: by severity, which a house may set for verdicts and reasons
FAIL_ON = (*GRAVITY, ALARM, *SEVERE, NEVER)


def reaches(report: Report, fail_on: str, house: Mapping[str, str] | None = None) -> bool:
    """Whether anything in the report counts: is at or above `fail_on` and not ignored.  `house`: see `severity_of`.

    Figures of one article that do not fit together weigh as much as a mismatched one: one of them must be wrong.  An
    ignore without a reason counts as long as anything does.
    """
    from factcheck.desk.severity import SUM
    from factcheck.finding import Verdict

    if fail_on == NEVER:
        return False
    if any(each.trouble and each.trouble.is_error for each in report.ignores):
        return True
    found = [(finding.verdict, finding.reason) for finding in report.findings if not finding.ignored]
    found += [(Verdict.MISMATCHED, SUM) for row in report.arithmetic if row.is_broken]
    return any(counts(verdict, reason, fail_on, house) for verdict, reason in found)


def counts(verdict: Verdict, reason: str, fail_on: str, house: Mapping[str, str] | None = None) -> bool:
    """Whether a finding is at or above `fail_on`."""
    from factcheck.desk.severity import Severity, severity_of

    if fail_on == NEVER:
        return False
    if fail_on in SEVERE:
        return severity_of(verdict, reason, house).reaches(Severity(fail_on))
    return GRAVITY.index(verdict) >= GRAVITY.index("mismatched" if fail_on == ALARM else fail_on)
