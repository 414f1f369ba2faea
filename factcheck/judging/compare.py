"""Comparing: the interval a statement stands for against the interval a published figure stands for."""

from __future__ import annotations

from decimal import Decimal

from claims.claim import Claim, Direction, Hedge, Kind, Sign
from factcheck.judging.bands import Bands
from sources.observation import Observation
from sources.terms.key import Flow
from sources.terms.quantity import PERCENT, PERCENTAGE_POINT, RATIO, Interval
from sources.terms.vocabulary import value

ENDLESS = Decimal("Infinity")
ZERO = Decimal(0)
TWOFOLD = 2


@value
class Stated:
    """What the words stand for.  Signed where they give a sign: a deficit and a fall are negative."""

    value: Decimal
    unit: str
    slack: Decimal              # half of the last digit printed
    interval: Interval          # printed precision, widened by the hedge
    printed: Interval           # printed precision alone, on the hedge's side: what a repair has to match
    signed: bool                # False: the words give no sign, so only magnitudes are compared
    hedged: bool

    def seen(self, observation: Observation) -> Interval:
        """The published interval in the sense of the statement."""
        interval = observation.interval
        if self.signed or interval.low >= 0:
            return interval
        if interval.high <= 0:
            return Interval(-interval.high, -interval.low)
        return Interval(ZERO, max(-interval.low, interval.high))

    def fits(self, observation: Observation) -> bool:
        if not observation.slack:       # most figures are published exactly, and this is asked of every one
            value = observation.value if self.signed else abs(observation.value)
            return self.interval.low <= value <= self.interval.high
        return self.interval.overlaps(self.seen(observation))

    def gap(self, observation: Observation) -> Decimal:
        """How far the two intervals are apart, in the unit; 0 when they meet."""
        return apart(self.interval, self.seen(observation))

    def miss(self, observation: Observation, growth: bool = False) -> Decimal:
        """The gap relative to the published figure; for a growth rate in points / 100, for 2 per cent against 3 is
        no better a hit than 12 against 13."""
        gap = self.gap(observation)
        if not gap:
            return ZERO
        if growth:
            return gap / 100
        return gap / abs(observation.value) if observation.value else Decimal(1)

    def is_cut_off(self, observation: Observation, bands: Bands) -> bool:
        """131.8 for 131.87: the digits were cut, not rounded; 131.8 for a figure that is known to a tenth is not, nor
        4 billion for 4.7, which is another figure; 4 per cent is less than a point off."""
        if self.hedged or not self.slack or observation.slack > self.slack:
            return False
        seen = self.seen(observation)
        size = Interval(abs(self.value), abs(self.value) + 2 * self.slack)
        if self.value < 0:
            seen = Interval(-seen.high, -seen.low)
        least = ZERO if self.unit == PERCENT else (1 - bands.cut_off) * seen.low
        return least <= size.low <= seen.high and seen.low < size.high

    def is_round_number(self, observation: Observation, bands: Bands) -> bool:
        """130 billion for 132: the figure is right to the digits that are not zeros, and not far off."""
        if not self.value or self.unit in (PERCENT, PERCENTAGE_POINT):
            return False
        digits = self.value.normalize().as_tuple()
        unit = Decimal(1).scaleb(int(digits.exponent))
        allowed = min(unit / 2, bands.about * abs(self.value))
        return unit > 2 * self.slack and apart(Interval.around(self.value, allowed), self.seen(observation)) == 0


def apart(one: Interval, other: Interval) -> Decimal:
    """The distance between two intervals, 0 where they overlap or touch."""
    return max(ZERO, one.low - other.high, other.low - one.high)


def stated(claim: Claim, bands: Bands) -> Stated:
    """The interval of a claim, from its printed precision and its hedge."""
    sign = sign_of(claim)
    value, top = abs(claim.value), abs(claim.value if claim.value_high is None else claim.value_high)
    low, high = sorted((value, top))
    printed = Interval(low - claim.slack, high + claim.slack)
    if claim.unit == RATIO and not claim.slack:     # "doubled", "a third": words are about
        printed = Interval(low * (1 - bands.about), high * (1 + bands.about))
    interval = widened(printed, low, high, claim.slack, claim.hedge, bands)
    if claim.unit == RATIO and claim.hedge is Hedge.OVER and not claim.slack and high >= TWOFOLD:
        interval = Interval(interval.low, high + 1)     # "more than doubled": any more would have tripled
    tight = tightened(printed, interval, low, high, claim.hedge, bands)
    if sign < 0:
        interval, tight = negative(interval), negative(tight)
    return Stated(
        value * (sign or 1), claim.unit, claim.slack, interval, tight,
        signed=sign != 0, hedged=claim.hedge is not None or claim.value_high is not None,
    )


def widened(
    printed: Interval, low: Decimal, high: Decimal, slack: Decimal, hedge: Hedge | None, bands: Bands
) -> Interval:
    match hedge:
        case Hedge.ABOUT:
            return Interval(min(printed.low, low * (1 - bands.about)), max(printed.high, high * (1 + bands.about)))
        case Hedge.OVER:
            return Interval(low, max(high * (1 + bands.over), high + 2 * slack))
        case Hedge.NEARLY:
            return Interval(min(low * (1 - bands.nearly), low - 2 * slack), high)
        case Hedge.AT_LEAST:
            return Interval(printed.low, ENDLESS)
        case Hedge.UP_TO:
            return Interval(ZERO, printed.high)
    return printed


def tightened(
    printed: Interval, interval: Interval, low: Decimal, high: Decimal, hedge: Hedge | None, bands: Bands
) -> Interval:
    """What a repair has to match: the printed precision, or the nearer side of `over` and `nearly`."""
    match hedge:
        case Hedge.OVER | Hedge.AT_LEAST:
            return Interval(low, min(high * (1 + bands.nearly), interval.high))
        case Hedge.NEARLY | Hedge.UP_TO:
            return Interval(max(low * (1 - bands.nearly), interval.low), high)
    return printed


def negative(interval: Interval) -> Interval:
    return Interval(-interval.high, -interval.low)


def sign_of(claim: Claim) -> int:
    """-1 for a deficit or a fall, 1 for a surplus or a rise, 0 where a sign would matter and none is given."""
    if claim.kind is Kind.CHANGE:
        return 0 if claim.direction is None else -1 if claim.direction is Direction.DOWN else 1
    if claim.kind is Kind.BALANCE or claim.key.flow is Flow.BALANCE:
        if claim.kind in (Kind.SHARE, Kind.RATIO, Kind.RANK, Kind.SUPERLATIVE):
            return 1
        if claim.sign is None:
            return -1 if claim.value < 0 else 0
        return -1 if claim.sign is Sign.DEFICIT else 1
    return -1 if claim.value < 0 else 1
