"""The tables as a catalogue: what there is, how far it goes, who published it and on what terms."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from factcheck.judging.wording import day
from factcheck.report.page import INDENT, Page

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sources.cards import Card

CODED = re.compile(r"\b(reporter|partner) ([A-Z0-9]{3,})\b")
NAMES = 13                      # columns for the names of a card's lines


def print_catalogue(page: Page, cards: Iterable[Card]) -> None:
    count = rows = 0
    for card in cards:
        count, rows = count + 1, rows + card.rows
        page.paragraph([(card.id, "bold"), (f"  {card.title}", "")], hanging=INDENT)
        covered = f"; {in_names(card.coverage)}" if card.coverage else ""
        page.paragraph([(f"{card.publisher}{covered}", "dim")], INDENT)
        page.paragraph([(f"{card.rows:,} rows, released {day(card.vintage)}", "dim")], INDENT)
    page.blank()
    more = "; factcheck sources show ID tells all of one"
    page.paragraph([(f"{count} tables, {rows:,} rows", "bold"), (more, "dim")])


def in_names(coverage: str) -> str:
    """A card's coverage with the names of areas for their codes: "reporter India; partner the world"."""
    from factcheck.lookup.naming import area_name

    return CODED.sub(lambda match: f"{match[1]} {area_name(match[2])}", coverage)


def print_card(page: Page, card: Card) -> None:
    page.paragraph([(card.title, "bold")])
    valuation = ", ".join(f"{flow}s {valued}" for flow, valued in card.valuation.items())
    lines = {
        "table": card.id, "publisher": card.publisher, "released": day(card.vintage),
        "retrieved": day(card.retrieved) if card.retrieved else "",
        "coverage": in_names(card.coverage), "periods": card.period_kind,
        "holds": card.holds, "basis": card.basis.replace("_", " and "), "unit": card.unit, "valuation": valuation,
        "compiled as": COMPILED[card.compilation] if card.holds in COUNTED else "",
        "authority": AUTHORITY.get(card.authority, str(card.authority)),
        "rows": f"{card.rows:,}", "licence": card.licence, "attribution": card.attribution, "notes": card.notes,
        "sha256": card.sha256,
    }
    for name, value in lines.items():
        if value:
            page.paragraph([(value, "")], INDENT, hanging=NAMES, label=name)
    page.line([(f"{'address':<{NAMES}}", "dim"), (card.url, "")], INDENT)
    page.line([(f"{'file':<{NAMES}}", "dim"), (str(card.csv), "")], INDENT)


COUNTED = frozenset({"levels", "shares", "changes"})      # rates, GDP and targets are no trade statistics
COMPILED = {"customs": "customs statistics", "bop": "balance of payments"}
AUTHORITY = {0: "the reporter's own office", 1: "an international compiler", 2: "a press copy of a release"}


def card_object(card: Card) -> dict[str, Any]:
    """A card for programs: every key of it, days as text."""
    return {
        "id": card.id, "title": card.title, "publisher": card.publisher, "url": card.url, "licence": card.licence,
        "attribution": card.attribution, "retrieved": card.retrieved and card.retrieved.isoformat(),
        "vintage": card.vintage.isoformat(), "holds": card.holds, "compilation": card.compilation,
        "authority": card.authority, "unit": card.unit, "valuation": dict(card.valuation), "basis": card.basis,
        "period_kind": card.period_kind, "coverage": card.coverage, "notes": card.notes, "rows": card.rows,
        "sha256": card.sha256,
    }
