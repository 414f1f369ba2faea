"""The README is true: its session is what is printed, its examples run, its list of tables is the tables."""

from __future__ import annotations

import doctest
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from sources.tables import Tables
from tests.conftest import ROOT, STEADY

README = ROOT / "README.md"
SESSION = re.compile(r"(```console\n)\$ (.+)\n((?:.*\n)*?)(```\n)")
TABLES = re.compile(r"(<!-- tables: .*-->\n)((?:.*\n)*?)(<!-- /tables -->\n)")


def readme() -> str:
    return README.read_text(encoding="utf-8")


def settle(request: pytest.FixtureRequest, pattern: re.Pattern[str], group: int, now: str) -> None:
    """Compares a part of the README with what it should be, or rewrites it under --update-golden."""
    match = pattern.search(readme())
    assert match
    if request.config.getoption("--update-golden"):
        text = readme()
        README.write_text(text[:match.start(group)] + now + text[match.end(group):], encoding="utf-8")
        return
    assert match[group] == now, "pytest --update-golden rewrites it"


@pytest.mark.usefixtures("compiled")
def test_the_session_is_what_is_printed(request: pytest.FixtureRequest) -> None:
    match = SESSION.search(readme())
    assert match
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(["/bin/sh", "-c", match[2]], capture_output=True, encoding="utf-8", check=False,
                          env=os.environ | STEADY | {"PATH": path})
    assert done.stderr == ""
    assert done.returncode == 1
    settle(request, SESSION, 3, done.stdout)


def test_the_examples_run() -> None:
    results = doctest.testfile(str(README), module_relative=False, encoding="utf-8")
    assert results.attempted > 5
    assert results.failed == 0


def test_the_tables_are_the_tables(request: pytest.FixtureRequest) -> None:
    rows = [f"| {card.id} | {card.title} | {card.vintage} |\n" for card in Tables.bundled().cards]
    settle(request, TABLES, 2, "| table | | released |\n|---|---|---|\n" + "".join(rows))


def test_both_commands_stand_alone() -> None:
    commands = re.findall(r"^python3 -m venv .*$", readme(), re.MULTILINE)
    assert ["--sample" in command for command in commands] == [True, False]
    assert ["pytest" in command for command in commands] == [False, True]


def test_what_it_links_to_is_there() -> None:
    targets = re.findall(r"\]\(([\w./-]+)\)", readme())
    assert targets
    assert [target for target in targets if not (ROOT / target).exists()] == []
