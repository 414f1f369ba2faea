"""What a sentence is about while it is being read: a flow and all that has been said of it so far."""

from __future__ import annotations

from itertools import repeat
from operator import attrgetter

from claims.claim import Sign
from claims.scanning.token import When
from sources.terms.key import ALL_PRODUCTS, Basis, Flow

KEY = ("flow", "reporter", "partner", "product")
NOTHING: frozenset[str] = frozenset()
FLOW = frozenset({"flow"})


class Subject:
    """Grows as the sentence goes on; None where nothing has been said yet.  `noise` is any subject but trade."""

    __slots__ = (
        "again", "arrives", "attributive", "basis", "borrowed", "covers", "flow", "fresh", "growth", "its",
        "listed", "noise", "pair", "partner", "price", "product", "product_name", "reporter", "said",
        "shared", "siblings", "sign", "start", "tariff", "turned", "verb", "weak", "when", "whole",
    )

    def __init__(self, flow: Flow | None = None, start: int = 0) -> None:
        self.flow = flow
        self.sign: Sign | None = None
        self.reporter: str | None = None
        self.partner: str | None = None
        self.product = ALL_PRODUCTS
        self.product_name: str | None = None
        self.basis: Basis | None = None
        self.again = False  # "exports of the same crop": of the goods told of before
        self.arrives = False  # "shipments from Chile": imports of the country that the text tells of
        self.attributive = False  # "Chinese imports": those of China, or those from there?
        self.borrowed = False  # of the sentence before: "it", "the figures"
        self.covers = False  # "the ratio of exports to imports": its percentages are neither changes nor shares
        self.fresh = False  # "a surplus": not one that has been spoken of
        self.growth = False  # "export growth": a percentage is a change
        self.its = False  # "its exports": of a country named before
        self.noise = False
        self.tariff = False
        self.price = False  # "their average price": of the same goods
        self.verb = False  # said with a verb: "India exported"
        self.listed = False  # one of a list of partners
        self.turned = ""  # "exports to the island", or "in return": the words for a partner that the text has named
        self.pair = False  # bilateral: the two countries the text is about
        self.weak = False  # a deficit of we do not yet know what
        self.whole = False  # "total exports": no product is carried into it
        self.when: When | None = None
        self.start = start
        self.siblings: tuple[Subject, ...] = ()  # "exports and imports": the second one, for the second figure
        self.said = NOTHING if flow is None else FLOW
        self.shared: Subject | None = None  # the part that a share of it was given of: "by 2016 this had fallen to 43%"

    def copy(self) -> Subject:
        twin = Subject.__new__(Subject)
        any(map(setattr, repeat(twin), Subject.__slots__, SLOTS(self)))  # a loop without the interpreter's steps
        twin.siblings = ()
        return twin

    def by(self, reporter: str | None) -> None:
        """Makes it the trade that this country reports, as the words say."""
        self.reporter = reporter
        self.said |= {"reporter"}

    def with_(self, partner: str | None) -> None:
        """Makes it the trade with this partner, as the words say."""
        self.partner = partner
        self.said |= {"partner"}

    def of_goods(self, code: str, name: str | None) -> None:
        """Narrows it to these goods."""
        self.product, self.product_name = code, name
        self.said |= {"product"}

    def of_all(self) -> Subject:
        """The same trade with all partners in all goods: the whole that this is a part of."""
        whole = self.with_everybody()
        whole.product, whole.product_name = ALL_PRODUCTS, None
        whole.said -= {"product"}
        return whole

    def with_everybody(self) -> Subject:
        """The same trade with all partners."""
        whole = self.copy()
        whole.partner = None
        whole.said -= {"partner"}
        return whole

    def like(self, other: Subject) -> bool:
        """Whether both are the same trade, as far as is known of it."""
        return self is other or all(getattr(self, name) == getattr(other, name) for name in KEY)

    def shares_basis(self, other: Subject) -> bool:
        """`Exports of goods rose 2 percent and imports 3`, `the services surplus was unchanged as exports rose`."""
        trade = frozenset({Flow.EXPORT, Flow.IMPORT})
        return (
            "basis" in self.said
            and not self.noise
            and other.flow in trade
            and (self.flow in trade - {other.flow} or self.flow is Flow.BALANCE)
            and other.said.isdisjoint({"basis", "product", "partner"})
            and not other.whole
            and "product" not in self.said
        )


SLOTS = attrgetter(*Subject.__slots__)


def noise(start: int = 0) -> Subject:
    subject = Subject(None, start)
    subject.noise = True
    return subject


def portion(start: int, partner: str | None = None, product: str = ALL_PRODUCTS) -> Subject:
    """What a share is the share of: all with this partner, or in these goods."""
    held = Subject(None, start)
    held.partner, held.product = partner, product
    return held


def code_for(name: str) -> str:
    """The code of goods that no list has: their name, as codes are written."""
    return name.upper().replace(" ", "-")
