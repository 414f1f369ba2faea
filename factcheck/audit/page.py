"""Web pages by the million: a quick look at each, the careful extraction only for those that hold a trade figure.

A page that `check` would open is opened here by the same code, so an audit says of it what `check` says.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from factcheck.inputs.days import day

LEAST = 100                     # characters of an article's text: less is a teaser or a login form


@dataclass(frozen=True, slots=True)
class Glance:
    """What is known of a page without reading it closely."""

    main: str                   # roughly the article
    whole: Callable[[], str]    # all that a browser would show
    title: str | None
    published: date | None


def glance(source: str) -> Glance:
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.html import HTMLTree

    tree = HTMLTree.parse(source)

    def whole() -> str:
        return str(extract_plain_text(tree, preserve_formatting=True, main_content=False, alt_texts=False,
                                      list_bullets=False))

    main = str(extract_plain_text(tree, preserve_formatting=True, main_content=True, alt_texts=False,
                                  list_bullets=False))
    return Glance(main, whole, (tree.title or "").strip() or None, _published(source))


PUBLISHED = re.compile(
    r"""<meta\b[^<>]{0,300}?\b(?:article:published_time|datePublished|date|dc\.date(?:\.issued)?|pubdate)["'][^<>]{0,300}>""",
    re.IGNORECASE,
)
VALUE = re.compile(r"""\bcontent\s{0,3}=\s{0,3}["']([^"'<>]{6,40})["']""", re.IGNORECASE)
LINKED_DATA = re.compile(r""""datePublished"\s{0,5}:\s{0,5}"([^"]{6,40})\"""")


def _published(source: str) -> date | None:
    for match in PUBLISHED.finditer(source):
        if (value := VALUE.search(match[0])) and (found := day(value[1])):
            return found
    linked = LINKED_DATA.search(source)
    return day(linked[1]) if linked else None


def decode(data: bytes, charset: str | None) -> str:
    """The source of a page: what the server said, else as `check` decodes pages, else the likeliest encoding."""
    from factcheck.inputs.decoding import decode_page
    from sources.terms.errors import UnreadableInput

    if charset:
        try:
            return data.decode(charset)
        except (LookupError, ValueError):
            pass
    try:
        source = decode_page("", data)
        if not source.broken:
            return source.text
    except UnreadableInput:
        pass
    from resiliparse.parse.encoding import bytes_to_str, detect_encoding

    return str(bytes_to_str(data, detect_encoding(data))).replace("\0", "\ufffd")
