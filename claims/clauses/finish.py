"""What is told of a figure besides its trade: its unit, whether it was expected, and what it is held against."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import cache

from claims.claim import Hedge, Kind, Modality
from claims.clauses import parts, ranks, roles, shares
from claims.clauses.around import MONEY, SUMS, Figure, came_to
from claims.clauses.draft import Draft
from claims.clauses.measures import is_aim
from claims.clauses.phrase import HEADS
from claims.clauses.shape import BETWEEN
from claims.language import language
from claims.pattern import pattern
from claims.scanning.token import Amount
from sources.terms.key import ALL_PRODUCTS, Basis, Flow
from sources.terms.quantity import PERCENT, is_money

SMALLEST = 10_000  # money below it is a price, a fee, a saving: never a country's trade
MODAL = frozenset({Kind.LEVEL, Kind.BALANCE, Kind.CHANGE, Kind.VOLUME, Kind.RATIO, Kind.PRICE})
SCALES = (Decimal(10) ** 12, Decimal(10) ** 9, Decimal(10) ** 6)
EARLIER = pattern(r"[vd][~.JsAg]*(?:U[~.]*o[~.]*)?$")  # "after a 3% rise", "following growth of 3%"
ESTIMATE = pattern(r"[Lvme][~.]*M[~.]*o?[~.]*$")
SURPASSED = pattern(r"L[~.]*J[~.]*o?[~.]*$")
DATED = pattern("U?[oi]?W")
SUM_OF = pattern(r"(?:Lo|[oi])?[~.A]*G(?![~.]*[FBD])")
MORE_OF = pattern(r"u[~.]*G(?![~.]*[FBD])")
# "goods worth $5 billion", "to $5 billion and services to $2 billion", "Invisibles were put at a $5 billion surplus"
IN_TURN = pattern(r"(?:(?P<turn>^|[,nC;])[~.]*)?(?P<of>G)(?:i?W)*[~.]*(?:[ML][ML~.ea]*|[ty]|U[~.]*[ty]?)$")
AGAINST = pattern(r"v[~.AJs]*o?$")
AS_EXPECTED = pattern(r"[DBFU]?Q?[.~]*L?M(?![.~to]*[$%#0*+])")  # "the 5 percent (rise that economists had) forecast"
# "Cut its projection for the year to 50 billion from 70 billion", "from 70 billion to 50 billion".
AIMED = pattern(r"M[^MC;X$%#0*+]*(?:t[.~]*[$#0%]f[.~]*[$#0%](?!V?i?W)|f[.~]*[$#0%]t[.~]*[$#0%])")
BASE_BEHIND = pattern(r"[W,~.i]*[vf][~.]*\$")
LATELY = 12  # tokens before a figure that are looked at
NEAR = 24  # characters: an article and two words
FAR = 40  # characters: the adjectives of a flow, and whose it is
HELD_AGAINST = ("Do", "Bo", "Fo", "DL", "BL")  # "compares with a surplus of", where a comparison leads up to it
NEXT = ("%n", "%,", "+n", "+,")
DIRECTLY = frozenset("~.hso")


def scaled(figure: Figure, draft: Draft) -> None:
    """`JOD 46.4 against JOD 45.5 million`: a scale said once."""
    item = figure.item
    if figure.letter != "$" or item.scaled:
        return
    size = scale_of_base(figure, draft)
    if size is not None:
        figure.item = draft.item = replace(item, value=item.value * size, slack=item.slack * size, scaled=True)


def scale_of_base(figure: Figure, draft: Draft) -> Decimal | None:
    """`To $2.59 billion from $4.05`: in the scale of the other one of the two."""
    item = figure.item
    if item.value == int(item.value) or draft.kind not in SUMS:
        return None
    behind = BASE_BEHIND.match(figure.shape, figure.at + 1) if not draft.base else None
    told = figure.reader.items[behind.end() - 1] if behind is not None else (
        figure.previous.item if draft.base and figure.previous is not None else None)
    if not isinstance(told, Amount) or not told.scaled or told.unit != item.unit:
        return None
    size = next((size for size in SCALES if told.value >= size), None)
    return size if size is not None and size / 10 <= item.value * size <= told.value * 10 else None


def is_small(figure: Figure, draft: Draft) -> bool:
    """Whether it is too little to be a country's trade: `$500`; `zero`, which is a rate of duty or nothing."""
    if not figure.item.value and draft.kind is not Kind.RATE and figure.reader.line.words(figure.at).isalpha():
        return True
    return (
        figure.letter == "$"
        and draft.kind in SUMS
        and abs(figure.item.value) < SMALLEST
        and not draft.subject.price
        and (not figure.shape.startswith("p", figure.at + 1) or figure.shape.startswith("p#", figure.at + 1))
    )


