"""The lexicon: the words of one language that mean something to the reader, as data in claims/lexicon/<language>/.

TOML files hold entries, one `[[word]]` each:

    [[word]]
    category = "flow"
    value = "export"
    match = 'exports?( shipments)?|outward shipments'
    unless = 'export (duty|controls?)'
    reads = ["Exports rose."]
    skips = ["The export duty was cut."]

`match` and `unless` are finite patterns: literals with (a|b), ( optional)? and s?, written out in full on loading.
A hyphen in a pattern also matches a blank.  `case = true` asks for the capitals as written.  areas.tsv has one row a
country or group: code, nouns, adjectives, places that stand for it, phrases that are not it.
"""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import compress
from operator import itemgetter, mul
from pathlib import Path
from typing import NamedTuple, TypeAlias

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from claims.language import FOLDER, Language, language
from claims.pattern import pattern
from claims.scanning.folded import FOLD, INVISIBLE, Folded, translated
from claims.scanning.token import Token
from sources.terms.vocabulary import value

# The files with the words that amounts and times are made of.  They are looked for apart from the words of meaning, so
# that "per cent of" may be a phrase of its own without taking the unit away from the number before it.
GRAMMAR = frozenset({"numbers.toml", "currencies.toml", "units.toml", "periods.toml", "hedges.toml"})
NO_WORDS = frozenset({"language.toml", "wording.toml"})       # files of other readers
# Lists that are looked into at one place only, never searched for through the whole text.
LISTS = frozenset({
    "letter-scale", "letter-sign", "link", "time-link", "span-link", "through-link", "owner-link", "ordinal-suffix",
    "part-of", "period-word", "season", "repeat", "same-as", "ending", "family", "family-area", "after-fraction",
    "before-fraction", "after-multiple", "after-times",
    "before-times", "after-rank", "before-rank", "on-from-rank", "rank-to-rank", "on-from-fraction", "on-from-count",
    "before-elided", "before-range", "weighs",
    "number-and", "cents-link",
    "hedge-gap", "day-month", "date-year", "day-day", "currency-gap",
})
SIGNS = frozenset({"currency-sign", "letter-sign"})      # written alike everywhere: USD, US$, Rs
SIGN = "$"
PARTS = pattern(r"[^()|?]+|[()|?]")
AREA_COLUMNS = ("area", "demonym", "capital")


@value
class Entry:
    """One entry of a lexicon file: what its phrases stand for."""

    category: str
    value: str
    match: str
    unless: str = ""
    case: bool = False
    file: str = ""
    line: int = 0


class BadEntry(ValueError):
    """A lexicon file cannot be read: says where and why."""

    def __init__(self, file: str, line: int, reason: str) -> None:
        super().__init__(f"{file}, line {line}: {reason}")


Hit: TypeAlias = tuple[int, int, str, str]         # start, end, category, value; offsets into the folded text
# What one literal stands for: category, value and what silences it.
_Sense: TypeAlias = "tuple[str, str, _Unless | None]"
_Around: TypeAlias = dict[int, tuple[str, ...]]    # phrases by how far before a literal they begin
_Near: TypeAlias = tuple[tuple[int, tuple[str, ...]], ...]     # the same, as pairs


class _Phrase(NamedTuple):
    """All that one literal may stand for, put together when a text first holds it."""

    rule: _Sense | None                 # among the words of the grammar
    sense: _Sense | None                # among the words of meaning
    capitals: set[str] | None           # spellings that stand for `in_capitals` instead
    in_capitals: tuple[_Sense | None, _Sense | None]

    @classmethod
    def of(cls, literal: str, entries: tuple[Entry, ...], capitals: set[str] | None) -> _Phrase:
        found = [(entry, (entry.category, entry.value, _Unless(literal, entry.unless) if entry.unless else None))
                 for entry in entries]
        # "Turkey" is a country, "turkey" a bird: those that ask for capitals go before the others where these stand.
        found.sort(key=lambda one: not one[0].case)
        rules = [one for one in found if one[0].file in GRAMMAR]
        senses = [one for one in found if one[0].file not in GRAMMAR]
        in_capitals = (rules[0][1] if rules else None, senses[0][1] if senses else None)
        return cls(_usual(rules), _usual(senses), capitals, in_capitals)


