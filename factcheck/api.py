"""What a notebook or another program calls: text in, a report out.

>>> from factcheck.api import check_text
>>> report = check_text("India's exports to the US were $86.51 billion in 2024-25.")
>>> [finding.verdict.value for finding in report.findings]
['supported']
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from factcheck.finding import Arithmetic, Finding, Verdict
from factcheck.inputs import Document
from factcheck.inputs.comments import OPENS
from factcheck.judging.bands import NEWSROOM, Bands
from factcheck.result import Report

if TYPE_CHECKING:
    from claims.claim import Claim
    from factcheck.config import Config
    from factcheck.desk.baseline import Baseline
    from sources.tables import Tables


# Figures that have more than this many between them are not held against each other: an article has fewer, and what
# is longer (a yearbook, a hostile file) must not take time that grows faster than its length.
REACH = 100


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
        from factcheck.desk.obeyed import obeyed

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


__all__ = [
    "Arithmetic", "Document", "Finding", "Report", "Verdict", "bundled", "check", "check_file", "check_text", "extract",
]
