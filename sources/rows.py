"""Rows: a table's CSV, read once when the index is compiled, each row checked and its short forms filled in.

A row is one figure.  A column that holds one value throughout may stand in the card's [constant] table instead; some
have a default.  Whatever cannot be right stops the compilation with the file, the row and the reason.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from sources.cards import Card, Holds
from sources.economy import Economy
from sources.observation import Compilation, Status
from sources.terms.areas import area, areas
from sources.terms.errors import BadTable, TradeError
from sources.terms.key import ALL_PRODUCTS, WORLD, Basis, Flow
from sources.terms.period import APRIL, Period
from sources.terms.products import product

SOURCE = ("status", "vintage", "compilation", "adjusted", "publisher", "url", "authority", "note")
TRADE = ("reporter", "partner", "flow", "product", "basis")
FIGURE = (*TRADE, "period", "value", "unit", "slack", *SOURCE)
COLUMNS = {
    Holds.LEVELS: FIGURE,
    Holds.SHARES: (*FIGURE, "whole"),       # the key it is a share of, as it prints; empty is what `default_whole` says
    Holds.CHANGES: (*FIGURE, "currency", "versus"),     # the money it is growth in; the base, empty is a year before
    Holds.RATES: ("currency", "period", "value", "slack", *SOURCE),
    Holds.ECONOMY: ("reporter", "measure", "period", "value", "unit", "slack", *SOURCE),
    Holds.TARGETS: (*TRADE, "value", "unit", "by", "announced", "by_whom", *SOURCE),
    Holds.TARIFFS: ("imposer", "on", "product", "what", "announced", "effective", "value", "unit", *SOURCE),
}
DEFAULTS = {
    "partner": WORLD, "product": ALL_PRODUCTS, "slack": "", "status": Status.REVISED, "adjusted": "0", "note": "",
    "whole": "", "currency": "", "versus": "", "announced": "", "by_whom": "", "what": "", "effective": "",
}
FROM_CARD = ("unit", "basis", "compilation", "authority", "publisher", "url", "vintage")
OTHER_MARKS = {";": "semicolons", "\t": "tabs", "|": "bars"}      # what spreadsheets write in some countries
PERCENT_UNLESS_SAID = {Holds.SHARES, Holds.CHANGES, Holds.TARIFFS}


Arrange = Callable[[list[str]], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of one table: `number` counts from 1, `cells` stand in the order of COLUMNS[card.holds]."""

    card: Card

    def __iter__(self) -> Iterator[tuple[int, tuple[str, ...]]]:
        """Raises `BadTable` for a CSV that is not the card's: other bytes, other columns, another number of rows."""
        card, file = self.card, str(self.card.csv)
        verify(card)
        with card.csv.open(encoding="utf-8", newline="") as lines:
            reader = csv.reader(lines, strict=True)
            number = -1                     # of the header, so that trouble there is told of the whole file
            try:
                header = next(reader, [])
                width, number = len(header), 0
                arrange, fixed = arrangement(card, header)
                for number, cells in enumerate(reader, 1):
                    if len(cells) != width:
                        raise BadTable(file, f"has {len(cells)} cells, the header {width}", number)
                    yield number, arrange(cells + fixed)
            except (csv.Error, UnicodeDecodeError) as trouble:
                raise BadTable(file, str(trouble), number + 1) from trouble
        if card.rows and number != card.rows:
            raise BadTable(file, f"has {number:,} rows, its card says {card.rows:,}")


def verify(card: Card) -> None:
    """Raises `BadTable` unless the CSV has the checksum that its card says."""
    try:
        found = hashlib.sha256(card.csv.read_bytes()).hexdigest()
    except OSError as trouble:
        reason = f"cannot be read: {trouble.strerror}; its card {card.path.name} is there"
        raise BadTable(str(card.csv), reason) from trouble
    if found != card.sha256.lower():
        reason = f"is not the file its card describes (sha256 {found[:12]}…, the card says {card.sha256[:12]}…)"
        raise BadTable(str(card.csv), f"{reason}: restore the file, or rebuild the table together with its card")


def arrangement(card: Card, header: list[str]) -> tuple[Arrange, list[str]]:
    """How cells become COLUMNS: `arrange(cells + fixed)`.  Raises `BadTable` for a column unknown, twice or missing."""
    wanted = COLUMNS[card.holds]
    card_says = {name: str(value) for name in FROM_CARD if (value := getattr(card, name)) != ""}
    for name, codes in (("basis", [*Basis]), ("compilation", [*Compilation])):
        if card_says.get(name) not in codes:        # then it is a remark for the reader of the card
            card_says.pop(name, None)
    unsaid = {"unit": "percent"} if card.holds in PERCENT_UNLESS_SAID else {}
    values = DEFAULTS | unsaid | card_says | dict(card.constant)
    if len(header) == 1 and (mark := next((mark for mark in OTHER_MARKS if mark in header[0]), "")):
        raise BadTable(str(card.csv), f"has {OTHER_MARKS[mark]} between its columns: save it with commas")
    for name in [*header, *card.constant]:
        if name not in wanted:
            raise BadTable(str(card.csv), f"knows no column {name!r}; a table of {card.holds} has {', '.join(wanted)}")
    if twice := [name for name in header if header.count(name) > 1 or name in card.constant]:
        reason = f"has the column {twice[0]!r} twice: the header and [constant] of the card count together"
        raise BadTable(str(card.csv), reason)
    places: list[int] = []
    fixed: list[str] = []
    for name in wanted:
        if name in header:
            places.append(header.index(name))
        elif name in values:
            places.append(len(header) + len(fixed))
            fixed.append(values[name])
        else:
            raise BadTable(str(card.csv), f"lacks the column {name!r}, and the card does not say it either")
    return lambda cells: tuple([cells[place] for place in places]), fixed