def _usual(found: list[tuple[Entry, _Sense]]) -> _Sense | None:
    """The first that asks for no capitals."""
    return next((sense for entry, sense in found if not entry.case), None)


NEAR = 3                            # a blank and two letters


_START, _END = itemgetter(1), itemgetter(2)


class _Unless:
    """The phrases around one literal that silence an entry, sorted by the characters just behind or before it."""

    __slots__ = ("after", "before", "short")

    def __init__(self, literal: str, pattern: str) -> None:
        after: dict[str, _Around] = {}
        before: dict[str, _Around] = {}
        short: _Around = {}                             # with fewer characters more than that
        for phrase in expand(pattern):
            folded = _fold(phrase)
            at = folded.find(literal) if folded != literal else -1
            while at >= 0:
                if behind := folded[at + len(literal):]:
                    near = after.setdefault(behind[:NEAR], {}) if len(behind) >= NEAR else short
                else:
                    near = before.setdefault(folded[at - NEAR:at], {}) if at >= NEAR else short
                near[at] = *near.get(at, ()), folded
                at = folded.find(literal, at + 1)
        self.short: _Near = (*short.items(),)
        self.after: dict[str, _Near] = {key: (*near.items(), *self.short) for key, near in after.items()}
        self.before: dict[str, _Near] = {key: (*near.items(),) for key, near in before.items()}

    def covers(self, folded: str, edges: bytes, start: int, end: int) -> bool:
        """Whether one of the phrases stands around folded[start:end], with an edge at both its ends."""
        near = self.after.get(folded[end:end + NEAR], self.short)
        if self.before:
            near += self.before.get(folded[start - NEAR:start], ())
        for offset, phrases in near:
            first = start - offset
            if first >= 0 and folded.startswith(phrases, first) and edges[first] and any(
                    folded.startswith(phrase, first) and edges[first + len(phrase)] for phrase in phrases):
                return True
        return False


