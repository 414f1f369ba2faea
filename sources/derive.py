"""Deriving: what published figures make together.  Pure functions on observations.

Each result carries its formula in plain words and its parts in the formula's order, and the slack of its parts: how far
off it may be when each part is off by half of its last printed digit.  Whether figures may stand in one formula at all
is for kinship.py to say; these functions only reckon.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from sys import intern

from sources.kinship import came_out
from sources.observation import Observation, Provenance
from sources.terms.key import ALL_PRODUCTS, Basis, Flow, SeriesKey
from sources.terms.period import MONTHS_A_YEAR, Period
from sources.terms.quantity import PERCENT, PERCENTAGE_POINT

HUNDRED = Decimal(100)
SHOWN_PARTS = 3                 # a row made of more names only its first and last


def name(key: SeriesKey) -> str:
    """The key as a formula says it: "IND export USA", "CHN import WLD SEMICONDUCTORS", "USA export WLD services"."""
    goods = "" if key.product == ALL_PRODUCTS else f" {key.product}"
    return f"{key.reporter} {key.flow} {key.partner}{goods}" + ("" if key.basis is Basis.GOODS else f" {key.basis}")


def with_flow(key: SeriesKey, flow: Flow) -> SeriesKey:
    """The key with another flow, built plainly: rankings do this by the hundred, `replace` is slow."""
    return SeriesKey(key.reporter, key.partner, flow, key.product, key.basis)


def with_product(key: SeriesKey, product: str) -> SeriesKey:
    return SeriesKey(key.reporter, key.partner, key.flow, product, key.basis)


def with_basis(key: SeriesKey, basis: Basis) -> SeriesKey:
    return SeriesKey(key.reporter, key.partner, key.flow, key.product, basis)


def row_name(key: SeriesKey, period: str) -> str:
    """What finds a row again in its table: "IND|USA|export|FY2024-25", with product and basis where there is one."""
    said = [key.reporter, key.partner, str(key.flow)]
    if key.product != ALL_PRODUCTS:
        said.append(key.product)
    if key.basis is not Basis.GOODS:
        said.append(str(key.basis))
    return "|".join((*said, period))


def made(
    key: SeriesKey, period: Period, value: Decimal, unit: str, slack: Decimal, formula: str,
    parts: Sequence[Observation],
) -> Observation:
    """A derived observation.  Its provenance is that of the part released last, for it was not known before."""
    rows = [part.row for part in parts]
    row = " + ".join(rows) if len(rows) <= SHOWN_PARTS else f"{rows[0]} … {rows[-1]}"
    return Observation(key, period, value, unit, youngest(parts), row, slack, intern(formula), tuple(parts))


def youngest(parts: Sequence[Observation]) -> Provenance:
    return max(parts, key=came_out).provenance


def total(export: Observation, imports: Observation) -> Observation:
    """Exports + imports.  Slacks add up."""
    return made(
        with_flow(export.key, Flow.TOTAL), export.period, export.value + imports.value, export.unit,
        export.slack + imports.slack, f"{name(export.key)} + {name(imports.key)}", (export, imports),
    )


def balance(export: Observation, imports: Observation) -> Observation:
    """Exports - imports: negative is a deficit.  Slacks add up."""
    return made(
        with_flow(export.key, Flow.BALANCE), export.period, export.value - imports.value, export.unit,
        export.slack + imports.slack, f"{name(export.key)} - {name(imports.key)}", (export, imports),
    )


def goods_and_services(goods: Observation, services: Observation) -> Observation:
    """Goods + services of one flow.  Slacks add up."""
    return made(
        with_basis(goods.key, Basis.GOODS_SERVICES), goods.period, goods.value + services.value, goods.unit,
        goods.slack + services.slack, f"{name(goods.key)} + {name(services.key)}", (goods, services),
    )


def sum_of_periods(parts: Sequence[Observation], whole: Period) -> Observation:
    """The months, quarters or years `parts`, which fill `whole` without gap or overlap, added up."""
    word = {1: "months", 3: "quarters", 6: "halves", MONTHS_A_YEAR: "years"}[parts[0].period.length]
    formula = f"sum of {len(parts)} {word} of {name(parts[0].key)}, {parts[0].period.label} to {parts[-1].period.label}"
    slack = sum((part.slack for part in parts), Decimal(0))
    value = sum((part.value for part in parts), Decimal(0))
    return made(parts[0].key, whole, value, parts[0].unit, slack, formula, parts)


def sum_of_partners(parts: Sequence[Observation], group: str) -> Observation:
    """What the reporter traded with each member of a group, added up."""
    key = replace(parts[0].key, partner=group)
    formula = f"sum of {name(key).replace(group, f'the {len(parts)} members of {group}', 1)}"
    slack = sum((part.slack for part in parts), Decimal(0))
    value = sum((part.value for part in parts), Decimal(0))
    return made(key, parts[0].period, value, parts[0].unit, slack, formula, parts)


def sum_of_reporters(parts: Sequence[Observation], group: str, absent: Sequence[str]) -> Observation:
    """What the members of a group report of their trade with one partner, added up; the formula names those without a
    figure."""
    key = replace(parts[0].key, reporter=group)
    few = f", without {', '.join(absent)}" if absent else ""
    formula = f"sum of {name(key).replace(group, f'{len(parts)} members of {group}', 1)}{few}"
    slack = sum((part.slack for part in parts), Decimal(0))
    value = sum((part.value for part in parts), Decimal(0))
    return made(key, parts[0].period, value, parts[0].unit, slack, formula, parts)


def sum_of_goods(parts: Sequence[Observation], product: str) -> Observation:
    """What the product's other codes say, added up: garments from chapters 61 and 62, gold from heading 7108 alone."""
    formula = " + ".join(name(part.key) for part in parts)
    slack = sum((part.slack for part in parts), Decimal(0))
    value = sum((part.value for part in parts), Decimal(0))
    return made(with_product(parts[0].key, product), parts[0].period, value, parts[0].unit, slack, formula, parts)


