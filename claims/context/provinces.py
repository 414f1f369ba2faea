"""Provinces, states and emirates: parts of a country that a text names, as reporters of trade of their own or not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache

from claims.clauses.shape import Item
from claims.context.places import COUNTRIES
from claims.scanning.token import Amount, Token
from sources.terms.areas import AreaKind, areas

HEADS = frozenset({"flow", "balance", "ships"})
SOURCE = frozenset({"from", "of", "by"})
NEARBY = 12  # characters between a province and the trade that is its own
OWNED = frozenset({"'s ", "’s "})
SHORT = "SA"  # South Africa in its own newspapers; the end of a company's name elsewhere
FEWEST = 2  # mentions in a text that is about a province


@cache
def provinces() -> frozenset[str]:
    return frozenset(code for code, area in areas().items() if area.kind is AreaKind.PROVINCE)


def told(text: str, tokens: list[Item], places: Sequence[Token]) -> list[Item]:
    """Leaves out the provinces that are only named in passing: `rice from West Bengal` in a text on India's trade.

    One stays where the text is about it, which it names as often as any country, and where a trade is its own:
    `Gujarat's exports`, `exports from Gujarat`.  What it trades is never the trade of its country.
    """
    known = provinces()
    tokens = _without_companies(text, tokens, places)
    counts = Counter([place.value for place in places if place.category in COUNTRIES])
    if known.isdisjoint(counts):
        return tokens
    most = max(counts.values())
    topics = {name for name, count in counts.items() if name in known and count >= FEWEST and count == most}
    kept: list[Item] = []
    for at, token in enumerate(tokens):
        if type(token) is Token and token.category in COUNTRIES and token.value in known:
            after = tokens[at + 1] if at + 1 < len(tokens) else None
            placed = bool(kept) and text[kept[-1].end : token.start] in OWNED
            left = kept[:-1] if placed else kept  # "east China's Jiangxi": the country says where it lies
            if token.value not in topics and not (_owns(token, after) or _sends(left, token)):
                continue
            kept = left
        kept.append(token)
    return kept


def _owns(token: Token, after: Item | None) -> bool:
    return type(after) is Token and after.category in HEADS and after.start - token.end <= NEARBY


def _sends(kept: list[Item], token: Token) -> bool:
    """`Exports from Gujarat`."""
    if len(kept) < 2:
        return False
    head, before = kept[-2:]
    if type(before) is not Token or before.category != "prep" or before.value not in SOURCE:
        return False
    return type(head) is Token and head.category in HEADS and token.start - head.end <= 2 * NEARBY


def _without_companies(text: str, tokens: list[Item], places: Sequence[Token]) -> list[Item]:
    """Leaves out `SA` behind a company's name: it is South Africa where the text speaks of it or of its money."""
    if not any(text[place.start : place.end] == SHORT for place in places):
        return tokens
    if any(place.value == "ZAF" and text[place.start : place.end] != SHORT for place in places):
        return tokens
    if any(type(token) is Amount and token.unit == "ZAR" for token in tokens):
        return tokens
    return [token for token in tokens if text[token.start : token.end] != SHORT]
