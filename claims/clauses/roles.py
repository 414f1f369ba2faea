"""The plainest roles a figure can have: where trade stood, and which way it moved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.claim import Direction, Hedge, Kind, Sign
from claims.clauses.around import Figure
from claims.clauses.draft import Draft
from claims.clauses.neutral import neutral
from claims.clauses.sides import is_group
from claims.clauses.subject import Subject, code_for
from claims.pattern import pattern
from claims.scanning.token import Amount
from sources.terms.key import ALL_PRODUCTS, ONE_WAY, Flow

if TYPE_CHECKING:
    from claims.clauses.reader import Reader

SIGNS = {"+": Direction.UP, "-": Direction.DOWN, "−": Direction.DOWN, "–": Direction.DOWN}
COUNTRY = pattern(r"U?iA")
IN_TRADE = pattern(r"(?:w[~.]*A)?[io][~sgA.]*[GP]?F")
# "a surplus in services", "of $5 billion in goods trade", "a deficit of $5 billion with Mali", "on goods of"
SOLD_AND_BOUGHT = pattern(r"xQ?[~.]*(?P<owner>A)[OVF][~.]*nQ*[~.]*[FOV]")
DOER = pattern(r"(?<![tfwix])A[~.]*L[~.,J^]*$")
EXCHANGED = pattern(r"D[~.]*(?:o[~.]*[$0])?[~.]*(?:[io][~.]*G|[io][~.s]*G?F|w[~.]*A(?![~.]*[FGPDBK]))")
OPENED = pattern(r"[~.QL]*(?:A[~.L]*)?")  # nothing, or "Chad enjoyed", before the deficit
# "a fall in exports to China of 9 percent", "a rise in the surplus on oil of $5 billion"
MOVED_IN = pattern(r"U[~.]*[io][~.gsAGP]*[FBD](?:[tfwi][~.]*[APG])?[~.]*o[~.]*$")
BOTH_FLOWS = pattern(r"F[tf]?nF")
PARTS_MOVED = pattern(r"U[~.]*i(?:[~.sgn,]*[PG](?:\([^$%#()]*\))?(?:\([$#]\)[,;n~.i]*)?)+[~.n,]*\($")
TWO = pattern(r"(?<![A,ntfw])(?P<one>A)[,n](?P<other>A)(?:[.~]*[ML][.~ML]*t?[.~U]*[$*]?|[.~]*)[.~2]*$")
KEY = frozenset({"reporter", "partner", "basis"})
# Ways to lead up to a figure that say how far the trade moved: rose 5, fell by 5, a rise of 5, growing at 5.
FROM_A_BASE = pattern(r"Uf[$#][,iW]*t$")  # "rose from 5 in 2014 to"
MOVES = ("U", "Uy", "Uo", "Ua", "Uao", "UL", "UFo", "UFL", "UyL", "UoL", "Uwo", "U:", "U-", "Ux", "UCy")


def way_of(reader: Reader, at: int, left: str) -> Direction | None:
    """The way the figure goes: `rose 5`, `fell by 5`, `growth of 5`, `up 5`."""
    if left.endswith(MOVES):
        index = at - 1
        while reader.shape[index] != "U":
            index -= 1
        value = reader.items[index].value
        return Direction(value) if value != "flat" else None
    if left[-1:] == "o" and (found := MOVED_IN.search(reader.shape, 0, at)) is not None:
        value = reader.items[found.start()].value
        return Direction(value) if value != "flat" else None
    return None


def way_to(reader: Reader, at: int, left: str) -> Direction | None:
    """The way to the figure that was reached: `fell to 5`, `fell from 7 in 2014 to 5`."""
    told = FROM_A_BASE.search(reader.shape, 0, at)
    return way_of(reader, at, left) if told is None else way_of(reader, told.start() + 1, "U")


def moved_in(reader: Reader, at: int, left: str) -> Direction | None:
    """The way of `growth of 16% in oil exports` and of each that is joined to it."""
    if left.endswith("Uo"):
        return way_of(reader, at, left)
    changed = changed_before(reader)
    if changed is None or reader.shape[at] != "%" or not left.endswith("n") or "C" in reader.shape[changed.index : at]:
        return None
    return changed.direction


def changed_before(reader: Reader) -> Draft | None:
    """The last change that the sentence told."""
    return next((draft for draft in reversed(reader.drafts) if draft.kind is Kind.CHANGE), None)


def both_sides(reader: Reader, trade: Subject, at: int) -> None:
    """`India and the US aim to raise two-way trade`: the two who do so are the two who trade."""
    two = TWO.search(reader.shape, 0, at)
    if two is None or trade.flow is not Flow.TOTAL or trade.said & {"reporter", "partner"}:
        return
    trade.reporter, trade.partner = reader.items[two.start("one")].value, reader.items[two.start("other")].value
    trade.said |= {"reporter", "partner"}


def between(reader: Reader, balance: Subject, at: int) -> None:
    """`The gap between US exports and imports`: the balance of the trade that stands behind it."""
    head = reader.head_after(at + 2)
    if (deals := SOLD_AND_BOUGHT.match(reader.shape, at + 1)) is not None:
        balance.weak, balance.partner = False, None  # "the gap between what Japan sells abroad and what it imports"
        balance.by(reader.items[deals.start("owner")].value)
        reader.consumed.update(range(*deals.span()))
    both = BOTH_FLOWS.match(reader.shape, head) if head is not None else None
    if both is None:
        return
    balance.reporter, balance.partner, balance.weak = None, None, False
    balance.said -= {"reporter", "partner"}
    for flow in (both.start(), both.end() - 1):
        trade = reader.phrase(flow)
        for name in trade.said & KEY - balance.said:
            setattr(balance, name, getattr(trade, name))
            balance.said |= {name}
        balance.pair, balance.its = balance.pair or trade.pair, balance.its or trade.its
        reader.consumed.add(flow)


def lead(trade: Subject, more: bool) -> Subject:
    """The balance of a trade that is by so much more, or less, than the one the other way."""
    balance = trade.copy()
    balance.flow = Flow.BALANCE
    balance.sign = Sign.SURPLUS if more == (trade.flow is Flow.EXPORT) else Sign.DEFICIT
    return balance


def in_trade(reader: Reader, balance: Subject, at: int) -> None:
    """`The shortfall in goods and services trade`: the trade behind the balance is no figure of its own."""
    match = IN_TRADE.match(reader.shape, at + 1)
    if match is None or match.end() - 1 in reader.consumed:
        return
    trade = reader.phrase(match.end() - 1)
    if trade.flow is Flow.TOTAL and trade.product in (ALL_PRODUCTS, balance.product):
        for name in trade.said & KEY - balance.said:
            setattr(balance, name, getattr(trade, name))
            balance.said |= {name}
        balance.pair, balance.weak = balance.pair or trade.pair, False
        reader.consumed.add(match.end() - 1)


def same_balance(told: Subject, balance: Subject) -> None:
    """`The merchandise trade balance is put at a trade surplus of $1 billion`: the surplus is that balance's."""
    if told.flow is Flow.BALANCE and told.sign is None and not told.noise and not told.borrowed:
        for name in told.said & KEY - balance.said:
            setattr(balance, name, getattr(told, name))
            balance.said |= {name}
        balance.when = balance.when or told.when


