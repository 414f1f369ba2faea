"""Web archives: WARC files by FastWARC, with every record that holds a page or a paper accounted for.

A record that is cut short or broken is told as one failed document, and reading goes on at the next record.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import IO, Any

from factcheck.audit.entry import Content, Entry, Skipped
from factcheck.audit.plan import Split
from factcheck.audit.window import Window, boundary
from factcheck.guard import failure

LARGEST = 16 * 2**20            # bytes of one page; the longest articles stay far below
PAGES = ("text/html", "application/xhtml")
PAPERS = ("application/pdf", "application/vnd.openxmlformats-officedocument.wordprocessingml.document")
WORDS = "text/plain"
CHARSET = re.compile(r"charset\s{0,5}=\s{0,5}[\"']?([\w:.-]{1,40})", re.IGNORECASE)
OK = 200
SWALLOWED = re.compile(rb"WARC/[01]\.\d{1,2}\r?\n(?:[A-Za-z-]{1,40}:[^\r\n]{0,2000}\r?\n){2}")


def records(file: IO[bytes], split: Split, dated_by_crawl: bool = False) -> Iterator[Entry]:
    """The documents of a WARC file's part: records of type response, resource and conversion.

    Requests, metadata and revisits (which repeat what is elsewhere) are no documents.  `dated_by_crawl` takes the day
    of the crawl as a page's day of publication, which is right for collections that crawl news as it appears.
    """
    packed = split.input.lower().endswith(".gz")
    size = file.seek(0, 2)
    start = boundary(file, split.start, size, packed)
    stop = size if split.stop is None else boundary(file, split.stop, size, packed)
    broken: int | None = None           # where the last trouble was told
    while start < stop:
        at = start                      # of the last record that was seen
        window = Window(file, start, stop)
        try:
            for record in _iterate(window):
                at = start + record.stream_pos
                entry, body = _entry(record, split, at - split.start, dated_by_crawl)
                if not packed and SWALLOWED.search(body):
                    raise OSError("the next record begins inside this one")
                if entry is not None:
                    yield entry
                broken = None
            return
        except BaseException as trouble:
            if not isinstance(trouble, OSError | ValueError) and type(trouble).__name__ != "PanicException":
                raise               # FastWARC is Rust, and its panics are no Exception
            if window.trouble:
                raise window.trouble from None
            if broken is None:
                yield Entry("", split.input, error=failure("broken-record", f"near byte {at}: {trouble}"),
                            position=at - split.start, place=at)
            broken = at
        start = boundary(file, max(at, start) + 1, size, packed)


def _iterate(window: Window) -> Iterator[Any]:
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    wanted = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
    yield from ArchiveIterator(window, record_types=wanted, parse_http=True, auto_decode="none", fsspec_args=False)


def _entry(record: Any, split: Split, position: int, dated_by_crawl: bool) -> tuple[Entry | None, bytes]:
    """The document of a record, None where it is none, and the record's bytes as far as they were read."""
    from factcheck.audit.payload import unwrap

    headers = record.headers
    http = record.http_headers if record.is_http else None
    stated = (http.get("Content-Type") if http else headers.get("Content-Type")) or ""
    kind = stated.split(";", 1)[0].strip().lower()
    url = (headers.get("WARC-Target-URI") or "").strip("<>") or None
    body = bytes(record.reader.read(LARGEST + 1))
    if url and url.startswith(("metadata:", "dns:", "whois:", "urn:")):
        return None, body           # what crawlers write about themselves
    charset = CHARSET.search(stated)
    told: dict[str, Any] = {
        "id": "", "input": split.input, "url": url, "archive_id": headers.get("WARC-Record-ID"), "position": position,
        "place": split.start + position,
        "charset": charset[1].lower() if charset else None,
        "published": record.record_date.date() if dated_by_crawl and record.record_date else None,
    }
    expected = record.content_length
    if http is not None and http.status_code not in (OK, None):
        return Entry(skipped=Skipped.NOT_A_PAGE, **told), body
    if kind and not kind.startswith((*PAGES, *PAPERS, WORDS)):
        return Entry(skipped=Skipped.NOT_A_PAGE, **told), body
    if expected > LARGEST:
        return Entry(error=failure("too-large", f"a record of {expected} bytes"), **told), body
    if len(body) < expected:
        return Entry(error=failure("cut-short", f"{len(body)} of {expected} bytes are there"), **told), body
    page = body
    if http is not None:
        page = unwrap(body, http.get("Transfer-Encoding") or "", http.get("Content-Encoding") or "", LARGEST)
        if len(page) > LARGEST:
            return Entry(error=failure("too-large", f"unpacks to more than {LARGEST} bytes"), **told), body
    if kind.startswith(WORDS) and not page.lstrip()[:15].lower().startswith((b"<!doctype", b"<html")):
        return Entry(content=page.decode(_known(told["charset"]), "replace"), **told), body
    return Entry(content=page, kind=Content.FILE if kind.startswith(PAPERS) else Content.PAGE, **told), body


def _known(charset: str | None) -> str:
    import codecs

    try:
        return codecs.lookup(charset or "utf-8").name
    except LookupError:
        return "utf-8"
