"""What each service answers becomes rows of ours; what it must not answer is refused with its address and reason."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import services
from hypothesis import given
from hypothesis import strategies as st

from sources.refresh.codes import census_areas, comtrade_areas, comtrade_codes, eurostat_areas, eurostat_codes
from sources.refresh.recipe import NoRecipe, recipe, recipes
from sources.refresh.sdmx import observations
from sources.refresh.source import BadAnswer, Page, Part, Wanted, amount
from sources.terms.areas import area
from sources.terms.errors import TradeError

TODAY = date(2026, 11, 22)
WANTED = Wanted(2024, 2025, TODAY)
PAGE = Page("https://service.example/data", (("page", "1"), ("maxRecords", "500")))


def parse(table: str, body: bytes, page: Page | None = None, **wanted: Any) -> Part:
    """What the table's service makes of an answer to its first page."""
    chosen, asked = recipe(table), Wanted(2024, 2025, TODAY, **wanted)
    source = chosen.service.source()
    page = page or source.plan("https://service.example", chosen.said, asked)[0]
    return source.parse(page, body, chosen.said, asked)


def told(part: Part) -> list[tuple[str, ...]]:
    return [
        (row["reporter"], row["partner"], row["flow"], row["period"], row["value"], row["unit"]) for row in part.rows
    ]


def test_the_world_bank_s_lines_become_exports_and_imports() -> None:
    lines = [("IND", "2024", 434446000000), ("WLD", "2024", 24.5e12), ("EUU", "2024", 7e12), ("DEU", "2023", None)]
    part = parse("wdi-merchandise", services.world_bank(lines))
    assert told(part) == [
        ("IND", "WLD", "export", "2024", "434446000000", "USD"),
        ("WLD", "WLD", "export", "2024", "24500000000000", "USD"),
    ]
    assert part.released == date(2026, 10, 7)
    assert part.left_out.total() == 1


def test_the_world_bank_s_pages_lead_on() -> None:
    part = parse("wdi-merchandise", services.world_bank([("IND", "2024", 1)], page=1, pages=3))
    (following,) = part.following
    assert dict(following.query)["page"] == "2"
    assert parse("wdi-merchandise", services.world_bank([("IND", "2024", 1)], page=1, pages=1)).following == ()


def test_fiscal_accounts_are_not_taken_for_calendar_years() -> None:
    lines = [("IND", "2024", 8e11), ("DEU", "2024", 2e12)]
    part = parse("wdi-goods-services", services.world_bank(lines, "NE.EXP.GNFS.CD"))
    assert [row["reporter"] for row in part.rows] == ["DEU"]


def test_comtrade_counts_whole_trade_only() -> None:
    line = services.comtrade_line
    part = parse(
        "comtrade-annual",
        services.comtrade(
            [
                line(699, 842, "X", "2024", 80.5e9),
                line(699, 0, "M", "2024", 700e9),
                line(699, 842, "X", "2024", 5.0, motCode=1000),
                line(699, 899, "X", "2024", 5.0),
                line(699, 842, "RX", "2024", 5.0),
                line(699, 156, "X", "2024", None),
            ]
        ),
    )
    assert told(part) == [
        ("IND", "USA", "export", "2024", "80500000000", "USD"),
        ("IND", "WLD", "import", "2024", "700000000000", "USD"),
    ]
    assert part.left_out.total() == 4


@pytest.mark.parametrize(
    ("reported", "aggregate", "said"),
    [(True, False, ""), (False, True, ""), (None, None, ""),
     (False, False, "estimated by the United Nations Statistics Division")],
)
def test_comtrade_s_estimates_are_marked(reported: bool | None, aggregate: bool | None, said: str) -> None:
    flags = {"isReported": reported, "isAggregate": aggregate}
    line = services.comtrade_line(699, 842, "X", "2024", 1e9, **flags)
    (row,) = parse("comtrade-annual", services.comtrade([line])).rows
    assert (row.get("note", ""), row["status"]) == (said, "provisional" if said else "revised")


def test_comtrade_s_months_and_chapters() -> None:
    body = services.comtrade([services.comtrade_line(156, 0, "X", "202503", 1e11, cmdCode="09")])
    (row,) = parse("comtrade-monthly", body).rows
    assert (row["period"], row["product"]) == ("2025-03", "09")


