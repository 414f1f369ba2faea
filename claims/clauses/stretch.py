"""The times beside a figure and behind it, up to the next figure or the next clause: its own, and what it came from."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from claims.claim import Kind, Modality
from claims.clauses.draft import RANKS, STOOD, Draft
from claims.clauses.shape import AMOUNTS, Line
from claims.clauses.timewords import PACES, is_period, points_back
from claims.pattern import pattern
from claims.scanning.token import When

NEAR = 10  # characters between a time and the figure of that time: "above May 1986's record 6.9 billion"
AGAINST = frozenset("fvmeuN")
MOVED = pattern(r"(?:[%+$#0*]~?t|U[~.]*[oyt]?)~?L?$")  # "rose 5 percent to 10 billion over 2021"
PASSIVE = pattern(r"(?:L?o[~.]*[GP])?[~.,]*L[~.]*V")  # "goods worth 5 billion were exported"
WERE = pattern(r"L[.~]*$")
SINCE = pattern(r"W?,?[.~QsAFBGPULMmuy]*[*%]?[.~,]*")  # nothing but the change and what it is of
STANDS = (Kind.LEVEL, Kind.BALANCE, Kind.SHARE)
MOVING = (Kind.CHANGE, Kind.RATIO)  # measured against another time
PARTING = (Kind.SHARE, Kind.RATIO)  # "a fifth of exports": what it is of stands behind it
WHEN_BOTH = pattern(r"[$%+#*^0](?!~?t$)")  # "when exports fell 3 percent to 2 billion": both of that time
RANKED = pattern(r"[.~]*x?[.~]*K[oi]A?[.~g]*F")  # "the largest destination for Indian exports": one phrase
COMPARED = pattern(r"[vn][.~gsAGP]*F[.~gsAGP]*o$")
AND_REACHED = pattern(r"[.~L]*[vfme][.~]*i?W[.~]*t")  # "rose 5 percent from a year earlier to 3 billion"
# "down 32 percent from a year earlier and 2 percent from August", "... but a rise of 2 percent from August"
AND_MOVED = pattern(r"[.~L]*[vfme][.~]*i?W,?[.~]*[nC][.~]*(?:U[.~]*[oy]?|y)?[.~]*")
COMPARED_WITH = pattern(r"v[.~]*(?:Q?o)?$")  # "compared with that of May"
ABOVE = pattern(r"u[.~s]*L?[.~]*[io]")
LED_BY = "fvmotw"
OF_OTHER = pattern(r"\((?:U[.~]*)?[vf][.~]*[$%#0]")  # "(against 5 billion in May)", "(up from 5 billion in May)"
CAME_FROM = pattern(r"u?[fvm][.~UMLgQ]*i?")
TRADED_IN = pattern(r"[oif][.~gshA]*[GP]?F")
MOVE_IN = pattern(r"U?[io][.~gshA]*P?[FB]")  # "a 5 percent rise in imports", "a fall of 5 percent in imports"
AGAIN = ("same@year:", "same@this-")
AFTER_MOVE = pattern(r",?[vd](?=~?U)")
NAMED_AHEAD = pattern(r"W[.~gAGP]*[FBD][.~o]*")
NAMED = pattern(r"[vfme][.~s]*(W)[.~gAGP]*[FBD][.~o]*$")
BRACKETED = pattern(r"[FBD]?\(")
TELLING = AMOUNTS | frozenset("FBDVQT;XCW()J")  # all others a time may stand behind
POSSESSIVE = pattern(r"['’]s (?:[\w-]+ ){0,2}")  # "May's 5 billion", "from May's upwardly revised 5 billion"


@dataclass(slots=True)
class Stretch:
    """A figure's own part of the sentence: behind the figure before it, up to the one that follows."""

    draft: Draft
    before: Draft | None
    at: int
    last: int  # where the figure before stands
    stop: int  # ... and the next one
    more: bool  # whether there is a next one


