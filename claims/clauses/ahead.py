"""Figures whose trade stands behind them: `a 7.5% rise in exports`, `18% of India's exports`, `a $3bn deficit`."""

from __future__ import annotations

from claims.claim import Kind
from claims.clauses import goods, measures, roles, selling, shares, succession
from claims.clauses.around import MONEY, Figure
from claims.clauses.draft import SILENT, Draft, Silent
from claims.clauses.linked import linked, owned_by
from claims.clauses.phrase import HEADS
from claims.clauses.reader import Reader
from claims.clauses.shape import AMOUNTS
from claims.clauses.sharing import open_share
from claims.clauses.subject import Subject
from claims.language import language
from claims.pattern import pattern
from sources.terms.key import ALL_PRODUCTS, ONE_WAY, Flow

FROM_AMOUNT = pattern(r"Uf[~.]*[$#0]")  # "2,647 tonnes, down from 4,121"
PART_OF_MOVE = pattern(r"[~.g]*U[~.]*[io][~.gsAhP2]*[FBD]")
PART = pattern("Q?P")
EARNED = pattern(r"(?:\([$]\))?(?P<income>i[~.]*X)?f[~.]*[PG]?(?P<trade>F)")
INCOME = frozenset({"sales", "earnings"})
TIME = pattern(r"i?W")
THAN_OTHER = pattern(r"m[~.QsA]*[VF]")
SHORT = 12  # characters: room for one adjective
OPENING = pattern(r"(?:i?W)?,")  # "At $5 billion in May, ..."
# Figures before their trade: "Having stood at $2 billion, exports", "Up 5% from April, exports", "At 9%, the share".
FRONT = pattern(
    r"(?:i?W,)?(?:[af]|[UL][.~ya]*)[~.]*[$%#0][^;CFBDVXTHSAPKEQ^J$%#0]*,[~.gsAPi]*(?P<head>[FBH])[^;:X]*[UL*].*")
PARTICIPLE = 8  # characters: "Having "
PHRASE = 40  # characters from a sum to its trade: no noun phrase before a flow is longer
NEAR = 24  # characters before a figure: an article and two words


def fronted(reader: Reader) -> Subject | None:
    """`Having stood at 5 billion in May, exports rose`, `At 9 percent, its share of`: figures before their trade."""
    led = FRONT.fullmatch(reader.shape)
    if led is None or reader.items[0].start - reader.line.start > PARTICIPLE:
        return None
    head = led.start("head")
    if reader.shape[head] == "H":
        open_share(reader, head)
        return reader.subject
    found = reader.phrase(head)
    return found.copy() if not (found.noise or found.weak) else None


def of_something_else(figure: Figure) -> Silent | None:
    """`A $3bn loan`, `a $1 trillion digital economy`."""
    gap = figure.gap(figure.after)
    return SILENT if len(gap) <= SHORT and not figure.reader.line.wording("conjunction").match(gap) else None


def share_held(figure: Figure) -> Draft | None:
    """`Canada had a 2.2% share of India's imports`, `reached 108.7 billion, a 41.5% share`."""
    reader = figure.reader
    if (held := shares.held(reader, figure.at, figure.after)) is not None:
        return held
    told = reader.subject
    head = reader.head_after(figure.after + 2)
    if told is None or told.noise or told.flow is None:
        return None
    if head is not None and figure.shape[head] in HEADS:
        return shares.share_of(reader, figure.at, reader.phrase(head))  # "shipments of tea (35% share of exports)"
    if head is not None or not reader.drafts or not (told.partner or told.product != ALL_PRODUCTS):
        return None
    draft = figure.draft(Kind.SHARE, told.of_all())
    draft.part = told
    return draft


def ahead_of(figure: Figure) -> Draft | None:
    """`9.4% ahead of a year earlier`."""
    way, told = figure.reader.items[figure.after].value, figure.reader.subject
    if way == "next" or told is None or told.noise or told.flow is None:
        return None
    return figure.change(way, told)


def movement(figure: Figure) -> Draft | Silent | None:
    """`A 5 percent rise in exports`, `5 percent more`."""
    reader, after = figure.reader, figure.after
    if not leads_to(figure):
        return None
    if measures.beside_aim(reader, after):
        return SILENT  # "12 percent less than the target"
    times = figure.letter == "*" and figure.item.value >= 1  # "a threefold rise in exports"
    subject = what_moved(figure)
    if isinstance(subject, Silent):
        return SILENT
    if subject is None or subject.noise or subject.tariff or subject.flow is None:
        return None
    draft = figure.change(reader.items[after].value, subject, Kind.RATIO if times else Kind.CHANGE)
    if draft is not None and figure.previous is not None and figure.previous.kind is Kind.CHANGE:
        start = figure.item.start  # "fell 16 percent, after a 34 percent drop in May"
        draft.base = reader.line.wording("earlier").search(reader.line.text, max(0, start - NEAR), start) is not None
    return draft


