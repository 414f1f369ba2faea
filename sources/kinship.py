"""Kinship: which figures may stand in one formula, and which of several comes first.

Figures are kin when one office counted them in one way at one time.  Customs and balance-of-payments figures are never
kin, nor are adjusted and unadjusted ones, nor two currencies.  Vintages of one table are not mixed either, but for what
was read in releases: what an office first said of a month is one release, though exports and imports were read on
different pages of it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from sources.observation import Authority, Compilation, Observation, Status
from sources.terms.key import Basis
from sources.terms.period import MONTHS_A_YEAR

# For ordering only: how long after a period's end figures without a date are taken to have come out, in months.
USUAL_DELAY = {Status.FIRST: 1, Status.PROVISIONAL: 3, Status.REVISED: 24, Status.FINAL: 36}
AGES = [*Status]                # from the first to the final
OWN_OFFICE = (Authority.OFFICE, Authority.PRESS_COPY)

SAME_RELEASE, SAME_STAGE, SAME_OFFICE = range(3)

Kin = Callable[[Observation, Observation], int | None]


def best_first(seen: Observation) -> tuple[object, ...]:
    """Sort key: the reporter's own office, the usual way to count such trade, unadjusted, dollars, the newest vintage.

    A vintage never outranks the way of counting: a later figure on another basis is not a revision.  Over whole years
    seasons cancel out, so there adjusted figures stand among the others.
    """
    source = seen.provenance
    seasonal = source.adjusted and seen.period.length % MONTHS_A_YEAR != 0
    usual = Compilation.CUSTOMS if seen.key.basis is Basis.GOODS else Compilation.BALANCE_OF_PAYMENTS
    return (
        source.authority, source.compilation is not usual, seasonal, seen.unit != "USD", -came_out(seen),
        -AGES.index(source.status), seen.formula != "", seen.slack, source.table, source.publisher, source.url,
        seen.value,
    )


def came_out(seen: Observation) -> int:
    """The day the figure came out, as an ordinal; where it is not known, the day such figures usually do."""
    if seen.provenance.vintage:
        return seen.provenance.vintage.toordinal()
    year, month = divmod(seen.period.end + USUAL_DELAY[seen.provenance.status], MONTHS_A_YEAR)
    return date(year, month + 1, 1).toordinal()


def counted_alike(one: Observation, other: Observation) -> bool:
    """Whether both were counted in the same way and printed in the same unit."""
    return counted_alike_but_for_seasons(one, other) and one.provenance.adjusted == other.provenance.adjusted


def counted_alike_but_for_seasons(one: Observation, other: Observation) -> bool:
    return one.unit == other.unit and one.provenance.compilation is other.provenance.compilation


def same_period_kin(one: Observation, other: Observation) -> int | None:
    """How near two figures of the same months are: 0 one release, 1 first releases of one office; None not kin."""
    if not counted_alike(one, other):
        return None
    this, that = one.provenance, other.provenance
    if this is that:
        return SAME_RELEASE
    if this.publisher != that.publisher:
        return None
    if this.table == that.table and this.vintage == that.vintage and (this.vintage or this.url == that.url):
        return SAME_RELEASE
    if this.status is that.status is Status.FIRST and same_month(this.vintage, that.vintage):
        return SAME_STAGE
    return None


def same_month(one: date | None, other: date | None) -> bool:
    """Whether two days of release are of one month.  An unknown one may be: a period has one first release."""
    return one is None or other is None or (one.year, one.month) == (other.year, other.month)


def growth_kin(now: Observation, then: Observation) -> int | None:
    """How well `then` serves as the base of growth to `now`: 0 one release gave both, 1 both are first figures, or both
    revised ones of unknown day; None not at all."""
    if not counted_alike(now, then):
        return None
    this, that = now.provenance, then.provenance
    if this.table != that.table or this.publisher != that.publisher:
        return None
    if this.vintage and that.vintage and same_month(this.vintage, that.vintage):
        return SAME_RELEASE
    if this.vintage is that.vintage is None and this.url == that.url:
        return SAME_RELEASE
    if this.status is that.status and (this.status is Status.FIRST or this.vintage is that.vintage is None):
        return SAME_STAGE
    return None


def share_kin(part: Observation, whole: Observation) -> int | None:
    """How well `whole` serves as the denominator of `part`: as for a sum; 2 where the whole comes from another release
    of the same office, which only serves a part that was read in a first release, or years, over which seasons cancel
    out."""
    near = same_period_kin(part, whole)
    this, that = part.provenance, whole.provenance
    seasons = that.adjusted and whole.period.length % MONTHS_A_YEAR == 0
    alike = counted_alike_but_for_seasons if seasons else counted_alike
    if near is not None or not alike(part, whole):
        return near
    if (this.status is not Status.FIRST and not seasons) or part.key.reporter != whole.key.reporter:
        return None
    own = this.authority in OWN_OFFICE and that.authority in OWN_OFFICE
    return SAME_OFFICE if own or this.publisher == that.publisher else None


def kindred(one: Observation, others: Sequence[Observation], kin: Kin) -> list[tuple[Observation, int]]:
    """Of `others` the kin of `one`, one of each nearness with it: from the same page, else of the nearest vintage."""
    related = [(near, other) for other in others if (near := kin(one, other)) is not None]

    def distance(pair: tuple[int, Observation]) -> tuple[object, ...]:
        near, other = pair
        other_page = other.provenance.url != one.provenance.url
        return near, other_page, abs(came_out(other) - came_out(one)), best_first(other)

    found: dict[int, Observation] = {}
    for near, other in sorted(related, key=distance) if len(related) > 1 else related:
        found.setdefault(near, other)
    return [(other, near) for near, other in found.items()]
