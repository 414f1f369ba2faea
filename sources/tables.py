"""The tables: everything that is known, asked by key and period."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from sources import derive
from sources.figures import Shelf
from sources.index import Index, as_day, own_folder
from sources.kinship import SAME_OFFICE, SAME_STAGE, best_first, came_out, growth_kin, kindred, share_kin
from sources.levels import Levels
from sources.observation import Authority, Compilation, Observation, Provenance, Status
from sources.progress import Progress
from sources.ranking import Rankings
from sources.terms.errors import UnitMismatch
from sources.terms.key import ALL_PRODUCTS, WORLD, Basis, Flow, SeriesKey
from sources.terms.period import MONTHS_A_YEAR, Period
from sources.terms.quantity import PERCENT, PERCENTAGE_POINT, RANK, RATIO, is_money

if TYPE_CHECKING:
    import pandas as pd
    from pint.facets.context.objects import Context

    from sources.cards import Card
    from sources.economy import Economy
    from sources.search import Hit
    from sources.target import Target
    from sources.tariff import Tariff

BUNDLED = Path(__file__).parent / "tables"
DOLLAR = "USD"
RATE = "EXCHANGE-RATE"          # what stands for the product in the key of a rate
SOURCE = """SELECT card, publisher, url, licence, vintage, status, compilation, adjusted, authority, note
FROM provenance WHERE id = ?"""
PURE = frozenset({PERCENT, PERCENTAGE_POINT, RANK, RATIO})      # units of nothing
KEPT = 2_048                    # shares, changes and rates kept in memory


class Tables:
    """Figures of trade with their sources.  Open with `Tables.bundled()`.

    Every answer is in base units, best source first: the reporter's own office before international compilers before
    press copies; the usual way of counting before another (customs for goods, balance of payments for services);
    unadjusted before seasonally adjusted; dollars before other money; then the newest vintage.  A figure derived from
    others stands where its latest part would, and keeps `formula` and `parts`.  An empty answer means: not known.
    """

    def __init__(self, folders: Sequence[Path], progress: Progress | None = None) -> None:
        """The tables of these folders.  Raises `BadTable`; `progress(what, rows done, rows in all)` while compiling."""
        self._index = Index(folders, progress)
        self._source = lru_cache(None)(self._read_source)
        self._shelf = lru_cache(KEPT)(self._read_shelf)
        self._levels = Levels(self._index, self._source)
        self._rankings = Rankings(self._index, self._source)
        self._shares = lru_cache(KEPT)(self._share)
        self._growths = lru_cache(KEPT)(self._growth)
        self._rates = lru_cache(KEPT)(self._rate)

    @classmethod
    def bundled(cls, extra: Sequence[Path] = (), progress: Progress | None = None) -> Tables:
        """The tables that come with the program, the user's own, and those in the folders `extra` beside them."""
        own = own_folder()
        return cls([BUNDLED, *([own] if own.is_dir() else []), *extra], progress)

    def __reduce__(self) -> tuple[type[Tables], tuple[tuple[Path, ...]]]:
        """Another process opens the same folders for itself."""
        return Tables, (self._index.given,)

    @property
    def remark(self) -> str:
        """What a person at a terminal should know about the cache; "" where all is well."""
        return self._index.remark

    def close(self) -> None:
        """Let go of the cache file.  What was asked before can still be asked, nothing new."""
        self._index.close()

    @cached_property
    def cards(self) -> tuple[Card, ...]:
        """The card of every table, by folder and name."""
        from sources.cards import parse_card

        rows = self._index.rows("SELECT toml, path FROM card ORDER BY place")
        return tuple(parse_card(text, Path(path)) for text, path in rows)

    def card(self, table: str) -> Card:
        """The card with this id; raises `UnknownTable`."""
        from sources.cards import UnknownTable

        for card in self.cards:
            if card.id == table:
                return card
        raise UnknownTable(table, tuple(card.id for card in self.cards))

    def search(self, words: Sequence[str]) -> list[Hit]:
        """The tables that answer to all of the words, in their cards or among their areas and goods, the best first."""
        from sources.search import search

        return search(self._index, self.cards, words)

    def look_up(self, key: SeriesKey, period: Period, known_on: date | None = None) -> tuple[Observation, ...]:
        """Every figure for exactly that key and those months; with `known_on`, only those released by that day.

        Published ones and derived: total and balance from exports and imports, goods and services from both, longer
        periods from shorter ones, a group of partners from its members, always within one release of one office.
        Mirrors are not mixed in: ask with `key.mirror()`.
        """
        found = self._levels.look_up(key, period)
        if known_on is None:
            return found
        return tuple(seen for seen in found if came_out(seen) <= known_on.toordinal())

    def look_up_members(self, key: SeriesKey, period: Period) -> tuple[Observation, ...]:
        """What the members of the group that reports have for those months, added up, each sum within one table.

        Not part of `look_up`: what they report is not what the group's own office would.  Nothing for a country, for
        trade with the world, in which their trade with each other would count, or where too few members have a figure.
        """
        if key.reporter == WORLD or key.partner == WORLD:
            return ()
        return distinct(self._levels.of_members(key, period))

    def series(self, key: SeriesKey, months: int | None = None) -> tuple[Observation, ...]:
        """Every published figure of the key, derived totals and balances among them, by start, end, then best first.

        With `months`, only those of periods that long: 12 for years, calendar and fiscal ones.
        """
        return self._levels.series(key, months)

    def is_held(self, key: SeriesKey) -> bool:
        """Whether there is any figure of the key; quicker than making its series."""
        return self._levels.is_held(key)

    def ranking(
        self, reporter: str, flow: Flow, period: Period, basis: Basis = Basis.GOODS, product: str = ALL_PRODUCTS,
    ) -> tuple[Observation, ...]:
        """The reporter's partner countries, largest first, from the best single table that has at least twenty of them.

        Of a balance the largest surplus is first.  The formula says the place and among how many.
        """
        return self._rankings.rank(SeriesKey(reporter, WORLD, flow, product, basis), period, False)

    def largest_partners(self, reporter: str, flow: Flow, period: Period) -> tuple[str, ...]:
        """The codes of that ranking alone, for goods of all kinds."""
        return self._rankings.partners(SeriesKey(reporter, WORLD, flow), period)

    def mirror_ranking(
        self, reporter: str, flow: Flow, period: Period, basis: Basis = Basis.GOODS, product: str = ALL_PRODUCTS,
    ) -> tuple[Observation, ...]:
        """The reporter's partner countries by what they themselves report: its imports by their exports."""
        return self._rankings.rank(SeriesKey(WORLD, reporter, flow.mirror, product, basis), period, True)

    def world_ranking(
        self, flow: Flow, period: Period, basis: Basis = Basis.GOODS, product: str = ALL_PRODUCTS,
    ) -> tuple[Observation, ...]:
        """The countries by their trade with the world, largest first, from the best single table that has twenty."""
        return self._rankings.rank(SeriesKey(WORLD, WORLD, flow, product, basis), period, True)

    def share(self, part: SeriesKey, whole: SeriesKey, period: Period) -> tuple[Observation, ...]:
        """`part` of `whole` in percent, 0 to 100: published, and derived from one release of one office.

        Where a part is known from a first release only, the whole may come from another release of the same office;
        then the formula says so.  A balance has no shares.
        """
        return self._shares(part, whole, period)

    def growth(self, key: SeriesKey, period: Period, versus: Period | None = None) -> tuple[Observation, ...]:
        """Percent, negative for a fall, against `versus` or the same months a year before: published and derived.

        Both figures come from one table, from one release of it or both as first published.  Growth of a balance is the
        growth of the deficit or surplus.
        """
        return self._growths(key, period, versus or period.year_before())

    def rate(self, currency: str, period: Period) -> Observation | None:
        """Units of the currency per US dollar, average over exactly those months; its key's partner is USD."""
        return self._rates(currency, period)

    def convert(self, observation: Observation, unit: str) -> Observation | None:
        """The figure in another unit: money at the period's average rate, physical volumes by pint.

        None where no rate is known or the units do not measure the same thing.
        """
        was = observation.unit
        if was == unit:
            return observation
        if is_money(was) and is_money(unit):
            old, new = (None if money == DOLLAR else self.rate(money, observation.period) for money in (was, unit))
            known = (old or was == DOLLAR) and (new or unit == DOLLAR)
            return derive.converted(observation, unit, old, new) if known else None
        if is_money(was) or is_money(unit) or not PURE.isdisjoint((was, unit)):
            return None
        from sources.units import converted  # here, for pint costs a start-up

        return converted(observation, unit)

    def money(self, period: Period, *currencies: str) -> Context:
        """A pint context in which these currencies and the dollar convert at the period's average rates.

        For quantities of `sources.units.registry()`: `registry().Quantity(86_510_000_000, "USD").to("INR", context)`.
        Raises `UnitMismatch` for a currency without a rate.
        """
        from sources.units import money

        rates = [(code, self.rate(code, period)) for code in currencies if code != DOLLAR]
        for code, rate in rates:
            if rate is None:
                raise UnitMismatch(code, f"{DOLLAR} in {period}")
        return money(rate for _, rate in rates if rate)

    def economy(self, place: str, what: Economy, period: Period) -> Observation | None:
        """GDP of the place, or the rise of its prices on the year before; None where it is not known for that year."""
        shelf = self._shelf("economy", SeriesKey(place, WORLD, Flow.TOTAL, what))
        found = shelf.published((period.start, period.end))
        return found[0] if found else None

    def share_of_gdp(self, key: SeriesKey, period: Period) -> tuple[Observation, ...]:
        """The reporter's trade in percent of its GDP, for those in the money that GDP is told in."""
        from sources.economy import Economy, of_gdp

        gdp = self.economy(key.reporter, Economy.GDP, period)
        found = self.look_up(key, period) if gdp else ()
        return distinct(of_gdp(seen, gdp) for seen in found if gdp and seen.unit == gdp.unit)

    def without_inflation(self, grown: Observation) -> Observation | None:
        """Growth that was derived from two levels, less the inflation of their money; None where the prices of those
        years are not known."""
        from sources.economy import real_growth

        if len(grown.parts) != len(("now", "then")):
            return None
        now, then = grown.parts
        changes = self.price_changes(now.unit, then.period, now.period)
        return real_growth(grown, changes) if changes else None

    def in_prices_of(self, observation: Observation, base: Period) -> Observation | None:
        """The figure in the money of another year; None where the prices between are not known, or it is no money."""
        from sources.economy import in_prices_of

        if observation.period.same_months(base):
            return observation
        earlier, later = sorted((observation.period, base), key=lambda period: period.start)
        changes = self.price_changes(observation.unit, earlier, later)
        return in_prices_of(observation, base, changes) if changes else None

    def price_changes(self, money: str, then: Period, now: Period) -> tuple[Observation, ...]:
        """The yearly rises of prices where that money is used, after `then` up to `now`; none unless all are known.

        Both must be years of the calendar in which its national accounts are kept.
        """
        from sources.economy import Economy, issuer

        years = range(then.start + MONTHS_A_YEAR, now.end, MONTHS_A_YEAR)
        if then.length != MONTHS_A_YEAR or now.length != MONTHS_A_YEAR or (now.start - then.start) % MONTHS_A_YEAR:
            return ()
        place = issuer(money)
        found = [self.economy(place, Economy.PRICES, now.shift(start - now.start)) for start in years] if place else []
        return tuple(seen for seen in found if seen) if all(found) else ()

    def targets(self, reporter: str, partner: str | None = None) -> tuple[Target, ...]:
        """Targets on record, the newest announcement first: all of the reporter's, or those with that partner.

        What two areas aim at together is found from either side, as it was recorded.
        """
        from sources import announcements

        return announcements.targets(self._index, self._source, reporter, partner)

    def tariffs(self, imposer: str, on: str | None = None) -> tuple[Tariff, ...]:
        """Duties that `imposer` announced, on goods of the area `on` or on everybody's, the newest first."""
        from sources import announcements

        return announcements.tariffs(self._index, self._source, imposer, on)

    def frame(
        self, reporter: str | None = None, partner: str | None = None, flow: Flow | None = None,
        product: str | None = None, basis: Basis | None = None,
    ) -> pd.DataFrame:
        """Published levels as a tidy table, one row a figure; `sources.frame` documents the columns."""
        from sources.frame import frame

        wanted = {"reporter": reporter, "partner": partner, "flow": flow, "product": product, "basis": basis}
        return frame(self._index, self.cards, wanted)

    def _share(self, part: SeriesKey, whole: SeriesKey, period: Period) -> tuple[Observation, ...]:
        if Flow.BALANCE in (part.flow, whole.flow):
            return ()
        versus = "" if whole == default_whole(part) else str(whole)
        found = self._shelf("shares", part).published((period.start, period.end), versus)
        wholes = self.look_up(whole, period)
        for seen in self.look_up(part, period):
            for other, near in kindred(seen, wholes, share_kin)[:1]:
                if made := derive.share(seen, other):
                    note = f" (the whole as of {release_of(other)})" if near == SAME_OFFICE else ""
                    found.append(replace(made, formula=made.formula + note))
        return distinct(found)

    def _growth(self, key: SeriesKey, period: Period, base: Period) -> tuple[Observation, ...]:
        published = self._shelf("changes", key)
        found = published.published((period.start, period.end), base.label)
        if base.same_months(period.year_before()):
            found += published.published((period.start, period.end))
        bases = self.look_up(key, base)
        for now in self.look_up(key, period):
            for then, near in kindred(now, bases, growth_kin):
                if made := derive.growth(now, then):
                    first = near == SAME_STAGE and now.provenance.status is Status.FIRST
                    found.append(replace(made, formula=f"{made.formula} (both as first published)") if first else made)
        return distinct(found)

    def _rate(self, currency: str, period: Period) -> Observation | None:
        shelf = self._shelf("rates", SeriesKey(currency, DOLLAR, Flow.TOTAL, RATE))
        found = shelf.published((period.start, period.end)) or sorted(shelf.means(period), key=best_first)
        return found[0] if found else None

    def _read_source(self, number: int) -> Provenance:
        ((table, publisher, url, licence, vintage, status, compilation, adjusted, authority, note),) = (
            self._index.rows(SOURCE, (number,)))
        return Provenance(
            table, publisher, url, licence, as_day(vintage), Status(status), Compilation(compilation), adjusted == "1",
            Authority(int(authority)), note,
        )

    def _read_shelf(self, holds: str, key: SeriesKey) -> Shelf:
        return Shelf(key, self._index.of_key(holds, key), self._source)


def default_whole(part: SeriesKey) -> SeriesKey:
    """What a published share is a share of unless its table says: a partner's of all, a product's of all goods."""
    return replace(part, partner=WORLD) if part.partner != WORLD else replace(part, product=ALL_PRODUCTS)


def release_of(seen: Observation) -> str:
    vintage = seen.provenance.vintage
    return f"the release of {vintage}" if vintage else f"a {seen.provenance.status} figure"


def distinct(found: Iterable[Observation]) -> tuple[Observation, ...]:
    """Best first, the same thing from the same source once."""
    kept: dict[object, Observation] = {}
    for seen in sorted(found, key=best_first):
        kept.setdefault((seen.value, seen.provenance, seen.formula), seen)
    return tuple(kept.values())
