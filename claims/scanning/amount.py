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
from claims.scanning.numerals import GAPS, Numeral, numeral
from claims.scanning.ranges import Found, share
from claims.scanning.ratio import Ratios
from claims.scanning.token import Amount, Token

AREAS = frozenset({"area", "demonym", "capital", "city"})
HEADS = frozenset({"", " "})
OF = 3                          # letters: " of"
MINUS = frozenset({"-", "–"})
BEFORE_SIGN = " ("               # what may stand before the minus of -$5 ...
BEFORE_MINUS = " (€$£¥₹"         # ... and of -5
BRACKETED_MINUS = "(-)"
MINUSES = MINUS | {")"}
GLUED = frozenset("0123456789%")        # "5G" and "%20": no amounts ...
CODES = frozenset("0123456789abcdef")   # ... and what "%e2" goes on with
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
    weighs, gaps = lexicon.values["weighs"], lexicon.values["hedge-gap"]
    result: list[Amount] = []
    for one in found:
        unit = one.unit
        if unit or one.scaled:
            hedge = _hedge(folded, items, one, gaps)
            weight = weighs.get(unit + folded[one.end:one.end + OF])
            if weight and any(word.start == one.end + OF + 1 and word.category == "product" for word in words):
                unit = weight                   # "5 million pounds of almonds"
            elif unit in names:
                unit = names[unit]
            result.append(Amount(one.start, one.end, one.value, unit, one.slack, one.high, hedge, one.scaled))
    return result


def _found(text: Folded, items: Sequence[Hit], taken: set[int], lexicon: Lexicon) -> list[Found]:
    found: list[Found] = []
    signs, gaps = lexicon.values["letter-sign"], lexicon.values["currency-gap"]
    folded = text.folded
    ratios = Ratios(folded, items, lexicon)
    free = 0                    # behind the last amount, or the last number that is none
    for at in [at for at, item in enumerate(items) if item[2] in STARTS and at not in taken]:
        if at < free:
            continue
        one = ratios.read(at)
        if one is None and (number := numeral(items, at, folded, lexicon.values)) is not None:
            before = found[-1].after if found else 0
            one = ratios.times(at, number) or _with_unit(text, items, at, number, signs, gaps, before)
            free = number.after
        if one is not None:
            found.append(one)
            free = one.after
    return found


STARTS = frozenset({"digits", "whole", "number", "tens", "hundreds", "scale-alone", "ordinal", "fraction",
                    "fraction-if", "multiple", "multiple-if", "superlative", "rank-number"})


def _with_unit(text: Folded, items: Sequence[Hit], at: int, number: Numeral, signs: Mapping[str, str],
               gaps: Mapping[str, str], free: int) -> Found | None:
    """minus? (currency-sign minus?)? numeral (currency | percent | unit)?"""
    folded = text.folded
    one = Found(number, at, number.after, number.start, number.end, number.value, number.slack, "",
                scaled=number.scaled, scale=number.scale)
    minus = one.start > 0 and folded[one.start - 1] in MINUSES and _minus(one, folded, BEFORE_MINUS)
    if at and items[at - 1][2] == "currency-sign" and folded[items[at - 1][1]:one.start] in HEADS:
        one.first -= 1
        one.start, one.unit, one.head = items[one.first][0], items[one.first][3], True
        minus = _minus(one, folded, BEFORE_SIGN) or minus
    elif one.start and folded[one.start - 1].isalpha() and not _letter_sign(one, text, signs):
        return None
    if not minus and one.first and items[one.first - 1][2] == "minus" and (
            folded[items[one.first - 1][1]:one.start] == " "):
        one.first -= 1
        one.start, minus = items[one.first][0], True
    if one.after < len(items) and items[one.after][2] in TAILS and (
            (gap := folded[one.end:items[one.after][0]]) in GAPS or gap in gaps):
        _unit_behind(one, items, at, folded)
    elif not one.unit and one.scaled and free < at and items[at - 1][2] == "currency" and (
            folded[items[at - 1][1]:one.start] == " "):     # "Canadian dollars 5 billion"
        _currency_before(one, items, at)
    if folded[one.end - 1] == ".":
        one.end -= 1
    if _is_name(one, text):
        return None
    if minus:
        one.value = -one.value
    return one


def _minus(one: Found, folded: str, before: str) -> bool:
    """Takes in the minus before the amount, where one of the signs `before` stands before that: -5, (-)5, -$5"""
    if one.start and folded[one.start - 1] in MINUS and (one.start == 1 or folded[one.start - 2] in before):
        one.start -= 1
        return True
    if not one.unit and folded.endswith(BRACKETED_MINUS, 0, one.start):
        one.start -= len(BRACKETED_MINUS)
        return True
    return False


def _letter_sign(one: Found, text: Folded, signs: Mapping[str, str]) -> bool:
    """R500m, N117,966,174,567; False where the letter is no currency's: L2"""
    letter = text.cased[one.start - 1]
    whole = one.scaled or text.folded.count(",", one.start, one.end) > 1
    if letter not in signs or not whole or (one.start > 1 and text.folded[one.start - 2].isalnum()):
        return False
    one.start -= 1
    one.unit, one.head = signs[letter], True
    return True


def _unit_behind(one: Found, items: Sequence[Hit], at: int, folded: str) -> None:
    """5 percent, 5 tonnes, 5 billion dollars, $2 Canadian dollars, 75 USD million"""
    _, stop, category, value = items[one.after]
    name = value.rpartition(" ")[2]
    if _heads_next(folded, items, one.after):           # "1 $10 bill": the sign is the next number's
        pass
    elif not one.head and not one.scaled and _in_column(folded, items, at, one.after):
        _currency_before(one, items, at)                # "RMB 10 USD 20"
    elif not one.head or (category == "currency" and one.unit == "dollars" and name in DOLLARS):
        _measure(one, value)
        one.end, one.after = stop, one.after + 1
    elif name == one.unit:
        one.end, one.after = stop, one.after + 1
    if one.unit and not one.scaled and one.after < len(items) and items[one.after][2] == "scale" and (
            folded[one.end:items[one.after][0]] == " "):
        _multiply(one, Decimal(items[one.after][3]))
        one.number, one.scaled = replace(one.number, scaled=True), True
        one.end, one.after = items[one.after][1], one.after + 1


def _currency_before(one: Found, items: Sequence[Hit], at: int) -> None:
    one.first, one.start, one.head = at - 1, items[at - 1][0], True
    _measure(one, items[at - 1][3])


def _measure(one: Found, unit: str) -> None:
    """Gives it a unit, which may hold a size of its own: `1000000 USD` for "mln dlrs"."""
    size, _, one.unit = unit.rpartition(" ")
    if size:
        _multiply(one, Decimal(size))


def _multiply(one: Found, factor: Decimal) -> None:
    one.value, one.slack, one.scale = one.value * factor, one.slack * factor, one.scale * factor


def _is_name(one: Found, text: Folded) -> bool:
    """Table 1B, 5G, 3.1.2: digits that are part of a name."""
    folded, end = text.folded, one.end
    if not one.unit and one.scaled and text.cased[end - 1] in "KMBT" and folded[end - 2].isdigit():
        return True
    glued = end < len(folded) and folded[end].isalnum() and folded[end - 1] in GLUED and (
        folded[end - 1] != "%" or folded[end] in CODES)             # "0.1%to"
    return glued or _is_part(folded, one.start, one.number.end)


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


def _is_part(folded: str, start: int, end: int) -> bool:
    """Whether the digits are part of something longer: a time 10:30, a section 3.1.2, an address."""
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
