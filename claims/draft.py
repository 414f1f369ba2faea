"""A claim in the making: an amount, what is said of it, and the words it was said with."""

from __future__ import annotations

from claims.claim import Direction, Hedge, Kind, Modality
from claims.subject import Subject
from claims.token import Amount, Token, When


class Draft:
    """One figure of a sentence and its part there."""

    __slots__ = ("base", "direction", "hedge", "index", "item", "kind", "modality", "part", "subject", "since", "twin",
                 "unit", "versus", "when")

    def __init__(self, item: Amount | Token, index: int, kind: Kind, subject: Subject) -> None:
        self.item = item
        self.index = index
        self.kind = kind
        self.subject = subject
        self.direction: Direction | None = None
        self.hedge: Hedge | None = None
        self.modality = Modality.REPORTED
        self.unit = ""                  # the currency that the figures before it had, where it prints none
        self.base = False               # what another figure is measured against
        self.when: When | None = None
        self.versus: When | None = None
        self.since: When | None = None
        self.part: Subject | None = None        # whose share it is; `subject` is then the whole
        self.twin: Draft | None = None          # the same figure in another currency or unit, said just before
