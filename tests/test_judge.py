"""Verdicts: cases from a file, the founding article's four figures, and what holds for every claim."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from conftest import cases
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from judge_tables import PARTNERS, SMALLER, YEARS
from statements import statement

from claims.claim import Claim
from factcheck.finding import Verdict
from factcheck.judge import judge
from factcheck.judging import doubt
from factcheck.judging.bands import NEWSROOM
from factcheck.judging.repair import accident
from factcheck.judging.sentences import templates
from sources.tables import Tables

SHARED = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def from_row(row: dict[str, Any]) -> Claim:
    fields = dict(row["claim"])
    if "value_high" in fields:
        fields["value_high"] = Decimal(fields["value_high"])
    if fields.get("hedge", "") is None:
        del fields["hedge"]
    return statement(**fields)


@pytest.mark.parametrize("row", cases("verdicts.jsonl"))
def test_verdict(row: dict[str, Any], world: Tables) -> None:
    published = date.fromisoformat(row["published"]) if "published" in row else None
    claim = from_row(row)
    beside = [from_row({"claim": {"name": f"b{n}", **fields}}) for n, fields in enumerate(row.get("beside", ()))]
    tables = Tables.bundled() if row.get("tables") == "bundled" else world
    finding = judge(claim, tables, published, [claim, *beside])
    got = f"{finding.verdict} {finding.reason}: {finding.sentence}"
    assert finding.verdict == row["verdict"], got
    assert finding.reason == row.get("reason", finding.reason), got
    assert row.get("says", "") in finding.sentence, got
    assert finding.missing == row.get("missing", finding.missing), got
    assert finding.correction == row.get("correction", finding.correction), got
    if "repair" in row:
        assert finding.repair is not None
        assert finding.repair.becomes == row["repair"]
    if finding.verdict.is_alarm:
        assert finding.evidence and finding.formula


def founding_claims() -> list[Claim]:
    """The four figures of the article the project was founded on."""
    return [
        statement("18", "percent", "0.5", kind="share", hedge="about", period=None, quote="18 per cent", name="c1"),
        statement("500000000000", slack="500000000", kind="target", modality="target", flow="total", period="2030",
                  quote="USD 500 billion", name="c2", start=100),
        statement("1", "rank", kind="superlative", flow="total", quote="largest", name="c3", start=200),
        statement("131840000000", slack="5000000", flow="total", quote="USD 131.84 billion", name="c4", start=300),
    ]


def test_the_founding_article(world: Tables) -> None:
    claims = founding_claims()
    share, target, rank, total = (judge(claim, world, date(2026, 1, 13), claims) for claim in claims)
    assert (share.verdict, share.reason) == (Verdict.MISMATCHED, "other-period")
    assert share.correction == "around 20 per cent"
    assert (total.verdict, total.reason) == (Verdict.SUPPORTED, "first-release")
    assert "April 2025" in total.sentence and "USD 132.14 billion" in total.sentence
    assert (rank.verdict, rank.reason) == (Verdict.SUPPORTED, "rank")
    assert (target.verdict, target.reason) == (Verdict.TARGET, "on-record")
    assert "13 February 2025" in target.sentence and "goods and services" in target.sentence
    assert "about 15 per cent a year from the USD 212.30 billion of 2024" in target.sentence
    assert "25-31 per cent a year from the USD 131.84 billion of 2024-25" in target.sentence


def test_the_order_of_claims_changes_nothing(world: Tables) -> None:
    claims = founding_claims()
    straight = [judge(claim, world, date(2026, 1, 13), claims) for claim in claims]
    turned = [judge(claim, world, date(2026, 1, 13), claims[::-1]) for claim in claims]
    assert straight == turned


def test_every_reason_has_a_sentence_without_gaps(world: Tables) -> None:
    for row in cases("verdicts.jsonl"):
        finding = judge(from_row(row.values[0]), world, None)
        assert "{" not in finding.sentence and finding.sentence.endswith(".")
    assert all(sentence.endswith(".") for sentence in templates().values())


FLOWS = st.sampled_from(["export", "import", "total"])
PLACES = st.sampled_from([*PARTNERS, *SMALLER[:6]])
PRINTED = st.sampled_from([6, 7, 8, 9])             # the last printed digit, as a power of ten


def truth(world: Tables, partner: str, flow: str, year: str) -> Decimal:
    from sources.terms.key import Flow, SeriesKey
    from sources.terms.period import Period

    return world.look_up(SeriesKey("IND", partner, Flow(flow)), Period.parse(year))[0].value


def printed(value: Decimal, power: int) -> tuple[Decimal, Decimal]:
    unit = Decimal(10) ** power
    return (value / unit).quantize(Decimal(1)) * unit, unit / 2


@SHARED
@given(PLACES, FLOWS, st.sampled_from(YEARS), PRINTED)
def test_a_true_figure_is_supported_however_it_is_rounded(
    world: Tables, partner: str, flow: str, year: str, power: int
) -> None:
    value, slack = printed(truth(world, partner, flow, year), power)
    claim = statement(str(value), slack=str(slack), partner=partner, flow=flow, period=year, basis="goods")
    assert judge(claim, world).verdict is Verdict.SUPPORTED


@SHARED
@given(PLACES, st.sampled_from(YEARS[1:]), st.sampled_from(["0.5", "0.05", "0.005"]), FLOWS)
def test_true_growth_is_supported(world: Tables, partner: str, year: str, slack: str, flow: str) -> None:
    before = YEARS[YEARS.index(year) - 1]
    growth = 100 * (truth(world, partner, flow, year) / truth(world, partner, flow, before) - 1)
    size = abs(growth).quantize(2 * Decimal(slack))
    claim = statement(str(size), "percent", slack, partner=partner, flow=flow, period=year, kind="change",
                      direction="up" if growth >= 0 else "down", versus=before)
    assert not judge(claim, world).verdict.is_alarm
    assert judge(claim, world).verdict in (Verdict.SUPPORTED, Verdict.CLOSE)


@SHARED
@given(PLACES, FLOWS, st.sampled_from(YEARS), st.decimals("0.3", "3", places=3), PRINTED,
       st.sampled_from([None, "about", "over", "nearly", "at_least", "up_to"]))
def test_more_slack_never_turns_supported_into_contradicted(
    world: Tables, partner: str, flow: str, year: str, factor: Decimal, power: int, hedge: str | None
) -> None:
    value, slack = printed(truth(world, partner, flow, year) * factor, power)
    fields: dict[str, Any] = {"partner": partner, "flow": flow, "period": year}
    if hedge:
        fields["hedge"] = hedge
    narrow = judge(statement(str(value), slack=str(slack), **fields), world)
    wide = judge(statement(str(value), slack=str(4 * slack), **fields), world)
    if narrow.verdict is Verdict.SUPPORTED:
        assert wide.verdict is Verdict.SUPPORTED
    if narrow.verdict is Verdict.CLOSE:
        assert wide.verdict is not Verdict.CONTRADICTED


def test_random_figures_are_given_a_repair_in_at_most_one_case_of_twenty(world: Tables) -> None:
    chosen = random.Random(20260113)
    offered = tried = 0
    for _ in range(1500):
        partner, flow = chosen.choice(list(PARTNERS)), chosen.choice(["export", "import"])
        value = truth(world, partner, flow, "FY2024-25") * Decimal(2 ** chosen.uniform(-1, 1))
        rounded, slack = printed(value, value.adjusted() - chosen.choice([1, 2, 3]))
        finding = judge(statement(str(rounded), slack=str(slack), partner=partner, flow=flow), world)
        if finding.verdict in (Verdict.SUPPORTED, Verdict.CLOSE):
            continue
        tried += 1
        offered += finding.repair is not None
    assert tried > 1000
    assert offered / tried <= 0.05


def test_the_chance_of_an_accident_counts_each_value_once() -> None:
    one = accident([0.0], -0.01, 0.0, 0.01)
    assert accident([0.0, 0.0], -0.01, 0.0, 0.01) == pytest.approx(one)
    assert accident([0.0, 0.3], -0.01, 0.0, 0.01) == pytest.approx(2 * one)
    assert accident([5.0], -0.01, 0.0, 0.01) == 0.0


@SHARED
@given(st.text(max_size=30), st.decimals("0", "1e15", allow_nan=False, places=2), st.sampled_from(
    ["level", "change", "share", "balance", "rank", "ratio", "superlative", "target", "forecast"]),
    st.sampled_from(["USD", "percent", "ratio", "rank", "tonne", "INR"]),
    st.sampled_from([None, "IND", "WLD", "EU27", "???"]), st.sampled_from([None, "USA", "WLD", "IND", "ASEAN"]),
    st.sampled_from([None, "export", "total", "balance"]), st.sampled_from([None, "FY2024-25", "2030", "2024-03"]))
def test_any_claim_gets_a_finding(
    world: Tables, quote: str, value: Decimal, kind: str, unit: str, reporter: str | None, partner: str | None,
    flow: str | None, period: str | None,
) -> None:
    claim = statement(str(value), unit, "0.5", reporter, partner, flow, kind=kind, period=period, quote=quote)
    finding = judge(claim, world, date(2026, 1, 13), [claim])
    assert finding.sentence
    assert finding == judge(claim, world, date(2026, 1, 13), [claim])


def test_a_bare_number_has_the_currency_of_the_figure_beside_it(world: Tables) -> None:
    bare = statement("86510000000", slack="5000000", quote="86.51 billion", name="c1")
    named = statement("45330000000", slack="5000000", flow="import", quote="USD 45.33 billion", name="c2", start=60)
    assert judge(bare, world, None, [bare]).missing == "unit"
    assert judge(bare, world, None, [bare, named]).verdict is Verdict.SUPPORTED


def test_no_change_is_measured_against_its_own_period(world: Tables) -> None:
    """A flat figure is not right because the base of another sentence's comparison was carried to it."""
    flat = statement("0", "percent", "0.05", kind="change", direction="up", versus="FY2023-24", name="c1",
                     quote="0.0 per cent", found={"period": "carried"})
    level = statement("77523000000", slack="500000", period="FY2023-24", name="c2", start=80)
    assert judge(flat, world, None, [flat, level]).verdict is not Verdict.SUPPORTED


