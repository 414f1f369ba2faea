"""The manual's examples of formats and its page of commands are what the program prints."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from factcheck.report.formats import FORMATS
from tests.conftest import ROOT
from tests.test_formats_help import ALL

Run = Callable[..., Result]
DOCS = ROOT / "docs"
SHOWN = sorted(set(FORMATS) - {"html"})             # an example of a page would fill a page
LONGEST = 60                                        # lines of an example


@pytest.fixture
def page(request: pytest.FixtureRequest) -> Callable[[Path, str, str], None]:
    """page(path, mark, made): what stands between the marks of a page is `made`, or becomes it with --update-golden."""

    def compare(path: Path, mark: str, made: str) -> None:
        written = path.read_text(encoding="utf-8")
        parts = re.fullmatch(rf"(.*<!-- {mark}[^>]*-->\n)(.*)(<!-- /{mark} -->\n.*)", written, re.DOTALL)
        assert parts, f"{path} has no <!-- {mark} -->"
        if request.config.getoption("--update-golden"):
            path.write_text(parts[1] + made + parts[3], encoding="utf-8")
        else:
            assert parts[2] == made, f"differs from {path}; look, then pytest --update-golden"

    return compare


def abridged(style: str, made: str) -> str:
    """An example short enough to read, with … for what was left out."""
    if style == "jsonl":
        made = re.sub(r'("(?:findings|text)": .{120}).*', r"\1 …", made)
    made = re.sub(r'("tables": \[\n.*?\n +\},\n).*?(\n +\]\n?)', r"\1…\2", made, flags=re.DOTALL)
    lines = made.splitlines(keepends=True)
    return "".join(lines if len(lines) <= LONGEST else [*lines[:LONGEST], "…\n"])


@pytest.mark.parametrize("style", SHOWN)
def test_examples_of_formats(
    run: Run, page: Callable[[Path, str, str], None], monkeypatch: pytest.MonkeyPatch, style: str,
) -> None:
    monkeypatch.chdir(DOCS / "formats")
    made = run("check", "article.txt", "--no-config", "--format", style).stdout
    language = {"jsonl": "json", "junit": "xml", "csv": "csv", "markdown": "markdown", "github": "text",
                "text": "text"}
    fenced = f"````{language.get(style, 'json')}\n{abridged(style, made)}````\n"
    page(DOCS / "formats" / f"{style}.md", "example", fenced)


@pytest.mark.parametrize("style", FORMATS)
def test_every_format_has_a_page(style: str) -> None:
    assert (DOCS / "formats" / f"{style}.md").is_file()


def test_commands(run: Run, page: Callable[[Path, str, str], None]) -> None:
    shown = {" ".join(words): run(*words, "--help").stdout for words in sorted(ALL)}
    told = [f"## factcheck {words}\n\n```text\n{text}```\n\n" for words, text in shown.items()]
    page(DOCS / "commands.md", "commands", "\n" + "".join(told))


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts_are_there(run: Run, shell: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_FACTCHECK_COMPLETE", f"{shell}_source")
    assert "_FACTCHECK_COMPLETE" in run(complete_var="_FACTCHECK_COMPLETE").stdout


def test_doctor(run: Run) -> None:
    said = run("doctor", "--format", "json")
    found = json.loads(said.stdout)
    assert said.exit_code == (0 if found["well"] else 1)
    assert {"program", "libraries", "extras", "tables", "folders", "configuration", "terminal"} <= set(found)
    assert "india-partners" in {line["name"] for line in found["tables"]}
    assert [line for line in found["libraries"] if line["trouble"]] == []
    assert "india-partners" in run("doctor").stdout


def test_doctor_tells_a_broken_configuration_and_goes_on(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    (tmp_path / "factcheck.toml").write_text("fail-on = 'sometimes'\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    said = run("doctor")
    assert said.exit_code == 1
    assert "sometimes" in said.stdout
    assert "1 thing needs a hand" in said.stdout
