"""`Exports to Mali, Togo and Benin rose 5, 7 and 9 per cent respectively`: each figure with its own of the list."""

from __future__ import annotations

import re
from itertools import pairwise

from claims.claim import Kind
from claims.clauses.draft import Draft
from claims.clauses.shape import AMOUNTS, Line
from claims.pattern import pattern
from sources.terms.key import Flow

RESPECTIVELY = "="
JOINS = pattern(r"(?:r[%+$])?[,n~.]*")  # each figure may be told a second way: "5 billion or 16 percent"
SECOND = pattern(r"^r[%+$]")
SIDES = {"FB": "flow", "A": "partner", "P": "product"}  # by the letters of what may be listed


def share_out(line: Line, drafts: list[Draft]) -> None:
    """Gives the figures before `respectively` to the flows, countries or goods that the sentence lists before them."""
    for at in line.places(RESPECTIVELY) if RESPECTIVELY in line.shape else ():
        run = figures_before(line, drafts, at)
        if len(run) < 2 or run[-1].subject in run[0].subject.siblings:
            continue
        for letter in SIDES:
            named = listed(line, letter, len(run), run[0].index)
            earlier = figures_before(line, drafts, run[0].index)  # "at 5 and 3 billion, up 2 and 4 percent"
            if named:
                for one in (run, earlier) if len(earlier) == len(run) else (run,):
                    for draft, place in zip(one, named, strict=True):
                        give(line, draft, letter, place, named)
                break
        else:
            as_before(drafts, run)


def figures_before(line: Line, drafts: list[Draft], at: int) -> list[Draft]:
    """The last figures of one sort before the word, with nothing but commas and `and` between them."""
    run = [draft for draft in drafts if draft.index < at]
    if not run or AMOUNTS.intersection(SECOND.sub("", line.shape[run[-1].index + 1 : at])):
        return []
    first = len(run) - 1
    for number, (one, following) in reversed(list(enumerate(pairwise(run)))):
        between = line.shape[one.index + 1 : following.index]
        if one.kind is not following.kind or JOINS.fullmatch(between) is None:
            break
        first = number
    return run[first:]


def as_before(drafts: list[Draft], run: list[Draft]) -> None:
    """`Indonesia with $4 billion and Malaysia with $3 billion, up 23 and 17 percent respectively`."""
    earlier = drafts[: drafts.index(run[0])][-len(run) :]
    if any(draft.base for draft in earlier):
        return  # "from 24 in May and 28 a year ago, exports to 21 against 25 and 26 respectively"
    if len({id(draft.subject) for draft in earlier}) == len(run) and len({draft.kind for draft in earlier}) == 1:
        for draft, told in zip(run, earlier, strict=True):
            draft.subject = told.subject


def listed(line: Line, letter: str, count: int, before: int) -> list[int]:
    """Where the last list of exactly so many countries or goods stands, before a figure."""
    one = f"[{letter}]"
    pattern = re.compile(rf"(?<![{letter}n])(?<!{one},){one}(?:[,n~]+{one}){{{count - 1}}}(?![,n]*{one})")
    found = list(pattern.finditer(line.shape, 0, before))
    return [at for at in range(*found[-1].span()) if line.shape[at] in letter] if found else []


def give(line: Line, draft: Draft, letter: str, place: int, named: list[int]) -> None:
    token, side = line.items[place], SIDES[letter]
    subject = draft.subject = draft.subject.copy()
    if side == "flow":
        if token.category == "flow":
            subject.flow, subject.sign = Flow(token.value), None
            draft.kind = Kind.LEVEL if draft.kind is Kind.BALANCE else draft.kind
        return
    names = {line.items[at].value for at in named}
    if side == "partner" and "reporter" in subject.said and names.issuperset((subject.reporter or "").split("+")) and (
            subject.partner is None or subject.verb):
        side = "reporter"  # "India's and Pakistan's exports", "India and Pakistan exported"
    if draft.part is not None and side == "partner":
        draft.part = draft.part.copy()
        draft.part.partner = token.value
        return
    setattr(subject, side, token.value)
    if side == "product":
        subject.product_name = line.text[token.start : token.end]
    subject.said, subject.listed = subject.said | {side}, subject.listed or side == "partner"
