"""Gathered series: how a line is read, and that months fit the years and the older tables they stand beside."""

from __future__ import annotations

import csv
import tomllib
from collections import defaultdict
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from sources.build.monthly import figures
from sources.terms.period import Period

ROOT = Path(__file__).parents[1]
TABLES = ROOT / "sources" / "tables"
GATHERED = ROOT / "sources" / "build" / "gathered"
A_YEAR = 12
HALF_A_MILLION = 500_000
ONE_RELEASE = "2026-10-09"
Row = dict[str, str]


@cache
def table(name: str) -> tuple[Row, ...]:
    constant = tomllib.loads((TABLES / f"{name}.toml").read_text(encoding="utf-8")).get("constant", {})
    with (TABLES / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return tuple(constant | row for row in csv.DictReader(stream))


def place(row: Row) -> tuple[str, str, str]:
    return row["partner"], row["flow"], row["period"]


def years(rows: list[Row], fiscal: bool = False) -> dict[tuple[str, str, str], Decimal]:
    """(partner, flow, year) -> the sum of its twelve months, for years that are whole."""
    months: defaultdict[tuple[str, str, str], list[Decimal]] = defaultdict(list)
    for row in rows:
        start = Period.parse(row["period"]).start
        year = Period.fiscal_year((start - 3) // A_YEAR) if fiscal else Period.year(start // A_YEAR)
        months[row["partner"], row["flow"], year.label].append(Decimal(row["value"]))
    return {year: sum(values, Decimal()) for year, values in months.items() if len(values) == A_YEAR}


def test_a_line_of_months_becomes_rows(tmp_path: Path) -> None:
    path = tmp_path / "line.csv"
    path.write_text(
        "reporter,status,period,factor,newest,via,values\n"
        "USA,revised,2025-11,1000000,first,a/b@c:d,1.5 2 3\n"
        "PAK,provisional,2025-07/2026-04,1000,,a/b@c:d,7\n", encoding="utf-8",
    )
    assert list(figures(path, tmp_path)) == [
        {"reporter": "USA", "status": "revised", "period": "2025-11", "value": "1500000"},
        {"reporter": "USA", "status": "revised", "period": "2025-12", "value": "2000000"},
        {"reporter": "USA", "status": "first", "period": "2026-01", "value": "3000000"},
        {"reporter": "PAK", "status": "provisional", "period": "2025-07/2026-04", "value": "7000"},
    ]


@pytest.mark.parametrize("path", sorted(GATHERED.glob("*.csv")), ids=lambda path: path.stem)
def test_every_gathered_line_says_where_it_was_read(path: Path) -> None:
    with path.open(encoding="utf-8", newline="") as stream:
        assert [line for line in csv.DictReader(stream) if "@" not in line["via"] or not line["vintage"]] == []


def test_us_months_of_2025_are_the_revised_year() -> None:
    months = years([row for row in table("us-goods-by-country") if row["vintage"] == ONE_RELEASE])
    checked = 0
    for row in table("us-partners-annual"):
        if row["period"] == "2025" and row["vintage"] == "2026-06" and place(row) in months:
            assert abs(months[place(row)] - Decimal(row["value"])) <= A_YEAR * HALF_A_MILLION, place(row)
            checked += 1
    assert checked == 30            # fifteen countries, both ways


def test_us_months_before_the_last_revisions_are_those_of_the_older_file() -> None:
    older = {place(row): Decimal(row["value"]) for row in table("us-partners-monthly")}
    shared = [row for row in table("us-goods-by-country") if "2013" <= row["period"][:4] <= "2021"]
    assert len(shared) > 3000
    assert [row for row in shared if abs(Decimal(row["value"]) - older[place(row)]) > HALF_A_MILLION] == []


def test_us_goods_and_services_make_both() -> None:
    parts: defaultdict[tuple[str, str], dict[str, Decimal]] = defaultdict(dict)
    for row in table("us-national-monthly"):
        if row["compilation"] == "bop":
            parts[row["flow"], row["period"]][row["basis"]] = Decimal(row["value"])
    whole = {month: part for month, part in parts.items() if "goods_services" in part}
    assert len(whole) == 2 * (Period.parse("2026-09").start - Period.parse("2021-01").start)
    assert [
        month for month, part in whole.items()
        if abs(part["goods"] + part["services"] - part["goods_services"]) > 2_000_000
    ] == []


def test_india_s_months_make_its_fiscal_years() -> None:
    months = years([row for row in table("india-months") if row["product"] == "TOTAL"], fiscal=True)
    annual = {place(row): Decimal(row["value"]) for row in table("india-partners")}
    shared = {year: total / annual[year] for year, total in months.items() if year in annual}
    assert len(shared) == 30
    early = shared.pop(("WLD", "export", "FY2010-11"))
    assert Decimal("1.005") < early < Decimal("1.006")
    assert {year: ratio for year, ratio in shared.items() if abs(ratio - 1) > Decimal("0.0025")} == {}


def test_india_s_months_make_the_world_bank_s_years() -> None:
    months = years([row for row in table("india-months") if row["product"] == "TOTAL"])
    annual = {
        (row["partner"], row["flow"], row["period"]): Decimal(row["value"])
        for row in table("wdi-merchandise") if row["reporter"] == "IND"
    }
    ratios = {year: total / annual[year] for year, total in months.items() if "1994" <= year[2] <= "2012"}
    assert len(ratios) == 38
    assert [year for year, ratio in ratios.items() if abs(ratio - 1) > Decimal("0.002")] == [("WLD", "export", "2002")]


def test_petroleum_is_part_of_india_s_trade() -> None:
    shares: defaultdict[tuple[str, str], dict[str, Decimal]] = defaultdict(dict)
    for row in table("india-months"):
        shares[row["flow"], row["period"]][row["product"]] = Decimal(row["value"])
    both = [part for part in shares.values() if len(part) > 1]
    assert len(both) == 2 * (Period.parse("2025-09").start - Period.parse("2011-04").start)
    assert [part for part in both if not 0 < part["PETROLEUM"] < part["TOTAL"] / 2] == []


def test_pakistan_s_months_are_the_bank_s_year() -> None:
    sums: defaultdict[str, Decimal] = defaultdict(Decimal)
    for row in table("pakistan-payments"):
        if row["partner"] == "WLD" and "2024-07" <= row["period"] <= "2025-06":
            sums[row["flow"]] += Decimal(row["value"])
    assert {flow: round(total / 10**9, 1) for flow, total in sums.items()} == {
        "export": Decimal("32.3"), "import": Decimal("59.1"),
    }
