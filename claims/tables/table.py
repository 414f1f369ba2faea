"""Tables: what a figure says, from the label of its row, the headings of its column and the words above the table."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from claims.claim import Direction, Kind, Modality, Sign
from claims.clauses.draft import Draft
from claims.clauses.phrase import HEADS, noun_phrase
from claims.clauses.shape import Item, Line
from claims.clauses.sides import UNNAMED
from claims.clauses.subject import Subject, code_for
from claims.clauses.timewords import PACES, PARTS
from claims.language import language, with_point
from claims.pattern import pattern
from claims.scanning.token import Amount, Token, When
from claims.scanning.unit import unit_of
from claims.tables.grid import NUMBER, Cell, Row
from sources.terms.key import ALL_PRODUCTS, WORLD, Basis, Flow
from sources.terms.period import MONTHS_A_YEAR, PeriodKind
from sources.terms.quantity import PERCENT, is_money

WIDEST = 40  # columns
DEEPEST = 6  # rows of headings
STOPS = (".", "!", "?", "।")
OUTSIDE = " |-=+\n\r\t"
CAPTION = 300  # characters above a table that may say what it tells
CAPTIONS = 3  # lines
LONG = 120  # characters of one of several sentences
SAYS = frozenset("FBDAPGghW")
NAMES = frozenset("AP")
TELLS = frozenset("FBDV$%#*0")  # of trade, or figures: more than a unit
APART = pattern(r"[\s'’]")
STATUS = pattern(r"(?<=\b(?:19|20)\d\d)(?:[a-z]|\s?\([A-Za-z]{1,2}\))(?=\W*$)")  # "2025p": provisional
Reader = Callable[[str], Line]
Known = Callable[[str, Item], Item]  # what the money of a heading is in this text


class Table:
    """One table: the drafts of each of its rows."""

    aside: Line | None = None  # what a row says in brackets behind its figures
    moved: str | bool = ""  # which way the last figure of the row went: "up by $3 billion (32%)"
    ranked = False  # whether percentages are shares, as those of "main partners" are

    def __init__(self, text: str, grid: Sequence[Row], reader: Reader, known: Known, floor: int) -> None:
        self.text = text
        self.reader, self.known = reader, known
        self.lines: dict[tuple[int, int], Line] = {}
        self.headings: list[Row] = []
        self.part: Line | None = None  # what only names the rows below: a row of its own, the first of two labels
        self.flow: Line | None = None  # the last row that says which flow it is, for those below: "of which: oil"
        self.body = self.dated = False  # whether figures have begun; whether the rows are of a time each
        self.left: list[Row] = []  # rows in running words, which are no part of it
        self.start, self.end = grid[0][0].start, grid[-1][-1].end
        self.above = list(self.captions(max(floor, self.start - CAPTION)))
        told = [(line.wording("in-brackets").match(line.text, time.end), time)
                for line in self.above for time in whens(line)]
        self.bracketed = next((time for aside, time in told if aside), None)  # "May 1986 in brackets"
        self.when = next((time for aside, time in told if not aside), None)
        self.rows = [(row, drafts) for row in grid if (drafts := self.read(row))]

    def line(self, start: int, end: int) -> Line:
        """The words there, read by themselves: neither figure nor time runs on into the next cell."""
        if (start, end) not in self.lines:
            words = STATUS.sub("", self.text[start:end])
            self.lines[start, end] = self.reader(words)
        return self.lines[start, end]

    def of(self, cell: Cell) -> Line:
        return self.line(cell.start, cell.end)

    def captions(self, floor: int) -> Iterator[Line]:
        """The lines above that may say what the table tells, the nearest first: no sentences but "In tonnes."."""
        end = self.text.rfind("\n", 0, self.start) + 1
        for _ in range(CAPTIONS):
            end = floor + len(self.text[floor:end].rstrip(OUTSIDE))
            if end <= floor:
                return
            start = max(floor, self.text.rfind("\n", floor, end) + 1)
            if end - start > LONG:
                start = max(start, self.text.rfind(". ", start, end) + 1)
            line = self.line(start, end)
            if credited(line):
                end = start
                continue
            if line.text.endswith(STOPS) and not (TELLS.isdisjoint(line.shape) and self.unit([line])):
                return
            yield line
            end = start

    def read(self, row: Row) -> list[Draft]:
        """The drafts of a row; none where the row or its columns do not say what they tell."""
        labels, slots = self.parted(row)
        if slots and (self.body or any(self.of(cell).shape[:1] != "W" for cell in slots if cell.bare)):
            self.body = True
            return self.drafts(row, labels, slots)
        if any(isinstance(item, Amount) and item.unit for cell in row[1:] for item in self.of(cell).items):
            self.left.append(row)
        elif (self.body or self.headings) and sum(bool(cell.words) for cell in row) == 1:
            self.part, self.flow = self.line(row[0].start, row[-1].end), None
        elif any(cell.words for cell in row):
            if self.body:
                self.body, self.headings, self.flow = False, [], None  # another head: another table below the first
            self.headings = [*self.headings[1 - DEEPEST :], row]
        return []

    def parted(self, row: Row) -> tuple[list[Cell], list[Cell]]:
        """The label of a row and its figures; a serial number before the label is none of them."""
        for at, cell in enumerate(row[:WIDEST]):
            if at and figure(cell) and any(one.words for one in row[:at]):
                slots = list(row[at:WIDEST])
                while not slots[-1].words:
                    del slots[-1]
                labels = [one for one in row[:at] if one.words and not NUMBER.fullmatch(one.words)]
                if labels or self.of(row[0]).shape[:1] == "W":
                    return labels or [row[0]], slots
        return [], []

    def above_column(self, row: Row, slots: list[Cell], number: int) -> list[Cell]:
        """The headings over one figure of a row, the nearest last."""
        found = []
        blanks = not self.text[row[0].end : slots[0].start].strip(" ")  # its columns are where they stand
        for heading in self.headings:
            said = [cell for cell in heading if cell.words]
            if len(said) in (1, len(slots)):
                found.append(said[number % len(said)])
            elif not blanks and len(heading) >= len(row):
                at = row.index(slots[number])
                while at > 1 and not heading[at].words:
                    at -= 1  # one heading over several columns
                found.append(heading[at])
            elif blanks:
                middle = self.middle(slots[number])
                found.append(min(said, key=lambda one: abs(self.middle(one) - middle)))
            elif len(said) == len(slots) + 1:
                found.append(said[number + 1])
        return found

    def middle(self, cell: Cell) -> int:
        return cell.start + cell.end - 2 * self.text.rfind("\n", 0, cell.start)

    def drafts(self, row: Row, labels: list[Cell], slots: list[Cell]) -> list[Draft]:
        label = self.line(labels[0].start, labels[-1].end)
        flows, named = not HEADS.isdisjoint(label.shape), not NAMES.isdisjoint(label.shape)
        if len(labels) > 1:
            self.part = self.of(labels[0])
        if flows:
            self.flow = label
        self.dated = self.dated or "W" in label.shape
        others = any(item.value in UNNAMED for item in label.items if isinstance(item, Token))  # "Other countries"
        summed = "g" in label.shape and not named and (self.dated or (self.flow is not None and not flows))
        if "X" in label.shape or SAYS.isdisjoint(label.shape) or others or summed:
            return []
        columns = [[self.of(one) for one in reversed(self.above_column(row, slots, at))] for at in range(len(slots))]
        frame = [label, *filter(None, (self.aside, self.part))]
        times = [times_of([self.of(cell), *heads, *frame]) for cell, heads in zip(slots, columns, strict=True)]
        unit = next((unit for cell in slots if not figure(cell) and (unit := self.unit([self.of(cell)]))), None)
        found: list[Draft] = []
        self.moved = ""
        for cell, heads, told in zip(slots, columns, times, strict=True):
            draft = self.draft(cell, label, heads, unit)
            when = told[-1] if told else self.when
            month = when and (when.relative.startswith("month:") or (when.period and when.period.length == 1))
            if draft is None or (month and any("g" in one.shape for one in heads)):
                continue  # "June, cumulative": of more than that month
            draft.when = when
            if draft.kind is Kind.CHANGE:
                measured(draft, heads, times)
            elif self.bracketed is not None and cell.words.startswith("("):
                draft.when = self.bracketed
            found.append(draft)
        return found

    def draft(self, cell: Cell, label: Line, headings: list[Line], unit: tuple[Decimal, str] | None) -> Draft | None:
        subject = self.subject(label, headings)
        own = self.unit(headings)
        amount = self.amount(cell, own or unit or self.unit([*([label] if "(" in label.text else []), *self.around()]))
        if subject is None or amount is None:
            return None
        told = self.of(cell)
        plain = amount.unit == PERCENT and cell.words[0].isdigit()  # with no sign
        way = self.moved = told.items[told.shape.index("U")].value if "U" in told.shape else plain and self.moved
        shape = label.shape + "".join(line.shape for line in headings)
        words = {word.strip("()%.,").lower() for one in headings for word in one.text.split()}
        changed = way or "U" in shape or subject.growth or not words.isdisjoint(language(label.language).changes)
        kind = Kind.LEVEL
        if "H" in shape or (self.ranked and plain and not way):
            return self.share(amount, subject)
        if changed or (amount.unit == PERCENT and cell.words[:1] in "+-−–("):
            kind = Kind.CHANGE
            if (subject.flow is Flow.BALANCE and subject.sign is None) or (
                    cell.bare and own is None and amount.unit != PERCENT):
                return None  # offices differ in how a balance grows; growth is in percent whatever all others are in
        elif amount.unit == PERCENT:
            return None
        elif subject.flow is Flow.BALANCE:
            kind = Kind.BALANCE
        elif not is_money(amount.unit):
            kind = Kind.VOLUME
        draft = Draft(amount, 0, kind, subject)
        if kind is Kind.CHANGE:
            draft.direction = Direction.DOWN if amount.value < 0 else Direction(str(way or Direction.UP))
        if kind is Kind.BALANCE and subject.sign is None:
            subject.sign = Sign.DEFICIT if amount.value < 0 else Sign.SURPLUS
        draft.value = abs(amount.value)
        if "M" in label.shape:
            draft.modality = Modality(label.items[label.shape.index("M")].value)  # "2026 (projected)"
        return draft

    def share(self, amount: Amount, subject: Subject) -> Draft | None:
        of_world = subject.reporter == WORLD and subject.partner is None  # of the country that the text tells of
        whole = subject if of_world else subject.of_all()
        if amount.unit != PERCENT or (not of_world and subject.partner in (None, WORLD)
                                      and subject.product == ALL_PRODUCTS):
            return None
        draft = Draft(amount, 0, Kind.SHARE, whole)
        draft.value, draft.part = abs(amount.value), Subject(None, subject.start) if of_world else subject
        return draft

    def subject(self, label: Line, headings: list[Line]) -> Subject | None:
        """The trade that a row and a column have in common; None where nothing says which flow it is."""
        near, flow, part = [label, *headings], [self.flow] if self.flow else [], [self.part] if self.part else []
        if any("X" in line.shape for line in headings):
            return None
        told: list[Subject] = []
        own = True  # whether the row or column itself says which trade it is
        for line in (*near, *flow, *self.around()):
            head = next((at for at, letter in enumerate(line.shape) if letter in HEADS), None)
            standing = line.shape.find("K") if line is not label and not told else -1
            if head is not None:
                found = noun_phrase(line, head)
                if found.noise or "X" in line.shape[:head]:
                    return None
                own = own and (bool(told) or line in near)
                told.append(found)
            elif standing >= 0:
                own = own and line in near
                told.append(Subject(Flow(line.items[standing].value), line.start))  # "Destination", "Source"
        if not told:
            return None
        subject = told[0]
        for line in (*near, *part, *self.above):
            free = line is label and not own  # a row names more closely what all are of
            goods = list(line.places("P"))
            if goods and (free or "product" not in subject.said):
                named = [line.items[at] for at in goods]
                subject.of_goods("+".join(dict.fromkeys(item.value for item in named)),
                                 line.text[named[0].start : named[-1].end])
            for letter, item in zip(line.shape, line.items, strict=True):
                if line in self.above:
                    continue  # a country there is the one that all is of
                if letter == "A" and (free or "partner" not in subject.said) and item.value != subject.reporter:
                    put(subject, "partner", item.value)
                elif letter == "G" and subject.basis is None and line is not label:
                    put(subject, "basis", basis_of(line))
        for one in told[1:]:
            fill(subject, one)
        if subject.basis is None and "G" in label.shape:
            put(subject, "basis", basis_of(label))
        if subject.product == ALL_PRODUCTS and (name := kind_of(label)):
            subject.of_goods(code_for(name), name)
        return subject

    def unit(self, lines: Sequence[Line]) -> tuple[Decimal, str] | None:
        """What the first of the words that says so counts in; in the text's own dollars, where it counts in such."""
        pieces = (words for line in lines for words in line.text.split(". "))
        for words in pieces:
            if (found := unit_of(words, lines[0].language)) is not None:
                money = self.known(words, Amount(0, len(words), *found, found[0]))
                return found[0], money.unit if isinstance(money, Amount) else found[1]
        return None

    def around(self) -> list[Line]:
        """What may say something of the whole table, the nearest first: headings over the labels, words above it."""
        return [*([self.part] if self.part else []), *(self.of(row[0]) for row in reversed(self.headings)), *self.above]

    def amount(self, cell: Cell, unit: tuple[Decimal, str] | None) -> Amount | None:
        """The figure of a cell, in its own unit where it prints one."""
        match = NUMBER.fullmatch(cell.words)
        if match is None:
            amounts = [item for item in self.of(cell).items if isinstance(item, Amount) and item.unit]
            found = amounts[0] if len(amounts) == 1 else None
            return found and replace(found, start=found.start + cell.start, end=found.end + cell.start)
        scale, name = (Decimal(1), PERCENT) if "%" in match["tail"] else unit or (Decimal(0), "")
        digits = match["digits"]
        if (plain := APART.sub("", digits)) != digits:
            digits = plain.replace(",", ".")  # 22 503,5
        digits = with_point(digits, language(self.of(cell).language).decimal).replace(",", "")
        if not name or digits.count(".") > 1 or digits.endswith("."):
            return None
        value = Decimal(digits) * scale
        if match["minus"] or (match["open"] and ")" in match["tail"]):
            value = -value
        slack = Decimal(5).scaleb(-1 - len(digits.partition(".")[2])) * scale
        start = cell.start + cell.words.startswith("+")
        return Amount(start, cell.start + len(cell.words[: match.end("tail")].rstrip()), value, name, slack)


