"""Rows of a list, each of members with their figure: `tea at 9 percent, cars at 8`, `$5bn to Oman, $4bn to Chad`.

What the figure of one row is, that of the next is too: a share of the same whole, as much traded, as far moved.  What
that of the first row is, the words that lead to the list say.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claims.claim import Direction, Kind
from claims.clauses.draft import TRADED, Draft
from claims.clauses.neutral import neutral
from claims.clauses.roles import SIGNS, level_figure
from claims.clauses.shape import AND_SO_ON
from claims.clauses.subject import Subject, code_for
from claims.pattern import pattern
from sources.terms.key import ALL_PRODUCTS, ONE_WAY, WORLD, Flow

if TYPE_CHECKING:
    from claims.clauses.around import Figure
    from claims.clauses.reader import Reader

NAMES = r"[PA](?:[,n~.]+[PA])*"
LINK = r"[~.K]*(?P<link>,?[aw](?:Ho?)?|[(LSy,-]?)(?:(?<=L)a|(?<=\()[$#0]?,)?[~.]*"  # "Oman (5,000 tonnes, 9 percent)"
MORE = r"(?:[(,;r~.]+U?[$%#*0+])*"  # further figures of a row: "(9 percent)", ", or 9 percent", "; +9 percent"
# Behind the figure of the row before: what is left of that row, a sign or `followed by`, the members and their link.
REST = rf"(?:{MORE}|[^()]*\)|o[~.gs]*X)(?:[^;XUC$%#*0]*?[,;nC]|[^;XC]*N)"
NEXT = pattern(rf"{REST}[~.n,]*(?:X?[tfio])?[~.]*(?P<names>{NAMES})?{LINK}")
FIRST = pattern(rf"(?P<names>(?<=[tfio:]){NAMES}|[PA])[~.]*(?P<link>,?[aw]|[(y]|L)a?[~.]*$")
SECOND = pattern(  # behind the figure of the first row: the next one, linked alike
    rf"{MORE}\)?[,;nN~.]+[tfio]?[~.]*(?:(?:{NAMES})?[~.K]*(?P<link>,?[aw]|L)a?|[^;XUCFBD$%#*0(]*(?P<sign>[(y]))[~.]*"
    r"(?P<figure>[$%#])"
)
BEHIND = rf"[~.]*p?(?P<way>[iotf]?)[~.gs]*(?P<names>{NAMES})(?![~.]*[FBDXK^V])"  # "$5 billion to Oman", "of tea"
NEXT_BEHIND = pattern(rf"{BEHIND}[~.]*[,;n][,n~.]*")
BEHIND_FIGURE = pattern(BEHIND)
NEXT_SHARE = pattern(r"[^;THUC$%#*0+()]*[,n][,n~.]*")  # "72% of exports were machines, 24% [tea]"
OPENS = pattern(rf"(?P<next>[iW,.~]*N)?[~.]*(?P<names>{NAMES}){LINK}")  # a sentence that goes on with a list
OF_ANOTHER = pattern(r"[~.]*(?:[oi][~.gsAGP]*[FBDX]|U)")  # "and tea 5 percent of imports"
# "exports rose to Chad (5 percent), Mali (4)", "rose 5 percent, led by tea (8 percent), cars (7)"
MOVED = pattern(r".*(?P<way>U|[uJ](?=[~.sgio]*[FX]))(?:[^;C]*d)?[^JK^SH$%#*0+C;]*$")
# "cars (12 percent) and tea (9 percent) all fell"
MOVED_BEHIND = pattern(r"[^;CFBDX]*\)[~.gQLM]*(?P<way>U)(?![~.]*[yt]?[~.]*[$%#0*+])")
TAKES = pattern(r"[^;CFBDXU]*\)[~.gQLM]*S")  # "Oman (9 percent) and Chad (7 percent) made up the rest"
TRADER = pattern(r"(?P<names>A)[~.]*L[~.]*[J^][^;CL$%#*0]*E")
SEPARATORS = re.compile(r"[,;:()]|\bsuch as\b|\band\b")
WAYS = {"up": Direction.UP, "high": Direction.UP, "down": Direction.DOWN, "low": Direction.DOWN}
TRADE = (*ONE_WAY, Flow.TOTAL)
LEADS = frozenset("PA(awLSyoHKN,;n~.-")  # what may stand right before the figure of a row
OTHERS = frozenset("FBD")
SAID = ("L", "S")  # a verb, which has its own reading
MOST_WORDS = 4


@dataclass(frozen=True, slots=True)
class Members:
    """The goods or the countries of a row."""

    goods: bool
    code: str
    name: str

    def of(self, trade: Subject, side: str = "partner") -> Subject:
        """The same trade, of these alone."""
        one = trade.copy()
        one.when = None
        if self.goods:
            one.of_goods(self.code, self.name)
        else:
            setattr(one, side, self.code)
            one.said |= {side}
        return one


def row(figure: Figure) -> Draft | None:
    """The figure of a row, after the row before it, or after what leads to the list."""
    reader, shape, at = figure.reader, figure.shape, figure.at
    if not at or shape[at - 1] not in LEADS:
        return None
    alike = "%*" if figure.letter == "%" else figure.letter  # "two thirds were gold, 14 percent tea"
    told = next((one for one in reversed(reader.drafts) if shape[one.index] in alike), None)
    if told is not None and not told.base:
        named, another = BEHIND_FIGURE.match(shape, at + 1), OF_ANOTHER.match(shape, at + 1) is not None
        after = NEXT_BEHIND.fullmatch(shape, told.index + 1, at) if named is not None else None
        same = after["way"] == named["way"] if after is not None and named is not None else (
            told.part is not None and not another and NEXT_SHARE.fullmatch(shape, told.index + 1, at) is not None)
        if named is not None and same:
            reader.consumed.update(range(*named.span("names")))
            return next_row(figure, told, named)
        after = NEXT.fullmatch(shape, told.index + 1, at)
        if after is not None and not another:
            return next_row(figure, told, after)
    if shape[at - 1] not in "(awyoL":
        return None
    return (opening_row(figure) if not reader.drafts else None) or first_row(figure)


def next_row(figure: Figure, told: Draft, after: re.Match[str]) -> Draft | None:
    """What `told` is, of the members of this row."""
    reader, share = figure.reader, told.kind is Kind.SHARE
    before = told.part if share else told.subject if told.kind in TRADED or told.kind is Kind.CHANGE else None
    link = after.groupdict().get("link", "i")
    other = not OTHERS.isdisjoint(after[0].rpartition(")")[2])
    if not share and (link in SAID or other or (not link and told.kind in TRADED)):
        return None  # "...; Oman bought 5,000 tonnes"
    linked = link in ("(", "y") or (share and link != "")
    row = members(reader, after) or (unknown(reader, figure.at) if linked else None)
    if before is None or row is None or told.subject.noise or told.subject.tariff or row.code == told.subject.reporter:
        return None
    by_partner, by_goods = before.partner not in (None, WORLD), before.product != ALL_PRODUCTS
    if (row.goods and not by_goods and (by_partner or told.kind in TRADED)) or not (row.goods or by_partner):
        return None
    one = row.of(before, side_of(reader, told))
    one.listed, reader.partners = by_partner, None if by_partner else reader.partners
    draft = figure.draft(told.kind, told.subject if share else one)
    if share:
        reader.subject, draft.part = told.subject, one
        reader.part = one
        return draft
    reader.subject = reader.main = one
    draft.direction = sign_of(reader, figure.at) or told.direction
    return draft


def first_row(figure: Figure) -> Draft | None:
    """The figure of the row that opens a list: of what the trade before it is."""
    reader, shape, at = figure.reader, figure.shape, figure.at
    opens, behind = FIRST.search(shape, 0, at), SECOND.match(shape, at + 1)
    base = reader.subject if reader.subject is not None and not reader.subject.noise else reader.main
    if behind is None or base is None or behind["figure"] != figure.letter or base.noise or base.tariff:
        return None
    link = opens["link"] if opens is not None else shape[at - 1]
    row = members(reader, opens) if opens is not None else unknown(reader, at) if link in "(y" else None
    if row is None or (behind["link"] or behind["sign"]) != link or row.code == base.reporter or (
        base.flow not in (ONE_WAY if row.goods else TRADE) or (not row.goods and behind_others(reader, at))
    ):
        return None
    moved = MOVED.match(shape, 0, at) or MOVED_BEHIND.match(shape, at + 1) if figure.letter == "%" else None
    way = sign_of(reader, at) or (WAYS.get(reader.items[moved.start("way")].value) if moved is not None else None)
    if way is None and figure.letter == "%":
        whole = base.of_all() if row.goods else base.with_everybody()
        whole.partner = base.partner if row.goods else None
        whole.whole = row.goods or base.whole
        return of_whole(figure, whole, row) if link != "y" else None
    reader.subject = reader.main = one = row.of(base)
    return figure.change(way, one) if way is not None else level_figure(reader, at, figure.letter, one)


def opening_row(figure: Figure) -> Draft | None:
    """`China took 10 percent.  Next come Oman at 8 percent, Chad at 7`: of what the sentence before told shares of."""
    reader, shape, told = figure.reader, figure.shape, figure.reader.carried
    opens = OPENS.fullmatch(shape, 0, figure.at) if figure.letter == "%" else None
    if opens is None or told is None or told.noise or told.flow not in TRADE:
        return None
    row, second = members(reader, opens), "=" in shape or SECOND.match(shape, figure.at + 1) is not None
    if row is None or row.code == told.reporter:
        return None
    if told.shared is None or not (opens["next"] or second):
        if not second or TAKES.match(shape, figure.at + 1) is None:
            return None
    elif row.goods == (told.shared.partner is not None):
        return None
    reader.subject = whole = told.copy() if told.shared is not None else told.of_all()
    whole.borrowed, whole.when = True, None
    return of_whole(figure, whole, row)


def of_whole(figure: Figure, whole: Subject, row: Members) -> Draft:
    """The share of `whole` that the members of the row have."""
    draft = figure.draft(Kind.SHARE, whole)
    draft.part = whole.shared = row.of(Subject(None, figure.item.start))
    return draft


def members(reader: Reader, told: re.Match[str]) -> Members | None:
    """Those that a row names, where the lexicon has them."""
    places = [at for at in range(*told.span("names")) if reader.shape[at] in "PA"]
    if not places:
        return None
    goods = reader.shape[places[-1]] == "P"
    tokens = [reader.items[at] for at in places if (reader.shape[at] == "P") is goods]
    codes = "+".join(dict.fromkeys(token.value for token in tokens))
    return Members(goods, codes, reader.line.text[tokens[0].start : tokens[-1].end])


def unknown(reader: Reader, at: int) -> Members | None:
    """Goods that the lexicon lacks, by the words between a separator and the link to the figure at `at`."""
    place = next((index for index in range(at - 2, -1, -1) if reader.items[index] is not None), -1)
    start = reader.items[place].end if place >= 0 else reader.line.start
    end = (reader.items[at - 1] or reader.items[at]).start  # of the link, where it is a word
    words = SEPARATORS.split(AND_SO_ON.sub("", reader.line.text[start:end]).rstrip(" (+-−,"))[-1]
    named = [word for word in words.split() if word not in neutral(reader.line.language)[1]]
    if not 1 <= len(named) <= MOST_WORDS or not all(word.islower() for word in named):
        return None
    return Members(True, code_for(" ".join(named)), " ".join(named))


def side_of(reader: Reader, told: Draft) -> str:
    """`Oman was the largest buyer of Peru's tea with $5 million, followed by Chad with`: the side that is listed."""
    named = (TRADER.match(reader.shape), FIRST.search(reader.shape, 0, told.index))
    firsts = [reader.items[found.start("names")].value for found in named if found is not None]
    return "reporter" if told.subject.reporter in firsts else "partner"


def behind_others(reader: Reader, at: int) -> bool:
    """`Ranked behind Oman (5 percent) and Chad (4 percent)`: those that sell as the country told of does."""
    return any(place < at and reader.items[place].value in ("up", "down") for place in reader.line.places("N"))


def sign_of(reader: Reader, at: int) -> Direction | None:
    """The way that the printed sign says: `(+5 percent)`, `+(5 percent)`."""
    text, start = reader.line.text, reader.items[at].start
    return SIGNS.get(text[start]) or SIGNS.get(text[start - 1]) if reader.shape[at] == "%" else None
