"""Ranges and lists: what one number prints counts for its neighbour too.

    range = number ("-" | "to") number | "between" number "and" number
    list = number ("," number)* "and" number
    sum = number scale "and" number smaller-scale, with one unit printed for both
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from claims.claim import Hedge
from claims.pattern import pattern
from claims.scanning.numerals import SCALED, Numeral
from sources.terms.quantity import PERCENT, PERCENTAGE_POINT, RANK, RATIO, is_money

LONGEST_LINK = 15               # letters
CENT = Decimal("0.01")
FARTHEST = 160                  # letters from an amount to a bare number that goes on in its unit
NEXT = 30                       # ... and to one of few digits, which may count anything
ENDED = pattern(r"[.,;:)]|$| \(\d| (?P<word>\w+)")
ALIKE = Decimal(10)             # a bare number that goes on is of the same order
GROUPED = pattern(r"\d{1,3}(?:,\d{3})+")
PAIRED = pattern(r" \(\d[\d,.]*\)")      # the same figure of another time
YEAR = pattern(r"(?:19|20)\d\d")
PERCENTS = frozenset({PERCENT, PERCENTAGE_POINT})
UNCOUNTED = PERCENTS | {RATIO, RANK}
NO_RANGE = frozenset({RANK, RATIO})


@dataclass(slots=True)
class Found:
    """An amount in the making: items[first:after], folded[start:end]."""

    number: Numeral
    first: int
    after: int
    start: int
    end: int
    value: Decimal
    slack: Decimal
    unit: str
    head: bool = False              # its unit stands before it
    scaled: bool = False
    scale: Decimal = Decimal(1)     # what the printed number was multiplied by, unit factor included
    high: Decimal | None = None
    hedge: Hedge | None = None

    @property
    def alone(self) -> bool:
        """A bare number: neither unit nor scale."""
        return not self.unit and not self.scaled

    def take(self, other: Found) -> None:
        """The unit and scale that the neighbour prints for both."""
        if not self.unit:
            self.unit = other.unit
        if not self.scaled and self.scale != other.scale:
            self.value *= other.scale / self.scale
            self.slack *= other.scale / self.scale
            self.scale, self.scaled = other.scale, other.scaled


def share(folded: str, found: Sequence[Found], values: Mapping[str, Mapping[str, str]]) -> list[Found]:
    """The amounts with shared units and scales filled in, and each range made one.

    Read from the right, for the words that belong to both stand at the end: 5, 7 and 9 percent.
    """
    links = values["link"]
    between, apart = (tuple([word for word, kind in links.items() if kind == role]) for role in ("between", "from"))
    found = _summed(folded, found, links, values)
    kept: list[Found] = []
    listed = False              # the pair to the right was joined by "and", so that a comma may join one more
    for one in reversed(found):
        other = kept[-1] if kept else None
        link = ""
        if other is not None and 0 < other.start - one.end <= LONGEST_LINK:
            link = links.get(folded[one.end:other.start], "")
        if other is None or not link or (link == "list" and not listed) or not _fit(one, other):
            kept.append(one)
            listed = False
            continue
        before = folded[max(0, one.start - 16):one.start]
        if link == "and":
            ranged = before.endswith(between)
        else:
            ranged = link == "dash" or (link == "to" and not before.endswith(apart))
        if ranged and link == "to" and one.unit in PERCENTS:
            # Duties of 5 percent to 8 percent, but: the bank lifted its rate 0.25 percent to 5.5 percent.
            ranged = _word_before(folded, one.start) in values["before-range"]
        joined = _share_pair(one, other, link, ranged, before.endswith(between))
        if joined:
            one.high = max(one.value, other.value)
            one.value = min(one.value, other.value)
            one.end, one.after = other.end, other.after
            one.slack = min(one.slack, other.slack)
            kept[-1] = one
        else:
            kept.append(one)
        listed = not joined and link in ("and", "list")
    kept.reverse()
    kept = _with_cents(folded, kept, values["cents-link"])
    _go_on(folded, kept, values)
    return kept


def _summed(folded: str, found: Sequence[Found], links: Mapping[str, str],
            values: Mapping[str, Mapping[str, str]]) -> list[Found]:
    """20 billion and 780 million dollars is one amount; with a unit to each it is two, and so where two are told of."""
    kept: list[Found] = []
    for one in found:
        before = kept[-1] if kept else None
        if before is not None and (link := folded[before.end:one.start]) in values["cents-link"] and (
                links.get(link) == "and" and _is_rest(before, one)
                and (one.unit or _goes_no_further(folded, one.end, values["on-from-fraction"]))
                and not (len(kept) > 1 and folded[kept[-2].end:before.start] in links)
                and not _is_of_two(folded, before.start, links)):
            before.unit = before.unit or one.unit
            before.value, before.slack = before.value + one.value, one.slack
            before.end, before.after = one.end, one.after
        else:
            kept.append(one)
    return kept


def _is_rest(before: Found, one: Found) -> bool:
    """Whether the one counts what is left below the whole billions before it, in a unit printed once."""
    once = (before.head and not one.unit) or (one.unit and not one.head and not before.unit)
    return (bool(once) and before.scaled and one.scaled and before.number.printed % 1 == 0
            and 0 < one.value < before.scale)


def _goes_no_further(folded: str, end: int, follows: Mapping[str, str]) -> bool:
    """Whether nothing stands behind that a bare number could count: "$1 billion and 200 million people"."""
    behind = ENDED.match(folded, end)
    return behind is not None and (behind["word"] is None or behind["word"] in follows)


def _is_of_two(folded: str, at: int, links: Mapping[str, str]) -> bool:
    """Whether the sentence so far names two things, each of which may have a figure; or the two ends of a range."""
    start = max(folded.rfind(mark, 0, at) for mark in (". ", "  "))
    return any(word in folded[start + 1:at] for word, kind in links.items() if kind in ("and", "between"))


def _with_cents(folded: str, found: Sequence[Found], links: Mapping[str, str]) -> list[Found]:
    """Thirteen dollars and forty-five cents is one amount."""
    kept: list[Found] = []
    for one in found:
        before = kept[-1] if kept else None
        if before is not None and _is_change(folded, before, one, links):       # 15 dollars 50
            before.value += one.value * CENT
            before.slack, before.end, before.after = CENT / 2, one.end, one.after
        elif (one.scale == CENT and before is not None and before.unit == one.unit and before.scale == 1
                and folded[before.end:one.start] in links and before.high is None):
            before.value += one.value
            before.slack, before.end, before.after = one.slack, one.end, one.after
        else:
            kept.append(one)
    return kept


def _is_change(folded: str, before: Found, one: Found, links: Mapping[str, str]) -> bool:
    """Whether a bare number is the cents of the coins before it: two digits, and nothing that they could count."""
    if not one.alone or one.number.exact or not 10 <= one.value < 100 or before.scale != 1 or before.head:
        return False
    if before.high is not None or before.value != int(before.value) or before.number.exact:
        return False
    if not is_money(before.unit) and before.unit not in ("dollars", "rupees", "pesos"):
        return False
    behind = folded[one.end:one.end + 2]
    return folded[before.end:one.start] in links and behind[:1] in ("", ".", "!", "?", ";") and not behind[1:].isdigit()


def _fit(one: Found, other: Found) -> bool:
    """Whether the two may be of one kind at all."""
    if one.unit in NO_RANGE or other.unit in NO_RANGE or other.high is not None or (one.alone and other.alone):
        return False
    if one.unit and other.unit:
        return one.unit == other.unit
    if one.unit in PERCENTS or other.unit in PERCENTS:
        return not one.scaled and not other.scaled
    return True


def _share_pair(one: Found, other: Found, link: str, ranged: bool, between: bool) -> bool:
    """Fills in what the pair shares and says whether it is a range."""
    complete = bool(one.unit) and bool(other.unit) and not one.head     # "rose 900 mln dlrs to 2.6 billion dlrs"
    if one.alone:
        if other.head and link != "dash":
            return False
        if one.number.printed > 3 * ALIKE * 1000 * max(other.number.printed, Decimal(1)):
            return False
        one.take(other)
        return ranged and one.value < other.value
    if not other.unit and not other.scaled:         # "5 percent to 8", "$500 to 600": the first prints for both
        if ranged and one.number.printed < other.number.printed and (link == "dash" or one.head):
            other.take(one)
            return True
        return False
    if not one.scaled and other.scaled and one.head and one.unit not in PERCENTS:
        # "$1.5-2 billion", "$1.3 to $1.5bn"; "$500 to $2 billion" is no range
        if ranged and one.number.printed < other.number.printed:
            one.take(other)
            other.take(one)
            return True
        return False
    if not one.unit:                                # "200 mln to 7.2 billion dlrs": a change and a level
        one.unit = other.unit
        return ranged and link != "to" and one.value < other.value
    if not other.unit:                              # "$500 million to 2 billion"
        if ranged and one.head:
            other.unit = one.unit
            return one.value < other.value
        return False
    if link == "to" and one.unit not in PERCENTS and (complete or one.head) and not between:
        return False
    return ranged and one.value < other.value


def _go_on(folded: str, found: Sequence[Found], values: Mapping[str, Mapping[str, str]]) -> None:
    """Bare numbers in the place of a figure go on in the scale, or in the unit, of the one they are set against.

    889.2 mln (revised from 889.5); 84,960 tonnes, up from 798; 2,169 tonnes (3,025), Peru 483 (715).
    """
    last: Found | None = None
    counted: Found | None = None
    for one in found:
        if not one.alone:
            last = one if one.scaled and one.unit not in PERCENTS else None if one.scaled else last
            if one.unit and one.unit not in UNCOUNTED:
                counted = None if is_money(one.unit) or one.unit in values["family"] or one.head else one
            elif not one.unit and counted is not None:
                counted = replace(one, unit=counted.unit)
            continue
        if not folded[one.start].isdigit():
            if not one.value and _word_before(folded, one.start) in values["before-elided"] and (
                    _goes_no_further(folded, one.end, values["on-from-count"])):
                one.unit = PERCENT              # "cut to zero": said of rates alone
            continue
        if last is None and counted is None:
            continue
        paired = counted is not None and _is_paired(folded, one, counted)
        if not paired and _word_before(folded, one.start) not in values["before-elided"]:
            continue
        ended = _goes_no_further(folded, one.end, values["on-from-count"])
        if last is not None and folded[one.start - 1] != "(" and _is_near(folded, last, one, ended) and (
                last.number.printed >= SCALED or one.number.value % 1 or not one.number.exact):
            one.take(last)
            one.unit = last.unit
        elif counted is not None and ended and (paired or _is_near(folded, counted, one, ended) or (
                GROUPED.fullmatch(folded, one.start, one.end) and one.start - counted.end <= FARTHEST)):
            one.unit = counted.unit
            counted = one


def _is_near(folded: str, model: Found, one: Found, ended: bool) -> bool:
    """Whether a bare number may be held against the figure: of its order, and what might count takes few words."""
    printed, between = model.number.printed, folded[model.end:one.start]
    if not printed or not 1 / ALIKE < one.number.printed / printed < ALIKE:
        return False
    if one.number.exact:
        return len(between) <= FARTHEST and "  " not in between
    return ended and len(between) <= NEXT and ". " not in between and not YEAR.fullmatch(folded, one.start, one.end)


def _is_paired(folded: str, one: Found, counted: Found) -> bool:
    """98,170 tonnes (91,157), Peru 2,500 (1,800); China (419,196 tonnes), Egypt (301,909)"""
    if one.start - counted.end > FARTHEST:
        return False
    if not folded.startswith("(", one.start - 1):
        return PAIRED.match(folded, one.end) is not None
    listed = folded[counted.start - 1] == "(" and folded[one.start - 3].isalpha()
    return listed or counted.end == one.start - 2


def _word_before(folded: str, at: int) -> str:
    return folded[max(0, at - 16):at].rstrip(" ").rpartition(" ")[2].lstrip("(")
