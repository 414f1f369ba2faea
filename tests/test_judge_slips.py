"""Slips of the pen: two figures the wrong way round, one digit wrong."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from judge_tables import PARTNERS, YEARS
from statements import statement

from claims.claim import Claim
from factcheck.finding import Verdict
from factcheck.judge import judge
from factcheck.judging.slips import is_one_digit_off
from sources.tables import Tables


def two(now: int, then: int, partner: str = "CHN", **more: str) -> list[Claim]:
    """This year's and last year's exports in one sentence, in millions."""
    figures = ((now, YEARS[3]), (then, YEARS[2]))
    return [
        statement(f"{value}000000", slack="5000000", period=period, partner=partner, name=f"c{number}",
                  start=40 * number, quote=f"${value / 1000:.2f} billion", **more)
        for number, (value, period) in enumerate(figures, 1)
    ]


@pytest.mark.parametrize("partner", ["CHN", "USA"])
def test_two_figures_the_wrong_way_round_are_both_named(world: Tables, partner: str) -> None:
    _, _, then, now = PARTNERS[partner][0]
    claims = two(then, now, partner)
    for claim in claims:
        finding = judge(claim, world, None, claims)
        assert (finding.verdict, finding.reason) == (Verdict.MISMATCHED, "other-period"), finding.sentence
        assert "the wrong way round" in finding.sentence
    right = two(now, then, partner)
    assert all(judge(claim, world, None, right).verdict is Verdict.SUPPORTED for claim in right)


def test_one_wrong_figure_beside_a_right_one_is_not_swapped(world: Tables) -> None:
    _, _, then, now = PARTNERS["CHN"][0]
    claims = two(then, then)
    findings = [judge(claim, world, None, claims) for claim in claims]
    assert "wrong way round" not in findings[0].sentence
    assert findings[1].verdict is Verdict.SUPPORTED
    assert now != then


@given(st.text("0123456789", min_size=3, max_size=6), st.integers(0, 5), st.sampled_from("0123456789"))
def test_one_digit_is_one_digit(digits: str, place: int, other: str) -> None:
    place %= len(digits)
    changed = digits[:place] + other + digits[place + 1:]
    assert is_one_digit_off(changed, digits) is (changed != digits)
    assert is_one_digit_off(changed, digits) is is_one_digit_off(digits, changed)


@pytest.mark.parametrize(("printed", "held", "off"), [
    ("64.51", "63.51", True), ("36.51", "63.51", True), ("63.15", "63.51", True), ("61.53", "63.51", False),
    ("64.52", "63.51", False), ("6.351", "63.51", False), ("42", "41", False), ("635.1", "63.51", False),
])
def test_what_counts_as_one_digit(printed: str, held: str, off: bool) -> None:
    assert is_one_digit_off(printed, held) is off
    assert Decimal(printed) != Decimal(held)