def opposite(told: Subject, balance: Subject) -> Subject:
    """The balance told of with the sign of the one behind the figure: `offset by a $60bn surplus in services`."""
    twin = told.copy()
    twin.sign = balance.sign
    if "basis" in balance.said:
        twin.basis, twin.said = balance.basis, twin.said | {"basis"}
    return twin


def exchanged(reader: Reader, balance: Subject, at: int) -> bool:
    """Whether the words behind a bare deficit or surplus say that it is one of trade, where a country has it."""
    ours = "reporter" in balance.said or reader.agent is not None or OPENED.fullmatch(reader.shape, 0, at) is not None
    return ours and EXCHANGED.match(reader.shape, at) is not None


def of_another(reader: Reader, at: int) -> bool:
    """Whether the `which` at `at` stands behind a noun that the lexicon lacks: `other cereals, which grew`."""
    before = next((item for item in reversed(reader.items[:at]) if item is not None), None)
    gap = reader.line.text[before.end : reader.items[at].start] if before is not None else ""
    words = [word for word in gap.replace(",", " ").split() if word.isalpha()]
    current = reader.subject
    named = (current.product_name or "").split() if current is not None else []
    return bool(words) and words[-1].islower() and words[-1] not in neutral(reader.line.language)[1] and (
        words[-1] not in named and not words[-1].endswith("ly"))


