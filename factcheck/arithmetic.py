"""The article held against itself: figures of one text that have to fit together, with no table at all.

Only figures of exactly the same trade and period are put into one sum, and each stands for the interval its printed
digits allow: what is called broken cannot be right whatever was rounded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import combinations

from claims.claim import Claim, Direction, Found, Hedge, Kind, Modality, Sign
from factcheck.finding import Arithmetic
from factcheck.judging.wording import Style, figure
from sources.terms.key import Flow, PartialKey
from sources.terms.period import Period
from sources.terms.quantity import PERCENT, Interval

LOOSE = (Hedge.OVER, Hedge.NEARLY, Hedge.AT_LEAST, Hedge.UP_TO)
HUNDRED = Decimal(100)
ABOUT = Decimal("0.05")             # how much "about" widens a figure
NEAR = 800                          # characters within which figures are told of one thing
SAME_MATTER = Decimal("1.5")        # figures further apart than this were probably not meant to add up
SLIPS = ("1000", "0.001", "1000000", "0.000001", "100", "0.01", "10", "0.1")     # million for billion, lakh for crore
POINT_SLACK = Decimal("0.05")       # percentage points a growth rate may differ by through rounding of its own base

Group = dict[tuple[PartialKey, Period], list[Claim]]     # the figures of one trade, period and unit


def hold_together(claims: Sequence[Claim]) -> list[Arithmetic]:
    """What the article's figures say of each other, in the order of the text; the order of `claims` changes nothing."""
    usable = sorted((claim for claim in claims if is_usable(claim)), key=lambda claim: (claim.start, claim.id))
    order = {claim.id: index for index, claim in enumerate(usable)}
    found: list[Arithmetic | None] = []
    for unit in dict.fromkeys(claim.unit for claim in usable if claim.kind in (Kind.LEVEL, Kind.BALANCE)):
        levels: Group = {}
        for claim in usable:
            if claim.kind in (Kind.LEVEL, Kind.BALANCE) and claim.period is not None and claim.unit == unit:
                levels.setdefault((claim.key, claim.period), []).append(claim)
        found += repeated(levels)
        # A trade with two figures for one period was misread, or is broken already: nothing may be built on it.
        sound = {key: group for key, group in levels.items() if all(box(group[0]).overlaps(box(c)) for c in group)}
        found += [*sums(sound), *growth(usable, sound), *shares(usable, sound)]
    return sorted(once(found), key=lambda each: [order[name] for name in each.claims])


def once(found: Iterable[Arithmetic | None]) -> list[Arithmetic]:
    """What holds is said once for the figure it proves, however often the article repeats the others."""
    kept: dict[object, Arithmetic] = {}
    for each in found:
        if each is not None:
            kept.setdefault((each.rule, each.claims[-1], each.holds) if each.holds else each, each)
    return list(kept.values())


def is_usable(claim: Claim) -> bool:
    """Reported, printed with digits that bind it, and of a trade that the text names."""
    return (
        claim.modality is Modality.REPORTED and claim.hedge not in LOOSE and claim.value_high is None
        and claim.period is not None and claim.key.reporter is not None and claim.key.flow is not None
        and claim.found.get("period") in (Found.SAID, Found.CARRIED)
        and claim.found.get("flow") in (Found.SAID, Found.CARRIED)
    )


# --- exports, imports, total, balance --------------------------------------------------------------------------------


def sums(levels: Group) -> Iterator[Arithmetic | None]:
    """exports + imports = total; exports - imports = balance."""
    for (key, period), exports in levels.items():
        if key.flow is not Flow.EXPORT:
            continue
        for imports in levels.get((replace(key, flow=Flow.IMPORT), period), ()):
            for total in levels.get((replace(key, flow=Flow.TOTAL), period), ()):
                for export in exports:
                    if one_unit(export, imports, total):
                        implied = added(box(export), box(imports))
                        yield made((export, imports, total), "export + import = total", box(total), implied)
            for balance in levels.get((replace(key, flow=Flow.BALANCE), period), ()):
                for export in exports:
                    if one_unit(export, imports, balance):
                        yield balanced(export, imports, balance)


def balanced(export: Claim, imports: Claim, balance: Claim) -> Arithmetic | None:
    implied = added(box(export), turned(box(imports)))
    said = box(balance)
    if balance.sign is Sign.DEFICIT or (balance.sign is None and implied.high < 0):
        said = turned(said)
    return made((export, imports, balance), "export - import = balance", said, implied)


# --- growth from a base ----------------------------------------------------------------------------------------------


def growth(usable: Sequence[Claim], levels: Group) -> Iterator[Arithmetic | None]:
    """base x (1 + growth) = new, where the text gives all three; and the direction of a move between two figures."""
    for change in usable:
        if change.kind is not Kind.CHANGE or change.versus is None or change.period is None:
            continue
        for now in levels.get((change.key, change.period), ()):
            for before in levels.get((change.key, change.versus), ()):
                comparable = now is not before and one_unit(now, before) and now.sign is before.sign
                if not comparable or before.value <= 0 or now.value <= 0:
                    continue
                if change.unit == PERCENT and change.direction is not None:
                    yield grown(before, now, change)
                elif change.unit == now.unit and change.direction is not None:
                    implied = added(box(now), turned(box(before)))
                    yield made((before, now, change), "new - base = change", moved(change, box(change)), implied)


