"""The columns of the Parquet files, in CONTRACT's order, then what an audit adds."""

from __future__ import annotations

from functools import cache

import pyarrow as pa

from factcheck.audit.entry import Row

DOCUMENTS = "documents"
FINDINGS = "findings"
CLAIMS = "claims"
ARITHMETIC = "arithmetic"
TABLES = (CLAIMS, FINDINGS, ARITHMETIC, DOCUMENTS)   # in the order of writing: the last says that the rest is there

COLUMNS = {
    DOCUMENTS: {
        "id": "string", "input": "string", "url": "string", "title": "string", "published": "date32",
        "language": "string", "chars": "int64", "claims": "int32", "alarms": "int32", "error": "string",
        "tables": "string", "skipped": "string", "archive_id": "string",
    },
    FINDINGS: {
        "document": "string", "claim_id": "string", "quote": "string", "start": "int64", "end": "int64",
        "sentence_text": "string", "kind": "string", "value": "float64", "low": "float64", "high": "float64",
        "unit": "string", "sign": "string", "direction": "string", "hedge": "string", "modality": "string",
        "reporter": "string", "partner": "string", "flow": "string", "product": "string", "basis": "string",
        "period_start": "string", "period_end": "string", "verdict": "string", "reason": "string",
        "expected": "float64", "repair_field": "string", "repair_to": "string", "table": "string", "row": "string",
        "vintage": "date32", "expected_unit": "string", "explanation": "string", "correction": "string",
        "missing": "string", "ignored": "string", "alarm": "bool_",
    },
    ARITHMETIC: {
        "document": "string", "claims": "list", "rule": "string", "holds": "bool_", "stated": "string",
        "implied": "string", "explanation": "string", "ignored": "string",
    },
    CLAIMS: {"document": "string", "claim_id": "string", "published": "date32", "claim": "string"},
}

ARROW = {"list": pa.list_(pa.string())}


@cache
def schema(table: str) -> pa.Schema:
    return pa.schema([(name, ARROW.get(kind) or getattr(pa, kind)()) for name, kind in COLUMNS[table].items()])


def batch(table: str, rows: list[Row]) -> pa.Table:
    """`rows` as Arrow; half a surrogate pair, which broken JSON can hold, becomes a question mark."""
    try:
        return pa.Table.from_pylist(rows, schema=schema(table))
    except UnicodeEncodeError:
        whole = [{name: _whole(value) for name, value in row.items()} for row in rows]
        return pa.Table.from_pylist(whole, schema=schema(table))


def _whole(value: object) -> object:
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value
