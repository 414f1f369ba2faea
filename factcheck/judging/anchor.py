"""Anchors: whether a repair changes what the text firmly says, rather than what was read into it."""

from __future__ import annotations

from claims.claim import Found, Kind
from factcheck.judging.case import Case, Weighed
from factcheck.judging.changes import TURNED, is_told_by_fiscal_years
from factcheck.judging.context import (
    goes_along,
    is_borne_out,
    is_dated_by_its_sentence,
    is_firm,
    is_said,
    is_told_nearby,
    is_told_right,
    tells_of_services,
)
from factcheck.judging.margin import (
    clear_miss,
    is_another_count,
    is_clear_of_compiler,
    is_compiled,
    is_far,
    is_within_digits,
    leverage,
)
from factcheck.judging.periods import month_of
from factcheck.judging.proof import BOTH_WAYS, is_cell, is_identified, is_named, missed_by
from factcheck.judging.reading import DOLLAR
from factcheck.judging.repair import CERTAIN, Fit
from factcheck.judging.said import are_plain_dollars, dollars, how
from sources.terms.key import ALL_PRODUCTS, WORLD, Basis
from sources.terms.period import MONTHS_A_YEAR

SLIP = 0.01         # of the figures printed: last year's, the other flow's, the partner's next in the table
LIKELIER = 20       # times: how much likelier a slip has to be than a revision
BEYOND = 0.01       # of revisions go beyond a clear miss
UNSEEN = 1 / 50     # of the chance allowed: digits that prove a figure of a time which was not over
FINER = 4           # times: how much rarer an accident has to be where something else is in doubt
TWO = 2
# Which field of the claim a change is about, where the two are not called the same.
SAME_FIELD = {"whole": "flow", "scale": "flow", "unit": "flow", "versus": "period"}


# --- how likely the repair is an accident ----------------------------------------------------------------------------


def may_be_certain(case: Case, weighed: Weighed) -> bool:
    """Whether a figure that only just misses may still be called wrong: see `is_certain`."""
    return not case.said.hedged and not any(is_within_digits(case, seen) for seen in weighed.found)


def is_certain(case: Case, weighed: Weighed, fit: Fit) -> bool:
    """Whether a repair is beyond doubt although the figure only just misses.

    So it is where a slip is likelier by far than a revision, and where the chance of an accident is a fifth of what is
    allowed otherwise.  Against a compiler's figure, which differs from the office's own, it is a twentieth, and the
    miss has to be clear by an office's measure; unless it is an office's own figure that fits.  The same figure with
    the other sign is beyond doubt by any count: no revision or definition turns a rise of 4.2 per cent into a fall of
    4.2.
    """
    if not may_be_certain(case, weighed) or is_of_the_half_beside(weighed, fit) or is_nobodys_year(case, weighed, fit):
        return False
    if fit.change.code in TURNED:
        return is_opposite(case, weighed)
    if fit.chance <= chance_against_revisions(case) and is_identified(case, weighed):
        return True
    if not is_another_count(weighed):
        return not is_likely(case, fit)
    growth = weighed.reading.question.is_growth
    miss = min(case.said.miss(seen, growth) for seen in weighed.found)
    if not is_compiled(fit.seen):       # an office's figure, digit for digit
        return fit.chance <= case.bands.chance * CERTAIN and miss > case.bands.revision * leverage(weighed)
    exact = fit.chance <= case.bands.chance / 50        # five digits: last year's balance, whatever moves a balance
    return fit.chance <= case.bands.chance / 20 and miss > case.bands.clear * (1 if exact else leverage(weighed))


def is_of_the_half_beside(weighed: Weighed, fit: Fit) -> bool:
    """Whether what fits is of another quarter or half, but for the same one of a year before: nobody's eye slips
    there."""
    meant, there = weighed.reading.period, fit.change.question.period
    parts = 1 < meant.length == there.length < MONTHS_A_YEAR
    return parts and (meant.start - there.start) % MONTHS_A_YEAR != 0


