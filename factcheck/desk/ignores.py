"""Inline ignores: comments in an article by which a desk lets a finding pass, each with its reason.

`<!-- factcheck: ignore REASON -->` is about the line it stands on, `<!-- factcheck: ignore-next-line REASON -->` about
the next one that is not blank.  A line is what ends with a line feed; of a web page, where the text has one for each,
it is a paragraph.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from factcheck.inputs.comments import ADDRESSED, CLOSES, HERE, NEXT, OPENS

if TYPE_CHECKING:
    from factcheck.inputs import Document


class Trouble(StrEnum):
    """What is wrong with an ignore."""

    NO_REASON = "no-reason"         # it needs one, and silences nothing without
    UNKNOWN = "unknown"             # neither ignore nor ignore-next-line
    UNUSED = "unused"               # there is nothing to silence

    @property
    def is_error(self) -> bool:
        """Whether the article is not in order before it is mended; what is unused does no harm."""
        return self is not Trouble.UNUSED


SENTENCES = {
    Trouble.NO_REASON: "this ignore gives no reason, so it silences nothing; write <!-- factcheck: {word} REASON -->",
    Trouble.UNKNOWN: "{word} is nothing that factcheck knows; write ignore REASON or ignore-next-line REASON",
    Trouble.UNUSED: "this {word} silences nothing; take it out",
}


@dataclass(frozen=True, slots=True)
class Ignore:
    """One comment.  Offsets count code points of the document's text; a page's comment stands in it at one place."""

    word: str                       # as written: ignore, ignore-next-line
    reason: str
    start: int
    end: int
    covers: tuple[int, int]         # the stretch of text that it silences
    line: int                       # of the comment, from 1
    trouble: Trouble | None = None

    @property
    def code(self) -> str:
        """What reports call its trouble; "" where there is none."""
        return f"ignore-{self.trouble}" if self.trouble else ""

    @property
    def message(self) -> str:
        return SENTENCES[self.trouble].format(word=self.word or "factcheck:") if self.trouble else ""


def without_comments(text: str) -> str:
    """The text with blanks for its comments, letter for letter: what stands in them is no copy."""
    pieces, at = [], 0
    for start, end, _ in comments(text):
        pieces += [text[at:start], " " * (end - start)]
        at = end
    return "".join(pieces) + text[at:]


def comments(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and words of each comment; one that is never closed is none."""
    at = 0
    while (start := text.find(OPENS, at)) >= 0:
        close = text.find(CLOSES, start + len(OPENS))
        if close < 0:
            return
        at = close + len(CLOSES)
        yield start, at, " ".join(text[start + len(OPENS):close].split())


def ignores(document: Document) -> list[Ignore]:
    """The ignores of a document, in the order of its text, as yet without what of them is unused."""
    text = document.text
    if ADDRESSED not in text and not document.asides:
        return []
    found = [*comments(text), *((at, at, words) for at, words in document.asides)]
    told, line, at = [], 1, 0
    for start, end, words in sorted(found):
        if words.startswith(ADDRESSED):
            line += text.count("\n", at, start)
            at = start
            told.append(ignore_at(text, start, end, words, line))
    return told


def ignore_at(text: str, start: int, end: int, words: str, line: int) -> Ignore:
    word, _, reason = words.removeprefix(ADDRESSED).strip().partition(" ")
    word, reason = word.rstrip(":"), reason.strip(" :-–—")
    trouble = Trouble.UNKNOWN if word not in (HERE, NEXT) else None if reason else Trouble.NO_REASON
    covers = (text.rfind("\n", 0, start) + 1, end_of_line(text, end))
    if word == NEXT:
        begin = covers[1]
        while begin < len(text) and text[begin].isspace():
            begin += 1
        covers = (text.rfind("\n", covers[1], begin) + 1 or begin, end_of_line(text, begin))
    return Ignore(word, reason, start, end, covers, line, trouble)


def end_of_line(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end
