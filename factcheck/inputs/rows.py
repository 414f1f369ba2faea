"""JSON lines: one object a line, one article each, with text, title, day, address and language in fields."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from factcheck.inputs.document import BinaryInput, BrokenEncoding, Document, EmptyInput, OversizedInput
from sources.terms.errors import UnreadableInput

LARGEST = 16 * 2**20            # bytes of one line
LANGUAGE = ("language", "lang")


@dataclass(frozen=True, slots=True)
class Fields:
    """Which field of an object holds what; without a name, the usual ones, as audits know them."""

    text: str | None = None
    title: str | None = None
    published: str | None = None


def read_rows(name: str, data: bytes, fields: Fields | None = None) -> Iterator[Document | UnreadableInput]:
    """The documents of JSON lines, each called NAME:LINE; a line that holds none is told, and the others go on."""
    if b"\0" in data[:4096]:
        yield BinaryInput(name, "is a binary file, not lines of JSON")
        return
    found = 0
    for number, line in enumerate(io.BytesIO(data), 1):
        if line.strip():
            found += 1
            try:
                yield read_row(f"{name}:{number}", line, fields or Fields())
            except UnreadableInput as error:
                yield error
    if not found:
        yield EmptyInput(name, "is empty; nothing to check")


def read_row(name: str, line: bytes, fields: Fields) -> Document:
    from factcheck.audit.days import day
    from factcheck.audit.lines import Columns

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
    usual = Columns()
    text = first(row, (fields.text,) if fields.text else usual.text)
    if not isinstance(text, str) or not text.strip():
        looked = fields.text or ", ".join(usual.text)
        raise EmptyInput(name, f"has no text in the field {looked}; say which holds it with --text-field")
    title = first(row, (fields.title,) if fields.title else usual.title)
    published = day(first(row, (fields.published,) if fields.published else usual.published))
    url, language = first(row, usual.url), first(row, LANGUAGE)
    return Document(
        name, text, title if isinstance(title, str) else None, published, "field" if published else None,
        language=known_language(language), url=url if isinstance(url, str) else None,
        extracted=True,
    )


def first(row: Mapping[str, Any], names: tuple[str, ...]) -> Any:
    return next((row[name] for name in names if row.get(name) not in (None, "")), None)


def known_language(said: Any) -> str:
    """The language that is said, where there is a lexicon for it: "en-IN" is en; else auto."""
    from claims.language import languages

    code = said.lower().replace("_", "-").partition("-")[0] if isinstance(said, str) else ""
    return code if code in languages() else "auto"
