"""Web pages: the article's own text, title and date, without menus, teasers and comments."""

from __future__ import annotations

import logging
import re
from datetime import date

from factcheck.inputs.document import EmptyInput

OPENING = re.compile(r"\A[\s\ufeff]*(?:<!--.{0,2000}?-->\s*|<\?xml.{0,200}?\?>\s*){0,3}<(?:!doctype\s+html|html)\b",
                     re.IGNORECASE | re.DOTALL)
LINE_ENDS = re.compile(r"\n+")


def is_page(source: str) -> bool:
    """Whether a text opens as an HTML document does."""
    return OPENING.match(source[:8192]) is not None


def read_page(name: str, source: str) -> tuple[str, str | None, date | None]:
    """The article of a page: text (paragraphs set apart by blank lines, the title first), title, date published.

    Dates come from the page's metadata alone: a date printed somewhere on a page may belong to another story.
    Raises EmptyInput where the page holds no article.
    """
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
    text = LINE_ENDS.sub("\n\n", body)      # one line is one paragraph, which only a blank line says plainly
    if title and title not in text[: 2 * len(title) + 200]:
        text = f"{title}\n\n{text}"
    return text, title, _date(found.date)


def _date(written: str | None) -> date | None:
    try:
        return date.fromisoformat(written[:10]) if written else None
    except ValueError:
        return None
