"""How much a finding weighs for editors, CI jobs and --fail-on: by its verdict, or as the house says."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from factcheck.finding import Verdict

SUM = "does-not-add-up"         # the code of figures of one text that do not fit together


class Severity(StrEnum):
    """The gravest first."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"
    NONE = "none"               # nothing to do

    def reaches(self, least: Severity) -> bool:
        order = list(Severity)
        return order.index(self) <= order.index(least)


BY_VERDICT = {
    Verdict.CONTRADICTED: Severity.ERROR, Verdict.MISMATCHED: Severity.WARNING,
    Verdict.CLOSE: Severity.NOTE, Verdict.TARGET: Severity.NOTE,
    Verdict.SUPPORTED: Severity.NONE, Verdict.UNVERIFIABLE: Severity.NONE,
}


def severity_of(verdict: Verdict, reason: str, house: Mapping[str, str] | None = None) -> Severity:
    """`house` maps codes of reasons and verdicts to severities; a reason goes before a verdict."""
    said = (house or {}).get(reason) or (house or {}).get(verdict)
    return Severity(said) if said else BY_VERDICT[verdict]
