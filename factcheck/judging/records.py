"""Judging records: "a record", "the highest since 2018", "an all-time low", over the whole series that is held."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from claims.claim import Claim, Direction, Found, Hedge, Kind, Sign
from claims.clauses.shape import Line
from claims.pattern import pattern
from factcheck.finding import Finding, Verdict
from factcheck.judging import wording
from factcheck.judging.bands import Bands
from factcheck.judging.case import Case, silent
from factcheck.judging.compare import stated
from factcheck.judging.context import is_reported
from factcheck.judging.keys import adjusting, bases_of, complete
from factcheck.judging.question import Measure, Question
from factcheck.judging.said import how, is_of_all_time
from factcheck.judging.sentences import say
from factcheck.judging.wording import Style
from sources.observation import Authority, Observation
from sources.terms.errors import UnreadablePeriod
from sources.terms.key import ALL_PRODUCTS, WORLD, Basis, Flow, SeriesKey
from sources.terms.period import MONTHS_A_YEAR, Period

if TYPE_CHECKING:
    from sources.tables import Tables

LOW = frozenset({"low", "lowest", "smallest", "least", "weakest"})
SERIES = LOW | frozenset({
    "record", "records", "high", "highs", "highest", "lows", "ever", "all-time", "best", "strongest", "worst", "peak",
    "unprecedented", "most",
})
# Words for a record over the whole series.  "The highest" alone may go on "in 11 months", which no field may tell, and
# "a high of 5 billion in March" may be the high of that year.
EVER = frozenset({"record", "records", "ever", "all-time", "unprecedented", "historic", "historical", "lifetime"})
ALL_TIME = pattern(r" (?:on record|in history)(?! (?:for|since|in|from|among|outside)\b)")
VAGUE = frozenset({Hedge.NEARLY, Hedge.ABOUT})
MOST_YEARS = 30
ENOUGH = 5              # earlier figures of the same length, or the series is too short to call anything a record


def is_record(claim: Claim) -> bool:
    """Whether a superlative compares with the past ("record") rather than with other countries ("largest")."""
    words = set(claim.quote.lower().replace("-", " ").split()) | set(claim.quote.lower().split())
    return claim.since is not None or bool(words & SERIES) or is_of_all_time(claim)


def judge_record(case: Case) -> Finding:
    claim, tables, article, bands = case.claim, case.tables, case.article, case.bands
    period = case.period
    if period is None:
        return silent(case, "open-period", missing="period")
    findings: list[Finding] = []
    counted: list[Observation] = []
    records: list[Finding] = []
    beside = min(
        (other for other in article if is_value_beside(other, claim)),
        key=lambda other: (abs(other.start - claim.start), other.start), default=None,
    )
    style = Style.of(beside) if beside is not None else None
    for basis in bases_of(claim):
        key = complete(claim.key, basis)
        series = comparable(tables.series(key, period.length), period)
        if len(series) <= ENOUGH:       # a total of goods and services is mostly made from both, year by year
            series = max(series, comparable(history(tables, key, period), period), key=len)
        for each in [series, *others(tables, key, period, series)] if series else ():
            now = next(seen for seen in each if seen.period.same_months(period))
            counted.append(now)
            finding = compare(claim, now, each, bands, is_named(claim, now, article, bands), style)
            (records if finding.verdict is Verdict.SUPPORTED else findings).append(finding)
    if records:     # a record by any count is one
        return min(records, key=lambda one: away(one.evidence[0], beside))
    if findings:
        return settled(claim, period, findings, counted)
    key = complete(claim.key, bases_of(claim)[0])
    question = Question(Measure.LEVEL, key, period, "USD")
    return Finding(
        claim, Verdict.UNVERIFIABLE, "no-table",
        say("no-table", asked=f"{wording.subject(question)} in {wording.when(period)}"), missing=f"{key} {period}",
    )


def settled(
    claim: Claim, period: Period, findings: Sequence[Finding], counted: Sequence[Observation]
) -> Finding:
    """It is no record only if it is none by every count that may be meant."""
    first = findings[0]
    if not first.verdict.is_alarm:
        return first
    if all(each.reason == first.reason for each in findings) and is_covered(claim, period, counted):
        return first
    return replace(first, verdict=Verdict.UNVERIFIABLE, missing="basis")


def away(seen: Observation, beside: Claim | None) -> Decimal:
    """How far a figure is from the one that the record is told with, which may be of goods or of services too."""
    if beside is None or beside.unit != seen.unit or not beside.value:
        return Decimal(0)
    return abs(abs(seen.value / beside.value) - 1)


def is_covered(claim: Claim, period: Period, counted: Sequence[Observation]) -> bool:
    """Whether the counts include the one that headlines tell: it matters within a year, where seasons do."""
    if period.length % MONTHS_A_YEAR == 0 or claim.key.product != ALL_PRODUCTS:
        return True
    if claim.key.partner not in (None, WORLD):
        return True         # with one partner everybody tells unadjusted goods
    said = claim.key.basis if how(claim, "basis") is Found.SAID else None
    wanted = {said} if said is not None else {Basis.GOODS, Basis.GOODS_SERVICES}
    if claim.key.reporter in adjusting():
        counted = [seen for seen in counted if seen.provenance.adjusted]
        wanted = {said or Basis.GOODS_SERVICES}
    return wanted <= {seen.key.basis for seen in counted}


def others(
    tables: Tables, key: SeriesKey, period: Period, chosen: Sequence[Observation]
) -> list[list[Observation]]:
    """The same series as counted in other ways that go as far back: with seasonal adjustment, by payments."""
    done = {counting(chosen[0])}
    found = []
    for seen in tables.look_up(key, period):
        if counting(seen) not in done and seen.provenance.authority is not Authority.COMPILER:
            done.add(counting(seen))
            found.append(comparable(tables.series(key, period.length), period, counting(seen)))
    return [series for series in found if len(series) > ENOUGH]


def counting(seen: Observation) -> tuple[object, ...]:
    return seen.provenance.compilation, seen.provenance.adjusted


def history(tables: Tables, key: SeriesKey, period: Period) -> list[Observation]:
    """The same months of the years before, as far back as the tables answer without a gap."""
    found: list[Observation] = []
    for years in range(MOST_YEARS):
        seen = tables.look_up(key, period.shift(-12 * years))
        if not seen:
            break
        found += seen
    return found


def comparable(
    series: Sequence[Observation], period: Period, counted: tuple[object, ...] | None = None
) -> list[Observation]:
    """One source's figures of the same length up to the period: what the figure has to beat, oldest first.

    With `counted`, only of a source that counts so.
    """
    now = [seen for seen in series if seen.period.same_months(period) and counted in (None, counting(seen))]
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
    claim: Claim, now: Observation, series: Sequence[Observation], bands: Bands, named: bool, style: Style | None
) -> Finding:
    low = claim.direction is Direction.DOWN or bool(set(claim.quote.lower().replace("-", " ").split()) & LOW)
    deficits = claim.sign is Sign.DEFICIT or (now.value < 0 and claim.key.flow is Flow.BALANCE)
    sign = (-1 if deficits else 1) * (-1 if low else 1)
    since = first_month(claim, now.period)
    seasonal = how(claim, "season") is Found.SAID
    if seasonal:    # "the highest November figure": among Novembers
        series = [seen for seen in series if (now.period.start - seen.period.start) % MONTHS_A_YEAR == 0]
    earlier = [seen for seen in series if seen.period.end <= now.period.start and (
        since is None or seen.period.start > since
    )]
    question = Question(Measure.LEVEL, now.key, now.period, now.unit)
    first = series[0].period
    words = {
        "clause": wording.clause(question, now.value, None), "extreme": "lowest" if low else "highest",
        "first": wording.when(first), "since": since_words(claim),
    }
    if deficits:
        words["extreme"] = "smallest" if low else "largest"
    if seasonal:
        words["extreme"] += f" for {wording.season(now.period)}"
    beaten = [seen for seen in earlier if sign * seen.value > sign * now.value]
    clear = [seen for seen in beaten if abs(seen.value - now.value) > bands.rank_margin * abs(now.value)]
    if beaten:
        top = max(clear or beaten, key=lambda seen: sign * seen.value)
        if style is not None and style.digits(now.value) == style.digits(top.value):
            style = None        # printed so the two are one
        words |= {
            "clause": wording.clause(question, now.value, style),
            "comparison": ("lower" if low else "higher") if not deficits else ("smaller" if low else "larger"),
            "other": wording.when(top.period), "other_value": wording.figure(top.value, top.unit, style),
        }
    if clear:
        if now.provenance.authority is Authority.COMPILER:
            named = named and abs(top.value - now.value) > bands.clear * abs(now.value)
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
    verdict, reason = Verdict.SUPPORTED, "record-since" if since else "record"
    if beaten:
        verdict, reason = Verdict.CLOSE, "record-close"
    rows = sorted(earlier, key=lambda seen: -sign * seen.value)[:1]
    return Finding(
        claim, verdict, reason, say(reason, **words), (now, *rows), formula(now, series), now.value, now.unit
    )


def is_named(claim: Claim, now: Observation, article: Sequence[Claim], bands: Bands) -> bool:
    """Whether the sentence itself says whose record this is, of what and when.

    "A record" of a country's trade may be of goods or of goods and services, and one in yen need not be one in the
    dollars that compilers count in: then the figure beside it has to be the one that the tables hold.
    """
    if not is_reported(claim):
        return False
    words = set(claim.quote.lower().replace("-", " ").split()) | set(claim.quote.lower().split())
    if claim.since is None and not words & EVER and not goes_on_with_ever(claim):
        return False
    plain = how(claim, "basis") is Found.SAID or now.key.partner != WORLD or now.key.product != ALL_PRODUCTS
    if plain and now.provenance.authority is not Authority.COMPILER:
        return True
    return any(
        is_value_beside(other, claim) and other.unit == now.unit and stated(other, bands).miss(now) <= bands.revision
        for other in article
    )


def goes_on_with_ever(claim: Claim) -> bool:
    """"The highest on record": with no since behind it, for "on record since 2010" is of these years."""
    line = claim.line
    return isinstance(line, Line) and ALL_TIME.match(line.text, claim.end, line.end) is not None


def is_value_beside(other: Claim, claim: Claim) -> bool:
    return other.sentence == claim.sentence and other.kind in (Kind.LEVEL, Kind.BALANCE)


def first_month(claim: Claim, period: Period) -> int | None:
    """The last month of "since", which need not be beaten: a figure is the highest since 2018 when every one after 2018
    is lower.  "In nearly three years" begins later, by up to a sixth."""
    if claim.since is None:
        return None
    try:
        last = Period.parse(claim.since).end - 1
    except UnreadablePeriod:
        return None
    return last + max(1, (period.start - last) // 6) if claim.hedge in VAGUE else last


def since_words(claim: Claim) -> str:
    try:
        return wording.when(Period.parse(claim.since or ""))
    except UnreadablePeriod:
        return claim.since or ""


def formula(now: Observation, series: Sequence[Observation]) -> str:
    return f"{now.key} {now.period} among {len(series)} figures from {series[0].period}"
