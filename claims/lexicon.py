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
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ahocorasick_rs import AhoCorasick, MatchKind

from claims.folded import FOLD, Folded

FOLDER = Path(__file__).parent / "lexicon"
# The files with the words that amounts and times are made of.  They are looked for apart from the words of meaning, so that "per cent
# of" may be a phrase of its own without taking the unit away from the number before it.
GRAMMAR = frozenset({"numbers.toml", "currencies.toml", "units.toml", "periods.toml", "hedges.toml"})
# Lists that are looked into at one place only, never searched for through the whole text.
LISTS = frozenset({"letter-scale", "link"})
AREA_COLUMNS = ("area", "demonym", "capital")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a lexicon file: what its phrases stand for."""

    category: str
    value: str
    match: str
    unless: str = ""
    case: bool = False
    file: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class BadEntry(Exception):
    """A lexicon file cannot be read: says where and why."""

    file: str
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}: {self.reason}"


Hit = tuple[int, int, str, str]         # start, end, category, value; offsets into the folded text


@dataclass(frozen=True, slots=True)
class _Phrase:
    """All that one literal may stand for.  Offsets of words are compared letter by letter at their edges."""

    grammar: Entry | None
    meanings: tuple[Entry, ...]         # those that ask for capitals come first
    killed: tuple[Entry, ...]           # entries that are not meant where this literal stands
    cased: tuple[str, ...]              # the spellings that entries with `case` ask for
    left: bool                          # the first character is a letter or digit: needs an edge before it
    right: bool


class Lexicon:
    """The words of one language, compiled for one pass over a text."""

    def __init__(self, language: str, entries: Iterable[Entry]) -> None:
        self.language = language
        self.entries = tuple(entries)
        self.values: dict[str, dict[str, str]] = {name: {} for name in LISTS}
        phrases: dict[str, tuple[list[Entry], list[Entry], list[str]]] = {}
        for entry in self.entries:
            if entry.category in LISTS:
                self.values[entry.category].update(dict.fromkeys(expand(entry.match), entry.value))
                continue
            for phrase in expand(entry.match):
                found = phrases.setdefault(phrase.translate(FOLD), ([], [], []))
                found[0].append(entry)
                if entry.case:
                    found[2].append(phrase)
            if entry.unless:
                for phrase in expand(entry.unless):
                    phrases.setdefault(phrase.translate(FOLD), ([], [], []))[1].append(entry)
        self._phrases = [_phrase(literal, *found) for literal, found in phrases.items()]
        self._automaton = AhoCorasick(list(phrases), matchkind=MatchKind.Standard)

    @staticmethod
    @functools.cache
    def load(language: str = "en") -> Lexicon:
        """The lexicon of `language`; raises FileNotFoundError where there is none, BadEntry for a broken file."""
        folder = FOLDER / language
        if not folder.is_dir():
            raise FileNotFoundError(folder)
        entries: list[Entry] = []
        for path in sorted(folder.iterdir()):
            if path.name == "areas.tsv":
                entries.extend(read_areas(path))
            elif path.suffix == ".toml":
                entries.extend(read_entries(path))
        return Lexicon(language, entries)

    def find(self, text: Folded) -> tuple[list[Hit], list[Hit]]:
        """The hits of the grammar's words and of the words of meaning, each leftmost, longest and not overlapping."""
        folded = text.folded
        last = len(folded)
        grammar: list[Hit] = []
        meaning: list[tuple[int, int, Entry]] = []
        killed: list[tuple[int, int, Entry]] = []
        phrases = self._phrases
        for number, start, end in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            phrase = phrases[number]
            glued = False           # a digit touches it: fine for "41bn" and "KSh10", not for a word of meaning
            if phrase.left and start and (before := folded[start - 1]).isalnum():
                if before.isalpha():
                    continue
                glued = True
            if phrase.right and end < last and (after := folded[end]).isalnum():
                if after.isalpha():
                    continue
                glued = True
            if (entry := phrase.grammar) and not (entry.case and text.cased[start:end] not in phrase.cased):
                grammar.append((start, end, entry.category, entry.value))
            if glued:
                continue
            for entry in phrase.meanings:
                if not entry.case or text.cased[start:end] in phrase.cased:
                    meaning.append((start, end, entry))
                    break
            for entry in phrase.killed:
                killed.append((start, end, entry))
        if killed:
            meaning = [hit for hit in meaning
                       if not any(hit[2] is entry and start <= hit[0] and hit[1] <= end for start, end, entry in killed)]
        return leftmost_longest(grammar), leftmost_longest(
            [(start, end, entry.category, entry.value) for start, end, entry in meaning])


def leftmost_longest(hits: list[Hit]) -> list[Hit]:
    hits.sort(key=lambda hit: (hit[0], -hit[1]))
    kept: list[Hit] = []
    at = -1
    for hit in hits:
        if hit[0] >= at:
            kept.append(hit)
            at = hit[1]
    return kept


def _phrase(literal: str, entries: list[Entry], killed: list[Entry], cased: list[str]) -> _Phrase:
    grammar = next((entry for entry in entries if entry.file in GRAMMAR), None)
    meanings = sorted((entry for entry in entries if entry.file not in GRAMMAR), key=lambda entry: not entry.case)
    return _Phrase(grammar, tuple(meanings), tuple(killed), tuple(cased), literal[0].isalnum(), literal[-1].isalnum())


def expand(pattern: str) -> list[str]:
    """Every literal a finite pattern stands for; a hyphen also as a blank.

    Raises ValueError for an unbalanced bracket or a bare `?`.
    """
    if not any(sign in pattern for sign in "(|?"):
        literals = [pattern]
    else:
        literals, at = _alternatives(pattern, 0)
        if at != len(pattern):
            raise ValueError(f"unbalanced bracket in {pattern!r}")
    spaced = [literal.replace("-", " ") for literal in literals if "-" in literal[1:-1]]
    return list(dict.fromkeys(literal for literal in literals + spaced if literal))


def _alternatives(pattern: str, at: int) -> tuple[list[str], int]:
    """alternatives = sequence ("|" sequence)*"""
    found: list[str] = []
    while True:
        sequence, at = _sequence(pattern, at)
        found += sequence
        if at >= len(pattern) or pattern[at] != "|":
            return found, at
        at += 1


def _sequence(pattern: str, at: int) -> tuple[list[str], int]:
    """sequence = (letter "?"? | "(" alternatives ")" "?"?)*"""
    heads = [""]
    while at < len(pattern) and pattern[at] not in "|)":
        if pattern[at] == "?":
            raise ValueError(f"nothing to be optional before ? in {pattern!r}")
        if pattern[at] == "(":
            parts, at = _alternatives(pattern, at + 1)
            if at >= len(pattern):
                raise ValueError(f"unbalanced bracket in {pattern!r}")
        else:
            parts = [pattern[at]]
        at += 1
        if at < len(pattern) and pattern[at] == "?":
            parts = ["", *parts]
            at += 1
        heads = [head + part for head in heads for part in parts]
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
    """code, nouns, adjectives, places, not it: lists parted by ", "; a name that starts with = is written just so."""
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
                yield Entry(category, code, name[case:], unless, case, path.name, number)
