"""Several figures under one verb: each with its own partner, country, sort of goods or time, where the words say which.

`$5 billion to Mali and $3 billion to Togo`, `Kenya exported goods worth $5 billion and Togo $3 billion`,
`goods worth $5 billion and services worth $3 billion`, `$5 billion and $3 billion in 2022 and 2023`.  Two figures of
the same trade in the same time cannot both be right, so where the words do not say which is which, they are left open.
"""

from __future__ import annotations

import re
from itertools import pairwise

from claims.claim import Kind
from claims.clauses.draft import RANKS, STOOD, Draft
from claims.clauses.holders import jointly
from claims.clauses.shape import AMOUNTS, Line
from claims.clauses.sides import joined, together
from claims.clauses.timewords import is_period, points_back
from claims.pattern import pattern
from claims.scanning.token import When
from sources.terms.key import WORLD, Basis, Flow

JOINED = pattern(r"[,n.~]*n?[.~]*")  # "$5 billion and $3 billion"
# Behind a figure: "worth of goods to Mali", "in 2022 to Mali".
TO_AREA = pattern(r"(?:L?[oi][.~]*[PG][.~]*)?(?:i?W)?(?P<way>[tfw])[.~]*(?P<area>A)(?![.~]*[FGPDBK^V])")
OF_GOODS = pattern(r"[io][.~]*(?P<goods>G)(?![.~]*[FDB])")
BEFORE_AREA = pattern(r"[,nC;][.~]*(?P<area>A)[.~]*$")
BEFORE_GOODS = pattern(r"[,n;C(][Q.~]*(?P<goods>G)[.~]*[LU]?[.~:ay]*$")
GOODS_AND = pattern(r"F[.~]*n[.~]*G[.~]*L?[.~]*$")  # "exported goods and services worth"
TIMES = pattern(r"[,~.]*i?W(?:,i?W)*,?ni?W")
TAKERS = pattern(r"A(?:[,n.~]+A)+[.~LMUJ]*S[.~]*$")
WAYS = {Flow.EXPORT: "t", Flow.IMPORT: "f", Flow.BALANCE: "w", Flow.TOTAL: "w"}
SUMS = frozenset({Kind.LEVEL, Kind.BALANCE, Kind.VOLUME, Kind.CHANGE, Kind.SHARE})
GOODS = ("goods", "merchandise")


def pair(line: Line, drafts: list[Draft]) -> None:
    """Gives each figure of a sentence what the words right around it say it is of."""
    for number, draft in enumerate(drafts):
        if draft.subject.noise or draft.subject.tariff or draft.subject.flow is None:
            continue
        before = drafts[number - 1] if number else None
        _by_partner(line, draft, before)
        _by_goods(line, draft, before)
        if before is not None:
            _by_reporter(line, draft, before, drafts[number + 1 :])
        told = draft.subject
        if before is not None and before.subject is told and draft.kind is before.kind and (
                line.wording("out-of").search(line.text, before.item.end, draft.item.start)):
            draft.subject = told.copy() if told.partner is not None else told.of_all()
            draft.subject.with_(WORLD)
        moved = {one.subject.partner for one in drafts[:number] if one.kind is Kind.CHANGE}
        if len(moved) > 1 and draft.kind in STOOD and before is not None and before.kind is Kind.CHANGE and (
            TO_AREA.match(line.shape, before.index + 1) and not TO_AREA.match(line.shape, draft.index + 1)
        ):
            draft.subject = draft.subject.with_everybody()  # "by $2bn with Chad and $1bn with Togo to a total of $9bn"
    _by_taker(line, drafts)
    for run in runs(line, drafts):
        if line.shape.count("W") > 1:
            _by_time(line, run)
        _unsure(run)
    _join(drafts)


def runs(line: Line, drafts: list[Draft]) -> list[list[Draft]]:
    """The figures of one kind that stand together, with nothing but commas and `and` between them."""
    found: list[list[Draft]] = []
    for draft in drafts:
        last = found[-1][-1] if found else None
        if (
            last is not None and last.kind is draft.kind and last.base == draft.base and draft.twin is None
            and JOINED.fullmatch(line.shape, last.index + 1, draft.index)
            and (draft.hedge or joined(line.text[last.item.end : draft.item.start], line.language))
        ):
            found[-1].append(draft)
        else:
            found.append([draft])
    return found


def _set(draft: Draft, **fields: object) -> None:
    """What the figure, and no other of its subject, is of."""
    draft.subject = draft.subject.copy()
    for name, value in fields.items():
        setattr(draft.subject, name, value)
    draft.subject.said |= fields.keys()


def _by_partner(line: Line, draft: Draft, before: Draft | None) -> None:
    """`$5 billion to Mali and $3 billion to Togo`: the country behind each figure is its partner."""
    match = TO_AREA.match(line.shape, draft.index + 1)
    told = TO_AREA.match(line.shape, before.index + 1) if before is not None else None
    way = told["way"] if told is not None else draft.subject.flow and WAYS.get(draft.subject.flow)
    if match is not None and before is not None and match["way"] == way:
        name = line.items[match.start("area")].value
        if draft.part is not None and name != draft.subject.reporter:
            draft.part = draft.part.copy()
            draft.part.partner = name
        elif name not in (draft.subject.partner, draft.subject.reporter):
            _set(draft, partner=name)


