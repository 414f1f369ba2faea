"""Tables of one's own: checked on the way in, whole or absent, used like bundled ones, gone when removed."""

from __future__ import annotations

import hashlib
import json
import os
import threading
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from fixture_tables import PARTNERS, card_text, write_all, write_table

from sources import own
from sources.cards import read_card
from sources.index import own_folder
from sources.overlap import overlap
from sources.tables import Tables
from sources.terms.errors import BadTable
from sources.terms.key import Flow, SeriesKey
from sources.terms.period import Period
from sources.verify.verifying import refuse_bad

MANUAL = Path(__file__).parents[1] / "docs" / "own-tables.md"
TO_BHUTAN = SeriesKey("IND", "BTN", Flow.EXPORT)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "own"


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    """A user's CSV and a card that leaves out what the CSV says."""
    table, card = tmp_path / "Desk figures.csv", tmp_path / "what they are.toml"
    table.write_text(PARTNERS, encoding="utf-8")
    card.write_text(card_text("desk"), encoding="utf-8")
    return table, card


def add(files: tuple[Path, Path], folder: Path, taken: tuple[str, ...] = ()) -> own.Card:
    return own.add(*files, folder, taken, refuse_bad)


def state(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


def test_a_card_is_filled_in_from_its_files(files: tuple[Path, Path], folder: Path) -> None:
    card = add(files, folder)
    assert (card.id, card.rows) == ("desk", 10)
    assert card.sha256 == hashlib.sha256(PARTNERS.encode()).hexdigest()
    assert state(folder) == ["desk", "desk/desk.csv", "desk/desk.toml"]
    assert own.own_ids(folder) == ["desk"]


def test_the_name_of_the_file_is_the_id_where_the_card_says_none(files: tuple[Path, Path], folder: Path) -> None:
    table = files[0].rename(files[0].with_name("exports-2024.csv"))
    files[1].write_text(card_text("desk").replace('id = "desk"\n', ""), encoding="utf-8")
    assert add((table, files[1]), folder).id == "exports-2024"


def test_own_tables_are_used_like_bundled_ones(
    files: tuple[Path, Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("FACTCHECK_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("FACTCHECK_DATA", str(tmp_path / "data"))
    monkeypatch.setattr("sources.tables.BUNDLED", write_all(tmp_path / "bundled"))
    files[0].write_text(PARTNERS + "IND,BTN,export,FY2024-25,1100000000\n", encoding="utf-8")
    period = Period.fiscal_year(2024)
    assert Tables.bundled().look_up(TO_BHUTAN, period) == ()
    add(files, own_folder())
    tables = Tables.bundled()
    (seen,) = tables.look_up(TO_BHUTAN, period)
    assert (int(seen.value), seen.provenance.table) == (1100000000, "desk")
    assert "desk" in [card.id for card in tables.cards]
    own.remove("desk", own_folder())
    assert Tables.bundled().look_up(TO_BHUTAN, period) == ()
    assert len(list((tmp_path / "cache").glob("tables-*"))) == 2, "with and without own tables: no more indexes pile up"


@pytest.mark.parametrize(
    ("csv", "reason", "rows"),
    [
        (
            PARTNERS.replace("IND,USA,export,FY2023-24", "INDIA,USA,export,FY2023-24"),
            "no area has the code 'INDIA'",
            [1],
        ),
        (PARTNERS.replace("113447250000", "113 bn").replace("437666000000", "n/a"), "it must be a number", [6, 9]),
        (PARTNERS + "IND,USA,export,FY2023-24,5\n", "gives the same key, period and source as row 1", [11]),
        (PARTNERS.replace("IND,USA,import,FY2024-25,45625200000", "IND,USA,import"), "has 3 cells, the header 5", [4]),
        (PARTNERS.replace("reporter", "country"), "knows no column 'country'", [0]),
        (PARTNERS.replace("86514280000", "-86514280000"), "cannot be negative", [3]),
        ("", "lacks the column 'reporter'", [0]),
    ],
)
def test_a_bad_table_is_refused_by_its_own_name(
    csv: str,
    reason: str,
    rows: list[int],
    files: tuple[Path, Path],
    folder: Path,
) -> None:
    files[0].write_text(csv, encoding="utf-8")
    with pytest.raises((own.RefusedTable, BadTable)) as refused:
        add(files, folder)
    problems = refused.value.problems if isinstance(refused.value, own.RefusedTable) else (refused.value,)
    assert [problem.row for problem in problems] == rows
    assert {problem.file for problem in problems} == {str(files[0])}
    assert all(reason in problem.reason for problem in problems)
    assert state(folder) == []


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("publisher =", "editor =", "lacks publisher"),
        ('holds = "levels"', 'holds = "prices"', "it must be one of"),
        ('id = "desk"', 'id = "Desk!"', "a table's name has small letters"),
        ('id = "desk"', "id = 5", "a table's name"),
        ('id = "desk"', 'id = "../desk"', "a table's name"),
        ("title =", "title", "is not TOML"),
        ('licence = "CC0-1.0"', 'licence = ""', "licence is empty"),
        ('unit = "USD"', 'unit = "USD"\nsha256 = "00"', "is not the file its card describes"),
    ],
)
def test_a_bad_card_is_refused_by_its_own_name(
    old: str,
    new: str,
    reason: str,
    files: tuple[Path, Path],
    folder: Path,
) -> None:
    text = files[1].read_text(encoding="utf-8")
    assert old in text
    files[1].write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises((own.RefusedTable, BadTable), match=reason) as refused:
        add(files, folder)
    assert str(folder) not in str(refused.value)
    assert str(files[0].parent) in str(refused.value)
    assert not folder.exists() or state(folder) == []


def test_bytes_that_are_no_text_are_refused(files: tuple[Path, Path], folder: Path) -> None:
    files[0].write_bytes(PARTNERS.encode("utf-16"))
    with pytest.raises((own.RefusedTable, BadTable)) as refused:
        add(files, folder)
    assert str(files[0]) in str(refused.value)
    assert state(folder) == []


def test_many_mistakes_are_counted(files: tuple[Path, Path], folder: Path) -> None:
    files[0].write_text(PARTNERS.splitlines()[0] + "\n" + "X,USA,export,2024,5\n" * 25, encoding="utf-8")
    with pytest.raises(own.RefusedTable, match="and 15 more") as refused:
        add(files, folder)
    assert len(refused.value.problems) == 10


def test_nothing_is_overwritten(files: tuple[Path, Path], folder: Path) -> None:
    add(files, folder)
    before = (folder / "desk" / "desk.csv").read_bytes()
    files[0].write_text(PARTNERS.replace("86514280000", "1"), encoding="utf-8")
    with pytest.raises(BadTable, match="there is a table called desk already"):
        add(files, folder, taken=("desk",))
    with pytest.raises(BadTable, match="nothing is overwritten"):
        add(files, folder)  # as when two commands start at once
    assert (folder / "desk" / "desk.csv").read_bytes() == before


def test_two_at_once_leave_one_whole_table(files: tuple[Path, Path], folder: Path) -> None:
    ends: list[str] = []

    def start() -> None:
        try:
            ends.append(add(files, folder).id)
        except BadTable as refused:
            ends.append(refused.reason)

    threads = [threading.Thread(target=start) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert ends.count("desk") == 1
    assert state(folder) == ["desk", "desk/desk.csv", "desk/desk.toml"]
    refuse_bad(read_card(folder / "desk" / "desk.toml"))


def test_what_a_crash_left_behind_is_neither_read_nor_kept_for_ever(files: tuple[Path, Path], folder: Path) -> None:
    draft = folder / f"{own.DRAFT}1-1" / "old"
    draft.mkdir(parents=True)
    (draft / "old.toml").write_text("half a card", encoding="utf-8")
    assert own.own_ids(folder) == []
    os.utime(draft.parent, (0, 0))
    add(files, folder)
    assert state(folder) == ["desk", "desk/desk.csv", "desk/desk.toml"]


def test_only_own_tables_can_be_removed(folder: Path) -> None:
    for name in ("india-partners", "..", ""):
        with pytest.raises(BadTable, match="is no table of your own"):
            own.remove(name, folder)


def test_an_overlap_is_told_with_what_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FACTCHECK_CACHE", str(tmp_path / "cache"))
    bundled = write_all(tmp_path / "bundled")
    mine = PARTNERS.replace("86514280000", "90000000000").replace("113447250000", "113400000000")
    newer = write_table(tmp_path / "own" / "mine", "mine", mine, vintage=date(2026, 1, 1))
    found = overlap(Tables([bundled, tmp_path / "own"]), read_card(newer.with_suffix(".toml")))
    assert (found.figures, found.shared, found.differ, found.first) == (10, 10, 1, 10)
    ((ours, other),) = found.examples
    assert (int(ours.value), other.provenance.table, int(other.value)) == (90000000000, "partners", 86514280000)


class TestCommand:
    """The manual's example, and what goes wrong."""

    @pytest.fixture
    def desk(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, own_cache: Path) -> Path:
        monkeypatch.setenv("FACTCHECK_DATA", str(tmp_path / "data"))
        monkeypatch.chdir(tmp_path)
        for language, name in (("csv", "exports.csv"), ("toml", "exports.toml")):
            text = MANUAL.read_text(encoding="utf-8").split(f"```{language}\n")[1].split("```")[0]
            Path(name).write_text(text, encoding="utf-8")
        wrong = Path("exports.csv").read_text(encoding="utf-8").replace("IND,USA,export,FY", "INDIA,USA,export,FY")
        Path("wrong.csv").write_text(wrong.replace("91000000", "91 million"), encoding="utf-8")
        return tmp_path

    def test_the_manual_s_sessions_are_what_happens(self, desk: Path, run: Any) -> None:
        ran = 0
        for session in MANUAL.read_text(encoding="utf-8").split("```console\n")[1:]:
            for step in session.split("```")[0].split("$ factcheck ")[1:]:
                command, _, printed = step.partition("\n")
                done: Result = run(*command.split())
                busy = ("compiling", "verifying")
                remarks = [line for line in done.stderr.splitlines() if not any(word in line for word in busy)]
                told = "\n".join([done.stdout, *remarks]).replace(str(desk / "data"), "~/.local/share/factcheck")
                assert done.exit_code == (2 if "wrong" in command else 0), told
                if printed.strip():
                    beginning, more, _ = printed.partition("...\n")        # what follows is left out of the manual
                    words = beginning.split()
                    assert told.split()[: len(words) if more else None] == words
                if command.startswith("lookup"):
                    assert "USD 91.00 million" in told
                    assert "Ministry of Commerce" in told
                if command.startswith("sources search"):
                    assert told.startswith("exports  India's exports to two partners")
                ran += 1
        assert ran == 6

    def test_a_table_without_a_card(self, desk: Path, run: Any) -> None:
        Path("bare.csv").write_text("a\n", encoding="utf-8")
        done: Result = run("sources", "add", "bare.csv")
        assert done.exit_code == 2
        assert "write bare.toml beside it" in done.stderr

    def test_an_own_table_that_was_damaged_can_be_found_and_removed(self, desk: Path, run: Any) -> None:
        assert run("sources", "add", "exports.csv").exit_code == 0
        (own_folder() / "exports" / "exports.csv").write_text("reporter\nIND\n", encoding="utf-8")
        done: Result = run("lookup", "India exports to Bhutan April 2025")
        assert done.exit_code == 2
        assert "exports.csv: is not the file its card describes" in done.stderr
        assert run("sources", "verify", "exports").exit_code == 1
        assert run("sources", "remove", "exports").exit_code == 0
        assert run("lookup", "India exports to United States 2024-25").exit_code == 0

    def test_a_bundled_table_s_name_is_taken(self, desk: Path, run: Any) -> None:
        Path("exports.csv").rename("india-partners.csv")
        done: Result = run("sources", "add", "india-partners.csv", "--card", "exports.toml")
        assert done.exit_code == 2
        assert "there is a table called india-partners already" in done.stderr

    def test_search_for_a_program(self, run: Any) -> None:
        done: Result = run("sources", "search", "India", "services", "--format", "json")
        found = [table["id"] for table in json.loads(done.stdout)["tables"]]
        assert done.exit_code == 0
        assert found[0] == "india-national"
        assert "baci-2023" not in found

    @pytest.mark.parametrize(
        ("words", "first"),
        [
            ("rupee", "fx-inr-fiscal"),
            ("South Korea monthly", "korea-months"),
            ("tariffs China", "tariffs"),
            ("US imports by chapter", "us-imports-chapters"),
            ("Britain tariffs", "tariffs"),
            ("us services", "us-goods-services-monthly"),
        ],
    )
    def test_search_reads_like_a_catalogue(self, words: str, first: str, run: Any) -> None:
        done: Result = run("sources", "search", *words.split())
        assert done.exit_code == 0, done.output
        assert done.stdout.startswith(first)

    def test_search_without_a_find(self, run: Any) -> None:
        done: Result = run("sources", "search", "unicorns")
        assert (done.exit_code, done.stdout) == (1, "No table for unicorns\n")
