"""python -m benchmarks.soak FOLDER: audits a long made-up archive and draws the memory of its workers over time.

Memory that grows with the archive's length fails the soak: the median of the last quarter may be a tenth above that of
the second one, and no worker, its guarded process with it, may hold more than 400 MB.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.archive import write

MOST = 400 * 2**20
GROWTH = 1.1
EVERY = 5.0                     # seconds between two looks
DRAWN = 24                      # rows of the curve
WIDTH = 50


@dataclass(frozen=True, slots=True)
class Sample:
    seconds: float
    documents: int
    memory: int                 # bytes, of the worker that holds most


def watch(run: subprocess.Popen[bytes], out: Path) -> list[Sample]:
    """Samples while the audit runs, kept in curve.tsv as well, for a soak that is stopped."""
    began = time.monotonic()
    samples: list[Sample] = []
    while run.poll() is None:
        time.sleep(EVERY)
        done = sum(json.loads(each.read_bytes())["documents"] for each in out.glob("tallies/*.json"))
        most = 0
        for note in out.glob("progress/*.json"):
            try:
                told = json.loads(note.read_bytes())
            except (OSError, ValueError):       # its task ended while we looked
                continue
            done += told["documents"]
            most = max(most, told["memory"])
        if most:
            samples.append(sample := Sample(time.monotonic() - began, done, most))
            with (out.parent / "curve.tsv").open("a", encoding="ascii") as curve:
                print(f"{sample.seconds:.0f}", sample.documents, sample.memory, sep="\t", file=curve)
    return samples


def drawn(samples: list[Sample]) -> str:
    rows = samples[:: max(1, len(samples) // DRAWN)]
    return "".join(f"{each.seconds:7.0f} s {each.documents:9,} documents {each.memory / 2**20:6.0f} MB "
                   f"{'█' * int(WIDTH * each.memory / MOST)}\n" for each in rows)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.soak", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--documents", type=int, default=500_000)
    parser.add_argument("--trade", type=float, default=0.1, help="share of trade stories")
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    source, out = options.folder / "soak.jsonl", options.folder / "out"
    write(source, options.documents, options.trade)
    began = time.monotonic()
    run = subprocess.Popen([sys.executable, "-m", "factcheck", "audit", str(source), "--out", str(out),
                            "--workers", str(options.workers)])
    samples = watch(run, out)
    seconds = time.monotonic() - began
    print(drawn(samples), end="")
    rate = options.documents / seconds
    if run.returncode or len(samples) < 8:
        print(f"{rate:,.0f} documents/s; too short to say anything of memory")
        return 1
    quarter = len(samples) // 4
    early = statistics.median(each.memory for each in samples[quarter : 2 * quarter])
    late = statistics.median(each.memory for each in samples[3 * quarter :])
    most = max(each.memory for each in samples)
    print(f"{rate:,.0f} documents/s; most {most / 2**20:.0f} MB; late over early {late / early:.3f}")
    return 0 if most <= MOST and late <= early * GROWTH else 1


if __name__ == "__main__":
    sys.exit(main())
