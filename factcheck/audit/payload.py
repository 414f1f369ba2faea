"""What a web server sent, without the wrapping it was sent in: chunks and compression.

Crawlers store answers as they came, or unwrapped under the headers of the wrapped ones; so what a header says is tried,
and where the bytes are not that, they are taken as they are.
"""

from __future__ import annotations

import io
import re
import zlib

CHUNK = re.compile(rb"([0-9a-fA-F]{1,8})[^\r\n]{0,200}\r?\n")
GZIP = b"\x1f\x8b"


def unwrap(body: bytes, transfer: str, encoding: str, largest: int) -> bytes:
    """`body` as its author wrote it, `largest` bytes and one more at most: a bomb stops there."""
    if "chunked" in transfer.lower():
        body = join_chunks(body)
    for name in reversed([part.strip().lower() for part in encoding.split(",")]):
        if name in ("gzip", "x-gzip") and body.startswith(GZIP):
            body = _inflate(body, 31, largest)
        elif name == "deflate":
            body = _inflate(body, 15 if body[:1] == b"\x78" else -15, largest)
        elif name in ("br", "zstd"):
            body = _by_fastwarc(body, name, largest)
    return body


def join_chunks(body: bytes) -> bytes:
    """The content of a chunked body; `body` itself where it is not chunked after all, or where the chunks break off."""
    pieces: list[bytes] = []
    at = 0
    while match := CHUNK.match(body, at):
        length = int(match[1], 16)
        if not length:
            return b"".join(pieces)
        pieces.append(body[match.end() : match.end() + length])
        at = match.end() + length
        at += 2 if body[at : at + 2] == b"\r\n" else 1
    return b"".join(pieces) if pieces and at >= len(body) else body


def _inflate(body: bytes, window: int, largest: int) -> bytes:
    try:
        return zlib.decompressobj(window).decompress(body, largest + 1)
    except zlib.error:
        return body


def _by_fastwarc(body: bytes, name: str, largest: int) -> bytes:
    from fastwarc import stream_io

    reader = {"br": stream_io.BrotliReader, "zstd": stream_io.ZstdReader}[name]
    try:
        return bytes(reader(io.BytesIO(body)).read(largest + 1))
    except OSError:
        return body
