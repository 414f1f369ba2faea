"""The floors of the benchmarks hold; the figures themselves are measured by `python -m benchmarks`."""

from __future__ import annotations

import importlib.util
import json
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.__main__ import FLOORS, QUICK, SUITES, missed, tightened
from benchmarks.gold.build import build
from benchmarks.wire import LENGTH, articles
from tests.conftest import ROOT

GOLD = ROOT / "benchmarks" / "gold"
FIGURES = st.floats(0.01, 1000)
FLOOR = st.builds(lambda word, value: {word: value}, st.sampled_from(["least", "most"]), FIGURES)


def test_every_floor_belongs_to_a_suite_that_exists() -> None:
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))["floors"]
    assert {row.partition(".")[0] for row in floors} <= set(SUITES)
    assert set(QUICK) <= set(SUITES)
    assert [suite for suite in SUITES if importlib.util.find_spec(f"benchmarks.{suite}") is None] == []


@pytest.mark.parametrize("figure, floor, below", [
    (0.9, {"least": 0.95}, True), (0.95, {"least": 0.95}, False), (0.7, {"most": 0.65}, True), (1.0, {}, False),
])
def test_a_floor_is_missed_from_its_wrong_side(figure: float, floor: dict[str, float], below: bool) -> None:
    assert missed(figure, floor) is below


@given(FIGURES, FLOOR, st.booleans())
def test_accepting_never_loosens_a_floor(figure: float, floor: dict[str, float], timing: bool) -> None:
    ((word, value),) = floor.items()
    now = tightened(figure, floor, timing)[word]
    assert now >= value if word == "least" else now <= value


@given(FIGURES, FLOOR)
def test_what_was_accepted_is_not_missed_the_next_time(figure: float, floor: dict[str, float]) -> None:
    if not missed(figure, floor):
        assert not missed(figure, tightened(figure, floor, False))


def test_made_up_copy_is_the_same_on_every_machine_and_of_wire_length() -> None:
    first, second = list(articles(3)), list(articles(3))
    assert first == second
    assert all(LENGTH <= len(text) < 2 * LENGTH for text in first)


def test_the_gold_articles_are_what_their_marks_say(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for part in ("text", "marks"):
        shutil.copytree(GOLD / part, tmp_path / part)
    build(tmp_path)
    assert capsys.readouterr().out
    for made in ("docs.jsonl", "gold.jsonl", "not_claims.jsonl"):
        assert (tmp_path / made).read_text(encoding="utf-8") == (GOLD / made).read_text(encoding="utf-8"), made
