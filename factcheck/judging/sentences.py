"""The judge's sentences: a template for each reason, in sentences.tsv, for an editor to correct; for figures that do
not fit together a template for each rule, in sums.tsv; and what keeps a figure from being called wrong, in doubts.tsv.

The codes in that file are the list of all reasons a finding can carry; behind a full stop stands a second way to tell
one: `wrong-figure.alone`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

Word = str | Callable[[], str]      # a word that is dear to make is made only for the sentence that says it


@cache
def templates(file: str = "sentences.tsv") -> dict[str, str]:
    lines = Path(__file__).with_name(file).read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t", 1) for line in lines[1:] if line)


def reasons() -> list[str]:
    """The codes, each once."""
    return list(dict.fromkeys(code.partition(".")[0] for code in templates()))


def say(code: str, **words: Word) -> str:
    """The sentence for a reason, with a capital letter; a KeyError is a template that asks for a word not given."""
    return filled(templates()[code], words)


def say_of_sum(rule: str, **words: Word) -> str:
    """The sentence for figures that break a rule of arithmetic."""
    return filled(templates("sums.tsv")[rule], words)


def filled(template: str, words: dict[str, Word]) -> str:
    sentence = template.format_map(Words(words))
    return sentence[:1].upper() + sentence[1:]


class Words(dict[str, Word]):
    def __getitem__(self, name: str) -> str:
        word = super().__getitem__(name)
        return word if isinstance(word, str) else word()
