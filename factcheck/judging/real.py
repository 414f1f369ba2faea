"""Growth told in real terms: held against growth less the inflation of its money, where the prices are known.

A country's GDP deflator is not what its exports or imports cost, so a figure that differs is never called wrong.
"""

from __future__ import annotations

from factcheck.finding import Finding, Verdict
from factcheck.judging.case import Case, formula_of
from factcheck.judging.keys import bases_of, complete
from factcheck.judging.question import Measure, Question, answers
from factcheck.judging.reading import bases_in_time
from factcheck.judging.sentences import say
from factcheck.judging.wording import clause
from sources.terms.quantity import PERCENT


def judge_real(case: Case) -> Finding:
    claim = case.claim
    if claim.period is None or claim.key.reporter is None or claim.key.flow is None:
        return Finding(claim, Verdict.UNVERIFIABLE, "open-period", say("open-period"), missing="period")
    for basis in bases_of(claim):
        for versus in bases_in_time(claim, claim.period):
            question = Question(Measure.GROWTH, complete(claim.key, basis), claim.period, PERCENT, versus=versus)
            for seen in answers(question, case.tables):
                real = case.tables.without_inflation(seen)
                if real is None:
                    continue
                words = {"clause": clause(question, seen.value, case.style), "stated": case.in_words,
                         "real": clause(question, real.value, case.style)}
                fits = case.said.fits(real)
                code = "real-growth" if fits else "nominal-growth" if case.said.fits(seen) else "real-growth-other"
                return Finding(
                    claim, Verdict.SUPPORTED if fits else Verdict.UNVERIFIABLE, code, say(code, **words), (real, seen),
                    formula_of(real), real.value, PERCENT, missing=None if fits else "prices",
                )
    return Finding(claim, Verdict.UNVERIFIABLE, "no-prices", say("no-prices"), missing="prices")
