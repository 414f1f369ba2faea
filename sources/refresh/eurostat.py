"""Eurostat, Comext (DS-045409): trade of the European Union and its members with every partner, in euros.

SDMX 2.1 as CSV.  Key: frequency, reporter, partner, product, flow (1 import, 2 export), indicator.  A query too large
is answered with a note where the file will lie, or with status 413.  No key.
https://ec.europa.eu/eurostat/web/user-guides/data-browser/api-data-access/api-introduction
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sources.refresh.codes import eurostat_areas, eurostat_codes
from sources.refresh.sdmx import TIME, VALUE, Observation, need, observations, period_label
from sources.refresh.source import BadAnswer, Page, Part, Wanted, amount, levels
from sources.terms.key import WORLD
from sources.writing import Row

DATASET = "DS-045409"
FLOWS = {"1": "import", "2": "export"}
UNION = "EU27"
OUTSIDE, EVERYBODY = "EU27_2020_EXTRA", "WORLD"
UPDATED = ("LAST UPDATE", "LAST_UPDATE")
INDICATOR = "VALUE_IN_EUROS"


class Eurostat:
    """`said`: frequency, A or M; reporters, our codes; products, HS codes or TOTAL."""

    def plan(self, base: str, said: Mapping[str, Any], wanted: Wanted) -> list[Page]:
        monthly = said["frequency"] == "M"
        first, last = (f"{wanted.first}-01", f"{wanted.last}-12") if monthly else (str(wanted.first), str(wanted.last))
        partners = "+".join(self.letters(base, partner) for partner in wanted.partners)
        products = "+".join(wanted.products or said["products"])
        return [
            Page(f"{base}/data/{DATASET}/{said['frequency']}.{self.letters(base, reporter)}.{partners}.{products}"
                 f".{flow}.{INDICATOR}",
                 (("startPeriod", first), ("endPeriod", last), ("format", "SDMX-CSV")))
            for reporter in wanted.reporters or said["reporters"] for flow in FLOWS
        ]

    def letters(self, base: str, area: str) -> str:
        if area == WORLD:
            return f"{OUTSIDE}+{EVERYBODY}"
        try:
            return eurostat_codes()[area]
        except KeyError:
            raise BadAnswer(base, f"has no letters for {area}") from None

    def parse(self, page: Page, body: bytes, said: Mapping[str, Any], wanted: Wanted) -> Part:
        found = Part()
        for seen in observations(page, body):
            reporter, partner, product, flow, when, value = need(
                page, seen, "reporter", "partner", "product", "flow", TIME, VALUE)
            found.released = max(filter(None, (found.released, updated(seen))), default=None)
            who, whom = eurostat_areas().get(reporter), self.partner(reporter, partner)
            if flow not in FLOWS:
                raise BadAnswer(page.address, f"answers about flow {flow!r}")
            if who is None or whom is None:
                found.left_out["an area we do not know, or a group of countries"] += 1
            elif value in ("", ":", "NaN"):
                found.left_out["no value, or a confidential one"] += 1
            elif (size := amount(page, value)) > 0:
                found.rows.append(levels(who, whom, FLOWS[flow], period_label(page, when), size, product=product,
                                         unit="EUR", authority="0" if who == UNION else "1"))
        return found

    def partner(self, reporter: str, partner: str) -> str | None:
        """The Union's world is everybody outside it; a member's is everybody."""
        whole = OUTSIDE if eurostat_areas().get(reporter) == UNION else EVERYBODY
        return WORLD if partner == whole else eurostat_areas().get(partner)

    def finish(self, rows: list[Row], said: Mapping[str, Any], wanted: Wanted) -> list[Row]:
        return rows


def updated(seen: Observation) -> date | None:
    """The day of the data set's last update, "15/10/25 11:00:00" or ISO."""
    text = next((seen[name] for name in UPDATED if seen.get(name)), "")
    for shape in ("%d/%m/%y %H:%M:%S", "%Y-%m-%dT%H:%M:%S%z", "%Y-%m-%d"):
        try:
            return datetime.strptime(text, shape).date()
        except ValueError:
            continue
    return None
