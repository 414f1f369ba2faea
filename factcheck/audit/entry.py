"""What moves through an audit: a document as the archive holds it, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

Row = dict[str, Any]


class Content(StrEnum):
    """What the bytes or characters of an entry are."""

    TEXT = "text"           # an article's own words
    PAGE = "page"           # the source of a web page, as bytes
    FILE = "file"           # a file of any kind that `check` reads, as bytes; its name and first bytes tell which


class Skipped(StrEnum):
    """Why a document was looked at and not read.  None of these is a failure."""

    NOT_A_PAGE = "not-a-page"           # an image, a feed, a redirect, an error page of a server
    NEAR_EMPTY = "near-empty"
    NO_ARTICLE = "no-article"           # figures in menus and teasers, no article around them
    LANGUAGE = "language"               # no lexicon for it


@dataclass(frozen=True, slots=True)
class Entry:
    """One document of an archive, unread.  `id` is the same in every audit of the same archive, however it is cut."""

    id: str                             # the input and the document's place in it: "news.jsonl#1840"
    input: str                          # the file, as fsspec writes it
    content: str | bytes = b""
    kind: Content = Content.TEXT
    url: str | None = None
    title: str | None = None
    published: date | None = None
    charset: str | None = None          # as the server declared it
    archive_id: str | None = None       # the identity the archive gives it, which nobody promises to be unique
    error: str | None = None            # "code: reason" where the reader already knows that it is broken
    skipped: Skipped | None = None
    position: int = 0                   # bytes of its part of the file read so far, for the estimate
    place: int | None = None            # where in its file: byte (of the unpacked file, but for WARC), or row


@dataclass(frozen=True, slots=True)
class Checked:
    """What became of an entry, as rows of the tables that an audit writes."""

    document: Row
    findings: list[Row] = field(default_factory=list)
    claims: list[Row] = field(default_factory=list)
    arithmetic: list[Row] = field(default_factory=list)


def unread(entry: Entry, tables: str, error: str | None = None) -> Checked:
    """The row of a document that was not read: broken, skipped, or stopped by the guard."""
    return Checked({
        "id": entry.id, "input": entry.input, "url": entry.url, "title": entry.title, "published": entry.published,
        "language": None, "chars": 0, "claims": 0, "alarms": 0, "error": error or entry.error, "tables": tables,
        "skipped": entry.skipped.value if entry.skipped and not error else None, "archive_id": entry.archive_id,
    })