class Placing:
    """Gives out the times of one sentence."""

    __slots__ = ("drafts", "items", "line", "owned", "periods", "reaches", "shape")

    def __init__(self, line: Line, drafts: list[Draft]) -> None:
        self.line, self.shape, self.items, self.drafts = line, line.shape, line.items, drafts
        self.owned: set[int] = set()  # times that a figure has
        self.reaches = "'" in self.shape
        self.periods = {index for index in line.places("W") if is_period(line, self.items[index])}
        if self.reaches:
            self.periods = {index for index in self.periods if not far_end(self.shape, index)}

    def stretch(self, number: int) -> Stretch:
        drafts, shape = self.drafts, self.shape
        draft, count, following = drafts[number], len(drafts), number + 1
        at = draft.index
        if "(" in shape[at : at + 3] and BRACKETED.match(shape, at + 1) and (close := shape.find(")", at)) > 0:
            while following < count and drafts[following].index < close:
                following += 1  # "3.3 mln (revised from 1.7 mln) in January"
        before = drafts[number - 1] if number else None
        last = before.index if before else 0
        if following < count:
            return Stretch(draft, before, at, last, drafts[following].index, True)
        return Stretch(draft, before, at, last, len(shape), False)

    def take(self, index: int) -> When:
        """The time as a figure's own; `in the same period` is the span that the sentence has named before."""
        self.owned.add(index)
        found: When = self.items[index]
        if self.shape.startswith("(W)", index + 1) and self.items[index + 2] is found:
            self.owned.add(index + 2)  # "July-May (2022-23)"
        if found.relative == "same":
            spans = [one for one in self.periods if one < index and self.items[one].role == "from-to"]
            return self.items[max(spans)] if spans else found
        return found

    # --- behind the figure

    def follow(self, one: Stretch) -> None:
        """Gives the figure the times that stand behind it, each as its own or as what it is measured against."""
        draft = one.draft
        for index, unread in self.behind(one):
            when = self.items[index]
            if self.named_again(draft, index):
                draft.versus = self.take(index)
                continue
            head = self.head(draft, one.at, index)
            if (earlier := AFTER_MOVE.match(self.shape, one.at + 1, index)) is not None and (
                "after" in (self.items[earlier.end() - 1].value, self.line.words(earlier.end() - 1))
            ):
                return  # "shrank 2 percent after a surprise rise in August", "following a decline in the year before"
            on = self.shape[index - 1] == "i" and self.line.words(index - 1) == "on"
            led = on or self.shape[head] in AGAINST
            if unread and (led or not AGAINST.isdisjoint(self.shape[one.at + 1 : unread])):
                return  # "9 billion, a rarity of 5 percent on 2006"
            if draft.base and draft.kind is Kind.CHANGE and when.relative in PACES:
                draft.versus = self.take(index)  # "(July: 6 percent year on year)"
            elif not draft.base and self.is_base(one, index, head, on):
                if draft.versus is None or (draft.versus.relative in PACES and not points_back(when)):
                    draft.versus = self.take(index)  # "on a monthly basis they rose 2 percent from October"
            elif draft.when is None:
                draft.when = self.take(index)
                again = draft.seasonal or draft.when.relative == "same"  # "the highest for an October"
                if again and one.before is not None and one.before.kind in STOOD:
                    draft.when = one.before.when or draft.when

    def behind(self, one: Stretch) -> Iterator[tuple[int, int]]:
        """The free times between the figure and the end of its stretch, each with the last unread figure before it."""
        shape, at, stop = self.shape, one.at, one.stop
        inside = False
        whole_met = one.draft.kind not in PARTING or shape.startswith("oQ", at + 1)  # "a fifth of the total in 2024"
        unread = 0  # a figure in between that is none of trade: times that lead from it are its own
        for index in range(at + 1, stop):
            letter = shape[index]
            if letter not in TELLING or (letter == "J" and shape[index - 1] == "i"):
                continue  # "in the first 25 days"
            if letter in AMOUNTS:
                if shape.rfind("(", at, index) <= shape.rfind(")", at, index):
                    unread = index
            elif letter in "()":
                held = OF_OTHER.match(shape, index) is not None or (
                    letter == "(" and any(other.index == index + 1 and other.base for other in self.drafts))
                inside = held or (letter == "(" and ":" in shape[index : index + 4])
            elif inside or (letter in "FBDV" and self.belongs(one.draft, letter, at, index)):
                continue
            elif letter == "W":
                if index not in self.periods or index in self.owned:
                    continue
                if self.leads_on(one, index):
                    return
                yield index, unread
            elif not whole_met and (letter in "FB" or shape[index : index + 2] in ("Xi", "XW")):
                whole_met = True  # "a fifth of exports went to China in 2024", "20 percent of GDP in 2024"
            elif letter == "Q" and shape[index - 1] in LED_BY:
                continue  # "from the figure of May", "9 percent of the total in May", "twice its exports to it in May"
            elif letter in ";J" or (index > at + 1 if letter != "C" else one.more or shape.startswith(("W,", "iW,"))):
                return  # another phrase begins: "to 4 trillion -- the highest increase so far this year"

    def leads_on(self, one: Stretch, index: int) -> bool:
        """Whether the time is that of the next figure: `and last year took goods`, `after a May surplus of 3`."""
        shape, stop = self.shape, one.stop
        if shape[index - 2 : index] == ",n" and one.more:
            return True
        if stop == len(shape) or shape[stop] not in AMOUNTS:
            return False
        when = self.items[index]  # "reached 3 billion, nearly matching the full-year deficit of 4 billion in 2023"
        whole = when.relative.startswith("full-") and one.draft.kind in STOOD  # "taking the full-year total to"
        if index + 1 < stop and not (whole and shape[index - 1] not in "ie") and (
            one.draft.kind not in STOOD or not NAMED_AHEAD.fullmatch(shape, index, stop)
        ):
            return False
        return shape[index - 1 - (shape[index - 1] == "s")] in AGAINST or when.relative.startswith("full-") or (
            POSSESSIVE.match(self.line.text, when.end) is not None
        )

    def belongs(self, draft: Draft, letter: str, at: int, index: int) -> bool:
        """Whether the trade at `index` is the figure's own: `a 5 percent rise in imports last year`, `a gap of 5
        billion in its trade with Chad last year`."""
        if letter == "V":
            own: re.Pattern[str] | None = PASSIVE
        elif draft.kind is Kind.CHANGE:
            own = MOVE_IN
        elif draft.kind in STOOD:
            own = TRADED_IN
        else:
            own = RANKED if letter == "F" and draft.kind in RANKS else None
        return own is not None and own.fullmatch(self.shape, at + 1, index + 1) is not None

    def named_again(self, draft: Draft, index: int) -> bool:
        """`Compared to the preceding month, February 2024`; `the same period in May 2020`."""
        between = self.shape[index - 2 : index]
        return draft.versus is self.items[index - 2] and (
            between == "W," or (between == "Wi" and draft.versus.relative == "same")
        )

    def head(self, draft: Draft, at: int, index: int) -> int:
        """Where the word stands that leads to the time: `over the whole of 2021`."""
        if draft.kind in (Kind.CHANGE, Kind.PRICE) and ABOVE.fullmatch(self.shape, at + 1, index):
            return at + 1  # "5 percent above the level of 2019", "below their level in 2019"
        if self.shape[at + 1] in AGAINST and CAME_FROM.fullmatch(self.shape, at + 1, index):
            return at + 1  # "4 percent from the negative growth recorded in the first half of 2023"
        head = index - 1
        while head > at and self.shape[head] in ".~iQg":
            head -= 1
        return head

    def is_base(self, one: Stretch, index: int, head: int, on: bool) -> bool:
        """Whether the figure is measured against that time, and is not of it."""
        draft, when = one.draft, self.items[index]
        again = AGAIN if draft.reached else "same@" if draft.kind in STOOD else ()
        if when.relative.startswith(again) and self.shape[head] not in AGAINST:
            return False  # "to 4 billion in the same month of 2024", "saw a gap in the same month last year"
        if points_back(when):  # but: "a rise of 5 percent over the same period", which the text has just told
            return on or when.relative != "same" or self.shape[index - 1] not in "ie"
        if draft.kind is Kind.CHANGE and (on or self.since_then(one, index)):
            return True
        if draft.kind is Kind.RATIO and draft.compared and draft.versus is None:
            return True
        during = self.shape[head] == "e" and lasts(self.shape, draft, one.at, index)
        return self.shape[head] in AGAINST and head > one.at and not during

    def since_then(self, one: Stretch, index: int) -> bool:
        """`Up 7 percent from January-June 2017`, where the sentence has said a time before."""
        behind = index == one.at + 1 and self.line.text.startswith("from ", self.items[index].start)
        return behind and any(other < one.at for other in self.periods)

    def compared_ahead(self) -> None:
        """`Compared to December 2023, imports grew by 5 percent`: all changes of the sentence."""
        if "v" not in self.shape or not self.drafts:
            return
        for index in sorted(self.periods - self.owned):
            if index < self.drafts[0].index and COMPARED_WITH.search(self.shape, 0, index):
                self.owned.add(index)
                for draft in self.drafts:
                    if draft.kind is Kind.CHANGE and not draft.base and draft.versus is None:
                        draft.versus = self.items[index]


