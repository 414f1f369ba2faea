"""The report as a web page: whole without network or script, and proof against whatever an article holds."""

from __future__ import annotations

import doctest
import re
from base64 import b64encode
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from hashlib import sha256
from urllib.parse import urlsplit

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.claim import Kind
from factcheck.api import Report, check_text
from factcheck.finding import Finding, Verdict
from factcheck.inputs import Document
from factcheck.inputs.document import MissingInput
from factcheck.report.charted import Charted, Form, Stated, around, charted
from factcheck.report.formats import Manner
from factcheck.report.html import content_policy, fragment, render
from factcheck.report.html.chart import BOTTOM, TOP, Plot, Scale, figure, span
from factcheck.report.html.markup import REPLACEMENT, UNSAFE, element, link
from sources.tables import Tables
from sources.terms.period import Period
from tests.conftest import ROOT
from tests.findings import CLAIMS, FINDINGS, OFFICE, REPORT

OFFICE_KEY = FINDINGS[1].evidence[0].key
TAGS = {
    "html", "head", "meta", "title", "style", "body", "script", "a", "header", "h1", "h2", "h3", "p", "button",
    "div", "span", "main", "article", "section", "details", "summary", "bdi", "b", "small", "code", "table", "caption",
    "thead", "tbody", "tr", "th", "td", "dl", "dt", "dd", "ul", "li", "footer", "kbd",
}
HOSTILE = [
    "<script>alert(1)</script>", "</style>", "]]>", "<!--", "-->", "&lt;", "&#0;", "\0", "\x1b[2J", "\u202e", "\ud800",
    "\"'><img src=x onerror=alert(1)>", "$policy", "${style}", "{{x}}", "javascript:alert(1)", "a\r\nb", "\n\n", "  ",
    "USD 5 billion", "भारत", "a\u200db", "ﷺ",
]
hostile = st.lists(st.one_of(st.sampled_from(HOSTILE), st.text(max_size=8)), max_size=12).map("".join)


@pytest.fixture(scope="module")
def tables(compiled: None) -> Tables:
    return Tables.bundled()


def page_of(source: str) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(source, parser=lxml.html.HTMLParser(encoding="utf-8", huge_tree=True))


def parsed(source: str) -> lxml.html.HtmlElement:
    return page_of(source.encode("utf-8"))      # type: ignore[arg-type]


def as_shown(text: str) -> str:
    return UNSAFE.sub(REPLACEMENT, text)


def reported(text: str, cuts: list[int], words: str) -> Report:
    """A report whose findings stand anywhere in the text, overlapping as they may, and say `words` everywhere."""
    findings = []
    for number, at in enumerate(cuts):
        start = at % (len(text) + 1)
        end = min(len(text), start + 1 + at % 7)
        claim = replace(CLAIMS[2], id=f"c{number}", quote=text[start:end], start=start, end=end,
                        sentence=(0, len(text)), speaker=words, product_name=words)
        source = replace(OFFICE, url=words, publisher=words, table=words, licence=words)
        seen = replace(FINDINGS[2].evidence[0], provenance=source, formula=words, row=words)
        other = replace(FINDINGS[2].alternatives[0], reading=words)
        findings.append(replace(FINDINGS[2], claim=claim, sentence=words, correction=words, missing=words,
                                evidence=(seen,), alternatives=(other,)))
    return Report(Document(words, text, words), tuple(findings))


@given(hostile, st.lists(st.integers(0, 200), max_size=5), hostile)
def test_a_page_shows_the_text_it_was_given_and_runs_nothing_of_it(text: str, cuts: list[int], words: str) -> None:
    page = parsed(render([reported(text, cuts, words)]))
    (shown,) = page.find_class("text")
    assert shown.text_content() == as_shown(text)
    elements = [each for each in page.iter() if isinstance(each.tag, str)]
    assert {each.tag for each in elements} <= TAGS
    assert len(page.findall(".//script")) == len(page.findall(".//style")) == 1
    names = {name for each in elements for name in each.attrib}
    assert {name for name in names if name.startswith("on")} | (names & {"style", "src", "action", "srcdoc"}) == set()
    assert [href for href in page.xpath("//@href") if not href.startswith(("#", "http://", "https://"))] == []


@given(hostile)
def test_an_attribute_holds_what_it_was_given(words: str) -> None:
    (made,) = parsed(element("p", words, title=words)).iter("p")
    assert (made.get("title"), made.text or "") == (as_shown(words), as_shown(words))


