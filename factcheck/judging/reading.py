"""Faithful readings: a claim with every gap filled, changing nothing that the text says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from claims.claim import Claim, Found, Kind, Modality
from claims.clauses.shares import UNSTATED
from claims.scanning.lexicon import Lexicon
from claims.scanning.scan import scan
from claims.scanning.token import Amount
from factcheck.judging.question import Measure, Question, counted_once
from sources.terms.areas import areas
from sources.terms.key import ALL_PRODUCTS, WORLD, Basis, PartialKey, SeriesKey
from sources.terms.period import MONTHS_A_YEAR, Period, PeriodKind
from sources.terms.quantity import PERCENT, PERCENTAGE_POINT, RATIO, is_money
from sources.terms.vocabulary import value

if TYPE_CHECKING:
    from sources.tables import Tables

DOLLAR = "USD"
CLOSE_BY = 400          # characters between figures that bear on each other
MOST_BESIDE = 4
SMALLEST = 10**5        # units of money: no trade is told of in fewer
QUOTES = 1_024          # kept in memory: the same round figures again and again
BESIDE = frozenset({"period", "beside"})


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


def how(claim: Claim, field: str) -> Found:
    """How a field is known; one without a record is taken as assumed, for only what is said may accuse."""
    return claim.found.get(field, Found.ASSUMED)


def is_open(claim: Claim, field: str) -> bool:
    return how(claim, field) is Found.ASSUMED


def open_field(claim: Claim) -> str | None:
    """The field without which there is nothing to ask, where the text leaves it open."""
    if claim.key.reporter is None:
        return "reporter"
    if claim.key.flow is None:
        return "flow"
    if claim.key.product == UNSTATED:
        return "product"
    if claim.kind is Kind.RATIO and claim.versus is None and claim.whole is None and claim.direction is None:
        return "versus"
    return None


def open_unit(claim: Claim, article: Sequence[Claim]) -> str | None:
    """"unit" for a bare number read as money with no figure close by in the same money: "at least one million"."""
    if not is_money(claim.unit) or not is_bare(claim):
        return None
    fellow = any(
        other.unit == claim.unit and other.id != claim.id and abs(other.start - claim.start) <= CLOSE_BY
        and not is_bare(other) for other in article
    )
    return None if fellow else "unit"


def is_bare(claim: Claim) -> bool:
    """Whether the words are one number and nothing else; a cell of a table is not, where a heading gave it a scale."""
    quote = claim.quote
    if not quote.isascii() or any(sign in quote for sign in "$#"):
        return False
    if any(map(str.isalpha, quote)):
        return is_number_in_words(quote)
    return abs(claim.value) < SMALLEST


def are_plain_dollars(quote: str) -> bool:
    """"$5 billion", "5 billion dollars": not "5 billion Australian dollars"."""
    *before, last = quote.split()
    return quote.startswith("$") or (last in ("dollars", "dollar") and not any(word[:1].isupper() for word in before))


@lru_cache(QUOTES)
def is_number_in_words(quote: str) -> bool:
    """"One million", "86.51 billion": no currency among them."""
    found = scan(quote, Lexicon.load())
    return len(found) == 1 and isinstance(found[0], Amount) and found[0].unit == "" and found[0].end == len(quote)


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
        for key in keys:
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
        for key in keys:
            for question in mirrored(claim, key, period):
                yield Reading(question, assumed | {"reporter"}, mirror=True)


def with_base(claim: Claim, article: Sequence[Claim]) -> Claim:
    """"Doubled from 46 billion in 2017 to 114 billion in 2023": the base that the sentence's other figures give."""
    if claim.kind is not Kind.RATIO or claim.versus is not None or claim.whole is not None or claim.period is None:
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


def complete(partial: PartialKey, basis: Basis) -> SeriesKey:
    assert partial.reporter is not None and partial.flow is not None
    return SeriesKey(partial.reporter, partial.partner or WORLD, partial.flow, partial.product, basis)


def bases_of(claim: Claim) -> tuple[Basis, ...]:
    said = claim.key.basis
    if claim.key.product != ALL_PRODUCTS:
        return (said or Basis.GOODS,)
    if said is not None and how(claim, "basis") is not Found.ASSUMED:
        return (said,) if how(claim, "basis") is Found.SAID else every(said, claim)
    return every(Basis.GOODS, claim)


