"""Rechecks: the stored claims of an audit judged again by today's tables, and what that changes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import nullcontext
from itertools import groupby
from pathlib import Path
from typing import Any

from factcheck.audit import manifest
from factcheck.audit.asking import Answer
from factcheck.audit.entry import Row
from factcheck.audit.schema import CLAIMS, FINDINGS
from factcheck.audit.store import Store

RECHECKS = "rechecks"
COMPARED = ("verdict", "reason", "expected", "repair_to", "vintage")
COLUMNS = ("document", "claim_id", "quote", "was", "is", "was_reason", "is_reason", "was_expected", "is_expected",
           "was_vintage", "is_vintage", "explanation")


def recheck(
    store: Store, tables: Sequence[str], workers: int, progress: Callable[[str, int, int], None],
) -> tuple[Answer, int]:
    """The findings that change, and how many claims were judged again.

    `tables` are folders in place of those that the audit used.  The changes are kept as rechecks/MARK.parquet, MARK
    being the name of the tables used; the audit's own files stay as they are.  Raises UnfinishedAudit where tasks are
    missing.
    """
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    from sources.tables import Tables

    known = manifest.read(store)
    tables = tables or known["options"]["tables"]
    desk = known["options"].get("desk", {})
    names = [name.rsplit("/", 1)[-1] for name in store.names(CLAIMS)]
    if len(names) < known["tasks"]:
        raise manifest.UnfinishedAudit(store.folder, known["tasks"], len(names))
    current = manifest.mark(Tables.bundled([Path(folder) for folder in tables], progress).cards)
    changes: list[Row] = []
    judged = 0
    jobs = [(store.folder, name, tuple(tables), desk) for name in names]
    several = ProcessPoolExecutor(workers, multiprocessing.get_context("spawn")) if workers > 1 else nullcontext()
    with several as pool:
        for done, (count, changed) in enumerate((pool.map if pool else map)(judge_again, jobs), 1):
            judged += count
            changes += changed
            progress("judging again", done, len(jobs))
    _keep(store, current, changes)
    return Answer(COLUMNS, [tuple(row[name] for name in COLUMNS) for row in changes]), judged


def judge_again(job: tuple[str, str, tuple[str, ...], dict[str, Any]]) -> tuple[int, list[Row]]:
    """One file of claims: how many there are, and the rows of those whose finding changes."""
    import pyarrow.parquet as pq

    from factcheck.api import judged
    from factcheck.audit.checking import opened
    from factcheck.audit.desk import configured
    from factcheck.audit.rows import verdict_columns
    from factcheck.audit.stored import claim_of

    folder, name, tables, desk = job
    store, known, bands = Store(folder), opened(tables), configured(desk).bands
    changes: list[Row] = []
    count = 0
    with store.open(f"{CLAIMS}/{name}") as claims, store.open(f"{FINDINGS}/{name}") as findings:
        stored, before = pq.ParquetFile(claims), pq.ParquetFile(findings)
        for group in range(stored.num_row_groups):      # both were written document by document, group by group
            pairs = zip(stored.read_row_group(group).to_pylist(), before.read_row_group(group).to_pylist(), strict=True)
            for _, article in groupby(pairs, key=lambda pair: pair[0]["document"]):
                rows = list(article)
                claims_of = [claim_of(claim["claim"]) for claim, _ in rows]
                findings_now = judged(claims_of, known, rows[0][0]["published"], bands)
                count += len(rows)
                for (_, finding), again in zip(rows, findings_now, strict=True):
                    now = verdict_columns(again)
                    if any(now[column] != finding[column] for column in COMPARED):
                        changes.append(_change(finding, now))
    return count, changes


def _change(before: Row, now: Row) -> Row:
    return {
        "document": before["document"], "claim_id": before["claim_id"], "quote": before["quote"],
        "was": before["verdict"], "is": now["verdict"],
        "was_reason": before["reason"], "is_reason": now["reason"],
        "was_expected": before["expected"], "is_expected": now["expected"],
        "was_vintage": before["vintage"], "is_vintage": now["vintage"],
        "explanation": now["explanation"],
    }


def _keep(store: Store, mark: str, changes: list[Row]) -> None:
    import pyarrow as pa

    from factcheck.audit.writing import packed

    kinds: dict[str, Any] = {"was_expected": pa.float64(), "is_expected": pa.float64(),
                             "was_vintage": pa.date32(), "is_vintage": pa.date32()}
    schema = pa.schema([(name, kinds.get(name, pa.string())) for name in COLUMNS])
    store.write(f"{RECHECKS}/{mark}.parquet", packed(pa.Table.from_pylist(changes, schema=schema)))
