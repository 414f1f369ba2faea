"""What a text's bare exports and imports are of: the goods that it is about; merchandise, services or both.

How far goods hold that are named once, the nearest first:
  the clause     said with the flow, or by a board or industry of these goods (clauses/parts.py)
  the sentence   its other figures of the same trade (`holds`)
  the next one   where the sentence before told of nothing else, nor the paragraph of all goods (`holds`)
  the text       goods that it names first, often, and more than twice as often as others, or that its headline tells
                 of; until it tells of all goods (`carry`)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from claims.claim import Claim, Found
from claims.clauses.called import sectors
from claims.clauses.draft import Draft
from claims.clauses.neutral import points_to_goods
from claims.clauses.shape import Item, Line
from claims.clauses.subject import Subject
from claims.pattern import pattern
from claims.scanning.token import Token
from sources.terms.key import ALL_PRODUCTS, ONE_WAY, WORLD, Basis, Flow
from sources.terms.products import basis_of
from sources.terms.quantity import is_money

OWNED = frozenset({"reporter", "owner"})  # whose trade it is, "the country's" among it: not that of one ware
MOVED_BY = pattern(r"F[^F;]*d[.~%]*(?:U[.~%]*i)?[.~]*P(?![cX])")  # "exports fell, led by a 24 percent slide in cars"
OF_THESE = pattern(r"o[~.gAKUn,]*P")  # "15,000 tonnes of home-grown, bleached palm oil"
FIRST = 100  # characters: of a headline, or of a first sentence
OPENING = 300  # characters: a text about coffee names it there ...
OFTEN = 3  # ... and goes on to do so, more than twice as often as any other goods


def opening(
    text: str, tokens: Sequence[Item], dealt_in: Sequence[tuple[int, int, str, str]]
) -> dict[str, tuple[str, int]]:
    """The goods that the text names where it opens, with their words, and where these stand."""
    named = {code: (name, start) for start, _, code, name in reversed(dealt_in) if start <= OPENING}
    for token in tokens:
        if token.start > OPENING:
            break
        if type(token) is Token and token.category == "product" and not token.value.startswith("NON-"):
            told = named.get(token.value)
            if told is None or token.start < told[1]:
                named[token.value] = (text[token.start : token.end], token.start)
    return named


def topic(
    tokens: Sequence[Item], dealt_in: Sequence[tuple[int, int, str, str]], opened: Mapping[str, tuple[str, int]]
) -> tuple[str, str, bool] | None:
    """The goods that the text is about; whether it begins with them and names hardly any others."""
    named = Counter([token.value for token in tokens if type(token) is Token and token.category == "product"])
    named.update(code for _, _, code, _ in dealt_in)
    (most, often), *others = named.most_common(2)
    if often < OFTEN or most not in opened or (others and often <= 2 * others[0][1]):
        return None
    name, start = opened[most]
    return most, name, 2 * often > named.total() and start < FIRST


class Wares:
    """What the headline or the text as a whole is about, as long as it does not turn to all goods."""

    def __init__(self, text: str = "", tokens: Sequence[Item] = (), language: str = "en") -> None:
        dealt_in = sectors(text, 0, len(text), language)
        opened = opening(text, tokens, dealt_in)
        told = topic(tokens, dealt_in, opened) if opened else None
        self.topic = told[:2] if told is not None else None
        self.alone = told is not None and told[2]
        self.headline: tuple[str, str | None, Flow] | None = None
        self.last: tuple[str, str | None] | None = None  # the goods told of last
        self.named: tuple[str, str] | None = next(
            ((code, name) for code, (name, _) in opened.items()), None)  # ... and those named last, in any role
        self.first: Subject | None = None  # the first trade that the text names, in whatever role
        self.begun = False  # whether any trade has been told
        self.basis: Basis | None = None  # of the first trade told
        self.balance: Subject | None = None  # the last one of this paragraph, where its basis was told
        self.paragraph: set[str] = set()  # the goods that this paragraph has told of ...
        self.sentence: set[str] = set()  # ... and those of its last sentence about trade, which begins here:
        self.at = -1
        self.mixed = False  # the text speaks of more than one
        self.overall: Basis | None = None  # what the text says its "overall" or "total" trade takes in
        self.with_one: set[Basis] = set()  # the bases that it tells of, of trade with one partner ...
        self.with_all: set[Basis] = set()  # ... and with the world

    def new_paragraph(self) -> None:
        self.balance, self.paragraph = None, set()

    def holds(self, told: Subject, start: int) -> bool:
        """Whether the goods of a trade told before are still meant, in the sentence that starts at `start`.

        In its own sentence they are, and in the next where theirs told of nothing else, unless the paragraph has told
        of all goods.
        """
        return told.start >= start or (self.sentence == {told.product} and ALL_PRODUCTS not in self.paragraph)

    def weigh(self, line: Line, drafts: Sequence[Draft]) -> None:
        """`China's tin exports rose.  Exports in June were 7,742 tons`: nobody weighs all that a country exports.

        A weight is of the goods that its sentence told or named last, else of those told of last or that the text is
        about.
        """
        shape = line.shape
        if "#" in shape or "0" in shape:
            self._weigh(line, drafts)
        else:
            self.settle(drafts)
        if (last := shape.rfind("P")) >= 0:
            self.named = line.goods(line.items[last])

    def settle(self, drafts: Sequence[Draft]) -> None:
        """`Exports came to 8 billion, imports to 6 billion, a surplus of 2 billion`: no longer of the goods before."""
        flows = {draft.subject.flow for draft in drafts if draft.subject.product == ALL_PRODUCTS}
        if not flows.issuperset(ONE_WAY):
            return
        self.headline = None
        self.paragraph.add(ALL_PRODUCTS)
        if Flow.BALANCE in flows:
            self.topic = None

    def _weigh(self, line: Line, drafts: Sequence[Draft]) -> None:
        shape = line.shape
        told = self.last if self.last is not None and self.sentence == {self.last[0]} else self.topic
        goods, since = told or self.last or self.named, -1
        for draft in drafts:
            subject, at = draft.subject, draft.index
            if subject.product != ALL_PRODUCTS:
                goods, since = (subject.product, subject.product_name), at
            weight = shape[at] == "#" or (shape[at] == "0" and not (draft.unit and is_money(draft.unit)))
            if not weight or subject.product != ALL_PRODUCTS or subject.flow is None:
                continue
            again = shape.startswith("o", at + 1) and points_to_goods(line, line.items[at + 1].end)
            own = OF_THESE.match(shape, at + 1) if not again else None
            near = shape.rfind("P", since + 1, at) if own is None else own.end() - 1
            if near >= 0:
                goods, since = line.goods(line.items[near]), near
            elif shape.startswith("o", at + 1) and not again:
                continue  # "15,000 tonnes of asbestos": goods that the lexicon lacks
            if goods is not None:
                subject.product, subject.product_name = goods

    def carry(self, subject: Subject, found: dict[str, Found], part: Subject | None) -> None:
        """`Coffee exports rose.  Exports to Italy were 2 billion`: of coffee."""
        if subject.product != ALL_PRODUCTS or subject.tariff or subject.reporter == WORLD:
            return
        led = self.begun or (self.alone and not (subject.start < FIRST and subject.said & OWNED))
        if not (led or subject.whole or subject.said & {"partner", "product"}):
            self.topic = None  # "Korea's exports rose on demand for chips": it begins with all of them
        if subject.again and self.last is not None:
            subject.product, subject.product_name = self.last
            found["product"] = Found.CARRIED
        if subject.whole and (self.topic is None or part is not None or subject.its or subject.said & OWNED
                              or (self.last or self.topic)[0] != self.topic[0]):  # "tea fell, timber fell, the total"
            return
        if subject.product != ALL_PRODUCTS or not subject.said.isdisjoint({"product", "basis"}):
            return
        both = {"reporter", "partner"} <= subject.said  # "Iraq with 2 billion of imports from Iran": of all, perhaps
        if self.topic is not None and subject.flow in ONE_WAY:
            if part is not None and part.product != ALL_PRODUCTS and part.partner is None:
                return  # "coffee was 20 percent of exports"
            subject.product, subject.product_name = self.topic
        elif self.headline is not None and (subject.its or not both) and self.headline[2] in (subject.flow, Flow.TOTAL):
            subject.product, subject.product_name = self.headline[:2]
        else:
            return
        found["product"] = Found.CARRIED

    def counted(self, subject: Subject, found: dict[str, Found]) -> None:
        """Whether goods or services are meant, where the sentence does not say."""
        if subject.basis is not None:
            return
        if subject.product != ALL_PRODUCTS or subject.tariff:
            subject.basis = basis_of(subject.product)
            found["basis"] = Found.ASSUMED
            return
        told = self.overall if subject.whole and self.overall else None if self.mixed else self.basis
        if told is None and self.balance is not None and not subject.whole and subject.partner == self.balance.partner:
            told = self.balance.basis  # "the goods and services deficit rose.  Exports fell"
        if told is not None:
            subject.basis, found["basis"] = told, Found.CARRIED

    def spread(self, claims: list[Claim]) -> list[Claim]:
        """A text that says "merchandise" once, and never tells of services, tells of merchandise throughout."""
        told = self.with_one | self.with_all
        if len(told) != 1 or Basis.SERVICES in told:
            return claims
        [basis] = told
        return [
            replace(claim, key=replace(claim.key, basis=basis), found={**claim.found, "basis": Found.CARRIED})
            if claim.key.basis is None and (self.with_all or claim.key.partner != WORLD) else claim
            for claim in claims
        ]

    def meet(self, line: Line, phrases: Mapping[int, Subject]) -> None:
        """Remembers what the phrases of a sentence say they take in, where a phrase stands at each place.

        `Exports fell, led by a slide in cars`: goods that move the trade of their own sentence are a part of it.
        """
        for at, phrase in phrases.items():
            self.count(phrase)
            if self.topic is None or phrase.product != ALL_PRODUCTS:
                continue
            if (moved := MOVED_BY.match(line.shape, at)) and line.items[moved.end() - 1].value == self.topic[0]:
                self.topic = None

    def count(self, subject: Subject) -> None:
        """Remembers what a phrase says it takes in."""
        self.first = self.first or subject
        if "basis" in subject.said and subject.basis is not None:
            if subject.product == ALL_PRODUCTS and subject.partner in (None, WORLD):
                self.topic = None
            (self.with_all if subject.partner in (None, WORLD) else self.with_one).add(subject.basis)

    def hear(self, subject: Subject, at: int, aside: bool = False) -> None:
        """Remembers the goods of the first trade told; a text that tells of all goods goes on about all of them.

        `at`: where its sentence begins; `aside`: no figure of it is told, or only a share: `cars were a tenth of total
        exports`.
        """
        if subject.flow is None or subject.tariff:
            return
        first, self.begun = not self.begun, True
        if at != self.at:
            self.at, self.sentence = at, set()
        self.paragraph.add(subject.product)
        self.sentence.add(subject.product)
        if subject.flow is Flow.BALANCE:
            told = "basis" in subject.said and subject.basis is not Basis.SERVICES
            self.balance = subject if told else None
        if "basis" in subject.said and subject.whole:
            self.overall = subject.basis
        if "basis" in subject.said and subject.product == ALL_PRODUCTS:
            self.count(subject)
            if first:
                self.basis = subject.basis
            elif self.basis is not subject.basis:
                self.mixed = True
        if subject.reporter == WORLD:
            return
        if subject.product != ALL_PRODUCTS:
            self.last = subject.product, subject.product_name
            if first and "product" in subject.said and (self.first is None or "product" in self.first.said):
                self.headline = (subject.product, subject.product_name, subject.flow)
            return
        if (subject.whole and not aside) or (first and subject.flow in (Flow.BALANCE, Flow.TOTAL)):
            self.topic = None
        if (
            self.headline is not None
            and (subject.whole or "basis" in subject.said)
            and (self.headline[2] in (subject.flow, Flow.TOTAL) or subject.flow is Flow.TOTAL)
        ):
            self.headline = None  # "exports of all goods": no longer those of the headline
