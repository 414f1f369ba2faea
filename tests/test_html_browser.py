"""The report in a browser: pointed at, filtered, gone through by keyboard, printed, and by rules of access.

Needs the extra `browser` and a Chromium (`apt-get install chromium`, or FACTCHECK_CHROMIUM for its path).
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from factcheck.api import Report, check_text
from factcheck.inputs import Document
from factcheck.report.html import render
from sources.tables import Tables
from tests.findings import REPORT

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = os.environ.get("FACTCHECK_CHROMIUM") or shutil.which("chromium")
missing = [name for name, there in (
    ("the extra browser (pip install factcheck-trade[browser])", find_spec("axe_playwright_python")),
    ("a Chromium (apt-get install chromium)", CHROMIUM)) if not there]
pytestmark = pytest.mark.skipif(bool(missing), reason=f"needs {' and '.join(missing)}")

QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
         "--disable-sync", "--no-first-run"]
ARTICLE = """India and the US

Trade between the two countries was USD 131.84 billion in 2024-25. The US takes around 18 per cent of India's exports.

India's exports to the US rose 11.6 per cent to USD 86.51 billion in 2024-25. India's exports were USD 512.6 billion \
in 2024-25. The United States was India's largest trading partner in 2024-25. Exports of carpets to Germany were worth \
Rs 412 crore."""
WIDE, PHONE, SMALLEST = (1440, 900), (390, 844), (320, 640)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, compiled: None) -> str:
    """Two articles, one of them with a figure of every verdict, none of them kind to HTML."""
    tables = Tables.bundled()
    document = REPORT.document
    hostile = "<img src=https://evil.example/x onerror=document.title='evil'> \u202e'\"></style><script>"
    odd = Report(replace(document, name=hostile, title=hostile), REPORT.findings, REPORT.arithmetic)
    checked = check_text(ARTICLE, tables, date(2026, 1, 13), "India and the US")
    path = tmp_path_factory.mktemp("html") / "report.html"
    path.write_text(render([checked, odd, Report(Document("rain.txt", "It rained."), ())], tables), encoding="utf-8")
    return path.as_uri()


@pytest.fixture
def open_page(browser: Browser, address: str) -> Iterator[Any]:
    """open_page(size, dark=..., script=...): the report; at the end, what the browser complained of or asked for."""
    complaints: list[str] = []
    contexts = []

    def opened(size: tuple[int, int] = WIDE, *, dark: bool = False, script: bool = True, at: str = "") -> Page:
        context = browser.new_context(viewport={"width": size[0], "height": size[1]}, java_script_enabled=script,
                                      color_scheme="dark" if dark else "light", reduced_motion="reduce")
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda asked: complaints.append(asked.url) if asked.url.split("#")[0] != address else None)
        page.goto(address + at)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


def audited(page: Page) -> list[tuple[str, list[str]]]:
    """What axe-core finds fault with: rule and places."""
    from axe_playwright_python.sync_playwright import Axe

    # The policy of the page lets no foreign script in; the test's own world may bring one.
    found = Axe().run(page).response["violations"]
    return [(rule["id"], [node["html"][:90] for node in rule["nodes"]]) for rule in found]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, SMALLEST], ids=["wide", "small"])
def test_it_keeps_the_rules_of_access(open_page: Any, dark: bool, size: tuple[int, int]) -> None:
    page = open_page(size, dark=dark)
    page.click(".all")
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    assert audited(page) == []


@pytest.mark.parametrize("size", [WIDE, PHONE, SMALLEST], ids=["wide", "phone", "small"])
@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_nothing_sticks_out(open_page: Any, size: tuple[int, int], script: bool) -> None:
    page = open_page(size, script=script)
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]


def test_hostile_words_are_words(open_page: Any) -> None:
    page = open_page()
    assert page.title() == "3 articles: trade figures checked"
    assert page.locator("img").count() == 0
    assert "<img src=https://evil.example/x" in page.locator("#a2-article-title").inner_text()


def test_a_figure_of_the_text_opens_its_panel_and_escape_leads_back(open_page: Any) -> None:
    page = open_page()
    figure, panel = page.locator("a.figure", has_text="131.84"), page.locator("#a1-c1")
    assert not panel.evaluate("each => each.open")
    figure.click()
    assert panel.evaluate("each => each.open")
    assert panel.locator("table.evidence").is_visible()
    assert figure.get_attribute("aria-current") == "true"
    assert page.evaluate("document.activeElement.parentElement.id") == "a1-c1"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.textContent") == "USD 131.84 billion"
    assert figure.get_attribute("aria-current") is None


