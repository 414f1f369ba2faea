"""Real articles through a real audit: what is stored, asked, reported and judged again."""

from __future__ import annotations

import csv
import gzip
import html
import io
import json
import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

pytestmark = pytest.mark.skipif(not (find_spec("datatrove") and find_spec("duckdb")), reason="the audit extra")

STORY = ("Trade with the United States\n\nIndia's total goods trade with the United States stood at USD 131.84 billion "
         "in 2024-25, the ministry said. India's exports to the United States were USD 77.52 billion in 2024-25.\n")
SUMS = ("Bhutan exported goods worth $310 million in May 2024. It imported goods worth $420 million in May 2024. Its "
        "trade deficit in May 2024 was $140 million, the customs office said on Friday.\n")
HOSTILE = "<script>alert(1)</script> \x1b[2J"
GERMAN = ("Die Ausfuhren stiegen im vergangenen Jahr deutlich, teilte das Amt am Dienstag mit, und auch die Einfuhren "
          "nahmen zu. Der Minister sprach von einem guten Ergebnis.\n")
PAGE = """<!DOCTYPE html><html lang="en"><head><title>Trade figures</title>
<meta property="article:published_time" content="2025-05-02T08:00:00Z"></head><body>
<nav><ul><li>Home</li><li>World</li></ul></nav><article><h1>Trade figures</h1>
<p>India's exports to the United States were USD 77.52 billion in 2024-25, the ministry said on Friday in New Delhi.</p>
<p>Officials of both sides met for the third time this month in a hotel near the airport, and talks will go on.</p>
<p>The minister told reporters that no date had been set for the next round of the talks between the two sides.</p>
</article></body></html>"""


