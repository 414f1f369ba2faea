"""Official figures as announced: each read on a page, with its office, its date and how it was rounded."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

from sources.build.rows import Row, names, noted, plain, read_csv, table_of
from sources.terms.key import Basis, Flow
from sources.writing import period_of

LEVELS = frozenset(Flow)
PLACES = ("via", "reporter", "partner", "flow", "basis", "period")      # which figure of which page
PERCENT = "percent"
MOST_SLACK = Decimal("0.05")        # of the value: "1.0 trillion" does not stand for half a trillion
SCALES = (Decimal(10**12), Decimal(10**9), Decimal(10**6))      # what announcements count in
FEED_ERROR = Decimal("0.001")
YEAR = len("2024")
HALF = Decimal("0.5")
REPEATED = "third-party data-file copy of the official series"

# What a page's remarks say of a figure: pattern -> why the figure is left out.
UNUSABLE = {
    r"forecast|expected to cross": "a forecast or an expectation, not an outcome",
    r"chained volume": "in constant prices",
    r"intra-(euro-)?area": "trade among the group's own members",
    r"do not subtract|^CIF$|; CIF$": "imports at CIF beside an official balance at FOB",
    r"page's? (export )?figure.* is April's|likely swapped|conflates with": "the page contradicts itself",
    r"page gives no year": "the page does not say which year",
    r"13\.8 billion too high": "the office has since withdrawn the figure",
}
FAITHFUL = re.compile(r"copy of (the (PIB|Eurostat|BEA|official|ECOS|GACC)|Statistics Explained)|machine-made copy")
DATED = re.compile(r"(?<!\d)(20[0-2]\d)[/-]?([01]\d)[/-]?([0-3]\d)(?!\d)")
PAYMENTS = re.compile(r"(?i)\bbop\b|balance.of.payments|BPM6")
REMARKS = re.compile(
    r"services of the latest month estimated|preliminary|Q2 FY2025-26|page says (over|more than) \d+|approximat\w+"
    r"|imports FOB|merchandise trade basis plus services"
)
CUSTOMS = re.compile(r"(?i)census basis|customs basis|merchandise trade basis")


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A figure that was read and not used, and why."""

    row: Row
    reason: str


@dataclass(frozen=True, slots=True)
class Read:
    kept: list[Row]
    left_out: list[LeftOut]


@cache
def read(raw: Path) -> Read:
    """Every figure of the collection in the words of our tables; `flow` of a change or share keeps its ending."""
    kept, left_out = [], []
    for line in read_csv(raw / "official_figures" / "official_figures.csv"):
        row = canonical(line)
        reason = unusable(line, row)
        if reason:
            left_out.append(LeftOut(row, reason))
        else:
            kept.append(row)
    return Read(kept, left_out)


def unusable(line: Row, row: Row) -> str:
    """Why the figure cannot stand in a table of ours; "" where it can."""
    for pattern, reason in UNUSABLE.items():
        if re.search(pattern, line["note"]):
            return reason
    if not row["partner"] or not row["product"]:
        return "a partner or product that is no area or group of goods of ours"
    if line["flow"] in LEVELS and len(line["unit"]) != 3:
        return "a quantity of goods, not a value"
    return "" if line["basis"] in set(Basis) else "not trade in goods or services"


def canonical(line: Row) -> Row:
    areas, products = names("official_areas.tsv"), names("official_products.tsv")
    office, compiler, counted = table_of("official_publishers.tsv")[line["publisher"]]
    repeated = REPEATED in line["note"]
    row = {
        "reporter": areas.get(line["reporter"], line["reporter"]),
        "partner": areas.get(line["partner"], line["partner"]),
        "flow": line["flow"],
        "product": products[line["product"]],
        "basis": line["basis"],
        "period": line["period"],
        "value": plain(Decimal(line["value"])),
        "unit": line["unit"],
        "status": line["status"],
        "vintage": line["released"] or page_date(line),
        "slack": plain(slack(line)),
        "compilation": compilation(line, counted),
        "adjusted": "1" if line["adjusted"] == "sa" else "0",
        "authority": compiler or ("0" if repeated or official(line) else "2"),
        "publisher": office,
        "url": address(line["via"]),
        "note": remark(line),
        "currency": "CNY" if "yuan terms" in line["note"] else "USD" if "US$ terms" in line["note"] else "",
    }
    if repeated:
        row |= release(line)
    return row | corrected(line)


