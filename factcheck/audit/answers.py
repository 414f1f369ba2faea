"""Answers to questions as text tables, CSV or JSON."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from typing import Any

from factcheck.audit.asking import Answer

WIDEST = 60                     # characters of a column on a terminal


def render(answer: Answer, style: str) -> str:
    return {"csv": as_csv, "json": as_json, "text": as_text}[style](answer)


def as_csv(answer: Answer) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(answer.columns)
    writer.writerows([["" if value is None else value for value in row] for row in answer.rows])
    return out.getvalue()


def as_json(answer: Answer) -> str:
    rows = [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]
    return json.dumps(rows, ensure_ascii=True, indent=1, default=str) + "\n"


def as_text(answer: Answer) -> str:
    """A table in columns, numbers to the right; what a cell holds beyond WIDEST characters is cut."""
    if not answer.columns:
        return ""
    cells = [[shown(value) for value in row] for row in answer.rows]
    widths = [max(map(len, column)) for column in zip(answer.columns, *cells, strict=True)]
    right = [all(isinstance(row[at], int | float | None) for row in answer.rows) for at in range(len(answer.columns))]
    lines = [answer.columns, tuple("-" * width for width in widths), *cells]
    return "".join(
        "  ".join(cell.rjust(width) if to_right else cell.ljust(width)
                  for cell, width, to_right in zip(line, widths, right, strict=True)).rstrip() + "\n"
        for line in lines
    )


def shown(value: Any) -> str:
    """One cell on one line, without anything that moves a terminal's cursor."""
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, int | float | date):
        text = "".join(letter if letter.isprintable() else " " for letter in str(value))
        return text if len(text) <= WIDEST else text[: WIDEST - 1] + "…"
    if isinstance(value, float):
        return f"{value:,.10g}"
    return f"{value:,}" if isinstance(value, int) else value.isoformat()
