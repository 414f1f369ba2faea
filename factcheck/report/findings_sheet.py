"""Findings as CSV: one row a figure, for a spreadsheet.  The columns that audits have too are called as there."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, TextIO

from factcheck.desk.severity import SUM
from factcheck.report.machine import number
from factcheck.report.notices import Lines, lines_of
from factcheck.report.sheet import inert
from factcheck.report.wording import plain
from sources.terms.errors import UnreadableInput

if TYPE_CHECKING:
    from factcheck.finding import Arithmetic, Finding
    from factcheck.report.formats import Manner, Result
    from factcheck.result import Report
    from sources.tables import Tables

COLUMNS = (
    "input", "title", "published", "claim_id", "verdict", "reason", "quote", "line", "column", "start", "end",
    "sentence_text", "says", "correction", "expected", "expected_unit", "kind", "value", "value_high", "low", "high",
    "unit", "sign", "direction", "hedge", "modality", "reporter", "partner", "flow", "product", "basis",
    "period", "period_start", "period_end", "repair_field", "repair_from", "repair_to", "formula",
    "table", "row", "status", "vintage", "publisher", "url", "missing", "ignored", "error",
)
FIGURES = frozenset({"expected", "value", "value_high", "low", "high"})     # a minus sign of theirs is no formula
Row = dict[str, object]


def write(results: Iterable[Result], tables: Tables, out: TextIO, manner: Manner) -> None:
    """A row a finding, then a row for each sum that does not add up; an input that could not be read has an error."""
    writer = csv.DictWriter(out, COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    for result in results:
        if isinstance(result, UnreadableInput):
            writer.writerow(safe({"input": result.input, "error": str(result)}))
            continue
        document = result.document
        head = {"input": document.name, "title": document.title, "published": document.published}
        for row in rows(result, manner):
            writer.writerow(safe(head | row))


def rows(report: Report, manner: Manner) -> Iterator[Row]:
    lines = lines_of(report.document)
    for finding in report.findings:
        if finding.verdict.is_alarm or not manner.quiet:
            yield finding_row(report, finding, lines)
    for broken in report.arithmetic:
        if not broken.holds:
            yield sum_row(broken)


def finding_row(report: Report, finding: Finding, lines: Lines | None) -> Row:
    claim, key, repair = finding.claim, finding.claim.key, finding.repair
    seen = finding.evidence[0] if finding.evidence else None
    row: Row = {
        "claim_id": claim.id, "verdict": finding.verdict, "reason": finding.reason, "quote": claim.quote,
        "start": claim.start, "end": claim.end,
        "sentence_text": report.document.text[slice(*claim.sentence)], "says": finding.sentence,
        "correction": finding.correction, "expected": number(finding.expected), "expected_unit": finding.expected_unit,
        "kind": claim.kind, "value": number(claim.value), "value_high": number(claim.value_high),
        "low": number(claim.stated.low), "high": number(claim.stated.high), "unit": claim.unit, "sign": claim.sign,
        "direction": claim.direction, "hedge": claim.hedge, "modality": claim.modality, "reporter": key.reporter,
        "partner": key.partner, "flow": key.flow, "product": key.product, "basis": key.basis,
        "formula": finding.formula, "missing": finding.missing, "ignored": finding.ignored,
    }
    if lines:
        place = lines.place(claim.start, claim.end)
        row |= {"line": place.line, "column": place.column}
    if claim.period:
        row |= {"period": claim.period.label, "period_start": claim.period.first_month,
                "period_end": claim.period.last_month}
    if repair:
        row |= {"repair_field": repair.field, "repair_from": repair.was, "repair_to": repair.becomes}
    if seen:
        source = seen.provenance
        row |= {"table": source.table, "row": seen.row, "status": source.status, "vintage": source.vintage,
                "publisher": source.publisher, "url": source.url}
    return row


def sum_row(broken: Arithmetic) -> Row:
    """Ids instead of an id, no verdict, for it is not known which of the figures is wrong."""
    return {"claim_id": " ".join(broken.claims), "reason": SUM, "quote": broken.stated, "says": broken.sentence,
            "formula": broken.rule, "ignored": broken.ignored}


def safe(row: Row) -> dict[str, str]:
    """Every cell on one line, printable, and no formula to any spreadsheet."""
    texts = {name: "" if value is None else plain(str(value)) for name, value in row.items()}
    return {name: text if name in FIGURES else inert(text) for name, text in texts.items()}
