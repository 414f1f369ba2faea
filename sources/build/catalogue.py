"""The data catalogue, written from the cards so that it cannot say anything else."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

INTRODUCTION = """\
# Data catalogue

Written by `python -m sources.build` from the cards in `sources/tables`; edit the cards' sources in
`sources/build/cards` instead of this page.

A table is a CSV, one figure a row, and a card, which says what all rows have in common (`[constant]`), who published
the figures, when, on what terms, and what they are not. Amounts are in base units (dollars, not millions). `vintage` is
when the publisher released a figure; one period may have several. `slack` is half of the last digit published.
Authority 0 is the reporter's own office or a faithful copy of its series, 1 an international compiler or an estimate,
2 a copy of a release in the press. Figures are facts and are cited to the offices that published them; the licence
line says what is known of the terms of each collection. Figures that were read one by one stand with their pages in
`sources/build/gathered/pages`, series in the files beside it; a correction is a row of
`sources/build/names/corrections.tsv` with its reason.

"""


def catalogue(cards: Sequence[Path]) -> str:
    """One table of all cards, then a section for each."""
    loaded = [tomllib.loads(path.read_text(encoding="utf-8")) for path in cards]
    lines = ["| table | holds | coverage | rows | vintage |", "|---|---|---|---|---|"]
    lines += [
        f"| [{one['id']}](#{one['id']}) | {one['holds']} | {one['coverage']} | {one['rows']:,} | {one['vintage']} |"
        for one in loaded
    ]
    sections = (section(card) for card in loaded)
    return INTRODUCTION + "\n".join(lines) + "\n" + "".join(sections)


def section(card: dict[str, Any]) -> str:
    facts = {
        "Publisher": card["publisher"],
        "Address": f"<{card['url']}>",
        "Licence": card["licence"],
        "Attribution": card["attribution"],
        "Vintage": f"{card['vintage']}, retrieved {card['retrieved']}",
        "Coverage": f"{card['coverage']}; {card['rows']:,} rows; {card['period_kind']}",
        "Counted": counted(card),
        "Notes": card["notes"],
    }
    return f"\n## {card['id']}\n\n{card['title']}.\n\n" + "".join(f"- {name}: {text}\n" for name, text in facts.items())


def counted(card: dict[str, Any]) -> str:
    parts = [f"unit {card['unit']}", f"basis {card['basis']}"]
    if card.get("compilation"):
        parts.append({"customs": "customs", "bop": "balance of payments"}.get(card["compilation"], card["compilation"]))
    parts += [f"{flow}s {terms}" for flow, terms in card.get("valuation", {}).items()]
    return ", ".join(parts)
