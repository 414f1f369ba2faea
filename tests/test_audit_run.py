"""Audits run for real on this machine: nothing is lost, whatever is killed, and one bad document costs itself alone."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from importlib.util import find_spec
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from benchmarks.killed import below
from factcheck.guard import Guard, UnableToCheck
from tests.conftest import ROOT

pytestmark = pytest.mark.skipif(not (find_spec("datatrove") and find_spec("duckdb")), reason="the audit extra")

DOUBLE = "tests.audit_doubles:Misbehaving"
WORDS = [f"Document {n} says this. And that." for n in range(57)]


def archive(path: Path, texts: list[str]) -> Path:
    path.write_text("".join(json.dumps({"text": text}) + "\n" for text in texts), encoding="utf-8")
    return path


def settings(source: Path, out: Path, **more: Any) -> Any:
    from factcheck.audit.engines import EngineOptions
    from factcheck.audit.running import Settings

    engine = more.pop("engine", EngineOptions(workers=2))
    return Settings((str(source),), str(out), **{"work": DOUBLE, "chunk": 5, "tasks": 3, "engine": engine} | more)


def audited(source: Path, out: Path, **more: Any) -> Any:
    from factcheck.audit.running import run

    return run(settings(source, out, **more), None, StringIO())


def rows(out: Path, question: str = "select * exclude (tables) from documents order by id") -> list[tuple[Any, ...]]:
    from factcheck.audit.asking import ask
    from factcheck.audit.store import Store

    return ask(Store(str(out)), question).rows


@pytest.fixture
def guard() -> Any:
    with Guard(DOUBLE, {"tables": "t"}, seconds=30.0, memory=256 * 2**20) as started:
        yield started


@pytest.mark.parametrize("text, code", [
    ("HANG", "timeout"), ("CRASH", "crash"), ("EAT", "memory"), ("RAISE", "crash-ValueError"),
])
def test_a_bad_document_gives_its_reason_and_the_next_is_read(guard: Guard, text: str, code: str) -> None:
    from factcheck.audit.entry import Entry

    assert guard(Entry("a", "i", "Fine.")).document["claims"] == 1
    if code == "timeout":
        guard.seconds = 1.0  # the others fail by themselves, however slow the machine is
    answer = guard(Entry("b", "i", text))
    assert isinstance(answer, str) and answer.startswith(f"{code}: "), answer
    assert guard(Entry("c", "i", "Fine. And well.")).document["claims"] == 2


def test_a_guarded_process_is_replaced_before_it_grows_old() -> None:
    from factcheck.audit.entry import Entry

    with Guard(DOUBLE, {"tables": "t"}, documents=2) as guard:
        processes = []
        for _ in range(4):
            guard(Entry("a", "i", "Fine."))
            processes.append(guard.process_id)
    assert processes[0] == processes[1] != processes[2] == processes[3]


def test_a_checker_that_cannot_start_is_no_fault_of_a_document() -> None:
    from factcheck.audit.entry import Entry

    with Guard("tests.audit_doubles:Unable") as guard, pytest.raises(UnableToCheck, match="no tables here"):
        guard(Entry("a", "i", "Fine."))


def test_an_audit_accounts_for_every_document(tmp_path: Path) -> None:
    texts = [*WORDS, "HANG", "CRASH", "RAISE", *WORDS]
    source = archive(tmp_path / "a.jsonl", texts)
    with source.open("a", encoding="utf-8") as file:
        file.write("{broken\n")
    counts = audited(source, tmp_path / "out", seconds=1.0)
    assert counts == {"read": len(texts) + 1, "documents": len(texts) + 1, "failed": 4, "skipped": 0,
                      "claims": 4 * len(WORDS), "alarms": 0}
    codes = rows(tmp_path / "out", "select split_part(error, ':', 1) from documents where error != '' order by all")
    assert codes == [("bad-json",), ("crash",), ("crash-ValueError",), ("timeout",)]
    assert rows(tmp_path / "out", "select count(*), count(distinct document) from findings") == [
        (4 * len(WORDS), 2 * len(WORDS))]
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["counts"] == counts and manifest["finished"] and manifest["runs"][0]["tables"]
    logs = "".join(each.read_text(encoding="utf-8") for each in (tmp_path / "out" / "logs" / "logs").iterdir())
    hung = source.read_text(encoding="utf-8").index('{"text": "HANG')
    assert f"{source}#{hung}: timeout: took longer than 1 seconds" in logs
    assert list((tmp_path / "out" / "unfinished").iterdir()) == []


def test_the_columns_are_those_of_the_contract(tmp_path: Path) -> None:
    audited(archive(tmp_path / "a.jsonl", WORDS), tmp_path / "out")
    promised = {
        "documents": "id input url title published language chars claims alarms error tables",
        "findings": "document claim_id quote start end sentence_text kind value low high unit sign direction hedge "
                    "modality reporter partner flow product basis period_start period_end verdict reason expected "
                    "repair_field repair_to table row vintage",
    }
    for table, names in promised.items():
        found = [row[0] for row in rows(tmp_path / "out", f"describe {table}")]
        assert found[: len(names.split())] == names.split()


def test_a_run_killed_at_any_moment_goes_on_and_ends_as_if_never_stopped(tmp_path: Path) -> None:
    source = archive(tmp_path / "a.jsonl", [f"SLOW document {n} says this." for n in range(120)])
    audited(source, tmp_path / "whole")
    out = tmp_path / "killed"
    script = (f"from pathlib import Path; from tests.test_audit_run import audited;"
              f"audited(Path({str(source)!r}), Path({str(out)!r}))")
    for chunks in (2, 14):
        run = subprocess.Popen([sys.executable, "-c", f"if __name__ == '__main__': {script}"], cwd=ROOT,
                               start_new_session=True)
        deadline = time.monotonic() + 30
        while written(out) < chunks and time.monotonic() < deadline:
            time.sleep(0.01)
        assert run.poll() is None, "ended before it could be killed"
        family = [pid for pid, _ in below(run.pid)]
        assert len(family) >= 4, "two workers with a guarded process each"
        run.send_signal(signal.SIGKILL)
        run.wait()
        assert written(out) > 0
        while any(Path(f"/proc/{pid}/exe").exists() for pid in family):
            assert time.monotonic() < deadline, "what is left of a run goes on beside the next one"
            time.sleep(0.01)
    audited(source, out)
    assert rows(out) == rows(tmp_path / "whole")
    findings = "select * from findings order by all"
    assert rows(out, findings) == rows(tmp_path / "whole", findings)
    assert rows(out, "select count(*) from documents") == [(120,)]


def written(out: Path) -> int:
    """Chunks and final files so far."""
    return sum(name.startswith("documents-") for _, _, names in os.walk(out) for name in names) + sum(
        10 for _ in out.glob("documents/*.parquet"))


@pytest.mark.parametrize("order", ["KILL-WORKER", "KILL-ONCE"])
def test_what_is_killed_from_outside_is_replaced_and_no_document_pays_for_it(tmp_path: Path, order: str) -> None:
    flag = tmp_path / "flag"
    flag.touch()
    source = archive(tmp_path / "a.jsonl", [*WORDS, f"{order} {flag}", *WORDS])
    counts = audited(source, tmp_path / "out", tasks=2)
    assert (counts["documents"], counts["failed"]) == (2 * len(WORDS) + 1, 0)
    assert not flag.exists()


def test_a_task_that_cannot_run_is_told_and_nothing_is_marked_as_done(tmp_path: Path) -> None:
    from factcheck.audit.manifest import UnfinishedAudit

    source = archive(tmp_path / "a.jsonl", WORDS)
    with pytest.raises(UnfinishedAudit, match=r"1 of 1 tasks are not done; logs/logs"):
        audited(source, tmp_path / "out", tasks=1, work="tests.audit_doubles:Unable")
    assert "no tables here" in (tmp_path / "out" / "logs" / "logs" / "task_00000.log").read_text(encoding="utf-8")
    assert audited(source, tmp_path / "out")["documents"] == len(WORDS)


def test_another_audit_is_not_mixed_in(tmp_path: Path) -> None:
    from factcheck.audit.manifest import OtherAudit

    audited(archive(tmp_path / "a.jsonl", WORDS), tmp_path / "out")
    with pytest.raises(OtherAudit, match="archives"):
        audited(archive(tmp_path / "b.jsonl", WORDS), tmp_path / "out")
    with pytest.raises(OtherAudit, match="seconds"):
        audited(tmp_path / "a.jsonl", tmp_path / "out", seconds=3.0)


def test_two_runs_do_not_write_to_one_folder(tmp_path: Path) -> None:
    from factcheck.audit.running import Busy, alone
    from factcheck.audit.store import Store

    with alone(Store(str(tmp_path / "out"))), pytest.raises(Busy):
        audited(archive(tmp_path / "a.jsonl", WORDS), tmp_path / "out")


def test_the_line_of_progress_adds_up(tmp_path: Path) -> None:
    from factcheck.audit.store import Store
    from factcheck.audit.watching import Watch

    store = Store(str(tmp_path))
    store.write_json("tallies/00000.json", {"documents": 40, "failed": 1, "alarms": 2})
    store.write_json("progress/00000.json", {"documents": 9, "failed": 9, "alarms": 9, "bytes": 9})
    store.write_json("progress/00001.json", {"documents": 10, "failed": 0, "alarms": 1, "bytes": 100})
    watch = Watch(store, 4, 1000, StringIO())
    assert watch.sums() == {"documents": 50, "failed": 1, "alarms": 3, "bytes": 350}
    assert " 35%  50 documents, 0/s, 1 failed, 3 alarms" in watch.line()


def test_a_task_whose_documents_do_not_add_up_is_read_anew(tmp_path: Path) -> None:
    from factcheck.audit.entry import Entry, unread
    from factcheck.audit.store import Store
    from factcheck.audit.writing import TaskFiles

    store = Store(str(tmp_path))
    files = TaskFiles(store, 0, chunk=2)
    for number in range(5):
        files.add(unread(Entry(f"a#{number}", "a"), "t"))
    assert TaskFiles(store, 0).documents == 4
    with pytest.raises(ArithmeticError, match="6 documents read, 5 written"):
        files.finish(6)
    assert TaskFiles(store, 0).documents == 0 and not TaskFiles(store, 0).finished
