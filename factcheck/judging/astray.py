"""A sentence of another partner: each of its figures is that of the trade with one and the same other country."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from claims.claim import Claim, Found
from factcheck.finding import Finding
from factcheck.judging.accusing import accuse
from factcheck.judging.case import Case, Weighed
from factcheck.judging.changes import other_partners
from factcheck.judging.compare import stated
from factcheck.judging.context import missed_beside
from factcheck.judging.doubt import doubt_of_any, doubt_of_repair
from factcheck.judging.keys import complete
from factcheck.judging.question import answers
from factcheck.judging.reading import questions
from factcheck.judging.repair import CERTAIN, Fit, accident, matches, sizes
from factcheck.judging.said import how


def all_astray(case: Case, own: Sequence[Weighed], weighed: Sequence[Weighed]) -> Finding | None:
    """Wrong as said, where the partner that makes this figure right makes its fellows right too.

    "From 5.2 billion to 3.7 billion" fits one other partner of twenty by accident far less often than a figure on its
    own does.  Of another time or flow a whole sentence is rather misread than miswritten; so it is of a partner that
    the text names.
    """
    first, target = own[0], sizes(case.said)
    if target is None or case.said.hedged or how(case.claim, "partner") is not Found.SAID or doubt_of_any(case, first):
        return None
    fellows = list(missed_beside(case))
    named = {area for other in case.article for area in (other.key.reporter, other.key.partner)}
    candidates = other_partners(case.claim, first.reading.question, case.tables, case.article) if fellows else ()
    for tried, change in enumerate(candidates, 1):
        found = answers(change.question, case.tables)
        seen = next((seen for seen in found if matches(case.said, change, seen, Decimal(0))), None)
        partner = change.question.key.partner
        if seen is None or partner in named or not all(is_of(case, other, first, partner) for other in fellows):
            continue
        chance = tried * accident([target[1]], *target)
        for size in (sizes(stated(other, case.bands)) for other in fellows):
            chance *= 1 if size is None else accident([size[1]], *size)
        fit = Fit(change, seen, chance)
        sure = chance <= case.bands.chance * CERTAIN and doubt_of_repair(case, first, fit, certain=True) is None
        return accuse(case, first, fit, weighed) if sure else None
    return None


def is_of(case: Case, other: Claim, weighed: Weighed, partner: str) -> bool:
    """Whether a figure is the tables' own of the trade with that partner."""
    if other.period is None or other.key.reporter is None or other.key.flow is None:
        return False
    key = replace(complete(other.key, weighed.reading.key.basis), partner=partner)
    said = stated(other, case.bands)
    return any(
        said.fits(seen) for question in questions(other, key, other.period) for seen in answers(question, case.tables)
    )
