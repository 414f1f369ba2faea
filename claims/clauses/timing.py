"""When: the period of each figure of a sentence, and what a change is measured against."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from typing import Any

from claims.claim import Kind, Modality
from claims.clauses.draft import Draft
from claims.clauses.shape import AMOUNTS, Line
from claims.pattern import pattern
from claims.scanning.token import When
from sources.terms.period import MONTHS_A_YEAR, PeriodKind

NEAR = 10  # characters between a time and the figure of that time: "above May 1986's record 6.9 billion"
AGAINST = frozenset("fvmeuN")
MOVED = pattern(r"(?:[%+$#0*]~?t|U[~.]*[oyt]?)~?L?$")  # "rose 5 percent to 10 billion over 2021"
PASSIVE = pattern(r"(?:L?o[~.]*[GP])?[~.]*L[~.]*V")  # "goods worth 5 billion were exported"
WERE = pattern(r"L[.~]*$")
SINCE = pattern(r"W?,?[.~QsAFBGPULMmuy]*[*%]?[.~,]*")  # nothing but the change and what it is of
STANDS = (Kind.LEVEL, Kind.BALANCE, Kind.SHARE)
HELD = (Kind.LEVEL, Kind.BALANCE)
OF_BASE = pattern(r"(?: \w+)?, (?:which|that) (?:is|was|are|were) (?:also |itself )?(?:the |a )")
WHEN_BOTH = pattern(r"[$%+#*^0](?!~?t$)")  # "when exports fell 3 percent to 2 billion": both of that time
RANKS = (Kind.RANK, Kind.SUPERLATIVE)
RANKED = pattern(r"[.~]*K[oi]A?[.~g]*F")  # "the largest destination for Indian exports": one phrase
MOVE_IN = pattern(r"U[io][.~gsA]*[FB]")
ENDED = pattern(r"[;:C(]")
BRACKETED = pattern(r"[FBD]?\(")
NEW_PHRASE = frozenset("FBVQT;X")
# Times that only say what a figure is measured against: "year on year", "a year earlier", "the same period last year".
PACES = frozenset({"year-on-year", "month-on-month", "quarter-on-quarter"})  # ... and nothing else
COMPARISONS = PACES | {"year-ago", "same"}
LINKS = ("in", "on", "at", "for", "late", "early", "last", "this", "from", "since")  # between such words and the time
# One or two words that lead to the time of something else than trade.
TOLD = pattern(
    r"\b(said|showed|released|published|announced|issued|unveiled|told \w+|ended|ending|ends|began|starting|started|"
    r"(high|low|record|peak|mark) set|"
    r"dated|effective|signed|effect|force|took office|foreseen|foresaw|predicted|pencilled in|penciled in|"
    rf"had (forecast|projected|estimated|set))( ({'|'.join(LINKS)}))* $"
    r"|[A-Z][a-z]+ (Survey|Report|Review|Outlook|Bulletin|Yearbook|Handbook|Vision|Agenda|Budget|Plan|Policy) $"
)
MONTHS_LISTED = pattern(r"W(?:,W)+,?nW|(?P<two>WnW)")
MONTH = pattern(r"month:\d\d")
MONTHS = pattern(r"(?:months?|first|quarter|half):[\d-]+")
ROLES = frozenset({"date", "since", "until"})
PARTS = ("months:", "month:", "first:", "last:", "quarter:", "half:")  # of a year that may stand elsewhere
YEARS = ("split:", "fiscal:", "last-year", "this-year", "last-fiscal", "this-fiscal", "previous-fiscal")


def points_back(when: When) -> bool:
    return when.relative in COMPARISONS or when.relative.startswith("same@")


def is_period(line: Line, when: When) -> bool:
    """Whether a figure can be of this time; a day, a length, the far end of a record, and when it was told are not."""
    if when.role in ROLES or when.relative == "date":
        return False
    if when.relative.startswith("length"):  # "over the nine-month period"
        return line.text.startswith("the ", when.start - 4) and line.text.endswith("period", 0, when.end)
    before = line.text[max(line.start, when.start - 40) : when.start].split(" ")
    last = len(before) - 2
    while last > 0 and before[last] in LINKS:
        last -= 1
    return before[-1] != "" or not _is_told(" ".join(before[max(0, last - 1) :]))


@lru_cache(maxsize=4096)  # "billion in", "exports in": the same few words over and over
def _is_told(words: str) -> bool:
    return TOLD.search(words) is not None


def place_times(line: Line, drafts: list[Draft]) -> When | None:
    """Gives each draft the times said with it; returns the time that stands for the sentence as a whole, if any."""
    shape, items = line.shape, line.items
    if not drafts and "W" not in shape:
        return None
    owned: set[int] = set()
    periods = {index for index in line.places("W") if is_period(line, items[index])}
    reaches = "'" in shape
    if reaches:
        periods = {index for index in periods if not _far_end(shape, index)}
    for number, draft in enumerate(drafts):
        at = draft.index
        if shape[at - 1 : at] == "W" and (
            (draft.base and items[at].start - items[at - 1].end <= NEAR)
            or line.text[items[at - 1].end : items[at].start] in ("'s ", "’s ")
        ):
            draft.when = items[at - 1]
            owned.add(at - 1)
        if draft.twin is not None and draft.twin.when is not None:
            draft.when = draft.twin.when
            continue
        following = number + 1
        if BRACKETED.match(shape, at + 1) and (close := shape.find(")", at)) > 0:
            while following < len(drafts) and drafts[following].index < close:
                following += 1  # "3.3 mln (revised from 1.7 mln) in January"
        stop = drafts[following].index if following < len(drafts) else len(shape)
        if at > 1 and shape[at - 2 : at] == "W:" and not points_back(items[at - 2]):  # (2022: 1.05 billion)
            draft.when, draft.base = items[at - 2], True
            owned.add(at - 2)
        last = drafts[number - 1].index if number else 0
        held = shape[at - 2 : at] == "W(" and (at - 2 in owned or "v" in shape[last:at] or draft.base)
        if at > 2 and (held or shape[at - 3 : at] in ("fWo", "vWo")):
            draft.when, draft.base = items[at - 2], True  # "above January 2024 (227.8 billion)", "from last May's of 2"
            owned.add(at - 2)
        if draft.when is not None and at > 1 and shape[at - 2] in AGAINST and draft.kind is not Kind.CHANGE:
            draft.base = True  # "54 pct above February 1986's 6.88 billion"
        if reaches and "'" in shape[last:at] and _far_end(shape, at):
            draft.base = draft.former = True  # "the lowest since the 3.56 billion exported in 1984"
        if number and shape.endswith("um", last, at) and draft.kind is drafts[number - 1].kind in HELD:
            draft.base = draft.modality is Modality.REPORTED  # "bigger than a 9.2 billion surplus logged in May"
        if number and drafts[number - 1].base and shape[last : at + 1] == "#L$":
            draft.base = True  # "against 400,250 tonnes worth 5.07 billion in 2016-17"
        then = at + 2 if shape.startswith("iW", at + 1) else at + 1  # "they were 4 billion a year ago"
        if shape.startswith("W", then) and draft.kind in STANDS and points_back(items[then]) and (
            (then == at + 1 or items[then].relative != "same") and WERE.search(shape, 0, at)
        ):
            draft.when, draft.base = items[then], True
            owned.add(then)
        if (index := _when_it_was(line, at)) is not None:
            draft.when, draft.base = items[index], True
        if draft.kind in (Kind.RATIO, Kind.CHANGE) and draft.versus is None:
            draft.versus = _since(line, at, last, stop) or _pace(line, draft, range(last, at), owned)
        inside = False
        whole_met = draft.kind not in (Kind.SHARE, Kind.RATIO)
        unread = 0  # a figure in between that is none of trade: times that lead from it are its own
        for index in range(at + 1, stop):
            letter = shape[index]
            if letter in AMOUNTS and shape.rfind("(", at, index) <= shape.rfind(")", at, index):
                unread = index
            if letter in "()":
                inside = letter == "(" and ":" in shape[index : index + 4]
            if inside:
                continue
            if (letter == "F" and draft.kind in RANKS and RANKED.fullmatch(shape, at + 1, index + 1)) or (
                letter == "V" and PASSIVE.fullmatch(shape, at + 1, index + 1)
            ):
                continue
            if letter in "FB" and draft.kind is Kind.CHANGE and MOVE_IN.fullmatch(shape, at + 1, index + 1):
                continue  # "a 5 percent rise in imports last year"
            if letter in "FB" and not whole_met:
                whole_met = True  # "a fifth of exports went to China in 2024"
                continue
            led = letter == "C" and (following < len(drafts) or shape.startswith(("W,", "iW,")))
            if letter == ";" or led or (letter in NEW_PHRASE and index > at + 1):
                break
            if index not in periods or index in owned:
                continue
            if shape[index - 2 : index] == ",n" and following < len(drafts):
                break  # "the biggest partner, and last year took goods worth 5 billion"
            named = shape[index - 2 : index]
            if draft.versus is items[index - 2] and (
                named == "W," or (named == "Wi" and draft.versus.relative == "same")  # "the same period in May 2020"
            ):
                draft.versus = items[index]  # "compared to the preceding month, February 2024"
                owned.add(index)
                continue
            if index + 1 == stop < len(shape) and shape[stop] in AMOUNTS and shape[index - 1] in AGAINST:
                break
            before = index - 1
            while before > at and shape[before] in ".~iQg":
                before -= 1
            on = shape[index - 1] == "i" and line.words(index - 1) == "on"
            if unread and (on or shape[before] in AGAINST or not AGAINST.isdisjoint(shape[at + 1 : unread])):
                break  # "9 billion, a rarity of 5 percent on 2006"
            if draft.kind is Kind.CHANGE and shape[at + 1 : index] in ("uo", "uso"):
                before = at + 1  # "5 percent above the level of 2019"
            since_then = index == at + 1 and line.text.startswith("from ", items[index].start)
            back = (
                points_back(items[index])  # or "up 7 percent from January-June 2017"
                or (draft.kind is Kind.CHANGE and since_then and any(other < at for other in periods))
                or (draft.kind is Kind.CHANGE and on)
                or (draft.kind is Kind.RATIO and draft.compared and draft.versus is None)
            )
            during = shape[before] == "e" and _during(shape, draft, at, index)
            if draft.base and draft.kind is Kind.CHANGE and items[index].relative in PACES:
                draft.versus = items[index]  # "(July: 6 percent year on year)"
                owned.add(index)
            elif not draft.base and (back or (shape[before] in AGAINST and before > at and not during)):
                if draft.versus is None or (draft.versus.relative in PACES and not points_back(items[index])):
                    draft.versus = items[index]  # "on a monthly basis they rose 2 percent from October"
                    owned.add(index)
            elif draft.when is None:
                draft.when = items[_months_of(items, periods - owned, index)]
                owned.add(index)
        if draft.kind is Kind.CHANGE and draft.versus is None:
            draft.versus = _pace(line, draft, range(at, stop), owned)
    for index in sorted(periods - owned):
        if index and shape[index - 1] == "v" and drafts and index < drafts[0].index:
            owned.add(index)  # "Compared to December 2023, imports grew by 5 percent"
            for draft in drafts:
                if draft.kind is Kind.CHANGE and not draft.base and draft.versus is None:
                    draft.versus = items[index]
    free = sorted(periods - owned)
    leading = [one for one in free if items[one].relative.startswith("same") and shape[one - 1 : one] not in AGAINST]
    loose = [index for index in free if not points_back(items[index])]
    if not drafts:
        loose = [index for index in loose if shape[index - 1 : index] not in ("f", "v")]  # "to 62 from 58 last year"
    for draft, previous in zip(drafts, [None, *drafts], strict=False):
        if draft.base or draft.when is not None:
            continue
        told = max(shape.rfind(mark, 0, draft.index) for mark in ";C") + 1
        opening = [index for index in loose + leading if told <= index < draft.index] if told else []
        if opening and not any(mark in AMOUNTS for mark in shape[told : draft.index]):
            draft.when = items[min(opening)]  # "...; eight years earlier the share was 40 percent"
            continue
        if draft.subject.when is not None:
            draft.when = draft.subject.when
            continue
        near = draft.index - 2
        bases = [other.when for other in drafts if other.base]
        if shape[max(0, near) : draft.index] == "Wt" and near in periods and not (
            points_back(items[near]) or items[near] in bases
        ):
            draft.when = items[near]  # "so far this year, with a rise of 5 percent in June to 20 billion"
            continue
        earlier = sorted(index for index in loose + leading if index < draft.index)
        moved = None
        if previous is not None and draft.reached and previous.kind is Kind.CHANGE and not previous.base:
            moved = previous.when
        if earlier and not (moved and items[earlier[-1]].start < moved.start):  # "in March, and by 4% in 2023 to 5 bn"
            draft.when = items[_months_of(items, set(earlier), earlier[-1])]
        elif loose and draft.modality is not Modality.REPORTED and not ENDED.search(shape, draft.index, loose[0]):
            draft.when = items[loose[0]]  # "aims to get 9 billion in exports this year"
    _share_times(shape, drafts)
    for draft in drafts:
        if draft.kind is Kind.RATE and draft.when is None and not draft.base:
            draft.when = _day_of(line, draft)
        if draft.when is not None and line.text[draft.when.end : draft.when.end + 6] == " alone":
            draft.alone = True
        if draft.when is not None and (
            line.text[draft.when.start : draft.when.start + 5].lower() == "from "
            or line.text.startswith(" change", draft.when.end)  # "the May to June change"
        ):
            draft.moved_on = draft.when.relative.startswith("months:")
    for draft, after in pairwise(drafts):
        if draft.base and after.base and draft.when is None and shape[draft.index : after.index] == "#L":
            draft.when = after.when
        # "A record $688.5bn of 2022-23".
        beside = after.index - draft.index <= 2 and shape[after.index - 1] != "'"
        if draft.kind is Kind.SUPERLATIVE and beside and after.kind is not Kind.SUPERLATIVE:
            draft.when, draft.base, draft.near = after.when, after.base, after
        elif after.kind is Kind.SUPERLATIVE and draft.base and OF_BASE.match(line.text, draft.item.end):
            after.near = draft  # "from March's 42 billion, which was the highest since June"
    return items[loose[0]] if loose else None


def _months_of(items: list[Any], loose: set[int], index: int) -> int:
    """`From January to May exports fell to 10 billion this year`: the months said before, of that year."""
    if items[index].relative != "this-year":
        return index
    return max((one for one in loose if one < index and MONTHS.fullmatch(items[one].relative)), default=index)


def _far_end(shape: str, index: int) -> bool:
    """`The largest fall since that marked in 2001`: how far back a record reaches; a figure there is of that time."""
    since = shape.rfind("'", 0, index)
    return since >= 0 and not any(mark in shape[since:index] for mark in "$%+#*,;:C(")


def _since(line: Line, at: int, last: int, stop: int) -> When | None:
    """`Exports have doubled since 2015`, `since 2015 exports have grown by 40 percent`: what it is measured against."""
    for index in (*range(at + 1, stop), *range(last, at)):
        item = line.items[index]
        if line.shape[index] == "W" and item.role == "since" and SINCE.fullmatch(line.shape, *sorted((index, at))):
            found: When = item
            return found
    return None


def _day_of(line: Line, draft: Draft) -> When | None:
    """`A duty of 30 percent from 7 August`: the day that is nearest in the sentence."""
    days = [item for item, letter in zip(line.items, line.shape, strict=True) if letter == "W"]
    days = [day for day in days if day.role in ("date", "since")]
    nearest = min(days, key=lambda day: abs(day.start - draft.item.start), default=None)
    return replace(nearest, role="") if nearest is not None else None


def _pace(line: Line, draft: Draft, places: range, owned: set[int]) -> When | None:
    """`A year-on-year growth of 5 percent`, `a monthly fall of 5 percent`: what it is measured against."""
    near = line.shape[places.start : places.stop]
    if "W" in near and places.stop == draft.index:
        for index in places:
            if line.shape[index] == "W" and index not in owned and line.items[index].relative in PACES:
                found: When = line.items[index]
                return found
    before = draft.index - 1  # "rose by an annual 5 percent"
    at = before if line.shape[before] == "~" else places.start + near.find("~U") if "~U" in near else -1
    word = line.items[at] if at >= 0 else None
    return When(word.start, word.end, None, word.value, "") if word is not None and word.value in PACES else None


def _during(shape: str, draft: Draft, at: int, index: int) -> bool:
    """Whether `over` tells how long: `worth 6 billion over fiscal 2023-24`, not `up 5 percent over 2021`."""
    compared = any(mark in AGAINST for mark in shape[index + 1 : index + 4])  # "over 2021 from 2020"
    return compared or (draft.kind is not Kind.CHANGE and not MOVED.search(shape, 0, at) and "U" not in shape[at:index])


def _when_it_was(line: Line, at: int) -> int | None:
    """`The lowest since April 2001, when exports were at 2 billion`: the index of the time of the figure at `at`."""
    clause = line.shape.rfind("C", 0, at)
    word = line.words(clause) if clause >= 1 else ""
    if word != "when" and (word != "which" or line.shape[clause + 1 : at].strip("~.L")):
        return None
    if line.shape[clause + 1] == "v" or WHEN_BOTH.search(line.shape, clause, at):
        return None
    index = clause - 1 - (line.shape[clause - 1] == ",")
    return index if index >= 0 and line.shape[index] == "W" else None


def spell_out(line: Line) -> None:
    """`The first eleven months (July-May) of fiscal 2024-25`: the months in the brackets, of the year behind them."""
    shape, items = line.shape, line.items
    at = shape.find("WW")
    while at >= 0:
        if items[at].relative.startswith("full-"):
            items[at] = items[at + 1]  # "for the full year 1986"
        elif items[at].relative == "year-to-date" and MONTH.fullmatch(items[at + 1].relative):
            months = items[at + 1].relative.replace("month:", "months:01-")  # "so far this year through August"
            items[at] = items[at + 1] = replace(items[at], relative=f"{months}@this-year")
        at = shape.find("WW", at + 1)
    for listed in MONTHS_LISTED.finditer(shape):
        if listed["two"] and not line.text.endswith("months of ", line.start, items[listed.start()].start):
            continue  # "in May and June": of each, or of both?
        _join_months(line, [index for index in range(*listed.span()) if shape[index] == "W"])
    at = shape.find("W(W")
    while at >= 0:
        outer, inner = items[at], items[at + 2]
        if outer.relative.startswith(("first:", "half:", "last:")) and inner.relative.startswith("months:"):
            year = outer.relative.partition("@")[2] or inner.relative.partition("@")[2]
            behind = not year and shape[at + 4 : at + 6] in ("oW", "iW")
            year = _year(items[at + 5]) if behind else year
            months = inner.relative.partition("@")[0]
            items[at] = replace(outer, period=None, relative=f"{months}@{year}" if year else months)
            if behind and year:
                items[at + 5] = items[at]  # no year of its own
        elif outer.relative.startswith("full-"):
            items[at] = inner  # "in the year (January to December 2008)"
        elif outer.period is None and outer.relative.startswith(PARTS) and "@" not in outer.relative and _year(inner):
            outer = replace(outer, relative=f"{outer.relative}@{_year(inner)}")  # "July-May (2022-23)"
            items[at] = items[at + 2] = outer
        at = shape.find("W(W", at + 4)


def _join_months(line: Line, places: list[int]) -> None:
    """`July, August and September of the current fiscal year`: one time from the first to the last of them."""
    codes = [line.items[index].relative.partition("@") for index in places]
    if any(line.items[index].role for index in places):
        return
    if not all(MONTH.fullmatch(code) for code, _, _ in codes) or any(year for _, _, year in codes[:-1]):
        return
    first, last = codes[0][0].removeprefix("month:"), codes[-1][0].removeprefix("month:")
    together = replace(line.items[places[-1]], relative=f"months:{first}-{last}" + "".join(codes[-1][1:]))
    for index in places:
        line.items[index] = together


def _year(when: When) -> str:
    """The YEAR of claims/scanning/when.py that the words name; nothing for other times."""
    if when.period is not None:
        return f"year:{when.period.start // MONTHS_A_YEAR}" if when.period.kind is PeriodKind.YEAR else ""
    return when.relative if when.relative.startswith(YEARS) else ""


def _share_times(shape: str, drafts: list[Draft]) -> None:
    """`went up 9.1 percent to 19.43 trillion yuan in the first eight months`: one time for both."""
    earlier: Draft | None = None
    for draft, after in zip(drafts, [*drafts[1:], None], strict=False):
        if draft.base:
            continue
        if draft.when is None and earlier is not None and earlier.when is not None and not (
            after is not None and after.reached and after.when is not None  # "fell 5 percent to 3 billion in FY23"
        ):  # "254.5 billion in FY22 recording a growth of 23.5 per cent"
            draft.when = earlier.when if earlier.item.start < earlier.when.start < draft.item.start else None
        earlier = draft
    following: Draft | None = None
    for draft in reversed(drafts):
        if draft.base:
            continue
        if draft.when is None and following is not None:
            between = shape[draft.index : following.index]
            draft.when = None if "C" in between or ";" in between else following.when
        if draft.when is not None:
            following = draft
    earlier = None
    for draft in drafts:
        if draft.base:
            continue
        if draft.when is None and earlier is not None:
            draft.when = earlier.when
        if draft.when is not None:
            earlier = draft
    for draft in drafts:
        if draft.twin is not None and draft.when is None:
            draft.when = draft.twin.when
