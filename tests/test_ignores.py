"""What a desk lets pass: comments in the text, a baseline of old copy, and what is not selected."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from hypothesis import given
from hypothesis import strategies as st

from factcheck.api import check, extract
from factcheck.config import BadConfig
from factcheck.desk.baseline import Baseline
from factcheck.desk.ignores import ignores, without_comments
from factcheck.inputs import Document
from factcheck.inputs.comments import lifted, placed
from factcheck.inputs.reading import understand
from sources.tables import Tables
from tests.conftest import cases

Run = Callable[..., Result]
WRONG = "India's goods exports to the world were USD 512.6 billion in 2024-25."
STALE = "The US took 17.7 per cent of India's exports in 2024-25."
RIGHT = "India's exports to the US were USD 86.51 billion in 2024-25."
CHINA = "India's imports from China were USD 113.45 billion in 2024-25."
SUMS = ("India's imports from China rose to USD 113.45 billion in 2024-25, while exports to China fell to USD 14.25 "
        "billion. India's trade deficit with China widened to USD 85.1 billion in 2024-25.")


@pytest.fixture(scope="module")
def tables() -> Tables:
    return Tables.bundled()


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def report(result: Result) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(result.stdout)
    return found


@pytest.mark.parametrize("case", cases("ignores.jsonl"))
def test_comments_and_what_they_cover(case: dict[str, Any]) -> None:
    text = case["text"]
    found = [[each.word, each.reason, each.line, each.trouble, text[slice(*each.covers)].strip()]
             for each in ignores(Document("a.md", text))]
    assert found == case["ignores"]


PARTS = ["<!--", "-->", "factcheck:", " ignore", "-next-line", " why", "\n", "Exports.", "<p>"]


@given(st.lists(st.sampled_from(PARTS)))
def test_any_text_may_hold_anything_that_looks_like_a_comment(parts: list[str]) -> None:
    text = "".join(parts)
    assert len(without_comments(text)) == len(text)
    for each in ignores(Document("a.md", text)):
        assert 0 <= each.covers[0] <= each.covers[1] <= len(text)
    whole, words = lifted(text)
    assert len(placed(whole, words)[1]) == len(words)


def test_many_comments_take_no_longer_than_their_length() -> None:
    """Quadratic work on these would take minutes."""
    text = "<!-- factcheck: ignore why -->\n<!-- factcheck: ignore-next-line why -->\n\n" * 50_000
    assert len(ignores(Document("a.md", text))) == 100_000
    assert without_comments("<!--" * 1_000_000) == "<!--" * 1_000_000
    page = "<p>" + "<!-- factcheck: ignore why -->" * 2_000 + "<div>" * 100_000
    assert len(lifted(page)[1]) == 200


def test_what_stands_in_a_comment_is_no_copy() -> None:
    text = f"<!-- {WRONG} --> {RIGHT} <!-- USD 3 billion of exports"
    claims = extract(Document("a.md", text))
    assert [claim.quote for claim in claims][:1] == ["USD 86.51 billion"]
    assert all(text[claim.start:claim.end] == claim.quote for claim in claims)


def test_an_ignored_finding_is_told_with_its_reason_and_does_not_count(run: Run, tmp_path: Path) -> None:
    article = write(tmp_path / "a.md", f"{WRONG} <!-- factcheck: ignore the ministry's own figure -->\n\n{RIGHT}\n")
    result = run("check", article, "--format", "jsonl")
    first, second = report(result)["findings"]
    assert (first["verdict"], first["ignored"]) == ("contradicted", "the ministry's own figure")
    assert second["ignored"] is None
    assert report(result)["ignores"] == [{"line": 1, "start": 70, "end": 122, "word": "ignore",
                                          "reason": "the ministry's own figure", "trouble": None}]
    assert (result.exit_code, result.stderr) == (0, "")


def test_the_summary_counts_what_is_ignored(run: Run, tmp_path: Path) -> None:
    article = write(tmp_path / "a.md", f"{WRONG} <!-- factcheck: ignore agreed -->\n\n{CHINA}\n")
    assert run("check", article).stdout.splitlines()[-1] == "2 figures: 1 supported, 1 contradicted; 1 ignored"
    assert "contradicted; 1 ignored" in run("check", article, "--format", "markdown").stdout


def test_house_names_are_for_people_and_codes_for_programs(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "factcheck.toml", '[names]\ncontradicted = "Not so"')
    write(tmp_path / "a.md", WRONG)
    for style in ("text", "markdown", "html"):
        assert "Not so" in run("check", "a.md", "--format", style).stdout
    for style in ("jsonl", "csv", "sarif"):
        assert "Not so" not in run("check", "a.md", "--format", style).stdout


def test_ignoring_one_line_leaves_the_others(run: Run, tmp_path: Path) -> None:
    article = write(tmp_path / "a.txt", f"<!-- factcheck: ignore-next-line agreed -->\n\n{WRONG}\n\n{STALE}\n")
    result = run("check", article, "--format", "jsonl")
    assert [each["ignored"] for each in report(result)["findings"]] == ["agreed", None]
    assert result.exit_code == 1


@pytest.mark.parametrize("comment, words, code", [
    ("<!-- factcheck: ignore -->", "gives no reason", 1),
    ("<!-- factcheck: ignroe it is fine -->", "ignroe is nothing that factcheck knows", 1),
    ("<!-- factcheck: ignore all is well -->", "silences nothing", 0),
])
def test_ignores_that_are_not_in_order_are_told(
    run: Run, tmp_path: Path, comment: str, words: str, code: int,
) -> None:
    article = write(tmp_path / "a.md", f"{RIGHT}\n\n{comment}\n")
    result = run("check", article)
    assert f"{article}:3: " in result.stderr
    assert words in result.stderr
    assert result.exit_code == code
    assert run("check", article, "--fail-on", "never").exit_code == 0


def test_an_ignore_without_a_reason_silences_nothing(run: Run, tmp_path: Path) -> None:
    article = write(tmp_path / "a.md", f"{WRONG} <!-- factcheck: ignore -->")
    assert [each["ignored"] for each in report(run("check", article, "--format", "jsonl"))["findings"]] == [None]


def page(*blocks: str) -> str:
    filler = "<p>Officials said that they expected the trend to go on for the rest of the year, as before.</p>"
    article = f"<article><h1>Trade</h1>{filler}{''.join(blocks)}{filler}</article>"
    return f"<!doctype html><html><body>{article}</body></html>"


@pytest.mark.parametrize("blocks, ignored", [
    ((f"<p>{WRONG} <!-- factcheck: ignore why --></p>", f"<p>{STALE}</p>"), ["why", None]),
    ((f"<p><!-- factcheck: ignore why -->{WRONG}</p>", f"<p>{STALE}</p>"), ["why", None]),
    ((f"<p>{WRONG}</p>\n<!-- factcheck: ignore why -->\n", f"<p>{STALE}</p>"), ["why", None]),
    ((f"<p>{WRONG}</p>\n<!-- factcheck: ignore-next-line why -->\n", f"<p>{STALE}</p>"), [None, "why"]),
    ((f"<p>{WRONG} <!-- factcheck: ignore-next-line why --></p>", f"<p>{STALE}</p>"), [None, "why"]),
    ((f"<div><!-- factcheck: ignore-next-line why --><p>{WRONG}</p></div>", f"<p>{STALE}</p>"), ["why", None]),
    ((f"<p>{WRONG}</p><!-- an editor's note -->", f"<p>{STALE}</p>"), [None, None]),
])
def test_comments_in_a_page_are_about_its_paragraphs(
    tables: Tables, blocks: tuple[str, ...], ignored: list[str | None],
) -> None:
    document = understand("a.html", page(*blocks).encode())
    found = check(document, tables)
    assert [finding.ignored for finding in found.findings] == ignored
    assert document.text == understand("a.html", page(f"<p>{WRONG}</p>", f"<p>{STALE}</p>").encode()).text


def test_a_comment_outside_of_the_article_is_told() -> None:
    footer = "</article><footer>Imprint <!-- factcheck: ignore why --></footer>"
    source = page(f"<p>{WRONG}</p>").replace("</article>", footer)
    assert "outside of the article" in " ".join(understand("a.html", source.encode()).remarks)


def test_a_sum_is_ignored_with_any_of_its_figures(run: Run, tmp_path: Path) -> None:
    article = write(tmp_path / "a.md", SUMS)
    rows = [row for row in report(run("check", article, "--format", "jsonl"))["arithmetic"] if not row["holds"]]
    assert [row["ignored"] for row in rows] == [None]
    write(article, f"{SUMS} <!-- factcheck: ignore why -->")
    rows = [row for row in report(run("check", article, "--format", "jsonl"))["arithmetic"] if not row["holds"]]
    assert [row["ignored"] for row in rows] == ["why"]
    assert run("check", article).exit_code == 0


def codes(result: Result) -> list[tuple[str, str]]:
    return [(each["verdict"], each["reason"]) for each in report(result)["findings"]]


@pytest.mark.parametrize("options, told, code", [
    ((), ["contradicted", "mismatched", "supported"], 1),
    (("--select", "contradicted"), ["contradicted"], 1),
    (("--select", "contradicted,rounded"), ["contradicted", "supported"], 1),
    (("--select", "mismatched", "--select", "supported"), ["mismatched", "supported"], 1),
    (("--ignore", "contradicted"), ["mismatched", "supported"], 1),
    (("--ignore", "contradicted,other-period"), ["supported"], 0),
    (("--select", "mismatched", "--ignore", "other-period"), [], 0),
    (("--select", "mismatched", "--fail-on", "contradicted"), ["mismatched"], 0),
    (("--ignore", "contradicted,other-period", "--fail-on", "supported"), ["supported"], 1),
])
def test_select_and_ignore(run: Run, tmp_path: Path, options: tuple[str, ...], told: list[str], code: int) -> None:
    article = write(tmp_path / "a.txt", f"{WRONG}\n\n{STALE}\n\n{CHINA}\n")
    result = run("check", article, "--format", "jsonl", *options)
    assert [verdict for verdict, _ in codes(result)] == told
    assert result.exit_code == code


def test_a_code_that_is_none_is_told(run: Run, tmp_path: Path) -> None:
    result = run("check", write(tmp_path / "a.txt", RIGHT), "--ignore", "miror")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "option --ignore" in result.stderr
    assert "did you mean mirror?" in result.stderr


def test_the_figures_of_a_sum_stay_with_it(run: Run, tmp_path: Path) -> None:
    article = write(tmp_path / "a.txt", SUMS)
    selected = report(run("check", article, "--format", "jsonl", "--select", "does-not-add-up"))
    assert {each["ignored"] for each in selected["findings"]} == {"not selected"}
    named = {each["claim"]["id"] for each in selected["findings"]}
    assert all(named.issuperset(row["claims"]) for row in selected["arithmetic"] if not row["holds"])
    assert run("check", article, "--ignore", "does-not-add-up,mismatched,contradicted").exit_code == 0


def test_old_copy_in_a_baseline_counts_no_more(run: Run, tmp_path: Path) -> None:
    article, held = write(tmp_path / "a.txt", f"{WRONG}\n"), tmp_path / "old.json"
    assert run("check", article, "--baseline", held).exit_code == 2
    result = run("check", article, "--write-baseline", held)
    assert (result.exit_code, result.stderr) == (0, f"factcheck: {held}: 1 finding written\n")
    assert [row["input"] for row in json.loads(held.read_text())["findings"]] == ["a.txt"]
    result = run("check", article, "--baseline", held, "--format", "jsonl")
    assert (result.exit_code, result.stderr) == (0, "")
    assert [each["ignored"] for each in report(result)["findings"]] == ["in the baseline"]

    write(article, f"Ahead of it all, new words.\n\n{WRONG}\n")
    assert run("check", article, "--baseline", held).exit_code == 0, "edits elsewhere change nothing"
    write(article, f"{WRONG}\n\n{STALE}\n")
    assert run("check", article, "--baseline", held).exit_code == 1, "what is new counts"
    write(article, f"{WRONG}\n\n{WRONG}\n")
    assert run("check", article, "--baseline", held).exit_code == 1, "the same again is new"
    other = write(tmp_path / "b.txt", f"{WRONG}\n")
    assert run("check", other, "--baseline", held).exit_code == 1, "the same elsewhere is new"


def test_what_of_a_baseline_is_no_more_is_told(run: Run, tmp_path: Path) -> None:
    article, other, held = write(tmp_path / "a.txt", WRONG), write(tmp_path / "b.txt", STALE), tmp_path / "old.json"
    run("check", article, other, "--write-baseline", held)
    write(article, RIGHT)
    result = run("check", article, "--baseline", held)
    assert (result.exit_code, "1 finding that is no more" in result.stderr) == (0, True)
    run("check", article, "--write-baseline", held)
    assert [row["input"] for row in json.loads(held.read_text())["findings"]] == ["b.txt"], "others stay as they were"
    assert run("check", article, other, "--baseline", held).stderr == ""


def test_a_sum_may_stand_in_a_baseline(run: Run, tmp_path: Path) -> None:
    article, held = write(tmp_path / "a.txt", SUMS), tmp_path / "old.json"
    assert run("check", article).exit_code == 1
    run("check", article, "--write-baseline", held)
    assert run("check", article, "--baseline", held).exit_code == 0


@pytest.mark.parametrize("text", ["", "{", "[]", '{"schema": 1}', '{"schema": 1, "findings": [{"input": "a"}]}',
                                  '{"schema": 2, "findings": []}', "[" * 100_000])
def test_a_file_that_is_no_baseline_is_told(run: Run, tmp_path: Path, text: str) -> None:
    held = write(tmp_path / "old.json", text)
    result = run("check", write(tmp_path / "a.txt", RIGHT), "--baseline", held)
    assert (result.exit_code, result.stdout) == (2, "")
    assert str(held) in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_a_baseline_may_stand_in_the_configuration(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "a.txt", WRONG)
    write(tmp_path / "factcheck.toml", 'baseline = "old.json"')
    assert run("check", "a.txt", "--write-baseline", "old.json").exit_code == 0
    assert run("check", "a.txt").exit_code == 0


def test_a_baseline_that_cannot_be_written_is_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    held = Baseline(write(tmp_path / "old.json", "the old one"))
    monkeypatch.setattr(Path, "replace", lambda self, target: target.mkdir())       # fails, for there is a file
    with pytest.raises(BadConfig, match="cannot be written"):
        held.rewritten([])
    assert [path.name for path in tmp_path.iterdir()] == ["old.json"]
    assert held.path.read_text(encoding="utf-8") == "the old one"
