"""Whether a figure that fits is of other trade than the figure it is told with: goods beside goods and services."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from claims.claim import Claim, Found
from factcheck.finding import Finding, Verdict
from factcheck.judging.accusing import accuse
from factcheck.judging.case import Case, Weighed
from factcheck.judging.changes import other_bases
from factcheck.judging.context import VALUES, bases_of_agreement, is_between_the_same, is_precise
from factcheck.judging.doubt import doubt_of_any
from factcheck.judging.keys import bases_of
from factcheck.judging.proof import clearly_missed
from factcheck.judging.question import answers
from factcheck.judging.reading import faithful
from factcheck.judging.repair import first_fit
from factcheck.judging.said import CLOSE_BY, how


def told_with_another_count(case: Case, finding: Finding) -> Finding | None:
    """The finding called wrong, where words or a comparison tie the figure to one of goods and it is one of both.

    "The surplus grew to 419.5 billion dollars from 255.5 billion" is no growth of anything where one is of goods and
    the other of goods and services, however right each may be alone.
    """
    claim = case.claim
    if finding.verdict is not Verdict.SUPPORTED or claim.kind not in VALUES or not finding.evidence:
        return None
    if how(claim, "basis") is Found.SAID or not is_precise(claim) or case.said.hedged:
        return None
    if finding.evidence[0].key.basis is bases_of(claim)[0] or is_told_apart(case):
        return None
    first = next(iter(faithful(claim, case.tables, case.published, case.article)), None)
    if first is None or not (found := answers(first.question, case.tables)):
        return None
    if not any(bases_of_agreement(case, other) == {first.key.basis} for other in tied(case)):
        return None
    weighed = Weighed(first, found)
    case = replace(case, asked=(first,), weighed=(weighed,))
    said = replace(claim, found={**claim.found, "basis": Found.SAID})
    if not clearly_missed(case, [weighed]) or doubt_of_any(case, weighed):
        return None
    tried = first_fit(
        case.said, first, found, case.tables, case.bands, Decimal(0), other_bases(said, first.question)
    )
    return None if tried.offered is None else accuse(case, weighed, tried.offered, [weighed])


def is_told_apart(case: Case) -> bool:
    """Whether the article tells another figure of the same trade with its count: `Imports were 350.5 billion.  Goods
    imports were 277.7 billion`: then this one is on another."""
    claim = case.claim
    return any(
        other.kind is claim.kind and other.key.flow is claim.key.flow and is_between_the_same(other.key, claim.key)
        and other.period == claim.period and how(other, "basis") is Found.SAID and not is_one_figure(other, claim)
        for other in case.article
    )


def is_one_figure(one: Claim, other: Claim) -> bool:
    return abs(one.value - other.value) <= one.slack + other.slack


def tied(case: Case) -> Iterator[Claim]:
    """The figures that this one is held against, or that say what it is of."""
    claim = case.claim
    carried = how(claim, "basis") is Found.CARRIED
    for other in case.article:
        if other.id == claim.id or other.kind not in VALUES or not is_precise(other) or claim.period is None:
            continue
        if not is_between_the_same(other.key, claim.key) or other.period is None:
            continue
        now = other.period.same_months(claim.period)
        compared = other.sentence == claim.sentence and other.key.flow is claim.key.flow and not now
        if compared or (carried and now and abs(other.start - claim.start) <= CLOSE_BY):
            yield other
