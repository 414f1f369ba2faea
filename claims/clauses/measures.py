"""Figures that are more than an amount: multiples and fractions, prices, and those another figure is held against."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from claims.claim import Direction, Found, Hedge, Kind, Modality, Sign
from claims.clauses import roles, shares
from claims.clauses.draft import SIDES, Draft
from claims.clauses.phrase import HEADS
from claims.clauses.roles import MONEY
from claims.clauses.shape import BETWEEN
from claims.clauses.subject import Subject
from claims.language import language
from claims.pattern import pattern
from claims.scanning.token import Amount
from sources.terms.key import ALL_PRODUCTS, Flow

if TYPE_CHECKING:
    from claims.clauses.reader import Reader

EARLIER = pattern(r"[vd][~.JsAg]*(?:U[~.]*o[~.]*)?$")  # "after a 3% rise", "following growth of 3%"
ESTIMATE = pattern(r"[Lvme][~.]*M[~.]*o?[~.]*$")
SURPASSED = pattern(r"L[~.]*J[~.]*o?[~.]*$")
DATED = pattern("U?[oi]?W")
THE = pattern(r"(?<!\bto )\bthe $")
AS_EXPECTED = pattern(r"Q?[.~]*L?M(?![.~to]*[$%#0*+])")  # "the 5 percent (that economists had) forecast"
# "Cut its projection for the year to 50 billion from 70 billion", "from 70 billion to 50 billion".
AIMED = pattern(r"M[^MC;X$%#0*+]*(?:t[.~]*[$#0]f[.~]*[$#0](?!i?W)|f[.~]*[$#0]t[.~]*[$#0])")
TARGETED = pattern(r"m?[.~s]*M")
RATIO = pattern(r"\bratio of (?:the )?(?:value of )?(?:[\w-]+ ){0,3}$")
MOVE_OF = pattern("U[~.]*[io'][~.sgAGP]*[FBD](?:[wtfi][~.sg]*[AW])*[~.]*o[~.]*$")
TO_LEVEL = pattern("[~.]*t[~.J]*[$#0]")
NOUN_PHRASE = BETWEEN - {"U"} | frozenset("oiFtfw")
THE_MOVE = {"the decline": "down", "the increase": "up", "the rise": "up", "the growth": "up"}
SCALES = (Decimal(10) ** 12, Decimal(10) ** 9, Decimal(10) ** 6)
OTHER = pattern(r"[s~.gPA]*F")
EXCEEDED = pattern(r"(?P<more>F)[~.]*(?P<verb>L)[~.s]*(?P<less>F)[~.]*y$")
NEXT_WORD = pattern(r"\s+[a-z][a-z-]+")
LATELY = 12  # tokens before a figure that are looked at
UP_TO = pattern(
    r"\b(?:add|inch|edg|creep|crept|w[eo]nt|mov|pick|shot|shoot|jump|climb|nudg)\w*\s+up\s+to\s+$", re.IGNORECASE
)


def ratio(reader: Reader, at: int, left: str, subject: Subject) -> Draft | None:
    """`doubled`, `twice the figure for 2020`, `fell by a fifth`, `a fifth less`."""
    item, words = reader.items[at], reader.line.words(at)
    if left.endswith(("U", "Uy")) and item.value < 1:
        moved = roles.way_of(reader, at, left)
    elif item.value < 1 and reader.shape[at + 1 : at + 2] == "u":
        moved = Direction(reader.items[at + 1].value)
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
    if named is None or subject.flow not in (Flow.EXPORT, Flow.IMPORT):
        return None
    over = reader.phrase(named.end() - 1)
    if over.noise or over.flow not in (Flow.EXPORT, Flow.IMPORT):
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


def priced(reader: Reader, draft: Draft, at: int, letter: str) -> None:
    """`at an average $413 a tonne`: a price, not what the trade was worth."""
    if letter != "$" or draft.kind not in (Kind.LEVEL, Kind.CHANGE, Kind.PRICE):
        return
    if reader.shape[at + 1 : at + 2] != "p":
        if draft.kind is Kind.PRICE:
            prices = [one.unit for one in reader.drafts if one.kind is Kind.PRICE and "/" in one.unit]
            draft.unit = prices[-1] if prices else draft.unit
        return
    measure = reader.items[at + 1]
    if measure.category == "per":
        draft.kind, draft.direction = Kind.PRICE, None
        draft.unit = f"{reader.items[at].unit}/{measure.value}"


def reached(reader: Reader, item: Amount) -> bool:
    """`inched up to 215 billion`, `added up to 35 trillion`: where it came to, not a limit."""
    return (
        item.hedge is Hedge.UP_TO
        and UP_TO.search(reader.line.text, max(reader.line.start, item.start - 24), item.start) is not None
    )


def surpassed(reader: Reader, item: Amount) -> bool:
    """`well below the 162.7 billion of 2022`: a figure that another is held against."""
    words = reader.line.text[max(reader.line.start, item.start - 24) : item.start].lower().split()
    return (
        len(words) > 1
        and words[-1] in ("the", "its", "their")
        and words[-2] in ("below", "above", "than", "beneath", "over", "of")
        and (words[-2] != "of" or words[-3:-2] == ["short"])
    )


def below(reader: Reader, at: int) -> bool:
    """`fell below five billion` says where it stands, not how far it fell."""
    item = reader.items[at]
    return (
        isinstance(item, Amount)
        and item.hedge in (Hedge.NEARLY, Hedge.OVER, Hedge.UP_TO)
        and "below" in reader.line.text[max(0, item.start - 12) : item.start].lower()
    )


def averaged(reader: Reader, item: Amount) -> bool:
    """`Flattened to an average of 63 billion`: a mean of several times is nobody's published figure."""
    words = reader.line.text[max(reader.line.start, item.start - 24) : item.start].lower().split()[-2:]
    return not language(reader.line.language).means.isdisjoint(words)