def is_nobodys_year(case: Case, weighed: Weighed, fit: Fit) -> bool:
    """Whether what fits is of a fiscal year that no office tells, made from months: nobody copies it by mistake."""
    return fit.change.code == "fiscal-calendar" and not is_told_by_fiscal_years(
        weighed.reading.question, case.tables)


def chance_against_revisions(case: Case) -> float:
    """What chance of an accident leaves a slip likelier by far than a figure that is right by another count or vintage,
    lies as far off as this one and has the digits of the repair by accident: the further off, the fewer do."""
    as_far: float = BEYOND ** min(float(missed_by(case, case.weighed)), TWO)
    return min(case.bands.chance, SLIP / LIKELIER / as_far)


def chance_of_certain(case: Case) -> float:
    """The largest chance of an accident that leaves a repair of a near miss beyond doubt."""
    return max(case.bands.chance * CERTAIN, chance_against_revisions(case))


def is_opposite(case: Case, weighed: Weighed) -> bool:
    """Whether the stated figure is clearly on the other side of zero from every one that is held."""
    growth = weighed.reading.question.is_growth
    least = clear_miss(case, weighed, compiled=False, final=True) if growth else case.bands.clear
    return all(case.said.value * seen.value < 0 and case.said.miss(seen, growth) > least for seen in weighed.found)


def is_likely(case: Case, fit: Fit) -> bool:
    """Whether a repair may still be an accident: the less firmly the sides are named, the sooner."""
    return fit.chance > case.bands.chance * (CERTAIN if is_named(case) else CERTAIN / FINER)


def may_fit_by_accident(case: Case, weighed: Weighed, fit: Fit) -> bool:
    """The change is not beyond doubt, and the text does not say firmly whose figure it is."""
    # What a compiler has only names the slip, where the office's own figure is missed.
    dated = fit.change.field == "period" and not is_compiled(fit.seen)
    return is_likely(case, fit) and not dated and not is_far(case, weighed) and not is_identified(case, weighed)


def may_be_the_compilers_count(case: Case, weighed: Weighed, fit: Fit) -> bool:
    """Only a compiler's figure is held, and the miss may be no more than the office's own count explains."""
    if not is_another_count(weighed) or is_far(case, weighed):
        return False
    weak = is_likely(case, fit) or not is_clear_of_compiler(case, weighed)
    return weak and not is_borne_out(case, weighed.reading.key.basis)


# --- what it changes -------------------------------------------------------------------------------------------------


def was_not_yet_known(case: Case, weighed: Weighed, fit: Fit) -> bool:
    """A writer on December has not got January's.  Without a day of publication only a whole year later may be meant,
    or what the text surely asks for.  Of four digits or more the day is rather wrong than the figure another one."""
    own, other = case.asked[0].period, fit.change.question.period
    if other.end <= own.end or fit.chance <= case.bands.chance * UNSEEN:
        return False
    if case.published is None:
        return own.length < MONTHS_A_YEAR
    return other.end >= month_of(case.published) + (other.length >= MONTHS_A_YEAR)


def is_of_another_length(case: Case, weighed: Weighed, fit: Fit) -> bool:
    """The quarter's figure beside a month: more likely misread than miswritten."""
    return fit.change.question.period.length != case.asked[0].period.length


def is_half_of_both(case: Case, weighed: Weighed, fit: Fit) -> bool:
    """"Goods" and "services" are words of "goods and services" too: the half read may be the whole."""
    both = fit.change.code == "other-basis" and fit.change.question.key.basis is Basis.GOODS_SERVICES
    return both and tells_of_services(case)


def is_total_beside_a_partner(case: Case, weighed: Weighed, fit: Fit) -> bool:
    """"Uganda was the largest market as exports hit 643.7 billion"."""
    return fit.change.field == "partner" and fit.change.becomes == WORLD


