"""Shares: whose part of which trade."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from claims.claim import Kind
from claims.clauses import roles
from claims.clauses.around import MONEY, Figure
from claims.clauses.behind import WORDS
from claims.clauses.draft import RANKS, Draft
from claims.clauses.holders import of_both
from claims.clauses.neutral import neutral, plain
from claims.clauses.phrase import HEADS
from claims.clauses.sides import area, together
from claims.clauses.subject import Subject, portion
from claims.pattern import pattern
from sources.terms.key import ALL_PRODUCTS, ONE_WAY, WORLD, Flow

if TYPE_CHECKING:
    from claims.clauses.reader import Reader

HOLDER = pattern(r"[AP][~.]*[LSO][~.L]*$")
BESIDE = pattern(r"A[^FBDXC;%$A]*(?:A[^FBDXC;%$A]*)?,?w[~.]*$")  # "China is a partner of Peru, with 5% of"
FREED = pattern(r"T[~.]*i[~.]*$")  # "tariffs on 91% of exports": the part that they are on
OF_TOTAL = pattern(r"o[.~]*(?P<owner>A)[.~]*g(?![.~]*[FBDGPX])")
# "of all exports in 2023, 16 percent", "of imports, worth 5 billion in all, Oman provided 16 percent"
OF_ALL = pattern(r"(?:^|[,;C(])o[gs~A.]*(?P<whole>F)[iW]*(?:,L[~.]*[$#0][~.gi]*)?,[~.]*(?:(?P<who>A)[~.]*)?$")
TAKEN = pattern(r"[OSV][~.]*$")
PARTS = {(Flow.EXPORT, Flow.TOTAL), (Flow.IMPORT, Flow.TOTAL), (Flow.RE_EXPORT, Flow.EXPORT)}
# "72% of its exports in 2020 consisted of machines and tea", and no trade in them
MADE_OF = pattern(r"[~.]*o[~.gsAGPQ]*[FV](?:[tf][~.]*A)?(?:i?W)?[~.]*L[~.go]*(?P<parts>P(?:[,n~.]+P)*)(?![~.]*[FXUVL])")
NEXT_CHANGE = pattern(r"i?[k~.]*,?n[~.]*$")
WENT = pattern(r"(?:\(.\))?[iW.~]*(?:L[ftb]|b)[.~]*A")  # "82 percent ($55 billion) was from India"
UNSTATED = "UNSTATED"  # a share of something, but the text's words for its part are not known
# "... were Indian exports", "... was in rice"
PART_NAMED = pattern(r"[.~]*L?[.~]*(?:(?P<who>A)?[.~gG]*(?P<trade>F)|i?[.~]*(?P<goods>P)(?![.~]*F))")


def held(reader: Reader, at: int, after: int) -> Draft | None:
    """`Canada had a 2.2% share of India's imports`: of the whole behind the share, the part of whoever has it."""
    head = reader.head_after(after + 2) if reader.shape[after + 1 : after + 2] in ("o", "i") else None
    holder = HOLDER.search(reader.shape, 0, at) or BESIDE.search(reader.shape, 0, at)
    if head is None or reader.shape[head] not in HEADS or holder is None:
        return None
    token = reader.items[holder.start()]
    part = Subject(None, token.start)
    if reader.shape[holder.start()] == "A":
        part.partner = together(reader.line, holder.start())
    else:
        part.product, part.product_name = reader.line.goods(token)
    whole = reader.phrase(head)
    others = [reader.items[index].value for index in range(*holder.span()) if reader.shape[index] == "A"][1:]
    if whole.its and "reporter" not in whole.said and len(others) == 1:
        whole.by(others[0])  # "a partner for India, with 5 per cent of its exports"
    if whole.noise or whole.flow is None or (whole.reporter is None and not reader.trading):
        return None
    draft = Draft(reader.items[at], at, Kind.SHARE, whole)
    draft.part = whole.shared = part
    return draft


def by_its_taker(reader: Reader, at: int, whole: Subject) -> Subject | None:
    """`India got 3 per cent of its imports from Korea`: the part is what is said behind the whole."""
    verb = TAKEN.search(reader.shape, 0, at)
    if verb is None or "partner" not in whole.said or not (whole.its or whole.reporter == reader.agent):
        return None
    if reader.items[verb.start()].value != whole.flow:
        return None
    held = portion(whole.start, whole.partner)
    whole.partner, whole.said = None, whole.said - {"partner"}
    return held


def plain_object(reader: Reader, at: int) -> str:
    """The words behind the `of` at `at` that the lexicon does not know."""
    following = reader.items[at + 1] if at + 1 < len(reader.items) else None
    end = reader.line.end if following is None else following.start
    match = WORDS.match(reader.line.text, reader.items[at].end, end)
    if match is None:
        return ""
    dropped, empty = neutral(reader.line.language)
    name = plain(match.group(1), dropped)
    return name if empty.isdisjoint(name.split()) else ""  # "$5 billion of value"


def share_of(reader: Reader, at: int, whole: Subject) -> Draft | None:
    """The share of the trade `whole` that the figure at `at` is, with its part by the first of the readings below."""
    if whole.noise or whole.flow is None or whole.tariff:
        return None
    reader.own(whole)
    if (covering := covers(reader, whole)) is not None:
        return Draft(reader.items[at], at, Kind.RATIO, covering)
    draft = Draft(reader.items[at], at, Kind.SHARE, whole)
    draft.part = whole.shared = next(part for told in PARTS_TOLD if (part := told(reader, at, whole)) is not None)
    if reader.subject is None:
        reader.subject = whole
    return draft


def covers(reader: Reader, whole: Subject) -> Subject | None:
    """`Exports covered 76 percent of imports`: a multiple of the one by the other, and no share."""
    told = reader.subject
    if reader.part is not None or reader.share or told is None or told is whole or told.noise or told.verb:
        return None
    if told.partner or told.product != ALL_PRODUCTS or {told.flow, whole.flow} != {Flow.EXPORT, Flow.IMPORT}:
        return None
    return told


def named_behind(reader: Reader, at: int, whole: Subject) -> Subject | None:
    """`72% of exports consisted of manufactured goods and software`: the part is what the whole is said to be."""
    found = MADE_OF.match(reader.shape, at + 1)
    if found is None:
        return None
    named = [index for index in range(*found.span("parts")) if reader.shape[index] == "P"]
    words = [reader.line.goods(reader.items[index]) for index in named]
    part = portion(whole.start)
    part.of_goods("+".join(code for code, _ in words), " and ".join(name for _, name in words))
    return part


def trade_told(reader: Reader, at: int, whole: Subject) -> Subject | None:
    """`Exports to China rose to $5 billion, or 9 percent of all exports`: the part is the trade told of."""
    told = reader.subject
    if reader.partners is not None:
        return reader.partners
    if told is None or told is whole or told.noise:
        return None
    if told.tariff and FREED.search(reader.shape, 0, at) is None:
        return None  # "... will meet a tariff; the US takes 8% of Chad's exports"
    part = told.partner or told.product != ALL_PRODUCTS or (told.flow, whole.flow) in PARTS
    return told if part else None


def agent(reader: Reader, at: int, whole: Subject) -> Subject | None:
    """`Chad is the largest exporter of rice (40 per cent of world exports)`: the part is of whoever does something."""
    if not reader.agent or reader.agent == whole.reporter:
        return None
    part = Subject(None, whole.start)
    end = reader.shape.rfind("A", 0, at)
    part.partner = all_of(reader, end, whole) if end >= 0 and area(reader.line, end) == reader.agent else reader.agent
    last = reader.drafts[-1] if reader.drafts else None
    if last is not None and last.kind in RANKS and last.subject.reporter == reader.agent:
        part.product, part.product_name = last.subject.product, last.subject.product_name
    return part


def all_of(reader: Reader, at: int, whole: Subject) -> str:
    """The holders of a share: the country at `at`, and those before it in its list."""
    both = together(reader.line, at)
    return both if not whole.pair and whole.reporter not in both.split("+") else area(reader.line, at)


def last_named(reader: Reader, at: int, whole: Subject) -> Subject:
    """The country or the goods named last before the figure; left open where there are none."""
    part = Subject(None, whole.start)
    for index in range(at - 1, -1, -1):
        if reader.shape[index] == "A" and reader.items[index].value != whole.reporter:
            part.partner = all_of(reader, index, whole)
            return part
        if reader.shape[index] == "P":
            part.product, part.product_name = reader.line.goods(reader.items[index])
            return part
        if reader.shape[index : index + 2] in ("sS", "QS") and (pointed := pointed_out(reader, whole)) is not None:
            part.partner = pointed
            return part
    part.product = UNSTATED
    return part


def pointed_out(reader: Reader, whole: Subject) -> str | None:
    """`Exports to Peru rose.  The country took 5 per cent of Indian exports`: Peru did, where these are India's."""
    told = reader.carried
    if "reporter" not in whole.said:
        return None
    if told is not None and told.reporter == whole.reporter and told.partner not in (None, WORLD):
        return told.partner
    named = (name for name in reader.named if name != whole.reporter)
    return next(named, None)  # "Mali matters to India.  It took 5 per cent of Indian exports"