def measured(reader: Reader, at: int) -> bool:
    """`compares with a 1986 surplus of 9.5 billion`: whether the phrase before the figure hangs on a comparison."""
    index = at - 1
    while index >= 0 and reader.shape[index] not in HEADS:
        index -= 1
    index -= 1
    while index >= 0 and reader.shape[index] in BETWEEN and reader.shape[index] != "n":
        index -= 1
    return index >= 0 and reader.shape[index] in "vf"


def came_after(reader: Reader, at: int) -> bool:
    """`Rose 2 percent in May, following a 3 percent fall in April`: the change is that of an earlier time."""
    found = EARLIER.search(reader.shape, max(0, at - LATELY), at)
    if found is None:
        return False
    after = reader.items[found.start()].value == "after"
    return after or (reader.shape[found.start()] == "v" and DATED.match(reader.shape, at + 1) is not None)


def estimated(reader: Reader, at: int) -> bool:
    """`Exceeded the average estimate of $38 billion`: of what the sentence tells, only this figure was expected."""
    found = ESTIMATE.search(reader.shape, max(0, at - LATELY), at)
    if found is None:
        return False
    return reader.shape[found.start()] != "L" or reader.items[found.start()].value == "over"  # not "set a target of"


def of_old_record(reader: Reader, draft: Draft) -> None:
    """`Surpassing the old record of $56 billion set in 1987`: a figure of an earlier time."""
    if draft.kind not in (Kind.LEVEL, Kind.BALANCE):
        return
    found = SURPASSED.search(reader.shape, max(0, draft.index - LATELY), draft.index)
    if found is not None and reader.items[found.start()].value == "over":
        draft.base = draft.former = True


def change_again(reader: Reader, at: int, subject: Subject) -> Draft | None:
    """`A fall of 9 percent compared to March and 5 percent compared to last year`: the change against another base."""
    previous = reader.drafts[-1] if reader.drafts else None
    changed = next((draft for draft in reversed(reader.drafts) if draft.kind is Kind.CHANGE), None)
    if previous is None or changed is None or not (previous is changed or previous.base) or changed.part is not None:
        return None
    if "C" in reader.shape[changed.index : at] or changed.subject is not subject:
        return None
    draft = Draft(reader.items[at], at, Kind.CHANGE, subject)
    draft.direction, draft.modality = changed.direction, changed.modality
    return draft


