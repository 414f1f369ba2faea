"""Figures with `of` or `in` between them and their trade: `18% of India's exports`, `$5 billion in imports`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.claim import Direction, Kind
from claims.clauses import business, goods, measures, parts, roles, selling, shares, wares
from claims.clauses.around import MONEY
from claims.clauses.draft import RANKS, SILENT, Draft, Silent
from claims.clauses.neutral import GOODS, points_to_goods
from claims.clauses.phrase import HEADS
from claims.clauses.shape import AMOUNTS
from claims.clauses.subject import Subject, code_for, portion
from claims.pattern import pattern
from sources.terms.key import ALL_PRODUCTS, ONE_WAY, Basis, Flow

if TYPE_CHECKING:
    from claims.clauses.reader import Reader

BOTH_WAYS = (Flow.BALANCE, Flow.TOTAL)
APOSTROPHES = ("'", "’")
SUMS = ("Do", "Bo")  # "a deficit of $5 billion"
PASSED = Silent()  # the answer of a reading for a figure that is not of what stands behind it
PROVIDED = pattern("A,?C$")
OWNER = pattern(r"A[~.]*$")
OF_SUM = pattern(r"[~.gsAM]*(?P<sum>[#$0])[oi~.]*")  # "70 per cent of the 419,548 tonnes of imports", "of the $5bn gap"
SORT = pattern(r"[~.gK,]*A?[~.gKU,]*P(?!F)")
OPENED_BY = pattern(r"[io~.]+[~.sgAP]*F(?:i?W)?,[^FBD$%]*A[^FBD$%]*")  # "As for imports, China took 22 percent of"
BRINGS = pattern(r"(?:^|[,;C])[.~gA]*(?P<ware>P)(?:,P)*(?:,?nP)?[~.]*[LS][~.J]*$")
EARNED_FROM = pattern(r"X[~.]*f[~.AsP]*F")  # "1.9 billion of the earnings coming from non-coffee exports"


def linked(reader: Reader, at: int, letter: str, left: str, after: int) -> Draft | Silent | None:
    """What the figure at `at` is of, with the preposition at `after`."""
    shape, mark = reader.shape, reader.shape[after]
    head = head_behind(reader, at, letter, after)
    whole_at = after + 1
    while mark == "o" and whole_at + 1 < len(shape) and shape[whole_at] in "s~" and shape[whole_at + 1] in "g~":
        whole_at += 1  # "of its total", "of the national total"
    if head is None and mark == "o" and letter in "%*" and shape[whole_at : whole_at + 1] in ("Q", "g"):
        return part_of_total(reader, at, whole_at)
    if head is None:
        return of_told(reader, at, letter, left, after)
    if letter in MONEY and shape[head] == "F":
        brought_by(reader, at, head)
    for letters, marks, reading in READINGS:
        if letter in letters and mark in marks and (found := reading(reader, at, left, head)) is not None:
            return found if found is not PASSED else None
    return None


def head_behind(reader: Reader, at: int, letter: str, after: int) -> int | None:
    """The trade behind the preposition: `of the $5bn gap`, `of the total imports`, not `in May as imports dropped`."""
    shape, items, mark = reader.shape, reader.items, reader.shape[after]
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
    through = EARNED_FROM.match(shape, head) if head is not None and mark == "o" and letter in MONEY else None
    return through.end() - 1 if through is not None else head


def grown_in(reader: Reader, at: int, left: str, head: int) -> Draft | None:
    """`Growth of 16% in oil exports and 13% in others`."""
    way = roles.moved_in(reader, at, left)
    if way is None:
        return None
    grown = selling.sold(reader, head) if reader.shape[head] == "X" else None
    if reader.shape[head] in HEADS:
        grown = reader.phrase(head)
    if grown is None or grown.noise or grown.weak:
        return None
    reader.subject = reader.main = grown
    draft = Draft(reader.items[at], at, Kind.CHANGE, grown)
    draft.direction = way
    return draft


def before_sum(reader: Reader, at: int, left: str, head: int) -> Draft | Silent | None:
    """`To 4.15 billion for a total surplus of 2.52 billion`: the trade has a figure of its own."""
    follows = reader.shape[head + 2 : head + 3]
    return PASSED if reader.shape[head + 1 : head + 2] == "o" and follows and follows in AMOUNTS else None


def in_no_trade(reader: Reader, at: int, left: str, head: int) -> Draft | Silent | None:
    """`$5 billion in sales`; `rose to $5 billion on increased purchases` is still of what rose."""
    mark = reader.shape[head]
    if mark not in "XTc":
        return None
    risen = mark == "X" and left.rstrip("Jo").endswith("t")
    told = risen or mark == "T" or reader.shape[at] in "%*" or (mark == "X" and business.is_earned(reader, head))
    return PASSED if told else SILENT


def of_no_trade(reader: Reader, at: int, left: str, head: int) -> Draft | Silent | None:
    """`$5 billion of sales`."""
    if reader.shape[head] not in "XTc":
        return None
    return PASSED if reader.shape[head] == "T" else SILENT


def doubling(reader: Reader, at: int, left: str, head: int) -> Draft | Silent | None:
    """`A doubling of exports`."""
    if reader.items[at].value <= 1:
        return None
    draft = Draft(reader.items[at], at, Kind.RATIO, reader.phrase(head))
    draft.direction = Direction.UP
    return draft if draft.subject.flow is not None else SILENT


def share_of(reader: Reader, at: int, left: str, head: int) -> Draft | Silent | None:
    """`18% of India's exports`, `of the exports that went to Oman`."""
    if reader.part is None and (taker := shares.taker(reader, head)) is not None:
        reader.part = portion(reader.items[head].start, taker)
        taken = shares.share_of(reader, at, reader.phrase(head))
        reader.part = None
        return taken or PASSED
    return shares.share_of(reader, at, reader.phrase(head)) or PASSED


def owned_by(reader: Reader, at: int, head: int | None) -> None:
    """`Iran's $87 billion in trade`: of the country before the figure at `at`."""
    owner = OWNER.search(reader.shape, 0, at) if head is not None and reader.shape[head] in HEADS else None
    if owner is None or head is None:
        return
    name, trade = reader.items[owner.start()], reader.phrase(head)
    if "reporter" in trade.said or reader.line.text[name.end : name.end + 1] not in APOSTROPHES:
        return
    trade.reporter, trade.said = name.value, trade.said | {"reporter"}


def brought_by(reader: Reader, at: int, head: int) -> None:
    """`Tea and coffee brought in $5 billion in export earnings`, `tea posted $5 billion worth of`: of these goods."""
    ware, trade = BRINGS.search(reader.shape, 0, at), reader.phrase(head)
    if ware is not None and trade.flow in ONE_WAY and "product" not in trade.said:
        trade.of_goods(*wares.named(reader, ware.start("ware")))


def part_of_total(reader: Reader, at: int, whole_at: int) -> Draft | Silent | None:
    """`16 per cent of the total`, `half of it`: a share of the trade told of."""
    shape, current = reader.shape, reader.subject
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
    opened = OPENED_BY.fullmatch(shape, 0, at) is not None
    told = reader.subject if reader.subject is not None and (opened or not reader.share) else reader.trade
    if told is reader.trade and told is not reader.subject and not set(shape[:at]) & set("FBDAPGQs"):
        return SILENT  # "complaints about auctions, 16 per cent of the total", "half of all Canadians"
    if told is not None and told is reader.trade and parts.traders(reader, at) is not None:
        told = told.copy()  # "private firms handled 57 percent of the total": of all trade
        told.partner, told.said = None, told.said - {"partner"}
    return shares.share_of(reader, at, told) if told is not None else None


def of_told(reader: Reader, at: int, letter: str, left: str, after: int) -> Silent | None:
    """`Shipped 9 million tonnes of tea`, `exported $2 billion of goods`: no trade behind it, but goods of that told."""
    shape, items = reader.shape, reader.items
    mark = shape[after]
    current = reader.subject
    if current is None:
        return SILENT if mark == "o" and letter in "%*" and measures.part_of_something(reader, after) else None
    weighed = letter in "#$" and not current.noise and current.flow in ONE_WAY
    if weighed and mark == "o" and points_to_goods(reader.line, items[after].end):
        return None  # "9 million tonnes of the oilseed": of the goods told of before
    shipping = current.verb or weighed
    thing = after + 1 + (shape[after + 1 : after + 2] == "A")  # "tonnes of Ethiopian coffee"
    sort = SORT.match(shape, thing) if weighed else None
    if sort is not None and not ("," in sort[0] and shares.plain_object(reader, after)):
        thing = sort.end() - 1  # "tonnes of free market barley"
    bought = mark == "i" and letter == "$" and current.verb  # imported 700 million in fuel
    moved = mark == "i" and left.endswith("Uo") and current.product == ALL_PRODUCTS
    if (bought or moved or (mark == "o" and shipping)) and shape[thing : thing + 1] == "P":
        reader.subject = reader.main = goods.with_products(reader, current, thing)  # shipped 9 million tonnes of
        if thing > after + 1 and current.flow is Flow.IMPORT and "partner" not in current.said:
            reader.subject.with_(items[after + 1].value)
    elif mark == "o" and shape[after + 1 : after + 2] == "G":
        if current.verb and current.basis is None:
            current.basis = Basis(items[after + 1].value)  # "exported 2 billion of goods and services"
            current.said |= {"basis"}
    elif mark == "o" and weighed and (name := shares.plain_object(reader, after)):
        if letter == "$" and name in GOODS:
            return None  # "exported $59 billion worth of products"
        twin = current.copy()
        twin.of_goods(code_for(name), name)
        reader.subject = reader.main = twin  # imported 160,000 tons of canned oranges
    elif mark == "o" and letter in "%*" and measures.part_of_something(reader, after):
        return SILENT
    return None


def in_trade(reader: Reader, at: int, left: str, head: int) -> Draft | Silent | None:
    """`$6 billion in imports`, `a share worth $5 billion of their exports`: what the trade at `head` was worth."""
    shape, items = reader.shape, reader.items
    if shape[head] not in HEADS or left.endswith(SUMS):
        return None
    found = reader.phrase(head)
    if found.noise or (found.weak and not reader.trading):
        return None
    current = reader.subject
    roles.both_sides(reader, found, at)
    if current is not None and current.flow in BOTH_WAYS and current.partner and found.said <= {"flow"}:
        found.reporter, found.partner = current.reporter, current.partner  # "with Oman, fuelled by $6bn in imports"
        found.said |= current.said & {"reporter", "partner"}
    if "partner" not in found.said and reader.drafts and reader.drafts[-1].subject.partner and (
            (one := PROVIDED.search(shape, 0, at)) is not None):
        found.with_(reader.items[one.start()].value)  # "along with China, which provided $5 billion of imports"
    if found.weak and reader.carried is not None and reader.carried.flow is Flow.BALANCE:
        found.reporter, found.partner = reader.carried.reporter, reader.carried.partner
    last = reader.drafts[-1] if reader.drafts else None
    if last is not None and last.kind is Kind.RANK and last.subject.flow is found.flow and left.endswith("w"):
        found.with_(found.partner or last.subject.partner)  # "came third with 4 billion worth of imports"
    elif last is not None and (left.endswith("w") or found.attributive) and bought_by(last, found):
        found = last.subject.copy()  # "its top export market was China, with 4 billion worth of imports from it"
        reader.consumed.add(head)
    if reader.share == "S" and not shape.endswith(("%o", "*o"), 0, at):
        found = shares.level_of(shares.share_of(reader, at, found) or Draft(items[at], at, Kind.SHARE, found))
    reader.subject = reader.main = found
    return roles.level_figure(reader, at, shape[at], found)


def bought_by(ranked: Draft, trade: Subject) -> bool:
    """Whether the partner that has just been ranked buys what is sold to it, or sells what is bought from it."""
    flows = {ranked.subject.flow, trade.flow}
    return ranked.kind in RANKS and ranked.subject.partner is not None and flows == set(ONE_WAY)


def of_trade_in(reader: Reader, at: int, left: str, head: int) -> Draft | Silent | None:
    """`A surplus of $2 billion on trade in services`: the trade behind the figure is what the balance is of."""
    current = reader.subject
    if current is None or current.flow is not Flow.BALANCE or not left.endswith(SUMS):
        return None
    trade = reader.phrase(head) if reader.shape[head] in HEADS else None
    if trade is None or trade.flow is not Flow.TOTAL:
        return None
    balance = current.copy()
    said = trade.said & {"reporter", "partner", "product", "basis"}
    if trade.partner is not None and not trade.partner.isupper():
        said -= {"partner"}  # "with non-member countries"
    for name in said:
        setattr(balance, name, getattr(trade, name))
    balance.product_name = trade.product_name if "product" in said else balance.product_name
    balance.when = trade.when or balance.when
    balance.said = current.said | said
    balance.pair = balance.pair or trade.pair
    reader.consumed.add(head)
    reader.subject = reader.main = balance
    return roles.level_figure(reader, at, "$", balance)


# Each with the letters of the figures and of the prepositions that it is for, in the order they are tried.
READINGS = (
    (AMOUNTS, "i", grown_in),
    (MONEY, "i", of_trade_in),
    (AMOUNTS, "i", before_sum),
    (AMOUNTS, "i", in_no_trade),
    (AMOUNTS, "o", of_no_trade),
    ("*", "oi", doubling),
    ("%*", "o", share_of),
    (MONEY, "oi", in_trade),
)
