"""What people and programs are shown."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from factcheck.api import Report, check_text
from factcheck.exits import FAIL_ON, SEVERE, reaches
from factcheck.inputs import Document
from factcheck.inputs.document import MissingInput
from factcheck.judging.sentences import reasons
from factcheck.judging.wording import day
from factcheck.report import machine
from factcheck.report.claims import print_claims
from factcheck.report.formats import Manner, write
from factcheck.report.page import Page, columns, lines
from factcheck.report.progress import counted
from factcheck.report.sections import together
from factcheck.report.sparkline import sparkline
from factcheck.report.telling import Notes, footnotes, noted, source_line, worked
from factcheck.report.text import print_report
from factcheck.report.wording import amount, plain
from factcheck.result import findings_frame
from sources.observation import Authority
from sources.tables import Tables
from tests.findings import CLAIMS, FINDINGS, FIRST, OFFICE, REPORT, SUMS, seen

SCHEMA = json.loads((Path(__file__).parent.parent / "docs" / "schema-1.json").read_text(encoding="utf-8"))
ESCAPE = "\x1b"


def printed(
    report: Report, width: int = 80, *, quiet: bool = False, verbose: bool = False, full: bool = False,
    colour: bool = False, tables: Tables | None = None, names: dict[str, str] | None = None,
) -> str:
    file = io.StringIO()
    console = Console(file=file, width=width, color_system="truecolor", force_terminal=True) if colour else None
    print_report(Page(file, width, console), report, tables, Manner(quiet, verbose, names or {}, full=full))
    return file.getvalue()


def matches(name: str, value: object) -> None:
    jsonschema.Draft202012Validator({"$ref": f"#/$defs/{name}", "$defs": SCHEMA["$defs"]}).validate(value)


@pytest.mark.parametrize("width", [80, 160])
def test_the_report(golden: Callable[[str, str], None], width: int) -> None:
    golden(f"report-{width}.txt", printed(REPORT, width))


def test_the_report_with_all_in_their_places(golden: Callable[[str, str], None]) -> None:
    golden("report-all.txt", printed(REPORT, full=True))


def test_what_could_not_be_checked_is_folded_by_why_and_a_figure_told_once() -> None:
    unheld = [replace(FINDINGS[6], claim=replace(CLAIMS[6], quote=f"USD {each} million")) for each in (5, 7, 5)]
    open_text = replace(FINDINGS[6], reason="open-period")
    shown = printed(Report(REPORT.document, (*unheld, open_text)))
    assert "── Could not be checked: 4 figures ──" in shown
    when = shown.index("Of when, the text does not say: USD 2.5 million")
    assert when < shown.index("USD 5 million (2 times), USD 7 million")


def test_every_reason_that_is_folded_is_one_of_the_judge() -> None:
    assert set(together()) <= set(reasons())


def test_a_copy_of_an_offices_figure_is_told_as_one() -> None:
    copied = replace(FIRST, url="https://www.paper.example/a?b=1")
    assert source_line(copied).startswith("Ministry of Trade, Sylvania, as reported by paper.example, first figures of")
    assert source_line(replace(copied, authority=Authority.OFFICE)) == source_line(replace(FIRST, authority=0))
    assert "reported" not in source_line(replace(FIRST, url="https://trade.customs.gov.in/a"))
    assert "as kept at github.com" in source_line(replace(OFFICE, url="https://github.com/x/y"))


def test_sources_that_read_alike_are_one_footnote() -> None:
    notes: Notes = {}
    twin = replace(OFFICE, adjusted=True)
    assert [noted(notes, each) for each in (OFFICE, FIRST, twin, FIRST)] == [1, 2, 1, 2]
    assert noted(notes, replace(FIRST, table="third")) == 3
    assert [number for number, _ in footnotes(notes)] == [1, 2, 3]


def test_the_report_in_full(golden: Callable[[str, str], None]) -> None:
    golden("report-verbose.txt", printed(REPORT, verbose=True))


def test_the_quiet_report(golden: Callable[[str, str], None]) -> None:
    golden("report-quiet.txt", printed(REPORT, quiet=True))


def test_quiet_says_nothing_of_an_article_without_alarms() -> None:
    assert printed(Report(REPORT.document, FINDINGS[:2], SUMS[1:]), quiet=True) == ""


def test_the_house_has_its_own_words_for_verdicts() -> None:
    shown = printed(REPORT, names={"contradicted": "false", "mismatched": "mostly false"})
    assert "✗ USD 61 billion  false, differs" in shown
    assert "1 mostly false, 1 false, 1 target" in " ".join(shown.split())
    assert "contradicted" not in shown


def test_what_the_desk_lets_pass_is_told_with_its_reason_and_is_no_alarm() -> None:
    passed = replace(FINDINGS[3], ignored="the ministry's own figure")
    report = Report(REPORT.document, (passed,), (replace(SUMS[0], ignored="asked the author"),))
    assert "contradicted, differs, ignored: the ministry's own figure" in printed(report)
    assert "ignored: asked the author" in printed(report)
    assert "not add up" not in printed(report).splitlines()[-1]
    assert printed(report, quiet=True) == ""


def told(reports: list[Report], manner: Manner) -> str:
    out = io.StringIO()
    write("text", [MissingInput("lost.txt", "no such file"), *reports], Tables.bundled(), out, manner)
    return out.getvalue()


@pytest.mark.usefixtures("compiled")
def test_many_articles_end_with_their_sum_and_the_quiet_with_it_even_for_one() -> None:
    calm = Report(Document("calm.txt", REPORT.document.text), FINDINGS[:2])
    assert told([calm], Manner(quiet=True)) == "2 figures: 1 supported, 1 close\n"
    assert told([calm], Manner()).endswith("\n\n2 figures: 1 supported, 1 close\n")
    assert told([], Manner(quiet=True)) == ""
    lines = told([calm, REPORT], Manner(quiet=True)).splitlines()
    assert lines[0] == REPORT.document.title
    assert lines[-3:] == ["", "2 articles, 1 with alarms; 9 figures: 3 supported, 2 close, 1 mismatched, 1",
                          "contradicted, 1 target, 1 unverifiable; 1 sum does not add up"]


@pytest.mark.usefixtures("compiled")
def test_an_alarm_shows_its_series_with_the_period_in_question_marked() -> None:
    report = check_text("The US takes around 18 per cent of India's exports in 2024-25.", published=date(2026, 1, 13))
    plainly = printed(report, tables=Tables.bundled())
    assert re.search(r"series  [▁-█]{10,40}  FY2010-11 10\.13 to FY20\d\d-\d\d [\d.]+ per\s+cent", plainly)
    coloured = printed(report, tables=Tables.bundled(), colour=True)
    assert re.search(r"\x1b\[1;35m[▁-█]", coloured)


def test_many_articles_are_counted_where_a_person_waits() -> None:
    stream = io.StringIO()
    assert list(counted("abc", stream)) == ["a", "b", "c"]
    told = stream.getvalue().replace("\x1b[K", "").split("\r")
    assert list(filter(None, told)) == ["1 article", "2 articles", "3 articles"]
    assert list(counted([], stream)) == []


def test_claims_without_verdicts(golden: Callable[[str, str], None]) -> None:
    file = io.StringIO()
    print_claims(Page(file), REPORT.document, CLAIMS)
    golden("claims.txt", file.getvalue())


def test_a_report_without_claims_says_so() -> None:
    assert "no trade figures found" in printed(Report(Document("a.txt", "It rained."), ()))


def test_colour_adds_nothing_but_colour() -> None:
    coloured = printed(REPORT, colour=True)
    assert ESCAPE in coloured
    bare = re.sub(r"\x1b\[[\d;]*m", "", coloured)
    without_marks = re.sub(r"\[(\D[^\]]*|\d[^\]]+)\]", r"\1", printed(REPORT))   # but not the numbers of the sources
    assert bare.split() == without_marks.split()


def test_addresses_stand_on_one_line_however_narrow() -> None:
    assert OFFICE.url in printed(REPORT, 40)


def test_hostile_text_reaches_no_terminal() -> None:
    nasty = "Exports\x1b[2J \u202eesrever\u202c [bold]rose[/bold] :smile: \x07to \u200bUSD 86.51 billion\x9b31m."
    start = nasty.index("USD")
    claim = replace(CLAIMS[1], quote="USD 86.51 billion", start=start, end=start + 17, sentence=(0, len(nasty)))
    finding = replace(FINDINGS[1], claim=claim, sentence=nasty, correction=nasty)
    shown = printed(Report(Document("a\x1b]0;b.txt", nasty, title=nasty), (finding,)), verbose=True)
    assert not [letter for letter in shown if letter != "\n" and not letter.isprintable()]
    assert "[bold]rose[/bold] :smile:" in shown


@given(st.text())
def test_plain_is_printable_and_on_one_line(text: str) -> None:
    assert plain(text).isprintable() or plain(text) == ""
    assert plain(plain(text)) == plain(text)


@given(st.text(st.sampled_from("a € 漢é\u0301-")), st.integers(2, 30))
def test_wrapping_loses_nothing_and_stays_in_its_room(text: str, room: int) -> None:
    text = plain(text)
    rows = [text[start:end] for start, end in lines(text, room)]
    assert "".join(rows).replace(" ", "") == text.replace(" ", "")
    assert [row for row in rows if columns(row) > room] == []


@given(st.decimals(allow_nan=False, allow_infinity=False), st.sampled_from(["USD", "percent", "rank", "tonne"]))
def test_any_figure_can_be_written(value: Decimal, unit: str) -> None:
    assert amount(value, unit).isprintable()


@pytest.mark.parametrize("value, unit, words", [
    ("131840000000", "USD", "USD 131.84 billion"),
    ("-295515000000", "USD", "USD -295.52 billion"),
    ("3576770000000", "USD", "USD 3.577 trillion"),
    ("448900000", "USD", "USD 448.90 million"),
    ("12345.678", "USD", "USD 12,345.68"),
    ("19.7673", "percent", "19.77 per cent"),
    ("2", "percentage_point", "2.00 percentage points"),
    ("1", "rank", "rank 1"),
    ("2.5", "ratio", "2.5 times"),
    ("1500", "tonne", "1,500 tonne"),
])
def test_figures_as_people_read_them(value: str, unit: str, words: str) -> None:
    assert amount(Decimal(value), unit) == words


@pytest.mark.parametrize("value, unit, slack, words", [
    ("-918000000000", "USD", "500000000", "USD -918 billion"),
    ("24010000000000", "USD", "5000000000", "USD 24.01 trillion"),
    ("123450000000", "USD", "65000000", "USD 123.5 billion"),
    ("123450000000", "USD", "20", "USD 123.45 billion"),
    ("21000000", "USD", "5000000", "USD 21 ± 5 million"),
    ("11200000000", "USD", "100000000", "USD 11.2 ± 0.1 billion"),
    ("14.5321", "percent", "5.72", "14.5 ± 5.7 per cent"),
    ("14.5321", "percent", "0.05", "14.5 per cent"),
    ("14.5321", "percent", "0.0004", "14.53 per cent"),
])
def test_no_digits_are_shown_that_the_source_does_not_give(value: str, unit: str, slack: str, words: str) -> None:
    assert amount(Decimal(value), unit, Decimal(slack)) == words


def test_what_was_converted_is_worked_out_with_its_rate() -> None:
    pounds = replace(seen("67681000000", "GBP", formula="IND export USA 2024 in USD * 0.782333 GBP/USD"),
                     parts=(seen("86512000000"), seen("0.782333", "GBP/USD")))
    assert worked(pounds) == "USD 86.51 billion * 0.782333 GBP/USD = GBP 67.68 billion"


def test_what_a_deficit_widened_by_is_a_difference() -> None:
    parts = seen("-97500000000"), seen("-86300000000")
    wider = replace(seen("11200000000", formula="USA balance 2025-05 against 2025-04"), parts=parts)
    assert worked(wider) == "USD 97.50 billion - USD 86.30 billion = USD 11.20 billion"
    faster = replace(wider, value=Decimal("13.0"), unit="percent")
    assert worked(faster) == "USD -97.50 billion / USD -86.30 billion - 1 = 13.00 per cent"


def test_days_and_lines_of_blocks() -> None:
    assert day(date(2026, 1, 13)) == "13 January 2026"
    assert sparkline([Decimal(0), Decimal(50), Decimal(100)]) == "▁▅█"
    assert sparkline([Decimal(-7), Decimal(0)]) == "▁█"
    assert sparkline([]) == ""


def test_machine_formats_keep_their_contract() -> None:
    matches("report", machine.report_object(REPORT))
    matches("extraction", machine.extract_object(REPORT.document, CLAIMS))


def test_a_finding_for_programs(golden: Callable[[str, str], None]) -> None:
    golden("finding.json", machine.page(machine.finding_object(FINDINGS[2])) + "\n")


def test_numbers_for_programs_have_no_exponent() -> None:
    assert machine.claim_object(CLAIMS[4])["value"] == "500000000000"
    assert [machine.number(Decimal(written)) for written in ("11.60", "5E+11", "-0.50", "100", "1E-7")] == [
        "11.6", "500000000000", "-0.5", "100", "0.0000001"]


def test_a_line_for_programs_is_one_line_of_ascii() -> None:
    line = machine.line({"text": "₹5\u2028\x85\n\ud800"})
    assert line.isascii()
    assert len(line.splitlines()) == 1
    assert json.loads(line) == {"text": "₹5\u2028\x85\n\ud800"}


@pytest.mark.parametrize("fail_on", sorted(set(FAIL_ON) - set(SEVERE)))
def test_fail_on_means_the_verdict_and_all_graver_ones(fail_on: str) -> None:
    alone = [Report(REPORT.document, (finding,)) for finding in FINDINGS]
    caught = {report.findings[0].verdict.value for report in alone if reaches(report, fail_on)}
    graver = ["supported", "target", "unverifiable", "close", "mismatched", "contradicted"]
    assert caught == set(graver[{"never": 6, "alarm": 4}.get(fail_on) or graver.index(fail_on):])


def test_what_does_not_add_up_is_an_alarm() -> None:
    assert reaches(Report(REPORT.document, (), SUMS[:1]), "alarm")
    assert not reaches(Report(REPORT.document, (), SUMS[1:]), "alarm")


def test_a_frame_of_findings() -> None:
    frame = REPORT.frame()
    assert list(frame["verdict"]) == [finding.verdict.value for finding in FINDINGS]
    assert frame.loc[2, "expected"] == pytest.approx(19.7673)
    assert frame.loc[3, "table"] == "sylvania-partners"
    assert list(findings_frame([]).columns) == list(frame.columns)
    assert [finding.claim.id for finding in REPORT.alarms] == ["c3", "c4"]
