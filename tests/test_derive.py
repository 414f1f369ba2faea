"""Derived figures: the arithmetic, its slack and its formula, and which figures may stand in one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources import derive
from sources.kinship import best_first, growth_kin, kindred, same_period_kin, share_kin
from sources.observation import Compilation, Observation, Provenance, Status
from sources.terms.key import Basis, Flow, SeriesKey
from sources.terms.period import Period
from sources.units import UnitMismatch, factor

KEY = SeriesKey("USA", "CHN", Flow.EXPORT)
SOURCE = Provenance("t", "Census", "https://example.org/", "CC0-1.0", date(2025, 2, 5))
YEAR = Period.year(2024)

money = st.decimals(0, 10**13, places=2)
positive = st.decimals(1, 10**13, places=2)
slacks = st.decimals(0, 10**6, places=2)


def seen(value: Decimal | int, slack: Decimal | int = 0, key: SeriesKey = KEY, period: Period = YEAR) -> Observation:
    return Observation(key, period, Decimal(value), "USD", SOURCE, derive.row_name(key, period.label), Decimal(slack))


def from_source(**changes: object) -> Observation:
    return replace(seen(1), provenance=replace(SOURCE, **changes))


@given(money, money, slacks, slacks)
def test_total_and_balance_are_sum_and_difference_with_slacks_added(
    value: Decimal, other: Decimal, slack: Decimal, more: Decimal,
) -> None:
    export, imports = seen(value, slack), seen(other, more, replace(KEY, flow=Flow.IMPORT))
    total, balance = derive.total(export, imports), derive.balance(export, imports)
    assert (total.value, balance.value) == (value + other, value - other)
    assert total.slack == balance.slack == slack + more
    assert (total.key.flow, balance.key.flow) == (Flow.TOTAL, Flow.BALANCE)
    assert total.parts == balance.parts == (export, imports)


@given(money, positive, slacks, slacks)
def test_share_stays_between_nothing_and_all(part: Decimal, whole: Decimal, slack: Decimal, more: Decimal) -> None:
    share = derive.share(seen(part, slack), seen(whole, more))
    if part > whole:
        assert share is None
    else:
        assert share is not None
        assert 0 <= share.value <= 100
        assert share.unit == "percent"


@given(positive, positive, st.decimals(-1, 1, places=3), st.decimals(-1, 1, places=3), slacks, slacks)
def test_no_reading_of_the_printed_digits_leaves_the_slack_of_growth(
    now: Decimal, then: Decimal, shift: Decimal, move: Decimal, slack: Decimal, more: Decimal,
) -> None:
    more = min(more, then / 2)
    growth = derive.growth(seen(now, slack), seen(then, more))
    assert growth is not None
    possible = 100 * ((now + shift * slack) / (then + move * more) - 1)
    assert abs(possible - growth.value) <= growth.slack + Decimal("1e-9") * (1 + abs(possible))


@given(positive, positive)
def test_growth_undoes_itself(now: Decimal, then: Decimal) -> None:
    growth = derive.growth(seen(now), seen(then))
    assert growth is not None
    assert abs(then * (1 + growth.value / 100) - now) < Decimal("0.01")


@pytest.mark.parametrize(("now", "then"), [(5, 0), (5, -5), (-5, 5)])
def test_growth_from_nothing_or_across_zero_is_none(now: int, then: int) -> None:
    assert derive.growth(seen(now), seen(then)) is None


def test_growth_of_a_deficit_is_that_of_its_size() -> None:
    balance = replace(KEY, flow=Flow.BALANCE)
    wider = derive.growth(seen(-120, key=balance), seen(-100, key=balance, period=Period.year(2023)))
    assert wider is not None
    assert (wider.value, wider.formula) == (20, "USA balance CHN 2024 / 2023 - 1")


def test_difference_of_two_shares_is_in_percentage_points() -> None:
    whole = replace(KEY, partner="WLD")
    now, then = (
        derive.share(seen(part, period=Period.year(year)), seen(100, key=whole))
        for part, year in ((20, 2024), (18, 2023))
    )
    assert now is not None and then is not None
    points = derive.difference(now, then)
    assert (points.value, points.unit) == (2, "percentage_point")
    assert points.formula == "USA export CHN / USA export WLD, 2024 less 2023"
    assert derive.difference(seen(5), seen(3)).unit == "USD"


@given(positive, st.integers(1, 20), st.decimals("0.5", 3, places=2))
def test_compound_growth_brings_the_base_to_the_goal(base: Decimal, years: int, times: Decimal) -> None:
    rate = derive.needed_growth(base, base * times, Decimal(years))
    assert abs(base * (1 + rate / 100) ** years / (base * times) - 1) < Decimal("1e-18")
    then, now = (Period.year(year) for year in (2000, 2000 + years))
    later = derive.compound_growth(seen(base * times, period=now), seen(base, period=then))
    assert later is not None
    assert abs(later.value - rate) < Decimal("1e-18")


def test_compound_growth_needs_a_year_and_says_how_many() -> None:
    assert derive.compound_growth(seen(2), seen(1)) is None
    five = derive.compound_growth(seen(2, period=Period.year(2024)), seen(1, period=Period.year(2019)))
    assert five is not None
    assert five.formula == "(USA export CHN 2024 / 2019) ^ (1 / 5) - 1"


@given(st.lists(money, min_size=12, max_size=12), slacks)
def test_sum_of_months_is_the_year(values: list[Decimal], slack: Decimal) -> None:
    months = [seen(value, slack, KEY, period) for value, period in zip(values, YEAR.months(), strict=True)]
    year = derive.sum_of_periods(months, YEAR)
    assert (year.value, year.slack, year.period) == (sum(values), 12 * slack, YEAR)
    assert year.row == "USA|CHN|export|2024-01 … USA|CHN|export|2024-12"


def test_ranks_are_shared_by_equal_values() -> None:
    values = {"CAN": 7, "MEX": 9, "JPN": 7, "DEU": 1}
    levels = [seen(value, key=replace(KEY, partner=code)) for code, value in values.items()]
    ranking = derive.ranked(levels, "partners of USA, export, 2024")
    assert [(each.key.partner, each.formula.split(" among ")[0]) for each in ranking] == [
        ("MEX", "rank 1"), ("CAN", "rank 2"), ("JPN", "rank 2"), ("DEU", "rank 4"),
    ]
    assert ranking[0].formula == "rank 1 among 4 partners of USA, export, 2024"


FIRST, LATER = {"status": Status.FIRST, "vintage": date(2025, 4, 15)}, {"vintage": date(2025, 4, 16)}


@pytest.mark.parametrize(("one", "other", "nearness"), [
    ({}, {}, 0),
    ({}, {"note": "as read elsewhere"}, 0),
    ({}, {"vintage": date(2025, 3, 1)}, None),
    ({}, {"table": "u"}, None),
    ({}, {"compilation": Compilation.BALANCE_OF_PAYMENTS}, None),
    ({}, {"adjusted": True}, None),
    ({"vintage": None}, {"vintage": None, "note": "of one page"}, 0),
    ({"vintage": None}, {"vintage": None, "url": "https://example.org/other"}, None),
    (FIRST, FIRST | LATER, 1),
    (FIRST, FIRST | LATER | {"table": "u"}, 1),
    (FIRST, FIRST | {"vintage": None}, 1),
    (FIRST, FIRST | {"vintage": date(2025, 5, 15)}, None),
    (FIRST, FIRST | LATER | {"publisher": "Another Office"}, None),
    (FIRST, LATER, None),
])
def test_only_kin_stand_in_one_sum(one: dict[str, object], other: dict[str, object], nearness: int | None) -> None:
    assert same_period_kin(from_source(**one), from_source(**other)) == nearness
    assert same_period_kin(from_source(**other), from_source(**one)) == nearness


def test_dollars_and_rupees_are_no_kin() -> None:
    rupees = replace(seen(1), unit="INR")
    assert same_period_kin(seen(1), rupees) is growth_kin(seen(1), rupees) is share_kin(seen(1), rupees) is None


def test_a_first_release_takes_the_whole_of_its_office_but_a_revised_part_does_not() -> None:
    whole = from_source(table="u", vintage=date(2026, 6, 10), authority=0)
    assert share_kin(from_source(**FIRST, authority=2), whole) == 2
    assert share_kin(from_source(authority=2), whole) is None
    assert share_kin(from_source(**FIRST, authority=1, publisher="Compiler"), whole) is None


def test_kindred_prefers_the_same_page_then_the_nearest_vintage() -> None:
    first = from_source(**FIRST)
    far = from_source(**FIRST | {"vintage": date(2025, 4, 30), "url": "b"})
    near = from_source(**FIRST | LATER | {"url": "c"})
    page = from_source(**FIRST | {"vintage": date(2025, 4, 28), "note": "same page"})
    assert kindred(first, [far, near], same_period_kin) == [(near, 1)]
    assert kindred(first, [far, near, page], same_period_kin) == [(page, 1)]


ORDER: Sequence[dict[str, object]] = [
    {"authority": 0, "vintage": date(2025, 6, 10)},
    {"authority": 0, "vintage": date(2024, 6, 10)},
    {"authority": 0, "vintage": None, "status": Status.FIRST},
    {"authority": 0, "vintage": date(2026, 6, 10), "adjusted": True},
    {"authority": 0, "vintage": date(2026, 6, 10), "compilation": Compilation.BALANCE_OF_PAYMENTS},
    {"authority": 1, "vintage": date(2026, 6, 10)},
    {"authority": 2, "vintage": date(2026, 6, 10)},
]


@given(st.permutations(range(len(ORDER))))
def test_best_first_never_lets_a_vintage_outrank_the_way_of_counting(shuffle: list[int]) -> None:
    ordered = [replace(from_source(**each), period=Period.month(2023, 12)) for each in ORDER]
    assert sorted((ordered[place] for place in shuffle), key=best_first) == ordered


def test_over_a_whole_year_the_season_does_not_matter() -> None:
    raw, adjusted = from_source(), from_source(adjusted=True, vintage=date(2026, 6, 10))
    assert best_first(adjusted) < best_first(raw)
    raw, adjusted = (replace(seen, period=Period.month(2024, 3)) for seen in (raw, adjusted))
    assert best_first(raw) < best_first(adjusted)


def test_services_are_best_counted_by_the_balance_of_payments() -> None:
    ordered = [replace(from_source(**each), period=Period.year(2023)) for each in ORDER]
    services = replace(KEY, basis=Basis.SERVICES)
    customs, payments = (replace(ordered[place], key=services) for place in (0, 4))
    assert min((customs, payments), key=best_first) == payments


@given(st.sampled_from(["USA", "CHN", "WLD"]), st.sampled_from(["IND", "EU27"]), st.sampled_from([*Flow]))
def test_mirror_of_the_mirror_is_the_key_itself(reporter: str, partner: str, flow: Flow) -> None:
    key = SeriesKey(reporter, partner, flow)
    assert key.mirror().mirror() == key


@pytest.mark.parametrize(("unit", "target", "times"), [
    ("tonne", "kilogram", "1000"), ("barrel", "litre", "158.987294928"), ("barrel/day", "barrel/week", "7"),
    ("TEU", "FEU", "0.5"), ("dozen", "piece", "12"), ("troy_ounce", "gram", "31.1034768"),
])
def test_physical_units_convert(unit: str, target: str, times: str) -> None:
    assert factor(unit, target) == Decimal(times)


@pytest.mark.parametrize(("unit", "target"), [
    ("tonne", "barrel"), ("TEU", "tonne"), ("tonne", "USD"), ("bushel", "tonne"),
])
def test_what_measures_different_things_does_not_convert(unit: str, target: str) -> None:
    with pytest.raises(UnitMismatch):
        factor(unit, target)
