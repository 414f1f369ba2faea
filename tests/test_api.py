"""What a notebook calls."""

from __future__ import annotations

import doctest
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck import api
from factcheck.finding import Verdict
from sources.terms.errors import TradeError
from tests.conftest import ROOT

RIGHT = "India's exports to the US were USD 86.51 billion in 2024-25."
WORDS = (
    "India's exports to the US ", "rose ", "11.6 per cent ", "to USD 86.51 billion ", "in 2024-25", ". ", "\n\n", "%",
    "$", "imports from China ", "a third ", "of its total ", "the largest since ", "1950", "FY25 ", "\x00", "\u202e",
    "９", "₹5 lakh ", "trade deficit ", "doubled ", "from ", "-", "(", "1e999", "9" * 400,
)


def test_the_example_in_the_manual() -> None:
    results = doctest.testmod(api)
    assert (results.failed, results.attempted > 0) == (0, True)


def test_a_file_is_checked_like_its_text(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(RIGHT, encoding="utf-8")
    report = api.check_file(path, published=date(2026, 1, 13))
    assert [finding.verdict for finding in report.findings] == [Verdict.SUPPORTED]
    assert (report.document.published, report.alarms) == (date(2026, 1, 13), ())
    assert report.findings == api.check_text(RIGHT, published=date(2026, 1, 13)).findings


def test_what_cannot_be_read_is_an_error_of_ours() -> None:
    with pytest.raises(TradeError, match="no such file"):
        api.check_file("gone.txt")


def test_figures_of_one_article_are_held_against_each_other() -> None:
    report = api.check_text(
        "India's exports to Peru were $2.1 billion and its imports from Peru $3.2 billion in 2024-25, "
        "and total trade with Peru was $6.4 billion in 2024-25.")
    assert [row.holds for row in report.arithmetic if row.rule.startswith("export + import")] == [False]


@given(st.lists(st.sampled_from(WORDS), max_size=30).map("".join))
def test_any_text_is_checked_and_quotes_stand_where_they_are_said_to(text: str) -> None:
    report = api.check_text(text, published=date(2025, 5, 1))
    for finding in report.findings:
        claim = finding.claim
        assert text[claim.start:claim.end] == claim.quote
        assert claim.sentence[0] <= claim.start < claim.end <= claim.sentence[1]
        assert finding.sentence
        assert (finding.missing is not None) or finding.verdict is not Verdict.UNVERIFIABLE
        assert finding.evidence or not finding.verdict.is_alarm
    assert len(report.frame()) == len(report.findings)


def test_the_types_travel_with_the_packages() -> None:
    assert all((ROOT / package / "py.typed").exists() for package in ("factcheck", "claims", "sources"))
