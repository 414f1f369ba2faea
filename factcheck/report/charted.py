"""What a chart of a finding shows: the series that its figure is out of, and where the figure stated stands in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING

from claims.claim import Direction, Kind, Sign
from factcheck.finding import Finding
from sources.terms.key import WORLD, Flow
from sources.terms.period import Period
from sources.terms.quantity import PERCENT, PERCENTAGE_POINT, RATIO, is_money

if TYPE_CHECKING:
    from sources.observation import Observation
    from sources.tables import Tables

MOST = 60                   # periods shown of a series, around the one in question
SHORTEST = 4                # a series of fewer shows nothing
PLACES = 7                  # shown of a ranking, and the place in question where it is further down
HUNDRED = Decimal(100)


class Form(StrEnum):
    LINE = "line"           # levels and shares: one figure a period, from zero
    COLUMNS = "columns"     # changes: up or down from zero
    BARS = "bars"           # a ranking: one figure an area, of one period


@dataclass(frozen=True, slots=True)
class Stated:
    """The figure of the text with the sign and in the unit of the series; `low` and `high` are what it stands for.

    Of a range the middle.
    """

    period: Period
    value: Decimal
    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class Charted:
    form: Form
    observations: tuple[Observation, ...]       # oldest first; of a ranking the largest first
    answers: tuple[Observation, ...]            # the evidence that can be shown on it: what is highlighted
    stated: Stated | None                       # None where the text states no figure of this series
    alike: bool = True                          # False: an aim on another basis than the series it stands in

    @property
    def unit(self) -> str:
        return self.observations[0].unit


def charted(finding: Finding, tables: Tables) -> Charted | None:
    """The series behind the finding's first evidence row; None where there is none, one too short to show, or one of
    other times."""
    if not finding.evidence or finding.claim.kind in (Kind.RATE, Kind.VOLUME, Kind.PRICE):
        return None
    if finding.evidence[0].formula.startswith("rank "):
        return _ranked(finding, tables)
    # The first row of a target is the target itself; what it starts from comes after it.
    starts = finding.evidence[1:] if finding.claim.kind in (Kind.TARGET, Kind.FORECAST) else finding.evidence[:1]
    for seen in starts:
        series = _series(seen, finding, tables)
        if len(series) >= SHORTEST and series[0].period.start < seen.period.end <= series[-1].period.end:
            form = Form.COLUMNS if finding.claim.kind is Kind.CHANGE and series[0].unit == PERCENT else Form.LINE
            window = around(series, seen.period)
            stated = _stated(finding, seen, series[0].unit)
            alike = seen.key.basis is finding.evidence[0].key.basis
            return Charted(form, window, _answers(finding, seen, window), stated, alike)
    return None


def around(series: Sequence[Observation], period: Period, most: int = MOST) -> tuple[Observation, ...]:
    """The latest of them; where the period is further back, those that lie around it."""
    at = next((number for number, seen in enumerate(series) if seen.period.start >= period.start), len(series))
    last = min(len(series), max(at + most // 2, most))
    return tuple(series[max(0, last - most):last]) if at < len(series) - most else tuple(series[-most:])


def _ranked(finding: Finding, tables: Tables) -> Charted | None:
    seen = finding.evidence[0]
    key = seen.key
    if key.partner == WORLD:
        ranking = tables.world_ranking(key.flow, seen.period, key.basis, key.product)
    else:
        ranking = tables.ranking(key.reporter, key.flow, seen.period, key.basis, key.product)
    shown = (*ranking[:PLACES], *(each for each in ranking[PLACES:] if each.key == key))
    if len(shown) < SHORTEST or not any(each.key == key for each in shown):
        return None
    answers = tuple(each for each in shown if each.key == key)
    return Charted(Form.BARS, shown, answers, None)


def _series(seen: Observation, finding: Finding, tables: Tables) -> tuple[Observation, ...]:
    """One unit, one table where it can be: levels for a level, shares for a share, changes for a change."""
    from factcheck.lookup.answer import series

    kind, claim = finding.claim.kind, finding.claim
    if kind is Kind.SHARE and seen.unit in (PERCENT, RATIO):
        return _shares(seen, tables)
    levels = series(tables, seen.key, seen.period, tables.look_up(seen.key, seen.period))
    if kind is Kind.CHANGE and seen.unit == PERCENT:
        lag = claim.period.start - claim.versus.start if claim.period and claim.versus else 12
        return _changes(levels, lag)
    if is_money(seen.unit):
        converted = (tables.convert(each, seen.unit) for each in levels)
        return tuple(each for each in converted if each is not None)
    return _of_one_unit(levels)


def _of_one_unit(levels: Sequence[Observation]) -> tuple[Observation, ...]:
    return tuple(each for each in levels if each.unit == levels[-1].unit)


def _shares(seen: Observation, tables: Tables) -> tuple[Observation, ...]:
    from factcheck.lookup.answer import series
    from factcheck.lookup.observing import part_and_whole

    part, whole = (seen.parts[0].key, seen.parts[1].key) if len(seen.parts) == 2 else part_and_whole(seen.key)
    levels = series(tables, part, seen.period, tables.look_up(part, seen.period))
    best = (tables.share(part, whole, each.period)[:1] for each in levels)
    return tuple(share for found in best for share in found if share.unit == PERCENT)


def _changes(levels: Sequence[Observation], lag: int) -> tuple[Observation, ...]:
    from sources import derive

    before = {each.period.start: each for each in levels}
    pairs = ((each, before.get(each.period.start - lag)) for each in levels)
    return _known(derive.growth(now, then) for now, then in pairs if then is not None and then.unit == now.unit)


def _known(found: Iterable[Observation | None]) -> tuple[Observation, ...]:
    return tuple(each for each in found if each is not None)


def _answers(finding: Finding, seen: Observation, window: Sequence[Observation]) -> tuple[Observation, ...]:
    """The evidence that lies on the chart: of the same trade and unit, or what a ratio is made of."""
    rows = [part for each in finding.evidence for part in (each, *each.parts)]
    first, last = window[0].period.start, window[-1].period.end
    kept: dict[tuple[Period, Decimal], Observation] = {}
    for row in rows:
        alike = row.key == seen.key and row.unit == window[0].unit and row.period.length == window[0].period.length
        if alike and first <= row.period.start and row.period.end <= last:
            kept.setdefault((row.period, row.value), row)
    return tuple(kept.values())


def _stated(finding: Finding, seen: Observation, unit: str) -> Stated | None:
    claim = finding.claim
    period = claim.period or seen.period
    factor = Decimal(1)
    if claim.unit == RATIO and unit == PERCENT and claim.kind is Kind.SHARE:
        factor = HUNDRED
    elif claim.unit != unit or claim.unit == PERCENTAGE_POINT:
        return None
    if claim.kind is Kind.CHANGE and unit != PERCENT:
        return None                 # a difference of levels stands nowhere in the series of levels
    down = claim.sign is Sign.DEFICIT or (claim.direction is Direction.DOWN and claim.kind is Kind.CHANGE)
    if seen.key.flow is Flow.BALANCE and seen.key.reporter != claim.key.reporter:
        down = not down             # seen from the other side a deficit is a surplus
    factor = -factor if down else factor
    low, high = sorted((claim.stated.low * factor, claim.stated.high * factor))
    value = claim.value if claim.value_high is None else (claim.value + claim.value_high) / 2
    return Stated(period, value * factor, low, high)


def runs(observations: Sequence[Observation]) -> Iterable[tuple[Observation, Observation, bool]]:
    """Neighbours in the series, and whether nothing is missing between them."""
    for one, other in pairwise(observations):
        yield one, other, one.period.end == other.period.start
