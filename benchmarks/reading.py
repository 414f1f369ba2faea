"""How well and how fast the reader reads: python -m benchmarks.reading GOLD [--half tune|held] [--show N]

GOLD holds text/<doc>.txt, docs.jsonl, gold.jsonl and not_claims.jsonl: articles annotated claim by claim.  Rules are
made while looking at one half of the documents (every other one by name) and judged on the other.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from claims.claim import Claim
from claims.read import read
from sources.terms.areas import areas
from sources.terms.period import Period

Row = dict[str, Any]
ALIKE = {"superlative": "rank", "target": "level", "forecast": "level"}  # told apart by modality
AREAS = {"EU27": "EU", "EA20": "EURO", None: "WLD", "": "WLD"}
FIELDS = ("value", "unit", "kind", "hedge", "direction", "reporter", "partner", "flow", "product", "basis", "period")


def rows(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def months(label: str | None, reporter: str | None) -> tuple[str, str] | None:
    if not label:
        return None
    known = areas().get(reporter or "")
    start = known.fiscal_start if known and known.fiscal_start > 1 else 4
    try:
        period = Period.parse(label, start)
    except Exception:
        return None
    return period.first_month, period.last_month


def judge(gold: Row, claim: Claim) -> dict[str, bool]:
    """Which fields of the claim say what the annotator says."""
    key, product = claim.key, gold.get("product") or "TOTAL"
    wanted = months(gold.get("period"), gold.get("reporter"))
    value, printed = abs(float(claim.value)), abs(float(gold["value"]))
    right = {
        "value": abs(value - printed) <= 1e-6 * max(value, printed, 1e-9),
        "unit": claim.unit == gold["unit"],
        "kind": ALIKE.get(claim.kind, claim.kind) == ALIKE.get(gold["kind"], gold["kind"]),
        "hedge": claim.hedge == gold.get("hedge"),
        "direction": gold.get("direction") is None
        or claim.direction == gold["direction"]
        or (claim.sign is not None and claim.sign == gold.get("sign")),
        "reporter": AREAS.get(key.reporter, key.reporter) == AREAS.get(gold.get("reporter"), gold.get("reporter")),
        "partner": AREAS.get(key.partner, key.partner) == AREAS.get(gold.get("partner"), gold.get("partner")),
        "flow": gold.get("flow") is None or key.flow == gold["flow"],
        "product": (key.product == "TOTAL") == (product == "TOTAL"),
        "basis": gold.get("basis") is None or key.basis == gold["basis"],
        "period": wanted is None
        or (claim.period is not None and (claim.period.first_month, claim.period.last_month) == wanted),
    }
    right["value, unit and kind"] = right["value"] and right["unit"] and right["kind"]
    right["whole reading"] = right["value, unit and kind"] and all(
        right[field] for field in ("reporter", "partner", "flow", "product", "period")
    )
    return right


def published(doc: Row) -> date | None:
    label = doc.get("published") or (f"{doc['published_guess']}-15" if doc.get("published_guess") else None)
    return date.fromisoformat(label) if label else None


def documents(folder: Path, half: str | None) -> Iterator[tuple[Row, str]]:
    docs = sorted(rows(folder / "docs.jsonl"), key=lambda doc: str(doc["doc"]))
    chosen = {"tune": docs[0::2], "held": docs[1::2]}.get(half or "", docs)
    for doc in chosen:
        with (folder / "text" / f"{doc['doc']}.txt").open(encoding="utf-8", newline="") as file:
            yield doc, file.read()


def score(folder: Path, half: str | None = None, show: int = 0, only: str | None = None) -> dict[str, float]:
    """Precision, recall and F1 of finding, and the part of those found that have each field right."""
    gold: dict[str, list[Row]] = defaultdict(list)
    for row in rows(folder / "gold.jsonl"):
        gold[row["doc"]].append(row)
    tally: Counter[str] = Counter()
    missed: dict[str, list[str]] = defaultdict(list)
    for doc, text in documents(folder, half):
        name = doc["doc"]
        if only and not re.match(only, name):
            continue
        claims = read(text, published(doc))
        used: set[str] = set()
        for row in gold[name]:
            start, end = row["start"], row["start"] + len(row["surface"])
            near = [claim for claim in claims if claim.start < end and claim.end > start]
            near.sort(key=lambda claim: (abs(float(claim.value)) != abs(float(row["value"])), abs(claim.start - start)))
            tally["gold"] += 1
            if not near:
                missed["missed"].append(f"{name} {row['start']} {row['surface']} {row['kind']}")
                continue
            used.update(claim.id for claim in near)
            tally["found"] += 1
            for field, right in judge(row, near[0]).items():
                tally[field] += right
                if not right and " " not in field:
                    got = getattr(near[0], field, None) or getattr(near[0].key, field, None)
                    missed[field].append(f"{name} {row['start']} {row['surface']!r}: {row.get(field)} read as {got}")
        extra = [claim for claim in claims if claim.id not in used]
        tally["extra"] += len(extra)
        missed["extra"] += [f"{name} {claim.start} {claim.quote!r} {claim.kind}" for claim in extra]
    found, wanted, extra_count = tally["found"], max(tally["gold"], 1), tally["extra"]
    strict = tally["value, unit and kind"]
    result = {
        "gold": float(tally["gold"]),
        "extra": float(extra_count),
        "found": f1(found, found + extra_count, wanted),
        "strict": f1(strict, found + extra_count, wanted),
        "recall": found / wanted,
        "precision": found / max(found + extra_count, 1),
    }
    for field in (*FIELDS, "value, unit and kind", "whole reading"):
        result[field] = tally[field] / max(found, 1)
    for heading, lines in missed.items() if show else ():
        print(f"-- {heading}: {len(lines)}")
        for line in lines[:show]:
            print("   ", line)
    return result


def f1(right: float, given: float, wanted: float) -> float:
    return 2 * right / max(given + wanted, 1)


def speed(folder: Path, repeats: int = 20) -> float:
    """Wire-length articles (1,700 characters) read in a second, on one core."""
    texts = [(text, published(doc)) for doc, text in documents(folder, None)]
    read("Exports rose 5 per cent.")
    began = time.perf_counter()
    for _ in range(repeats):
        for text, day in texts:
            read(text, day)
    seconds = time.perf_counter() - began
    return repeats * sum(len(text) for text, _ in texts) / 1700 / seconds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--half", choices=["tune", "held"])
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument("--only")
    parser.add_argument("--speed", action="store_true")
    args = parser.parse_args()
    if args.speed:
        print(f"{speed(args.gold):,.0f} articles of 1,700 characters a second")
        return
    for name, value in score(args.gold, args.half, args.show, args.only).items():
        print(f"{name:22} {value:8.3f}" if value <= 1 else f"{name:22} {value:8.0f}")


if __name__ == "__main__":
    main()