PARTS_TOLD: tuple[Callable[[Reader, int, Subject], Subject | None], ...] = (
    lambda reader, at, whole: of_both(reader, at),
    lambda reader, at, whole: reader.part,
    by_its_taker,
    named_behind,
    trade_told,
    agent,
    last_named,
)


def taker(reader: Reader, head: int) -> str | None:
    """The country behind `58% of British imports were from the EU`, `went to China`."""
    went = WENT.match(reader.shape, head + 1)
    name: str | None = reader.items[went.end() - 1].value if went is not None else None
    return name


def level_of(previous: Draft) -> Subject:
    """The trade that a share is: `China took 32 per cent of exports, worth 212.7 billion`."""
    whole, part = previous.subject, previous.part
    subject = whole.copy()
    said = set(whole.said)
    if part is not None:
        if part.partner is not None:
            subject.partner = part.partner
            said.add("partner")
        if part.product not in (ALL_PRODUCTS, UNSTATED):
            subject.product, subject.product_name = part.product, part.product_name
            said.add("product")
    subject.said = frozenset(said)
    return subject


def of_partners(figure: Figure) -> Draft | None:
    """`China was the biggest source of imports with N3.57 trillion, or 24.35%`, `..., accounting for 24 percent`."""
    reader, partners = figure.reader, figure.reader.partners
    held = figure.left.endswith("S") and not figure.shape.startswith("o", figure.at + 1)
    if partners is None or reader.subject not in (None, partners) or (
        not (held or figure.left.endswith(("r", "(", "w", ",", "a", "A", "-", "wHo")))
        or roles.way_of(reader, figure.at, figure.left) is not None
    ):
        return None
    draft = figure.draft(Kind.SHARE, partners.with_everybody())
    draft.part = partners
    return draft


