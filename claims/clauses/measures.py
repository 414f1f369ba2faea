"""Figures that are more than an amount: multiples and fractions, prices, and those another figure is held against."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.claim import Direction, Found, Kind
from claims.clauses import roles
from claims.clauses.around import Figure
from claims.clauses.draft import SIDES, SILENT, Draft, Silent
from claims.clauses.subject import Subject
from claims.language import language
from claims.pattern import pattern
from sources.terms.key import ALL_PRODUCTS, ONE_WAY

if TYPE_CHECKING:
    from claims.clauses.reader import Reader

TARGETED = pattern(r"m?[.~s]*M")
NEAR = 48  # characters: room for them
LATELY = 6  # words before the trade
OTHER = pattern(r"[s~.gPA]*F")
LAND = ("hectare", "acre")
WEIGHED = frozenset("k#0")  # what a sentence without them tells is no quantity
NEXT_WORD = pattern(r"\s+[a-z][a-z-]+")


def ratio(figure: Figure) -> Draft | None:
    """`doubled`, `twice the figure for 2020`, `fell by a fifth`."""
    reader, at, left, subject, item = figure.reader, figure.at, figure.left, figure.subject, figure.item
    words = reader.line.words(at)
    if left.endswith(("U", "Uy")) and item.value < 1:
        moved = roles.way_of(reader, at, left)
    elif left[-1:] in ("t", "o", "i", "y") and "U" not in left:
        return None
    else:
        if item.value < 1 and not words.startswith("halv"):
            return None
        draft = Draft(item, at, Kind.RATIO, subject)
        draft.direction = Direction.UP if item.value > 1 else Direction.DOWN
        draft.compared = words.endswith(("times", "twice", "fold", "half")) or words in ("double", "triple")
        if draft.compared and (over := other_trade(reader, at, subject)) is not None:
            draft.compared, draft.direction = False, None
            if not is_open(reader, at, subject, over):
                draft.over = over
        return draft
    if moved is None:
        return None
    draft = Draft(item, at, Kind.CHANGE, subject)
    draft.direction = moved
    return draft


def other_trade(reader: Reader, at: int, subject: Subject) -> Subject | None:
    """`Imports from China were twice its exports there`: the other trade that a multiple is of."""
    named = OTHER.match(reader.shape, at + 1)
    if named is None or subject.flow not in ONE_WAY:
        return None
    over = reader.phrase(named.end() - 1)
    if over.noise or over.flow not in ONE_WAY:
        return None
    if over.its and over.reporter is None:
        over.said -= {"reporter"}
    apart = any(name in over.said and getattr(over, name) != getattr(subject, name) for name in SIDES)
    return over if apart or over.flow is not subject.flow else None  # or: "twice the exports of 2010"


def is_open(reader: Reader, at: int, subject: Subject, over: Subject) -> bool:
    """Whether the other trade may be one of another time, or of these goods or of all."""
    return ("W" in reader.shape[:at] and "W" in reader.shape[at:]) or (
        subject.product != ALL_PRODUCTS and "product" not in over.said
    )


def covers(reader: Reader, trade: Subject, at: int) -> bool:
    """Whether the flow at `at` is one of `the ratio of exports to imports`, `the coverage of imports by exports`."""
    line, both = reader.line, reader.shape[at + 1 : at + 3]
    if both not in ("tF", "yF"):
        return False
    words = line.text[max(line.start, trade.start - NEAR) : trade.start].lower().split()[-LATELY:]
    trade.covers = not language(line.language).ratios.isdisjoint(words)
    if trade.covers:
        reader.consumed.add(at + 2)
        trade.flow = reader.phrase(at + 2).flow if both == "yF" else trade.flow
    return trade.covers


def coverage(figure: Figure) -> Draft | Silent | None:
    """`The ratio of exports to imports climbed to 40 percent from 36`; nothing where it says by how much."""
    subject = figure.reader.subject
    if subject is None or not subject.covers:
        return None
    if figure.left.endswith(("U", "Uy", "Uo")):
        return SILENT
    draft = figure.draft(Kind.RATIO, subject)
    draft.base = figure.left.endswith(("v", "f"))
    return draft


def is_aim(reader: Reader, at: int) -> bool:
    """Whether the word at `at` is for what a figure may be held against, or set: `target`, `forecast`."""
    return not language(reader.line.language).aims.isdisjoint(reader.line.words(at).split())


def beside_aim(reader: Reader, after: int) -> bool:
    """`12 percent less than the target`: no change of the trade; `after` is the index of `less`."""
    aim = TARGETED.match(reader.shape, after + 1)
    return aim is not None and is_aim(reader, aim.end() - 1)


def counting(figure: Figure) -> Silent | None:
    """`2.6 million jobs`: a word behind the bare number says what it counts, and that is no money."""
    reader, shape, at = figure.reader, figure.shape, figure.at
    word = NEXT_WORD.match(reader.line.text, figure.item.end, reader.line.end)
    if word is None:
        return None
    following = reader.items[at + 1] if at + 1 < len(shape) else None
    return SILENT if following is None or following.start >= word.end() or shape[at + 1] in "XGPE" else None


def per_measure(figure: Figure) -> Silent | None:
    """`46 Ecus per 100 kilos`: what a price is for; `1.85 million hectares against 1.89 million` are sown."""
    shape, items = figure.shape, figure.reader.items
    if figure.letter == "#" and shape.endswith("p", 0, figure.at):
        return SILENT
    return SILENT if any(items[at].unit in LAND for at in range(figure.at + 1) if shape[at] == "#") and (
        figure.letter == "0" or figure.item.unit in LAND) else None


def part_of_something(reader: Reader, at: int) -> bool:
    """Whether words that the lexicon does not know stand behind the `of` at `at`: 80 per cent of the royalties."""
    following = reader.items[at + 1] if at + 1 < len(reader.items) else None
    start = reader.items[at].end
    words = reader.line.text[start : following.start if following is not None else reader.line.end]
    spoken = [word.strip(",.;:") for word in words.split()[:3]]
    return any(word.isalpha() and word not in ("the", "a", "an", "its", "their") for word in spoken)


def counted(shape: str, draft: Draft, drafts: list[Draft]) -> dict[str, Found]:
    """What is known of a change or a record of tonnes and not of their price: `up 8 per cent in volume`, `5 tonnes,
    up 8%`, `shipped 5 tonnes, which is the highest ever`."""
    if draft.kind not in (Kind.CHANGE, Kind.SUPERLATIVE) or WEIGHED.isdisjoint(shape):
        return {}
    at, sums = draft.index, [one for one in drafts if one.kind in (Kind.LEVEL, Kind.VOLUME)]
    before = [one for one in sums if one.index < at and not set("nC") & set(shape[one.index : at])]
    behind = [one for one in sums if one.index > at]
    near = (before[-1:] or behind[:1] or sums)[0].kind if sums else None
    told = near is Kind.VOLUME or "k" in (shape[at + 1 : at + 3] if near else shape)
    return {"quantity": Found.SAID} if told else {}