def hedged(figure: Figure, draft: Draft) -> None:
    hedge, previous = figure.item.hedge, figure.previous
    risen = previous is not None and previous.kind is Kind.CHANGE and previous.index == figure.at - 2
    if hedge is Hedge.OVER and risen and figure.shape[figure.at - 1] == "e":
        draft.base = True  # "an increase of 42 per cent over $24.9 billion in May 2020"
    elif draft.hedge is None and not (hedge is Hedge.UP_TO and came_to(figure.reader, figure.item)):
        draft.hedge = hedge


def held_against(figure: Figure, draft: Draft) -> None:
    """`Rose 2 percent, following a 3 percent fall`, `more than double the 7 per cent of May`: of an earlier time."""
    previous = figure.previous
    draft.base = (
        draft.base
        or (draft.kind is Kind.CHANGE and figure.reader.modality is None and came_after(figure))
        or (draft.kind is Kind.CHANGE and figure.adjacent and figure.left.endswith(NEXT) and changed_with(previous))
        or (figure.left.endswith(HELD_AGAINST) and compared(figure, draft))
        or surpassed(figure)
        or (previous is not None and previous.compared and DIRECTLY.issuperset(
            figure.shape[previous.index + 1 : figure.at]))
    )


def changed_with(previous: Draft | None) -> bool:
    """`Compared with increases of 16.5 pct and 6.6 pct`: the second as the first."""
    return previous is not None and previous.kind is Kind.CHANGE and previous.base


def came_after(figure: Figure) -> bool:
    """`Rose 2 percent in May, following a 3 percent fall in April`: the change is that of an earlier time."""
    shape, at = figure.shape, figure.at
    previous = figure.previous
    changed = previous is not None and previous.kind is Kind.CHANGE
    found = EARLIER.search(shape, max(0, at - LATELY), at) if changed else None
    if found is None:
        return False
    after = figure.reader.items[found.start()].value == "after"
    return after or (shape[found.start()] == "v" and DATED.match(shape, at + 1) is not None)


def compared(figure: Figure, draft: Draft) -> bool:
    """`Compares with a 1986 surplus of 9.5 billion`: whether the phrase before the figure hangs on a comparison."""
    previous = figure.previous
    if previous is not None and {previous.subject.flow, draft.subject.flow} == {Flow.EXPORT, Flow.IMPORT}:
        return False
    shape, index = figure.shape, figure.at - 1
    while index >= 0 and shape[index] not in HEADS:
        index -= 1
    index -= 1
    while index >= 0 and shape[index] in BETWEEN and shape[index] != "n":
        index -= 1
    return index >= 0 and shape[index] in "vf"


def surpassed(figure: Figure) -> bool:
    """`Well below the 162.7 billion of 2022`: a figure that another is held against."""
    words = words_before(figure)
    return (
        len(words) > 1
        and words[-1] in ("the", "its", "their")
        and words[-2] in ("below", "above", "than", "beneath", "over", "of")
        and (words[-2] != "of" or words[-3:-2] == ["short"])
    )


def words_before(figure: Figure) -> list[str]:
    line, start = figure.reader.line, figure.item.start
    return line.text[max(line.start, start - NEAR) : start].lower().split()


def counted_in(figure: Figure, draft: Draft) -> None:
    """The unit of the figures before it, where it prints none: `rose from 3 to 4 million tonnes, and then to 5`."""
    if figure.item.unit:
        return
    draft.unit = next(
        (
            other.item.unit or other.unit
            for other in reversed(figure.reader.drafts)
            if isinstance(other.item, Amount) and figure.shape[other.index] in MONEY
        ),
        figure.reader.currency,
    )
    if draft.kind is Kind.LEVEL and draft.unit and not is_money(draft.unit):
        draft.kind = Kind.VOLUME


def of_a_share(figure: Figure, draft: Draft) -> None:
    """`Its share rose by 4 points`, `by 4 percent`: of that share, or points of the whole?"""
    reader = figure.reader
    if draft.kind is not Kind.CHANGE or draft.part is not None or reader.share != "H" or reader.part is None:
        return
    if figure.letter == "+":
        draft.part = reader.part
    elif figure.letter == "%":
        draft.part = reader.part.copy()
        draft.part.product = shares.UNSTATED


