"""HTML that cannot be broken by what it holds: everything is escaped unless it was made here."""

from __future__ import annotations

import re
from html import escape
from urllib.parse import urlsplit

# What no page may hold (control characters, lone surrogates, noncharacters), and what turns the text around it:
# embeddings and overrides of direction.  Joiners stay, for Hindi is spelt with them.
UNSAFE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    + "".join(f"{chr(plane * 0x10000 + 0xfffe)}{chr(plane * 0x10000 + 0xffff)}" for plane in range(1, 17)) + "]")
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
CHILDLESS = frozenset({"line", "rect", "circle", "path"})       # within a picture, where /> closes
SCHEMES = ("http", "https")


class Markup(str):
    """HTML that may stand in a page as it is."""

    __slots__ = ()


def text(words: str) -> Markup:
    """Foreign words as they are to be seen, and as nothing else."""
    # A browser reads a bare carriage return as the end of a line.
    return Markup(escape(UNSAFE.sub(REPLACEMENT, words)).replace("\r", "&#13;"))


def join(*children: str | None) -> Markup:
    """One after the other; what is not markup yet is escaped, None left out."""
    given = (child for child in children if child is not None)
    return Markup("".join(child if isinstance(child, Markup) else text(child) for child in given))


def element(tag: str, *children: str | None, **attributes: str | int | bool | None) -> Markup:
    """<tag attributes>children</tag>: class_ is class, aria_label aria-label; True is bare, False and None are absent.

    Names of tags and attributes are the caller's own, never foreign.
    """
    given = "".join(
        f" {name.rstrip('_').replace('_', '-')}" + ("" if value is True else f'="{text(str(value))}"')
        for name, value in attributes.items() if value is not None and value is not False
    )
    return Markup(f"<{tag}{given}/>" if tag in CHILDLESS else f"<{tag}{given}>{join(*children)}</{tag}>")


def link(url: str, *words: str) -> Markup:
    """A link to a page of the web; the words alone where the address is anything else."""
    try:
        parts = urlsplit(url)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in SCHEMES or not parts.hostname or UNSAFE.search(url):
        return join(*words)
    return element("a", *words, href=url, rel="noopener noreferrer")


def scrolled(table: Markup, about: str) -> Markup:
    """A table that may be wider than the page, reached by keyboard to be scrolled."""
    return element("div", table, class_="wide", tabindex=0, role="group", aria_label=about)
