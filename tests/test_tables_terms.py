"""The vocabulary tables: areas, groups by date, products."""

from __future__ import annotations

import pickle
import re

import pytest

from sources.terms.areas import AreaKind, area, areas, members, memberships
from sources.terms.errors import UnknownArea, UnknownProduct
from sources.terms.key import Flow, SeriesKey
from sources.terms.period import Period
from sources.terms.products import product, products, same_goods


def test_every_country_of_iso_3166_is_there() -> None:
    countries = [one for one in areas().values() if one.is_country]
    assert len(countries) == 249 + 1                       # and Kosovo
    assert all(re.fullmatch("[A-Z]{3}", one.code) for one in countries)


def test_names_are_those_a_newspaper_prints() -> None:
    names = {code: area(code).name for code in ("RUS", "KOR", "USA", "ARE", "GBR", "VNM", "CIV", "NAM", "TUR")}
    assert names == {
        "RUS": "Russia", "KOR": "South Korea", "USA": "United States", "ARE": "United Arab Emirates",
        "GBR": "United Kingdom", "VNM": "Vietnam", "CIV": "Ivory Coast", "NAM": "Namibia", "TUR": "Turkey",
    }


def test_no_two_areas_share_a_name() -> None:
    names = [one.name.casefold() for one in areas().values()]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(("code", "month"), [("IND", 4), ("JPN", 4), ("PAK", 7), ("AUS", 7), ("USA", 10), ("DEU", 1)])
def test_fiscal_years_start_when_they_do(code: str, month: int) -> None:
    assert area(code).fiscal_start == month


def test_members_and_groups_are_areas_and_stays_are_in_order() -> None:
    for group, stays in memberships().items():
        assert area(group).kind in (AreaKind.GROUP, AreaKind.REGION)
        for member, joined, left in stays:
            assert area(member).is_country
            assert re.fullmatch(r"(\d{4}-\d{2})?", joined) and re.fullmatch(r"(\d{4}-\d{2})?", left)
            assert not left or joined < left


@pytest.mark.parametrize(
    ("group", "when", "count"),
    [
        ("EU27", "1972", 6), ("EU27", "2003", 15), ("EU27", "2013", 28), ("EU27", "2020-01", 28),
        ("EU27", "2020-02", 27), ("EU27", "2025", 27), ("EA20", "2022", 19), ("EA20", "2024", 20),
        ("EA20", "2026", 21), ("ASEAN", "2024", 10),
        ("ASEAN", "2026", 11), ("BRICS", "2009", 4), ("BRICS", "2023", 5), ("BRICS", "2025", 10), ("GCC", "2024", 6),
        ("SAARC", "2020", 8), ("G7", "2024", 7), ("OPEC", "2024", 12), ("RCEP", "2024", 15), ("USMCA", "2019", 0),
        ("USMCA", "2024", 3), ("MERCOSUR", "2014", 5), ("OECD", "2024", 38), ("NATO", "2025", 32), ("AU", "2024", 55),
        ("SCO", "2025", 10), ("CPTPP", "2025", 12), ("IND", "2024", 0),
    ],
)
def test_members_by_date(group: str, when: str, count: int) -> None:
    assert len(members(group, Period.parse(when))) == count


def test_unknown_codes_are_named() -> None:
    with pytest.raises(UnknownArea, match="ENG"):
        area("ENG")
    with pytest.raises(UnknownArea, match="EU29"):
        members("EU29", Period.year(2024))
    for code in ("901", "UNOBTAINIUM", "09", "090111"):
        if code in ("09", "090111"):
            assert product(code).hs == (code,)
        else:
            with pytest.raises(UnknownProduct, match=code):
                product(code)


def test_product_groups_equal_codes_that_exist() -> None:
    for one in products().values():
        assert re.fullmatch(r"[A-Z]+(-[A-Z]+)*|\d{2}|\d{4}", one.code)
        assert one.name and one.name == one.name.strip()
        assert all(product(code).code == code for code in one.hs)


def test_same_goods_under_two_codes() -> None:
    assert same_goods("GOLD", "7108")
    assert same_goods("0901", "COFFEE")
    assert not same_goods("TEXTILES", "TEXTILES-APPAREL")
    assert not same_goods("TOTAL", "GOLD")


def test_a_value_is_what_it_holds_and_nothing_more() -> None:
    key, twin = (SeriesKey("IND", "USA", Flow.EXPORT) for _ in range(2))
    assert {key: "found"}[twin] == "found" and pickle.loads(pickle.dumps(key)) == key
    assert {"export": "found"}[Flow.EXPORT] == "found"
    with pytest.raises(AttributeError):
        key.name = "exports"  # type: ignore[attr-defined]
    with pytest.raises(AttributeError):
        _ = key.__dict__
