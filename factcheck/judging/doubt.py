"""Doubt: what keeps the judge from accusing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from claims.claim import Found, Kind, Modality
from factcheck.judging.case import Case, Weighed, flipped
from factcheck.judging.changes import TURNED
from factcheck.judging.context import (
    is_beside_a_partner,
    is_borne_out,
    is_corroborated,
    is_dated,
    is_firm,
    is_said,
    is_told_nearby,
    is_told_otherwise,
    is_told_right,
    names_both_sides,
    tells_of_services,
)
from factcheck.judging.margin import (
    clear_miss,
    is_a_tenth,
    is_another_count,
    is_clear_of_compiler,
    is_compiled,
    is_within_digits,
    leverage,
    softness,
)
from factcheck.judging.question import Measure, answers, is_converted
from factcheck.judging.reading import (
    DOLLAR,
    Reading,
    are_plain_dollars,
    how,
    is_open,
    month_of,
)
from factcheck.judging.repair import CERTAIN, Fit
from sources.terms.key import ALL_PRODUCTS, WORLD, Basis, Flow, SeriesKey
from sources.terms.period import MONTHS_A_YEAR
from sources.terms.products import product

PRESS_COPY = 2              # authority of a figure read in a press copy of a release
WRITTEN_SO = frozenset({"AUD", "CAD", "HKD", "NZD", "SGD", "TWD", "MXN", "CLP", "COP", "ARS"})    # "$", at home
TWO = 2
FINER = 4           # times: how much rarer an accident has to be where something else is in doubt
DIGITS = "-0123456789.,"
# Which field of the claim a change is about, where the two are not called the same.
SAME_FIELD = {"whole": "flow", "scale": "flow", "unit": "flow", "versus": "period"}


def clearly_missed(case: Case, weighed: Sequence[Weighed]) -> bool:
    """Every reading in every source is further off than revisions, mirrors and definitions explain."""
    proven = is_borne_out(case, weighed[0].reading.key.basis)
    for each in weighed:
        if proven and each.reading.key.basis is not weighed[0].reading.key.basis:
            continue    # what stands beside it is told by the other count
        # Where the office's own figure is held too, a compiler's is no more than another one to miss.
        least = clear_miss(case, each, compiled=is_another_count(each) and not proven, final=proven)
        if each.reading.question.is_growth:
            least *= softness(each)
        for seen in each.found:
            shown = flipped(seen) if each.reading.mirror else seen
            if is_a_tenth(case, shown):
                continue
            if case.said.miss(shown, each.reading.question.is_growth) <= least or is_within_digits(case, shown):
                return False
    return True


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
    if not is_another_count(weighed):
        return not is_likely(case, fit)
    growth = weighed.reading.question.is_growth
    miss = min(case.said.miss(seen, growth) for seen in weighed.found)
    if not is_compiled(fit.seen):       # an office's figure, digit for digit
        return fit.chance <= case.bands.chance * CERTAIN and miss > case.bands.revision * leverage(weighed)
    exact = fit.chance <= case.bands.chance / 50        # five digits: last year's balance, whatever moves a balance
    return fit.chance <= case.bands.chance / 20 and miss > case.bands.clear * (1 if exact else leverage(weighed))


def is_likely(case: Case, fit: Fit) -> bool:
    """Whether a repair may still be an accident: the less firmly the sides are named, the sooner."""
    return fit.chance > case.bands.chance * (CERTAIN if is_named(case) else CERTAIN / FINER)


def is_opposite(case: Case, weighed: Weighed) -> bool:
    """Whether the stated figure is clearly on the other side of zero from every one that is held."""
    growth = weighed.reading.question.is_growth
    least = clear_miss(case, weighed, compiled=False, final=True) if growth else case.bands.clear
    return all(case.said.value * seen.value < 0 and case.said.miss(seen, growth) > least for seen in weighed.found)


def may_accuse(case: Case, weighed: Weighed) -> bool:
    """Whether the text is firm enough for an accusation of any kind: what every one of them asks for."""
    claim = case.claim
    stale = claim.kind is Kind.SHARE and how(claim, "partner") is Found.SAID
    firm = how(claim, "flow") is Found.SAID and (stale or is_dated(case))
    return firm and not is_unsettled(case, weighed)


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
    if weighed.reading.question.versus != case.asked[0].question.versus:
        return True     # "fell 10 per cent in June": on a year before, which is not held, and not on May
    if weighed.reading.key.reporter == WORLD and weighed.reading.question.is_growth:
        return True     # growth of world trade is mostly told in volumes
    if is_open(claim, "partner") and (
        claim.key.partner not in (None, WORLD)
        or (is_beside_a_partner(claim, case.article) and not is_another_partners(case))
    ):
        return True     # it may still be of the partner told of before
    if claim.kind is Kind.RATIO and claim.versus is None:
        return True     # "doubled": since when?  And of "imports twice exports", each may be of one half of the trade
    if is_told_otherwise(case):
        return True     # two figures of one trade in one sentence: one of them is of something else
    if claim.kind is Kind.SHARE and claim.whole is None and claim.key.product == ALL_PRODUCTS and (
        claim.key.partner in (None, WORLD)
    ):
        return True     # a share of what?  Of the world's trade, or of that of a partner who was overlooked
    if weighed.reading.period.length > MONTHS_A_YEAR:
        return True     # "in the last five years": a sum, an average or a change
    if case.published is not None and weighed.reading.period.end > month_of(case.published):
        return True     # not over when it was written
    if weighed.reading.assumed & {"period", "latest", "partner"} and not is_stale_share(case, weighed):
        return True
    # An average rate makes a figure soft, and growth of one softer still.
    return any(is_converted(seen) and (
        weighed.reading.question.is_growth or case.said.miss(seen) <= case.bands.clear_converted
    ) for seen in weighed.found[:1])


def is_another_partners(case: Case) -> bool:
    """Whether the tables know the figure of the partner told of too, and it is clearly another one than is stated."""
    found = [seen for each in case.asked if "partner" in each.assumed for seen in answers(each.question, case.tables)]
    return bool(found) and all(case.said.miss(seen) > case.bands.clear_compiled for seen in found)


def may_be_adjusted(case: Case) -> bool:
    """Whether a change may be that from one month to the next with seasonal adjustment, and no adjusted figure of this
    trade is held although the office makes them."""
    return any(
        reading.question.versus is not None and reading.question.measure is not Measure.POINTS
        and 0 < reading.question.period.start - reading.question.versus.start < MONTHS_A_YEAR
        and is_held_unadjusted(case, reading) for reading in case.asked
    )


def is_held_unadjusted(case: Case, reading: Reading) -> bool:
    def adjusted(key: SeriesKey) -> bool:
        return any(seen.provenance.adjusted for seen in case.tables.look_up(key, reading.period))

    key = reading.key
    return key.partner != WORLD and not adjusted(key) and any(
        adjusted(replace(key, partner=WORLD, flow=flow)) for flow in (Flow.EXPORT, Flow.IMPORT)
    )


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
    another figure of the same trade that agrees with the tables.  Growth by a compiler's figures alone, which copy
    tells in volumes too, of the trade of two countries, or of a country's trade in what is not said, needs that one.
    """
    claim = case.claim
    value = weighed.reading.question.measure is Measure.LEVEL
    if value and how(claim, "flow") is Found.SAID and is_borne_out(case, weighed.reading.key.basis):
        return True
    if how(claim, "flow") is not Found.SAID or not is_firm(case, "period"):
        return False
    growth = weighed.reading.question.is_growth
    key = weighed.reading.key
    counted_alike = key.partner == WORLD and key.basis is Basis.GOODS and how(claim, "basis") is Found.SAID
    compiled = growth and is_another_count(weighed) and not counted_alike
    # "Trade between A and B rose 2 per cent": by whose count, and in whose money?
    two_sided = growth and claim.key.flow is Flow.TOTAL and claim.key.partner not in (None, WORLD)
    # "Exports rose 12 per cent": of goods, or of services?
    vague = growth and key.partner == WORLD and is_open(claim, "basis") and not are_both_held(case, weighed.reading)
    if is_corroborated(case, weighed):
        return True
    # Whose share it is, and of what, is easily mistaken where it is not said beside it.
    carried = weighed.reading.question.measure is not Measure.SHARE and is_named(case) and is_plain(case, weighed)
    return (is_said(claim) or carried) and not (compiled or two_sided or vague)