@pytest.mark.parametrize("url, linked", [
    ("https://stat.example/a?b=1&c=2", True), ("http://stat.example", True), ("javascript:alert(1)", False),
    ("JaVaScRiPt:alert(1)", False), ("data:text/html,x", False), ("//stat.example", False), ("", False),
    ("https://", False), ("http://[", False), ("https://stat.example/\0", False), ("file:///etc/passwd", False),
])
def test_links_lead_to_the_web_alone(url: str, linked: bool) -> None:
    made = link(url, "words")
    assert made.startswith("<a ") is linked
    assert "words" in made


def test_every_figure_is_a_link_to_its_finding() -> None:
    page = parsed(render([REPORT]))
    marked = page.find_class("figure")
    figures = [each for each in marked if each.tag == "a"]
    assert [each.text for each in figures] == [finding.claim.quote for finding in FINDINGS]
    for each, finding in zip(figures, FINDINGS, strict=True):
        panel = page.get_element_by_id(each.get("href")[1:])
        assert finding.verdict in each.get("class")
        assert finding.verdict in each.get("aria-label")
        assert finding.sentence in panel.text_content()
        assert (panel.get("open") is not None) is finding.verdict.is_alarm
    assert len(page.xpath("//*[@id]")) == len(set(page.xpath("//@id")))


def test_figures_on_the_same_words_share_a_mark_and_the_gravest_speaks() -> None:
    twice = (FINDINGS[0], replace(FINDINGS[3], claim=replace(CLAIMS[0], id="c9")))
    page = parsed(fragment(Report(REPORT.document, twice), prefix="a1-"))
    (mark,) = [each for each in page.find_class("figure") if each.tag == "a"]
    assert (mark.get("data-claims"), mark.get("href")) == ("a1-c1 a1-c9", "#a1-c9")


def test_what_the_desk_lets_pass_is_told_with_its_reason_and_stays_shut() -> None:
    report = Report(REPORT.document, (replace(FINDINGS[3], ignored="asked the ministry"),))
    panel = parsed(render([report])).get_element_by_id("a1-c4")
    assert "Ignored: asked the ministry" in panel.text_content()
    assert panel.get("open") is None


def test_comments_that_silence_nothing_are_told_with_their_line() -> None:
    text = "India exports tea. <!-- factcheck: ignore <b>agreed</b> -->\n\nChina too. <!-- factcheck: ignore -->\n"
    page = parsed(fragment(check_text(text)))
    unused, unreasoned = page.xpath("//ul[@class='troubles']/li")
    assert unused.text_content() == "Line 1: this ignore silences nothing; take it out"
    assert unreasoned.text_content().startswith("Line 3: this ignore gives no reason")
    assert not parsed(fragment(REPORT)).xpath("//ul[@class='troubles']")


def test_the_house_has_its_own_words_for_verdicts() -> None:
    words = {verdict.value: f"<b>word {number}</b>" for number, verdict in enumerate(Verdict)}
    page = parsed(render([REPORT, REPORT], manner=Manner(names=words)))
    shown = page.find("body").text_content()
    assert [verdict for verdict in Verdict if f"<b>word {list(Verdict).index(verdict)}</b>" not in shown] == []
    assert re.findall(r"\bmismatched\b|\bunverifiable\b", shown.replace(page.find(".//script").text, "")) == []


def test_a_panel_holds_what_an_editor_needs() -> None:
    page = parsed(render([REPORT]))
    share = page.get_element_by_id("a1-c3").text_content()
    for words in ("mismatched", "19.77 per cent", "IND export USA / IND export WLD", "around 20 per cent",
                  "Ministry of Trade", "goods and services, 2024-25", "FY2024-25 → FY2023-24", "carried over",
                  "10 June 2026"):
        assert words in share
    assert "IND|USA|export|CUCKOO-CLOCKS|goods" in page.get_element_by_id("a1-c7").text_content()
    assert "does not add up" in page.text_content()
    assert OFFICE.url in page.xpath("//section[@aria-labelledby='sources']//@href")
    assert "Licence: open" in page.text_content()


def test_many_articles_have_an_overview_and_names_of_their_own() -> None:
    error = MissingInput("lost.txt", "no such file")
    page = parsed(render([REPORT, Report(Document("rain.txt", "It rained."), ())], failures=[error]))
    rows = page.xpath("//table[contains(@class, 'overview')]/tbody/tr")
    assert [row.find(".//a").get("href") for row in rows] == ["#a1-article", "#a2-article"]
    assert [row.find("td").text for row in rows] == ["7", "0"]
    assert "No trade figures were found." in page.get_element_by_id("a2-article").text_content()
    assert "lost.txt" in page.xpath("//section[@aria-labelledby='unread']")[0].text_content()


