"""Judging a figure: levels, balances, shares, changes and ratios against what the tables hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from claims.claim import Found, Kind, Modality
from factcheck.finding import Alternative, Finding, Repair, Verdict
from factcheck.judging import wording
from factcheck.judging.case import MOST_ALTERNATIVES, Case, Weighed, corrected, formula_of, others, silent
from factcheck.judging.context import (
    goes_along,
    is_borne_out,
    is_borne_out_otherwise,
    is_one_of_several,
    is_said,
    is_told_right,
)
from factcheck.judging.doubt import (
    FINER,
    clearly_missed,
    could_be_known,
    is_anchored,
    is_answered,
    is_authoritative,
    is_certain,
    is_identified,
    is_likely,
    is_unmistakable,
    may_accuse,
    may_be_adjusted,
    may_be_certain,
    may_be_of_another_year,
    missing_word,
)
from factcheck.judging.fitting import (
    PLAIN,
    fitting,
    mirrored,
    near_mirror,
    prints_alike,
    second_reason,
    second_words,
    template,
    words_for,
)
from factcheck.judging.margin import (
    allowance,
    is_another_count,
    is_clear_of_compiler,
    is_compiled,
    is_far,
    is_far_off,
)
from factcheck.judging.points import misworded
from factcheck.judging.question import HUNDRED, Measure, answers, is_converted
from factcheck.judging.reading import Reading, faithful, how, is_open
from factcheck.judging.real import judge_real
from factcheck.judging.repair import CERTAIN, Fit, Tried, elsewhere, repairs
from factcheck.judging.sentences import say
from factcheck.judging.slips import misprinted, swapped
from factcheck.judging.wording import clause, figure
from sources.observation import Observation
from sources.terms.key import WORLD, Flow
from sources.terms.quantity import PERCENT


def judge_figure(case: Case) -> Finding:
    """Faithful readings first, then near misses, then repairs; silence where the text leaves too much open."""
    claim, tables, published, article, bands = case.claim, case.tables, case.published, case.article, case.bands
    if how(claim, "prices") is Found.SAID and claim.unit == PERCENT:
        return judge_real(case)
    weighed: list[Weighed] = []
    asked: list[Reading] = []
    for reading in faithful(claim, tables, published, article):
        asked.append(reading)
        found = answers(reading.question, tables)
        if not found:
            continue
        weighed.append(Weighed(reading, found))
        if not reading.mirror and (finding := fitting(case, weighed[-1], weighed)):
            return finding
    own = [w for w in weighed if not w.reading.mirror]
    for other in weighed:
        if other.reading.mirror and (finding := mirrored(case, other, own)):
            return finding
    if not asked and claim.period is None:
        return silent(case, "open-period", missing="period")
    if not asked and (finding := misworded(case)):
        return finding
    if not asked:
        return silent(case, "no-such-measure", missing=claim.unit, asked=f"{claim.kind} in {claim.unit}")
    case = replace(case, asked=tuple(asked))
    if not own:
        return uncovered(case, asked[0], weighed)
    if finding := printed_differently(case, own, weighed):
        return finding
    # Repairs cost a hundred look-ups, so they are tried only where the text is firm enough to be called wrong.
    if finding := swapped(case, own, weighed):
        return finding
    if not may_accuse(case, own[0]):
        return within_revision(case, own, weighed) or unrepaired(case, own, weighed)
    near = misprinted(case, own, weighed) or within_revision(case, own, weighed)
    clear = clearly_missed(case, own)
    if not clear and not may_be_certain(case, own[0]):
        return near or unrepaired(case, own, weighed)
    soft = allowance(case, own[0])
    tried = repairs(claim, case.said, own[0].reading, own[0].found, tables, bands, soft, article, not clear)
    return (
        repaired(case, own, weighed, tried, certain=True) or near
        or (repaired(case, own, weighed, tried) if clear or is_far(case, own[0]) else None)
        or unrepaired(case, own, weighed, tried)
    )


# --- a near miss -----------------------------------------------------------------------------------------------------


def printed_differently(case: Case, own: Sequence[Weighed], weighed: Sequence[Weighed]) -> Finding | None:
    """The right figure, cut off or made a round number."""
    for each in plain(own):
        for seen in each.found:
            if case.said.fits(seen):        # but it is too coarse to prove digits that a finer figure contradicts
                if prints_alike(case, seen):
                    return by_another_count(case, each, seen, weighed)
                continue
            if case.said.is_cut_off(seen):
                return close(case, each, seen, "truncated", weighed)
            if case.said.is_round_number(seen, case.bands):
                return close(case, each, seen, "round-number", weighed)
    return None


def by_another_count(case: Case, weighed: Weighed, seen: Observation, so_far: Sequence[Weighed]) -> Finding:
    """A coarse figure that agrees, beside a finer one that does not."""
    reason, _ = second_reason(case, seen, weighed.best)
    if reason in PLAIN:
        reason = "revised-since"
    words = words_for(case, weighed, seen) | second_words(case, weighed, seen)
    return Finding(
        case.claim, Verdict.CLOSE, reason, say(template(case, reason, seen), **words), (seen, weighed.best),
        formula_of(seen), seen.value, weighed.reading.question.unit, alternatives=others(case, so_far, seen),
    )


def plain(own: Sequence[Weighed]) -> list[Weighed]:
    """Without the readings that count only when they fit: another sentence's date, growth in another currency or a
    year."""
    return [
        each for each in own
        if "beside" not in each.reading.assumed and not each.reading.question.currency
        and each.reading.question.measure is not Measure.COMPOUND
    ]


def within_revision(case: Case, own: Sequence[Weighed], weighed: Sequence[Weighed]) -> Finding | None:
    """No further off than figures of this kind are revised.

    Growth of world trade is mostly told in volumes, and a rise is not nearly a fall.
    """
    near = [
        (each, seen) for each in plain(own) if not is_far_off(case, each)
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
    words = words_for(case, weighed, seen) | {"gap": f"{wording.two_digits(off)} {unit}"}
    return Finding(
        case.claim, Verdict.CLOSE, reason, say(reason, **words), (seen,), formula_of(seen), seen.value, question.unit,
        # What was right when it was written, or is a round number, needs no other figure; digits cut off do.
        correction=corrected(case, seen.value) if reason == "truncated" else None,
        alternatives=others(case, so_far, seen),
    )


# --- a clear miss ----------------------------------------------------------------------------------------------------


def repaired(
    case: Case, own: Sequence[Weighed], weighed: Sequence[Weighed], tried: Tried, certain: bool = False
) -> Finding | None:
    """Wrong as said, right with one change.

    A figure that only just misses may still be somebody else's to the last digit: last year's exports beside this
    year's.  Then the repair has to be certain.
    """
    first, fit = own[0], tried.offered
    if fit is None or (certain and not is_certain(case, first, fit)):
        return None
    if not could_be_known(case, fit) and (certain or not is_identified(case, first)):
        return None
    likely = is_likely(case, fit)
    compiled = is_another_count(first)
    far = is_far(case, first)
    # What a compiler has only names the slip, where the office's own figure is missed.
    dated = fit.change.field == "period" and not is_compiled(fit.seen)
    vague = likely and not certain and not (dated or far) and not is_identified(case, first)
    weak = compiled and not certain and not far and (likely or not is_clear_of_compiler(case, first))
    weak = weak and not is_borne_out(case, first.reading.key.basis)
    if not is_anchored(case, fit) or vague or weak or not goes_along(case, fit):
        return None if certain else undecided(case, first, weighed, tried)
    return accuse(case, first, fit, weighed)


def accuse(case: Case, weighed: Weighed, fit: Fit, so_far: Sequence[Weighed]) -> Finding:
    question, change, best = weighed.reading.question, fit.change, weighed.best
    extra = 1 if case.said.hedged else 0       # "around 18" hides that 17.7 was meant
    actual = clause(question, best.value, case.style, extra)
    if change.code == "scale":      # the vintage whose digits they are
        actual = clause(question, fit.seen.value, case.style)
    words = {
        "stated": case.in_words, "to": change.words or wording.when(change.question.period),
        "clause": actual, "however": f"; {actual}",
        "was": wording.when(question.period) if change.field == "period" else wording.UNITS.get(change.was, change.was),
        "repaired": clause(change.question, fit.seen.value, case.style, extra),
        "period": wording.when(question.period), "figure": signed_figure(case, weighed, extra),
    }
    return Finding(
        case.claim, Verdict.MISMATCHED, change.code, say(change.code, **words),
        (best, fit.seen) if fit.seen is not best else (best,), formula_of(best), best.value, question.unit,
        Repair(change.field, change.was, change.becomes, fit.seen.value, round(fit.chance, 4)),
        # A wrong scale leaves the article its own digits, as they were first released, say.
        corrected(case, case.said.value * change.factor if change.code == "scale" else best.value,
                  change.becomes if change.code in ("sign", "direction") else ""),
        others(case, so_far, best),
    )


def signed_figure(case: Case, weighed: Weighed, extra: int) -> str:
    """The tables' figure on its own, with the word for its sign where that is part of what was said."""
    question, value = weighed.reading.question, weighed.best.value
    text = figure(value, question.unit, case.style, extra)
    if question.measure is Measure.LEVEL and question.key.flow is Flow.BALANCE:
        return f"a {'deficit' if value < 0 else 'surplus'} of {text}"
    if question.measure not in (Measure.LEVEL, Measure.SHARE, Measure.RATIO):
        return f"{text} {'more' if value >= 0 else 'less'}"
    return text


