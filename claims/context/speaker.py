"""Who a sentence says it from: `the Commerce Department said`, `according to customs data`."""

from __future__ import annotations

from itertools import pairwise, zip_longest

from claims.clauses.shape import Line
from claims.language import Language, language
from claims.pattern import pattern
from claims.scanning.token import Token, When

LONGEST = 80  # characters of a name with its office
BEFORE = pattern(r"(?:^|[,;:(\"“”\n])\s*([^,;:()\"“”\n]{2,80}?)\s+$")
BEHIND = pattern(r"\s+([^,;:.()\"“”\n]{2,80})")
TRADE = frozenset({"flow", "balance", "deficit"})


def speaker(line: Line) -> str | None:
    """The name of the source as printed, without its article; None where the sentence names none."""
    for item in line.plain():
        if item.category == "says" and (name := _name(line, item)):
            return name
    return None


def _name(line: Line, says: Token) -> str | None:
    text, traits = line.text, language(line.language)
    if says.value == "behind":
        times = (item.end for item in line.items if type(item) is When and 0 <= item.start - says.end <= 1)
        begin = next(times, says.end)  # "informó este viernes el INEGI"
        match = BEHIND.match(text, begin, min(_sentence_goes_on(line, begin), _ended(line, begin), begin + LONGEST))
        start = begin + 1
    else:
        start = max(line.start, says.start - LONGEST)
        match = BEFORE.search(text[start : says.start])
        start += match.start(1) if match is not None else 0
        if _tells(line, start, says.start):
            return None
    if match is None:
        return None
    words = match.group(1).split()
    while says.value == "behind" and words and words[-1] in traits.articles | traits.tails:
        del words[-1]  # "... for the" third quarter
    words = _bare(words, traits)
    name = " ".join(words)
    if not words or name.lower() in traits.nobody:
        return None
    if name.upper() == name.lower():  # a script without capitals
        return name
    opens = start == line.start and len(words) > 1 and words[-1].islower() and name[1:].islower()
    return None if name.islower() or opens else name  # "Seasonally adjusted figures" name nobody


def _tells(line: Line, start: int, end: int) -> bool:
    """Whether the words are no name: a time (`last year showed`), or trade (`exports to Chad showed`)."""
    inside = [item for item in line.items if item is not None and start <= item.start < end]
    return any(
        (type(item) is When and item.start == start)
        or (type(item) is Token and item.category in TRADE and type(after) is Token and after.category == "prep")
        for item, after in zip_longest(inside, inside[1:])
    )


def _ended(line: Line, start: int) -> int:
    """Where the name ends in `according to the Ministry of Trade on 16 April`, `data from the bureau showed that`."""
    plain = (item for item in line.items if item is not None and item.start > start + 1)
    ends = (item.start for item in plain if type(item) is When or (type(item) is Token and item.category == "says"))
    return next(ends, line.end)


def _sentence_goes_on(line: Line, start: int) -> int:
    """Where `Nigeria's imports` begin in `according to data from the NBS Nigeria's imports stood at`."""
    for item, after in pairwise(line.items):
        if item is not None and item.start > start + 1 and type(after) is Token and after.category in TRADE:
            return int(item.start) if type(item) is Token and item.category in ("area", "demonym") else line.end
    return line.end


def _bare(words: list[str], traits: Language) -> list[str]:
    """The name alone: without its article, and without what the source published."""
    first, last = 0, len(words)
    while first < last and words[first].lower() in traits.articles | traits.papers:
        first += 1
    while last > first and words[last - 1] in traits.papers:  # the Bureau of Statistics is a name
        last -= 1
    return words[first:last]
