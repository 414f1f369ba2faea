"""Exchange rates as units of a currency per US dollar, averages over months, years and India's fiscal years."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sources.build.rows import Row, names, read_csv

LAST_FULL_YEAR = 2025


def ecb_monthly(raw: Path) -> Iterator[Row]:
    yield from ecb(raw / "fx" / "ecb_units_per_usd_monthly_avg.csv")


def ecb_annual(raw: Path) -> Iterator[Row]:
    for row in ecb(raw / "fx" / "ecb_units_per_usd_annual_avg.csv"):
        if int(row["period"]) <= LAST_FULL_YEAR:        # the average of a year that is not over is no year's average
            yield row


def ecb(path: Path) -> Iterator[Row]:
    for line in read_csv(path):
        for currency, rate in line.items():
            if currency != "Date" and rate:
                yield {"currency": currency, "period": line["Date"], "value": rate}


def world_bank(raw: Path) -> Iterator[Row]:
    """Official rates of the currencies and years that the ECB does not quote."""
    quoted = {(row["currency"], row["period"]) for row in ecb_annual(raw)}
    currencies = names("wdi_currencies.tsv")
    for line in read_csv(raw / "fx" / "wdi_official_exchange_rate_lcu_per_usd_annual.csv"):
        currency = currencies.get(line["Country Code"], "")
        if currency and (currency, line["Year"]) not in quoted and float(line["Value"]) > 0:
            yield {"currency": currency, "period": line["Year"], "value": f"{float(line['Value']):.6g}"}


def rupee_fiscal(raw: Path) -> Iterator[Row]:
    for line in read_csv(raw / "india_country_fy" / "inr_usd_fy.csv"):
        yield {"currency": "INR", "period": f"FY{line['financial_year']}", "value": line["inr_per_usd_avg"]}
