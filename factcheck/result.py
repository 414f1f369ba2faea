"""What checking one article comes to: its findings, and the same as a table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from sources.terms.vocabulary import value

if TYPE_CHECKING:
    import pandas as pd

    from factcheck.desk.ignores import Ignore
    from factcheck.finding import Arithmetic, Finding
    from factcheck.inputs import Document


@value
class Report:
    """One article with its findings, in the order of the text."""

    document: Document
    findings: tuple[Finding, ...]
    arithmetic: tuple[Arithmetic, ...] = ()     # the article held against itself
    ignores: tuple[Ignore, ...] = ()            # the comments in it that let findings pass

    @property
    def alarms(self) -> tuple[Finding, ...]:
        """The findings that accuse: contradicted and mismatched, those aside that the desk lets pass."""
        return tuple(finding for finding in self.findings if finding.is_alarm)

    def frame(self) -> pd.DataFrame:
        """The findings as a table, one row a claim, in the order of the text.

        Columns: id, quote, kind, reporter, partner, flow, product, basis (codes), period, value (float64, base units),
        unit, verdict, reason, expected (float64, in expected_unit), expected_unit, correction, sentence, table, vintage
        (of the first evidence row).  No claims: no rows, the same columns.
        """
        return findings_frame(self.findings)


def findings_frame(findings: Iterable[Finding]) -> pd.DataFrame:
    """See `Report.frame`."""
    import pandas as pd

    rows = [_row(finding) for finding in findings]
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype({"value": "float64", "expected": "float64"})


COLUMNS: Sequence[str] = (
    "id", "quote", "kind", "reporter", "partner", "flow", "product", "basis", "period", "value", "unit",
    "verdict", "reason", "expected", "expected_unit", "correction", "sentence", "table", "vintage",
)


def _row(finding: Finding) -> tuple[object, ...]:
    claim, key = finding.claim, finding.claim.key
    source = finding.evidence[0].provenance if finding.evidence else None
    return (
        claim.id, claim.quote, claim.kind.value, key.reporter, key.partner, key.flow and key.flow.value, key.product,
        key.basis and key.basis.value, claim.period and claim.period.label, float(claim.value), claim.unit,
        finding.verdict.value, finding.reason,
        None if finding.expected is None else float(finding.expected), finding.expected_unit,
        finding.correction, finding.sentence, source and source.table, source and source.vintage,
    )
