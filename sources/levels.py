"""Levels: values of trade by key and months, as published and as published figures make them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from sources import derive
from sources.figures import Family, Shelf, Source, Span, family, spelled
from sources.index import Index, Row
from sources.kinship import best_first, kindred, same_period_kin
from sources.observation import Compilation, Observation
from sources.terms.areas import AreaKind, areas, members
from sources.terms.key import WORLD, Basis, Flow, SeriesKey
from sources.terms.period import Period

SHELVES, SERIES, ANSWERS = 512, 256, 8_192      # how much is kept in memory: some 50 MB at the very most
FULL_RANKING = 20               # a table with fewer countries ranks nothing: it may be a press list of a few
COMPLETE = 0.8                  # of the countries of the fullest table
OFFICE, VINTAGE = 4, 5          # how much of `best_first` is about the office and its counting, and then the vintage
LEVELS = "levels"

Maker = Callable[[Observation, Observation], Observation]


class Levels:
    """Look-ups and rankings over one index.  Remembers what was asked, within bounds."""

    def __init__(self, index: Index, source: Source) -> None:
        self._index, self._source = index, source
        self._shelf = lru_cache(SHELVES)(self._read)
        self._answer = lru_cache(ANSWERS)(self._find)
        self.series = lru_cache(SERIES)(self._series)
        self.ranking = lru_cache(SERIES)(self._ranking)

    def look_up(self, key: SeriesKey, period: Period) -> tuple[Observation, ...]:
        """Published and derived figures for exactly those months, best first."""
        return self._answer(key, (period.start, period.end))

    def _read(self, key: SeriesKey) -> Shelf:
        return Shelf(key, self._index.of_key(LEVELS, key), self._source)

    def _find(self, key: SeriesKey, span: Span) -> tuple[Observation, ...]:
        shelf = self._shelf(key)
        derived = shelf.sums(spelled(span, key.reporter))
        if made_from := operands(key):
            left, right, make = made_from
            derived += combined(self._answer(left, span), self._answer(right, span), make)
        elif is_group_of_partners(key):
            derived += self._sums_of_members(key, span)
        return tuple(best_of(shelf.published(span), derived))

    def _sums_of_members(self, key: SeriesKey, span: Span) -> Iterator[Observation]:
        """What the reporter traded with all members of the group, the reporter left out where it is one itself."""
        inside = sorted(members(key.partner, spelled(span, key.reporter)) - {key.reporter})
        found = [
            {family(seen): seen for seen in reversed(self._flat(replace(key, partner=member), span))}
            for member in inside
        ]
        for kin in found[0] if len(found) > 1 else ():
            if kin.vintage and all(kin in known for known in found):
                yield derive.sum_of_partners([known[kin] for known in found], key.partner)

    def _series(self, key: SeriesKey) -> tuple[Observation, ...]:
        """Every figure but sums of periods, by start, end, then best first."""
        return tuple(seen for span in sorted(self._spans(key)) for seen in self._flat(key, span))

    def _flat(self, key: SeriesKey, span: Span) -> Sequence[Observation]:
        """What was published for the months, and what published exports, imports, goods and services make."""
        published = self._shelf(key).published(span)
        made_from = operands(key)
        if not made_from:
            return published
        left, right, make = made_from
        return best_of(published, combined(self._flat(left, span), self._flat(right, span), make))

    def _spans(self, key: SeriesKey) -> set[Span]:
        spans = set(self._shelf(key).rows)
        if made_from := operands(key):
            left, right, _ = made_from
            spans |= self._spans(left) & self._spans(right)
        return spans

    def _ranking(self, key: SeriesKey, period: Period, of_reporters: bool) -> tuple[Observation, ...]:
        """The key's levels with one area after another in its open place, largest first, from the best single table."""
        span = period.start, period.end
        full = self._full_tables(key, span, of_reporters, True) or self._full_tables(key, span, of_reporters, False)
        if not full:
            return ()
        best = best_table(full)
        whom = "reporters of trade with the world" if of_reporters else f"partners of {key.reporter}"
        goods = "" if key.product == "TOTAL" else f", {key.product}"
        basis = "" if key.basis is Basis.GOODS else f", {key.basis}"
        return derive.ranked(best, f"{whom}, {key.flow}{goods}{basis}, {period.label}")

    def _full_tables(
        self, key: SeriesKey, span: Span, of_reporters: bool, exact: bool,
    ) -> list[tuple[Observation, ...]]:
        """The figures of each family that has enough countries for a ranking, one a country."""
        by_family: dict[Family, dict[str, Observation]] = {}
        for place, found in self._by_area(key, span, of_reporters, exact).items():
            for seen in reversed(found):            # so that the best of a family stays
                by_family.setdefault(family(seen), {})[place] = seen
        return [tuple(seen.values()) for seen in by_family.values() if len(seen) >= FULL_RANKING]

    def _by_area(self, key: SeriesKey, span: Span, of_reporters: bool, exact: bool) -> dict[str, list[Observation]]:
        """Country -> the key's figures with it, best first; unless `exact`, also added up from shorter periods."""
        fetch = self._index.of_reporters if of_reporters else self._index.of_partners
        found: dict[str, list[Observation]] = {}
        derived: dict[str, list[Observation]] = {}
        for place, rows in by_country(fetch(key, span, exact)).items():
            reporter, partner = (place, key.partner) if of_reporters else (key.reporter, place)
            own = SeriesKey(reporter, partner, key.flow, key.product, key.basis)
            shelf = Shelf(own, rows, self._source)
            found[place] = shelf.published(span)
            derived[place] = [] if exact else shelf.sums(spelled(span, own.reporter))
        if made_from := operands(key):
            left, right, make = made_from
            ones, others = (self._by_area(side, span, of_reporters, exact) for side in (left, right))
            for place in ones.keys() & others.keys():
                derived.setdefault(place, []).extend(combined(ones[place], others[place], make))
        return {place: best_of(found.get(place, ()), derived.get(place, ())) for place in found.keys() | derived.keys()}


