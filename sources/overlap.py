"""Overlap: what one's own table says of figures that other tables know too, so that nothing takes over silently."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from sources.cards import Card, Holds
from sources.observation import Observation
from sources.tables import Tables
from sources.terms.key import Basis, Flow, SeriesKey
from sources.verify.figure import read_table

NEAR = Decimal("0.005")         # of the value: the same figure, rounded or slightly revised
EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Overlap:
    figures: int                # of the table
    shared: int                 # known elsewhere too
    differ: int                 # ... and by more than rounding
    first: int                  # ... where the table's own figure is the one that comes first
    examples: tuple[tuple[Observation, Observation], ...]       # (own, the best of the others) that differ most


def overlap(tables: Tables, card: Card) -> Overlap:
    """A table of levels against all others."""
    figures = read_table(card).figures if card.holds is Holds.LEVELS else []
    shared = first = 0
    apart: list[tuple[Decimal, Observation, Observation]] = []
    for seen in figures:
        reporter, partner, flow, product, basis = seen.key
        known = tables.look_up(SeriesKey(reporter, partner, Flow(flow), product, Basis(basis)), seen.period)
        own = [each for each in known if each.provenance.table == card.id and each.unit == seen.unit]
        others = [each for each in known if each.provenance.table != card.id and each.unit == seen.unit]
        if not own or not others:
            continue
        shared += 1
        first += known[0].provenance.table == card.id
        gap = abs(own[0].value - others[0].value)
        if gap > max(own[0].slack + others[0].slack, NEAR * abs(others[0].value)):
            apart.append((gap / (abs(others[0].value) or Decimal(1)), own[0], others[0]))
    apart.sort(key=lambda each: -each[0])
    return Overlap(len(figures), shared, len(apart), first, tuple((own, other) for _, own, other in apart[:EXAMPLES]))
