"""When: the period of each figure of a sentence, and what a change is measured against.

A time belongs to the figure it stands closest to in the grammar, not in the line.  The order of evidence:

    1. beside the figure     "May's 5 billion", "they were 5 billion a year ago"            stretch.BESIDE
    2. in its own stretch    from the figure to the next one or the next clause                     stretch.Placing
    3. led in by a time      "In May, exports were 5 billion"                                       LED
    4. shared with a figure  "rose 5 percent to 9 billion in May": one time for both                SHARED

What no rule gives a time is left to claims/context/dating.py: the sentence, the text, the day of publication.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from typing import cast

from claims.claim import Kind, Modality
from claims.clauses.draft import RANKS, Draft
from claims.clauses.shape import AMOUNTS, Line
from claims.clauses.stretch import AGAINST, Placing, place
from claims.clauses.timewords import PACES, points_back
from claims.language import language
from claims.pattern import pattern
from claims.scanning.token import When

ENDS = ("from ", "between ", "From ", "Between ")
BESIDE = 40  # characters
WORDS = 5  # ... and words in them: "a compound annual growth rate of"
LEAVES = AGAINST | frozenset("C;")
REACHES = "LtM"
PRESENT = frozenset({"this-period", "under-review", "month-under-review"})  # when the text told of is: never a base's
SIGNS = ",.;()"
ANNUAL = pattern(r"[~gAGP]*(?:[FBDJM]|gU)")
ANNUAL_TOTAL = pattern(r"gU")  # "taking the annual total up 35 percent"
MEASURED = (Kind.RATIO, Kind.RATE, Kind.PRICE)
PASSING = (*RANKS, Kind.RATE)
ENDED = pattern(r"[;:C(]")
OPENS = pattern(r"(?:^|[;C]|[,;]n)$")  # a clause begins
LEADS_TO = pattern(r"(?:[.~]*o)?[.~gQ]*t[.~L]*")


# --- 3. led in by a time


class Free:
    """The times that no figure has taken; `leading`: those that point back and still lead in a figure."""

    __slots__ = ("leading", "loose", "told")

    def __init__(self, told: Placing) -> None:
        shape, items = told.shape, told.items
        free = sorted(told.periods - told.owned)
        self.told = told
        self.leading = [one for one in free if items[one].relative.startswith("same") and not _after_link(shape, one)]
        # "A year earlier, the country had a surplus of 4 billion", "...; a year earlier they were 5 billion"
        self.leading += [one for one in free if items[one].relative == "year-ago" and OPENS.search(shape, 0, one)]
        self.loose = [index for index in free if not points_back(items[index])]
        if not told.drafts:  # "to 62 from 58 last year"
            self.loose = [one for one in self.loose if shape[one - 1 : one] not in ("f", "v")]


def _after_link(shape: str, index: int) -> bool:
    """`Lower than in the same month`, `from the same month`."""
    link = index - 2 if shape[index - 1 : index] == "i" else index - 1
    return shape[link] in AGAINST and (link > 0 or shape[0] != "e")  # not "Over the same period, ..."


def _opening(free: Free, draft: Draft, _: Draft | None) -> When | None:
    """`...; eight years earlier the share was 40 percent`."""
    shape = free.told.shape
    told = max(shape.rfind(mark, 0, draft.index) for mark in ";C") + 1
    opening = [index for index in free.loose + free.leading if told <= index < draft.index] if told else []
    if not opening or not AMOUNTS.isdisjoint(shape[told : draft.index]):
        return None
    return cast(When, free.told.items[min(opening)])


def _of_trade(free: Free, draft: Draft, _: Draft | None) -> When | None:
    """`Exports in 2023 of coffee were 5 billion`: said with the trade."""
    return _moved_on(free, draft, draft.subject.when) if draft.subject.when is not None else None


def _moved_on(free: Free, draft: Draft, when: When) -> When:
    """`Rose in FY22 and were 23 billion in May, a growth of 6.5 percent`: the time of the trade's figure before."""
    for other in free.told.drafts[: free.told.drafts.index(draft)]:
        if other.when is None or other.when.start < when.start or other.base or other.kind in PASSING:
            continue
        if other.subject is draft.subject and other.item.end <= other.when.start:
            when = other.when
    return when


def _said_before(free: Free, draft: Draft, previous: Draft | None) -> When | None:
    """`In May, after a strong April, exports were 5 billion`: the last time before the figure that none has taken."""
    items = free.told.items
    earlier = sorted(index for index in free.loose + free.leading if index < draft.index)
    if not earlier:
        return None
    last = earlier[-1]
    return _moved_on(free, draft, items[last])


