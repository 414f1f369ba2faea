"""Goods by what copy calls them: the steel industry, palm oil exporters, a phone where the lexicon has phones."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from claims.language import language
from claims.pattern import pattern
from claims.scanning.lexicon import Lexicon
from claims.scanning.scan import scan
from claims.scanning.token import Token
from claims.scanning.wording import wording

CALLED = pattern(r"(?:[^\W\d_][\w-]*,? (?:(?:and|&) )?){1,4}$")  # what a sector may be called by
NEAR = 80  # characters: no sector has a longer name


def sectors(text: str, start: int, end: int, name: str) -> list[tuple[int, int, str, str]]:
    """`The steel industry`, `palm oil exporters`: where each stands, with the code and words for what it deals in."""
    called, near = sector_of(name), text[start:end].lower()
    if called is None or not any(map(near.__contains__, language(name).sectors)):
        return []  # most sentences: no pattern is tried at each of their words
    found = []
    for one in called.finditer(text, start, end):
        words = CALLED.search(text, max(start, one.start() - NEAR), one.start())
        code, begin = ware_of(words[0].lower(), name) if words is not None else ("", 0)
        if code and words is not None:
            found.append((words.start() + begin, one.end(), code, words[0][begin:].strip()))
    return found


@cache
def sector_of(name: str) -> re.Pattern[str] | None:
    words = language(name).sectors
    return re.compile(rf"\b(?:{'|'.join(sorted(words))})\b", re.IGNORECASE) if words else None


@lru_cache(maxsize=4096)
def ware_of(words: str, name: str) -> tuple[str, int]:
    """The code of the goods that the words end with, and where their name begins; "" where they end with none."""
    known = [token for token in scan(words, Lexicon.load(name)) if type(token) is Token and token.category == "product"]
    if not known or known[-1].value.startswith("NON-") or not wording(name, "and-more").fullmatch(words, known[-1].end):
        return "", 0
    return known[-1].value, known[-1].start


def one_of(name: str, language: str) -> str:
    """The code of the goods that the lexicon has in the plural, "" where it has none: `phone exports`."""
    code, begin = ware_of(f"{name}s ", language)
    return code if begin == 0 else ""
