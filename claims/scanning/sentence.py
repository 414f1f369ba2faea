"""Sentences: where each begins and ends, in prose, headlines, bullets, tables and wrapped wire copy."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from itertools import pairwise

from claims.language import FOLDER
from claims.pattern import pattern

PARAGRAPH = pattern(r"\n[^\S\n]*\n\s*")
# A run of stops is looked at where it begins, and gives nothing back: a million full stops are gone through once.  The
# class comes first, for `re` finds that fast.
STOP = pattern(r"[.!?…。！？।](?:(?<=[。！？।])|(?<![.!?…]{2})[.!?…]*+[\"'”’»)\]]*+(?=\s))")
ITEM = pattern(r"\s*(?:[-•*·‣▪●#>|]\s|\d{1,2}[.)]\s|\|)")
LONGEST = 16                    # letters of an abbreviation with its stops
OPENERS = str.maketrans(dict.fromkeys("(\"'“‘", " "))      # what a word may follow without a blank
FIRST_WORD = pattern(r"[^\s,;:.]{1,30}")
OPENING = " \t\n\r\x0b\x0c\"'“‘«([*"
UNFINISHED = tuple(",-–&(")
UNWRAPPED = 120                 # letters: copy with longer lines is not wrapped, and each line stands for itself
SPARE = 8                       # letters of room, beyond the next word, that a line ended on purpose has left


def sentences(text: str, language: str = "en") -> list[tuple[int, int]]:
    """The sentences of `text` as (start, end), without the blanks between them; nothing else is left out.

    A blank line, a bullet, a table row and a headline end a sentence whatever they end with.
    """
    words = _words(language)
    found: list[tuple[int, int]] = []
    at = 0
    for break_ in PARAGRAPH.finditer(text):
        _paragraph(found, text, at, break_.start(), words)
        at = break_.end()
    _paragraph(found, text, at, len(text), words)
    return found


@functools.cache
def _words(language: str) -> dict[str, frozenset[str]]:
    """The lists of sentences.txt: abbreviations by kind, and words that begin a sentence."""
    lists: dict[str, frozenset[str]] = {"titles": frozenset(), "always": frozenset(), "names": frozenset(),
                                        "starters": frozenset()}
    path = FOLDER / language / "sentences.txt"
    if path.is_file():
        for line in path.read_text(encoding="utf-8").splitlines():
            name, colon, words = line.partition(":")
            if colon and not line.startswith("#"):
                lists[name] = frozenset(words.split())
    return lists


def _paragraph(found: list[tuple[int, int]], text: str, start: int, end: int, words: dict[str, frozenset[str]]) -> None:
    for first, last in _blocks(text, start, end):
        at = first
        for stop in STOP.finditer(text, first, last):
            if _ends(text, at, stop, last, words):
                _add(found, text, at, stop.end())
                at = stop.end()
        _add(found, text, at, last)


def _blocks(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The paragraph cut at the line breaks that somebody meant: before an item, after a headline."""
    if text.find("\n", start, end) < 0:
        yield start, end
        return
    lines = []
    at = start
    while (newline := text.find("\n", at, end)) >= 0:
        lines.append((at, newline))
        at = newline + 1
    lines.append((at, end))
    width = max(len(text[first:last].rstrip()) for first, last in lines)
    begin = start
    for (first, last), (following, line_end) in pairwise(lines):
        if _meant(text, first, last, following, line_end, width):
            yield begin, last
            begin = following
    yield begin, end


def _meant(text: str, first: int, last: int, following: int, end: int, width: int) -> bool:
    """Whether the line break between two lines was meant, rather than made by wrapping."""
    if ITEM.match(text, following, min(end, following + 80)) or text.startswith(("|", "#"), first):
        return True
    head = text[following:min(end, following + 80)].lstrip()
    if not head or head[0].islower() or text[first:last].rstrip()[-1:] in UNFINISHED:
        return False
    if width > UNWRAPPED:
        return True
    word = FIRST_WORD.match(head)
    room = width - len(text[first:last].rstrip()) - 1
    return room >= (len(word.group()) if word else 1) + SPARE


def _ends(text: str, begin: int, stop: re.Match[str], last: int, words: dict[str, frozenset[str]]) -> bool:
    """Whether the stop ends a sentence."""
    rest = text[stop.end():min(last, stop.end() + 60)].lstrip(OPENING)
    if not rest:
        return True
    if rest[0].islower():
        return False
    if stop.group()[0] != "." or len(stop.group().rstrip("\"'”’»)]")) > 1:
        return True
    before = text[max(begin, stop.start() - LONGEST):stop.start()].translate(OPENERS)
    if not before or before[-1].isspace():
        return True
    word = before.split()[-1].lower()
    if (len(word) == 1 and word.isalpha()) or word in words["titles"] or word in words["always"]:
        return False
    if word.isdigit() and stop.start() - len(word) <= begin + 1:        # "1. Exports"
        return False
    if word in words["names"]:
        following = FIRST_WORD.match(rest)
        return following is not None and following.group().lower() in words["starters"]
    return True


def _add(found: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    words = text[start:end]
    if begun := words.lstrip():
        found.append((end - len(begun), start + len(words.rstrip())))
