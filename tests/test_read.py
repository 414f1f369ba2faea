"""The reader: what is said of trade, sentence by sentence, and what no text may do to it."""

from __future__ import annotations

from datetime import date
from time import process_time
from typing import Any

import pytest
from conftest import cases
from hypothesis import given
from hypothesis import strategies as st

from claims.article import Article
from claims.claim import Claim, Found, Kind
from claims.language import guess, languages
from claims.read import read
from sources.terms.key import PartialKey

OPTIONAL = ("sign", "direction", "hedge", "since")
NEUTRAL = "\n\nThe meeting will go on tomorrow in the same hall, and lunch will be served at noon."

# Words that reading turns on, so that random texts are not all silence.
WORDS = [
    "exports",
    "imports",
    "trade deficit",
    "India's",
    "the US",
    "to China",
    "from",
    "rose",
    "fell",
    "by",
    "to",
    "of",
    "5 percent",
    "$3.2 billion",
    "a third",
    "doubled",
    "record",
    "largest trading partner",
    "share",
    "accounts for",
    "tariff",
    "in June",
    "in 2024",
    "a year earlier",
    "while",
    "and",
    ",",
    ";",
    "(",
    ")",
    ".",
    "\n",
    "?",
    "respectively",
    "it",
    "which",
    "expected to",
    "coffee",
    "GDP",
    "against",
    "or",
    "more than",
    "1,234.5",
    "Rs 2 lakh crore",
    "|",
    "las exportaciones de",
    "chinas",
    "crecerán",
    "1.234,5 millones de dólares",
    "frente a",
    "भारत का",
    "चीन से",
    "निर्यात",
    "आयात शुल्क",
    "86.51 अरब डॉलर",
    "5 प्रतिशत",
    "से बढ़कर",
    "की हिस्सेदारी",
    "रिकॉर्ड",
    "सबसे बड़ा",
    "व्यापारिक साझेदार",
    "2030 तक",
    "पिछले साल",
]
texts = st.one_of(st.text(max_size=300), st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join))


def key_words(key: PartialKey) -> str:
    return "|".join(str(part or "-") for part in (key.reporter, key.partner, key.flow, key.product, key.basis))


def told(claim: Claim) -> dict[str, Any]:
    """The claim as a line of claims.jsonl writes it."""
    row: dict[str, Any] = {
        "quote": claim.quote,
        "kind": claim.kind,
        "value": format(claim.value.normalize(), "f"),
        "unit": claim.unit,
        "key": key_words(claim.key),
        "period": claim.period.label if claim.period else None,
    }
    row |= {name: str(value) for name in OPTIONAL if (value := getattr(claim, name)) is not None}
    if claim.versus is not None and claim.found.get("versus") is not Found.ASSUMED:
        row["versus"] = claim.versus.label
    if claim.modality != "reported":
        row["modality"] = claim.modality
    if claim.found.get("period") is Found.ASSUMED:
        row["assumed"] = "period"
    if claim.whole is not None:
        row["whole"] = key_words(claim.whole).rpartition("|")[0]
    return row


@pytest.mark.parametrize("case", cases("claims.jsonl"))
def test_a_sentence_says_what_it_says(case: dict[str, Any]) -> None:
    claims = read(case["text"], date.fromisoformat(case["published"]))
    assert [told(claim) for claim in claims] == case["claims"]


@pytest.mark.parametrize("case", cases("claims_es.jsonl"))
def test_spanish_says_what_it_says(case: dict[str, Any]) -> None:
    assert retold(case, "es") == case["claims"]


@pytest.mark.parametrize("case", cases("claims_hi.jsonl"))
def test_hindi_says_what_it_says(case: dict[str, Any]) -> None:
    assert retold(case, "hi") == case["claims"]


def retold(case: dict[str, Any], name: str) -> list[dict[str, Any]]:
    article = Article(case["text"], published=date.fromisoformat(case["published"]), language=name)
    return [told(claim) for claim in read(article)]


def test_the_language_of_a_text_is_told_from_it() -> None:
    texts = {name: [case.values[0]["text"] for case in cases(f"claims{name}.jsonl")] for name in ("", "_es", "_hi")}
    assert {guess(text) for text in texts[""]} == {"en"}
    assert guess(" ".join(texts["_es"])) == "es"
    assert {guess(text) for text in texts["_hi"]} == {"hi"}
    assert {guess(text) for text in texts["_es"]} <= {"en", "es"}       # a line may be too short to tell


@pytest.mark.parametrize("name", languages())
@given(texts=texts)
def test_any_text_is_read_in_any_language(name: str, texts: str) -> None:
    claims = read(Article(texts, published=date(2025, 8, 5), language=name))
    assert [texts[claim.start : claim.end] for claim in claims] == [claim.quote for claim in claims]


@given(texts)
def test_any_text_is_read_and_every_quote_stands_where_it_says(text: str) -> None:
    for claim in read(text, date(2025, 8, 5)):
        assert text[claim.start : claim.end] == claim.quote
        assert claim.sentence[0] <= claim.start < claim.end <= claim.sentence[1]
        assert claim.stated.low <= claim.stated.high


@given(texts)
def test_the_same_text_says_the_same(text: str) -> None:
    assert read(text) == read(Article(text))


