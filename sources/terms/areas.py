"""Areas: countries, groups of countries with their members by date, regions, and states of the past."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from sources.terms.errors import UnknownArea
from sources.terms.period import Period
from sources.terms.vocabulary import Name, value

HERE = Path(__file__).parent


class AreaKind(Name):
    COUNTRY = "country"         # ISO 3166-1, territories with customs figures of their own among them, and Kosovo
    GROUP = "group"             # has members because they joined: EU27, ASEAN, BRICS
    REGION = "region"           # has members because of where they lie; offices draw the borders differently
    PROVINCE = "province"       # a part of a country whose trade is told apart, and is never the country's
    FORMER = "former"           # no longer exists, but old figures are its own: the Soviet Union


@value
class Area:
    code: str                   # ISO 3166-1 alpha-3, "WLD", or the code of a group or region
    name: str                   # as a newspaper prints it: "South Korea"
    kind: AreaKind
    fiscal_start: int           # the month "fiscal 2024-25" starts in, where trade is told so; 1 is the calendar year
    currency: str               # ISO 4217, "" where there is none or more than one

    @property
    def is_country(self) -> bool:
        return self.kind is AreaKind.COUNTRY


@cache
def areas() -> dict[str, Area]:
    """Every area by its code: the world, countries by code, then groups, regions and former states."""
    found = {}
    for line in lines("areas.tsv"):
        code, name, kind, fiscal_start, currency = line.split("\t")
        found[code] = Area(code, name, AreaKind(kind), int(fiscal_start), currency)
    return found


def area(code: str) -> Area:
    """The area with this code; raises `UnknownArea`."""
    try:
        return areas()[code]
    except KeyError:
        raise UnknownArea(code) from None


def members(group: str, on: Period) -> frozenset[str]:
    """The countries that belong to `group` in the last month of `on`; none for a country; raises `UnknownArea`.

    The European Union of 2019 has 28, of 2020 27: the last month decides.  Institutions that are members beside
    countries (the EU in the G20) are left out, for their trade is that of their own members.
    """
    area(group)
    last = on.last_month
    return frozenset(
        member for member, joined, left in memberships().get(group, ()) if joined <= last and (not left or last < left)
    )


@cache
def memberships() -> dict[str, tuple[tuple[str, str, str], ...]]:
    """group -> (member, first month in, first month out), months as "2020-02", "" where it has no beginning or end."""
    found: dict[str, list[tuple[str, str, str]]] = {}
    for line in lines("groups.tsv"):
        group, member, joined, left = line.split("\t")
        found.setdefault(group, []).append((member, joined, left))
    return {group: tuple(stays) for group, stays in found.items()}


def lines(name: str) -> list[str]:
    """The rows of one of the vocabulary's tables, without the header."""
    return (HERE / name).read_text(encoding="utf-8").splitlines()[1:]
