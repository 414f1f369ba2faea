"""Tariffs: who levies them, on whose goods, and the trade they cover."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.claim import Kind
from claims.clauses.around import MONEY, Figure
from claims.clauses.draft import SILENT, Draft, Silent
from claims.clauses.shape import AMOUNTS, BETWEEN
from claims.clauses.sides import joined
from claims.clauses.subject import Subject
from claims.pattern import pattern
from sources.terms.key import ALL_PRODUCTS, WORLD, Basis, Flow

if TYPE_CHECKING:
    from claims.clauses.reader import Reader
    from claims.scanning.token import Token

LEVIED = {"export": Flow.EXPORT}
MET_BY = pattern(r"P(?:[tf][~.]*A)?[~.gM]*(?P<verb>[Ll])t?[~.]*%[~.]*$")
BEARS = "bears"
IMPOSED = pattern(r"T[~.]*l(?:i[~.s]*[GFP]?)?[~.]*y[~.]*(?P<by>A)(?:[~.]*is)?")  # "tariffs imposed by Oman on its tea"
ALL_GOODS = pattern(r"g[~.sA]*[FG]")
LIST = pattern("[n,]A(?![$%0])")  # the last of "25 percent on Canada, Mexico 10 percent" has its own
CHANGED = ("U", "y", "yo", "Uo")  # "a tariff rise of 60 percent", "cut tariffs by 5 percent": no rate
ON_GOODS = pattern(r"[~.]*i[~.gVA]*(?P<goods>P)")
OF_GOODS = pattern(r"[,nC;~.sQ]*(?:[io][~.gVA]*)?(?P<goods>P)(?:[,n~.]+P)*[~.]*[ULMf~.]*[aft]?[~.]*$")
ASKS = ("area", "demonym", "capital")
BORNE = frozenset("PGFVXtn,~.MgL$")  # between those who meet a tariff and the verb
NEAR = 60  # characters from relief to the tariff that it is from
REACH = 12  # tokens from a tariff to the goods that it is on
FIGURES = 2  # ... and figures: "a tariff of 5 to 7 percent on"
NAMES = tuple("APG~2")
COVERED = "GOODS-UNDER-ADDITIONAL-TARIFFS"  # also what two countries tax of each other
TAXED = "goods under additional tariffs"


def open_tariff(reader: Reader, at: int) -> None:
    """What a word for a tariff tells: who levies it, on whose goods, and on which."""
    if (told := reader.subject) is not None and told.tariff and told.start == reader.items[at].start:
        return  # its rate came before it
    subject = Subject(LEVIED.get(reader.items[at].value, Flow.IMPORT), reader.items[at].start)
    subject.tariff = True
    before = of_goods_before(reader, at, subject)
    burdened, levier = bearer(reader, at)
    if burdened is not None:
        goods = reader.shape.rfind("P", 0, at)
        if goods >= 0:
            subject.of_goods(*reader.line.goods(reader.items[goods]))
        subject.with_(burdened)
        if levier is not None and levier != burdened:
            subject.by(levier)
    elif (imposed := IMPOSED.match(reader.shape, at)) is not None:
        subject.by(reader.items[imposed.start("by")].value)
        if "s" in imposed[0] and reader.agent not in (None, subject.reporter):
            subject.with_(reader.agent)
    elif (levier := who_levies(reader, before)) is not None:
        subject.by(levier)
    elif told is not None and told.tariff:
        subject.reporter, subject.product, subject.product_name = told.reporter, told.product, told.product_name
        subject.said |= told.said & ({"reporter"} if told.product == COVERED else {"reporter", "product"})
    on_what(reader, at, subject)
    spared(reader, at, subject)
    met_by(reader, at, subject)
    reader.subject = subject


def of_goods_before(reader: Reader, at: int, subject: Subject) -> int:
    """`Its car tariffs`: the goods right before the word, and where what stands before them is."""
    before = at - 1
    while before >= 0 and reader.shape[before] in "~.%gPG+":
        if reader.shape[before] == "P" and "product" not in subject.said:
            subject.of_goods(*reader.line.goods(reader.items[before]))
        before -= 1
    return before


def who_levies(reader: Reader, before: int) -> str | None:
    """`US tariffs`, `the US imposed tariffs`, `Washington lowered its duty`."""
    if before >= 0 and reader.shape[before] == "A":
        name: str = reader.items[before].value
        return name
    return reader.agent or reader.capital


def on_what(reader: Reader, at: int, subject: Subject) -> None:
    """`Tariffs on Canadian and Mexican goods`, `a duty of 5 percent on steel`: what stands behind the word."""
    shape, line, amounts = reader.shape, reader.line, 0
    for after in range(at + 1, min(at + REACH, len(shape))):
        letter, item = shape[after], reader.items[after]
        amounts += letter in AMOUNTS
        if letter in "CX;:" or amounts > FIGURES:
            return
        if letter in "AP" and line.wording("including").search(line.text, reader.items[at].end, item.start):
            if letter == "P" and "product" not in subject.said:
                subject.of_goods(COVERED, TAXED)  # "on 106 items including soybeans": on more than these
            return  # "tariffs on all steel imports, including those from Canada": on everybody's
        if letter == "A" and "partner" not in subject.said and item.value != subject.reporter:
            subject.with_(listed(reader, after))
            if shape[after + 1 : after + 2] == "G":
                subject.basis = Basis(reader.items[after + 1].value)  # "on Chinese goods"
                subject.said |= {"basis"}
        elif letter == "A" and "reporter" not in subject.said and shape[after - 2 : after] == "Ft":
            subject.by(item.value)  # "European makers pay duties of 5 percent for their exports to Peru"
        elif letter == "h" and "partner" not in subject.said:
            subject.with_(WORLD)
        elif letter == "P" and "product" not in subject.said:
            subject.of_goods(*reader.line.goods(item))
        elif letter == "g" and ALL_GOODS.match(shape, after) is not None:
            subject.said |= {"product"}  # "on all imports"


def met_by(reader: Reader, at: int, subject: Subject) -> None:
    """`Any steel coming into the country will have a 25 per cent tariff`: the goods that it is said of."""
    found = MET_BY.search(reader.shape, 0, at) if "product" not in subject.said else None
    if found is None or (reader.shape[found.start("verb")] == "l" and reader.items[found.start("verb")].value != BEARS):
        return
    subject.of_goods(*reader.line.goods(reader.items[found.start()]))


def spared(reader: Reader, at: int, subject: Subject) -> None:
    """`Tokyo asks Washington for relief from the car levy`: on the goods of whoever asks."""
    shape, line, start = reader.shape, reader.line, reader.items[at].start
    asked = line.wording("spared").search(line.text, max(line.start, start - NEAR), start)
    if asked is None or "partner" in subject.said:
        return
    for before in range(at):
        item = reader.items[before]
        if item is None or item.start >= asked.start():
            return
        if shape[before] in "A." and item.category in ASKS and item.value != subject.reporter:
            subject.partner, subject.said = item.value, subject.said | {"partner"}
            return


def listed(reader: Reader, at: int) -> str:
    """The areas of the list that begins at `at` as one: `tariffs on Canadian and Mexican goods`."""
    names = [reader.items[at].value]
    while LIST.match(reader.shape, at + 1) and joined(
        reader.line.text[reader.items[at].end : reader.items[at + 2].start], reader.line.language
    ):
        at += 2
        names.append(reader.items[at].value)
    return "+".join(dict.fromkeys(names))


def bearer(reader: Reader, at: int) -> tuple[str | None, str | None]:
    """`Vietnamese footwear is subject to duties`: the country that meets the tariff, not the one that sets it.

    That one comes second, where the words tell: `cars exported to Peru face`, or trade told before: `they are taxed`.
    """
    levier: str | None = None
    for index in range(at - 1, max(-1, at - 6), -1):
        if reader.shape[index] != "l" or reader.items[index].value != BEARS:
            continue
        for before in range(index - 1, -1, -1):
            if reader.shape[before] == "A":
                country: str = reader.items[before].value
                if reader.shape[before - 1 : before] != "t":
                    return country, levier
                levier = country
            elif reader.shape[before] not in BORNE:
                break
        sold = reader.subject if reader.subject is not None and not reader.subject.noise else reader.trade
        if sold is not None and sold.flow is Flow.EXPORT and "F" not in reader.shape[:at]:
            return sold.reporter, levier or (sold.partner if sold.partner != WORLD else None)
    return None, None


def rate_ahead(figure: Figure) -> Draft | None:
    """`A 25 percent tariff on steel`, `25 percent US steel duties`."""
    reader, levied, told = figure.reader, figure.after, figure.reader.subject
    levied += figure.left.endswith("l") and figure.shape.startswith("o", levied)  # "slap 25 percent of tariff on"
    while figure.shape[levied : levied + 1] in NAMES:
        levied += 1
    if not figure.shape.startswith("T", levied) or (
        told is not None and not told.noise and not told.tariff and figure.left.endswith(("U", "Uy"))
    ):
        return None  # "exports rose by 5 percent, tariffs notwithstanding"
    open_tariff(reader, levied)
    return figure.draft(Kind.RATE, reader.subject) if reader.subject is not None else None


def goods_taxed(figure: Figure) -> Draft | Silent | None:
    """`Tariffs on $200 billion of Chinese goods`: the trade that they cover."""
    told = figure.reader.subject
    if told is None or not told.tariff or figure.beside() or (
        "T" not in figure.shape[max(0, figure.at - REACH) : figure.at]
    ):
        return None
    if figure.letter != "#" and (figure.left.endswith("To") or figure.shape.startswith("p", figure.at + 1)):
        return SILENT  # what is paid: "a tariff of $5 a tonne"
    return figure.draft(Kind.VOLUME if figure.letter == "#" else Kind.LEVEL, taxed(told))


def rate(figure: Figure) -> Draft | Silent | None:
    """`The tariff on steel is 25 percent, 34 percent for China`; a sum is the trade that it covers."""
    subject, shape, at = figure.subject, figure.shape, figure.at
    if not subject.tariff:
        return None
    if figure.letter in MONEY:
        return figure.draft(Kind.LEVEL, taxed(subject))
    rule = shape.startswith("os", at + 1)  # "duty-free if 35 percent of their parts are"
    part = figure.left.endswith("Ti")  # "zero tariffs on 97 percent of items"
    if figure.letter != "%" or figure.left.endswith(CHANGED) or rule or part:
        return SILENT
    if shape.startswith("iA", at + 1):
        subject = subject.copy()
        subject.with_(listed(figure.reader, at + 2))
    elif (goods := own_goods(figure)) is not None:
        subject = figure.reader.subject = subject.copy()
        subject.of_goods(*figure.reader.line.goods(goods))
    return figure.draft(Kind.RATE, subject)


def own_goods(figure: Figure) -> Token | None:
    """`25 percent on steel and 10 on zinc`, `..., and paper from 7 percent to 5`: what this rate alone is on."""
    previous = figure.previous
    if previous is None or previous.kind is not Kind.RATE or "=" in figure.shape:
        return None
    behind = ON_GOODS.match(figure.shape, figure.at + 1)
    if behind is None:
        told = ON_GOODS.match(figure.shape, previous.index + 1)
        behind = OF_GOODS.match(figure.shape, told.end() if told is not None else previous.index + 1, figure.at)
    goods: Token | None = figure.reader.items[behind.start("goods")] if behind is not None else None
    return goods


def taxed(subject: Subject) -> Subject:
    """`25 percent tariffs on $200 billion of Chinese goods`: the tariff is on these goods, and its rates are too."""
    if subject.product == ALL_PRODUCTS:
        subject.of_goods(COVERED, TAXED)
    return subject.copy()


def under_tariff(reader: Reader, at: int) -> bool:
    """`tariffs on Chinese imports worth $50 billion`: still the tariff's sentence."""
    last = reader.drafts[-1] if reader.drafts else None
    if last is not None and last.subject.tariff and not reader.shape[last.index + 1 : at].strip("LoAgP~.s"):
        return True  # "tariffs on $200 billion worth of Chinese imports"
    before = reader.before(at, BETWEEN)
    return before >= 1 and reader.shape[before] == "i" and "T" in reader.shape[max(0, before - 3) : before]
