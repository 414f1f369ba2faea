"""GDP and its prices, from the World Bank: what trade is measured against."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from sources.build.rows import Row, plain, read_csv
from sources.economy import Economy
from sources.refresh.codes import counts_alone
from sources.refresh.worldbank import accounts_by_calendar
from sources.terms.key import WORLD
from sources.terms.period import Period

FIRST = 1980
SERIES = {Economy.GDP: ("ny.gdp.mktp.cd", "USD", "1"), Economy.PRICES: ("ny.gdp.defl.kd.zg", "percent", "0.001")}
EURO_AREA = {"EMU": "EA20"}
BY_THE_FIRST_YEAR = frozenset({"IND"})      # the source's 2023 is the fiscal year 2023-24; others it counts otherwise


def economies(raw: Path) -> Iterator[Row]:
    for what, (code, unit, digits) in SERIES.items():
        for line in read_csv(raw / "wdi" / f"{code}.csv"):
            place = EURO_AREA.get(line["Country Code"], line["Country Code"])
            if not line["Value"] or int(line["Year"]) < FIRST or place == WORLD:
                continue
            if period := period_of(place, int(line["Year"])):
                value = Decimal(line["Value"]).quantize(Decimal(digits))
                yield {"reporter": place, "measure": what, "period": period.label, "value": plain(value), "unit": unit}


def period_of(place: str, year: int) -> Period | None:
    """The year that the source means; None for a group, and for fiscal years that it calls by calendar ones."""
    if place in BY_THE_FIRST_YEAR:
        return Period.fiscal_year(year)
    if place in EURO_AREA.values() or (counts_alone(place) and accounts_by_calendar(place)):
        return Period.year(year)
    return None
