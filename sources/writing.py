"""Writing a table: a CSV of what varies, and a card of what does not, with the checksum of the CSV."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from sources.terms.areas import areas
from sources.terms.period import APRIL, Period

Row = dict[str, str]            # a figure by the names of its columns

KEY = ("reporter", "partner", "flow", "product", "basis", "measure", "currency", "imposer", "on")
COLUMNS = (
    *KEY, "period", "by", "announced", "effective", "value", "unit", "status", "vintage", "slack", "compilation",
    "adjusted", "authority", "publisher", "url", "by_whom", "what", "whole", "versus", "note",
)
PLURALS = {
    "reporter": "reporters", "partner": "partners", "currency": "currencies", "imposer": "imposing", "on": "imposed on",
}
ORDER = (
    "id", "title", "holds", "publisher", "url", "licence", "attribution", "retrieved", "vintage", "compilation",
    "authority", "unit", "valuation", "basis", "period_kind", "coverage", "notes", "rows", "sha256",
)


def written(card: Mapping[str, Any], rows: Iterable[Row]) -> tuple[bytes, bytes]:
    """The CSV and the card of a table, byte for byte the same for the same rows in any order.

    `card` has all but rows, sha256 and, where it is to be reckoned, coverage.  A column that says the same in every row
    is written once, in the card's [constant]; an empty one nowhere.
    """
    ordered = sorted(rows, key=place)
    filled = {column: {row.get(column, "") for row in ordered} for column in COLUMNS}
    unknown = {column for row in ordered for column in row} - set(COLUMNS)
    if unknown:
        raise ValueError(f"{card['id']}: columns without a place: {sorted(unknown)}")
    constant = {column: seen.copy().pop() for column, seen in filled.items() if len(seen) == 1 and seen != {""}}
    columns = [column for column, seen in filled.items() if len(seen) > 1]
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([row.get(column, "") for column in columns] for row in ordered)
    body = stream.getvalue().encode()
    whole = {**card, "rows": len(ordered), "sha256": hashlib.sha256(body).hexdigest()}
    whole.setdefault("coverage", coverage(ordered))
    return body, toml(whole, constant).encode()


def place(row: Row) -> tuple[Any, ...]:
    """Where a row stands: by key, then time, then release; the rest only keeps ties in one order."""
    key = tuple(row.get(column, "") for column in KEY)
    when = (period_of(row).start, period_of(row).end) if "period" in row else (0, 0)
    return (*key, *when, row.get("vintage", ""), tuple(sorted(row.items())))


def coverage(rows: list[Row]) -> str:
    """A line for the catalogue: how many reporters and partners, from when to when."""
    counted = []
    for column, plural in PLURALS.items():
        codes = {row[column] for row in rows if row.get(column)}
        if len(codes) > 1:
            counted.append(f"{len(codes)} {plural}")
        elif codes:
            counted.append(f"{column} {codes.pop()}")
    dated = {(row["period"], period_of(row)) for row in rows if "period" in row}
    labels = sorted(dated, key=lambda pair: span(pair[1]))
    if labels:
        last = max(labels, key=lambda pair: (pair[1].end, -pair[1].start))
        counted.append(f"{labels[0][0]} to {last[0]}" if len(labels) > 1 else last[0])
    return "; ".join(counted)


def span(period: Period) -> tuple[int, int]:
    return period.start, period.end


def toml(card: dict[str, Any], constant: Row) -> str:
    """The card as TOML; strings, dates, numbers and one-line tables are all that cards hold."""
    known = [key for key in ORDER if key in card]
    lines = [f"{key} = {value(card[key])}" for key in (*known, *sorted(set(card) - set(ORDER)))]
    if constant:
        lines += ["", "[constant]", *(f"{column} = {value(text)}" for column, text in constant.items())]
    return "\n".join(lines) + "\n"


def value(thing: Any) -> str:
    if isinstance(thing, dict):
        return "{" + ", ".join(f"{key} = {value(inner)}" for key, inner in thing.items()) + "}"
    if isinstance(thing, list):
        return "[" + ", ".join(map(value, thing)) + "]"
    if isinstance(thing, bool):
        return str(thing).lower()
    if isinstance(thing, int | date):
        return str(thing)
    escaped = str(thing).replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{escaped}"'


def period_of(row: Row) -> Period:
    """The row's period; fiscal years start when the reporter's do."""
    reporter = areas().get(row.get("reporter", ""))
    return Period.parse(row["period"], reporter.fiscal_start if reporter and reporter.fiscal_start > 1 else APRIL)


def plain(value: Decimal) -> str:
    """A decimal as the tables write it: no exponent, no trailing zeros."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
