"""A claim in the making: an amount, what is said of it, and the words it was said with."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from claims.claim import Direction, Hedge, Kind, Modality
from claims.clauses.subject import Subject
from claims.scanning.token import Amount, Token, When
from sources.terms.key import PartialKey

SIDES = ("reporter", "partner", "product")
RANKS = (Kind.RANK, Kind.SUPERLATIVE)
STOOD = (Kind.LEVEL, Kind.BALANCE, Kind.VOLUME)  # where trade stood, and not how far it moved
TRADED = (Kind.LEVEL, Kind.VOLUME)  # how much was traded


class Silent:
    """What a reading answers for a figure that belongs to something other than trade."""


SILENT = Silent()


class Draft:
    """One figure of a sentence and its part there."""

    __slots__ = (
        "alone", "averaged", "base", "compared", "direction", "former", "hedge", "index", "item", "kind",
        "mean", "modality", "monthly", "moved", "moved_on", "near", "over", "part", "reached", "restated",
        "seasonal", "since", "subject", "twin", "unit", "unsure", "value", "versus", "when", "yearly",
    )

    def __init__(self, item: Amount | Token, index: int, kind: Kind, subject: Subject) -> None:
        self.item = item
        self.index = index
        self.kind = kind
        self.subject = subject
        self.direction: Direction | None = None
        self.hedge: Hedge | None = None
        self.modality = Modality.REPORTED
        self.value: Decimal | None = None  # where it is not the printed one: "a fifth less" is 20 percent
        self.mean = False  # "averaged 5 billion a month": of several times, each of which has its own
        self.alone = False  # "in November alone": an aside, the text goes on with its own period
        self.averaged = False  # "by 4 percent a year from 2014 to 2024": of all those years together
        self.compared = False  # "twice the figure for": the time that follows is what it is measured against
        self.former = False  # "surpassing the old record of 5 billion": another figure is not measured against it
        self.moved: Direction | None = None  # "widened to": the way a level went
        self.moved_on = False  # "from May to June": from the one month to the other, not both together
        self.near: Draft | None = None  # "a record 5 billion": the figure that the record is
        self.reached = False  # "rose to": where it stood at the end of the time that is named
        self.seasonal = False  # "the highest November figure": among those of the same months of all years
        self.restated = False  # "from the 5 billion reported earlier": of the same time
        self.unit = ""  # the currency that the figures before it had, where it prints none
        self.unsure = False  # the time may be that of another figure beside it
        self.base = False  # what another figure is measured against
        self.monthly = False  # "the monthly gap": of one month, in a text about more
        self.yearly = False  # "its annual deficit": of twelve months, in a text about one
        self.when: When | None = None
        self.versus: When | None = None
        self.since: When | None = None
        self.over: Subject | None = None  # "imports were twice exports": what it is a multiple of
        self.part: Subject | None = None  # whose share it is; `subject` is then the whole
        self.twin: Draft | None = None  # the same figure in another currency or unit, said just before

    def other_trade(self) -> PartialKey | None:
        """The trade that it is a multiple of: what is not said of it is as in the trade that is told."""
        if self.over is None:
            return None
        said = self.over.said.intersection(SIDES)
        key = PartialKey(
            self.subject.reporter, self.subject.partner, self.over.flow, self.subject.product, self.subject.basis
        )
        return replace(key, **{name: getattr(self.over, name) for name in said})
