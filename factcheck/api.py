"""What a notebook or another program calls: text in, a report out.

>>> from factcheck.api import check_text
>>> report = check_text("India's exports to the US were $86.51 billion in 2024-25.")
>>> [finding.verdict.value for finding in report.findings]
['supported']
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from factcheck.finding import Arithmetic, Finding, Verdict
from factcheck.inputs import Document
from factcheck.inputs.comments import OPENS
from factcheck.judging.bands import NEWSROOM, Bands

if TYPE_CHECKING:
    import pandas as pd

    from claims.claim import Claim
    from factcheck.config import Config
    from factcheck.desk.baseline import Baseline
    from factcheck.desk.ignores import Ignore
    from sources.tables import Tables


# Figures that have more than this many between them are not held against each other: an article has fewer, and what
# is longer (a yearbook, a hostile file) must not take time that grows faster than its length.
REACH = 100


@dataclass(frozen=True, slots=True)
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


def check_text(
    text: str, tables: Tables | None = None, published: date | None = None, title: str | None = None,
) -> Report:
    """Checks every trade figure of `text` against `tables` (the bundled ones unless given).

    `published` settles what "last year" means and which vintage the writer could know.
    """
    return check(Document("text", text, title, published), tables or bundled())


def check_file(path: str | Path, tables: Tables | None = None, published: date | None = None) -> Report:
    """Checks a file that holds one article: text, Markdown, HTML, PDF or DOCX.

    Raises UnreadableInput with the reason where it cannot be read.
    """
    from factcheck.inputs.reading import read as open_document

    document = open_document(str(path))
    if published:
        document = replace(document, published=published, dated_by="option")
    return check(document, tables or bundled())


@cache
def bundled() -> Tables:
    """The tables that come with the program, opened once a process."""
    from sources.tables import Tables

    return Tables.bundled()


def check(
    document: Document, tables: Tables, config: Config | None = None, baseline: Baseline | None = None,
) -> Report:
    """The program in a sentence: judge every claim that the article makes.

    What its own comments, `config` and `baseline` let pass is marked so; what `config` does not select is left out.
    """
    from factcheck.arithmetic import hold_together

    claims = extract(document, runs=True)
    findings = judged(claims, tables, document.published, config.bands if config else NEWSROOM)
    report = Report(document, findings, tuple(hold_together(claims)))
    if OPENS in document.text or document.asides:
        from factcheck.desk.ignores import obeyed

        report = obeyed(report)
    if baseline:
        report = baseline.marked(report)
    if config and (config.select or config.ignore):
        from factcheck.desk.selection import selected

        report = selected(report, config.select, config.ignore)
    return report


def judged(
    claims: Sequence[Claim], tables: Tables, published: date | None, bands: Bands = NEWSROOM,
) -> tuple[Finding, ...]:
    """A finding for each claim of one article, each read in the light of those around it."""
    from factcheck.judge import judge

    return tuple(judge(claim, tables, published, around(claims, number), bands)
                 for number, claim in enumerate(claims))


def around(claims: Sequence[Claim], number: int) -> Sequence[Claim]:
    """The figures in whose light that with the number is read."""
    return claims[max(0, number - REACH):number + REACH]


def extract(document: Document, runs: bool = False) -> list[Claim]:
    """The claims alone, unjudged; what stands in comments is no copy.  With `runs`, what is said of consecutive years
    and first times too, which states no figure."""
    from claims.article import Article
    from claims.language import guess
    from claims.read import read

    text = document.text
    if OPENS in text:
        from factcheck.desk.ignores import without_comments

        text = without_comments(text)
    language = guess(text) if document.language == "auto" else document.language
    claims = read(Article(text, document.title, document.published, language), runs=runs)
    if text == document.text:
        return claims
    return [replace(claim, quote=document.text[claim.start:claim.end]) for claim in claims]


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


__all__ = [
    "Arithmetic", "Document", "Finding", "Report", "Verdict", "bundled", "check", "check_file", "check_text", "extract",
]
