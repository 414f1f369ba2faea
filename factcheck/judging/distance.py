"""Far off: a figure less than half or more than twice the tables', which is mostly about something else."""

from __future__ import annotations

from dataclasses import replace

from claims.claim import Found
from factcheck.judging.case import Case, Weighed
from factcheck.judging.doubt import is_another_count, is_said
from factcheck.judging.question import Measure, answers
from factcheck.judging.reading import how
from sources.terms.key import ALL_PRODUCTS, WORLD, Flow


def is_far_off(case: Case, weighed: Weighed) -> bool:
    """Whether the figure is so far from the tables' that it is probably about something else than was understood."""
    one, other = abs(case.said.value), abs(weighed.best.value)
    if weighed.reading.question.is_growth:
        return one > case.bands.same_matter * other + case.bands.far_growth
    if not one or not other:
        return True
    return max(one / other, other / one) > case.bands.same_matter


def is_unmistakable(case: Case, weighed: Weighed) -> bool:
    """Whether a figure far off can be about nothing else: a partner's share, or the goods traded with it, where its
    own sentence says so word by word, an office's own figure is held, and no average, balance or sum is it."""
    claim, question = case.claim, weighed.reading.question
    if claim.key.partner in (None, WORLD) or claim.key.product != ALL_PRODUCTS or claim.whole is not None:
        return False
    if not is_said(claim) or case.said.hedged or is_another_count(weighed):
        return False
    if question.measure is Measure.SHARE:
        return True
    return question.measure is Measure.LEVEL and how(claim, "basis") is Found.SAID and not is_part_of(case, weighed)


def is_part_of(case: Case, weighed: Weighed) -> bool:
    """Whether the figure may be a month's average of the time told, or the balance of the same trade."""
    question, best = weighed.reading.question, weighed.best
    size = abs(case.said.value)
    months = question.period.length
    if months > 1 and best.value and abs(size * months / abs(best.value) - 1) <= case.bands.clear_compiled:
        return True
    key = replace(question.key, flow=Flow.BALANCE)
    return any(abs(size / abs(seen.value) - 1) <= case.bands.clear for seen in answers(question.of(key), case.tables)
               if seen.value)
