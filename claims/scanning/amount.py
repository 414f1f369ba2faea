"""Amounts: numerals with the currency, unit or percent sign that belongs to them, and how they are meant.

    amount = rank | ratio | (currency-sign minus?)? numeral (currency | percent | unit)?
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from claims.claim import Hedge
from claims.scanning.folded import Folded
from claims.scanning.lexicon import Hit, Lexicon
from claims.scanning.numerals import GAPS, ONE, Numeral, numeral
from claims.scanning.ranges import Found, share
from claims.scanning.ratio import Ratios
from claims.scanning.token import Amount, Token
from sources.terms.quantity import PERCENT, PERCENTAGE_POINT

AREAS = frozenset({"area", "demonym", "capital"})
HEADS = frozenset({"", " "})
MINUS = frozenset({"-", "–"})
BRACKETED_MINUS = "(-)"
GLUED = frozenset("0123456789%")        # "5G" and "%20": no amounts
CURRENCY = frozenset({"currency", "currency-sign"})
TAILS = frozenset({"percent", "currency", "currency-sign", "unit"})


def amounts(text: Folded, items: Sequence[Hit], taken: set[int], lexicon: Lexicon,
            words: Sequence[Token]) -> list[Amount]:
    """Every amount of `text`, offsets into the folded text.

    `taken` are items that a time uses; `words` name the countries whose francs and pesos may be meant.
    """
    folded = text.folded
    found = share(folded, _found(text, items, taken, lexicon), lexicon.values)
    names = _currencies(found, lexicon.values, words)
    result: list[Amount] = []
    for one in found:
        if one.unit or one.scaled:
            hedge = _hedge(folded, items, one, lexicon.values["hedge-gap"])
            unit = names.get(one.unit, one.unit)
            result.append(Amount(one.start, one.end, one.value, unit, one.slack, one.high, hedge, one.scaled))
    return result


def _found(text: Folded, items: Sequence[Hit], taken: set[int], lexicon: Lexicon) -> list[Found]:
    found: list[Found] = []
    signs, gaps = lexicon.values["letter-sign"], lexicon.values["currency-gap"]
    folded = text.folded
    ratios = Ratios(folded, items, lexicon)
    at = 0
    while at < len(items):
        one: Found | None = None
        if at not in taken and items[at][2] in STARTS:
            one = ratios.read(at)
            if one is None and (number := numeral(items, at, folded, lexicon.values)) is not None:
                free = found[-1].after if found else 0
                one = ratios.times(at, number) or _with_unit(text, items, at, number, signs, gaps, free)
                if one is None:
                    at = max(number.after, at + 1)
                    continue
        if one is None:
            at += 1
        else:
            found.append(one)
            at = one.after
    return found


STARTS = frozenset({"digits", "whole", "number", "tens", "hundreds", "scale-alone", "ordinal", "fraction",
                    "fraction-if", "multiple", "multiple-if", "superlative", "rank-number"})


def _with_unit(text: Folded, items: Sequence[Hit], at: int, number: Numeral, signs: Mapping[str, str],
               gaps: Mapping[str, str], free: int) -> Found | None:
    """(currency-sign minus?)? numeral (currency | percent | unit)?"""
    folded, cased = text.folded, text.cased
    start, end, after = number.start, number.end, number.after
    unit, head, first = "", False, at
    sign = 1
    if start and folded[start - 1] in MINUS and (start == 1 or folded[start - 2] in " (€$£¥₹"):
        start -= 1
        sign = -1
    elif folded.endswith(BRACKETED_MINUS, 0, start):
        start -= len(BRACKETED_MINUS)
        sign = -1
    if at and items[at - 1][2] == "currency-sign" and folded[items[at - 1][1]:start] in HEADS:
        first = at - 1
        start = items[first][0]
        unit, head = items[first][3], True
        if start and folded[start - 1] in MINUS and (start == 1 or folded[start - 2] in " ("):
            start -= 1
            sign = -1
    elif start and folded[start - 1].isalpha():
        letter = cased[start - 1]
        if letter not in signs or not number.scaled or (start > 1 and folded[start - 2].isalnum()):
            return None                 # "R500m", but not "L2"
        start -= 1
        unit, head = signs[letter], True
    if sign == 1 and first and items[first - 1][2] == "minus" and folded[items[first - 1][1]:start] == " ":
        first -= 1
        start, sign = items[first][0], -1
    factor = ONE
    if after < len(items) and items[after][2] in TAILS and (
            (gap := folded[end:items[after][0]]) in GAPS or gap in gaps):
        _, stop, category, value = items[after]
        size, _, name = value.rpartition(" ")
        if _heads_next(folded, items, after):       # "1 $10 bill": the sign is the next number's
            pass
        elif not head and not number.scaled and _in_column(folded, items, at, after):
            first = at - 1                          # "RMB 10 USD 20"
            start, (size, _, unit), head = items[first][0], items[first][3].rpartition(" "), True
            factor = Decimal(size) if size else ONE
        elif not head or (category == "currency" and unit == "dollars" and name in DOLLARS):    # "$2 Canadian dollars"
            unit, end = name, stop
            factor = Decimal(size) if size else ONE
            after += 1
        elif name == unit:
            end = stop
            after += 1
        if unit and not number.scaled and after < len(items) and items[after][2] == "scale" and (
                folded[end:items[after][0]] == " "):        # "75 USD million"
            factor *= Decimal(items[after][3])
            end = items[after][1]
            after += 1
            number = replace(number, scaled=True)
    elif not unit and number.scaled and free < at and items[at - 1][2] == "currency" and (
            folded[items[at - 1][1]:start] == " "):         # "Canadian dollars 5 billion"
        first = at - 1
        start, (size, _, unit), head = items[first][0], items[first][3].rpartition(" "), True
        factor = Decimal(size) if size else ONE
    if folded[end - 1] == ".":
        end -= 1
    if not unit and number.scaled and cased[end - 1] in "KMBT" and folded[end - 2].isdigit():
        return None                     # "Table 1B"
    if (end < len(folded) and folded[end].isalnum() and folded[end - 1] in GLUED) or _is_part(folded, number):
        return None
    worth, slack, scale = number.value, number.slack, number.scale
    if factor is not ONE:
        worth, slack, scale = worth * factor, slack * factor, scale * factor
    return Found(number, first, after, start, end, worth if sign == 1 else -worth, slack, unit, head, number.scaled,
                 scale)


def _heads_next(folded: str, items: Sequence[Hit], at: int) -> bool:
    """Whether a currency sign such as $ stands right before another number."""
    if items[at][2] != "currency-sign" or at + 1 >= len(items) or items[at + 1][2] != "digits":
        return False
    start, end = items[at][:2]
    gap = folded[end:items[at + 1][0]]
    return gap in HEADS and (not folded[end - 1].isalpha() or (not gap and folded[start - 1] == " "))   # 3 USD50 cards


def _in_column(folded: str, items: Sequence[Hit], at: int, after: int) -> bool:
    """Whether currency names stand before this number and before the next: the name behind is the next number's."""
    if not at or after + 1 >= len(items) or items[at - 1][2] != "currency" or items[after][2] not in CURRENCY:
        return False
    gaps = {folded[items[at - 1][1]:items[at][0]], folded[items[after][1]:items[after + 1][0]]}
    return items[after + 1][2] == "digits" and gaps == {" "}


