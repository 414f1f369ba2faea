"""India by partner and fiscal year, and by HS chapter, from the pages of the Department of Commerce (DGCI&S)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from sources.build.rows import Row, names, read_csv, scaled
from sources.terms.key import Flow

MILLION = 1_000_000
PROVISIONAL = "FY2025-26"       # as the page marks it
EARLY = "FY2023-24"
LATER = "2026-07"               # the chapter pages and the partner panel, read within four days of July 2026
SNAPSHOT = Path("india_eidb", "eidb_chapter_trade_snapshot.csv")
TOTAL = {"exports": "India's Total Export", "imports": "India's Total Import"}
PARTNERS = {"China": "CHN", "Russia": "RUS", "UAE": "ARE", "USA": "USA"}


def partners(raw: Path) -> Iterator[Row]:
    """Exports and imports of every partner on the page, and of TOTAL, the office's own world."""
    codes = names("dgcis.tsv")
    for line in read_csv(raw / "india_country_fy" / "india_country_wise_trade_fy2010_11_to_2025_26.csv"):
        partner = codes[line["country_dgcis"]]
        for flow in (Flow.EXPORT, Flow.IMPORT):
            amount = line[f"{flow}s_usd_mn"]
            if not partner or not Decimal(amount or 0):
                continue
            period = f"FY{line['fiscal_year']}"
            row = {
                "reporter": "IND", "partner": partner, "flow": flow, "product": "TOTAL", "basis": "goods",
                "period": period, "value": scaled(amount, MILLION), "unit": "USD", "compilation": "customs",
                "status": "provisional" if period == PROVISIONAL else "revised", "vintage": "2026-06-10",
                "authority": "0",
            }
            if period == EARLY:
                # The page still carries the imports that were first entered; the office's chapter tables and
                # later releases have 678.2 bn instead of 675.4, and 42.2 bn from the US instead of 40.8.  The
                # exports hardly moved: they stand with the early imports too, so that the early totals,
                # balances and ranks can be reckoned, which is what was in print in 2024.
                yield row | {"status": "provisional", "vintage": "", "authority": "2", "note": "early value"}
            if not (period == EARLY and flow == Flow.IMPORT):
                yield row
    yield from partners_later(raw)


def partners_later(raw: Path) -> Iterator[Row]:
    """FY2025-26 as the department's analytics panel had it in July 2026, 38 partners, and the world's exports."""
    panel = "country_trade_deficit_and_policy_history_2026-07-18.json"
    codes = names("alpha2.tsv")         # ISO 3166-1 alpha-2, as the panel codes its partners
    for line in json.loads((raw / "india_country" / panel).read_text(encoding="utf-8"))["country_balances"]:
        for flow in (Flow.EXPORT, Flow.IMPORT):
            value = scaled(str(line[flow]), MILLION)
            yield goods(codes[line["code"]], flow, "TOTAL", PROVISIONAL, value, "provisional")
    for row in chapter_totals(raw):
        if row["period"] == PROVISIONAL:
            yield row


def goods(partner: str, flow: str, product: str, period: str, value: str, status: str) -> Row:
    return {
        "reporter": "IND", "partner": partner, "flow": flow, "product": product, "basis": "goods", "period": period,
        "value": value, "unit": "USD", "compilation": "customs", "status": status, "vintage": LATER, "authority": "0",
    }


def chapters(raw: Path) -> Iterator[Row]:
    """Every HS chapter with the world, and with China, Russia, the UAE and the US; and the totals above them."""
    seen = set()
    for line in read_csv(raw / SNAPSHOT):
        first = int(line["fy_start"])
        flow = line["flow"].removesuffix("s")
        for start, column in ((first - 1, "prev_year_usd_mn"), (first, "cur_year_usd_mn")):
            cell = (flow, line["hs_code"], start)
            if line[column] and Decimal(line[column]) and cell not in seen:
                seen.add(cell)
                value = scaled(line[column], MILLION)
                yield goods("WLD", flow, line["hs_code"], fiscal(start), value, status_of(fiscal(start)))
    yield from pages_head(raw)
    breakdown = raw / "india_country" / "country_commodity_breakdown_2026-07-18.json"
    partners = json.loads(breakdown.read_text(encoding="utf-8"))["country_commodity_data"]
    for name, flows in partners.items():
        partner = PARTNERS[name]
        for flow, table in flows.items():
            for period, column in (("FY2024-25", "fy2024_25"), ("FY2025-26", "fy2025_26")):
                amounts = {line["hs"]: Decimal(str(line[column] or 0)) for line in table["chapters"]}
                for product, amount in {**amounts, "TOTAL": sum(amounts.values(), Decimal(0))}.items():
                    if amount:
                        yield goods(partner, flow, product, period, scaled(str(amount), MILLION), status_of(period))


def chapter_totals(raw: Path) -> Iterator[Row]:
    """All goods, as the chapter pages print them."""
    return (row for row in pages_head(raw) if row["product"] == "TOTAL")


def pages_head(raw: Path) -> Iterator[Row]:
    """The total and chapter 01, which the copy of each page has run together with its column heads:
    "... | 1 | 01 | LIVE ANIMALS. | 12.37 | 0.0028 | 19.70 | 0.0045 | 59.17 | India's Total Export | 437,072.03 | | ..."
    """
    heads = {(line["flow"], line["fy_start"]): line["header"] for line in read_csv(raw / SNAPSHOT)}
    seen = set()
    for (flows, fy_start), head in heads.items():
        cells = [cell.strip() for cell in head.split("|")]
        first = int(fy_start)
        for product, at, step in (("01", cells.index("01") + 2, 2), ("TOTAL", cells.index(TOTAL[flows]) + 1, 2)):
            for start, amount in ((first - 1, cells[at]), (first, cells[at + step])):
                if (flows, product, start) not in seen:
                    seen.add((flows, product, start))
                    value = scaled(amount.replace(",", ""), MILLION)
                    yield goods("WLD", flows.removesuffix("s"), product, fiscal(start), value, status_of(fiscal(start)))


def fiscal(start: int) -> str:
    return f"FY{start}-{(start + 1) % 100:02}"


def status_of(period: str) -> str:
    return "provisional" if period == PROVISIONAL else "revised"
