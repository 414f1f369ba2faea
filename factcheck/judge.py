"""The judge: what the tables make of a claim.  Pure: no file, clock, network or terminal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from claims.claim import Claim, Found, Kind, Modality
from claims.context.streaks import is_run
from factcheck.finding import Alternative, Finding, Verdict
from factcheck.judging.bands import NEWSROOM, Bands
from factcheck.judging.case import Case
from factcheck.judging.context import far_beside
from factcheck.judging.duties import judge_rate
from factcheck.judging.figures import judge_figure
from factcheck.judging.goals import judge_forecast, judge_target
from factcheck.judging.points import moved_share
from factcheck.judging.ranks import judge_rank, race
from factcheck.judging.reading import how, open_field, open_unit
from factcheck.judging.records import is_record, judge_record
from factcheck.judging.sentences import say
from factcheck.judging.streaks import judge_streak
from sources.terms.areas import areas
from sources.terms.key import Flow, PartialKey
from sources.terms.quantity import Quantity

if TYPE_CHECKING:
    from sources.tables import Tables

OPEN_WORDS = {
    "reporter": "country", "flow": "flow", "versus": "earlier period", "product": "goods", "unit": "currency",
}
RIGHT = frozenset({Verdict.SUPPORTED, Verdict.CLOSE})
TOLD_WITH_A_FIGURE = frozenset({Kind.CHANGE, Kind.SUPERLATIVE, Kind.RANK})
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
    finding = weigh(claim, tables, published, article, bands)
    if finding.verdict in RIGHT and claim.kind in TOLD_WITH_A_FIGURE and (
        other := far_beside(Case.of(claim, tables, published, article, bands))
    ):
        return withheld(finding, other)
    return finding


def weigh(
    claim: Claim, tables: Tables, published: date | None, article: Sequence[Claim], bands: Bands
) -> Finding:
    """The finding for one claim by its kind; `article` is in the order of the text."""
    if claim.modality is Modality.HYPOTHETICAL:
        return silent(claim, "hypothetical")
    if claim.kind is Kind.TARGET or claim.modality is Modality.TARGET:
        return judge_target(claim, tables, published, article, bands)
    if claim.kind in NO_TABLE:
        return silent(claim, NO_TABLE[claim.kind], missing=claim.kind.value)
    if (unknown := unknown_area(claim.key) or unknown_area(claim.whole)) is not None:
        return silent(claim, "no-table", missing=unknown, asked=f'"{unknown}"')
    if claim.kind is Kind.RATE:
        return judge_rate(claim, tables, published, bands)
    if claim.kind is Kind.FORECAST or claim.modality is Modality.FORECAST:
        return as_it_came(claim, tables, published, article, bands) or judge_forecast(
            claim, tables, published, article, bands)
    if claim.kind in (Kind.RANK, Kind.SUPERLATIVE):
        return judge_place(claim, tables, published, article, bands)
    if (field := open_field(claim) or open_unit(claim, article)) is not None:
        if claim.kind is Kind.CHANGE and claim.whole is not None and (
            finding := moved_share(Case.of(claim, tables, published, article, bands))
        ):
            return finding
        return silent(claim, "open", missing=field, field=OPEN_WORDS[field])
    return judge_figure(claim, tables, published, article, bands)


def as_it_came(
    claim: Claim, tables: Tables, published: date | None, article: Sequence[Claim], bands: Bands
) -> Finding | None:
    """"Exports were put at 29.85 billion in May 2019": where the period is said and the figure is what came, it is one
    to support; any other is left a forecast."""
    if how(claim, "period") is not Found.SAID or open_field(claim) is not None:
        return None
    if not Quantity(claim.value, claim.unit).is_money:
        return None
    kind = claim.kind
    if kind is Kind.FORECAST:
        kind = Kind.BALANCE if claim.key.flow is Flow.BALANCE else Kind.LEVEL
    told = replace(claim, kind=kind, modality=Modality.ESTIMATED)
    finding = judge_figure(told, tables, published, article, bands)
    return replace(finding, claim=claim) if finding.verdict is Verdict.SUPPORTED else None


def judge_place(
    claim: Claim, tables: Tables, published: date | None, article: Sequence[Claim], bands: Bands
) -> Finding:
    """A place among others, or a record in time."""
    if is_run(claim):
        if (field := open_field(claim)) is not None:
            return silent(claim, "open", missing=field, field=OPEN_WORDS[field])
        return judge_streak(claim, tables, published, article, bands)
    if claim.kind is Kind.SUPERLATIVE and is_record(claim):
        if (field := open_field(claim)) is not None:
            return silent(claim, "open", missing=field, field=OPEN_WORDS[field])
        return judge_record(claim, tables, published, article, bands)
    run = race(claim)
    if run is None:
        return silent(claim, "open", missing="reporter", field=OPEN_WORDS["reporter"])
    return judge_rank(claim, run, tables, published, article, bands)


def unknown_area(key: PartialKey | None) -> str | None:
    """The words for an area that no table can know: joint partners, a group without a code."""
    if key is None:
        return None
    known = areas()
    return next((code for code in (key.reporter, key.partner) if code is not None and code not in known), None)


def silent(claim: Claim, reason: str, missing: str | None = None, **words: str) -> Finding:
    return Finding(claim, Verdict.UNVERIFIABLE, reason, say(reason, **words), missing=missing)


def withheld(finding: Finding, other: Claim) -> Finding:
    """The finding without its verdict, where the figure beside it shows that it is of something else."""
    candidate = Alternative(finding.sentence, finding.verdict, finding.expected, finding.evidence)
    return replace(
        finding, verdict=Verdict.UNVERIFIABLE, reason="far-beside", alternatives=(candidate,), missing="product",
        sentence=say("far-beside", clause=finding.sentence.rstrip("."), other=other.quote), correction=None,
    )
