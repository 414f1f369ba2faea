"""Why two offices report the same shipments differently: freight and insurance, hubs, and what is kept confidential."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from pathlib import Path

from factcheck.judging import wording
from factcheck.judging.bands import Bands
from factcheck.judging.question import HUNDRED
from sources.observation import Observation
from sources.terms.key import Flow

POSSIBLE = Decimal("1.20")      # freight and insurance of bulky goods over long ways
CUSTOMS_VALUE = frozenset({"USA"})      # whose imports are counted without freight and insurance

CONFIDENTIAL = ": trade through third countries and trade kept confidential are counted by one side alone"


@cache
def hubs() -> dict[str, str]:
    """Areas through which goods of others pass, with what that does to their figures."""
    lines = Path(__file__).with_name("hubs.tsv").read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t", 1) for line in lines[1:] if line)


def explains(one: Observation, other: Observation, bands: Bands) -> bool:
    """Whether two reports, one of exports and one of imports, differ by no more than is usual."""
    sides = {seen.key.flow: seen for seen in (one, other)}
    if set(sides) != {Flow.EXPORT, Flow.IMPORT} or not sides[Flow.EXPORT].value:
        return False
    imported = sides[Flow.IMPORT]
    most = 1 + bands.clear if imported.key.reporter in CUSTOMS_VALUE else bands.mirror
    return 1 - bands.revision <= imported.value / sides[Flow.EXPORT].value <= most


def explained(one: Observation, other: Observation, bands: Bands) -> str:
    """How far freight and insurance explain two reports of one trade, as the end of a sentence; "" where nothing does.

    Imports are counted with freight and insurance (CIF), exports without (FOB): they are mostly up to a tenth higher.
    """
    sides = {seen.key.flow: seen for seen in (one, other)}
    parties = (one.key.reporter, one.key.partner)
    hub = next((code for code in parties if code in hubs()), None)
    passing = f"; {wording.name(hub)} {hubs()[hub]}" if hub is not None else ""
    if set(sides) != {Flow.EXPORT, Flow.IMPORT} or not sides[Flow.EXPORT].value:
        return passing
    imported = sides[Flow.IMPORT]
    ratio = imported.value / sides[Flow.EXPORT].value
    apart = f"imports are {wording.two_digits((ratio - 1) * HUNDRED)} per cent above exports" if ratio >= 1 else \
        f"imports are {wording.two_digits((1 - ratio) * HUNDRED)} per cent below exports"
    if imported.key.reporter in CUSTOMS_VALUE:
        return f"; {apart}, and no freight or insurance is in them{passing}"
    if 1 <= ratio <= bands.mirror:
        return f"; {apart}, as freight and insurance explain{passing}"
    if bands.mirror < ratio <= POSSIBLE:
        return f"; {apart}, of which freight and insurance explain about a tenth{passing}"
    return f"; {apart}, more than freight and insurance explain{passing or CONFIDENTIAL}"
