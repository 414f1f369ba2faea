"""Figures: the rows of a table, each checked by itself, for the checks that look at several."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from sources.cards import Card, Holds
from sources.compiling import shape
from sources.economy import Economy
from sources.rows import COLUMNS, SOURCE, Checks, Rows, day, number
from sources.terms.errors import BadTable, TradeError
from sources.terms.key import Flow
from sources.terms.period import Period

ANNOUNCED = (Holds.TARGETS, Holds.TARIFFS)      # rows without a period of their own
SIGNED = (Flow.BALANCE,)        # of the levels
PERCENT = "percent"
WHOLE = Decimal(100)


class Figure(NamedTuple):
    """A row of a table of levels, shares, changes or rates."""

    row: int                    # counts from 1
    key: tuple[str, ...]        # reporter, partner, flow, product, basis; of a rate the currency and USD stand first
    label: str
    period: Period
    value: Decimal
    unit: str
    slack: Decimal
    release: tuple[str, ...]    # status, vintage, compilation, adjusted, publisher: what one release has in common
    versus: str                 # what a published change or share is measured against, "" for the usual

    @property
    def reporter(self) -> str:
        return self.key[0]

    @property
    def partner(self) -> str:
        return self.key[1]

    @property
    def flow(self) -> str:
        return self.key[2]

    @property
    def product(self) -> str:
        return self.key[3]

    @property
    def name(self) -> str:
        return "|".join((*self.key, self.label))


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that a check objects to."""

    table: str                  # the card's id
    check: str                  # which check: card, file, row, twice, gap, break, sum, known
    row: int                    # counts from 1, 0 where no single row is meant
    what: str                   # "IND|USA|export|TOTAL|goods|FY2024-25": what it is about
    reason: str
    excuse: str = ""            # why it is so and may stay, from explained.tsv


@dataclass(slots=True)
class Table:
    """A table that has been read: its figures, and what was wrong with rows."""

    card: Card
    figures: list[Figure] = field(default_factory=list)
    rows: int = 0
    troubles: list[Trouble] = field(default_factory=list)


def read_table(card: Card) -> Table:
    """Every row that can be one, and a trouble for each that cannot; a CSV that is not the card's is one trouble."""
    found = Table(card)
    reader = Reader(card)
    try:
        for row, cells in Rows(card):
            found.rows = row
            try:
                if card.holds in ANNOUNCED:
                    reader.announced(cells)
                else:
                    found.figures.append(reader.figure(row, cells))
            except (TradeError, ValueError) as trouble:
                found.troubles.append(Trouble(card.id, "row", row, "|".join(filter(None, cells[:6])), str(trouble)))
    except BadTable as trouble:
        found.troubles.append(Trouble(card.id, "file", trouble.row, card.csv.name, trouble.reason))
    return found


class Reader:
    """The rows of one table, checked as they are for the index."""

    def __init__(self, card: Card) -> None:
        self.card = card
        self.checks = Checks()
        self.known: set[tuple[str, ...]] = set()        # keys and sources that are all right
        columns = COLUMNS[card.holds]
        self.sources = slice(columns.index(SOURCE[0]), columns.index(SOURCE[-1]) + 1)

    def figure(self, row: int, cells: tuple[str, ...]) -> Figure:
        """Raises `TradeError` or ValueError for what no row may say."""
        holds = self.card.holds
        (_, *key), label, value, unit, slack, versus = shape(holds, cells)
        source = self.source(cells)
        if holds is Holds.RATES:
            period = self.checks.rate_period(label, key[0])
        else:
            if tuple(key) not in self.known:
                self.checks.key(holds, key)
                self.known.add(tuple(key))
            period = self.checks.period(label, key[0])
        if period.label != label:
            raise ValueError(f"period is {label!r}; it is written {period.label!r}")
        if versus:
            self.checks.versus(holds, versus, key[0])
        if not unit:
            raise ValueError("has no unit")
        found = Figure(row, tuple(key), label, period, Decimal(number(value)), unit,
                       Decimal(number(slack, "slack")) if slack else Decimal(0), source, versus)
        if "e" in value.casefold():
            raise ValueError(f"value is {value!r}; it must be written out, without an exponent")
        if found.slack < 0:
            raise ValueError(f"slack is {slack}; it cannot be negative")
        refuse_sign(holds, found)
        return found

    def announced(self, cells: tuple[str, ...]) -> None:
        """A target or a tariff; raises likewise."""
        row = dict(zip(COLUMNS[self.card.holds], cells, strict=True))
        if self.card.holds is Holds.TARGETS:
            self.checks.trade(row["reporter"], row["partner"], row["flow"], row["product"], row["basis"] or "goods")
            self.checks.period(row["by"], row["reporter"])
        else:
            self.checks.trade(row["imposer"], row["on"], Flow.IMPORT, row["product"], "goods")
            day(row["effective"])
        day(row["announced"])
        number(row["value"])
        if not row["unit"]:
            raise ValueError("has no unit")
        self.source(cells)

    def source(self, cells: tuple[str, ...]) -> tuple[str, ...]:
        """status, vintage, compilation, adjusted and publisher of the row."""
        said = cells[self.sources]
        status, vintage, compilation, adjusted, publisher, *_ = self.checks.source(self.card, said)
        return status, vintage, compilation, adjusted, publisher


def refuse_sign(holds: Holds, seen: Figure) -> None:
    """Raises ValueError for a negative export, a rate of nothing, a share above the whole."""
    match holds:
        case Holds.LEVELS if seen.flow not in SIGNED and seen.value < 0:
            raise ValueError(f"value is {seen.value}; {seen.flow}s cannot be negative")
        case Holds.ECONOMY if seen.value <= (0 if seen.product == Economy.GDP else -WHOLE):
            raise ValueError(f"value is {seen.value}; a GDP is more than nothing, and prices fall by less than all")
        case Holds.RATES if seen.value <= 0:
            raise ValueError(f"value is {seen.value}; a rate is more than nothing")
        case Holds.SHARES if not 0 <= seen.value <= WHOLE:
            raise ValueError(f"value is {seen.value}; a share is between 0 and 100")


def families(figures: Iterable[Figure]) -> dict[tuple[object, ...], list[Figure]]:
    """Figures that may be reckoned with together: one release, one unit."""
    found: dict[tuple[object, ...], list[Figure]] = {}
    for seen in figures:
        found.setdefault((*seen.release, seen.unit), []).append(seen)
    return found