def priced(figure: Figure, draft: Draft) -> None:
    """`At an average $413 a tonne`, `prices fell 5 percent`: a price, not what the trade was worth."""
    if draft.subject.price and draft.kind in (Kind.LEVEL, Kind.CHANGE):
        draft.kind = Kind.PRICE
    if figure.letter != "$" or draft.kind not in (Kind.LEVEL, Kind.CHANGE, Kind.PRICE):
        return
    measure = figure.reader.items[figure.at + 1] if figure.shape.startswith("p", figure.at + 1) else None
    if measure is not None and measure.category == "per":
        draft.kind, draft.direction = Kind.PRICE, None
        draft.unit = f"{figure.item.unit}/{measure.value}"
    elif measure is None and draft.kind is Kind.PRICE:
        prices = [one.unit for one in figure.reader.drafts if one.kind is Kind.PRICE and "/" in one.unit]
        draft.unit = prices[-1] if prices else draft.unit


def arrived(figure: Figure, draft: Draft) -> None:
    """`Rose to $5 billion`: where it stood at the end of the time that is named, and the way there."""
    draft.reached = figure.left.endswith("t")
    if draft.reached and draft.kind in SUMS:
        draft.moved = roles.way_to(figure.reader, figure.at, figure.left[:-1])


def expected(figure: Figure, draft: Draft) -> None:
    """Whether it was reported, estimated, forecast or aimed at."""
    reader, spoken = figure.reader, "M" in figure.shape
    if spoken and estimated(figure):  # "beat the average estimate of $3bn and took the year to"
        draft.modality, reader.modality = reader.modality or draft.modality, None
    if draft.kind not in MODAL or draft.subject.tariff:
        return
    line, start = reader.line, figure.item.start
    if line.wording("denied").search(line.text, max(line.start, start - NEAR), start):
        draft.modality = Modality.HYPOTHETICAL  # "was 5 billion, not 8 billion"
        return
    if reader.modality is not None and not draft.base:
        draft.modality = reader.modality
    if spoken and not foreseen(figure, draft):
        projected_before(figure, draft)


def averaged(figure: Figure, draft: Draft) -> None:
    """`An average of 63 billion`, `the average deficit was 5 billion`: a mean of several times, and of none of them."""
    if draft.kind not in SUMS and not (draft.kind is Kind.CHANGE and figure.letter == "$"):
        return
    line, head, start = figure.reader.line, draft.subject.start, figure.item.start
    of_flow, of_figure = means(line.language)
    told = line.start <= head < start and of_flow.search(line.text, max(line.start, head - FAR), head)
    if told or of_figure.search(line.text, max(line.start, start - NEAR), start):
        draft.mean = True
        if draft.modality is Modality.REPORTED:
            draft.modality = Modality.ESTIMATED  # reckoned: no sum is made of it, and nothing is measured against it


