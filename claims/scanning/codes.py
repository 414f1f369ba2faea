"""Codes of goods as texts print them: `iron and steel (HS 72)`, `HS chapter 29`, `HS code 8703`."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from operator import attrgetter

from claims.pattern import pattern
from claims.scanning.token import Amount, Token, When
from sources.terms.products import products

OF = r"[Cc]odes?|[Cc]hapters?|[Hh]eadings?"
PRINTED = pattern(rf"\bHSN?[ -]?(?:(?:{OF})[ -])?(?P<code>\d{{2}}|\d{{4}})(?![\d.-]|,?\s?(?:and|to|[,&–])\s?\d)")

Item = Token | Amount | When


def coded(text: str, items: list[Item]) -> list[Item]:
    """The tokens with those of codes among them: a code in brackets behind goods says exactly which these are."""
    for found in PRINTED.finditer(text) if "HS" in text else ():
        code, (start, end) = found["code"], found.span()
        if code not in products():
            continue
        first = bisect_right(items, start, key=attrgetter("end"))
        last = bisect_left(items, end, key=attrgetter("start"))
        before = items[first - 1] if first else None
        if before is not None and before.category == "product" and text[before.end : start].strip() == "(" and (
                text[end : end + 1] == ")"):
            items[first - 1 : last] = [Token(before.start, end + 1, "product", code)]
        else:
            items[first:last] = [Token(start, end, "product", code)]
    return items
