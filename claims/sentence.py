"""Sentences: where each begins and ends, in prose, headlines, bullets, tables and wrapped wire copy."""

from __future__ import annotations

import re

# A stop, closing quotes or brackets, then a blank before what may begin a sentence.
STOP = re.compile(r"[.!?…][\"'”’)\]]*(?=\s)")
BREAK = re.compile(r"\n[^\S\n]*(?:\n\s*|(?=[-•*·‣|#]\s))")
ABBREVIATIONS = frozenset(
    ["mr", "mrs", "ms", "dr", "prof", "gen", "sen", "rep", "gov", "st", "jr", "sr", "no", "nos", "vs", "v", "inc", "corp", "co", "ltd", "bros", "u.s", "u.k", "u.n", "h.k", "n.z", "e.c", "dlrs", "mln", "bln", "pct", "tril", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "rs", "approx", "est", "fig", "figs", "cf", "e.g", "i.e", "etc", "al", "a.m", "p.m"])
WORD_BEFORE = re.compile(r"[\w.&]{1,12}$")


def sentences(text: str) -> list[tuple[int, int]]:
    """The sentences of `text` as (start, end), blanks around them left out; together they hold every other character."""
    found: list[tuple[int, int]] = []
    at = 0
    for cut in _cuts(text):
        _add(found, text, at, cut)
        at = cut
    _add(found, text, at, len(text))
    return found


def _cuts(text: str) -> list[int]:
    cuts = [match.end() for match in BREAK.finditer(text)]
    for match in STOP.finditer(text):
        if text[match.start()] == "." and not _ends(text, match.start(), match.end()):
            continue
        cuts.append(match.end())
    cuts.sort()
    return cuts


def _ends(text: str, dot: int, end: int) -> bool:
    """Whether the full stop at `dot` ends a sentence."""
    rest = text[end:end + 40].lstrip()
    if not rest or rest[0].islower():
        return False
    before = WORD_BEFORE.search(text, max(0, dot - 12), dot)
    word = before.group().lower() if before else ""
    if len(word) == 1 and word.isalpha() and not rest.startswith("\n"):
        return False
    return word not in ABBREVIATIONS


def _add(found: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        found.append((start, end))
