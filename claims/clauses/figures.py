"""Figures: what each amount of a sentence says of the trade that the sentence is about.

The lists below are the readings in the order they are tried, each with the letters of the figures it is for.  A
reading gives a draft, or SILENT for a figure that is of something else, or nothing and leaves no trace: but for
`linked.of_told`, which narrows the trade told of to the goods behind a figure and leaves the figure to the others.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

from claims.clauses import (
    again,
    ahead,
    deals,
    finish,
    goods,
    headed,
    measures,
    moves,
    portions,
    ranks,
    roles,
    rows,
    shares,
    tariffs,
)
from claims.clauses.against import against
from claims.clauses.around import MONEY, Figure
from claims.clauses.draft import SILENT, Draft, Silent
from claims.clauses.leftover import leftover
from claims.clauses.subject import Subject
from claims.language import language
from claims.pattern import pattern
from sources.terms.key import ONE_WAY

if TYPE_CHECKING:
    from claims.clauses.reader import Reader

Answer = Draft | Silent | None
Reading = Callable[[Figure], Answer]
Readings = tuple[tuple[str, Reading], ...]
Asked = TypeVar("Asked", bound=Callable[..., object])
PRODUCT_MOVED = pattern(r"P,?U[yt]?$")
LED = pattern(r"d[~.]*,U[yt]?$")
BESIDES = pattern(r",d[^,;C]*$")
IN_ADDRESS = "-/_"
NEAR = 16  # characters: "including" and a blank or two


def which_moved(figure: Figure, at: int) -> bool:
    """`..., driven by tea, which grew by 68 percent`: the last thing named moved, and not the trade it drove."""
    items, moved = figure.reader.items, figure.shape.rfind("U", at, figure.at)
    gap = figure.reader.line.text[items[at].end : items[moved].start] if items[at] is not None and moved > 0 else ""
    return not language(figure.reader.line.language).relatives.isdisjoint(gap.lower().split())


def of_unknown(figure: Figure) -> Answer:
    """`..., led by widgets, which rose 12 percent`: of goods that the lexicon lacks."""
    led = LED.search(figure.shape, 0, figure.at)
    return SILENT if led is not None and which_moved(figure, led.start()) else None


def goods_alone(figure: Figure) -> Answer:
    """`Trade led by machines ($5 billion)`: not all trade."""
    before = figure.reader.items[figure.at - 2] if figure.shape.endswith("P(", 0, figure.at) else None
    if before is None or figure.subject.product == before.value:
        return None
    return leftover(figure.reader, figure.at, figure.left) or SILENT


FIRST: Readings = (
    (MONEY, roles.part_moved),
    ("$%#", rows.row),
    ("0", measures.counting),
    ("#0", measures.per_measure),
    (MONEY, tariffs.goods_taxed),
)
# Of what the figure before it is of.
BESIDE: Readings = (
    (MONEY, again.worth_of_share),
    ("$%#", again.share_moved),
    ("$%+#*0", again.told_again),
    ("%", again.part_in_percent),
    ("%*", portions.part_of_all_used),
)
# Of what stands behind it; the second letters are of that.
AHEAD: tuple[tuple[str, str, Reading], ...] = (
    (MONEY, "X", ahead.of_something_else),
    ("%*", "H", ahead.share_held),
    ("%", "APG2To", tariffs.rate_ahead),
    ("%", "o", portions.freed),
    ("%", "N", ahead.ahead_of),
    (MONEY, "uU", ahead.more_than_the_other),
    ("$%+#*0", "Uu", ahead.movement),
    ("%*", "t", ahead.contributed),
    ("%*", "o", portions.of_those),
    ("%*", "o", portions.of_own),
    ("%*", "o", portions.of_what),
    ("%*", "o", portions.of_traded),
    ("%*", "o", portions.of_all_used),
    (MONEY, "fi(", ahead.earned_from),
    ("$%+#*0", "oiL", ahead.of_trade),
    (MONEY, "y", ahead.earned_by),
    ("*", "FBDAPGgh2s", ahead.aim_to_double),
    ("*", "FAPGgs", portions.half_the),
    (MONEY, "FBDAPGgh2JWi,", ahead.sum_of_trade),
)
# Of what the words before it say, whatever the clause is about.
BEFORE: Readings = (
    ("%$#", of_unknown),
    ("%", measures.coverage),
    (MONEY, deals.of_goods),
    (MONEY, deals.of_deal),
    ("%", shares.of_partners),
    ("%*", shares.of_all),
    ("%*", shares.of_total),
    ("+", again.points_of_share),
    ("$%#*0", shares.of_which),
    (MONEY, deals.of_trader),
)
# Of the trade that the clause is about.
OF_TRADE: Readings = (
    ("$%+#*0", tariffs.rate),
    ("$%#", goods_alone),
    ("%", shares.share_again),
    ("$%+#*0", against),
    ("%*", shares.share),
    ("%+", moves.percentage),
    ("*", measures.ratio),
    (MONEY, moves.excess),
    (MONEY, moves.by_a_sum),
    (MONEY, moves.and_by_a_sum),
    (MONEY, moves.next_of_list),
    (MONEY, moves.level),
)

# Letters one of which a sentence must have somewhere for the reading to be asked at all.
NEEDED: dict[Callable[..., object], str] = {
    roles.part_moved: "(",
    tariffs.goods_taxed: "T",
    of_unknown: "d",
    deals.of_goods: "SOVb.",
    deals.of_deal: "SOX",
    shares.of_which: "C",
    deals.of_trader: "E",
    goods_alone: "(",
    roles.of_country: "A",
    finish.of_what: "Gz",
    finish.of_old_record: "J",
    ranks.of_amount: "J",
}
TELLING = frozenset("".join(NEEDED.values()))


@lru_cache(maxsize=1024)
def telling(shape: str) -> frozenset[str]:
    return TELLING.intersection(shape)


@lru_cache(maxsize=4096)
def readings(letter: str, mark: str, beside: bool, met: frozenset[str]) -> tuple[Reading, ...]:
    """Those for a figure with this letter and what stands behind it, until one asks for the trade of the clause.

    `met`: those letters of the sentence that tell which readings are worth asking.
    """
    behind = tuple((letters, reading) for letters, marks, reading in AHEAD if mark and mark in marks)
    return asked((*FIRST, *(BESIDE if beside else ()), *behind, *BEFORE), letter, met)


@lru_cache(maxsize=4096)
def readings_of_trade(letter: str, met: frozenset[str]) -> tuple[Reading, ...]:
    return asked(OF_TRADE, letter, met)


@lru_cache(maxsize=4096)
def finishes(letter: str, met: frozenset[str]) -> tuple[Callable[[Figure, Draft], None], ...]:
    return asked(finish.FINISHES, letter, met)


def asked(told: tuple[tuple[str, Asked], ...], letter: str, met: frozenset[str]) -> tuple[Asked, ...]:
    return tuple(reading for letters, reading in told if letter in letters and (
        reading not in NEEDED or not met.isdisjoint(NEEDED[reading])))


def read_figure(reader: Reader, at: int) -> None:
    if reader.shape[at] == "^":
        ranks.read_rank(reader, at)
        return
    text, start = reader.line.text, reader.items[at].start
    if start > 1 and text[start - 1] in IN_ADDRESS and text[start - 2].isalnum():
        return  # inside an address or a code
    figure = Figure(reader, at)
    draft = first(figure)
    if draft is None:
        return
    finish.scaled(figure, draft)
    if finish.is_small(figure, draft):
        return
    if reader.guessed:
        draft.unsure = True
    for told in finishes(figure.letter, telling(figure.shape)):
        told(figure, draft)
    reader.drafts.append(draft)


def first(figure: Figure) -> Draft | None:
    """What the first reading that fits makes of the figure."""
    met = telling(figure.shape)
    for reading in readings(figure.letter, figure.mark, figure.previous is not None, met):
        if (answer := reading(figure)) is not None:
            return taken(figure, answer)
    if (subject := trade_told(figure)) is not None:
        figure.subject = subject
        for reading in readings_of_trade(figure.letter, met):
            if (answer := reading(figure)) is not None:
                return taken(figure, answer)
    return leftover(figure.reader, figure.at, figure.left)


def taken(figure: Figure, answer: Draft | Silent) -> Draft | None:
    if isinstance(answer, Silent):
        figure.reader.consumed.add(figure.at)
        return None
    return answer


def trade_told(figure: Figure) -> Subject | None:
    """The trade that the clause is about when the figure comes; nothing where it is about something else."""
    reader, letter = figure.reader, figure.letter
    subject = reader.subject
    if reader.partners is not None and subject in (None, reader.partners) and letter in "$0#%":
        if letter == "%" and roles.way_of(reader, figure.at, figure.left) is None:
            return None
        if letter == "%" or not figure.shape.startswith("o", figure.at + 1):
            reader.subject = subject = reader.partners
    if subject is None and reader.steady and letter != "*":
        subject = headed.as_before(reader, figure.at)
    if subject is None or subject.noise or subject.flow is None or subject.tariff:
        return subject if subject is not None and subject.tariff else None
    if letter in "%$#" and (moved := product_moved(figure, subject)) >= 0:
        subject = reader.subject = goods.with_product(reader, subject, moved)
    return roles.nth(reader, subject, figure.at, figure.previous)


def product_moved(figure: Figure, subject: Subject) -> int:
    """`Cereals, which grew by 67%`: where the goods stand that moved, -1 where they are those told of."""
    moved = PRODUCT_MOVED.search(figure.shape, 0, figure.at)
    if (
        moved is None
        or subject.flow not in ONE_WAY
        or moved.start() in figure.reader.consumed
        # "exports, led by cars, rose 5 percent"
        or ("," in moved[0] and BESIDES.search(figure.shape, 0, moved.start())
            and not which_moved(figure, moved.start()))
        or figure.reader.items[moved.start()].value in subject.product.split("+")
        or is_taken_in(figure, moved.start())
    ):
        return -1
    return moved.start()


def is_taken_in(figure: Figure, at: int) -> bool:
    """`Exports, including oil and gas, rose`: the exports did."""
    while figure.shape[at - 2 : at] in ("P,", "Pn"):
        at -= 2  # "including oil and gas"
    line, start = figure.reader.line, figure.reader.items[at].start
    found = line.wording("including").search(line.text, max(line.start, start - NEAR), start)
    return found is not None and not line.text[found.end() : start].strip()
