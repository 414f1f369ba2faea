"""A figure where it stands in its sentence: what comes before it and behind it, and the figure before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from claims.claim import Direction, Hedge, Kind
from claims.clauses.draft import Draft
from claims.clauses.shape import AMOUNTS
from claims.clauses.timewords import PACES
from claims.language import language
from claims.pattern import pattern

if TYPE_CHECKING:
    from claims.clauses.reader import Reader
    from claims.clauses.subject import Subject

MONEY = "$#0"
SUMS = frozenset({Kind.LEVEL, Kind.BALANCE})
APART = frozenset("FBDXC;TVQ")  # between two figures: the second is of something else
COMPLETE = pattern("vW(?:,|n[LU])")  # "compared to a year earlier, to 5 billion", "... and reached 5 billion"
PASSED_OVER = frozenset(".~egu=k")
LEFT_OUT = frozenset("W)mi,-")  # passed over in some places
ENDS = AMOUNTS | frozenset("FBDX")
MOST = 4  # letters that lead up to a figure
NEAR = 24  # characters: three words before it
ADJECTIVES = pattern("[~.]*")
LISTED = pattern(r"(?:,%)*,?n%o")  # "accounting for 15, 13 and 12 percent of trade"
WORTH = tuple("FBDAPGh2i")  # "a C$5 billion ($4 billion) trade deficit"
SECOND = {"r": ("U", "u"), "n": ("U",)}  # "a 104 pct or 600 mln dlr increase"


class Figure:
    """Letters and places as in the shape of the line; `mark` is the letter of what the figure may be of."""

    __slots__ = ("adjacent", "after", "at", "item", "left", "letter", "mark", "previous", "reader", "shape", "subject")

    def __init__(self, reader: Reader, at: int) -> None:
        shape = reader.shape
        self.reader = reader
        self.shape = shape
        self.at = at
        self.item: Any = reader.items[at]
        self.letter = shape[at]
        self.left = leading(reader, at)
        if self.left.endswith("U") and (came_to(reader, self.item) or passed(self)):
            self.left += "t"
        self.previous: Draft | None = reader.drafts[-1] if reader.drafts else None
        self.adjacent = self.previous is not None and APART.isdisjoint(shape[self.previous.index + 1 : at])
        self.after = behind(self)
        self.mark = shape[self.after : self.after + 1]

        self.subject: Subject  # the trade that the clause is about, once that is known

    def beside(self) -> bool:
        """Whether it stands in brackets or behind `or` right after the figure before."""
        left, previous = self.left, self.previous
        return (
            self.adjacent
            and previous is not None
            and left[-1:] in ("(", "r")
            and left[-2:-1] == self.shape[previous.index]
            # "rose 2 percent on the year ($5 billion)"
            and not (previous.kind is Kind.CHANGE and self.letter in MONEY and self.shape.endswith("W(", 0, self.at))
        )

    def gap(self, to: int) -> str:
        """The text between the figure and the item at `to`."""
        line, item = self.reader.line, self.reader.items[to]
        return line.text[self.item.end : item.start] if item is not None else ""

    def draft(self, kind: Kind, subject: Subject) -> Draft:
        return Draft(self.item, self.at, kind, subject)

    def change(self, way: str | None, subject: Subject, kind: Kind = Kind.CHANGE) -> Draft | None:
        """A draft of a movement; nothing where none is told."""
        if way is None or way == "flat":
            return None
        draft = Draft(self.item, self.at, kind, subject)
        draft.direction = Direction(way)
        return draft


def leading(reader: Reader, at: int) -> str:
    """The letters before the figure that matter, nearest last, times and adjectives left out."""
    shape, found = reader.shape, ""
    index = at - 1
    while index >= 0 and len(found) < MOST:
        letter = shape[index]
        if letter in PASSED_OVER:
            index -= 1
            continue
        if letter in LEFT_OUT and (further := left_out(reader, at, index, found)) < index:
            index = further
            continue
        found = letter + found
        if letter in ENDS:
            break
        index -= 1
    return found[:-1] if found.endswith("fo") and shape[at - 2 : at] == "go" else found  # "from a total of"


def left_out(reader: Reader, at: int, index: int, found: str) -> int:
    """Where to go on before the letter at `index`, which may lead up to nothing: there, where it is not left out."""
    shape, letter = reader.shape, reader.shape[index]
    if letter == "W":
        complete = index and COMPLETE.match(shape, index - 1)
        return index - 2 if index and (shape[index - 1] == "i" or complete) else index - 1
    if letter == ")":
        opened = shape.rfind("(", 0, index)
        return opened - 1 if opened >= 0 else index
    if letter == "m" and index == at - 1:
        hedged = getattr(reader.items[at], "hedge", None) is not None
        return index - 1 if hedged else index  # "growth of no less than 15 percent"
    aside = letter in ",-" and found[:1] and found[0] in "ytfrC"
    return index - 1 if aside else index  # "grew at a slower pace, by 8 percent, to ..."


def came_to(reader: Reader, item: Any) -> bool:
    """`Inched up to 215 billion`, `went up to more than 35 trillion`: where it came to, not a limit."""
    if item.hedge is None:
        return False
    words = reader.line.text[max(reader.line.start, item.start - NEAR) : item.start].lower().split()
    own = (0,) if item.hedge is Hedge.UP_TO else (1, 2)  # words of the hedge
    return any(
        words[-2 - count : len(words) - count] == ["up", "to"]
        and words[-3 - count] in language(reader.line.language).climbs
        for count in own if len(words) > count + 2
    )


def passed(figure: Figure) -> bool:
    """`Climbed past 35 trillion`, `fell below 5 billion`: where it came to, and not how far it moved."""
    if figure.letter not in MONEY:
        return False
    line, start = figure.reader.line, figure.item.start
    words = line.text[max(line.start, start - NEAR) : start].lower().split()
    return bool(words) and words[-1] in language(line.language).bounds


def behind(figure: Figure) -> int:
    """Where what a figure is of begins, adjectives left out: `a 5 per cent year-on-year (y-o-y) rise`."""
    shape, items = figure.shape, figure.reader.items
    after = ADJECTIVES.match(shape, figure.at + 1).end()  # type: ignore[union-attr]  # it may be empty
    while (mark := shape[after : after + 1]) == "W" or mark == "(":
        if mark == "W" and items[after].relative in PACES:
            after += 1
        elif shape.startswith("(W)", after) and after > figure.at + 1:
            after += 3
        else:
            break
        after = ADJECTIVES.match(shape, after).end()  # type: ignore[union-attr]
    if figure.letter == "%" and (listed := LISTED.match(shape, after)) is not None:
        after = listed.end() - 1
    second = SECOND.get(shape[after : after + 1])
    if second is not None and shape[after + 1 : after + 2] in AMOUNTS and shape[after + 2 : after + 3] in second:
        own = items[after + 1].start - items[after].end > 1  # "to $5 billion and a 4 per cent drop in"
        after += 0 if own else 2
    elif figure.letter in MONEY and shape.startswith("($)", after) and shape[after + 3 : after + 4] in WORTH:
        after += 3
    return after
