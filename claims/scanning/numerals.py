"""Numerals: digits and number words as newsrooms write them, with their scale: 1,86,453.23 crore, forty-point-one bn.

Items are what the word search and the number search found, in the text's order.  A numeral is read from the items that
stand next to each other, with nothing but a blank or a hyphen between them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from claims.pattern import pattern
from claims.scanning.lexicon import Hit

LONGEST = 30                        # digits; nothing in trade is longer, and Decimal must stay cheap
LARGEST = Decimal(10) ** 40         # scales multiply up to here: "trillion trillion trillion trillion" is no number
DIGITS = pattern(r"\d[\d,]*(?:\.\d+)?")        # begins with a class of letters: that is what `re` finds fast
GROUPED = pattern(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?:,\d{2})+,\d{3}(?:\.\d+)?")
GAPS = frozenset({"", " ", "-"})
AFTER_GROUPS = frozenset({"scale", "scale-alone", "percent", "currency", "currency-sign", "unit", "digits"})
AFTER_DECIMALS = frozenset({"scale", "scale-alone", "percent"})
HALF = Decimal("0.5")
HALVES = [HALF.scaleb(-decimals) for decimals in range(2 * LONGEST)]     # of the last digit, by decimals
TEN = Decimal(10)
ONE = Decimal(1)
SCALED = 1000                       # "dozen" and "hundred" multiply too, but say nothing of money


@dataclass(slots=True)
class Numeral:
    """folded[start:end], made of items up to `after`; `slack` is half of the last printed digit, scale included."""

    start: int
    end: int
    value: Decimal
    slack: Decimal
    after: int                      # index of the first item behind it
    scale: Decimal = ONE            # what the scale words and letters multiply by
    scaled: bool = False            # a scale word or letter was printed
    exact: bool = False             # digits with decimals or groups: a measure, hardly a count

    @property
    def printed(self) -> Decimal:
        """The number as printed, before its scale."""
        return self.value / self.scale


def digits(folded: str) -> list[Hit]:
    """Every number in digits, as items; where commas group neither by thousands nor by lakhs, each part by itself."""
    found: list[Hit] = []
    for match in DIGITS.finditer(folded):
        start, end = match.span()
        printed = match.group()
        if printed[-1] == ",":
            printed = printed.rstrip(",")
            end = start + len(printed)
        if start and folded[start - 1] == "." and printed.isdigit() and not folded[max(0, start - 2)].isalnum():
            start -= 1                  # .5 pct
            printed = "." + printed
        if "," in printed and not GROUPED.fullmatch(printed):
            for part in printed.split(","):
                if 0 < len(part) <= LONGEST:
                    found.append((start, start + len(part), "digits", part))
                start += len(part) + 1
        elif end - start <= LONGEST:
            found.append((start, end, "digits", printed))
    return found


def numeral(items: Sequence[Hit], at: int, folded: str, lists: Mapping[str, Mapping[str, str]]) -> Numeral | None:
    """numeral = (digits | words | whole) (point words)? add? scale* (digits scale)*; `lists` are the lexicon's"""
    start, end, category, printed = items[at]
    after = at + 1
    scaled = exact = False
    if category == "digits":
        if len(printed) <= 3 and printed.isdigit():
            while after < len(items) and len(printed) < LONGEST and _is_group(items, after, folded, end):
                printed += items[after][3]
                end = items[after][1]
                after += 1
        if after < len(items) and (_is_tokenised(items, after, folded, printed, end)
                                   or _is_decimals(items, after, folded, printed, end)):
            printed += "." + items[after][3]
            end = items[after][1]
            after += 1
        value = Decimal(printed.replace(",", ""))
        exact = not printed.isdigit()
        slack = HALVES[len(printed) - 1 - point] if exact and (point := printed.find(".")) >= 0 else HALF
    elif category == "whole":
        value = Decimal(printed)
        slack = last_digit(value.normalize())
        scaled = value >= SCALED
    elif category in WORDS:
        value, end, after, scaled = _words(items, at, folded, lists["number-and"])
        slack = last_digit(value.normalize()) if scaled else HALF
        if items[after - 1][2] in SCALES and _goes_on_in_digits(items, after, folded, Decimal(items[after - 1][3])):
            value += Decimal(items[after][3])                       # mil 200 millones
            slack, end, after = HALF, items[after][1], after + 1
    else:
        return None
    if after < len(items) and folded[end:items[after][0]] in GAPS:
        if items[after][2] == "point":
            value, slack, end, after = _decimals(items, after, folded, value, slack, end, lists["number-and"])
        elif items[after][2] == "add":
            value += Decimal(items[after][3])
            slack = Decimal(0)
            end = items[after][1]
            after += 1
    scale = ONE
    letters = lists["letter-scale"]
    if (letter := folded[end:end + 1]) in letters and category == "digits" and not folded[end + 1:end + 2].isalnum():
        scale = Decimal(letters[letter])
        end += 1
        scaled = True
        while after < len(items) and items[after][0] < end:
            after += 1
    while after < len(items) and items[after][2] in MULTIPLIERS and folded[end:items[after][0]] in GAPS:
        scale *= Decimal(items[after][3])
        scaled = scaled or scale >= SCALED
        if scale > LARGEST:
            return None
        end = items[after][1]
        after += 1
        if _goes_on_in_digits(items, after, folded, scale):
            following = Decimal(items[after + 1][3])
            part = following if following < scale else ONE      # 3 million 200 thousand; 41 mil 235 millones
            value = value * scale + Decimal(items[after][3]) * part
            slack, scale = HALF * part, ONE
            after += 1 if part == ONE else 2
            end = items[after - 1][1]
    if scaled and after < len(items) and items[after][2] == "add" and folded[end:items[after][0]] == " ":
        value += Decimal(items[after][3])                           # dos millones y medio
        slack, end = slack / TEN, items[after][1]
        after += 1
    if scale is not ONE:
        value, slack = value * scale, slack * scale
    return Numeral(start, end, value, slack, after, scale, scaled, exact)


