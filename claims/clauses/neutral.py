"""Words that name no goods, though they stand where goods do: `strong exports`, `exports of some 500 widgets`."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from claims.language import FOLDER
from claims.language import language as traits_of

if TYPE_CHECKING:
    from claims.clauses.shape import Line

NEAR = 60  # characters
GOODS = frozenset({"product", "products", "goods"})  # "agricultural and agro-industrial product exports"
ADJECTIVES = ("ing", "ed", "ly", "est", "ous", "al", "ive", "ful", "ant", "ary", "able", "ible")


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


def may_be_goods(word: str, language: str) -> bool:
    """Whether a word that the lexicon lacks may name goods: `sprocket`, `non-traditional`, and not `annual`."""
    small, none = word.lower(), neutral(language)[1]
    if word.isupper() or none.issuperset(small.split("-")):
        return False
    return small.startswith("non-") or small in traits_of(language).sorts or not small.endswith(ADJECTIVES)


def may_name_goods(words: Sequence[str], language: str) -> bool:
    """... or several may: `black pepper`, `raw wool`, and not `ministry wants`."""
    *first, last = words
    if not may_be_goods(last, language) or (first and last.endswith("s")):
        return False
    return not any(
        word.isupper() or word.lower() in neutral(language)[1] or word.endswith(("ing", "ly")) for word in first)


def one_word(gap: str, language: str) -> str:
    """The one word for goods that the lexicon lacks between the `and` and the flow of `coffee and sprocket exports`."""
    words = [word for word in gap.split() if word not in GOODS]
    named = len(words) == 1 and words[0].islower() and words[0] not in neutral(language)[1]
    return words[0] if named else ""


def points_to_goods(line: Line, at: int) -> bool:
    """Whether the words behind `exports of`, `imports in`, from the offset `at`, mean goods told of before."""
    traits, said = traits_of(line.language), [word.strip(".,;:") for word in line.text[at : at + NEAR].split()]
    first = next((at for at, word in enumerate(said) if word not in traits.pointing), 0)
    return first > 0 and said[first] in traits.kinds
