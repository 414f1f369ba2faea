"""How well amounts are read: precision and recall on test sets of money and percentages.

    python -m benchmarks.quantities FILE.jsonl...

A file has one case a line: {"text": ..., "gold": [{"value", "unit", "kind": "money" | "percent" | ...}, ...]}.  Golds
of another kind, and amounts read of a kind that the file nowhere annotates, count neither for nor against.  A gold's
unit is compared where it is an ISO 4217 code or a percent sign.

Two oddities of such sets are allowed for on request.  --marks-lost: the decimal comma went missing in the making of the
golds, `2,75` is down as 275, and `2,50` as 25.  --coins: golds count cents and pence as wholes, `50 cents` is 50.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from claims.scanning.lexicon import Lexicon
from claims.scanning.scan import scan
from claims.scanning.token import Amount
from sources.terms.quantity import PERCENT, PERCENTAGE_POINT

PERCENTS = frozenset({"%", PERCENT, PERCENTAGE_POINT})
COUNTED = frozenset({"money", "percent"})
NEAR = 1e-6


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("files", nargs="+", type=Path)
    options.add_argument("--language", default="en", help="the language of the files")
    options.add_argument("--marks-lost", action="store_true", help="golds without their decimal commas count as meant")
    options.add_argument("--coins", action="store_true", help="golds of cents and pence count as hundredths")
    options.add_argument("--misses", action="store_true", help="print each case that is not wholly right")
    chosen = options.parse_args()
    lexicon = Lexicon.load(chosen.language)
    print(f"{'set':45} {'gold':>5} {'read':>5}  value P/R/F1          value and unit P/R/F1")
    for path in chosen.files:
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        print(f"{path.stem:45} {report(rows, lexicon, chosen.misses, chosen.marks_lost, chosen.coins)}")


def report(rows: Iterable[Mapping[str, Any]], lexicon: Lexicon, misses: bool, marks_lost: bool = False,
           coins: bool = False) -> str:
    rows = list(rows)
    kinds = {gold["kind"] for row in rows for gold in row["gold"]} & COUNTED
    gold_count = read_count = values = units = 0
    for row in rows:
        text = row["text"] or ""
        golds = [gold for gold in row["gold"] if gold["kind"] in kinds and isinstance(gold["value"], int | float)]
        read = [found for found in scan(text, lexicon) if isinstance(found, Amount) and kind(found) in kinds]
        gold_count += len(golds)
        read_count += len(read)
        left = list(read)
        right = 0
        for gold in golds:
            same = [found for found in left if near(found, gold) or (coins and near(found, gold, 100))
                    or (marks_lost and unmarked(text, found, gold))]
            if same:
                best = max(same, key=lambda found: same_unit(found, gold))
                left.remove(best)
                values += 1
                units += same_unit(best, gold)
                right += same_unit(best, gold)
        if misses and (right < len(golds) or left):
            print(f"  {text!r}\n    gold {[(gold['value'], gold['unit']) for gold in golds]}"
                  f"\n    read {[(text[found.start:found.end], str(found.value), found.unit) for found in read]}")
    both = scores(values, read_count, gold_count), scores(units, read_count, gold_count)
    return f"{gold_count:5} {read_count:5}  {both[0]}    {both[1]}"


def kind(found: Amount) -> str:
    if found.unit in PERCENTS:
        return "percent"
    return "money" if len(found.unit) == 3 and found.unit.isupper() and found.unit.isalpha() else "other"


def near(found: Amount, gold: Mapping[str, Any], times: int = 1) -> bool:
    return abs(float(found.value) * times - gold["value"]) <= NEAR * max(1.0, abs(gold["value"]))


def unmarked(text: str, found: Amount, gold: Mapping[str, Any]) -> bool:
    """Whether the gold has the digits of an amount printed with decimals, but not the comma before them."""
    if int(found.value.normalize().as_tuple().exponent) >= 0 or not any(
            mark in text[found.start:found.end] for mark in (",", "coma", "con", "y")):
        return False
    digits = "".join(map(str, found.value.normalize().as_tuple().digits)).strip("0")
    return f"{abs(gold['value']):.0f}".strip("0") == digits


def same_unit(found: Amount, gold: Mapping[str, Any]) -> bool:
    if gold["unit"] in PERCENTS:
        return found.unit in PERCENTS
    return found.unit == gold["unit"] or not (len(gold["unit"]) == 3 and gold["unit"].isupper())


def scores(right: int, read: int, gold: int) -> str:
    precision = right / read if read else 0.0
    recall = right / gold if gold else 0.0
    both = 2 * precision * recall / (precision + recall) if right else 0.0
    return f"{precision:.3f} {recall:.3f} {both:.3f}"


if __name__ == "__main__":
    main()
