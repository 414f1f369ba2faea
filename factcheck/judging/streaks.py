"""Judging runs: "for the fourth consecutive year", "the third fall in a row", "its first deficit since 1980".

Step by step backwards from the period that the text names, as far as the tables answer.  A run that holds by any count
(goods or with services, in dollars or the reporter's own money, on the year or on the step before) is right; one is
wrong only if it is broken by every count, clearly.  What is not held is never held against the text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from claims.claim import Claim, Direction, Kind, Sign
from claims.context.streaks import STEPS, step
from factcheck.finding import Finding, Verdict
from factcheck.judging import wording
from factcheck.judging.bands import Bands
from factcheck.judging.case import Case, silent
from factcheck.judging.context import is_reported
from factcheck.judging.keys import bases_of, complete
from factcheck.judging.question import Measure, Question, answers
from factcheck.judging.ranks import Race, race
from factcheck.judging.reading import DOLLAR
from factcheck.judging.records import first_month, since_words
from factcheck.judging.sentences import say
from sources.observation import Authority, Observation
from sources.terms.areas import areas
from sources.terms.key import WORLD, Flow, SeriesKey
from sources.terms.period import MONTHS_A_YEAR, Period
from sources.terms.quantity import PERCENT
from sources.terms.vocabulary import value

if TYPE_CHECKING:
    from sources.tables import Tables

MOST_STEPS = 60         # how far back a run is followed
STEP_NAMES = {12: "year", 3: "quarter", 1: "month"}


@value
class Count:
    """One way to count: whether a period is one of the run, by which figure, and how clearly."""

    question: Question | None       # of any one period; None for a place
    claim: Claim
    tables: Tables
    bands: Bands
    run: Race | None = None

    def at(self, period: Period) -> tuple[bool, Observation, bool] | None:
        """Whether the period belongs to the run, what shows it, and whether clearly; None where nothing is held."""
        if self.run is not None:
            order = self.run.order(self.tables, period)
            mine = next((seen for seen in order if self.run.area_of(seen) == self.run.who), None)
            if mine is None:
                return None
            top = order[0]      # a place that a revision may have turned is no proof
            return top is mine, top, bool(mine.value) and abs(top.value / mine.value - 1) > self.bands.clear
        assert self.question is not None
        found = answers(self.question.over(period), self.tables)
        if not found:
            return None
        seen = found[0]
        if self.question.measure is Measure.LEVEL:
            wanted = -1 if self.claim.sign is Sign.DEFICIT else 1
            return seen.value * wanted > 0, seen, True
        wanted = -1 if self.claim.direction is Direction.DOWN else 1
        return seen.value * wanted > 0, seen, abs(seen.value) > self.bands.clear_growth


@value
class Walk:
    """How far back a run goes by one count."""

    length: int                                 # steps that belong to it, the last one first
    seen: tuple[Observation, ...]
    broken: tuple[Period, Observation, bool] | None     # the step before that does not; None where nothing is held


def judge_streak(case: Case) -> Finding:
    claim, period = case.claim, case.period
    months = step(claim.unit) if claim.unit in STEPS else period.length if period is not None else 0
    if period is None or period.length != months or months not in STEP_NAMES:
        return silent(case, "open-period", missing="period")
    walks = [(count, walked) for count in counts(claim, period, case.tables, case.bands)
             if (walked := walk(count, period, wanted_steps(claim, period, months)))]
    if not walks:
        asked = f"{trade(claim)} in {wording.when(period)} and before"
        missing = f"{claim.key.reporter}|{claim.key.partner}|{claim.key.flow} {period}"
        return silent(case, "no-table", missing=missing, asked=asked)
    if claim.unit in STEPS:
        return settle_run(claim, period, months, walks)
    return settle_first(claim, period, months, walks)


def wanted_steps(claim: Claim, period: Period, months: int) -> int:
    if claim.unit in STEPS:
        return min(int(claim.value) + 1, MOST_STEPS)
    since = first_month(claim, period)
    return MOST_STEPS if since is None else max(1, (period.start - since - 1) // months + 1)


def counts(claim: Claim, period: Period, tables: Tables, bands: Bands) -> Iterator[Count]:
    """The counts by which the run may be told, the plainest first."""
    if claim.kind is Kind.RANK:
        if (run := race(claim)) is not None:
            yield Count(None, claim, tables, bands, run)
        return
    for basis in bases_of(claim):
        key = complete(claim.key, basis)
        if claim.direction is None:
            yield Count(Question(Measure.LEVEL, key, period, DOLLAR), claim, tables, bands)
            continue
        before = [period.year_before()]
        if period.length < MONTHS_A_YEAR:
            before.append(period.previous())
        for versus in before:
            for money in (None, *own_money(key)):
                question = Question(Measure.GROWTH, key, period, PERCENT, versus=versus, currency=money)
                yield Count(question, claim, tables, bands)


def own_money(key: SeriesKey) -> tuple[str, ...]:
    reporter = areas().get(key.reporter)
    return (reporter.currency,) if reporter is not None and reporter.currency not in ("", DOLLAR) else ()


def walk(count: Count, period: Period, steps: int) -> Walk | None:
    """Back from the period, step by step, to the first that does not belong; None where it is itself not held."""
    seen: list[Observation] = []
    for back in range(steps):
        here = period.shift(-back * period.length)
        found = count.at(here)
        if found is None:
            return Walk(len(seen), tuple(seen), None) if seen else None
        belongs, shown, clear = found
        if not belongs:
            return Walk(len(seen), tuple(seen), (here, shown, clear))
        seen.append(shown)
    return Walk(len(seen), tuple(seen), None)


def settle_run(
    claim: Claim, period: Period, months: int, walks: Sequence[tuple[Count, Walk]]
) -> Finding:
    said = int(claim.value)
    for count, one in walks:
        if one.length == said:
            return right(claim, period, months, one, said, count)
    counted, longest = next((each for each in walks if each[1].length >= said), walks[0])
    if longest.length >= said:      # and the step before belongs to it as well
        words = run_words(claim, period, months, longest) | {"count": spelled(longest.length, months),
                                                             "by": by(counted)}
        return Finding(claim, Verdict.CLOSE, "longer-run", say("longer-run", **words), longest.seen[:3],
                       formula(claim, period, longest), Decimal(longest.length), claim.unit)
    first = walks[0][1]
    if first.broken is None:
        words = run_words(claim, period, months, first)
        told = "run-unknown.one" if first.length == 1 else "run-unknown"
        return Finding(claim, Verdict.UNVERIFIABLE, "run-unknown", say(told, **words), first.seen[:3],
                       formula(claim, period, first), missing=f"{trade(claim)} before {words['start']}")
    broken, shown, _ = first.broken
    firm = is_reported(claim) and all(one.broken is not None and one.broken[2] for _, one in walks)
    firm = firm and shown.provenance.authority is not Authority.COMPILER
    words = run_words(claim, period, months, first) | {
        "broken": wording.when(broken), "shown": figure_of(claim, shown), "stated": claim.quote,
    }
    return Finding(
        claim, Verdict.CONTRADICTED if firm else Verdict.UNVERIFIABLE, "broken-run", say("broken-run", **words),
        (shown, *first.seen[:2]), formula(claim, period, first), Decimal(first.length), claim.unit,
        missing=None if firm else "basis",
    )


def right(claim: Claim, period: Period, months: int, one: Walk, said: int, count: Count) -> Finding:
    words = run_words(claim, period, months, one) | {"by": by(count)}
    code = "run" if one.broken is not None else "run-from-the-first"
    if one.broken is not None:
        words |= {"broken": wording.when(one.broken[0]), "shown": figure_of(claim, one.broken[1])}
    evidence = (*one.seen[:2], *((one.broken[1],) if one.broken is not None else ()))
    return Finding(claim, Verdict.SUPPORTED, code, say(code, **words), evidence, formula(claim, period, one),
                   Decimal(said), claim.unit)


def settle_first(
    claim: Claim, period: Period, months: int, walks: Sequence[tuple[Count, Walk]]
) -> Finding:
    """The first of its kind: the period belongs, and none of those since does."""
    since = first_month(claim, period)
    results: list[tuple[Count, tuple[tuple[Period, Observation, bool] | None, Period] | None, Walk]] = []
    for count, one in walks:
        if not one.length:
            results.append((count, None, one))
            continue
        before: tuple[Period, Observation, bool] | None = None
        last = period       # the last step asked for that is not held, the period itself where all of them are
        for back in range(1, MOST_STEPS):
            here = period.shift(-back * months)
            if since is not None and here.start <= since:
                break
            found = count.at(here)
            if found is None:
                last = here
                break
            if found[0] and before is None:
                before = here, found[1], found[2]
        results.append((count, (before, last), one))
    for _, told, one in results:
        if told is not None and told[0] is None and told[1] == period:
            words = run_words(claim, period, months, one) | {"since": since_words(claim)}
            return Finding(claim, Verdict.SUPPORTED, "first-since", say("first-since", **words), one.seen[:1],
                           formula(claim, period, one), Decimal(1), claim.unit)
    _, told, one = results[0]
    if told is None:
        assert one.broken is not None
        words = run_words(claim, period, months, one) | {"shown": figure_of(claim, one.broken[1])}
        firm = is_reported(claim) and all(r[1] is None and r[2].broken is not None and r[2].broken[2] for r in results)
        return Finding(
            claim, Verdict.CONTRADICTED if firm and one.broken[1].provenance.authority is not Authority.COMPILER
            else Verdict.UNVERIFIABLE, "not-of-the-kind", say("not-of-the-kind", **words), (one.broken[1],),
            formula(claim, period, one), missing=None if firm else "basis")
    earlier, last = told
    if earlier is None:
        words = run_words(claim, period, months, one) | {"start": wording.when(last.shift(months))}
        return Finding(claim, Verdict.UNVERIFIABLE, "first-unknown", say("first-unknown", **words), one.seen[:1],
                       formula(claim, period, one), missing=f"{trade(claim)} before {words['start']}")
    firm = is_reported(claim) and all(r[1] is not None and r[1][0] is not None and r[1][0][2] for r in results)
    firm = firm and earlier[1].provenance.authority is not Authority.COMPILER
    words = run_words(claim, period, months, one) | {
        "earlier": wording.when(earlier[0]), "shown": figure_of(claim, earlier[1])}
    return Finding(
        claim, Verdict.CONTRADICTED if firm else Verdict.UNVERIFIABLE, "not-the-first", say("not-the-first", **words),
        (earlier[1], *one.seen[:1]), formula(claim, period, one), missing=None if firm else "basis")


def run_words(claim: Claim, period: Period, months: int, one: Walk) -> dict[str, str]:
    start = period.shift(-max(0, one.length - 1) * months)
    return {
        "trade": trade(claim), "moved": moved(claim), "kind": kind_of(claim), "period": wording.when(period),
        "start": wording.when(start), "length": spelled(one.length, months), "unit": STEP_NAMES[months],
        "said": f"{claim.value:f}", "figure": figure_of(claim, one.seen[0]) if one.seen else "",
    }


def spelled(steps: int, months: int) -> str:
    return f"{steps or 'no'} {STEP_NAMES[months]}{'' if steps == 1 else 's'}"


def by(count: Count) -> str:
    """How it was counted, where that is not the plainest way."""
    question = count.question
    if question is None or question.measure is Measure.LEVEL:
        return ""
    money = f" in {wording.MONEY.get(question.currency, 'national currency')}" if question.currency else ""
    steps = question.versus is not None and question.period.length < MONTHS_A_YEAR
    on = " on the one before" if steps and question.versus == question.period.previous() else ""
    return f", counted{money}{on}" if money or on else ""


def trade(claim: Claim) -> str:
    """What ran, in words: "China's goods exports"."""
    key = complete(claim.key, bases_of(claim)[0])
    if claim.kind is Kind.RANK:
        run = race(claim)
        assert run is not None
        return wording.name(run.who)
    words = wording.trade(key)
    gap = claim.sign is not None and claim.direction is not None
    return words.replace("trade balance", f"trade {claim.sign}") if gap else words


def moved(claim: Claim) -> str:
    if claim.kind is Kind.RANK:
        run = race(claim)
        assert run is not None
        return f"stood first among the {run.among()}"
    if claim.direction is not None:
        return "fell" if claim.direction is Direction.DOWN else "rose"
    return f"showed a {claim.sign}"


def kind_of(claim: Claim) -> str:
    if claim.direction is not None:
        return "fall" if claim.direction is Direction.DOWN else "rise"
    return str(claim.sign)


def figure_of(claim: Claim, seen: Observation) -> str:
    """What one step showed, in a few words."""
    if claim.kind is Kind.RANK:
        run = race(claim)
        assert run is not None
        return f"{wording.name(run.area_of(seen))}, at {wording.figure(seen.value, seen.unit)}"
    if claim.direction is not None:
        return f"a {'rise' if seen.value > 0 else 'fall'} of {wording.figure(abs(seen.value), PERCENT)}"
    return f"a {'surplus' if seen.value > 0 else 'deficit'} of {wording.figure(abs(seen.value), seen.unit)}"


def formula(claim: Claim, period: Period, one: Walk) -> str:
    key = claim.key
    flow = key.flow or Flow.TOTAL
    return f"{key.reporter} {flow} {key.partner or WORLD}, {one.length} steps back from {period}"
