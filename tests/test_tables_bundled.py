"""Every bundled table: its card tells the truth, and every code, period and number in it is a known one."""

from __future__ import annotations

import csv
import hashlib
import re
import tomllib
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from sources.build.catalogue import catalogue
from sources.build.registry import TABLES as BUILT
from sources.economy import Economy
from sources.terms.areas import AreaKind, area
from sources.terms.key import WORLD, Flow
from sources.verify.known import known_figures
from sources.verify.verifying import Checked, cards_of, explanations, verify

ROOT = Path(__file__).parents[1]
TABLES = ROOT / "sources" / "tables"
NAMES = sorted(path.stem for path in TABLES.glob("*.csv"))
MOST_BYTES = 12_000_000

CARD = {
    "id": str, "title": str, "holds": str, "publisher": str, "url": str, "licence": str, "attribution": str,
    "retrieved": date, "vintage": date, "authority": int, "unit": str, "basis": str, "period_kind": str,
    "coverage": str, "notes": str, "rows": int, "sha256": str,
}
NEEDED = {
    "levels": {"reporter", "partner", "flow", "product", "basis", "period", "value", "unit", "status"},
    "changes": {"reporter", "partner", "flow", "product", "basis", "period", "value", "unit", "status"},
    "shares": {"reporter", "partner", "flow", "product", "basis", "period", "value", "unit", "status"},
    "rates": {"currency", "period", "value"},
    "economy": {"reporter", "measure", "period", "value", "unit"},
    "targets": {"reporter", "partner", "flow", "product", "basis", "by", "value", "unit", "announced", "by_whom"},
    "tariffs": {"imposer", "on", "value", "unit", "what", "url"},
}
MONEY = re.compile("[A-Z]{3}")


def card(name: str) -> dict[str, Any]:
    return tomllib.loads((TABLES / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """All rows of a table with the card's constants filled in."""
    constant = card(name).get("constant", {})
    with (TABLES / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return tuple(constant | row for row in csv.DictReader(stream))


def test_tables_and_cards_and_builders_go_together() -> None:
    assert NAMES == sorted(path.stem for path in TABLES.glob("*.toml")) == sorted(BUILT)


def test_all_tables_together_stay_small() -> None:
    assert sum(path.stat().st_size for path in TABLES.iterdir()) < MOST_BYTES


@pytest.mark.parametrize("name", NAMES)
def test_a_card_says_everything_and_describes_its_table(name: str) -> None:
    found = card(name)
    assert {key: type(found.get(key)) for key in CARD} == CARD
    assert found["id"] == name
    assert found["url"].startswith(("https://", "http://"))
    assert found["authority"] in (0, 1, 2)
    body = (TABLES / f"{name}.csv").read_bytes()
    assert found["sha256"] == hashlib.sha256(body).hexdigest()
    assert found["rows"] == len(rows(name))
    assert NEEDED[found["holds"]] <= set(rows(name)[0])


@pytest.fixture(scope="module")
def verified() -> dict[str, Checked]:
    cards, no_cards = cards_of([TABLES])
    assert no_cards == []
    return {checked.table: checked for checked in verify(cards)}


@pytest.mark.parametrize("name", NAMES)
def test_a_table_passes_all_checks(name: str, verified: dict[str, Checked]) -> None:
    """Codes, periods, numbers, units, signs, figures given twice, gaps, breaks, sums, known figures."""
    assert list(verified[name].unexplained) == []
    assert verified[name].rows == len(rows(name))


def test_every_explanation_explains_something(verified: dict[str, Checked]) -> None:
    """An excuse that nothing needs any more would let the next mistake pass."""
    excused = {(one.table, trouble.check, trouble.excuse) for one in verified.values() for trouble in one.troubles}
    assert [each for each in explanations() if (each[0], each[1], each[3]) not in excused] == []


def test_known_figures_are_of_bundled_tables(verified: dict[str, Checked]) -> None:
    assert sum(checked.known for checked in verified.values()) == len(known_figures())
    assert len(known_figures()) >= 40


@pytest.mark.parametrize("name", NAMES)
def test_units_and_money_are_codes(name: str) -> None:
    seen = {row.get(column, "") for row in rows(name) for column in ("unit", "currency")} - {""}
    assert [unit for unit in seen if not MONEY.fullmatch(unit) and unit != "percent"] == []


@pytest.mark.parametrize("name", NAMES)
def test_exports_imports_and_rates_are_positive(name: str) -> None:
    signed = {"balance"} if card(name)["holds"] in ("levels", "targets") else set(Flow)
    if card(name)["holds"] in ("tariffs", "changes"):
        return
    bad = [row for row in rows(name) if row.get("flow") not in signed and row.get("measure") != Economy.PRICES
           and Decimal(row["value"]) <= 0]
    assert bad == []


@pytest.mark.parametrize("name", NAMES)
def test_rows_of_several_publishers_each_have_their_address(name: str) -> None:
    """A figure of Japan's ministry is not linked to China's customs."""
    publishers = {row.get("publisher", "") for row in rows(name)}
    assert len(publishers) == 1 or all(row.get("url") for row in rows(name))


@pytest.mark.parametrize("name", [name for name in NAMES if "partners" in name or "chapters" in name])
def test_where_partners_are_the_world_is(name: str) -> None:
    """Shares need the whole in the same table; only releases of a few partners may lack it."""
    worlds: set[tuple[str, str, str]] = set()
    parts: set[tuple[str, str, str]] = set()
    for row in rows(name):
        place = row["flow"], row["period"], row["product"]
        (worlds if row["partner"] == WORLD else parts).add(place)
    # The world's imports by chapter of FY2025-26 are not out yet; the data bank has them for single partners.
    missing = {place for place in parts - worlds if not (name == "india-chapters" and place[0] == "import")}
    assert missing == set()


def test_groups_in_tables_are_groups_of_the_vocabulary() -> None:
    kinds = {area(row["partner"]).kind for row in rows("us-partners-annual")}
    assert kinds == {AreaKind.COUNTRY, AreaKind.GROUP, AreaKind.REGION}


def test_the_catalogue_is_written_from_the_cards() -> None:
    assert (ROOT / "docs" / "data.md").read_text(encoding="utf-8") == catalogue(sorted(TABLES.glob("*.toml")))


def test_what_was_left_out_has_a_reason() -> None:
    lines = (ROOT / "sources" / "build" / "left_out.tsv").read_text(encoding="utf-8").splitlines()
    header = lines[0].split("\t")
    assert header[-1] == "reason"
    assert len(lines) > 1
    assert [line for line in lines if len(line.split("\t")) != len(header) or not line.split("\t")[-1]] == []
