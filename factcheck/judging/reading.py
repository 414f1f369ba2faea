"""Faithful readings: a claim with every gap filled, changing nothing that the text says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from claims.claim import Claim, Found, Kind
from factcheck.judging.keys import bases_of, complete, sides
from factcheck.judging.periods import periods_of
from factcheck.judging.question import Measure, Question, counted_once
from factcheck.judging.said import CLOSE_BY, are_plain_dollars, how, is_in_dollars, is_open
from sources.terms.areas import areas
from sources.terms.key import ALL_PRODUCTS, WORLD, Flow, SeriesKey
from sources.terms.period import MONTHS_A_YEAR, Period, PeriodKind
from sources.terms.quantity import PERCENT, PERCENTAGE_POINT, RATIO, is_money
from sources.terms.vocabulary import value

if TYPE_CHECKING:
    from sources.tables import Tables

DOLLAR = "USD"


@value
class Reading:
    """One way to understand a claim, and which fields the text left open."""

    question: Question
    assumed: frozenset[str] = frozenset()
    mirror: bool = False                    # asked of the partner's own report; a balance changes its sign

    @property
    def key(self) -> SeriesKey:
        return self.question.key

    @property
    def period(self) -> Period:
        return self.question.period


def faithful(
    claim: Claim, tables: Tables, published: date | None = None, article: Sequence[Claim] = ()
) -> Iterator[Reading]:
    """The readings of a claim, the plainest first.

    Basis unsaid: goods, then goods and services.  Period unsaid: the article's only data period, or the latest one that
    could be known.  Partner unsaid: the world, or the partner told of last.  Change without a base: a year
    before, then the period before.  The partner's own report comes last.
    """
    claim = with_base(claim, article)
    bases = bases_of(claim)
    keys = [key for basis in bases for key in counted_once(complete(claim.key, basis), claim.kind)]
    periods = periods_of(claim, tables, published, article)
    open_basis = frozenset({"basis"}) if len(bases) > 1 else frozenset()
    partner = partner_told_of(claim, article)
    for period, assumed in periods:
        theirs = is_year_of_the_partner(period, keys[0])    # what Germany bought in the year to March only India tells
        if theirs:
            assumed |= {"reporter"}
        for key in [key.mirror() for key in keys] if theirs else keys:
            if "beside" in assumed and not tables.is_held(key):
                continue
            for question in questions(claim, key, period):
                # Growth of some year in some money is hit by accident.
                if question.currency is None or "latest" not in assumed:
                    yield Reading(question, assumed | open_basis)
            if partner is not None:
                for question in questions(claim, replace(key, partner=partner), period):
                    yield Reading(question, assumed | open_basis | {"partner"})
    if WORLD in (keys[0].partner, keys[0].reporter):
        return
    for period, assumed in periods:
        if "beside" in assumed or is_year_of_the_partner(period, keys[0]):
            continue
        for key in keys:
            for question in mirrored(claim, key, period):
                yield Reading(question, assumed | {"reporter"}, mirror=True)


def is_year_of_the_partner(period: Period, key: SeriesKey) -> bool:
    """Whether it is a fiscal year of the partner's, and not of the reporter's: then it was the partner who counted."""
    if period.kind is not PeriodKind.FISCAL_YEAR or key.flow is Flow.BALANCE:
        return False
    reporter, partner = areas().get(key.reporter), areas().get(key.partner)
    month = period.start % MONTHS_A_YEAR + 1
    return reporter is not None and partner is not None and reporter.fiscal_start != month == partner.fiscal_start


def with_base(claim: Claim, article: Sequence[Claim]) -> Claim:
    """"Doubled from 46 billion in 2017 to 114 billion in 2023": the base that the sentence's other figures give."""
    if claim.kind is not Kind.RATIO or claim.whole is not None or claim.period is None:
        return claim
    if claim.versus is not None and claim.found.get("versus") is not Found.ASSUMED:
        return claim
    earlier = {
        other.period for other in article
        if other.period is not None and other.sentence == claim.sentence and other.key == claim.key
        and other.kind in (Kind.LEVEL, Kind.BALANCE) and other.period.end <= claim.period.start
    }
    return replace(claim, versus=earlier.pop()) if len(earlier) == 1 else claim


def partner_told_of(claim: Claim, article: Sequence[Claim]) -> str | None:
    """The partner a figure may have that names none: of its sentence's other figures, else of the one told last, else
    the only one that the article tells of.

    What is told of the trade of A with B may be told of B's with A.
    """
    if (partner := partner_told_before(claim, article)) is not None or not may_have_partner(claim):
        return partner
    named = {partner for other in article if (partner := other_side(other, claim)) is not None}
    return named.pop() if len(named) == 1 else None


def partner_told_before(claim: Claim, article: Sequence[Claim]) -> str | None:
    """The partner of the sentence's other figures, else of the figure told last."""
    if not may_have_partner(claim):
        return None
    fellows = [(other, partner) for other in article if (partner := other_side(other, claim)) is not None]
    beside = {partner for other, partner in fellows if other.sentence == claim.sentence}
    if beside:
        return beside.pop() if len(beside) == 1 else None
    before = [(other, partner) for other, partner in fellows if 0 < claim.start - other.start <= CLOSE_BY]
    return max(before, key=lambda fellow: (fellow[0].start, fellow[0].id))[1] if before else None


