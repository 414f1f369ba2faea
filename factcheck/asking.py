"""The words of questions that the lexicon of articles has no need of: rank, monthly, in total, exchange rate."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

from claims.folded import Folded
from claims.lexicon import Lexicon

WORDS = Path(__file__).parent / "asking.toml"
GOODS_CODE = re.compile(r"\b(?:HS|chapter|heading)[ -]?(\d{6}|\d{4}|\d{2})\b", re.IGNORECASE)
CURRENCY = frozenset({"currency", "currency-sign"})
ISO = re.compile(r"\b[A-Z]{3}\b")


@cache
def patterns() -> dict[str, re.Pattern[str]]:
    """The kinds of words, each with what finds them."""
    found = tomllib.loads(WORDS.read_text(encoding="utf-8"))
    return {kind: re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE) for kind, words in found.items()}


def asked(query: str, kind: str) -> list[re.Match[str]]:
    """Where the query has words of this kind."""
    return list(patterns()[kind].finditer(query))


def currencies(query: str, lexicon: Lexicon) -> list[tuple[int, int, str]]:
    """(start, end, ISO 4217) of the money that is named, in the order of the words; plain dollars are American."""
    from sources.terms.areas import areas

    families, issued = lexicon.values["family"], {area.currency for area in areas().values()}
    found: dict[int, tuple[int, int, str]] = {}
    for start, end, category, value in lexicon.find(Folded.of(query))[0]:
        name = value.rsplit(" ", 1)[-1]
        if category in CURRENCY:
            found[start] = (start, end, families.get(name, name))
    for match in ISO.finditer(query):
        if match[0] in issued:
            found.setdefault(match.start(), (*match.span(), match[0]))
    return [found[start] for start in sorted(found)]
