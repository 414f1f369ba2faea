"""A series in one line of blocks."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

BLOCKS = "▁▂▃▄▅▆▇█"


def sparkline(values: Sequence[Decimal]) -> str:
    """One block a value, the lowest of a series that stays above zero measured from zero: small changes look small."""
    if not values:
        return ""
    low, high = min(Decimal(0), *values), max(Decimal(0), *values)
    if low == high:
        return BLOCKS[0] * len(values)
    steps = len(BLOCKS) - 1
    return "".join(BLOCKS[round((value - low) / (high - low) * steps)] for value in values)
