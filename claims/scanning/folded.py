"""A text as the word search sees it: lower case, plain digits and quotes, one blank where copy breaks a line.

Wire copy wraps in the middle of a phrase and pads the next line; web copy is full of unbreakable blanks, curly quotes
and invisible marks.  Folding takes all that away once, and remembers where each character came from.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import field

from claims.pattern import pattern
from sources.terms.vocabulary import value

BLANK_RUN = pattern(r"\s\s+")        # begins with a class, which `re` finds fast
BEYOND_ASCII = pattern(r"([^\x00-\x7f]+(?: ?[^\x00-\x7f]+)*+)")
# Zero-width and bidi marks, the soft hyphen, the byte-order mark: nothing a reader sees.  Accents that are characters
# of their own, and the dot under a Devanagari letter, which copy sets or leaves out as it likes.
INVISIBLE = pattern("[\u00ad\u0300-\u036f\u061c\u093c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]+")
PLAIN = {
    "‘": "'", "’": "'", "ʼ": "'", "‐": "-", "‑": "-", "‒": "–", "—": "–", "―": "–", "−": "–",
    "٫": ".", "٬": ",", "．": ".", "，": ",",
    "\u0901": "\u0902", "\u0958": "\u0915", "\u0959": "\u0916", "\u095a": "\u0917", "\u095b": "\u091c",
    "\u095c": "\u0921", "\u095d": "\u0922", "\u095e": "\u092b", "\u095f": "\u092f",
}


class _Fold(dict[int, str]):
    """Each character's folded form, always one character long, worked out when first met."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        if character in PLAIN:
            folded = PLAIN[character]
        elif 0xD800 <= code <= 0xDFFF:
            folded = "\ufffd"          # half of a surrogate pair: no search can take it
        elif character.isspace():
            folded = " "
        elif (digit := unicodedata.decimal(character, None)) is not None:
            folded = str(digit)
        else:
            folded = unicodedata.normalize("NFKC", character).lower()
            if (bare := unicodedata.normalize("NFD", folded)[:1]).isascii() and bare.isalpha() and len(folded) == 1:
                folded = bare           # "dolares" and "dólares" are one word
            if len(folded) != 1 or folded.isspace() or folded.isdigit():    # "²" is not the digit 2
                folded = lower if len(lower := character.lower()) == 1 else character
        self[code] = folded
        return folded


FOLD = _Fold()


@value
class Folded:
    """`folded` is what is searched, `cased` the same before lower case; `origin` leads back into `text`.

    A paragraph break stays at least two blanks long, so that no phrase reaches over it.
    """

    text: str
    folded: str
    cased: str
    steps: list[int] = field(repr=False)        # where in `folded` characters were left out ...
    shifts: list[int] = field(repr=False)       # ... and how many up to there

    @classmethod
    def of(cls, text: str) -> Folded:
        pieces: list[str] = []
        steps: list[int] = []
        shifts: list[int] = []
        at = length = 0
        for start, end, stand_in in _cuts(text):
            piece = text[at:start] + stand_in
            pieces.append(piece)
            length += len(piece)
            at = end
            steps.append(length)
            shifts.append(at - length)
        cased = "".join(pieces) + text[at:] if pieces else text
        return cls(text, translated(cased, FOLD), cased, steps, shifts)

    def origin(self, at: int) -> int:
        """The offset in `text` of the character at `at` of `folded`."""
        if not self.steps:
            return at
        step = bisect_right(self.steps, at)
        return at + self.shifts[step - 1] if step else at

    def origin_end(self, end: int) -> int:
        """The offset in `text` just behind the character before `end` of `folded`."""
        at = self.origin(end - 1) + 1
        while at < len(self.text) and unicodedata.combining(self.text[at]):     # an accent, or the dot of करोड़
            at += 1
        return at


def translated(text: str, table: Mapping[int, str]) -> str:
    """`text.translate(table)`, which is ten times as fast on ASCII: so the rest of the text is taken out for it."""
    if text.isascii():
        return text.translate(table)
    return "".join([part.translate(table) for part in BEYOND_ASCII.split(text)])


def _cuts(text: str) -> list[tuple[int, int, str]]:
    """What folding leaves out: (start, end, what stands in its place)."""
    cuts = [(run.start(), run.end(), " ") for run in BLANK_RUN.finditer(text) if run.group().count("\n") < 2]
    if not text.isascii():
        cuts += [(run.start(), run.end(), "") for run in INVISIBLE.finditer(text)]
        cuts.sort()
    return cuts
