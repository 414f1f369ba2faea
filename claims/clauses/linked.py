"""Figures with `of` or `in` between them and their trade: `18% of India's exports`, `$5 billion in imports`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.claim import Direction, Kind
from claims.clauses import business, goods, measures, roles, selling, shares
from claims.clauses.around import MONEY
from claims.clauses.draft import SILENT, Draft, Silent
from claims.clauses.phrase import HEADS, noun_phrase
from claims.clauses.shape import AMOUNTS
from claims.clauses.subject import Subject, code_for
from claims.pattern import pattern
from sources.terms.key import ALL_PRODUCTS, Basis, Flow

if TYPE_CHECKING:
    from claims.clauses.reader import Reader

BOTH_WAYS = (Flow.BALANCE, Flow.TOTAL)
APOSTROPHES = ("'", "’")
NOUN = pattern(r"\s+[a-z]")
OWNER = pattern(r"A[~.]*$")
OF_SUM = pattern(r"[~.gsAM]*(?P<sum>[#$0])[oi~.]*")  # "70 per cent of the 419,548 tonnes of imports", "of the $5bn gap"
EARNED_FROM = pattern(r"X[~.]*f[~.AsP]*F")  # "1.9 billion of the earnings coming from non-coffee exports"


def linked(reader: Reader, at: int, letter: str, left: str, after: int) -> Draft | Silent | None:
    """What the figure at `at` is of, with the preposition at `after`."""
    shape, items = reader.shape, reader.items
    mark = shape[after]
    head = reader.head_after(after + 1)
    if head is not None and mark == "i" and shape[after + 1] == "W" and shape[after + 2] != "g":
        next_at = items[after + 2].start if items[after + 2] is not None else items[after + 1].end
        if reader.line.text[items[after + 1].end : next_at].strip(" '’s"):
            head = None  # "20 billion in May as imports dropped"
    if head is None and mark == "o" and letter in "%*" and (total := OF_SUM.match(shape, after + 1)) is not None:
        head = reader.head_after(total.end())
        owned_by(reader, total.start("sum"), head)
    elif mark == "i" and letter in MONEY:
        owned_by(reader, at, head)
    if head is None and shape[after + 1 : after + 2] == "Q" and shape[after + 2 : after + 3] not in ("", "W", "i"):
        head = reader.head_after(after + 2)  # "the total" is not always a pronoun: the total power generation
    whole_at = after + 1
    while mark == "o" and whole_at + 1 < len(shape) and shape[whole_at] in "s~" and shape[whole_at + 1] in "g~":
        whole_at += 1  # "of its total", "of the national total"
    if head is None and mark == "o" and letter in "%*" and shape[whole_at : whole_at + 1] in ("Q", "g"):
        return part_of_total(reader, at, whole_at)
    if head is None:
        return of_told(reader, at, letter, left, after)
    if letter in MONEY and mark == "o" and (through := EARNED_FROM.match(shape, head)) is not None:
        head = through.end() - 1
    if mark == "i" and (way := roles.moved_in(reader, at, left)) is not None:
        grown = selling.sold(reader, head) if shape[head] == "X" else None
        if shape[head] in HEADS:
            grown = reader.phrase(head)
        if grown is not None and not grown.noise and not grown.weak:
            reader.subject = reader.main = grown
            draft = Draft(items[at], at, Kind.CHANGE, grown)  # "growth of 16% in oil exports and 13% in others"
            draft.direction = way
            return draft
    if (
        mark == "i"
        and letter in MONEY
        and left.endswith(("Do", "Bo"))
        and shape[head] in HEADS
        and reader.phrase(head).flow is Flow.TOTAL
        and reader.subject is not None
        and reader.subject.flow is Flow.BALANCE
    ):
        return of_trade_in(reader, at, head)
    if mark == "i" and shape[head + 1 : head + 2] == "o" and shape[head + 2 : head + 3] in AMOUNTS:
        return None  # "to 4.15 billion for a total surplus of 2.52 billion"
    if letter in "%*" and mark == "o" and "P" in shape[after:head] and reader.line.words(head) == "purchases":
        reader.phrases[head] = noun_phrase(reader.line, head, Flow.IMPORT)  # 60 percent of global soy purchases
        return shares.share_of(reader, at, reader.phrase(head))
    if shape[head] in "XTc":
        if mark == "i" and shape[head] == "X" and left.rstrip("Jo").endswith("t"):
            return None  # "rose to a record $261 billion on increased purchases of"
        paid_for = shape[head] == "X" and mark == "i" and business.is_earned(reader, head)
        return None if paid_for or shape[head] == "T" or (letter in "%*" and mark == "i") else SILENT
    if letter == "*" and items[at].value > 1:
        draft = Draft(items[at], at, Kind.RATIO, reader.phrase(head))  # a doubling of exports
        draft.direction = Direction.UP
        return draft if draft.subject.flow is not None else SILENT
    if letter in "%*" and mark == "o":
        if reader.part is None and (taker := shares.taker(reader, head)) is not None:
            reader.part = Subject(None, items[head].start)
            reader.part.partner = taker
            taken = shares.share_of(reader, at, reader.phrase(head))
            reader.part = None
            return taken
        return shares.share_of(reader, at, reader.phrase(head))
    if letter in MONEY and shape[head] in "FBD" and not left.endswith(("Do", "Bo")):
        return in_trade(reader, at, letter, left, head)
    return None


def owned_by(reader: Reader, at: int, head: int | None) -> None:
    """`Iran's $87 billion in trade`: of the country before the figure at `at`."""
    owner = OWNER.search(reader.shape, 0, at) if head is not None and reader.shape[head] in HEADS else None
    if owner is None or head is None:
        return
    name, trade = reader.items[owner.start()], reader.phrase(head)
    if "reporter" in trade.said or reader.line.text[name.end : name.end + 1] not in APOSTROPHES:
        return
    trade.reporter, trade.said = name.value, trade.said | {"reporter"}


def part_of_total(reader: Reader, at: int, whole_at: int) -> Draft | Silent | None:
    """`16 per cent of the total`, `half of it`: a share of the trade told of."""
    shape, items = reader.shape, reader.items
    if NOUN.match(reader.line.text, items[whole_at].end, reader.line.end) and (
        whole_at + 1 >= len(shape)
        or items[whole_at + 1] is None
        or items[whole_at + 1].start - items[whole_at].end > 1
    ):
        return SILENT  # "of the total power generation", "of these borrowers"
    current = reader.subject
    if (
        current is not None
        and not current.noise
        and reader.share != "H"
        and current.flow is not None
        and (current.partner or current.product != ALL_PRODUCTS)
        and reader.drafts
        and (not reader.share or reader.drafts[-1].subject is current)
    ):
        return shares.share_of(reader, at, current.of_all())
    told = reader.subject if reader.subject is not None and not reader.share else reader.trade
    if told is None or told.noise:
        told = reader.subject
    if told is reader.trade and told is not reader.subject and not set(shape[:at]) & set("FBDAPGQs"):
        return SILENT  # "complaints about auctions, 16 per cent of the total", "half of all Canadians"
    return shares.share_of(reader, at, told) if told is not None else None


def of_told(reader: Reader, at: int, letter: str, left: str, after: int) -> Silent | None:
    """`Shipped 9 million tonnes of tea`, `exported $2 billion of goods`: no trade behind it, but goods of that told."""
    shape, items = reader.shape, reader.items
    mark = shape[after]
    current = reader.subject
    shipping = current is not None and (current.verb or (letter in "#$" and left.endswith("Fo")))
    thing = after + 1 + (shape[after + 1 : after + 2] == "A")  # "tonnes of Ethiopian coffee"
    bought = mark == "i" and letter == "$" and current is not None and current.verb  # imported 700 million in fuel
    if (bought or (mark == "o" and shipping)) and current is not None and shape[thing : thing + 1] == "P":
        reader.subject = reader.main = goods.with_product(reader, current, thing)  # shipped 9 million tonnes of
        if thing > after + 1 and current.verb and current.flow is Flow.IMPORT and "partner" not in current.said:
            reader.subject.partner = items[after + 1].value
            reader.subject.said |= {"partner"}
    elif mark == "o" and current is not None and shape[after + 1 : after + 2] == "G":
        if current.flow is Flow.BALANCE:
            reader.subject = None
        elif current.verb and current.basis is None:
            current.basis = Basis(items[after + 1].value)  # "exported 2 billion of goods and services"
            current.said |= {"basis"}
    elif (
        mark == "o"
        and current is not None
        and current.verb
        and letter in "$#"
        and (name := shares.plain_object(reader, after))
    ):
        twin = current.copy()
        twin.product, twin.product_name = code_for(name), name
        twin.said |= {"product"}
        reader.subject = reader.main = twin  # imported 160,000 tons of canned oranges
    elif mark == "o" and letter in "%*" and measures.part_of_something(reader, after):
        return SILENT
    return None


def in_trade(reader: Reader, at: int, letter: str, left: str, head: int) -> Draft | None:
    """`$6 billion in imports`, `a share worth $5 billion of their exports`: what the trade at `head` was worth."""
    shape, items = reader.shape, reader.items
    found = reader.phrase(head)
    if found.noise or (found.weak and not reader.trading):
        return None
    current = reader.subject
    if current is not None and current.flow in BOTH_WAYS and current.partner and found.said <= {"flow"}:
        found.reporter, found.partner = current.reporter, current.partner  # "with Oman, fuelled by $6bn in imports"
        found.said |= current.said & {"reporter", "partner"}
    if found.weak and reader.carried is not None and reader.carried.flow is Flow.BALANCE:
        found.reporter, found.partner = reader.carried.reporter, reader.carried.partner
    last = reader.drafts[-1] if reader.drafts else None
    if last is not None and last.kind is Kind.RANK and last.subject.flow is found.flow and left.endswith("w"):
        found.partner = found.partner or last.subject.partner  # "came third with 4 billion worth of imports"
        found.said |= {"partner"}
    if reader.share == "S" and not shape.endswith(("%o", "*o"), 0, at):
        found = shares.level_of(
            reader, shares.share_of(reader, at, found) or Draft(items[at], at, Kind.SHARE, found)
        )
    reader.subject = reader.main = found
    return roles.level_figure(reader, at, letter, found)


def of_trade_in(reader: Reader, at: int, head: int) -> Draft:
    """`A surplus of $2 billion on trade in services`: the trade behind the figure is what the balance is of."""
    trade = reader.phrase(head)
    current = reader.subject
    assert current is not None
    balance = current.copy()
    said = trade.said & {"reporter", "partner", "product", "basis"}
    for name in said:
        setattr(balance, name, getattr(trade, name))
    balance.product_name = trade.product_name if "product" in said else balance.product_name
    balance.when = trade.when or balance.when
    balance.said = current.said | said
    balance.pair = balance.pair or trade.pair
    reader.consumed.add(head)
    reader.subject = reader.main = balance
    return roles.level_figure(reader, at, "$", balance)