def _is_part(folded: str, number: Numeral) -> bool:
    """Whether the digits are part of something longer: a time 10:30, a section 3.1.2, an address."""
    start, end = number.start, number.end
    behind = folded[end:end + 2]
    if len(behind) == 2 and behind[0] in ":.," and behind[1].isdigit() and folded[end - 1].isdigit():
        return True
    return start > 1 and folded[start - 1] in ":.,%" and folded[start - 2].isalnum()


def _hedge(folded: str, items: Sequence[Hit], one: Found, gaps: Mapping[str, str]) -> Hedge | None:
    """The word before the amount, or behind it, that says how it is meant."""
    if one.hedge is not None:
        return one.hedge
    before = one.first - 1
    if before >= 0 and items[before][2] == "hedge" and folded[items[before][1]:one.start] in gaps:
        return Hedge(items[before][3])
    if one.after < len(items) and items[one.after][2] == "hedge-after":
        start, end, _, value = items[one.after]
        if folded[one.end:start] in GAPS and not folded[end:end + 2].strip(" $€£¥₹")[:1].isdigit():
            return Hedge(value)
    return None


def _currencies(found: Sequence[Found], values: Mapping[str, Mapping[str, str]],
                words: Sequence[Token]) -> dict[str, str]:
    """What names that several countries use stand for in this text: dollars, francs, rupees, pesos.

    A text that calls its dollars Hong Kong dollars once, and none of them American, means those throughout; else the
    country that it names most often settles it, else the usual one does.
    """
    names: dict[str, str] = {}
    wanted = {one.unit for one in found if one.unit in values["family"]}
    for family in wanted:
        usual = values["family"][family]
        if family == "dollars":
            said = {one.unit for one in found if one.unit in DOLLARS and not one.head}
            names[family] = said.pop() if len(said) == 1 else usual
            continue
        areas = Counter([word.value for word in words if word.category in AREAS])
        users = [key.split(" ") for key in values["family-area"] if key.startswith(family + " ")]
        counts = {values["family-area"][f"{family} {area}"]: areas[area] for _, area in users}
        best = max(counts, key=lambda code: counts[code], default=usual)
        names[family] = best if counts.get(best, 0) > counts.get(usual, 0) else usual
    return names


DOLLARS = frozenset({"USD", "CAD", "AUD", "NZD", "HKD", "SGD", "TWD", "FJD", "JMD", "TTD", "BBD", "GYD", "ZWD", "NAD"})
PERCENTS = frozenset({PERCENT, PERCENTAGE_POINT})
