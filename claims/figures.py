"""Figures: what each amount of a sentence says of the trade that the sentence is about."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claims import ranks, shares, tariffs
from claims.claim import Direction, Hedge, Kind, Modality
from claims.draft import Draft
from claims.phrase import HEADS
from claims.shape import AMOUNTS, BETWEEN
from claims.subject import Subject
from claims.token import Amount
from sources.terms.key import ALL_PRODUCTS, Basis, Flow
from sources.terms.quantity import PERCENT

if TYPE_CHECKING:
    from claims.clause import Reader

# A figure that belongs to what stands behind it, and that is not trade.
SILENT = object()
SKIP = frozenset(".~egu=k")
MONEY = "$#0"
MODAL = frozenset({Kind.LEVEL, Kind.BALANCE, Kind.CHANGE, Kind.VOLUME, Kind.RATIO, Kind.PRICE})
# Ways to lead up to a figure that say how far the trade moved: rose 5, fell by 5, a rise of 5, growing at 5.
MOVES = ("U", "Uy", "Uo", "Ua", "Uao", "UL", "UFo", "UFL", "UyL", "UoL", "Uwo", "U:", "U-", "Ux")
UP_TO = re.compile(r"\b(?:add|inch|edg|creep|crept|w[eo]nt|mov|pick|shot|shoot|jump|climb|creep|nudg)\w*\s+up\s+to\s+$", re.IGNORECASE)
PER = {"barrel": "barrel", "tonne": "tonne", "ton": "tonne", "kg": "kilogram", "pound": "pound", "bushel": "bushel",
       "ounce": "troy_ounce", "unit": "unit"}


def back(reader: Reader, at: int) -> str:
    """The letters before the figure that matter, nearest last, times and adjectives left out."""
    found = ""
    index = at - 1
    while index >= 0 and len(found) < 5:
        letter = reader.shape[index]
        if letter == "W":
            index -= 2 if index and reader.shape[index - 1] == "i" else 1
            continue
        if letter == ")" and (opened := reader.shape.rfind("(", 0, index)) >= 0:
            index = opened - 1
            continue
        if letter == "m" and index == at - 1 and index and reader.shape[index - 1] == "u":
            index -= 2                          # "more than five billion"
            continue
        if letter == "," and found[:1] and found[0] in "ytfr":
            index -= 1                          # "grew at a slower pace, by 8 percent, to ..."
            continue
        if letter not in SKIP:
            found = letter + found
            if letter in AMOUNTS or letter in "FBDX":
                break
        index -= 1
    return found


def read_figure(reader: Reader, at: int) -> None:
    item = reader.items[at]
    assert isinstance(item, Amount)
    letter = reader.shape[at]
    if letter == "^":
        ranks.read_rank(reader, at)
        return
    left = back(reader, at)
    previous = reader.drafts[-1] if reader.drafts else None
    draft = figure(reader, at, letter, left)
    if draft is None:
        return
    draft.hedge = draft.hedge or (None if reached(reader, item) else item.hedge)
    if not draft.base and ((left[-2:] in ("Do", "Bo", "Fo", "DL", "BL") and measured(reader, at)) or surpassed(reader, item)):
        draft.base = True
    if not item.unit:
        draft.unit = next((other.item.unit or other.unit for other in reversed(reader.drafts)
                           if isinstance(other.item, Amount) and reader.shape[other.index] in "$#0"), reader.currency)
    if letter == "+" and draft.kind is Kind.CHANGE and draft.part is None and reader.share == "H":
        draft.part = reader.part                    # the change of a share
    if not item.unit and draft.kind is Kind.LEVEL and draft.unit and not (len(draft.unit) == 3 and draft.unit.isupper()):
        draft.kind = Kind.VOLUME
    if previous is not None and previous.kind is Kind.RATIO and previous.compared and not (
            set(reader.shape[previous.index + 1:at]) - set("~.hs")):
        draft.base = True                           # "more than double the 7.0 per cent rise of September"
    if draft.subject.price and draft.kind in (Kind.LEVEL, Kind.CHANGE):
        draft.kind = Kind.PRICE
    draft.reached = left.endswith("t")
    if reader.modality is not None and not draft.base and not draft.subject.tariff and draft.kind in MODAL:
        draft.modality = reader.modality
    if item.unit == "ratio" and draft.kind is Kind.CHANGE:
        draft.value, draft.unit = item.value * 100, PERCENT         # a fifth less
    priced(reader, draft, at, letter)
    if reader.shape[at + 1:at + 3] == "FM" and draft.kind in MODAL:
        draft.modality = Modality(reader.items[at + 2].value)       # the $60bn export target
    reader.drafts.append(draft)


def figure(reader: Reader, at: int, letter: str, left: str) -> Draft | None:
    shape, items = reader.shape, reader.items
    subject = reader.subject
    previous = reader.drafts[-1] if reader.drafts else None
    adjacent = previous is not None and not any(mark in shape[previous.index + 1:at] for mark in "FBDXC;TVQ")
    right = shape[at + 1:at + 2]
    if left.endswith("U") and reached(reader, items[at]):
        left += "t"
    p1 = left[-1:]
    p2 = left[-2:-1]
    # a second currency or unit in brackets; "2.78 billion dlrs or three pct"
    if previous is not None and adjacent and p1 and p1 in "(r" and p2 == shape[previous.index]:
        if previous.kind is Kind.SHARE and letter in MONEY:
            return level_figure(reader, at, letter, shares.level_of(reader, previous))
        if letter == "%" and previous.subject is reader.partners and p1 == "r":
            return partner_share(reader, at)
        if (letter in MONEY) == (p2 in MONEY) or (previous.kind is Kind.CHANGE and right[:1] != "o"):
            return same_again(reader, previous, at, letter)
    if previous is not None and previous.kind is Kind.SHARE and letter in MONEY and p1 and p1 in ",L" and not any(
            mark in shape[previous.index + 1:at] for mark in "C;XTVQBD"):
        return level_figure(reader, at, letter, shares.level_of(reader, previous))
    if p1 == "v" and p2 == "(" and previous is not None:
        return same_again(reader, previous, at, letter)                 # (revised from 1.7 mln)
    if adjacent and p1 == ";" and previous is not None and previous.twin is not None:
        return same_again(reader, previous, at, letter)
    if subject is not None and subject.tariff and letter in "$#0" and any(mark == "T" for mark in shape[max(0, at - 12):at]):
        kind = Kind.VOLUME if letter == "#" else Kind.LEVEL
        return Draft(items[at], at, kind, tariffs.taxed(reader, subject))
    # "a rise of", "a 7.5% rise in exports", "a 3.3 mln dlr deficit", "18% of India's exports"
    if right and (seen := ahead(reader, at, letter, left)) is not None:
        return seen if isinstance(seen, Draft) else None
    subject = reader.subject
    if letter in MONEY and left.endswith(("S", "SGL", "SPL")) and (taken := sold_to(reader)) is not None:
        goods = next((index for index in range(at - 1, max(-1, at - 4), -1) if shape[index] == "P"), None)
        reader.subject = reader.main = subject = taken if goods is None else with_product(reader, taken, goods)
    if reader.partners is not None and (subject is None or subject is reader.partners) and letter in "$0#%":
        if letter == "%":
            return partner_share(reader, at) if p1 and p1 in "r(w," else None
        if right[:1] != "o":
            reader.subject = subject = reader.partners
    if letter == "+" and previous is not None and previous.kind is Kind.SHARE and way_of(reader, at, left) is not None:
        draft = Draft(items[at], at, Kind.CHANGE, shares.level_of(reader, previous))
        draft.direction = way_of(reader, at, left)
        return draft
    if subject is None or subject.noise:
        return None
    if subject.tariff:
        if letter == "%" and shape[at + 1:at + 3] == "iA":
            subject = subject.copy()                        # 34 percent for China, 46 percent for Vietnam
            subject.partner = items[at + 2].value
            subject.said |= {"partner"}
        if letter == "%":
            return Draft(items[at], at, Kind.RATE, subject)
        return Draft(items[at], at, Kind.LEVEL, tariffs.taxed(reader, subject)) if letter in MONEY else None
    if subject.flow is None:
        return None
    subject = nth(reader, subject, at, previous)
    # what another figure is measured against
    if (p1 and p1 in "vfm") or ("v" in left and previous is not None) or left.endswith("mJ"):
        if letter in "%+" and way_of(reader, at, left) is None and not reader.share and not any(
                draft.kind in (Kind.CHANGE, Kind.SHARE) for draft in reader.drafts):
            return None
        return against(reader, at, letter, subject, previous, left)
    if reader.share and letter in "%*" and not (p1 == "U" and reader.share == "H") and p2 + "y" != "U":
        return shares.share_of(reader, at, subject)
    if letter in "%+":
        return percentage(reader, at, letter, left, subject, previous, adjacent)
    if letter == "*":
        return ratio(reader, at, left, subject)
    return money_figure(reader, at, letter, left, subject, previous, adjacent)


def reached(reader: Reader, item: Amount) -> bool:
    """`inched up to 215 billion`, `added up to 35 trillion`: where it came to, not a limit."""
    return item.hedge is Hedge.UP_TO and UP_TO.search(
        reader.line.text, max(reader.line.start, item.start - 24), item.start) is not None


def sold_to(reader: Reader) -> Subject | None:
    """`Nepal took $7.04 billion`: of the exports that the sentence before was about."""
    carried = reader.carried if reader.subject is None or reader.subject.noise else reader.subject
    if carried is None or carried.noise or carried.tariff or carried.flow not in (Flow.EXPORT, Flow.IMPORT, Flow.TOTAL) or (
            reader.agent in (None, carried.reporter)):
        return None
    twin = carried.copy()
    twin.partner = reader.agent
    twin.said |= {"partner"}
    twin.when = None
    twin.listed = True
    return twin


def partner_share(reader: Reader, at: int) -> Draft:
    """`China was the biggest source of imports with N3.57 trillion, or 24.35%`."""
    partners = reader.partners
    assert partners is not None
    whole = partners.copy()
    whole.partner = None
    whole.said -= {"partner"}
    draft = Draft(reader.items[at], at, Kind.SHARE, whole)
    draft.part = partners
    return draft


def priced(reader: Reader, draft: Draft, at: int, letter: str) -> None:
    """`at an average $413 a tonne`: a price, not what the trade was worth."""
    if letter != "$" or draft.kind not in (Kind.LEVEL, Kind.CHANGE, Kind.PRICE):
        return
    if reader.shape[at + 1:at + 2] != "p":
        earlier = next((one.unit for one in reversed(reader.drafts) if one.kind is Kind.PRICE and "/" in one.unit), "")
        if draft.kind is Kind.PRICE and earlier:
            draft.unit = earlier
        return
    unit = PER.get(reader.line.words(at + 1).split()[-1])
    if unit is not None:
        draft.kind, draft.direction = Kind.PRICE, None
        draft.unit = f"{reader.items[at].unit}/{unit}"


def surpassed(reader: Reader, item: Amount) -> bool:
    """`well below the 162.7 billion of 2022`: a figure that another is held against."""
    words = reader.line.text[max(reader.line.start, item.start - 24):item.start].lower().split()
    return len(words) > 1 and words[-1] in ("the", "its", "their") and words[-2] in ("below", "above", "than", "beneath", "over", "of") and (
        words[-2] != "of" or words[-3:-2] == ["short"])


def ratio(reader: Reader, at: int, left: str, subject: Subject) -> Draft | None:
    """`doubled`, `twice the figure for 2020`, `fell by a fifth`, `a fifth less`."""
    item, words = reader.items[at], reader.line.words(at)
    if left.endswith(("U", "Uy")) and item.value < 1:
        moved = way_of(reader, at, left)
    elif item.value < 1 and reader.shape[at + 1:at + 2] == "u":
        moved = Direction(reader.items[at + 1].value)
    elif left[-1:] in ("t", "o", "i", "y") and "U" not in left:
        return None
    else:
        if item.value < 1 and not words.startswith("halv"):
            return None
        draft = Draft(item, at, Kind.RATIO, subject)
        draft.direction = Direction.UP if item.value > 1 else Direction.DOWN
        draft.compared = words.endswith(("times", "twice", "fold", "half")) or words in ("double", "triple")
        return draft
    if moved is None:
        return None
    draft = Draft(item, at, Kind.CHANGE, subject)
    draft.direction = moved
    return draft


def measured(reader: Reader, at: int) -> bool:
    """`compares with a 1986 surplus of 9.5 billion`: whether the phrase before the figure hangs on a comparison."""
    index = at - 1
    while index >= 0 and reader.shape[index] not in HEADS:
        index -= 1
    index -= 1
    while index >= 0 and reader.shape[index] in BETWEEN:
        index -= 1
    return index >= 0 and reader.shape[index] in "vf"


def same_again(reader: Reader, previous: Draft, at: int, letter: str) -> Draft:
    draft = Draft(reader.items[at], at, previous.kind, previous.subject)
    draft.direction, draft.modality, draft.base = previous.direction, previous.modality, previous.base
    draft.part = previous.part
    draft.twin = previous
    return draft


def ahead(reader: Reader, at: int, letter: str, left: str) -> Draft | object | None:
    """A figure whose trade stands behind it."""
    shape, items = reader.shape, reader.items
    after = at + 1
    while after < len(shape) and shape[after] in "~.":
        after += 1
    if after >= len(shape):
        return None
    if shape[after] == "r" and after + 2 < len(shape) and shape[after + 1] in AMOUNTS and shape[after + 2] == "U":
        after += 2                                          # a 104 pct or 600 mln dlr increase
    mark = shape[after]
    if mark == "H" and letter in "%*" and reader.subject is not None and not reader.subject.noise and (
            reader.subject.partner or reader.subject.product != ALL_PRODUCTS) and reader.drafts and (
            reader._head_after(after + 2) is None):
        whole = reader.subject.copy()                   # reached 108.7 billion, a 41.5% share
        whole.partner, whole.product, whole.product_name = None, ALL_PRODUCTS, None
        whole.said -= {"partner", "product"}
        draft = Draft(items[at], at, Kind.SHARE, whole)
        draft.part = reader.subject
        return draft
    levied = after
    while levied < len(shape) and shape[levied] in "APG~":
        levied += 1
    if letter == "%" and levied < len(shape) and shape[levied] == "T":
        tariffs.open_tariff(reader, levied)
        assert reader.subject is not None
        return Draft(items[at], at, Kind.RATE, reader.subject)
    if mark == "N" and letter == "%" and items[after].value == "ahead" and reader.subject is not None and (
            not reader.subject.noise and reader.subject.flow is not None):
        draft = Draft(items[at], at, Kind.CHANGE, reader.subject)       # 9.4% ahead of
        draft.direction = Direction.UP if reader.line.words(after).startswith("ahead") else Direction.DOWN
        return draft
    if mark in "Uu" and not left.endswith(("U", "Uy")) and not (
            after + 1 < len(shape) and (shape[after + 1] in AMOUNTS or shape[after + 1] in "yt")):
        way = items[after].value
        subject = reader.subject
        if letter == "*" and items[at].value >= 1:
            return None
        if after + 1 < len(shape) and shape[after + 1] in "oi":
            head = reader._head_after(after + 2)
            if head is not None:
                if shape[head] in "XTc":
                    sold = reader._sold(head) if shape[head] == "X" else None
                    if sold is None:
                        return SILENT
                    reader.phrases[head] = sold
                subject = reader.subject = reader.main = reader.phrase(head)
            elif subject is not None and not subject.noise and shape[after + 2:after + 3] == "P":
                subject = with_product(reader, subject, after + 2)      # a 24.2% slide in cars
        if subject is None or subject.noise or way == "flat" or subject.tariff or subject.flow is None:
            return None
        draft = Draft(items[at], at, Kind.CHANGE, subject)
        draft.direction = Direction(way)
        return draft
    if mark == "L" and after + 1 < len(shape) and shape[after + 1] == "o":
        after += 1                                          # worth of
        mark = "o"
        if letter in MONEY and (moved := goods_moved(reader, at, after + 1, letter)) is not None:
            return moved
    if mark in "oi":
        head = reader._head_after(after + 1)
        if head is None and mark == "o" and letter in "%*" and shape[after + 1:after + 2] and shape[after + 1] in "Qg":
            current = reader.subject
            if current is not None and not current.noise and not reader.share and current.flow is not None and (
                    current.partner or current.product != ALL_PRODUCTS) and reader.drafts:
                whole = current.copy()
                whole.partner, whole.product, whole.product_name = None, ALL_PRODUCTS, None
                whole.said -= {"partner", "product"}
                return shares.share_of(reader, at, whole)
            whole = reader.subject if reader.subject is not None and not reader.share else reader.trade
            if whole is None or whole.noise:
                whole = reader.subject
            return shares.share_of(reader, at, whole) if whole is not None else None
        if head is None:
            current = reader.subject
            if mark == "o" and current is not None and current.verb and shape[after + 1:after + 2] == "P":
                reader.subject = reader.main = with_product(reader, current, after + 1)     # shipped 9 million tonnes of
            elif mark == "o" and current is not None and current.flow is Flow.BALANCE and shape[after + 1:after + 2] == "G":
                reader.subject = None
            return None
        if shape[head] in "XTc":
            return None
        if letter in "%*" and mark == "o":
            return shares.share_of(reader, at, reader.phrase(head))
        if letter in MONEY and shape[head] in "FBD" and not left.endswith(("Do", "Bo")):
            found = reader.phrase(head)
            if found.noise or (found.weak and not reader.trading):
                return None
            if found.weak and reader.carried is not None and reader.carried.flow is Flow.BALANCE:
                found.reporter, found.partner = reader.carried.reporter, reader.carried.partner
            if reader.share == "S":
                found = shares.level_of(reader, shares.share_of(reader, at, found) or Draft(items[at], at, Kind.SHARE, found))
            reader.subject = reader.main = found
            return level_figure(reader, at, letter, found)
        return None
    if mark == "f" and letter in MONEY and left.endswith("L") and shape[after + 1:after + 2] == "F":
        reader.subject = reader.main = reader.phrase(after + 1)         # earned 20 billion from exports
        if reader.agent and "reporter" not in reader.subject.said:
            reader.subject.reporter = reader.agent
            reader.subject.said |= {"reporter"}
        return level_figure(reader, at, letter, reader.subject)
    if letter == "*" and items[at].value > 1 and reader.modality is not None and (mark in HEADS or mark in "APGgh2s"):
        head = reader._head_after(after)
        if head is not None and shape[head] in "FB":
            draft = Draft(items[at], at, Kind.RATIO, reader.phrase(head))       # aim to double bilateral trade
            draft.direction = Direction.UP
            return draft
    if letter in MONEY and (mark in HEADS or mark in "APGgh2J"):
        head = reader._head_after(after)
        if head is not None and shape[head] in HEADS and len(reader.line.text[items[at].end:items[head].start]) < 40 and (
                "n" not in shape[after:head]):
            if reader.subject is not None and not reader.subject.noise and mark == "A":
                return None
            found = reader.phrase(head)
            if found.noise or (found.weak and not reader.trading and reader.subject is None) or (
                    found.weak and reader.subject is not None and reader.subject.noise):
                return None
            if found.weak and reader.subject is not None and reader.subject.flow is Flow.BALANCE:
                twin = reader.subject.copy()
                twin.sign = found.sign
                found = twin
            draft = level_figure(reader, at, letter, found)
            previous = reader.drafts[-1] if reader.drafts else None
            if left.endswith(("v", "f")) or (left.endswith("n") and previous is not None and previous.base):
                draft.base = True
            return draft
    return None


def with_product(reader: Reader, subject: Subject, at: int) -> Subject:
    """The same trade, of the product at `at` alone."""
    token = reader.items[at]
    one = subject.copy()
    one.product, one.product_name = token.value, reader.line.text[token.start:token.end]
    one.said |= {"product"}
    return one


def goods_moved(reader: Reader, at: int, after: int, letter: str) -> Draft | None:
    """`$505 billion worth of goods arrived from China`, `the other $16 billion worth of Chinese products`."""
    shape, items = reader.shape, reader.items
    while after < len(shape) and shape[after] in "~.gs":
        after += 1
    if after >= len(shape) or shape[after] not in "AG":
        return None
    taxed = next((one for one in (reader.subject, reader.carried) if one is not None and one.tariff), None)
    if taxed is not None and reader._head_after(after) is None:
        twin = tariffs.taxed(reader, taxed)
        if shape[after] == "A" and items[after].value != twin.reporter:
            twin.partner = items[after].value
            twin.said |= {"partner"}
        return Draft(items[at], at, Kind.LEVEL, twin)
    current = reader.subject
    if shape[after] == "G" and current is not None and current.basis is None and not current.noise and (
            current.flow in (Flow.IMPORT, Flow.EXPORT)):
        current.basis = Basis(items[after].value)
        current.said |= {"basis"}
    if shape[after] == "G":
        for index in range(after + 1, min(after + 5, len(shape))):
            if shape[index] in AMOUNTS or shape[index] in "C;FBD":
                break
            if shape[index] == "A" and shape[index - 1] in "ft":
                flow = Flow.IMPORT if shape[index - 1] == "f" else Flow.EXPORT
                if current is not None and not current.noise and current.flow in (Flow.IMPORT, Flow.EXPORT):
                    break                           # it imported $20bn worth of goods from China
                subject = Subject(flow, items[after].start)
                subject.partner, subject.basis = items[index].value, Basis(items[after].value)
                subject.said = frozenset({"flow", "partner", "basis"})
                reader.subject = reader.main = subject
                return Draft(items[at], at, Kind.LEVEL, subject)
    return None


def nth(reader: Reader, subject: Subject, at: int, previous: Draft | None) -> Subject:
    """The second of two joined subjects for the second of two joined figures."""
    if subject.siblings and previous is not None and (previous.subject is subject or previous.subject in subject.siblings) and (
            previous.item.unit == reader.items[at].unit):
        between = reader.shape[previous.index + 1:at]
        if between.strip(".,") == "n" or between in ("n", ",n", ","):
            taken = sum(1 for draft in reader.drafts if draft.subject is subject or draft.subject in subject.siblings)
            if taken <= len(subject.siblings):
                return subject.siblings[taken - 1]
    return subject


def against(reader: Reader, at: int, letter: str, subject: Subject, previous: Draft | None, left: str) -> Draft | None:
    moved = next((draft for draft in reversed(reader.drafts) if draft.kind in (Kind.CHANGE, Kind.SHARE)), None)
    if letter == "%" and moved is not None and moved.kind is Kind.SHARE and reader.shape[at + 1:at + 3] == "iA" and (
            moved.part is not None):
        draft = Draft(reader.items[at], at, Kind.SHARE, moved.subject)      # against 21 percent for the US
        draft.part = moved.part.copy()
        draft.part.partner = reader.items[at + 2].value
        return draft
    if letter in "%+" and (way := way_of(reader, at, left)) is not None and not reader.share:
        draft = Draft(reader.items[at], at, Kind.CHANGE, subject)
        draft.direction = way
    elif letter in "%+" and moved is not None:
        draft = Draft(reader.items[at], at, moved.kind, moved.subject)
        draft.part = moved.part
        draft.direction = moved.direction
    elif reader.share and letter == "%":
        shared = shares.share_of(reader, at, subject)
        if shared is None:
            return None
        draft = shared
    else:
        draft = level_figure(reader, at, letter, subject)
    draft.base = True
    return draft


def percentage(reader: Reader, at: int, letter: str, left: str, subject: Subject, previous: Draft | None,
             adjacent: bool) -> Draft | None:
    way = way_of(reader, at, left)
    if way is None and left.endswith(("Fy", "My")) and reader.modality is Modality.TARGET:
        way = Direction.UP                              # plans to raise exports by 11 percent
    if way is None and left.endswith("Ut") and reader.modality is not None:
        index = reader.shape.rfind("U", 0, at)
        way = Direction.UP if reader.line.words(index) == "growth" else None    # its projection for growth to 2.5 percent
    start = reader.items[at].start
    printed = next((sign for sign in (reader.line.text[start], reader.line.text[max(0, start - 1)]) if sign in "+-−–"), "")
    if printed and left[-1:] in ("(", "A", "P", ":", "F"):
        way = Direction.UP if printed == "+" else Direction.DOWN
    if way is None and subject.growth and left[-1:] in ("o", "L", "a", "F", "t"):
        way = Direction.UP
    changed = next((draft for draft in reversed(reader.drafts) if draft.kind is Kind.CHANGE), None)
    if way is None and changed is not None and (
            (adjacent and previous is changed and left[-1:] in ("n", ",")) or left[-2:] in ("Fy", "Py", "Ay")
            or reader.shape[at - 1] in "PAF"
            or (reader.shape[at - 1] == "W" and previous is changed)):
        way = changed.direction            # "exports fell 2.4 percent, imports 1.6"
    if way is None:
        return None
    draft = Draft(reader.items[at], at, Kind.CHANGE, subject)
    draft.direction = way
    return draft


def way_of(reader: Reader, at: int, left: str) -> Direction | None:
    """The way the figure goes: `rose 5`, `fell by 5`, `growth of 5`, `up 5`."""
    if left.endswith(MOVES):
        index = at - 1
        while reader.shape[index] != "U":
            index -= 1
        value = reader.items[index].value
        return Direction(value) if value != "flat" else None
    return None


def money_figure(reader: Reader, at: int, letter: str, left: str, subject: Subject, previous: Draft | None,
           adjacent: bool) -> Draft | None:
    p1 = left[-1:]
    if left.endswith(("U", "Uy")) and not below(reader, at):
        way = way_of(reader, at, left)
        if way is not None:
            draft = Draft(reader.items[at], at, Kind.CHANGE, subject)
            draft.direction = way
            return draft
    changed = next((draft for draft in reversed(reader.drafts) if draft.kind is Kind.CHANGE), None)
    if changed is not None and left[-2:] in ("Ay", "Fy", "Py"):
        draft = Draft(reader.items[at], at, Kind.CHANGE, subject)       # "... and those from China by £0.5bn"
        draft.direction = changed.direction
        return draft
    if adjacent and previous is not None and p1 in ("n", ",") and left[-2:-1] in AMOUNTS:
        draft = Draft(reader.items[at], at, previous.kind, subject)
        if ((previous.kind is Kind.CHANGE) and reader.shape[previous.index] in MONEY) or previous.base:
            draft.direction, draft.base = previous.direction, previous.base
            return draft
    if p1 in "X" and p1:
        return None
    if letter == "0" and not p1:
        return None
    return level_figure(reader, at, letter, subject)


def below(reader: Reader, at: int) -> bool:
    """`fell below five billion` says where it stands, not how far it fell."""
    item = reader.items[at]
    return isinstance(item, Amount) and item.hedge in (Hedge.NEARLY, Hedge.OVER, Hedge.UP_TO) and "below" in reader.line.text[
        max(0, item.start - 12):item.start].lower()


def level_figure(reader: Reader, at: int, letter: str, subject: Subject) -> Draft:
    if subject.flow is Flow.BALANCE:
        return Draft(reader.items[at], at, Kind.BALANCE, subject)
    kind = Kind.VOLUME if letter == "#" else Kind.LEVEL
    draft = Draft(reader.items[at], at, kind, subject)
    index = at - 1
    while index >= 0 and reader.shape[index] in ".~":
        index -= 1
    if index >= 0 and reader.shape[index] == "L" and reader.items[index].value == "over":
        draft.hedge = Hedge.OVER
    return draft
