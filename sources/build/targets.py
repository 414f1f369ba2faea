"""Trade targets: who set what, with whom, by when; and tariff measures: who, on whom, how much."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from sources.build.rows import Row, names, noted, plain, read_csv, table_of
from sources.terms.errors import UnreadablePeriod
from sources.terms.key import Flow
from sources.terms.period import Period

FLOWS = {"total_trade": Flow.TOTAL, "export": Flow.EXPORT, "balance": Flow.BALANCE}
DAY = len("2025-02-13")
ABOUT_THE_READING = re.compile(r"already in facts\.csv; ")


def targets(raw: Path) -> Iterator[Row]:
    """Levels to be reached by a year; doublings and dates that hang on another event are left out."""
    areas, bases = names("official_areas.tsv"), table_of("target_bases.tsv")
    ours = noted("noted_targets.tsv")
    known = {same_target(row) for row in ours}
    yield from ours
    for line in read_csv(raw / "official_figures" / "targets.csv"):
        basis, product, remark = bases[line["basis"]]
        if not basis or len(line["unit"]) != 3 or not is_period(line["by"]):
            continue
        said = ABOUT_THE_READING.sub("", line["note"])
        if len(line["announced"]) < DAY:
            said = "; ".join(filter(None, (said, "day of the announcement not known")))
        row = {
            "reporter": areas.get(line["reporter"], line["reporter"]),
            "partner": areas.get(line["partner"], line["partner"]),
            "flow": FLOWS[line["measure"]], "product": product, "basis": basis, "by": line["by"],
            "value": plain(Decimal(line["value"])), "unit": line["unit"],
            "announced": (line["announced"] + "-01-01")[:DAY], "by_whom": line["by_whom"],
            "url": line["via"], "note": "; ".join(filter(None, (remark, said))),
        }
        if same_target(row) not in known:
            yield row


def same_target(row: Row) -> tuple[str, ...]:
    return tuple(row[column] for column in ("reporter", "partner", "flow", "product", "basis", "by", "value"))


def is_period(label: str) -> bool:
    try:
        Period.parse(label)
    except UnreadablePeriod:
        return False
    return True


def tariffs(raw: Path) -> Iterator[Row]:
    """Measures with a single rate, in percent, and averages; `note` says what became of each."""
    areas = names("official_areas.tsv")
    yield from (row | {"unit": "percent"} for row in noted("noted_tariffs.tsv"))
    for line in read_csv(raw / "official_figures" / "tariffs.csv"):
        yield {
            "imposer": line["imposer"], "on": areas.get(line["on"], line["on"]), "value": line["rate_percent"],
            "unit": "percent", "what": line["what"], "announced": line["announced"], "effective": line["effective"],
            "url": line["via"], "note": line["status"],
        }
