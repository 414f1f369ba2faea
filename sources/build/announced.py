"""The tables made of official figures as announced: India's totals, other figures, series, changes, shares."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path

from sources.build import exchange_rates, india, pages, us, world
from sources.build.agreement import SERIES, Key, agreed, key
from sources.build.official import LEVELS, PERCENT, LeftOut, Read, read
from sources.build.rows import Row, noted
from sources.terms.areas import area
from sources.terms.key import ALL_PRODUCTS, WORLD, Flow

CHAPTER_PAGE = {
    "publisher": "Department of Commerce, India (DGCI&S)", "url": "https://tradestat.commerce.gov.in/eidb/",
    "adjusted": "0", "slack": "5000", "note": "sum of the chapters",
}


@cache
def standing(raw: Path) -> Read:
    """The figures that agree with themselves, with each other and with the fuller tables."""
    figures = read(raw)
    return agreed(Read([*figures.kept, *noted("noted.tsv"), *pages.figures()], figures.left_out), better(raw))


def left_out(raw: Path) -> list[LeftOut]:
    return standing(raw).left_out


def better(raw: Path) -> dict[Key, Decimal]:
    """Values of the fuller tables by series, for the years they share with announcements.

    The World Bank's dollars stand also in the reporter's own money, at the year's average rate.
    """
    found: dict[Key, Decimal] = {}
    rates = {(rate["currency"], rate["period"]): Decimal(rate["value"]) for rate in exchange_rates.ecb_annual(raw)}
    for row in (*world.merchandise(raw), *us.partners_annual(raw), *india.partners(raw)):
        own = area(row["reporter"]).currency
        rate = rates.get((own, row["period"]))
        for unit, value in (("USD", Decimal(row["value"])), (own, rate and Decimal(row["value"]) * rate)):
            for counted in ("customs", "bop"):
                for adjusted in ("0", "1"):
                    filled = row | {"unit": unit, "compilation": counted, "adjusted": adjusted, "currency": ""}
                    if value:
                        found[key(filled, SERIES)] = value
    return found


def national_india(raw: Path) -> Iterator[Row]:
    """India and the world: goods, services and both, every release of every period."""
    for row in levels(raw):
        if is_national(row) and row["reporter"] == "IND" and not is_series(row):
            yield row
    for row in india.chapter_totals(raw):
        yield row | CHAPTER_PAGE


def figures(raw: Path) -> Iterator[Row]:
    """All other announced levels: other countries, partners, products."""
    for row in levels(raw):
        if not (is_national(row) and row["reporter"] == "IND") and not is_series(row):
            yield row


def series(raw: Path) -> Iterator[Row]:
    """Monthly and yearly series copied whole from an office's database."""
    for row in levels(raw):
        if is_series(row):
            yield row


def levels(raw: Path) -> Iterator[Row]:
    for row in standing(raw).kept:
        if row["flow"] in LEVELS:
            yield {column: text for column, text in row.items() if column != "currency"}


def is_national(row: Row) -> bool:
    return row["partner"] == WORLD and row["product"] == ALL_PRODUCTS


def is_series(row: Row) -> bool:
    return row["url"].startswith("https://github.com/")


def changes(raw: Path) -> Iterator[Row]:
    """Growth as the offices announced it, in percent; `currency` where it was said in which money."""
    yield from percentages(raw, {"export_growth": Flow.EXPORT, "import_growth": Flow.IMPORT})


def shares(raw: Path) -> Iterator[Row]:
    """Shares of the reporter's own trade as the offices announced them, in percent."""
    yield from percentages(raw, {"export_share": Flow.EXPORT, "import_share": Flow.IMPORT})


def percentages(raw: Path, flows: dict[str, Flow]) -> Iterator[Row]:
    for row in standing(raw).kept:
        if row["flow"] in flows and row["unit"] == PERCENT:
            yield row | {"flow": flows[row["flow"]]}
