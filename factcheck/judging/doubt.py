"""Doubt: what keeps the judge from accusing, and how much a figure may be off before anything is said."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from claims.claim import Claim, Found, Kind, Modality
from factcheck.judging.bearing import is_borne_out
from factcheck.judging.case import Case, Weighed, flipped
from factcheck.judging.changes import TURNED
from factcheck.judging.compare import stated
from factcheck.judging.margin import is_revised_since, leverage
from factcheck.judging.question import HUNDRED, Measure, answers, is_converted
from factcheck.judging.reading import (
    complete,
    how,
    is_open,
    month_of,
    partner_told_before,
    partner_told_of,
    questions,
)
from factcheck.judging.repair import CERTAIN, Fit
from sources.observation import Observation, Status
from sources.terms.key import ALL_PRODUCTS, WORLD, Basis, Flow, PartialKey
from sources.terms.period import MONTHS_A_YEAR

COMPILER = 1                # authority of an international compiler, who adjusts what offices report
PRESS_COPY = 2              # authority of a figure read in a press copy of a release
TWO = 2
SOFT = 3
CLOSE_BY = 400              # characters
DIGITS = "-0123456789.,"
# Which field of the claim a change is about, where the two are not called the same.
SAME_FIELD = {"whole": "flow", "scale": "flow", "unit": "flow", "versus": "period"}


def is_told_nearby(case: Case, fit: Fit) -> bool:
    """Whether another figure close by is of the period that a repair would put in."""
    period = fit.change.question.period
    return any(
        other.period is not None and other.period.same_months(period)
        and abs(other.start - case.claim.start) <= CLOSE_BY and other.id != case.claim.id
        for other in case.article
    )


def clearly_missed(case: Case, weighed: Sequence[Weighed]) -> bool:
    """Every reading in every source is further off than revisions, mirrors and definitions explain."""
    bands = case.bands
    proven = is_borne_out(case, weighed[0].reading.key.basis)
    for each in weighed:
        if proven and each.reading.key.basis is not weighed[0].reading.key.basis:
            continue    # what stands beside it is told by the other count
        growth = each.reading.question.is_growth
        # Where the office's own figure is held too, a compiler's is no more than another one to miss.
        compiled = each.best.provenance.authority == COMPILER and not proven
        revised = is_revised_since(case, each)
        clear = bands.clear_compiled if compiled else bands.clear_revised if revised else bands.clear
        points = bands.clear_revised_growth if revised else bands.clear_growth
        least = points * softness(each) / HUNDRED if growth else clear * leverage(each)
        for seen in each.found:
            shown = flipped(seen) if each.reading.mirror else seen
            if case.said.miss(shown, growth) <= least or is_within_digits(case, shown):
                return False
    return True


def softness(weighed: Weighed) -> int:
    """How much further a growth rate may be off that is reckoned from figures not yet final."""
    return SOFT if weighed.best.provenance.status in (Status.FIRST, Status.PROVISIONAL) and weighed.best.parts else 1


def is_within_digits(case: Case, seen: Observation) -> bool:
    """Whether a slip of the last printed digit would explain the miss."""
    beyond_edge = (case.bands.clear_slacks - 1) * case.said.slack
    return not case.said.hedged and case.said.gap(seen) < beyond_edge


def is_certain(case: Case, weighed: Weighed, fit: Fit) -> bool:
    """Whether a repair is beyond doubt although the figure only just misses.

    The chance of an accident is a fifth of what is allowed otherwise.  Against a compiler's figure, which differs from
    the office's own, it is a twentieth, and the miss has to be clear by an office's measure; unless it is an office's
    own figure that fits.  The same figure with the other sign is beyond doubt by any count: no revision or definition
    turns a rise of 4.2 per cent into a fall of 4.2.
    """
    if not may_be_certain(case, weighed):
        return False
    if fit.change.code in TURNED:
        return is_opposite(case, weighed)
    if weighed.best.provenance.authority != COMPILER:
        return fit.chance <= case.bands.chance * CERTAIN
    growth = weighed.reading.question.is_growth
    miss = min(case.said.miss(seen, growth) for seen in weighed.found)
    if fit.seen.provenance.authority != COMPILER:       # an office's figure, digit for digit
        return fit.chance <= case.bands.chance * CERTAIN and miss > case.bands.revision * leverage(weighed)
    exact = fit.chance <= case.bands.chance / 50        # five digits: last year's balance, whatever moves a balance
    return fit.chance <= case.bands.chance / 20 and miss > case.bands.clear * (1 if exact else leverage(weighed))


def is_opposite(case: Case, weighed: Weighed) -> bool:
    """Whether the stated figure is clearly on the other side of zero from every one that is held."""
    bands, question = case.bands, weighed.reading.question
    least = bands.clear_growth / HUNDRED if question.is_growth else bands.clear
    if question.measure is Measure.POINTS:
        least = bands.clear_points / HUNDRED
    return all(
        case.said.value * seen.value < 0 and case.said.miss(seen, question.is_growth) > least for seen in weighed.found
    )


def is_clear_of_compiler(case: Case, weighed: Weighed) -> bool:
    """Whether a compiler's figures are missed by more than such figures ever differ from an office's own."""
    growth = weighed.reading.question.is_growth
    least = case.bands.clear if growth else case.bands.clear_compiled
    return all(case.said.miss(seen, growth) > least for seen in weighed.found)


def may_accuse(case: Case, weighed: Weighed) -> bool:
    """Whether the text is firm enough for an accusation of any kind: what every one of them asks for."""
    claim = case.claim
    stale = claim.kind is Kind.SHARE and how(claim, "partner") is Found.SAID
    firm = how(claim, "flow") is Found.SAID and (stale or is_dated(case))
    return firm and not is_unsettled(case, weighed)


def is_dated(case: Case) -> bool:
    """Whether the claim's own sentence names its period, or goes on from one that does.

    "Exports to Brazil were 6.7 billion dollars in 2022.  Imports were 9.9 billion": the sentences before tell of the
    same two sides, a figure of theirs agrees with the tables, and nothing close by is of another period.
    """
    claim = case.claim
    if how(claim, "period") is not Found.CARRIED or claim.period is None:
        return how(claim, "period") is Found.SAID
    if is_borne_out(case):
        return True
    before = [
        other for other in case.article
        if other.id != claim.id and claim.start - CLOSE_BY <= other.start <= claim.sentence[1]
        and (other.period is not None or other.versus is not None)
    ]
    if not all(
        other.versus is None and other.period is not None and other.period.same_months(claim.period) for other in before
    ):
        return False
    return any(
        how(other, "period") is Found.SAID and is_between_the_same(other.key, claim.key)
        and agrees(case, other, other.key.basis or Basis.GOODS)
        for other in before
    )


def is_between_the_same(one: PartialKey, other: PartialKey) -> bool:
    """Whether two figures are of the trade of the same two sides in the same goods."""
    return (one.reporter, one.partner or WORLD, one.product) == (other.reporter, other.partner or WORLD, other.product)


def may_be_certain(case: Case, weighed: Weighed) -> bool:
    """Whether a figure that only just misses may still be called wrong: see `is_certain`."""
    return not case.said.hedged and not any(is_within_digits(case, seen) for seen in weighed.found)


def is_unsettled(case: Case, weighed: Weighed) -> bool:
    """Whether the text leaves open what the figure is of, so that no accusation may follow."""
    claim = case.claim
    if claim.modality is not Modality.REPORTED:
        return True
    if any(is_open(claim, field) for field in ("reporter", "flow")):
        return True
    if weighed.reading.key.reporter == WORLD and weighed.reading.question.is_growth:
        return True     # growth of world trade is mostly told in volumes
    if is_open(claim, "partner") and (
        claim.key.partner not in (None, WORLD)
        or (is_beside_a_partner(claim, case.article) and not is_another_partners(case))
    ):
        return True     # it may still be of the partner told of before
    if claim.kind is Kind.RATIO and claim.versus is None and claim.whole is None:
        return True     # "doubled": since when?
    if weighed.reading.period.length > MONTHS_A_YEAR:
        return True     # "in the last five years": a sum, an average or a change
    if case.published is not None and weighed.reading.period.end > month_of(case.published):
        return True     # not over when it was written
    if weighed.reading.assumed & {"period", "latest", "partner"} and not is_stale_share(case, weighed):
        return True
    return any(is_converted(seen) for seen in weighed.found[:1])


def is_beside_a_partner(claim: Claim, article: Sequence[Claim]) -> bool:
    """Whether a figure without a partner may be of the one told of: before it, or for trade both ways, which is mostly
    that of two countries, anywhere."""
    told = partner_told_of if claim.key.flow is Flow.TOTAL else partner_told_before
    return told(claim, article) is not None


def is_another_partners(case: Case) -> bool:
    """Whether the tables know the figure of the partner told of too, and it is clearly another one than is stated."""
    found = [seen for each in case.asked if "partner" in each.assumed for seen in answers(each.question, case.tables)]
    return bool(found) and all(case.said.miss(seen) > case.bands.clear_compiled for seen in found)


def is_stale_share(case: Case, weighed: Weighed) -> bool:
    """Whether a figure without a date may still be called stale: a share, in an article of one year, given once.

    Values without a date are mostly the base of a comparison, "from 264.9 billion"; and where the article gives the
    same share twice, one of the two is the other's base.
    """
    claim = case.claim
    if claim.kind is not Kind.SHARE or weighed.reading.assumed & {"latest", "partner"}:
        return False
    return not any(
        other.kind is claim.kind and other.key == claim.key and other.id != claim.id for other in case.article
    )


def is_identified(case: Case, weighed: Weighed) -> bool:
    """Whether the text itself says which trade it speaks of, so that the tables' series is surely the right one.

    Its sentence has to name reporter, flow and period, and the partner where there is one; or flow and period, beside
    another figure of the same trade that agrees with the tables.  Growth by a compiler's figures alone, of the trade of
    two countries, or of a country's trade in what is not said, always needs that other figure.
    """
    claim = case.claim
    value = not weighed.reading.question.is_growth
    if value and how(claim, "flow") is Found.SAID and is_borne_out(case, weighed.reading.key.basis):
        return True
    if not all(how(claim, field) is Found.SAID for field in ("flow", "period")):
        return False
    growth = weighed.reading.question.is_growth
    compiled = growth and weighed.best.provenance.authority == COMPILER
    # "Trade between A and B rose 2 per cent": by whose count, and in whose money?
    two_sided = growth and claim.key.flow is Flow.TOTAL and claim.key.partner not in (None, WORLD)
    # "Exports rose 12 per cent": of goods, or of services?
    vague = growth and claim.key.partner in (None, WORLD) and is_open(claim, "basis")
    return (names_both_sides(claim) and not (compiled or two_sided or vague)) or is_corroborated(case, weighed)


def names_both_sides(claim: Claim) -> bool:
    """Whether the sentence itself names the reporter, and the partner where there is one."""
    return how(claim, "reporter") is Found.SAID and (
        claim.key.partner in (None, WORLD) or how(claim, "partner") is Found.SAID
    )


def is_corroborated(case: Case, weighed: Weighed) -> bool:
    """Whether a figure of the same trade close by agrees with the tables, on the basis that is judged here."""
    claim = case.claim
    return any(
        agrees(case, other, weighed.reading.key.basis) for other in case.article
        if other.id != claim.id and other.key == claim.key and abs(other.start - claim.start) <= CLOSE_BY
    )


def is_anchored(case: Case, fit: Fit) -> bool:
    """Whether the field that a repair changes, and the flow and period it keeps, stand in the claim's own sentence.

    What the reader carried over or assumed is the reader's, and changing it would correct nobody's copy.  The period of
    a share is the exception: one of last year beside this year's figures is stale, whichever sentence the date is in.
    """
    if fit.change.question.period.length != case.asked[0].period.length:
        return False    # the quarter's figure beside a month: more likely misread than miswritten
    if fit.change.code == "other-basis" and fit.change.question.key.basis is Basis.GOODS_SERVICES:
        return False    # "goods" and "services" are words of "goods and services" too: the half read may be the whole
    if fit.change.field == "partner" and fit.change.becomes == WORLD:
        return False    # "Uganda was the largest market as exports hit 643.7 billion": the total, beside a partner
    if fit.change.code == "scale" and not case.claim.quote.strip(DIGITS):
        return False    # a cell of a table: its scale stands elsewhere
    moved = fit.change.field == "period" and case.claim.kind is not Kind.SHARE
    if moved and not names_both_sides(case.claim) and is_told_nearby(case, fit):
        return False    # the article speaks of both periods: the figure may be beside the wrong one only in our reading
    claim, changed = case.claim, SAME_FIELD.get(fit.change.field, fit.change.field)
    if fit.change.field == "period" and claim.kind is Kind.SHARE:
        return how(claim, "flow") is Found.SAID and how(claim, "partner") is Found.SAID
    fields = {"flow", "period"} | ({changed} - TURNED)
    if changed != "period" and is_dated(case):
        fields.discard("period")
    return all(how(claim, field) is Found.SAID for field in fields)


def agrees(case: Case, other: Claim, basis: Basis) -> bool:
    """Whether a level of the article fits the tables."""
    key = other.key
    if other.kind not in (Kind.LEVEL, Kind.BALANCE) or None in (other.period, key.reporter, key.flow):
        return False
    assert other.period is not None
    said = stated(other, case.bands)
    return any(
        said.fits(seen)
        for question in questions(other, complete(key, basis), other.period)
        for seen in answers(question, case.tables)
    )


def is_answered(case: Case, own: Sequence[Weighed]) -> bool:
    """Whether the tables answer what the text asks: the plainest reading, and every basis that it leaves open.

    Goods alone do not refute a figure that may be of goods and services, unless it is below them; partners' trade is
    customarily told in goods, so one flow with one partner passes.
    """
    plain = case.asked[0].question
    if own[0].reading.question != plain:
        return False
    if is_borne_out(case, plain.key.basis):
        return True
    if plain.key.product != ALL_PRODUCTS or how(case.claim, "basis") is Found.SAID:
        return True
    if plain.key.basis is Basis.GOODS and any(w.reading.key.basis is Basis.GOODS_SERVICES for w in own):
        return True
    if plain.measure is Measure.LEVEL and plain.key.flow is not Flow.BALANCE:
        below = plain.key.basis is Basis.GOODS and abs(case.said.value) < abs(own[0].best.value)
        return below or (plain.key.partner != WORLD and plain.key.flow is not Flow.TOTAL)
    return plain.key.partner != WORLD


def may_be_of_another_year(case: Case, weighed: Weighed) -> bool:
    """Whether a month's figure is nearly that of the same month a year or two away, in a text without a date.

    "In May" is there the May of a year that was only concluded.
    """
    period = weighed.reading.period
    if case.published is not None or period.length >= MONTHS_A_YEAR:
        return False
    return any(
        case.said.miss(seen) <= case.bands.revision
        for years in (-1, 1, -2, 2)
        for seen in answers(weighed.reading.question.over(period.shift(MONTHS_A_YEAR * years)), case.tables)
    )


def is_authoritative(weighed: Weighed) -> bool:
    """An office or an international compiler, or two press copies that agree; nothing derived from converted money."""
    best = weighed.best
    if best.provenance.authority < PRESS_COPY:
        return True
    agreeing = [seen for seen in weighed.found if best.value and abs(seen.value / best.value - 1) < Decimal("0.02")]
    return len(agreeing) >= TWO


def missing_word(case: Case) -> str:
    """The field that the text leaves open, for a finding without a verdict."""
    claim = case.claim
    for field in ("reporter", "flow", "period", "partner"):
        if is_open(claim, field) and not (field == "partner" and claim.key.partner in (None, WORLD)):
            return field
    return "basis" if claim.key.basis is None else "product"


def is_far_off(case: Case, weighed: Weighed) -> bool:
    """Whether the figure is so far from the tables' that it is probably about something else than was understood."""
    one, other = abs(case.said.value), abs(weighed.best.value)
    if weighed.reading.question.is_growth:
        return one > case.bands.same_matter * other + case.bands.far_growth
    if not one or not other:
        return True
    return max(one / other, other / one) > case.bands.same_matter