def grown(before: Claim, now: Claim, change: Claim) -> Arithmetic | None:
    """The growth that the two figures imply, as an interval, against the growth stated."""
    then, new = box(before), box(now)
    low, high = new.low / then.high - 1, new.high / then.low - 1
    implied = Interval(low * HUNDRED - POINT_SLACK, high * HUNDRED + POINT_SLACK)
    return made((before, now, change), "base x growth = new", moved(change, box(change)), implied)


def moved(change: Claim, size: Interval) -> Interval:
    return turned(size) if change.direction is Direction.DOWN else size


# --- part and whole --------------------------------------------------------------------------------------------------


def shares(usable: Sequence[Claim], levels: Group) -> Iterator[Arithmetic | None]:
    """part / whole = share, for the share of a partner in a reporter's trade with the world."""
    for share in usable:
        if share.kind is not Kind.SHARE or share.unit != PERCENT or share.whole is not None or share.period is None:
            continue
        if share.key.partner in (None, "WLD"):
            continue
        for part in levels.get((share.key, share.period), ()):
            for whole in levels.get((replace(share.key, partner="WLD"), share.period), ()):
                if one_unit(part, whole) and box(whole).low > 0:
                    low, high = box(part).low / box(whole).high, box(part).high / box(whole).low
                    implied = Interval(low * HUNDRED - POINT_SLACK, high * HUNDRED + POINT_SLACK)
                    yield made((part, whole, share), "part / whole = share", box(share), implied)


# --- the same thing twice --------------------------------------------------------------------------------------------


def repeated(levels: Group) -> Iterator[Arithmetic]:
    """The same trade and period with two figures: one of them is wrong, unless a field was misread.

    Only figures close enough to be meant as the same are compared, and only fields the text itself names.
    """
    for claims in levels.values():
        for one, other in combinations(claims, 2):
            if not one_unit(one, other) or one.kind is not other.kind or one.sign is not other.sign:
                continue
            if not (is_said(one) and is_said(other)) or one.sentence == other.sentence:
                continue
            if (found := made((one, other), "same figure twice", box(other), box(one))) is not None:
                yield found


def is_said(claim: Claim) -> bool:
    return all(claim.found.get(field) is Found.SAID for field in ("reporter", "flow", "period"))


# --- intervals -------------------------------------------------------------------------------------------------------


def box(claim: Claim) -> Interval:
    """What the printed digits stand for, without a sign; wider where the text says "about"."""
    size, slack = abs(claim.value), claim.slack
    if claim.hedge is Hedge.ABOUT:
        slack = max(slack, size * ABOUT)
    return Interval.around(size, slack)


def twice_as_wide(interval: Interval) -> Interval:
    half = (interval.high - interval.low) / 2
    return Interval(interval.low - half, interval.high + half)


def scaled(interval: Interval, factor: Decimal) -> Interval:
    return Interval(interval.low * factor, interval.high * factor)


def added(one: Interval, other: Interval) -> Interval:
    return Interval(one.low + other.low, one.high + other.high)


def turned(interval: Interval) -> Interval:
    return Interval(-interval.high, -interval.low)


def one_unit(*claims: Claim) -> bool:
    return len({claim.unit for claim in claims}) == 1


def are_near(claims: Sequence[Claim]) -> bool:
    """Whether figures stand close enough together to be told of one thing."""
    return max(claim.end for claim in claims) - min(claim.start for claim in claims) <= NEAR


def is_same_matter(said: Interval, implied: Interval) -> bool:
    """Whether two figures that do not agree were meant as one: of one size, or the same digits at another scale."""
    stated, made_up = abs(said.low + said.high) / 2, abs(implied.low + implied.high) / 2
    if not stated or not made_up:
        return False
    if max(stated / made_up, made_up / stated) <= SAME_MATTER:
        return True
    return any(scaled(said, Decimal(power)).overlaps(implied) for power in SLIPS)


def made(claims: tuple[Claim, ...], rule: str, said: Interval, implied: Interval) -> Arithmetic | None:
    """The finding: `holds` unless the two intervals are apart; None where they were hardly meant to fit together."""
    near = are_near(claims) or rule == "same figure twice"
    # Digits may have been cut off instead of rounded: then each figure is off by twice as much.
    holds = twice_as_wide(said).overlaps(twice_as_wide(implied))
    if not near or not (holds or is_same_matter(said, implied)):
        return None
    last = claims[-1]
    middle = (implied.low + implied.high) / 2
    shown = figure(middle, last.unit, Style.of(last))
    if middle < 0 and last.kind is not Kind.BALANCE and last.key.flow is not Flow.BALANCE:
        shown = f"-{shown}"
    names = " and ".join(claim.quote for claim in claims[:-1])
    if rule == "same figure twice":
        sentence = f"The text says {claims[0].quote} and {last.quote} of the same thing."
        if holds:
            sentence = f"{claims[0].quote} and {last.quote} agree."
    elif holds:
        sentence = f"{names} agree with {last.quote} ({rule})."
    else:
        sentence = f"{names} make {shown}, not {last.quote} ({rule})."
    return Arithmetic(tuple(claim.id for claim in claims), rule, holds, last.quote, shown, sentence)
