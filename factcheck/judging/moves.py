"""Whether a trade went the way that the words have it go: "fell to 13.6 billion", where it rose to that.

The figure itself is right.  What it moved from stands in the sentence, or is the figure of a year before and, of less
than a year, of the period before: then it has to have gone the other way from each of them, and clearly.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from claims.claim import Claim, Direction, Found, Kind, Modality
from factcheck.finding import Finding, Repair, Verdict
from factcheck.judging.case import Case, Weighed, formula_of
from factcheck.judging.context import VALUES, agrees
from factcheck.judging.margin import clear_miss, is_another_count
from factcheck.judging.question import Measure, Question, answers
from factcheck.judging.reading import Reading, bases_in_time
from factcheck.judging.said import how
from factcheck.judging.sentences import say
from factcheck.judging.wording import clause
from sources.terms.key import WORLD
from sources.terms.period import Period
from sources.terms.quantity import PERCENT

ONE_POINT = Decimal("0.01")     # the least move from a base that the sentence names
WAYS = {
    Kind.LEVEL: {Direction.UP: "rise", Direction.DOWN: "fall"},
    Kind.BALANCE: {Direction.UP: "widening", Direction.DOWN: "narrowing"},
}
TURNED = {Direction.UP: Direction.DOWN, Direction.DOWN: Direction.UP}


def gone_the_other_way(case: Case, finding: Finding) -> Finding | None:
    """The accusation of a verb beside a figure that is right; None where nothing shows it."""
    claim = case.claim
    if claim.moved is None or finding.verdict is not Verdict.SUPPORTED or claim.kind not in VALUES or case.said.hedged:
        return None
    firm = all(how(claim, field) is Found.SAID for field in ("flow", "period"))
    if not firm or claim.period is None or claim.modality is not Modality.REPORTED:
        return None
    seen = finding.evidence[0]
    same = seen.key.reporter == claim.key.reporter and seen.key.partner == (claim.key.partner or WORLD)
    if not same or not seen.period.same_months(claim.period) or any(is_a_move(other, claim) for other in case.article):
        return None
    base = base_told(case)
    if base is not None and (base.value > claim.value) is (claim.moved is Direction.DOWN):
        return None     # as told both are the tables' in some release, and they went the way of the words
    told = None if base is None else base.period
    bases = bases_in_time(replace(claim, versus=None), claim.period) if told is None else (told,)
    moves = [move for versus in bases if (move := opposite(case, finding, versus, told is not None)) is not None]
    if not moves or len(moves) < len(bases):
        return None
    becomes, first = TURNED[claim.moved], moves[0]
    return replace(
        finding, verdict=Verdict.MISMATCHED, reason="direction", evidence=(seen, first.best),
        formula=formula_of(first.best), repair=Repair("direction", claim.moved, becomes, seen.value, 0.0),
        sentence=say("direction.value", stated=case.in_words, way=WAYS[claim.kind][becomes],
                     clause=clause(first.reading.question, first.best.value, None)),
    )


def is_a_move(other: Claim, claim: Claim) -> bool:
    """"Rose 3 per cent to 20 billion": the change is a figure of its own, and judged as one."""
    return other.sentence == claim.sentence and other.kind in (Kind.CHANGE, Kind.RATIO)


def base_told(case: Case) -> Claim | None:
    """The sentence's only other figure of the trade, where that is of a time before and the tables' too."""
    claim = case.claim
    others = [
        other for other in case.article
        if other.id != claim.id and other.sentence == claim.sentence and other.key == claim.key
        and other.kind is claim.kind and other.unit == claim.unit
    ]
    if len(others) != 1 or claim.period is None:
        return None
    base = others[0].period
    plain = base is not None and base.length == claim.period.length and base.end < claim.period.end
    return others[0] if plain and others[0].moved is None and agrees(case, others[0]) else None


def opposite(case: Case, finding: Finding, versus: Period, told: bool) -> Weighed | None:
    """What the tables have of the move from `versus`, where every release of it goes the other way than the words."""
    assert case.claim.period is not None
    question = Question(Measure.GROWTH, finding.evidence[0].key, case.claim.period, PERCENT, versus=versus)
    found = answers(question, case.tables)
    if not found:
        return None
    move = Weighed(Reading(question), found)
    compiled = is_another_count(move)
    least = ONE_POINT if told else clear_miss(case, move, compiled=compiled, final=True)
    up = case.claim.moved is Direction.UP
    return move if all((seen.value < 0) is up and abs(seen.value) > 100 * least for seen in found) else None
