"""Levels: values of trade by key and months, as published and as published figures make them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache, lru_cache

from sources import derive
from sources.figures import Family, Shelf, Source, Span, family, spelled
from sources.index import Index
from sources.kinship import best_first, kindred, same_period_kin
from sources.observation import Compilation, Observation
from sources.terms.areas import AreaKind, areas, members
from sources.terms.key import ALL_PRODUCTS, WORLD, Basis, Flow, SeriesKey
from sources.terms.period import Period
from sources.terms.products import products

SHELVES, SERIES, ANSWERS = 512, 32, 8_192       # how much is kept in memory: some 40 MB at the very most
NEARLY_ALL = 0.85               # of a group's members: the small territories of a continent report nothing
LEVELS = "levels"

Maker = Callable[[Observation, Observation], Observation]


class Levels:
    """Look-ups and rankings over one index.  Remembers what was asked, within bounds."""

    def __init__(self, index: Index, source: Source) -> None:
        self._index, self._source = index, source
        self._shelf = lru_cache(SHELVES)(self._read)
        self._answer = lru_cache(ANSWERS)(self._find)
        self.series = lru_cache(SERIES)(self._series)

    def look_up(self, key: SeriesKey, period: Period) -> tuple[Observation, ...]:
        """Published and derived figures for exactly those months, best first."""
        return self._answer(key, (period.start, period.end))

    def _read(self, key: SeriesKey) -> Shelf:
        return Shelf(key, self._index.of_key(LEVELS, key), self._source)

    def _find(self, key: SeriesKey, span: Span) -> tuple[Observation, ...]:
        shelf = self._shelf(key)
        derived = shelf.sums(spelled(span, key.reporter)) if shelf.rows else []
        if made_from := operands(key):
            left, right, make = made_from
            if ones := self._answer(left, span):
                derived += combined(ones, self._answer(right, span), make)
        else:
            if is_group_of_partners(key):
                derived += self._sums_of_members(key, span)
            derived += self._same_goods(key, span, True)
        published = shelf.published(span)
        return tuple(best_of(published, derived)) if derived else tuple(published)

    def _same_goods(self, key: SeriesKey, span: Span, deep: bool) -> Iterator[Observation]:
        """What tables say under other codes for the same goods: gold as HS 7108, garments as chapters 61 and 62."""
        for codes in spellings(key.product) if key.product != ALL_PRODUCTS else ():
            shelves = [self._shelf(derive.with_product(key, code)) for code in codes]
            found = [shelf.published(span) for shelf in shelves]
            if deep:
                whole = spelled(span, key.reporter)
                found = [best_of(known, shelf.sums(whole)) for known, shelf in zip(found, shelves, strict=True)]
            for parts in of_one_family(found):
                yield derive.sum_of_goods(parts, key.product)

    def _sums_of_members(self, key: SeriesKey, span: Span) -> Iterator[Observation]:
        """What the reporter traded with all members of the group, the reporter left out where it is one itself."""
        inside = sorted(members(key.partner, spelled(span, key.reporter)) - {key.reporter})
        found = [self._flat(replace(key, partner=member), span) for member in inside]
        for parts in of_one_family(found) if len(found) > 1 else ():
            if parts[0].provenance.vintage:
                yield derive.sum_of_partners(parts, key.partner)

    def of_members(self, key: SeriesKey, period: Period) -> Iterator[Observation]:
        """What the members of the reporting group report, from each single table that has nearly all of them."""
        span = period.start, period.end
        inside = sorted(members(key.reporter, period) - {key.partner})
        by_family: dict[Family, list[Observation]] = {}
        for member in inside:
            seen: dict[Family, Observation] = {}
            for one in self._flat(replace(key, reporter=member), span):
                seen.setdefault(family(one), one)
            for kin, one in seen.items():
                by_family.setdefault(kin, []).append(one)
        for kin, parts in by_family.items():
            if kin.vintage and len(parts) > 1 and len(parts) >= NEARLY_ALL * len(inside):
                absent = sorted(set(inside) - {one.key.reporter for one in parts})
                yield derive.sum_of_reporters(parts, key.reporter, absent)

    def _series(self, key: SeriesKey, months: int | None = None) -> tuple[Observation, ...]:
        """Every figure but sums of periods, by start, end, then best first; with `months`, of periods that long."""
        spans = sorted(span for span in self._spans(key) if months in (None, span[1] - span[0]))
        return tuple(seen for span in spans for seen in self._flat(key, span))

    def is_held(self, key: SeriesKey) -> bool:
        """Whether anything was published of the key, or of what it is made from."""
        if self._shelf(key).rows:
            return True
        if made_from := operands(key):
            left, right, _ = made_from
            return self.is_held(left) and self.is_held(right)
        return any(
            all(self._shelf(derive.with_product(key, code)).rows for code in codes) for codes in spellings(key.product)
        )

    def _flat(self, key: SeriesKey, span: Span) -> Sequence[Observation]:
        """What was published for the months, and what published exports, imports, goods and services make."""
        published = self._shelf(key).published(span)
        made_from = operands(key)
        if not made_from:
            return best_of(published, self._same_goods(key, span, False))
        left, right, make = made_from
        ones = self._flat(left, span)
        return best_of(published, combined(ones, self._flat(right, span), make) if ones else ())

    def _spans(self, key: SeriesKey) -> set[Span]:
        spans = set(self._shelf(key).rows)
        if made_from := operands(key):
            left, right, _ = made_from
            spans |= self._spans(left) & self._spans(right)
        for codes in spellings(key.product):
            rows = [set(self._shelf(derive.with_product(key, code)).rows) for code in codes]
            spans |= set.intersection(*rows)
        return spans


def is_group_of_partners(key: SeriesKey) -> bool:
    """Whether the partner is a group whose members' trade adds up to its own: any group but the world."""
    known = areas().get(key.partner)
    return known is not None and known.kind is AreaKind.GROUP and key.partner != WORLD and operands(key) is None


def of_one_family(found: Sequence[Sequence[Observation]]) -> Iterator[list[Observation]]:
    """One figure from each list, all of one family, for each family that is in every list."""
    by_family = [{family(seen): seen for seen in reversed(known)} for known in found]
    for kin in by_family[0] if by_family else ():
        if all(kin in known for known in by_family):
            yield [known[kin] for known in by_family]


@cache
def spellings(code: str) -> tuple[tuple[str, ...], ...]:
    """Other codes that stand for the same goods, those of one spelling to be added up: GOLD -> (7108,)."""
    if code == ALL_PRODUCTS:
        return ()
    known = products()
    if code not in known or not known[code].hs:
        return ()
    parts = known[code].hs
    others = [(each.code,) for each in known.values() if each.hs == parts and each.code != code]
    return tuple(others) if len(parts) == 1 else (*others, parts)


def operands(key: SeriesKey) -> tuple[SeriesKey, SeriesKey, Maker] | None:
    """The two keys that a key is made of, and how: exports and imports, or goods and services; None for neither."""
    if key.flow in (Flow.TOTAL, Flow.BALANCE):
        make = derive.total if key.flow is Flow.TOTAL else derive.balance
        return derive.with_flow(key, Flow.EXPORT), derive.with_flow(key, Flow.IMPORT), make
    if key.basis is Basis.GOODS_SERVICES and key.flow is not Flow.RE_EXPORT:
        return (
            derive.with_basis(key, Basis.GOODS), derive.with_basis(key, Basis.SERVICES), derive.goods_and_services)
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
