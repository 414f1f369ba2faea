"""Rankings, groups of partners, and the properties that hold for any table."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from fixture_tables import write_table
from hypothesis import given, settings
from hypothesis import strategies as st

from sources.tables import Tables
from sources.terms.areas import areas, members
from sources.terms.key import Basis, Flow, SeriesKey
from sources.terms.period import Period

COUNTRIES = sorted(code for code, area in areas().items() if area.is_country and code != "IND")
YEAR, SPRING = Period.year(2024), Period.quarter(2024, 1)


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tables]:
    """India with 25 countries in 2024, and by month; 30 reporters with the world; the Union's members; a bop pair."""
    place = tmp_path_factory.mktemp("ranking")
    folder = place / "tables"
    rows = ["reporter,partner,flow,period,value"]
    for number, partner in enumerate(COUNTRIES[:25], 1):
        rows += [f"IND,{partner},export,2024,{1000 - number}", f"IND,{partner},import,2024,{10 * number}"]
        rows += [f"IND,{partner},export,2024-{month:02},{number}" for month in (1, 2, 3)]
    rows += ["IND,WLD,export,2024,99999", "IND,ASEAN,export,2024,88888"]
    rows += [f"{code},WLD,export,2023,{number}" for number, code in enumerate(COUNTRIES[:30])]
    union = sorted(members("EU27", Period.year(2019)))
    rows += [f"USA,{code},import,{year},2" for code in union for year in (2019, 2021)]
    write_table(folder, "office", "\n".join(rows) + "\n")
    late = [f"IND,{partner},export,2022,{number}" for number, partner in enumerate(COUNTRIES[:20])]
    late += [f"CHN,{partner},export,2022,{number}" for number, partner in enumerate(COUNTRIES[:22])]
    write_table(folder, "panel", "\n".join(rows[:1] + late) + "\n", vintage=date(2026, 7, 1))
    old = [f"CHN,{partner},export,2022,{-number}" for number, partner in enumerate(COUNTRIES[:25])]
    old += [f"IND,{partner},export,2022,{-number}" for number, partner in enumerate(COUNTRIES[:26])]
    write_table(folder, "older", "\n".join(rows[:1] + old) + "\n")
    goods = [f"USA,{partner},import,{code},2022,{number + int(code)}" for number, partner in enumerate(COUNTRIES[:20])
             for code in ("61", "62", "72")]
    goods += ["USA,IND,export,7108,2022,5", "USA,IND,import,7108,2022,6", "USA,IND,export,STEEL,2021,8"]
    write_table(folder, "goods", "reporter,partner,flow,product,period,value\n" + "\n".join(goods) + "\n")
    both = "basis,period,value,compilation\ngoods,2024,100,bop\ngoods,2024,90,customs\nservices,2024,50,bop\n"
    write_table(folder, "payments", both, {"reporter": "CHN", "partner": "WLD", "flow": "export"}, basis="both")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FACTCHECK_CACHE", str(place / "cache"))
        opened = Tables([folder])
    yield opened
    opened.close()


def test_ranking_is_of_countries_largest_first_and_says_among_how_many(tables: Tables) -> None:
    exports = tables.ranking("IND", Flow.EXPORT, YEAR)
    assert [seen.key.partner for seen in exports] == COUNTRIES[:25]
    assert exports[1].formula == "rank 2 among 25 partners of IND, export, 2024"
    assert tables.largest_partners("IND", Flow.EXPORT, YEAR) == tuple(COUNTRIES[:25])
    imports = tables.ranking("IND", Flow.IMPORT, YEAR)
    assert [seen.key.partner for seen in imports] == COUNTRIES[24::-1]


def test_ranking_takes_the_newest_vintage_that_is_about_complete(tables: Tables) -> None:
    newer, fuller = (tables.ranking(reporter, Flow.EXPORT, Period.year(2022)) for reporter in ("CHN", "IND"))
    assert (newer[0].provenance.table, len(newer)) == ("panel", 22)
    assert (fuller[0].provenance.table, len(fuller)) == ("older", 26)


def test_ranking_by_total_and_balance_keeps_the_parts(tables: Tables) -> None:
    total, balance = (tables.ranking("IND", flow, YEAR)[0] for flow in (Flow.TOTAL, Flow.BALANCE))
    assert (total.key.partner, total.value, [part.value for part in total.parts]) == (COUNTRIES[24], 1225, [975, 250])
    assert (balance.key.partner, balance.value) == (COUNTRIES[0], 989)


def test_ranking_of_a_quarter_adds_up_its_months(tables: Tables) -> None:
    first = tables.ranking("IND", Flow.EXPORT, SPRING)[0]
    assert (first.key.partner, first.value, len(first.parts)) == (COUNTRIES[24], 75, 3)
    assert tables.ranking("IND", Flow.EXPORT, Period.quarter(2024, 2)) == ()


def test_world_ranking_is_of_reporters(tables: Tables) -> None:
    ranking = tables.world_ranking(Flow.EXPORT, Period.year(2023))
    assert [seen.key.reporter for seen in ranking] == COUNTRIES[29::-1]
    assert ranking[0].formula == "rank 1 among 30 reporters of trade with the world, export, 2023"
    assert tables.world_ranking(Flow.EXPORT, YEAR) == (), "two reporters are no ranking"


def test_a_group_of_partners_is_the_sum_of_its_members_of_that_time(tables: Tables) -> None:
    (later,) = tables.look_up(SeriesKey("USA", "EU27", Flow.IMPORT), Period.year(2021))
    (before,) = tables.look_up(SeriesKey("USA", "EU27", Flow.IMPORT), Period.year(2019))
    assert (later.value, before.value) == (54, 56)
    assert later.formula == "sum of USA import the 27 members of EU27"
    assert tables.look_up(SeriesKey("USA", "EU27", Flow.IMPORT), Period.year(2020)) == ()