@cache
def means(name: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What leads from a word for a mean to a flow, `the average US goods`, and to a figure, `an average of`."""
    words = rf"\b(?:{'|'.join(language(name).means)})\b" if language(name).means else "(?!)"
    return pattern(rf"{words}[^,;]*$", re.IGNORECASE), pattern(rf"{words}\W*(?:\w+\W*)?$", re.IGNORECASE)


def estimated(figure: Figure) -> bool:
    """`Exceeded the average estimate of $38 billion`: of what the sentence tells, only this figure was expected."""
    found = ESTIMATE.search(figure.shape, max(0, figure.at - LATELY), figure.at)
    if found is None:
        return False
    return figure.shape[found.start()] != "L" or figure.reader.items[found.start()].value == "over"  # "set a target of"


def foreseen(figure: Figure, draft: Draft) -> bool:
    """`The $60bn export target`, `far above the 7 percent that economists had expected`: its own words say so."""
    shape, at, items, text = figure.shape, figure.at, figure.reader.items, figure.reader.line.text
    if shape[at + 1 : at + 3] in ("FM", "BM", "DM", "UM"):
        draft.modality = Modality(items[at + 2].value)
        draft.base = draft.base and draft.modality is not Modality.FORECAST  # "above the $3bn surplus expected"
        return True
    start, the = figure.item.start, figure.reader.line.wording("the")
    told, against = AS_EXPECTED.match(shape, at + 1), AGAINST.search(shape, max(0, at - LATELY), at) is not None
    if told is None or not (against or the.search(text, max(0, start - NEAR), start)):
        return False  # ... "3.2 percent, against 2.1 percent expected", "vs a 2.1 percent estimate"
    if items[told.end() - 1].value != Modality.FORECAST and not (against and shape[at + 1] == "M" and (
            items[at + 1].value == Modality.ESTIMATED)):
        return False
    draft.modality, draft.base = Modality.FORECAST, False
    return True


def projected_before(figure: Figure, draft: Draft) -> None:
    """`Cut its projection to 50 billion from 70`: what was projected before, for the same time."""
    reader, at = figure.reader, figure.at
    aim = figure.shape.rfind("M", 0, at) if draft.base and reader.modality is not None else -1
    moved = AIMED.match(figure.shape, aim) if aim >= 0 and is_aim(reader, aim) else None
    if moved is not None and at < moved.end():
        draft.modality, draft.base = reader.modality or draft.modality, False
        draft.when = next((other.when for other in reader.drafts if other.index > aim), draft.when)


def valued(figure: Figure, draft: Draft) -> None:
    """`A deficit of -95 billion`, `a fifth less`."""
    if draft.subject.sign is not None and draft.kind is Kind.BALANCE and figure.item.value < 0:
        draft.value = -figure.item.value
    if figure.item.unit == "ratio" and draft.kind is Kind.CHANGE:
        draft.value, draft.unit = figure.item.value * 100, PERCENT


def of_what(figure: Figure, draft: Draft) -> None:
    """What a sum of all trade is of, where the words at it say so."""
    if draft.subject.product == ALL_PRODUCTS:
        if "G" in figure.shape:
            in_goods(figure, draft)
        if "z" in figure.shape:
            left_out(figure, draft)


def in_goods(figure: Figure, draft: Draft) -> None:
    """`Imported Indian goods worth $6 billion`, `5% more goods`, `and services to $5 billion`: what the sum is of."""
    subject, shape, at = draft.subject, figure.shape, figure.at
    if subject.noise or subject.siblings:
        return
    open_sum = subject.basis is None and subject.flow is not Flow.BALANCE
    behind = (SUM_OF if figure.letter != "%" else MORE_OF).match(shape, at + 1)
    before = IN_TURN.search(shape, max(0, at - LATELY), at) if behind is None else None
    if behind is not None and open_sum:
        told = behind.end() - 1
    elif before is not None and (open_sum or before["turn"] is not None):
        told = before.start("of")
    else:
        return
    if any(other.subject is subject for other in figure.reader.drafts):
        draft.subject = subject = subject.copy()
    subject.basis = Basis(figure.reader.items[told].value)
    if figure.letter == "$" and (before is None or before["turn"] is None):
        subject.said |= {"basis"}
    if subject.flow is Flow.IMPORT and "partner" not in subject.said and shape[told - 1] == "A":
        subject.with_(figure.reader.items[told - 1].value)  # "China imported $130 billion worth of US goods"


def left_out(figure: Figure, draft: Draft) -> None:
    """`$8 billion excluding oil`, `but without oil they fell 2 percent`: of all other goods."""
    since = figure.previous.index + 1 if figure.previous is not None else 0
    rest = parts.left_out_of(figure.reader, figure.at, since)
    if rest is not None and draft.subject.flow is not None:
        draft.subject = figure.reader.subject = figure.reader.main = draft.subject.copy()
        draft.subject.product, draft.subject.product_name = rest  # its partner is still that of the trade told


def of_old_record(figure: Figure, draft: Draft) -> None:
    """`Surpassing the old record of $56 billion set in 1987`: a figure of an earlier time."""
    if draft.kind not in SUMS:
        return
    found = SURPASSED.search(figure.shape, max(0, figure.at - LATELY), figure.at)
    if found is not None and figure.reader.items[found.start()].value == "over":
        draft.base = draft.former = True


FINISHES: tuple[tuple[str, Callable[[Figure, Draft], None]], ...] = (
    ("$%+#*0", hedged),
    ("$%+#*0", held_against),
    ("0", counted_in),
    ("%+", of_a_share),
    ("$%+#*0", priced),
    ("$%+#*0", arrived),
    ("$%+#*0", expected),
    (MONEY, averaged),
    ("$#*0", valued),
    ("$%+#*0", roles.of_country),
    ("$%#0", of_what),
    (MONEY, of_old_record),
    (MONEY, ranks.of_amount),
)
