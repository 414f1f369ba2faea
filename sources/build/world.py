"""Every country: merchandise trade and services from the World Bank, every pair from CEPII's BACI."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path

from sources.build.rows import Row, comments_left_out, plain, read_csv, unsound
from sources.refresh.codes import counts_alone
from sources.refresh.worldbank import accounts_by_calendar
from sources.terms.key import WORLD

THOUSAND = 1_000


def series(lines: Iterable[Row], area: str, year: str, value: str, flow: str, basis: str) -> Iterator[Row]:
    for line in lines:
        if counts_alone(line[area]) and line[value]:
            amount = Decimal(line[value]).quantize(Decimal(1))
            if amount > 0:
                yield {
                    "reporter": line[area], "partner": WORLD, "flow": flow, "product": "TOTAL", "basis": basis,
                    "period": line[year], "value": plain(amount), "unit": "USD", "status": "revised",
                }


def merchandise(raw: Path) -> Iterator[Row]:
    for flow, code in (("export", "tx.val.mrch.cd.wt"), ("import", "tm.val.mrch.cd.wt")):
        yield from series(read_csv(raw / "wdi" / f"{code}.csv"), "Country Code", "Year", "Value", flow, "goods")


def goods_and_services(raw: Path) -> Iterator[Row]:
    for flow, code in (("export", "derived_ne.exp.gnfs.cd"), ("import", "derived_ne.imp.gnfs.cd")):
        lines = (line for line in read_csv(raw / "wdi" / f"{code}.csv") if accounts_by_calendar(line["Country Code"]))
        for row in series(lines, "Country Code", "Year", "Value", flow, "goods_services"):
            if (row["reporter"], row["period"]) not in unsound("wdi-goods-services"):
                yield row


def services(raw: Path) -> Iterator[Row]:
    lines = list(read_csv(raw / "india_eidb" / "worldbank_trade_snapshot.csv"))
    for flow, code in (("export", "BX.GSR.NFSV.CD"), ("import", "BM.GSR.NFSV.CD")):
        chosen = (line for line in lines if line["indicator_code"] == code)
        yield from series(chosen, "country", "year", "value", flow, "services")


def pairs_2023(raw: Path) -> Iterator[Row]:
    """What each country exported to each other; imports are the same figures seen from the other side."""
    for line in read_csv(raw / "baci2023_matrix" / "baci_2023_bilateral_long.csv"):
        exporter, importer = line["exporter_iso3"], line["importer_iso3"]
        if line["value_kusd"] and exporter != importer and counts_alone(exporter) and counts_alone(importer):
            amount = (Decimal(line["value_kusd"]) * THOUSAND).quantize(Decimal(1))
            if amount > 0:
                yield export(exporter, importer, line["year"], amount)


def pairs_2005_2021(raw: Path) -> Iterator[Row]:
    """The larger pairs; the column named millions holds thousands."""
    import pandas as pd

    table = pd.read_parquet(raw / "baci_gravity_viz" / "baci_gravity_viz.parquet")
    wanted = table[["iso_o", "iso_d", "year", "trade_value_usd_millions"]]
    for exporter, importer, year, thousands in wanted.itertuples(index=False):
        amount = (Decimal(repr(float(thousands))) * THOUSAND).quantize(Decimal(1))
        if amount > 0 and counts_alone(exporter) and counts_alone(importer):
            yield export(exporter, importer, str(year), amount)


def totals_2024(raw: Path) -> Iterator[Row]:
    """Exports plus imports of each country."""
    for line in comments_left_out(raw / "greatrewire2024" / "agg_2024_ranks.csv"):
        if counts_alone(line["iso3"]):
            amount = (Decimal(line["agg_strength_kusd"]) * THOUSAND).quantize(Decimal(1))
            yield export(line["iso3"], WORLD, "2024", amount) | {"flow": "total"}


def export(exporter: str, importer: str, year: str, amount: Decimal) -> Row:
    return {
        "reporter": exporter, "partner": importer, "flow": "export", "product": "TOTAL", "basis": "goods",
        "period": year, "value": plain(amount), "unit": "USD", "status": "revised",
    }
