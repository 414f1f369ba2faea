"""Scale and unit said apart from the figures: `(US$ billion)` above a column, `in billions of dollars` in a list."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from claims.pattern import pattern
from claims.scanning.lexicon import Lexicon
from claims.scanning.scan import scan
from claims.scanning.token import Amount
from sources.terms.quantity import PERCENT

PLACES = pattern(r"(?<![\w$€£¥₹.])(?=\S)|(?<=[$€£¥₹])(?=[\s\w])")  # where a number may be put
LONGEST = 60  # characters that may name a unit


@lru_cache(maxsize=256)
def unit_of(words: str, name: str) -> tuple[Decimal, str] | None:
    """The scale and unit that the words name: those of the number 1 put where one fits, `US$ 1 billion`."""
    words = words[-LONGEST:]
    found: list[tuple[Decimal, str]] = []
    for place in [match.start() for match in PLACES.finditer(words)] + [len(words)]:
        tried = scan(f"{words[:place]} 1 {words[place:]}", Lexicon.load(name))
        found += [(item.value, item.unit) for item in tried if isinstance(item, Amount) and item.unit
                  and item.start <= place + 1 < item.end and item.unit not in ("rank", "ratio")]
    return max(found, key=lambda one: (one[1] != PERCENT, one[0]), default=None)