def is_group_of_partners(key: SeriesKey) -> bool:
    """Whether the partner is a group whose members' trade adds up to its own: any group but the world."""
    known = areas().get(key.partner)
    return known is not None and known.kind is AreaKind.GROUP and key.partner != WORLD and operands(key) is None


def operands(key: SeriesKey) -> tuple[SeriesKey, SeriesKey, Maker] | None:
    """The two keys that a key is made of, and how: exports and imports, or goods and services; None for neither."""
    if key.flow in (Flow.TOTAL, Flow.BALANCE):
        make = derive.total if key.flow is Flow.TOTAL else derive.balance
        return derive.with_flow(key, Flow.EXPORT), derive.with_flow(key, Flow.IMPORT), make
    if key.basis is Basis.GOODS_SERVICES and key.flow is not Flow.RE_EXPORT:
        return replace(key, basis=Basis.GOODS), replace(key, basis=Basis.SERVICES), derive.goods_and_services
    return None


def combined(ones: Sequence[Observation], others: Sequence[Observation], make: Maker) -> Iterator[Observation]:
    """Each of `ones` with its nearest kin among the others."""
    if make is derive.goods_and_services:       # services are counted by changes of ownership, so goods must be too
        bop = Compilation.BALANCE_OF_PAYMENTS
        ones, others = ([seen for seen in side if seen.provenance.compilation is bop] for side in (ones, others))
    for one in ones:
        for other, _ in kindred(one, others, same_period_kin)[:1]:
            yield make(one, other)


def best_of(published: Iterable[Observation], derived: Iterable[Observation]) -> list[Observation]:
    """All of them, best first, but for a derived one whose family gave the figure before, no less precisely."""
    found = list(published)
    derived = list(derived)
    if not derived or (len(derived) == 1 and not found):
        return sorted(found, key=best_first) if len(found) > 1 else found + derived
    said: dict[object, Decimal] = {}
    for seen in found:
        said[release(seen)] = min(seen.slack, said.get(release(seen), seen.slack))
    values = {(seen.value, *release(seen)[1:]) for seen in found}
    for seen in derived:
        kin, value = release(seen), (seen.value, *release(seen)[1:])
        if value not in values and (kin not in said or seen.slack < said[kin]):
            said[kin] = seen.slack
            values.add(value)
            found.append(seen)
    return sorted(found, key=best_first) if len(found) > 1 else found


def release(seen: Observation) -> tuple[object, ...]:
    """The table first, then what two tables of one office share where they hold the same release."""
    return *family(seen), seen.provenance.status


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
    for place, *figure in rows:
        found.setdefault(place, []).append(tuple(figure))
    return {place: figures for place, figures in found.items() if areas()[place].is_country}
