"""Numerals: digits and number words as newsrooms write them, with their scale: 1,86,453.23 crore, forty-point-one billion.

Items are what the word search and the number search found, in the text's order.  A numeral is read from the items that
stand next to each other, with nothing but a blank or a hyphen between them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from claims.lexicon import Hit

LONGEST = 30                        # digits; nothing in trade is longer, and Decimal must stay cheap
DIGITS = re.compile(r"\d+(?:,\d{2,3}(?!\d))*(?:\.\d+)?|\.\d+")
GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?:,\d{2})+,\d{3}(?:\.\d+)?")
GAPS = frozenset({"", " ", "-"})
AFTER_GROUPS = frozenset({"scale", "percent", "currency", "currency-sign", "unit", "digits"})
AND = " and "
ONE = Decimal(1)
NO_SLACK = Decimal(0)
HALF = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class Numeral:
    """folded[start:end], made of items up to `after`; `slack` is half of the last printed digit, scale included."""

    start: int
    end: int
    value: Decimal
    slack: Decimal
    after: int                      # index of the first item behind it
    scaled: bool = False            # a scale word or letter was printed
    scale: Decimal = ONE
    plain: bool = False             # digits only, without grouping, decimals or scale: might be a year


def digits(folded: str) -> list[Hit]:
    """Every number in digits, as items; badly grouped ones (5,10) fall into their parts."""
    found: list[Hit] = []
    for match in DIGITS.finditer(folded):
        start, end = match.span()
        if end - start > LONGEST:
            continue
        printed = match.group()
        if "," in printed and not GROUPED.fullmatch(printed):
            for part in printed.split(","):
                found.append((start, start + len(part), "digits", part))
                start += len(part) + 1
        else:
            found.append((start, end, "digits", printed))
    return found


def numeral(items: Sequence[Hit], at: int, folded: str, letters: dict[str, str]) -> Numeral | None:
    """numeral = (digits | words | whole | fraction) (point words)? scale*"""
    start, end, category, printed = items[at]
    after = at + 1
    plain = False
    scaled = False
    if category == "digits":
        plain = printed.isdigit() and len(printed) <= 3
        while plain and after < len(items) and _is_group(items, after, folded, end):
            printed += items[after][3]
            end = items[after][1]
            after += 1
        value = Decimal(printed.replace(",", ""))
        slack = HALF.scaleb(_exponent(value))
    elif category == "whole":
        value, slack, scaled = Decimal(printed), NO_SLACK, True
    elif category == "fraction":
        above, _, below = printed.partition("/")
        value, slack = Decimal(above) / Decimal(below), NO_SLACK
    elif category in ("number", "tens"):
        value, end, after, scaled = _words(items, at, folded)
        slack = HALF
    else:
        return None
    if after < len(items) and items[after][2] == "point" and folded[end:items[after][0]] in GAPS:
        value, slack, end, after = _decimals(items, after, folded, value, slack, end)
    if plain or category == "digits":
        letter = folded[end:end + 1]
        if letter in letters and not folded[end + 1:end + 2].isalpha():
            scale = Decimal(letters[letter])
            while after < len(items) and items[after][0] <= end:
                after += 1
            return Numeral(start, end + 1, value * scale, slack * scale, after, True, scale)
    scale = Decimal(1)
    while after < len(items) and items[after][2] == "scale" and folded[end:items[after][0]] in GAPS:
        scale *= Decimal(items[after][3])
        end = items[after][1]
        after += 1
        scaled = True
        plain = False
    if slack == HALF and category in ("number", "tens") and scaled and scale == 1:
        slack = HALF.scaleb(value.normalize().adjusted())
    return Numeral(start, end, value * scale, slack * scale, after, scaled, scale, plain)


def _is_group(items: Sequence[Hit], at: int, folded: str, end: int) -> bool:
    """Whether the item is a group of three digits after a blank, as in 1 741.9 bn: a scale, unit or sign must follow,
    or a currency sign stand before, else two numbers stand side by side."""
    start, stop, category, printed = items[at]
    if category != "digits" or folded[end:start] != " " or printed.find(".") not in (-1, 3) or len(printed) < 3:
        return False
    if "." not in printed and len(printed) != 3:
        return False
    if at >= 2 and items[at - 2][2] == "currency-sign":
        return True
    return at + 1 < len(items) and items[at + 1][2] in AFTER_GROUPS and folded[stop:items[at + 1][0]] in GAPS


def _exponent(value: Decimal) -> int:
    return int(value.as_tuple().exponent)


def _words(items: Sequence[Hit], at: int, folded: str) -> tuple[Decimal, int, int, bool]:
    """words = (number | tens number? | words hundred (and? words)?) (scale words)*, such as two hundred and fifty

    Stops before a scale that nothing follows: the numeral multiplies by it.
    """
    total = current = Decimal(0)
    end = items[at][0]
    scaled = False
    before = ""
    while at < len(items):
        start, stop, category, printed = items[at]
        gap = folded[end:start]
        if before and gap not in GAPS and not (gap == AND and before in ("hundred", "scale")):
            break
        if (category == "number" and before != "number" and not (before == "tens" and int(printed) >= 10)) or (category == "tens" and before not in ("number", "tens")):
            current += int(printed)
        elif category == "hundred" and before in ("number", "tens") and current < 100:
            current *= 100
        elif category == "scale" and before and _goes_on(items, at, folded, int(printed)):
            total += current * int(printed)
            current = Decimal(0)
            scaled = True
        else:
            break
        before, end = category, stop
        at += 1
    return total + current, end, at, scaled


def _goes_on(items: Sequence[Hit], at: int, folded: str, scale: int) -> bool:
    """Whether number words follow the scale at `at`: "one million two hundred thousand"."""
    if at + 1 >= len(items) or items[at + 1][2] not in ("number", "tens"):
        return False
    return folded[items[at][1]:items[at + 1][0]] in (" ", AND) and scale >= 1000


def _decimals(items: Sequence[Hit], at: int, folded: str, value: Decimal, slack: Decimal,
              end: int) -> tuple[Decimal, Decimal, int, int]:
    """point words: "40-point-one", "three point two five"."""
    printed = ""
    here = items[at][1]
    index = at + 1
    while index < len(items) and folded[here:items[index][0]] in (" ", "-") and len(printed) < LONGEST:
        _, stop, category, word = items[index]
        if not ((category == "number" and len(word) == 1) or (category == "digits" and word.isdigit())):
            break
        printed += word
        here = stop
        index += 1
    if not printed:
        return value, slack, end, at
    decimals = Decimal(f"0.{printed}")
    return value + decimals, HALF.scaleb(_exponent(decimals)), here, index
