"""One pass over a text: the words that the lexicon knows, the amounts, the times."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from operator import attrgetter
from typing import TypeAlias

from claims.amount import amounts
from claims.folded import Folded
from claims.language import with_point
from claims.lexicon import Hit, Lexicon
from claims.numerals import digits
from claims.times import whens
from claims.token import Amount, Token, When

_START = attrgetter("start")
Scanned: TypeAlias = Token | Amount | When
Opens: TypeAlias = Callable[[Iterable[tuple[str, str]]], bool]      # of categories with phrases of the lexicon


def scan(text: str, lexicon: Lexicon, about: Opens | None = None) -> list[Scanned]:
    """The tokens, amounts and times of `text`, by start, not overlapping; text[start:end] is each one's quote.

    Amounts and times swallow the words inside them.  Pure and linear: any text will do.  A text whose words
    `about` does not find to be about trade has no tokens, and no amounts and times are looked for in it.
    """
    folded = Folded.of(text)
    if lexicon.grammar is not None and lexicon.grammar.decimal != ".":
        folded = replace(folded, folded=with_point(folded.folded, lexicon.grammar.decimal))
    grammar, meaning = lexicon.find(folded)
    if about is not None and not about((hit[2], folded.folded[hit[0]:hit[1]]) for hit in meaning):
        return []
    items = _merge(digits(folded.folded), grammar)
    times, taken = whens(folded, items, lexicon)
    solid: list[Amount | When] = [*times, *amounts(folded, items, taken, lexicon, meaning)]
    solid.sort(key=_START)
    return _woven(folded, solid, meaning)


def _woven(folded: Folded, solid: list[Amount | When], meaning: list[Hit]) -> list[Scanned]:
    """Amounts and times with the words between them, at their places in the text as given."""
    result: list[Scanned] = []
    moved = bool(folded.steps)
    origin, origin_end = folded.origin, folded.origin_end
    index = at = 0
    last = len(solid)
    for start, end, category, value in meaning:
        while index < last and solid[index].start < end:
            one = solid[index]
            if one.start >= at:
                at = one.end
                result.append(replace(one, start=origin(one.start), end=origin_end(at)) if moved else one)
            index += 1
        if start >= at:
            at = end
            result.append(Token(origin(start), origin_end(end), category, value) if moved else
                          Token(start, end, category, value))
    for one in solid[index:]:
        if one.start >= at:
            at = one.end
            result.append(replace(one, start=origin(one.start), end=origin_end(at)) if moved else one)
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