def _by_reporter(line: Line, draft: Draft, before: Draft, after: list[Draft]) -> None:
    """`Kenya exported goods worth $5 billion and Togo $3 billion, up 5 percent`: Togo's exports, and so on."""
    match = BEFORE_AREA.search(line.shape, before.index + 1, draft.index)
    subject, other = draft.subject, before.subject
    if match is not None and not AMOUNTS.intersection(line.shape[before.index + 1 : draft.index]):
        area = line.items[match.start("area")]
        owner = line.text[area.end : area.end + 1] in ("'", "’")
        shares = draft.part is not None or before.part is not None
        if area.category != "area" or subject.flow is not other.flow or shares:
            return
        ranked = draft.kind in RANKS and area.value == subject.partner  # "making Mali the largest supplier"
        if "reporter" not in other.said or area.value == other.reporter or ranked:
            return
        if other.partner in (None, WORLD) or owner:
            _set(draft, reporter=area.value, partner=other.partner)
            last = line.shape.find("A", draft.index)
            for one in after:
                if one.subject is subject and (last < 0 or one.index < last):
                    one.subject = draft.subject


def _by_goods(line: Line, draft: Draft, before: Draft | None) -> None:
    """`Goods worth $5 billion and services worth $3 billion`, `$5 billion in goods and $3 billion in services`."""
    shape, at = line.shape, draft.index
    if before is None:
        head = GOODS_AND.search(shape, 0, at)
        if head is not None and line.words(head.start()).endswith(GOODS):
            draft.subject.basis = Basis.GOODS_SERVICES  # of all that the sentence goes on to tell
        return
    between = shape[before.index + 1 : at]
    match = BEFORE_GOODS.search(shape, before.index + 1, at)
    if match is None and not AMOUNTS.intersection(between):
        match = OF_GOODS.match(shape, at + 1)
        if match is not None and OF_GOODS.match(shape, before.index + 1) is None and "F" not in between:
            match = None
    if match is not None:
        basis = Basis(line.items[match.start("goods")].value)
        if basis is not draft.subject.basis:
            _set(draft, basis=basis)


def _by_taker(line: Line, drafts: list[Draft]) -> None:
    """`Mali and Togo took 5 and 3 per cent of exports`: each its own share, or both together the one."""
    for run in runs(line, drafts):
        takers = TAKERS.search(line.shape, 0, run[0].index)
        if takers is None or run[0].part is None or run[0].kind is not Kind.SHARE:
            continue
        places = [index for index in range(takers.start(), takers.end()) if line.shape[index] == "A"]
        for number, draft in enumerate(run):
            assert draft.part is not None
            draft.part = draft.part.copy()
            draft.part.partner = (
                line.items[places[number]].value if len(run) == len(places) else together(line, places[-1])
            )


def _by_time(line: Line, run: list[Draft]) -> None:
    """`$5 billion and $3 billion in 2022 and 2023`: each figure its own year."""
    last = run[-1].index
    listed = _times(line, TIMES.match(line.shape, last + 1))
    if not listed:
        found = list(TIMES.finditer(line.shape, 0, run[0].index))
        if found and not set(line.shape[found[-1].end() : run[0].index]) & (AMOUNTS | set("C;W")):
            listed = _times(line, found[-1])
    if len(listed) < 2 or any(draft.base for draft in run):
        return
    if len(listed) == len(run) and len({id(draft.subject) for draft in run}) == 1:
        for draft, when in zip(run, listed, strict=True):
            draft.when = when
    elif all(draft.kind in SUMS for draft in run):
        for draft in run:
            draft.unsure = True  # of both years together, of each, on average?


def _times(line: Line, match: re.Match[str] | None) -> list[When]:
    if match is None:
        return []
    times = [line.items[at] for at in range(*match.span()) if line.shape[at] == "W"]
    if not all(is_period(line, when) and not points_back(when) for when in times):
        return []
    gaps = (line.text[one.end : other.start].removesuffix("in ") for one, other in pairwise(times))
    return times if all(joined(gap, line.language) for gap in gaps) else []


def _unsure(run: list[Draft]) -> None:
    """Two figures of the very same trade and time: one of them is of something else, and nobody says which."""
    for one, other in pairwise(run):
        if (
            one.subject is other.subject and not one.base and not one.subject.siblings and one.kind in SUMS
            and (one.part is other.part or one.part is None or other.part is None) and one.when is other.when
            and getattr(one.item, "unit", "") == getattr(other.item, "unit", "")
        ):
            one.unsure = other.unsure = True


def _join(drafts: list[Draft]) -> None:
    """`Exports and imports added up to 35 trillion`, `exports to Mali and Togo rose 5 percent`: one figure for both."""
    for subject in (draft.subject for draft in drafts if draft.subject.siblings):
        if any(draft.subject in subject.siblings for draft in drafts):
            continue
        if subject.siblings[0].flow is not subject.flow:
            flows = {subject.flow, subject.siblings[0].flow}
            subject.flow = Flow.EXPORT if flows == {Flow.EXPORT, Flow.RE_EXPORT} else Flow.TOTAL
        subject.partner, subject.siblings = jointly(subject).partner, ()