def test_the_policy_lets_the_page_do_what_it_holds_and_no_more() -> None:
    page = parsed(render([REPORT]))
    policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']")[0].get("content")
    assert policy == content_policy()
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    for tag in ("style", "script"):
        held = page.find(f".//{tag}").text
        assert f"'sha256-{b64encode(sha256(held.encode()).digest()).decode()}'" in policy


def test_the_manual_runs() -> None:
    results = doctest.testfile(str(ROOT / "docs" / "formats" / "html.md"), module_relative=False, encoding="utf-8")
    assert (results.attempted, results.failed) == (5, 0)


def test_the_page_asks_nothing_of_any_network() -> None:
    source = render([REPORT])
    assert re.findall(r"<(?:link|img|iframe|object|embed|form|base)\b|@import|url\(|fetch\(|XMLHttp", source) == []
    own = {"stat.example"}
    assert {urlsplit(address).hostname for address in re.findall(r"https?://[^\s\"'<]+", source)} == own


def test_the_fragment(golden: Callable[[str, str], None]) -> None:
    lines = re.sub(r"(<(?:p|section|details|tr|h\d|article|div class|/div))", r"\n\1", fragment(REPORT))
    golden("fragment.html", lines + "\n")


# --- charts -----------------------------------------------------------------------------------------------------------

ranges = st.tuples(st.floats(-1e15, 1e15), st.floats(-1e15, 1e15)).filter(lambda ends: abs(ends[0] - ends[1]) > 1e-6)


@given(ranges, st.lists(st.floats(0, 1), min_size=2, max_size=5))
def test_a_scale_holds_its_values_in_order_with_zero_on_it(ends: tuple[float, float], shares: list[float]) -> None:
    low, high = sorted(ends)
    scale = Scale(low, high)
    assert len(scale.ticks) <= 7
    assert any(abs(tick) < 1e-9 * max(map(abs, scale.ticks)) for tick in scale.ticks)
    places = [scale.at(low + share * (high - low)) for share in sorted(shares)]
    assert places == sorted(places, reverse=True)
    assert all(TOP <= place <= BOTTOM for place in places)


@given(st.floats(3, 97), st.integers(1, 40), st.sampled_from([0, 33]))
def test_words_on_a_chart_stay_on_it(x: float, letters: int, margin: float) -> None:
    anchor, left, right = span(x, letters, margin)
    assert left <= x <= right
    if letters <= 20:
        assert {"start": left >= 0, "end": right <= 100, "middle": left >= 0 and right <= 100}[anchor]


@given(st.integers(5, 200), st.integers(-20, 220))
def test_the_periods_shown_are_the_latest_or_those_around_the_one_in_question(count: int, year: int) -> None:
    series = [replace(FINDINGS[1].evidence[0], period=Period.year(1800 + number)) for number in range(count)]
    shown = around(series, Period.year(1800 + year), 20)
    assert len(shown) == min(count, 20)
    assert list(shown) == series[series.index(shown[0]):][:len(shown)]
    assert not 0 <= year < count or Period.year(1800 + year) in [seen.period for seen in shown]


values = st.lists(st.decimals(-10**14, 10**14, places=2), min_size=4, max_size=70)


@given(values, st.decimals(-10**16, 10**16, places=2), st.integers(0, 90), st.sampled_from(Form),
       st.sampled_from(Verdict))
def test_any_series_can_be_drawn(
    series: list[Decimal], stated: Decimal, year: int, form: Form, verdict: Verdict,
) -> None:
    seen = tuple(replace(FINDINGS[1].evidence[0], period=Period.year(1950 + number), value=value)
                 for number, value in enumerate(series))
    said = Stated(Period.year(1940 + year), stated, stated - 1, stated + 1) if form is not Form.BARS else None
    drawn = figure(Charted(form, seen, seen[-2:], said), verdict, "USD 1")
    places = re.findall(r' (?:x|y|cx|cy|x1|x2|y1|y2|width|height)="([^"]+)%"', drawn)
    assert places
    assert [place for place in places if not 0 <= float(place) <= 100] == []


def findings_of(text: str, tables: Tables, published: date = date(2026, 1, 13)) -> tuple[Finding, ...]:
    return check_text(text, tables, published).findings


