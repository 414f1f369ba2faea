"""Search: which tables know about something, by the words of their cards and the areas and goods in their rows."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sources.cards import Card
from sources.index import Index
from sources.terms.areas import areas
from sources.terms.products import products

HELD = "SELECT DISTINCT p.card, s.{column} FROM series s JOIN figure f ON f.series = s.id JOIN provenance p " \
       "ON p.id = f.provenance WHERE s.{column} IN ({marks})"
ANNOUNCED = "SELECT DISTINCT p.card, t.{column} FROM {table} t JOIN provenance p ON p.id = t.provenance " \
            "WHERE t.{column} IN ({marks})"
AREAS = ("reporter", "partner")
WORD = re.compile(r"[\w&-]+")
ALONE = 3                       # what it weighs that a table is about the area alone
TEXTS = {"id": 4, "title": 3, "coverage": 1, "publisher": 2, "basis": 1, "period_kind": 1, "notes": 1,
         "attribution": 1, "holds": 1}     # fields of a card, and how much a word in them weighs


@dataclass(frozen=True, slots=True)
class Hit:
    card: Card
    weight: int
    reasons: tuple[str, ...]    # "as reporter: India", "card: services"


def search(index: Index, cards: Iterable[Card], words: Sequence[str]) -> list[Hit]:
    """The tables that answer to all of the words, the best first.

    A word is looked for in the card, among the codes and names of areas (`India`, `IND`) and of goods; several words
    that make one name (`South Korea`) count as that name.
    """
    wanted = named(" ".join(words))
    held = {each: holding(index, each) for each in wanted}
    hits = []
    for card in cards:
        weight, reasons = 0, []
        for each in wanted:
            told = in_card(card, each)
            rows = held[each].get(card.id, [])
            if not told and not rows:
                break
            alone = any(f"reporter {code};" in card.coverage for code in places(each))
            weight += max(told, default=0) + 2 * bool(rows) + ALONE * alone
            reasons += rows or [f"its card says {each!r}"]
        else:
            hits.append(Hit(card, weight, tuple(dict.fromkeys(reasons))))
    return sorted(hits, key=lambda hit: (-hit.weight, hit.card.id))


def named(query: str) -> list[str]:
    """The words, those that make one area's or product's name together."""
    words = WORD.findall(query)
    names = {each.name.casefold() for each in areas().values()} | {each.name.casefold() for each in products().values()}
    found = []
    while words:
        length = next((n for n in range(len(words), 1, -1) if " ".join(words[:n]).casefold() in names), 1)
        found.append(" ".join(words[:length]))
        words = words[length:]
    return found


def in_card(card: Card, word: str) -> list[int]:
    """The weights of the card's fields that have the word, at the beginning of a word of theirs."""
    pattern = re.compile(rf"(?<!\w){re.escape(word)}", re.IGNORECASE)
    return [weight for name, weight in TEXTS.items() if pattern.search(str(getattr(card, name)))]


def holding(index: Index, word: str) -> dict[str, list[str]]:
    """Table -> how it has the area or goods of that name or code: "reporter India", "goods 30 Pharmaceuticals"."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    named_areas = places(word)
    goods = {code: each.name for code, each in products().items() if means(word, code, each.name)}
    for column in AREAS:
        for table, code in rows(index, column, list(named_areas)):
            found[table].append(f"{column} {named_areas[code]}")
    for table, code in rows(index, "product", list(goods)):
        found[table].append(f"goods {code} {goods[code]}" if code != goods[code].upper() else f"goods {goods[code]}")
    return {table: sorted(reasons, reverse=True)[:3] for table, reasons in found.items()}


def places(word: str) -> dict[str, str]:
    """The areas of that code or name, by code."""
    same = word.casefold()
    return {code: each.name for code, each in areas().items() if same in (code.casefold(), each.name.casefold())}


def means(word: str, code: str, name: str) -> bool:
    """Whether a word is the code of goods, or begins a word of their name; a chapter's name lists many goods."""
    return word.casefold() == code.casefold() or bool(re.search(rf"(?<!\w){re.escape(word)}", name, re.IGNORECASE))


def rows(index: Index, column: str, codes: list[str]) -> list[tuple[str, str]]:
    if not codes:
        return []
    marks = ", ".join("?" * len(codes))
    found = index.rows(HELD.format(column=column, marks=marks), codes)
    found += index.rows(ANNOUNCED.format(column=column, table="target", marks=marks), codes)
    renamed = {"reporter": "imposer", "partner": "imposed_on"}.get(column, column)
    found += index.rows(ANNOUNCED.format(column=renamed, table="tariff", marks=marks), codes)
    return [(str(table), str(code)) for table, code in found]