# --- beside the figure


def _when_it_was(told: Placing, one: Stretch) -> When | None:
    """`The lowest since April 2001, when exports were at 2 billion`."""
    shape, at = told.shape, one.at
    clause = shape.rfind("C", 0, at)
    if clause < 1:
        return None
    word = told.line.words(clause)
    if word != "when" and (word != "which" or shape[clause + 1 : at].strip("~.L")):
        return None
    if shape[clause + 1] == "v" or WHEN_BOTH.search(shape, clause, at):
        return None
    index = clause - 1 - (shape[clause - 1] == ",")
    if index < 0 or shape[index] != "W":
        return None
    found: When = told.items[index]
    one.draft.base, one.draft.former = True, found.role == "since"
    return found


def _as_it_was(told: Placing, one: Stretch) -> When | None:
    """`They were 4 billion a year ago`."""
    shape, at = told.shape, one.at
    then = at + 2 if shape.startswith("i", at + 1) else at + 1
    if not shape.startswith("W", then) or one.draft.kind not in STANDS or not points_back(told.items[then]):
        return None
    if (then > at + 1 and told.items[then].relative == "same") or not WERE.search(shape, 0, at):
        return None
    one.draft.base = True
    return told.take(then)


def _in_brackets(told: Placing, one: Stretch) -> When | None:
    """`Above January 2024 (227.8 billion)`, `from last May's of 2 billion`."""
    shape, at = told.shape, one.at
    held = shape[at - 2 : at] == "W(" and (at - 2 in told.owned or "v" in shape[one.last : at] or one.draft.base)
    if at <= 2 or not (held or shape[at - 3 : at] in ("fWo", "vWo")):
        return None
    one.draft.base = True
    return told.take(at - 2)


