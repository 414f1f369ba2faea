"""Small tables for tests: written with a card that fits, into a folder of the test's own."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from pathlib import Path
from typing import Any

CARD = {
    "title": "A table for tests", "publisher": "Office of Tests", "url": "https://example.org/", "licence": "CC0-1.0",
    "holds": "levels", "authority": 0, "unit": "USD", "basis": "goods", "vintage": date(2025, 6, 10),
}


def write_table(folder: Path, name: str, text: str, constant: dict[str, str] | None = None, **card: Any) -> Path:
    """NAME.csv with `text` and NAME.toml with CARD and what `card` says instead; gives the path of the CSV."""
    folder.mkdir(parents=True, exist_ok=True)
    table = folder / f"{name}.csv"
    table.write_text(text, encoding="utf-8")
    digest = hashlib.sha256(table.read_bytes()).hexdigest()
    table.with_suffix(".toml").write_text(card_text(name, constant, **{"sha256": digest} | card), encoding="utf-8")
    return table


def card_text(name: str, constant: dict[str, str] | None = None, **changes: Any) -> str:
    """CARD as TOML, with `changes`."""
    said = {"id": name} | CARD | changes
    lines = [f"{key} = {value if isinstance(value, date) else json.dumps(value)}" for key, value in said.items()]
    if constant:
        lines += ["[constant]", *(f"{key} = {json.dumps(value)}" for key, value in constant.items())]
    return "\n".join(lines) + "\n"


PARTNERS = """\
reporter,partner,flow,period,value
IND,USA,export,FY2023-24,77515030000
IND,USA,import,FY2023-24,42195490000
IND,USA,export,FY2024-25,86514280000
IND,USA,import,FY2024-25,45625200000
IND,CHN,export,FY2024-25,14252300000
IND,CHN,import,FY2024-25,113447250000
IND,WLD,export,FY2023-24,437072030000
IND,WLD,import,FY2023-24,678214770000
IND,WLD,export,FY2024-25,437666000000
IND,WLD,import,FY2024-25,721200000000
"""
RELEASES = """\
reporter,partner,flow,period,value,slack,vintage,url
IND,USA,export,FY2024-25,86510000000,5000000,2025-04-15,https://example.org/april/exports
IND,USA,import,FY2024-25,45330000000,5000000,2025-04-16,https://example.org/april/imports
IND,USA,export,FY2023-24,77520000000,5000000,2024-04-15,https://example.org/april-2024
IND,WLD,export,2025-03,41970000000,5000000,2025-04-15,https://example.org/april/exports
IND,WLD,import,2025-03,63510000000,5000000,2025-04-15,https://example.org/april/exports
IND,WLD,import,2025-03,63500000000,50000000,2025-05-15,https://example.org/may
"""
MONTHS = "period,value\n" + "".join(f"2024-{month:02},{100 * month}\n" for month in range(1, 13)) + "2025-01,50\n"
RATES = "period,value\nFY2024-25,84.57\n2024-05,83.40\n2024-06,83.50\n"
TARGETS = """\
reporter,partner,flow,product,basis,value,unit,by,announced,by_whom,note
IND,USA,total,TOTAL,goods_services,500000000000,USD,2030,2025-02-13,Trump and Modi,Mission 500
IND,ARE,total,NON-OIL,,100000000000,USD,2030,2024-02,ministers,
IND,WLD,export,TOTAL,goods_services,2000000000000,USD,FY2030-31,2023-03-31,trade policy,
"""
TARIFFS = """\
imposer,on,announced,effective,value,what,note
USA,WLD,2025-02-10,2025-03-12,25,steel,
USA,IND,2025-08-06,2025-08-27,50,all goods,25 and 25 for Russian oil
USA,CHN,2025-04-09,,125,all goods,cut in May
"""


def write_all(folder: Path) -> Path:
    """Partners, first releases, months, rates, targets and tariffs; gives the folder."""
    write_table(folder, "partners", PARTNERS)
    write_table(folder, "releases", RELEASES, {"status": "first"}, authority=2, publisher="Ministry of Tests")
    write_table(folder, "months", MONTHS, {"reporter": "USA", "partner": "CHN", "flow": "export"}, publisher="Census")
    write_table(folder, "rates", RATES, {"currency": "INR"}, holds="rates", unit="", basis="")
    write_table(folder, "targets", TARGETS, holds="targets", basis="")
    write_table(folder, "tariffs", TARIFFS, holds="tariffs", unit="percent")
    return folder