# What a number word does not follow.
FOLLOWS = {"number": ("number",), "tens": ("number", "tens"), "hundreds": ("number", "tens", "hundreds")}
WORDS = frozenset({"number", "tens", "hundreds", "scale-alone"})
SCALES = frozenset({"scale", "scale-alone"})        # "mil millones" is a number without one before it
MULTIPLIERS = frozenset({"scale", "scale-alone", "dozen", "hundred"})


def last_digit(value: Decimal) -> Decimal:
    """Half of the last digit that the number shows."""
    return HALF.scaleb(int(value.as_tuple().exponent))


def _is_group(items: Sequence[Hit], at: int, folded: str, end: int) -> bool:
    """Whether the item is a group of three digits after a blank, as in 1 741.9 bn: a scale, unit or sign must follow,
    or a currency sign stand before, else two numbers stand side by side.  So behind a comma and a blank, before a unit
    alone: 86, 288 tons."""
    start, stop, category, printed = items[at]
    if folded[end:start] == ", ":
        return category == "digits" and len(printed) == 3 and printed.isdigit() and at + 1 < len(items) and (
            items[at + 1][2] == "unit" and folded[stop:items[at + 1][0]] == " ")
    if category != "digits" or folded[end:start] != " " or len(printed.partition(".")[0]) != 3 or "," in printed:
        return False
    if at >= 2 and items[at - 2][2] == "currency-sign":
        return True
    if at + 1 >= len(items):
        return False
    return (items[at + 1][2] in AFTER_GROUPS and folded[stop:items[at + 1][0]] in GAPS) or _is_decimals(
        items, at + 1, folded, printed, stop)


def _is_tokenised(items: Sequence[Hit], at: int, folded: str, printed: str, end: int) -> bool:
    """Whether the digits after " . " are decimals that some tool set apart: 6 . 2 %."""
    start, stop, category, decimals = items[at]
    return (category == "digits" and folded[end:start] == " . " and decimals.isdigit() and "." not in printed
            and at + 1 < len(items) and items[at + 1][2] in AFTER_GROUPS and folded[stop:items[at + 1][0]] in GAPS)