def unrepaired(
    case: Case, own: Sequence[Weighed], weighed: Sequence[Weighed], tried: Tried | None = None
) -> Finding:
    first = own[0]
    question, best = first.reading.question, first.best
    asked = case.asked[0]
    if (question.key, question.period) != (asked.key, asked.period):
        return uncovered(case, asked, weighed)      # only another basis, partner or date is held
    words = {"clause": clause(question, best.value, case.style), "stated": case.beside(best)}
    reason = "unexplained"
    if "latest" in first.reading.assumed:
        reason = "no-period-fits"
    elif is_far_off(case, first) and not is_unmistakable(case, first):
        reason = "far-off"
    elif (
        may_accuse(case, first) and clearly_missed(case, weighed) and is_authoritative(case, first)
        and is_identified(case, first) and is_answered(case, own) and goes_along(case)
        and not (may_be_of_another_year(case, first) or may_be_adjusted(case))
        and not is_one_of_several(case) and (is_said(case.claim) or not is_told_right(case))
        # "Its share was 10 per cent": of whose trade has to stand there, or be proven by what stands beside it.
        and (case.claim.kind is not Kind.SHARE or how(case.claim, "reporter") is Found.SAID or is_borne_out(case))
    ):
        shape = "wrong-figure.alone" if tried is not None and tried.in_vain else "wrong-figure"
        return Finding(
            case.claim, Verdict.CONTRADICTED, "wrong-figure", say(shape, **words), (best,), formula_of(best),
            best.value, question.unit, correction=corrected(case, best.value), alternatives=others(case, weighed, best),
        )
    return Finding(
        case.claim, Verdict.UNVERIFIABLE, reason, say(reason, **words), (best,), formula_of(best), best.value,
        question.unit, alternatives=others(case, weighed, best), missing=missing_word(case),
    )