class Lexicon:
    """The words of one language, compiled for one pass over a text."""

    def __init__(self, name: str, entries: Iterable[Entry], grammar: Language | None = None) -> None:
        self.language = name
        self.grammar = grammar
        self.entries = tuple(entries)
        self.values: dict[str, dict[str, str]] = {name: {} for name in LISTS}
        listed: dict[str, tuple[Entry, ...]] = {}
        self._cased: dict[str, set[str]] = {}
        for entry in self.entries:
            if entry.category in LISTS:
                self.values[entry.category].update(dict.fromkeys(entry.match.split("|"), entry.value))
                continue
            alone = (entry,)            # shared by most of its literals, of which there are many thousand
            for folded in expand(_fold(entry.match)):
                listed[folded] = listed[folded] + alone if folded in listed else alone
            for literal in expand(entry.match) if entry.case else ():
                self._cased.setdefault(_fold(literal), set()).add(literal)
        self._literals, self._listed = list(listed), list(listed.values())
        self._phrases: list[_Phrase | None] = [None] * len(listed)
        self._automaton = AhoCorasick(self._literals, matchkind=MatchKind.Standard,
                                      implementation=Implementation.ContiguousNFA)

    @staticmethod
    def load(language: str = "en") -> Lexicon:
        """The lexicon of `language`; raises FileNotFoundError where there is none, BadEntry for a broken file."""
        return _load(language)

    def find(self, text: Folded) -> tuple[list[Hit], list[Token]]:
        """The hits of the grammar's words and the words of meaning, each leftmost, longest and not overlapping.

        All offsets are into the folded text.
        """
        folded, cased = text.folded, text.cased
        edges = _edges(folded)
        phrases = self._phrases
        grammar: list[Hit] = []
        meaning: list[Token] = []
        ruled = meant = 0                               # where the last of either ends
        for number, start, end in self._words(folded, edges):
            rule, sense, capitals, in_capitals = phrases[number] or self._phrase(number)
            if capitals is not None and cased[start:end] in capitals:
                rule, sense = in_capitals
            if rule is not None and start >= ruled:
                category, stands_for, unless = rule
                if unless is None or not unless.covers(folded, edges, start, end):
                    ruled = end
                    grammar.append((start, end, category, stands_for))
            if sense is not None and start >= meant and edges[start] != BESIDE != edges[end]:
                category, stands_for, unless = sense
                if unless is None or not unless.covers(folded, edges, start, end):
                    meant = end
                    meaning.append(Token(start, end, category, stands_for))
        return grammar, meaning

    def _words(self, folded: str, edges: bytes) -> list[tuple[int, int, int]]:
        """The literals that are no part of a longer word, as (number, start, end): the longest of a start is first."""
        hits = self._automaton.find_matches_as_indexes(folded, overlapping=True)
        begun, ended = (map(edges.__getitem__, map(side, hits)) for side in (_START, _END))
        found = [*compress(hits, map(mul, begun, ended))]
        found.reverse()                                 # they come by where they end
        found.sort(key=_START)
        return found

    def _phrase(self, number: int) -> _Phrase:
        literal = self._literals[number]
        self._phrases[number] = phrase = _Phrase.of(literal, self._listed[number], self._cased.get(literal))
        return phrase


@functools.cache
def _load(name: str) -> Lexicon:
    folder = FOLDER / name
    if not folder.is_dir():
        raise FileNotFoundError(folder)
    entries: list[Entry] = []
    for path in sorted(folder.iterdir()):
        if path.name == "areas.tsv":
            entries.extend(read_areas(path))
        elif path.suffix == ".toml" and path.name not in NO_WORDS:
            entries.extend(read_entries(path))
    grammar = language(name)
    if grammar.signs:
        entries.extend(entry for entry in read_entries(FOLDER / grammar.signs / "currencies.toml")
                       if entry.category in SIGNS)
    return Lexicon(name, entries, grammar)


def _fold(phrase: str) -> str:
    """The phrase as a folded text has it."""
    folded = phrase.translate(FOLD)
    return folded if folded.isascii() else INVISIBLE.sub("", folded)


