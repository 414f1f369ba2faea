"""Answers: what the tables say to a question, from every source that knows it, with the series around it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from factcheck.lookup.announced import Announcement, announcements, in_period
from factcheck.lookup.naming import area_name, named
from factcheck.lookup.nearest import beside, nearest, not_known
from factcheck.lookup.observing import (
    as_known,
    as_rank,
    in_money,
    newest,
    observe,
    one_by_one,
    part_and_whole,
    place_of,
    ranked_area,
)
from factcheck.lookup.question import Measure, Question, read_question
from factcheck.lookup.runs import Run, change_over, runs
from sources.kinship import OWN_OFFICE
from sources.terms.key import ALL_PRODUCTS, WORLD, Basis, SeriesKey
from sources.terms.period import Period

if TYPE_CHECKING:
    from sources.observation import Observation
    from sources.tables import Tables


WINDOW = 10                     # periods around the one asked for, of which a series should have the most


@dataclass(frozen=True, slots=True)
class Answer:
    """What is known, best source first.  `missing` says what is not, where `observations` is empty.

    Where a figure was asked for every year of a span, `observations` are those of `runs[0]`, oldest first.
    """

    question: Question
    key: SeriesKey
    period: Period | None
    observations: tuple[Observation, ...] = ()
    mirror: tuple[Observation, ...] = ()        # the same trade as the partner reports it
    bases: tuple[Observation, ...] = ()         # the same in services, or in goods and services, where that is not said
    series: tuple[Observation, ...] = ()        # one figure a period, of the best source, oldest first
    ranking: tuple[Observation, ...] = ()       # of a rank: everybody's level, in order
    runs: tuple[Run, ...] = ()                  # of a span: the figures table by table, the most complete first
    announced: tuple[Announcement, ...] = ()    # targets or duties
    nearest: tuple[Observation, ...] = ()       # where nothing is known: what lies nearest
    missing: str | None = None
    known_on: date | None = None

    @property
    def query(self) -> str:
        return self.question.query

    @property
    def measure(self) -> Measure:
        return self.question.measure

    @property
    def ignored(self) -> tuple[str, ...]:
        """Figures of the query, which are not compared."""
        return self.question.ignored

    @property
    def of_span(self) -> bool:
        """Whether the observations are a run over time, and not one figure from several sources."""
        return bool(self.runs) and self.measure is not Measure.CHANGE


def answer(query: str, tables: Tables, today: date | None = None, known_on: date | None = None) -> Answer:
    """The figure that `query` asks for; with `known_on`, as the tables would have had it on that day.

    Raises UnreadableQuestion where the query names no country.
    """
    question = read_question(query, today)
    known_on = known_on or question.known_on
    if question.measure in (Measure.TARGET, Measure.TARIFF):
        return announced(question, tables, known_on)
    if question.each and (question.measure is not Measure.RANK or question.whose):
        return over_time(question, tables, known_on)
    if question.period is None:
        question = replace(question, period=newest(question, tables, today, known_on))
    key, period = question.key, question.period
    if period is None:
        gap = f"no table holds {named(key)}" + (f" as known on {known_on}" if known_on else "")
        near = beside(question, tables, today, known_on)
        return Answer(question, key, None, nearest=near, missing=gap, known_on=known_on)
    if question.measure is Measure.RANK:
        return rank(question, tables, period, known_on)
    observations = observe(question, tables, period, question.versus, known_on)
    mirror: tuple[Observation, ...] = ()
    if question.measure in (Measure.LEVEL, Measure.BALANCE) and WORLD not in (key.reporter, key.partner):
        seen = tables.look_up(key.mirror(), period) or tables.look_up_members(key.mirror(), period)
        mirror = as_known(in_money(question, tables, seen), known_on)
    found = Answer(question, key, period, observations, mirror, known_on=known_on,
                   bases=other_bases(question, tables, period, known_on),
                   series=series_around(question, tables, period, observations, known_on))
    return found if observations else unknown(found, tables)


def other_bases(
    question: Question, tables: Tables, period: Period, known_on: date | None,
) -> tuple[Observation, ...]:
    """The best figure of each other basis, for a trade balance in the papers may be either."""
    key = question.key
    if question.measure not in (Measure.LEVEL, Measure.BALANCE) or key.product != ALL_PRODUCTS:
        return ()
    others = (replace(question, key=replace(key, basis=basis)) for basis in Basis if basis is not key.basis)
    return tuple(seen for other in others for seen in observe(other, tables, period, known_on=known_on)[:1])


def unknown(empty: Answer, tables: Tables) -> Answer:
    """The answer with the reason why it is empty, and what lies nearest."""
    question, period = empty.question, empty.period
    assert period is not None
    near = nearest(question, tables, period, empty.known_on)
    if not near and not empty.mirror and question.measure in (Measure.LEVEL, Measure.BALANCE):
        near = beside(question, tables, empty.known_on, empty.known_on)
    return replace(empty, missing=not_known(question, tables, period, empty.known_on), nearest=near)


def over_time(question: Question, tables: Tables, known_on: date | None) -> Answer:
    """A figure for each period of a span, from the table that has the most of them; or the change over the span."""
    found = runs(question, tables, known_on)
    empty = Answer(question, question.key, question.period, known_on=known_on)
    if not found:
        return unknown(empty, tables)
    best = found[0].observations
    span = Period(best[0].period.start, best[-1].period.end, best[0].period.kind)
    asked = replace(empty, period=span if len(best) == 1 else Period.parse(f"{span.first_month}/{span.last_month}"))
    if question.measure is not Measure.CHANGE:
        key = best[-1].key if question.measure is Measure.RANK else question.key
        return replace(asked, key=key, observations=best, series=best, runs=tuple(found))
    # A table may hold its years from releases that must not be compared: then the next as complete may tell.
    made = ((run, change_over(question, run, tables)) for run in found if len(run.absent) == len(found[0].absent))
    run, change = next(((run, change) for run, change in made if change), (found[0], ()))
    best = run.observations
    ends = f"from {best[0].period} to {best[-1].period}"
    gap = None if change else f"no change of {named(question.key)} can be told {ends}"
    return replace(asked, observations=change, series=best, missing=gap,
                   runs=(run, *(other for other in found if other is not run)))


def rank(question: Question, tables: Tables, period: Period, known_on: date | None) -> Answer:
    """The place of one, or the first of all, with the whole ranking behind it."""
    order = observe(question, tables, period, known_on=known_on)
    found = Answer(question, question.key, period, order[:question.first], ranking=order, known_on=known_on)
    if not order:
        return unknown(found, tables)
    if question.whose is None and question.place is None:
        return found
    chosen = [seen for seen in order if (
        ranked_area(seen, question) == question.whose if question.whose else place_of(seen) == question.place)]
    if chosen:
        return replace(found, key=chosen[0].key, observations=tuple(map(as_rank, chosen)))
    who = area_name(question.whose) if question.whose else f"place {question.place}"
    among = order[0].formula.partition(" among ")[2]
    gap = f"{who} is not among the {among} (table {order[0].provenance.table})"
    return replace(found, observations=(), missing=gap)


def announced(question: Question, tables: Tables, known_on: date | None) -> Answer:
    """Targets or duties on record; those of the period asked for, where one is."""
    key, period, measure = question.key, question.period, question.measure
    found = announcements(question, tables, known_on)
    meant = [one for one in found if period is None or in_period(one, measure, period)]
    observations = tuple(one.observation for one in meant)
    if meant:
        return Answer(question, key, period, observations, announced=tuple(meant), known_on=known_on)
    whom = "" if key.partner == WORLD else f" and {area_name(key.partner)}"
    what = "target" if measure is Measure.TARGET else "duty"
    gap = f"no {what} of {area_name(key.reporter)}{whom} is on record" + (f" for {period}" if period else "")
    gap += f" as known on {known_on}" if known_on else ""
    gap += f"; {len(found)} {'is' if len(found) == 1 else 'are'} on record for other times" if found else ""
    near = tuple(one.observation for one in found)
    return Answer(question, key, period, announced=tuple(found), nearest=near, missing=gap, known_on=known_on)


def series_around(
    question: Question, tables: Tables, period: Period, observations: tuple[Observation, ...], known_on: date | None,
) -> tuple[Observation, ...]:
    """What stands before and after: shares of a share, rates of a rate, else the levels."""
    if question.measure is Measure.RATE:
        return one_by_one(question, tables, period, known_on)
    if question.measure is Measure.SHARE or question.of_share:
        return shares(question, tables, period, known_on)
    published = as_known(in_money(question, tables, series(tables, question.key, period, observations)), known_on)
    if len(published) > 1 or not observations:
        return published
    # Nothing is published for periods like this one: it was added up, and so are those around it.
    alike = replace(question, measure=Measure.LEVEL)
    levels = observe(alike, tables, period, known_on=known_on)[:1]
    return tuple(seen for seen in one_by_one(alike, tables, period, known_on)
                 if levels and seen.provenance.table == levels[0].provenance.table)


def series(
    tables: Tables, key: SeriesKey, period: Period, observations: tuple[Observation, ...],
) -> tuple[Observation, ...]:
    """The key's figures for periods of the same kind, of one table: the longest of those as good as the best answer."""
    known = tables.series(key)
    alike = [seen for seen in known if seen.period.kind == period.kind and seen.period.length == period.length]
    if period.length > 1:
        alike = [seen for seen in alike if (seen.period.start - period.start) % period.length == 0]
    if observations:
        best = observations[0]
        alike = [seen for seen in alike if seen.unit == best.unit] or alike
        near = {(seen.provenance.table, seen.period.start) for seen in alike
                if abs(seen.period.start - period.start) <= WINDOW * period.length}
        lengths = Counter(table for table, _ in near)
        # The office's own series goes with its figure, whether that was read there or in a press copy of it.
        own = best.provenance.authority in OWN_OFFICE
        as_good = {seen.provenance.table for seen in observations if seen.unit == best.unit and (
            seen.provenance.authority in OWN_OFFICE if own else seen.provenance.authority <= best.provenance.authority)}
        table = max(sorted(as_good), key=lambda table: lengths[table])
        alike = [seen for seen in alike if seen.provenance.table == table] or alike
    chosen: dict[int, Observation] = {}
    for seen in alike:
        chosen.setdefault(seen.period.start, seen)      # best first within a period
    return tuple(chosen[start] for start in sorted(chosen))


def shares(question: Question, tables: Tables, period: Period, known_on: date | None) -> tuple[Observation, ...]:
    """The share for every period for which the part is known, each from the best source."""
    part, _ = part_and_whole(question.key, question.of_goods)
    level = replace(question, measure=Measure.SHARE)
    best = (observe(level, tables, seen.period, known_on=known_on)[:1] for seen in series(tables, part, period, ()))
    return tuple(seen for found in best for seen in found)
