"""International Monetary Fund: trade in goods by partner country (IMTS, once Direction of Trade), SDMX 3.0.

Key: country, indicator, counterpart, frequency.  Countries go by ISO 3166-1 alpha-3 and the world by G001; values are
whole dollars.  The service is said to ignore startPeriod, so years are chosen here too.  No key.
https://datasupport.imf.org/knowledge
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sources.refresh.codes import counts_alone
from sources.refresh.sdmx import TIME, VALUE, need, observations, period_label
from sources.refresh.source import BadAnswer, Page, Part, Wanted, amount, levels
from sources.terms.key import WORLD
from sources.writing import Row

FLOWS = {"XG_FOB_USD": "export", "MG_CIF_USD": "import"}
VERSION = "1.0.0"
WORLDS = {"G001", "W00", "1W0", "WLD"}
CSV = "application/vnd.sdmx.data+csv"
SCALE = "UNIT_MULT"             # SDMX's power of ten; the service's own SCALE is about display only


class MonetaryFund:
    """`said`: frequency, A or M; reporters, our codes."""

    def plan(self, base: str, said: Mapping[str, Any], wanted: Wanted) -> list[Page]:
        return [
            Page(f"{base}/data/dataflow/IMF.STA/IMTS/{VERSION}/{reporter}.{indicator}.*.{said['frequency']}",
                 (("startPeriod", str(wanted.first)), ("endPeriod", str(wanted.last))), headers=(("Accept", CSV),))
            for reporter in wanted.reporters or said["reporters"] for indicator in FLOWS
        ]

    def parse(self, page: Page, body: bytes, said: Mapping[str, Any], wanted: Wanted) -> Part:
        found = Part()
        for seen in observations(page, body):
            reporter, indicator, partner, when, value = need(
                page, seen, "COUNTRY", "INDICATOR", "COUNTERPART_COUNTRY", TIME, VALUE)
            if indicator not in FLOWS:
                raise BadAnswer(page.address, f"answers about {indicator!r}")
            whom = WORLD if partner in WORLDS else partner
            label = period_label(page, when)
            if not wanted.first <= int(label[:4]) <= wanted.last:
                continue
            if not (counts_alone(reporter) and counts_alone(whom)):
                found.left_out["an area we do not know, or a group of countries"] += 1
            elif wanted.partners and whom not in wanted.partners:
                continue
            elif value not in ("", "NaN") and (size := amount(page, value)) > 0:
                size = size.scaleb(int(seen.get(SCALE) or 0))
                found.rows.append(levels(reporter, whom, FLOWS[indicator], label, size))
        return found

    def finish(self, rows: list[Row], said: Mapping[str, Any], wanted: Wanted) -> list[Row]:
        return rows
