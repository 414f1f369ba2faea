"""Feeds, RSS and Atom: each entry a document, with the title, day and link that it gives itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from factcheck.inputs.days import day
from factcheck.inputs.document import Document, EmptyInput
from factcheck.inputs.xml import parse_xml
from sources.terms.errors import UnreadableInput

if TYPE_CHECKING:
    from lxml.etree import _Element

ROOTS = frozenset({"rss", "feed", "rdf"})
ENTRIES = frozenset({"item", "entry"})
TEXTS = ("encoded", "content", "description", "summary")        # the fullest first
DAYS = ("pubdate", "published", "issued", "date", "updated", "modified")
BLOCKS = frozenset({
    "p", "div", "br", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "table", "blockquote", "section",
    "article", "header", "footer", "figure", "figcaption", "dt", "dd", "pre", "hr",
})
UNSEEN = frozenset({"script", "style", "noscript", "template", "iframe", "svg", "head"})
TELLTALE = re.compile(rb"<(?:\w+:)?(rss|feed|rdf)[\s>]", re.IGNORECASE)


def is_feed(data: bytes) -> bool:
    """Whether the bytes open as a feed does."""
    head = data[:2048].lstrip(b"\xef\xbb\xbf \t\r\n")
    return head.startswith(b"<") and bool(TELLTALE.search(head)) and b"<html" not in head.lower()


def read_feed(name: str, data: bytes) -> Iterator[Document | UnreadableInput]:
    """The entries of a feed in their order, each called NAME#NUMBER; one without text is told, and the others go on."""
    root = parse_xml(name, data, "feed", forgiving=True)
    if local(root) not in ROOTS:
        raise UnreadableInput(name, "is XML, but neither RSS nor Atom; save the article as HTML or text")
    number = 0
    for number, entry in enumerate((each for each in root.iter() if local(each) in ENTRIES), 1):
        try:
            yield read_entry(f"{name}#{number}", entry)
        except UnreadableInput as error:
            yield error
    if not number:
        yield EmptyInput(name, "is a feed without entries; nothing to check")


def read_entry(name: str, entry: _Element) -> Document:
    parts: dict[str, list[_Element]] = {}
    for part in entry:
        parts.setdefault(local(part), []).append(part)
    title = one_line(shown(parts["title"][0])) if "title" in parts else ""
    text = next((found for key in TEXTS for part in parts.get(key, ()) if (found := shown(part))), "")
    if not text:
        raise EmptyInput(name, "is an entry without text; nothing to check")
    published = next(filter(None, (day(part.text) for key in DAYS for part in parts.get(key, ()))), None)
    whole = f"{title}\n\n{text}" if title and not text.startswith(title) else text
    return Document(name, whole, title or None, published, "feed" if published else None, url=link_of(parts),
                    extracted=True)


def link_of(parts: dict[str, list[_Element]]) -> str | None:
    """The address of the article itself, where it is one on the web."""
    links = [link.get("href") or link.text or "" for link in parts.get("link", ())
             if link.get("rel", "alternate") == "alternate"]
    return next((link.strip() for link in links if link.strip().startswith(("http://", "https://"))), None)


def shown(part: _Element) -> str:
    """What a reader sees of a text, which feeds give plain, as escaped HTML or as XHTML."""
    if len(part):
        return text_of(part)
    text = part.text or ""
    if part.get("type") == "text" or not re.search(r"<[A-Za-z/!]|&[#\w]+;", text):
        return text.strip()
    from lxml import etree, html

    try:
        return text_of(html.fragment_fromstring(text.replace("\0", ""), create_parent="div"))
    except (etree.LxmlError, ValueError):
        return ""


def text_of(root: _Element) -> str:
    """The text below an element, paragraphs set apart by blank lines; without recursion, however deep it is."""
    from lxml import etree

    pieces: list[str] = []
    walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        if event in ("comment", "pi"):
            pieces.append(element.tail or "")
            continue
        name = local(element)
        if name in BLOCKS:
            pieces.append("\n\n")
        if event == "start":
            if name in UNSEEN:
                walk.skip_subtree()
            else:
                pieces.append(one_line(element.text or "", ends=True))
        elif element is not root:
            pieces.append(one_line(element.tail or "", ends=True))
    paragraphs = (one_line(each) for each in re.split(r"\n\n", "".join(pieces)))
    return "\n\n".join(each for each in paragraphs if each)


def one_line(text: str, ends: bool = False) -> str:
    """Blanks and line breaks made one blank; at the `ends` kept, for the next word stands behind them."""
    return re.sub(r"\s+", " ", text) if ends else " ".join(text.split())


def local(element: _Element) -> str:
    """The name of an element without its namespace, in small letters; "" for what is none."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""
