"""One pass over a text: the words that the lexicon knows, the amounts, the times."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TypeAlias

from claims.amount import amounts
from claims.folded import Folded
from claims.lexicon import Hit, Lexicon
from claims.numerals import digits
from claims.times import whens
from claims.token import Amount, Token, When

AREAS = frozenset({"area", "demonym", "capital"})
Scanned: TypeAlias = Token | Amount | When


def scan(text: str, lexicon: Lexicon, published: date | None = None) -> list[Scanned]:
    """The tokens, amounts and times of `text`, by start, not overlapping; text[start:end] is each one's quote.

    Amounts and times swallow the words inside them.  Pure and linear: any text will do.
    """
    folded = Folded.of(text)
    grammar, meaning = lexicon.find(folded)
    items = _merge(digits(folded.folded), grammar)
    times, taken = whens(folded, items, lexicon)
    areas: dict[str, int] = {}
    for _, _, category, value in meaning:
        if category in AREAS:
            areas[value] = areas.get(value, 0) + 1
    found: list[Scanned] = [*times, *amounts(folded, items, taken, lexicon, areas)]
    found.sort(key=lambda one: one.start)
    result: list[Scanned] = []
    at = 0
    solid = iter(found)
    following = next(solid, None)
    for start, end, category, value in meaning:
        while (following is not None and following.start < end and following.end > start) or (
                following is not None and following.end <= start):
            if following.start >= at:
                result.append(following)
                at = following.end
            following = next(solid, None)
        if start >= at:
            result.append(Token(start, end, category, value))
            at = end
    while following is not None:
        if following.start >= at:
            result.append(following)
            at = following.end
        following = next(solid, None)
    if folded.steps:
        result = [replace(one, start=folded.origin(one.start), end=folded.origin_end(one.end)) for one in result]
    return result


def _merge(numbers: list[Hit], words: list[Hit]) -> list[Hit]:
    """Both kinds of item in the text's order; a word that holds digits of its own takes them."""
    if not words or not numbers:
        return numbers or words
    items = [*words, *numbers]
    items.sort(key=lambda item: (item[0], -item[1]))
    merged: list[Hit] = []
    at = 0
    for item in items:
        if item[0] >= at:
            merged.append(item)
            at = item[1]
    return merged
