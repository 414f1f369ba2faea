"""What the tables answer: figures of a key and months, with their sources, published and derived."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from fixture_tables import write_all

from sources.observation import Observation
from sources.tables import Tables
from sources.terms.errors import UnitMismatch
from sources.terms.key import Basis, Flow, SeriesKey
from sources.terms.period import Period
from sources.units import registry

FY25, FY24 = Period.parse("FY2024-25"), Period.parse("FY2023-24")
TO_USA = SeriesKey("IND", "USA", Flow.EXPORT)
FROM_USA = SeriesKey("IND", "USA", Flow.IMPORT)
WITH_USA = SeriesKey("IND", "USA", Flow.TOTAL)
TO_WORLD = SeriesKey("IND", "WLD", Flow.EXPORT)
US_MONTHS = SeriesKey("USA", "CHN", Flow.EXPORT)


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tables]:
    place = tmp_path_factory.mktemp("lookup")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FACTCHECK_CACHE", str(place / "cache"))
        opened = Tables([write_all(place / "tables")])
    yield opened
    opened.close()


def values(found: tuple[Observation, ...]) -> list[str]:
    return [str(seen.value) for seen in found]


def test_look_up_gives_every_source_the_office_itself_first(tables: Tables) -> None:
    revised, first = tables.look_up(TO_USA, FY25)
    assert (revised.value, revised.provenance.table, revised.provenance.status) == (86514280000, "partners", "revised")
    assert revised.row == "IND|USA|export|FY2024-25"
    assert revised.provenance.vintage == date(2025, 6, 10)
    assert (first.value, first.provenance.publisher) == (86510000000, "Ministry of Tests")
    assert first.provenance.status == "first"
    assert first.interval.low == 86505000000


def test_look_up_as_known_on_a_day_leaves_out_what_came_later(tables: Tables) -> None:
    assert values(tables.look_up(TO_USA, FY25, known_on=date(2025, 4, 20))) == ["86510000000"]
    assert tables.look_up(TO_USA, FY25, known_on=date(2025, 4, 14)) == ()


def test_look_up_of_what_nobody_counted_is_empty(tables: Tables) -> None:
    assert tables.look_up(SeriesKey("IND", "FJI", Flow.EXPORT), FY25) == ()
    assert tables.look_up(TO_USA, Period.year(2024)) == ()
    assert tables.look_up(TO_USA.mirror(), FY25) == ()


def test_total_of_first_releases_is_that_of_one_april(tables: Tables) -> None:
    revised, first = tables.look_up(WITH_USA, FY25)
    assert (revised.value, revised.provenance.table) == (132139480000, "partners")
    assert (first.value, first.slack) == (131840000000, 10000000)
    assert first.formula == "IND export USA + IND import USA"
    assert [part.provenance.url for part in first.parts] == [
        "https://example.org/april/exports", "https://example.org/april/imports",
    ]
    assert first.provenance.vintage == date(2025, 4, 16)


def test_balance_is_negative_for_a_deficit_and_takes_no_import_of_another_month(tables: Tables) -> None:
    (march,) = tables.look_up(SeriesKey("IND", "WLD", Flow.BALANCE), Period.month(2025, 3))
    assert march.value == -21540000000
    assert march.formula == "IND export WLD - IND import WLD"


def test_share_keeps_both_parts_and_the_formula(tables: Tables) -> None:
    revised, first = tables.share(TO_USA, TO_WORLD, FY25)
    assert round(revised.value, 2) == Decimal("19.77")
    assert (revised.unit, revised.formula) == ("percent", "IND export USA / IND export WLD")
    assert [part.value for part in revised.parts] == [86514280000, 437666000000]
    assert first.formula == "IND export USA / IND export WLD (the whole as of the release of 2025-06-10)"
    (stale, _) = tables.share(TO_USA, TO_WORLD, FY24)
    assert round(stale.value, 2) == Decimal("17.74")


def test_share_of_a_balance_is_none(tables: Tables) -> None:
    balance = SeriesKey("IND", "USA", Flow.BALANCE)
    assert tables.share(balance, SeriesKey("IND", "WLD", Flow.BALANCE), FY25) == ()


def test_growth_compares_like_vintages_only(tables: Tables) -> None:
    revised, first = tables.growth(TO_USA, FY25)
    assert round(revised.value, 2) == Decimal("11.61")
    assert revised.formula == "IND export USA FY2024-25 / FY2023-24 - 1"
    assert round(first.value, 2) == Decimal("11.60")
    assert first.formula == "IND export USA FY2024-25 / FY2023-24 - 1 (both as first published)"
    assert Decimal("0.01") < first.slack < Decimal("0.02")


def test_a_longer_period_is_the_sum_of_its_months_when_all_are_there(tables: Tables) -> None:
    (year,) = tables.look_up(US_MONTHS, Period.year(2024))
    assert (year.value, len(year.parts)) == (7800, 12)
    assert year.formula == "sum of 12 months of USA export CHN, 2024-01 to 2024-12"
    assert values(tables.look_up(US_MONTHS, Period.parse("2024-11/2025-01"))) == ["2350"]
    assert tables.look_up(US_MONTHS, Period.parse("2024-11/2025-02")) == ()
    assert values(tables.growth(US_MONTHS, Period.month(2025, 1))) == ["-50.0"]


def test_series_gives_each_period_once_a_source_in_order_of_time(tables: Tables) -> None:
    found = tables.series(WITH_USA)
    assert [(seen.period.label, str(seen.value)) for seen in found] == [
        ("FY2023-24", "119710520000"), ("FY2024-25", "132139480000"), ("FY2024-25", "131840000000"),
    ]
    assert len(tables.series(US_MONTHS)) == 13


def test_rate_is_the_published_average_or_the_mean_of_the_months(tables: Tables) -> None:
    year, spring = tables.rate("INR", FY25), tables.rate("INR", Period.parse("2024-05/2024-06"))
    assert year is not None and spring is not None
    assert (year.value, year.unit, year.formula) == (Decimal("84.57"), "INR/USD", "")
    assert (spring.value, spring.formula) == (
        Decimal("83.45"), "mean of 2 monthly averages of INR/USD, 2024-05 to 2024-06",
    )
    assert tables.rate("INR", Period.parse("2024-05/2024-07")) is None


def test_money_converts_at_the_average_of_its_own_period(tables: Tables) -> None:
    dollars = tables.look_up(TO_USA, FY25)[0]
    rupees = tables.convert(dollars, "INR")
    assert rupees is not None
    assert rupees.value == dollars.value * Decimal("84.57")
    assert rupees.formula == "IND export USA FY2024-25 in USD * 84.57 INR/USD"
    assert [part.unit for part in rupees.parts] == ["USD", "INR/USD"]
    assert rupees.provenance == dollars.provenance
    assert tables.convert(dollars, "EUR") is None
    assert tables.convert(dollars, "USD") is dollars
    assert tables.convert(dollars, "percent") is None
    assert tables.convert(dollars, "tonne") is None


def test_money_converts_in_the_context_of_a_period_and_nowhere_else(tables: Tables) -> None:
    from pint.errors import DimensionalityError

    dollars = tables.look_up(TO_USA, FY25)[0]
    amount = registry().Quantity(dollars.value, "USD")
    context = tables.money(FY25, "INR")
    rupees = amount.to("INR", context)
    converted = tables.convert(dollars, "INR")
    assert converted and rupees.magnitude == converted.value
    assert abs(rupees.to("USD", context).magnitude - dollars.value) < 1
    assert "INR FY2024-25 of " in context.name
    with pytest.raises(DimensionalityError):
        amount.to("INR")
    with pytest.raises(UnitMismatch):
        tables.money(FY25, "INR", "EUR")


def test_physical_volumes_convert_where_they_measure_the_same(tables: Tables) -> None:
    tonnes = replace(tables.look_up(TO_USA, FY25)[0], value=Decimal(3), unit="tonne", slack=Decimal("0.5"))
    kilograms = tables.convert(tonnes, "kilogram")
    assert kilograms is not None
    assert (kilograms.value, kilograms.slack, kilograms.formula) == (
        3000, 500, "IND|USA|export|FY2024-25 in tonne * 1000 kilogram/tonne",
    )
    assert tables.convert(tonnes, "barrel") is None


def test_targets_are_found_from_either_side(tables: Tables) -> None:
    (mission,) = tables.targets("IND", "USA")
    assert (mission.quantity.amount, mission.basis, mission.by) == (500000000000, "goods_services", Period.year(2030))
    assert (mission.announced, mission.by_whom, mission.note) == (date(2025, 2, 13), "Trump and Modi", "Mission 500")
    assert (mission.provenance.publisher, mission.provenance.vintage) == ("Trump and Modi", date(2025, 2, 13))
    assert tables.targets("USA", "IND") == (mission,)
    assert [target.partner for target in tables.targets("IND")] == ["USA", "ARE", "WLD"]
    (exports,) = tables.targets("IND", "WLD")
    assert exports.by == Period.parse("FY2030-31")
    (oil_free,) = tables.targets("IND", "ARE")
    assert (oil_free.basis, oil_free.product, oil_free.announced) == (None, "NON-OIL", date(2024, 2, 1))


def test_tariffs_on_one_area_are_those_on_everybody_too(tables: Tables) -> None:
    found = tables.tariffs("USA", "IND")
    assert [(tariff.what, str(tariff.rate.amount), tariff.announced) for tariff in found] == [
        ("all goods", "50", date(2025, 8, 6)), ("steel", "25", date(2025, 2, 10)),
    ]
    assert len(tables.tariffs("USA")) == 3
    assert tables.tariffs("IND") == ()


def test_five_partners_are_no_ranking(tables: Tables) -> None:
    assert tables.ranking("IND", Flow.TOTAL, FY25) == ()


def test_frame_is_tidy_text_and_floats(tables: Tables) -> None:
    frame = tables.frame(reporter="IND", partner="USA", flow=Flow.EXPORT, basis=Basis.GOODS)
    assert list(frame["period"]) == ["FY2023-24", "FY2023-24", "FY2024-25", "FY2024-25"]
    assert frame["value"].dtype == "float64"
    assert set(frame["vintage"]) == {"2025-06-10", "2025-04-15", "2024-04-15"}
    assert frame.attrs["cards"]["partners"]["licence"] == "CC0-1.0"
    assert set(frame.attrs["cards"]) == {"partners", "releases"}
    assert tables.frame(reporter="FJI").empty