def test_a_group_with_a_member_missing_is_not_summed(tables: Tables) -> None:
    assert [seen.value for seen in tables.look_up(SeriesKey("IND", "ASEAN", Flow.EXPORT), YEAR)] == [88888]
    assert tables.look_up(SeriesKey("IND", "BRICS", Flow.EXPORT), YEAR) == ()


def test_goods_and_services_add_up_only_on_the_basis_of_payments(tables: Tables) -> None:
    (both,) = tables.look_up(SeriesKey("CHN", "WLD", Flow.EXPORT, basis=Basis.GOODS_SERVICES), YEAR)
    assert (both.value, both.formula) == (150, "CHN export WLD + CHN export WLD services")


def test_goods_are_found_under_every_code_they_go_by(tables: Tables) -> None:
    year = Period.year(2022)
    (gold,) = tables.look_up(SeriesKey("USA", "IND", Flow.TOTAL, "GOLD"), year)
    assert (gold.value, [part.formula for part in gold.parts]) == (11, ["USA export IND 7108", "USA import IND 7108"])
    garments = SeriesKey("USA", COUNTRIES[0], Flow.IMPORT, "READY-MADE-GARMENTS")
    (sum_of_chapters,) = tables.look_up(garments, year)
    assert sum_of_chapters.value == 123
    assert sum_of_chapters.formula == f"USA import {COUNTRIES[0]} 61 + USA import {COUNTRIES[0]} 62"
    assert tables.series(garments) == (sum_of_chapters,)
    (steel,) = tables.look_up(SeriesKey("USA", "IND", Flow.EXPORT, "72"), Period.year(2021))
    assert (steel.value, steel.formula) == (8, "USA export IND STEEL")
    for product, value in (("STEEL", 91), ("READY-MADE-GARMENTS", 161)):
        largest = tables.ranking("USA", Flow.IMPORT, year, product=product)[0]
        assert (largest.key.partner, largest.value) == (COUNTRIES[19], value)


@pytest.mark.parametrize("key", [
    SeriesKey("XXX", "USA", Flow.TOTAL), SeriesKey("IND", "NOWHERE", Flow.EXPORT),
    SeriesKey("IND", "USA", Flow.EXPORT, "THINGUMMIES"),
])
def test_a_code_that_nobody_knows_is_simply_not_known(tables: Tables, key: SeriesKey) -> None:
    assert tables.look_up(key, YEAR) == tables.series(key) == tables.growth(key, YEAR) == ()


figures = st.dictionaries(
    st.tuples(
        st.sampled_from(["USA", "IND", "NAM"]), st.sampled_from(["CHN", "WLD"]), st.sampled_from(["export", "import"]),
        st.sampled_from(["TOTAL", "0901"]), st.sampled_from(["2023", "2024", "2024-02", "2024-Q3", "FY2024-25"]),
    ).filter(lambda row: areas()[row[0]].fiscal_start != 1 or not row[4].startswith("FY")),
    st.decimals(-(10**15), 10**15, places=3), min_size=1, max_size=30,
)


@settings(max_examples=25, deadline=None)
@given(figures)
def test_what_was_written_is_what_is_looked_up(written: dict[tuple[str, str, str, str, str], Decimal]) -> None:
    lines = [f"{','.join(key)},{value}" for key, value in written.items()]
    with tempfile.TemporaryDirectory() as place, pytest.MonkeyPatch.context() as patch:
        patch.setenv("FACTCHECK_CACHE", f"{place}/cache")
        text = "reporter,partner,flow,product,period,value\n" + "\n".join(lines) + "\n"
        tables = Tables([write_table(Path(place) / "tables", "t", text).parent])
        for (reporter, partner, flow, product, label), value in written.items():
            key, period = SeriesKey(reporter, partner, Flow(flow), product), as_period(label, reporter)
            (found,) = (seen for seen in tables.look_up(key, period) if not seen.formula)
            assert (found.value, found.period, found.unit) == (value, period, "USD")
            assert found in tables.series(key)
            for total in tables.look_up(SeriesKey(reporter, partner, Flow.TOTAL, product), period):
                assert total.value == sum(part.value for part in total.parts)
        assert len(tables.frame()) == len(written)
        tables.close()


def as_period(label: str, reporter: str) -> Period:
    return Period.parse(label, areas()[reporter].fiscal_start)


def test_a_group_is_reported_by_its_members_within_one_table_and_names_who_is_absent(compiled: None) -> None:
    tables = Tables.bundled()
    year = Period.year(2023)
    key = SeriesKey("EU27", "GBR", Flow.EXPORT)
    (whole,) = tables.look_up_members(key, year)
    assert len(whole.parts) == 27
    assert whole.value == sum(part.value for part in whole.parts)
    assert {part.provenance for part in whole.parts} == {whole.provenance}
    (africa,) = tables.look_up_members(SeriesKey("Africa", "CHN", Flow.EXPORT), year)
    assert "without ATF, ESH" in africa.formula
    for nothing in (SeriesKey("IND", "GBR", Flow.EXPORT), SeriesKey("EU27", "WLD", Flow.EXPORT), key.mirror()):
        assert tables.look_up_members(nothing, year) == ()


def test_the_partners_rank_themselves_by_their_own_count(compiled: None) -> None:
    tables = Tables.bundled()
    ranking = tables.mirror_ranking("GBR", Flow.IMPORT, Period.year(2023))
    assert {seen.key.partner for seen in ranking} == {"GBR"}
    assert {seen.key.flow for seen in ranking} == {Flow.EXPORT}
    assert [seen.value for seen in ranking] == sorted((seen.value for seen in ranking), reverse=True)