@pytest.mark.parametrize("case", [case.values[0] for case in cases("claims.jsonl")], ids=lambda case: case["id"])
def test_what_follows_changes_nothing_before_it(case: dict[str, Any]) -> None:
    day = date.fromisoformat(case["published"])
    assert read(case["text"] + NEUTRAL, day) == read(case["text"], day)


def test_claims_are_numbered_in_the_order_of_the_text() -> None:
    claims = read("India's exports rose 5 percent to $30 billion in June 2025, and imports fell 2 percent.")
    assert [claim.id for claim in claims] == ["c1", "c2", "c3"]
    assert [claim.start for claim in claims] == sorted(claim.start for claim in claims)


def test_each_field_tells_how_it_is_known() -> None:
    said, carried = read("India's exports to Japan were $500 million in June 2025. Total imports were $1.2 billion.")
    assert said.found["reporter"] is said.found["partner"] is said.found["period"] is Found.SAID
    assert carried.found["reporter"] is carried.found["period"] is Found.CARRIED
    assert carried.found["partner"] is Found.ASSUMED
    assert carried.found["flow"] is Found.SAID


def test_last_year_in_a_text_without_a_day_is_the_year_after_that_of_its_base() -> None:
    last, before = read("Peru's trade surplus grew to $7 billion last year, up from $6.3 billion in 2023.")
    assert (str(last.period), str(before.period)) == ("2024", "2023")
    assert last.found["period"] is Found.CARRIED


def test_a_month_is_measured_against_what_its_office_tells_where_the_text_does_not_say() -> None:
    (year,) = read("India's imports fell 2 percent in June 2025.")
    (month,) = read("Canada's imports fell 2 percent in June 2025.")
    assert (str(year.versus), str(month.versus)) == ("2024-06", "2025-05")
    assert year.found["versus"] is month.found["versus"] is Found.ASSUMED


def test_a_printed_figure_is_an_interval_and_a_hedge_widens_it() -> None:
    exact, about = read("Japan's exports were $60.1 billion in June 2025. Its imports were about $58 billion.")
    assert (exact.stated.low, exact.stated.high) == (60_050_000_000, 60_150_000_000)
    assert about.stated.low < 57_500_000_000 < 58_500_000_000 < about.stated.high


def test_a_title_beside_the_text_says_whose_trade_it_is() -> None:
    text = "The trade deficit was $3 billion in June 2025."
    (claim,) = read(Article(text, title="Kenya's trade gap widens"))
    assert claim.key.reporter == "KEN"
    assert claim.quote == "$3 billion"


def test_the_source_of_a_figure_is_named() -> None:
    behind, before = read(
        "Kenya's exports fell 3 percent in June 2025, the Bureau of Statistics said. "
        "According to the Kenya Revenue Authority, imports rose 2 percent."
    )
    assert behind.speaker == "Bureau of Statistics"
    assert before.speaker == "Kenya Revenue Authority"


@pytest.mark.parametrize(
    ("name", "text", "source"),
    [
        ("en", "According to data from the NBS Togo's imports stood at $82 million.", "NBS"),
        ("en", "Census Bureau figures show that US exports rose 5%.", "Census Bureau"),
        ("en", "Exports of Chad fell 5%, according to Trade Ministry data released on Feb. 8.", "Trade Ministry"),
        ("en", "Data from the Bank of Togo showed that exports of Togo rose 5%.", "Bank of Togo"),
        ("en", "Seasonally adjusted figures showed imports of Chad rose to $7 million.", None),
        ("en", "Last year showed a trade deficit of Chad of $3 million.", None),
        ("en", "Trade with Chad showed mixed results, with Togo's imports down 5% to $8 million.", None),
        ("es", "Según datos del Banco Central, las exportaciones de Chile crecieron 5 %.", "Banco Central"),
        ("hi", "वाणिज्य मंत्रालय के आंकड़ों के अनुसार भारत का निर्यात 36 अरब डॉलर रहा।", "वाणिज्य मंत्रालय"),
    ],
)
def test_a_source_is_a_name(name: str, text: str, source: str | None) -> None:
    (claim, *_) = read(Article(text, language=name))
    assert claim.speaker == source


def test_a_text_without_trade_says_nothing() -> None:
    assert (
        read("Inflation fell to 2 percent and the economy grew 3 percent, said a bank with $5 billion in assets.") == []
    )


def test_reading_stays_linear_in_a_text_without_sentences() -> None:
    claims = read("exports rose 5 percent, " * 2000, date(2025, 8, 5))
    assert len(claims) == 2000
    assert {claim.kind for claim in claims} == {Kind.CHANGE}


def test_a_long_line_below_a_bar_is_looked_through_once() -> None:
    start = process_time()
    assert len(read("Exports rose 5 percent in 2024.\na | b\n" + "word " * 60_000, date(2025, 8, 5))) == 1
    assert process_time() - start < 20  # a tenth of a second; two minutes where each letter begins another search


def test_runs_are_told_only_when_asked_for_and_change_no_other_claim() -> None:
    text = "Kenya's exports to Mali rose for the third straight year to $7 million in 2024, the first gain since 2019."
    figures = read(text, date(2025, 3, 1))
    both = read(text, date(2025, 3, 1), runs=True)
    assert [claim.quote for claim in figures] == ["$7 million"]
    assert [(claim.id, claim.quote, claim.unit) for claim in both] == [
        ("r1", "third straight year", "year"), ("c1", "$7 million", "USD"), ("r2", "first", "rank"),
    ]
    assert [claim for claim in both if claim.id.startswith("c")] == figures
