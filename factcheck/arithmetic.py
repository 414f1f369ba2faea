"""The article held against itself: figures of one text that have to fit together, with no table at all.

Only figures of exactly the same trade and period are put into one sum, and each stands for the interval its printed
digits allow: what is called broken cannot be right whatever was rounded.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import chain, combinations, product

from claims.claim import Claim, Direction, Found, Hedge, Kind, Modality, Sign
from factcheck.finding import Arithmetic
from factcheck.judging.sentences import say_of_sum
from factcheck.judging.wording import SIGN, Style, figure
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

GROWN = "base x growth = new"
MOVED = "base to new"
NEAREST = 3                         # figures of one trade and period that one sum is tried with, on either side of it
MOST_VALUES = 12                    # different figures of one trade and period that are held against each other

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
    found += directions(usable)
    by_name = {claim.id: claim for claim in usable}
    proven = {each.claims[:-1] for each in found if each and each.holds and each.rule == GROWN}
    sure = [
        each for each in found if each and (
            each.holds or each.rule != GROWN or not (  # "up 1.4 per cent in value, 1.7 in volume"
            each.claims[:-1] in proven or has_two_moneys(each, claims) or has_another_base(each, by_name, claims)))
    ]
    told = once(without_converted(sure, by_name), by_name)
    return sorted(told, key=lambda each: [order[name] for name in each.claims])


def without_converted(found: Sequence[Arithmetic], claims: Mapping[str, Claim]) -> Iterator[Arithmetic]:
    """Without sums that are broken only in the money which stands behind that in which they hold: `184.7 billion euros
    (213.74 billion dollars)` was rounded before it was converted."""
    holding: dict[object, Claim] = {}
    for each in found:
        if each.holds:
            holding.setdefault(matter(each, claims), claims[each.claims[0]])
            if each.rule == GROWN:
                holding.setdefault(base_and_new(each, claims), claims[each.claims[0]])
    for each in found:
        first = claims[each.claims[0]]
        other = holding.get(base_and_new(each, claims) if each.rule.startswith(MOVED) else matter(each, claims))
        if each.holds or other is None or other.unit == first.unit or other.start > first.start:
            yield each


def matter(row: Arithmetic, claims: Mapping[str, Claim]) -> object:
    """What a sum is of, in whatever money."""
    return (row.rule, *(of_what(claims[name]) for name in row.claims))


def base_and_new(row: Arithmetic, claims: Mapping[str, Claim]) -> object:
    """Of a growth, or of a rise or fall, the base and what it came to."""
    return (MOVED, *(of_what(claims[name]) for name in row.claims[:2]))


def of_what(claim: Claim) -> tuple[PartialKey, Period | None]:
    """The trade and the time that a figure is of, in whatever money."""
    return claim.key, claim.period


def has_two_moneys(row: Arithmetic, claims: Sequence[Claim]) -> bool:
    """Whether both figures of a growth are told in another currency too: which of the two the growth is in is open."""
    told = {claim.id: of_what(claim) for claim in claims}
    units = {(claim.key, claim.period, claim.unit) for claim in claims if claim.kind in (Kind.LEVEL, Kind.BALANCE)}
    return all(sum((key, period) == told[name] for key, period, _ in units) > 1 for name in row.claims[:-1])


def once(found: Iterable[Arithmetic | None], claims: Mapping[str, Claim]) -> list[Arithmetic]:
    """What holds is said once for the figure it proves, what is broken once for its figures, however often told."""
    kept: dict[object, Arithmetic] = {}
    for each in found:
        if each is None:
            continue
        figures = [claims[name] for name in each.claims]
        values = tuple((claim.key, claim.period, claim.kind, claim.value, claim.unit) for claim in figures)
        kept.setdefault((each.rule, each.claims[-1], True) if each.holds else (each.rule, values), each)
    return list(kept.values())


def nearest(figures: Sequence[Claim], claim: Claim) -> Sequence[Claim]:
    """Of figures in the order of the text those beside a claim: an article says nothing across a hundred others."""
    at = bisect_left(figures, claim.start, key=lambda other: other.start)
    return figures[max(0, at - NEAREST):at + NEAREST]


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
    of_any_period: dict[PartialKey, list[Claim]] = {}
    for (key, _), group in levels.items():
        if key.flow is Flow.BALANCE:
            of_any_period.setdefault(key.with_flow(Flow.EXPORT), []).extend(group)
    for balances in of_any_period.values():
        balances.sort(key=lambda claim: claim.start)
    hubs = {(key.reporter, period) for key, period in levels if key.flow is Flow.RE_EXPORT}
    for (key, period), exports in levels.items():
        if key.flow is not Flow.EXPORT or (key.reporter, period) in hubs:   # whose total takes in re-exports
            continue
        imports = levels.get((key.with_flow(Flow.IMPORT), period), [])
        for total in levels.get((key.with_flow(Flow.TOTAL), period), ()):
            for export, imported in product(nearest(exports, total), nearest(imports, total)):
                implied = added(box(export), box(imported))
                yield made((export, imported, total), "export + import = total", box(total), implied)
        for balance in levels.get((key.with_flow(Flow.BALANCE), period), ()):
            for export, imported in product(nearest(exports, balance), nearest(imports, balance)):
                if not is_of_other_months(export, imported, balance, of_any_period[key]):
                    yield balanced(export, imported, balance)


def is_of_other_months(export: Claim, imports: Claim, balance: Claim, balances: Sequence[Claim]) -> bool:
    """Whether the balance that two figures make is printed close by for another period: then the periods of two
    balances were mixed up, most likely in reading."""
    implied = twice_as_wide(added(box(export), turned(box(imports))))
    if implied.high < 0:
        implied = turned(implied)
    if box(balance).overlaps(implied):
        return False
    return any(
        other.period != balance.period and box(other).overlaps(implied) and are_near((balance, other))
        for other in nearest(balances, balance)
    )


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
        for now in nearest(levels.get((change.key, change.period), ()), change):
            for before in nearest(levels.get((change.key, change.versus), ()), change):
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
    low, high = (new.low / then.high - 1) * HUNDRED - POINT_SLACK, (new.high / then.low - 1) * HUNDRED + POINT_SLACK
    return made((before, now, change), GROWN, moved(change, box(change)), Interval(low, high))


def moved(change: Claim, size: Interval) -> Interval:
    return turned(size) if change.direction is Direction.DOWN else size


def has_another_base(row: Arithmetic, by_name: Mapping[str, Claim], claims: Sequence[Claim]) -> bool:
    """Whether another sentence tells the base of a growth, "lower than April's 17", or what it was expected to be."""
    before, now, change = (by_name[name] for name in row.claims)
    foreseen = {one.sentence for one in claims if one.modality is not Modality.REPORTED} - {change.sentence}
    return change.found.get("versus") is not Found.SAID and (
        before.sentence in foreseen or change.sentence not in (before.sentence, now.sentence))


# --- rose to less, fell to more --------------------------------------------------------------------------------------


def directions(usable: Sequence[Claim]) -> Iterator[Arithmetic]:
    """Two figures of one trade in one sentence, and a word that has it go the other way: "widened to 20 from 22".

    Only where the sentence gives the trade two figures and no more: then which of them is the base is plain.
    """
    told: dict[tuple[object, ...], list[Claim]] = {}
    for claim in usable:
        if claim.kind in (Kind.LEVEL, Kind.BALANCE):
            told.setdefault((claim.sentence, claim.key, claim.unit, claim.sign), []).append(claim)
    for claims in told.values():
        if len(claims) != 2:
            continue
        then, now = sorted(claims, key=lambda claim: claim.period.end if claim.period is not None else 0)
        way = direction_of(now, then, usable)
        if way is None or now.period == then.period or now.period is None or then.period is None:
            continue
        if now.period.length != then.period.length:
            continue    # "fell to 41 billion in March, and to 437 billion in the year"
        fell, rose = box(now).high < box(then).low, box(now).low > box(then).high
        if (way is Direction.UP and fell) or (way is Direction.DOWN and rose):
            what, other = ("fall", "rise") if fell else ("rise", "fall")
            yield Arithmetic(
                (then.id, now.id), f"{MOVED} is a {what}", False, now.quote, other,
                f"From {then.quote} to {now.quote} is a {what}, not a {other}.",
            )


def direction_of(now: Claim, then: Claim, usable: Sequence[Claim]) -> Direction | None:
    """The way the sentence says it went: with the new figure, or with a change told beside it."""
    if then.direction is not None:
        return None
    changes = [
        claim for claim in usable
        if claim.kind is Kind.CHANGE and claim.sentence == now.sentence and claim.key == now.key
        and claim.unit == PERCENT and claim.period in (now.period, then.period)
    ]
    if any(claim.period == then.period or claim.versus not in (None, then.period) for claim in changes):
        return None     # each of the two figures moved against another base: the same quarter of the year before
    way = now.direction or now.moved
    ways = {way} if way is not None else {claim.direction for claim in changes}
    return ways.pop() if len(ways) == 1 else None


# --- part and whole --------------------------------------------------------------------------------------------------


def shares(usable: Sequence[Claim], levels: Group) -> Iterator[Arithmetic | None]:
    """part / whole = share, of a partner in trade with the world; a part above its whole is of another time than it."""
    for share in usable:
        if share.kind is not Kind.SHARE or share.unit != PERCENT or share.whole is not None or share.period is None:
            continue
        if share.key.partner in (None, "WLD"):
            continue
        for part in nearest(levels.get((share.key, share.period), ()), share):
            for whole in nearest(levels.get((replace(share.key, partner="WLD"), share.period), ()), share):
                if one_unit(part, whole) and box(whole).low > 0 and box(part).low <= box(whole).high:
                    low, high = (share_of * HUNDRED for share_of in (
                        box(part).low / box(whole).high, box(part).high / box(whole).low))
                    implied = Interval(low - POINT_SLACK, high + POINT_SLACK)
                    yield made((part, whole, share), "part / whole = share", box(share), implied)


# --- the same thing twice --------------------------------------------------------------------------------------------


def repeated(levels: Group) -> Iterator[Arithmetic]:
    """The same trade and period with two figures: one of them is wrong, unless a field was misread.

    Only figures close enough to be meant as the same are compared, and only fields the text itself names.
    """
    for claims in levels.values():
        different = list({(claim.value, claim.slack, claim.sign): claim for claim in reversed(claims)}.values())[::-1]
        first = ((claims[0], other) for other in claims[1:])
        for one, other in chain(first, combinations(different[:MOST_VALUES], 2)):
            if not one_unit(one, other) or one.kind is not other.kind or one.sign is not other.sign:
                continue
            if not (is_said(one) and is_said(other)) or is_told_in_one(claims, one, other):
                continue
            if (found := made((one, other), "same figure twice", box(other), box(one))) is not None:
                yield found


def is_told_in_one(claims: Sequence[Claim], one: Claim, other: Claim) -> bool:
    """Whether a sentence gives both figures: "9.1 billion, with 7.1 billion of it from ...": one is a part of the
    other."""
    def has(claim: Claim, value: Decimal) -> bool:
        return any(third.sentence == claim.sentence and third.value == value for third in claims)

    return one.sentence == other.sentence or (
        one.value != other.value and (has(one, other.value) or has(other, one.value))
    )


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
    if holds:
        twice = rule == "same figure twice"
        sentence = f"{names} and {last.quote} agree." if twice else f"{names} agree with {last.quote} ({rule})."
    else:
        leads_to, told = told_apart(last, middle, shown.lstrip("-"))
        sentence = say_of_sum(rule, one=claims[0].quote, other=claims[1].quote, implied=leads_to, stated=told)
    return Arithmetic(tuple(claim.id for claim in claims), rule, holds, last.quote, shown, sentence)


def told_apart(last: Claim, middle: Decimal, shown: str) -> tuple[str, str]:
    """What the figures make and what is printed: two of one size would look the same, so what differs is which way."""
    size = SIGN.sub("", last.quote)
    if last.kind is Kind.CHANGE:
        ways = {Direction.UP: "a rise", Direction.DOWN: "a fall"}
        way = Direction.DOWN if middle < 0 else Direction.UP
        return f"{ways[way]} of {shown}", size if last.direction in (None, way) else f"{ways[last.direction]} of {size}"
    sign = Sign.DEFICIT if middle < 0 else Sign.SURPLUS
    if last.kind is Kind.BALANCE and last.sign not in (None, sign):
        return f"a {sign} of {shown}", f"a {last.sign} of {size}"
    return f"a deficit of {shown}" if last.kind is Kind.BALANCE and middle < 0 else shown, last.quote
