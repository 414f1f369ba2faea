"""Rankings: one area after another by its trade, from one table that has enough of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from sources import derive
from sources.figures import Family, Shelf, Source, Span, family, spelled
from sources.index import Index, Row
from sources.kinship import best_first
from sources.levels import best_of, combined, of_one_family, operands, spellings
from sources.observation import Observation
from sources.terms.areas import areas
from sources.terms.key import WORLD, Basis, SeriesKey
from sources.terms.period import Period

RANKINGS = 256                  # kept in memory
FULL_RANKING = 20               # a table with fewer countries ranks nothing: it may be a press list of a few
COMPLETE = 0.8                  # of the countries of the fullest table
OFFICE, VINTAGE = 4, 5          # how much of `best_first` is about the office and its counting, and then the vintage


class Rankings:
    """Rankings over one index.  Remembers what was asked, within bounds."""

    def __init__(self, index: Index, source: Source) -> None:
        self._index, self._source = index, source
        self.rank = lru_cache(RANKINGS)(self._rank)
        self.partners = lru_cache(RANKINGS)(self._partners)

    def _rank(self, key: SeriesKey, period: Period, of_reporters: bool) -> tuple[Observation, ...]:
        """The key's levels with one area after another in its open place, largest first, from the best single table."""
        best = self._best(key, period, of_reporters)
        other = "the world" if key.partner == WORLD else key.partner
        whom = f"reporters of trade with {other}" if of_reporters else f"partners of {key.reporter}"
        goods = "" if key.product == "TOTAL" else f", {key.product}"
        basis = "" if key.basis is Basis.GOODS else f", {key.basis}"
        return derive.ranked(best, f"{whom}, {key.flow}{goods}{basis}, {period.label}")

    def _partners(self, key: SeriesKey, period: Period) -> tuple[str, ...]:
        """The codes of the partners in the order of their ranking, without the figures that a ranking tells."""
        return tuple(seen.key.partner for seen in derive.by_size(self._best(key, period, False)))

    def _best(self, key: SeriesKey, period: Period, of_reporters: bool) -> Sequence[Observation]:
        span = period.start, period.end
        full = self._full_tables(key, span, of_reporters, True) or self._full_tables(key, span, of_reporters, False)
        return best_table(full) if full else ()

    def _full_tables(
        self, key: SeriesKey, span: Span, of_reporters: bool, exact: bool,
    ) -> list[tuple[Observation, ...]]:
        """The figures of each family that has enough countries for a ranking, one a country."""
        by_family: dict[Family, dict[str, Observation]] = {}
        for place, found in self._by_area(key, span, of_reporters, exact).items():
            for seen in reversed(found):            # so that the best of a family stays
                by_family.setdefault(family(seen), {})[place] = seen
        return [tuple(seen.values()) for seen in by_family.values() if len(seen) >= FULL_RANKING]

    def _by_area(
        self, key: SeriesKey, span: Span, of_reporters: bool, exact: bool, other_codes: bool = True,
    ) -> dict[str, list[Observation]]:
        """Country -> the key's figures with it, best first; unless `exact`, also added up from shorter periods."""
        fetch = self._index.of_reporters if of_reporters else self._index.of_partners
        found: dict[str, list[Observation]] = {}
        derived: dict[str, list[Observation]] = {}
        for place, rows in by_country(fetch(key, span, exact)).items():
            reporter, partner = (place, key.partner) if of_reporters else (key.reporter, place)
            own = SeriesKey(reporter, partner, key.flow, key.product, key.basis)
            shelf = Shelf(own, rows, self._source)
            found[place] = shelf.published(span)
            if not exact:
                derived[place] = shelf.sums(spelled(span, own.reporter))
        if made_from := operands(key):
            left, right, make = made_from
            ones, others = (self._by_area(side, span, of_reporters, exact) for side in (left, right))
            for place in ones.keys() & others.keys():
                derived.setdefault(place, []).extend(combined(ones[place], others[place], make))
        for codes in spellings(key.product) if other_codes and not made_from else ():
            goods = [
                self._by_area(derive.with_product(key, code), span, of_reporters, exact, False) for code in codes
            ]
            for place in set.intersection(*(set(each) for each in goods)):
                for parts in of_one_family([each[place] for each in goods]):
                    derived.setdefault(place, []).append(derive.sum_of_goods(parts, key.product))
        return {
            place: best_of(found.get(place, ()), more) if (more := derived.get(place)) else found.get(place, [])
            for place in found.keys() | derived.keys()
        }


def best_table(tables: Sequence[tuple[Observation, ...]]) -> tuple[Observation, ...]:
    """Of several tables the one to rank by: of the best office the newest vintage that is about as complete as any.

    Offices revise their largest partners first, so a later vintage with a fraction of the countries ranks nothing.
    """
    office = min(best_first(table[0])[:OFFICE] for table in tables)
    its_own = [table for table in tables if best_first(table[0])[:OFFICE] == office]
    complete = COMPLETE * max(map(len, its_own))
    ordered = sorted(its_own, key=lambda table: (*best_first(table[0])[:VINTAGE], table[0].provenance.table))
    return next(table for table in ordered if len(table) >= complete)


def by_country(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """Figures by the country that stands before each; groups, regions and the world are left out."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row[0], []).append(row[1:])
    return {place: figures for place, figures in found.items() if areas()[place].is_country}