def part_moved(figure: Figure) -> Draft | None:
    """`Reflected increases in cars ($1 billion) and in food ($2 billion)`: how far each moved, not its worth."""
    reader, at = figure.reader, figure.at
    moved = PARTS_MOVED.search(reader.shape, 0, at)
    base = reader.subject or reader.carried
    if moved is None or base is None or base.noise or base.flow not in ONE_WAY:
        return None
    way = reader.items[moved.start()].value
    if way == "flat":
        return None
    token = reader.items[max(reader.shape.rfind(mark, 0, at) for mark in "PG")]
    part, name = base.copy(), reader.line.goods(token)[1]
    part.product, part.product_name = token.value if token.category == "product" else code_for(name), name
    part.basis, part.said = None, part.said - {"basis"} | {"product"}
    draft = Draft(reader.items[at], at, Kind.CHANGE, part)
    draft.direction = Direction(way)
    return draft


def of_country(figure: Figure, draft: Draft) -> None:
    """`A fall of 6 percent in Thailand, 4 percent in Singapore`: of the country behind the change."""
    reader, at = figure.reader, figure.at
    place = COUNTRY.match(reader.shape, at + 1)
    if place is None or draft.kind is not Kind.CHANGE or draft.subject.flow not in (
            Flow.EXPORT, Flow.IMPORT, Flow.BALANCE):
        return
    name = reader.items[place.end() - 1].value
    listed = any(mark in reader.shape[:at] for mark in "Nv") or "reporter" not in draft.subject.said
    # "growth of 6 percent in the Omani market", "in EU goods", "shipments fell 6 percent in Asia": no region reports
    follows = reader.shape[place.end() : place.end() + 1]
    market = follows == "K" or (is_group(name) and (follows == "G" or not name.isupper()))
    sold_there = market and draft.subject.flow is Flow.EXPORT
    if (listed or sold_there) and name not in (draft.subject.reporter, draft.subject.partner):
        side = "partner" if sold_there else "reporter"
        draft.subject = draft.subject.copy()
        setattr(draft.subject, side, name)
        draft.subject.said |= {side}


def level_figure(reader: Reader, at: int, letter: str, subject: Subject) -> Draft:
    if subject.flow is Flow.BALANCE:
        return Draft(reader.items[at], at, Kind.BALANCE, subject)
    kind = Kind.VOLUME if letter == "#" else Kind.LEVEL
    draft = Draft(reader.items[at], at, kind, subject)
    index = reader.before(at)
    if index >= 0 and reader.shape[index] == "L" and reader.items[index].value == "over":
        draft.hedge = Hedge.OVER
    return draft


def nth(reader: Reader, subject: Subject, at: int, previous: Draft | None) -> Subject:
    """The second of two joined subjects for the second of two joined figures."""
    if (
        subject.siblings
        and previous is not None
        and (previous.subject is subject or previous.subject in subject.siblings)
        and (isinstance(previous.item, Amount) and reader.items[at].unit in (previous.item.unit, ""))
    ):
        between = reader.shape[previous.index + 1 : at]
        if between.strip(".,") == "n" or between in ("n", ",n", ","):
            taken = sum(1 for draft in reader.drafts if draft.subject is subject or draft.subject in subject.siblings)
            if taken <= len(subject.siblings):
                return subject.siblings[taken - 1]
    return subject


def same_again(reader: Reader, previous: Draft, at: int, letter: str) -> Draft:
    draft = Draft(reader.items[at], at, previous.kind, previous.subject)
    draft.direction, draft.modality, draft.base = previous.direction, previous.modality, previous.base
    draft.part = previous.part
    told = previous.item
    if isinstance(told, Amount) and letter in "$#" and told.unit == reader.items[at].unit and (
        reader.shape[previous.index + 1 : at] == "("
    ):
        draft.base = True  # "at 416 crore rupees (466 crore)": another figure of the same money, that of a year before
        return draft
    draft.twin = previous
    return draft