def _after_colon(told: Placing, one: Stretch) -> When | None:
    """`978 million (2022: 1.05 billion)`."""
    at = one.at
    if at < 2 or told.shape[at - 2] != "W" or points_back(told.items[at - 2]):
        return None
    one.draft.base = True
    return told.take(at - 2)


def _right_before(told: Placing, one: Stretch) -> When | None:
    """`May's 5 billion`, `above May 1986's record 6.9 billion`."""
    skipped = told.shape[one.at - 1] in "Jv"  # "May's record 5 billion", "May's originally reported 5 billion"
    at, items = one.at - skipped, told.items
    between = told.line.text[items[at - 1].end : items[at].start] if told.shape.endswith("W", 0, at) else ""
    close = one.draft.base and not skipped and 0 < len(between) <= NEAR
    if not close and POSSESSIVE.fullmatch(between) is None:
        return None
    if at > 1 and told.shape[at - 2] in AGAINST and one.draft.kind is not Kind.CHANGE:
        one.draft.base = True
    return told.take(at - 1)


def _of_that_time(told: Placing, one: Stretch) -> When | None:
    """`After a December surplus of 15 billion`: the time between the word that leads to a base and the base."""
    named = NAMED.search(told.shape, one.last, one.at) if one.draft.base and one.draft.kind in STOOD else None
    return told.take(named.start(1)) if named is not None and named.start(1) in told.periods - told.owned else None


Beside = Callable[[Placing, Stretch], When | None]
ELSE: tuple[Beside, ...] = (_when_it_was, _as_it_was, _of_that_time)
BESIDE: dict[str, tuple[Beside, ...]] = {  # by the letter before the figure
    "W": (_right_before,),
    **dict.fromkeys("Jv", (_right_before, *ELSE)),
    ":": (_after_colon,),
    "(": (_in_brackets,),
    "o": (_in_brackets, _of_that_time),
}


