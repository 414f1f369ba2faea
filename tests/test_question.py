"""Questions in words become keys, and answers say where they come from or what is missing."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date

import pytest
from click.testing import Result
from hypothesis import given
from hypothesis import strategies as st

from factcheck.question import UnreadableQuestion, read_question
from tests.conftest import cases
from tests.test_report import matches

Run = Callable[..., Result]
TODAY = date(2026, 6, 30)


@pytest.mark.parametrize("case", cases("questions.jsonl"))
def test_questions(case: dict[str, str | None]) -> None:
    found = read_question(str(case["query"]), TODAY)
    assert str(found.key) == case["key"]
    assert found.measure == case.get("measure", "level")
    assert (found.period and found.period.label) == case["period"]
    assert " ".join(found.ignored) == case.get("ignored", "")


@pytest.mark.parametrize("query", ["", "coffee", "what is the answer", "exports 2023"])
def test_a_question_without_a_country_is_no_question(query: str) -> None:
    with pytest.raises(UnreadableQuestion, match="names no country"):
        read_question(query)


@given(st.text())
def test_any_text_is_a_question_or_an_error_of_ours(query: str) -> None:
    try:
        read_question(query, TODAY)
    except UnreadableQuestion as error:
        assert query in error.query


def test_an_answer_for_people(run: Run, golden: Callable[[str, str], None]) -> None:
    result = run("lookup", "India exports to United States 2024-25")
    assert result.exit_code == 0, result.output
    golden("lookup.txt", result.stdout)


def test_a_ranking_for_people(run: Run, golden: Callable[[str, str], None]) -> None:
    result = run("lookup", "India's largest trading partners 2024-25")
    assert result.exit_code == 0, result.output
    golden("lookup-ranking.txt", result.stdout)


@pytest.mark.parametrize("query", [
    "India exports to United States 2024-25", "share of the US in India's exports 2024-25",
    "US trade deficit with China 2023", "India's largest trading partners 2024-25",
    "growth of India's exports to China 2024-25",
])
def test_answers_keep_their_contract(run: Run, query: str) -> None:
    result = run("lookup", query, "--format", "json")
    assert result.exit_code == 0, result.output
    answer = json.loads(result.stdout)
    matches("answer", answer)
    assert answer["observations"]
    assert answer["missing"] is None


def test_what_nobody_knows_is_said_to_be_missing(run: Run) -> None:
    result = run("lookup", "India exports to Chile 1950", "--format", "json")
    assert result.exit_code == 1
    answer = json.loads(result.stdout)
    matches("answer", answer)
    assert answer["observations"] == []
    assert "1950" in answer["missing"]
    assert "India" in run("lookup", "India exports to Chile 1950").stdout


def test_words_that_nothing_was_made_of_are_told(run: Run) -> None:
    result = run("lookup", "India zzyzx exports 2023")
    assert "zzyzx" in result.stderr


def test_no_country_is_an_error(run: Run) -> None:
    result = run("lookup", "coffee")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "names no country" in result.stderr