def every(first: Basis, claim: Claim) -> tuple[Basis, ...]:
    """The bases a figure may be on, `first` first.

    Services alone come last, and only of a value of a country's whole trade, whose digits prove that they were meant: a
    growth rate of theirs is hit by accident.
    """
    others = [Basis.GOODS, Basis.GOODS_SERVICES]
    if claim.key.partner in (None, WORLD) and claim.kind in (Kind.LEVEL, Kind.BALANCE):
        others.append(Basis.SERVICES)
    return (first, *(basis for basis in others if basis is not first))


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
        case Kind.CHANGE:
            for versus in bases_in_time(claim, period):
                if versus.same_months(period):
                    continue        # another sentence's period, which is what this change is measured against
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
        yield Question(Measure.GROWTH, key, period, PERCENT, versus=versus)
        if period.start - versus.start >= 2 * MONTHS_A_YEAR:
            yield Question(Measure.COMPOUND, key, period, PERCENT, versus=versus)
        reporter = areas().get(key.reporter)
        # Offices that count in their own money publish growth in it, and the two growth rates differ; from one month to
        # the next they hardly do.
        yearly = (period.start - versus.start) % MONTHS_A_YEAR == 0
        if yearly and reporter is not None and reporter.currency not in ("", DOLLAR):
            yield Question(Measure.GROWTH, key, period, PERCENT, versus=versus, currency=reporter.currency)
    elif claim.unit == PERCENTAGE_POINT:
        part, whole = sides(claim, key)
        no_share = claim.whole is None and part.partner == WORLD != part.reporter and part.product == ALL_PRODUCTS
        if part != whole and (not no_share or how(claim, "reporter") is Found.ASSUMED or key.reporter == WORLD):
            yield Question(Measure.POINTS, part, period, PERCENTAGE_POINT, versus=versus, whole=whole)
    elif is_money(claim.unit):
        yield Question(Measure.DIFFERENCE, key, period, claim.unit, versus=versus)


def bases_in_time(claim: Claim, period: Period) -> tuple[Period, ...]:
    """What a change may be measured against: what the text says first, then a year before and the period before.

    Where it says one of those two, nothing else is meant; what was carried over or assumed is on record.
    """
    plain = (period.year_before(), *((period.previous(),) if period.kind is not PeriodKind.YEAR_TO_DATE else ()))
    first = claim.versus or plain[0]
    if claim.versus in plain and "versus" not in claim.found:
        return (first,)
    return (first, *(other for other in dict.fromkeys(plain) if not other.same_months(first)))


def sides(claim: Claim, key: SeriesKey) -> tuple[SeriesKey, SeriesKey]:
    """Part and whole of a share, told from the whole's side.

    The US takes 18 per cent of India's exports: IND export USA of IND export WLD.  Gold makes 8 per cent of India's
    imports: the product of all products.  China's share of world exports: CHN export WLD of WLD export WLD.
    """
    if claim.whole is not None:
        whole = SeriesKey(
            claim.whole.reporter or key.reporter, claim.whole.partner or WORLD, claim.whole.flow or key.flow,
            claim.whole.product, claim.whole.basis or key.basis,
        )
        return (world_part(key) if key.reporter == WORLD else key), whole
    if key.reporter == WORLD and key.partner != WORLD:
        return world_part(key), replace(key, partner=WORLD)
    if key.partner != WORLD:
        return key, replace(key, partner=WORLD)
    if key.product != ALL_PRODUCTS:
        return key, replace(key, product=ALL_PRODUCTS)
    # "Accounts for 15 per cent" of a reporter's trade with the world can only mean the world's trade.
    return key, replace(key, reporter=WORLD)


def world_part(key: SeriesKey) -> SeriesKey:
    return key if key.partner == WORLD else replace(key, reporter=key.partner, partner=WORLD)


def mirrored(claim: Claim, key: SeriesKey, period: Period) -> Iterator[Question]:
    """The same trade in the partner's books; only for values, for shares and growth differ with the books."""
    if claim.kind in (Kind.LEVEL, Kind.BALANCE) and is_money(claim.unit):
        yield Question(Measure.LEVEL, key.mirror(), period, claim.unit)


