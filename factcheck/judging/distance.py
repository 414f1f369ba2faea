"""Far off: a figure less than half or more than twice the tables', which is mostly about something else."""

from __future__ import annotations

from factcheck.judging.case import Case, Weighed
from factcheck.judging.doubt import is_another_count, is_said
from factcheck.judging.question import Measure
from sources.terms.key import ALL_PRODUCTS, WORLD


def is_far_off(case: Case, weighed: Weighed) -> bool:
    """Whether the figure is so far from the tables' that it is probably about something else than was understood."""
    one, other = abs(case.said.value), abs(weighed.best.value)
    if weighed.reading.question.is_growth:
        return one > case.bands.same_matter * other + case.bands.far_growth
    if not one or not other:
        return True
    return max(one / other, other / one) > case.bands.same_matter


def is_unmistakable(case: Case, weighed: Weighed) -> bool:
    """Whether a figure far off can be about nothing else: a partner's share, where its own sentence says word by word
    of what, and an office's own figures are held.  A value may still be of goods that were overlooked."""
    claim = case.claim
    return (
        weighed.reading.question.measure is Measure.SHARE and claim.whole is None
        and claim.key.partner not in (None, WORLD) and claim.key.product == ALL_PRODUCTS
        and is_said(claim) and not case.said.hedged and not is_another_count(weighed)
    )
