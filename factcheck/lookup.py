"""Answers: what the tables say to a question, from every source that knows it, with the series around it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from factcheck.question import Measure, Question, read_question
from sources.terms.areas import area, areas
from sources.terms.key import WORLD, Basis, Flow, SeriesKey
from sources.terms.period import MONTHS_A_YEAR, Period

if TYPE_CHECKING:
    from sources.observation import Observation
    from sources.tables import Tables

WORDS = {
    Flow.EXPORT: "exports to", Flow.IMPORT: "imports from", Flow.TOTAL: "trade with",
    Flow.BALANCE: "trade balance with", Flow.RE_EXPORT: "re-exports to",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What is known, best source first.  `missing` says what is not, where `observations` is empty."""

    query: str
    key: SeriesKey
    measure: Measure
    period: Period | None
    observations: tuple[Observation, ...]
    mirror: tuple[Observation, ...] = ()        # the same trade as the partner reports it
    series: tuple[Observation, ...] = ()        # one figure a period, of the best source, oldest first
    missing: str | None = None
    ignored: tuple[str, ...] = ()               # words of the query that nothing was made of


def answer(query: str, tables: Tables, today: date | None = None) -> Answer:
    """The figure that `query` asks for.  Raises UnreadableQuestion where it names no country."""
    question = read_question(query, today)
    key = question.key
    if question.period is None:
        question = replace(question, period=newest(tables, key))
    if question.period is None:
        return Answer(query, key, question.measure, None, (), missing=f"no table holds {named(key)}",
                      ignored=question.ignored)
    period, measure = question.period, question.measure
    observations = observe(question, tables, period)
    mirror: tuple[Observation, ...] = ()
    if measure in (Measure.LEVEL, Measure.BALANCE) and WORLD not in (key.reporter, key.partner):
        mirror = tables.look_up(key.mirror(), period)
    missing = None if observations else not_known(key, measure, period, tables)
    around = shares(tables, key, period) if measure is Measure.SHARE else series(tables, key, period, observations)
    return Answer(query, key, measure, period, observations, mirror, around, missing, question.ignored)


def observe(question: Question, tables: Tables, period: Period) -> tuple[Observation, ...]:
    key = question.key
    match question.measure:
        case Measure.SHARE:
            return tables.share(*part_and_whole(key), period)
        case Measure.CHANGE:
            return tables.growth(key, period)
        case Measure.RANK if key.reporter == WORLD:
            return tables.world_ranking(key.flow, period, key.basis, key.product)
        case Measure.RANK:
            return tables.ranking(key.reporter, key.flow, period, key.basis, key.product)
    return tables.look_up(key, period)


def part_and_whole(key: SeriesKey) -> tuple[SeriesKey, SeriesKey]:
    """The share of a partner in the reporter's trade; of a country in world trade where the reporter is the world."""
    whole = replace(key, partner=WORLD)
    return (replace(key, reporter=key.partner, partner=WORLD) if key.reporter == WORLD else key), whole


def newest(tables: Tables, key: SeriesKey) -> Period | None:
    """The latest year that the best table holds, else the latest period of any length."""
    known = tables.series(key)
    years = [seen for seen in known if seen.period.length == MONTHS_A_YEAR]
    return max(years or known, key=lambda seen: seen.period.end).period if known else None


def series(
    tables: Tables, key: SeriesKey, period: Period, observations: tuple[Observation, ...],
) -> tuple[Observation, ...]:
    """The key's figures for periods of the same kind, of one table: the longest of those as good as the best answer."""
    known = tables.series(key)
    alike = [seen for seen in known if seen.period.kind == period.kind and seen.period.length == period.length]
    if period.length > 1:
        alike = [seen for seen in alike if (seen.period.start - period.start) % period.length == 0]
    if observations:
        best_sources = [seen.provenance for seen in observations
                        if seen.provenance.authority == observations[0].provenance.authority]
        lengths = Counter(seen.provenance.table for seen in alike)
        table = max((source.table for source in best_sources), key=lambda table: lengths[table])
        alike = [seen for seen in alike if seen.provenance.table == table] or alike
    best: dict[int, Observation] = {}
    for seen in alike:
        best.setdefault(seen.period.start, seen)        # best first within a period
    return tuple(best[start] for start in sorted(best))


def shares(tables: Tables, key: SeriesKey, period: Period) -> tuple[Observation, ...]:
    """The share for every period for which the part is known, each from the best source."""
    part, whole = part_and_whole(key)
    best = (tables.share(part, whole, seen.period)[:1] for seen in series(tables, part, period, ()))
    return tuple(seen for found in best for seen in found)


def not_known(key: SeriesKey, measure: Measure, period: Period, tables: Tables) -> str:
    """Why there is no answer: the key itself unknown, or only the period."""
    known = tables.series(key)
    if not known:
        return f"no table holds {named(key)}"
    first, last = known[0].period, max(known, key=lambda seen: seen.period.end).period
    what = {Measure.SHARE: "the share of ", Measure.CHANGE: "the change of ", Measure.RANK: "a ranking of "}
    return f"no table holds {what.get(measure, '')}{named(key)} in {period}; the tables know it from {first} to {last}"


def named(key: SeriesKey) -> str:
    """The key in words: "India: exports to United States, goods"."""
    basis = {Basis.GOODS_SERVICES: "goods and services"}.get(key.basis, str(key.basis))
    what = basis if key.product == "TOTAL" else product_name(key.product)
    return f"{area_name(key.reporter)}: {WORDS[key.flow]} {area_name(key.partner)}, {what}"


def area_name(code: str) -> str:
    name = area(code).name if code in areas() else code
    return "the world" if code == WORLD else name


def product_name(code: str) -> str:
    from sources.terms.products import products

    known = products()
    return known[code].name if code in known else code.lower().replace("-", " ")
