"""Frames: the tables as tidy pandas, for people.

One row is one published figure.  Columns, in this order:

    reporter, partner, flow, product, basis     text codes, as in SeriesKey
    period                                      label: 2024, FY2024-25, 2024-Q3, 2024-03
    start, end                                  first and last month, "2024-04", "2025-03"
    kind                                        year, fiscal_year, half, quarter, month, ytd, span
    value                                       float64, base units of `unit`
    unit                                        ISO 4217 or a pint name
    slack                                       float64, half of the last digit published, 0 where exact
    status, vintage                             first, provisional, revised, final; day of release as text, "" unknown
    compilation, adjusted                       customs or bop; seasonally adjusted or not (bool)
    authority                                   0 the reporter's own office, 1 a compiler, 2 a press copy of a release
    table, publisher, url, licence, note        text

`attrs["cards"]` holds the cards of the tables in the frame: id -> title, publisher, url, licence, vintage.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from sources.index import Index
from sources.terms.period import Period, PeriodKind

if TYPE_CHECKING:
    import pandas as pd

    from sources.cards import Card

COLUMNS = (
    "reporter", "partner", "flow", "product", "basis", "period", "start", "end", "kind", "value", "unit", "slack",
    "status", "vintage", "compilation", "adjusted", "authority", "table", "publisher", "url", "licence", "note",
)
KEY = ("reporter", "partner", "flow", "product", "basis")
QUERY = """SELECT s.reporter, s.partner, s.flow, s.product, s.basis, f.start, f.end, f.kind, f.value, f.unit, f.slack,
p.status, p.vintage, p.compilation, p.adjusted, p.authority, p.card, p.publisher, p.url, p.licence, p.note
FROM series s JOIN figure f ON f.series = s.id JOIN provenance p ON p.id = f.provenance WHERE s.holds = 'levels'"""
ORDER = " ORDER BY s.reporter, s.partner, s.flow, s.product, s.basis, f.start, f.end, f.n"


def frame(index: Index, cards: Iterable[Card], wanted: dict[str, str | None]) -> pd.DataFrame:
    """Published levels whose key has the codes `wanted`, by key, then time.  None wants them all."""
    import pandas as pd

    chosen = {field: code for field, code in wanted.items() if code is not None}
    query = QUERY + "".join(f" AND s.{field} = ?" for field in KEY if field in chosen) + ORDER
    names = (*KEY, *COLUMNS[COLUMNS.index("start"):])
    found = pd.DataFrame(index.rows(query, [chosen[field] for field in KEY if field in chosen]), columns=list(names))
    periods = [
        Period(start, end, PeriodKind(kind))
        for start, end, kind in zip(found["start"], found["end"], found["kind"], strict=True)
    ]
    found["period"] = pd.Series([period.label for period in periods], dtype="str")
    found["start"] = pd.Series([period.first_month for period in periods], dtype="str")
    found["end"] = pd.Series([period.last_month for period in periods], dtype="str")
    found["value"] = found["value"].astype("float64")
    found["slack"] = found["slack"].replace("", "0").astype("float64")
    found["adjusted"] = found["adjusted"] == "1"
    found["authority"] = found["authority"].astype("int64")
    found = found[list(COLUMNS)]
    used = set(found["table"])
    found.attrs["cards"] = {
        card.id: {
            "title": card.title, "publisher": card.publisher, "url": card.url, "licence": card.licence,
            "vintage": card.vintage.isoformat(),
        }
        for card in cards if card.id in used
    }
    return found