def _is_decimals(items: Sequence[Hit], at: int, folded: str, printed: str, end: int) -> bool:
    """Whether the one or two digits after a comma are decimals, as South African copy writes them: R3,9 billion."""
    start, stop, category, decimals = items[at]
    return (category == "digits" and start == end + 1 and folded[end] == "," and len(decimals) < 3
            and decimals.isdigit() and printed.isdigit() and at + 1 < len(items)
            and items[at + 1][2] in AFTER_DECIMALS and folded[stop:items[at + 1][0]] in GAPS)


def _goes_on_in_digits(items: Sequence[Hit], at: int, folded: str, scale: Decimal) -> bool:
    """Whether digits below the scale go on, as in `41 mil 235 millones` and `3 million 200 thousand`."""
    if at + 1 >= len(items) or items[at][2] != "digits" or not items[at][3].isdigit():
        return False
    start, stop, _, printed = items[at]
    return (folded[items[at - 1][1]:start] == " " and len(printed) <= 3 and int(printed) < scale
            and items[at + 1][2] in SCALES and folded[stop:items[at + 1][0]] == " ")


def _words(items: Sequence[Hit], at: int, folded: str, ands: Mapping[str, str]) -> tuple[Decimal, int, int, bool]:
    """words = (number | tens number? | words hundred (and? words)?) (scale words)*, such as two hundred and fifty

    Stops before a scale that nothing follows: the numeral multiplies by it.
    """
    total = thousands = current = largest = 0
    end = items[at][0]
    scaled = False
    before = ""
    while at < len(items):
        start, stop, category, printed = items[at]
        gap = folded[end:start]
        if before and gap not in GAPS and before != ands.get(gap) and not (
                ands.get(gap) == "scale" and before in ("hundred", "hundreds", "scale", "scale-alone")):
            break
        if category in FOLLOWS and before not in FOLLOWS[category] and not (before == "tens" and int(printed) >= 10):
            current += int(printed)
        elif category == "hundred" and before in ("number", "tens") and current < 100:
            current *= 100
        elif category == "scale-alone" and before not in SCALES and int(printed) == SCALED:
            thousands = (current or 1) * SCALED     # goes on below the next scale: cinco mil doscientos millones
            current = 0
            scaled = True
        elif category in SCALES and (before or category == "scale-alone") and (
                before not in SCALES or (category == "scale" and largest and thousands)) and (
                int(printed) < largest or not before or (not largest and _goes_on(items, at, folded, ands))):
            total += (thousands + current or 1) * int(printed)
            thousands, current, largest = 0, 0, int(printed)
            scaled = True
        else:
            break
        before, end = category, stop
        at += 1
    return Decimal(total + thousands + current), end, at, scaled


def _goes_on(items: Sequence[Hit], at: int, folded: str, ands: Mapping[str, str]) -> bool:
    """Whether number words follow the scale at `at`: "one million two hundred thousand"."""
    if at + 1 >= len(items) or items[at + 1][2] not in FOLLOWS:
        return False
    gap = folded[items[at][1]:items[at + 1][0]]
    return gap == " " or ands.get(gap) == "scale"


def _decimals(items: Sequence[Hit], at: int, folded: str, value: Decimal, slack: Decimal,
              end: int, ands: Mapping[str, str]) -> tuple[Decimal, Decimal, int, int]:
    """point words: "40-point-one", "three point two five"."""
    printed = before = ""
    here = items[at][1]
    index = at + 1
    while index < len(items) and len(printed) < LONGEST and (
            (gap := folded[here:items[index][0]]) in (" ", "-") or before == ands.get(gap, "")):
        _, stop, category, word = items[index]
        whole = category in ("number", "tens") and not printed and len(word) == 2       # coma veintiocho
        if not ((category == "number" and len(word) == 1) or (category == "digits" and word.isdigit()) or whole):
            break
        if printed and before == "tens" and printed[-1] == "0":
            printed = printed[:-1]
        before = category
        printed += word
        here = stop
        index += 1
    if not printed:
        return value, slack, end, at
    decimals = Decimal(f"0.{printed}")
    return value + decimals, last_digit(decimals), here, index
