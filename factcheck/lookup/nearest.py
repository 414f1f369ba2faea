"""Where nothing is known: why, and what is known that lies nearest."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from factcheck.lookup.naming import WORDS, area_name, named, product_name
from factcheck.lookup.observing import as_known, levels_of, newest, observe, part_and_whole
from factcheck.lookup.question import Measure, Question
from sources.ranking import FULL_RANKING
from sources.terms.key import ALL_PRODUCTS, ONE_WAY, WORLD, Basis, Flow, SeriesKey
from sources.terms.period import MONTHS_A_YEAR, Period

if TYPE_CHECKING:
    from sources.observation import Observation
    from sources.tables import Tables

MOST = 4                # figures beside one of which nothing is known
KEPT = 2                # periods told, one on either side where there are
TRIED = 8
FEW = 4                 # periods that are all named
CHAPTER = re.compile(r"\bchapters? (\d{2})\b")
STEM = 6                # letters that the names of kindred goods share: Pharmaceuticals, Pharmaceutical products


def nearest(
    question: Question, tables: Tables, period: Period, known_on: date | None = None,
) -> tuple[Observation, ...]:
    """Other periods of the same series; where there are none, other names of the goods, all goods, or another basis."""
    if question.measure is Measure.RANK:
        return tuple(other_rankings(question, tables, period, known_on))
    found = list(other_periods(question, tables, period, known_on))
    if not found:
        for key in other_keys(question.key):
            other = replace(question, key=key)
            here = observe(other, tables, period, known_on=known_on)[:1]
            found += here or list(other_periods(other, tables, period, known_on))[:1]
    return tuple(found)


def beside(
    question: Question, tables: Tables, today: date | None, known_on: date | None,
) -> tuple[Observation, ...]:
    """Where no period is known: the newest figures of other keys that come near, and the partner's own count."""
    key = question.key
    keys = list(other_keys(key))
    if WORLD not in (key.reporter, key.partner):
        keys += [key.mirror(), *(replace(key, flow=flow).mirror() for flow in ONE_WAY if key.flow not in ONE_WAY)]
    found: list[Observation] = []
    for other in keys:
        asked = replace(question, key=other, measure=Measure.LEVEL, of_share=False)
        if period := newest(asked, tables, today, known_on):
            found += observe(asked, tables, period, known_on=known_on)[:1]
    return tuple(found[:MOST])


def other_periods(
    question: Question, tables: Tables, period: Period, known_on: date | None,
) -> Iterator[Observation]:
    """The answers for the nearest periods before and after, those as long as the one asked for first."""
    known = as_known(tables.series(levels_of(question)), known_on)
    length = question.each or period.length
    held = sorted({seen.period for seen in known}, key=lambda one: (
        one.length != length, abs(one.start - period.start) + abs(one.end - period.end), one.start))
    count, sides = 0, set()
    for other in held[:TRIED]:
        side = other.start > period.start
        if count < KEPT and side not in sides and (
                found := observe(question, tables, other, known_on=known_on)):
            count += 1
            sides.add(side)
            yield found[0]


def other_rankings(
    question: Question, tables: Tables, period: Period, known_on: date | None,
) -> Iterator[Observation]:
    """The first of the nearest ranking there is, of this flow or another: one for each flow, by years."""
    flows = dict.fromkeys((question.key.flow, Flow.EXPORT, Flow.IMPORT))
    years = sorted({seen.period for flow in flows for seen in tables.series(replace(question.key, flow=flow), 12)}
                   | {period.shift(-step * MONTHS_A_YEAR) for step in range(1, TRIED)},
                   key=lambda one: (abs(one.start - period.start), one.start))[:TRIED]
    for flow in flows:
        other = replace(question, key=replace(question.key, flow=flow))
        yield from next((found[:1] for year in [period, *years] if (
            found := observe(other, tables, year, known_on=known_on))), ())


def other_keys(key: SeriesKey) -> Iterator[SeriesKey]:
    """Keys that mean nearly the same: kindred goods, then all goods; goods where services are not known."""
    if key.product != ALL_PRODUCTS:
        for code in kindred_goods(key.product):
            yield replace(key, product=code)
        yield replace(key, product=ALL_PRODUCTS)
    if key.flow not in ONE_WAY:                 # trade, or a balance, of which only one side is known
        for flow in ONE_WAY:
            yield replace(key, flow=flow)
    for basis in Basis:
        if basis is not key.basis and key.product == ALL_PRODUCTS:
            yield replace(key, basis=basis)


