"""What differs between languages besides their words: marks in numbers, word order; and which language a text is in."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, fields
from pathlib import Path

from claims.pattern import pattern

FOLDER = Path(__file__).parent / "lexicon"
LINE = pattern(r"(\w+)\s*=\s*(?:\"(.*)\"|(true|false))\s*(?:#.*)?")
DEFAULT = "en"
LOOKED_AT = 2000            # letters that a guess is made from
FEWEST = 2                  # small words of a language that a guess needs more than
CLEARLY = 2                 # ... and how many times those of English


@dataclass(frozen=True, slots=True)
class Language:
    """language.toml of one language; a language without one is like English."""

    name: str                   # ISO 639-1, as its folder
    called: str = ""            # in English
    decimal: str = "."          # the mark before decimals; the other one groups thousands
    signs: str = ""             # the language whose currency signs it shares
    verb_final: bool = False    # figures and what they belong to come before the verb, prepositions behind their noun
    adjectives_follow: bool = False     # "exportaciones indias"
    letters: str = ""           # first and last letter of a script that no other language here uses
    joints: frozenset[str] = frozenset()    # what may stand between the items of a list: "and the"
    articles: frozenset[str] = frozenset()  # before the name of a source: "the"
    nobody: frozenset[str] = frozenset()    # sources without a name: "he", "officials"
    papers: frozenset[str] = frozenset()    # what a source publishes: "data from"
    jointly: frozenset[str] = frozenset()   # what says that several have one share: "together accounting for"
    gaps: frozenset[str] = frozenset()      # deficits, unless the sentence tells of a surplus: "gap"
    several: frozenset[str] = frozenset()   # partners of whom none is meant alone: "among the main markets"
    foremost: frozenset[str] = frozenset()  # ... but these words rank them: "the top markets were"
    land: frozenset[str] = frozenset()      # one that the text has named: "exports to that country"
    lands: frozenset[str] = frozenset()     # several countries that the text has named: "exports to these nations"
    regions: frozenset[str] = frozenset()   # a group of countries: "exports to the region"
    neighbours: frozenset[str] = frozenset()    # a country beside that of the text: "its northern neighbour"
    tails: frozenset[str] = frozenset()     # what may follow a record and leave it to the trade before: "since"
    places: frozenset[str] = frozenset()    # ... or a partner's rank: "the second place"
    posts: frozenset[str] = frozenset()     # what a country does with its trade: "Peru posted exports of"
    pointing: frozenset[str] = frozenset()  # what points back to goods told of: "exports of the same crop" ...
    kinds: frozenset[str] = frozenset()     # ... with a word for any goods: "imports in that category"
    sectors: frozenset[str] = frozenset()   # those who make or deal in goods: "the steel industry"
    attributes: frozenset[str] = frozenset()    # before a participle that tells of what kind a thing is: "the exported"
    sorts: frozenset[str] = frozenset()     # adjectives that tell one kind of goods from others: "industrial exports"
    aims: frozenset[str] = frozenset()      # what a figure may be held against, or set: "target"
    ratios: frozenset[str] = frozenset()    # of one flow to the other: "the ratio of exports to imports"
    climbs: frozenset[str] = frozenset()    # verbs that "up to" belongs to: "inched up to 5 billion"
    bounds: frozenset[str] = frozenset()    # what a movement passes on its way: "fell below 5 billion"
    lifts: frozenset[str] = frozenset()     # what is planned with a trade that is to grow: "plans to raise exports by"
    curbs: frozenset[str] = frozenset()     # ... and with one that is to shrink
    facing: frozenset[str] = frozenset()    # what may lead from a balance to the country it is with: "against"
    relatives: frozenset[str] = frozenset() # what leads on from a thing just named: "which"
    means: frozenset[str] = frozenset()     # what leads to a mean of several months or years: "average"
    yearly: frozenset[str] = frozenset()    # what says that a growth over years is that of each: "a year", "annually"
    compounded: frozenset[str] = frozenset()    # ... and that it is reckoned from the first year to the last: "CAGR"
    more: frozenset[str] = frozenset()  # what is still to come: "another 5 billion this year"
    restated: frozenset[str] = frozenset()  # of what a figure was before it was revised: "originally-reported"
    changes: frozenset[str] = frozenset()   # what heads a column of changes in a table: "chg"
    uses: frozenset[str] = frozenset()      # what imports may be a part of: "70% of its oil consumption" ...
    makes: frozenset[str] = frozenset()     # ... and what exports may be
    incomes: frozenset[str] = frozenset()   # ... and what trade is held against: "exports were 20% of GDP"
    words: frozenset[str] = frozenset()     # small words that every text of the language is full of


LISTS = tuple(field.name for field in fields(Language) if field.default == frozenset())


@functools.cache
def language(name: str) -> Language:
    """What languages differ in, for `name`; raises FileNotFoundError where there is no such lexicon."""
    if not (FOLDER / name).is_dir():
        raise FileNotFoundError(FOLDER / name)
    path = FOLDER / name / "language.toml"
    said: dict[str, str] = {}
    if path.is_file():
        for line in path.read_text(encoding="utf-8").splitlines():
            if match := LINE.fullmatch(line):
                said[match.group(1)] = match.group(2) or match.group(3) or ""
    lists = {field: frozenset(said.get(field, "").split()) for field in LISTS}
    return Language(name, said.get("called", name), said.get("decimal", "."), said.get("signs", ""),
                    said.get("verb_final") == "true", said.get("adjectives_follow") == "true",
                    said.get("letters", ""), **lists)


@functools.cache
def languages() -> tuple[str, ...]:
    """The languages there are lexicons for, English first."""
    found = sorted(path.name for path in FOLDER.iterdir() if path.is_dir())
    return (DEFAULT, *(name for name in found if name != DEFAULT))


class _Letters(dict[int, str]):
    """Letters as they are, a blank for anything else; each worked out when first met."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        self[code] = kept = character if character.isalnum() and not character.isdecimal() else " "
        return kept


