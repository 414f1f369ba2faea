"""Physical units: conversions through pint, which is loaded only here and only when asked.

Money is not here: what a dollar is in rupees depends on the period, and `Tables.convert` knows the rates.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sources.observation import Observation
from sources.terms.errors import UnitMismatch

if TYPE_CHECKING:
    from pint import UnitRegistry

DEFINITIONS = Path(__file__).parent / "terms" / "units.txt"


@cache
def registry() -> UnitRegistry[Decimal]:
    """The units of terms/units.txt and no others, reckoning in Decimal."""
    from pint import UnitRegistry

    return UnitRegistry(str(DEFINITIONS), non_int_type=Decimal, autoconvert_offset_to_baseunit=False, cache_folder=None)


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
