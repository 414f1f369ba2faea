"""Known figures: what a correct table must give back, read by a person on the publisher's own page or release."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path

from sources.verify.figure import Figure, Table, Trouble

FIGURES = Path(__file__).parent / "known.tsv"
KEY = ("reporter", "partner", "flow", "product", "basis")
Case = dict[str, str]           # table, KEY, period, status, value, within (percent), why


@cache
def known_figures() -> tuple[Case, ...]:
    with FIGURES.open(encoding="utf-8", newline="") as stream:
        return tuple(csv.DictReader(stream, delimiter="\t"))


def cases(table: str) -> list[Case]:
    return [case for case in known_figures() if case["table"] == table]


def misses(table: Table) -> Iterator[Trouble]:
    """The known figures that the table does not have, or has otherwise."""
    by_place: dict[tuple[object, ...], list[Figure]] = {}
    wanted = cases(table.card.id)
    if wanted:
        for seen in table.figures:
            by_place.setdefault((seen.key, seen.label, seen.release[0]), []).append(seen)
    for case in wanted:
        key = tuple(case[column] for column in KEY)
        values = [seen.value for seen in by_place.get((key, case["period"], case["status"]), ())]
        if not gives_back(case, values):
            reason = f"ought to be {case['value']} (within {case['within']} per cent), and is {listed(values)}"
            yield Trouble(table.card.id, "known", 0, "|".join((*key, case["period"], case["status"])), reason)


def gives_back(case: Case, values: Iterable[Decimal]) -> bool:
    wanted = Decimal(case["value"])
    allowed = abs(wanted) * Decimal(case["within"]) / 100
    return any(abs(value - wanted) <= allowed for value in values)


def listed(values: list[Decimal]) -> str:
    return ", ".join(map(str, values)) or "not there"
