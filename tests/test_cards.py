"""Cards and rows that cannot be trusted are refused with the file, the row and the reason."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from conftest import cases
from fixture_tables import PARTNERS, card_text, write_table

from sources.cards import BadTable, Holds, UnknownTable, card_paths, read_card
from sources.rows import COLUMNS
from sources.tables import Tables
from sources.terms.key import Flow, SeriesKey
from sources.terms.period import Period


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FACTCHECK_CACHE", str(tmp_path / "cache"))


@pytest.mark.parametrize("case", cases("bad_tables.jsonl"))
def test_a_bad_table_is_refused_with_file_row_and_reason(case: dict[str, Any], tmp_path: Path) -> None:
    table = write_table(tmp_path / "tables", "t", case["csv"], case.get("constant"), **case.get("card", {}))
    with pytest.raises(BadTable) as refused:
        Tables([table.parent])
    assert (refused.value.file, refused.value.row) == (str(table), case["row"])
    assert case["reason"] in refused.value.reason
    assert "\n" not in str(refused.value)
    assert not list((tmp_path / "cache").glob("*")), "nothing half compiled stays behind"


@pytest.mark.parametrize("case", cases("bad_cards.jsonl"))
def test_a_bad_card_is_refused_with_its_key(case: dict[str, Any], tmp_path: Path) -> None:
    card = tmp_path / "t.toml"
    text = case.get("card") or card_text("t", **{"sha256": "00"} | case["change"])
    card.write_text(text, encoding="utf-8")
    with pytest.raises(BadTable) as refused:
        read_card(card)
    assert refused.value.file == str(card)
    assert case["reason"] in refused.value.reason


def test_a_card_reads_back_what_it_says(tmp_path: Path) -> None:
    said = {"notes": "Small.", "retrieved": date(2025, 6, 11)}
    table = write_table(tmp_path, "partners", PARTNERS, {"status": "revised"}, **said)
    card = read_card(table.with_suffix(".toml"))
    assert (card.id, card.holds, card.vintage, card.retrieved) == (
        "partners", Holds.LEVELS, date(2025, 6, 10), date(2025, 6, 11),
    )
    assert (card.constant, card.csv, card.notes) == ({"status": "revised"}, table, "Small.")


def test_a_folder_that_is_none_says_so(tmp_path: Path) -> None:
    with pytest.raises(BadTable, match="no folder of tables"):
        Tables([tmp_path / "nowhere"])
    with pytest.raises(BadTable, match="no such folder"):
        card_paths(tmp_path / "nowhere")


def test_a_table_without_a_card_says_what_to_write(tmp_path: Path) -> None:
    (tmp_path / "mine.csv").write_text("reporter\nIND\n", encoding="utf-8")
    with pytest.raises(BadTable, match=r"write mine\.toml beside it"):
        Tables([tmp_path])


def test_two_folders_cannot_hold_one_id(tmp_path: Path) -> None:
    folders = [write_table(tmp_path / name, "partners", PARTNERS).parent for name in ("one", "two")]
    with pytest.raises(BadTable, match="has the id 'partners' too"):
        Tables(folders)


def test_cards_are_listed_and_found_by_id(tmp_path: Path) -> None:
    tables = Tables([write_table(tmp_path / "tables", "partners", PARTNERS).parent])
    assert [card.id for card in tables.cards] == ["partners"]
    assert tables.card("partners").publisher == "Office of Tests"
    with pytest.raises(UnknownTable, match="no table is called 'partner'; there are partners"):
        tables.card("partner")


def test_the_example_of_the_manual_works(tmp_path: Path) -> None:
    manual = (Path(__file__).parents[1] / "docs" / "own-tables.md").read_text(encoding="utf-8")
    table, card = (manual.split(f"```{language}\n")[1].split("```")[0] for language in ("csv", "toml"))
    (tmp_path / "exports.csv").write_text(table, encoding="utf-8")
    digest = hashlib.sha256((tmp_path / "exports.csv").read_bytes()).hexdigest()
    (tmp_path / "exports.toml").write_text(f'id = "exports"\nsha256 = "{digest}"\n{card}', encoding="utf-8")
    tables = Tables([tmp_path])
    (found,) = tables.look_up(SeriesKey("IND", "USA", Flow.EXPORT), Period.month(2025, 4))
    assert (found.value, found.provenance.vintage) == (8420000000, date(2025, 5, 15))
    for columns in COLUMNS.values():
        assert [name for name in columns if f"`{name}`" not in manual] == []
