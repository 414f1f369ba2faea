"""How well the reader reads, kind by kind: python -m benchmarks.score [GOLD] [--kind KIND] [--faults FIELD]

GOLD (default: our own articles) holds text/<doc>.txt, docs.jsonl, gold.jsonl and not_claims.jsonl.  A claim is found
when a read claim overlaps its words; it is right when value, unit and kind are; it is wholly right when reporter,
partner, flow, product and period are too.  A read claim that overlaps no annotated one counts as extra, under its kind.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

from benchmarks.reading import ALIKE, Row, documents, judge, published, rows
from claims.claim import Claim
from sources.terms.areas import areas

Read = Callable[[str, date | None], Sequence[Claim]]
OWN = Path(__file__).parent / "gold"
WHOLE = ("reporter", "partner", "flow", "product", "period")
FIELDS = ("value", "unit", "kind", "hedge", "direction", "modality", *WHOLE, "basis")


@dataclass(slots=True)
class Line:
    """The tally of one kind (or of all): counts of claims."""

    kind: str
    gold: int = 0
    found: int = 0
    right: int = 0                  # found, with value, unit and kind right
    whole: int = 0                  # right, with the whole key and the period right too
    extra: int = 0
    fields: Counter[str] = field(default_factory=Counter)   # how many of those found have the field right

    @property
    def precision(self) -> float:
        return self.right / max(self.found + self.extra, 1)

    @property
    def recall(self) -> float:
        return self.right / max(self.gold, 1)

    @property
    def f1(self) -> float:
        return 2 * self.right / max(self.gold + self.found + self.extra, 1)

    def accuracy(self, name: str) -> float:
        return self.fields[name] / max(self.found, 1)


@dataclass(slots=True)
class Table:
    """One line a kind, one for all together, and what went wrong, as (what, document, place, words)."""

    all: Line = field(default_factory=lambda: Line("all"))
    kinds: dict[str, Line] = field(default_factory=dict)
    distracted: int = 0             # extra claims that overlap an amount annotated as no claim
    faults: dict[str, list[tuple[str, int, str]]] = field(default_factory=lambda: defaultdict(list))

    def lines(self, kind: str) -> tuple[Line, Line]:
        return self.all, self.kinds.setdefault(kind, Line(kind))


def score(folder: Path, read: Read) -> Table:
    """The table of the articles in the folder, read by `read(text, published)`."""
    table = Table()
    gold, nots = by_document(rows(folder / "gold.jsonl")), by_document(rows(folder / "not_claims.jsonl"))
    for doc, text in documents(folder, None):
        name = str(doc["doc"])
        claims = read(text, published(doc))
        used: set[str] = set()
        for row in gold[name]:
            near = overlapping(row, claims)
            used.update(claim.id for claim in near)
            tally(table, name, row, near)
        for claim in claims:
            if claim.id not in used:
                for line in table.lines(str(claim.kind)):
                    line.extra += 1
                table.distracted += any(claim.start < end(row) and claim.end > row["start"] for row in nots[name])
                table.faults["extra"].append((name, claim.start, claim.quote))
    return table


def tally(table: Table, name: str, row: Row, near: Sequence[Claim]) -> None:
    lines = table.lines(row["kind"])
    for line in lines:
        line.gold += 1
    if not near:
        table.faults["missed"].append((name, row["start"], row["surface"]))
        return
    right = fields_right(row, near[0])
    for line in lines:
        line.found += 1
        line.right += right["value, unit and kind"]
        line.whole += right["whole reading"]
        line.fields.update(name for name in FIELDS if right[name])
    for wrong in (wrong for wrong in FIELDS if not right[wrong]):
        table.faults[wrong].append((name, row["start"], row["surface"]))


def fields_right(row: Row, claim: Claim) -> dict[str, bool]:
    """Which fields say what the annotator says, in whichever of two notations: `a third` is 33.3 percent or a ratio of
    0.333, Africa is its name or its code."""
    row = dict(row)
    if {claim.unit, row["unit"]} == {"percent", "ratio"}:
        row |= {"unit": claim.unit, "value": row["value"] * (100 if claim.unit == "percent" else 0.01)}
    if claim.value and abs(float(claim.value) / (float(row["value"]) or 1) - 1) < 1e-5:
        row["value"] = claim.value
    for side in ("reporter", "partner"):
        row[side] = code(row[side])
    right = judge(row, claim)
    wanted = row.get("modality") or ({"forecast", "target"} & {row["kind"]} or {"reported"}).pop()
    right["modality"] = str(claim.modality) == wanted
    return right


@cache
def code(area: str | None) -> str | None:
    """The project's code of an area that the annotator may have written by its name."""
    return next((known.code for known in areas().values() if area and known.name.casefold() == area.casefold()), area)


def overlapping(row: Row, claims: Iterable[Claim]) -> list[Claim]:
    """The claims that share a character with the annotated words: same value and same kind first, then the nearest."""
    near = [claim for claim in claims if claim.start < end(row) and claim.end > row["start"]]
    return sorted(near, key=lambda claim: (
        abs(float(claim.value)) != abs(float(row["value"])),
        ALIKE.get(claim.kind, claim.kind) != ALIKE.get(row["kind"], row["kind"]),
        abs(claim.start - row["start"])))


def end(row: Row) -> int:
    return int(row["start"]) + len(row["surface"])


def by_document(labels: Iterable[Row]) -> defaultdict[str, list[Row]]:
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for label in labels:
        found[label["doc"]].append(label)
    return found


def show(table: Table, only: str | None = None) -> str:
    """The table as text: a line a kind, then how many of the claims found have each field right."""
    head = f"{'kind':12} {'gold':>5} {'found':>5} {'extra':>5} {'P':>6} {'R':>6} {'F1':>6} {'whole':>6}"
    lines = [head] + [
        f"{line.kind:12} {line.gold:5} {line.found:5} {line.extra:5} {line.precision:6.3f} {line.recall:6.3f}"
        f" {line.f1:6.3f} {line.whole / max(line.found, 1):6.3f}"
        for line in (*sorted(table.kinds.values(), key=lambda line: -line.gold), table.all)]
    chosen = table.kinds[only] if only else table.all
    lines += ["", f"of {chosen.found} found ({chosen.kind}):"]
    lines += [f"  {name:10} {chosen.accuracy(name):6.3f}" for name in FIELDS]
    lines += ["", f"extra claims on an amount known to be none: {table.distracted}"]
    return "\n".join(lines)


def main() -> None:
    from claims.read import read

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, nargs="?", default=OWN)
    parser.add_argument("--kind")
    parser.add_argument("--faults", metavar="FIELD", help="list what is missed, extra, or wrong in this field")
    args = parser.parse_args()
    table = score(args.gold, read)
    print(show(table, args.kind))
    for name, place, words in table.faults[args.faults] if args.faults else ():
        print(f"{name:10} {place:5} {words}")


if __name__ == "__main__":
    main()
