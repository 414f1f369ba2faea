"""DOCX files: the text a reader sees, with footnotes behind it, title and date.  Read as the ZIP of XML that it is.

Comments, deleted words, hidden words and fields' codes are no part of the text; inserted words are.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from factcheck.inputs.document import BinaryInput, Document, EmptyInput, OversizedInput
from factcheck.inputs.xml import parse_xml
from sources.terms.errors import UnreadableInput

if TYPE_CHECKING:
    from lxml.etree import _Element

LARGEST_PART = 64 * 2**20           # bytes, unpacked: the words of a book, short of filling the memory
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SKIPPED = frozenset({f"{WORD}del", f"{WORD}moveFrom", f"{WORD}instrText", f"{WORD}delText",
                     "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"})
SIGNS = {f"{WORD}tab": "\t", f"{WORD}br": "\n", f"{WORD}cr": "\n", f"{WORD}noBreakHyphen": "-"}
CORE = {
    "title": "{http://purl.org/dc/elements/1.1/}title",
    "modified": "{http://purl.org/dc/terms/}modified",
    "created": "{http://purl.org/dc/terms/}created",
}


def read_docx(name: str, data: bytes) -> Document:
    """The document in a DOCX file; `dated_by` is "metadata" where its date is that of the last change to the file.

    Raises UnreadableInput (broken), BinaryInput (another sort of ZIP), EmptyInput, OversizedInput (unpacks to more than
    an article can be).
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            names = frozenset(packed.namelist())
            if "word/document.xml" not in names:
                raise BinaryInput(name, "is a ZIP file without a Word document in it; save the article as DOCX or text")
            text = "\n\n".join(
                paragraph for part in ("word/document.xml", "word/footnotes.xml") if part in names
                for paragraph in paragraphs_of(parse_xml(name, part_of(name, packed, part), "DOCX file"))
            )
            core = "docProps/core.xml"
            title, saved = properties(name, part_of(name, packed, core)) if core in names else (None, None)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError):
        raise UnreadableInput(
            name, "is a DOCX file that is broken or protected; open it in a word processor and save it again",
        ) from None
    if not text:
        raise EmptyInput(name, "is a DOCX file without text; nothing to check")
    return Document(name, text, title, saved, "metadata" if saved else None, extracted=True)


def part_of(name: str, packed: zipfile.ZipFile, part: str) -> bytes:
    with packed.open(part) as file:
        data = file.read(LARGEST_PART + 1)
    if len(data) > LARGEST_PART:
        raise OversizedInput(name, f"unpacks to more than {LARGEST_PART // 2**20} MB; give single articles")
    return data


def paragraphs_of(part: _Element) -> Iterator[str]:
    """The paragraphs in their order; a row of a table is one, its cells apart by tabs."""
    words: list[str] = []
    cells: list[str] = []
    rows = 0                            # depth: tables may stand in cells
    for sign, element in steps(part):
        tag = element.tag
        if tag == f"{WORD}tr":
            if sign == "start":
                rows += 1
                continue
            rows -= 1
            if not rows:
                if row := "\t".join(cells):
                    yield row
                cells.clear()
        elif tag == f"{WORD}p" and sign == "end":
            if text := "".join(words).replace("\xad", "").strip():
                if rows:
                    cells.append(" ".join(text.split()))
                else:
                    yield text
            words.clear()
        elif sign == "end" and tag == f"{WORD}t":
            words.append(element.text or "")
        elif sign == "end" and tag in SIGNS and element.getparent().tag == f"{WORD}r":
            words.append(SIGNS[tag])


def steps(part: _Element) -> Iterator[tuple[str, _Element]]:
    """The start and end of every element that is shown, without recursion: files may nest as deep as they like."""
    from lxml import etree

    walk = etree.iterwalk(part, events=("start", "end"))
    for sign, element in walk:
        if sign == "start" and (element.tag in SKIPPED or is_hidden(element)):
            walk.skip_subtree()
        yield sign, element


def is_hidden(element: _Element) -> bool:
    """Whether it is a run of hidden words, or the line that parts footnotes from text."""
    if element.tag == f"{WORD}r":
        hidden = element.find(f"{WORD}rPr/{WORD}vanish")
        return hidden is not None and hidden.get(f"{WORD}val", "1") not in ("0", "false", "off")
    return element.tag == f"{WORD}footnote" and element.get(f"{WORD}type") is not None


def properties(name: str, data: bytes) -> tuple[str | None, date | None]:
    """Title and the day of the last change, for a draft is as old as its last change."""
    core = parse_xml(name, data, "DOCX file")
    said = {key: " ".join((core.findtext(tag) or "").split()) for key, tag in CORE.items()}
    for written in (said["modified"], said["created"]):
        try:
            return said["title"] or None, date.fromisoformat(written[:10])
        except ValueError:
            continue
    return said["title"] or None, None
