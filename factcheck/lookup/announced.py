"""What was announced: targets of trade, and duties on goods, as figures with who said them and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from factcheck.lookup.naming import product_name
from factcheck.lookup.question import Measure, Question
from sources.observation import Observation
from sources.terms.areas import areas
from sources.terms.key import ALL_PRODUCTS, WORLD, Basis, Flow, SeriesKey
from sources.terms.period import MONTHS_A_YEAR, Period, PeriodKind
from sources.terms.products import same_goods

if TYPE_CHECKING:
    from sources.tables import Tables
    from sources.target import Target
    from sources.tariff import Tariff


LONG = 4                        # letters of a word that tells goods apart: steel, and not "and"
FLOWS = {Flow.EXPORT: "exports", Flow.IMPORT: "imports", Flow.TOTAL: "trade"}


@dataclass(frozen=True, slots=True)
class Announcement:
    """One target or duty: the figure, what it is about in words, and its days."""

    observation: Observation
    what: str
    announced: date | None
    effective: date | None      # of a duty; None where it is not known, or never came into force
    by_whom: str
    note: str


def announcements(question: Question, tables: Tables, known_on: date | None) -> list[Announcement]:
    """Those that the question is about, of any time, the newest first."""
    key = question.key
    if question.measure is Measure.TARGET:
        partner = key.partner if key.partner != WORLD else None
        found = [as_target(one) for one in tables.targets(key.reporter, partner)
                 if key.flow in (Flow.TOTAL, one.flow) and alike(one.product, key.product)]
    else:
        imposers = sorted(code for code, place in areas().items() if place.is_country or code == "EU27")
        on = key.partner if key.partner != WORLD else None
        found = [as_tariff(one) for imposer in (imposers if key.reporter == WORLD else [key.reporter])
                 for one in tables.tariffs(imposer, on)]
        if key.product != ALL_PRODUCTS:         # on those goods, else on whatever comes from there
            on_goods = [one for one in found if is_on(one, key.product)]
            named = key.reporter != WORLD or on
            found = on_goods or [one for one in found if named and one.observation.key.product == ALL_PRODUCTS]
        if key.reporter == WORLD and on:        # on anybody's goods: not about this area
            found = [one for one in found if one.observation.key.partner == on]
        found.sort(key=lambda one: one.announced or date.min, reverse=True)
    return [one for one in found if known_on is None or (one.announced is not None and one.announced <= known_on)]


def alike(product: str, asked: str) -> bool:
    return asked == ALL_PRODUCTS or (product != ALL_PRODUCTS and same_goods(product, asked))


def is_on(one: Announcement, product: str) -> bool:
    """Whether a duty is on these goods: by their code, or by a word of their name in what it was said to be on."""
    words = [word for word in product_name(product).lower().split() if len(word) >= LONG]
    return alike(one.observation.key.product, product) or any(word in one.what.lower() for word in words)


def in_period(one: Announcement, measure: Measure, period: Period) -> bool:
    """A target that is to be reached then; a duty announced or put into force then."""
    if measure is Measure.TARGET:
        by = one.observation.period
        return period.contains(by) or by.contains(period)
    months = [day.year * MONTHS_A_YEAR + day.month - 1 for day in (one.announced, one.effective) if day]
    return any(period.start <= month < period.end for month in months)


def as_target(one: Target) -> Announcement:
    key = SeriesKey(one.reporter, one.partner, one.flow, one.product, one.basis or Basis.GOODS)
    row = f"{one.reporter}|{one.partner}|{one.flow}|{one.product}|target for {one.by.label}"
    seen = Observation(key, one.by, one.quantity.amount, one.quantity.unit, one.provenance, row)
    goods = "" if one.product == ALL_PRODUCTS else f" of {product_name(one.product)}"
    basis = f", {str(one.basis).replace('_', ' and ')}" if one.basis else ", goods or more is not said"
    what = f"{FLOWS.get(one.flow, one.flow)}{goods} by {one.by.label}{basis}"
    return Announcement(seen, what, one.announced, None, one.by_whom, one.note)


def as_tariff(one: Tariff) -> Announcement:
    day = one.effective or one.announced
    month = (day.year * MONTHS_A_YEAR + day.month - 1) if day else 0
    period = Period(month, month + 1, PeriodKind.MONTH)
    key = SeriesKey(one.imposer, one.on, Flow.IMPORT, one.product)
    row = f"{one.imposer}|{one.on}|{one.product}|{one.announced or ''}"
    seen = Observation(key, period, one.rate.amount, one.rate.unit, one.provenance, row)
    return Announcement(seen, one.what, one.announced, one.effective, "", one.note)
