"""The server that an editor starts: it hears of every change and answers with what was found."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path

from factcheck import __version__
from factcheck.lsp.checked import Checked, checked
from sources.terms.errors import TradeError

if TYPE_CHECKING:
    from factcheck.config import Config
    from sources.tables import Tables

PAUSE = 0.25                    # seconds without a change before a text is checked
UNREAD = frozenset({"html", "xml", "json"})     # the text that is read of these is not the text that lies in the file


class Server(LanguageServer):
    """Keeps, for each open document, its newest state that was checked."""

    def __init__(self, folders: tuple[Path, ...] = (), config_file: Path | None = None) -> None:
        super().__init__("factcheck", __version__)
        self.folders, self.config_file = folders, config_file
        self.checked: dict[str, Checked] = {}
        self.waiting: dict[str, asyncio.Task[None]] = {}
        self.complaints: dict[str, str] = {}
        self._tables: dict[tuple[Path, ...], Tables] = {}
        self._thread = ThreadPoolExecutor(1, "check")       # beside the loop, so that typing is never waited for

    def changed(self, uri: str, pause: float = PAUSE) -> None:
        """The text of `uri` is another one: checks it when it has been still for `pause` seconds."""
        self.forget(uri)
        self.waiting[uri] = asyncio.ensure_future(self._check(uri, pause))

    def forget(self, uri: str) -> None:
        if task := self.waiting.pop(uri, None):
            task.cancel()

    async def _check(self, uri: str, pause: float) -> None:
        await asyncio.sleep(pause)
        document = self.workspace.get_text_document(uri)
        if document.language_id in UNREAD:
            return
        name = to_fs_path(uri) or uri
        encoding = types.PositionEncodingKind(self.workspace.position_encoding)
        try:
            config = self._config(name)
            work = asyncio.get_running_loop().run_in_executor(
                self._thread, lambda: checked(name, document.source, document.version, encoding,
                                              self._opened(config), config))
            found = await work
        except TradeError as error:
            self._complain(name, str(error))
            return
        self.complaints.pop(name, None)
        if self.workspace.get_text_document(uri).version != document.version:
            return                      # there is a newer text already, and its check is on the way
        if found:
            self.checked[uri] = found
        else:
            self.checked.pop(uri, None)
        self.publish(uri, list(found.diagnostics(uri)) if found else [], document.version)

    def publish(self, uri: str, diagnostics: list[types.Diagnostic], version: int | None = None) -> None:
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, diagnostics, version))

    def current(self, uri: str) -> Checked | None:
        """What is known of the text as the editor has it now; nothing while a newer one waits for its check."""
        found = self.checked.get(uri)
        return found if found and found.version == self.workspace.get_text_document(uri).version else None

    def _config(self, name: str) -> Config:
        from factcheck.config import load

        return load([name], self.config_file)

    def _opened(self, config: Config) -> Tables:
        """In the checking thread alone.  The first opening may compile the index."""
        from sources.tables import Tables

        folders = self.folders or config.tables
        if folders not in self._tables:
            self._tables[folders] = Tables.bundled(folders)
        return self._tables[folders]

    def _complain(self, name: str, message: str) -> None:
        """Once for each trouble, not at every key."""
        if self.complaints.get(name) != message:
            self.complaints[name] = message
            self.window_show_message(types.ShowMessageParams(types.MessageType.Error, f"factcheck: {message}"))


def server(folders: tuple[Path, ...] = (), config_file: Path | None = None) -> Server:
    """A server with all that it answers to; `start_io()` runs it."""
    made = Server(folders, config_file)

    @made.feature(types.TEXT_DOCUMENT_DID_OPEN)
    async def opened(told: types.DidOpenTextDocumentParams) -> None:
        made.changed(told.text_document.uri, 0)

    @made.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    async def changed(told: types.DidChangeTextDocumentParams) -> None:
        made.changed(told.text_document.uri)

    @made.feature(types.TEXT_DOCUMENT_DID_SAVE)
    async def saved(told: types.DidSaveTextDocumentParams) -> None:
        made.changed(told.text_document.uri, 0)

    @made.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    async def closed(told: types.DidCloseTextDocumentParams) -> None:
        made.forget(told.text_document.uri)
        made.checked.pop(told.text_document.uri, None)
        made.publish(told.text_document.uri, [])

    @made.feature(types.TEXT_DOCUMENT_HOVER)
    async def hover(asked: types.HoverParams) -> types.Hover | None:
        found = made.current(asked.text_document.uri)
        return found.hover(asked.position) if found else None

    @made.feature(types.TEXT_DOCUMENT_CODE_ACTION,
                  types.CodeActionOptions(code_action_kinds=[types.CodeActionKind.QuickFix]))
    async def fix(asked: types.CodeActionParams) -> list[types.CodeAction]:
        found = made.current(asked.text_document.uri)
        return list(found.fixes(asked.text_document.uri, asked.range)) if found else []

    return made
