"""The manual of lookup shows what is printed: each example is run, and is how the output begins."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable

import pytest
from click.testing import Result

from tests.conftest import ROOT

MANUAL = ROOT / "docs" / "lookup.md"
SESSION = re.compile(r"```console\n\$ factcheck (.+)\n((?:.*\n)*?)```\n")
LINES = 12                      # of an output are shown
LEFT_OUT = "...\n"
ASKED = re.compile(r"`([^`]*\d{4}[^`]*)`")
TABLE = re.compile(r"^\| .+ \|$", re.MULTILINE)


def test_the_examples_are_what_is_printed(run: Callable[..., Result], request: pytest.FixtureRequest) -> None:
    manual = MANUAL.read_text(encoding="utf-8")
    sessions = list(SESSION.finditer(manual))
    assert len(sessions) == 4
    for match in reversed(sessions):
        printed = run(*shlex.split(match[1])).stdout.splitlines(keepends=True)
        shown = "".join(printed[:LINES]) + (LEFT_OUT if len(printed) > LINES else "")
        if request.config.getoption("--update-golden"):
            manual = manual[:match.start(2)] + shown + manual[match.end(2):]
        else:
            assert match[2] == shown, "pytest --update-golden rewrites it"
    if request.config.getoption("--update-golden"):
        MANUAL.write_text(manual, encoding="utf-8")


def test_every_question_of_the_table_has_an_answer(run: Callable[..., Result]) -> None:
    asked = [query for row in TABLE.findall(MANUAL.read_text(encoding="utf-8")) for query in ASKED.findall(row)]
    assert len(asked) > 15
    for query in asked:
        result = run("lookup", query)
        assert (result.exit_code, result.stderr) == (0, ""), query
