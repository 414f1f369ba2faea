"""An article as the reader is given it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Article:
    """Offsets of claims count code points of `text`; a title that is not part of it only helps to understand it."""

    text: str
    title: str | None = None
    published: date | None = None
    language: str = "en"
