"""Goods as the subject of the verb: who sells and who buys what `was sold by`, `went from`, `found its way to`.

The verb tells whose trade it is, the preposition before each country its side, in whatever order they come.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.clauses import selling
from claims.clauses.subject import Subject
from claims.pattern import pattern
from sources.terms.key import ALL_PRODUCTS, ONE_WAY, Flow

if TYPE_CHECKING:
    from claims.clauses.reader import Reader

# "rice other than basmati worth", "Chad's goods worth"
WORTH = pattern(r"(?P<owner>A)?[~.]*(?P<goods>[GP])G?(?:[~.]*z[~.s]*P)?[~.]*,?L[a~.]*$")
# "tonnes of tea valued at $5 billion were exported by", "worth of goods were last year imported from"
PASSIVE = pattern(
    r"(?:\(%\))?(?:L?[oi][~.]*(?P<owner>A)?[~.]*(?P<goods>[GP])G?(?:[~.]*z[~.s]*P)?(?:[~.]*,?L[a~.]*\$,?)?)?"
    r"(?:[LM~.]|,?i?W,?)*(?P<verb>V|[SO](?=[~.]*y)|b(?=[~.]*A)|\.(?=(?:[~.s]|,?i?W,?)*[tfyi][~.]*A))"
    r"(?P<sides>(?:(?<=b)[~.]*A|(?<=[.])[~.]*i[~.]*A)?(?:(?:[~.s]|,?i?W,?)*[tfy][~.]*A){0,3})"
)
HANDS = "moves"  # the category of verbs that take a preposition: "went", "was sold"
FROM = "from"


class Hands:
    """Who sells and who buys, as far as the words around a verb say."""

    def __init__(self, flow: Flow | None) -> None:
        self.flow = flow  # as the doer sees it: a seller's exports, a buyer's imports; None where goods just go
        self.sides: dict[Flow, str] = {}  # the seller by EXPORT, the buyer by IMPORT

    def settle(self, subject: Subject) -> None:
        """Whose trade it is: the doer's, else that of the only one who is told, as the other's partner."""
        flow = self.flow
        if flow is None:
            flow = Flow.EXPORT if Flow.IMPORT in self.sides else Flow.IMPORT
            subject.arrives = len(self.sides) > 1
        subject.flow = flow
        subject.said |= {"flow"}
        if flow in self.sides:
            subject.by(self.sides[flow])
        if flow.mirror in self.sides:
            subject.with_(self.sides[flow.mirror])


def goods_before(reader: Reader, at: int) -> Subject | None:
    """`Goods worth $5 billion were exported from the US to Spain`: the trade of a figure before its verb."""
    shape, items = reader.shape, reader.items
    verb = PASSIVE.match(shape, at + 1)
    if verb is None or (hands := of_verb(reader, verb.start("verb"))) is None:
        return None
    before = WORTH.search(shape, 0, at)
    named = before if before is not None else verb if verb["goods"] else None
    if named is not None:
        subject = Subject(hands.flow, items[named.start("goods")].start)
        selling.take_goods(reader, subject, named.start("goods"))
        if named["owner"]:
            hands.sides[Flow.EXPORT] = items[named.start("owner")].value  # "of U.S. corn have been bought by"
    elif (told := reader.carried) is not None and told.flow in ONE_WAY and told.flow is hands.flow and (
            told.product != ALL_PRODUCTS and verb["sides"]):
        subject = told.with_everybody()  # "300,000 tonnes were sold to Chad"
        subject.when, subject.siblings, subject.verb = None, (), True
    else:
        return None
    read_sides(reader, hands, *verb.span("sides"))
    if hands.flow is None and not hands.sides:
        return None
    hands.settle(subject)
    reader.consumed.add(verb.start("verb"))
    return subject


def of_verb(reader: Reader, at: int) -> Hands | None:
    """What the verb at `at` tells of the trade; nothing where it is none of goods."""
    item = reader.items[at]
    flow = selling.SALES.get(item.value)
    known = item.category == HANDS or (flow in ONE_WAY and reader.shape[at] != ".")
    return Hands(flow) if known or reader.shape[at] == "b" else None


def read_sides(reader: Reader, hands: Hands, start: int, end: int) -> None:
    """The countries from `start` to `end`, each behind its preposition or behind a verb that has one: `went to`."""
    for index in range(start, end):
        if reader.shape[index] == "A":
            before = reader.before(index)
            link = reader.shape[before]
            seller = link == "f" or (link == "y" and hands.flow is Flow.EXPORT) or (
                link == "b" and reader.line.words(before).endswith(FROM))
            hands.sides[Flow.EXPORT if seller else Flow.IMPORT] = reader.items[index].value
