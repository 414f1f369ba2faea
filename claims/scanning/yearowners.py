"""Whose fiscal year a text means: the Ethiopian fiscal year, India's fiscal year 2022-23."""

from __future__ import annotations

from collections.abc import Sequence

from claims.scanning.lexicon import Hit
from claims.scanning.token import Token

POSSESSIVE = "'s"
COUNTRIES = frozenset({"area", "demonym"})


def year_owners(folded: str, items: Sequence[Hit], words: Sequence[Token]) -> dict[int, Token]:
    """The country that stands before each fiscal year, by the year's item: the Ethiopian fiscal year, India's FY24."""
    fiscal = [at for at, item in enumerate(items) if item[2] == "fiscal" or item[3].endswith("-fiscal")]
    if not fiscal:
        return {}
    ends = {word.end: word for word in words if word.category in COUNTRIES}
    owners: dict[int, Token] = {}
    for at in fiscal:
        start, stop, category, _ = items[at]
        owned = folded.endswith(POSSESSIVE, 0, start - 1)
        word = ends.get(start - 1 - len(POSSESSIVE) if owned else start - 1)
        adjective = category == "fiscal" and word is not None and (
            word.category == "demonym" or " " in folded[start:stop])    # but: "exports to India last fiscal"
        if word is not None and folded[start - 1] == " " and (owned or adjective):
            owners[at] = word
    return owners
