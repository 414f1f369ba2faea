"""What is true is never called wrong: statements made from the bundled tables in every wording of the benchmark."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from benchmarks.phrasing import wordings
from benchmarks.planting import Generator
from claims.read import read
from factcheck.judge import judge
from factcheck.judging.margin import revising
from sources.observation import Authority, Observation
from sources.tables import Tables
from sources.terms.key import WORLD, Basis, Flow, SeriesKey
from sources.terms.period import Period

PUBLISHED = date(2026, 9, 1)
COUNT = 250


def test_true_statements_are_never_contradicted() -> None:
    tables = Tables.bundled()
    generator = Generator(tables, 7)
    told = [text for _ in range(2 * COUNT) if (text := generator.right())][:COUNT]
    assert len(set(told)) == COUNT
    accused = [
        f"{text}\n    {finding.sentence}"
        for text in told
        for finding in (judge(claim, tables, PUBLISHED, claims) for claims in [read(text, PUBLISHED)]
                        for claim in claims)
        if finding.verdict.is_alarm
    ]
    assert not accused, "\n".join(accused)


def test_every_wording_can_be_filled_in() -> None:
    """A wording that asks for what the generator does not give would only fail when the dice fall on it."""
    known = {"A", "S", "a", "b", "B", "flow", "to", "went", "when", "basis", "v", "v0", "v1", "when0", "pc", "sign",
             "moved", "nth", "hedge", "product"}
    asked = {
        rest.partition("}")[0] for texts in wordings().values() if isinstance(texts, list)
        for text in texts for rest in text.split("{")[1:]
    }
    assert asked <= known


def test_months_were_never_moved_further_than_is_allowed_for() -> None:
    tables = Tables.bundled()
    moved = dict.fromkeys(revising(), 0)
    kinds = [(flow, basis) for flow in (Flow.EXPORT, Flow.IMPORT) for basis in (Basis.GOODS, Basis.GOODS_SERVICES)]
    for area, most in revising().items():
        for flow, basis in kinds:
            key = SeriesKey(area, WORLD, flow, basis=basis)
            for month in (seen.period for seen in tables.series(key, 1)):
                found = tables.look_up(key, month)
                best = found[0]
                like = [seen for seen in found[1:] if is_counted_alike(best, seen)]
                moved[area] += len(like)
                assert all(abs(seen.value / best.value - 1) <= most.most for seen in like), (area, month, basis, found)
    assert sum(moved.values()) > 200, moved


@pytest.mark.parametrize("length", [1, 12])
def test_balances_were_never_moved_further_than_is_allowed_for(length: int) -> None:
    tables = Tables.bundled()
    compared = beyond = 0
    for area, moves in revising().items():
        partners = [WORLD, *(seen.key.partner for seen in tables.ranking(area, Flow.EXPORT, Period.year(2022))[:20])]
        for key in (SeriesKey(area, partner, Flow.BALANCE) for partner in partners):
            for period in (seen.period for seen in tables.series(replace(key, flow=Flow.EXPORT), length)):
                best, *rest = tables.look_up(key, period) or (None,)
                for seen in rest:
                    if best is None or not is_counted_alike(best, seen) or len(best.parts) != 2:
                        continue
                    compared += 1
                    both = sum(abs(part.value) for part in best.parts)
                    most = moves.both if length == 1 else moves.year
                    beyond += abs(seen.value - best.value) > most * both
    assert compared > 50, compared
    assert 100 * beyond <= compared, (beyond, compared)


def test_months_growth_was_moved_further_than_is_allowed_for_once_in_a_hundred() -> None:
    """Between two vintages that hold both the month and the same one a year before."""
    tables = Tables.bundled()
    compared = beyond = 0
    for partner in (seen.key.partner for seen in tables.ranking("USA", Flow.EXPORT, Period.year(2022))[:20]):
        for flow in (Flow.EXPORT, Flow.IMPORT):
            key = SeriesKey("USA", partner, flow)
            for month in (seen.period for seen in tables.series(key, 1)):
                found = tables.growth(key, month)
                rates = [seen.value for seen in found if seen.provenance.authority is not Authority.COMPILER]
                if len(rates) > 1:
                    compared += 1
                    beyond += max(rates) - min(rates) > 100 * revising()["USA"].growth
    assert compared > 500, compared
    assert 100 * beyond <= compared, (beyond, compared)


def is_counted_alike(one: Observation, other: Observation) -> bool:
    here, there = one.provenance, other.provenance
    return (
        Authority.COMPILER not in (here.authority, there.authority) and one.unit == other.unit
        and here.compilation is there.compilation and here.adjusted == there.adjusted
    )
