"""python -m benchmarks.killed FOLDER: an audit killed at many moments against the same audit left alone.

SIGKILL goes to the command, to a worker or to a guarded process, by turns.  Fails unless all tables of both are equal,
row for row.
"""

from __future__ import annotations

import argparse
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

from benchmarks.archive import write

TABLES = ("documents", "findings", "arithmetic", "claims")
COMMAND, WORKER, GUARDED = "command", "worker", "guarded"


def start(source: Path, out: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", "factcheck", "audit", str(source), "--out", str(out), "--workers",
                             "2", "--tasks", "8"], stdout=subprocess.DEVNULL)


def below(process: int) -> list[tuple[int, str]]:
    """The processes that descend from one, each with its command line, by what Linux tells."""
    found = []
    for children in Path(f"/proc/{process}/task").glob("*/children"):
        for child in map(int, children.read_text(encoding="ascii").split()):
            with suppress(OSError):
                line = Path(f"/proc/{child}/cmdline").read_text(encoding="utf-8").replace("\0", " ")
                found += [(child, line), *below(child)]
    return found


def kill(run: subprocess.Popen[bytes], what: str) -> str:
    """Kills one of the processes of a run; a worker is whose child is guarded."""
    family = below(run.pid)
    guarded = [pid for pid, line in family if "factcheck.guard.child" in line]
    workers = [pid for pid, _ in family if any(child in guarded for child, _ in below(pid)) and
               all(child in guarded for child, _ in below(pid))]
    victims = {COMMAND: [run.pid], WORKER: workers, GUARDED: guarded}[what]
    if not victims:
        return f"no {what} yet"
    with suppress(ProcessLookupError):
        run.send_signal(signal.SIGKILL) if what == COMMAND else _kill(victims[0])
    return f"{what} killed"


def _kill(process: int) -> None:
    import os

    os.kill(process, signal.SIGKILL)


def differing(one: Path, other: Path) -> list[str]:
    """The tables in which two audits differ, with how many rows are in one alone."""
    import duckdb

    found = []
    for table in TABLES:
        left, right = (f"(select * from read_parquet('{out}/{table}/*.parquet'))" for out in (one, other))
        [(rows, alone)] = duckdb.sql(
            f"select (select count(*) from {left}), (select count(*) from ("
            f"(from {left} except all from {right}) union all (from {right} except all from {left})))").fetchall()
        print(f"{table}: {rows:,} rows, {alone:,} in one alone")
        if alone:
            found.append(table)
    return found


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.killed", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--documents", type=int, default=20_000)
    parser.add_argument("--kills", type=int, default=9)
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    source, whole, out = (options.folder / name for name in ("a.jsonl", "whole", "killed"))
    write(source, options.documents)
    began = time.monotonic()
    start(source, whole).wait()
    lasted = time.monotonic() - began
    dice, run = random.Random(11), start(source, out)
    for number in range(options.kills):
        time.sleep(dice.uniform(0.3, 1.7) * lasted / options.kills)
        if run.poll() is not None:
            break
        what = (COMMAND, WORKER, GUARDED)[number % 3]
        print(f"{time.monotonic() - began:5.0f} s: {kill(run, what)}", flush=True)
        if what == COMMAND:
            run.wait()
            run = start(source, out)
    while run.wait():                   # a pool that lost its workers too often says so; the same command goes on
        run = start(source, out)
    return 1 if differing(whole, out) else 0


if __name__ == "__main__":
    sys.exit(main())
