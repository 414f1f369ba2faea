"""What holds of reading whatever the text is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache
from time import process_time
from typing import Any

import pytest
from conftest import cases
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.hostile import TEXTS
from claims.article import Article
from claims.claim import Claim
from claims.language import languages
from claims.read import read
from claims.scanning.lexicon import LISTS, Lexicon, expand

DAY = date(2025, 8, 5)
FIGURES = ("5", "11.6 percent", "$86.51 billion", "2024-25", "3.2 million tonnes", "half", "0", "-5%", "FY25", "1,234")
MARKS = (" ", " ", " ", " ", ", ", ". ", "; ", " (", ") ", ": ", " - ", "\n", "\n\n", "? ", " | ", "")
INERT = ("the hall", "was quiet", "a lamp", "and then", "it rained", "they sang", "under the roof", "softly", "again")
QUIET = st.lists(st.sampled_from(INERT), min_size=1, max_size=12).map(lambda words: f"{' '.join(words).capitalize()}.")
anything = st.text(alphabet=st.characters(exclude_categories=()), max_size=200)       # halves of surrogate pairs too


@cache
def phrases(name: str) -> tuple[str, ...]:
    """Some of what every entry of a lexicon matches."""
    entries = [entry for entry in Lexicon.load(name).entries if entry.category not in LISTS]
    return tuple(dict.fromkeys(literal for entry in entries for literal in expand(entry.match)[:3]))


def assert_quoted(text: str, claims: list[Claim]) -> None:
    assert [text[claim.start:claim.end] for claim in claims] == [claim.quote for claim in claims]
    for claim in claims:
        assert claim.sentence[0] <= claim.start < claim.end <= claim.sentence[1] <= len(text)
        assert claim.value.is_finite() and claim.slack >= 0


@pytest.mark.parametrize("name", languages())
@given(text=anything)
def test_any_characters_are_read_with_quotes_in_their_places(name: str, text: str) -> None:
    told = f"Exports rose 5 percent to $3 billion in 2024. {text}"
    assert_quoted(told, read(Article(told, published=DAY, language=name)))
    assert_quoted(text, read(Article(text, title=told, published=DAY, language=name)))


@pytest.mark.parametrize("name", languages())
@settings(max_examples=300)
@given(data=st.data())
def test_the_lexicons_own_words_in_any_order_are_read(name: str, data: st.DataObject) -> None:
    words = st.one_of(st.sampled_from(FIGURES), st.sampled_from(phrases(name)), st.sampled_from(phrases(name)))
    parts = data.draw(st.lists(st.tuples(words, st.sampled_from(MARKS)), max_size=40))
    text = "".join(word + mark for word, mark in parts)
    article = Article(text, published=DAY, language=name)
    claims = read(article)
    assert_quoted(text, claims)
    assert read(article) == claims


@given(first=anything, second=st.sampled_from([case.values[0]["text"] for case in cases("claims.jsonl")]))
def test_what_was_read_before_changes_nothing(first: str, second: str) -> None:
    claims = read(second, DAY)
    read(first + second, DAY)
    assert read(second, DAY) == claims


@pytest.mark.parametrize("name", TEXTS)
def test_texts_made_to_be_slow_are_read_like_others(name: str) -> None:
    make: Callable[[int], str] = TEXTS[name]
    assert_quoted(make(3000), read(make(3000), DAY))


@pytest.mark.parametrize("name", ["line breaks", "blanks", "full stops"])
def test_a_long_text_that_says_nothing_takes_no_time(name: str) -> None:
    began = process_time()
    read(TEXTS[name](60_000), DAY)
    assert process_time() - began < 10      # a pattern that goes back over line ends took more than a minute


@pytest.mark.parametrize("case", [case.values[0] for case in cases("claims.jsonl")], ids=lambda case: case["id"])
def test_text_that_says_nothing_changes_nothing(case: dict[str, Any]) -> None:
    day = date.fromisoformat(case["published"])
    alone = read(case["text"], day)

    # Inside, for the settings of a parametrized test hang on those of all cases before it: a thousand are too deep.
    @settings(max_examples=3)
    @given(before=QUIET, after=QUIET)
    def holds(before: str, after: str) -> None:
        opening = "" if "\n" in case["text"] else f"{before}\n\n"  # what stands above a headline makes it none
        assert read(f"{opening}{case['text']}\n\n{after}", day) == [moved(claim, len(opening)) for claim in alone]

    holds()


def moved(claim: Claim, by: int) -> Claim:
    first, last = claim.sentence
    return replace(claim, start=claim.start + by, end=claim.end + by, sentence=(first + by, last + by))