def undecided(case: Case, weighed: Weighed, so_far: Sequence[Weighed], tried: Tried) -> Finding:
    """A change would make it right, but what it changes is not what the text firmly says."""
    question, best = weighed.reading.question, weighed.best
    words = {"clause": clause(question, best.value, case.style), "stated": case.beside(best)}
    candidates = tuple(
        Alternative(clause(fit.change.question, fit.seen.value, case.style), Verdict.SUPPORTED, fit.seen.value,
                    (fit.seen,))
        for fit in tried.fits
    )
    return Finding(
        case.claim, Verdict.UNVERIFIABLE, "unexplained", say("unexplained", **words), (best,), formula_of(best),
        best.value, question.unit, alternatives=(*candidates, *others(case, so_far, best))[:MOST_ALTERNATIVES],
        missing=missing_word(case),
    )


# --- nothing to compare with -----------------------------------------------------------------------------------------


def uncovered(case: Case, reading: Reading, weighed: Sequence[Weighed]) -> Finding:
    question = reading.question
    asked = f"{wording.subject(question)} in {wording.when(question.period)}"
    missing = f"{question.key} {question.period}"
    if finding := taken_from_elsewhere(case, reading):
        return finding
    if finding := near_mirror(case, weighed):
        return finding
    if finding := repaired_by_partner(case, weighed):
        return finding
    if weighed:     # another basis, or the partner's report, is there and does not fit
        seen = weighed[0].best
        return Finding(
            case.claim, Verdict.UNVERIFIABLE, "no-table", say("no-table", asked=asked), (seen,), formula_of(seen),
            alternatives=others(case, weighed, seen), missing=missing,
        )
    return silent(case, "no-table", missing=missing, asked=asked)


