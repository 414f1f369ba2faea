"""Percentages that no construction explains, in a clause that tells of trade: a share among shares, else a change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.claim import Direction, Kind
from claims.clauses.draft import RANKS, TRADED, Draft
from claims.clauses.goods import with_product
from claims.clauses.neutral import neutral
from claims.clauses.phrase import HEADS, is_growth
from claims.clauses.rows import sign_of
from claims.clauses.subject import Subject, code_for
from claims.pattern import pattern
from sources.terms.key import WORLD

if TYPE_CHECKING:
    from claims.clauses.reader import Reader

OTHERWISE = frozenset("XcTMHS")  # the clause has come to something that is not trade, to a target or to a share
OTHER_TRADE = frozenset("FBDV")
MOVED_ON = frozenset("UXC")
BASES = frozenset("fvm'")  # "from 5 percent", "since the 18 percent of 2001"
STARTS = "C;"
PART_OF = pattern(r"[.~]*[oHX]")  # "76 percent of", "a 5 percent loss": a part of something, or not trade
MOVED = pattern(r"(?:\([$#%]\)|[,n%.~])*U")  # "13% ($3 billion) and 10% higher"
GROWTH = pattern(r"U[~.]*[io][~.gsAGP]*F[^C;,H]*$")  # "the growth in exports slowed to 5 percent"
ITEM = pattern(r"(?P<name>[PA])[(,a.~]*$")
NEXT_PART = pattern(r"%[.~]*P(?![~.g]*[FU])")  # "72% were machines, 24% diamonds"
LATELY = 6  # tokens
WORDS_OF_GOODS = 2
RANKED = pattern(r"[J^][^XTCUVc;$#%]*\($")  # "Oman was the largest market in 2023 (30 percent)"
IN_GOODS = pattern(r"[~.]*i[~.goQs]*P(?![~.]*[FXV])")


def leftover(reader: Reader, at: int, left: str) -> Draft | None:
    """`Machines rose 5 percent, led by pumps (8 percent)`, `though since April they were only 7 percent`.

    Nothing where the clause has come to something else, or where no word tells which way it went.
    """
    shape = reader.shape
    if shape[at] != "%" or at in reader.consumed:
        return None
    subject = reader.subject or told_elsewhere(reader, at)
    if subject is None or subject.noise or subject.tariff or subject.flow is None or subject.covers:
        return None
    previous = reader.drafts[-1] if reader.drafts else None
    if (share := bracketed(reader, at, previous)) is not None:
        return share
    if previous is not None and previous.kind is Kind.SHARE:
        between = set(shape[previous.index : at])
        elsewhere = subject is not previous.subject and between & OTHER_TRADE and not NEXT_PART.match(shape, at)
        if elsewhere or (between & MOVED_ON and left[-1:] != "L"):
            return None
        again = Draft(reader.items[at], at, Kind.SHARE, previous.subject)
        again.part = previous.part
        return again
    since = max(previous.index if previous is not None else -1, *(shape.rfind(mark, 0, at) for mark in STARTS)) + 1
    while since < at and (reader.items[since] is None or reader.items[since].start < subject.start):
        since += 1
    if OTHERWISE.intersection(shape[since:at]) or PART_OF.match(shape, at + 1):
        return None
    way = way_told(reader, at, left, previous)
    if way is None:
        return None
    draft = Draft(reader.items[at], at, Kind.CHANGE, of_item(reader, at, subject))
    draft.direction, draft.base, draft.unsure = way, left[-1:] in BASES, True
    return draft


def bracketed(reader: Reader, at: int, previous: Draft | None) -> Draft | None:
    """`Copper at $5 billion (8 percent)`: where nothing moves."""
    shape = reader.shape
    if "U" in shape or sign_of(reader, at) is not None or shape[at - 1 : at + 2] not in ("(%)", "(%"):
        return None
    if previous is not None and {"partner", "product"} & previous.subject.said and (
        previous.index == at - 2 if previous.kind in TRADED else previous.kind in RANKS and RANKED.search(shape, 0, at)
    ):
        part = previous.subject
        whole = part.with_everybody() if previous.kind in RANKS and "partner" in part.said else part.of_all()
    else:
        return None
    draft = Draft(reader.items[at], at, Kind.SHARE, whole)
    draft.part, draft.unsure = part, True
    return draft


def told_elsewhere(reader: Reader, at: int) -> Subject | None:
    """`The change (up 5 percent) in exports`; `Some still grew, such as lamps (+5 percent)` of what was told before."""
    head = reader.head_after(at + 3) if reader.shape[at + 1 : at + 3] in (")i", ")o") else None
    if head is not None and reader.shape[head] in HEADS:
        return reader.phrase(head)
    listed = reader.shape[at - 1 : at] == "(" and sign_of(reader, at) is not None
    return reader.carried.copy() if listed and reader.carried is not None else None


def way_told(reader: Reader, at: int, left: str, previous: Draft | None) -> Direction | None:
    """The way that the sign says, else the word for a movement before it, else the one right behind."""
    shape = reader.shape
    if (signed := sign_of(reader, at)) is not None:
        return signed
    if previous is not None and previous.kind is Kind.CHANGE and not set("UC") & set(shape[previous.index : at]):
        return previous.direction
    index = shape.rfind("U", 0, at)
    if left[-1:] in ("t", "f", "v") and not (index >= 0 and is_growth(reader.line, index)):
        growth = GROWTH.search(shape, 0, at)
        if growth is None or left[-1:] != "t":
            return None  # "from 10 to 22 percent": a level of something
        index = growth.start()
    elif index < 0 and (behind := MOVED.match(shape, at + 1)) is not None:
        index = behind.end() - 1
    if index < 0 or reader.items[index].value == "flat" or (shape[index - 1 : index] == "t" and not reader.modality):
        return None  # "ways to raise exports by 5 percent"
    return Direction(reader.items[index].value)


def of_item(reader: Reader, at: int, subject: Subject) -> Subject:
    """What the figure is of in a list: `pumps (8 percent), valves (6 percent)`, `from Chad (9 percent), Mali (8)`."""
    if (behind := IN_GOODS.match(reader.shape, at + 1)) is not None:
        return with_product(reader, subject, behind.end() - 1)  # "3 percent in textiles and 5 in machines"
    found = ITEM.search(reader.shape, 0, at)
    if found is None:
        return of_unknown(reader, at, subject)
    index = found.start("name")
    if reader.shape[index] == "P":
        return with_product(reader, subject, index) if reader.items[index].value != subject.product else subject
    name = reader.items[index].value
    before = reader.shape.rfind("A", 0, index)
    first = reader.items[before].value if before >= 0 else None
    ours = first == subject.reporter if first in (subject.reporter, subject.partner) else (
        subject.partner in (None, WORLD))
    side = "reporter" if ours else "partner"
    if name in (subject.reporter, subject.partner):
        return subject
    one = subject.copy()
    setattr(one, side, name)
    one.said |= {side}
    one.when = None
    reader.subject = reader.main = one
    return one


def of_unknown(reader: Reader, at: int, subject: Subject) -> Subject:
    """`Lamp parts (8 percent)`: goods that the lexicon lacks must not become all goods."""
    start = max((item.end for item in reader.items[max(0, at - LATELY) : at] if item is not None), default=0)
    words = reader.line.text[max(start, reader.line.start) : reader.items[at].start].rpartition("(")[0].split()
    names = [word for word in words if word.isalpha() and word.islower()]
    names = [word for word in names if word not in neutral(reader.line.language)[1]][-WORDS_OF_GOODS:]
    if not names:
        return subject
    one = subject.copy()
    one.product_name = " ".join(names)
    one.product, one.said = code_for(one.product_name), subject.said | {"product"}
    return one
