"""A flow word, and what its noun phrase has taken in so far."""

from __future__ import annotations

from claims.clauses.shape import Line
from claims.clauses.sides import place
from claims.clauses.subject import Subject
from sources.terms.key import ALL_PRODUCTS, Basis


class Head:
    """The flow, balance or deficit word of a phrase while the words around it are read."""

    __slots__ = ("areas", "at", "begin", "items", "joined", "line", "said", "shape", "subject", "text")

    def __init__(self, line: Line, at: int, subject: Subject) -> None:
        self.line, self.at, self.subject = line, at, subject
        self.items, self.shape, self.text = line.items, line.shape, line.text
        self.said = {"flow"}  # what the words around it have told
        self.begin: int = line.items[at].start  # where the phrase begins, as far as it has been read
        self.areas: list[str] = []  # before it, the nearest first
        self.joined = False  # whether goods before it are joined: "coffee and tea exports"

    @property
    def words(self) -> str:
        return self.line.words(self.at)

    def is_(self, basis: Basis | None) -> None:
        """Takes in goods or services, where none of them was said before."""
        if self.subject.basis is None and basis is not None:
            self.subject.basis = basis
            self.said.add("basis")

    def of(self, code: str, name: str) -> None:
        """Takes in goods, with those it has."""
        subject = self.subject
        if subject.product == ALL_PRODUCTS:
            subject.product, subject.product_name = code, name
        elif code not in subject.product.split("+"):
            subject.product = f"{code}+{subject.product}"
            subject.product_name = f"{name} and {subject.product_name}"
        self.said.add("product")

    def with_(self, partner: str) -> None:
        self.subject.partner = partner
        self.said.add("partner")

    def by(self, reporter: str) -> None:
        self.subject.reporter = reporter
        self.said.add("reporter")

    def take(self, at: int) -> None:
        """Takes in the goods, or the goods or services, that stand at `at`."""
        if self.shape[at] == "P":
            self.of(*self.line.goods(self.items[at]))
        else:
            self.is_(Basis(self.items[at].value))

    def place(self, preposition: str, names: list[str]) -> None:
        place(self.subject, preposition, names, self.said)
