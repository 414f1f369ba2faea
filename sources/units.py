"""Physical units: conversions through pint, which is loaded only here and only when asked.

What a dollar is in rupees depends on the period: money converts within the context of one, `money`, and not outside.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sources.observation import Observation
from sources.terms.areas import areas
from sources.terms.errors import UnitMismatch

if TYPE_CHECKING:
    from pint import UnitRegistry
    from pint.facets.context.objects import Context

DOLLAR = "USD"
DEFINITIONS = Path(__file__).parent / "terms" / "units.txt"


@cache
def registry() -> UnitRegistry[Decimal]:
    """The units of terms/units.txt and the currencies of the areas, each for itself; reckoning in Decimal."""
    from pint import UnitRegistry

    units: UnitRegistry[Decimal] = UnitRegistry(
        str(DEFINITIONS), non_int_type=Decimal, autoconvert_offset_to_baseunit=False, cache_folder=None)
    for code in sorted({area.currency for area in areas().values() if area.currency}):
        units.define(f"{code} = [money_{code}]")
    return units


def money(rates: Iterable[Observation]) -> Context:
    """A context of `registry()` in which those currencies convert, at rates that are all of one period.

    Each rate is units per US dollar, as `Tables.rate` gives it.  Its table and period are in the context's name.
    """
    from pint.facets.context.objects import Context

    known = tuple(rates)
    units = registry()
    said = ", ".join(f"{rate.key.reporter} {rate.period.label} of {rate.provenance.table}" for rate in known)
    context = Context(f"money: {said}")
    for rate in known:
        own, dollar = f"[money_{rate.key.reporter}]", f"[money_{DOLLAR}]"
        context.add_transformation(dollar, own, at(rate, units))
        context.add_transformation(own, dollar, at(rate, units, inverse=True))
    return context


def at(rate: Observation, units: UnitRegistry[Decimal], inverse: bool = False) -> Callable[..., Any]:
    """What turns an amount of one money into the other at this rate."""
    per = units.Quantity(rate.value, f"{rate.key.reporter}/{DOLLAR}")
    return lambda _units, amount, **_kwargs: amount / per if inverse else amount * per


def factor(unit: str, target: str) -> Decimal:
    """How many `target` are one `unit`: factor("tonne", "kilogram") is 1000.

    Raises `UnitMismatch` where they do not measure the same thing, or one of them is not known.
    """
    from pint.errors import PintError

    try:
        return Decimal(registry().Quantity(Decimal(1), unit).to(target).magnitude)
    except (PintError, AttributeError, ValueError) as trouble:
        raise UnitMismatch(unit, target) from trouble


def converted(seen: Observation, target: str) -> Observation | None:
    """The figure in another unit of the same thing, None where the units do not measure the same thing."""
    try:
        times = factor(seen.unit, target)
    except UnitMismatch:
        return None
    formula = f"{seen.formula or seen.row} in {seen.unit} * {times.normalize():f} {target}/{seen.unit}"
    value, slack = seen.value * times, seen.slack * times
    return replace(seen, value=value, unit=target, slack=slack, formula=formula, parts=(seen,))
