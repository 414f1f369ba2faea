"""Proof: whether what the tables hold shows a figure to be wrong, beyond what may be meant or counted otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from claims.claim import Claim, Found, Kind
from factcheck.judging.case import Case, Weighed, flipped
from factcheck.judging.compare import stated
from factcheck.judging.context import (
    VALUES,
    goes_along,
    is_between_the_same,
    is_borne_out,
    is_corroborated,
    is_firm,
    is_one_of_several,
    is_said,
    is_told_right,
    is_with_a_named_partner,
    moved_between,
    names_both_sides,
    says_both_sides,
)
from factcheck.judging.keys import adjusting, are_goods_alone
from factcheck.judging.margin import (
    clear_miss,
    is_a_tenth,
    is_another_count,
    is_clear_of_compiler,
    is_within_digits,
    leverage,
)
from factcheck.judging.question import HUNDRED, Measure, Question, answers, is_converted
from factcheck.judging.reading import DOLLAR, Reading
from factcheck.judging.said import how, is_open
from sources.observation import Authority
from sources.terms.key import ALL_PRODUCTS, WORLD, Basis, Flow
from sources.terms.period import MONTHS_A_YEAR
from sources.terms.products import product
from sources.terms.quantity import is_money

WITNESSES = 2                   # press copies that tell the same make up for an office
DIGITS = "-0123456789.,"
TWICE = 2                       # both months that a step leads between have a season
SMALL_PART = 5                  # times: less than a fifth of all goods is probably of some of them
BOTH_WAYS = (Flow.TOTAL, Flow.BALANCE)
SEASONAL = frozenset({Measure.LEVEL, Measure.GROWTH, Measure.DIFFERENCE})
AGREEING = Decimal("0.02")      # of the figure, that two press copies may differ by


def may_be_near(case: Case, weighed: Weighed) -> bool:
    """Some source is missed by no more than revisions, mirrors and definitions explain."""
    return not clearly_missed(case, case.weighed)


def clearly_missed(case: Case, weighed: Sequence[Weighed]) -> bool:
    """Every reading in every source is further off than revisions, mirrors and definitions explain."""
    return missed_by(case, weighed) > 1


def missed_by(case: Case, weighed: Sequence[Weighed]) -> Decimal:
    """How far off the figure is, by the reading and source that excuse it best: 1 is as far as ever excused, 0 is what
    a slip of the last digit would explain."""
    proven = is_borne_out(case, weighed[0].reading.key.basis)
    in_dollars = {value.unit for value in moved_between(case)} == {DOLLAR}
    nearest = Decimal("Infinity")
    for each in weighed:
        if proven and each.reading.key.basis is not weighed[0].reading.key.basis:
            continue    # what stands beside it is told by the other count
        if in_dollars and each.reading.question.currency is not None:
            continue    # "rose 5 per cent to 3 billion dollars" is no growth in rupees
        # Where the office's own figure is held too, a compiler's is no more than another one to miss.
        compiled = is_another_count(each) or "reporter" in each.reading.assumed
        # ... but a value that the office told does not make a compiler's growth the office's.
        office = proven and not (compiled and each.reading.question.is_growth)
        final = proven and is_of_the_value_told(case, each)
        least = clear_miss(case, each, compiled=compiled and not office, final=final) + of_another_vintage(case, each)
        for seen in each.found:
            shown = flipped(seen) if each.reading.mirror else seen
            if is_a_tenth(case, shown):
                continue
            if is_within_digits(case, shown):
                return Decimal(0)
            nearest = min(nearest, case.said.miss(shown, each.reading.question.is_growth) / least)
    return nearest


def is_of_the_value_told(case: Case, weighed: Weighed) -> bool:
    """Whether a figure held is no growth, or is that to a value that the text tells.

    "Fell 12.2 per cent to 34.48 billion from 39.27": so it was, until 34.48 was revised to 38.08.
    """
    if not weighed.reading.question.is_growth or not weighed.best.parts:
        return True
    reached = weighed.best.parts[0]
    return any(
        is_between_the_same(other.key, case.claim.key) and other.key.flow is case.claim.key.flow
        and other.period == weighed.reading.period and stated(other, case.bands).fits(reached)
        for other in case.article if other.kind in VALUES and is_money(other.unit)
    )


def of_another_vintage(case: Case, weighed: Weighed) -> Decimal:
    """How far growth may be off because the value told with it has been revised: "up 9.9 per cent to 7.4 billion", of
    what are 7.5 today."""
    if not weighed.reading.question.is_growth or not weighed.best.parts:
        return Decimal(0)
    reached = weighed.best.parts[0]
    told = [
        abs(abs(value.value / reached.value) - 1) for value in moved_between(case)
        if value.period == weighed.reading.period and value.unit == reached.unit and reached.value
        and not stated(value, case.bands).fits(reached)
    ]
    return min((moved for moved in told if moved <= case.bands.most_revision), default=Decimal(0))


def is_nobodys_count(case: Case, weighed: Weighed) -> bool:
    """No office or compiler tells it: only one press copy of a group of goods, or a balance of goods without a code.

    Two press copies that agree will do, or one of all goods where the claim's own sentence says whose trade and when.
    Farm goods and textiles each office draws its own way, and twice in a balance.
    """
    best, key = weighed.best, weighed.reading.key
    if key.flow is Flow.BALANCE and key.product != ALL_PRODUCTS and not product(key.product).hs:
        return True
    if best.provenance.authority is not Authority.PRESS_COPY:
        return False
    agreeing = [seen for seen in weighed.found if best.value and abs(seen.value / best.value - 1) < AGREEING]
    drawn_alike = case.claim.key.product == ALL_PRODUCTS or case.said.miss(best) > case.bands.clear_compiled
    plain = is_said(case.claim) and drawn_alike and not is_converted(best)
    return len(agreeing) < WITNESSES and not plain


def may_be_of_another_trade(case: Case, weighed: Weighed) -> bool:
    """The text does not itself say which trade it speaks of."""
    return not is_identified(case, weighed)


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
    # Of goods and services together growth is mostly told in volumes, by the national accounts.
    alone = key.basis is not Basis.GOODS_SERVICES
    counted_alike = key.partner == WORLD and alone and how(claim, "basis") is Found.SAID
    compiled = growth and is_another_count(weighed) and not counted_alike
    # "Trade between A and B rose 2 per cent": by whose count, and in whose money?
    two_sided = growth and claim.key.flow is Flow.TOTAL and claim.key.partner not in (None, WORLD)
    # "Exports rose 12 per cent": of goods, or of services?
    vague = growth and key.partner == WORLD and is_open(claim, "basis") and not are_both_held(case, weighed.reading)
    if is_corroborated(case, weighed):
        return True
    # Whose share it is, and of what, is easily mistaken where it is not said beside it.
    sided = weighed.reading.question.measure is not Measure.SHARE or says_both_sides(claim)
    carried = sided and (is_named(case) or is_with_a_named_partner(case)) and is_plain(case, weighed)
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


def may_be_on_another_basis(case: Case, weighed: Weighed) -> bool:
    """The tables do not answer the plainest reading, or not every basis that the text leaves open.

    Goods alone do not refute a figure that may be of goods and services, unless it is below them; partners' trade is
    customarily told in goods, so one flow with one partner passes.
    """
    plain = case.asked[0].question
    if weighed.reading.question != plain:
        return True
    if is_borne_out(case, plain.key.basis):
        return False
    if plain.key.product != ALL_PRODUCTS or how(case.claim, "basis") is Found.SAID:
        return False
    if plain.key.basis is Basis.GOODS and are_both_held(case, weighed.reading):
        return False
    if are_goods_alone(plain.key, plain.period) and is_clear_of_compiler(case, weighed):
        return False
    if plain.measure is Measure.LEVEL and plain.key.flow is not Flow.BALANCE:
        below = plain.key.basis is Basis.GOODS and abs(case.said.value) < abs(weighed.best.value)
        return not below and (plain.key.partner == WORLD or plain.key.flow is Flow.TOTAL)
    return plain.key.partner == WORLD


def are_both_held(case: Case, reading: Reading) -> bool:
    """Whether "exports" that are goods cannot be goods and services: these are held too, or no office tells them by
    month."""
    if any(each.key.basis is Basis.GOODS_SERVICES and answers(each.question, case.tables) for each in case.asked):
        return True
    both = replace(reading.key, basis=Basis.GOODS_SERVICES)
    return reading.period.length < MONTHS_A_YEAR and reading.key.partner == WORLD and all(
        seen.provenance.authority is Authority.PRESS_COPY for seen in case.tables.series(both, 1)
    )


def is_cell(claim: Claim) -> bool:
    """A bare number of a table: its scale stands elsewhere, and its row may be of a part."""
    return not claim.quote.strip(DIGITS)


def is_unmistakable(case: Case, weighed: Weighed) -> bool:
    """Whether a figure far off can be about nothing else: its own sentence says word by word of what, and an office's
    own figures are held.

    A value with one partner that is a small part of all goods is mostly that of goods which were overlooked, unless
    "goods" stands there; so is growth, unless the value told with it is that of all goods.  Of a country's whole trade
    the figures told with it have to be the tables'.
    """
    claim, measure = case.claim, weighed.reading.question.measure
    dated = measure is Measure.SHARE and says_both_sides(claim) and is_firm(case, "period")
    if claim.key.product != ALL_PRODUCTS or not (is_said(claim) or dated) or is_cell(claim):
        return False
    goods, level = how(claim, "basis") is Found.SAID, measure is Measure.LEVEL
    if claim.kind is Kind.RATIO:    # "halved" of what doubled
        turned = claim.direction is not None and (claim.direction == "up") is (weighed.best.value < 1)
        return is_of_both_flows(case, weighed) or (turned and (goods or is_corroborated(case, weighed)))
    if case.said.hedged:
        return False
    if level and claim.key.basis is not None and is_borne_out(case, weighed.reading.key.basis):
        return True
    if claim.key.partner in (None, WORLD) or is_another_count(weighed):
        return False
    if measure is Measure.SHARE:
        return claim.whole is None
    if measure is Measure.GROWTH:
        return goods or is_corroborated(case, weighed)
    # Goods that were overlooked are told of as exports or imports, hardly of as the trade of two countries.
    large = claim.key.flow in BOTH_WAYS or SMALL_PART * abs(case.said.value) > abs(weighed.best.value)
    return level and (goods or large) and not is_converted(weighed.best)


def is_of_both_flows(case: Case, weighed: Weighed) -> bool:
    """"India's imports from Kenya were five times its exports": of two flows of the same two countries."""
    key, whole = weighed.reading.key, case.claim.whole
    two = whole is not None and whole.flow is not key.flow and key.partner != WORLD
    return two and not is_another_count(weighed)


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


def may_be_adjusted(case: Case, weighed: Weighed) -> bool:
    """Whether a figure of less than a year may be one with seasonal adjustment, or one without, where only the other is
    held: a change from one month to the next, or what is no further off than seasons take it."""
    question = weighed.reading.question
    reporter = question.key.reporter
    if question.period.length >= MONTHS_A_YEAR or reporter not in adjusting() or question.measure not in SEASONAL:
        return False
    counts = {seen.provenance.adjusted for found in weighed.found for seen in (found, *found.parts)}
    far = case.bands.clear_revised_growth / HUNDRED if question.is_growth else (
        case.bands.clear_revised * leverage(weighed))
    if not any(counts) and any(is_stepwise(each.question) for each in case.asked):
        held = [each for each in case.weighed if is_stepwise(each.reading.question)]
        return not held or any(case.said.miss(each.best, growth=True) <= TWICE * far for each in held)
    return adjusting()[reporter] and len(counts) == 1 and case.said.miss(weighed.best, question.is_growth) <= far


def is_stepwise(question: Question) -> bool:
    return question.versus is not None and 0 < question.period.start - question.versus.start < MONTHS_A_YEAR


def is_of_another_move(case: Case, weighed: Weighed) -> bool:
    """A change, and the values beside it are not the tables'."""
    return not goes_along(case)


def is_missed_with_its_fellow(case: Case, weighed: Weighed) -> bool:
    """Another figure of the same trade and time in the sentence is not the tables' either."""
    return is_one_of_several(case)


def is_right_elsewhere(case: Case, weighed: Weighed) -> bool:
    """The article gives the right figure too, so that this one, not said in full, is of something else."""
    return not is_said(case.claim) and is_told_right(case)


def is_share_of_whose_trade(case: Case, weighed: Weighed) -> bool:
    """"Its share was 10 per cent": of whose trade has to stand there, or be proven by what stands beside it: "imports
    from Chad were 19 billion.  That was 3.6 per cent of its imports"."""
    unsaid = case.claim.kind is Kind.SHARE and how(case.claim, "reporter") is not Found.SAID
    return unsaid and not is_borne_out(case) and not is_corroborated(case, weighed)