class _Kinds(dict[int, str]):
    """Each character's kind: a letter "a", a digit "0", anything else a blank.  A word ends where the kind changes."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        letter = character.isalpha() or unicodedata.category(character).startswith("M")     # vowel signs of Devanagari
        self[code] = kind = "a" if letter else "0" if character.isdigit() else " "
        return kind


KIND = _Kinds()
BESIDE = ord("a") ^ ord("0")


def _edges(folded: str) -> bytes:
    """Where a word may begin or end: 0 before a letter that stands beside a letter, or a digit beside a digit.

    BESIDE between a letter and a digit, as in "41bn" and "KSh10", which is an edge for the grammar's words only.
    """
    kinds = translated(folded, KIND)
    before, behind = f" {kinds}".encode(), f"{kinds.replace(' ', SIGN)}{SIGN}".encode()
    differing = int.from_bytes(before, "big") ^ int.from_bytes(behind, "big")       # of all characters at once
    return differing.to_bytes(len(before), "big")


def expand(pattern: str) -> list[str]:
    """Every literal a finite pattern stands for; a hyphen also as a blank.

    Raises ValueError for an unbalanced bracket or a bare `?`.
    """
    if "(" in pattern or "?" in pattern or ")" in pattern:
        parts = PARTS.findall(pattern)
        literals, at = _alternatives(parts, 0)
        if at != len(parts):
            raise ValueError(f"unbalanced bracket in {pattern!r}")
    else:
        literals = pattern.split("|")
    if "-" in pattern:
        literals += [literal.replace("-", " ") for literal in literals if "-" in literal and len(literal) > 2]
    return [literal for literal in dict.fromkeys(literals) if literal]


def _alternatives(parts: list[str], at: int) -> tuple[list[str], int]:
    """alternatives = sequence ("|" sequence)*"""
    found: list[str] = []
    while True:
        sequence, at = _sequence(parts, at)
        found += sequence
        if at >= len(parts) or parts[at] != "|":
            return found, at
        at += 1


def _sequence(parts: list[str], at: int) -> tuple[list[str], int]:
    """sequence = (letters | letter "?" | "(" alternatives ")" "?"?)*"""
    heads = [""]
    while at < len(parts) and (part := parts[at]) not in ("|", ")"):
        at += 1
        optional = at < len(parts) and parts[at] == "?"
        if part == "?":
            raise ValueError("nothing to be optional before ?")
        if part == "(":
            tails, at = _alternatives(parts, at)
            if at >= len(parts):
                raise ValueError("unbalanced bracket")
            at += 1
            if at < len(parts) and parts[at] == "?":
                tails = ["", *tails]
                at += 1
            heads = [head + tail for head in heads for tail in tails]
        elif optional:
            at += 1
            heads = [head + tail for head in heads for tail in (part[:-1], part)]
        else:
            heads = [head + part for head in heads] if len(heads) > 1 else [heads[0] + part]
    return heads, at


def read_entries(path: Path) -> Iterator[Entry]:
    """The entries of one TOML file, without their examples.

    A reader of our own for the few forms the files use, because the library's takes longer than the whole reading of an
    article; a test holds the two together.
    """
    fields: dict[str, str] = {}
    began = 0
    inside_list = False
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if inside_list:
            inside_list = not line.rstrip().endswith("]")
        elif line.startswith("[["):
            if fields:
                yield _entry(fields, path.name, began)
            fields = {}
            began = number
        elif line and line[0] not in "#\r" and not line.isspace():
            name, equals, value = line.partition("=")
            if not equals:
                raise BadEntry(path.name, number, f"cannot read {line!r}")
            name, value = name.strip(), value.strip()
            if value.startswith("["):
                inside_list = not value.endswith("]")
            else:
                fields[name] = _scalar(value, path.name, number)
    if fields:
        yield _entry(fields, path.name, began)


def _scalar(value: str, file: str, line: int) -> str:
    if value[0] in "'\"" and (close := value.find(value[0], 1)) > 0 and (value[0] == "'" or "\\" not in value):
        return value[1:close]
    bare = value.partition("#")[0].strip()
    if bare in ("true", "false"):
        return bare
    raise BadEntry(file, line, f"cannot read the value {value!r}")


def _entry(fields: dict[str, str], file: str, line: int) -> Entry:
    try:
        return Entry(fields["category"], fields["value"], fields["match"], fields.get("unless", ""),
                     fields.get("case") == "true", file, line)
    except KeyError as missing:
        raise BadEntry(file, line, f"the entry has no {missing.args[0]}") from None


def read_areas(path: Path) -> Iterator[Entry]:
    """code, nouns, adjectives, places, not it: lists parted by ", "; a name that starts with = needs its capitals."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if number == 1 or not line or line.startswith("#"):
            continue
        code, *columns = line.split("\t")
        if len(columns) != 4:
            raise BadEntry(path.name, number, f"{len(columns) + 1} columns where 5 are due")
        unless = "|".join(columns[3].split(", ")) if columns[3] else ""
        for category, cell in zip(AREA_COLUMNS, columns, strict=False):
            for name in cell.split(", ") if cell else ():
                case = name.startswith("=")
                match = f"{name[1:]}|{name[1:].upper()}" if case else name
                yield Entry(category, code, match, unless, case, path.name, number)
