"""UN Comtrade, version 1: the keyless preview, and the whole where COMTRADE_API_KEY is set.

The answer is {"elapsedTime", "count", "data": [...], "error": ""}.  The preview takes one period a request and gives at
most 500 lines without saying that it cut the rest off; the whole takes twelve periods and 100,000 lines.
https://comtradedeveloper.un.org/
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sources.refresh.codes import comtrade_areas, comtrade_codes
from sources.refresh.source import (
    BadAnswer,
    Page,
    Part,
    Wanted,
    added_up,
    amount,
    as_json,
    field_of,
    glimpse,
    levels,
)
from sources.writing import Row

KEY = "COMTRADE_API_KEY"
HEADER = "Ocp-Apim-Subscription-Key"
PREVIEW, WHOLE = 500, 100_000   # lines at most
PERIODS = 12                    # in one request with a key
FLOWS = {"X": "export", "M": "import"}
ALL = "0"                       # all customs procedures, means of transport and second partners come as one line
WHOLE_TRADE = (ALL, "C00", "None")
MONTH = len("202401")
ESTIMATED = "estimated by the United Nations Statistics Division"


class Comtrade:
    """`said`: frequency, A or M; reporters, our codes; products, HS codes, TOTAL or AG2 for all chapters."""

    def plan(self, base: str, said: Mapping[str, Any], wanted: Wanted) -> list[Page]:
        key = wanted.keys.get(KEY, "")
        path = f"data/v1/get/C/{said['frequency']}/HS" if key else f"public/v1/preview/C/{said['frequency']}/HS"
        pages = []
        for reporter in wanted.reporters or said["reporters"]:
            number = self.number(base, reporter)
            for periods in self.periods(said["frequency"], wanted, PERIODS if key else 1):
                for flows in ("X,M",) if key else FLOWS:
                    query = [("reporterCode", number), ("period", ",".join(periods)), ("flowCode", flows),
                             ("cmdCode", ",".join(wanted.products or said["products"])), ("partner2Code", ALL),
                             ("customsCode", "C00"), ("motCode", ALL), ("maxRecords", str(WHOLE if key else PREVIEW))]
                    if wanted.partners:
                        query.append(("partnerCode", ",".join(self.number(base, each) for each in wanted.partners)))
                    secret = ((HEADER, key),) if key else ()
                    pages.append(Page(f"{base}/{path}", tuple(query), secret_headers=secret))
        return pages

    def number(self, base: str, area: str) -> str:
        try:
            return comtrade_codes()[area]
        except KeyError:
            raise BadAnswer(base, f"has no number for {area}") from None

    def periods(self, frequency: str, wanted: Wanted, at_once: int) -> Iterator[tuple[str, ...]]:
        if frequency == "A":
            names = [str(year) for year in wanted.years if year < wanted.today.year]
        else:
            names = [
                f"{year}{month:02}" for year in wanted.years for month in range(1, 13)
                if (year, month) < (wanted.today.year, wanted.today.month)
            ]
        for first in range(0, len(names), at_once):
            yield tuple(names[first:first + at_once])

    def parse(self, page: Page, body: bytes, said: Mapping[str, Any], wanted: Wanted) -> Part:
        answer = as_json(page, body)
        if isinstance(answer, Mapping) and answer.get("error"):
            raise BadAnswer(page.address, f"refuses: {glimpse(str(answer['error']).encode())}")
        lines = field_of(page, answer, "data")
        if not isinstance(lines, list):
            raise BadAnswer(page.address, "gives no list of data")
        most = int(dict(page.query)["maxRecords"])
        if len(lines) >= most:
            raise BadAnswer(page.address, f"gives {len(lines)} lines, the most it gives: the rest is cut off. Ask for "
                                          f"fewer products or partners, or set {KEY}")
        if isinstance(count := answer.get("count"), int) and count > len(lines):
            raise BadAnswer(page.address, f"gives {len(lines)} of {count} lines: the rest is cut off")
        found = Part()
        for line in lines:
            self.read(page, line, found)
        return found

    def read(self, page: Page, line: object, found: Part) -> None:
        reporter, partner, flow, product, period, value = (
            field_of(page, line, name)
            for name in ("reporterCode", "partnerCode", "flowCode", "cmdCode", "period", "primaryValue")
        )
        assert isinstance(line, Mapping)        # field_of has seen to it
        known = comtrade_areas()
        if any(str(line.get(name, ALL)) not in WHOLE_TRADE for name in ("partner2Code", "motCode", "customsCode")):
            found.left_out["a part by customs procedure, transport or second partner"] += 1
        elif str(reporter) not in known or str(partner) not in known:
            found.left_out["an area we do not know"] += 1
        elif flow not in FLOWS or value is None:
            found.left_out["another flow, or no value"] += 1
        elif (size := amount(page, value)) > 0:
            when = str(period)
            label = f"{when[:4]}-{when[4:]}" if len(when) == MONTH else when
            found.rows.append(levels(known[str(reporter)], known[str(partner)], FLOWS[flow], label, size,
                                     product=str(product), **estimated(line)))

    def finish(self, rows: list[Row], said: Mapping[str, Any], wanted: Wanted) -> list[Row]:
        return added_up(rows)


def estimated(line: Mapping[str, Any]) -> dict[str, str]:
    """What a row says besides where no office reported the figure and it is no sum of reported ones."""
    if line.get("isReported") is False and line.get("isAggregate") is False:
        return {"status": "provisional", "note": ESTIMATED}
    return {}
