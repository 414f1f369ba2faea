"""An observation: a figure that an office published, with all that a footnote and a replay need."""

from __future__ import annotations

from dataclasses import field
from datetime import date
from decimal import Decimal
from enum import IntEnum

from sources.terms.key import SeriesKey
from sources.terms.period import Period
from sources.terms.quantity import Interval
from sources.terms.vocabulary import Name, value


class Status(Name):
    FIRST = "first"
    PROVISIONAL = "provisional"
    REVISED = "revised"
    FINAL = "final"


class Compilation(Name):
    """How trade was counted.  The two never belong in one series: customs counts goods crossing the border,
    the balance of payments counts changes of ownership."""

    CUSTOMS = "customs"
    BALANCE_OF_PAYMENTS = "bop"


class Authority(IntEnum):
    """Whose figure it is: cards, tables and frames write the number."""

    OFFICE = 0              # the reporter's own
    COMPILER = 1            # an international one, who adjusts what offices report
    PRESS_COPY = 2          # read in a press copy of a release


@value
class Provenance:
    """Where a figure comes from.  One object serves a whole table, or one release of it."""

    table: str                  # the card's id
    publisher: str
    url: str
    licence: str
    vintage: date | None        # when the publisher released the figure, None where it is not known
    status: Status = Status.REVISED
    compilation: Compilation = Compilation.CUSTOMS
    adjusted: bool = False      # seasonally adjusted
    authority: Authority = Authority.COMPILER
    note: str = ""

    def __hash__(self) -> int:
        return hash((self.table, self.vintage))


@value
class Observation:
    """key + period + published figure.  `slack` is half of the last digit published, 0 where it is exact."""

    key: SeriesKey
    period: Period
    value: Decimal
    unit: str                   # ISO 4217, percent, ratio, rank or a pint name
    provenance: Provenance
    row: str                    # "IND|USA|export|FY2024-25": finds the row again in its table
    slack: Decimal = Decimal(0)
    formula: str = ""           # how a derived figure was made: "IND export USA + IND import USA"
    parts: tuple[Observation, ...] = field(default=(), repr=False)     # what it was made from, in the formula's order

    def __hash__(self) -> int:
        return hash((self.row, self.value))

    @property
    def interval(self) -> Interval:
        return Interval.around(self.value, self.slack)
