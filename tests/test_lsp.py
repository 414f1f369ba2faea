"""The editor server, spoken to by a real client over standard input and output."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

pytestmark = [pytest.mark.skipif(not find_spec("pygls"), reason="the lsp extra"), pytest.mark.usefixtures("compiled")]

WRONG = "India's exports to the United States were USD 77.52 billion in 2024-25."
RIGHT = "India's exports to the United States were USD 86.51 billion in 2024-25."
WAIT = 30


class Editor:
    """A client with one document open: what a person does, and what is shown for it."""

    def __init__(self, client: Any, uri: str) -> None:
        self.client, self.uri, self.version = client, uri, 0

    async def open(self, text: str, language: str = "markdown") -> list[Any]:
        from lsprotocol import types

        item = types.TextDocumentItem(self.uri, language, self.version, text)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))
        return await self.shown()

    def type(self, text: str) -> None:
        from lsprotocol import types

        self.version += 1
        self.client.text_document_did_change(types.DidChangeTextDocumentParams(
            types.VersionedTextDocumentIdentifier(self.version, self.uri),
            [types.TextDocumentContentChangeWholeDocument(text)]))

    async def shown(self) -> list[Any]:
        """The diagnostics of the newest version."""
        while True:
            told = await asyncio.wait_for(self.client.told.get(), WAIT)
            if told.uri == self.uri and told.version in (self.version, None):
                return list(told.diagnostics)

    async def hover(self, line: int, character: int) -> str | None:
        from lsprotocol import types

        found = await self.client.text_document_hover_async(types.HoverParams(
            types.TextDocumentIdentifier(self.uri), types.Position(line, character)))
        return found.contents.value if found else None

    async def fixes(self, line: int, character: int) -> list[Any]:
        from lsprotocol import types

        at = types.Position(line, character)
        return list(await self.client.text_document_code_action_async(types.CodeActionParams(
            types.TextDocumentIdentifier(self.uri), types.Range(at, at), types.CodeActionContext([]))) or [])


def edit(path: Path, work: Callable[[Editor], Awaitable[None]], *encodings: str) -> None:
    """Starts the server, does `work` with an editor on `path`, and ends it as an editor does."""

    async def session() -> None:
        from lsprotocol import types
        from pygls.lsp.client import LanguageClient

        client: Any = LanguageClient("a test", "1")
        client.told = asyncio.Queue()
        client.messages = []
        client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)(lambda told: client.told.put_nowait(told))
        client.feature(types.WINDOW_SHOW_MESSAGE)(lambda told: client.messages.append(told))
        await client.start_io(sys.executable, "-m", "factcheck", "lsp")
        general = types.GeneralClientCapabilities(
            position_encodings=[types.PositionEncodingKind(each) for each in encodings] or None)
        await asyncio.wait_for(client.initialize_async(types.InitializeParams(
            capabilities=types.ClientCapabilities(general=general), process_id=None, root_uri=None)), WAIT)
        client.initialized(types.InitializedParams())
        try:
            await work(Editor(client, path.as_uri()))
        finally:
            await asyncio.wait_for(client.shutdown_async(None), WAIT)
            client.exit(None)
            await asyncio.wait_for(client.stop(), WAIT)

    asyncio.run(session())


def test_a_wrong_figure_is_marked_explained_and_corrected(tmp_path: Path) -> None:
    async def work(editor: Editor) -> None:
        [found] = await editor.open(f"# Trade\n\n{WRONG}\n")
        assert (found.range.start.line, found.range.start.character) == (2, WRONG.index("USD"))
        assert found.range.end.character == WRONG.index(" in 2024-25")
        assert (found.code, found.source) == ("other-period", "factcheck")
        told = await editor.hover(2, WRONG.index("77"))
        assert told and "mismatched" in told and "2023" in told and "http" in told
        assert await editor.hover(0, 1) is None
        [fix] = await editor.fixes(2, WRONG.index("77"))
        [change] = fix.edit.document_changes
        assert change.text_document.version == editor.version
        [correction] = change.edits
        assert correction.range == found.range and correction.new_text.startswith("USD 86.5")
        editor.type(f"# Trade\n\n{WRONG.replace('USD 77.52 billion', correction.new_text)}\n")
        assert await editor.shown() == []
        told = await editor.hover(2, WRONG.index("77"))
        assert told and "supported" in told

    edit(tmp_path / "a.md", work)


def test_typing_is_followed_and_stale_text_is_not_told(tmp_path: Path) -> None:
    async def work(editor: Editor) -> None:
        assert await editor.open("") == []
        for end in range(1, len(WRONG)):
            editor.type(WRONG[:end])
        editor.type(WRONG)
        assert len(await editor.shown()) == 1
        editor.type(RIGHT)
        assert await editor.hover(0, WRONG.index("77")) is None, "nothing is told of a text that is there no more"
        assert await editor.shown() == []

    edit(tmp_path / "a.md", work)


@pytest.mark.parametrize("encoding, width", [("utf-8", 4), ("utf-16", 2), ("utf-32", 1)])
def test_places_are_counted_as_was_agreed(tmp_path: Path, encoding: str, width: int) -> None:
    async def work(editor: Editor) -> None:
        [found] = await editor.open(f"Markets\r\n\U0001f4c8 {WRONG}")
        assert (found.range.start.line, found.range.start.character) == (1, WRONG.index("USD") + 1 + width)
        assert await editor.hover(1, found.range.start.character + 3)

    edit(tmp_path / "a.txt", work, encoding)


def test_the_desks_own_rules_hold_in_the_editor(tmp_path: Path) -> None:
    (tmp_path / "factcheck.toml").write_text('[severities]\nother-period = "error"\n', encoding="utf-8")

    async def work(editor: Editor) -> None:
        [found] = await editor.open(WRONG)
        assert found.severity == 1
        editor.type(f"{WRONG} <!-- factcheck: ignore quoted from the speech -->")
        assert await editor.shown() == []
        editor.type("Talks will go on. <!-- factcheck: ignore quoted from the speech -->")
        [unused] = await editor.shown()
        assert unused.code == "ignore-unused"
        (tmp_path / "factcheck.toml").write_text("colour = 1\n", encoding="utf-8")
        editor.type(WRONG)
        while not editor.client.messages:
            await asyncio.sleep(0.05)
        assert "colour" in editor.client.messages[0].message

    edit(tmp_path / "a.md", work)


def test_pages_are_left_to_the_command_line(tmp_path: Path) -> None:
    async def work(editor: Editor) -> None:
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(editor.open(f"<p>{WRONG}</p>", "html"), 2)

    edit(tmp_path / "a.html", work)


def test_a_page_under_the_name_of_a_text_is_not_marked_in_the_wrong_places(tmp_path: Path) -> None:
    async def work(editor: Editor) -> None:
        page = f"<!doctype html><html><body><article><p>{WRONG}</p></article></body></html>"
        assert await editor.open(page, "plaintext") == []

    edit(tmp_path / "a.txt", work)


@given(st.text(st.sampled_from("a\n\r\u2028\x0b\x85\U0001f600é"), max_size=20),
       st.sampled_from(["utf-8", "utf-16", "utf-32"]))
def test_every_place_is_found_again(text: str, encoding: str) -> None:
    from lsprotocol.types import PositionEncodingKind

    from factcheck.lsp.positions import Positions

    positions = Positions(text, PositionEncodingKind(encoding))
    for offset in range(len(text) + 1):
        if text[offset - 1:offset + 1] != "\r\n":        # no place of its own
            assert positions.offset(positions.position(offset)) == offset
