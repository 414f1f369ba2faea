"""Amounts: numerals with the currency, unit or percent sign that belongs to them, ranges and hedges."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from claims.claim import Hedge
from claims.folded import Folded
from claims.lexicon import Hit, Lexicon
from claims.numerals import GAPS, Numeral, numeral
from claims.token import Amount

PERCENTS = ("percent", "percentage_point")
HEADS = frozenset({"", " "})
LINK = 12                           # letters; no joining phrase is longer
MINUS = frozenset({"-", "–"})


@dataclass(slots=True)
class _Found:
    """An amount in the making."""

    number: Numeral
    first: int                  # index of its first item
    start: int
    end: int
    value: Decimal
    slack: Decimal
    unit: str
    head: bool                  # its unit stands before it
    after: int
    scaled: bool
    scale: Decimal
    high: Decimal | None = None


def amounts(text: Folded, items: Sequence[Hit], taken: set[int], lexicon: Lexicon) -> list[Amount]:
    """Every amount of `text`, offsets into the folded text; `taken` are items that a time expression uses."""
    folded = text.folded
    found = _found(folded, items, taken, lexicon)
    found = _share(folded, found, lexicon)
    result: list[Amount] = []
    for one in found:
        if not one.unit and not one.scaled:
            continue
        hedge = _hedge(folded, items, one)
        result.append(Amount(one.start, one.end, one.value, one.unit, one.slack, one.high, hedge, one.scaled))
    return result


def _found(folded: str, items: Sequence[Hit], taken: set[int], lexicon: Lexicon) -> list[_Found]:
    found: list[_Found] = []
    at = 0
    letters = lexicon.values["letter-scale"]
    while at < len(items):
        number = None if at in taken else numeral(items, at, folded, letters)
        if number is None:
            at += 1
            continue
        one = _with_unit(folded, items, at, number)
        if one is not None:
            found.append(one)
        at = max(number.after if one is None else one.after, at + 1)
    return found


def _with_unit(folded: str, items: Sequence[Hit], at: int, number: Numeral) -> _Found | None:
    """amount = (currency-sign minus?)? numeral (currency | percent | unit)?"""
    start, end, after = number.start, number.end, number.after
    unit, head = "", False
    sign = 1
    if start and folded[start - 1] in MINUS and (start == 1 or not folded[start - 2].isalnum()):
        start -= 1
        sign = -1
    if at and items[at - 1][2] == "currency-sign" and folded[items[at - 1][1]:start] in HEADS:
        start = items[at - 1][0]
        unit, head = items[at - 1][3], True
    elif start and folded[start - 1].isalpha():
        return None
    factor = Decimal(1)
    if after < len(items) and folded[end:items[after][0]] in GAPS:
        _, stop, category, value = items[after]
        if category in ("percent", "currency", "unit") or (category == "currency-sign" and not head):
            size, _, name = value.rpartition(" ")
            if not head or name == unit:
                unit, end = name, stop
                factor = Decimal(size or 1)
                after += 1
    if folded[end - 1] == ".":
        end -= 1
    if end < len(folded) and folded[end].isalpha() and folded[end - 1].isdigit():
        return None
    return _Found(number, at, start, end, sign * number.value * factor, number.slack * factor, unit, head, after,
                  number.scaled, number.scale * factor)


def _share(folded: str, found: list[_Found], lexicon: Lexicon) -> list[_Found]:
    """Ranges and lists: what one number prints counts for its neighbour too; a range becomes one amount.

    range = number ("-" | "to") number | "between" number "and" number; from 3 to 5 percent is two amounts.
    Read from the right, for the words that belong to both stand at the end: 5, 7 and 9 percent.
    """
    links = lexicon.values["link"]
    kept: list[_Found] = []
    listed = False              # the pair to the right was joined by "and"
    for one in reversed(found):
        behind = kept[-1] if kept else None
        link = links.get(folded[one.end:behind.start]) if behind and behind.start - one.end <= LINK else None
        if behind is None or link is None or (link == "list" and not listed):
            listed = False
            kept.append(one)
            continue
        before = folded[max(0, one.start - 8):one.start]
        between = before.endswith(tuple(links_of(links, "between")))
        apart = before.endswith(tuple(links_of(links, "from")))
        alone = one.unit == "" and not one.scaled
        if alone and not (behind.unit or behind.scaled):
            listed = False
            kept.append(one)
            continue
        span = link == "dash" or (link == "to" and not apart) or (link == "and" and between)
        same = one.unit == behind.unit or not one.unit or not behind.unit
        if alone:
            one.unit = behind.unit
        shares_scale = not one.scaled and behind.scaled and (alone or (span and not behind.head))
        if shares_scale:
            one.value *= behind.scale
            one.slack *= behind.scale
            one.scaled = True
        if span and not behind.unit:
            behind.unit = one.unit
        joined = alone or link == "dash" or between or not behind.unit or one.unit in PERCENTS or not one.head
        if span and same and joined and one.value < behind.value:
            one.high, one.end, one.slack = behind.value, behind.end, min(one.slack, behind.slack)
            one.after = behind.after
            kept[-1] = one
            listed = False
        else:
            kept.append(one)
            listed = link in ("and", "list")
    kept.reverse()
    return kept


def links_of(links: dict[str, str], kind: str) -> list[str]:
    return [word for word, value in links.items() if value == kind]


def _hedge(folded: str, items: Sequence[Hit], one: _Found) -> Hedge | None:
    """hedge = word before, or word behind the amount"""
    index = one.first - 1
    while index >= 0 and items[index][1] > one.start:
        index -= 1
    if index >= 0 and items[index][2] == "hedge" and folded[items[index][1]:one.start] == " ":
        return Hedge(items[index][3])
    return None
