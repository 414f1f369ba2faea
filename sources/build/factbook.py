"""The last World Factbook: exports and imports of goods and services.

Its partner shares are left alone: they come from reconciled data and miss the offices' own by several points
(Canada 14 per cent of US exports in 2023, where the Census Bureau has 17.5)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from sources.build.rows import Row, names, plain, read_csv
from sources.terms.key import ALL_PRODUCTS, WORLD, Flow

LAST_EDITION = Path("factbook", "factbook_2026_economy_trade.csv")
FLOWS = {"Exports": Flow.EXPORT, "Imports": Flow.IMPORT}
SCALES = {"trillion": 12, "billion": 9, "million": 6}
AMOUNT = re.compile(r"\$([\d.,]+) (trillion|billion|million) \((\d{4}) est\.\)")
HALF = Decimal("0.5")


def totals(raw: Path) -> Iterator[Row]:
    for line in read_csv(raw / LAST_EDITION):
        reporter = names("factbook.tsv").get(line["country"])
        amount = AMOUNT.fullmatch(line["text"])
        if line["field"] in FLOWS and reporter and amount:
            printed = Decimal(amount[1].replace(",", ""))
            scale = SCALES[amount[2]]
            yield {
                "reporter": reporter, "partner": WORLD, "flow": FLOWS[line["field"]], "product": ALL_PRODUCTS,
                "basis": "goods_services", "period": amount[3], "value": plain(printed.scaleb(scale)), "unit": "USD",
                "slack": plain(HALF.scaleb(int(printed.as_tuple().exponent) + scale)), "status": "revised",
            }