def corrected(line: Row) -> Row:
    """What the page or its reading got wrong, by column; names/corrections.tsv says why of each."""
    return corrections().get(tuple(line[place] for place in PLACES), {})


@cache
def corrections() -> dict[tuple[str, ...], Row]:
    return {tuple(one[place] for place in PLACES): {one["column"]: one["value"]} for one in noted("corrections.tsv")}


def official(line: Row) -> bool:
    return line["kind_of_page"] == "official" or bool(FAITHFUL.search(line["note"]))


def release(line: Row) -> Row:
    """When a copied series was current: the month after its last one."""
    return {"vintage": "2026-08" if line["reporter"] == "CHN" else "2026-06"}


def page_date(line: Row) -> str:
    """The date of the page where only its address tells it, and only one after the period it speaks of."""
    known = names("page_dates.tsv").get(line["via"])
    if known:
        return known
    for year, month, day in DATED.findall(line["via"]):
        if "01" <= month <= "12" and "01" <= day <= "31" and f"{year}-{month}" > period_of(line).last_month:
            return f"{year}-{month}-{day}"
    return ""


def compilation(line: Row, counted: str) -> str:
    """Customs or balance of payments: as the page says, else as the office counts in its headline."""
    said = f"{line['note']} {line['publisher']} {line['product']}"
    if CUSTOMS.search(said):
        return "customs"
    if PAYMENTS.search(said) or line["basis"] == Basis.SERVICES:
        return "bop"
    if line["reporter"] == "USA" and line["adjusted"] == "sa" and line["partner"] == "WLD":
        return "bop"        # the monthly headline; by country the same release is on the Census basis
    if line["basis"] == Basis.GOODS_SERVICES and line["reporter"] != "IND":
        return "bop"        # India's ministry adds estimated services to goods as customs counted them
    return counted


def remark(line: Row) -> str:
    """What a reader of the evidence must know.  Other remarks are about the reading and stay behind."""
    european = ["European Union of 28"] if "EU28" in (line["reporter"], line["partner"]) else []
    return "; ".join([*european, *(match.group() for match in REMARKS.finditer(line["note"]))])


def last_digit(value: str) -> int:
    """The power of ten of the last digit that is not a zero: 8 for 86,500,000,000."""
    return int(Decimal(value).normalize().as_tuple().exponent)


def slack(line: Row) -> Decimal:
    """Half of the last digit the page printed, as far as the value tells.

    Trailing zeros hide digits ("40.0 billion" is 40,000,000,000) and are taken for unprinted ones, for pages mix
    "14.2" with "33.61".  But the digits before the point were printed: "120 billion" is not a rounded "12".
    """
    value = abs(Decimal(line["value"]))
    if line["unit"] == PERCENT:
        return slack_of(last_digit(line["value"]))
    if REPEATED in line["note"] and line["reporter"] == "CHN":
        # The feed rounds months to 0.1 bn; its years add up such months and miss the office's own by 0.1 per cent.
        return value * FEED_ERROR if len(line["period"]) == YEAR else Decimal(100_000_000)
    if REPEATED in line["note"]:
        return Decimal(500_000)         # series in millions
    scale = next((scale for scale in SCALES if value >= scale), Decimal(1))
    return min(slack_of(last_digit(line["value"])), HALF * scale, value * MOST_SLACK)


def slack_of(digit: int) -> Decimal:
    return HALF.scaleb(digit)


def address(via: str) -> str:
    """Where the figure was read; data files in repositories by their page there."""
    if match := re.fullmatch(r"([\w.-]+/[\w.-]+)@([0-9a-f]{40}):(.+)", via):
        repository, commit, path = match.groups()
        return f"https://github.com/{repository}/blob/{commit}/{path}"
    return via