def without(text: str, taken: Sequence[Table]) -> str:
    """The text with blank lines in the place of its tables, but for their rows in running words."""
    pieces, at = [], 0
    for table in taken:
        edges = [table.start, *(edge for row in table.left for edge in (row[0].start, row[-1].end)), table.end]
        for start, end in zip(edges[::2], edges[1::2], strict=True):
            pieces += [text[at:start], "\n" * (end - start)]
            at = end
    return "".join(pieces) + text[at:]


def figure(cell: Cell) -> bool:
    """Whether it holds a figure, with its unit or without."""
    return cell.bare or (cell.words[:1] in "$€£¥₹+-−–" and any(letter.isdigit() for letter in cell.words[:6]))


def credited(line: Line) -> bool:
    """`Source: Statistics Chad, trade in May`: of the figures above it, whatever follows."""
    return line.wording("credited").match(line.text) is not None


def basis_of(line: Line) -> Basis:
    named = {item.value for item, letter in zip(line.items, line.shape, strict=True) if letter == "G"}
    return Basis(named.pop()) if len(named) == 1 else Basis.GOODS_SERVICES


def kind_of(label: Line) -> str:
    """`Maintenance and repair services`: the goods or services of a row, where the lexicon lacks them."""
    at = label.shape.find("G")
    if at < 0 or not HEADS.isdisjoint(label.shape) or "g" in label.shape:
        return ""
    name = label.text[label.start : label.items[at].end].lower().replace(",", "").strip(" |*-•")
    return name if name != label.words(at) else ""


