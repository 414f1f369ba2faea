"""Announcements: targets and tariffs as they were made known, out of the index."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

from sources.index import Index, Row, as_day
from sources.observation import Provenance, Status
from sources.target import Target
from sources.tariff import Tariff
from sources.terms.key import WORLD, Basis, Flow
from sources.terms.period import Period, PeriodKind
from sources.terms.quantity import Quantity

TARGETS = """SELECT reporter, partner, flow, product, basis, value, unit, start, end, kind, announced, by_whom,
provenance FROM target WHERE reporter = ?"""
TARIFFS = """SELECT imposer, imposed_on, product, what, announced, effective, value, unit, provenance
FROM tariff WHERE imposer = ?"""

Source = Callable[[int], Provenance]


def targets(index: Index, source: Source, reporter: str, partner: str | None) -> tuple[Target, ...]:
    """Targets of the reporter, the newest first; with a partner also those of both that the partner's side recorded."""
    rows = index.rows(TARGETS, (reporter,))
    if partner is not None:
        rows = [row for row in rows if row[1] == partner]
        if partner != WORLD:
            rows += [row for row in index.rows(TARGETS, (partner,)) if row[1] == reporter and row[2] == Flow.TOTAL]
    found = [target(row, source) for row in rows]
    return tuple(sorted(found, key=lambda each: each.announced or date.min, reverse=True))


def target(row: Row, source: Source) -> Target:
    reporter, partner, flow, product, basis, value, unit, start, end, kind, announced, by_whom, number = row
    provenance = source(number)
    # Who set it is its publisher, and the day it was announced its only vintage: a table only gathers targets.
    said = replace(
        provenance, publisher=by_whom or provenance.publisher, vintage=as_day(announced), status=Status.FIRST,
    )
    return Target(
        reporter, partner, Flow(flow), product, Basis(basis) if basis else None, Quantity(Decimal(value), unit),
        Period(start, end, PeriodKind(kind)), as_day(announced), by_whom, said, provenance.note,
    )


def tariffs(index: Index, source: Source, imposer: str, on: str | None) -> tuple[Tariff, ...]:
    """Duties announced by `imposer`, the newest first; with `on` those on its goods, or on goods of any origin."""
    found = [tariff(row, source) for row in index.rows(TARIFFS, (imposer,)) if on is None or row[1] in (on, WORLD)]
    return tuple(sorted(found, key=lambda each: each.announced or date.min, reverse=True))


def tariff(row: Row, source: Source) -> Tariff:
    imposer, on, product, what, announced, effective, value, unit, number = row
    provenance = source(number)
    rate = Quantity(Decimal(value), unit)
    return Tariff(imposer, on, product, what, rate, as_day(announced), as_day(effective), provenance, provenance.note)
