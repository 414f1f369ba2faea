"""Sums: exports and imports against totals and balances, partners against the world, goods against all, months against
years.  Each check says how many sums it made, so that a table in which nothing adds up to anything shows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from sources.cards import Holds
from sources.terms.areas import AreaKind, areas
from sources.terms.key import ALL_PRODUCTS, WORLD, Basis, Flow
from sources.terms.period import MONTHS_A_YEAR, PeriodKind
from sources.verify.figure import Figure, Table, Trouble, families

ROUNDED = Decimal("1.5")        # times the slack of all parts: offices round a sum from figures they rounded themselves
EXACT = Decimal("0.0001")       # of the whole, where nothing says how parts were rounded
ABOVE = Decimal("1.002")        # partners may not add up to more than this of the world ...
BELOW = Decimal("0.9")          # ... nor to less, where a table has about all of them
FULL = 100                      # partners in a table that has about all of them
CHAPTERS = 90                   # HS chapters in a table that has about all of them
SERVICES = (Basis.GOODS, Basis.SERVICES)

Place = tuple[object, ...]


@dataclass(slots=True)
class Sums:
    """What has been added up, and what did not fit."""

    made: int = 0
    troubles: list[Trouble] = field(default_factory=list)


def add_up(table: Table) -> Sums:
    """All sums within one table."""
    found = Sums()
    if table.card.holds is Holds.LEVELS:
        for figures in families(table.figures).values():
            flows(table, figures, found)
            services(table, figures, found)
            partners(table, figures, found)
            chapters(table, figures, found)
    return found


def flows(table: Table, figures: list[Figure], found: Sums) -> None:
    """export + import = total; export - import = balance."""
    by_place: defaultdict[Place, dict[str, Figure]] = defaultdict(dict)
    for seen in figures:
        by_place[seen.reporter, seen.partner, *seen.key[3:], seen.label][seen.flow] = seen
    for known in by_place.values():
        for flow, sign in ((Flow.TOTAL, 1), (Flow.BALANCE, -1)):
            if Flow.EXPORT in known and Flow.IMPORT in known and flow in known:
                out, into, whole = known[Flow.EXPORT], known[Flow.IMPORT], known[flow]
                if flow is Flow.TOTAL and Flow.RE_EXPORT in known:
                    continue        # there the total counts re-exports too
                made = out.value + sign * into.value
                formula = f"export {'+' if sign > 0 else '-'} import"
                compare(table, whole, made, (out, into, whole), formula, found)


def services(table: Table, figures: list[Figure], found: Sums) -> None:
    """goods + services = both, on one way of counting."""
    by_place: defaultdict[Place, dict[str, Figure]] = defaultdict(dict)
    for seen in figures:
        by_place[seen.key[:4], seen.label][seen.key[4]] = seen
    for known in by_place.values():
        if all(basis in known for basis in (*SERVICES, Basis.GOODS_SERVICES)):
            goods, rest, both = (known[basis] for basis in (*SERVICES, Basis.GOODS_SERVICES))
            compare(table, both, goods.value + rest.value, (goods, rest, both), "goods + services", found)


def compare(
    table: Table, whole: Figure, made: Decimal, parts: Iterable[Figure], formula: str, found: Sums,
) -> None:
    found.made += 1
    allowed = max(ROUNDED * sum(part.slack for part in parts), EXACT * abs(whole.value))
    if abs(made - whole.value) > allowed:
        reason = f"{formula} is {made}, {abs(made - whole.value)} away from {whole.value}"
        found.troubles.append(Trouble(table.card.id, "sum", whole.row, whole.name, reason))


def partners(table: Table, figures: list[Figure], found: Sums) -> None:
    """Countries add up to the world, or to less where a table has not all of them, and never to more."""
    known = areas()
    parts: defaultdict[Place, list[Figure]] = defaultdict(list)
    worlds: dict[Place, Figure] = {}
    for seen in figures:
        if seen.flow in (Flow.BALANCE, Flow.TOTAL):
            continue
        place: Place = (seen.reporter, *seen.key[2:], seen.label)
        if seen.partner == WORLD:
            worlds[place] = seen
        elif known[seen.partner].kind in (AreaKind.COUNTRY, AreaKind.FORMER):
            parts[place].append(seen)
    for place, world in worlds.items():
        within(table, world, parts[place], FULL, "partners", found)


def chapters(table: Table, figures: list[Figure], found: Sums) -> None:
    """HS chapters add up to all goods, or to less where not all are there."""
    parts: defaultdict[Place, list[Figure]] = defaultdict(list)
    wholes: dict[Place, Figure] = {}
    for seen in figures:
        if seen.flow in (Flow.BALANCE, Flow.TOTAL):
            continue
        place: Place = (*seen.key[:3], seen.key[4], seen.label)
        if seen.product == ALL_PRODUCTS:
            wholes[place] = seen
        elif seen.product.isdigit() and len(seen.product) == 2:
            parts[place].append(seen)
    for place, whole in wholes.items():
        within(table, whole, parts[place], CHAPTERS, "chapters", found)


def within(table: Table, whole: Figure, parts: list[Figure], full: int, what: str, found: Sums) -> None:
    if not parts or not whole.value:
        return
    found.made += 1
    made = sum((part.value for part in parts), Decimal(0))
    spread = sum((part.slack for part in parts), whole.slack)
    ratio = made / whole.value
    if made - spread > ABOVE * whole.value or (len(parts) >= full and ratio < BELOW):
        reason = f"{len(parts)} {what} add up to {ratio:.1%} of it"
        found.troubles.append(Trouble(table.card.id, "sum", whole.row, whole.name, reason))


def months_against_years(tables: Sequence[Table]) -> dict[str, Sums]:
    """Twelve months against the year, within one table or between two of one office and one vintage; by the year's
    table."""
    years: dict[Place, tuple[Table, Figure]] = {}
    months: dict[Place, dict[int, Figure]] = {}
    levels = [table for table in tables if table.card.holds is Holds.LEVELS]
    for table in levels:
        for seen in table.figures:
            if seen.period.kind in (PeriodKind.YEAR, PeriodKind.FISCAL_YEAR) and seen.release[1]:
                years[(*family(seen), seen.period.start)] = table, seen
    for table in levels:
        for seen in table.figures:
            if seen.period.kind is PeriodKind.MONTH:
                for first in range(seen.period.start - MONTHS_A_YEAR + 1, seen.period.start + 1):
                    if (place := (*family(seen), first)) in years:
                        months.setdefault(place, {})[seen.period.start] = seen
    found: dict[str, Sums] = {}
    for place, parts in months.items():
        table, year = years[place]
        if len(parts) == MONTHS_A_YEAR:
            made = sum((seen.value for seen in parts.values()), Decimal(0))
            into = found.setdefault(table.card.id, Sums())
            compare(table, year, made, (*parts.values(), year), "the sum of its months", into)
    return found


def family(seen: Figure) -> Place:
    return seen.key, seen.unit, *seen.release
