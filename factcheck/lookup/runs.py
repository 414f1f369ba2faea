"""Runs: a figure for every year (quarter, month) of a span, from one table, and how far other tables have it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from factcheck.lookup.observing import levels_of, observe, whose_places
from factcheck.lookup.question import Measure, Question
from sources import derive
from sources.kinship import best_first
from sources.terms.areas import areas
from sources.terms.period import MONTHS_A_YEAR, Period, PeriodKind

if TYPE_CHECKING:
    from sources.observation import Observation
    from sources.tables import Tables

KINDS = {1: PeriodKind.MONTH, 3: PeriodKind.QUARTER, 6: PeriodKind.HALF}
MOST = 400                      # periods of a span that are looked up


@dataclass(frozen=True, slots=True)
class Run:
    """The figures of one table, oldest first, and the periods of the span that it has not."""

    table: str
    observations: tuple[Observation, ...]
    absent: tuple[Period, ...]
    as_asked: bool = True       # False: fiscal years where calendar years were asked, or the other way round

    def farthest(self, other: Run) -> Decimal | None:
        """The largest difference from `other` in percent of it; None where they share no period."""
        values = {seen.period.start: seen for seen in other.observations}
        gaps = [apart for seen in self.observations
                if (base := values.get(seen.period.start)) and (apart := percent_apart(seen, base)) is not None]
        return max(gaps, key=abs, default=None)


def percent_apart(seen: Observation, best: Observation) -> Decimal | None:
    """How far a figure lies above or below the best one, in percent of it."""
    if seen.unit != best.unit or not best.value or not seen.period.same_months(best.period):
        return None
    return 100 * (seen.value - best.value) / abs(best.value)


def runs(question: Question, tables: Tables, known_on: date | None = None) -> list[Run]:
    """One for each table that has any of the figures, the most complete first, then the best source."""
    if question.measure is Measure.CHANGE:      # from the first to the last, not each against the one before
        question = replace(question, measure=Measure.SHARE if question.of_share else Measure.LEVEL)
    found: list[Run] = []
    for number, periods in enumerate(calendars(question, tables)):
        by_table: dict[str, dict[Period, Observation]] = {}
        for period in periods:
            here = observe(question, tables, period, known_on=known_on)
            for seen in whose_places(question, here) if question.measure is Measure.RANK else here:
                by_table.setdefault(seen.provenance.table, {}).setdefault(period, seen)
        for table, have in by_table.items():
            absent = tuple(period for period in periods if period not in have)
            found.append(Run(table, tuple(have.values()), absent, number == 0))
    found.sort(key=lambda run: (
        len(run.absent), not run.as_asked, -len(run.observations), best_first(run.observations[-1])))
    each: dict[str, Run] = {}
    for run in found:
        each.setdefault(run.table, run)
    return list(each.values())


def calendars(question: Question, tables: Tables) -> list[list[Period]]:
    """The periods asked for; and where they are years, those of the reporter's other way to count years."""
    period, each = question.period, question.each
    assert period is not None and each is not None
    end = period.end
    if question.since:
        end = max((seen.period.end for seen in tables.series(levels_of(question))), default=end)
    asked = steps(period.start, end, each)
    place = areas().get(levels_of(question).reporter)
    if each != MONTHS_A_YEAR or place is None or place.fiscal_start == 1:
        return [asked]
    first = period.start - period.start % MONTHS_A_YEAR
    shift = place.fiscal_start - 1
    start = first + shift if period.start == first else first
    # 2018 to 2024 has seven fiscal years: the last begins in 2024 and ends beyond the span.
    last = end if question.since else end + start - period.start
    return [asked, steps(start, last, each)]


def steps(start: int, end: int, each: int) -> list[Period]:
    """Whole periods of `each` months from the month `start`."""
    return [Period(at, at + each, kind(at, each)) for at in range(start, end - each + 1, each)][:MOST]


def kind(start: int, months: int) -> PeriodKind:
    if months == MONTHS_A_YEAR:
        return PeriodKind.YEAR if start % MONTHS_A_YEAR == 0 else PeriodKind.FISCAL_YEAR
    return KINDS[months] if months in KINDS and start % months == 0 else PeriodKind.SPAN


def change_over(question: Question, run: Run, tables: Tables) -> tuple[Observation, ...]:
    """From the first to the last of the run: percent in all and percent a year, or points of a share."""
    if len(run.observations) < 2:
        return ()
    then, now = run.observations[0], run.observations[-1]
    if question.of_share:
        return (derive.difference(now, then),)
    observed = observe(replace(question, each=None), tables, now.period, then.period)
    grown = [seen for seen in observed
             if seen.provenance.table == run.table][:1]
    yearly = [derive.compound_growth(*parts[:2]) for seen in grown if len(parts := seen.parts) == 2]
    return (*grown, *(seen for seen in yearly if seen))


def whole(observations: Sequence[Observation]) -> Decimal | None:
    """The sum of a run of money, for a line below it; None where sums mean nothing."""
    units = {seen.unit for seen in observations}
    if len(units) != 1 or not all(len(unit) == 3 and unit.isupper() for unit in units):
        return None
    return sum((seen.value for seen in observations), Decimal(0))
