"""What a question says that lookup does not understand: the words, why, and what would do."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from claims.scanning.lexicon import Lexicon
from factcheck.lookup.asking import fillers, patterns
from factcheck.lookup.parties import AREAS
from sources.terms.areas import areas
from sources.terms.errors import TradeError
from sources.terms.key import ALL_PRODUCTS

WORD = re.compile(r"[^\W_](?:[\w'’.&]*[^\W_])?")
OWNED = re.compile(r"['’]s?$")
SUGGESTED = 3
ALIKE = 0.74                    # how much of two words must be the same; Narnia is like Namibia, not like Romania
PLAIN = re.compile(r"[\w -]+")
EXAMPLE = 'ask for instance "India exports to United States 2024-25"'


@dataclass(eq=False)
class UnreadableQuestion(TradeError):
    query: str
    reason: str

    def __str__(self) -> str:
        return f"{self.query!r} {self.reason}"


def not_understood(query: str, taken: Iterable[tuple[int, int]]) -> list[str]:
    """The words outside the spans that mean nothing to lookup, as the query has them; numbers are no words."""
    spans = list(taken)
    found = ((match[0], match.start(), match.start() + len(OWNED.sub("", match[0]))) for match in WORD.finditer(query))
    return [
        word for word, first, last in found
        if OWNED.sub("", word).lower() not in fillers() and not word[0].isdigit()
        and not any(start <= first and last <= end for start, end in spans)
    ]


def refusal(query: str, words: list[str], lexicon: Lexicon) -> UnreadableQuestion:
    """Why the question has no answer: a word that is not known may be a country or goods, and would be left out."""
    said = " and ".join(repr(word) for word in words)
    near = list(dict.fromkeys(name for word in words for name in alike(OWNED.sub("", word), lexicon)))
    what = "is no country, goods or word" if len(words) == 1 else "are no countries, goods or words"
    reason = f"is not answered, for {said} {what} that lookup knows"
    reason += f"; did you mean {' or '.join(near)}?" if near else "; leave out what does not matter"
    return UnreadableQuestion(query, reason)


def alike(word: str, lexicon: Lexicon) -> list[str]:
    """Names of countries and goods that are spelled much like the word, the nearest first."""
    from difflib import get_close_matches

    known = known_names(lexicon)
    found = get_close_matches(word.lower(), known, n=SUGGESTED, cutoff=ALIKE)
    return list(dict.fromkeys(known[name] for name in found))


@cache
def known_names(lexicon: Lexicon) -> dict[str, str]:
    """What countries and goods are called, in small letters, each with the name to suggest."""
    from sources.terms.products import products

    places, goods = areas(), products()
    found = {place.name.lower(): place.name for place in places.values()}
    for entry in lexicon.entries:
        if patterns()["persons"].fullmatch(entry.match):
            continue
        if entry.category in AREAS and entry.value in places and PLAIN.fullmatch(entry.match):
            found.setdefault(entry.match.lower(), places[entry.value].name)
        elif entry.category == "product":
            found.setdefault(goods[entry.value].name.lower() if entry.value in goods else entry.value.lower(),
                             goods[entry.value].name if entry.value in goods else entry.value)
            for word in re.findall(r"[a-z]{4,}", entry.match.lower()):
                found.setdefault(word, word)
    found.pop(ALL_PRODUCTS.lower(), None)
    return found
