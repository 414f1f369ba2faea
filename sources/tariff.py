"""Tariffs: duties that one area announced on goods of another."""

from __future__ import annotations

from datetime import date

from sources.observation import Provenance
from sources.terms.quantity import Quantity
from sources.terms.vocabulary import value


@value
class Tariff:
    """One measure as announced, not a schedule: what else is charged on the same goods is another measure."""

    imposer: str
    on: str                     # "WLD" where it is about goods of any origin
    product: str
    what: str                   # the goods in plain words: "steel and aluminium"
    rate: Quantity              # percent of the value
    announced: date | None
    effective: date | None
    provenance: Provenance
    note: str = ""              # what became of it
