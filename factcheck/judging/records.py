"""Judging records: "a record", "the highest since 2018", "an all-time low", over the whole series that is held."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from claims.claim import Claim, Direction, Found, Kind, Modality, Sign
from factcheck.finding import Finding, Verdict
from factcheck.judging import wording
from factcheck.judging.bands import Bands
from factcheck.judging.compare import stated
from factcheck.judging.doubt import COMPILER
from factcheck.judging.question import Measure, Question
from factcheck.judging.reading import bases_of, complete, data_periods, how
from factcheck.judging.sentences import say
from sources.observation import Observation
from sources.terms.errors import UnreadablePeriod
from sources.terms.key import ALL_PRODUCTS, WORLD, Flow, SeriesKey
from sources.terms.period import Period

if TYPE_CHECKING:
    from sources.tables import Tables

LOW = frozenset({"low", "lowest", "smallest", "least", "weakest"})
SERIES = LOW | frozenset({
    "record", "records", "high", "highs", "highest", "lows", "ever", "all-time", "best", "strongest", "worst", "peak",
})
MOST_YEARS = 30
ENOUGH = 5              # earlier figures of the same length, or the series is too short to call anything a record


def is_record(claim: Claim) -> bool:
    """Whether a superlative compares with the past ("record") rather than with other countries ("largest")."""
    words = set(claim.quote.lower().replace("-", " ").split()) | set(claim.quote.lower().split())
    return claim.since is not None or bool(words & SERIES)


def judge_record(
    claim: Claim, tables: Tables, published: date | None, article: Sequence[Claim], bands: Bands
) -> Finding:
    period = claim.period
    if period is None:
        years = data_periods(claim, article, published)
        if len(years) != 1:
            return Finding(claim, Verdict.UNVERIFIABLE, "open-period", say("open-period"), missing="period")
        period = years[0]
    findings: list[Finding] = []
    for basis in bases_of(claim):
        key = complete(claim.key, basis)
        series = comparable(tables.series(key, period.length), period)
        if len(series) <= ENOUGH:       # a total of goods and services is mostly made from both, year by year
            series = max(series, comparable(history(tables, key, period), period), key=len)
        now = next((seen for seen in series if seen.period.same_months(period)), None)
        if now is not None:
            findings.append(compare(claim, now, series, bands, is_named(claim, now, article, bands)))
    if findings:
        return next((each for each in findings if each.verdict is Verdict.SUPPORTED), findings[0])
    key = complete(claim.key, bases_of(claim)[0])
    question = Question(Measure.LEVEL, key, period, "USD")
    return Finding(
        claim, Verdict.UNVERIFIABLE, "no-table",
        say("no-table", asked=f"{wording.subject(question)} in {wording.when(period)}"), missing=f"{key} {period}",
    )


def history(tables: Tables, key: SeriesKey, period: Period) -> list[Observation]:
    """The same months of the years before, as far back as the tables answer without a gap."""
    found: list[Observation] = []
    for years in range(MOST_YEARS):
        seen = tables.look_up(key, period.shift(-12 * years))
        if not seen:
            break
        found += seen
    return found


def comparable(series: Sequence[Observation], period: Period) -> list[Observation]:
    """One source's figures of the same length up to the period: what the figure has to beat, oldest first."""
    now = [seen for seen in series if seen.period.same_months(period)]
    best: list[Observation] = []
    for seen in now:
        source = seen.provenance
        fellows: dict[int, Observation] = {}
        for other in series:
            if (
                other.provenance.table == source.table and other.provenance.compilation == source.compilation
                and other.provenance.adjusted == source.adjusted and other.unit == seen.unit
                and other.period.length == period.length and other.period.end <= period.end
                and (period.length < 12 or (period.end - other.period.end) % 12 == 0)
            ):
                fellows.setdefault(other.period.start, other)
        if len(best) <= ENOUGH and len(fellows) > len(best):      # the best source, unless its series is too short
            best = [fellows[start] for start in sorted(fellows)]
    return best


