"""The words of questions that the lexicon of articles has no need of: rank, monthly, in total, exchange rate."""

from __future__ import annotations

import re
import tomllib
from datetime import date, datetime
from functools import cache
from pathlib import Path

from claims.scanning.folded import Folded
from claims.scanning.lexicon import AREA_COLUMNS, Lexicon

WORDS = Path(__file__).parent / "asking.toml"
GOODS_CODE = re.compile(r"\b(?:HS|chapter|heading)[ -]?(\d{6}|\d{4}|\d{2})\b", re.IGNORECASE)
CURRENCY = frozenset({"currency", "currency-sign"})
ISO = re.compile(r"\b[A-Z]{3}\b")
ABBREVIATION = 4                # letters at most: US, U.K.
KNOWN_ON = re.compile(
    r"\b(?:as (?:it was |they were )?)?(?:known|released|published|reported|of|at) (?:on |by |at )?"
    r"(\d{4}-\d\d-\d\d|\d{1,2}(?:st|nd|rd|th)? [a-z]{3,9},? \d{4}|[a-z]{3,9} \d{1,2}(?:st|nd|rd|th)?,? \d{4})\b",
    re.IGNORECASE)
PRICES_OF = re.compile(
    r"\b(?:in )?(?:constant )?((?:19|20)\d\d)(?: constant)?(?: US)? (prices|dollars|rupees|euros|pounds|yen|yuan)\b",
    re.IGNORECASE)
ARROW = re.compile(r"\s*(?:→|->|=>|⟶)\s*")
PREFIX = re.compile(r"\b([A-Za-z]{4,6})-(?=[A-Za-z])")
WORD_LISTS = ("filler", "prefixes")     # which are no patterns
DAYS = "%Y-%m-%d", "%d %B %Y", "%d %b %Y", "%B %d %Y", "%b %d %Y"


@cache
def patterns() -> dict[str, re.Pattern[str]]:
    """The kinds of words, each with what finds them."""
    found = tomllib.loads(WORDS.read_text(encoding="utf-8"))
    return {kind: re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)
            for kind, words in found.items() if kind not in WORD_LISTS}


@cache
def fillers() -> frozenset[str]:
    """The words that need no answer of their own."""
    return frozenset(tomllib.loads(WORDS.read_text(encoding="utf-8"))["filler"].split())


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


def known_by(query: str) -> tuple[str, date | None]:
    """The query with blanks for "as known on 20 April 2025", and that day; None where it says none that there is."""
    for match in KNOWN_ON.finditer(query):
        said = re.sub(r"(?<=\d)(?:st|nd|rd|th)|,", "", match[1])
        for form in DAYS:
            try:
                day = datetime.strptime(said, form).date()
            except ValueError:
                continue
            return blank(query, match), day
    return query, None


def prices_of(query: str) -> tuple[str, int | None, str]:
    """The query with blanks for "in 2015 dollars", that year, and the word behind it; None where it says nothing."""
    match = PRICES_OF.search(query)
    return (blank(query, match), int(match[1]), match[2]) if match else (query, None, "")


def blank(query: str, match: re.Match[str]) -> str:
    return query[:match.start()] + " " * (match.end() - match.start()) + query[match.end():]


@cache
def prefixes() -> dict[str, str]:
    """What stands before a hyphen, as in Sino-US, and the country's name."""
    pairs = tomllib.loads(WORDS.read_text(encoding="utf-8"))["prefixes"].split()
    return dict(pair.split("=") for pair in pairs)


def with_capitals(query: str, lexicon: Lexicon) -> str:
    """The query with the capitals that names have and people leave out: "us"; "turkey" where there are none at all.

    Sino-US becomes China-US, and an arrow the word it stands for.
    """
    query = ARROW.sub(" to ", query)
    query = PREFIX.sub(lambda match: prefixes().get(match[1].lower(), match[1]) + "-", query)
    if query == query.lower():
        query = names(lexicon).sub(lambda match: written(lexicon)[match[0]], query)
    return patterns()["capitals"].sub(lambda match: match[0].upper(), query)


@cache
def written(lexicon: Lexicon) -> dict[str, str]:
    """The names of areas that only their capitals tell from other words, by their small letters."""
    found = [entry.match.split("|")[0] for entry in lexicon.entries if entry.case and entry.category in AREA_COLUMNS]
    return {name.lower(): name for name in found if len(name) > ABBREVIATION}


@cache
def names(lexicon: Lexicon) -> re.Pattern[str]:
    longest_first = sorted(written(lexicon), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")
