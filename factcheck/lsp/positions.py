"""Places in a text as editors count them: lines, and units of the encoding that editor and server agreed on."""

from __future__ import annotations

from bisect import bisect_right

from lsprotocol.types import Position, PositionEncodingKind, Range

UNITS = {PositionEncodingKind.Utf8: ("utf-8", 1), PositionEncodingKind.Utf16: ("utf-16-le", 2),
         PositionEncodingKind.Utf32: ("utf-32-le", 4)}


class Positions:
    """Turns offsets of `text` (code points) into positions and back.  A line ends with LF, CR LF or CR, as in LSP."""

    def __init__(self, text: str, encoding: PositionEncodingKind = PositionEncodingKind.Utf16) -> None:
        self.text = text
        self.codec, self.width = UNITS[encoding]
        self.starts = [0]
        for at, letter in enumerate(text):
            if letter == "\n" or (letter == "\r" and text[at + 1:at + 2] != "\n"):
                self.starts.append(at + 1)

    def position(self, offset: int) -> Position:
        line = bisect_right(self.starts, offset) - 1
        return Position(line, self._units(self.text[self.starts[line]:offset]))

    def range(self, start: int, end: int) -> Range:
        return Range(self.position(start), self.position(end))

    def offset(self, position: Position) -> int:
        """Of a position behind its line's end, or behind the text, the end."""
        if position.line >= len(self.starts):
            return len(self.text)
        start = self.starts[position.line]
        end = self.starts[position.line + 1] if position.line + 1 < len(self.starts) else len(self.text)
        left = position.character
        for at in range(start, end):
            if left <= 0:
                return at
            left -= self._units(self.text[at])
        return end

    def _units(self, text: str) -> int:
        return len(text.encode(self.codec, "surrogatepass")) // self.width
