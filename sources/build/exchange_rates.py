"""Exchange rates as units of a currency per US dollar, averages over months, years and India's fiscal years."""

from __future__ import annotations

import csv
import io
import zipfile
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from sources.build.rows import Row, names, plain, read_csv, unsound

LAST_FULL_YEAR = 2025
YEAR = 12                       # months
MOST_DAYS = 15                  # of the 19 to 23 that a month has rates for
SMALLEST = Decimal("0.000001")  # below, a rate is of a currency long replaced, counted in its successor's successor
DOLLAR, EURO = "USD", "EUR"
TAIWAN = "Taiwan"               # in neither the ECB's list nor the World Bank's


def ecb_monthly(raw: Path) -> Iterator[Row]:
    """Months of which the ECB quoted most days: it stopped the krona in December 2008, the rouble in March 2022."""
    quoted = days_quoted(raw / "fx" / "eurofxref-hist.zip")
    for row in ecb(raw / "fx" / "ecb_units_per_usd_monthly_avg.csv"):
        if quoted[row["currency"], row["period"]] >= MOST_DAYS:
            yield row


def ecb_annual(raw: Path) -> Iterator[Row]:
    """Years with all their months: an average of part of a year is no year's average."""
    months = Counter((row["currency"], row["period"][:4]) for row in ecb_monthly(raw))
    for row in ecb(raw / "fx" / "ecb_units_per_usd_annual_avg.csv"):
        if months[row["currency"], row["period"]] == YEAR and int(row["period"]) <= LAST_FULL_YEAR:
            yield row


def ecb(path: Path) -> Iterator[Row]:
    for line in read_csv(path):
        for currency, rate in line.items():
            if currency != "Date" and rate:
                yield {"currency": currency, "period": line["Date"], "value": rate}


def days_quoted(path: Path) -> Counter[tuple[str, str]]:
    """(currency, month) -> how many days have a rate in the ECB's own file; the dollar's days are the euro's."""
    quoted: Counter[tuple[str, str]] = Counter()
    with zipfile.ZipFile(path) as archive:
        text = archive.read(archive.namelist()[0]).decode()
    for line in csv.DictReader(io.StringIO(text)):
        month = line["Date"][:7]
        for currency, rate in line.items():
            if currency and rate and rate[0].isdigit():
                quoted[EURO if currency == DOLLAR else currency, month] += 1
    return quoted


def world_bank(raw: Path) -> Iterator[Row]:
    """Official rates of the currencies and years that the ECB does not quote."""
    quoted = {(row["currency"], row["period"]) for row in ecb_annual(raw)}
    currencies = names("wdi_currencies.tsv")
    for line in read_csv(raw / "fx" / "wdi_official_exchange_rate_lcu_per_usd_annual.csv"):
        currency = currencies.get(line["Country Code"], "")
        rate = Decimal(line["Value"])
        place = currency, line["Year"]
        if currency and place not in quoted and place not in unsound("fx-wdi-annual") and rate >= SMALLEST:
            yield {"currency": currency, "period": line["Year"], "value": plain(rate.quantize(SMALLEST))}


def rupee_fiscal(raw: Path) -> Iterator[Row]:
    for line in read_csv(raw / "india_country_fy" / "inr_usd_fy.csv"):
        yield {"currency": "INR", "period": f"FY{line['financial_year']}", "value": line["inr_per_usd_avg"]}


def federal_reserve(raw: Path) -> Iterator[Row]:
    """The New Taiwan dollar, by year and month."""
    for file, digits in (("fed_annual.csv", 4), ("fed_monthly.csv", 7)):
        for line in read_csv(raw / "fx" / file):
            if line["Country"] == TAIWAN and line["Exchange rate"]:
                yield {"currency": "TWD", "period": line["Date"][:digits], "value": line["Exchange rate"]}