def may_have_partner(claim: Claim) -> bool:
    return claim.key.partner in (None, WORLD) and is_open(claim, "partner")


def other_side(other: Claim, claim: Claim) -> str | None:
    """The area that another figure has the claim's reporter trade with."""
    reporter, partner = other.key.reporter, other.key.partner
    if partner in (None, WORLD):
        return None
    if reporter == claim.key.reporter:
        return partner
    return reporter if partner == claim.key.reporter and reporter != WORLD else None


def questions(claim: Claim, key: SeriesKey, period: Period) -> Iterator[Question]:
    match claim.kind:
        case Kind.LEVEL | Kind.BALANCE if is_money(claim.unit):
            yield Question(Measure.LEVEL, key, period, claim.unit)
            if claim.unit != DOLLAR and are_plain_dollars(claim.quote):     # whose they are is not printed
                yield Question(Measure.LEVEL, key, period, DOLLAR)
        case Kind.SHARE if claim.unit in (PERCENT, RATIO):
            part, whole = sides(claim, key)
            if part != whole:
                yield Question(Measure.SHARE, part, period, claim.unit, whole=whole)
        case Kind.CHANGE if claim.versus is None and (ends := period.ends()) is not None:    # "4 percent a year"
            if claim.unit == PERCENT:
                yield Question(Measure.COMPOUND, key, ends[1], PERCENT, versus=ends[0])
                if (currency := own_money(key)) is not None:
                    yield Question(Measure.COMPOUND, key, ends[1], PERCENT, versus=ends[0], currency=currency)
            yield from changes(claim, key, ends[1], ends[0])
        case Kind.CHANGE:
            for versus in bases_in_time(claim, period):
                if versus.same_months(period):
                    continue        # another sentence's period, which is what this change is measured against
                if versus.length != period.length and claim.unit != PERCENTAGE_POINT:
                    continue        # values of a month and of a year; shares of both can be compared
                yield from changes(claim, key, period, versus)
        case Kind.RATIO if claim.whole is not None:
            part, whole = sides(claim, key)
            yield Question(Measure.RATIO, part, period, RATIO, whole=whole)
        case Kind.RATIO:        # "exports doubled in 2024" is told of the year before, where nothing else is said
            versus = claim.versus or period.year_before()
            if not versus.same_months(period):
                yield Question(Measure.RATIO, key, period, RATIO, versus=versus)


def changes(claim: Claim, key: SeriesKey, period: Period, versus: Period) -> Iterator[Question]:
    if claim.unit == PERCENT:
        in_dollars = is_in_dollars(claim)
        if in_dollars is not False or own_money(key) is None:
            yield Question(Measure.GROWTH, key, period, PERCENT, versus=versus)
        if period.start - versus.start >= 2 * MONTHS_A_YEAR:
            yield Question(Measure.COMPOUND, key, period, PERCENT, versus=versus)
        # Offices that count in their own money publish growth in it, and the two growth rates differ; from one month to
        # the next they hardly do.
        yearly = (period.start - versus.start) % MONTHS_A_YEAR == 0
        if yearly and not in_dollars and (currency := own_money(key)) is not None:
            yield Question(Measure.GROWTH, key, period, PERCENT, versus=versus, currency=currency)
    elif claim.unit == PERCENTAGE_POINT:
        part, whole = sides(claim, key)
        no_share = claim.whole is None and part.partner == WORLD != part.reporter and part.product == ALL_PRODUCTS
        if part != whole and (not no_share or how(claim, "reporter") is Found.ASSUMED or key.reporter == WORLD):
            yield Question(Measure.POINTS, part, period, PERCENTAGE_POINT, versus=versus, whole=whole)
    elif is_money(claim.unit):
        yield Question(Measure.DIFFERENCE, key, period, claim.unit, versus=versus)


def own_money(key: SeriesKey) -> str | None:
    """The reporter's currency, where that is not the dollar."""
    reporter = areas().get(key.reporter)
    return reporter.currency if reporter is not None and reporter.currency not in ("", DOLLAR) else None


def bases_in_time(claim: Claim, period: Period) -> tuple[Period, ...]:
    """What a change may be measured against: what the text says first, then a year before and the period before.

    Where it says one of those two, nothing else is meant; what was carried over or assumed is on record.
    """
    plain = (period.year_before(), *((period.previous(),) if period.kind is not PeriodKind.YEAR_TO_DATE else ()))
    first = claim.versus or plain[0]
    unlike = claim.period is not None and first.length != claim.period.length     # "since 2015", told of a month
    if "versus" not in claim.found and (claim.versus in plain or unlike):
        return (first,)
    return (first, *(other for other in dict.fromkeys(plain) if not other.same_months(first)))


def mirrored(claim: Claim, key: SeriesKey, period: Period) -> Iterator[Question]:
    """The same trade in the partner's books; only for values, for shares and growth differ with the books."""
    if claim.kind in (Kind.LEVEL, Kind.BALANCE) and is_money(claim.unit):
        yield Question(Measure.LEVEL, key.mirror(), period, claim.unit)
