"""An answer as CSV: one row a figure, for a spreadsheet."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import TYPE_CHECKING, TextIO

from factcheck.lookup.observing import place_of, ranked_area
from factcheck.report.machine import number

if TYPE_CHECKING:
    from factcheck.lookup.answer import Answer
    from sources.observation import Observation

COLUMNS = ("part", "measure", "rank", "reporter", "partner", "flow", "product", "basis", "period", "value", "unit",
           "table", "row", "status", "vintage", "publisher", "url", "formula", "note")
FORMULA = (*"=+-@\t\r", *"＝＋－＠")      # what a spreadsheet would run where text begins with it, also in full width


def write_sheet(stream: TextIO, answer: Answer) -> None:
    """`part` says what a row is: answer, ranking, series, run (another table's), basis, mirror, announced, nearest."""
    writer = csv.DictWriter(stream, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for part, seen, rank, note in parts(answer):
        source, key = seen.provenance, seen.key
        row: dict[str, object] = {
            "part": part, "measure": answer.measure, "rank": rank, "reporter": key.reporter, "partner": key.partner,
            "flow": key.flow, "product": key.product, "basis": key.basis, "period": seen.period.label,
            "unit": seen.unit, "table": source.table, "row": seen.row, "status": source.status,
            "vintage": source.vintage or "", "publisher": source.publisher, "url": source.url,
            "formula": seen.formula, "note": note,
        }
        writer.writerow({name: inert(str(value)) for name, value in row.items()} | {"value": number(seen.value)})


def parts(answer: Answer) -> Iterator[tuple[str, Observation, str, str]]:
    """(part, figure, rank, note); a figure that stands in two parts comes once."""
    if answer.announced:
        for one in answer.announced:
            part = "answer" if answer.observations else "nearest"
            yield part, one.observation, "", "; ".join(filter(None, (one.what, one.by_whom, one.note)))
        return
    whole = set(map(id, answer.ranking))
    for seen in answer.observations:
        if id(seen) not in whole:
            yield "answer", seen, "", ""
    for seen in answer.ranking:
        yield "ranking", seen, str(place_of(seen)), ranked_area(seen, answer.question)
    if not answer.of_span:
        for seen in answer.series:
            yield "series", seen, "", ""
    for run in answer.runs[1:]:
        for seen in run.observations:
            yield "run", seen, "", ""
    for part, others in (("basis", answer.bases), ("mirror", answer.mirror), ("nearest", answer.nearest)):
        for seen in others:
            yield part, seen, "", ""


def inert(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text
