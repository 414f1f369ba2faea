"""The build itself: how rounding, dates and disagreement are read, and that it writes the same bytes twice."""

from __future__ import annotations

import tomllib
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.build import official, pages
from sources.build.agreement import adds_up, near, once, one_date
from sources.build.official import address, compilation, page_date, slack
from sources.build.rows import Row, plain, scaled
from sources.build.table import render

LEVEL: Row = {
    "reporter": "IND", "partner": "USA", "flow": "export", "product": "TOTAL", "basis": "goods", "period": "FY2024-25",
    "value": "86510000000", "unit": "USD", "status": "first", "vintage": "2025-04-15", "slack": "5000000",
    "compilation": "customs", "adjusted": "0", "authority": "2", "publisher": "Ministry", "url": "https://a.example/1",
    "note": "", "currency": "",
}


def level(flow: str, value: str, **changes: str) -> Row:
    return LEVEL | {"flow": flow, "value": value} | changes


def read_line(**changes: str) -> Row:
    line = {
        "reporter": "IND", "partner": "WLD", "flow": "export", "basis": "goods", "product": "TOTAL",
        "period": "2024-12", "value": "38010000000", "unit": "USD", "adjusted": "nsa",
        "publisher": "", "via": "", "note": "",
    }
    return line | changes


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        ("131840000000", "USD", "5000000"),             # 131.84 billion
        ("86500000000", "USD", "50000000"),             # 86.5 billion
        ("120000000000", "USD", "500000000"),           # 120 billion, not a rounded 12
        ("3580000000000", "USD", "5000000000"),         # 3.58 trillion
        ("1000000000000", "USD", "50000000000"),        # at most a twentieth
        ("45625200000", "USD", "50000"), ("19.78", "percent", "0.005"), ("7", "percent", "0.5"),
    ],
)
def test_slack_is_half_of_the_last_digit_printed(value: str, unit: str, expected: str) -> None:
    assert slack(read_line(value=value, unit=unit)) == Decimal(expected)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (read_line(note="balance-of-payments basis"), "bop"),
        (read_line(basis="services"), "bop"),
        (read_line(basis="goods_services"), "customs"),
        (read_line(reporter="USA", adjusted="sa"), "bop"),
        (read_line(reporter="USA", adjusted="sa", partner="CHN"), "customs"),
        (read_line(reporter="USA", adjusted="sa", note="Census basis, seasonally adjusted"), "customs"),
    ],
)
def test_customs_or_balance_of_payments(line: Row, expected: str) -> None:
    assert compilation(line, "customs") == expected


@pytest.mark.parametrize(
    ("via", "expected"),
    [
        ("https://news.example/2025/01/15/trade", "2025-01-15"),
        ("https://news.example/trade-20250116", "2025-01-16"),
        ("https://news.example/2024/12/15/trade", ""),          # a page cannot report a month that is not over
        ("https://news.example/trade-2024-12", ""),
        ("https://news.example/article-1234567890", ""),
    ],
)
def test_a_page_s_address_may_tell_its_date(via: str, expected: str) -> None:
    assert page_date(read_line(via=via)) == expected


def test_a_data_file_is_cited_by_its_page() -> None:
    commit = "ee2c501877596543e4a4f704989d846448c66cb0"
    assert address(f"some/data@{commit}:raw/x.csv") == f"https://github.com/some/data/blob/{commit}/raw/x.csv"
    assert address("https://pib.example/release") == "https://pib.example/release"


def test_a_statement_that_does_not_add_up_is_left_out_whole() -> None:
    wrong = [level("export", "14290000000"), level("import", "20950000000"), level("balance", "-6630000000")]
    left_out, kept = adds_up(wrong)
    assert kept == []
    assert len(left_out) == len(wrong)


def test_rounding_is_no_misfit() -> None:
    right = [level("export", "86510000000"), level("import", "45330000000"), level("total", "131850000000")]
    assert adds_up(right) == ([], right)


def test_re_exports_explain_a_larger_total() -> None:
    statement = [level("export", "30"), level("import", "166"), level("re-export", "59"), level("total", "255")]
    rows = [row | {"slack": "0"} for row in statement]
    assert adds_up(rows) == ([], rows)


def test_a_page_far_from_the_office_is_left_out() -> None:
    office = level("export", "437000000000", authority="0")
    left_out, kept = near([office, level("export", "537000000000"), level("export", "440000000000")], {})
    assert [one.row["value"] for one in left_out] == ["537000000000"]
    assert len(kept) == 2


def test_two_pages_too_far_apart_are_both_left_out() -> None:
    left_out, kept = near([level("export", "10000000000"), level("export", "13000000000")], {})
    assert (len(left_out), kept) == (2, [])


