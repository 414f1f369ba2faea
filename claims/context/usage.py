"""What words mean in one text alone: `the bloc`, plain dollars, `Rs`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from claims.clauses.shape import Item
from claims.pattern import pattern
from claims.scanning.token import Amount, Token
from sources.terms.areas import AreaKind, areas
from sources.terms.key import WORLD

ANYBODYS = frozenset({"", "USD", "EUR"})
DOLLARS = frozenset({"AUD", "CAD", "NZD", "HKD", "SGD", "TWD", "JMD", "TTD", "FJD", "BND", "GYD", "BBD"})
AT_HOME = frozenset({"AUD", "CAD", "NZD"})  # whose statisticians and newspapers print plain dollars for their own
ALWAYS = frozenset({"AUD", "NZD"})  # ... and so does all copy on their trade that does not say "US$"
SEVERAL = pattern(r"(?:R[se]|Shs?|P|L|K)(?![a-z])", re.IGNORECASE)  # rupees, shillings, kwacha: of several
MUCH = 10000  # no number of a conference: "COP 21"
ENOUGH = 2  # amounts in a country's money that make a text one of that country
SHARED = {"INR": "rs", "KES": "sh", "PHP": "p", "ZMW": "k"}  # signs that other countries print, too
SHARERS = {"INR": {"NPR", "PKR", "LKR", "MUR", "SCR"}, "KES": {"UGX", "TZS"}, "PHP": {"BWP"}, "ZMW": {"MWK", "PGK"}}
BLOCS = frozenset({"the bloc", "bloc", "the grouping", "the group", "the 27-nation bloc", "the trading bloc"})
EXPLICIT = pattern(r"u\.?s|usd|american", re.IGNORECASE)


def spender(text: str, money: Sequence[Amount], named: Mapping[str, int]) -> str | None:
    """The one country whose money the text counts in most, named or not; dollars and euros are anybody's."""
    printed = Counter([
        amount.unit for amount in money
        if len(amount.unit) == 3 and amount.value >= MUCH and not SEVERAL.match(text, amount.start)
    ])
    unit = max(printed, key=lambda name: printed[name], default="")
    if unit in ANYBODYS or printed[unit] < ENOUGH:
        return None
    known = [areas()[code] for code in named if code in areas() and code != WORLD]
    found = [area.code for area in known if area.currency == unit]
    if not found:
        found = [code for code, area in areas().items() if area.currency == unit and area.kind is AreaKind.COUNTRY]
    return found[0] if len(found) == 1 else None


def local_dollar(text: str, money: Sequence[Amount], places: Sequence[Token], teller: str | None) -> str:
    """What plain dollars mean: those printed in full (`A$`), else those of the office quoted, or told in `US$` too."""
    found = DOLLARS.intersection([amount.unit for amount in money])
    if found:
        return next(iter(found)) if len(found) == 1 else ""
    country = areas().get(teller or "")
    if country is not None and country.currency in DOLLARS and any(
        one.unit == other.unit == "USD" and text[one.end : other.start] == " (" and one.value > other.value
        and text.startswith((")", " at "), other.end)
        and EXPLICIT.search(text, other.start, other.end) and not EXPLICIT.search(text, one.start, one.end)
        for one, other in pairwise(money)
    ):
        return country.currency  # "$253 billion (US$1.7 billion)"
    if country is None or country.currency not in AT_HOME:
        return ""
    quoted = any(place.category == "office" and place.value == teller for place in places)
    return country.currency if quoted or country.currency in ALWAYS else ""


class Usage:
    """Turns tokens into what the text means by them; remembers the group last named."""

    def __init__(self, dollar: str, teller: str | None) -> None:
        self.dollar = dollar  # what "$" and "dollars" mean where the text prints a country's own
        self.group: str | None = None  # the group last named: "the bloc"
        self.last = 0  # where the last amount in the country's own dollars ends
        country = areas().get(teller or "")
        self.own = country.currency if country is not None else ""
        self.sign = next((unit for unit, users in SHARERS.items() if self.own in users), "")  # "Rs" and "Sh", too

    def differs(self, text: str, places: Sequence[Item]) -> bool:
        """Whether the text's money or one of its places is not what it would be elsewhere."""
        return bool(self.dollar or self.sign) or any(
            text[place.start : place.end].lower() in BLOCS for place in places)

    def known(self, text: str, token: Item) -> Item:
        """The token, with `the bloc` turned into the group last named, and plain dollars into those of the country."""
        if type(token) is Token and token.category == "area":
            if text[token.start : token.end].lower() in BLOCS:
                return replace(token, value=self.group) if self.group else token
            if (
                (found := areas().get(token.value)) is not None
                and found.kind is AreaKind.GROUP
                and token.value != WORLD
            ):
                self.group = token.value
        elif (
            type(token) is Amount
            and self.sign
            and token.unit == self.sign
            and text[token.start : token.start + 2].lower().startswith(SHARED[self.sign])
        ):
            return replace(token, unit=self.own)
        elif (
            type(token) is Amount
            and token.unit == "USD"
            and self.dollar
            and not EXPLICIT.search(text, token.start, token.end)
            and text[self.last : token.start] not in (" (", "(")  # "C$2.8 billion ($2.1 billion)"
        ):
            return replace(token, unit=self.dollar)
        if type(token) is Amount and token.unit == self.dollar:
            self.last = token.end
        return token
