"""Where the figure asked for is not held: what the partner reports, or what the stated one surely is instead."""

from __future__ import annotations

from collections.abc import Sequence

from claims.claim import Found, Modality
from factcheck.finding import Finding, Repair, Verdict
from factcheck.judging import wording
from factcheck.judging.accusing import accuse
from factcheck.judging.anchor import FINER, was_not_yet_known
from factcheck.judging.asymmetry import hubs
from factcheck.judging.case import Case, Weighed, formula_of, others
from factcheck.judging.context import is_said
from factcheck.judging.doubt import doubt_of_any, doubt_of_repair
from factcheck.judging.fitting import near_mirror
from factcheck.judging.lacking import lacking
from factcheck.judging.margin import is_another_count, is_far_off
from factcheck.judging.question import is_converted
from factcheck.judging.reading import Reading
from factcheck.judging.repair import CERTAIN, elsewhere, repairs
from factcheck.judging.said import how, is_open
from factcheck.judging.sentences import say
from factcheck.judging.wording import clause
from sources.terms.key import ALL_PRODUCTS, Flow


def uncovered(case: Case, reading: Reading, weighed: Sequence[Weighed]) -> Finding:
    if finding := taken_from_elsewhere(case, reading):
        return finding
    if finding := near_mirror(case, weighed):
        return finding
    if finding := wrong_by_partner(case, weighed):
        return finding
    lack = lacking(reading.question, case.tables)
    if weighed:     # another basis, or the partner's report, is there and does not fit
        seen = weighed[0].best
        return Finding(
            case.claim, Verdict.UNVERIFIABLE, "no-table", lack.sentence, (seen,), formula_of(seen),
            alternatives=others(case, weighed, seen), missing=lack.missing,
        )
    return Finding(case.claim, Verdict.UNVERIFIABLE, "no-table", lack.sentence, missing=lack.missing)


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
    ) or doubt_of_repair(case, Weighed(reading, (fit.seen,)), fit, certain=True):
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


def wrong_by_partner(case: Case, weighed: Sequence[Weighed]) -> Finding | None:
    """Only the partner's office tells of this trade, and the stated figure is, digit for digit, another one of its own,
    or so far off that no two offices differ by as much.
    """
    held = [
        each for each in weighed
        if each.reading.mirror and not is_another_count(each) and each.best.key.flow is not Flow.BALANCE
    ]
    if not held or doubt_of_any(case, held[0]) or not is_said(case.claim) or case.said.hedged:
        return None
    first = held[0]
    fit = repairs(
        case.claim, case.said, first.reading, first.found, case.tables, case.bands, article=case.article,
        most=case.bands.chance * CERTAIN,
    ).offered
    if fit is None and is_beyond_asymmetry(case, first):
        best = first.best
        words = {"clause": clause(first.reading.question, best.value, case.style), "stated": case.in_words,
                 "partner": wording.possessive(first.reading.key.reporter)}
        return Finding(
            case.claim, Verdict.CONTRADICTED, "wrong-figure", say("wrong-figure.mirror", **words), (best,),
            formula_of(best), best.value, first.reading.question.unit, alternatives=others(case, weighed, best),
        )
    if fit is None or is_converted(fit.seen) or was_not_yet_known(case, first, fit):
        return None
    if doubt_of_repair(case, first, fit, certain=True):
        return None
    if fit.change.code != "scale" and fit.chance > case.bands.chance * CERTAIN / FINER:
        return None
    if any(case.said.miss(seen) <= case.bands.clear for seen in first.found):
        return None
    return accuse(case, first, fit, weighed)


def is_beyond_asymmetry(case: Case, weighed: Weighed) -> bool:
    """Whether goods, by name, are told at more than twice what the partner's office counts, or less than half: of a
    hundred flows that two offices tell, one was by two thirds more.  Hubs differ by more."""
    parties = {weighed.reading.key.reporter, weighed.reading.key.partner}
    return (
        how(case.claim, "basis") is Found.SAID and weighed.reading.key.product == ALL_PRODUCTS
        and parties.isdisjoint(hubs()) and is_far_off(case, weighed) and not is_converted(weighed.best)
    )
