"""The command line as a person and a program meet it: streams, exit codes, what is loaded."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from click.testing import Result

from factcheck import __version__
from factcheck.exits import CUT_OFF
from factcheck.samples import ARTICLE
from tests.conftest import ROOT
from tests.test_report import matches

Run = Callable[..., Result]
Shell = Callable[..., CompletedProcess[str]]

RIGHT = "India's exports to the US were USD 86.51 billion in 2024-25."
WRONG = "India's goods exports to the world were USD 512.6 billion in 2024-25."
NO_TRADE = "The minister, 58, arrived on Tuesday at 10.30 pm."
HEAVY = {"pandas", "numpy", "pint", "requests", "trafilatura", "lxml"}


def write(folder: Path, name: str, text: str) -> str:
    (folder / name).write_text(text, encoding="utf-8")
    return str(folder / name)


def loaded(shell: Shell, *arguments: str) -> set[str]:
    """The modules that a command has loaded when it is done."""
    code = "\n".join([
        "import sys, atexit",
        "atexit.register(lambda: print(*sys.modules, file=sys.stderr))",
        f"sys.argv = ['factcheck', *{arguments!r}]",
        "from factcheck.cli import main",
        "main()",
    ])
    return set(shell(code=code).stderr.split())


def test_without_a_command_there_is_help_with_an_example(run: Run) -> None:
    result = run()
    assert result.exit_code == 0
    assert "factcheck check --sample" in result.stdout


def test_help(run: Run, golden: Callable[[str, str], None]) -> None:
    golden("help.txt", "\n".join(run(*command, "--help").stdout for command in (
        (), ("check",), ("extract",), ("lookup",), ("explain",), ("sources",), ("sources", "list"),
        ("sources", "show"))))


def test_version(run: Run) -> None:
    assert run("--version").stdout == f"factcheck {__version__}\n"


def test_help_loads_nothing_heavy(shell: Shell) -> None:
    modules = loaded(shell, "--help")
    assert "click" in modules
    assert modules.isdisjoint(HEAVY | {"rich", "sqlite3", "claims.read", "factcheck.config", "sources.tables"})


@pytest.mark.parametrize("style", ["text", "jsonl"])
def test_checking_a_text_loads_nothing_heavy(shell: Shell, style: str) -> None:
    modules = loaded(shell, "check", "--sample", "--format", style)
    assert "factcheck.judge" in modules
    assert modules.isdisjoint(HEAVY | {"rich"})


def test_extracting_opens_no_table(shell: Shell) -> None:
    modules = loaded(shell, "extract", "--sample", "--format", "jsonl")
    assert "claims.read" in modules
    assert modules.isdisjoint(HEAVY | {"rich", "sqlite3", "factcheck.judge"})


def test_exit_code_0_when_nothing_is_wrong(run: Run, tmp_path: Path) -> None:
    for text in (RIGHT, NO_TRADE):
        result = run("check", write(tmp_path, "a.txt", text))
        assert result.exit_code == 0, result.output
        assert result.stderr == ""


def test_exit_code_1_when_something_is(run: Run, tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt", WRONG)
    assert run("check", path).exit_code == 1
    assert run("check", path, "--fail-on", "never").exit_code == 0


def test_fail_on_may_be_stricter_than_alarms(run: Run, tmp_path: Path) -> None:
    assert run("check", write(tmp_path, "a.txt", RIGHT), "--fail-on", "supported").exit_code == 1


def test_exit_code_2_when_an_input_cannot_be_read_and_the_others_still_done(run: Run, tmp_path: Path) -> None:
    right, gone, wrong = write(tmp_path, "a.txt", RIGHT), str(tmp_path / "gone.txt"), write(tmp_path, "b.txt", WRONG)
    result = run("check", right, gone, wrong, "--format", "jsonl")
    assert result.exit_code == 2
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert [row["input"] for row in rows] == [right, gone, wrong]
    assert [sorted(row.keys() & {"findings", "error"}) for row in rows] == [["findings"], ["error"], ["findings"]]
    assert rows[1]["error"]["code"] == "missing-input"
    matches("failure", rows[1])
    assert result.stderr == f"factcheck: {gone}: no such file; check the name, or - for standard input\n"


@pytest.mark.parametrize("arguments, words", [
    (["check", "--published", "13 January"], "2026-01-13"),
    (["check", "--fail-on", "everything"], "contradicted"),
    (["check", "--tables", "no/such/folder"], "no/such/folder"),
    (["chek"], "there is no command 'chek'; did you mean factcheck check?"),
    (["sources", "lst"], "did you mean factcheck sources list?"),
    (["article.txt"], "did you mean factcheck check article.txt?"),
    (["everything"], "there is no command 'everything'\n"),
    (["sources", "show", "nope"], "nope"),
])
def test_what_cannot_be_done_is_told_on_stderr_with_exit_code_2(run: Run, arguments: list[str], words: str) -> None:
    result = run(*arguments, input="")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert words in result.stderr


def test_a_broken_table_is_one_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "mine.csv").write_text("reporter,partner\nIND,USA\n", encoding="utf-8")
    result = run("check", "--sample", "--tables", tmp_path)
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1
    assert "mine" in result.stderr


def test_no_program_that_lies_among_the_articles_is_run(compiled: None, tmp_path: Path) -> None:
    (tmp_path / "start.py").write_text(
        "from factcheck.cli import main\nif __name__ == '__main__':\n    main()\n", encoding="utf-8")
    articles = tmp_path / "articles"
    articles.mkdir()
    (articles / "pickle.py").write_text("raise SystemExit('a stranger ran')", encoding="utf-8")
    write(articles, "article.txt", RIGHT)
    # By a script that lies elsewhere, as the installed command does: python -m would look in the working folder itself.
    result = subprocess.run(
        [sys.executable, "../start.py", "audit", "article.txt", "--out", "../results", "--workers", "1"], cwd=articles,
        capture_output=True, text=True, check=False)
    assert "a stranger ran" not in result.stderr
    assert "1 document in = 1 checked" in result.stdout + result.stderr


def test_a_folder_without_tables_is_told(run: Run, tmp_path: Path) -> None:
    result = run("check", "-", "--tables", tmp_path, input=RIGHT)
    assert result.exit_code == 0
    assert result.stderr.startswith(f"factcheck: {tmp_path}: there is no table in this folder; ")


@pytest.mark.parametrize("names", [[], ["-"]])
def test_standard_input(run: Run, names: list[str]) -> None:
    result = run("check", *names, "--format", "jsonl", input=RIGHT)
    row = json.loads(result.stdout)
    assert row["input"] == "-"
    assert [finding["verdict"] for finding in row["findings"]] == ["supported"]


def test_published_and_title_go_before_what_the_input_says(run: Run, tmp_path: Path) -> None:
    path = write(tmp_path, "a.md", f"# Old title\n\nPublished: 1 May 2025\n\n{RIGHT}")
    row = json.loads(run("extract", path, "--format", "jsonl").stdout)
    assert (row["title"], row["published"]) == ("Old title", "2025-05-01")
    options = ("--published", "2026-01-13", "--title", "New title")
    row = json.loads(run("extract", path, "--format", "jsonl", *options).stdout)
    assert (row["title"], row["published"]) == ("New title", "2026-01-13")


def test_machine_formats_of_the_sample(run: Run) -> None:
    report = json.loads(run("check", "--sample", "--format", "jsonl").stdout)
    matches("report", report)
    page = json.loads(run("check", "--sample", "--format", "json").stdout)
    matches("page", page)
    assert page["inputs"] == [report]
    extraction = json.loads(run("extract", "--sample", "--format", "jsonl").stdout)
    matches("extraction", extraction)
    judged = [finding["claim"] for finding in report["findings"]]
    runs = [claim for claim in judged if claim["id"].startswith("r")]      # "fourth year in a row" prints no figure
    assert extraction["claims"] == [claim for claim in judged if claim not in runs]
    assert [claim["quote"] for claim in runs] == ["fourth year in a row"]
    assert json.loads(run("extract", "--sample", "--format", "json").stdout)["inputs"] == [extraction]


def test_quotes_stand_where_they_are_said_to(run: Run) -> None:
    row = json.loads(run("extract", "--sample", "--format", "jsonl").stdout)
    assert row["text"] == ARTICLE.read_text(encoding="utf-8")
    assert row["claims"]
    for claim in row["claims"]:
        assert row["text"][claim["start"]:claim["end"]] == claim["quote"]


def test_the_sample_holds_every_sort_of_statement(run: Run) -> None:
    """Right, stale, wrong, future and uncheckable, as its author meant them."""
    report = json.loads(run("check", "--sample", "--format", "jsonl").stdout)
    verdicts = {finding["claim"]["quote"]: (finding["verdict"], finding["reason"]) for finding in report["findings"]}
    assert verdicts["USD 131.84 billion"] == ("supported", "first-release")
    assert verdicts["largest"][0] == "supported"
    assert verdicts["USD 86.51 billion"][0] == "supported"
    assert verdicts["18 per cent"] == ("mismatched", "other-period")
    assert verdicts["USD 85.1 billion"] == ("mismatched", "other-period")
    assert verdicts["USD 505.5 million"] == ("mismatched", "scale")
    assert verdicts["USD 512.6 billion"][0] == "contradicted"
    assert verdicts["USD 500 billion"][0] == "target"
    assert verdicts["Rs 412 crore"][0] == "unverifiable"
    assert [row["rule"] for row in report["arithmetic"] if not row["holds"]] == ["export - import = balance"]
    quotes = " ".join(verdicts)
    assert "6.2 per cent" not in quotes
    assert "0.8 per cent" not in quotes


def test_what_people_see_of_the_sample(run: Run, golden: Callable[[str, str], None]) -> None:
    golden("sample.txt", run("check", "--sample").stdout)


def test_the_catalogue(run: Run, golden: Callable[[str, str], None]) -> None:
    listed = run("sources", "list")
    assert listed.exit_code == 0
    assert "india-partners" in listed.stdout
    tables = json.loads(run("sources", "list", "--format", "json").stdout)["tables"]
    shown = json.loads(run("sources", "show", "india-partners", "--format", "json").stdout)
    assert {key: value for key, value in shown.items() if key != "schema"} in tables
    card = run("sources", "show", "india-partners").stdout
    golden("sources-show.txt", "".join(f"{line}\n" for line in card.splitlines() if not line.startswith("  file")))


def test_many_inputs_stream_line_by_line(run: Run, tmp_path: Path) -> None:
    for number in range(3):
        write(tmp_path, f"{number}.txt", RIGHT)
    rows = [json.loads(line) for line in run("check", tmp_path, "--format", "jsonl").stdout.splitlines()]
    assert [Path(row["input"]).name for row in rows] == ["0.txt", "1.txt", "2.txt"]


def test_many_articles_are_summed_up(run: Run, tmp_path: Path) -> None:
    write(tmp_path, "a.txt", RIGHT)
    write(tmp_path, "b.txt", WRONG)
    last = run("check", tmp_path).stdout.splitlines()[-1]
    assert last == "2 articles, 1 with alarms; 2 figures: 1 supported, 1 contradicted"


def test_a_pipe_closed_early_is_no_traceback() -> None:
    many = f"{sys.executable} -m factcheck sources list --format json | head -1"
    done = subprocess.run(["/bin/sh", "-c", many], capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.stdout == "{\n"
    assert done.stderr == ""


def test_a_reader_who_has_gone_is_no_finding() -> None:
    read, written = os.pipe()
    os.close(read)
    done = subprocess.run([sys.executable, "-m", "factcheck", "sources", "list"], stdout=written,
                          stderr=subprocess.PIPE, text=True, cwd=ROOT, check=False)
    os.close(written)
    assert (done.returncode, done.stderr) == (CUT_OFF, "")