def taken_from_elsewhere(case: Case, reading: Reading) -> Finding | None:
    """The figure asked for is not held, but the stated one is, digit for digit, another fiscal year's or basis's.

    Years that overlap differ by little, so it takes more digits here than where the figure itself is held to miss; and
    a figure converted at an average rate has none.
    """
    if is_open(case.claim, "basis") and not case.tables.is_held(reading.key):
        return None
    fit = elsewhere(case.claim, case.said, reading, case.tables, case.bands).offered
    if fit is None or fit.chance > case.bands.chance * CERTAIN or is_converted(fit.seen):
        return None
    if fit.change.field == "period" and fit.chance > case.bands.chance * CERTAIN / FINER:
        return None
    if case.claim.modality is not Modality.REPORTED or any(
        is_open(case.claim, field) for field in ("reporter", "flow", "period")
    ) or not is_anchored(case, fit):
        return None
    change, question = fit.change, fit.change.question
    was = wording.when(reading.period) if change.field == "period" else wording.BASES[reading.key.basis].strip()
    words = {"stated": case.in_words, "to": change.words or wording.when(question.period), "was": was,
             "repaired": clause(question, fit.seen.value, case.style), "however": "",
             "clause": f"it cannot be that of {was}"}
    return Finding(
        case.claim, Verdict.MISMATCHED, change.code, say(change.code, **words), (fit.seen,), formula_of(fit.seen),
        repair=Repair(change.field, change.was, change.becomes, fit.seen.value, round(fit.chance, 4)),
    )


def repaired_by_partner(case: Case, weighed: Sequence[Weighed]) -> Finding | None:
    """Only the partner's office tells of this trade, and the stated figure is, digit for digit, another one of its own.

    How far the two offices differ is not known, so nothing else is called wrong by the partner's.
    """
    held = [
        each for each in weighed
        if each.reading.mirror and not is_another_count(each) and each.best.key.flow is not Flow.BALANCE
    ]
    if not held or not may_accuse(case, held[0]) or not is_said(case.claim) or case.said.hedged:
        return None
    first = held[0]
    fit = repairs(
        case.claim, case.said, first.reading, first.found, case.tables, case.bands, article=case.article, certain=True,
    ).offered
    if fit is None or is_converted(fit.seen) or not is_anchored(case, fit) or not could_be_known(case, fit):
        return None
    if fit.change.code != "scale" and fit.chance > case.bands.chance * CERTAIN / FINER:
        return None
    if any(case.said.miss(seen) <= case.bands.clear for seen in first.found):
        return None
    return accuse(case, first, fit, weighed)
