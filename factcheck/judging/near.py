"""Near misses: the right figure cut off or made round, or off by no more than such figures are revised."""

from __future__ import annotations

from collections.abc import Sequence

from claims.pattern import pattern
from factcheck.finding import Finding, Verdict
from factcheck.judging import wording
from factcheck.judging.case import Case, Weighed, corrected, formula_of, others
from factcheck.judging.context import is_borne_out_otherwise, moved_between
from factcheck.judging.fitting import (
    PLAIN,
    prints_alike,
    released,
    second_reason,
    second_words,
    template,
    words_for,
)
from factcheck.judging.margin import allowance, is_far_off
from factcheck.judging.question import HUNDRED, Measure
from factcheck.judging.sentences import say
from sources.observation import Observation, Status
from sources.terms.key import WORLD, Basis

DECIMALS = pattern(r"\d[.,]\d{1,2}(?!\d)")     # "50.0 billion" is as precise as 49.3
BESIDE = frozenset({"beside", "partner"})       # assumed from another sentence


def printed_differently(case: Case, own: Sequence[Weighed], weighed: Sequence[Weighed]) -> Finding | None:
    """The right figure, cut off or made a round number."""
    for each in plain(case, own):
        for seen in each.found:
            if case.said.fits(seen):        # but it is too coarse to prove digits that a finer figure contradicts
                if prints_alike(case, seen):
                    return by_another_count(case, each, seen, weighed)
                continue
            if case.said.is_cut_off(seen, case.bands):
                return close(case, each, seen, "truncated", weighed)
            if case.said.is_round_number(seen, case.bands) and DECIMALS.search(case.claim.quote) is None:
                return close(case, each, seen, "round-number", weighed)
    return None


def by_another_count(case: Case, weighed: Weighed, seen: Observation, so_far: Sequence[Weighed]) -> Finding:
    """A coarse figure that agrees, beside a finer one that does not."""
    reason, _ = second_reason(case, seen, weighed.best)
    if reason in PLAIN:
        reason = "revised-since"
    words = words_for(case, weighed, seen) | second_words(case, weighed, seen, weighed.best)
    return Finding(
        case.claim, Verdict.CLOSE, reason, say(template(case, reason, seen), **words), (seen, weighed.best),
        formula_of(seen), seen.value, weighed.reading.question.unit, alternatives=others(case, so_far, seen),
    )


def plain(case: Case, own: Sequence[Weighed]) -> list[Weighed]:
    """Without the readings that count only when they fit: another sentence's date or partner, growth in another money
    than its value's, in a year or on the step before, where the text does not say so; services it does not tell of."""
    return [
        each for each in own
        if not BESIDE.intersection(each.reading.assumed) and each.reading.question.measure is not Measure.COMPOUND
        and is_in_its_money(case, each) and is_on_its_base(case, each)
        and not (each.reading.key.basis is Basis.SERVICES and "basis" in each.reading.assumed)
    ]


def is_in_its_money(case: Case, weighed: Weighed) -> bool:
    """Whether growth is reckoned in the money of the values told with it, where there are any: "rose 13.8 per cent to
    17.67 trillion yuan" is none in dollars."""
    question = weighed.reading.question
    if not question.is_growth:
        return True
    told = {value.unit for value in moved_between(case)}
    if question.currency is not None:
        return question.currency in told
    held = {part.unit for part in weighed.best.parts}
    return not (told and held) or not told.isdisjoint(held)


def is_on_its_base(case: Case, weighed: Weighed) -> bool:
    """Whether growth is reckoned from what the text was read to measure it against, or from the year before: "up 8.7
    per cent" is not nearly 8.4 on the quarter before."""
    versus, before = weighed.reading.question.versus, weighed.reading.period.year_before()
    return versus is None or versus.same_months(before) or versus.same_months(case.claim.versus or before)


def within_revision(case: Case, own: Sequence[Weighed], weighed: Sequence[Weighed]) -> Finding | None:
    """No further off than figures of this kind are revised.

    Growth of world trade is mostly told in volumes, and a rise is not nearly a fall.
    """
    near = [
        (each, seen) for each in plain(case, own) if not is_far_off(case, each)
        for seen in each.found if is_near(case, each, seen)
    ]
    if not near:
        return None
    # Of goods or of both: as the figures beside it are counted, where that is known.
    each, seen = next((one for one in near if not is_borne_out_otherwise(case, one[0].reading.key.basis)), near[0])
    return close(case, each, seen, "revision", weighed)


def is_near(case: Case, weighed: Weighed, seen: Observation) -> bool:
    growth = weighed.reading.question.is_growth
    if growth and (weighed.reading.key.reporter == WORLD or case.said.value * seen.value < 0):
        return False
    return case.said.miss(seen, growth) <= allowance(case, weighed)


def close(case: Case, weighed: Weighed, seen: Observation, reason: str, so_far: Sequence[Weighed]) -> Finding:
    question = weighed.reading.question
    shown = seen.value if case.said.signed else abs(seen.value)
    off = abs(shown - (case.said.value if case.said.signed else abs(case.said.value)))
    if not question.is_growth and shown:
        off = off / abs(shown) * HUNDRED
    unit = "percentage points" if question.is_growth else "per cent"
    words = words_for(case, weighed, seen) | {
        "gap": f"{wording.two_digits(off)} {unit}", "held": lambda: as_of(seen, weighed.best),
    }
    return Finding(
        case.claim, Verdict.CLOSE, reason, say(reason, **words), (seen,), formula_of(seen), seen.value, question.unit,
        # What was right when it was written, or is a round number, needs no other figure; digits cut off do.
        correction=corrected(case, seen.value) if reason == "truncated" else None,
        alternatives=others(case, so_far, seen),
    )


def as_of(seen: Observation, best: Observation) -> str:
    """"as first released in August 2024": the figures held today may be far from what is told of."""
    if seen is best or seen.provenance.vintage is None:
        return "by the figures held today"
    told = "first released" if seen.provenance.status is Status.FIRST else "published"
    return f"as {told}{released(seen)}"
