"""Questions in words become keys, and answers say where they come from or what is missing."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from click.testing import Result
from hypothesis import given
from hypothesis import strategies as st

from factcheck.lookup.puzzled import UnreadableQuestion
from factcheck.lookup.question import read_question
from factcheck.report.sheet import inert
from tests.conftest import cases
from tests.test_report import matches

Run = Callable[..., Result]
TODAY = date(2026, 6, 30)


@pytest.mark.parametrize("case", cases("questions.jsonl"))
def test_questions(case: dict[str, Any]) -> None:
    found = read_question(str(case["query"]), TODAY)
    assert str(found.key) == case["key"]
    assert found.measure == case.get("measure", "level")
    assert (found.period and found.period.label) == case["period"]
    assert " ".join(found.ignored) == case.get("ignored", "")
    said = {name: getattr(found, name) for name in ("each", "since", "whose", "place", "first", "lowest", "money",
                                                  "of_goods", "real", "of_gdp", "of_first")}
    said |= {name: str(value) for name in ("versus", "known_on", "prices_of") if (value := getattr(found, name))}
    more = case.get("more", {})
    assert {name: value for name, value in said.items() if value} == {
        name: value for name, value in more.items() if name != "of_share"}
    if found.measure == "change":
        assert found.of_share is more.get("of_share", False)


@pytest.mark.parametrize("case", cases("refusals.jsonl"))
def test_what_is_refused_says_why(run: Run, case: dict[str, Any]) -> None:
    result = run("lookup", case["query"])
    assert (result.exit_code, result.stdout) == (2, "")
    assert case["says"] in result.stderr


@pytest.mark.parametrize("query", ["", "coffee", "what is it", "exports 2023"])
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


ANSWERS = {
    "lookup-ranking": ("India's largest trading partners 2024-25",),
    "lookup-rank": ("rank of UAE in India trade 2024-25",),
    "lookup-top": ("top 5 export destinations of India 2024-25",),
    "lookup-exporters": ("largest exporters 2023",),
    "lookup-span": ("India exports to United States from 2018 to 2024",),
    "lookup-since": ("US trade deficit with China since 2018",),
    "lookup-cumulative": ("cumulative US imports from China 2018-2024",),
    "lookup-growth": ("growth of US imports from China 2023",),
    "lookup-compound": ("growth of US imports from China from 2018 to 2024",),
    "lookup-points": ("change in share of China in US imports 2023",),
    "lookup-balance": ("India US trade balance 2024-25",),
    "lookup-services": ("India services exports 2024-25",),
    "lookup-goods": ("India petroleum exports 2024-25",),
    "lookup-month": ("US exports to China March 2024",),
    "lookup-quarter": ("India exports 2024-Q1",),
    "lookup-tariff": ("US tariff on India January 2025 to March 2025",),
    "lookup-target": ("India US trade target 2030",),
    "lookup-rate": ("rupees per dollar 2024-25",),
    "lookup-cross-rate": ("yuan per euro 2023",),
    "lookup-rounded": ("China's trade surplus 2024",),
    "lookup-suppliers": ("who are the five biggest suppliers of the UK",),
    "lookup-members": ("African exports to China 2023",),
    "lookup-real": ("real growth of US exports 2019",),
    "lookup-prices": ("US exports 2019 in 2015 dollars",),
    "lookup-gdp": ("India's exports as a share of GDP 2022-23",),
    "lookup-known-on": ("India exports to US 2024-25", "--known-on", "2025-04-20"),
}
MISSING = {
    "lookup-missing-goods": ("US imports of pharmaceuticals 2024",),
    "lookup-missing-period": ("India exports to Chile 1950",),
    "lookup-missing-release": ("India exports to US 2023-24", "--known-on", "2001-01-01"),
    "lookup-missing-real": ("real growth of India's exports 2022-23",),
    "lookup-missing-share": ("what share of Mexico's exports went to the US in 2023",),
    "lookup-missing-ranking": ("Germany's largest trading partner 2024",),
    "lookup-missing-target": ("India US trade target 1999",),
}


@pytest.mark.parametrize("name", ANSWERS)
def test_answers_for_people(run: Run, golden: Callable[[str, str], None], name: str) -> None:
    result = run("lookup", *ANSWERS[name])
    assert result.exit_code == 0, result.output
    golden(f"{name}.txt", result.stdout)


@pytest.mark.parametrize("name", MISSING)
def test_what_is_missing_for_people(run: Run, golden: Callable[[str, str], None], name: str) -> None:
    result = run("lookup", *MISSING[name])
    assert result.exit_code == 1, result.output
    golden(f"{name}.txt", result.stdout)


@pytest.mark.parametrize("name", [*ANSWERS, *MISSING])
def test_answers_of_every_kind_keep_their_contract(run: Run, name: str) -> None:
    given = (ANSWERS | MISSING)[name]
    answer = json.loads(run("lookup", *given, "--format", "json").stdout)
    matches("answer", answer)
    assert bool(answer["observations"]) is (name in ANSWERS) is (answer["missing"] is None)
    sheet = run("lookup", *given, "--format", "csv").stdout
    rows = list(csv.DictReader(io.StringIO(sheet)))
    parts = {row["part"] for row in rows}
    assert parts <= {"answer", "ranking", "series", "run", "basis", "mirror", "announced", "nearest"}
    if name in ANSWERS:
        first = next(row["value"] for row in rows if row["part"] in ("answer", "ranking"))
        assert first == answer["observations"][0]["value"]


def test_the_rank_of_one_comes_with_the_whole_ranking(run: Run) -> None:
    answer = json.loads(run("lookup", "rank of UAE in India trade 2024-25", "--format", "json").stdout)
    (rank,) = answer["observations"]
    assert (answer["measure"], rank["unit"], answer["key"]["partner"]) == ("rank", "rank", "ARE")
    places = [place["rank"] for place in answer["ranking"]]
    assert places == sorted(places)
    assert len(places) > 100
    assert [str(place["rank"]) for place in answer["ranking"] if place["area"] == "ARE"] == [rank["value"]]


def test_the_rank_over_a_span_is_a_place_for_each_year(run: Run) -> None:
    answer = json.loads(run("lookup", "rank of China in US imports from 2018 to 2024", "--format", "json").stdout)
    assert answer["key"]["partner"] == "CHN"
    places = {seen["period"]: seen["value"] for seen in answer["observations"]}
    assert (places["2018"], places["2024"]) == ("1", "2")
    assert {seen["unit"] for seen in answer["observations"]} == {"rank"}


def test_another_currency_comes_by_the_rate_of_the_period_or_from_the_office_itself(run: Run) -> None:
    done = run("lookup", "US imports from China 2024 in euros")
    assert "EUR/USD" in done.stdout and "rate    EUR: European Central Bank" in done.stdout
    answer = json.loads(run("lookup", "Japan exports 2023 in yen", "--format", "json").stdout)
    assert {seen["unit"] for seen in answer["observations"]} == {"JPY"}
    assert answer["observations"][0]["table"] == "official-figures"
    assert answer["observations"][0]["formula"] is None


def test_a_span_is_a_figure_for_each_year_of_one_table(run: Run) -> None:
    answer = json.loads(run("lookup", "US imports from China 2018 to 2024", "--format", "json").stdout)
    assert [seen["period"] for seen in answer["observations"]] == [str(year) for year in range(2018, 2025)]
    assert len({seen["table"] for seen in answer["observations"]}) == 1
    assert answer["each"] == 12
    whole = json.loads(run("lookup", "cumulative US imports from China 2018 to 2024", "--format", "json").stdout)
    together = sum(Decimal(seen["value"]) for seen in answer["observations"])
    assert Decimal(whole["observations"][0]["value"]) == together


def test_nothing_released_later_is_known(run: Run) -> None:
    for query in (
        "India exports to US 2024-25", "share of the US in India's exports 2024-25", "India exports since 2021",
    ):
        answer = json.loads(run("lookup", query, "--known-on", "2025-04-20", "--format", "json").stdout)
        seen = answer["observations"] + answer["series"] + answer["mirror"] + answer["nearest"] + answer["bases"]
        assert seen
        assert max(one["vintage"] or "" for one in seen) <= "2025-04-20"


def test_what_lies_nearest_is_named(run: Run) -> None:
    goods = json.loads(run("lookup", "US imports of pharmaceuticals 2024", "--format", "json").stdout)
    assert [near["key"]["product"] for near in goods["nearest"]] == ["30", "TOTAL"]
    early = json.loads(run("lookup", "India exports to Chile 1950", "--format", "json").stdout)
    assert early["nearest"][0]["period"] in early["missing"]
    partner = json.loads(run("lookup", "exports of South Korea to Vietnam", "--format", "json").stdout)
    assert "VNM" in {near["key"]["reporter"] for near in partner["nearest"]}


def test_a_sheet_runs_nothing() -> None:
    assert [inert(text) for text in ("=1+1", "@x", "-1", "IND|USA")] == ["'=1+1", "'@x", "'-1", "IND|USA"]


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


def test_a_figure_of_the_question_is_not_compared(run: Run) -> None:
    result = run("lookup", "did India export $86 billion to the US in 2024-25")
    assert (result.exit_code, "86.51 billion" in result.stdout) == (0, True)
    assert "$86 billion" in result.stderr


def test_no_country_is_an_error(run: Run) -> None:
    result = run("lookup", "coffee")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "names no country" in result.stderr
