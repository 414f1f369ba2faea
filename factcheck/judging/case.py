"""A claim on the bench: what it states, what was found for each of its readings, and what every finding carries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from claims.claim import Claim, Kind
from factcheck.finding import Alternative, Finding, Verdict
from factcheck.judging.bands import Bands
from factcheck.judging.compare import Stated, stated
from factcheck.judging.periods import data_periods
from factcheck.judging.reading import Reading
from factcheck.judging.releases import Release
from factcheck.judging.sentences import say
from factcheck.judging.wording import SIGN, Style, clause
from sources.observation import Observation
from sources.terms.key import Flow
from sources.terms.period import Period
from sources.terms.vocabulary import value

if TYPE_CHECKING:
    from sources.tables import Tables

MOST_ALTERNATIVES = 6


@value
class Weighed:
    """A reading with what the tables say to it, best source first."""

    reading: Reading
    found: tuple[Observation, ...]

    @property
    def best(self) -> Observation:
        return self.found[0]


@value
class Case:
    """A claim on the bench, with everything its verdict may depend on."""

    claim: Claim
    said: Stated
    style: Style | None
    tables: Tables
    published: date | None
    article: Sequence[Claim]
    bands: Bands
    asked: tuple[Reading, ...] = ()     # every reading, those without an answer too
    weighed: tuple[Weighed, ...] = ()   # those with one, the partner's own report last
    digits: str = ""                    # the stated number as the article prints it; "" where it prints none
    release: Release | None = None      # the one that the text tells of

    @classmethod
    def of(
        cls, claim: Claim, tables: Tables, published: date | None, article: Sequence[Claim], bands: Bands
    ) -> Case:
        said, style = stated(claim, bands), Style.of(claim)
        digits = "" if style is None else style.digits(said.value)
        return cls(claim, said, style, tables, published, article, bands, digits=digits)

    @property
    def period(self) -> Period | None:
        """The claim's, or the only one that the article's other figures speak of."""
        if self.claim.period is not None:
            return self.claim.period
        told = data_periods(self.claim, self.article, self.published)
        return told[0] if len(told) == 1 else None

    @property
    def in_words(self) -> str:
        """The stated figure as the article prints it."""
        return self.claim.quote

    def beside(self, seen: Observation) -> str:
        """The same, with the word for its sign where what is held has the other one: "a surplus of 14.6 billion"."""
        if not self.said.signed or self.said.value * seen.value >= 0:
            return self.in_words
        if self.claim.kind is Kind.CHANGE:
            return f"a {'rise' if self.said.value > 0 else 'fall'} of {SIGN.sub('', self.in_words)}"
        return f"a {'surplus' if self.said.value > 0 else 'deficit'} of {SIGN.sub('', self.in_words)}"


def flipped(seen: Observation) -> Observation:
    """A balance as the other side sees it."""
    if seen.key.flow is not Flow.BALANCE:
        return seen
    return replace(seen, value=-seen.value)


def formula_of(seen: Observation) -> str:
    return seen.formula or f"{seen.key} {seen.period}"


def corrected(case: Case, value: Decimal, turned: str = "") -> str | None:
    """The figure as the article would print it; where the sign was wrong, with the word that sets it right."""
    if case.style is None or case.style.unit != case.claim.unit:
        return None
    words = case.style.correction(value)
    return {"up": f"up {words}", "down": f"down {words}", "": words}.get(turned, f"a {turned} of {words}")


def others(case: Case, weighed: Sequence[Weighed], chosen: Observation) -> tuple[Alternative, ...]:
    """The other figures that were weighed, each once."""
    found: list[Alternative] = []
    for each in weighed:
        for seen in each.found:
            if len(found) == MOST_ALTERNATIVES:
                return tuple(found)
            if seen is chosen or any(seen.value == other.value for other in found):
                continue
            fits = case.said.fits(flipped(seen) if each.reading.mirror else seen)
            words = f"{clause(each.reading.question, seen.value, case.style)} ({seen.provenance.publisher})"
            verdict = Verdict.SUPPORTED if fits else Verdict.CONTRADICTED
            found.append(Alternative(words, verdict, seen.value, (seen,)))
    return tuple(found)


def silent(case: Case, reason: str, missing: str | None = None, **words: str) -> Finding:
    return Finding(case.claim, Verdict.UNVERIFIABLE, reason, say(reason, **words), missing=missing)


def withheld(finding: Finding, reason: str, template: str, missing: str, **words: str) -> Finding:
    """A finding that fits without its verdict, which is left as the candidate: it may fit by accident."""
    candidate = Alternative(finding.sentence, finding.verdict, finding.expected, finding.evidence)
    sentence = say(template, clause=finding.sentence.rstrip("."), **words)
    return replace(
        finding, verdict=Verdict.UNVERIFIABLE, reason=reason, sentence=sentence, correction=None,
        alternatives=(candidate,), missing=missing,
    )
