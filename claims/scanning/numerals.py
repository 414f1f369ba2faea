"""Numerals: digits and number words as newsrooms write them, with their scale: 1,86,453.23 crore, forty-point-one bn.

Items are what the word search and the number search found, in the text's order.  A numeral is read from the items that
stand next to each other, with nothing but a blank or a hyphen between them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from claims.pattern import pattern
from claims.scanning.lexicon import Hit

Lists = Mapping[str, Mapping[str, str]]
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

    def take(self, items: Sequence[Hit]) -> None:
        """Goes on to the end of the next item."""
        self.end = items[self.after][1]
        self.after += 1

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


def numeral(items: Sequence[Hit], at: int, folded: str, lists: Lists) -> Numeral | None:
    """numeral = (digits | words | whole) (point words | add)? scale* (digits scale)* add?; `lists` are the lexicon's"""
    category = items[at][2]
    begin = BEGUN.get(category)
    if begin is None:
        return None
    number = begin(items, at, folded, lists)
    if number.after < len(items) and items[number.after][2] in FRACTIONS and (
            folded[number.end:items[number.after][0]] in GAPS):
        _fraction(number, items, folded, lists)
    letters = lists["letter-scale"]
    if category == "digits" and (folded[number.end:number.end + 1] in letters or (
            folded[number.end + 1:number.end + 2] in letters and not folded[number.end + 2:number.end + 3].isalnum())):
        _letter_scale(number, items, at, folded, letters)
    if number.after < len(items) and items[number.after][2] in MULTIPLIERS and not _scale_words(number, items, folded):
        return None
    if number.scaled and number.after < len(items) and items[number.after][2] == "add" and (
            folded[number.end:items[number.after][0]] == " "):
        number.value += Decimal(items[number.after][3])             # dos millones y medio
        number.slack /= TEN
        number.take(items)
    if number.scale is not ONE:
        number.value, number.slack = number.value * number.scale, number.slack * number.scale
    return number


def _in_digits(items: Sequence[Hit], at: int, folded: str, lists: Lists) -> Numeral:
    """5, 1,234, 12.5; 1 741.9 bn, R3,9 billion"""
    start, end, _, printed = items[at]
    after = at + 1
    if len(printed) <= 3 and printed.isdigit():
        while after < len(items) and items[after][2] == "digits" and len(printed) < LONGEST and (
                _is_group(items, after, folded, end)):
            printed += items[after][3]
            end = items[after][1]
            after += 1
    if after < len(items) and items[after][2] == "digits" and _is_decimals(items, after, folded, printed, end):
        printed += "." + items[after][3]
        end = items[after][1]
        after += 1
    exact = not printed.isdigit()
    slack = HALVES[len(printed) - 1 - point] if exact and (point := printed.find(".")) >= 0 else HALF
    return Numeral(start, end, Decimal(printed.replace(",", "")), slack, after, exact=exact)


def _whole(items: Sequence[Hit], at: int, folded: str, lists: Lists) -> Numeral:
    """a million, half a billion"""
    start, end, _, printed = items[at]
    value = Decimal(printed)
    return Numeral(start, end, value, last_digit(value.normalize()), at + 1, scaled=value >= SCALED)


def _in_words(items: Sequence[Hit], at: int, folded: str, lists: Lists) -> Numeral:
    """twenty-five, two hundred thousand"""
    value, end, after, scaled = _words(items, at, folded, lists["number-and"])
    number = Numeral(items[at][0], end, value, last_digit(value.normalize()) if scaled else HALF, after, scaled=scaled)
    if items[after - 1][2] in SCALES and _goes_on_in_digits(items, after, folded, Decimal(items[after - 1][3])):
        number.value += Decimal(items[after][3])                    # mil 200 millones
        number.slack = HALF
        number.take(items)
    return number


def _fraction(number: Numeral, items: Sequence[Hit], folded: str, lists: Lists) -> None:
    """point one; and a half"""
    at = number.after
    if items[at][2] == "point":
        number.value, number.slack, number.end, number.after = _decimals(
            items, at, folded, number.value, number.slack, number.end, lists["number-and"])
    else:
        number.value += Decimal(items[at][3])
        number.slack = Decimal(0)
        number.take(items)


def _letter_scale(number: Numeral, items: Sequence[Hit], at: int, folded: str, letters: Mapping[str, str]) -> None:
    """5bn, 20k; behind a sign for money $4.9 m"""
    signed = at > 0 and items[at - 1][2] == "currency-sign" and folded[items[at - 1][1]:number.start] in GAPS
    letter = number.end + (signed and folded[number.end:number.end + 1] == " ")
    if folded[letter:letter + 1] not in letters or folded[letter + 1:letter + 2].isalnum():
        return
    number.scale, number.scaled = Decimal(letters[folded[letter]]), True
    number.end = letter + 1
    while number.after < len(items) and items[number.after][0] < number.end:
        number.after += 1


def _scale_words(number: Numeral, items: Sequence[Hit], folded: str) -> bool:
    """million, thousand crore; 3 million 200 thousand.  False where nobody counts that far."""
    while number.after < len(items) and items[number.after][2] in MULTIPLIERS and (
            folded[number.end:items[number.after][0]] in GAPS):
        number.scale *= Decimal(items[number.after][3])
        number.scaled = number.scaled or number.scale >= SCALED
        if number.scale > LARGEST:
            return False
        number.take(items)
        if _goes_on_in_digits(items, number.after, folded, number.scale):
            digits_at, following = number.after, Decimal(items[number.after + 1][3])
            part = following if following < number.scale else ONE      # 3 million 200 thousand; 41 mil 235 millones
            number.value = number.value * number.scale + Decimal(items[digits_at][3]) * part
            number.slack, number.scale = HALF * part, ONE
            number.after += part != ONE
            number.take(items)
    return True


# What a number word does not follow.
FOLLOWS = {"number": ("number",), "tens": ("number", "tens"), "hundreds": ("number", "tens", "hundreds")}
WORDS = frozenset({"number", "tens", "hundreds", "scale-alone"})
FRACTIONS = frozenset({"point", "add"})
SCALES = frozenset({"scale", "scale-alone"})        # "mil millones" is a number without one before it
MULTIPLIERS = frozenset({"scale", "scale-alone", "dozen", "hundred"})
BEGUN: Mapping[str, Callable[[Sequence[Hit], int, str, Lists], Numeral]] = {
    "digits": _in_digits, "whole": _whole, **dict.fromkeys(WORDS, _in_words)}


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
