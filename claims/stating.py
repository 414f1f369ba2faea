"""Drafts become claims, each with its trade, its times and what its printed number stands for."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from claims.claim import Claim, Found, Hedge, Kind, Modality
from claims.clauses.draft import Draft
from claims.clauses.shape import Line
from claims.clauses.shares import PARTS, UNSTATED
from claims.context.story import Story
from claims.scanning.token import Amount
from sources.terms.key import ALL_PRODUCTS, WORLD, PartialKey
from sources.terms.period import Period, PeriodKind
from sources.terms.products import basis_of
from sources.terms.quantity import RANK, Interval

ABOUT = Decimal("0.05")  # "about" and its like widen what the figure may stand for by this part of it
LATE = 3  # months after a time that its figures may still be to come
# Periods that copy measures against the same ones a year before, where it does not say; months are told either way.
YEARLY = frozenset({PeriodKind.YEAR, PeriodKind.FISCAL_YEAR, PeriodKind.YEAR_TO_DATE, PeriodKind.HALF})
MAY_COME = frozenset((Kind.LEVEL, Kind.BALANCE, Kind.VOLUME, Kind.CHANGE, Kind.RATIO))
MOVED = (Kind.CHANGE, Kind.PRICE)
COMPARED = frozenset((Kind.CHANGE, Kind.RATIO, Kind.PRICE))  # what may be measured against another time


def claim_of(
    line: Line, draft: Draft, found: dict[str, Found], times: tuple[Period | None, Period | None, bool], story: Story,
    source: str | None
) -> Claim:
    """The claim that a draft makes; `found` becomes its own."""
    item, subject = draft.item, draft.subject
    period, versus, said = times
    if period is not None:
        found["period"] = Found.ASSUMED if draft.unsure else Found.SAID if said else Found.CARRIED
        if period == story.announced and not said:
            found["announced"] = Found.SAID  # "figures for May were released" stands right before
    if draft.kind is not Kind.CHANGE:
        found.pop("prices", None)
    if draft.mean:
        found["mean"] = Found.SAID
    if draft.seasonal:
        found["season"] = Found.SAID
    key = PartialKey(subject.reporter, subject.partner, subject.flow, subject.product, subject.basis)
    whole, name = draft.other_trade(), subject.product_name
    if draft.part is not None:
        key, whole, name = _share(draft, key, found, story.teller)
    value, unit, slack, high = _number(draft)
    return Claim(
        "",
        line.text[item.start : item.end],
        item.start,
        item.end,
        (line.start, line.end),
        _kind(draft, period, said, story),
        value,
        unit,
        slack,
        stated(value, high, slack, draft.hedge),
        key,
        period,
        _versus(draft, period, versus),
        whole,
        high,
        subject.sign,
        draft.direction,
        draft.hedge,
        draft.modality,
        story.since(draft, period),
        source,
        name,
        found,
        draft.moved,
        line,
    )


def _number(draft: Draft) -> tuple[Decimal, str, Decimal, Decimal | None]:
    """Its value, unit and slack, and the upper end of a range; a record is number 1."""
    item = draft.item
    if not isinstance(item, Amount):
        return Decimal(1), RANK, Decimal(0), None
    value = item.value if draft.value is None else draft.value
    if draft.direction is not None and value < 0:
        value = -value
    return value, draft.unit or item.unit, item.slack, item.value_high


def _versus(draft: Draft, period: Period | None, versus: Period | None) -> Period | None:
    if draft.kind not in COMPARED:
        return None
    if versus is None and draft.kind in MOVED and draft.direction and period is not None and period.kind in YEARLY:
        return period.year_before()
    return versus


def _kind(draft: Draft, period: Period | None, said: bool, story: Story) -> Kind:
    """What is aimed at is a target, what is expected a forecast, whatever it is of."""
    if draft.kind not in MAY_COME or (draft.kind is Kind.RATIO and draft.direction is None):  # "20 percent of GDP"
        return draft.kind
    if draft.modality is Modality.TARGET:
        return Kind.TARGET
    if draft.modality not in (Modality.FORECAST, Modality.HYPOTHETICAL):
        return draft.kind
    over = said and period is not None and story.now is not None and period.end + LATE < story.now
    if draft.modality is Modality.HYPOTHETICAL and over:
        return draft.kind  # what might have been in a time that is over is a figure of that time
    return Kind.FORECAST


def _share(
    draft: Draft, whole: PartialKey, found: dict[str, Found], told: str | None
) -> tuple[PartialKey, PartialKey | None, str | None]:
    """A share is seen from the whole's side: `the US takes 18 per cent of India's exports` is India, USA, export."""
    part = draft.part
    assert part is not None
    partner, product, name = whole.partner, whole.product, draft.subject.product_name
    if (
        whole.reporter == WORLD
        and part.partner is None
        and part.reporter is None
        and (part.pair or (part.product == ALL_PRODUCTS and part.basis is None))
    ):
        partner = told
        found["partner"] = Found.CARRIED
    elif part.partner not in (None, WORLD) and part.partner != whole.reporter:
        partner = part.partner
        found["partner"] = Found.SAID
    elif part.reporter not in (None, WORLD, whole.reporter):
        partner = part.reporter
        found["partner"] = Found.SAID
    elif part.partner == whole.reporter != WORLD and part.product == product == ALL_PRODUCTS and not whole.basis:
        product = UNSTATED  # "Ghana's office said that three products accounted for 80 percent"
    if part.product not in (ALL_PRODUCTS, product):
        product, name = part.product, part.product_name
        found["product"] = Found.SAID
    flow = part.flow if (part.flow, whole.flow) in PARTS else whole.flow
    if flow is not whole.flow and product == UNSTATED:
        product = whole.product
    basis = whole.basis
    if part.basis is not None and not part.said and whole.reporter != WORLD:
        basis, whole = part.basis, replace(whole, basis=None)
    elif product not in (ALL_PRODUCTS, UNSTATED, whole.product) and basis is not basis_of(product):
        basis, found["basis"] = basis_of(product), Found.ASSUMED  # "diamonds were 24 percent of all exports"
    key = PartialKey(whole.reporter, partner, flow, product, basis)
    world = PartialKey(whole.reporter, WORLD, flow, product, basis)
    return key, (whole if whole != world and whole != key else None), name


def stated(value: Decimal, high: Decimal | None, slack: Decimal, hedge: Hedge | None) -> Interval:
    """What the words stand for: the printed precision, then the hedge."""
    low, top = value - slack, (high if high is not None else value) + slack
    if hedge is None:
        return Interval(low, top)
    room = abs(value) * ABOUT
    if hedge is Hedge.ABOUT:
        return Interval(min(low, value - room), max(top, value + room))
    if hedge is Hedge.OVER or hedge is Hedge.AT_LEAST:
        return Interval(value, max(top, value + 2 * room))
    if hedge is Hedge.NEARLY:
        return Interval(min(low, value - room), top if slack == 0 else value)
    return Interval(min(low, value - 2 * room), top)  # up to
