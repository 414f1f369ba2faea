"""Figures, days and foreign text as people read them."""

from __future__ import annotations

import unicodedata
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

from sources.terms.quantity import PERCENT, PERCENTAGE_POINT, RANK, RATIO, is_money

SCALES = ((Decimal(10) ** 12, "trillion"), (Decimal(10) ** 9, "billion"), (Decimal(10) ** 6, "million"))
SOFT = Decimal("0.1")           # points: growth of rounded figures that may be off by more says by how much
FINE = Decimal("0.005")         # of a sum: one that may be off by less is told without saying so
LONGEST = Decimal(10) ** 18     # beyond it digits are written with an exponent
# Cc and Cf: a terminal's escape codes, and what turns or hides text (bidi marks, zero-width).  Cs cannot be printed.
UNPRINTABLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def plain(text: str) -> str:
    """Foreign text made safe for a terminal: on one line, what would steer the terminal or turn the text replaced."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    return "".join(map(_printable, " ".join(text.split())))


@cache
def _printable(letter: str) -> str:
    return REPLACEMENT if unicodedata.category(letter) in UNPRINTABLE else letter


def amount(value: Decimal, unit: str, slack: Decimal = Decimal(0)) -> str:
    """A figure as a report prints it: USD 86.51 billion, 19.77 per cent, rank 1, 2.5 times, 1,500 tonne.

    With `slack`, how far off its source may be by its own rounding, no digits that the source does not give.
    """
    if is_money(unit):
        return f"{unit} {scaled(value, slack)}"
    match unit:
        case _ if unit == PERCENT and slack >= SOFT:
            return f"{fixed(value, 1)} ± {fixed(slack, 1)} per cent"
        case _ if unit == PERCENT:
            return f"{fixed(value, digits(2, slack))} per cent"
        case _ if unit == PERCENTAGE_POINT:
            return f"{fixed(value, 2)} percentage points"
        case _ if unit == RANK:
            return f"rank {rounded(value, 0)}"
        case _ if unit == RATIO:
            return f"{rounded(value, 3)} times"
    return f"{scaled(value)} {unit}"


def digits(places: int, slack: Decimal) -> int:
    """At most so many decimals as are known where a figure may be off by `slack`."""
    return min(places, max(0, -(2 * slack).adjusted())) if slack else places


def scaled(value: Decimal, slack: Decimal = Decimal(0)) -> str:
    """With the word a newsroom would use for its size: 131.84 billion, 448.90 million, 12,345."""
    if abs(value) < LONGEST:
        for scale, word in SCALES:
            if abs(value) >= scale:
                places = digits(3 if word == "trillion" else 2, slack / scale)
                loose = slack / scale >= Decimal(1).scaleb(-places) and slack >= FINE * abs(value)
                off = f" ± {rounded(slack / scale, places)}" if loose else ""
                return f"{fixed(value / scale, places)}{off} {word}"
    return rounded(value, 2)


def rounded(value: Decimal, places: int) -> str:
    """At most `places` decimals, with commas, without idle zeros."""
    written = fixed(value, places)
    return written.rstrip("0").rstrip(".") if "." in written and "E" not in written else written


def fixed(value: Decimal, places: int) -> str:
    """Exactly `places` decimals, with commas, so that figures below each other line up."""
    if abs(value) >= LONGEST:
        return f"{value:.3E}"
    return f"{value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):,f}"


def many(count: int, thing: str) -> str:
    """1 figure; 2,345 figures"""
    return f"{count:,} {thing}" if count == 1 else f"{count:,} {thing}s"