def test_a_share_is_shown_among_shares_with_what_the_text_says(tables: Tables) -> None:
    (finding,) = findings_of("The US took around 18 per cent of India's exports in 2024-25.", tables)
    shown = charted(finding, tables)
    assert shown is not None and shown.stated is not None
    assert (shown.form, shown.unit, shown.stated.value) == (Form.LINE, "percent", Decimal(18))
    assert shown.stated.low < 18 < shown.stated.high
    assert {seen.period.label for seen in shown.answers} == {"FY2024-25", "FY2023-24"}
    plot = Plot(shown, finding.verdict, finding.claim.quote)
    this_year, year_before = shown.answers
    assert plot.x(year_before.period) < plot.x(this_year.period) == plot.x(shown.stated.period)
    assert plot.y(this_year.value) < plot.y(shown.stated.value) < plot.y(year_before.value)     # higher up is less


@pytest.mark.parametrize("text, form, stated", [
    ("India's exports to the US rose 11.6 per cent in 2024-25.", Form.COLUMNS, "11.6"),
    ("India's exports to China fell 14.5 per cent in 2024-25.", Form.COLUMNS, "-14.5"),
    ("India's trade deficit with China was USD 99.2 billion in 2024-25.", Form.LINE, "-99200000000"),
    ("India's exports to the US were Rs 7.3 lakh crore in 2024-25.", Form.LINE, "7300000000000"),
    ("The United States was India's largest trading partner in 2024-25.", Form.BARS, None),
    ("India's exports to China were between USD 10 billion and USD 20 billion in 2024-25.", Form.LINE, "15000000000"),
    ("A third of India's exports went to the US in 2024-25.", Form.LINE, "33.3"),
])
def test_what_is_shown_of_a_figure(text: str, form: Form, stated: str | None, tables: Tables) -> None:
    (finding,) = findings_of(text, tables)
    shown = charted(finding, tables)
    assert shown is not None
    assert shown.form is form
    if stated is None:
        assert shown.stated is None
    else:
        assert shown.stated is not None
        assert abs(shown.stated.value - Decimal(stated)) < abs(Decimal(stated)) / 100
    drawn = parsed(figure(shown, finding.verdict, finding.claim.quote))
    table = drawn.xpath("//table/tbody/tr")
    assert len(table) == len(shown.observations)
    assert drawn.xpath("//svg/title")[0].text
    places = re.findall(r'(?:x|y|cx|cy|x1|x2|y1|y2)="(-?[\d.]+)%"', lxml.html.tostring(drawn).decode())
    assert places
    assert [place for place in places if not 0 <= float(place) <= 100] == []


def test_a_rank_by_trade_is_exports_and_imports_added_up(tables: Tables) -> None:
    (finding,) = findings_of("The United States was India's largest trading partner in 2024-25.", tables)
    shown = fragment(Report(Document("a", "largest"), (finding,)), tables)
    assert "USD 86.51 billion + USD 45.63 billion = USD 132.14 billion" in shown


def test_an_aim_stands_beyond_its_series_and_says_where_it_is_counted_otherwise(tables: Tables) -> None:
    text = ("India's trade with the US was USD 131.84 billion in 2024-25. The two countries want to raise it to "
            "USD 500 billion by 2030.")
    aim = next(each for each in findings_of(text, tables) if each.verdict is Verdict.TARGET)
    shown = charted(aim, tables)
    assert shown is not None and shown.stated is not None
    plot = Plot(shown, aim.verdict, aim.claim.quote)
    assert plot.x(shown.stated.period) > max(plot.x(seen.period) for seen in shown.observations)
    assert ("counted otherwise" in figure(shown, aim.verdict, aim.claim.quote)) is not shown.alike


def test_a_figure_far_off_the_chart_says_so(tables: Tables) -> None:
    (finding,) = findings_of("US imports from Mexico came to USD 505.5 trillion in 2024.", tables)
    shown = charted(finding, tables)
    assert shown is not None
    assert "USD 505.5 trillion, off the chart" in figure(shown, finding.verdict, finding.claim.quote)


@pytest.mark.parametrize("finding", [
    replace(FINDINGS[0], evidence=()), FINDINGS[6], replace(FINDINGS[0], claim=replace(CLAIMS[0], kind=Kind.RATE)),
], ids=["no evidence", "unverifiable", "a tariff"])
def test_what_has_no_series_has_no_chart(finding: Finding, tables: Tables) -> None:
    assert charted(finding, tables) is None


def test_too_short_a_series_is_no_chart(tables: Tables) -> None:
    key = replace(OFFICE_KEY, reporter="IND", partner="USA", product="8517")
    seen = replace(FINDINGS[1].evidence[0], key=key)
    assert len(tables.series(key)) < 4
    assert charted(replace(FINDINGS[1], evidence=(seen,)), tables) is None
