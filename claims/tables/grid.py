"""Tables drawn with bars: where they stand in a text, their rows and their cells."""

from __future__ import annotations

import re
from collections.abc import Iterator

from claims.pattern import pattern
from sources.terms.vocabulary import value

BAR = "|"
LINE = pattern(r"(?m)^[^\n]*\|[^\n]*")  # only from where a line begins: a long line without bars is passed over once
RULE = pattern(r"[\s|:+=-]*")  # parts the head of a table from its body
GAP = pattern(r"\s*")
FEWEST = 2  # rows of a table


@value
class Cell:
    """What stands between two bars: text[start:end] == words."""

    start: int
    end: int
    words: str


@value
class Row:
    """A line with bars, without the empty cells that its outer bars make."""

    start: int
    end: int
    cells: tuple[Cell, ...]


@value
class Grid:
    """The rows of one table, and the offsets between which they stand."""

    start: int
    end: int
    rows: tuple[Row, ...]


def grids(text: str) -> Iterator[Grid]:
    """The tables of `text`: two rows or more, with nothing but blank lines between them."""
    run: list[re.Match[str]] = []
    for line in LINE.finditer(text) if BAR in text else ():
        if run and GAP.fullmatch(text, run[-1].end(), line.start()) is None:
            yield from _grid(run)
            run = []
        run.append(line)
    yield from _grid(run)


def _grid(lines: list[re.Match[str]]) -> Iterator[Grid]:
    if len(lines) >= FEWEST:
        rows = tuple(_row(line) for line in lines if RULE.fullmatch(line.group()) is None)
        yield Grid(lines[0].start(), lines[-1].end(), rows)


def _row(line: re.Match[str]) -> Row:
    cells = []
    at = line.start()
    for part in line.group().split(BAR):
        words = part.strip()
        start = at + (len(part) - len(part.lstrip()) if words else 0)
        cells.append(Cell(start, start + len(words), words))
        at += len(part) + 1
    if not cells[0].words:
        del cells[0]
    if cells and not cells[-1].words:
        del cells[-1]
    return Row(line.start(), line.end(), tuple(cells))
