"""Codes: what each service calls our areas, from the lists in `lists/`."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from sources.terms.areas import AreaKind, areas
from sources.terms.key import WORLD

LISTS = Path(__file__).parent / "lists"
Pairs = dict[str, str]


def lines(name: str) -> list[list[str]]:
    return [line.split("\t") for line in (LISTS / name).read_text(encoding="utf-8").splitlines()[1:]]


@cache
def census_areas() -> Pairs:
    """The US Census Bureau's country codes -> our areas; "" means leave the rows out."""
    return {code: area for code, area, *_ in lines("census.tsv")}


@cache
def comtrade_codes() -> Pairs:
    """Our areas -> UN Comtrade's numbers: M49 but for the few areas that it counts with others (France, India, ...)."""
    return {area: number for area, number, _ in lines("areas.tsv") if number}


@cache
def comtrade_areas() -> Pairs:
    return {number: area for area, number in comtrade_codes().items()}


@cache
def eurostat_codes() -> Pairs:
    """Our areas -> Eurostat's letters: ISO 3166-1 alpha-2 but for Greece (EL) and, in Comext, Serbia (XS)."""
    return {area: letters for area, _, letters in lines("areas.tsv") if letters}


@cache
def eurostat_areas() -> Pairs:
    return {letters: area for area, letters in eurostat_codes().items()}


def counts_alone(code: str) -> bool:
    """Whether a service that mixes countries with groups means a country, or the world: groups count trade among their
    own members in some services and not in others, so none of them is taken over."""
    known = areas().get(code)
    return known is not None and (code == WORLD or known.kind is AreaKind.COUNTRY)