def _aimed_at(free: Free, draft: Draft, _: Draft | None) -> When | None:
    """`Aims to get 9 billion in exports this year`."""
    if free.loose and draft.modality is not Modality.REPORTED and not ENDED.search(
            free.told.shape, draft.index, free.loose[0]):
        return cast(When, free.told.items[free.loose[0]])
    return None


def _reached(free: Free, draft: Draft, previous: Draft | None) -> When | None:
    """`...; it fell by 3 percent to 9 billion in the first quarter`: what it moved by, and to, in one time."""
    shape, after = free.told.shape, next((one for one in free.told.drafts if one.index > draft.index), None)
    if previous is not None and draft.reached and LEADS_TO.fullmatch(shape, previous.index + 1, draft.index):
        return previous.when if previous.kind is Kind.CHANGE else None
    if previous is None or after is None or not after.reached or draft.kind is not Kind.CHANGE:
        return None
    parted = not LEAVES.isdisjoint(shape[previous.index : draft.index])
    return after.when if parted and LEADS_TO.fullmatch(shape, draft.index + 1, after.index) else None


def _in_between(free: Free, draft: Draft, previous: Draft | None) -> When | None:
    """`Was 5 billion, taking the gap in the first half to 9 billion`: the time that leads to the figure."""
    last = free.told.shape.rfind("W", previous.index, draft.index) if previous is not None else -1
    led = last in free.loose and LEADS_TO.fullmatch(free.told.shape, last + 1, draft.index) is not None
    return free.told.items[last] if led else None


Led = Callable[[Free, Draft, Draft | None], When | None]
LED: tuple[Led, ...] = (_opening, _in_between, _reached, _of_trade, _said_before, _aimed_at)


def _led_by(free: Free, draft: Draft, previous: Draft | None) -> When | None:
    if not (free.loose or free.leading or free.told.periods):
        return draft.subject.when
    for reading in LED:
        if (found := reading(free, draft, previous)) is not None:
            return found
    return None


# --- 4. shared with a figure


def _between(shape: str, drafts: list[Draft]) -> None:
    """`254.5 billion in FY22 recording a growth of 23.5 per cent`: the time that stands between them."""
    earlier: Draft | None = None
    for draft, after in zip(drafts, [*drafts[1:], None], strict=False):
        dated = after is not None and after.reached and after.when is not None  # "fell 5 percent to 3 billion in FY23"
        if draft.when is None and earlier is not None and earlier.when is not None and not dated:
            draft.when = earlier.when if earlier.item.start < earlier.when.start < draft.item.start else None
        earlier = draft


def _from_behind(shape: str, drafts: list[Draft]) -> None:
    """`Went up 9.1 percent to 19.43 trillion yuan in the first eight months`."""
    following: Draft | None = None
    for draft in reversed(drafts):
        if draft.when is None and following is not None:
            between = shape[draft.index : following.index]
            other = "C" in between or ";" in between or between.endswith("dW")  # "fell 3 percent following May's 5"
            draft.when = None if other else following.when
        if draft.when is not None:
            following = draft


def _from_before(shape: str, drafts: list[Draft]) -> None:
    """`5 billion in May, up 3 percent, with imports at 4 billion`."""
    earlier: Draft | None = None
    for draft in drafts:
        if draft.when is None and earlier is not None:
            draft.when = earlier.when
        if draft.when is not None:
            earlier = draft


SHARED: tuple[Callable[[str, list[Draft]], None], ...] = (_between, _from_behind, _from_before)


# --- all of them


def place_times(line: Line, drafts: list[Draft]) -> When | None:
    """Gives each draft the times said with it; returns the time that stands for the sentence as a whole, if any."""
    if not drafts and "W" not in line.shape:
        return None
    told = Placing(line, drafts)
    for number in range(len(drafts)):
        place(told, told.stretch(number))
    told.compared_ahead()
    for draft in drafts:
        if line.shape[max(0, draft.index - 2) : draft.index] == "W(" and line.items[draft.index - 2].role == "since":
            draft.when = replace(line.items[draft.index - 2], role="")  # "the lowest since May 2022 ($3.6 billion)"
    free = Free(told)
    current: list[Draft] = []
    lacking = False
    previous: Draft | None = None
    for draft in drafts:
        if not draft.base:
            if draft.when is None:
                draft.when = _led_by(free, draft, previous)
                lacking = lacking or draft.when is None
            current.append(draft)
        previous = draft
    if lacking and len(current) > 1:
        for share in SHARED:
            share(line.shape, current)
    for after, draft in pairwise(reversed(drafts)):
        bases = draft.base and draft.when is None and after.base
        if bases and LEAVES.isdisjoint(line.shape[draft.index : after.index]):
            draft.when = after.when  # "compared with exports of 3 billion and imports of 2 billion in May"
    for draft, after in pairwise(drafts):
        if after.base and after.when is not None and after.when.relative in PRESENT:  # "from 3 billion in that period"
            draft.when, after.when = draft.when if draft.base or draft.when else after.when, None
    previous = None
    for draft in drafts:
        if draft.twin is not None and draft.when is None:
            draft.when = draft.twin.when
        _note(line, draft, previous)
        previous = draft
    for draft, after in pairwise(drafts):
        _record(line, draft, after)
    return cast(When, line.items[free.loose[0]]) if free.loose else None


