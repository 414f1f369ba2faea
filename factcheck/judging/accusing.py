"""An accusation: a figure that is wrong as said, with the one change that makes it right."""

from __future__ import annotations

from collections.abc import Sequence

from factcheck.finding import Finding, Repair, Verdict
from factcheck.judging import wording
from factcheck.judging.case import Case, Weighed, corrected, formula_of, others
from factcheck.judging.question import Measure
from factcheck.judging.repair import Fit
from factcheck.judging.sentences import say
from factcheck.judging.wording import clause, figure
from sources.terms.key import Flow


def accuse(case: Case, weighed: Weighed, fit: Fit, so_far: Sequence[Weighed]) -> Finding:
    question, change, best = weighed.reading.question, fit.change, weighed.best
    extra = 1 if case.said.hedged else 0       # "around 18" hides that 17.7 was meant
    actual = clause(question, best.value, case.style, extra)
    if change.code == "scale":      # the vintage whose digits they are
        actual = clause(question, fit.seen.value, case.style)
    if change.code == "direction" and change.question != question:      # on the year before, not on the month before
        actual = clause(change.question, fit.seen.value, case.style)
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