def put(subject: Subject, name: str, value: object) -> None:
    setattr(subject, name, value)
    subject.said |= {name}


def fill(subject: Subject, other: Subject) -> None:
    """Takes over what the words further off say of the same trade."""
    for name in ("reporter", "partner", "product", "basis"):
        found = getattr(other, name)
        if name in other.said and name not in subject.said and found not in (subject.reporter, subject.partner) and (
                name != "partner" or not found.islower()):  # "main partners" heads the table, and is none
            put(subject, name, found)
            if name == "product":
                subject.product_name = other.product_name


def whens(line: Line) -> list[When]:
    """The times that the words name, and not how a change is measured."""
    return [item for item in line.items if isinstance(item, When) and item.relative not in PACES]


def times_of(lines: Sequence[Line]) -> list[When]:
    """The times that the nearest of the words name; with its year, the month that others name."""
    told = [times for line in lines if (times := whens(line))]
    if len(told) > 1 and len(told[0]) == len(told[1]) == 1:
        for part, year in ((told[0][0], told[1][0]), (told[1][0], told[0][0])):
            if part.relative.startswith(PARTS) and "@" not in part.relative and (named := year_of(year)):
                return [replace(part, relative=f"{part.relative}@{named}")]
    return told[0] if told else []


def year_of(when: When) -> str:
    """The year that the words name, as `When` writes it; empty where they name none."""
    if when.period is not None:
        return f"year:{when.period.start // MONTHS_A_YEAR}" if when.period.kind is PeriodKind.YEAR else ""
    return when.relative if when.relative.startswith(("split:", "fiscal:")) else ""


def measured(draft: Draft, headings: Sequence[Line], columns: Sequence[Sequence[When]]) -> None:
    """Dates a change: by the times of its heading, and by those of the other columns where it says no more."""
    told = sorted((times[0] for times in columns if len(times) == 1 and times[0].period), key=ending)
    own = sorted((one for one in times_of(headings) if one.period), key=ending)
    if len(own) > 1 or (own and told and ending(own[0]) < ending(told[-1])):  # "% change over May 2023"
        draft.when, draft.versus = own[-1] if len(own) > 1 else told[-1], own[0]
    elif told and not own:
        paces = [item for line in headings for item in line.items if isinstance(item, When) and item.relative in PACES]
        draft.when = told[-1]
        draft.versus = paces[0] if paces else told[0] if len(told) == 2 else None


def ending(when: When) -> int:
    return when.period.end if when.period is not None else 0
