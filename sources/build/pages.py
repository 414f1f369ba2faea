"""Figures read one by one on pages: releases of offices and what the press printed of them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import Any

from sources.build.monthly import GATHERED
from sources.build.official import PERCENT
from sources.build.rows import Row, plain
from sources.terms.key import Basis, Flow

FILES = tuple(sorted((GATHERED / "pages").glob("*.toml")))
SCALES = {"": 0, "mn": 6, "bn": 9, "trn": 12, "%": 0}
AMOUNT = re.compile(r"(?P<digits>-?\d+(?:\.\d+)?)(?P<scale>mn|bn|trn|%)?")
RATIOS = {"export_growth", "import_growth", "export_share", "import_share"}
HALF = Decimal("0.5")

# What a word of a figure says beside its five places, and what each says by its absence.
WORDS = {
    "services": ("basis", Basis.SERVICES), "both": ("basis", Basis.GOODS_SERVICES),
    "provisional": ("status", "provisional"), "revised": ("status", "revised"), "final": ("status", "final"),
    "sa": ("adjusted", "1"), "nsa": ("adjusted", "0"),
    "bop": ("compilation", "bop"), "customs": ("compilation", "customs"),
}
UNSAID = {
    "product": "TOTAL", "basis": Basis.GOODS, "status": "first", "adjusted": "0", "compilation": "customs",
    "authority": "2", "released": "", "note": "", "currency": "",
}


@cache
def figures() -> tuple[Row, ...]:
    """Every figure of every page, in the columns of the announced figures.

    Raises `ValueError` naming the page and the figure that does not read.
    """
    pages = (page for file in FILES for page in tomllib.loads(file.read_text(encoding="utf-8"))["page"])
    return tuple(row for page in pages for row in on_page(page))


def on_page(page: dict[str, Any]) -> Iterator[Row]:
    said = UNSAID | {key: str(value) for key, value in page.items() if key != "figures"}
    for text in page["figures"]:
        try:
            row = said | figure(text)
        except ValueError as trouble:
            raise ValueError(f"{page['url']}, {text!r}: {trouble}") from trouble
        row["vintage"] = row.pop("released")
        yield row


def figure(text: str) -> Row:
    """figure = partner flow period amount word*   such as `USA export 2024 161.4bn sa` or `WLD total 2023 5.98trn`

    The unit, where the page does not say one for all, and a group of goods are words in capitals: `USD`, `of:RMG`.
    Amounts stand as printed, for the last digit tells how exact they are: 254.5bn, 2.09trn.  Half years are written
    2024-01/2024-06.  A figure is of goods unless it says `services` or `both`, and a first release unless it says not.
    `WLD export_growth 2025-11 11.6%` is growth from the year before; a currency behind it is the money it is growth in.
    """
    partner, flow, period, printed, *words = text.split()
    partner = partner.replace("_", " ")         # Latin_America
    match = AMOUNT.fullmatch(printed)
    if match is None or flow not in (RATIOS if match["scale"] == "%" else set(Flow)):
        raise ValueError("reads as no figure")
    value = Decimal(match["digits"])
    digit = int(value.as_tuple().exponent) + SCALES[match["scale"] or ""]
    row = {
        "partner": partner, "flow": flow, "period": period,
        "value": plain(value.scaleb(SCALES[match["scale"] or ""])), "slack": plain(HALF.scaleb(digit)),
    }
    if flow in RATIOS:
        row["unit"] = PERCENT
    for word in words:
        if word in WORDS:
            column, says = WORDS[word]
            row[column] = says
        elif word.startswith("of:"):
            row["product"] = word.removeprefix("of:")
        elif re.fullmatch("[A-Z]{3}", word):
            row["currency" if flow in RATIOS else "unit"] = word
        else:
            raise ValueError(f"{word!r} is no word of a figure")
    return row
