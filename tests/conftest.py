"""What all tests share: cases from files, golden files, the command line run in this process or in its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, settings

# The same examples on every run, and no clock: what is slow is for the benchmarks to say.
settings.register_profile("steady", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("steady")

TESTS = Path(__file__).parent
ROOT = TESTS.parent
CASES = TESTS / "cases"
GOLDEN = TESTS / "golden"

# The tables that whoever runs the tests has added for themselves stay out.
os.environ["FACTCHECK_DATA"] = str(TESTS / "no-tables-of-your-own")

# Help and usage are part of what is tested, so no terminal may rewrap them; the reader's own settings stay out.
STEADY = {"COLUMNS": "80", "NO_COLOR": "1", "TERM": "dumb", "PYTHONUTF8": "1"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="rewrite tests/golden with what is printed today")


def cases(name: str) -> list[Any]:
    """The rows of tests/cases/`name`, one test each; a row with "todo" must still fail."""
    rows = [json.loads(row) for row in (CASES / name).read_text(encoding="utf-8").splitlines() if row.strip()]
    return [pytest.param(row, id=row["id"], marks=todo(row)) for row in rows]


def todo(row: dict[str, Any]) -> list[pytest.MarkDecorator]:
    return [pytest.mark.xfail(reason=row["todo"], strict=True)] if "todo" in row else []


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """golden(name, printed): compares with tests/golden/name, or rewrites it under --update-golden."""

    def compare(name: str, printed: str) -> None:
        path = GOLDEN / name
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(exist_ok=True)
            path.write_text(printed, encoding="utf-8")
        assert printed == path.read_text(encoding="utf-8"), f"differs from {path}; look, then pytest --update-golden"

    return compare


@pytest.fixture(scope="session")
def compiled() -> None:
    """The tables' index is there, so that no command has a remark to make about it."""
    from sources.tables import Tables

    Tables.bundled().close()


@pytest.fixture
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, compiled: None) -> Path:
    """A cache of the test's own with the bundled tables in it: what a test compiles besides is gone with it."""
    import shutil

    from sources.index import cache_folder, file_name
    from sources.tables import BUNDLED

    mine = tmp_path / "cache"
    mine.mkdir()
    shutil.copy2(cache_folder() / file_name((BUNDLED,)), mine)
    monkeypatch.setenv("FACTCHECK_CACHE", str(mine))
    return mine


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, compiled: None) -> Callable[..., Result]:
    """run("check", "a.txt", input=...): the command line in this process, 80 columns, no colour."""
    from factcheck.cli import main

    for name, value in STEADY.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("PYTHONSAFEPATH", "")        # the command line sets it: put back afterwards
    runner = CliRunner()
    return lambda *words, **more: runner.invoke(main, [str(word) for word in words], prog_name="factcheck", **more)


@pytest.fixture
def shell(compiled: None) -> Callable[..., subprocess.CompletedProcess[str]]:
    """shell("--help"): the command line in a process of its own."""

    def start(*arguments: str, code: str | None = None, **more: Any) -> subprocess.CompletedProcess[str]:
        program = ["-c", code] if code else ["-m", "factcheck", *arguments]
        command: Sequence[str] = [sys.executable, *program]
        return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=ROOT, check=False,
                              env=os.environ | STEADY, **more)

    return start


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The small world of judge_tables, opened: a cache of its own, closed at the end."""
    from judge_tables import write_world

    from sources.tables import Tables

    folder = write_world(tmp_path_factory.mktemp("world"))
    # Only while they are opened: what other tests start meanwhile must find the compiled index.
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FACTCHECK_CACHE", str(folder / "cache"))
        tables = Tables([folder])
    yield tables
    tables.close()
