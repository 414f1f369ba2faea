"""A page of a report: styled words, wrapped and indented, in colour through rich where a terminal shows colour.

Rich costs as much time as reading a short article, so a pipe, which gets plain words, does not pay for it.
"""

from __future__ import annotations

import codecs
import os
import unicodedata
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, TextIO

from factcheck.report.wording import plain

if TYPE_CHECKING:
    from rich.console import Console

MEASURE = 100               # columns: longer lines of prose are hard to follow, however wide the terminal
NARROWEST = 20
PIPED = 80                  # columns where there is no terminal to ask

INDENT = 2                  # columns that what belongs to a line goes in by
LABELS = 8                  # columns for "tables", "source", "write"

Piece = tuple[str, str]     # words and their rich style, "" for none


class Page:
    """What reports are printed on.  Every word is made safe on its way: articles and tables are foreign text."""

    def __init__(self, stream: TextIO, width: int = PIPED, console: Console | None = None) -> None:
        """With a `console`, in colour through it; else plainly to `stream`."""
        self.stream = stream
        self.width = min(width, MEASURE)
        self.console = console
        self.symbols = codecs.lookup(getattr(stream, "encoding", None) or "utf-8").name.startswith("utf")

    @classmethod
    def on(cls, stream: TextIO) -> Page:
        """For a terminal as wide as it is and in its colours; for a pipe 80 columns or $COLUMNS, plain.

        NO_COLOR, FORCE_COLOR and TERM=dumb are heeded.
        """
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")        # an article may hold letters that the terminal has not
        width = int_or(os.environ.get("COLUMNS"), PIPED)
        if stream.isatty():
            from shutil import get_terminal_size  # here, for it loads all that packs files

            width = get_terminal_size((PIPED, 25)).columns
        forced = os.environ.get("FORCE_COLOR", "") not in ("", "0")
        if os.environ.get("NO_COLOR") or not (forced or stream.isatty()) or os.environ.get("TERM") == "dumb":
            return cls(stream, width)
        from rich.console import Console

        return cls(stream, width, Console(file=stream, highlight=False, markup=False, emoji=False))

    @property
    def coloured(self) -> bool:
        return self.console is not None

    def paragraph(self, pieces: Sequence[Piece], indent: int = 0, hanging: int = 0, label: str | None = None) -> None:
        """Wrapped words; lines after the first go in by `hanging` more, which is room for a `label` on the first."""
        safe = [(one_line(words), style) for words, style in pieces]
        text = "".join(words for words, _ in safe)
        room = max(NARROWEST, self.width - indent - hanging)
        for number, (start, end) in enumerate(lines(text, room)):
            if number or label is None:
                margin = (" " * (indent + (hanging if number else 0)), "")
            else:
                margin = (f"{'':{indent}}{plain(label):<{hanging}}", "dim")
            self._print([margin, *cut(safe, start, end)])

    def line(self, pieces: Sequence[Piece], indent: int = 0) -> None:
        """One line that is never broken, so that an address in it can be copied whole."""
        self._print([(" " * indent, ""), *((one_line(words), style) for words, style in pieces)])

    def blank(self) -> None:
        self._print([])

    def _print(self, pieces: Sequence[Piece]) -> None:
        if self.console is None:
            self.stream.write("".join(words for words, _ in pieces).rstrip() + "\n")
            return
        from rich.text import Text

        self.console.print(Text.assemble(*pieces), no_wrap=True, overflow="ignore", crop=False, soft_wrap=True)


def lines(text: str, room: int) -> Iterator[tuple[int, int]]:
    """Where each line of `text` starts and ends, of at most `room` columns; a word that is longer is broken."""
    start = end = 0             # of the line so far, its last blank left out
    at, length = 0, len(text)
    if text.isascii() and length <= room:
        yield 0, length
        return
    while at < length:
        stop = text.find(" ", at)
        stop = length if stop < 0 else stop
        while columns(text[start:stop]) > room:
            if end > start:
                yield start, end
                start = at
            else:
                broken = start + fitting(text, start, room)
                yield start, broken
                start = broken
            end = start
        end = stop
        at = stop + 1
        if start == end:        # blanks at the head of a line that follows another
            start = end = at
    if end > start:
        yield start, end


def fitting(text: str, start: int, room: int) -> int:
    """How many letters from `start` on fit into `room` columns, at least one."""
    count = 1
    while columns(text[start:start + count + 1]) <= room and start + count < len(text):
        count += 1
    return count


def columns(text: str) -> int:
    """How wide a terminal shows `text`: East Asian letters take two columns, combining marks none."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(letter) else 2 if unicodedata.east_asian_width(letter) in "WF" else 1
        for letter in text
    )


def cut(pieces: Sequence[Piece], start: int, end: int) -> Iterator[Piece]:
    """The pieces of the text between two offsets."""
    at = 0
    for words, style in pieces:
        left, right = max(start - at, 0), min(end - at, len(words))
        if left < right:
            yield words[left:right], style
        at += len(words)


def one_line(words: str) -> str:
    """Safe, with a blank at either end kept: pieces are joined as they are."""
    inner = plain(words)
    if not inner:
        return words if words.isspace() and words.isprintable() else ""
    before = words[: len(words) - len(words.lstrip(" "))]
    return before + inner + words[len(words.rstrip(" ")):]


def int_or(written: str | None, otherwise: int) -> int:
    return int(written) if written and written.isdecimal() and int(written) else otherwise