def of_all(figure: Figure) -> Draft | None:
    """`Of all US exports in 2023, 16 percent went to Mexico`."""
    reader, told = figure.reader, OF_ALL.search(figure.shape, 0, figure.at)
    if told is None:
        return None
    who = reader.items[told.start("who")].value if told["who"] else taker(reader, figure.at)
    if who is None:
        return None
    reader.share, reader.part = "S", portion(figure.item.start, who)
    return share_of(reader, figure.at, reader.phrase(told.start("whole")))


def of_total(figure: Figure) -> Draft | None:
    """`Chad bought $5 billion worth of Kenyan goods, or 7 per cent of the Kenyan total`: of all that Kenya exported."""
    reader, at, previous = figure.reader, figure.at, figure.previous
    total = OF_TOTAL.match(figure.shape, at + 1)
    if total is None or previous is None or previous.kind is not Kind.LEVEL:
        return None
    told, owner = previous.subject, reader.items[total.start("owner")].value
    if told.flow not in ONE_WAY or told.partner in (None, told.reporter):
        return None
    if owner not in (told.reporter, told.partner):
        return None
    whole = told.with_everybody()
    if owner == told.partner:
        whole.flow, whole.reporter = told.flow.mirror, owner
    draft = figure.draft(Kind.SHARE, whole)
    draft.part = portion(figure.item.start, told.reporter if owner == told.partner else told.partner)
    return draft


def of_which(figure: Figure) -> Draft | None:
    """`Exports of $73 billion, of which 40 percent went to China`: of the trade that the figure before told."""
    reader, at, previous = figure.reader, figure.at, figure.previous
    if previous is None or not figure.shape.endswith("oC", 0, at):
        return None
    whole = level_of(previous)
    name = taker(reader, at)
    of_one = name not in (None, whole.reporter, whole.partner)
    part = portion(figure.item.start, name) if of_one else portion(figure.item.start, product=UNSTATED)
    if figure.letter in MONEY:
        if previous.kind is not Kind.LEVEL:
            return None
        whole = one_way(figure, whole)
        if part.partner is not None:
            whole.partner, whole.said = part.partner, whole.said | {"partner"}
        reader.subject = reader.main = whole
        return roles.level_figure(reader, at, figure.letter, whole)
    reader.share, reader.part = "S", part
    reader.subject = reader.main = whole  # what follows is said of the part alone
    return share_of(reader, at, whole)


def one_way(figure: Figure, trade: Subject) -> Subject:
    """`Trade of 62 billion, of which 40 billion were Indian exports`, `was in rice`: that part; all of it, else."""
    reader, found = figure.reader, PART_NAMED.match(figure.shape, figure.at + 1)
    one = trade.copy()
    if found is not None and found["goods"]:
        one.of_goods(*reader.line.goods(reader.items[found.start("goods")]))
        return one
    flow = reader.phrase(found.start("trade")).flow if found is not None else None
    if found is None or trade.flow is not Flow.TOTAL or flow not in ONE_WAY:
        return trade
    one.flow = flow
    if found["who"] and reader.items[found.start("who")].value == trade.partner:
        one.reporter, one.partner = trade.partner, trade.reporter
    reader.consumed.add(found.start("trade"))
    return one


def share_again(figure: Figure) -> Draft | None:
    """`By 2016 this had fallen to 43%`: the share that the sentence before told of."""
    reader, left, whole = figure.reader, figure.left, figure.subject
    if reader.share or not whole.borrowed or whole.shared is None or reader.drafts:
        return None
    moved = figure.shape[figure.at - 1] == "U"  # "that rose 5 percent"
    if moved or not left.endswith(("Ut", "L", "La", "QM", "Lt", "U")):
        return None
    reader.share, reader.part = "H", whole.shared.copy()
    return share_of(reader, figure.at, whole)


def share(figure: Figure) -> Draft | None:
    """`Accounted for 5 percent`, `its share was 5 percent`."""
    if not figure.reader.share or figure.left.endswith(("U", "Uy", "Uo", "Ua")):
        return None
    if figure.previous is not None and figure.previous.kind is Kind.CHANGE and NEXT_CHANGE.match(
        figure.shape, figure.previous.index + 1, figure.at
    ):
        return None  # "representing rises of 9 percent in volume and 24 in value"
    return share_of(figure.reader, figure.at, figure.subject)
