"""When: the period of each figure of a sentence, and what a change is measured against."""

from __future__ import annotations

from claims.draft import Draft
from claims.shape import AMOUNTS, Line
from claims.token import When

AGAINST = frozenset("fvme")
NEW_PHRASE = frozenset("FBVQT;")
# Times that by themselves point back from another: "a year earlier", "the same period last year", "year on year".
BACKWARD = ("year-ago", "year-on-year", "same-", "month-ago", "month-on-month", "quarter-ago", "quarter-on-quarter", "previous",
            "corresponding", "year-earlier", "yoy", "mom", "qoq", "versus", "ago")


def points_back(when: When) -> bool:
    return when.relative.startswith(BACKWARD)


def place_times(line: Line, drafts: list[Draft]) -> When | None:
    """Gives each draft the times said with it; returns the time that stands for the sentence as a whole, if any."""
    shape, items = line.shape, line.items
    owned: set[int] = set()
    for number, draft in enumerate(drafts):
        at = draft.index
        if at and shape[at - 1] == "W" and (draft.base or line.text[items[at - 1].end:items[at].start] in ("'s ", "’s ")):
            draft.when = items[at - 1]
            owned.add(at - 1)
        stop = drafts[number + 1].index if number + 1 < len(drafts) else len(shape)
        for index in range(at + 1, stop):
            letter = shape[index]
            if letter in NEW_PHRASE or letter == "C" and number + 1 < len(drafts):
                break
            if letter != "W" or index in owned or items[index].relative == "date":
                continue
            if index + 1 < len(shape) and shape[index + 1] in AMOUNTS and index + 1 == stop and shape[index - 1] in AGAINST:
                break
            before = index - 1
            while before > at and shape[before] in ".~iQg":
                before -= 1
            back = points_back(items[index])
            if not draft.base and (back or shape[before] in AGAINST and before > at):
                if draft.versus is None:
                    draft.versus = items[index]
                    owned.add(index)
            elif draft.when is None:
                draft.when = items[index]
                owned.add(index)
    loose = [index for index, letter in enumerate(shape) if letter == "W" and index not in owned
             and items[index].relative != "date" and not points_back(items[index])]
    first = None
    for draft in drafts:
        if draft.base or draft.when is not None:
            continue
        if draft.subject.when is not None:
            draft.when = draft.subject.when
            continue
        before = [index for index in loose if index < draft.index]
        if before:
            draft.when = items[before[-1]]
    _share_times(shape, drafts)
    if first is None and loose:
        first = items[loose[0]]
    return first


def _share_times(shape: str, drafts: list[Draft]) -> None:
    """`went up 9.1 percent to 19.43 trillion yuan in the first eight months`: one time for both."""
    following: Draft | None = None
    for draft in reversed(drafts):
        if draft.base:
            continue
        if draft.when is None and following is not None and "C" not in shape[draft.index:following.index] and ";" not in (
                shape[draft.index:following.index]):
            draft.when = following.when
        if draft.when is not None:
            following = draft
    earlier: Draft | None = None
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
