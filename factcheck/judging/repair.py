"""Repairs: the smallest change to a claim that makes it true, and the chance that it does so by accident.

The chance.  Suppose the stated figure were any figure of its size, equally likely everywhere (on a log scale) between
half and twice itself.  Each value tried, right or not, is hit by the share of that range which the printed precision
covers around it; overlapping ones count once.  The sum over the values tried so far is the chance that one of them
would fit by accident.  Repairs are tried in order of plausibility and the first fit decides, so a random figure is
given a repair at most as often as the bound says.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from claims.claim import Claim
from factcheck.judging.bands import Bands
from factcheck.judging.changes import TURNED, Change, changes, fiscal_calendar, other_bases, points_or_percent, turned
from factcheck.judging.compare import Stated
from factcheck.judging.question import Measure, answers
from factcheck.judging.reading import Reading
from sources.observation import Observation
from sources.terms.vocabulary import value

if TYPE_CHECKING:
    from sources.tables import Tables

LOG_RANGE = math.log(4)         # from half to twice the stated figure
COARSE = 2                      # times the article's last digit
ALIKE = 40                      # 310.34 and 310.36 round differently; they cost the chance next to nothing
MOST_VINTAGES = 4
WORDS_OF_SCALE = frozenset(map(Decimal, ("1000", "0.001", "100000", "0.00001")))      # million for billion, crores
ABOUT_RIGHT = Decimal("0.03")
CERTAIN = 1 / 5                 # of the chance allowed otherwise, for a repair beyond doubt
KNOWN = Decimal("0.01")         # of the figure: how well one has to be known whose digits prove a scale
TOO_WIDE = Decimal("0.12")      # a figure this vague fits too much to be repaired


@value
class Fit:
    """A change that makes the claim true."""

    change: Change
    seen: Observation
    chance: float


@value
class Tried:
    """What trying gave: the repair to offer, if any, and every change that fits however loosely."""

    offered: Fit | None
    fits: tuple[Fit, ...]
    in_vain: bool = False       # every change there is was tried, and none fits


def repairs(
    claim: Claim, said: Stated, reading: Reading, actual: Sequence[Observation], tables: Tables, bands: Bands,
    soft: Decimal = Decimal(0), article: Sequence[Claim] = (), most: float | None = None,
) -> Tried:
    """Tries one change after another, the most plausible first, until one fits or the chance is used up.

    `most` is the chance of an accident beyond which a repair would be of no use, where that is less than the bands'.
    `soft` is how far revisions take the figure: a wrong sign is a wrong sign even beside a figure revised since.
    """
    if said.slack and said.value and 2 * said.slack / abs(said.value) > TOO_WIDE and not said.hedged:
        # Only the sign: the first thing tried, and one value.
        sign = first_fit(said, reading, actual, tables, bands, soft, turned(claim, reading.question))
        return replace(sign, in_vain=False)
    if most is not None:
        bands = replace(bands, chance=most)
    return first_fit(said, reading, actual, tables, bands, soft, changes(claim, reading, actual, tables, article))


def elsewhere(claim: Claim, said: Stated, reading: Reading, tables: Tables, bands: Bands) -> Tried:
    """Where the figure asked for is not held: only changes to what it surely is not.  A fiscal year is not the calendar
    year beside it, and goods are not goods with services."""
    points = points_or_percent(reading.question) if reading.question.measure is Measure.POINTS else ()
    candidates = (*points, *fiscal_calendar(reading.question), *other_bases(claim, reading.question))
    return first_fit(said, reading, (), tables, bands, Decimal(0), candidates)


def first_fit(
    said: Stated, reading: Reading, actual: Sequence[Observation], tables: Tables, bands: Bands, soft: Decimal,
    candidates: Iterable[Change],
) -> Tried:
    """The first change that fits, with the chance that one of those tried so far fits by accident."""
    target = sizes(said)
    if target is None:
        return Tried(None, ())
    low, middle, high = target
    edge, top = middle - LOG_RANGE / 2, middle + LOG_RANGE / 2
    most = bands.chance * LOG_RANGE / (high - low) if high > low else math.inf      # values that never are too many
    tried: list[float] = []
    for change in candidates:
        same = change.question == reading.question
        found = actual if same else answers(change.question, tables)
        if not found:
            continue
        values = values_of(found, said, change, actual)
        for seen in values:
            size = abs(seen.value / change.factor)
            if size and edge < (log := math.log(size)) < top:
                tried.append(log)
        fitting = [seen for seen in values if matches(said, change, seen, soft)]
        if fitting:
            seen = min(fitting, key=partial(distance, said, change))        # the vintage whose digits they are
            loose = float(abs(seen.slack / seen.value)) if seen.value else 0.0     # what was rounded fits more
            chance = accident(tried, low - loose, middle, high + loose)
            fit = Fit(change, seen, chance)
            most_likely = bands.chance_turned if change.code in TURNED and same else bands.chance
            return Tried(fit if chance <= most_likely else None, (fit,))
        if len(tried) > most and accident(tried, *target) > bands.chance:
            return Tried(None, ())
    return Tried(None, (), in_vain=True)


def sizes(said: Stated) -> tuple[float, float, float] | None:
    """The logs of the lower edge, the figure and the upper edge of what a repair has to match."""
    low, high = sorted((abs(said.printed.low), abs(said.printed.high)))
    if low <= 0 or not said.value or not high.is_finite():
        return None
    return math.log(low), math.log(abs(said.value)), math.log(high)


def accident(tried: Sequence[float], low: float, value: float, high: float) -> float:
    """The chance that one of the values tried (logs) would be hit by a random figure of this size and precision."""
    edge, top = value - LOG_RANGE / 2, value + LOG_RANGE / 2
    covered, reached = 0.0, edge
    for centre in sorted(tried):
        start, end = max(centre - (high - value), reached), min(centre + (value - low), top)
        if end > start:
            covered += end - start
            reached = end
    return min(1.0, covered / LOG_RANGE)


def values_of(
    found: Sequence[Observation], said: Stated, change: Change, missed: Sequence[Observation]
) -> list[Observation]:
    """The best figure, and the office's other vintages where they print differently: each is one more thing to hit.

    A figure printed more coarsely than the article's proves no digits ("11 billion" is not 11.46 of the year before),
    but its sign, and a million for a billion.  Counted as the best figure is, or standing in one table with the figure
    `missed`: beside goods and services the goods are told with seasonal adjustment, which customs' own are without.
    """
    if not found:
        return []
    if len(found) == 1 and not found[0].slack:
        return list(found)
    chosen: list[Observation] = []
    coarsest = COARSE * said.slack * change.factor
    alike = coarsest / ALIKE
    first, table = found[0].provenance, missed[0].provenance.table if missed else None
    may_be_coarse = change.code in TURNED or change.factor in WORDS_OF_SCALE
    for seen in found:
        here = seen.provenance
        if seen.slack > coarsest and not seen.parts and not may_be_coarse:
            continue
        counted_alike = here.compilation is first.compilation and here.adjusted == first.adjusted
        if not counted_alike and here.table != table:
            continue
        if all(abs(seen.value - other.value) > alike for other in chosen):
            chosen.append(seen)
        if len(chosen) == MOST_VINTAGES:
            break
    return chosen


def distance(said: Stated, change: Change, seen: Observation) -> Decimal:
    return abs(abs(seen.value / change.factor) - abs(said.value))


def matches(said: Stated, change: Change, seen: Observation, soft: Decimal) -> bool:
    value, slack, code = seen.value, abs(seen.slack), change.code
    low, high = said.printed.low, said.printed.high
    if code == "scale":
        if slack > KNOWN * abs(value):
            return False        # growth of 0.04 per cent, give or take 0.2, has no digits to be another scale's
        value, slack = value / change.factor, slack / abs(change.factor)
        if change.factor in WORDS_OF_SCALE:
            slack += abs(value) * min(soft, ABOUT_RIGHT)        # million for billion, of a figure revised since
    turned = code in TURNED
    if turned:
        if value * said.value >= 0:
            return False
        if code == "sign":
            slack += abs(value) * soft
    if turned or not said.signed:
        value = abs(value)
        low, high = sorted((abs(low), abs(high)))
    return low <= value + slack and value - slack <= high
