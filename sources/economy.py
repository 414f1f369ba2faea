"""Economies: the size and the prices that trade is measured against.  Pure functions on observations.

What they make has the provenance of the trade in it, as what is converted has: GDP and prices stand in the parts.

Trade is told in the money of its time.  Real terms here are those of purchasing power: the money's own country's GDP
deflator takes its inflation out.  That is not the volume of trade, whose prices move in other ways.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from sources.derive import HUNDRED, made, name
from sources.observation import Observation
from sources.terms.areas import areas
from sources.terms.period import Period
from sources.terms.quantity import PERCENT
from sources.terms.vocabulary import Name

# Money of more than one area: whose prices are meant.
CENTRES = {
    "USD": "USA", "EUR": "EA20", "GBP": "GBR", "AUD": "AUS", "NZD": "NZL", "CHF": "CHE", "NOK": "NOR", "DKK": "DNK",
    "ILS": "ISR", "MAD": "MAR",
}


class Economy(Name):
    """What is known of an economy beside its trade."""

    GDP = "GDP"                 # at the prices of the time
    PRICES = "GDP-DEFLATOR"     # percent by which the prices of all that makes up GDP rose on the year before


def of_gdp(seen: Observation, gdp: Observation) -> Observation:
    """The figure in percent of GDP; of a deficit it is negative."""
    value = HUNDRED * seen.value / gdp.value
    slack = HUNDRED * seen.slack / gdp.value
    formula = f"{name(seen.key)} / GDP of {gdp.key.reporter}, {seen.period.label}"
    result = made(seen.key, seen.period, value, PERCENT, slack, formula, (seen, gdp))
    return replace(result, provenance=seen.provenance, row=seen.row)


def price_factor(changes: Sequence[Observation]) -> Decimal:
    """How many times the prices before the first of these years were those of the last."""
    factor = Decimal(1)
    for change in changes:
        factor *= 1 + change.value / HUNDRED
    return factor


def real_growth(grown: Observation, changes: Sequence[Observation]) -> Observation:
    """Growth without the inflation of its money: (1 + growth) / (1 + inflation) - 1."""
    factor = price_factor(changes)
    value = HUNDRED * ((1 + grown.value / HUNDRED) / factor - 1)
    formula = f"(1 + {grown.formula}) / (1 + {risen(changes)}) - 1"
    result = made(grown.key, grown.period, value, PERCENT, grown.slack / factor, formula, (*grown.parts, *changes))
    return replace(result, provenance=grown.provenance, row=grown.row)


def in_prices_of(seen: Observation, base: Period, changes: Sequence[Observation]) -> Observation:
    """The figure in the money of another year; `changes` are those of the years after the earlier of the two."""
    factor = price_factor(changes)
    times, sign = (1 / factor, "/") if base.start < seen.period.start else (factor, "*")
    formula = f"{seen.formula or f'{name(seen.key)} {seen.period.label}'} {sign} (1 + {risen(changes)})"
    result = made(seen.key, seen.period, seen.value * times, seen.unit, seen.slack * times, formula, (seen, *changes))
    return replace(result, provenance=seen.provenance, row=seen.row)


def risen(changes: Sequence[Observation]) -> str:
    """What a formula calls the rise of prices over those years."""
    first, last = changes[0], changes[-1]
    when = first.period.label if first is last else f"{first.period.label} to {last.period.label}"
    return f"rise of the GDP deflator of {first.key.reporter}, {when}"


def issuer(money: str) -> str:
    """The area whose prices are those of a currency; "" for what is no money, or that of several areas."""
    if money in CENTRES:
        return CENTRES[money]
    places = [code for code, place in areas().items() if place.is_country and place.currency == money]
    return places[0] if len(places) == 1 else ""
