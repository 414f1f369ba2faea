"""PDF files: their text in reading order as far as they tell it, joined into paragraphs, with title and date."""

from __future__ import annotations

import io
import logging
import re
import time
from collections.abc import Sequence
from datetime import date
from statistics import median
from typing import TYPE_CHECKING, Any

from factcheck.inputs.document import Document, EmptyInput, OversizedInput
from factcheck.inputs.paragraphs import Line, paragraphs
from sources.terms.errors import UnreadableInput

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

MOST_LETTERS = 20_000_000   # far beyond a yearbook
SECONDS = 60.0              # for all pages together: a file made to be slow ends there
HEADLINE = 1.25             # times the usual size of type
MOST_TITLE = 300            # letters
NO_TITLE = re.compile(r"(?i)\.(?:docx?|pdf|indd|qxp|rtf|tmp|pages)\W*\Z|\A(?:untitled|document\d*|title)\W*\Z")
MADE_BY = re.compile(r"(?i)\A(?:microsoft (?:word|powerpoint) - |print)\s*")


def read_pdf(name: str, data: bytes) -> Document:
    """The document in a PDF file; `dated_by` is "metadata" where its date is that of the file's making.

    Raises UnreadableInput (broken, or protected by a password), EmptyInput (pictures alone), OversizedInput.
    """
    import pypdf  # a tenth of a second, so only for these files
    from pypdf.errors import DependencyError

    logging.getLogger("pypdf").addHandler(logging.NullHandler())        # what it complains of is told as ours, below
    try:
        reader = pypdf.PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableInput(name, "is a PDF protected by a password; save a copy without one")
        lines = all_lines(name, reader)
        title, made = title_of(reader) or headline(lines), made_on(reader)
    except UnreadableInput:
        raise
    except DependencyError:
        raise UnreadableInput(
            name, "is an encrypted PDF; reading it takes more: pip install 'factcheck-trade[pdf]'",
        ) from None
    except Exception as trouble:            # broken files make pypdf raise whatever its code meets first
        said = f" ({' '.join(str(trouble).split())[:120]})" if str(trouble).strip() else ""
        raise UnreadableInput(
            name, f"is a PDF that cannot be read{said}; open it and save it again, or save its text",
        ) from None
    text = "\n\n".join(paragraphs(lines))
    if not text:
        raise EmptyInput(name, "is a PDF without text, of pictures perhaps; have its letters recognised (OCR) first")
    return Document(name, text, title, made, "metadata" if made else None, extracted=True)


def all_lines(name: str, reader: PdfReader) -> list[Line]:
    end, letters = time.monotonic() + SECONDS, 0
    lines: list[Line] = []
    for number, page in enumerate(reader.pages):
        found = lines_of(page, number)
        letters += sum(len(line.text) for line in found)
        if letters > MOST_LETTERS or time.monotonic() > end:
            raise OversizedInput(name, f"is a PDF with more than can be read (stopped at page {number + 1}); "
                                       "give the pages that matter")
        lines += found
    return lines


def lines_of(page: PageObject, number: int) -> list[Line]:
    """The lines of one page, in the order in which the file draws them, which for articles is that of reading."""
    lines: list[Line] = []
    words: list[str] = []
    place: list[float] = []

    def put() -> None:
        if (text := "".join(words)).strip() and place:
            lines.append(Line(text, number, *place))
        words.clear()
        place.clear()

    def visit(text: str, shown: Any, matrix: Any, font: Any, size: float) -> None:
        for part in re.split(r"(\n)", text):
            if part == "\n":
                put()
                continue
            if part.strip() and not place:
                x, y = matrix[4], matrix[5]
                scale = abs(matrix[3] * shown[3]) or 1.0
                place.extend((x * shown[0] + y * shown[2] + shown[4], x * shown[1] + y * shown[3] + shown[5],
                              round(float(size) * scale, 1)))
            words.append(part)

    page.extract_text(visitor_text=visit)
    put()
    return lines


def title_of(reader: PdfReader) -> str | None:
    """The title that the file gives itself, unless it is a file's name or no name at all."""
    written = reader.metadata.title if reader.metadata else None
    title = MADE_BY.sub("", " ".join(str(written or "").split()))
    return title if " " in title and not NO_TITLE.search(title) else None


def headline(lines: Sequence[Line]) -> str | None:
    """The words in the largest type of the first page, where that is plainly larger than the rest."""
    first = [line for line in lines if line.page == 0 and line.text.strip()]
    if not first:
        return None
    largest = max(line.size for line in first)
    if largest < HEADLINE * median(line.size for line in first):
        return None
    return " ".join(" ".join(line.text for line in first if line.size == largest).split())[:MOST_TITLE] or None


def made_on(reader: PdfReader) -> date | None:
    try:
        made = reader.metadata.creation_date if reader.metadata else None
    except ValueError:
        return None
    return made.date() if made else None
