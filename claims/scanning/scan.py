"""One pass over a text: the words that the lexicon knows, the codes of goods, the amounts, the times."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from dataclasses import replace
from operator import attrgetter, itemgetter
from typing import TypeAlias

from claims.language import with_point
from claims.pattern import pattern
from claims.scanning.amount import amounts
from claims.scanning.folded import Folded
from claims.scanning.lexicon import Hit, Lexicon
from claims.scanning.numerals import digits
from claims.scanning.times import whens
from claims.scanning.token import Amount, Token, When
from sources.terms.products import products

WORDED = r"[Cc]odes?|[Cc]hapters?|[Hh]eadings?"
CODE = pattern(rf"\bHSN?[ -]?(?:(?:{WORDED})[ -])?(?P<code>\d{{2}}|\d{{4}})(?![\d.-]|,?\s?(?:and|to|[,&–])\s?\d)"
               rf"|\b(?:{WORDED}) (?P<of>\d{{2}}|\d{{4}}) of the [Hh]armoni[sz]ed [Ss]ystem\b")
_START = attrgetter("start")
_END = attrgetter("end")
_FIRST = itemgetter(0)
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
    if about is not None and not about((one.category, folded.folded[one.start:one.end]) for one in meaning):
        return []
    items = _merge(digits(folded.folded), grammar)
    times, taken = whens(folded, items, lexicon, meaning)
    solid: list[Amount | When] = [*times, *amounts(folded, items, taken, lexicon, meaning)]
    solid.sort(key=_START)
    return _coded(text, _woven(folded, solid, meaning))


def _woven(folded: Folded, solid: list[Amount | When], words: list[Token]) -> list[Scanned]:
    """Amounts and times with the words between them, at their places in the text as given."""
    result: list[Scanned] = []
    starts, ends = [*map(_START, words)], [*map(_END, words)]
    index = at = 0
    for one in solid:
        if one.start >= at:
            at = one.end
            result += words[index:bisect_right(ends, one.start, index)]
            result.append(one)
            index = bisect_left(starts, at, index)
    result += words[index:]
    if folded.steps:
        for item in result:
            item.start, item.end = folded.origin(item.start), folded.origin_end(item.end)
    return result


def _coded(text: str, items: list[Scanned]) -> list[Scanned]:
    """... with the codes of goods, `HS chapter 29`: behind goods, `steel (HS 72)`, one says which these are."""
    for found in CODE.finditer(text) if "HS" in text or "armoni" in text else ():
        code, (start, end) = found["code"] or found["of"], found.span()
        if code not in products():
            continue
        first = bisect_right(items, start, key=_END)
        last = bisect_left(items, end, key=_START)
        before = items[first - 1] if first else None
        aside = before is not None and before.category == "product" and (
            text[before.end : start].strip() + text[end : end + 1] in ("()", ",,"))
        opens = items[first - 1].start if aside else start
        items[first - aside : last] = [Token(opens, end + aside, "product", code)]
    return items


def _merge(numbers: list[Hit], words: list[Hit]) -> list[Hit]:
    """Both kinds of item in the text's order; a word that holds digits of its own takes them."""
    if not words or not numbers:
        return numbers or words
    items = [*words, *numbers]
    items.sort(key=_FIRST)
    merged: list[Hit] = []
    at = 0
    for item in items:
        if item[0] >= at:
            merged.append(item)
            at = item[1]
    return merged
