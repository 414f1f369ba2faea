"""Verifying finds what is planted, and only that."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from conftest import cases
from fixture_tables import PARTNERS, write_table

from sources.cards import read_card
from sources.verify import verifying
from sources.verify.figure import Trouble
from sources.verify.verifying import Checked, cards_of, check, verify

YEARS = "reporter,partner,flow,period,value\n" + "".join(
    f"KEN,WLD,export,{year},{7 * 10**9}\n" for year in range(2010, 2025)
)
MONTHS = "reporter,partner,flow,period,value\n" + "".join(
    f"KEN,WLD,export,2024-{month:02},{10**9}\n" for month in range(1, 13)
)
ALL_YEAR = "reporter,partner,flow,period,value\nKEN,WLD,export,2024,{}\n"


def examine(folder: Path, text: str, constant: dict[str, str] | None = None, name: str = "t", **card: Any) -> Checked:
    """One table through all checks."""
    path = write_table(folder, name, text, constant, **{"rows": len(text.splitlines()) - 1} | card)
    (checked,) = verify([read_card(path.with_suffix(".toml"))])
    return checked


def told(troubles: tuple[Trouble, ...]) -> list[tuple[str, int]]:
    return [(trouble.check, trouble.row) for trouble in troubles]


def test_a_table_in_order_is_right(tmp_path: Path) -> None:
    checked = examine(tmp_path, PARTNERS)
    assert (checked.troubles, checked.rows, checked.series) == ((), 10, 6)
    assert checked.sums == 4  # two years, two flows, partners against the world


@pytest.mark.parametrize("case", cases("bad_figures.jsonl"))
def test_what_is_planted_is_found_in_its_row(case: dict[str, Any], tmp_path: Path) -> None:
    checked = examine(tmp_path, "\n".join(case["csv"]) + "\n", case.get("constant"), **case.get("card", {}))
    found = [(trouble.check, trouble.row) for trouble in checked.unexplained]
    assert found == [tuple(pair) for pair in case["found"]]
    assert [part for part in case["says"] if part not in " ".join(each.reason for each in checked.troubles)] == []


def test_every_bad_row_is_told_and_the_rest_still_read(tmp_path: Path) -> None:
    text = PARTNERS.replace("IND,USA,export,FY2023-24", "INDIA,USA,export,FY2023-24").replace("113447250000", "113 bn")
    checked = examine(tmp_path, text)
    assert told(checked.unexplained) == [("row", 1), ("row", 6)]
    assert checked.rows == 10


def test_another_file_than_the_card_s_is_told(tmp_path: Path) -> None:
    path = write_table(tmp_path, "t", PARTNERS, rows=10)
    path.write_text(PARTNERS.replace("77515030000", "77515030001"), encoding="utf-8")
    (checked,) = verify([read_card(path.with_suffix(".toml"))])
    (trouble,) = checked.unexplained
    assert (trouble.check, checked.rows) == ("file", 0)
    assert "is not the file its card describes" in trouble.reason


@pytest.mark.parametrize(("year", "wrong"), [("12000000000", 0), ("12600000000", 1)])
def test_months_are_added_up_against_the_year_of_another_table(year: str, wrong: int, tmp_path: Path) -> None:
    constant = {"product": "TOTAL", "status": "revised", "vintage": "2025-02"}
    for name, text in (("months", MONTHS), ("years", ALL_YEAR.format(year))):
        write_table(tmp_path, name, text, constant, rows=len(text.splitlines()) - 1)
    cards, no_cards = cards_of([tmp_path])
    months, years = verify(cards)
    assert (no_cards, months.troubles, months.sums, years.sums) == ([], (), 0, 1)
    assert len(years.unexplained) == wrong
    assert all(trouble.what == "KEN|WLD|export|TOTAL|goods|2024" for trouble in years.troubles)


def test_months_of_another_vintage_are_not_held_against_the_year(tmp_path: Path) -> None:
    for name, text, vintage in (("months", MONTHS, "2025-02"), ("years", ALL_YEAR.format("9"), "2025-06")):
        write_table(tmp_path, name, text, {"product": "TOTAL", "status": "revised", "vintage": vintage})
    assert [checked.sums for checked in verify(cards_of([tmp_path])[0])] == [0, 0]


def test_an_explanation_excuses_what_it_names_and_no_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    holes = "\n".join(line for line in YEARS.splitlines() if ",2013," not in line and ",2018," not in line) + "\n"
    monkeypatch.setattr(verifying, "explanations", lambda: (("t", "gap", "KEN|*|2014", "a fire at the office"),))
    checked = examine(tmp_path, holes)
    assert [trouble.excuse for trouble in checked.troubles] == ["a fire at the office", ""]
    assert [trouble.what for trouble in checked.unexplained] == ["KEN|WLD|export|TOTAL|goods|2019"]


def test_checking_one_table_alone_is_the_same(tmp_path: Path) -> None:
    from sources.verify.figure import read_table

    path = write_table(tmp_path, "t", YEARS, rows=15)
    assert check(read_table(read_card(path.with_suffix(".toml")))).troubles == ()


class TestCommand:
    """`factcheck sources verify`."""

    def test_one_table_that_is_right(self, run: Any) -> None:
        done: Result = run("sources", "verify", "india-partners")
        assert done.exit_code == 0
        assert "india-partners  right: 5,931 rows, 358 series, 34 sums" in " ".join(done.stdout.split(" ")).replace(
            "\n", " "
        )
        assert "nothing wrong" in done.stdout

    def test_a_folder_with_something_wrong(self, run: Any, tmp_path: Path) -> None:
        write_table(tmp_path, "mine", PARTNERS.replace("86514280000", "-1"), rows=10)
        (tmp_path / "bare.csv").write_text("a,b\n", encoding="utf-8")
        done: Result = run("sources", "verify", "mine", "--tables", tmp_path)
        assert done.exit_code == 2  # a folder with a CSV without a card has no tables to verify by name
        (tmp_path / "bare.csv").unlink()
        done = run("sources", "verify", "mine", "--tables", tmp_path)
        assert done.exit_code == 1
        assert "row: row 3: IND|USA|export|TOTAL|goods|FY2024-25" in done.stdout
        assert "10 rows, 4 sums: 1 exception\n" in done.stdout

    def test_a_program_gets_every_trouble(self, run: Any, tmp_path: Path) -> None:
        write_table(tmp_path, "mine", PARTNERS.replace("86514280000", "-1"), rows=10)
        done: Result = run("sources", "verify", "mine", "--tables", tmp_path, "--format", "json")
        (table,) = json.loads(done.stdout)["tables"]
        assert (table["table"], table["rows"], table["troubles"][0]["row"]) == ("mine", 10, 3)

    def test_an_unknown_table(self, run: Any) -> None:
        done: Result = run("sources", "verify", "nope")
        assert (done.exit_code, done.stdout) == (2, "")
        assert "no table is called 'nope'" in done.stderr
