"""Tables: what a figure says, from the label of its row, the headings of its column and the words above the table."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache

from claims.claim import Direction, Kind, Sign
from claims.clauses.draft import Draft
from claims.clauses.phrase import HEADS, noun_phrase
from claims.clauses.shape import Item, Line
from claims.clauses.subject import Subject
from claims.language import FOLDER, language, with_point
from claims.pattern import pattern
from claims.scanning.token import Amount, When
from claims.scanning.unit import unit_of
from claims.tables.grid import Cell, Grid, Row, grids
from sources.terms.key import ALL_PRODUCTS, WORLD, Basis, Flow
from sources.terms.quantity import PERCENT, is_money

NUMBER = pattern(
    r"(?P<open>\()?\s?(?P<minus>\(-\)|[-−–])?\+?\s?(?P<digits>\d[\d,.]*)(?P<close>\))?\s?(?P<percent>%)?"
    r"\s?(?:\([A-Z]{1,2}\)|[*#†‡])?"
)
NOTHING = frozenset({"-", "–", "—", "..", "...", "n.a.", "na", "n/a", "nil", "*", "#"})
WIDEST = 40  # columns
DEEPEST = 6  # rows of headings
STOPS = (".", "!", "?", "।")
CAPTION = 200  # characters above a table that may say what it tells
SAYS = frozenset("FBDAPGghW")


class Table:
    """One table: the drafts of each of its rows."""

    def __init__(self, text: str, grid: Grid, tokens: Sequence[Item], name: str) -> None:
        self.text = text
        self.name = name
        self.tokens = tokens
        self.starts = [token.start for token in tokens]
        self.grid = grid
        self.headings: list[Row] = []
        self.part: Line | None = None  # a row that only names what follows: "Exports"
        self.shared: Line | None = None  # the first of two labels, for the rows below that have but the second
        before = text[max(0, grid.start - CAPTION) : grid.start].rstrip()
        begin = max(0, grid.start - CAPTION) + before.rfind("\n") + 1
        self.above = self.line(grid.start if before.endswith(STOPS) else begin, grid.start)  # a caption, no sentence
        self.start = grid.start
        self.end = grid.end
        self.rows = list(self.read())

    def line(self, start: int, end: int) -> Line:
        first, last = bisect_left(self.starts, start), bisect_left(self.starts, end)
        return Line(self.text, start, end, self.tokens[first:last], self.name)

    def read(self) -> Iterator[tuple[Line, list[Draft]]]:
        """The drafts of each row, with the row as their line; none where a row or column does not say what it tells."""
        body = False
        for row in self.grid.rows:
            labels, slots = self.parted(row)
            if slots and (body or any(not self.is_time(cell) for cell in slots if NUMBER.fullmatch(cell.words))):
                body = True
                if drafts := self.drafts(row, labels, slots):
                    yield self.line(row.start, row.end), drafts
            elif (body or self.headings) and sum(bool(cell.words) for cell in row.cells) == 1:
                self.part, self.shared = self.line(row.start, row.end), None
            elif any(cell.words for cell in row.cells):
                if body:
                    body, self.headings = False, []  # another head: another table below the first
                self.headings = [*self.headings[1 - DEEPEST :], row]

    def is_time(self, cell: Cell) -> bool:
        line = self.line(cell.start, cell.end)
        return line.shape[:1] == "W"

    def parted(self, row: Row) -> tuple[list[Cell], list[Cell]]:
        """The label of a row and its figures; a serial number before the label is none of them."""
        for at, cell in enumerate(row.cells[:WIDEST]):
            if at and (figure(cell) or (cell.words.lower() in NOTHING)) and any(one.words for one in row.cells[:at]):
                slots = list(row.cells[at:WIDEST])
                while slots and not slots[-1].words:
                    slots.pop()
                labels = [one for one in row.cells[:at] if one.words and not NUMBER.fullmatch(one.words)]
                if labels or self.is_time(row.cells[0]):
                    return labels or [row.cells[0]], slots
        return [], []

    def above_column(self, row: Row, slots: list[Cell], number: int) -> list[Cell]:
        """The headings over one figure of a row, the nearest last."""
        found = []
        for heading in self.headings:
            said = [cell for cell in heading.cells if cell.words]
            if len(said) == len(slots) + 1 and heading.cells[0].words:
                del said[0]
            if len(said) == len(slots):
                found.append(said[number])
            elif len(said) == 1:
                found.append(said[0])
            elif len(heading.cells) == len(row.cells):
                at = row.cells.index(slots[number])
                while at > 1 and not heading.cells[at].words:
                    at -= 1  # one heading over several columns
                found.append(heading.cells[at])
        return found

    def drafts(self, row: Row, labels: list[Cell], slots: list[Cell]) -> list[Draft]:
        label = self.line(labels[0].start, labels[-1].end)
        if "X" in label.shape or not SAYS.intersection(label.shape):
            return []
        if len(labels) > 1:
            self.shared = self.line(labels[0].start, labels[0].end)
        columns = [self.above_column(row, slots, number) for number in range(len(slots))]
        times = [self.time(cells) for cells in columns]
        found = []
        for cell, cells, when in zip(slots, columns, times, strict=True):
            draft = self.draft(cell, label, cells)
            if draft is None:
                continue
            draft.when = when or next((item for item in label.items if isinstance(item, When)), None)
            if draft.when is None and draft.kind is Kind.CHANGE:
                told = [time for time in times if time is not None and time.period is not None]
                told.sort(key=lambda time: time.period.end if time.period else 0)
                draft.when = told[-1] if told else None
                draft.versus = told[0] if len(told) == 2 else None
            if draft.when is None:
                draft.when = next((item for item in self.above.items if isinstance(item, When)), None)
            found.append(draft)
        return found

    def time(self, cells: list[Cell]) -> When | None:
        """The time that the nearest heading names."""
        lines = (self.line(cell.start, cell.end) for cell in reversed(cells))
        return next((item for line in lines for item in line.items if isinstance(item, When)), None)

    def draft(self, cell: Cell, label: Line, headings: list[Cell]) -> Draft | None:
        lines = [self.line(one.start, one.end) for one in reversed(headings)]
        subject = self.subject(label, lines)
        unit = next((unit for one in (*reversed(headings), None) if (unit := self.unit(one))), None)
        if subject is None or (amount := self.amount(cell, unit)) is None:
            return None
        shape = label.shape + "".join(line.shape for line in lines)
        words = {word.strip("()%.,").lower() for one in headings for word in one.words.split()}
        changed = "U" in shape or subject.growth or not words.isdisjoint(change_words(self.name))
        kind = Kind.LEVEL
        if "H" in shape:
            kind = Kind.SHARE
        elif changed or (amount.unit == PERCENT and cell.words[:1] in "+-−–("):
            kind = Kind.CHANGE
        elif amount.unit == PERCENT:
            return None
        elif subject.flow is Flow.BALANCE:
            kind = Kind.BALANCE
        elif not is_money(amount.unit):
            kind = Kind.VOLUME
        draft = Draft(amount, 0, kind, subject)
        if kind is Kind.CHANGE:
            draft.direction = Direction.DOWN if amount.value < 0 else Direction.UP
        if kind is Kind.BALANCE and subject.sign is None:
            subject.sign = Sign.DEFICIT if amount.value < 0 else Sign.SURPLUS
        draft.value = abs(amount.value)
        if kind is Kind.SHARE:
            return self.share(draft, subject)
        return draft

    def share(self, draft: Draft, subject: Subject) -> Draft | None:
        if draft.unit or not isinstance(draft.item, Amount) or draft.item.unit != PERCENT:
            return None
        draft.part = Subject(None, subject.start)
        if subject.reporter == WORLD and subject.partner is None:
            return draft  # "Share in world exports": of the country that the text tells of
        if subject.partner in (None, WORLD) and subject.product == ALL_PRODUCTS:
            return None
        draft.part.partner, draft.part.product = subject.partner, subject.product
        draft.part.product_name = subject.product_name
        subject.partner, subject.product, subject.product_name = None, ALL_PRODUCTS, None
        subject.said -= {"partner", "product"}
        return draft

    def subject(self, label: Line, headings: list[Line]) -> Subject | None:
        """The trade that a row and a column have in common; None where nothing says which flow it is."""
        lines = [label, *headings, *((self.part,) if self.part else ()), *self.corners(), self.above]
        if any("X" in line.shape for line in headings):
            return None
        subject: Subject | None = None
        for line in lines:
            head = next((at for at, letter in enumerate(line.shape) if letter in HEADS), None)
            if head is not None:
                found = noun_phrase(line, head)
                if found.noise or "X" in line.shape[:head]:
                    return None
                if subject is None:
                    subject = found
                else:
                    fill(subject, found)
            elif subject is None and (standing := next((at for at, mark in enumerate(line.shape) if mark == "K"), None)
                                      ) is not None and line is not label:
                subject = Subject(Flow(line.items[standing].value), line.start)  # "Destination", "Source"
                subject.said = frozenset({"flow"})
        if subject is None:
            return None
        for line in (label, *((self.shared,) if self.shared else ()), *headings):
            for letter, item in zip(line.shape, line.items, strict=True):
                name = self.text[item.start:item.end] if item is not None else ""
                if letter == "A" and "partner" not in subject.said and item.value != subject.reporter:
                    put(subject, "partner", item.value)
                elif letter == "P" and "product" not in subject.said:
                    put(subject, "product", item.value)
                    subject.product_name = name
                elif letter == "G" and subject.basis is None:
                    put(subject, "basis", Basis(item.value))
        return subject

    def corners(self) -> list[Line]:
        """The headings over the labels, the nearest first."""
        return [self.line(row.cells[0].start, row.cells[0].end) for row in reversed(self.headings) if row.cells]

    def unit(self, heading: Cell | None) -> tuple[Decimal, str] | None:
        """What a heading counts in; without one, what the table as a whole does."""
        if heading is not None:
            return unit_of(heading.words, self.name)
        for line in (self.part, *self.corners(), self.above):
            if line is not None and (found := unit_of(self.text[line.start:line.end].strip(), self.name)):
                return found
        return None

    def amount(self, cell: Cell, unit: tuple[Decimal, str] | None) -> Amount | None:
        """The figure of a cell, in its own unit where it prints one."""
        match = NUMBER.fullmatch(cell.words)
        if match is None:
            amounts = [item for item in self.line(cell.start, cell.end).items if isinstance(item, Amount) and item.unit]
            return amounts[0] if len(amounts) == 1 else None
        scale, name = (Decimal(1), PERCENT) if match["percent"] else unit or (Decimal(0), "")
        digits = with_point(match["digits"], language(self.name).decimal).replace(",", "")
        if not name or digits.count(".") > 1 or digits.endswith("."):
            return None
        value = Decimal(digits) * scale
        if match["minus"] or (match["open"] and match["close"]):
            value = -value
        slack = Decimal(5).scaleb(-1 - len(digits.partition(".")[2])) * scale
        last = "percent" if match["percent"] else "close" if match["open"] else "digits"
        return Amount(cell.start, cell.start + match.end(last), value, name, slack)


def tables(text: str, tokens: Sequence[Item], name: str) -> list[Table]:
    """The tables of `text` that say something of trade, in its order."""
    return [table for grid in grids(text) if (table := Table(text, grid, tokens, name)).rows]


def around(spans: Sequence[tuple[int, int]], taken: Sequence[Table]) -> Iterator[tuple[int, int]]:
    """The spans without what lies in the tables."""
    left = list(reversed(taken))
    for start, end in spans:
        while left and left[-1].end <= start:
            left.pop()
        table = left[-1] if left else None
        if table is None or end <= table.start:
            yield start, end
            continue
        if start < table.start:
            yield start, table.start
        if end > table.end:
            yield table.end, end


def figure(cell: Cell) -> bool:
    match = NUMBER.fullmatch(cell.words)
    return match is not None or (cell.words[:1] in "$€£¥₹+-−–" and any(letter.isdigit() for letter in cell.words[:6]))


def put(subject: Subject, name: str, value: object) -> None:
    setattr(subject, name, value)
    subject.said |= {name}


def fill(subject: Subject, other: Subject) -> None:
    """Takes over what the words further off say of the same trade."""
    for name in ("reporter", "partner", "product", "basis"):
        if name in other.said and name not in subject.said and getattr(other, name) not in (
                subject.reporter, subject.partner):
            put(subject, name, getattr(other, name))
            if name == "product":
                subject.product_name = other.product_name


@lru_cache(maxsize=8)
def change_words(name: str) -> frozenset[str]:
    """Words that head a column of changes and mean nothing of the kind elsewhere."""
    path = FOLDER / name / "columns.txt"
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
