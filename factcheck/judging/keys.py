"""The trade a claim may be of: its key with every gap filled, by each basis, and the two sides of a share."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

from claims.claim import Claim, Found, Kind
from factcheck.judging.said import has_three_digits, how
from sources.terms.areas import areas
from sources.terms.key import ALL_PRODUCTS, WORLD, Basis, PartialKey, SeriesKey
from sources.terms.period import Period


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
    if claim.key.partner in (None, WORLD) and claim.kind in (Kind.LEVEL, Kind.BALANCE) and has_three_digits(claim):
        others.append(Basis.SERVICES)
    return (first, *(basis for basis in others if basis is not first))


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


@cache
def adjusting() -> dict[str, bool]:
    """Whose monthly headline is of goods and services, seasonally adjusted: there unadjusted goods refute no record.

    With each, whether copy tells its unadjusted figures too."""
    rows = Path(__file__).with_name("adjusting.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return {area: both == "yes" for area, both, _ in (row.split("\t") for row in rows)}


def are_goods_alone(key: SeriesKey, period: Period) -> bool:
    """Whether nobody could tell of services in this trade of two countries: no office does so by month, and most never
    do."""
    known = areas()
    if not all(code in known and known[code].is_country for code in (key.reporter, key.partner)):
        return False
    return period.length == 1 or not {key.reporter, key.partner} & first_column("services.tsv")


@cache
def first_column(file: str) -> frozenset[str]:
    lines = Path(__file__).with_name(file).read_text(encoding="utf-8").splitlines()
    return frozenset(line.split("\t", 1)[0] for line in lines[1:] if line)
