"""Scanning: amounts, times and the words of the lexicon, each where it stands."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.language import languages, with_point
from claims.scanning.lexicon import Lexicon
from claims.scanning.scan import scan
from claims.scanning.sentence import sentences
from claims.scanning.token import Amount, Token, When
from claims.scanning.when import resolve
from sources.terms.period import Period
from tests.conftest import cases

HOSTILE = [
    "9" * 400 + " dollars",
    "$" + "1," * 300 + "000 million",
    "1.2" * 500 + " pct",
    "trillion " * 200 + "dollars",
    "one " + "trillion " * 50 + "dollars",
    "\x00\u202e$5bn\u202c\x00",
    "\ud800 5 pct \udfff",
    "İ" * 50 + " 5 pct of İstanbul",
    "5\u200b.\u200b2 per\u00a0cent",
    "-" * 500,
    "2024-" * 200,
    "between " * 100 + "5 and 6 pct",
    "first " * 100 + "first eight months of",
    "January to " * 100,
]
# What copy is made of, so that random texts meet the grammar's rules and not only its first question.
PIECES = st.sampled_from([
    "5", "2024", "1,23,456", "12.5", "two", "hundred", "million", "bn", "crore", "$", "USD", "dollars", "Rs", "pct",
    "%", "percentage points", "tonnes", "-", "–", " to ", " and ", ", ", ".", " ", "\n", "\n\n", "from", "between",
    "FY", "25", "first", "months", "of", "March", "May", "Q3", "last year", "the", "same period", "year", "ended",
    "mil", "millones", "de dólares", "por ciento", "1.234,5", "veinte", " y ", "coma", "hasta",
    "लाख", "करोड़", "रुपये", "प्रतिशत", "साढ़े तीन", "2030 तक", "की", "पहली तिमाही", "पिछले साल", "से अधिक",
    "by", "since", "India", "U.S.", "third", "largest", "half", "a", "about", "or so", "point", "times", "(-)", "/",
    "'24", "\u200b", "\u00a0", "１",
])
TEXTS = st.one_of(st.text(max_size=120), st.lists(PIECES, max_size=25).map("".join),
                  st.lists(PIECES, max_size=25).map(" ".join))


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon.load()


@pytest.mark.parametrize("case", [*cases("amounts.jsonl"), *cases("amounts_es.jsonl"), *cases("amounts_hi.jsonl")])
def test_amounts_are_read_as_newsrooms_write_them(case: dict[str, Any]) -> None:
    lexicon = Lexicon.load(case.get("language", "en"))
    read = [(case["text"][found.start:found.end], found.value, found.unit, found.value_high, found.hedge, found.slack)
            for found in scan(case["text"], lexicon) if isinstance(found, Amount)]
    wanted = [(quote, Decimal(value), unit, None if high is None else Decimal(high), hedge, Decimal(slack))
              for quote, value, unit, high, hedge, slack in case["amounts"]]
    assert read == wanted


@pytest.mark.parametrize("case", cases("times.jsonl"))
def test_times_are_read_and_resolved(case: dict[str, Any], lexicon: Lexicon) -> None:
    published = date.fromisoformat(case["published"])
    anchor = Period.parse(case["anchor"]) if case["anchor"] else None
    read = []
    for found in scan(case["text"], lexicon):
        if isinstance(found, When):
            period = resolve(found, anchor, published, case["fiscal_start"])
            months = f"{period.first_month}/{period.last_month} {period.kind}" if period else None
            read.append([case["text"][found.start:found.end], found.relative, found.role, months])
    assert read == case["times"]


def test_fiscal_2024_begins_in_2024_where_years_are_named_so(lexicon: Lexicon) -> None:
    when, = (found for found in scan("in fiscal 2024", lexicon) if isinstance(found, When))
    assert resolve(when, None, None, 4) == Period.fiscal_year(2023)
    assert resolve(when, None, None, 4, named_by_start=True) == Period.fiscal_year(2024)


@pytest.mark.parametrize("words", ["last year", "March", "a year earlier", "the same period last year", "last fiscal"])
def test_nothing_is_guessed_without_a_day_or_a_period(words: str, lexicon: Lexicon) -> None:
    whens = [found for found in scan(words, lexicon) if isinstance(found, When)]
    assert whens
    assert [resolve(found, None, None) for found in whens] == [None] * len(whens)


def test_an_amount_swallows_the_words_inside_it(lexicon: Lexicon) -> None:
    found = scan("Exports of 621 billion U.S. dollars rose", lexicon)
    assert [one for one in found if isinstance(one, Token) and one.value == "USA"] == []
    assert [one.value for one in found if isinstance(one, Amount)] == [Decimal(621_000_000_000)]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_read_without_harm(text: str, lexicon: Lexicon) -> None:
    check(text, lexicon)


@pytest.mark.parametrize("name", languages())
@settings(max_examples=300, deadline=None)
@given(text=TEXTS)
def test_any_text_is_read_the_same_twice_in_order_and_without_overlap(name: str, text: str) -> None:
    check(text, Lexicon.load(name))


@pytest.mark.parametrize(("printed", "meant"), [
    ("1.234,5 y 28.500", "1,234.5 y 28,500"),
    ("1,234.5 y 28,500", "1,234.5 y 28,500"),
    ("28.500", "28,500"),
    ("12,5 y 12.5", "12.5 y 12.5"),
    ("1.234.567", "1,234,567"),
    ("0,125", "0.125"),
])
def test_marks_in_spanish_numbers_are_told_apart(printed: str, meant: str) -> None:
    assert with_point(printed, ",") == meant
    assert with_point(printed, ".") == printed


def check(text: str, lexicon: Lexicon) -> None:
    found = scan(text, lexicon)
    assert found == scan(text, lexicon)
    at = 0
    for one in found:
        assert at <= one.start < one.end <= len(text)
        at = one.end
        if isinstance(one, Amount):
            assert one.value.is_finite() and one.slack >= 0
            assert one.value_high is None or one.value_high > one.value
        if isinstance(one, When):
            assert one.period is not None or one.relative
            resolve(one, Period.year(2020), date(2021, 6, 1), 4)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_sentences_hold_every_letter_once(text: str) -> None:
    spans = sentences(text)
    assert "".join("".join(text[start:end].split()) for start, end in spans) == "".join(text.split())
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))


@pytest.mark.parametrize("case", cases("sentences.jsonl"))
def test_sentences_end_where_a_reader_would_stop(case: dict[str, Any]) -> None:
    assert [case["text"][start:end] for start, end in sentences(case["text"])] == case["sentences"]
