"""JSON lines: one object a line, one article each, with text, title, day, address and language in fields."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any

from factcheck.inputs.columns import Columns, first
from factcheck.inputs.days import day
from factcheck.inputs.document import BinaryInput, BrokenEncoding, Document, EmptyInput, OversizedInput
from sources.terms.errors import UnreadableInput

LARGEST = 16 * 2**20            # bytes of one line
LANGUAGE = ("language", "lang")


def read_rows(name: str, data: bytes, columns: Columns | None = None) -> Iterator[Document | UnreadableInput]:
    """The documents of JSON lines, each called NAME:LINE; a line that holds none is told, and the others go on."""
    if b"\0" in data[:4096]:
        yield BinaryInput(name, "is a binary file, not lines of JSON")
        return
    found = 0
    for number, line in enumerate(io.BytesIO(data), 1):
        if line.strip():
            found += 1
            try:
                yield read_row(f"{name}:{number}", line, columns or Columns())
            except UnreadableInput as error:
                yield error
    if not found:
        yield EmptyInput(name, "is empty; nothing to check")


def read_row(name: str, line: bytes, columns: Columns) -> Document:
    if len(line) > LARGEST:
        raise OversizedInput(name, f"is a line of more than {LARGEST // 2**20} MB; give single articles")
    try:
        row = json.loads(line.removeprefix(b"\xef\xbb\xbf").decode("utf-8"))
    except UnicodeDecodeError as broken:
        raise BrokenEncoding(name, f"byte {broken.start} (0x{line[broken.start]:02x}) is not UTF-8; JSON must be") \
            from None
    except (ValueError, RecursionError) as broken:
        where = f" at letter {broken.pos + 1}" if isinstance(broken, json.JSONDecodeError) else ""
        raise UnreadableInput(name, f"is not JSON{where}; each line must be one whole object") from None
    if not isinstance(row, dict):
        raise UnreadableInput(name, "is no JSON object; each line must be one, with the article's text in a field")
    text = first(row, columns.text)
    if not isinstance(text, str) or not text.strip():
        looked = ", ".join(columns.text)
        raise EmptyInput(name, f"has no text in the field {looked}; say which holds it with --text-field")
    title, published = first(row, columns.title), day(first(row, columns.published))
    url, language = first(row, columns.url), first(row, LANGUAGE)
    return Document(
        name, text, title if isinstance(title, str) else None, published, "field" if published else None,
        language=known_language(language), url=url if isinstance(url, str) else None,
        extracted=True,
    )


def known_language(said: Any) -> str:
    """The language that is said, where there is a lexicon for it: "en-IN" is en; else auto."""
    from claims.language import languages

    code = said.lower().replace("_", "-").partition("-")[0] if isinstance(said, str) else ""
    return code if code in languages() else "auto"
