"""The judge: what the tables make of a claim.  Pure: no file, clock, network or terminal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from claims.claim import Claim, Found, Kind, Modality
from claims.context.streaks import is_run
from factcheck.finding import Finding, Verdict
from factcheck.judging.bands import NEWSROOM, Bands
from factcheck.judging.beside import told_with_something_else
from factcheck.judging.case import Case, silent
from factcheck.judging.duties import judge_rate
from factcheck.judging.figures import judge_figure
from factcheck.judging.goals import judge_forecast, judge_target
from factcheck.judging.mixed import told_with_another_count
from factcheck.judging.moves import gone_the_other_way
from factcheck.judging.points import moved_share
from factcheck.judging.ranks import judge_rank, race
from factcheck.judging.records import is_record, judge_record
from factcheck.judging.said import how, open_field, open_unit
from factcheck.judging.streaks import judge_streak
from factcheck.judging.understood import not_understood
from factcheck.judging.unfinished import told_before_its_end
from factcheck.judging.wording import name
from sources.terms.areas import areas
from sources.terms.key import Flow, PartialKey
from sources.terms.quantity import is_money

if TYPE_CHECKING:
    from sources.tables import Tables

OPEN_WORDS = {
    "reporter": "country", "flow": "flow", "versus": "earlier period", "product": "goods", "unit": "currency",
}
# Once the verdict is there: what the figure is told with, the verb beside it, the words that nobody took up.
SECOND_LOOKS = (
    told_with_something_else, gone_the_other_way, told_with_another_count, told_before_its_end, not_understood,
)
NO_TABLE = {Kind.VOLUME: "no-volumes", Kind.PRICE: "no-prices"}


def judge(
    claim: Claim, tables: Tables, published: date | None = None, article: Sequence[Claim] = (), bands: Bands = NEWSROOM
) -> Finding:
    """The finding for one claim.

    `published` says which vintages the writer could know and what counts as the future.  `article` is all claims of the
    same text: a figure without a date is read in the light of the others, and a target beside the figure it starts
    from.  Their order changes nothing.
    """
    article = sorted(article, key=lambda other: (other.start, other.id))
    case = Case.of(claim, tables, published, article, bands)
    finding = weigh(case)
    for looked_at_again in SECOND_LOOKS:
        finding = looked_at_again(case, finding) or finding
    return finding


def weigh(case: Case) -> Finding:
    """The finding by the kind of the claim."""
    claim = case.claim
    if claim.modality is Modality.HYPOTHETICAL:
        return silent(case, "hypothetical")
    if claim.kind is Kind.TARGET or claim.modality is Modality.TARGET:
        return judge_target(case)
    if claim.kind in NO_TABLE:
        return silent(case, NO_TABLE[claim.kind], missing=claim.kind.value)
    if how(claim, "quantity") is Found.SAID:
        return silent(case, NO_TABLE[Kind.VOLUME], missing=Kind.VOLUME.value)
    if how(claim, "mean") is Found.SAID:
        return silent(case, "no-averages", missing="mean")
    if (unknown := unknown_area(claim.key) or unknown_area(claim.whole)) is not None:
        return silent(case, "no-table", missing=unknown, asked=taken_together(unknown))
    if claim.kind is Kind.RATE:
        return judge_rate(case)
    if claim.kind is Kind.FORECAST or claim.modality is Modality.FORECAST:
        return as_it_came(case) or judge_forecast(case)
    if claim.kind in (Kind.RANK, Kind.SUPERLATIVE):
        return judge_place(case)
    if (field := open_field(claim) or open_unit(claim, case.article)) is not None:
        return moved_share(case) or still_open(case, field)
    return judge_figure(case)


def as_it_came(case: Case) -> Finding | None:
    """"Exports were put at 29.85 billion in May 2019": where the period is said and the figure is what came, it is one
    to support; any other is left a forecast."""
    claim = case.claim
    if how(claim, "period") is not Found.SAID or open_field(claim) is not None:
        return None
    if not is_money(claim.unit):
        return None
    kind = claim.kind
    if kind is Kind.FORECAST:
        kind = Kind.BALANCE if claim.key.flow is Flow.BALANCE else Kind.LEVEL
    came = (other for other in case.article if other.kind is kind and other.modality is Modality.REPORTED)
    if any((other.key, other.period, other.unit) == (claim.key, claim.period, claim.unit) and other.value != claim.value
           for other in came):
        return None     # "the gap was 53.1 billion; analysts had expected 48": what came is told, and was another
    told = replace(claim, kind=kind, modality=Modality.ESTIMATED)
    finding = judge_figure(Case.of(told, case.tables, case.published, case.article, case.bands))
    return replace(finding, claim=claim) if finding.verdict is Verdict.SUPPORTED else None


def judge_place(case: Case) -> Finding:
    """A place among others, or a record in time."""
    claim = case.claim
    in_a_row = is_run(claim)
    if in_a_row or (claim.kind is Kind.SUPERLATIVE and is_record(claim)):
        if (field := open_field(claim)) is not None:
            return still_open(case, field)
        return judge_streak(case) if in_a_row else judge_record(case)
    run = race(claim)
    return still_open(case, "reporter") if run is None else judge_rank(case, run)


def taken_together(areas_named: str) -> str:
    return f"{name(areas_named)} taken together" if "+" in areas_named else name(areas_named)


def still_open(case: Case, field: str) -> Finding:
    return silent(case, "open", missing=field, field=OPEN_WORDS[field])


def unknown_area(key: PartialKey | None) -> str | None:
    """The words for an area that no table can know: joint partners, a group without a code."""
    if key is None:
        return None
    known = areas()
    return next((code for code in (key.reporter, key.partner) if code is not None and code not in known), None)
