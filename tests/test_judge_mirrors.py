"""Two reports of one trade: what freight and insurance explain, and what else does."""

from __future__ import annotations

from decimal import Decimal

import pytest
from findings import OFFICE
from statements import statement

from factcheck.finding import Verdict
from factcheck.judge import judge
from factcheck.judging.asymmetry import explained, explains, hubs
from factcheck.judging.bands import NEWSROOM
from sources.observation import Observation
from sources.tables import Tables
from sources.terms.areas import areas
from sources.terms.key import Flow, SeriesKey
from sources.terms.period import Period


def seen(reporter: str, partner: str, flow: Flow, value: int) -> Observation:
    return Observation(
        SeriesKey(reporter, partner, flow), Period.year(2024), Decimal(value), "USD", OFFICE, f"{reporter}|{partner}")


@pytest.mark.parametrize(("importer", "exporter", "imported", "exported", "usual", "says"), [
    ("DEU", "CHN", 108, 100, True, "8.0 per cent above exports, as freight and insurance explain"),
    ("DEU", "CHN", 115, 100, False, "of which freight and insurance explain about a tenth"),
    ("DEU", "CHN", 140, 100, False, "more than freight and insurance explain: trade through third countries"),
    ("DEU", "CHN", 70, 100, False, "30 per cent below exports, more than"),
    ("USA", "CHN", 103, 100, True, "no freight or insurance is in them"),
    ("USA", "CHN", 109, 100, False, "no freight or insurance is in them"),
    ("DEU", "NLD", 140, 100, False, "the Netherlands counts goods that only pass through Rotterdam"),
    ("HKG", "CHN", 105, 100, True, "Hong Kong passes on most of what it imports"),
])
def test_what_explains_a_difference(
    importer: str, exporter: str, imported: int, exported: int, usual: bool, says: str
) -> None:
    one, other = seen(importer, exporter, Flow.IMPORT, imported), seen(exporter, importer, Flow.EXPORT, exported)
    assert says in explained(one, other, NEWSROOM)
    assert explained(one, other, NEWSROOM) == explained(other, one, NEWSROOM)
    assert explains(one, other, NEWSROOM) is explains(other, one, NEWSROOM) is usual


def test_two_totals_are_told_without_freight() -> None:
    one, other = seen("DEU", "CHN", Flow.TOTAL, 110), seen("CHN", "DEU", Flow.TOTAL, 100)
    assert explained(one, other, NEWSROOM) == ""
    assert not explains(one, other, NEWSROOM)


def test_every_hub_is_an_area() -> None:
    assert hubs() and all(code in areas() for code in hubs())


@pytest.mark.parametrize(("value", "verdict", "reason"), [
    ("87000000000", Verdict.CLOSE, "mirror"), ("87416000000", Verdict.SUPPORTED, "own-report"),
    ("70000000000", Verdict.UNVERIFIABLE, "no-table"),
])
def test_where_only_the_partner_counts_its_report_is_told(
    world: Tables, value: str, verdict: Verdict, reason: str
) -> None:
    finding = judge(statement(value, slack="500000", period="2024"), world)
    assert (finding.verdict, finding.reason) == (verdict, reason), finding.sentence
