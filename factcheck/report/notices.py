"""Notices: what an editor, a code host or a CI job is told of an article: where, how grave, what to write instead."""

from __future__ import annotations

import csv
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from factcheck.desk.fingerprint import finding_fingerprints, ignore_fingerprints, sum_fingerprints
from factcheck.desk.severity import SUM, Severity, severity_of
from factcheck.finding import Finding, Verdict
from factcheck.judging.wording import HEDGES
from factcheck.report.formats import Manner

if TYPE_CHECKING:
    from factcheck.inputs import Document
    from factcheck.result import Report

TURNED = frozenset({"sign", "direction"})       # their corrections change words outside the figure


@dataclass(frozen=True, slots=True)
class Rule:
    """What a verdict or a reason code means, for those who meet it for the first time."""

    code: str
    name: str
    help: str


@dataclass(frozen=True, slots=True)
class Notice:
    code: str                       # the reason code of a finding, SUM, or what is wrong with an ignore
    level: Severity
    verdict: Verdict | None         # None of figures that do not add up, and of ignores
    quote: str
    start: int                      # text[start:end] == quote
    end: int
    sentence: str                   # what is to be said
    correction: str | None          # in the article's own form, with its hedge: "around 20 per cent"
    write: str | None               # what text[start:end] may be replaced by, where that alone sets it right
    claims: tuple[str, ...]         # ids
    fingerprint: str
    ignored: str | None = None      # why the desk lets it pass

    @property
    def message(self) -> str:
        advice = f" Write: {self.correction}" if self.correction else ""
        return f"{self.quote}: {self.sentence}{advice}" if self.claims else self.sentence

    @property
    def is_alarm(self) -> bool:
        """Whether something is to be done before the article is in order."""
        return self.verdict.is_alarm if self.verdict else bool(self.claims) or self.level is Severity.ERROR


@dataclass(frozen=True, slots=True)
class Place:
    """Where text stands, counted from 1; columns count code points, and the last one is the one behind it."""

    line: int
    column: int
    end_line: int
    end_column: int


def notices(report: Report, manner: Manner | None = None, *, ignored: bool = False) -> Iterator[Notice]:
    """In the order of the text; what does not add up stands with the last of its figures.

    Alarms and what has a severity; quietly the alarms alone, verbosely everything.  With `ignored` those too that the
    desk lets pass, for a format that can say so.
    """
    manner = manner or Manner()
    found = [*_of_findings(report, manner), *_of_sums(report, manner), *_of_ignores(report)]
    for each in sorted(found, key=lambda notice: notice.start):
        wanted = each.is_alarm or manner.verbose or (each.level is not Severity.NONE and not manner.quiet)
        if wanted and (ignored or not each.ignored):
            yield each


def _of_findings(report: Report, manner: Manner) -> Iterator[Notice]:
    for finding, known_by in zip(report.findings, finding_fingerprints(report), strict=True):
        claim = finding.claim
        yield Notice(
            finding.reason, severity_of(finding.verdict, finding.reason, manner.severities), finding.verdict,
            claim.quote, claim.start, claim.end,
            finding.sentence, finding.correction, replacement(finding), (claim.id,), known_by,
            finding.ignored,
        )


def _of_sums(report: Report, manner: Manner) -> Iterator[Notice]:
    claims = {finding.claim.id: finding.claim for finding in report.findings}
    for row, known_by in zip(report.arithmetic, sum_fingerprints(report), strict=True):
        named = [claims[name] for name in row.claims if name in claims]
        if row.holds or not named:
            continue
        last = max(named, key=lambda claim: claim.start)
        level = severity_of(Verdict.MISMATCHED, SUM, manner.severities)
        yield Notice(SUM, level, None, last.quote, last.start, last.end, row.sentence, None, None, row.claims,
                     known_by, row.ignored)


def _of_ignores(report: Report) -> Iterator[Notice]:
    """Ignores that are not in order: what fails `check` must be seen where it is run."""
    for each, known_by in zip(report.ignores, ignore_fingerprints(report), strict=True):
        if each.trouble:
            level = Severity.ERROR if each.trouble.is_error else Severity.NOTE
            yield Notice(each.code, level, None, report.document.text[each.start:each.end], each.start, each.end,
                         each.message, None, None, (), known_by)


def replacement(finding: Finding) -> str | None:
    """What the figure's own words may be replaced by; None where words around it would have to change as well."""
    if not finding.correction or finding.reason in TURNED:
        return None
    hedge = finding.claim.hedge         # its word stands in the text already
    return finding.correction.removeprefix(HEDGES[hedge]) if hedge else finding.correction


class Lines:
    """Turns offsets into lines and columns.  Lines end with a line feed, as editors and code hosts count them."""

    def __init__(self, text: str) -> None:
        self.starts = [0, *(at + 1 for at, letter in enumerate(text) if letter == "\n")]

    def place(self, start: int, end: int) -> Place:
        return Place(*self._at(start), *self._at(end))

    def _at(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1


def lines_of(document: Document) -> Lines | None:
    """The lines of the file; None where the text was taken out of it, and stands on other lines there or on none."""
    return None if document.extracted else Lines(document.text)


@cache
def rules() -> dict[str, Rule]:
    """Every verdict and every reason code, with what it means."""
    written = files("factcheck.report").joinpath("codes.tsv").read_text(encoding="utf-8")
    rows = csv.DictReader(written.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    return {row["code"]: Rule(**row) for row in rows}


def rule(code: str) -> Rule:
    return rules().get(code) or Rule(code, code.replace("-", " ").capitalize(), "")