@pytest.mark.parametrize("period", ["FY2024-25", "2024"])
def test_of_two_figures_for_one_time_one_is_the_base_of_the_other(world: Tables, period: str) -> None:
    """"To 86.51 billion in 2024-25 from 77.52 billion in the last fiscal year", whatever "last" was taken for."""
    new = statement("86510000000", slack="5000000", name="c1", quote="$86.51 billion")
    then = statement("77520000000", slack="5000000", period=period, name="c2", quote="$77.52 billion", start=40)
    base = replace(then, sentence=new.sentence)
    assert judge(base, world, None, [new, base]).verdict is Verdict.SUPPORTED
    assert judge(then, world, None, [new, then]).verdict is not Verdict.SUPPORTED


def test_what_doubled_is_measured_against_the_figure_that_the_sentence_gives(world: Tables) -> None:
    """"Rose to 1.1 times, from 76.17 billion in 2021-22 to 86.51 billion in 2024-25"."""
    ratio = statement("1.14", "ratio", "0.005", kind="ratio", direction="up", name="c1", quote="1.14 times")
    base = statement("76170000000", slack="5000000", period="FY2021-22", name="c2", quote="$76.17 billion", start=40)
    base = replace(base, sentence=ratio.sentence)
    assert judge(ratio, world, None, [ratio, base]).verdict is Verdict.SUPPORTED
    assert judge(ratio, world, None, [ratio]).verdict is not Verdict.SUPPORTED


