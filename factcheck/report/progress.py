"""How far a long piece of work is: on stderr, one line that rewrites itself, nothing where nobody looks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import TextIO, TypeVar

from factcheck.report.wording import many

WIDTH = 24
Item = TypeVar("Item")


class Progress:
    """A bar for the compiling of tables, called with the table, the rows done and all rows.  Nothing until called.

    Other long work says what it is `doing`, in words and in what `unit` it counts.
    """

    def __init__(
        self, stream: TextIO, doing: str = "compiling the tables into an index; this happens once", unit: str = "rows",
    ) -> None:
        self.stream, self.doing, self.unit = stream, doing, unit
        self.seen = False

    def __enter__(self) -> Progress:
        return self

    def __call__(self, what: str, done: int, total: int) -> None:
        if not self.stream.isatty():
            if not self.seen:
                self.stream.write(f"factcheck: {self.doing}\n")
            self.seen = True
            return
        filled = WIDTH * done // total if total else WIDTH
        self.stream.write(f"\r\x1b[K{'━' * filled}{'╌' * (WIDTH - filled)} {done:,} of {total:,} {self.unit}, {what}")
        self.stream.flush()
        self.seen = True

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None,
    ) -> None:
        if self.seen and self.stream.isatty():
            self.stream.write("\r\x1b[K")
            self.stream.flush()


def counted(articles: Iterable[Item], stream: TextIO) -> Iterator[Item]:
    """The articles as they come, with how many there were; how many there will be, nobody knows of a folder or a pipe.

    The cursor is left at the head of the line, so that a remark takes its place.
    """
    count = 0
    for count, article in enumerate(articles, 1):
        yield article
        stream.write(f"\r\x1b[K{many(count, 'article')}\r")
        stream.flush()
    if count:
        stream.write("\x1b[K")
        stream.flush()
