"""Parts of a WARC file, cut where a record begins, so that every record lies in exactly one part."""

from __future__ import annotations

import re
import zlib
from typing import IO

BLOCK = 2**20
OVERLAP = 8192                      # room for a record's header, or enough of a gzip member to tell what it is
MEMBER = b"\x1f\x8b\x08"
VERSION = re.compile(rb"WARC/[01]\.\d{1,2}\r?\n(?:[^\r\n]{1,2000}\r?\n){1,60}")
TYPE = re.compile(rb"^WARC-Type\s{0,5}:", re.IGNORECASE | re.MULTILINE)


class Window:
    """The bytes of `file` from `start` to `stop` as a file of their own; `tell` counts from `start`.

    `trouble` keeps what the file itself raised, a network that failed, so that it is not taken for a broken record.
    """

    def __init__(self, file: IO[bytes], start: int, stop: int) -> None:
        self.file, self.start, self.stop, self.at = file, start, stop, start
        self.trouble: Exception | None = None
        file.seek(start)

    def read(self, size: int = -1) -> bytes:
        left = self.stop - self.at
        try:
            data = self.file.read(left if size < 0 else min(size, left))
        except Exception as trouble:
            self.trouble = trouble
            raise
        self.at += len(data)
        return data

    def tell(self) -> int:
        return self.at - self.start


def boundary(file: IO[bytes], at: int, size: int, packed: bool) -> int:
    """Where the first record at or after byte `at` begins; `size` where none does.

    A gzip member counts where it unpacks to a WARC record, so that chance bytes and other members do not.
    """
    if at <= 0:
        return 0
    while at < size:
        file.seek(at)
        block = file.read(BLOCK + OVERLAP)
        found = _member(block) if packed else _header(block)
        if found is not None and found < BLOCK:
            return at + found
        at += BLOCK
    return size


def _member(block: bytes) -> int | None:
    at = block.find(MEMBER)
    while at >= 0:
        try:
            if zlib.decompressobj(31).decompress(block[at : at + OVERLAP], 16).startswith(b"WARC/"):
                return at
        except zlib.error:
            pass
        at = block.find(MEMBER, at + 1)
    return None


def _header(block: bytes) -> int | None:
    """A version line and header lines, wherever they begin: where a record is cut short, no line end stands before."""
    for match in VERSION.finditer(block):
        if TYPE.search(match[0]):
            return match.start()
    return None