def kindred_goods(code: str) -> list[str]:
    """The chapters that the table of goods names for a group, or that are called much the same."""
    from sources.terms.products import products

    known = products()
    if code not in known or code.isdigit():
        return [code[:2]] if code.isdigit() and len(code) > 2 else []
    told = CHAPTER.findall(known[code].note)
    stem = known[code].name[:STEM].lower()
    return list(dict.fromkeys([*told, *(
        one for one, goods in known.items() if len(one) == 2 and goods.name.lower().startswith(stem))]))


def not_known(question: Question, tables: Tables, period: Period, known_on: date | None = None) -> str:
    """Why there is no answer: the key itself unknown, only the period, or only by that day."""
    key = question.key
    what = {Measure.SHARE: "the share of ", Measure.CHANGE: "the change of ", Measure.RANK: "a ranking of "}
    of = f"{what.get(question.measure, '')}{named(key)}"
    if known_on:
        later = observe(question, tables, period)
        days = [seen.provenance.vintage for seen in later if seen.provenance.vintage]
        if days:
            release = f"the earliest release of it here is of {min(days)}"
            return f"no table holds {of} in {period} as known on {known_on}; {release}"
    if question.measure is Measure.RATE:
        return f"no table holds a rate of {named(key)} in {period}"
    if question.measure is Measure.RANK:
        whom = "countries" if key.reporter == WORLD else f"partners of {area_name(key.reporter)}"
        return f"no table holds {of} in {period}: that takes at least {FULL_RANKING} {whom} from one source"
    known = tables.series(levels_of(question))
    if question.real or question.prices_of:
        nominal = observe(replace(question, real=False, prices_of=None), tables, period, question.versus, known_on)
        if nominal:
            unit = nominal[0].parts[0].unit if question.real and nominal[0].parts else nominal[0].unit
            return (f"{of[0].upper()}{of[1:]} in {period} is known, but not in real terms: the tables have prices of "
                    f"{unit} by whole years of national accounts alone, mostly the calendar's")
    if not known:
        return f"no table holds {of}"
    if question.measure is Measure.SHARE and (why := not_divided(question, tables, period)):
        return f"{of[0].upper()}{of[1:]} in {period} cannot be told: {why}"
    held = list(dict.fromkeys(seen.period for seen in known))
    if len(held) <= FEW:
        return f"no table holds {of} in {period}; the tables know it for {', '.join(map(str, held))} alone"
    last = max(held, key=lambda one: one.end)
    return (f"no table holds {of} in {period}; the tables know {len(held)} other periods of it between {held[0]} and "
            f"{last}")


def not_divided(question: Question, tables: Tables, period: Period) -> str:
    """Why two known figures make no share: they come from sources that count differently."""
    found = [tables.look_up(key, period)[:1] for key in part_and_whole(question.key, question.of_goods)]
    if not all(found):
        return ""
    (part,), (whole,) = found
    return (f"the part is known from table {part.provenance.table} and the whole from {whole.provenance.table}, and "
            "figures of two sources must not be divided")


def told(seen: Observation, asked: SeriesKey) -> str:
    """What lies near, in words: its period, and what else of it is another thing than was asked."""
    other = []
    if seen.key.reporter != asked.reporter:
        other.append(f"{area_name(seen.key.reporter)} {WORDS[seen.key.flow]} {area_name(seen.key.partner)}")
    elif seen.key.flow != asked.flow:
        other.append(f"{seen.key.flow}s" if seen.key.flow in (Flow.EXPORT, Flow.IMPORT) else str(seen.key.flow))
    if seen.key.product != asked.product:
        other.append("all goods" if seen.key.product == ALL_PRODUCTS else product_name(seen.key.product))
    if seen.key.basis != asked.basis:
        other.append(str(seen.key.basis).replace("_", " and "))
    if seen.key.partner != asked.partner and seen.key.reporter == asked.reporter:
        other.append(area_name(seen.key.partner))
    return ", ".join([seen.period.label, *other])
