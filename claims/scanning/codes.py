"""Codes of goods as texts print them: `iron and steel (HS 72)`, `HS chapter 29`, `HS code 8703`."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from operator import attrgetter

from claims.pattern import pattern
from claims.scanning.token import Amount, Token, When
from sources.terms.products import products

OF = r"[Cc]odes?|[Cc]hapters?|[Hh]eadings?"
PRINTED = pattern(rf"\bHSN?[ -]?(?:(?:{OF})[ -])?(?P<code>\d{{2}}|\d{{4}})(?![\d.-]|,?\s?(?:and|to|[,&–])\s?\d)")
SHORTEST = "HS"
START, END = attrgetter("start"), attrgetter("end")

Item = Token | Amount | When


def coded(text: str, items: list[Item]) -> list[Item]:
    """The tokens with those of codes among them: a code in brackets behind goods says exactly which these are."""
    if SHORTEST not in text:
        return items
    for found in PRINTED.finditer(text):
        code, (start, end) = found["code"], found.span()
        if code not in products():
            continue
        first, last = bisect_right(items, start, key=END), bisect_left(items, end, key=START)
        before = items[first - 1] if first else None
        in_brackets = text[start - 1 : start] == "(" and text[end : end + 1] == ")"
        if in_brackets and before is not None and before.category == "product" and (
                not text[before.end : start - 1].strip()):
            items[first - 1 : last] = [Token(before.start, end + 1, "product", code)]
        else:
            items[first:last] = [Token(start, end, "product", code)]
    return items