@pytest.fixture(scope="module")
def audit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A finished audit of a small archive: a folder, made by the command line."""
    from click.testing import CliRunner

    from factcheck.cli import main

    folder = tmp_path_factory.mktemp("audit")
    rows = [
        {"text": STORY, "title": HOSTILE, "date": "2025-05-02", "url": "https://www.desk.example/a"},
        {"text": STORY, "title": "Again", "date": "2025-06-11", "url": "https://other.example/b"},
        {"text": GERMAN, "title": "Handel"}, {"text": "More soon."}, {"title": "No text"},
    ]
    (source := folder / "in").mkdir()
    (source / "a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    (source / "page.html").write_text(PAGE, encoding="utf-8")
    (source / "words.txt").write_text(STORY, encoding="utf-8")
    (source / "sums.txt").write_text(SUMS, encoding="utf-8")
    (source / "gone.txt.gz").write_bytes(gzip.compress(STORY.encode())[:-20])
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("PYTHONSAFEPATH", "")        # the command line sets it: put back afterwards
        done = CliRunner().invoke(main, ["audit", str(source), "--out", str(folder / "out"), "--workers", "2"])
    assert done.exit_code == 0, done.output
    assert "9 documents in = 5 checked + 2 skipped + 2 failed" in done.output
    return folder / "out"


def test_an_audit_says_what_check_says(audit: Path, run: Callable[..., Result]) -> None:
    found = json.loads(run("audit", "query", audit, "select * from findings", "--format", "json").stdout)
    source = audit.parent / "in"
    for name in ("words.txt", "page.html"):
        checked = json.loads(run("check", source / name, "--format", "jsonl").stdout)["findings"]
        rows = [row for row in found if row["document"] == str(source / name)]
        assert [(row["quote"], row["start"], row["verdict"], row["reason"]) for row in rows] == [
            (each["claim"]["quote"], each["claim"]["start"], each["verdict"], each["reason"]) for each in checked]
        assert rows
    verdicts = {(row["quote"], row["verdict"]) for row in found}
    assert ("USD 77.52 billion", "mismatched") in verdicts and ("USD 131.84 billion", "supported") in verdicts


def test_sums_that_do_not_hold_are_kept_and_reported(audit: Path, run: Callable[..., Result]) -> None:
    source = str(audit.parent / "in" / "sums.txt")
    question = f"select * exclude (document) from arithmetic where document = '{source}'"
    stored = json.loads(run("audit", "query", audit, question, "--format", "json").stdout)
    checked = json.loads(run("check", source, "--format", "jsonl").stdout)["arithmetic"]
    assert [row | {"explanation": None} for row in stored] == [
        {name: value for name, value in each.items() if name != "sentence"} | {"explanation": None} for each in checked]
    assert [row["holds"] for row in stored] == [False]
    assert "110 million" in run("audit", "report", audit, "--rows", "3").stdout.split("do not fit each other")[1]


def test_skipped_and_failed_documents_say_why(audit: Path, run: Callable[..., Result]) -> None:
    question = ("select language, skipped, split_part(error, ':', 1) as code from documents "
                "where skipped is not null or error is not null")
    rows = json.loads(run("audit", "query", audit, question, "--format", "json").stdout)
    assert sorted((row["language"] or "", row["skipped"] or "", row["code"] or "") for row in rows) == [
        ("", "", "broken-file"), ("", "", "no-text"), ("", "near-empty", ""), ("de", "language", "")]


def test_the_report_tells_repeated_wrong_figures_and_since_when(audit: Path, run: Callable[..., Result]) -> None:
    text = run("audit", "report", audit).stdout
    assert "9 documents, 2 failed, 2 skipped" in text
    assert "\x1b" not in text, "what a title holds must not reach the terminal"
    tables = run("audit", "report", audit, "--format", "csv").stdout
    sections = dict(re.findall(r"# (\S+)\n(.*?)(?:\n\n|\n\Z)", tables, re.DOTALL))
    [repeated] = csv.DictReader(io.StringIO(sections["09-repeated"]))
    assert (repeated["figure"], repeated["articles"], repeated["first_seen"], repeated["last_seen"]) == (
        "USD 77.52 billion", "4", "2025-05-02", "2025-06-11")
    [stale] = csv.DictReader(io.StringIO(sections["10-stale"]))
    assert (stale["years_old"], stale["findings"]) == ("1", "4")
    assert {row["year"] for row in csv.DictReader(io.StringIO(sections["05-years"]))} == {"2025", "no date"}
    assert "desk.example" in sections["07-sources"]


def test_the_page_is_whole_and_safe(audit: Path, run: Callable[..., Result]) -> None:
    page = run("audit", "report", audit, "--format", "html").stdout
    assert html.escape("<script>alert(1)</script>") in page and "<script" not in page
    tags = set(re.findall(r"<(\w+)[^<>]*\b(?:src|href)\s*=", page))
    assert tags == {"a"}, "one file, nothing fetched"
    assert page.count("<section") == page.count("</section>") >= 10
    assert 'class="bar"' in page and "$" not in re.sub(r"\$\d", "", page)


def test_the_years_of_the_page_are_drawn_and_told_without_seeing() -> None:
    from factcheck.audit.asking import Answer
    from factcheck.audit.years import charted

    columns = ("year", "findings", "right", "alarms")
    drawn = charted(Answer(columns, [("1900", 3, 0, 0), ("2019", 40, 9, 0), ("2021", 10, 1, 2), ("no date", 7, 0, 1)]))
    assert drawn is not None
    titles = re.findall(r"<title>([^<]*)</title>", drawn)
    assert [each for each in titles if "by year" in each] == [
        "Trade figures by year: 0 in 1962, 10 in 2021, most in 2019, 40.",
        "Alarms by year: 0 in 1962, 2 in 2021, most in 2021, 2."]
    assert [each for each in titles if "by year" not in each] == ["2019: 40", "2021: 10", "2021: 2"]
    assert "7 figures have no date" in drawn and "3 are of earlier years" in drawn
    assert charted(Answer(columns, [("2019", 1, 0, 0), ("no date", 5, 0, 0)])) is None


@pytest.mark.parametrize("style", ["text", "csv", "json"])
def test_queries_answer_in_every_form(audit: Path, run: Callable[..., Result], style: str) -> None:
    answer = run("audit", "query", audit, "select 1 as one, 'a,b' as two, null as three", "--format", style)
    assert answer.exit_code == 0
    assert {"text": "  1  a,b\n", "csv": '1,"a,b",\n', "json": '"two": "a,b"'}[style] in answer.stdout


@pytest.mark.parametrize("arguments, words", [
    (["query", "{out}", "select from"], "the question cannot be answered: Parser Error"),
    (["query", "{out}", "select reportr from findings"], '; "describe findings" lists the columns of findings'),
    (["report", "{out}/no"], "holds no audit; make one with"),
    (["no/such/archive", "--out", "{out}/x"], "no such file or folder"),
    (["{out}/manifest.json", "--out", "{out}/x"], "is of no kind that audits read"),
    (["{out}", "--out", "{out}"], "holds an audit with other archives"),
])
def test_what_cannot_be_done_is_one_line_and_exit_code_2(
    audit: Path, run: Callable[..., Result], arguments: list[str], words: str,
) -> None:
    done = run("audit", *(word.replace("{out}", str(audit)) for word in arguments))
    assert done.exit_code == 2 and words in done.stderr and done.stderr.count("\n") == 1


def test_stored_claims_are_read_back_as_they_were() -> None:
    from claims.read import read
    from factcheck.audit.rows import claim_row
    from factcheck.audit.stored import claim_of

    text = (f"{STORY} The US accounts for around 18 per cent of India's exports. China's exports rose 5.9 per cent to "
            "$3.58 trillion in 2024. The two want to raise trade to USD 500 billion by 2030. It was India's largest "
            "trading partner. The deficit widened to Rs 2.5 lakh crore in April-November 2024, the highest since 2018.")
    claims = read(text, date(2025, 5, 2))
    assert len(claims) >= 8
    for claim in claims:
        assert claim_of(claim_row("d", None, claim)["claim"]) == claim


@pytest.mark.usefixtures("own_cache")
def test_a_new_vintage_is_judged_without_the_archive_and_only_changes_are_told(
    audit: Path, run: Callable[..., Result], tmp_path: Path,
) -> None:
    import hashlib

    (tables := tmp_path / "tables").mkdir()
    rows = ("reporter,partner,flow,product,basis,period,value,unit,status,vintage,slack,compilation,authority\n"
            "IND,USA,export,TOTAL,goods,FY2024-25,77520000000,USD,revised,2027-01-15,,customs,0\n")
    (tables / "newest.csv").write_text(rows, encoding="utf-8")
    (tables / "newest.toml").write_text(
        'id = "newest"\ntitle = "A revision made up for a test"\npublisher = "Nobody"\nurl = "https://example.org/"\n'
        'licence = "CC0-1.0"\nattribution = "nobody"\nretrieved = 2027-01-15\nvintage = 2027-01-15\nholds = "levels"\n'
        f'rows = 1\nsha256 = "{hashlib.sha256(rows.encode()).hexdigest()}"\n', encoding="utf-8")
    same = run("audit", "recheck", audit, "--format", "json", "--workers", "1")
    assert same.exit_code == 0, same.output
    assert json.loads(same.stdout) == []
    (audit.parent / "in" / "a.jsonl").rename(audit.parent / "in" / "moved")     # the archive is not needed
    try:
        done = run("audit", "recheck", audit, "--tables", tables, "--format", "json", "--workers", "1")
    finally:
        (audit.parent / "in" / "moved").rename(audit.parent / "in" / "a.jsonl")
    assert done.exit_code == 0, done.output
    changes = json.loads(done.stdout)
    assert {(row["quote"], row["was"], row["is"]) for row in changes} >= {
        ("USD 77.52 billion", "mismatched", "supported")}
    assert {row["is_vintage"] for row in changes if row["quote"] == "USD 77.52 billion"} == {"2027-01-15"}
    assert list((audit / "rechecks").glob("*.parquet"))


def test_figures_no_double_holds_are_left_to_the_stored_claim() -> None:
    from factcheck.audit.rows import real

    assert real(Decimal("1e400")) is None and real(Decimal("131840000000")) == 131840000000.0 and real(None) is None


def test_half_a_surrogate_pair_does_not_stop_the_writing() -> None:
    from factcheck.audit.schema import DOCUMENTS, batch

    row: dict[str, Any] = {"id": "a", "title": "broken \ud83d emoji"}
    assert batch(DOCUMENTS, [row]).to_pylist()[0]["title"] == "broken ? emoji"


def test_the_command_line_of_audits_loads_nothing_heavy(shell: Callable[..., Any]) -> None:
    loaded = shell(code="import sys; from factcheck.audit import command; print(*sys.modules)").stdout.split()
    assert {"factcheck.audit.command", "click"} <= set(loaded)
    heavy = {"datatrove", "pyarrow", "duckdb", "fastwarc", "resiliparse", "ray", "fsspec", "numpy", "sources.tables"}
    assert heavy.isdisjoint(loaded)
