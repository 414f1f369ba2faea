"""What the text leaves open of a figure, so that no accusation may follow.

Each function is one doubt; `doubt` has them in the order in which they are asked.
"""

from __future__ import annotations

from claims.claim import Found, Kind, Modality
from factcheck.judging.case import Case, Weighed
from factcheck.judging.context import is_beside_a_partner, is_dated
from factcheck.judging.periods import month_of
from factcheck.judging.question import answers, is_converted
from factcheck.judging.said import how, is_open
from sources.terms.key import ALL_PRODUCTS, WORLD
from sources.terms.period import MONTHS_A_YEAR, Period

AHEAD = frozenset({Modality.FORECAST, Modality.TARGET})


def has_no_flow(case: Case, weighed: Weighed) -> bool:
    """Which way the trade goes does not stand in the sentence."""
    return how(case.claim, "flow") is not Found.SAID


def has_no_date(case: Case, weighed: Weighed) -> bool:
    """When it was does not stand there, or shortly before; of a partner's share it need not, for it may be stale."""
    stale = case.claim.kind is Kind.SHARE and how(case.claim, "partner") is Found.SAID
    return not stale and not is_dated(case)


def is_no_report(case: Case, weighed: Weighed) -> bool:
    """It is an estimate, a plan or a supposition, or told in one breath with a forecast of the same time or before."""
    claim = case.claim
    return claim.modality is not Modality.REPORTED or any(
        other.sentence == claim.sentence and (other.modality in AHEAD or other.kind in (Kind.FORECAST, Kind.TARGET))
        and (other.period == claim.period or is_before(other.period, claim.period)) for other in case.article
    )


def is_before(one: Period | None, other: Period | None) -> bool:
    return one is not None and other is not None and one.start < other.start


def is_guessed(case: Case, weighed: Weighed) -> bool:
    """Whose trade it is, or which way it goes, was only assumed."""
    return is_open(case.claim, "reporter") or is_open(case.claim, "flow")


def is_against_another_time(case: Case, weighed: Weighed) -> bool:
    """"Fell 10 per cent in June": on a year before, which is not held, and not on May."""
    held = {each.reading.question.versus for each in case.weighed}
    open_base = "versus" in case.claim.found and any(each.question.versus not in held for each in case.asked)
    return open_base or weighed.reading.question.versus != case.asked[0].question.versus


def is_growth_of_world_trade(case: Case, weighed: Weighed) -> bool:
    """It is mostly told in volumes."""
    return weighed.reading.key.reporter == WORLD and weighed.reading.question.is_growth


def may_be_with_one_partner(case: Case, weighed: Weighed) -> bool:
    """It may still be of the partner told of before."""
    claim = case.claim
    return is_open(claim, "partner") and (
        claim.key.partner not in (None, WORLD)
        or (is_beside_a_partner(claim, case.article) and not is_another_partners(case))
    )


def is_another_partners(case: Case) -> bool:
    """Whether the tables know the figure of the partner told of too, and it is clearly another one than is stated."""
    found = [seen for each in case.asked if "partner" in each.assumed for seen in answers(each.question, case.tables)]
    return bool(found) and all(case.said.miss(seen) > case.bands.clear_compiled for seen in found)


def is_multiple_of_what(case: Case, weighed: Weighed) -> bool:
    """"Doubled": since when?  And of "imports twice exports", each may be of one half of the trade, but for all that
    two countries trade."""
    claim = case.claim
    if claim.kind is Kind.RATIO and claim.whole is not None and claim.whole.product == ALL_PRODUCTS:
        return WORLD in (claim.key.partner or WORLD, claim.whole.partner or WORLD)
    return claim.kind is Kind.RATIO and (claim.versus is None or claim.found.get("versus") is Found.ASSUMED)


def is_told_otherwise(case: Case, weighed: Weighed) -> bool:
    """The sentence gives another figure for the same trade and time: one of the two is of something else."""
    claim = case.claim
    return any(
        other.sentence == claim.sentence and other.id != claim.id and other.kind is claim.kind
        and other.key == claim.key and other.whole == claim.whole and other.period == claim.period
        and other.versus == claim.versus and other.unit == claim.unit and other.value != claim.value
        for other in case.article
    )


def is_share_of_what(case: Case, weighed: Weighed) -> bool:
    """Of the world's trade, or of that of a partner who was overlooked."""
    claim = case.claim
    return claim.kind is Kind.SHARE and claim.whole is None and claim.key.product == ALL_PRODUCTS and (
        claim.key.partner in (None, WORLD)
    )


def is_of_many_years(case: Case, weighed: Weighed) -> bool:
    """"In the last five years": a sum, an average or a change."""
    return weighed.reading.period.length > MONTHS_A_YEAR


def is_not_over(case: Case, weighed: Weighed) -> bool:
    """The period was not over when it was written."""
    return case.published is not None and weighed.reading.period.end > month_of(case.published)


def is_of_an_assumed_time(case: Case, weighed: Weighed) -> bool:
    """When it was, or with whom, was only assumed; but for a share that the article gives once, which may be stale."""
    return bool(weighed.reading.assumed & {"period", "latest", "partner"}) and not is_stale_share(case, weighed)


def is_stale_share(case: Case, weighed: Weighed) -> bool:
    """Whether a figure without a date may still be called stale: a share, in an article of one year, given once.

    Values without a date are mostly the base of a comparison, "from 264.9 billion"; and where the article gives the
    same share twice, one of the two is the other's base.
    """
    claim = case.claim
    if claim.kind is not Kind.SHARE or weighed.reading.assumed & {"latest", "partner"}:
        return False
    return not any(
        other.kind is claim.kind and other.key == claim.key and other.id != claim.id for other in case.article
    )


def is_softened_by_conversion(case: Case, weighed: Weighed) -> bool:
    """An average rate of exchange makes a figure soft, and growth of one softer still."""
    return any(is_converted(seen) and (
        weighed.reading.question.is_growth or case.said.miss(seen) <= case.bands.clear_converted
    ) for seen in weighed.found[:1])
