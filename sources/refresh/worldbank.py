"""World Bank Indicators API, version 2.

A page of JSON is a list of two: what the page is (page, pages, total, lastupdated), and its lines.  An error is a list
of one, {"message": [{"id", "key", "value"}]}, with status 200.  No key.
https://datahelpdesk.worldbank.org/knowledgebase/articles/889392
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from sources.refresh.codes import counts_alone
from sources.refresh.source import BadAnswer, Page, Part, Wanted, amount, as_json, field_of, levels
from sources.terms.areas import areas
from sources.terms.key import WORLD
from sources.writing import Row

PER_PAGE = 20_000
MOST_PAGES = 200                # more than that is a service that counts on for ever
CALENDAR_ACCOUNTS = {"JPN", "THA", "USA"}      # fiscal years for the budget, calendar years for national accounts


def accounts_by_calendar(code: str) -> bool:
    """Whether the source's year is a calendar year: it gives fiscal national accounts under calendar years."""
    return code in CALENDAR_ACCOUNTS or (code in areas() and areas()[code].fiscal_start == 1)


class WorldBank:
    """`said`: indicators, a table of flow -> indicator; basis; accounts = true where fiscal years must be left out."""

    def plan(self, base: str, said: Mapping[str, Any], wanted: Wanted) -> list[Page]:
        whom = ";".join(wanted.reporters) or "all"
        query = (("format", "json"), ("per_page", str(PER_PAGE)), ("date", f"{wanted.first}:{wanted.last}"),
                 ("page", "1"))
        return [Page(f"{base}/country/{whom}/indicator/{code}", query) for code in said["indicators"].values()]

    def parse(self, page: Page, body: bytes, said: Mapping[str, Any], wanted: Wanted) -> Part:
        answer = as_json(page, body)
        if not isinstance(answer, list) or not answer or not isinstance(answer[0], Mapping):
            raise BadAnswer(page.address, "is not the list of two that the service documents")
        head = answer[0]
        if "message" in head:
            raise BadAnswer(page.address, f"refuses: {told(head['message'])}")
        number, pages = (whole(page, field_of(page, head, name)) for name in ("page", "pages"))
        asked = int(dict(page.query)["page"])
        if number != asked or pages > MOST_PAGES:
            raise BadAnswer(page.address, f"is page {number} of {pages}, asked for page {asked}")
        found = Part(released=day(head.get("lastupdated")))
        flows = {code: flow for flow, code in said["indicators"].items()}
        lines = (answer[1] if len(answer) > 1 else None) or ()
        if pages == 1 and "total" in head and len(lines) != (total := whole(page, head["total"])):
            raise BadAnswer(page.address, f"gives {len(lines):,} lines and says that they are {total:,}")
        for line in lines:
            self.read(page, line, flows, said, found)
        if number < pages:
            rest = tuple(pair for pair in page.query if pair[0] != "page")
            found.following = (replace(page, query=(*rest, ("page", str(number + 1)))),)
        return found

    def read(self, page: Page, line: object, flows: Mapping[str, str], said: Mapping[str, Any], found: Part) -> None:
        code = field_of(page, field_of(page, line, "indicator"), "id")
        where, year, value = (field_of(page, line, name) for name in ("countryiso3code", "date", "value"))
        if code not in flows:
            raise BadAnswer(page.address, f"answers about {code!r}")
        if value is None:
            return
        if not counts_alone(where):
            found.left_out["a group of countries, or one we do not know"] += 1
        elif said.get("accounts") and not accounts_by_calendar(where):
            found.left_out["a fiscal year under the name of a calendar year"] += 1
        elif (size := amount(page, value)) > 0:
            found.rows.append(levels(where, WORLD, flows[code], str(year), size, basis=said["basis"]))

    def finish(self, rows: list[Row], said: Mapping[str, Any], wanted: Wanted) -> list[Row]:
        return rows


def told(message: object) -> str:
    """What the service says is wrong."""
    if isinstance(message, list) and message and isinstance(message[0], Mapping):
        return str(message[0].get("value", message[0]))
    return str(message)


def whole(page: Page, value: object) -> int:
    try:
        return int(str(value))
    except ValueError:
        raise BadAnswer(page.address, f"gives {value!r} where a page number must stand") from None


def day(text: object) -> date | None:
    try:
        return date.fromisoformat(str(text)[:10])
    except ValueError:
        return None
