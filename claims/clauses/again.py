"""Figures that stand right beside another, and say it again, in other words, or at another time."""

from __future__ import annotations

from claims.claim import Kind
from claims.clauses import roles, shares
from claims.clauses.around import MONEY, Figure
from claims.clauses.draft import SILENT, TRADED, Draft, Silent
from claims.pattern import pattern
from claims.scanning.token import Amount
from sources.terms.key import Flow

SINCE = "FBD;C"  # where the words for another trade begin
APART = frozenset("C;XTVBD")
MOVED = pattern(r"[oi][~.gsAhGPiW]*F?[~.iWtA]*,[~.]*Uy?")  # behind a share, its whole, and then how its part moved
AS_PART = pattern(r"(?:\([$0]\))?,?[~.]*(?:r[~.]*o?|a[~.]*o)[~.]*$")
# "21 percent of the total during that period, reaching", "of all imports at"
VALUED = pattern(r"[%*]o(?:[gQ](?:i[WQ])?,?L|[~.gosA]*F,?a[~.]*o?)$")


def worth_of_share(figure: Figure) -> Draft | None:
    """`China took 32 per cent of exports, worth 212.7 billion`, `32 per cent (212.7 billion)`."""
    previous, shape = figure.previous, figure.shape
    if previous is None or previous.kind is not Kind.SHARE:
        return None
    valued = figure.left.endswith((",", "L", ",Lo", "wo")) or VALUED.search(shape, previous.index, figure.at)
    another = shape.count("F", previous.index, figure.at) > 1  # "3 per cent of exports, and imports were 31 million"
    if not figure.beside() and not (valued and not another and APART.isdisjoint(shape[previous.index + 1 : figure.at])):
        return None
    trade, part = shares.level_of(previous), previous.part
    if part is not None and (part.flow, trade.flow) in shares.PARTS:
        trade.flow = part.flow  # "exports were half of all trade, at 12 billion"
    return roles.level_figure(figure.reader, figure.at, figure.letter, trade)


def told_again(figure: Figure) -> Draft | Silent | None:
    """`$2 billion (Rs 170 billion)`, `2.8 billion or three pct`, `(revised from 1.7 mln)`: of what that one is of."""
    previous, shape, left = figure.previous, figure.shape, figure.left
    if previous is None:
        return None
    same = (figure.letter in MONEY) == (left[-2:-1] in tuple(MONEY)) or (
        previous.kind is Kind.CHANGE and not shape.startswith("o", figure.at + 1))
    # ... and not "after a 2% drop", "against 2 billion in May"
    revised = left.endswith("(v") and not shape.startswith(("W", "U", "iW"), figure.at + 1)
    listed = left.endswith(";") and figure.adjacent and previous.twin is not None
    if not (same and figure.beside()) and not revised and not listed:
        return None
    if is_in_dollars_of_nobody(figure, previous):
        return SILENT
    return roles.same_again(figure.reader, previous, figure.at, figure.letter)


def is_in_dollars_of_nobody(figure: Figure, previous: Draft) -> bool:
    """`US$5 billion ($7 billion)`: in the dollars of those who print it, who are not named."""
    text, told, one = figure.reader.line.text, previous.item, figure.item
    both = isinstance(told, Amount) and told.unit == one.unit == "USD" and text[told.end : one.start] == " ("
    return both and "US" in text[told.start : told.end] and "US" not in text[one.start : one.end]


def part_in_percent(figure: Figure) -> Draft | None:
    """`India with 4.2 billion, or (the equivalent of) 11 percent`, `at a rate of 11 percent`: of all partners."""
    previous, shape = figure.previous, figure.shape
    if previous is None or not figure.adjacent or previous.kind not in TRADED or previous.base:
        return None
    part = previous.subject
    since = max(shape.rfind(mark, 0, previous.index) for mark in SINCE)
    if (
        AS_PART.match(shape, previous.index + 1, figure.at) is None
        or "U" in shape[since + 1 : figure.at + 2]
        or "=" in shape
        or shape.startswith("o", figure.at + 1)
        or part.flow not in (Flow.EXPORT, Flow.IMPORT, Flow.TOTAL)
        or not {"partner", "product"} & part.said
    ):
        return None
    draft = figure.draft(Kind.SHARE, part.of_all())
    draft.part = part
    return draft


def share_moved(figure: Figure) -> Draft | None:
    """`Medicines accounted for a third of all exports, increasing by $2 billion, or 5 percent`: of the medicines."""
    previous = figure.previous
    if previous is None or previous.kind is not Kind.SHARE or previous.part is None or (
        MOVED.fullmatch(figure.shape, previous.index + 1, figure.at) is None
    ):
        return None
    reader = figure.reader
    reader.subject = reader.main = shares.level_of(previous)
    return figure.change(reader.items[figure.shape.rindex("U", 0, figure.at)].value, reader.subject)


def points_of_share(figure: Figure) -> Draft | None:
    """`China took 40 percent of exports, up 3 percentage points`: of the trade that is the share."""
    previous = figure.previous
    if previous is None or previous.kind is not Kind.SHARE:
        return None
    way = roles.way_of(figure.reader, figure.at, figure.left)
    return figure.change(way, shares.level_of(previous))