def _note(line: Line, draft: Draft, before: Draft | None) -> None:
    """What the words around the time say of it: `in May alone`, `from May to June`; a duty is of a day."""
    if draft.kind is Kind.RATE and not draft.base and (draft.when is None or draft.when.role == "through"):
        draft.when = _day_of(line, draft)  # and not: "a duty of 30 percent until March"
    if "~" in line.shape and draft.kind not in MEASURED:
        after_move = draft.reached and before is not None and before.kind is Kind.CHANGE
        same = before is not None and before.subject is draft.subject
        again = same and (draft.kind in RANKS or after_move or before.kind in RANKS)  # type: ignore[union-attr]
        pace = _pace_of(line, 0 if again or before is None else before.index, draft)
        draft.yearly, draft.monthly = pace == "year-on-year", pace == "month-on-month"
    when, text = draft.when, line.text
    if when is not None and when.relative.startswith("this-") and not draft.yearly:
        draft.yearly = not language(line.language).more.isdisjoint(_words_around(line, draft))
    if when is None:
        if draft.base:
            words = _words_around(line, draft)
            if before is not None and not before.base:
                words |= _words_around(line, before)  # "revised down to 1.9 billion from 2.25"
            draft.restated = not language(line.language).restated.isdisjoint(words)
        return
    if when.relative.startswith("next:") and draft.modality is not Modality.REPORTED and (
        line.shape[draft.index - 1] in REACHES
    ):  # "to reach 150 billion in the next five years": in the last of them
        draft.when = when = replace(when, relative=when.relative.replace("next", "ahead"))
    draft.alone = text.startswith(" alone", when.end)
    if when.role == "from-to" and draft.kind is Kind.CHANGE:
        words, known = _words_around(line, draft), language(line.language)
        draft.averaged = not known.yearly.isdisjoint(words) and known.compounded.isdisjoint(words)
    draft.moved_on = text.startswith(ENDS, when.start) or text.startswith(" change", when.end)  # "the May to June"


def _pace_of(line: Line, start: int, draft: Draft) -> str:
    """`Its annual deficit of 3 billion`, `another annual record`, `the monthly gap`: which of PACES."""
    at, named = draft.index, ANNUAL_TOTAL if draft.kind is Kind.CHANGE else ANNUAL
    found = line.shape.find("~", start, at)
    while found >= 0:
        pace: str = line.items[found].value
        if pace in PACES and named.match(line.shape, found + 1, at + 1):
            return pace
        found = line.shape.find("~", found + 1, at)
    return ""


def _words_around(line: Line, draft: Draft) -> set[str]:
    """The words beside a figure, and each two of them: "a", "year", "a-year"."""
    text, start, end = line.text, draft.item.start, draft.item.end
    before = text[max(line.start, start - BESIDE) : start].lower().split()[-WORDS:]
    behind = text[end : min(line.end, end + BESIDE)].lower().split()[:WORDS]
    before, behind = [word.strip(SIGNS) for word in before], [word.strip(SIGNS) for word in behind]
    return {*before, *behind, *("-".join(pair) for words in (before, behind) for pair in pairwise(words))}


def _day_of(line: Line, draft: Draft) -> When | None:
    """`A duty of 30 percent from 7 August`: the day that is nearest in the sentence."""
    times = (item for item, letter in zip(line.items, line.shape, strict=True) if letter == "W")
    days = [day for day in times if day.role in ("date", "since")]
    nearest = min(days, key=lambda day: abs(day.start - draft.item.start), default=None)
    return replace(nearest, role="") if nearest is not None else None


def _record(line: Line, draft: Draft, after: Draft) -> None:
    """A record has the time of the figure that it is."""
    shape = line.shape
    beside = after.index - draft.index <= 2 and shape[after.index - 1] != "'"
    if draft.kind is Kind.SUPERLATIVE and beside and after.kind is not Kind.SUPERLATIVE:
        draft.when, draft.base, draft.near = after.when, after.base, after  # "a record $688.5bn of 2022-23"