def test_a_total_is_left_alone_behind_a_partner_whose_figure_is_not_held(world: Tables) -> None:
    """Only what stands before a figure, or beside it, may be what it is of."""
    wrong = statement(
        "500000000000", slack="500000000", partner="WLD", basis="goods", found={"partner": "assumed"}, name="c1")
    for partner, where, verdict in (
        ("KEN", 40, Verdict.CONTRADICTED), ("KEN", -40, Verdict.UNVERIFIABLE), ("USA", -40, Verdict.CONTRADICTED),
    ):
        told = statement("77520000000", slack="5000000", partner=partner, period="FY2023-24", name="c2",
                         start=100 + where)
        claim = replace(wrong, start=100, end=112, sentence=(100, 140))
        assert judge(claim, world, None, [claim, told]).verdict is verdict, (partner, where)


@SHARED
@given(PLACES, FLOWS, st.sampled_from(YEARS), st.decimals("0.8", "1.25", places=3),
       st.sampled_from(["about", "over", "nearly"]), st.decimals("1", "4", places=1))
def test_wider_bands_never_turn_supported_into_contradicted(
    world: Tables, partner: str, flow: str, year: str, factor: Decimal, hedge: str, wider: Decimal
) -> None:
    value, slack = printed(truth(world, partner, flow, year) * factor, 8)
    claim = statement(str(value), slack=str(slack), partner=partner, flow=flow, period=year, hedge=hedge)
    wide = replace(
        NEWSROOM, about=NEWSROOM.about * wider, over=NEWSROOM.over * wider, nearly=NEWSROOM.nearly * wider,
        revision=NEWSROOM.revision * wider,
    )
    narrow = judge(claim, world).verdict
    loose = judge(claim, world, bands=wide).verdict
    if narrow is Verdict.SUPPORTED:
        assert loose is Verdict.SUPPORTED
    if narrow is Verdict.CLOSE:
        assert loose is not Verdict.CONTRADICTED


def test_every_doubt_has_its_words() -> None:
    listed = [each.__name__ for each in (*doubt.OF_ANY, *doubt.OF_A_FIGURE, *doubt.OF_A_REPAIR)]
    assert list(templates("doubts.tsv")) == listed
