"""Margins: how far revisions take a figure, and with it how far off one may be before it is off at all."""

from __future__ import annotations

from decimal import Decimal

from factcheck.judging.case import Case, Weighed
from factcheck.judging.question import HUNDRED, Measure, is_converted
from factcheck.judging.reading import month_of
from sources.terms.key import Flow
from sources.terms.period import MONTHS_A_YEAR

TWO = 2
PARTS_OF_A_BALANCE = 2
HALF = Decimal("0.5")
MOST_LEVERAGE = Decimal(3)      # of what revisions are taken to explain
FRESH = 12                      # months after which a figure has been revised
LONG = 36                       # months in which it may have become quite another one


def is_revised_since(case: Case, weighed: Weighed) -> bool:
    """Whether a month or quarter was told when it was fresh, and only figures of years later are held.

    India's exports of October 2009 were announced as 13.19 billion dollars; years later they were 14.81.
    """
    period, published = weighed.reading.period, case.published
    if published is None or period.length >= MONTHS_A_YEAR or month_of(published) - period.end > FRESH:
        return False
    return all(
        seen.provenance.vintage is None or month_of(seen.provenance.vintage) - month_of(published) > LONG
        for part in weighed.found for seen in (part.parts or (part,))
    )


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
    least = bands.revision * min(leverage(weighed), MOST_LEVERAGE)
    return min(max(spread, least), bands.most_revision)


def leverage(weighed: Weighed) -> Decimal:
    """How much a revision of the parts moves the figure: a balance or a rise by more, a share by less."""
    if weighed.reading.question.measure is Measure.SHARE:
        return HALF
    best = weighed.best
    if weighed.reading.question.measure is Measure.DIFFERENCE and best.value and len(best.parts) == TWO:
        return sum((abs(part.value) for part in best.parts), Decimal(0)) / abs(best.value)
    if best.key.flow is Flow.BALANCE and len(best.parts) != PARTS_OF_A_BALANCE:
        return MOST_LEVERAGE        # published as a balance: how large its sides are is not known here
    if best.key.flow is Flow.BALANCE and best.value:
        both = sum((abs(part.value) for part in best.parts), Decimal(0))
        return both / abs(best.value)
    return Decimal(1)
