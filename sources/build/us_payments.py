"""US trade in goods and services month by month since 1992: the figure that American copy calls the trade deficit."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sources.build.rows import HERE, Row, read_csv, scaled
from sources.build.us import MILLION

GATHERED = HERE / "gathered" / "us_goods_and_services_monthly.csv"
HALF_A_MILLION = "500000"


def monthly(_raw: Path) -> Iterator[Row]:
    """The balance, seasonally adjusted, balance-of-payments basis, in every vintage found.

    The gathered file holds a figure once for each vintage in which it was new; the Federal Reserve Bank of
    St. Louis copies the series (BOPGSTB), public projects copied that on the day in `vintage`.
    """
    for line in read_csv(GATHERED):
        repository, path = line["via"].split(":")
        repository, commit = repository.split("@")
        yield {
            "reporter": "USA", "partner": "WLD", "flow": line["flow"], "product": "TOTAL", "basis": "goods_services",
            "period": line["period"], "value": scaled(line["usd_mn"], MILLION), "unit": "USD", "status": "revised",
            "vintage": line["vintage"], "slack": HALF_A_MILLION, "compilation": "bop", "adjusted": "1",
            "url": f"https://github.com/{repository}/blob/{commit}/{path}",
        }
