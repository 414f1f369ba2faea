"""The server's page in a browser: text pasted, a file dropped, keys alone, rules of access, no script."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec
from typing import Any

import pytest

from tests.test_html_browser import PHONE, WIDE, audited, browser, missing
from tests.test_serve import WRONG, server

__all__ = ["browser", "server"]         # fixtures
if not find_spec("uvicorn"):
    missing.append("the extra serve")
pytestmark = pytest.mark.skipif(bool(missing), reason=f"needs {' and '.join(missing)}")

DROP = """([name, words]) => {
  const files = new DataTransfer();
  files.items.add(new File([words], name, {type: "text/plain"}));
  document.dispatchEvent(new DragEvent("drop", {dataTransfer: files, bubbles: true, cancelable: true}));
}"""


@pytest.fixture
def open_page(browser: Any, server: str) -> Iterator[Any]:
    """open_page(size, dark=..., script=...): the page; at the end, what the browser complained of."""
    complaints: list[str] = []
    contexts = []

    def opened(size: tuple[int, int] = WIDE, *, dark: bool = False, script: bool = True) -> Any:
        context = browser.new_context(viewport={"width": size[0], "height": size[1]}, java_script_enabled=script,
                                      color_scheme="dark" if dark else "light")
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda asked: None if asked.url.startswith(server) else complaints.append(asked.url))
        page.goto(server)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


def done(page: Any) -> Any:
    """The frame with the findings, when they are there."""
    page.locator(".state", has_text="Done in").wait_for(timeout=30_000)
    return page.frame_locator("#view")


def test_pasted_text_is_checked_and_shown(open_page: Any) -> None:
    page = open_page()
    page.fill("#text", WRONG)
    page.click(".send")
    shown = done(page)
    assert shown.locator(".text a.figure").inner_text() == "USD 77.52 billion"
    assert "1 figure marked" in page.inner_text(".state") and page.locator("progress").is_hidden()
    page.click(".clear")
    assert page.locator("#view").is_hidden() and page.input_value("#text") == ""


def test_a_dropped_file_is_checked(open_page: Any) -> None:
    page = open_page()
    page.evaluate(DROP, ["draft.txt", WRONG])
    assert done(page).locator("h2", has_text="draft.txt").count() == 1


def test_it_can_be_used_by_keyboard_alone(open_page: Any) -> None:
    page = open_page()
    for _ in range(2):
        page.keyboard.press("Tab")
    page.keyboard.type(WRONG)
    page.keyboard.press("Control+Enter")
    assert done(page).locator(".text a.figure").count() == 1


def test_nothing_to_check_is_said_and_not_sent(open_page: Any) -> None:
    page = open_page()
    page.click(".send")
    assert "Paste the text" in page.inner_text(".state")
    assert page.evaluate("document.activeElement.id") == "text"


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_it_keeps_the_rules_of_access(open_page: Any, dark: bool, size: tuple[int, int]) -> None:
    page = open_page(size, dark=dark)
    page.fill("#text", WRONG)
    page.click(".send")
    done(page)
    assert audited(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_without_script_the_form_still_sends_and_the_frame_shows(open_page: Any) -> None:
    page = open_page(script=False)
    page.fill("#text", WRONG)
    page.click(".send")
    assert page.frame_locator("#view").locator(".text a.figure").inner_text() == "USD 77.52 billion"
