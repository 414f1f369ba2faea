"""Which field of a row holds what: of JSON lines in a check, of any table of articles in an audit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any


@dataclass(frozen=True, slots=True)
class Columns:
    """Where several are named, the first that a row has."""

    text: tuple[str, ...] = ("text", "body", "content", "article", "maintext", "article_text")
    title: tuple[str, ...] = ("title", "headline")
    published: tuple[str, ...] = ("published", "date", "date_publish", "publication_date", "published_at", "datetime",
                                  "pub_date", "timestamp")
    url: tuple[str, ...] = ("url", "link", "uri")
    id: tuple[str, ...] = ("id", "guid", "uuid")

    @classmethod
    def named(cls, **given: Sequence[str]) -> Columns:
        """The columns as they are named, the usual ones where none is."""
        return cls(**{name: tuple(columns) for name, columns in given.items() if columns})

    @property
    def names(self) -> frozenset[str]:
        return frozenset(name for each in fields(self) for name in getattr(self, each.name))


def first(row: Mapping[str, Any], names: tuple[str, ...]) -> Any:
    """What the first of the named columns holds that is there and not empty; None where none is."""
    return next((row[name] for name in names if row.get(name) not in (None, "")), None)
