"""European Central Bank, data API: euro foreign exchange reference rates, crossed to the dollar.

Daily rates (EXR/D..EUR.SP00.A) are asked for by year, and averaged here over months and years as in the bundled tables:
the mean over the days of (currency per euro / dollars per euro).  No key.
https://data.ecb.europa.eu/help/api/overview
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from sources.refresh.sdmx import TIME, VALUE, need, observations
from sources.refresh.source import Page, Part, Wanted, amount, rounded
from sources.writing import Row

DOLLAR, EURO = "USD", "EUR"
MOST_DAYS = 15                  # of the 19 to 23 that a month has rates for; with fewer its average is no month's
PLACES = 6
YEAR = 12                       # months


class EuropeanCentralBank:
    """`said`: period, month or year."""

    def plan(self, base: str, said: Mapping[str, Any], wanted: Wanted) -> list[Page]:
        return [
            Page(f"{base}/data/EXR/D..EUR.SP00.A",
                 (("startPeriod", f"{year}-01-01"), ("endPeriod", f"{year}-12-31"), ("detail", "dataonly"),
                  ("format", "csvdata")))
            for year in wanted.years
        ]

    def parse(self, page: Page, body: bytes, said: Mapping[str, Any], wanted: Wanted) -> Part:
        found = Part()
        for seen in observations(page, body):
            currency, day, rate = need(page, seen, "CURRENCY", TIME, VALUE)
            if rate in ("", "NaN"):
                found.left_out["a day without a rate"] += 1
            else:
                found.rows.append({"currency": currency, "day": day, "value": str(amount(page, rate))})
        return found

    def finish(self, rows: list[Row], said: Mapping[str, Any], wanted: Wanted) -> list[Row]:
        """Averages over the months, or years, that are over and quoted throughout."""
        dollars = {row["day"]: Decimal(row["value"]) for row in rows if row["currency"] == DOLLAR}
        crossed: defaultdict[tuple[str, str], list[Decimal]] = defaultdict(list)
        for row in rows:
            if row["currency"] != DOLLAR and row["day"] in dollars:
                crossed[row["currency"], row["day"][:7]].append(Decimal(row["value"]) / dollars[row["day"]])
        for day, rate in dollars.items():
            crossed[EURO, day[:7]].append(1 / rate)
        now = f"{wanted.today:%Y-%m}"
        months = {place: days for place, days in crossed.items() if len(days) >= MOST_DAYS and place[1] < now}
        if said["period"] == "month":
            return [rate_of(currency, month, days) for (currency, month), days in months.items()]
        years: defaultdict[tuple[str, str], list[list[Decimal]]] = defaultdict(list)
        for (currency, month), days in months.items():
            years[currency, month[:4]].append(days)
        return [
            rate_of(currency, year, [rate for days in parts for rate in days])
            for (currency, year), parts in years.items() if len(parts) == YEAR
        ]


def rate_of(currency: str, period: str, days: list[Decimal]) -> Row:
    return {"currency": currency, "period": period, "value": rounded(sum(days, Decimal(0)) / len(days), PLACES)}