def is_of_an_unnamed_dollar(case: Case, weighed: Weighed, fit: Fit) -> bool:
    """Whose dollars they are is not printed, and was only taken to be another's."""
    return fit.change.code == "currency" and are_plain_dollars(case.claim.quote) and (
        case.claim.unit != DOLLAR or fit.change.becomes in dollars()
    )


def is_scale_of_a_cell(case: Case, weighed: Weighed, fit: Fit) -> bool:
    """A cell of a table: its scale stands elsewhere."""
    return fit.change.code == "scale" and is_cell(case.claim)


def is_scale_of_a_part(case: Case, weighed: Weighed, fit: Fit) -> bool:
    """A thousandth of the figure held, by its first digit or two: it may be right of some goods that were overlooked,
    unless its own sentence says of all goods, or of both ways, and of whose."""
    claim = case.claim
    if fit.change.code != "scale" or fit.chance <= case.bands.chance:
        return False
    whole = claim.key.flow in BOTH_WAYS or how(claim, "basis") is Found.SAID
    sure = (whole and is_said(claim)) or is_borne_out(case, weighed.reading.key.basis)
    return claim.key.product != ALL_PRODUCTS or not sure


def is_seen_from_the_other_side(case: Case, weighed: Weighed, fit: Fit) -> bool:
    """"China's exports to India were 90 billion and imports 14, a deficit of 76 billion", in a text that tells India's
    deficit with China: whose balance a sentence on both is, its words may not say."""
    key = case.claim.key
    return fit.change.code == "sign" and key.partner not in (None, WORLD) and any(
        other.kind is Kind.BALANCE and (other.key.reporter, other.key.partner) == (key.partner, key.reporter)
        for other in case.article
    )


def may_turn_on_another_base(case: Case, weighed: Weighed, fit: Fit) -> bool:
    """"3 billion less", when and than when not being said: one digit is no proof that it was more."""
    said = "versus" not in case.claim.found and how(case.claim, "period") is Found.SAID
    return fit.change.code == "direction" and not said and fit.chance > case.bands.chance


def is_of_either_period(case: Case, weighed: Weighed, fit: Fit) -> bool:
    """The article speaks of both periods: the figure may be beside the wrong one only in our reading."""
    moved = fit.change.field == "period" and case.claim.kind is not Kind.SHARE
    years_away = fit.change.question.period.start % MONTHS_A_YEAR == case.asked[0].period.start % MONTHS_A_YEAR
    if not moved or is_said(case.claim) or (years_away and is_dated_by_its_sentence(case)):
        return False
    return is_told_nearby(case, fit) or is_told_right(case)


def is_not_in_the_words(case: Case, weighed: Weighed, fit: Fit) -> bool:
    """The field that the repair changes, or the flow and period it keeps, do not stand in the claim's own sentence.

    What the reader carried over or assumed is the reader's, and changing it would correct nobody's copy.  The period of
    a share is the exception: one of last year beside this year's figures is stale, whichever sentence the date is in.
    """
    claim, changed = case.claim, SAME_FIELD.get(fit.change.field, fit.change.field)
    if fit.change.field == "period" and claim.kind is Kind.SHARE:
        part = "partner" if claim.key.product == ALL_PRODUCTS else "product"
        return how(claim, "flow") is not Found.SAID or how(claim, part) is not Found.SAID
    if changed == "product" and how(claim, "product") is Found.CARRIED:
        return True     # "Non-oil exports were 337 billion.  With oil exports were 395 billion"
    fields = {"flow", "period"} | ({changed} - TURNED)
    if changed == "period" and fit.chance <= CERTAIN * case.bands.chance * TWO and is_borne_out(case):
        fields.discard("period")        # last year's figure beside others that are this year's
    likely = fit.chance > case.bands.chance * CERTAIN
    return not all(
        how(claim, field) is Found.SAID if field == changed and likely else is_firm(case, field) for field in fields
    )


def goes_another_way(case: Case, weighed: Weighed, fit: Fit) -> bool:
    """The values told beside a change are not the tables', with the repair or without it."""
    return not goes_along(case, fit)
