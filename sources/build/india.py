"""India by partner and fiscal year, from the country-wise page of the Department of Commerce (DGCI&S)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sources.build.rows import Row, names, read_csv, scaled
from sources.terms.key import Flow

MILLION = 1_000_000
PROVISIONAL = "FY2025-26"       # as the page marks it
EARLY = "FY2023-24"


def partners(raw: Path) -> Iterator[Row]:
    """Exports and imports of every partner on the page, and of TOTAL, the office's own world."""
    codes = names("dgcis.tsv")
    for line in read_csv(raw / "india_country_fy" / "india_country_wise_trade_fy2010_11_to_2025_26.csv"):
        partner = codes[line["country_dgcis"]]
        for flow in (Flow.EXPORT, Flow.IMPORT):
            amount = line[f"{flow}s_usd_mn"]
            if not partner or not amount:
                continue
            period = f"FY{line['fiscal_year']}"
            row = {
                "reporter": "IND", "partner": partner, "flow": flow, "product": "TOTAL", "basis": "goods",
                "period": period, "value": scaled(amount, MILLION), "unit": "USD", "compilation": "customs",
                "status": "provisional" if period == PROVISIONAL else "revised", "vintage": "2026-06-10",
                "authority": "0",
            }
            if period == EARLY and flow == Flow.IMPORT:
                # The page still carries what was first entered; the office's chapter tables and later
                # releases have 678.2 bn instead of 675.4, and 42.2 bn from the US instead of 40.8.
                row |= {"status": "provisional", "vintage": "", "authority": "2", "note": "early value, since revised"}
            yield row
