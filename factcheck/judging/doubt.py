"""Doubt: what keeps the judge from accusing, and how much a figure may be off before anything is said."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from claims.claim import Modality
from factcheck.judging.case import Case, Weighed, flipped
from factcheck.judging.question import HUNDRED, Measure, is_converted
from factcheck.judging.reading import is_open, month_of
from sources.observation import Observation
from sources.terms.key import Flow
from sources.terms.period import MONTHS_A_YEAR, PeriodKind

PRESS_COPY = 2              # authority of a figure read in a press copy of a release
TWO = 2
PARTS_OF_A_BALANCE = 2
HALF = Decimal("0.5")
MOST_LEVERAGE = Decimal(3)


def clearly_missed(case: Case, weighed: Sequence[Weighed]) -> bool:
    """Every reading in every source is further off than revisions, mirrors and definitions explain."""
    bands = case.bands
    for each in weighed:
        growth = each.reading.question.is_growth
        least = bands.clear_growth / HUNDRED if growth else bands.clear * min(leverage(each), Decimal(1))
        for seen in each.found:
            shown = flipped(case, seen) if each.reading.mirror else seen
            if case.said.miss(shown, growth) <= least or is_within_digits(case, shown):
                return False
    return True


def is_within_digits(case: Case, seen: Observation) -> bool:
    """Whether a slip of the last printed digit would explain the miss."""
    beyond_edge = (case.bands.clear_slacks - 1) * case.said.slack
    return not case.said.hedged and case.said.gap(seen) < beyond_edge


def is_unsettled(case: Case, weighed: Weighed) -> bool:
    """Whether the text leaves open what the figure is of, so that no accusation may follow."""
    claim = case.claim
    if claim.modality is not Modality.REPORTED:
        return True
    if any(is_open(claim, field) for field in ("reporter", "flow")):
        return True
    if claim.key.partner is not None and is_open(claim, "partner") and claim.key.partner != "WLD":
        return True
    if weighed.reading.period.length > MONTHS_A_YEAR:
        return True     # "in the last five years": a sum, an average or a change
    if case.published is not None and weighed.reading.period.end > month_of(case.published):
        return True     # not over when it was written
    if "latest" in weighed.reading.assumed:
        return True
    if is_open(claim, "period") and weighed.reading.period.kind in (PeriodKind.MONTH, PeriodKind.QUARTER):
        return True
    return any(is_converted(seen) for seen in weighed.found[:1])


def is_authoritative(weighed: Weighed) -> bool:
    """An office or an international compiler, or two press copies that agree; nothing derived from converted money."""
    best = weighed.best
    if weighed.reading.assumed & {"period", "latest"}:
        return False
    if best.provenance.authority < PRESS_COPY:
        return True
    agreeing = [seen for seen in weighed.found if best.value and abs(seen.value / best.value - 1) < Decimal("0.02")]
    return len(agreeing) >= TWO


def missing_word(case: Case) -> str | None:
    """The field that the text leaves open, for a finding without a verdict."""
    for field in ("reporter", "flow", "partner", "period", "basis"):
        if is_open(case.claim, field):
            return field
    return None


def any_factor(case: Case, seen: Observation) -> Decimal:
    """How many times larger one of the two figures is than the other."""
    one, other = abs(case.said.value), abs(seen.value)
    if not one or not other:
        return Decimal("Infinity")
    return max(one / other, other / one)


def allowance(case: Case, weighed: Weighed) -> Decimal:
    """How far revisions take figures like this one: what the vintages held of it show, within bounds."""
    bands = case.bands
    if weighed.reading.question.is_growth:
        return bands.growth_revision / HUNDRED
    best = weighed.best
    spread = Decimal(0)
    for other in weighed.found[1:]:
        same = (
            other.provenance.compilation == best.provenance.compilation
            and other.provenance.adjusted == best.provenance.adjusted and other.provenance.authority != 1
        )
        if same and best.value and not is_converted(other):
            spread = max(spread, abs(other.value / best.value - 1))
    least = bands.revision * leverage(weighed)
    return min(max(spread, least), bands.most_revision)


def leverage(weighed: Weighed) -> Decimal:
    """How much a revision of the parts moves the figure: a balance by more than its parts, a share by less."""
    if weighed.reading.question.measure is Measure.SHARE:
        return HALF
    best = weighed.best
    if best.key.flow is Flow.BALANCE and best.value and len(best.parts) == PARTS_OF_A_BALANCE:
        both = sum(abs(part.value) for part in best.parts)
        return min(both / abs(best.value), MOST_LEVERAGE)
    return Decimal(1)
