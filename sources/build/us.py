"""US trade: goods by partner, months and years, and the national totals of goods and services."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from sources.build.rows import Row, comments_left_out, plain, read_csv, scaled
from sources.refresh.codes import census_areas

MILLION = 1_000_000
YEAR = 12                       # months
FIRST_FILE = "2025-02"          # when the monthly and annual files were drawn from the Census API
REVISED = "2026-06"             # the yearly revision of June 2026, which the goods figures by country are from
FIRST_OF_2025 = "2026-02"       # the release that first had 2025; its balance-of-payments totals were revised in June
YEAR_TO_DATE = "2026-09"
WORKBOOK = "2026-07"            # the country workbook that import totals for 2023 to May 2026 were taken from
FLOWS = (("export", "exports_usd"), ("import", "imports_usd"))


def partners_annual(raw: Path) -> Iterator[Row]:
    """2013-2024 as of February 2025; 2025 as of the revision of June 2026; some imports of 2023-2026 as of July."""
    yield from partners(raw / "us_census" / "us_goods_by_country_annual_2013_2024.csv")
    codes = census_areas()
    for line in read_csv(raw / "us_census" / "us_goods_by_country_annual_2025_transcribed.csv"):
        partner = codes.get(line["iso3"], line["iso3"])
        for flow, column in FLOWS:
            if Decimal(line[f"{column}_mn"] or 0):
                yield goods(partner, flow, line["year"], scaled(line[f"{column}_mn"], MILLION), REVISED)
    for line in read_csv(raw / "us_census" / "us_national_annual_2023_2026.csv"):
        if line["basis"] == "census" and line["period"] == "2025":
            for flow, column in FLOWS:
                yield goods("WLD", flow, line["period"], scaled(line[f"{column}_mn"], MILLION), REVISED)
    for line in comments_left_out(raw / "greatrewire2024" / "us_import_shares.csv"):
        months = int(line["months"])
        period = line["period"] if months == YEAR else f"{line['period'][:4]}-01/{line['period'][:4]}-{months:02}"
        for partner, column in (("WLD", "world_musd"), ("CHN", "china_musd"), ("MEX", "mexico_musd")):
            yield goods(partner, "import", period, scaled(line[column], MILLION), WORKBOOK)


def partners_monthly(raw: Path) -> Iterator[Row]:
    yield from partners(raw / "us_census" / "us_goods_by_country_monthly_2013_2024.csv")


def partners(path: Path) -> Iterator[Row]:
    """Rows of the Census files; two offices' areas that are one of ours (Gaza, West Bank) are added up."""
    codes = census_areas()
    sums: defaultdict[tuple[str, str, str], Decimal] = defaultdict(Decimal)
    for line in read_csv(path):
        partner = codes[line["CTY_CODE"]]
        period = f"{line['YEAR']}-{line['MONTH']}" if "MONTH" in line else line["YEAR"]
        for flow, column in FLOWS:
            if partner and line[column]:
                sums[partner, flow, period] += Decimal(line[column])
    for (partner, flow, period), amount in sums.items():
        if not amount:
            continue
        row = goods(partner, flow, period, plain(amount.quantize(Decimal(1))), FIRST_FILE)
        if partner == "EU27" and period[:4] in ("2018", "2019"):
            row["note"] = "the 27 members of 2020, without the United Kingdom"
        yield row
        if partner == "USMCA":              # the same three countries under the older agreement's name
            yield row | {"partner": "NAFTA"}


def goods(partner: str, flow: str, period: str, value: str, vintage: str) -> Row:
    return {
        "reporter": "USA", "partner": partner, "flow": flow, "product": "TOTAL", "basis": "goods", "period": period,
        "value": value, "unit": "USD", "status": "revised", "vintage": vintage,
        "compilation": "customs", "adjusted": "0",
    }


def national(raw: Path) -> Iterator[Row]:
    """Goods, services and both against the world, on both bases."""
    for line in read_csv(raw / "us_census" / "us_national_annual_2023_2026.csv"):
        first, _, last_month = line["period"].partition("..")
        period = f"{first}/{first[:4]}-{last_month}" if last_month else first
        payments = line["basis"] == "bop"
        for flow, column in FLOWS:
            yield {
                "reporter": "USA", "partner": "WLD", "flow": flow, "product": "TOTAL", "basis": line["scope"],
                "period": period, "value": scaled(line[f"{column}_mn"], MILLION), "unit": "USD", "adjusted": "0",
                "status": "first" if payments and period == "2025" else "revised",
                "vintage": FIRST_OF_2025 if payments else YEAR_TO_DATE if last_month else REVISED,
                "compilation": "bop" if payments else "customs",
            }


def imports_by_chapter(raw: Path) -> Iterator[Row]:
    """US imports by partner and HS chapter, 2023 and 2024."""
    codes = census_areas()
    sums: defaultdict[tuple[str, str, str], Decimal] = defaultdict(Decimal)
    for line in read_csv(raw / "us_census" / "us_imports_by_country_hs2_annual_2023_2024.csv.gz"):
        partner = codes[line["CTY_CODE"]]
        if partner and line["GEN_VAL_MO"]:
            sums[partner, line["I_COMMODITY"], line["YEAR"]] += Decimal(line["GEN_VAL_MO"])
    for (partner, chapter, year), amount in sums.items():
        if amount:
            yield goods(partner, "import", year, plain(amount), FIRST_FILE) | {"product": chapter}
