"""python -m benchmarks [SUITE...] [--quick] [--accept]: prints every figure beside its floor, fails when one is missed.

A floor is what we stand by: "least" or "most".  --accept tightens floors to what was measured and never loosens one:
that is an edit of floors.json by hand, which a reviewer sees.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib
import json
import math
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
FLOORS = HERE / "floors.json"
GOLD = HERE / "gold"
# lookup measures the memory of this process, so nothing that takes memory comes before it
SUITES = ("start", "lookup", "steps", "throughput", "peers", "hostile", "reading", "planted", "tampered", "audit")
QUICK = ("start",)
SLACK = 1.2                 # a timing is accepted with room for a slower day; a score as it is

Figures = dict[str, float]


def measure(suite: str) -> Figures:
    if suite == "reading":
        from benchmarks.reading import score

        return score(GOLD)
    module: Any = importlib.import_module(f"benchmarks.{suite}")
    run: Callable[[], Figures] = module.measure
    return run()


def checksum() -> str:
    """Of the labels that the scores are against: with other labels the floors mean something else."""
    digest = hashlib.sha256()
    for name in ("gold.jsonl", "not_claims.jsonl"):
        digest.update((GOLD / name).read_bytes())
    return digest.hexdigest()


def missed(figure: float, floor: dict[str, float]) -> bool:
    return figure < floor.get("least", figure) or figure > floor.get("most", figure)


def tightened(figure: float, floor: dict[str, float], timing: bool) -> dict[str, float]:
    slack = SLACK if timing else 1.0
    if "least" in floor:
        return {"least": max(floor["least"], math.floor(figure / slack * 1000) / 1000)}
    return {"most": min(floor["most"], math.ceil(figure * slack * 1000) / 1000)}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("suites", nargs="*", metavar="SUITE", help=f"of {', '.join(SUITES)}; all unless named")
    parser.add_argument("--quick", action="store_true", help="what a CI job can afford: how fast commands start")
    parser.add_argument("--accept", action="store_true", help="tighten the floors to what was measured")
    options = parser.parse_args()
    kept = json.loads(FLOORS.read_text(encoding="utf-8"))
    failures = 0
    for suite in options.suites or (QUICK if options.quick else SUITES):
        scores = suite in ("reading", "planted", "tampered")
        if suite == "reading" and kept["gold_sha256"] != checksum():
            print("the gold set is not the one the floors were set on: look at them again, then edit gold_sha256")
            failures += 1
        for name, figure in measure(suite).items():
            row = f"{suite}.{name}"
            floor = kept["floors"].get(row, {})
            told = " ".join(f"{word} {value:g}" for word, value in floor.items())
            failed = missed(figure, floor)
            failures += failed
            print(f"{row:<36} {figure:>12,.4g}   {told:<14} {'MISSED' if failed else ''}".rstrip(), flush=True)
            if options.accept and floor and not failed:
                kept["floors"][row] = tightened(figure, floor, timing=not scores)
    if options.accept:
        FLOORS.write_text(json.dumps(kept, indent=2) + "\n", encoding="utf-8")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
