"""Results on disk: a task's documents in chunks while it runs, one file for each table when it ends.

A chunk is written whole, its documents last, so a task that is started again goes on after the last whole chunk.  The
final files replace the chunks in the same way; a reader of documents/ and findings/ sees finished tasks alone.
"""

from __future__ import annotations

import io
import time
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from factcheck.audit.entry import Checked, Row
from factcheck.audit.schema import ARITHMETIC, CLAIMS, DOCUMENTS, FINDINGS, TABLES, batch, schema
from factcheck.audit.store import Store

CHUNK = 1000                    # documents in a chunk at most ...
SECONDS = 5.0                   # ... and how long one may take: what a kill can cost a task
UNFINISHED = "unfinished"
TALLIES = "tallies"


class TaskFiles:
    """The results of one task."""

    def __init__(self, store: Store, task: int, chunk: int = CHUNK) -> None:
        self.store, self.task, self.chunk = store, task, chunk
        self.folder = f"{UNFINISHED}/{task:05}"
        self.rows: dict[str, list[Row]] = {table: [] for table in TABLES}
        self.chunks = self._whole_chunks()
        self.written = time.monotonic()
        self.documents = sum(map(self._count, range(self.chunks)))

    @property
    def finished(self) -> bool:
        """Whether an earlier run wrote the final files, and was killed before anybody noted it."""
        return self.store.read(f"{TALLIES}/{self.task:05}.json") is not None

    def _whole_chunks(self) -> int:
        there = set(self.store.names(self.folder))
        count = 0
        while f"{self.folder}/{DOCUMENTS}-{count:05}.parquet" in there:
            count += 1
        return count

    def _count(self, chunk: int) -> int:
        with self.store.open(f"{self.folder}/{DOCUMENTS}-{chunk:05}.parquet") as file:
            return int(pq.ParquetFile(file).metadata.num_rows)

    def add(self, checked: Checked) -> bool:
        """Takes one document; True where that completed a chunk."""
        self.rows[DOCUMENTS].append(checked.document)
        self.rows[FINDINGS] += checked.findings
        self.rows[CLAIMS] += checked.claims
        self.rows[ARITHMETIC] += checked.arithmetic
        self.documents += 1
        if len(self.rows[DOCUMENTS]) < self.chunk and time.monotonic() - self.written < SECONDS:
            return False
        self._write_chunk()
        return True

    def _write_chunk(self) -> None:
        for table in TABLES:
            self.store.write(f"{self.folder}/{table}-{self.chunks:05}.parquet", packed(batch(table, self.rows[table])))
            self.rows[table] = []
        self.chunks += 1
        self.written = time.monotonic()

    def finish(self, read: int) -> Row:
        """Writes the final files and the tally; `read` is how many documents the reader says it read.

        Raises ArithmeticError where that many are not there: then nothing is marked as done, and no chunk is kept.
        """
        if self.rows[DOCUMENTS]:
            self._write_chunk()
        tally = self._tally() | {"read": read}
        if not read == self.documents == tally["documents"]:
            self.clean()                # the next run reads the task from its beginning
            raise ArithmeticError(f"task {self.task}: {read} documents read, {tally['documents']} written")
        for table in TABLES:
            name = f"{table}/{self.task:05}.parquet"
            self.store.write(name, self._joined(table))
        self.store.write_json(f"{TALLIES}/{self.task:05}.json", tally)
        return tally

    def clean(self) -> None:
        """Removes the chunks, once the final files are there."""
        self.store.remove(self.folder)

    def _joined(self, table: str) -> bytes:
        """All chunks of a table as one file, a chunk in memory at a time; packed, it is a small part of its text."""
        out = io.BytesIO()
        with pq.ParquetWriter(out, schema(table), compression="zstd") as writer:
            for chunk in range(self.chunks):
                writer.write_table(self._chunk(table, chunk))
        return out.getvalue()

    def _chunk(self, table: str, chunk: int, columns: list[str] | None = None) -> pa.Table:
        with self.store.open(f"{self.folder}/{table}-{chunk:05}.parquet") as file:
            return pq.read_table(file, columns=columns)

    def _tally(self) -> Row:
        tally = dict.fromkeys(("documents", "failed", "skipped", "claims", "alarms"), 0)
        for chunk in range(self.chunks):
            rows = self._chunk(DOCUMENTS, chunk, ["error", "skipped", "claims", "alarms"]).to_pydict()
            tally["documents"] += len(rows["error"])
            for name, column in (("failed", "error"), ("skipped", "skipped")):
                tally[name] += sum(value is not None for value in rows[column])
            for name in ("claims", "alarms"):
                tally[name] += sum(rows[name])
        return tally


def packed(table: pa.Table) -> bytes:
    out = io.BytesIO()
    pq.write_table(table, out, compression="zstd")
    return out.getvalue()


def tallied(store: Store) -> tuple[int, dict[str, Any]]:
    """How many tasks are finished, and what they come to."""
    names = store.names(TALLIES)
    total: dict[str, Any] = dict.fromkeys(("read", "documents", "failed", "skipped", "claims", "alarms"), 0)
    for name in names:
        for key, value in (store.read_json(name) or {}).items():
            total[key] += value
    return len(names), total
