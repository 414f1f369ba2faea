"""A sentence as a string of letters: one letter a token, so that constructions can be seen at a glance.

`exports rose 11.6 per cent to $86.51 billion from $77.52 billion` has the shape `FU%t$f$`.

    F flow     B balance  D deficit or surplus alone   V exported   G goods, services   P product
    u more, less behind a figure            N followed by            b went to, came from
    A area     W time     K partner, market            E exporter   T tariff            l imposes     I export item
    U up, down L is, was  Z swung                      J record     M modality          X not trade
    S accounts for, took  O sold    H share              g total      h world    Q it, that          s its   2 bilateral
    Y overtakes  C while, but          d because of                 c price      k volume            ~ plain adjective
    t to f from o of y by i in w with a at x between z outside e over m than p per v against n and r or = respectively
    $ money    % percent  + points    # volume         * ratio      ^ rank              0 number with a scale alone
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from itertools import compress, count
from typing import Any

from claims.pattern import pattern
from claims.scanning.token import Amount, Token, When
from claims.scanning.wording import wording
from sources.terms.key import WORLD
from sources.terms.quantity import PERCENTAGE_POINT, is_money

Item = Token | Amount | When
HEDGED = ("te", "Le", "ae", "oe", "ye")  # "to over", "reaching over", "at over"; not "an increase over"
PLAIN = "."  # a word that says nothing here
PEAK = "?"  # "low", "high": a record or nothing, and never a letter of the shape
SEAT = "@"  # "Washington": a country where it trades, and else a word that says nothing
CATEGORIES = {
    "flow": "F",
    "balance": "B",
    "deficit": "D",
    "ships": "V",
    "basis": "G",
    "product": "P",
    "area": "A",
    "demonym": "A",
    "standing": "K",
    "trader": "E",
    "ware": "I",
    "deal": "O",
    "tariff": "T",
    "levies": "l",
    "direction": "U",
    "level": "L",
    "brings": "L",
    "swing": "Z",
    "superlative": "J",
    "modality": "M",
    "noise": "X",
    "sold": "X",
    "whole": "g",
    "pronoun": "Q",
    "clause": "C",
    "aside": "d",
    "versus": "v",
    "and": "n",
    "or": "r",
    "respective": "=",
    "plain": "~",
    "overtakes": "Y",
    "compare": "u",
    "next": "N",
    "bound": "b",
    "since": "'",
    "per": "p",
    "peak": PEAK,
    "capital": SEAT,
}
VALUES = {
    ("prep", "to"): "t",
    ("prep", "from"): "f",
    ("prep", "of"): "o",
    ("prep", "by"): "y",
    ("prep", "in"): "i",
    ("prep", "with"): "w",
    ("prep", "at"): "a",
    ("prep", "between"): "x",
    ("prep", "outside"): "z",
    ("prep", "over"): "e",
    ("prep", "than"): "m",
    ("prep", "per"): "p",
    ("same", "pair"): "2",
    ("same", "reporter"): "s",
    ("share", "of"): "S",
    ("share", "export"): "S",
    ("share", "import"): "S",
    ("share", "share"): "H",
    ("kind", "price"): "c",
    ("kind", "unit value"): "c",
    ("kind", "volume"): "k",
}
POINTS = "points"  # of a share, or of an index: never a letter of the shape
UNITS = {"percent": "%", "percentage_point": "+", "point": POINTS, "ratio": "*", "rank": "^", "": "0"}
AND_SO_ON = pattern(r",? etc\b\.?")
PUNCTUATION = pattern(r"[;()\[\]:]|,(?!\d)| [-–—]{1,2} |[—…\n]")
MARKS = {";": ";", "(": "(", ")": ")", "[": "(", "]": ")", ":": ":", ",": ","}
# A phrase of goods may end in its flow.
FLOWING = ("exports", "imports", "shipments", "nodx", " trade", " receipts", " earnings")
BUT = "non-"
REGIME = ("under ", "via ", "through ")  # ... but "exports under general trade" have it before
MANY = 1000  # "the top 10 partners"
ARTICLE = 5  # characters: " the "
CLOSE = 40  # characters: such gaps are met again
RELATIVE = pattern(r"[GP](?:[CQ])?A[SO](?=[tf][~.]*A)")  # "the goods that Chad bought from Togo": it traded them
PLACED = frozenset((PEAK, SEAT, "L", "J"))  # letters of words that may be others
TRADES = frozenset(("flow", "balance", "deficit"))
DOERS = frozenset(("area", "trader", "standing"))
WARES = frozenset(("product", "basis"))
PLACE_TO = (["A", "t"], ["s", "t"])
OWNED = ("'s ", "’s ")
LED_TO_SEATS = ("with ", "to ", "from ")
NAMED = frozenset("AP")
TURNED = NAMED | frozenset(("F", "I", POINTS))  # letters of what is looked at once more
AMOUNTS = frozenset("$%+#*^0")
BETWEEN = "APGghs2~WJUnkH."  # may stand between a figure and the flow it belongs to


class Line:
    """A sentence's items with their letters.  Punctuation between tokens is an item of its own, None."""

    __slots__ = ("end", "items", "language", "shape", "start", "text")

    def __init__(self, text: str, start: int, end: int, tokens: Sequence[Item], language: str = "en") -> None:
        items: list[Any] = []  # Token, Amount, When or None; the letter tells which
        letters: list[str] = []
        at = start
        token: Any
        for number, token in enumerate(tokens):
            if (kind := type(token)) is Token:
                mark = letter(token.category, token.value)
                if mark in PLACED:
                    token, mark = _placed(text, tokens, number, mark)
                    if mark == PEAK:
                        continue
            elif kind is When:
                mark = "W"
            else:
                mark = unit_letter(token.unit)
                if token.hedge and token.start - at == 1 and "".join(letters[-2:]) in HEDGED:
                    letters[-1] = PLAIN  # "to over 200 billion": the word is the figure's
            if (gap := token.start - at) > 1:
                signs = (marks if gap <= CLOSE else marks.__wrapped__)(text[at : token.start])
                if signs:
                    items += [None] * len(signs)
                    letters += signs
            at = token.end
            if mark in TURNED:
                token, mark = _turned(text, tokens, number, token, mark, letters)
                if not mark:
                    continue
            items.append(token)
            letters.append(mark)
        for found in RELATIVE.finditer("".join(letters)) if "G" in letters or "P" in letters else ():
            if items[found.end() - 1].value in ("export", "import"):
                letters[found.end() - 1] = "V"
        self.text = text
        self.language = language
        self.start = start
        self.end = end
        self.items = items
        self.shape = "".join(letters)

    def places(self, mark: str) -> Iterator[int]:
        """Where the items of one letter stand."""
        return compress(count(), map(mark.__eq__, self.shape))

    def goods(self, word: Token) -> tuple[str, str]:
        """The code of the goods that a word is for, and the word as it is printed."""
        return word.value, self.text[word.start : word.end]

    def plain(self) -> Iterator[Token]:
        """The words that have no letter of their own."""
        return (self.items[at] for at in self.places(PLAIN))

    def wording(self, name: str) -> re.Pattern[str]:
        """What the language has under `name` for words beside a token."""
        return wording(self.language, name)

    def words(self, at: int) -> str:
        """What stands there, in lower case."""
        item = self.items[at]
        return self.text[item.start : item.end].lower()


