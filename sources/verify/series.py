"""Series: the figures of one key over time, in one release: none twice, none missing between, none out of line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from sources.cards import Holds
from sources.terms.key import ALL_PRODUCTS, WORLD, Flow
from sources.terms.period import MONTHS_A_YEAR, PeriodKind
from sources.verify.figure import Figure, Table, Trouble

REGULAR = {PeriodKind.YEAR, PeriodKind.FISCAL_YEAR, PeriodKind.MONTH, PeriodKind.QUARTER}
LEAST = 6                       # figures that make a series one can miss something in
JUMP = Decimal(4)               # times the year before: wars and hyperinflation do that, and slipped digits
LARGE = Decimal(10**9)          # below, trade jumps for many reasons


def twice(table: Table) -> Iterator[Trouble]:
    """One release that gives one figure in two rows."""
    first: dict[tuple[object, ...], int] = {}
    for seen in table.figures:
        place = seen.key, seen.period.start, seen.period.end, seen.unit, seen.versus, seen.release, seen.value
        if place in first:
            yield Trouble(table.card.id, "twice", seen.row, seen.name, f"stands in row {first[place]} already")
        else:
            first[place] = seen.row


def gaps(table: Table) -> Iterator[Trouble]:
    """Months and years that are missing inside a series of a country's whole trade, or of a currency."""
    if table.card.holds not in (Holds.LEVELS, Holds.RATES):
        return
    for (kind, *_), line in whole_series(table).items():
        if len(line) < LEAST or kind not in REGULAR:
            continue
        for before, after in pairwise(line):
            missing = (after.period.start - before.period.end) // before.period.length
            if missing > 0:
                first = before.period.shift(before.period.length).label
                last = after.period.shift(-after.period.length).label
                span = first if missing == 1 else f"{first} to {last}"
                yield Trouble(table.card.id, "gap", after.row, after.name, f"{span} missing before it")


def breaks(table: Table) -> Iterator[Trouble]:
    """Years or months that are several times, or a fraction of, the same months a year before."""
    if table.card.holds not in (Holds.LEVELS, Holds.RATES):
        return
    rates = table.card.holds is Holds.RATES
    for line in whole_series(table).values():
        by_span = {(seen.period.start, seen.period.end): seen for seen in line}
        for seen in line:
            before = by_span.get((seen.period.start - MONTHS_A_YEAR, seen.period.end - MONTHS_A_YEAR))
            if before is None or seen.flow == Flow.BALANCE or (not rates and max(before.value, seen.value) < LARGE):
                continue
            low, high = sorted((before.value, seen.value))
            if low == 0 or high / low > JUMP:
                times = seen.value / before.value if before.value else Decimal(0)
                reason = f"{seen.value} is {times:.2f} times the {before.value} of {before.label}"
                yield Trouble(table.card.id, "break", seen.row, seen.name, reason)


def whole_series(table: Table) -> dict[tuple[object, ...], list[Figure]]:
    """Each series against the world, all goods or services together, by time and vintage.

    One series is what one way of counting gave, whatever the vintages: months are announced one after another.
    """
    found: defaultdict[tuple[object, ...], list[Figure]] = defaultdict(list)
    for seen in table.figures:
        if table.card.holds is Holds.RATES or (seen.partner == WORLD and seen.product == ALL_PRODUCTS):
            _, _, compilation, adjusted, _ = seen.release
            found[seen.period.kind, seen.key, seen.unit, compilation, adjusted].append(seen)
    for line in found.values():
        line.sort(key=when)
    return found


def when(seen: Figure) -> tuple[int, int, str]:
    return seen.period.start, seen.period.end, seen.release[1]