def against(reader: Reader, at: int, letter: str, subject: Subject, previous: Draft | None, left: str) -> Draft | None:
    moved = next((draft for draft in reversed(reader.drafts) if draft.kind in (Kind.CHANGE, Kind.SHARE)), None)
    if left.endswith("vMo"):
        if letter in "%+" and moved is None:
            return None
        draft = roles.level_figure(reader, at, letter, subject)  # "against expectations of 1.5 percent"
        if letter in "%+" and moved is not None:
            draft.kind, draft.subject, draft.direction = moved.kind, moved.subject, moved.direction
        draft.modality = Modality.FORECAST
        return draft
    if letter in "%+" and moved is not None and reader.modality and reader.shape[: moved.index].endswith("Mt"):
        draft = Draft(reader.items[at], at, moved.kind, moved.subject)  # "cut the forecast to 1.8 percent from 2.5"
        draft.direction = moved.direction
        return draft
    if (
        letter == "%"
        and moved is not None
        and moved.kind is Kind.SHARE
        and reader.shape[at + 1 : at + 3] == "iA"
        and (moved.part is not None)
    ):
        draft = Draft(reader.items[at], at, Kind.SHARE, moved.subject)  # against 21 percent for the US
        draft.part = moved.part.copy()
        draft.part.partner = reader.items[at + 2].value
        return draft
    if letter in "%+" and (way := roles.way_of(reader, at, left)) is not None and not reader.share:
        draft = Draft(reader.items[at], at, Kind.CHANGE, subject)
        draft.direction = way
    elif letter in "%+" and moved is not None:
        draft = Draft(reader.items[at], at, moved.kind, moved.subject)
        draft.part = moved.part if "C" not in reader.shape[moved.index : at] or not reader.share else reader.part
        draft.direction = moved.direction
    elif reader.share and letter == "%":
        shared = shares.share_of(reader, at, subject)
        if shared is None:
            return None
        draft = shared
    else:
        draft = roles.level_figure(reader, at, letter, subject)
    draft.base = not of_another_partner(reader, at, letter, subject)
    return draft


def covers(reader: Reader, trade: Subject, at: int) -> bool:
    """Whether the flow at `at` is one of `the ratio of exports to imports`."""
    line, both = reader.line, reader.shape[at + 1 : at + 3] == "tF"
    trade.covers = both and RATIO.search(line.text, line.start, trade.start) is not None
    if trade.covers:
        reader.consumed.add(at + 2)
    return trade.covers


def coverage(reader: Reader, at: int, left: str, subject: Subject) -> Draft | None:
    """`The ratio of exports to imports climbed to 40 percent from 36`; nothing where it says by how much."""
    if left.endswith(("U", "Uy", "Uo")):
        return None
    draft = Draft(reader.items[at], at, Kind.RATIO, subject)
    draft.base = left[-1:] in ("v", "f")
    return draft


def is_aim(reader: Reader, at: int) -> bool:
    """Whether the word at `at` is for what a figure may be held against, or set: `target`, `forecast`."""
    return not language(reader.line.language).aims.isdisjoint(reader.line.words(at).split())


def beside_aim(reader: Reader, after: int) -> bool:
    """`12 percent less than the target`: no change of the trade; `after` is the index of `less`."""
    aim = TARGETED.match(reader.shape, after + 1)
    return aim is not None and is_aim(reader, aim.end() - 1)


def foreseen(reader: Reader, draft: Draft) -> None:
    """Tells a figure as one that was expected where only its own words say so."""
    shape, at, line = reader.shape, draft.index, reader.line
    if shape[at + 1 : at + 3] in ("FM", "BM", "DM", "UM"):
        draft.modality = Modality(reader.items[at + 2].value)  # the $60bn export target
        draft.base = draft.base and draft.modality is not Modality.FORECAST  # "above the $3bn surplus expected"
        return
    start = reader.items[at].start
    told = AS_EXPECTED.match(shape, at + 1) if THE.search(line.text, max(0, start - 8), start) else None
    if told is not None and reader.items[told.end() - 1].value == Modality.FORECAST:
        draft.modality, draft.base = Modality.FORECAST, False  # "far above the 7 percent that economists had expected"
        return
    aim = shape.rfind("M", 0, at)
    if draft.base and reader.modality is not None and aim >= 0 and is_aim(reader, aim):
        moved = AIMED.match(shape, aim)
        if moved is not None and at < moved.end():
            draft.modality, draft.base = reader.modality, False  # what was projected before, for the same time
            draft.when = next((other.when for other in reader.drafts if other.index > aim), draft.when)


def in_scale_of(previous: Draft, item: Amount) -> Amount:
    """The amount in the scale of the one it is the base of, where it prints none of its own but decimals."""
    told = previous.item
    if not isinstance(told, Amount) or not told.scaled or told.unit != item.unit or item.value == int(item.value):
        return item
    size = next((size for size in SCALES if told.value >= size), None)
    if size is None or not size / 10 <= item.value * size <= told.value * 10:
        return item
    return replace(item, value=item.value * size, slack=item.slack * size, scaled=True)