def test_a_preview_that_is_cut_off_is_refused() -> None:
    many = [services.comtrade_line(699, 842, "X", "2024", 1.0)] * 500
    with pytest.raises(BadAnswer, match=r"the rest is cut off.*COMTRADE_API_KEY"):
        parse("comtrade-annual", services.comtrade(many))


def test_comtrade_is_asked_by_its_own_numbers_and_with_the_key_in_a_header() -> None:
    source, said = recipe("comtrade-annual").service.source(), recipe("comtrade-annual").said
    without = source.plan("https://c.example", said, Wanted(2024, 2026, TODAY, ("IND",), ("USA",)))
    assert [page.url for page in without] == ["https://c.example/public/v1/preview/C/A/HS"] * 4  # 2 years, 2 flows
    assert dict(without[0].query)["reporterCode"] == "699"
    assert dict(without[0].query)["partnerCode"] == "842"
    (whole,) = source.plan(
        "https://c.example", said, Wanted(2024, 2026, TODAY, ("IND",), keys={"COMTRADE_API_KEY": "s3cret"})
    )
    assert whole.url == "https://c.example/data/v1/get/C/A/HS"
    assert dict(whole.query)["period"] == "2024,2025"  # 2026 is not over
    assert "s3cret" not in repr(whole) + whole.address + whole.name
    assert dict(whole.secret_headers) == {"Ocp-Apim-Subscription-Key": "s3cret"}


def test_census_areas_that_are_one_of_ours_are_added_up() -> None:
    codes = census_areas()
    (twice,) = {area for area in codes.values() if area == "PSE"}
    parts = [code for code, area in codes.items() if area == twice and code.isdigit()]
    header = ("CTY_CODE", "ALL_VAL_MO", "MONTH", "YEAR")
    lines = [(code, "100", "03", "2024") for code in parts] + [("-", "900", "03", "2024"), ("0001", "5", "03", "2024")]
    chosen = recipe("us-partners-monthly")
    part = parse("us-partners-monthly", services.census(header, *lines))
    rows = chosen.service.source().finish(part.rows, chosen.said, WANTED)
    assert {(row["partner"], row["period"], row["value"]) for row in rows} == {
        ("PSE", "2024-03", str(100 * len(parts))),
        ("WLD", "2024-03", "900"),
    }
    assert len(parts) == 2


def test_census_chapters_and_years() -> None:
    header = ("CTY_CODE", "GEN_VAL_YR", "I_COMMODITY", "YEAR", "MONTH", "COMM_LVL")
    body = services.census(header, ("5330", "12", "09", "2024", "12", "HS2"), ("5330", "0", "10", "2024", "12", "HS2"))
    (row,) = parse("us-imports-chapters", body).rows
    assert (row["partner"], row["flow"], row["product"], row["period"]) == ("IND", "import", "09", "2024")


def test_a_month_that_is_not_out_yet_is_no_error() -> None:
    assert parse("us-partners-monthly", b"").rows == []


def test_rates_are_crossed_by_the_day_and_averaged_over_months_that_are_over() -> None:
    days = [f"2024-03-{day:02}" for day in range(1, 21)]
    few = [f"2024-04-{day:02}" for day in range(1, 10)]
    now = [f"2026-11-{day:02}" for day in range(1, 21)]
    rates = {
        "USD": {day: 1.1 if day < "2024-03-11" else 1.0 for day in days} | dict.fromkeys((*few, *now), 1.0),
        "INR": dict.fromkeys((*days, *few, *now), 88.0),
        "RUB": dict.fromkeys(days, float("nan")),
    }
    chosen = recipe("fx-ecb-monthly")
    part = parse("fx-ecb-monthly", services.ecb(rates).replace(b",nan", b",NaN"))
    rows = chosen.service.source().finish(part.rows, chosen.said, WANTED)
    found = {(row["currency"], row["period"]): row["value"] for row in rows}
    assert found == {("INR", "2024-03"): "84", ("EUR", "2024-03"): "0.954545"}


def test_a_year_s_rate_needs_all_its_months() -> None:
    months = [f"2024-{month:02}-{day:02}" for month in range(1, 13) for day in range(1, 21)]
    rates = {
        "USD": dict.fromkeys(months, 1.25),
        "INR": dict.fromkeys(months, 100.0),
        "ISK": dict.fromkeys(months[:220], 150.0),
    }
    chosen = recipe("fx-ecb-annual")
    rows = chosen.service.source().finish(parse("fx-ecb-annual", services.ecb(rates)).rows, chosen.said, WANTED)
    assert {(row["currency"], row["period"], row["value"]) for row in rows} == {
        ("INR", "2024", "80"),
        ("EUR", "2024", "0.8"),
    }


