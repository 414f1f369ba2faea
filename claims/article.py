"""An article as the reader is given it."""

from __future__ import annotations

from datetime import date

from sources.terms.vocabulary import value


@value
class Article:
    """Offsets of claims count code points of `text`; a title that is not part of it only helps to understand it."""

    text: str
    title: str | None = None
    published: date | None = None
    language: str = "en"
