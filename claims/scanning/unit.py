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
SIGN = pattern(r"(?:(?P<money>[$€£¥₹])|(?<!\w)[A-Z] ?)\Z")  # "£m", "N trillion"
THOUSANDS = pattern(r"(?<![\d,.])['’]?000\b")  # "US$ '000"
COUNTS = ("", PERCENT, "rank", "ratio")
LONGEST = 60  # characters that may name a unit


@lru_cache(maxsize=256)
def unit_of(words: str, name: str) -> tuple[Decimal, str] | None:
    """The scale and unit that the words name: those of the number 1 put where one fits, `US$ 1 billion`."""
    words = THOUSANDS.sub("1000", words[-LONGEST:])
    lexicon = Lexicon.load(name)
    for item in scan(words, lexicon):
        if isinstance(item, Amount) and item.unit not in COUNTS and item.value.normalize().as_tuple().digits == (1,):
            return item.value, item.unit  # "US$ 100 million"
    found: list[tuple[int, Decimal, str]] = []
    for place in [match.start() for match in PLACES.finditer(words)] + [len(words)]:
        sign = SIGN.search(words, 0, place)
        before = words[:place].rstrip() if sign else f"{words[:place]} "
        tried = scan(f"{before}1{'' if sign and sign['money'] else ' '}{words[place:]}", lexicon)
        found += [(item.end - item.start, item.value, item.unit) for item in tried if isinstance(item, Amount)
                  and item.unit and item.start <= len(before) < item.end and item.unit not in ("rank", "ratio")]
    return max(found)[1:] if found else None
