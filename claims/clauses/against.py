"""Figures that another is held against: `from 4 billion`, `against 5 percent in May`, `more than the 3 of May`."""

from __future__ import annotations

from collections.abc import Callable

from claims.claim import Kind, Modality
from claims.clauses import goods, roles, shares
from claims.clauses.around import MONEY, Figure
from claims.clauses.draft import SILENT, Draft, Silent
from claims.pattern import pattern
from sources.terms.key import ALL_PRODUCTS

OTHER = pattern(r"[iftb][.~]*(?P<who>A)(?![.~s]*[FBDXKPG])")  # "... for the US"
OTHER_S = pattern(r"v[.~]*(?P<who>A)[.~]*$")  # "against Oman's"
OTHER_GOODS = pattern(r"i[~.]*(?P<goods>P)(?![~.]*[FXVBD])")  # "... for coffee"
OVER = pattern(r"(?:Ue[.~QgsW]*|u[.~sW]*J)o?$")  # "an increase over 16.6 billion", "below the record 5 billion"
PEAKS = ("mJ", "fJ", "vJ", "mJo", "fJo", "vJo")  # "down from an all-time high of 5 billion"
FIRST = ("v", "f", "m")
TOLD = (Kind.CHANGE, Kind.SHARE)
REACH = 6  # tokens
PERCENTS = "%+"


def against(figure: Figure) -> Draft | Silent | None:
    """The first of the readings below that fits, where the words before the figure compare."""
    if not compares(figure):
        return None
    if figure.letter in PERCENTS and moved_before(figure) is None and not figure.reader.share and (
        roles.way_of(figure.reader, figure.at, figure.left) is None
    ):
        return SILENT
    return next((draft for reading in READINGS if (draft := reading(figure)) is not None), SILENT)


def compares(figure: Figure) -> bool:
    left = figure.left
    return (
        left.endswith(FIRST)
        or ("v" in left and figure.previous is not None)
        or left.endswith(PEAKS)
        or (figure.letter in MONEY and OVER.search(figure.shape, max(0, figure.at - REACH), figure.at) is not None)
    )


def moved_before(figure: Figure) -> Draft | None:
    """The last change or share that the sentence told."""
    return next((draft for draft in reversed(figure.reader.drafts) if draft.kind in TOLD), None)


def as_that(figure: Figure, moved: Draft) -> Draft:
    """A figure of what `moved` is a figure of."""
    draft = figure.draft(moved.kind, moved.subject)
    draft.direction = moved.direction
    return draft


def of_expectations(figure: Figure) -> Draft | None:
    """`Against expectations of 1.5 percent`."""
    moved = moved_before(figure)
    if not figure.left.endswith("vMo") or (figure.letter in PERCENTS and moved is None):
        return None
    if figure.letter in PERCENTS and moved is not None:
        draft = as_that(figure, moved)
    else:
        draft = roles.level_figure(figure.reader, figure.at, figure.letter, figure.subject)
    draft.modality = Modality.FORECAST
    return draft


def of_earlier_forecast(figure: Figure) -> Draft | None:
    """`Cut the forecast to 1.8 percent from 2.5`."""
    moved = moved_before(figure) if figure.letter in PERCENTS and figure.reader.modality else None
    return as_that(figure, moved) if moved is not None and figure.shape.endswith("Mt", 0, moved.index) else None


def of_another_share(figure: Figure) -> Draft | None:
    """`China had 30 percent, against 21 percent for the US`, `against Oman's 21 percent`."""
    moved, reader = moved_before(figure), figure.reader
    if figure.letter != "%" or moved is None or moved.kind is not Kind.SHARE or moved.part is None:
        return None
    other = OTHER.match(figure.shape, figure.at + 1) or OTHER_S.search(figure.shape, moved.index, figure.at)
    if other is None or reader.items[other.start("who")].value in (moved.part.partner, moved.subject.reporter):
        return None
    return of_holder(figure, moved, other.start("who"))


def of_holder(figure: Figure, share: Draft, who: int) -> Draft:
    """What the country at `who` has of what `share` is of."""
    assert share.part is not None
    draft = figure.draft(Kind.SHARE, share.subject)
    draft.part = share.part.copy()
    draft.part.partner = figure.reader.items[who].value
    figure.reader.consumed.add(who)
    return draft


def of_another_change(figure: Figure) -> Draft | None:
    """`Against growth of 5 percent in May`, `from 5 percent`."""
    reader, moved = figure.reader, moved_before(figure)
    points = reader.share and moved is not None and figure.letter == "%" and figure.shape[moved.index] == "+"
    if figure.letter not in PERCENTS or points:
        return None  # "the share rose by 0.6 points from 2.7 percent": that was the share
    way = roles.way_of(reader, figure.at, figure.left) if not reader.share else None
    draft = figure.change(way, figure.subject)
    if draft is None and moved is not None:
        draft = as_that(figure, moved)
        other = reader.share and "C" in figure.shape[moved.index : figure.at]
        draft.part = reader.part if other else moved.part
    if draft is not None:
        draft.base = True
    return draft


def of_share(figure: Figure) -> Draft | None:
    """`Its share of exports, from 5 percent in 2010, reached`."""
    shared = figure.letter == "%" and figure.reader.share
    draft = shares.share_of(figure.reader, figure.at, figure.subject) if shared else None
    if draft is not None:
        draft.base = True
    return draft


def of_another_sum(figure: Figure) -> Draft | None:
    """`From $4 billion`, `compared with $4 billion a year before`."""
    if figure.letter == "%" and figure.reader.share:
        return None
    draft = roles.level_figure(figure.reader, figure.at, figure.letter, figure.subject)
    draft.base = True
    return draft


def of_other_goods(figure: Figure) -> Draft | None:
    """`Sugar exports were 180 million, compared with 147 million for coffee`: beside it, not before it."""
    held = figure.letter in MONEY and "v" in figure.left
    told = OTHER_GOODS.match(figure.shape, figure.at + 1) if held else None
    if told is None or figure.reader.items[told.start("goods")].value in (ALL_PRODUCTS, figure.subject.product):
        return None
    subject = goods.with_product(figure.reader, figure.subject, told.start("goods"))
    return roles.level_figure(figure.reader, figure.at, figure.letter, subject)


READINGS: tuple[Callable[[Figure], Draft | None], ...] = (
    of_expectations, of_earlier_forecast, of_another_share, of_another_change, of_share, of_other_goods, of_another_sum,
)
