"""A sentence as a string of letters: one letter a token, so that constructions can be seen at a glance.

`exports rose 11.6 per cent to $86.51 billion from $77.52 billion` has the shape `FU%t$f$`.

    F flow     B balance  D deficit or surplus alone   V exported   G goods, services   P product
    u more, less behind a figure            N followed by            b went to, came from
    A area     W time     K partner, market            E exporter   T tariff            l imposes
    U up, down L is, was  Z swung                      J record     M modality          X not trade
    S accounts for        H share                      g total      h world    Q it, that          s its   2 bilateral
    Y overtakes  C while, but          d because of                 c price      k volume            ~ plain adjective
    t to f from o of y by i in w with a at x between z outside e over m than p per v against n and r or = respectively
    $ money    % percent  + points    # volume         * ratio      ^ rank              0 number with a scale alone
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from claims.token import Amount, Token, When
from sources.terms.key import WORLD

Item = Token | Amount | When
CATEGORIES = {
    "flow": "F", "balance": "B", "deficit": "D", "ships": "V", "basis": "G", "product": "P", "area": "A", "demonym": "A",
    "standing": "K", "trader": "E", "tariff": "T", "levies": "l", "direction": "U", "level": "L", "swing": "Z",
    "superlative": "J", "modality": "M", "noise": "X", "whole": "g", "pronoun": "Q", "clause": "C", "aside": "d",
    "versus": "v", "and": "n", "or": "r", "respective": "=", "plain": "~", "overtakes": "Y", "compare": "u", "next": "N", "bound": "b", "since": "'",
}
VALUES = {
    ("prep", "to"): "t", ("prep", "from"): "f", ("prep", "of"): "o", ("prep", "by"): "y", ("prep", "in"): "i",
    ("prep", "with"): "w", ("prep", "at"): "a", ("prep", "between"): "x", ("prep", "outside"): "z", ("prep", "over"): "e",
    ("prep", "than"): "m", ("prep", "per"): "p", ("same", "pair"): "2", ("same", "reporter"): "s",
    ("share", "of"): "S", ("share", "share"): "H", ("kind", "price"): "c", ("kind", "volume"): "k",
}
UNITS = {"percent": "%", "percentage_point": "+", "ratio": "*", "rank": "^", "": "0"}
PUNCTUATION = re.compile(r"[;():]|,(?!\d)| [-–—]{1,2} |[—…\n]")
MARKS = {";": ";", "(": "(", ")": ")", ":": ":", ",": ","}
FLOWING = ("exports", "imports", "shipments", "nodx")       # a product's phrase may end in its flow: "farm exports"
TO = re.compile(r" to ", re.IGNORECASE)
AMOUNTS = frozenset("$%+#*^0")
BETWEEN = frozenset("APGghs2~WJUnkH.")     # may stand between a figure and the flow it belongs to


class Line:
    """A sentence's items with their letters.  Punctuation between tokens is an item of its own, None."""

    __slots__ = ("end", "items", "shape", "start", "text")

    def __init__(self, text: str, start: int, end: int, tokens: Sequence[Item]) -> None:
        items: list[Any] = []       # Token, Amount, When or None; the letter tells which
        letters: list[str] = []
        at = start
        for token in _apart(text, tokens):
            if token.start - at > 1:
                for sign in PUNCTUATION.findall(text, at, token.start):
                    items.append(None)
                    letters.append(MARKS.get(sign, "-"))
            items.append(token)
            mark = letter(token)
            letters.append("F" if mark == "P" and text[token.start:token.end].lower().endswith(FLOWING) else mark)
            at = token.end
        self.text = text
        self.start = start
        self.end = end
        self.items = items
        self.shape = "".join(letters)

    def words(self, at: int) -> str:
        """What stands there, in lower case."""
        item = self.items[at]
        return self.text[item.start:item.end].lower()


def letter(item: Item) -> str:
    if type(item) is Token:
        if item.value == WORLD:
            return "h"
        return CATEGORIES.get(item.category) or VALUES.get((item.category, item.value), ".")
    if type(item) is When:
        return "W"
    unit = item.unit        # type: ignore[union-attr]
    return UNITS.get(unit) or ("$" if len(unit) == 3 and unit.isupper() else "#")


def _apart(text: str, tokens: Sequence[Item]) -> Iterator[Item]:
    """Takes ranges apart that are none: `rose 900 mln dlrs to 2.6 billion` is a rise and where it led."""
    before = ""
    for token in tokens:
        if type(token) is Amount and token.value_high is not None and before in ("U", "Uy") and (
                to := TO.search(text, token.start, token.end)):
            yield replace(token, end=to.start(), value_high=None)
            yield Token(to.start() + 1, to.end() - 1, "prep", "to")
            yield replace(token, start=to.end(), value=token.value_high, value_high=None, hedge=None)
        else:
            yield token
        mark = letter(token)
        before = before + mark if mark == "y" and before == "U" else mark
