"""Where the figure asked for is not held: what the partner reports, or what the stated one surely is instead."""

from __future__ import annotations

from collections.abc import Sequence

from claims.claim import Modality
from factcheck.finding import Finding, Repair, Verdict
from factcheck.judging import wording
from factcheck.judging.accusing import accuse
from factcheck.judging.anchor import FINER, was_not_yet_known
from factcheck.judging.case import Case, Weighed, formula_of, others
from factcheck.judging.context import is_said
from factcheck.judging.doubt import doubt_of_any, doubt_of_repair
from factcheck.judging.fitting import (
    near_mirror,
)
from factcheck.judging.lacking import lacking
from factcheck.judging.margin import is_another_count
from factcheck.judging.question import is_converted
from factcheck.judging.reading import Reading
from factcheck.judging.repair import CERTAIN, elsewhere, repairs
from factcheck.judging.said import is_open
from factcheck.judging.sentences import say
from factcheck.judging.wording import clause
from sources.terms.key import Flow


def uncovered(case: Case, reading: Reading, weighed: Sequence[Weighed]) -> Finding:
    if finding := taken_from_elsewhere(case, reading):
        return finding
    if finding := near_mirror(case, weighed):
        return finding
    if finding := repaired_by_partner(case, weighed):
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


def repaired_by_partner(case: Case, weighed: Sequence[Weighed]) -> Finding | None:
    """Only the partner's office tells of this trade, and the stated figure is, digit for digit, another one of its own.

    How far the two offices differ is not known, so nothing else is called wrong by the partner's.
    """
    held = [
        each for each in weighed
        if each.reading.mirror and not is_another_count(each) and each.best.key.flow is not Flow.BALANCE
    ]
    if not held or doubt_of_any(case, held[0]) or not is_said(case.claim) or case.said.hedged:
        return None
    first = held[0]
    fit = repairs(
        case.claim, case.said, first.reading, first.found, case.tables, case.bands, article=case.article, certain=True,
    ).offered
    if fit is None or is_converted(fit.seen) or was_not_yet_known(case, first, fit):
        return None
    if doubt_of_repair(case, first, fit, certain=True):
        return None
    if fit.change.code != "scale" and fit.chance > case.bands.chance * CERTAIN / FINER:
        return None
    if any(case.said.miss(seen) <= case.bands.clear for seen in first.found):
        return None
    return accuse(case, first, fit, weighed)
