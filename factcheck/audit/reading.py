"""From a task's splits to its documents, numbered, in an order that never changes."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from typing import IO, Any, cast

from factcheck.audit import lines, plan, warc
from factcheck.audit.entry import Content, Entry
from factcheck.audit.plan import Form, Split
from factcheck.guard import failure
from factcheck.inputs.columns import Columns
from sources.terms.errors import UnreadableInput

BUFFER = 2**20


@dataclass(frozen=True, slots=True)
class ReadingOptions:
    columns: Columns = field(default_factory=Columns)
    dated_by_crawl: bool = False        # pages of web archives: take the day of the crawl as that of publication


def entries(splits: Sequence[Split], options: ReadingOptions) -> Iterator[Entry]:
    """Every document of `splits`, with its id and how many of the task's bytes lie behind it."""
    before = 0
    for split in splits:
        last, again = None, 0
        for number, entry in enumerate(_opened(split, options)):
            place = number if entry.place is None else entry.place
            again = again + 1 if place == last else 0       # a gzip member with many records: they begin at one byte
            last = place
            name = f"{split.input}#{place}.{again}" if again else f"{split.input}#{place}"
            yield replace(entry, id=split.input if split.form is Form.FILE else name,
                          position=before + min(entry.position, split.size))
        before += split.size


def _opened(split: Split, options: ReadingOptions) -> Iterator[Entry]:
    from fsspec.core import url_to_fs

    with ExitStack() as stack:
        try:
            system, path = url_to_fs(split.input)
            raw: IO[bytes] = stack.enter_context(system.open(path, "rb"))
            file = raw if split.form in (Form.WARC, Form.PARQUET) else _unpacked(raw, split.input, stack)
        except FileNotFoundError:
            yield Entry("", split.input, error=failure("missing-file", "was there when the audit was planned"))
            return
        except PermissionError as trouble:
            yield Entry("", split.input, error=failure("unreadable-file", trouble.strerror))
            return
        match split.form:
            case Form.WARC:
                yield from warc.records(file, split, options.dated_by_crawl)
            case Form.JSONL:
                packed = split.input.lower().endswith(plan.PACKED)
                yield from lines.json_lines(file, split, options.columns, raw.tell if packed else None)
            case Form.PARQUET:
                yield from lines.parquet_rows(file, split, options.columns)
            case Form.CSV:
                words = _decoded(file)
                yield from lines.csv_rows(words, split, options.columns, raw.tell)
            case Form.FEED:
                yield from _of_feed(file, split)
            case Form.FILE:
                yield _article(file, split)


def _of_feed(file: IO[bytes], split: Split) -> Iterator[Entry]:
    """The entries of a feed, each by the number that `check` calls it by."""
    from factcheck.inputs import Document
    from factcheck.inputs.feed import read_feed

    whole = _article(file, split)
    if whole.error:
        yield whole
        return
    assert isinstance(whole.content, bytes)
    try:
        for number, each in enumerate(read_feed(split.input, whole.content), 1):
            if isinstance(each, Document):
                yield Entry("", split.input, each.text, title=each.title, published=each.published, url=each.url,
                            place=number)
            else:
                yield Entry("", split.input, error=failure(each.code, each.reason), place=number)
    except UnreadableInput as broken:
        yield Entry("", split.input, error=failure(broken.code, broken.reason), place=0)


def _article(file: IO[bytes], split: Split) -> Entry:
    try:
        data = file.read(warc.LARGEST + 1)
    except Exception as trouble:
        if not lines.breaks_off(trouble):
            raise
        return Entry("", split.input, error=failure("broken-file", trouble))
    if len(data) > warc.LARGEST:
        return Entry("", split.input, error=failure("too-large", f"more than {warc.LARGEST} bytes"))
    return Entry("", split.input, data, Content.FILE, position=split.size)


def _unpacked(raw: IO[bytes], name: str, stack: ExitStack) -> IO[bytes]:
    if name.lower().endswith(".gz"):
        import gzip

        return cast("IO[bytes]", stack.enter_context(gzip.GzipFile(fileobj=raw)))
    if name.lower().endswith(".zst"):
        from factcheck.audit.zstd import ZstdFile

        return cast("IO[bytes]", stack.enter_context(io.BufferedReader(ZstdFile(raw), BUFFER)))
    # fsspec's remote files know no longest line
    return cast("IO[bytes]", stack.enter_context(io.BufferedReader(cast("Any", raw), BUFFER)))


def _decoded(file: IO[bytes]) -> IO[str]:
    return io.TextIOWrapper(cast("Any", file), encoding="utf-8-sig", errors="replace", newline="")
