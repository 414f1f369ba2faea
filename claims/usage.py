"""What words mean in one text alone: `the bloc`, plain dollars, `Rs`."""

from __future__ import annotations

import re
from dataclasses import replace

from claims.shape import Item
from claims.token import Amount, Token
from sources.terms.areas import AreaKind, areas
from sources.terms.key import WORLD

RUPEES = frozenset({"NPR", "PKR", "LKR", "MUR", "SCR"})  # "Rs" is theirs too
BLOCS = frozenset({"the bloc", "bloc", "the grouping", "the group", "the 27-nation bloc", "the trading bloc"})
EXPLICIT = re.compile(r"u\.?s|usd|american", re.IGNORECASE)


class Usage:
    """Turns tokens into what the text means by them; remembers the group last named."""

    def __init__(self, dollar: str, teller: str | None) -> None:
        self.dollar = dollar  # what "$" and "dollars" mean where the text prints a country's own
        self.group: str | None = None  # the group last named: "the bloc"
        country = areas().get(teller or "")
        self.rupee = country.currency if country is not None and country.currency in RUPEES else ""

    @property
    def its_own(self) -> bool:
        """Whether the text's money is not what it would be elsewhere."""
        return bool(self.dollar or self.rupee)

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
            and token.unit == "INR"
            and self.rupee
            and text[token.start : token.start + 2].lower() == "rs"
        ):
            return replace(token, unit=self.rupee)
        elif (
            type(token) is Amount
            and token.unit == "USD"
            and self.dollar
            and not EXPLICIT.search(text, token.start, token.end)
        ):
            return replace(token, unit=self.dollar)
        return token
