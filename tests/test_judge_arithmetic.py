"""The article against itself: what holds, what is broken, and what was never meant to fit together."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from conftest import cases
from hypothesis import given
from hypothesis import strategies as st
from statements import statement

from claims.claim import Claim
from factcheck.arithmetic import hold_together

MILLIONS = st.integers(1_000, 900_000)


def article(row: dict[str, Any]) -> list[Claim]:
    """Its claims; those of one sentence say so with the same number."""
    made = []
    for number, fields in enumerate(row["claims"], 1):
        fields = dict(fields)
        sentence = fields.pop("sentence", None)
        claim = statement(**fields, name=f"c{number}", start=40 * number)
        made.append(claim if sentence is None else replace(claim, sentence=(0, 400 * sentence)))
    return made


@pytest.mark.parametrize("row", cases("arithmetic.jsonl"))
def test_figures_of_one_article(row: dict[str, Any]) -> None:
    found = hold_together(article(row))
    assert [[each.rule, each.holds] for each in found] == row["found"]
    assert row.get("says", "") in " ".join(each.sentence for each in found)


@pytest.mark.parametrize("row", cases("arithmetic.jsonl"))
def test_order_changes_nothing(row: dict[str, Any]) -> None:
    claims = article(row)
    assert hold_together(claims[::-1]) == hold_together(claims)


@given(MILLIONS, MILLIONS, st.integers(0, 5))
def test_true_figures_however_rounded_are_never_called_broken(export: int, imports: int, digits: int) -> None:
    unit = 10**digits
    printed = [(value + unit // 2) // unit * unit for value in (export, imports, export + imports)]
    claims = [
        statement(str(value), slack=str(Decimal(unit) / 2), flow=flow, name=flow, start=50 * place)
        for place, (value, flow) in enumerate(zip(printed, ("export", "import", "total"), strict=True))
    ]
    assert all(each.holds for each in hold_together(claims))


def test_a_yearbook_of_one_trade_takes_no_longer_a_figure_than_an_article(monkeypatch: pytest.MonkeyPatch) -> None:
    """Comparisons are counted, for they, and no clock, say whether the work grows with the square of the length."""
    counts = [comparisons(monkeypatch, length) for length in (300, 600)]
    assert counts[1] < 2.2 * counts[0]


def comparisons(monkeypatch: pytest.MonkeyPatch, length: int) -> int:
    from factcheck import arithmetic

    made, count = arithmetic.made, 0

    def counted(*args: Any) -> Any:
        nonlocal count
        count += 1
        return made(*args)

    monkeypatch.setattr(arithmetic, "made", counted)
    hold_together([
        statement(str(value), slack="5", flow=flow, name=f"c{number}", start=40 * number)
        for number, (value, flow) in enumerate([(86, "export"), (45, "import"), (131, "total")] * length)
    ])
    monkeypatch.setattr(arithmetic, "made", made)
    return count
