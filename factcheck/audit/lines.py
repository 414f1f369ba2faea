"""JSON lines and tables of articles: one row, one document."""

from __future__ import annotations

import csv
import gzip
import json
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import IO, Any

from factcheck.audit.entry import Entry
from factcheck.audit.plan import Split
from factcheck.guard import failure
from factcheck.inputs.columns import Columns, first
from factcheck.inputs.days import day

LARGEST = 16 * 2**20                # bytes of one row
ROWS = 256                          # of a Parquet file held at a time


def json_lines(file: IO[bytes], split: Split, columns: Columns, position: Any = None) -> Iterator[Entry]:
    """The documents of a JSONL file's part: the lines that begin in it.  `position` tells the bytes read so far."""
    if split.start:
        file.seek(split.start - 1)
        _skip_line(file)
    while split.stop is None or file.tell() < split.stop:
        place = file.tell()
        try:
            line = file.readline(LARGEST + 1)
        except Exception as trouble:
            if not breaks_off(trouble):
                raise
            yield Entry("", split.input, error=failure("broken-file", trouble), place=place)
            return
        if not line:
            return
        at = position() if position else file.tell() - split.start
        if len(line) > LARGEST:
            if not line.endswith(b"\n"):
                _skip_line(file)
            yield Entry("", split.input, position=at, place=place,
                        error=failure("too-large", f"a line of more than {LARGEST} bytes"))
            continue
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as trouble:
            yield Entry("", split.input, error=failure("bad-json", trouble), position=at, place=place)
            continue
        if isinstance(row, dict):
            yield entry(row, split, columns, at, place)
        else:
            reason = failure("bad-json", "the line is no object")
            yield Entry("", split.input, error=reason, position=at, place=place)


def csv_rows(file: IO[str], split: Split, columns: Columns, position: Any) -> Iterator[Entry]:
    """The documents of a CSV or TSV file with a header line."""
    csv.field_size_limit(LARGEST)
    tabs = ".tsv" in split.input.lower()
    rows = csv.DictReader(file, delimiter="\t" if tabs else ",", strict=False)
    while True:
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as trouble:
            yield Entry("", split.input, error=failure("bad-csv", trouble), position=position())
            continue
        except Exception as trouble:
            if not breaks_off(trouble):
                raise
            yield Entry("", split.input, error=failure("broken-file", trouble), position=position())
            return
        yield entry(row, split, columns, position())


def parquet_rows(file: IO[bytes], split: Split, columns: Columns) -> Iterator[Entry]:
    """The documents of a Parquet file's row groups from `start` to `stop`."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        table = pq.ParquetFile(file)
        groups = range(split.start, table.num_row_groups if split.stop is None else split.stop)
        wanted = [name for name in table.schema_arrow.names if name in columns.names]
        total = sum(table.metadata.row_group(group).num_rows for group in groups) or 1
        before = sum(table.metadata.row_group(group).num_rows for group in range(split.start))
        read = 0
        for batch in table.iter_batches(ROWS, row_groups=list(groups), columns=wanted, use_threads=False):
            for row in batch.to_pylist():
                read += 1
                yield entry(row, split, columns, split.size * read // total, before + read - 1)
    except (pa.ArrowException, ValueError) as trouble:
        yield Entry("", split.input, error=failure("broken-file", trouble))


def breaks_off(trouble: Exception) -> bool:
    """Whether a compressed file is broken, rather than the disk or network it comes from: that is tried again."""
    return isinstance(trouble, EOFError | gzip.BadGzipFile | zlib.error) or type(trouble).__name__ == "ZstdError"


def entry(
    row: Mapping[str | Any, Any], split: Split, columns: Columns, position: int, place: int | None = None,
) -> Entry:
    """The document of one row."""
    found = {each.name: first(row, getattr(columns, each.name)) for each in fields(columns)}
    text = found["text"]
    told: dict[str, Any] = {
        "id": "", "input": split.input, "position": position, "place": place,
        "url": _words(found["url"]), "title": _words(found["title"]), "published": day(found["published"]),
        "archive_id": _words(found["id"]),
    }
    if isinstance(text, bytes):
        text = text.decode("utf-8", "replace")
    if not isinstance(text, str):
        return Entry(error=failure("no-text", f"none of the columns {', '.join(columns.text)} holds text"), **told)
    return Entry(content=text, **told)


def _words(value: Any) -> str | None:
    return None if value is None else str(value)[:2000]


def _skip_line(file: IO[bytes]) -> None:
    while (part := file.readline(2**20)) and not part.endswith(b"\n"):
        pass
