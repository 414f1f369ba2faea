"""Web pages: the article's own text, title and date, without menus, teasers and comments."""

from __future__ import annotations

import re
from datetime import date

from factcheck.inputs.document import EmptyInput

BEFORE = (("<!--", "-->"), ("<?", "?>"))        # what may stand before the opening of a page


def is_page(source: str) -> bool:
    """Whether a text opens as an HTML document does."""
    start = source[:8192].lstrip("\ufeff \t\r\n").lower()
    for opening, closing in BEFORE * 2:
        if start.startswith(opening):
            start = start.partition(closing)[2].lstrip()
    return start.startswith(("<!doctype html", "<html"))


def read_page(name: str, source: str) -> tuple[str, str | None, date | None]:
    """The article of a page: text (paragraphs set apart by blank lines, the title first), title, date published.

    Dates come from the page's metadata alone: a date printed somewhere on a page may belong to another story.
    Raises EmptyInput where the page holds no article.
    """
    import logging

    import trafilatura.settings  # a quarter of a second, so only for pages

    logging.getLogger("trafilatura").addHandler(logging.NullHandler())      # its complaints are told as ours, below
    logging.getLogger("htmldate").addHandler(logging.NullHandler())
    try:
        found = trafilatura.bare_extraction(
            source, with_metadata=True, include_comments=False,
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    except (ValueError, RecursionError):    # lxml refuses control characters, its callers run out of stack
        found = None
    if not isinstance(found, trafilatura.settings.Document) or not (body := (found.text or "").strip()):
        raise EmptyInput(name, "no article found in this page; save its text in a .txt file")
    title = found.title.strip() if found.title else None
    text = re.sub(r"\n+", "\n\n", body)    # one line is one paragraph, which only a blank line says plainly
    if title and title not in text[: 2 * len(title) + 200]:
        text = f"{title}\n\n{text}"
    return text, title, _date(found.date)


def _date(written: str | None) -> date | None:
    try:
        return date.fromisoformat(written[:10]) if written else None
    except ValueError:
        return None
