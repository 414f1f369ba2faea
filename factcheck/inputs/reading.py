"""From what stands on the command line to documents, one by one; what cannot be read is told and passed over."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from factcheck.inputs.dating import published_in
from factcheck.inputs.decoding import decode, decode_page
from factcheck.inputs.document import Document, EmptyInput, MissingInput, OversizedInput
from factcheck.inputs.page import is_page, read_page
from sources.terms.errors import UnreadableInput

STANDARD_INPUT = "-"
PLAIN = frozenset({".txt", ".text"})
MARKDOWN = frozenset({".md", ".markdown"})
PAGES = frozenset({".html", ".htm", ".xhtml"})
PAPERS = frozenset({".pdf", ".docx"})
ARTICLES = PLAIN | MARKDOWN | PAGES | PAPERS         # what is taken from a folder, each also with .gz behind it
LARGEST = 256 * 1024 * 1024                 # bytes, unpacked: far beyond any article, short of filling the memory
PDF, PDF_WITHIN = b"%PDF-", 1024            # bytes: what may stand before the magic, as readers of PDF allow
ZIP = b"PK\x03\x04"

# Compiled by re when they are needed, for most articles need none of them.
FRONT_MATTER = r"(?s)\A---[^\S\n]*\r?\n(.{0,4000}?)\n---[^\S\n]*\r?(?:\n|\Z)"
FIELD = r"""(?m)^(title|date|published)\s{0,4}:\s{0,4}["']?(.*?)["']?\s{0,4}$"""
HEADING = r"(?m)^#[^\S\n]+(.+?)[^\S\n]*#*[^\S\n]*\r?$"


def documents(
    names: Iterable[str], *, published: date | None = None, title: str | None = None, encoding: str | None = None,
) -> Iterator[Document | UnreadableInput]:
    """Every article that `names` (paths, folders, "-") stand for, in their order; a folder's files in sorted order.

    One that cannot be read comes as the error it is, so that the others go on.  `published` and `title` go before
    what an article says of itself.
    """
    for name in names:
        try:
            for path in paths_of(name):
                try:
                    document = read(path, encoding)
                except UnreadableInput as error:
                    yield error
                    continue
                if published:
                    document = replace(document, published=published, dated_by="option")
                yield replace(document, title=title) if title else document
        except UnreadableInput as error:
            yield error


def paths_of(name: str) -> Iterator[str]:
    """`name` itself, or the articles below it where it is a folder: sorted, without hidden files and linked folders."""
    if name == STANDARD_INPUT or not Path(name).is_dir():
        yield name
        return
    found = False
    for folder, below, files in os.walk(name):
        below[:] = sorted(entry for entry in below if not entry.startswith("."))
        for file in sorted(files):
            if _suffix(file) in ARTICLES and not file.startswith("."):
                found = True
                yield str(Path(folder, file))
    if not found:
        raise EmptyInput(name, f"no articles in this folder; looked for {', '.join(sorted(ARTICLES))}, also with .gz")


def read(name: str, encoding: str | None = None) -> Document:
    """The document behind one path or "-"."""
    return understand(name, _bytes(name), encoding)


def understand(name: str, data: bytes, encoding: str | None = None) -> Document:
    """The document that the bytes of one file hold; what kind they are, its name and its first bytes tell."""
    if not data.strip():
        raise EmptyInput(name, "is empty; nothing to check")
    if PDF in data[:PDF_WITHIN]:
        from factcheck.inputs.pdf import read_pdf

        return _dated_by_its_text(read_pdf(name, data))
    if data.startswith(ZIP):
        from factcheck.inputs.docx import read_docx

        return _dated_by_its_text(read_docx(name, data))
    suffix = _suffix(name)
    if suffix in PAGES or is_page(data[:8192].decode("latin-1")):
        source = decode_page(name, data, encoding)
        text, title, published = read_page(name, source.text)
        if source.broken and "\ufffd" in text:
            raise source.broken
        return Document(name, text, title, published, "page" if published else None, source.remarks)
    text = decode(name, data, encoding)
    if not text.strip():
        raise EmptyInput(name, "is empty; nothing to check")
    return _with_its_own_words(Document(name, text), suffix in MARKDOWN)


def _with_its_own_words(document: Document, markdown: bool) -> Document:
    """With the title and date that the text gives itself: front matter, first heading, byline."""
    text = document.text
    title = published = dated_by = None
    if text.startswith("---") and (front := re.match(FRONT_MATTER, text)):
        fields = {match[1]: match[2].strip() for match in re.finditer(FIELD, front[1])}
        title = fields.get("title") or None
        written = fields.get("published") or fields.get("date") or ""
        try:
            published, dated_by = date.fromisoformat(written[:10]), "front matter"
        except ValueError:
            published = None
    if markdown and not title and (heading := re.search(HEADING, text)):
        title = heading[1]
    if not published and (published := published_in(text)):
        dated_by = "text"
    return replace(document, title=title, published=published, dated_by=dated_by)


def _dated_by_its_text(document: Document) -> Document:
    """With the date that the text gives itself in place of its file's: files are copied, saved and printed later."""
    published = published_in(document.text)
    return replace(document, published=published, dated_by="text") if published else document


def _bytes(name: str) -> bytes:
    if name == STANDARD_INPUT:
        return _within_bounds(name, sys.stdin.buffer.read(LARGEST + 1))
    if name.startswith(("http://", "https://")):
        raise MissingInput(name, "addresses are not fetched; save the page and give its file name")
    try:
        if name.endswith(".gz"):
            import gzip
            import zlib

            try:
                with gzip.open(name) as packed:
                    return _within_bounds(name, packed.read(LARGEST + 1))
            except (gzip.BadGzipFile, EOFError, zlib.error):
                raise UnreadableInput(name, "is not a whole gzip file; pack or copy it again") from None
        with Path(name).open("rb") as file:
            return _within_bounds(name, file.read(LARGEST + 1))
    except FileNotFoundError:
        raise MissingInput(name, "no such file; check the name, or - for standard input") from None
    except (OSError, ValueError) as error:          # ValueError: a NUL in the name
        reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
        raise UnreadableInput(name, f"cannot be opened ({reason.lower()}); check its permissions") from None


def _within_bounds(name: str, data: bytes) -> bytes:
    if len(data) > LARGEST:
        raise OversizedInput(name, f"holds more than {LARGEST // 2**20} MB; give single articles")
    return data


def _suffix(name: str) -> str:
    path = Path(name)
    return (path.with_suffix("") if path.suffix == ".gz" else path).suffix.lower()
