"""Exit codes: 0 nothing at or above --fail-on, 1 something, 2 the work could not be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from factcheck.api import Report

NOTHING, SOMETHING, UNABLE = 0, 1, 2
INTERRUPTED = 130           # what shells say of a program ended by Ctrl-C

# Verdicts from the mildest to the gravest; --fail-on takes one of them and means it and all after it.
GRAVITY = ("supported", "target", "unverifiable", "close", "mismatched", "contradicted")
ALARM = "alarm"             # the default, by the name it has in talk: mismatched or contradicted
NEVER = "never"
FAIL_ON = (*GRAVITY, ALARM, NEVER)


def reaches(report: Report, fail_on: str) -> bool:
    """Whether anything in the report is at or above `fail_on`.

    Figures of one article that do not fit together weigh as much as a mismatched one: one of them must be wrong.
    """
    if fail_on == NEVER:
        return False
    least = GRAVITY.index("mismatched" if fail_on == ALARM else fail_on)
    gravest = [GRAVITY.index(finding.verdict) for finding in report.findings]
    gravest += [GRAVITY.index("mismatched") for row in report.arithmetic if not row.holds]
    return max(gravest, default=-1) >= least
