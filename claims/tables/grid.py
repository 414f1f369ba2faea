"""Where tables stand in a text: drawn with bars, set in columns, or copied with one cell a line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile

from claims.pattern import pattern
from sources.terms.vocabulary import value

BAR = "|"
OUTER = " |\r"
GROUPS = r"\d{1,3}(?:[ \u00a0\u202f'’]\d{3})+(?:[.,]\d+)?|\d[\d,.]*"
NUMBER = pattern(
    rf"(?P<open>\()?\s?(?P<minus>\(-\)|[-−–])?\+?\s?(?P<digits>{GROUPS})(?P<tail>\s?%?\)?\s?%?)"
    r"\s?(?:\([A-Z]{1,2}\)|[*#†‡])?"
)
NOTHING = frozenset({"-", "–", "—", "..", "...", "n.a.", "na", "n/a", "nil", "*", "#"})
WIDE = ("\t", "  ")  # where columns are set apart
APART = pattern(r"\S(?:\t| {2,})\S")
# Figures each on a line of its own.  No two parts of it that follow each other can take the same character, so that a
# million line ends take no longer than other text.
STACKED = pattern(
    r"(?m:^[^\w\n]*\d[\d., ]*(?:[^\w\n., ][^\w\n]*)?\n\s*(?:[^\w\s][^\w\n]*)?\d[\d., ]*(?:[^\w\n., ][^\w\n]*)?$)"
)
LINE = pattern(r"[^\n]+")
RULE = pattern(r"[\s|:+=-]*")  # parts the head of a table from its body
GAP = pattern(r"\t| {2,}")
ASIDE = pattern(r"\([^()\d]*\)\W*")  # "(USD Billion)", on a line of its own
MARKED = pattern(r"[\d%$€£¥₹]")  # what heads a column of figures: a time or a unit
STOPS = (".", "!", "?", "।", ":", ";", ",")
FEWEST = 2  # rows of a table
SHORT = 60  # characters of a line that may be a cell


@value
class Cell:
    """What stands in one place of a table: text[start:end] == words."""

    start: int
    end: int
    words: str

    @property
    def bare(self) -> bool:
        """Whether it is a figure and nothing else, or says that there is none."""
        return NUMBER.fullmatch(self.words) is not None or self.words.lower() in NOTHING


Row = Sequence[Cell]


def grids(text: str) -> Iterator[Sequence[Row]]:
    """The tables of `text`: lines that stand together, with nothing but blank lines between them."""
    run: list[Row] = []
    drawn: bool | None = None
    for line in LINE.finditer(text) if has_table(text) else ():
        words = line.group()
        if RULE.fullmatch(words):
            continue
        bars = True if BAR in words.strip(OUTER) else None if BAR in words else False  # None: its bars part nothing
        cells = _cells(text, line.start(), words, bool(bars))
        if not cells or not (drawn is bars or None in (drawn, bars)):
            yield from _grid(text, run)
            run, drawn = [], bars
        if cells:
            run.append(cells)
            drawn = bars if drawn is None else drawn
    yield from _grid(text, run)


def has_table(text: str) -> bool:
    """Whether a text may have one; most have none, and the one that takes long is asked where blanks are wide."""
    apart = any(blank in text for blank in WIDE) and APART.search(text) is not None
    return apart or BAR in text or STACKED.search(text) is not None


def _cells(text: str, at: int, words: str, bars: bool) -> Row:
    """The cells of a line, without the empty ones outside its bars; none where it is no line of a table."""
    cells = []
    for part in words.split(BAR) if bars else GAP.split(words.strip(OUTER)):
        word = part.strip()
        at = text.index(word, at) if word else at + bars
        cells.append(Cell(at, at + len(word), word))
        at += len(word)
    cells = cells[not cells[0].words : len(cells) - (not cells[-1].words)]
    told = not bars and any(
        len(one.words) > SHORT or (one.words.endswith(STOPS) and (then is None or not then.bare))
        for one, then in zip(cells, [*cells[1:], None], strict=True))
    return () if told else cells


def _grid(text: str, lines: Sequence[Row]) -> Iterator[Sequence[Row]]:
    wide = [at for at, cells in enumerate(lines) if len(cells) > 1]
    rows = lines[wide[0] : wide[-1] + 1] if len(wide) >= FEWEST else _stacked(text, [cells[0] for cells in lines])
    if rows:
        yield rows


def _stacked(text: str, lines: Row) -> Sequence[Row]:
    """The rows of a table whose cells stand one below the other: labels, each followed by as many figures."""
    cells: list[Cell] = []
    for cell in lines:
        if cells and ASIDE.fullmatch(cell.words) and not cells[-1].bare:
            cell = Cell(cells[-1].start, cell.end, text[cells.pop().start : cell.end])
        cells.append(cell)
    edges = [at for at, (one, then) in enumerate(pairwise(cells), 1) if one.bare is not then.bare]
    runs = [(start, end) for start, end in pairwise([*edges, len(cells)]) if cells[start].bare]
    width = runs[0][1] - runs[0][0] if runs else 0
    runs = list(takewhile(lambda run: run[1] - run[0] == width, runs))
    if width < FEWEST or len(runs) < FEWEST:
        return []
    rows = _heads(cells[: runs[0][0]], width) or [cells[runs[0][0] - 1 : runs[0][0]]]
    end = runs[0][0]
    for start, last in runs:
        rows += [[cell] for cell in cells[end:start]]
        rows[-1] = [*rows[-1], *cells[start:last]]
        end = last
    return rows


def _heads(cells: Row, width: int) -> list[Row]:
    """The headings over columns of figures, a row each, and what stands below them, up to the first label."""
    for last in (len(cells) - 1, len(cells) - 2):  # a line may say what all rows below are of
        found: list[Row] = []
        end = last
        while end >= width and all(MARKED.search(cell.words) for cell in cells[end - width : end]):
            found.insert(0, cells[end - width : end])
            end -= width
        if found:
            return [*found, *([cell] for cell in cells[last:])]
    return []
