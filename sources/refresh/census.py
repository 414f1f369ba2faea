"""US Census Bureau, timeseries/intltrade, exports and imports by HS.

The answer is a list of lists, the first of them the header.  No data is status 204 with an empty body; a query that the
service does not understand is status 400 and plain text; a bad key brings a web page.  Up to 500 requests a day need no
key; CENSUS_API_KEY is used where it is set.  https://www.census.gov/data/developers/data-sets/international-trade.html
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sources.refresh.codes import census_areas
from sources.refresh.source import BadAnswer, Page, Part, Wanted, added_up, amount, as_json, levels
from sources.writing import Row

KEY = "CENSUS_API_KEY"
FLOWS = {"export": ("exports", "ALL_VAL", "E_COMMODITY"), "import": ("imports", "GEN_VAL", "I_COMMODITY")}
REPORTER = "USA"
DECEMBER = 12


class Census:
    """`said`: values, MO for months or YR for years; flows; chapters = true for trade by HS chapter."""

    def plan(self, base: str, said: Mapping[str, Any], wanted: Wanted) -> list[Page]:
        key = wanted.keys.get(KEY, "")
        yearly = said["values"] == "YR"
        pages = []
        for flow in said["flows"]:
            place, value, goods = FLOWS[flow]
            columns = ["CTY_CODE", f"{value}_{said['values']}", *([goods] if said.get("chapters") else [])]
            for year in wanted.years:
                if (year, DECEMBER if yearly else 1) >= (wanted.today.year, wanted.today.month):
                    continue            # not over yet
                months = [("MONTH", str(DECEMBER))] if yearly else []
                level = [("COMM_LVL", "HS2")] if said.get("chapters") else []
                query = (("get", ",".join(columns)), ("YEAR", str(year)), *months, *level)
                if not yearly:
                    query = (("get", ",".join((*columns, "MONTH"))), *query[1:])
                secret = (("key", key),) if key else ()
                pages.append(Page(f"{base}/{place}/hs", query, secret_query=secret))
        return pages

    def parse(self, page: Page, body: bytes, said: Mapping[str, Any], wanted: Wanted) -> Part:
        found = Part()
        if not body.strip():
            return found                # 204: not published yet
        answer = as_json(page, body)
        if not isinstance(answer, list) or not answer or not all(isinstance(line, list) for line in answer):
            raise BadAnswer(page.address, "is not the list of lists that the service documents")
        flow = next(flow for flow in FLOWS if f"/{FLOWS[flow][0]}/" in page.url)
        _, value, goods = FLOWS[flow]
        header, *lines = answer
        wanted_columns = ("CTY_CODE", f"{value}_{said['values']}", "YEAR")
        if missing := [name for name in wanted_columns if name not in header]:
            raise BadAnswer(page.address, f"has no column {missing[0]!r}; has the service changed?")
        for line in lines:
            if len(line) != len(header):
                raise BadAnswer(page.address, f"has a line of {len(line)} cells, the header has {len(header)}")
            cells = dict(zip(header, line, strict=True))
            stated, code = cells[f"{value}_{said['values']}"], str(cells.get(goods, "TOTAL"))
            self.read(page, cells, flow, stated, code, said, found)
        return found

    def read(
        self, page: Page, cells: Mapping[str, Any], flow: str, value: object, goods: str, said: Mapping[str, Any],
        found: Part,
    ) -> None:
        partner = census_areas().get(str(cells["CTY_CODE"]), "")
        if not partner:
            found.left_out["an area we do not know, or a group we leave out"] += 1
            return
        if value is None or not (size := amount(page, value)):
            return
        year = str(cells["YEAR"])
        if said["values"] == "MO":
            if "MONTH" not in cells:
                raise BadAnswer(page.address, "has no column 'MONTH'; has the service changed?")
            year += f"-{int(amount(page, cells['MONTH'])):02}"
        found.rows.append(levels(REPORTER, partner, flow, year, size, product="TOTAL" if goods == "-" else goods,
                                 compilation="customs", adjusted="0"))

    def finish(self, rows: list[Row], said: Mapping[str, Any], wanted: Wanted) -> list[Row]:
        return added_up(rows)