def test_the_union_s_world_is_everybody_outside_it() -> None:
    part = parse(
        "eurostat-annual",
        services.eurostat(
            ("EU27_2020", "EU27_2020_EXTRA", "2", "2024", "2584000000000"),
            ("EU27_2020", "WORLD", "2", "2024", "6600000000000"),
            ("DE", "WORLD", "1", "2024", "1300000000000"),
            ("DE", "EL", "2", "2024", "7e9"),
            ("DE", "US", "2", "2024", ""),
            ("EU27_2020", "EA20", "2", "2024", "5"),
        ),
    )
    assert told(part) == [
        ("EU27", "WLD", "export", "2024", "2584000000000", "EUR"),
        ("DEU", "WLD", "import", "2024", "1300000000000", "EUR"),
        ("DEU", "GRC", "export", "2024", "7000000000", "EUR"),
    ]
    assert [row["authority"] for row in part.rows] == ["0", "1", "1"]
    assert part.released == date(2026, 10, 15)


def test_the_fund_s_years_are_chosen_here_too() -> None:
    part = parse(
        "imf-annual",
        services.imf(
            ("IND", "XG_FOB_USD", "USA", "2024", "80000000000"),
            ("IND", "MG_CIF_USD", "G001", "2025", "720000000000"),
            ("IND", "XG_FOB_USD", "USA", "1990", "1"),
            ("IND", "XG_FOB_USD", "GX123", "2024", "1"),
        ),
    )
    assert told(part) == [
        ("IND", "USA", "export", "2024", "80000000000", "USD"),
        ("IND", "WLD", "import", "2025", "720000000000", "USD"),
    ]


@pytest.mark.parametrize("body", [services.SPECIFIC, services.GENERIC], ids=["specific", "generic"])
def test_sdmx_comes_as_xml_too(body: bytes) -> None:
    assert told(parse("imf-annual", body)) == [
        ("IND", "USA", "export", "2024", "8652", "USD"),
        ("IND", "USA", "export", "2025", "9000", "USD"),
    ]


GOOD: dict[str, Callable[[], bytes]] = {
    "wdi-merchandise": lambda: services.world_bank([("IND", "2024", 1)]),
    "comtrade-annual": lambda: services.comtrade([services.comtrade_line(699, 842, "X", "2024", 1.0)]),
    "us-partners-monthly": lambda: services.census(
        ("CTY_CODE", "ALL_VAL_MO", "MONTH", "YEAR"), ("5330", "1", "01", "2024")
    ),
    "fx-ecb-monthly": lambda: services.ecb({"USD": {"2024-03-01": 1.0}}),
    "eurostat-annual": lambda: services.eurostat(("DE", "US", "2", "2024", "5")),
    "imf-annual": lambda: services.imf(("IND", "XG_FOB_USD", "USA", "2024", "5")),
}


