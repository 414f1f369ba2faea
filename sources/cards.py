"""Cards: what is known about each table, in a TOML file beside the CSV of the same name.

The card is what a report cites.  A folder of tables is any folder with such pairs: the bundled one, or a newsroom's.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, dataclass, field, fields
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from sources.observation import Compilation
from sources.terms.errors import BadTable, TradeError


@dataclass(eq=False)
class UnknownTable(TradeError):
    table: str
    known: tuple[str, ...]

    def __str__(self) -> str:
        return f"no table is called {self.table!r}; there are {', '.join(self.known)}"


class Holds(StrEnum):
    """What the rows of a table are."""

    LEVELS = "levels"           # values of trade
    SHARES = "shares"           # shares as an office published them, percent
    CHANGES = "changes"         # growth as an office published it, percent
    RATES = "rates"             # units of a currency per US dollar
    ECONOMY = "economy"         # GDP and prices
    TARGETS = "targets"
    TARIFFS = "tariffs"


@dataclass(frozen=True, slots=True)
class Card:
    """One table's card.  The fields are the keys of the TOML file, but for `path`, `constant` as a table of its own."""

    id: str                     # the name of both files, without suffix
    path: Path                  # of the card
    title: str
    publisher: str
    url: str
    licence: str
    holds: Holds
    vintage: date               # when the publisher released the figures; a `vintage` column goes before it
    sha256: str                 # of the CSV
    attribution: str = ""
    retrieved: date | None = None
    compilation: str = Compilation.CUSTOMS      # another text than customs or bop where the rows differ
    authority: int = 1          # 0 the reporter's own office, 1 an international compiler, 2 a press copy of a release
    unit: str = ""              # ISO 4217 or a pint name; "" where the rows say it, or it is units per USD
    valuation: Mapping[str, str] = field(default_factory=dict)      # flow -> FOB, CIF, FAS or customs
    basis: str = ""
    period_kind: str = ""
    coverage: str = ""
    notes: str = ""
    rows: int = 0               # data rows of the CSV
    constant: Mapping[str, str] = field(default_factory=dict)       # columns that hold one value in every row

    @property
    def csv(self) -> Path:
        return self.path.with_suffix(".csv")


REQUIRED = frozenset(each.name for each in fields(Card) if each.default is each.default_factory is MISSING) - {"path"}
KEYS = frozenset(each.name for each in fields(Card)) - {"path"}


def card_paths(folder: Path) -> list[Path]:
    """The cards of a folder, by name.  Raises `BadTable` for a folder that is not there or a CSV without a card."""
    if not folder.is_dir():
        raise BadTable(str(folder), "no such folder; a folder of tables holds NAME.csv files, each with a NAME.toml")
    cards = sorted(folder.glob("*.toml"))
    for table in sorted(folder.glob("*.csv")):
        if table.with_suffix(".toml") not in cards:
            raise BadTable(str(table), f"has no card: write {table.stem}.toml beside it")
    return cards


def read_card(path: Path) -> Card:
    """The card at `path`.  Raises `BadTable` naming the file, the key and the reason."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as trouble:
        raise BadTable(str(path), f"cannot be read: {trouble}") from trouble
    return parse_card(text, path)


def parse_card(text: str, path: Path) -> Card:
    """The card that `text` says, as if read from `path`."""
    try:
        said = tomllib.loads(text)
    except tomllib.TOMLDecodeError as trouble:
        raise BadTable(str(path), f"is not TOML: {trouble}") from trouble
    if missing := sorted(REQUIRED - said.keys()):
        raise BadTable(str(path), f"the card lacks {', '.join(missing)}")
    if strange := sorted(said.keys() - KEYS):
        raise BadTable(str(path), f"the card knows no key {strange[0]!r}; it has {', '.join(sorted(KEYS))}")
    if said["id"] != path.stem:
        raise BadTable(str(path), f"id is {said['id']!r}, the file is named {path.stem!r}: make them the same")
    return Card(path=path, **dict(checked(said, str(path))))


def checked(said: dict[str, Any], file: str) -> Iterator[tuple[str, Any]]:
    """The card's keys with values of the right type, or `BadTable`."""
    for key, value in said.items():
        match key:
            case "vintage" | "retrieved":
                fits, shape = type(value) is date, "a date such as 2026-06-10, without quotes"
            case "rows" | "authority":
                fits, shape = type(value) is int and value >= 0, "a whole number"
            case "valuation" | "constant":
                fits = isinstance(value, dict)
                value = {name: as_cell(each) for name, each in value.items()} if fits else value
                shape = f"a table: [{key}]"
            case "holds":
                fits, shape = value in [*Holds], f"one of {', '.join(Holds)}"
                value = Holds(value) if fits else value
            case _:
                fits, shape = isinstance(value, str), "text in quotes"
        if not fits:
            raise BadTable(file, f"{key} is {value!r}; it must be {shape}")
        yield key, value


def as_cell(value: object) -> str:
    """A value of the [constant] table as its column would have it: true is 1, a date is 2025-04-16."""
    return str(int(value)) if isinstance(value, bool) else str(value)
