"""The compiled index: made once, found stale, mended when broken, shared by processes, done without where need be."""

from __future__ import annotations

import os
import pickle
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from fixture_tables import PARTNERS, write_table

from sources import index
from sources.tables import Tables
from sources.terms.key import Flow, SeriesKey
from sources.terms.period import Period

TO_USA = SeriesKey("IND", "USA", Flow.EXPORT)
FY25 = Period.parse("FY2024-25")
ASK = """
import sys
from pathlib import Path
from sources.tables import Tables
from sources.terms.key import Flow, SeriesKey
from sources.terms.period import Period
found = Tables([Path(sys.argv[1])]).look_up(SeriesKey("IND", "USA", Flow.EXPORT), Period.parse("FY2024-25"))
print(found[0].value, *sorted({"pandas", "pint", "requests", "tomllib", "platformdirs"} & set(sys.modules)))
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one table; the cache is beside it."""
    monkeypatch.setenv("FACTCHECK_CACHE", str(tmp_path / "cache"))
    return write_table(tmp_path / "tables", "partners", PARTNERS, rows=10).parent


def compiled(folder: Path) -> Path:
    (path,) = (folder.parent / "cache").iterdir()
    return path


def exports(folder: Path) -> list[int]:
    tables = Tables([folder])
    try:
        return [int(seen.value) for seen in tables.look_up(TO_USA, FY25)]
    finally:
        tables.close()


def test_the_index_is_compiled_once(folder: Path) -> None:
    seen: list[tuple[str, int, int]] = []
    Tables([folder], progress=lambda *step: seen.append(step)).close()
    assert seen == [("partners", 0, 10), ("index", 10, 10)]
    seen.clear()
    Tables([folder], progress=lambda *step: seen.append(step)).close()
    assert seen == []


def test_an_index_of_a_folder_that_is_gone_is_swept_away(folder: Path, tmp_path: Path) -> None:
    other = write_table(tmp_path / "elsewhere", "partners", PARTNERS, rows=10).parent
    Tables([other]).close()
    left = compiled(folder)
    (left.parent / "tables-2-broken.sqlite").write_bytes(b"no database")
    shutil.rmtree(other)
    assert exports(folder)
    kept = {path.name for path in left.parent.iterdir()}
    assert left.name not in kept and "tables-2-broken.sqlite" in kept


def test_a_changed_table_is_compiled_anew_into_the_same_place(folder: Path) -> None:
    assert exports(folder) == [86514280000]
    write_table(folder, "partners", PARTNERS.replace("86514280000", "86520000000"))
    assert exports(folder) == [86520000000]
    assert compiled(folder).is_file()


def test_a_changed_card_is_enough(folder: Path) -> None:
    exports(folder)
    write_table(folder, "partners", PARTNERS, publisher="Another Office")
    assert Tables([folder]).look_up(TO_USA, FY25)[0].provenance.publisher == "Another Office"


@pytest.mark.parametrize("damage", ["emptied", "cut", "scribbled at the start", "not a database"])
def test_a_broken_cache_is_mended(folder: Path, damage: str) -> None:
    exports(folder)
    path = compiled(folder)
    whole = path.read_bytes()
    path.write_bytes({
        "emptied": b"", "cut": whole[: len(whole) // 2], "scribbled at the start": b"\0" * 100 + whole[100:],
        "not a database": b"<html>",
    }[damage])
    assert exports(folder) == [86514280000]
    assert len(path.read_bytes()) == len(whole)


def test_pages_that_turn_out_broken_while_asking_are_mended(folder: Path) -> None:
    exports(folder)
    path = compiled(folder)
    whole = bytearray(path.read_bytes())
    page = int.from_bytes(whole[16:18], "big")
    for start in range(page, len(whole), page):         # all but the first page, unless it holds the fingerprint
        if b"fingerprint" not in whole[start:start + page]:
            whole[start:start + page] = b"\xff" * page
    path.write_bytes(whole)
    tables = Tables([folder])
    assert path.read_bytes() == whole, "opening looks at the fingerprint only"
    assert tables.look_up(TO_USA, FY25)[0].value == 86514280000
    assert path.read_bytes() != whole


def test_another_format_of_the_program_has_another_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    exports(folder)
    monkeypatch.setattr(index, "FORMAT", index.FORMAT + 1)
    assert exports(folder) == [86514280000]
    assert len(list((folder.parent / "cache").iterdir())) == 2


def test_without_a_cache_to_write_the_tables_still_answer_and_say_why(folder: Path) -> None:
    (folder.parent / "cache").write_text("a file where the folder should be", encoding="utf-8")
    tables = Tables([folder])
    assert tables.look_up(TO_USA, FY25)[0].value == 86514280000
    assert "set FACTCHECK_CACHE to a folder that can be written" in tables.remark


def test_with_a_cache_there_is_nothing_to_remark(folder: Path) -> None:
    assert Tables([folder]).remark == ""


def test_many_processes_may_start_at_once_and_load_nothing_heavy(folder: Path) -> None:
    command = [sys.executable, "-c", ASK, str(folder)]
    environment = os.environ | {"FACTCHECK_CACHE": str(folder.parent / "cache")}
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) for _ in range(4)]
    answers = [process.communicate()[0].split() for process in running]
    assert [answer[0] for answer in answers] == ["86514280000"] * 4
    assert compiled(folder).is_file(), "one index and no drafts"
    last = subprocess.run(command, capture_output=True, text=True, env=environment, check=True)
    assert last.stdout.split() == ["86514280000"], "a warm start loads neither tomllib nor anything heavier"


def test_tables_travel_to_another_process_as_their_folders(folder: Path) -> None:
    assert pickle.loads(pickle.dumps(Tables([folder]))).look_up(TO_USA, FY25)[0].value == 86514280000


def test_what_nobody_has_compiled_for_months_is_swept_away(folder: Path) -> None:
    cache = folder.parent / "cache"
    cache.mkdir()
    for name in ("tables-0-00000000.sqlite", "tables-0-00000001.sqlite", "notes.txt"):
        (cache / name).touch()
    for name in ("tables-0-00000000.sqlite", "notes.txt"):
        os.utime(cache / name, (0, 0))
    exports(folder)
    kept = {path.name for path in cache.iterdir()}
    assert {"notes.txt", "tables-0-00000001.sqlite"} < kept
    assert "tables-0-00000000.sqlite" not in kept


def test_a_closed_store_is_not_compiled_again(folder: Path) -> None:
    tables = Tables([folder])
    tables.close()
    with pytest.raises(Exception, match="closed"):
        tables.look_up(TO_USA, FY25)


def test_own_tables_stand_beside_the_others_by_their_authority(folder: Path, tmp_path: Path) -> None:
    mine = "reporter,partner,flow,period,value\nIND,USA,export,FY2024-25,90000000000\n"
    own = write_table(tmp_path / "own", "mine", mine, authority=2, publisher="Our desk").parent
    found = Tables([folder, own]).look_up(TO_USA, FY25)
    assert [seen.provenance.publisher for seen in found] == ["Office of Tests", "Our desk"]


def test_cache_folder_follows_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("FACTCHECK_CACHE", str(tmp_path / "here"))
    assert index.cache_folder() == tmp_path / "here"
    monkeypatch.delenv("FACTCHECK_CACHE")
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert index.cache_folder() == tmp_path / "factcheck"