def _placed(text: str, tokens: Sequence[Item], number: int, mark: str) -> tuple[Any, str]:
    """A word that may mean a place or a record, with its letter: still that of a peak where it is none."""
    token: Any = tokens[number]
    if mark == SEAT:
        return (replace(token, category="area"), "A") if _trades(text, tokens, number) else (token, PLAIN)
    if mark == PEAK and _is_peak(tokens, number):
        return replace(token, category="superlative"), "J"
    if mark == "L" and token.value == "over" and _heads(text, tokens, number):
        return replace(token, category="superlative", value="list"), "J"
    if token.category == "brings" and number and tokens[number - 1].category in DOERS:
        return replace(token, category="deal", value="spent import"), "O"  # "Togo brought in 5 billion of goods from"
    if mark == "J" and _tops(text, tokens, number):
        return replace(token, category="level", value="over"), "L"
    return token, mark


def _turned(
    text: str, tokens: Sequence[Item], number: int, token: Any, mark: str, letters: list[str]
) -> tuple[Any, str]:
    """What is named or counted, with its letter: words that end in their flow are that flow, "" for points of an index.

    A flow may be a verb.
    """
    if mark in "FI":
        return token, "V" if _is_verb(text, tokens, number, letters) else mark
    if mark == POINTS:
        return replace(token, unit=PERCENTAGE_POINT), unit_letter(PERCENTAGE_POINT) if (
            "H" in letters or ("S" in letters and "%" in letters)) else ""
    if mark == "A":
        if text[token.start - len(BUT) : token.start] == BUT:
            return replace(token, value=BUT + token.value.removesuffix("27")), mark  # "non-Japanese suppliers"
        if " " not in token.value or not token.value.islower():
            return token, mark
        return replace(token, value=" ".join(text[token.start : token.end].split())), mark  # no code: its own words
    words = text[token.start : token.end].lower()
    if text[max(0, token.start - 4) : token.start].lower() == BUT:  # "non-coffee exports"
        return replace(token, value=f"NON-{token.value}"), "F" if words.endswith(FLOWING) else "P"
    return token, "F" if words.endswith(FLOWING) and not words.startswith(REGIME) else "P"