def test_the_coarser_print_of_one_release_says_nothing_more() -> None:
    rows = once([
        level("export", "86500000000", slack="50000000"),
        level("export", "86510000000", vintage=""),
        level("export", "86520000000", status="revised"),
    ])
    assert [(row["value"], row["status"], row["vintage"]) for row in rows] == [
        ("86510000000", "first", "2025-04-15"), ("86520000000", "revised", "2025-04-15"),
    ]


def test_growth_without_its_currency_takes_that_of_another_page() -> None:
    rows = once([
        level("export_growth", "8.3", unit="percent", slack="0.05"),
        level("export_growth", "8.3", unit="percent", slack="0.05", currency="USD", url="https://b.example/1"),
        level("export_growth", "8.4", unit="percent", slack="0.05", currency="CNY"),
        level("export_growth", "8.4", unit="percent", slack="0.05", currency="USD", url="https://b.example/1"),
    ])
    assert sorted((row["value"], row["currency"]) for row in rows) == [("8.3", "USD"), ("8.4", "CNY"), ("8.4", "USD")]


def test_pages_of_one_release_share_its_date() -> None:
    rows = one_date([
        level("export", "1", vintage="2025-04-16"), level("import", "2", vintage="2025-04-15"),
        level("total", "3", vintage="2025-05-15"), level("balance", "4", vintage=""),
    ])
    dates = {row["flow"]: row["vintage"] for row in rows}
    assert dates == {"export": "2025-04-15", "import": "2025-04-15", "total": "2025-05-15", "balance": ""}


@given(st.permutations([level("export", str(value), vintage=f"2025-0{value}-01") for value in range(1, 6)]))
def test_a_table_is_the_same_bytes_in_any_order_of_rows(rows: list[Row]) -> None:
    columns = [{column: row[column] for column in row if column != "currency"} for row in rows]
    body, card = render("official-figures", columns)
    assert (body, card) == render("official-figures", list(reversed(columns)))
    assert body.splitlines()[0] == b"value,vintage"                 # all else is in the card's [constant]
    assert tomllib.loads(card.decode())["constant"]["reporter"] == "IND"


def test_a_column_without_a_place_is_refused() -> None:
    with pytest.raises(ValueError, match="colour"):
        render("official-figures", [LEVEL | {"colour": "red"}])


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-10**15, max_value=10**15))
def test_plain_decimals_read_back(value: Decimal) -> None:
    text = plain(value)
    assert Decimal(text) == value
    assert "E" not in text and not text.endswith(".")


def test_binary_noise_is_rounded_away() -> None:
    assert scaled("45625.2", 1_000_000) == "45625200000"
    assert scaled("14252.189999999997", 1_000_000) == "14252190000"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("USA export 2024 161.4bn", {"partner": "USA", "flow": "export", "period": "2024", "value": "161400000000"}),
        ("USA export 2024 161.4bn", {"slack": "50000000"}),
        ("WLD balance 2011-10 -7.6bn sa", {"value": "-7600000000", "adjusted": "1"}),
        ("WLD total 2023 5.98trn both revised", {"slack": "5000000000", "basis": "goods_services"}),
        ("WLD total 2023 5.98trn both revised", {"status": "revised"}),
        ("EU27 export 2022-07 871.27mn of:KNITWEAR EUR", {"product": "KNITWEAR", "unit": "EUR", "slack": "5000"}),
        ("WLD export 2022 98186bn", {"value": "98186000000000", "slack": "500000000"}),
        ("WLD export_growth 2025-11 -1.1% CNY", {"value": "-1.1", "slack": "0.05", "unit": "percent"}),
        ("WLD export_growth 2025-11 -1.1% CNY", {"flow": "export_growth", "currency": "CNY"}),
    ],
)
def test_a_gathered_figure_is_its_key_its_amount_as_printed_and_words(text: str, expected: Row) -> None:
    assert pages.figure(text).items() >= expected.items()


@pytest.mark.parametrize(
    "text",
    [
        "USA export 2024", "USA export 2024 lots", "USA sales 2024 1bn", "USA export 2024 1bn maybe",
        "USA export 2024 3%", "USA export_growth 2024 3bn",
    ],
)
def test_what_is_no_figure_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        pages.figure(text)


def test_every_gathered_page_says_whose_figures_it_prints() -> None:
    assert all(row["publisher"] and row["url"] and row["reporter"] and row["unit"] for row in pages.figures())


def test_a_correction_changes_one_column_of_one_figure_of_one_page() -> None:
    [(place, change)] = official.corrections().items()
    line = read_line(**dict(zip(official.PLACES, place, strict=True)))
    assert official.corrected(line) == change
    assert official.corrected(line | {"period": "2024-06"}) == {}