@pytest.mark.parametrize("table", GOOD)
@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(lambda body: services.WEB_PAGE, id="a web page"),
        pytest.param(lambda body: body[:-8], id="cut short"),
        pytest.param(lambda body: body[: len(body) // 2], id="cut in half"),
        pytest.param(lambda body: b'{"ok": true}', id="another JSON"),
        pytest.param(lambda body: b"[]", id="an empty list"),
        pytest.param(lambda body: b"\xff\xfe\x00", id="no text"),
        pytest.param(lambda body: b"[" * 100_000, id="nested without end"),
        pytest.param(lambda body: services.LATER, id="a note instead of data"),
    ],
)
def test_what_is_no_answer_is_refused(table: str, spoil: Callable[[bytes], bytes]) -> None:
    assert parse(table, GOOD[table]()).rows
    with pytest.raises(BadAnswer) as refused:
        parse(table, spoil(GOOD[table]()))
    assert refused.value.address.startswith("https://service.example")
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("table", "old", "new", "reason"),
    [
        ("wdi-merchandise", b'"countryiso3code"', b'"iso3"', "countryiso3code"),
        ("wdi-merchandise", b"TX.VAL.MRCH.CD.WT", b"SP.POP.TOTL", "SP.POP.TOTL"),
        ("wdi-merchandise", b'"page": 1', b'"page": 7', "asked for page 1"),
        ("wdi-merchandise", b'"value": 1,', b'"value": "many",', "where a number must stand"),
        ("wdi-merchandise", b'"total": 1', b'"total": 11', "1 lines and says that they are 11"),
        ("comtrade-annual", b'"primaryValue"', b'"value"', "primaryValue"),
        ("comtrade-annual", b'"count": 1', b'"count": 31', "the rest is cut off"),
        ("comtrade-annual", b'"error": ""', b'"error": "Invalid period"', "Invalid period"),
        ("comtrade-annual", b"1.0", b"1e999", "where a number must stand"),
        ("us-partners-monthly", b"CTY_CODE", b"CTY", "CTY_CODE"),
        ("us-partners-monthly", b'"5330", "1"', b'"5330"', "cells"),
        ("fx-ecb-monthly", b"OBS_VALUE", b"VALUE", "did not answer with SDMX"),
        ("fx-ecb-monthly", b"CURRENCY,", b"MONEY,", "CURRENCY"),
        ("eurostat-annual", b",2,VALUE", b",3,VALUE", "flow '3'"),
        ("eurostat-annual", b",2024,", b",20-24,", "where a period must stand"),
        ("imf-annual", b"XG_FOB_USD", b"NGDP", "NGDP"),
    ],
)
def test_an_answer_of_another_shape_is_refused(table: str, old: bytes, new: bytes, reason: str) -> None:
    body = GOOD[table]()
    assert old in body
    with pytest.raises(BadAnswer, match=reason):
        parse(table, body.replace(old, new, 1))


def test_the_world_bank_s_refusal_is_told() -> None:
    refusal = services.as_json([{"message": [{"id": "120", "key": "Invalid value", "value": "No such indicator"}]}])
    with pytest.raises(BadAnswer, match="No such indicator"):
        parse("wdi-merchandise", refusal)


def test_a_bomb_of_entities_is_not_unpacked() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;">]><GenericData>&b;</GenericData>'
    with pytest.raises(BadAnswer, match="did not answer with SDMX"):
        list(observations(PAGE, bomb))


@given(st.binary(max_size=200))
def test_no_answer_whatever_breaks_a_reader(body: bytes) -> None:
    for table in GOOD:
        try:
            parse(table, body)
        except BadAnswer:
            continue


@given(st.one_of(st.floats(), st.text(max_size=8), st.integers(), st.none(), st.booleans()))
def test_an_amount_is_a_decimal_or_refused(value: object) -> None:
    try:
        assert amount(PAGE, value).is_finite()
    except BadAnswer as refused:
        assert "number" in refused.reason


def test_codes_stand_for_areas_and_for_one_each() -> None:
    for pairs in (comtrade_codes(), eurostat_codes()):
        assert [code for code in pairs if area(code).code != code] == []
        assert len(set(pairs.values())) == len(pairs)
    assert (comtrade_areas()["842"], comtrade_areas()["251"], eurostat_areas()["EL"]) == ("USA", "FRA", "GRC")
    assert [code for code in census_areas().values() if code and area(code).code != code] == []


@pytest.mark.parametrize("table", recipes())
def test_every_recipe_has_a_plan_that_shows_no_key(table: str) -> None:
    chosen = recipe(table)
    wanted = Wanted(2024, 2025, TODAY, keys={chosen.service.key: "s3cret"} if chosen.service.key else {})
    pages = chosen.service.source().plan(chosen.service.address, chosen.said, wanted)
    assert pages
    assert len({page.name for page in pages}) == len(pages)
    assert [page for page in pages if "s3cret" in page.address + repr(page)] == []
    assert [page for page in pages if page.has_key] == (pages if chosen.service.key else [])
    for code in chosen.said.get("reporters", ()):
        assert area(code).code == code


def test_an_unknown_table_names_those_that_can_be_refreshed() -> None:
    with pytest.raises(NoRecipe, match="wdi-merchandise") as refused:
        recipe("nope")
    assert isinstance(refused.value, TradeError)


def test_an_address_can_be_named_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FACTCHECK_URL_WORLDBANK", "http://127.0.0.1:9/wb/")
    assert recipe("wdi-merchandise").service.address == "http://127.0.0.1:9/wb"


def test_halves_are_rounded_once() -> None:
    (row,) = parse("wdi-merchandise", services.world_bank([("IND", "2024", 1234567.8)])).rows
    assert Decimal(row["value"]) == 1234568
