"""Figures whose trade stands behind them: `a 7.5% rise in exports`, `18% of India's exports`, `a $3bn deficit`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.claim import Direction, Kind
from claims.clauses import goods, headed, measures, parts, roles, selling, shares, tariffs
from claims.clauses.draft import Draft
from claims.clauses.linked import SILENT, linked
from claims.clauses.phrase import HEADS
from claims.clauses.roles import MONEY
from claims.clauses.shape import AMOUNTS
from claims.clauses.timewords import PACES
from claims.pattern import pattern
from sources.terms.key import ALL_PRODUCTS, Flow

if TYPE_CHECKING:
    from claims.clauses.reader import Reader

LISTED = pattern(r"(?:,%)*,?n%o")
FROM_AMOUNT = pattern(r"Uf[~.]*[$#0]")  # "2,647 tonnes, down from 4,121"
PART_OF_MOVE = pattern(r"[~.g]*U[~.]*[io][~.gsAhP2]*[FBD]")
NEW = pattern(r"\ban? $")
ARTICLE = pattern(r"\ban? (?:[a-z]+ ){0,2}$")
EARLIER = pattern(r"\b(?:after|following|against) (?:an?|the|its) (?:[a-z]+ )?$")
EXPECTED = pattern(r"[.~LW,iA]*M[.~]*%")
DOER = pattern(r"A[.~]*L[.~,]*$")
CONJUNCTION = pattern(r"\s(?:as|when|once|since|with)\s")
PART = pattern("Q?P")
SHORT = 12  # characters: room for one adjective
ASIDE = pattern(r"(?:\([$0]?\)|iW)(?=fP?F)")
EARNED = pattern("P?F")


def ahead(reader: Reader, at: int, letter: str, left: str) -> Draft | object | None:
    """A figure whose trade stands behind it."""
    shape, items = reader.shape, reader.items
    after = behind(reader, at)
    if (aside := ASIDE.match(shape, after)) is not None and left.endswith(("L", "A")):
        after = aside.end()  # "earned 5 billion dollars (R90 billion) from exports"
    if after >= len(shape):
        return None
    if shape[:at].strip("~.") == "a" and shape[at + 1] == "," and letter in MONEY:
        head = reader.head_after(at + 2)
        if head is not None and shape[head] in HEADS and not reader.phrase(head).noise:
            return roles.level_figure(reader, at, letter, reader.phrase(head))  # "At $5 billion, its exports were ..."
    if letter == "%" and (listed := LISTED.match(shape, after)) is not None:
        after = listed.end() - 1  # "accounting for 15, 13 and 12 percent of trade"
    if shape[after] in "rn" and after + 2 < len(shape) and shape[after + 1] in AMOUNTS and shape[after + 2] in (
        "Uu" if shape[after] == "r" else "U"
    ):
        after += 2  # a 104 pct or 600 mln dlr increase
    mark = shape[after]
    gap = reader.line.text[items[at].end : items[after].start] if items[after] is not None else ""
    if mark == "X" and letter in MONEY and len(gap) <= SHORT and not CONJUNCTION.match(gap):
        return SILENT  # a $3bn loan, a $1 trillion digital economy
    if mark == "H" and letter in "%*" and (taken := shares.held(reader, at, after)) is not None:
        return taken
    if (
        mark == "H"
        and letter in "%*"
        and reader.subject is not None
        and not reader.subject.noise
        and (reader.subject.partner or reader.subject.product != ALL_PRODUCTS)
        and reader.drafts
        and (reader.head_after(after + 2) is None)
    ):
        draft = Draft(items[at], at, Kind.SHARE, reader.subject.of_all())  # reached 108.7 billion, a 41.5% share
        draft.part = reader.subject
        return draft
    levied = after
    while levied < len(shape) and shape[levied] in "APG~2":
        levied += 1
    told = reader.subject
    moved_by = told is not None and not told.noise and not told.tariff and left.endswith(("U", "Uy"))
    if letter == "%" and levied < len(shape) and shape[levied] == "T" and not moved_by:
        tariffs.open_tariff(reader, levied)
        assert reader.subject is not None
        return Draft(items[at], at, Kind.RATE, reader.subject)
    if (
        mark == "N"
        and letter == "%"
        and items[after].value != "next"
        and reader.subject is not None
        and (not reader.subject.noise and reader.subject.flow is not None)
    ):
        draft = Draft(items[at], at, Kind.CHANGE, reader.subject)  # 9.4% ahead of
        draft.direction = Direction(items[after].value)
        return draft
    if (
        mark in "Uu"
        and not left.endswith(("U", "Uy"))
        and not (
            after + 1 < len(shape)
            and mark == "U"
            and (shape[after + 1] in AMOUNTS or shape[after + 1] in "yt")
            and not (letter == "%" and shape[after + 1] == "t" and noun_follows(reader, at))
        )
        and not (letter in MONEY and FROM_AMOUNT.match(shape, after) and not NEW.search(
            reader.line.text, max(0, items[at].start - 4), items[at].start))
    ):
        return movement(reader, at, letter, after)
    if mark == "L" and after + 1 < len(shape) and shape[after + 1] == "o":
        after += 1  # worth of
        mark = "o"
    if mark == "t" and letter in "%*" and reader.share == "S":
        head = reader.head_after(after + 1)  # contributed 38 percent to its export earnings
        if head is not None and shape[head] == "F":
            return shares.share_of(reader, at, reader.phrase(head))
    if mark == "o" and letter in "%*" and PART_OF_MOVE.match(shape, after + 1) is not None:
        return SILENT  # "half of the fall in exports"
    if mark == "o" and letter in "%*" and left.endswith(("U", "Uy")) and not reader.share:
        return None  # "increased by 15 per cent of the value recorded in"
    if mark in "oi":
        return linked(reader, at, letter, left, after)
    if letter in MONEY and left.endswith("L") and (made := selling.made(reader, after)) is not None:
        return roles.level_figure(reader, at, letter, made)
    if mark == "f" and letter in MONEY and left.endswith(("L", "A")) and EARNED.match(shape, after + 1):
        reader.subject = reader.main = reader.phrase(shape.index("F", after))  # earned 20 billion from (tea) exports
        if reader.agent and "reporter" not in reader.subject.said:
            reader.subject.reporter = reader.agent
            reader.subject.said |= {"reporter"}
        if (firms := parts.traders(reader, after)) is not None:
            reader.subject.product, reader.subject.product_name = firms
            reader.subject.said |= {"product"}
        return roles.level_figure(reader, at, letter, reader.subject)
    if letter == "*" and items[at].value > 1 and reader.modality is not None and (mark in HEADS or mark in "APGgh2s"):
        head = reader.head_after(after)
        if head is not None and shape[head] in "FB":
            draft = Draft(items[at], at, Kind.RATIO, reader.phrase(head))  # aim to double bilateral trade
            draft.direction = Direction.UP
            return draft
    if letter in MONEY and (mark in HEADS or mark in "APGgh2J"):
        head = reader.head_after(after)
        if (
            head is not None
            and shape[head] in HEADS
            and len(reader.line.text[items[at].end : items[head].start]) < 40
            and ("n" not in shape[after:head])
            and not CONJUNCTION.match(reader.line.text, items[at].end, items[head].start)  # "$5bn as exports rose"
        ):
            if reader.subject is not None and not reader.subject.noise and mark == "A":
                return None
            found = reader.phrase(head)
            if (
                found.noise
                or (found.weak and not reader.trading and reader.subject is None)
                or (
                    reader.subject is not None
                    and reader.subject.noise
                    and (found.weak or reader.line.text[items[at].end : items[after].start].strip(" -"))
                )  # "reserves of $9 billion as exports rise"
            ):
                return None
            if found.weak and reader.subject is not None and reader.subject.flow is Flow.BALANCE:
                twin = reader.subject.copy()
                twin.sign = found.sign
                if "basis" in found.said:  # "offset by a $60bn surplus in services"
                    twin.basis, twin.said = found.basis, twin.said | {"basis"}
                found = twin
            draft = roles.level_figure(reader, at, letter, found)
            previous = reader.drafts[-1] if reader.drafts else None
            if left.endswith(("v", "f")) or (left.endswith("n") and previous is not None and previous.base):
                draft.base = True
            return draft
    return None


def behind(reader: Reader, at: int) -> int:
    """Where what a figure is of begins, adjectives left out: `a 5 per cent year-on-year (y-o-y) rise`."""
    shape = reader.shape
    after = at + 1
    while after < len(shape):
        if shape[after] == "W" and reader.items[after].relative in PACES:
            after += 1
        elif shape[after] == "(" and shape[after + 1 : after + 3] == "W)" and after > at + 1:
            after += 3
        elif shape[after] in "~.":
            after += 1
        else:
            break
    return after


def noun_follows(reader: Reader, at: int) -> bool:
    """Whether an article says that the figure goes with a noun: `a sharp 45 percent increase to $5 billion`."""
    start = reader.items[at].start
    return ARTICLE.search(reader.line.text, max(reader.line.start, start - 24), start) is not None


def movement(reader: Reader, at: int, letter: str, after: int) -> Draft | object | None:
    """`A 5 percent rise in exports`, `5 percent more`: the movement is at `after`."""
    shape, items = reader.shape, reader.items
    if measures.beside_aim(reader, after):
        return SILENT  # "12 percent less than the target"
    way = items[after].value
    subject = reader.subject or reader.partners or headed.told_again(reader, at, after)
    if subject is None and EXPECTED.match(shape, 0, at + 1) and reader.carried is not None:
        subject = reader.subject = reader.carried.copy()  # "Economists had expected a 0.1 percent fall"
        subject.when = None
    if letter == "*" and items[at].value >= 1:
        return None
    if after + 1 < len(shape) and shape[after + 1] in "oi":
        head = reader.head_after(after + 2)
        if head is not None:
            if shape[head] in "XTc":
                sold = selling.sold(reader, head) if shape[head] == "X" else None
                if sold is None:
                    return SILENT
                reader.phrases[head] = sold
            subject = reader.subject = reader.main = reader.phrase(head)
            doer = DOER.search(shape, 0, at) if reader.partners is None else None
            if doer is not None and not subject.said & {"reporter", "partner"}:
                subject.reporter = items[doer.start()].value  # "Chile logged a 10 percent fall in exports"
                subject.said |= {"reporter"}
        elif subject is not None and not subject.noise and (part := PART.match(shape, after + 2)) is not None:
            subject = goods.with_product(reader, subject, part.end() - 1)  # a 24.2% slide in (those of) cars
        elif shape[after + 1] == "o" and (
            shape[after + 2 :][:1] == "~" or measures.part_of_something(reader, after + 1)
        ):
            return SILENT  # the 70 pct rise of the dollar
    if subject is reader.subject and subject is not None:
        subject = roles.nth(reader, subject, at, reader.drafts[-1] if reader.drafts else None)
    if subject is None or subject.noise or way == "flat" or subject.tariff or subject.flow is None:
        return None
    draft = Draft(items[at], at, Kind.CHANGE, subject)
    draft.direction = Direction(way)
    draft.base = (
        reader.drafts != []
        and reader.drafts[-1].kind is Kind.CHANGE
        and EARLIER.search(reader.line.text, max(0, items[at].start - 20), items[at].start) is not None
    )  # "fell 16 percent, after a 34 percent drop in May"
    return draft