LETTERS = _Letters()


def guess(text: str) -> str:
    """The language of `text`, by its script or its small words; English unless another is clearly it."""
    head = text[:LOOKED_AT]
    words = head.lower().translate(LETTERS).split()
    best, most = DEFAULT, FEWEST
    for name in languages():
        letters = language(name).letters
        if name == DEFAULT or (letters and head.isascii()):
            continue
        if letters:
            if 2 * len(re.findall(f"[{letters[0]}-{letters[1]}]", head)) > sum(map(str.isalpha, head)):
                return name
        elif (count := _known(words, name)) > most and count > CLEARLY * _known(words, DEFAULT):
            best, most = name, count
    return best


def _known(words: list[str], name: str) -> int:
    return sum(map(language(name).words.__contains__, words))


RUN = pattern(r"\d[\d.,]*\d")
SWAP = str.maketrans(".,", ",.")


def with_point(folded: str, decimal: str) -> str:
    """`folded` with the decimal mark of every number a point and the mark between its groups a comma.

    Spanish copy writes 1.234,5 in Spain and 1,234.5 in Mexico.  Where a number could be either, the text's others
    decide, and the language's own custom where they do not.
    """
    if decimal == ".":
        return folded
    commas = points = 0
    for match in RUN.finditer(folded):
        mark = decimal_mark(match.group())
        commas += mark == ","
        points += mark == "."
    usual = decimal if not points or commas >= points else "."

    def turned(match: re.Match[str]) -> str:
        printed = match.group()
        return printed.translate(SWAP) if (decimal_mark(printed) or usual) == "," else printed

    return RUN.sub(turned, folded)


def decimal_mark(printed: str) -> str:
    """The decimal mark that the digits show; nothing where they leave it open, as 1.234 does."""
    points, commas = printed.count("."), printed.count(",")
    if points and commas:
        return "." if printed.rfind(".") > printed.rfind(",") else ","
    mark = "." if points else "," if commas else ""
    if not mark:
        return ""
    if points + commas > 1:
        return "," if mark == "." else "."          # 1.234.567: what is there groups
    whole, _, decimals = printed.partition(mark)
    return mark if len(decimals) != 3 or len(whole) > 3 or whole == "0" else ""