def share(part: Observation, whole: Observation) -> Observation | None:
    """`part` of `whole` in percent, 0 to 100; None where the whole is nothing, or less than the part."""
    if whole.value <= 0 or part.value < 0 or part.value > whole.value:
        return None
    value = HUNDRED * part.value / whole.value
    edges = ratio_edges(part, whole)
    slack = max((abs(HUNDRED * edge - value) for edge in edges), default=Decimal(0))
    return made(part.key, part.period, value, PERCENT, slack, f"{name(part.key)} / {name(whole.key)}", (part, whole))


def growth(now: Observation, then: Observation) -> Observation | None:
    """Percent by which `now` is larger than `then`, negative where it is smaller.

    For a balance it is the growth of the deficit or surplus: from -100 to -120 is +20.  None where the base is zero, or
    where a deficit became a surplus, for then no percentage says what happened.
    """
    if not then.value or (now.value < 0) is not (then.value < 0):
        return None
    value = HUNDRED * (now.value / then.value - 1)
    slack = max((abs(HUNDRED * (edge - 1) - value) for edge in ratio_edges(now, then)), default=Decimal(0))
    formula = f"{name(now.key)} {now.period.label} / {then.period.label} - 1"
    return made(now.key, now.period, value, PERCENT, slack, formula, (now, then))


def difference(now: Observation, then: Observation) -> Observation:
    """`now` - `then`: of two values in their own unit, of two percentages in percentage points.  Slacks add up."""
    unit = PERCENTAGE_POINT if now.unit == PERCENT else now.unit
    of = now.formula if now.unit == PERCENT and now.formula else name(now.key)
    formula = f"{of}, {now.period.label} less {then.period.label}"
    return made(now.key, now.period, now.value - then.value, unit, now.slack + then.slack, formula, (now, then))


def ratio_edges(above: Observation, below: Observation) -> tuple[Decimal, ...]:
    """The least and the greatest quotient that the printed digits leave room for; none where both figures are exact."""
    if not above.slack and not below.slack:
        return ()
    low, high = abs(above.value) - above.slack, abs(above.value) + above.slack
    least, most = abs(below.value) - below.slack, abs(below.value) + below.slack
    return (low / most, high / least) if least > 0 else (low / most,)


def compound_growth(now: Observation, then: Observation) -> Observation | None:
    """Percent a year from `then` to `now`, compounded; None unless both are above zero and at least a year apart."""
    months = now.period.end - then.period.end
    if months < MONTHS_A_YEAR or now.value <= 0 or then.value <= 0:
        return None
    years = Decimal(months) / MONTHS_A_YEAR
    value = needed_growth(then.value, now.value, years)
    rates = (HUNDRED * (edge ** (1 / years) - 1) for edge in ratio_edges(now, then))
    slack = max((abs(rate - value) for rate in rates), default=Decimal(0))
    formula = f"({name(now.key)} {now.period.label} / {then.period.label}) ^ (1 / {years.normalize():f}) - 1"
    return made(now.key, now.period, value, PERCENT, slack, formula, (now, then))


def needed_growth(base: Decimal, goal: Decimal, years: Decimal) -> Decimal:
    """Percent a year that takes `base` to `goal` in so many years; all three above zero."""
    return HUNDRED * ((goal / base) ** (1 / years) - 1)


def by_size(levels: Iterable[Observation]) -> list[Observation]:
    return sorted(levels, key=lambda seen: (-seen.value, seen.key.reporter, seen.key.partner))


def ranked(levels: Sequence[Observation], among: str) -> tuple[Observation, ...]:
    """The levels, largest first, each with its place as formula: "rank 1 among 179 partners of IND, total, FY2024-25".

    Equal values share a place.  The parts stay those of the level.
    """
    ordered = by_size(levels)
    places: dict[Decimal, int] = {}
    for place, seen in enumerate(ordered, 1):
        places.setdefault(seen.value, place)
    return tuple(
        Observation(
            seen.key, seen.period, seen.value, seen.unit, seen.provenance, seen.row, seen.slack,
            f"rank {places[seen.value]} among {len(ordered)} {among}", seen.parts,
        )
        for seen in ordered
    )


def average_rate(rates: Sequence[Observation], whole: Period) -> Observation:
    """The mean of the months' averages: every month counts the same."""
    value = sum((rate.value for rate in rates), Decimal(0)) / len(rates)
    slack = sum((rate.slack for rate in rates), Decimal(0)) / len(rates)
    first, last = rates[0], rates[-1]
    formula = f"mean of {len(rates)} monthly averages of {first.unit}, {first.period.label} to {last.period.label}"
    return made(rates[0].key, whole, value, rates[0].unit, slack, formula, rates)


def converted(seen: Observation, unit: str, old: Observation | None, new: Observation | None) -> Observation:
    """Money in another currency.  `old` and `new` are the rates of both to the dollar, None where it is the dollar."""
    factor, formula, parts = Decimal(1), f"{name(seen.key)} {seen.period.label} in {seen.unit}", [seen]
    if old:
        factor, formula = factor / old.value, f"{formula} / {old.value.normalize():f} {old.unit}"
        parts.append(old)
    if new:
        factor, formula = factor * new.value, f"{formula} * {new.value.normalize():f} {new.unit}"
        parts.append(new)
    result = made(seen.key, seen.period, seen.value * factor, unit, seen.slack * factor, formula, parts)
    return replace(result, provenance=seen.provenance, row=seen.row)
