"""US trade month by month, as series that the Federal Reserve Bank of St. Louis carries stood on one day."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sources.build.rows import HERE, Row, read_csv, scaled
from sources.build.us import MILLION
from sources.terms.period import Period, month_label

COUNTRIES = HERE / "gathered" / "us_goods_by_country_monthly.csv"
NATIONAL = HERE / "gathered" / "us_national_monthly.csv"
MONTH = len("2026-10")
LAG = 3         # months at most from the newest month of a series to the day it was read


def countries(_raw: Path) -> Iterator[Row]:
    """Goods by partner since 1999 as in October 2026; 2025 once more as the Census pages had it in February 2026.

    The European Union's line counts the United Kingdom up to 2017 and leaves it out from 2020: the two years
    between are not taken, where an older table has them without it.
    """
    for line in read_csv(COUNTRIES):
        for row in months(line):
            yield row | {
                "partner": line["partner"], "basis": "goods", "compilation": "customs", "adjusted": "0",
                "note": line["note"],
            }


def national(_raw: Path) -> Iterator[Row]:
    """Goods, services and both, balance-of-payments basis, and goods on the Census basis, all seasonally adjusted."""
    for line in read_csv(NATIONAL):
        for row in months(line):
            yield row | {
                "partner": "WLD", "basis": line["basis"], "compilation": line["compilation"], "adjusted": "1",
            }


def months(line: Row) -> Iterator[Row]:
    """One figure a month of a gathered line: `usd_mn` holds them in order from the month `first`."""
    start = Period.parse(line["first"]).start
    values = line["usd_mn"].split()
    last = start + len(values) - 1
    running = last >= Period.parse(line["vintage"][:MONTH]).start - LAG
    for month, value in enumerate(values, start):
        status = "first" if running and month == last else "revised"
        yield {
            "reporter": "USA", "flow": line["flow"], "product": "TOTAL", "period": month_label(month),
            "value": scaled(value, MILLION), "unit": "USD", "status": status,
            "vintage": line["vintage"], "slack": line["slack"],
        }