class Checks:
    """What a cell may hold.  Remembers what it has seen, for a table says the same few things many thousand times."""

    def __init__(self) -> None:
        self._periods: dict[tuple[str, int], Period] = {}
        self._fiscal = {code: each.fiscal_start for code, each in areas().items()}
        self._fiscal_by_currency = fiscal_starts_by_currency()

    def trade(self, reporter: str, partner: str, flow: str, goods: str, basis: str) -> None:
        """Raises `UnknownArea`, `UnknownProduct` or ValueError for a key that no series can have."""
        area(reporter)
        area(partner)
        product(goods)
        one_of(Flow, flow, "flow")
        one_of(Basis, basis, "basis")

    def key(self, holds: Holds, key: Sequence[str]) -> None:
        """Likewise for a series of any kind."""
        reporter, partner, flow, goods, basis = key
        match holds:
            case Holds.RATES:
                if len(reporter) != 3 or not reporter.isupper():
                    raise ValueError(f"currency is {reporter!r}; it must be an ISO 4217 code such as INR")
            case Holds.ECONOMY:
                area(reporter)
                one_of(Economy, goods, "measure")
            case _:
                self.trade(reporter, partner, flow, goods, basis)

    def source(self, card: Card, said: Sequence[str]) -> tuple[str, ...]:
        """The cells of SOURCE with the empty ones filled in from the card; raises ValueError for one that cannot be.

        An empty vintage stays empty: it is a figure whose day of release nobody wrote down.
        """
        status, vintage, compilation, adjusted, publisher, url, authority, note = said
        day(vintage)
        if adjusted not in ("", "0", "1"):
            raise ValueError(f"adjusted is {adjusted!r}; it must be 0 or 1")
        if authority not in ("", "0", "1", "2"):
            raise ValueError(f"authority is {authority!r}; it must be 0, 1 or 2")
        return (
            one_of(Status, status or Status.REVISED, "status"), vintage,
            one_of(Compilation, compilation or card.compilation, "compilation"), adjusted or "0",
            publisher or card.publisher, url or card.url, authority or str(card.authority), note,
        )

    def period(self, label: str, reporter: str) -> Period:
        """Fiscal years by the calendar of `reporter`.  Raises `UnreadablePeriod`."""
        return self._period(label, self._fiscal.get(reporter, APRIL))

    def rate_period(self, label: str, currency: str) -> Period:
        """Fiscal years by the calendar of the country whose money it is."""
        return self._period(label, self._fiscal_by_currency.get(currency, APRIL))

    def versus(self, holds: Holds, said: str, reporter: str) -> None:
        """What a published change or share is measured against: a period, or the key of the whole."""
        if holds is Holds.CHANGES:
            self.period(said, reporter)
        elif len(parts := said.split("|")) == len(TRADE):
            self.trade(*parts)
        else:
            raise ValueError(f"whole is {said!r}; it must be a key such as IND|WLD|export|TOTAL|goods")

    def _period(self, label: str, fiscal_start: int) -> Period:
        known = self._periods.get((label, fiscal_start))
        if known is None:
            known = self._periods[label, fiscal_start] = Period.parse(label, fiscal_start)
        return known


def one_of(codes: type[StrEnum], text: str, column: str) -> str:
    """`text` if it is one of a closed list; raises ValueError."""
    if text not in [*codes]:
        raise ValueError(f"{column} is {text!r}; it must be one of {', '.join(codes)}")
    return text


def number(text: str, column: str = "value") -> str:
    """`text` if it is a plain decimal number; raises ValueError."""
    try:
        if Decimal(text).is_finite():
            return text
    except InvalidOperation:
        pass
    raise ValueError(f"{column} is {text!r}; it must be a number such as 86510000000 or 17.7")


def day(text: str) -> date | None:
    """The day a vintage names, the first of the month where it names only that, None for none.

    The first day, because what is known of a month's release must count as known to an article of that month.
    """
    if not text:
        return None
    try:
        return date.fromisoformat(text if len(text) > len("2025-04") else f"{text}-01")
    except ValueError:
        raise ValueError(f"{text!r} is not a date: write 2025-04-16, 2025-04 or nothing") from None


def fiscal_starts_by_currency() -> dict[str, int]:
    """currency -> the month its country's fiscal year starts in, for those that do not start in January.

    Where several countries share a money, the first of them with a fiscal year of its own decides.
    """
    found: dict[str, int] = {}
    for each in areas().values():
        if each.currency and each.fiscal_start != 1:
            found.setdefault(each.currency, each.fiscal_start)
    return found


def in_row(card: Card, row: int, trouble: TradeError | ValueError) -> BadTable:
    """The error of one cell, told with its file and row."""
    return BadTable(str(card.csv), str(trouble), row)
