"""The bundled tables: what is known of each, from the cards written by hand, joined to its rows."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable

from sources.build.rows import HERE
from sources.writing import Row, written


def render(table: str, rows: Iterable[Row]) -> tuple[bytes, bytes]:
    """The CSV and the card of a table, byte for byte the same for the same rows in any order."""
    card = tomllib.loads((HERE / "cards" / f"{table}.toml").read_text(encoding="utf-8"))
    return written(card | {"id": table}, rows)
