"""The figures a correct table must give back, and the sums that must hold inside and between tables."""

from __future__ import annotations

import csv
import tomllib
from collections import defaultdict
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from sources.terms.areas import area
from sources.terms.key import WORLD

TABLES = Path(__file__).parents[1] / "sources" / "tables"
Row = dict[str, str]


@cache
def table(name: str) -> tuple[Row, ...]:
    """All rows with the card's constants filled in."""
    constant = tomllib.loads((TABLES / f"{name}.toml").read_text(encoding="utf-8")).get("constant", {})
    with (TABLES / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return tuple(constant | row for row in csv.DictReader(stream))


def value(name: str, **wanted: str) -> Decimal:
    """The one value of a table that answers to all of `wanted`."""
    values = {row["value"] for row in table(name) if all(row[column] == text for column, text in wanted.items())}
    assert len(values) == 1, f"{name} {wanted}: {sorted(values)}"
    return Decimal(values.pop())


@pytest.mark.parametrize(
    ("currency", "period", "rate", "source"),
    [
        ("INR", "2024", "83.67", "fx-ecb-annual"), ("JPY", "2024", "151.43", "fx-ecb-annual"),
        ("EUR", "2024", "0.9241", "fx-ecb-annual"), ("CNY", "2025-03", "7.25", "fx-ecb-monthly"),
        ("TWD", "2024", "32.11", "fx-fed"), ("BDT", "2023", "106.3", "fx-wdi-annual"),
        ("RUB", "2022", "68.5", "fx-wdi-annual"),       # the ECB quoted the rouble for two months of that year
        ("INR", "FY2024-25", "84.57", "fx-inr-fiscal"),
    ],
)
def test_exchange_rates_are_units_per_dollar(currency: str, period: str, rate: str, source: str) -> None:
    found = value(source, currency=currency, period=period)
    assert abs(found - Decimal(rate)) < Decimal(rate) / 100


def test_the_us_share_of_india_s_exports() -> None:
    """The founding article's share: 17.7 per cent was 2023-24, 19.8 per cent 2024-25."""
    shares = {
        period: value("india-partners", partner="USA", flow="export", period=period)
        / value("india-partners", partner="WLD", flow="export", period=period) * 100
        for period in ("FY2023-24", "FY2024-25")
    }
    assert round(shares["FY2023-24"], 1) == Decimal("17.7")
    assert round(shares["FY2024-25"], 2) == Decimal("19.77")


def sums(name: str, flow: str) -> dict[tuple[str, str], tuple[Decimal, Decimal]]:
    """(period, vintage) -> (sum of the countries, the world row), where both are there."""
    parts: defaultdict[tuple[str, str], Decimal] = defaultdict(Decimal)
    worlds: dict[tuple[str, str], Decimal] = {}
    for row in table(name):
        if row["flow"] != flow or row["product"] != "TOTAL":
            continue
        place = row["period"], row["vintage"]
        if row["partner"] == WORLD:
            worlds[place] = Decimal(row["value"])
        elif area(row["partner"]).kind in ("country", "former"):
            parts[place] += Decimal(row["value"])
    return {place: (parts[place], worlds[place]) for place in worlds if place in parts}


@pytest.mark.parametrize(
    ("name", "flow", "least", "most", "periods"),
    [
        # unspecified partners are in the world's row alone: up to 6 per cent of India's exports in 2010-11
        # 2023-24 stands twice, early and revised
        ("india-partners", "export", "0.94", "1", 17), ("india-partners", "import", "0.975", "1", 16),
        ("us-partners-annual", "export", "0.999", "1.0001", 13),
        ("us-partners-annual", "import", "0.999", "1.0001", 13),
        ("us-partners-monthly", "export", "0.999", "1", 144), ("us-partners-monthly", "import", "0.999", "1", 144),
    ],
)
def test_partners_add_up_to_the_world(name: str, flow: str, least: str, most: str, periods: int) -> None:
    full = {place: pair for place, pair in sums(name, flow).items() if place not in PARTIAL}
    assert len(full) == periods
    ratios = {place: parts / world for place, (parts, world) in full.items()}
    assert {place: ratio for place, ratio in ratios.items() if not Decimal(least) <= ratio <= Decimal(most)} == {}


# Releases that give some partners only.
PARTIAL = {("FY2025-26", "2026-07"), *((period, "2026-07") for period in ("2023", "2024", "2025", "2026-01/2026-05"))}


@pytest.mark.parametrize("flow", ["export", "import"])
def test_us_months_add_up_to_the_year(flow: str) -> None:
    months: defaultdict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for row in table("us-partners-monthly"):
        if row["flow"] == flow:
            months[row["partner"], row["period"][:4]] += Decimal(row["value"])
    years = {
        (row["partner"], row["period"]): Decimal(row["value"])
        for row in table("us-partners-annual") if row["flow"] == flow and row["vintage"] == "2025-02"
    }
    assert years == months


def test_us_goods_and_services_add_up_to_both() -> None:
    for period in ("2023", "2024", "2025"):
        for flow in ("export", "import"):
            goods, services, both = (
                value("us-national", basis=basis, flow=flow, period=period, compilation="bop")
                for basis in ("goods", "services", "goods_services")
            )
            assert abs(goods + services - both) <= 100_000


def test_us_deficits_are_the_published_ones() -> None:
    balance = {
        period: value("us-national", basis="goods_services", flow="export", period=period)
        - value("us-national", basis="goods_services", flow="import", period=period)
        for period in ("2023", "2024", "2025")
    }
    assert {period: round(amount / 10**9, 1) for period, amount in balance.items()} == {
        "2023": Decimal("-774.2"), "2024": Decimal("-903.5"), "2025": Decimal("-901.5"),
    }


def test_india_s_chapters_add_up_to_the_total() -> None:
    for period in ("FY2023-24", "FY2024-25", "FY2025-26"):
        chapters = sum(
            Decimal(row["value"]) for row in table("india-chapters")
            if (row["partner"], row["flow"], row["period"]) == (WORLD, "export", period) and row["product"] != "TOTAL"
        )
        total = value("india-chapters", partner="WLD", flow="export", product="TOTAL", period=period)
        assert abs(chapters / total - 1) < Decimal("0.0001")


def test_the_target_of_500_billion_counts_goods_and_services() -> None:
    rows = [row for row in table("targets") if (row["reporter"], row["partner"], row["by"]) == ("IND", "USA", "2030")]
    assert [(row["value"], row["basis"], row["flow"], row["announced"]) for row in rows] == [
        ("500000000000", "goods_services", "total", "2025-02-13")
    ]
    assert "joint statement" in rows[0]["by_whom"]


def test_a_first_release_and_its_revision_stand_side_by_side() -> None:
    first = [
        row for row in table("official-figures")
        if (row["reporter"], row["partner"], row["flow"], row["period"], row["status"], row["product"])
        == ("IND", "USA", "total", "FY2024-25", "first", "TOTAL")
    ]
    known = [(row["value"], row["vintage"], row["slack"]) for row in first]
    assert known == [("131840000000", "2025-04-15", "5000000")]
    later = value("india-partners", partner="USA", flow="export", period="FY2024-25") + value(
        "india-partners", partner="USA", flow="import", period="FY2024-25")
    assert later == Decimal("132139480000")
