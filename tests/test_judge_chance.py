"""The chance of an accident: made-up figures are given a repair by the bundled tables as rarely as promised."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

import pytest
from statements import statement

from claims.claim import Claim
from factcheck.finding import Verdict
from factcheck.judge import judge
from factcheck.judging.bands import NEWSROOM
from sources.observation import Observation
from sources.tables import Tables
from sources.terms.key import WORLD, Flow, SeriesKey
from sources.terms.period import Period

SUBJECTS = (("IND", Period.fiscal_year(2021)), ("USA", Period.year(2019)), ("IND", Period.fiscal_year(2023)),
            ("USA", Period.year(2023)), ("USA", Period.month(2022, 5)))
COUNT = 250


@cache
def bundled() -> Tables:
    return Tables.bundled()


def made_up(kind: str, dice: random.Random) -> Iterator[Claim]:
    """Claims of one kind whose figure is drawn between half and twice the true one, printed to two to four digits."""
    tables = bundled()
    while True:
        reporter, period = dice.choice(SUBJECTS)
        year = period if period.length == 12 else Period.year(2022)
        partner = dice.choice(tables.ranking(reporter, Flow.EXPORT, year)[:25]).key.partner
        key = SeriesKey(reporter, partner, dice.choice((Flow.EXPORT, Flow.IMPORT)))
        found = truth(kind, key, period)
        if not found or not found[0].value:
            continue
        figure = abs(found[0].value) * Decimal(2 ** dice.uniform(-1, 1))
        last = Decimal(10) ** (figure.adjusted() - dice.choice((1, 2, 3)))
        unit = "USD" if kind == "level" else "percent"
        more = {"direction": "up" if found[0].value > 0 else "down"} if kind == "change" else {}
        yield statement(
            str((figure / last).quantize(Decimal(1)) * last), unit, str(last / 2), reporter, partner, key.flow.value,
            period=period.label, kind=kind, **more,
        )


def truth(kind: str, key: SeriesKey, period: Period) -> tuple[Observation, ...]:
    if kind == "share":
        return bundled().share(key, SeriesKey(key.reporter, WORLD, key.flow), period)
    return bundled().growth(key, period) if kind == "change" else bundled().look_up(key, period)


@pytest.mark.parametrize("kind", ["level", "share", "change"])
def test_made_up_figures_are_seldom_given_a_repair(kind: str) -> None:
    tables, dice = bundled(), random.Random(20260901)
    outcomes: Counter[str] = Counter()
    for claim, _ in zip(made_up(kind, dice), range(COUNT), strict=False):
        finding = judge(claim, tables)
        if finding.verdict not in (Verdict.SUPPORTED, Verdict.CLOSE):
            outcomes["repaired" if finding.repair else "left"] += 1
    assert outcomes.total() > COUNT / 2
    assert outcomes["repaired"] / outcomes.total() <= NEWSROOM.chance, outcomes
