"""Judging tariff rates against the measures on record: right, or left open.  A rate is never called wrong.

What is held are announcements, one measure each.  What is charged on goods in the end is a sum of several, and changes
from month to month, so a rate that is not on record may still be right.
"""

from __future__ import annotations

from datetime import date

from claims.claim import Claim
from factcheck.finding import Finding, Verdict
from factcheck.judging import wording
from factcheck.judging.case import Case, silent
from factcheck.judging.compare import apart
from factcheck.judging.sentences import say
from sources.observation import Observation
from sources.tariff import Tariff
from sources.terms.key import ALL_PRODUCTS, WORLD, Flow, SeriesKey
from sources.terms.period import MONTHS_A_YEAR, Period
from sources.terms.quantity import PERCENT, Interval

MOST_OTHERS = 3


def judge_rate(case: Case) -> Finding:
    """Supported by a measure of that rate, announced before the article was written."""
    claim, tables = case.claim, case.tables
    imposer, origin = claim.key.reporter, claim.key.partner or WORLD
    if imposer is None or claim.unit != PERCENT:
        return silent(case, "no-rates", missing="rate")
    said, known = case.said, known_by(claim, case.published)
    held = [] if known is None else [
        tariff for tariff in tables.tariffs(imposer, None if origin == WORLD else origin)
        if tariff.rate.unit == PERCENT and claim.key.product in (ALL_PRODUCTS, tariff.product)
        and (tariff.announced is None or tariff.announced <= known)
    ]
    for tariff in held:
        rate = tariff.rate.amount
        if tariff.on == origin and not apart(said.interval, Interval(rate, rate)):
            return Finding(
                claim, Verdict.SUPPORTED, "tariff-on-record", say("tariff-on-record", **words(tariff)),
                (record(tariff),), f"announced rate on {tariff.what}", rate, PERCENT,
            )
    key = f"tariff {imposer} on {origin}"
    held = [tariff for tariff in held if tariff.on == origin]
    if not held or origin == WORLD:
        return silent(case, "no-rates", missing=key)
    listed = "; ".join(f"{wording.figure(each.rate.amount, PERCENT)} ({each.what})" for each in held[:MOST_OTHERS])
    stated = claim.quote[:1].upper() + claim.quote[1:]
    sentence = say(
        "other-tariffs", Stated=stated, who=wording.name(imposer), on=wording.name(origin), listed=listed,
    )
    rows = tuple(record(tariff) for tariff in held[:MOST_OTHERS])
    return Finding(claim, Verdict.UNVERIFIABLE, "other-tariffs", sentence, rows, missing=key)


def known_by(claim: Claim, published: date | None) -> date | None:
    """The last day whose announcements the claim may speak of; None where the text has no date at all."""
    if claim.period is not None:
        year, month = divmod(claim.period.end - 1, MONTHS_A_YEAR)
        end = date(year, month + 1, 28)
        return end if published is None else min(end, published)
    return published


def words(tariff: Tariff) -> dict[str, str]:
    day = tariff.effective or tariff.announced
    return {
        "who": wording.name(tariff.imposer), "rate": wording.figure(tariff.rate.amount, PERCENT),
        "on": wording.name(tariff.on) if tariff.on != WORLD else "all countries", "what": tariff.what,
        "since": f", from {wording.day(day)}" if day is not None else "",
        "later": f"; {tariff.note}" if tariff.note else "",
    }


def record(tariff: Tariff) -> Observation:
    """The measure as an evidence row, dated by the month it took effect."""
    day = tariff.effective or tariff.announced or date.min
    return Observation(
        SeriesKey(tariff.imposer, tariff.on, Flow.IMPORT, tariff.product), Period.month(day.year, day.month),
        tariff.rate.amount, PERCENT, tariff.provenance, f"{tariff.imposer}|{tariff.on}|tariff|{day}",
    )