def periods_of(
    claim: Claim, tables: Tables, published: date | None, article: Sequence[Claim]
) -> tuple[tuple[Period, frozenset[str]], ...]:
    """The periods a claim may speak of, with what was assumed for each."""
    if claim.period is not None:
        own = (claim.period, frozenset({"period"} if is_open(claim, "period") else ()))
        if how(claim, "period") is not Found.CARRIED:
            return (own, *((period, BESIDE) for period in bases_beside(claim, article)))
        return (own, *((period, BESIDE) for period in periods_beside(claim, article)))
    if beside := periods_beside(claim, article, same_sentence=True):
        return tuple((period, BESIDE) for period in beside)
    years = data_periods(claim, article, published)
    if len(years) == 1:
        return ((years[0], frozenset({"period"})),)
    latest = latest_period(claim, tables, published)
    return tuple((period, frozenset({"period", "latest"})) for period in latest)


def bases_beside(claim: Claim, article: Sequence[Claim]) -> tuple[Period, ...]:
    """The year before that of another figure of the same trade in the sentence, where both seem to be of one time.

    "Widened to 41.18 billion in 2024-25 from 35.32 billion in the last fiscal year": of two figures for one time one is
    the base of the other, whatever "last" was taken for.
    """
    if claim.kind not in (Kind.LEVEL, Kind.BALANCE, Kind.SHARE) or claim.period is None:
        return ()
    found = dict.fromkeys(
        other.period.year_before() for other in article
        if other.period is not None and other.id != claim.id and other.sentence == claim.sentence
        and other.key == claim.key and other.kind is claim.kind and other.unit == claim.unit
        and other.sign is claim.sign and other.value != claim.value
        and other.period.start < claim.period.end and claim.period.start < other.period.end
    )
    return tuple(period for period in found if not period.same_months(claim.period))


def periods_beside(claim: Claim, article: Sequence[Claim], same_sentence: bool = False) -> tuple[Period, ...]:
    """Periods that figures of the same trade close by name: another sentence's date may have been carried to this one.

    Within the sentence also a year earlier: "up to 98.1 billion from 88.5 billion".  A figure that fits one of these is
    right; none of them is firm enough to call a figure wrong.
    """
    found: dict[Period, None] = {}
    for other in article:
        kin = other.id != claim.id and other.period is not None and other.key.reporter == claim.key.reporter
        if not kin or other.period is None or abs(other.start - claim.start) > CLOSE_BY:
            continue
        if same_sentence and (other.sentence != claim.sentence or other.key.flow is not claim.key.flow):
            continue
        if same_sentence or how(other, "period") is Found.SAID:
            found.setdefault(other.period)
            if same_sentence:
                found.setdefault(other.period.year_before())
    others = (period for period in found if claim.period is None or not period.same_months(claim.period))
    return tuple(others)[:MOST_BESIDE]


def data_periods(claim: Claim, article: Sequence[Claim], published: date | None) -> list[Period]:
    """The years, or failing years the shorter periods, that the article's other figures of this reporter speak of."""
    found = dict.fromkeys(
        other.period for other in article
        if other.period is not None and other.id != claim.id and other.key.reporter == claim.key.reporter
        and other.modality is Modality.REPORTED and other.kind not in (Kind.TARGET, Kind.FORECAST)
        and how(other, "period") is not Found.ASSUMED
        and (published is None or other.period.end <= month_of(published))
    )
    years = [period for period in found if period.length == MONTHS_A_YEAR]
    return years or list(found)


def latest_period(claim: Claim, tables: Tables, published: date | None) -> tuple[Period, ...]:
    """The latest year of the claim's series whose figures can have been out when the article was written.

    Within the first months after a year's end the year before it is still the latest for most writers: both are given.
    """
    if published is None or claim.key.reporter is None or claim.key.flow is None:
        return ()
    key = complete(claim.key, bases_of(claim)[0])
    if claim.kind in (Kind.SHARE, Kind.RATIO):
        key = sides(claim, key)[0]
    month = month_of(published)
    years = {
        seen.period for seen in tables.series(key, MONTHS_A_YEAR) if seen.period.end <= month
    }
    latest = sorted(years, key=lambda period: period.end)[-2:][::-1]
    return tuple(latest[:1] if latest and month - latest[0].end > 6 else latest)


def month_of(day: date) -> int:
    """The month as periods count them."""
    return day.year * MONTHS_A_YEAR + day.month - 1