def is_named(case: Case) -> bool:
    """Whether the text firmly names both sides; of a country's whole trade, in its own sentence or with the goods.

    "Exports were 31 billion in August", after a sentence on India: the country's, or its largest port's?
    """
    claim = case.claim
    whole = claim.key.partner in (None, WORLD) and how(claim, "basis") is not Found.SAID
    return is_said(claim) or (names_both_sides(case) and not whole)


def is_plain(case: Case, weighed: Weighed) -> bool:
    """Whether the miss is beyond what another count of the same trade might explain, and nothing else in the article
    gives the right figure."""
    return is_clear_of_compiler(case, weighed) and not is_told_right(case)


def is_anchored(case: Case, fit: Fit) -> bool:
    """Whether the field that a repair changes, and the flow and period it keeps, stand in the claim's own sentence.

    What the reader carried over or assumed is the reader's, and changing it would correct nobody's copy.  The period of
    a share is the exception: one of last year beside this year's figures is stale, whichever sentence the date is in.
    """
    if fit.change.question.period.length != case.asked[0].period.length:
        return False    # the quarter's figure beside a month: more likely misread than miswritten
    if fit.change.code == "other-basis" and fit.change.question.key.basis is Basis.GOODS_SERVICES and (
        tells_of_services(case)
    ):
        return False    # "goods" and "services" are words of "goods and services" too: the half read may be the whole
    if fit.change.field == "partner" and fit.change.becomes == WORLD:
        return False    # "Uganda was the largest market as exports hit 643.7 billion": the total, beside a partner
    if fit.change.code == "currency" and are_plain_dollars(case.claim.quote) and (
        case.claim.unit != DOLLAR or fit.change.becomes in WRITTEN_SO
    ):
        return False    # whose dollars they are is not printed, and was only taken to be another's
    if fit.change.code == "scale" and not case.claim.quote.strip(DIGITS):
        return False    # a cell of a table: its scale stands elsewhere
    moved = fit.change.field == "period" and case.claim.kind is not Kind.SHARE
    if moved and not is_said(case.claim) and (is_told_nearby(case, fit) or is_told_right(case)):
        return False    # the article speaks of both periods: the figure may be beside the wrong one only in our reading
    claim, changed = case.claim, SAME_FIELD.get(fit.change.field, fit.change.field)
    if fit.change.field == "period" and claim.kind is Kind.SHARE:
        return how(claim, "flow") is Found.SAID and how(claim, "partner") is Found.SAID
    fields = {"flow", "period"} | ({changed} - TURNED)
    if changed == "period" and fit.chance <= CERTAIN * case.bands.chance * TWO and is_borne_out(case):
        fields.discard("period")        # last year's figure beside others that are this year's
    likely = fit.chance > case.bands.chance * CERTAIN
    return all(
        how(claim, field) is Found.SAID if field == changed and likely else is_firm(case, field) for field in fields
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
    if plain.key.basis is Basis.GOODS and are_both_held(case, own[0].reading):
        return True
    if plain.measure is Measure.LEVEL and plain.key.flow is not Flow.BALANCE:
        below = plain.key.basis is Basis.GOODS and abs(case.said.value) < abs(own[0].best.value)
        return below or (plain.key.partner != WORLD and plain.key.flow is not Flow.TOTAL)
    return plain.key.partner != WORLD


def are_both_held(case: Case, reading: Reading) -> bool:
    """Whether "exports" that are goods cannot be goods and services: these are held too, or no office tells them by
    month."""
    if any(each.key.basis is Basis.GOODS_SERVICES and answers(each.question, case.tables) for each in case.asked):
        return True
    both = replace(reading.key, basis=Basis.GOODS_SERVICES)
    return reading.period.length < MONTHS_A_YEAR and reading.key.partner == WORLD and all(
        seen.provenance.authority == PRESS_COPY for seen in case.tables.series(both, 1)
    )


def is_unmistakable(case: Case, weighed: Weighed) -> bool:
    """Whether a figure far off can be about nothing else: of one partner, where its own sentence says word by word of
    what, and an office's own figures are held.

    A value is mostly that of goods which were overlooked, unless it is above all goods, or "goods" stands there.
    """
    claim, measure = case.claim, weighed.reading.question.measure
    if claim.key.partner in (None, WORLD) or claim.key.product != ALL_PRODUCTS or not is_said(claim):
        return False
    if case.said.hedged or is_another_count(weighed):
        return False
    if measure is Measure.SHARE:
        return claim.whole is None
    above = abs(case.said.value) > abs(weighed.best.value)
    return measure is Measure.LEVEL and not is_converted(weighed.best) and (above or how(claim, "basis") is Found.SAID)


def could_be_known(case: Case, fit: Fit) -> bool:
    """Whether the figure of the period that a repair would put in was there when the text was written: a writer on
    December has not got January's.  Without a day of publication only a whole year later may be meant."""
    own, other = case.asked[0].period, fit.change.question.period
    if other.end <= own.end:
        return True
    if case.published is None:
        return own.length >= MONTHS_A_YEAR
    return other.end < month_of(case.published) + (other.length >= MONTHS_A_YEAR)


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


def is_authoritative(case: Case, weighed: Weighed) -> bool:
    """An office or an international compiler, two press copies that agree, or one of all goods where the claim's own
    sentence says whose trade and when: a group of goods is drawn wider by some; nothing derived from converted money.

    A balance of goods that no code bounds (farm goods, textiles) is nobody's in particular: each office draws them its
    own way, and twice.
    """
    best, key = weighed.best, weighed.reading.key
    if key.flow is Flow.BALANCE and key.product != ALL_PRODUCTS and not product(key.product).hs:
        return False
    if best.provenance.authority < PRESS_COPY:
        return True
    agreeing = [seen for seen in weighed.found if best.value and abs(seen.value / best.value - 1) < Decimal("0.02")]
    plain = is_said(case.claim) and case.claim.key.product == ALL_PRODUCTS and not is_converted(best)
    return len(agreeing) >= TWO or plain


def missing_word(case: Case) -> str:
    """The field that the text leaves open, for a finding without a verdict."""
    claim = case.claim
    for field in ("reporter", "flow", "period", "partner"):
        if is_open(claim, field) and not (field == "partner" and claim.key.partner in (None, WORLD)):
            return field
    return "basis" if claim.key.basis is None else "product"
