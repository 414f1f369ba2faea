"""The periods a claim may speak of: the one it says, those told close by, the latest that could be known."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from claims.claim import Claim, Found, Hedge, Kind, Modality
from factcheck.judging.keys import bases_of, complete, sides
from factcheck.judging.said import CLOSE_BY, how, is_open
from sources.terms.period import MONTHS_A_YEAR, Period

if TYPE_CHECKING:
    from sources.tables import Tables

MOST_BESIDE = 4
LOOSE = frozenset({Hedge.OVER, Hedge.NEARLY, Hedge.AT_LEAST, Hedge.UP_TO})
BESIDE = frozenset({"period", "beside"})


def periods_of(
    claim: Claim, tables: Tables, published: date | None, article: Sequence[Claim]
) -> tuple[tuple[Period, frozenset[str]], ...]:
    """The periods a claim may speak of, with what was assumed for each."""
    if claim.period is not None:
        own = (claim.period, frozenset({"period"} if is_open(claim, "period") else ()))
        if how(claim, "period") is not Found.CARRIED:
            return (own, *((period, BESIDE) for period in bases_beside(claim, article)))
        return (own, *((period, BESIDE) for period in periods_beside(claim, article)))
    if beside := periods_beside(claim, article, same_sentence=True):
        return tuple((period, BESIDE) for period in beside)
    years = data_periods(claim, article, published)
    if len(years) == 1:
        return ((years[0], frozenset({"period"})),)
    if claim.hedge in LOOSE:
        return ()       # "over 800 billion" of no time that is said: true of most years
    latest = latest_period(claim, tables, published)
    return tuple((period, frozenset({"period", "latest"})) for period in latest)


def bases_beside(claim: Claim, article: Sequence[Claim]) -> tuple[Period, ...]:
    """The year before that of another figure of the same trade in the sentence, where both seem to be of one time.

    "Widened to 41.18 billion in 2024-25 from 35.32 billion in the last fiscal year": of two figures for one time one is
    the base of the other, whatever "last" was taken for.
    """
    if claim.kind not in (Kind.LEVEL, Kind.BALANCE, Kind.SHARE) or claim.period is None:
        return ()
    found = dict.fromkeys(
        other.period.year_before() for other in article
        if other.kind is claim.kind and other.sentence == claim.sentence and other.id != claim.id
        and other.period is not None and other.key == claim.key and other.unit == claim.unit
        and other.sign is claim.sign and other.value != claim.value
        and other.period.start < claim.period.end and claim.period.start < other.period.end
    )
    return tuple(period for period in found if not period.same_months(claim.period))


def periods_beside(claim: Claim, article: Sequence[Claim], same_sentence: bool = False) -> tuple[Period, ...]:
    """Periods that figures of the same trade close by name: another sentence's date may have been carried to this one.

    Within the sentence also a year earlier: "up to 98.1 billion from 88.5 billion".  A figure that fits one of these is
    right; none of them is firm enough to call a figure wrong.
    """
    found: dict[Period, None] = {}
    for other in article:
        kin = other.id != claim.id and other.period is not None and other.key.reporter == claim.key.reporter
        if not kin or other.period is None or abs(other.start - claim.start) > CLOSE_BY:
            continue
        if same_sentence and (other.sentence != claim.sentence or other.key.flow is not claim.key.flow):
            continue
        if same_sentence or how(other, "period") is Found.SAID:
            found.setdefault(other.period)
            if same_sentence:
                found.setdefault(other.period.year_before())
    others = (period for period in found if claim.period is None or not period.same_months(claim.period))
    return tuple(others)[:MOST_BESIDE]


def data_periods(claim: Claim, article: Sequence[Claim], published: date | None) -> list[Period]:
    """The years, or failing years the shorter periods, that the article's other figures of this reporter speak of."""
    found = dict.fromkeys(
        other.period for other in article
        if other.period is not None and other.id != claim.id and other.key.reporter == claim.key.reporter
        and other.modality is Modality.REPORTED and other.kind not in (Kind.TARGET, Kind.FORECAST)
        and how(other, "period") is not Found.ASSUMED
        and (published is None or other.period.end <= month_of(published))
    )
    years = [period for period in found if period.length == MONTHS_A_YEAR]
    return years or list(found)


def latest_period(claim: Claim, tables: Tables, published: date | None) -> tuple[Period, ...]:
    """The latest year of the claim's series whose figures can have been out when the article was written.

    Within the first months after a year's end the year before it is still the latest for most writers: both are given.
    """
    if published is None or claim.key.reporter is None or claim.key.flow is None:
        return ()
    key = complete(claim.key, bases_of(claim)[0])
    if claim.kind in (Kind.SHARE, Kind.RATIO):
        key = sides(claim, key)[0]
    month = month_of(published)
    years = {
        seen.period for seen in tables.series(key, MONTHS_A_YEAR) if seen.period.end <= month
    }
    latest = sorted(years, key=lambda period: period.end)[-2:][::-1]
    return tuple(latest[:1] if latest and month - latest[0].end > 6 else latest)


def month_of(day: date) -> int:
    """The month as periods count them."""
    return day.year * MONTHS_A_YEAR + day.month - 1