def more_than_the_other(figure: Figure) -> Draft | None:
    """`It exported $4bn more than it imported`, `$4bn higher than imports`: the surplus or deficit that this is."""
    reader = figure.reader
    told, other = reader.subject, THAN_OTHER.match(figure.shape, figure.after + 1)
    if told is None or told.noise or other is None or told.flow not in ONE_WAY:
        return None
    if reader.items[other.end() - 1].value != told.flow.mirror:
        return None
    balance = reader.subject = reader.main = roles.lead(told, reader.items[figure.after].value == "up")
    reader.consumed.add(other.end() - 1)
    draft = figure.draft(Kind.BALANCE, balance)
    if (time := TIME.match(figure.shape, other.end())) is not None:
        draft.when = reader.items[time.end() - 1]  # of both, and not of what it is held against
    return draft


def leads_to(figure: Figure) -> bool:
    """Whether the movement behind the figure is the figure's own: not `5 percent rose to 8 percent`."""
    shape, follows = figure.shape, figure.shape[figure.after + 1 : figure.after + 2]
    if figure.left.endswith(("U", "Uy")) or figure.reader.line.wording("conjunction").match(figure.gap(figure.after)):
        return False  # "peaked at $5 billion before dropping"
    line, text, start = figure.reader.line, figure.reader.line.text, figure.item.start
    if figure.mark == "U" and (follows in AMOUNTS or follows in ("y", "t")):
        noun = figure.letter == "%" and follows == "t"  # "a sharp 45 percent increase to $5 billion"
        return noun and line.wording("a-sharp").search(text, max(line.start, start - NEAR), start) is not None
    from_amount = figure.letter in MONEY and FROM_AMOUNT.match(shape, figure.after) is not None
    return not from_amount or line.wording("a").search(text, max(0, start - NEAR), start) is not None


def what_moved(figure: Figure) -> Subject | Silent | None:
    """What the movement behind the figure is of: `rise in exports`, `slide in those of cars`, or the trade told."""
    reader, shape, after = figure.reader, figure.shape, figure.after
    told = reader.subject or reader.partners
    if told is None and shape[after + 1 : after + 2] not in ("o", "i") and pointed_at(figure):
        told = reader.subject = reader.carried.copy() if reader.carried is not None else None
    if shape[after + 1 : after + 2] not in ("o", "i"):
        return told
    head = reader.head_after(after + 2)
    if head is not None:
        return its_trade(figure, head)
    if told is not None and not told.noise and (part := PART.match(shape, after + 2)) is not None:
        return goods.with_product(reader, told, part.end() - 1)
    something = shape[after + 2 : after + 3] == "~" or measures.part_of_something(reader, after + 1)
    return SILENT if shape[after + 1] == "o" and something else told  # "the 70 pct rise of the dollar"


def pointed_at(figure: Figure) -> bool:
    """`Despite the $2 billion drop`: one that has been told of."""
    line, start = figure.reader.line, figure.item.start
    words = line.text[max(line.start, start - NEAR) : start].lower().split()
    return bool(words) and words[-1] in language(line.language).pointing and not figure.gap(figure.after).strip()


def its_trade(figure: Figure, head: int) -> Subject | Silent:
    """The trade at `head`, of the country that is said to have done it: `Chile logged a 10 percent fall in exports`."""
    reader = figure.reader
    if figure.shape[head] in "XTc":
        sold = selling.sold(reader, head) if figure.shape[head] == "X" else None
        if sold is None:
            return SILENT
        reader.phrases[head] = sold
    told, subject = reader.subject, reader.phrase(head)
    same = told is not None and told.flow is subject.flow and not subject.said & {"reporter", "partner"}
    if told is not None and (same or succession.beside(reader, told, subject, joined=False)):
        subject.partner = told.partner  # "the rise in imports from Peru was a 5 billion increase in imports of fuel"
        subject.said |= told.said & {"partner"}
    reader.subject = reader.main = subject
    done_by(figure, subject)
    return subject


def done_by(figure: Figure, trade: Subject) -> None:
    """`Chile logged a 10 percent fall in exports`, `Norway posted a $5bn surplus`: whose the trade is."""
    reader = figure.reader
    doer = roles.DOER.search(figure.shape, 0, figure.at) if reader.partners is None else None
    name = reader.items[doer.start()].value if doer is not None else None
    if name is not None and "reporter" not in trade.said and name != trade.partner:
        trade.by(name)


