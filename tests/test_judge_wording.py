"""Figures, periods and trade in words: corrections an editor can paste, sentences that read like the article's."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from conftest import cases
from statements import statement

from factcheck.judging.doubt import OF_A_FIGURE, OF_A_REPAIR, OF_ANY
from factcheck.judging.question import Measure, Question
from factcheck.judging.sentences import templates
from factcheck.judging.wording import Style, clause, name, possessive, trade, when
from sources.terms.key import Basis, Flow, SeriesKey
from sources.terms.period import Period


@pytest.mark.parametrize("row", cases("wording.jsonl"))
def test_a_new_figure_in_the_style_of_the_old(row: dict[str, Any]) -> None:
    hedge = {"hedge": row["hedge"]} if "hedge" in row else {}
    style = Style.of(statement(row["value"], row.get("unit", "USD"), quote=row["quote"], **hedge))
    if row.get("writes", "") is None:
        assert style is None
        return
    assert style is not None
    if "writes" in row:
        assert style.write(Decimal(row["new"]), row.get("extra", 0)) == row["writes"]
    if "corrects" in row:
        assert style.correction(Decimal(row["new"])) == row["corrects"]


@pytest.mark.parametrize(("label", "words"), [
    ("2024", "2024"), ("FY2024-25", "2024-25"), ("FY1999-00", "1999-2000"), ("2025-03", "March 2025"),
    ("2024-Q2", "the second quarter of 2024"), ("2024-H1", "the first half of 2024"),
    ("2024-04/2024-11", "April-November 2024"), ("2024-11/2025-02", "the four months to February 2025"),
    ("2023-04/2025-09", "the 30 months to September 2025"), ("2022-01/2023-12", "the two years to December 2023"),
    ("2024-01/2024-12", "2024"),
])
def test_periods_follow_in(label: str, words: str) -> None:
    assert when(Period.parse(label)) == words


@pytest.mark.parametrize(("code", "words", "whose"), [
    ("IND", "India", "India's"), ("USA", "the United States", "the United States'"),
    ("NLD", "the Netherlands", "the Netherlands'"), ("WLD", "the world", "the world's"), ("ASEAN", "ASEAN", "ASEAN's"),
    ("EU27", "the European Union", "the European Union's"), ("GMB", "the Gambia", "the Gambia's"),
    ("CHN+USA", "China and the United States", "China and the United States'"),
    ("non-EU", "countries outside the European Union", "countries outside the European Union's"),
    ("CHN+IND+JPN", "China, India and Japan", "China, India and Japan's"), ("OECD", "the OECD", "the OECD's"),
    ("LDC", "the least developed countries", "the least developed countries'"), ("G7", "the G7", "the G7's"),
    ("EA20", "the euro area", "the euro area's"), ("COK", "the Cook Islands", "the Cook Islands'"),
])
def test_areas_within_a_sentence(code: str, words: str, whose: str) -> None:
    assert (name(code), possessive(code)) == (words, whose)


@pytest.mark.parametrize(("key", "words"), [
    (SeriesKey("IND", "USA", Flow.EXPORT), "India's goods exports to the United States"),
    (SeriesKey("IND", "WLD", Flow.IMPORT, basis=Basis.GOODS_SERVICES), "India's goods and services imports"),
    (SeriesKey("IND", "WLD", Flow.TOTAL), "India's total goods trade"),
    (SeriesKey("WLD", "WLD", Flow.EXPORT), "world goods exports"),
    (SeriesKey("USA", "CHN", Flow.BALANCE), "the United States' goods trade balance with China"),
    (SeriesKey("KOR", "CHN", Flow.EXPORT, "SEMICONDUCTORS"), "South Korea's exports of semiconductors to China"),
    (SeriesKey("IND", "WLD", Flow.EXPORT, "ENGINEERING-GOODS"), "India's engineering goods exports"),
    (SeriesKey("ARE", "IND", Flow.TOTAL, "NON-OIL"), "the United Arab Emirates' non-oil trade with India"),
    (SeriesKey("IND", "WLD", Flow.IMPORT, "0102"), "India's imports of bovine animals"),
    (SeriesKey("PAK", "CHN+USA", Flow.EXPORT), "Pakistan's goods exports to China and the United States"),
])
def test_trade_in_words(key: SeriesKey, words: str) -> None:
    assert trade(key) == words


def test_clauses_say_sign_and_direction() -> None:
    period = Period.year(2024)
    balance = SeriesKey("USA", "CHN", Flow.BALANCE)
    deficit = clause(Question(Measure.LEVEL, balance, period, "USD"), Decimal(-295_500_000_000), None)
    assert deficit == "the United States' goods trade balance with China in 2024 was a deficit of USD 295.50 billion"
    growth = Question(Measure.GROWTH, SeriesKey("IND", "USA", Flow.EXPORT), period, "percent")
    assert clause(growth, Decimal("-3.06"), None).endswith("fell 3.1 per cent in 2024")
    older = Question(Measure.GROWTH, SeriesKey("IND", "USA", Flow.EXPORT), period, "percent", versus=Period.year(2013))
    assert clause(older, Decimal("3.06"), None).endswith("rose 3.1 per cent in 2024 from 2013")


def test_every_doubt_has_words() -> None:
    words = templates("doubts.tsv")
    assert words.keys() == {doubt.__name__ for doubts in (OF_ANY, OF_A_FIGURE, OF_A_REPAIR) for doubt in doubts}
