"""From what stands on the command line to documents, one by one; what cannot be read is told and passed over."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from factcheck.inputs.dating import published_in
from factcheck.inputs.decoding import decode, decode_page
from factcheck.inputs.document import STANDARD_INPUT, Document, EmptyInput, MissingInput, OversizedInput
from factcheck.inputs.page import is_page, read_page
from sources.terms.errors import UnreadableInput

if TYPE_CHECKING:
    from factcheck.inputs.columns import Columns

PLAIN = frozenset({".txt", ".text"})
MARKDOWN = frozenset({".md", ".markdown"})
PAGES = frozenset({".html", ".htm", ".xhtml"})
PAPERS = frozenset({".pdf", ".docx"})
ARTICLES = PLAIN | MARKDOWN | PAGES | PAPERS        # one document each
LINES = frozenset({".jsonl", ".ndjson"})
FEEDS = frozenset({".rss", ".atom"})
READ = ARTICLES | LINES | FEEDS             # what is taken from a folder, each also with .gz behind it
WEB = ("http://", "https://")
# How an address would end if it were a file's name, by what the server says that it is.
MEDIA_SUFFIX = {
    "text/html": ".html", "application/xhtml+xml": ".html", "text/plain": ".txt", "text/markdown": ".md",
    "application/rss+xml": ".rss", "application/atom+xml": ".atom", "application/x-ndjson": ".jsonl",
    "application/jsonl": ".jsonl",
}
LARGEST = 256 * 1024 * 1024                 # bytes, unpacked: far beyond any article, short of filling the memory
PDF, PDF_WITHIN = b"%PDF-", 1024            # bytes: what may stand before the magic, as readers of PDF allow
GZIP = b"\x1f\x8b"
BLANK = b"\xef\xbb\xbf \t\r\n"
ZIP = b"PK\x03\x04"

# Compiled by re when they are needed, for most articles need none of them.
FRONT_MATTER = r"(?s)\A---[^\S\n]*\r?\n(.{0,4000}?)\n---[^\S\n]*\r?(?:\n|\Z)"
FIELD = r"""(?m)^(title|date|published)\s{0,4}:\s{0,4}["']?(.*?)["']?\s{0,4}$"""
NUMBERED = r"#\d{1,9}\Z"
HEADING = r"(?m)^#[^\S\n]+(\S.*)$"


def documents(
    names: Iterable[str], *, published: date | None = None, title: str | None = None, encoding: str | None = None,
    columns: Columns | None = None, allow_private: bool = False,
) -> Iterator[Document | UnreadableInput]:
    """Every article that `names` (paths, folders, patterns, addresses, "-") stand for, in their order.

    One that cannot be read comes as the error it is, so that the others go on.  `published` and `title` go before
    what an article says of itself.  `columns` are those of JSON lines, and make standard input such; `allow_private`
    lets addresses lead to private networks.
    """
    for name in names:
        try:
            for path in paths_of(name):
                for document in all_in(path, encoding, columns, allow_private):
                    if isinstance(document, Document):
                        if published:
                            document = replace(document, published=published, dated_by="option")
                        document = replace(document, title=title) if title else document
                    yield document
        except UnreadableInput as error:
            yield error


def all_in(
    name: str, encoding: str | None = None, columns: Columns | None = None, allow_private: bool = False,
) -> Iterator[Document | UnreadableInput]:
    """The documents behind one path, address or "-": one, or those of a feed or of JSON lines."""
    try:
        if name.lower().startswith(WEB):
            yield from _of_the_web(name, encoding, columns, allow_private)
        elif one := one_of_many(name):
            yield one_of(name, one, encoding, columns)
        else:
            yield from split(name, unpacked(name, _bytes(name)), encoding, columns)
    except UnreadableInput as error:
        yield error


def one_of_many(name: str) -> str | None:
    """The file of an article that goes by its place in it, articles.jsonl:17 or feed.rss#2; None for other names."""
    place = re.search(r"[:#]\d{1,9}\Z", name)
    file = name[:place.start()] if place else ""
    known = _suffix(file) in LINES | FEEDS | {".xml"}
    return file if known and Path(file).is_file() and not Path(name).exists() else None


def one_of(name: str, file: str, encoding: str | None, columns: Columns | None) -> Document | UnreadableInput:
    """The document called `name` among those in `file`."""
    for each in all_in(file, encoding, columns):
        if name_of(each) == name:
            return each
    raise MissingInput(name, "there is no such article in this file; check its number")


def name_of(found: Document | UnreadableInput) -> str:
    return found.name if isinstance(found, Document) else found.input


def split(
    name: str, data: bytes, encoding: str | None = None, columns: Columns | None = None, suffix: str | None = None,
) -> Iterator[Document | UnreadableInput]:
    """The documents in the bytes of one file; what cannot be read comes as the error it is.

    `suffix` says how its name would end, where it does not.
    """
    try:
        yield from _parts(name, data, encoding, columns, suffix or _suffix(name))
    except UnreadableInput as error:
        yield error


def _parts(
    name: str, data: bytes, encoding: str | None, columns: Columns | None, suffix: str,
) -> Iterator[Document | UnreadableInput]:
    if suffix in LINES or (name == STANDARD_INPUT and columns):
        from factcheck.inputs.rows import read_rows

        yield from read_rows(name, data, columns)
    elif data[:64].lstrip(BLANK).startswith(b"<") or suffix in FEEDS:
        from factcheck.inputs.feed import is_feed, read_feed

        if is_feed(data) or suffix in FEEDS:
            yield from read_feed(name, data)
        else:
            yield understand(name, data, encoding, suffix)
    else:
        yield understand(name, data, encoding, suffix)


def _of_the_web(
    url: str, encoding: str | None, columns: Columns | None, allow_private: bool,
) -> Iterator[Document | UnreadableInput]:
    from factcheck.inputs.web import fetch

    page = re.sub(NUMBERED, "", url)        # https://desk.example/feed.xml#2: one entry of a feed; else an anchor
    found, met = fetch(page, allow_private=allow_private), False
    suffix = MEDIA_SUFFIX.get(found.media_type)
    for each in split(page, unpacked(page, found.data), encoding or found.encoding, columns, suffix):
        if page == url or name_of(each) in (page, url):
            met = True
            yield replace(each, url=each.url or found.url) if isinstance(each, Document) else each
    if not met:
        raise MissingInput(url, "there is no such entry in this feed; check its number")


def paths_of(name: str) -> Iterator[str]:
    """`name` itself, the files that it is a pattern of, or the articles below it where it is a folder.

    Sorted; of folders without hidden files and linked folders.
    """
    if name == STANDARD_INPUT or name.lower().startswith(WEB):
        yield name
        return
    path = Path(name)
    if not path.is_dir():
        if any(sign in name for sign in "*?[") and not path.exists():
            from glob import glob

            matching = sorted(glob(name, recursive=True))       # noqa: PTH207  # its names are as the user wrote them
            if not matching:
                raise MissingInput(name, "no file matches this pattern; check it")
            for each in matching:
                if Path(each).is_file():
                    yield each
        else:
            yield name
        return
    found = False
    for folder, below, files in os.walk(name):
        below[:] = sorted(entry for entry in below if not entry.startswith("."))
        for file in sorted(files):
            if _suffix(file) in READ and not file.startswith("."):
                found = True
                yield str(Path(folder, file))
    if not found:
        raise EmptyInput(name, f"no articles in this folder; looked for {', '.join(sorted(READ))}, also with .gz")


def read(name: str, encoding: str | None = None) -> Document:
    """The one document behind a path or "-"."""
    return understand(name, unpacked(name, _bytes(name)), encoding)


def understand(name: str, data: bytes, encoding: str | None = None, suffix: str | None = None) -> Document:
    """The document that the bytes of one file hold; what kind they are, its name and its first bytes tell.

    `suffix` goes before that of the name.
    """
    if not data.strip():
        raise EmptyInput(name, "is empty; nothing to check")
    if PDF in data[:PDF_WITHIN]:
        from factcheck.inputs.pdf import read_pdf

        return _dated_by_its_text(read_pdf(name, data))
    if data.startswith(ZIP):
        from factcheck.inputs.docx import read_docx

        return _dated_by_its_text(read_docx(name, data))
    suffix = suffix or _suffix(name)
    if suffix in PAGES or is_page(data[:8192].decode("latin-1")):
        from factcheck.inputs.comments import lifted, placed

        source = decode_page(name, data, encoding)
        whole, said = lifted(source.text)
        text, title, published = read_page(name, whole)
        if source.broken and "\ufffd" in text:
            raise source.broken
        text, asides = placed(text, said)
        title = placed(title, said)[0] if title else title
        lost = [f"{name}: this comment stands outside of the article and silences nothing: {each}"
                for each in said if each not in {words for _, words in asides}]
        return Document(name, text, title, published, "page" if published else None, (*source.remarks, *lost),
                        extracted=True, asides=asides)
    text = decode(name, data, encoding)
    if not text.strip():
        raise EmptyInput(name, "is empty; nothing to check")
    return _with_its_own_words(Document(name, text, extracted=name.endswith(".gz")), suffix in MARKDOWN)


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
        title = heading[1].rstrip().rstrip("#").rstrip() or None
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
    try:
        with Path(name).open("rb") as file:
            return _within_bounds(name, file.read(LARGEST + 1))
    except FileNotFoundError:
        if "://" in name:
            raise MissingInput(name, "is not fetched; addresses begin with http:// or https://") from None
        raise MissingInput(name, "no such file; check the name, or - for standard input") from None
    except (OSError, ValueError) as error:          # ValueError: a NUL in the name
        reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
        raise UnreadableInput(name, f"cannot be opened ({reason.lower()}); check its permissions") from None


def unpacked(name: str, data: bytes) -> bytes:
    """The bytes of a file, unpacked where they are gzip's.  Raises OversizedInput before there are too many."""
    if not data.startswith(GZIP):
        if name.endswith(".gz"):
            raise UnreadableInput(name, "is not a whole gzip file; pack or copy it again")
        return data
    import gzip
    import io
    import zlib

    try:
        with gzip.open(io.BytesIO(data)) as packed:
            return _within_bounds(name, packed.read(LARGEST + 1))
    except (gzip.BadGzipFile, EOFError, zlib.error):
        raise UnreadableInput(name, "is not a whole gzip file; pack or copy it again") from None


def _within_bounds(name: str, data: bytes) -> bytes:
    if len(data) > LARGEST:
        raise OversizedInput(name, f"holds more than {LARGEST // 2**20} MB; give single articles")
    return data


def _suffix(name: str) -> str:
    path = Path(name)
    return (path.with_suffix("") if path.suffix == ".gz" else path).suffix.lower()
