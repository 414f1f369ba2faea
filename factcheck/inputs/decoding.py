"""Bytes to text: by byte order mark, by what the user or the page declares, else UTF-8; never by guessing."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from factcheck.inputs.document import BinaryInput, BrokenEncoding
from sources.terms.errors import UnreadableInput

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),     # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
BINARY = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP or Office file"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"{\\rtf", "an RTF file"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
)
DECLARED = (        # compiled when a page comes, not before
    rb"""(?i)\A\s{0,20}<\?xml[^>]{0,200}?encoding\s{0,5}=\s{0,5}["']([\w:.-]{1,40})""",
    rb"""(?i)<meta[^>]{0,200}?charset\s{0,5}=\s{0,5}["']?\s{0,5}([\w:.-]{1,40})""",
)
DECLARED_WITHIN = 4096          # bytes: browsers look at 1,024, real pages need a little more

# What browsers do with these labels (WHATWG Encoding): pages that say ISO-8859-1 print cp1252 quotes and dashes.
AS_BROWSERS_DO = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "ascii": "cp1252",
                  "us-ascii": "cp1252", "windows-1252": "cp1252", "gb2312": "gb18030", "gbk": "gb18030",
                  "shift_jis": "cp932", "ks_c_5601-1987": "cp949", "euc-kr": "cp949"}


def decode(name: str, data: bytes, encoding: str | None = None) -> str:
    """The text of `data`, line ends as they are, a byte order mark left out.

    Without `encoding`, UTF-8 or what a byte order mark says.  Raises BinaryInput, BrokenEncoding (with the offset of
    the first byte that does not fit) or UnreadableInput (no such encoding).
    """
    for mark, marked in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _strictly(name, data[len(mark):], marked, len(mark))
    refuse_binary(name, data)
    return _strictly(name, data, encoding or "utf-8", 0)


@dataclass(frozen=True, slots=True)
class Source:
    """The source of a web page.  Where bytes did not fit, "\ufffd" stands for them and `broken` says which came first:
    an error if they are the article's, nothing to anybody if they are a menu's."""

    text: str
    remarks: tuple[str, ...] = ()
    broken: BrokenEncoding | None = None


def decode_page(name: str, data: bytes, encoding: str | None = None) -> Source:
    """The source of a web page, by its own declaration, else UTF-8, else cp1252 as browsers do, with a remark."""
    if encoding or data.startswith(tuple(mark for mark, _ in BYTE_ORDER_MARKS)):
        return Source(decode(name, data, encoding))
    refuse_binary(name, data)
    head = data[:DECLARED_WITHIN]
    if match := next(filter(None, (re.search(pattern, head) for pattern in DECLARED)), None):
        label = match[1].decode("ascii").lower()
        if label.startswith("utf-16"):      # it was read as ASCII a moment ago, so it cannot be
            label = "utf-8"
        encoding = AS_BROWSERS_DO.get(label, label)
        try:
            return Source(_strictly(name, data, encoding, 0))
        except BrokenEncoding as broken:
            return Source(data.decode(encoding, "replace"), (), broken)
    try:
        return Source(data.decode("utf-8"))
    except UnicodeDecodeError:
        remark = f"{name}: declares no encoding and is not UTF-8; read as cp1252, as browsers do"
        return Source(data.decode("cp1252", "replace"), (remark,))


def refuse_binary(name: str, data: bytes) -> None:
    for magic, what in BINARY:
        if data.startswith(magic):
            raise BinaryInput(name, f"is {what}, not text; save the article as text or HTML")
    if (nul := data.find(0)) >= 0:
        raise BinaryInput(name, f"is a binary file (NUL at byte {nul}), not text; save the article as text or HTML")


def _strictly(name: str, data: bytes, encoding: str, before: int) -> str:
    """`before` counts the bytes already taken off the front, so that the offset told is the file's."""
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as broken:
        shown = {"utf-8": "UTF-8"}.get(encoding, encoding)
        byte = data[broken.start]
        raise BrokenEncoding(
            name,
            f"byte {broken.start + before} (0x{byte:02x}) is not {shown}; save the file as UTF-8, "
            "or say how it is encoded with --encoding, such as --encoding cp1252",
        ) from None
    except (LookupError, ValueError):       # ValueError: a codec that is not for text
        raise UnreadableInput(name, f"no encoding is called {encoding!r}; say which with --encoding") from None
    if "\0" in text:
        raise BinaryInput(name, "is a binary file (it holds NULs), not text; save the article as text or HTML")
    return text