def compare(
    claim: Claim, now: Observation, series: Sequence[Observation], bands: Bands, named: bool
) -> Finding:
    low = claim.direction is Direction.DOWN or bool(set(claim.quote.lower().replace("-", " ").split()) & LOW)
    deficits = claim.sign is Sign.DEFICIT or (now.value < 0 and claim.key.flow is Flow.BALANCE)
    sign = (-1 if deficits else 1) * (-1 if low else 1)
    since = first_month(claim.since)
    earlier = [seen for seen in series if seen.period.end <= now.period.start and (
        since is None or seen.period.start > since
    )]
    question = Question(Measure.LEVEL, now.key, now.period, now.unit)
    first = series[0].period
    words = {
        "clause": wording.clause(question, now.value, None), "extreme": "lowest" if low else "highest",
        "first": wording.when(first), "since": claim.since or "",
    }
    if deficits:
        words["extreme"] = "smallest" if low else "largest"
    beaten = [seen for seen in earlier if sign * seen.value > sign * now.value]
    clear = [seen for seen in beaten if abs(seen.value - now.value) > bands.rank_margin * abs(now.value)]
    if clear:
        top = max(clear, key=lambda seen: sign * seen.value)
        words |= {
            "comparison": ("lower" if low else "higher") if not deficits else ("smaller" if low else "larger"),
            "other": wording.when(top.period), "other_value": wording.figure(top.value, top.unit),
        }
        verdict = Verdict.CONTRADICTED if named else Verdict.UNVERIFIABLE
        return Finding(
            claim, verdict, "not-a-record", say("not-a-record", **words), (now, top), formula(now, series),
            top.value, top.unit, missing=None if named else "basis",
        )
    complete_enough = len(earlier) >= ENOUGH or (since is not None and bool(earlier))
    reaches = since is None or first.start <= since + 12
    if not complete_enough or not reaches:
        return Finding(
            claim, Verdict.UNVERIFIABLE, "record-unknown", say("record-unknown", **words), (now,),
            formula(now, series), missing=f"{now.key} before {first}",
        )
    verdict, reason = (Verdict.CLOSE if beaten else Verdict.SUPPORTED), "record-since" if since else "record"
    rows = sorted(earlier, key=lambda seen: -sign * seen.value)[:1]
    return Finding(
        claim, verdict, reason, say(reason, **words), (now, *rows), formula(now, series), now.value, now.unit
    )


def is_named(claim: Claim, now: Observation, article: Sequence[Claim], bands: Bands) -> bool:
    """Whether the sentence itself says whose record this is, of what and when.

    "A record" of a country's trade may be of goods or of goods and services: then the figure beside it has to be the
    one that the tables hold.
    """
    if not is_settled(claim) or now.provenance.authority == COMPILER:
        return False    # a record in yen need not be one in the dollars that compilers count in
    if how(claim, "basis") is Found.SAID or now.key.partner != WORLD or now.key.product != ALL_PRODUCTS:
        return True
    return any(
        other.sentence == claim.sentence and other.kind in (Kind.LEVEL, Kind.BALANCE) and other.unit == now.unit
        and stated(other, bands).miss(now) <= bands.revision
        for other in article
    )


def is_settled(claim: Claim) -> bool:
    return claim.modality is Modality.REPORTED and all(
        how(claim, field) is Found.SAID for field in ("reporter", "flow", "period")
    )


def first_month(since: str | None) -> int | None:
    """The last month before "since": a figure is the highest since 2018 when every one after it is lower."""
    if since is None:
        return None
    try:
        return Period.parse(since).end - 1
    except UnreadablePeriod:
        return None


def formula(now: Observation, series: Sequence[Observation]) -> str:
    return f"{now.key} {now.period} among {len(series)} figures from {series[0].period}"