def test_it_can_be_read_by_keyboard_alone(open_page: Any) -> None:
    page = open_page()

    def focused() -> str:
        return str(page.evaluate("document.activeElement.id || document.activeElement.parentElement.id"))

    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Skip to the articles"
    page.keyboard.press("Enter")
    assert focused() == "main"
    first, second = page.locator(".panel").nth(0), page.locator(".panel").nth(1)
    assert first.get_attribute("data-verdict") == "mismatched"      # what needs attention comes first
    page.keyboard.press("j")
    assert focused() == first.get_attribute("id")
    page.keyboard.press("j")
    assert focused() == second.get_attribute("id")
    page.keyboard.press("k")
    assert focused() == first.get_attribute("id")
    assert first.evaluate("each => each.open")
    page.keyboard.press("Enter")
    assert not first.evaluate("each => each.open")
    assert page.locator(":focus").evaluate("each => getComputedStyle(each).outlineStyle") == "solid"
    for _ in range(40):
        page.keyboard.press("j")
    assert focused() == page.locator(".panel").last.get_attribute("id")


def test_filters_show_a_verdict_alone_and_say_how_many(open_page: Any) -> None:
    page = open_page()
    everything = page.locator(".panel").count()
    button = page.locator(".filter.mismatched")
    button.click()
    shown = page.locator(".panel:visible")
    assert button.get_attribute("aria-pressed") == "true"
    assert {each.get_attribute("data-verdict") for each in shown.all()} == {"mismatched"}
    assert page.locator("[role=status]").inner_text() == f"{shown.count()} of {everything} figures shown"
    assert page.locator("a.figure:not(.muted)").count() == shown.count()
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.parentElement.dataset.verdict") == "mismatched"
    page.locator(".filter.contradicted").click()
    assert page.locator(".panel:visible").count() > shown.count() - 1
    button.click()
    page.locator(".filter.contradicted").click()
    assert page.locator(".panel:not([hidden])").count() == everything
    assert page.locator("[role=status]").inner_text() == ""
    assert not page.locator("#a1-c7").is_visible()
    page.locator(".filter.unverifiable").click()
    assert page.locator("#a1-c7").is_visible()      # what could not be checked is unfolded by asking for it


def test_a_figure_that_could_not_be_checked_is_unfolded_from_the_text(open_page: Any) -> None:
    page = open_page()
    panel = page.locator(".fold .panel").first
    assert not panel.is_visible()
    page.locator(f"#{panel.get_attribute('id')}-text").click()
    assert panel.is_visible()


def test_the_correction_can_be_copied(open_page: Any) -> None:
    page = open_page()
    page.locator("#a1-c2 .copy").click()
    page.locator("#a1-c2 .copy", has_text="Copied").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == "around 20 per cent"


def test_all_can_be_opened_and_folded(open_page: Any) -> None:
    page = open_page()
    panels = page.locator(".panel").count()
    page.click(".all")
    assert page.locator(".panel[open]").count() == panels
    page.click(".all")
    assert page.locator(".panel[open]").count() == 0


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_light_and_dark_follow_the_reader_who_may_change_them(open_page: Any, dark: bool) -> None:
    page = open_page(dark=dark)
    ground = "getComputedStyle(document.documentElement).backgroundColor"
    light, black = "rgb(255, 255, 255)", "rgb(22, 22, 21)"
    assert page.evaluate(ground) == (black if dark else light)
    page.click(".theme")
    assert page.evaluate(ground) == (light if dark else black)


def test_an_address_may_name_a_figure(open_page: Any) -> None:
    page = open_page(at="#a1-c3")
    assert page.locator("#a1-c3").evaluate("each => each.open && each.classList.contains('selected')")


def test_without_script_it_is_a_page_to_read(open_page: Any) -> None:
    page = open_page(script=False)
    assert not page.locator(".controls").is_visible()
    assert not page.locator(".copy").first.is_visible()
    panel = page.locator("#a1-c1")
    assert not panel.locator("table.evidence").is_visible()
    panel.locator("summary").first.click()
    assert panel.locator("table.evidence").is_visible()
    assert page.locator("#a1-c2 figure.chart svg.plot").is_visible()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_on_paper_everything_is_open_on_white(open_page: Any, script: bool, tmp_path: Path) -> None:
    page = open_page(script=script, dark=True)
    page.emulate_media(media="print", color_scheme="dark")
    assert page.locator("#a1-c1 table.evidence").is_visible()
    assert page.locator("#a1-c2 figure.chart").is_visible()
    assert not page.locator(".controls").is_visible()
    assert page.locator("body").evaluate("each => getComputedStyle(each).color") == "rgb(27, 27, 26)"
    assert page.pdf(path=str(tmp_path / "page.pdf"), format="A4").startswith(b"%PDF")