def nominal(reader: Reader, at: int) -> Direction | None:
    """`A decrease in the value of exports of wheat by 5 percent`: the way of the noun before the trade."""
    index = at - 2
    while index > 0 and reader.shape[index] in NOUN_PHRASE:
        index -= 1
    if reader.shape[at - 1] == "L" or "L" in reader.shape[max(0, index) : at]:
        moved = THE_MOVE.get(reader.line.words(index)) if reader.shape[index] == "Q" else None
        return Direction(moved) if moved is not None else None  # "the decline in exports to Oman was 5 percent"
    if index < 0 or "F" not in reader.shape[index:at] or reader.shape[index] != "U":
        return None
    start = reader.items[index].start
    if index and reader.shape[index - 1] == "t" and reader.items[index - 1].end == start - 1 and not reader.modality:
        return None  # "ways to increase imports by 10 percent"
    return Direction(reader.items[index].value) if reader.items[index].value != "flat" else None


def moved_to(reader: Reader, at: int) -> Direction | None:
    """`A decrease in the goods deficit of $2 billion to $65 billion`: by how much, as `to` behind it shows."""
    if TO_LEVEL.match(reader.shape, at + 1) is None:
        return None
    noun = MOVE_OF.search(reader.shape, 0, at)
    way = reader.items[noun.start()].value if noun is not None else "flat"
    return Direction(way) if way != "flat" else None


def of_another_partner(reader: Reader, at: int, letter: str, subject: Subject) -> bool:
    """`118 billion with the US, compared with 119 billion with China`: beside it, not before it."""
    return (
        letter in MONEY
        and reader.shape[at + 1 : at + 3] in ("wA", "tA", "fA")
        and subject.partner not in (None, reader.items[at + 2].value)
        and "W" not in reader.shape[at + 3 : at + 5]
    )


def counts_things(reader: Reader, at: int) -> bool:
    """`2.6 million jobs`: a word behind the bare number says what it counts, and that is no money."""
    end = reader.items[at].end
    match = NEXT_WORD.match(reader.line.text, end, reader.line.end)
    if match is None:
        return False
    following = reader.items[at + 1] if at + 1 < len(reader.items) else None
    return following is None or following.start >= match.end() or reader.shape[at + 1] in "XGPE"


def part_of_something(reader: Reader, at: int) -> bool:
    """Whether words that the lexicon does not know stand behind the `of` at `at`: 80 per cent of the royalties."""
    following = reader.items[at + 1] if at + 1 < len(reader.items) else None
    start = reader.items[at].end
    words = reader.line.text[start : following.start if following is not None else reader.line.end]
    spoken = [word.strip(",.;:") for word in words.split()[:3]]
    return any(word.isalpha() and word not in ("the", "a", "an", "its", "their") for word in spoken)


def excess(reader: Reader, at: int) -> Draft | None:
    """`Exports outpaced imports by $61 billion`: the surplus or deficit that this is."""
    found = EXCEEDED.search(reader.shape, 0, at)
    if found is None or reader.items[found.start("verb")].value != "over":
        return None
    more, less = (reader.phrase(found.start(name)) for name in ("more", "less"))
    if {more.flow, less.flow} != {Flow.EXPORT, Flow.IMPORT} or more.noise:
        return None
    balance = more.copy()
    balance.flow = Flow.BALANCE
    balance.sign = Sign.SURPLUS if more.flow is Flow.EXPORT else Sign.DEFICIT
    reader.subject = reader.main = balance
    return Draft(reader.items[at], at, Kind.BALANCE, balance)


def text_before(reader: Reader, at: int) -> str:
    """The few characters before the item; a slice of the whole text would make long texts slow."""
    start: int = reader.items[at].start
    return reader.line.text[max(0, start - 8) : start]


def counted(shape: str, draft: Draft, drafts: list[Draft]) -> dict[str, Found]:
    """What is known of a change of tonnes and not of their price: `up 8 per cent in volume`, `5 tonnes, up 8%`."""
    if draft.kind is not Kind.CHANGE:
        return {}
    at, sums = draft.index, [one for one in drafts if one.kind in (Kind.LEVEL, Kind.VOLUME)]
    before = [one for one in sums if one.index < at and not set("nC") & set(shape[one.index : at])]
    behind = [one for one in sums if one.index > at]
    near = (before[-1:] or behind[:1] or sums)[0].kind if sums else None
    told = near is Kind.VOLUME or "k" in (shape[at + 1 : at + 3] if near else shape)
    return {"quantity": Found.SAID} if told else {}
