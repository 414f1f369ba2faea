"""Figures: one series as the index gives it, made into observations only where somebody asks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from sys import intern
from typing import Any, NamedTuple

from sources.derive import average_rate, row_name, sum_of_periods
from sources.kinship import best_first
from sources.observation import Compilation, Observation, Provenance
from sources.terms.areas import areas
from sources.terms.key import SeriesKey
from sources.terms.period import MONTHS_A_YEAR, Period, PeriodKind

Figure = Sequence[Any]          # start, end, kind, value, unit, slack, provenance's number, versus: index.FIGURE
Span = tuple[int, int]          # start and end of a period
Source = Callable[[int], Provenance]

EXACT = Decimal(0)              # the slack of a figure that was not rounded
STEPS = (MONTHS_A_YEAR, 6, 3, 1)        # months in what a longer period is summed from, the longest first
START, END, KIND, VALUE, UNIT, SLACK, SOURCE, VERSUS = range(8)
MONTHS = itemgetter(START, END)


class Family(NamedTuple):
    """What may be added up or ranked together: one table, one vintage, one way of counting, one unit."""

    table: str
    publisher: str
    vintage: date | None
    compilation: Compilation
    adjusted: bool
    unit: str


class Shelf:
    """All published figures of one key by their months."""

    __slots__ = ("key", "named", "rows", "source")

    def __init__(self, key: SeriesKey, rows: Iterable[Figure], source: Source) -> None:
        self.key, self.source = key, source
        self.named = ""                     # what its rows are called, but for the period: made when the first is
        ordered = groupby(sorted(rows, key=MONTHS), MONTHS)
        self.rows: dict[Span, list[Figure]] = {span: [*figures] for span, figures in ordered}

    def published(self, span: Span, versus: str = "") -> list[Observation]:
        """What was published for exactly those months, best first."""
        rows = self.rows.get(span)
        if not rows:
            return []
        found = [self.observe(row) for row in rows if row[VERSUS] == versus]
        return sorted(found, key=best_first) if len(found) > 1 else found

    def observe(self, row: Figure) -> Observation:
        start, end, kind, value, unit, slack, source, _ = row
        period, label = period_of(start, end, kind)
        self.named = self.named or row_name(self.key, "")
        return Observation(
            self.key, period, Decimal(value), intern(unit), self.source(source), self.named + label,
            Decimal(slack) if slack else EXACT,
        )

    def sums(self, period: Period) -> list[Observation]:
        """The period added up from years, halves, quarters or months: from the longest that one table, in one vintage,
        has all of.  Nothing for a family that published the period itself."""
        if not self.rows or period.length == 1:
            return []
        whole = period.start, period.end
        done = set(self.families(whole)) if whole in self.rows else set()
        found = []
        for parts in self.pieces(period, STEPS):
            if (kin := family(parts[0])) not in done:
                done.add(kin)
                found.append(sum_of_periods(parts, period))
        return found

    def means(self, period: Period) -> list[Observation]:
        """For exchange rates: the period's mean from the averages of its months."""
        return [average_rate(parts, period) for parts in self.pieces(period, STEPS[-1:])]

    def pieces(self, period: Period, steps: Sequence[int]) -> Iterable[list[Observation]]:
        """Ways to fill the period with figures of one family, by their length."""
        first, last, length, rows = period.start, period.end, period.length, self.rows
        for step in steps:
            # The first and the last piece are looked for alone: mostly they are not there.
            if step >= length or length % step or (first, first + step) not in rows or (last - step, last) not in rows:
                continue
            spans = [(start, start + step) for start in range(first, last, step)]
            if not all(span in rows for span in spans):
                continue
            known = [self.families(span) for span in spans]
            for kin in known[0]:
                if kin.vintage and all(kin in families for families in known):
                    yield [self.observe(families[kin]) for families in known]

    def families(self, span: Span) -> dict[Family, Figure]:
        """The figures of those months, the most precise one of each family, not yet made into observations."""
        found: dict[Family, Figure] = {}
        for row in self.rows[span]:
            kin = family_of(self.source(row[SOURCE]), row[UNIT])
            if kin not in found or Decimal(row[SLACK] or 0) < Decimal(found[kin][SLACK] or 0):
                found[kin] = row
        return found


def family(seen: Observation) -> Family:
    return family_of(seen.provenance, seen.unit)


@lru_cache(4_096)
def family_of(source: Provenance, unit: str) -> Family:
    return Family(source.table, source.publisher, source.vintage, source.compilation, source.adjusted, unit)


@lru_cache(4_096)
def period_of(start: int, end: int, kind: str) -> tuple[Period, str]:
    """The period with its label: tables name the same few hundred over and over."""
    period = Period(start, end, PeriodKind(kind))
    return period, period.label


def spelled(span: Span, reporter: str) -> Period:
    """The period of those months as the reporter would call it: a year, its fiscal year, a half, quarter or month."""
    start, end = span
    month, known = start % MONTHS_A_YEAR, areas().get(reporter)
    match end - start:
        case 12 if month == 0:
            return Period(start, end, PeriodKind.YEAR)
        case 12 if known and month + 1 == known.fiscal_start:
            return Period(start, end, PeriodKind.FISCAL_YEAR)
        case 6 if month % 6 == 0:
            return Period(start, end, PeriodKind.HALF)
        case 3 if month % 3 == 0:
            return Period(start, end, PeriodKind.QUARTER)
        case 1:
            return Period(start, end, PeriodKind.MONTH)
    return Period(start, end, PeriodKind.SPAN)
