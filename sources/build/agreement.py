"""What figures of several pages must fit: their own arithmetic, each other, and better sources."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import product
from statistics import median

from sources.build.official import LEVELS, LeftOut, Read
from sources.build.rows import Row
from sources.terms.key import Flow

SERIES = ("reporter", "partner", "flow", "product", "basis", "period", "unit", "compilation", "adjusted",
          "currency")
STATEMENT = ("reporter", "partner", "product", "basis", "period", "unit", "adjusted", "status", "publisher", "vintage")
DAY = len("2025-04-15")
LACKED = ("vintage", "currency")    # what only some of the pages say of a figure
LATE = 4                            # days that a page may lag behind the release
REVISION = Decimal("0.15")          # more than this is no revision
ROUNDED_TWICE = Decimal("1.5")     # offices round the balance from figures they have rounded themselves
WITNESSES = 3                       # pages it takes to call one of them the odd one out

Key = tuple[str, ...]


def agreed(figures: Read, better: Mapping[Key, Decimal]) -> Read:
    """The figures that stand: repeated ones once, misfits out.  `better` has values of other tables by series."""
    misfits, sums = adds_up(one_date(figures.kept))
    strangers, levels = near(sums, better)
    return Read(once(levels), [*figures.left_out, *misfits, *strangers])


def one_date(rows: Iterable[Row]) -> list[Row]:
    """Pages are a day or two later than the release they copy: the first date of a release stands for all of it."""
    releases: defaultdict[Key, list[Row]] = defaultdict(list)
    for row in rows:
        releases[key(row, ("reporter", "period", "status", "publisher"))].append(row)
    dated = []
    for release in releases.values():
        first = ""
        for row in sorted(release, key=lambda row: row["vintage"]):
            if len(row["vintage"]) == DAY and (not first or days(first, row["vintage"]) > LATE):
                first = row["vintage"]
            dated.append(row | {"vintage": first} if len(row["vintage"]) == DAY else row)
    return dated


def days(first: str, last: str) -> int:
    return (date.fromisoformat(last) - date.fromisoformat(first)).days


def key(row: Row, columns: Sequence[str]) -> Key:
    return tuple(row[column] for column in columns)


def number(row: Row, column: str = "value") -> Decimal:
    return Decimal(row[column])


def adds_up(rows: Iterable[Row]) -> tuple[list[LeftOut], list[Row]]:
    """Leaves out statements whose export, import and balance (or total) cannot be rounded into each other."""
    statements: defaultdict[Key, list[Row]] = defaultdict(list)
    for row in rows:
        statements[key(row, STATEMENT)].append(row)
    misfits, kept = [], []
    for statement in statements.values():
        by_flow = {flow: [row for row in statement if row["flow"] == flow] for flow in LEVELS}
        wrong = any(
            by_flow[flow] and by_flow[Flow.EXPORT] and by_flow[Flow.IMPORT] and not any(
                fits(*parts, sign) for parts in product(by_flow[Flow.EXPORT], by_flow[Flow.IMPORT], by_flow[flow])
            )
            for flow, sign in ((Flow.BALANCE, -1), (Flow.TOTAL, 1))
            if not (flow is Flow.TOTAL and by_flow[Flow.RE_EXPORT])         # there total = export + import + re-export
        )
        for row in statement:
            if wrong and row["flow"] in LEVELS:
                misfits.append(LeftOut(row, "export, import and balance or total of one statement do not add up"))
            else:
                kept.append(row)
    return misfits, kept


def fits(export: Row, imported: Row, result: Row, sign: int) -> bool:
    gap = abs(number(export) + sign * number(imported) - number(result))
    return gap <= ROUNDED_TWICE * sum(number(row, "slack") for row in (export, imported, result))


def near(rows: Iterable[Row], better: Mapping[Key, Decimal]) -> tuple[list[LeftOut], list[Row]]:
    """Leaves out levels far from a better source, or from what most other pages print."""
    series: defaultdict[Key, list[Row]] = defaultdict(list)
    for row in rows:
        series[key(row, SERIES)].append(row)
    strangers, kept = [], []
    for name, same in series.items():
        offices = [number(row) for row in same if row["authority"] == "0"]
        other = better.get(name)
        pages = [number(row) for row in same]
        for row in same:
            value = number(row)
            if row["flow"] not in {Flow.EXPORT, Flow.IMPORT, Flow.TOTAL} or row["authority"] == "0":
                kept.append(row)
            elif other and apart(value, other):
                strangers.append(LeftOut(row, f"{value / other - 1:+.0%} from a better source"))
            elif offices and all(apart(value, office) for office in offices):
                strangers.append(LeftOut(row, f"{value / offices[0] - 1:+.0%} from the office's own page"))
            elif len(pages) >= WITNESSES and apart(value, median(pages)):
                strangers.append(LeftOut(row, f"{value / median(pages) - 1:+.0%} from what most pages print"))
            elif len(pages) == WITNESSES - 1 and not offices and apart(min(pages), max(pages)):
                strangers.append(LeftOut(row, "two pages print figures too far apart, and no third decides"))
            else:
                kept.append(row)
    return strangers, kept


def apart(value: Decimal, other: Decimal) -> bool:
    return abs(value - other) > REVISION * abs(other)


def once(rows: Iterable[Row]) -> list[Row]:
    """One row where several pages print the same figure of the same release, the most precise and best sourced.

    "86.5" says nothing beside "86.51" of the same status; a date or a growth's currency that one of the pages lacks is
    taken from the other.
    """
    releases: defaultdict[Key, list[Row]] = defaultdict(list)
    for row in rows:
        releases[key(row, (*[column for column in SERIES if column not in LACKED], "status"))].append(row)
    kept: list[Row] = []
    for same in releases.values():
        chosen: list[Row] = []
        for row in sorted(same, key=precision):
            finer = next((seen for seen in chosen if says_more(seen, row)), None)
            if finer is None:
                chosen.append(dict(row))
            else:
                finer.update({column: finer[column] or row[column] for column in LACKED})
        kept += chosen
    return kept


def precision(row: Row) -> tuple[Decimal, str, str, str]:
    return number(row, "slack"), row["authority"], row["vintage"] or "9", row["url"]


def says_more(finer: Row, coarser: Row) -> bool:
    """Whether the finer figure rounds to the coarser one (or is it), within one release."""
    return (len({finer["currency"], coarser["currency"]} - {""}) < 2
            and abs(number(finer) - number(coarser)) <= number(coarser, "slack"))