def contributed(figure: Figure) -> Draft | None:
    """`Contributed 38 percent to its export earnings`."""
    reader = figure.reader
    head = reader.head_after(figure.after + 1) if reader.share == "S" else None
    return shares.share_of(reader, figure.at, reader.phrase(head)) if head and figure.shape[head] == "F" else None


def of_trade(figure: Figure) -> Draft | Silent | None:
    """`18% of India's exports`, `$5 billion in imports`, `$5 billion worth of imports`."""
    reader, letter = figure.reader, figure.letter
    link = figure.after + figure.shape.startswith("Lo", figure.after)
    if figure.shape[link] == "L" or (reader.line.words(link) == "on" and figure.shape.startswith("FU", link + 1)):
        return None  # "a record $5 billion on import surge"
    if figure.shape[link] == "o" and letter in "%*":
        if PART_OF_MOVE.match(figure.shape, link + 1) is not None:
            return SILENT  # "half of the fall in exports"
        if figure.left.endswith(("U", "Uy")) and not reader.share:
            return None  # "increased by 15 per cent of the value recorded in"
    return linked(reader, figure.at, letter, figure.left, link)


def earned_by(figure: Figure) -> Draft | None:
    """`Earned 20 billion by exporting goods`."""
    made = selling.made(figure.reader, figure.after) if figure.left.endswith("L") else None
    return roles.level_figure(figure.reader, figure.at, figure.letter, made) if made is not None else None


def earned_from(figure: Figure) -> Draft | None:
    """`Earned 20 billion (18 billion euros) from (tea, services) exports`, `20 billion in revenue from exports`."""
    reader, earned = figure.reader, EARNED.match(figure.shape, figure.at + 1)
    if earned is None or not figure.left.endswith(("L", "A")):
        return None
    if earned["income"] and reader.items[earned.end("income") - 1].value not in INCOME:
        return None
    trade = reader.subject = reader.main = reader.phrase(earned.start("trade"))
    if reader.agent and "reporter" not in trade.said:
        trade.by(reader.agent)
    return roles.level_figure(reader, figure.at, figure.letter, trade)


def aim_to_double(figure: Figure) -> Draft | None:
    """`Aim to double bilateral trade`."""
    reader = figure.reader
    if figure.item.value <= 1 or reader.modality is None:
        return None
    head = reader.head_after(figure.after)
    if head is None or figure.shape[head] not in "FB":
        return None
    return figure.change("up", reader.phrase(head), Kind.RATIO)


def sum_of_trade(figure: Figure) -> Draft | None:
    """`A $3bn deficit`, `a $3bn January deficit`: right behind a sum; `at $3bn in May, exports were higher`."""
    reader, after, told = figure.reader, figure.after, figure.reader.subject
    opens = OPENING.match(figure.shape, after) if figure.shape[: figure.at].strip("~.") == "a" else None
    if opens is not None:
        after = opens.end()
    elif figure.mark in ",i":
        return None
    head = reader.head_after(after)
    balanced = figure.shape[after + 1 : after + 2] in ("B", "D")
    if opens is None and figure.mark == "W" and (figure.gap(after) != " " or not balanced):
        return None
    if (
        head is None
        or figure.shape[head] not in HEADS
        or (opens is None and len(figure.gap(head)) >= PHRASE)
        or "n" in figure.shape[after:head].replace("PnP", "P")
        or reader.line.wording("conjunction").match(figure.gap(head))  # "$5bn as exports rose"
        or reader.line.wording("out-of").search(figure.gap(after))  # "$2bn out of total exports of"
        or (told is not None and not told.noise and figure.mark == "A")
    ):
        return None
    owned_by(reader, figure.at, head)
    trade = reader.phrase(head)
    if trade.noise or (trade.weak and not reader.trading and told is None):
        return None
    if told is not None and told.noise and (trade.weak or figure.gap(after).strip(" -")):
        return None  # "reserves of $9 billion as exports rise"
    if trade.weak and told is not None and told.flow is Flow.BALANCE:
        trade = roles.opposite(told, trade)
    elif trade.flow is Flow.BALANCE:
        done_by(figure, trade)
    draft = roles.level_figure(reader, figure.at, figure.letter, trade)
    draft.base = figure.left.endswith(("v", "f")) or (
        figure.left.endswith("n") and figure.previous is not None and figure.previous.base)
    return draft
