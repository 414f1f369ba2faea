"""Zstandard files, frame after frame, and an error where one breaks off, which the library takes for the end."""

from __future__ import annotations

import io
from typing import IO, Any

BLOCK = 2**18
LARGEST_WINDOW = 2**27          # bytes of memory that a file may ask for: what zstd -19 --long makes


class ZstdFile(io.RawIOBase):
    """The unpacked content of `raw`.  Raises EOFError at the end of a file that is cut short."""

    def __init__(self, raw: IO[bytes]) -> None:
        self.raw = raw
        self.frame: Any = None
        self.rest = b""             # packed bytes read and not used yet
        self.ready = memoryview(b"")
        self.given = 0

    def readable(self) -> bool:
        return True

    def tell(self) -> int:
        """Bytes given so far."""
        return self.given

    def readinto(self, buffer: Any) -> int:
        while not self.ready:
            packed = self.rest or self.raw.read(BLOCK)
            self.rest = b""
            if not packed:
                if self.frame is not None:
                    raise EOFError("the file breaks off inside a frame")
                return 0
            if self.frame is None:
                import zstandard

                self.frame = zstandard.ZstdDecompressor(max_window_size=LARGEST_WINDOW).decompressobj()
            self.ready = memoryview(self.frame.decompress(packed))
            if self.frame.eof:
                self.rest, self.frame = self.frame.unused_data, None
        size = min(len(buffer), len(self.ready))
        buffer[:size] = self.ready[:size]
        self.ready = self.ready[size:]
        self.given += size
        return size
