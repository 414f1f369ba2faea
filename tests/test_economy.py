"""GDP and prices: what is made of them, and what is left alone because the years do not fit."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from fixture_tables import write_table
from hypothesis import given
from hypothesis import strategies as st

from sources import derive
from sources.economy import Economy, in_prices_of, issuer, price_factor, real_growth
from sources.observation import Observation, Provenance
from sources.tables import Tables
from sources.terms.key import WORLD, Flow, SeriesKey
from sources.terms.period import Period

KEY = SeriesKey("USA", WORLD, Flow.EXPORT)
SOURCE = Provenance("t", "Office", "https://example.org/", "CC0-1.0", None)
LEVELS = ["reporter,partner,flow,period,value", "USA,WLD,export,2020,1000", "USA,WLD,export,2021,1320",
          "USA,WLD,export,2022,1210", "USA,WLD,balance,2022,-50", "IND,WLD,export,FY2021-22,500",
          "IND,WLD,export,FY2022-23,600"]
CONTEXT = ["reporter,measure,period,value,unit", "USA,GDP,2022,5000,USD", "USA,GDP-DEFLATOR,2021,10,percent",
           "USA,GDP-DEFLATOR,2022,10,percent", "IND,GDP,FY2022-23,3000,USD"]

rises = st.lists(st.decimals(-20, 100, places=2), min_size=1, max_size=6)
positive = st.decimals(1, 10**12, places=2)


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tables]:
    folder = tmp_path_factory.mktemp("economy") / "tables"
    write_table(folder, "trade", "\n".join(LEVELS))
    write_table(folder, "context", "\n".join(CONTEXT), holds="economy", unit="", basis="")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FACTCHECK_CACHE", str(folder.parent / "cache"))
        opened = Tables([folder])
        yield opened
        opened.close()


def seen(value: Decimal, year: int) -> Observation:
    return Observation(KEY, Period.year(year), value, "USD", SOURCE, f"USA|WLD|export|{year}")


def changes(values: list[Decimal], first: int) -> list[Observation]:
    key = SeriesKey("USA", WORLD, Flow.TOTAL, Economy.PRICES)
    return [Observation(key, Period.year(year), value, "percent", SOURCE, f"prices {year}")
            for year, value in enumerate(values, first)]


def test_growth_without_inflation(tables: Tables) -> None:
    (grown,) = tables.growth(KEY, Period.year(2021))
    real = tables.without_inflation(grown)
    assert real is not None
    assert (grown.value, real.value) == (32, 20)
    assert "rise of the GDP deflator of USA, 2021" in real.formula
    assert real.provenance.table == "trade"


def test_a_level_in_the_money_of_another_year_and_back(tables: Tables) -> None:
    (level,) = tables.look_up(KEY, Period.year(2022))
    early = tables.in_prices_of(level, Period.year(2020))
    assert early is not None
    assert early.value == Decimal(1000)
    (first,) = tables.look_up(KEY, Period.year(2020))
    late = tables.in_prices_of(first, Period.year(2022))
    assert late is not None
    assert late.value == 1210
    assert tables.in_prices_of(level, Period.year(2022)) is level


def test_the_share_of_gdp_of_a_deficit_is_negative(tables: Tables) -> None:
    (export,) = tables.share_of_gdp(KEY, Period.year(2022))
    (balance,) = tables.share_of_gdp(SeriesKey("USA", WORLD, Flow.BALANCE), Period.year(2022))
    assert (export.value, balance.value) == (Decimal("24.2"), -1)
    (fiscal,) = tables.share_of_gdp(SeriesKey("IND", WORLD, Flow.EXPORT), Period.parse("FY2022-23"))
    assert fiscal.value == 20


@pytest.mark.parametrize(("key", "now"), [
    (SeriesKey("IND", WORLD, Flow.EXPORT), "FY2022-23"),        # dollars of a fiscal year: no such prices are known
    (KEY, "2020"),
])
def test_no_prices_no_real_growth(tables: Tables, key: SeriesKey, now: str) -> None:
    period = Period.parse(now)
    assert tables.price_changes("USD", period.year_before(), period) == ()
    assert [tables.without_inflation(grown) for grown in tables.growth(key, period)] in ([None], [])


def test_money_of_several_areas_has_no_prices_unless_one_is_meant() -> None:
    assert [issuer(money) for money in ("USD", "EUR", "INR", "XOF", "percent")] == ["USA", "EA20", "IND", "", ""]


@given(positive, positive, rises)
def test_real_growth_is_that_of_levels_in_the_money_of_one_year(
    now: Decimal, then: Decimal, rose: list[Decimal],
) -> None:
    later, prices = 2000 + len(rose), changes(rose, 2001)
    grown = derive.growth(seen(now, later), seen(then, 2000))
    assert grown is not None
    level = in_prices_of(seen(now, later), Period.year(2000), prices)
    expected = 100 * (level.value / then - 1)
    assert abs(real_growth(grown, prices).value - expected) < Decimal("1e-9") * (1 + abs(expected))
    assert price_factor(prices) > 0
