"""Whose fiscal year a text means: the Ethiopian fiscal year, India's fiscal year 2022-23."""

from __future__ import annotations

from collections.abc import Sequence

from claims.scanning.lexicon import Hit
from claims.scanning.token import Token

POSSESSIVE = "'s"
COUNTRIES = frozenset({"area", "demonym"})


class YearOwners:
    """The country that stands before a fiscal year: the Ethiopian fiscal year, India's FY24."""

    __slots__ = ("ends", "folded", "items", "words")

    def __init__(self, folded: str, items: Sequence[Hit], words: Sequence[Token]) -> None:
        self.folded, self.items, self.words = folded, items, words
        self.ends: dict[int, Token] | None = None

    def before(self, at: int) -> Token | None:
        """The country before the item `at`, where that is a fiscal year."""
        start, stop, category, value = self.items[at]
        if (category != "fiscal" and not value.endswith("-fiscal")) or start == 0 or self.folded[start - 1] != " ":
            return None
        if self.ends is None:
            self.ends = {word.end: word for word in self.words if word.category in COUNTRIES}
        owned = self.folded.endswith(POSSESSIVE, 0, start - 1)
        word = self.ends.get(start - 1 - len(POSSESSIVE) if owned else start - 1)
        adjective = word is not None and (word.category == "demonym" or (
            category == "fiscal" and " " in self.folded[start:stop]))       # but: "exports to India last fiscal"
        return word if owned or adjective else None
