"""A page of a report: lines of styled words, wrapped and indented, through rich."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING, TextIO

from rich.console import Console
from rich.text import Text

from factcheck.report.wording import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

MEASURE = 100               # columns: longer lines of prose are hard to follow, however wide the terminal
NARROWEST = 20

Piece = tuple[str, str]     # words and their rich style, "" for none


class Page:
    """What reports are printed on.  Every word is made safe on its way: articles and tables are foreign text."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self.width = min(console.width, MEASURE)
        self.coloured = console.color_system is not None and not console.no_color
        self.symbols = codecs.lookup(console.encoding).name.startswith("utf")

    @classmethod
    def on(cls, stream: TextIO) -> Page:
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")        # an article may hold letters that the terminal has not
        return cls(Console(file=stream, highlight=False, markup=False, emoji=False))

    def paragraph(self, pieces: Sequence[Piece], indent: int = 0, hanging: int = 0, label: str | None = None) -> None:
        """Wrapped words; lines after the first go in by `hanging` more, which is room for a `label` on the first."""
        text = Text.assemble(*((_one_line(words), style) for words, style in pieces))
        lines = text.wrap(self.console, max(NARROWEST, self.width - indent - hanging))
        for number, line in enumerate(lines):
            line.rstrip()
            if number or label is None:
                self._print(Text(" " * (indent + (hanging if number else 0))) + line)
            else:
                self._print(Text.assemble(" " * indent, (f"{plain(label):<{hanging}}", "dim"), line))

    def line(self, pieces: Sequence[Piece], indent: int = 0) -> None:
        """One line that is never broken, so that an address in it can be copied whole."""
        self._print(Text.assemble(" " * indent, *((_one_line(words), style) for words, style in pieces)))

    def blank(self) -> None:
        self._print(Text())

    def _print(self, text: Text) -> None:
        self.console.print(text, no_wrap=True, overflow="ignore", crop=False, soft_wrap=True)


def _one_line(words: str) -> str:
    """Safe, with the blanks at the ends kept: pieces are joined as they are."""
    before = words[: len(words) - len(words.lstrip(" "))]
    after = words[len(words.rstrip(" ")):] if words.strip(" ") else ""
    return before + plain(words) + after
