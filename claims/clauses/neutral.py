"""Words that name no goods, though they stand where goods do: `strong exports`, `exports of some 500 widgets`."""

from __future__ import annotations

from functools import cache

from claims.language import FOLDER


@cache
def neutral(language: str) -> tuple[frozenset[str], frozenset[str]]:
    """Words that name no goods: those that drop out of a product's name, and all of them."""
    path = FOLDER / language / "neutral.txt"
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    empty, _, others = "\n".join(lines).partition("\n\n")
    return frozenset(empty.split()), frozenset(empty.split()) | frozenset(others.split())


def plain(words: str, empty: frozenset[str]) -> str:
    return " ".join(word for word in words.split() if word not in empty)
