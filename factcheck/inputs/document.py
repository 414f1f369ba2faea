"""A document: one article as it came in, and what can go wrong before there is one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sources.terms.errors import UnreadableInput

STANDARD_INPUT = "-"

@dataclass(frozen=True, slots=True)
class Document:
    """An article ready for reading.  All offsets of its claims count code points of `text`."""

    name: str                           # as the user gave it: a path, or "-" for standard input
    text: str                           # of a web page: its title and article, without the furniture
    title: str | None = None
    published: date | None = None
    dated_by: str | None = None         # how the date is known: option, page, front matter, text, metadata
    remarks: tuple[str, ...] = ()       # what the user should know of how it was read
    language: str = "auto"              # a code as in claims/lexicon, or auto: told from the text
    url: str | None = None              # where it was published, where the input says
    extracted: bool = False             # the text was taken out of the file, so its lines are not the file's
    asides: tuple[tuple[int, str], ...] = ()    # comments that a page addresses to us: where in the text, and the words

    @property
    def called(self) -> str:
        """Its name as people are told it."""
        return "standard input" if self.name == STANDARD_INPUT else self.name

    @property
    def headline(self) -> str:
        """What a report of it is headed: its title, else its name."""
        return self.title or self.called


def is_path(name: str) -> bool:
    """Whether an input called so lies in files: it is neither standard input nor an address."""
    return name != STANDARD_INPUT and "://" not in name


class MissingInput(UnreadableInput):
    """There is no such file."""


class EmptyInput(UnreadableInput):
    """A file with nothing to read in it, or a folder without articles."""


class BinaryInput(UnreadableInput):
    """Bytes that are no text."""


class BrokenEncoding(UnreadableInput):
    """Text whose bytes do not fit the encoding that it claims."""


class OversizedInput(UnreadableInput):
    """More than an article can be."""