@lru_cache(maxsize=4096)  # the gaps between tokens are " the ", ", " and a few hundred more
def marks(gap: str) -> str:
    """The letters of the punctuation in a gap; brackets without a word that says anything are none."""
    return "".join([MARKS.get(sign, "-") for sign in PUNCTUATION.findall(AND_SO_ON.sub("", gap))]).replace("()", "")


@cache
def letter(category: str, value: str) -> str:
    """The letter of a token; a full stop for one that says nothing here."""
    if value == WORLD:
        return "h"
    return CATEGORIES.get(category) or VALUES.get((category, value), PLAIN)


@cache
def unit_letter(unit: str) -> str:
    return UNITS.get(unit) or ("$" if is_money(unit) else "#")


def _is_verb(text: str, tokens: Sequence[Item], number: int, letters: list[str]) -> bool:
    """Whether a bare `export` is the verb: `will export`, `Kenya to export tea`, `agreed to import 3 million`."""
    token = tokens[number]
    assert type(token) is Token
    words = text[token.start : token.end].lower()
    if words != token.value and not (token.category == "ware" and words.startswith(f"{token.value} ")):
        return False  # "will export goods"
    if letters[-1:] == ["M"] or letters[-2:] == ["M", "t"]:
        return True
    behind = tokens[number + 1] if letters[-1:] == ["t"] and number + 1 < len(tokens) else None
    if letters[-2:] in PLACE_TO and token.category == "ware":
        return True  # "expect the country to import goods"
    if letters[-2:] in PLACE_TO and type(behind) is Token:
        return behind.category in WARES and behind.start - token.end == 1
    return type(behind) is Amount and unit_letter(behind.unit) == "#"


def _tops(text: str, tokens: Sequence[Item], number: int) -> bool:
    """Whether `top` is the verb: `exports top $5 billion`."""
    token, behind = tokens[number], tokens[number + 1 : number + 2]
    return (
        bool(behind) and type(behind[0]) is Amount and behind[0].start - token.end == 1 and behind[0].unit != "percent"
        and text[token.start : token.end].lower() == "top" and behind[0].value > MANY
    )


def _heads(text: str, tokens: Sequence[Item], number: int) -> bool:
    """Whether `tops` ranks: `China tops Peru's trading partners`, `tea topped exports`, `topped the destinations`."""
    token, behind = tokens[number], [*tokens[number + 1 : number + 3]]
    if not behind or not text[token.start : token.end].lower().startswith("top"):
        return False
    gap = behind[0].start - token.end
    if gap == 1 and len(behind) == 2 and type(behind[0]) is Token and behind[0].category in ("area", "demonym", "same"):
        del behind[0]
    elif gap > ARTICLE:
        return False
    if type(behind[0]) is not Token or behind[0].category not in ("standing", "flow", "ware"):
        return False
    before = tokens[number - 1] if number else None
    return behind[0].category == "standing" or (
        type(before) is Token and before.category in ("area", "product"))  # "exports topped imports" by some figure


def _trades(text: str, tokens: Sequence[Item], number: int) -> bool:
    """Whether a capital is its country: `Washington's trade deficit`, `a surplus of 2 billion with Beijing`."""
    seat, before = tokens[number], [*tokens[max(0, number - 6) : number]]
    if text.startswith(OWNED, seat.end):
        owned = tokens[number + 1 : number + 2]
        return bool(owned) and type(owned[0]) is Token and owned[0].start - seat.end == len(OWNED[0]) and (
            owned[0].category in TRADES or (owned[0].category == "tariff" and text[owned[0].end - 1] == "s"))
    if not before or text[before.pop().start : seat.start] not in LED_TO_SEATS:
        return False
    while before and (type(before[-1]) is not Token or before[-1].value == "of"):
        before.pop()
    return bool(before) and type(before[-1]) is Token and before[-1].category in TRADES


def _is_peak(tokens: Sequence[Item], number: int) -> bool:
    """Whether `low`, `high` or `most` is a record: `a ten-month low`, `a high of 5 billion`, `the most traded item`."""
    peak, before = tokens[number], tokens[number - 1] if number else None
    assert type(peak) is Token
    if peak.value == "most":
        kinds = [one.category for one in tokens[number + 1 : number + 3] if type(one) is Token]
        after = tokens[number + 1] if number + 1 < len(tokens) else None
        since = isinstance(after, When) and after.role == "since"  # "the most since 2013"
        known = since or kinds[:1] in (["ware"], ["since"]) or kinds == ["ships", "basis"]
        return known and after is not None and after.start - peak.end <= 1
    if isinstance(before, When) and before.relative.startswith("length:") and peak.start - before.end <= 1:
        return True
    follows = tokens[number + 1 : number + 3]
    return (
        len(follows) == 2 and type(follows[0]) is Token and follows[0].value == "of"
        and follows[0].start - peak.end <= 1 and isinstance(follows[1], Amount)
        and follows[1].start - follows[0].end <= 1
    )