def place(told: Placing, one: Stretch) -> None:
    """Gives one figure the times beside it and behind it."""
    draft = one.draft
    if draft.twin is not None and draft.twin.when is not None:
        draft.when = draft.twin.when
        return
    for reading in BESIDE.get(told.shape[one.at - 1], ELSE):
        if (found := reading(told, one)) is not None:
            draft.when = found
            break
    if one.before is not None or told.reaches:
        _of_another_time(told, one)
    if draft.kind in MOVING and draft.versus is None:
        draft.versus = _since(told, one) or _pace(told, draft, range(one.last, one.at))
    told.follow(one)
    if draft.kind is Kind.CHANGE and draft.versus is None:
        draft.versus = _pace(told, draft, range(one.at, one.stop))


def _of_another_time(told: Placing, one: Stretch) -> None:
    """Marks a figure that the words, if no time of its own, give to an earlier one."""
    draft, before, shape = one.draft, one.before, told.shape
    if told.reaches and "'" in shape[one.last : one.at] and far_end(shape, one.at):
        draft.base = draft.former = True  # "the lowest since the 3.56 billion exported in 1984"
    if before is None:
        return
    if draft.base and before.kind in MOVING and not before.base:
        if AND_REACHED.fullmatch(shape, one.last + 1, one.at):
            draft.base, draft.reached = False, True
        elif draft.kind is Kind.CHANGE and AND_MOVED.fullmatch(shape, one.last + 1, one.at):
            draft.base = False
    if not draft.base and draft.kind in STOOD and COMPARED.search(shape, one.last, one.at) and (
        before.base or "v" in shape[one.last : one.at]
    ):  # "..., compared with exports of 3 billion and imports of 2 billion in May"
        earlier = told.drafts[: told.drafts.index(draft)]
        like = (each for each in earlier if each.kind is draft.kind and each.subject.like(draft.subject))
        draft.base = any(not each.base for each in like)
    other = getattr(draft.item, "hedge", None) is not None and not draft.subject.like(before.subject)
    if shape.endswith("um", one.last, one.at) and draft.kind is before.kind in STOOD and not other:
        draft.base = draft.modality is Modality.REPORTED  # "bigger than a 9.2 billion surplus logged in May"
    if before.base and shape[one.last : one.at + 1] == "#L$":
        draft.base = True  # "against 400,250 tonnes worth 5.07 billion in 2016-17"


def far_end(shape: str, index: int) -> bool:
    """`The largest fall since that marked in 2001`: how far back a record reaches; a figure there is of that time."""
    since = shape.rfind("'", 0, index)
    return since >= 0 and not any(mark in shape[since:index] for mark in "$%+#*,;:C(")


def _since(told: Placing, one: Stretch) -> When | None:
    """`Exports have doubled since 2015`, `since 2015 exports have grown by 40 percent`: what it is measured against."""
    shape, at = told.shape, one.at
    for index in (*range(at + 1, one.stop), *range(one.last, at)):
        item = told.items[index]
        if shape[index] == "W" and item.role == "since" and SINCE.fullmatch(shape, *sorted((index, at))):
            found: When = item
            return found
    return None


def _pace(told: Placing, draft: Draft, places: range) -> When | None:
    """`A year-on-year growth of 5 percent`, `a monthly fall of 5 percent`: what it is measured against."""
    shape, items = told.shape, told.items
    if places.stop == draft.index and "W" in shape[places.start : places.stop]:
        for index in places:
            if shape[index] == "W" and index not in told.owned and items[index].relative in PACES:
                found: When = items[index]
                return found
    before = draft.index - 1 - (shape[draft.index - 1] == "o")  # "rose by an annual 5 percent", "by a monthly rate of"
    at = before if shape[before] == "~" else shape.find("~U", places.start, places.stop)
    word = items[at] if at >= 0 else None
    return When(word.start, word.end, None, word.value, "") if word is not None and word.value in PACES else None


def lasts(shape: str, draft: Draft, at: int, index: int) -> bool:
    """Whether `over` tells how long: `worth 6 billion over fiscal 2023-24`, not `up 5 percent over 2021`."""
    compared = any(mark in AGAINST for mark in shape[index + 1 : index + 4])  # "over 2021 from 2020"
    return compared or (draft.kind is not Kind.CHANGE and not MOVED.search(shape, 0, at) and "U" not in shape[at:index])
