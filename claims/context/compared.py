"""What a change is measured against where its sentence does not say: as the text compares its other months."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from operator import attrgetter
from typing import NamedTuple

from claims.claim import Claim, Found, Kind, Modality
from claims.clauses.draft import STOOD, Draft
from claims.context.dated import Dated
from sources.terms.period import MONTHS_A_YEAR, Period
from sources.terms.quantity import PERCENT

EXPECTED = (Modality.FORECAST, Modality.HYPOTHETICAL)
MONTHS = (1, 3)  # the periods that copy compares with either the year or the month or quarter before
# Offices that take the seasons out: their months are told against the month before.
ADJUSTED = frozenset({"AUS", "CAN", "DEU", "FRA", "GBR", "USA", "ZAF"})


class Comparison(NamedTuple):
    """A comparison that the text makes: where, of how many months, how many months back."""

    at: int
    length: int
    back: int


def comparisons(drafts: Sequence[Draft], dated: Sequence[Dated]) -> Iterable[Comparison]:
    """Those of one sentence: what figures are measured against, and from where they came."""
    main: Period | None = None
    for draft, (period, versus, _) in zip(drafts, dated, strict=True):
        # "Up 9 percent, after 6 percent in July": neither is measured against the other.
        now, then = (main, period) if draft.base and draft.kind in STOOD else (period, versus)
        main = main if draft.base else period
        if now is not None and then is not None and now.length == then.length and then.start < now.start:
            yield Comparison(draft.item.start, now.length, now.start - then.start)


def base_of(draft: Draft, later: Sequence[Draft], dated: Sequence[Dated]) -> Period | None:
    """`Rose 1.6 percent to 54.9 billion from 54 billion in July`: the time of the base said with the change."""
    for other, (period, _, _) in zip(later, dated, strict=True):
        former = other.former or (other.near is not None and other.near.former)
        if not other.subject.like(draft.subject) or other.kind is Kind.CHANGE or former:
            return None  # a record of an earlier time is beaten, not measured against
        if other.base:
            return period if other.twin is None else None
    return None


def is_over(draft: Draft, before: Sequence[Draft], dated: Sequence[Dated], now: int | None) -> bool:
    """`It will exceed 80 billion, far above 1991's 65`: of a time over before that of what is expected."""
    if draft.modality not in EXPECTED or draft.kind not in STOOD:
        return False
    period = dated[len(before)].period
    seasons = draft.when is None or draft.when.relative.startswith("split:")  # "forecasts 1986/87 and 1985/86 crops"
    return not seasons and period is not None and now is not None and period.end < now and any(
        one.modality is draft.modality and other.period is not None and other.period.start >= period.end
        for one, other in zip(before, dated, strict=False))


def compare(claims: list[Claim], told: Sequence[Comparison]) -> list[Claim]:
    """The claims, each change of a month or a quarter with the period it is measured against."""
    return [replaced(claim, told) if is_open(claim) else claim for claim in claims]


def is_open(claim: Claim) -> bool:
    """Whether a change is told whose base the text leaves out."""
    if claim.versus is not None or claim.period is None:
        return False
    if claim.kind is Kind.RATIO:
        return claim.direction is not None and claim.whole is None and claim.period.length <= MONTHS_A_YEAR
    moves = claim.kind is Kind.CHANGE or (claim.kind in (Kind.PRICE, Kind.FORECAST) and claim.unit == PERCENT)
    return moves and claim.period.length in MONTHS


def replaced(claim: Claim, told: Sequence[Comparison]) -> Claim:
    period = claim.period
    assert period is not None
    like = [one for one in told if one.length == period.length and one.back in (period.length, MONTHS_A_YEAR)]
    if not like:  # what months are told against tells it for quarters, and where seasons are left in for months too
        shorter = MONTHS[: 1 + (period.length > 1 or claim.key.reporter not in ADJUSTED)]
        like = [one for one in told if one.length in shorter and one.back == MONTHS_A_YEAR]
    near = [one for one in like if claim.sentence[0] <= one.at < claim.sentence[1]] or like
    before = [one for one in near if one.at < claim.start]
    if claim.kind is Kind.RATIO:
        back, found = MONTHS_A_YEAR, Found.ASSUMED  # what doubles has done so in a year, where no other time is said
    elif near:  # "rose 3 percent in May ...  On a monthly basis they fell ... and year on year": by the year
        yearly = near is like and claim.key.reporter not in ADJUSTED
        first = max(near, key=attrgetter("back")) if yearly else near[0]
        back, found = (before[-1] if before else first).back, Found.CARRIED
    else:
        back = period.length if claim.key.reporter in ADJUSTED else MONTHS_A_YEAR
        found = Found.ASSUMED
    return replace(claim, versus=period.shift(-back), found={**claim.found, "versus": found})
