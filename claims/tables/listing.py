"""Lists: lines that name something and give its figures, under headings which tell what all of them are of."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from operator import attrgetter

from claims.clauses.draft import Draft
from claims.clauses.shape import Item, letter
from claims.clauses.timewords import PACES
from claims.pattern import pattern
from claims.scanning.token import Amount, Token, When
from claims.tables.grid import BAR, LINE, SHORT, Cell, Row, grids
from claims.tables.table import Known, Reader, Table, credited, without

START = attrgetter("start")
BULLET = pattern(r"\s*(?:[-–—•*·▪●‣#]+\s+)?(?:\d{1,2}[.)]\s+)?")
# What may follow the last figure: "(f.o.b., 2000 est.)"; a list on one line may end with a full stop.
ASIDE = pattern(r"[)\]:*°]*\s*(?P<aside>\([^()]{2,30}\))?[\s:*°]*(?P<stop>\.?)\s*$")
HEAD = pattern(r"\s*[-–—•*·▪●‣#]+\s.*|\s*\d{1,2}[.)]\s.*|.{,60}(?<![.!?।\s])\s*")  # belongs to the list it stands in
HEADING = pattern(r"[^:|]+:?\s*")
TOWNS = ("capital", "city")  # a dateline begins with one
BETWEEN = " \t\r:–—-,;([)]"
SENTENCE = frozenset("ULSVOCZQTX$%#*0^")  # a name has none of it
MOVES = frozenset("ULtya")  # "up by 5%", "to $6bn", "valued at $6bn"
RANKED = pattern("[KJIH]|-G")  # "Main partners", "Exports - commodities": the percentages below are shares
FEWEST = 2  # lines of a list
LONGEST = 200  # characters of a line


def lists(text: str, items: Sequence[Item]) -> Iterator[list[Row]]:
    """The lists of `text`: lines that stand together, as rows of a name and its figures; a heading is a row of one."""
    starts = list(map(START, items))
    run: list[Row] = []
    for line in (*LINE.finditer(text), None):
        words, (start, end) = (line.group(), line.span()) if line is not None else (".", (0, 0))
        if not words.strip():
            continue
        short = end - start <= LONGEST and BAR not in words
        prose = words.rstrip().endswith(".") and ":" not in words
        within = items[bisect_left(starts, start) : bisect_left(starts, end)] if short and not prose else ()
        leads = words.rstrip().endswith(":") and any(map(is_figure, within))  # "... rose by $6bn, led by:"
        if (rows := entry(text, start, end, within)) or (run and short and not leads and HEAD.fullmatch(words)):
            run += rows or [[Cell(start, end, words)]]
            continue
        told = [at for at, row in enumerate(run) if len(row) > 1] if run else []
        if len(told) >= FEWEST:
            yield run[: told[-1] + 1]
        run = []


def entry(text: str, start: int, end: int, items: Sequence[Item]) -> list[Row]:
    """The rows of a line: `- Tea: $6bn (-4%)` is one, `Main partners: Chad (18%), Mali (7%)` three, a sentence none."""
    last = next(filter(is_told, reversed(items)), None)
    rest = ASIDE.match(text, last.end, end) if last is not None else None
    if rest is None:
        return []
    rows: list[list[Cell]] = []
    at = BULLET.match(text, start).end()  # type: ignore[union-attr]  # it may be empty
    names = list(map(said_of, items))
    for number, item in enumerate(items):
        if type(item) is When and item.relative in PACES and at > start:
            at = max(at, item.end)
        if type(item) is not Amount or not item.unit:
            continue
        first = item.start
        while number and names[number - 1] in MOVES and not text[items[number - 1].end : first].strip():
            number -= 1
            first, names[number] = items[number].start, ""
        first -= text[first - 1] in "+-–−"
        gap = text[at:first].rstrip(BETWEEN)
        if name := gap.lstrip(BETWEEN).removeprefix("and "):
            rows.append([Cell(at + len(gap) - len(name), at + len(gap), name)])
        if not rows:
            return []
        rows[-1].append(Cell(first, item.end, text[first : item.end]))
        at = item.end
    dated = items[0].category in TOWNS and (  # "MUSCAT, May 3: Exports, at ...", "MUSCAT: Exports to Chad were ..."
        type(items[1]) is When or ("F" in names and text.startswith(":", items[0].end)))
    prose = dated or (rest["stop"] and len(rows) == 1)
    if not rows or prose or not SENTENCE.isdisjoint(names):
        return []
    for row in rows:
        row += [Cell(*rest.span("aside"), rest["aside"])] if rest["aside"] else []
    if len(rows) > 1:
        label = rows[0][0]
        head, _, name = map(str.strip, label.words.partition(":"))
        if not name:
            return []
        rows[0][0] = Cell(label.end - len(name), label.end, name)
        rows.insert(0, [Cell(label.start, label.start + len(head), head)])
    return [*rows] if all(len(row[0].words) <= SHORT for row in rows) else []


def is_figure(item: Item) -> bool:
    return type(item) is Amount and bool(item.unit)


def is_told(item: Item) -> bool:
    """Whether it is what a line of a list ends with: a figure, or "year on year" behind one."""
    return is_figure(item) or (type(item) is When and item.relative in PACES)


def said_of(item: Item) -> str:
    return letter(item.category, item.value) if type(item) is Token else ""


class Listing(Table):
    """A list: what a heading tells holds for every line below it, up to the next heading."""

    depth = 0  # how far in the row stands that says which flow it is

    def read(self, row: Row) -> list[Draft]:
        line = self.of(row[0])
        if not SENTENCE.isdisjoint(line.shape) or len(row) == 1:
            self.left.append(row)
            if SENTENCE.isdisjoint(line.shape) and HEADING.fullmatch(line.text) and not credited(line):
                if self.part is None:
                    del self.above[:1]  # what headed the lines so far
                self.part, self.flow = line, None
            return []
        slots = list(row[1:])
        self.aside = self.of(slots.pop()) if slots[-1].words.startswith("(") else None
        self.ranked = any(RANKED.search(heading.shape) for heading in self.around()[:1])
        depth, flow = row[0].start - self.text.rfind("\n", 0, row[0].start), self.flow
        if depth <= self.depth and line.shape.strip("W~."):
            self.flow = None  # beside "Exports: $9bn", not below it
        drafts = self.drafts(row, [row[0]], slots)
        self.flow, self.depth = (line, depth) if self.flow is line else (flow, self.depth)
        return drafts


def in_rows(text: str, reader: Reader, known: Known, items: Sequence[Item]) -> list[Table]:
    """The tables and lists of `text` that say something of trade, in its order."""
    found: list[Table] = []
    for kind in (Table, Listing):
        end = 0
        for rows in grids(text) if kind is Table else lists(without(text, found), items):
            table = kind(text, rows, reader, known, end)
            end = table.end
            found += [table] if table.rows else []
    return sorted(found, key=START)
