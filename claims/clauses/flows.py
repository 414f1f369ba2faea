"""Flows and balances: exports, imports, a deficit, each of which the sentence is about from there on."""

from __future__ import annotations

from collections.abc import Callable

from claims.clauses import measures, roles, tariffs
from claims.clauses.behind import TAKES_IN
from claims.clauses.phrase import is_growth
from claims.clauses.reader import Reader
from claims.clauses.shape import AMOUNTS, BETWEEN
from claims.clauses.subject import Subject, code_for, noise
from claims.clauses.succession import take
from claims.language import language
from claims.pattern import pattern
from sources.terms.key import ALL_PRODUCTS, ONE_WAY, Basis, Flow

SENT = frozenset({"shipments", "foreign sales", "overseas sales", "sales abroad", "sales overseas"})  # a firm's, too
APPOSED = pattern(r",F[nU~.]?F[~.]*,")  # "trade, exports plus imports, was"
TRADE_OF = pattern(r"F(?:o[GP])?")
ASIDE = pattern(r"[o~.PG]*(?:[,)n]|U[ty]?[$%#0])")  # without a figure of its own
# "The current account, a broad measure of trade, was in deficit", "reserves, which cover nine months of imports, rose".
OF_NOISE = pattern(r"X[~.iW]*,(?:(?P<which>C)[^,;C$%#]*|[~.gs]*o[~.gsAGP]*)$")
AT_HOME = pattern(r"[^A$%#FBDTC;]*i[~.]*(?P<home>A)[^A$%#FBDTC;,]*")
IT = pattern(r"[tfw]Q")
RESUMES = pattern(r"F[^,;C$%#*+0^]*,[~.]*[UL]")
OPENED = pattern(r"i[~.g2]*Fw[~.]*A,[~.]*[As]?[~.]*[FBD]")
OPENED_IN = pattern(r"[io~.]*(?:Fi[~.]*G|GF),")
ITS = "APGghs2~."  # what a flow may have before it: "than its merchandise exports"
NEXT = pattern(r",\s*(\w+)")
SIDES = frozenset({"reporter", "partner"})
MADE = pattern(r"[A~.s]*(?:(?P<goods>P)(?P<made>X)|(?P<make>X)o[~.]*(?P<ware>P))[iA~.W]*[UL][^FBDXPC]*C?[^FBDXPC]*")


def read_flow(reader: Reader, at: int) -> None:
    """A flow is what the sentence is about from there on, unless one of the readings knows it for less."""
    if passed_over(reader, at):
        return
    found = reader.phrase(at)
    for complete in COMPLETED:
        complete(reader, found, at)
    for reading in READINGS:
        if reading(reader, found, at):
            return
    take(reader, found, at)


def passed_over(reader: Reader, at: int) -> bool:
    """`A tariff on imports`, `a surplus of 2 billion on trade in services`, the second of `exports and imports`.

    Nor what an aside says of something else: `the current account, which includes trade, fell`.
    """
    if at in reader.consumed or (
        reader.subject is not None and reader.subject.tariff and tariffs.under_tariff(reader, at)
    ):
        return True
    told = reader.subject
    whole = told is not None and told.flow is Flow.TOTAL and not told.noise
    if whole and any(APPOSED.match(reader.shape, max(0, at - back)) for back in (1, 3)):
        return True  # "its trade with Peru, exports and imports together, was"
    if told is not None and told.noise and in_aside(reader, at):
        return True
    joined = roles.BOTH_FLOWS.search(reader.shape, max(0, at - 3), at + 1)
    return joined is not None and joined.end() == at + 1 and reader.phrase(joined.start()).siblings != ()


def taken_in(reader: Reader, found: Subject, at: int) -> bool:
    """`Non-oil exports, including re-exports, rose`, `exports, which comprise domestic exports and re-exports`."""
    told, before = reader.subject, reader.shape.rfind("F", 0, at)
    if told is None or told.noise or before < 0 or ASIDE.match(reader.shape, at + 1) is None:
        return False
    joined = before in reader.consumed and reader.shape[before + 1 : at].endswith("n")
    named = TRADE_OF.match(reader.shape, before).end() - 1  # type: ignore[union-attr]  # "exports of goods, including"
    if not joined and (TAKES_IN.match(reader.line.text, reader.items[named].end, found.start) is None
                       or reader.shape[before + 1 : at].strip(",(C.~PGAo")):
        return False
    reader.consumed.add(at)
    return True


def in_aside(reader: Reader, at: int) -> bool:
    """Whether the sentence goes on about what it told of before the aside in which the flow stands."""
    told = OF_NOISE.search(reader.shape, 0, at)
    if told is None or RESUMES.match(reader.shape, at) is None:
        return False
    relatives = language(reader.line.language).relatives
    return told["which"] is None or reader.line.words(told.start("which")) in relatives


def of_growth(reader: Reader, found: Subject, at: int) -> None:
    """`Growth in imports slowed to 5 percent`."""
    if at > 1 and reader.shape[at - 1] in "io" and reader.shape[at - 2] == "U":
        found.growth = found.growth or is_growth(reader.line, at - 2)


def with_it(reader: Reader, found: Subject, at: int) -> None:
    """`Mali is among the main partners.  Imports from it`: from Mali."""
    it = reader.named and IT.match(reader.shape, at + 1) is not None and reader.line.words(at + 2) == "it"
    if it and "partner" not in found.said:
        mine = reader.carried.reporter if reader.carried is not None else None
        found.with_(next((name for name in reader.named if name != mine), None))


def at_home(reader: Reader, found: Subject, at: int) -> None:
    """`Officials in Chad put exports to Togo at`: Chad's."""
    if found.flow in ONE_WAY and "partner" in found.said and "reporter" not in found.said:
        told = AT_HOME.fullmatch(reader.shape, 0, at)
        if told is not None and (name := reader.items[told.start("home")].value) != found.partner:
            found.by(name)


def of_made(reader: Reader, found: Subject, at: int) -> None:
    """`India's steel output rose to 90 million tonnes while exports fell`: exports of what is made."""
    if "X" not in reader.shape or found.flow not in ONE_WAY or found.whole or reader.drafts:
        return
    if found.said & {"product", "basis"}:
        return
    told = MADE.fullmatch(reader.shape, 0, at)
    if told is None:
        return
    made, goods = ("made", "goods") if told["made"] else ("make", "ware")
    traits = language(reader.line.language)
    if reader.line.words(told.start(made)).split()[-1] in traits.makes | traits.uses:
        found.of_goods(*reader.line.goods(reader.items[told.start(goods)]))


def of_trade(reader: Reader, found: Subject, at: int) -> None:
    """`The gap between exports and imports`, `the deficit in trade with`: what a balance is of."""
    if found.flow is not Flow.BALANCE:
        return
    if found.weak and reader.shape[at + 1 : at + 2] == "x":
        roles.between(reader, found, at)
    roles.in_trade(reader, found, at)
    told = reader.subject
    if told is not None and not reader.drafts:
        roles.same_balance(told, found)
    if found.weak and (told is None or told.flow is None) and (
        roles.exchanged(reader, found, at) or (reader.awaited and OPENED.match(reader.shape))
    ):
        found.weak = False


def of_partner(reader: Reader, found: Subject, at: int) -> bool:
    """`Its largest source, with shipments valued at 5 billion`: what has been told of, from that partner."""
    if reader.partners is None or reader.line.words(at) not in SENT or "partner" in found.said:
        return False
    reader.subject = reader.main = reader.partners
    return True


def of_factory(reader: Reader, found: Subject, at: int) -> bool:
    """`Factory shipments rose`: no trade, unless the text is about trade and knows what is shipped."""
    words = reader.line.words(at)
    goods = reader.items[at].category == "product" and words.endswith("shipments")
    if "partner" in found.said or not (words in SENT or goods) or reader.shape.startswith("oG", at + 1):
        return False  # "overseas sales of goods"
    name = found.product_name or ""
    known = "P" in reader.shape[at - 1 : at] + reader.shape[at + 2 : at + 3]
    if reader.steady or (reader.trading and (known or not name.islower() or found.product != code_for(name))):
        return False
    reader.subject = noise(found.start)
    return True


def in_passing(reader: Reader, found: Subject, at: int) -> bool:
    """`A deficit` alone is that of the trade that is told of: a part of its balance, or nothing where none is."""
    told = reader.subject
    if not found.weak:
        return False
    if told is None:
        if not reader.trading:
            reader.subject = noise(found.start)
            return True
    elif told.noise:
        return True
    elif told.flow is Flow.BALANCE and "partner" not in found.said:
        twin = roles.opposite(told, found)
        twin.when = found.when
        doer = roles.DOER.search(reader.shape, 0, at)
        if doer is not None and reader.items[doer.start()].value != told.partner:
            twin.by(reader.items[doer.start()].value)  # "Peru had a surplus with Chad, while Togo had a deficit"
        if "product" in found.said:
            twin.of_goods(found.product, found.product_name)
        earned_by(reader, twin, at, found.said)
        reader.subject = twin
        return True
    elif told.flow is not None and not found.said & SIDES:
        found.reporter, found.partner = told.reporter, told.partner  # trade fell into a deficit
        found.said |= told.said & SIDES
        if "product" not in found.said and told.product != ALL_PRODUCTS:
            found.of_goods(told.product, told.product_name)
        if found.basis is None and "basis" in told.said:
            found.basis, found.said = told.basis, found.said | {"basis"}
    earned_by(reader, found, at, found.said)
    if reader.agent and "reporter" not in found.said and found.partner != reader.agent and told is None:
        side = "partner" if reader.share == "S" and "partner" not in found.said else "reporter"
        setattr(found, side, reader.agent)  # "India accounted for a gap", "Peru stood out with a surplus"
        found.said |= {side}
    return False


def earned_by(reader: Reader, balance: Subject, at: int, said: frozenset[str]) -> None:
    """`Chemicals earned it a surplus`, `for energy there was a deficit`, `invisibles were put at a surplus`.

    `said`: what its own words say, which nothing before them changes.
    """
    for index in range(at - 1, -1, -1):
        letter = reader.shape[index]
        if letter in "FBDXT;" or letter in AMOUNTS:
            return
        if letter == "P" and "product" not in said:
            balance.of_goods(*reader.line.goods(reader.items[index]))
            return
        if letter == "G" and "basis" not in said:
            balance.basis = Basis(reader.items[index].value)
            balance.said |= {"basis"}


def compared(reader: Reader, found: Subject, at: int) -> bool:
    """`Imports grew faster than exports, rising`, `imports outpaced exports, rising`: what comes next is of imports."""
    told = reader.subject
    if not reader.shape.startswith(",", at + 1) or told is None or told.noise or told.flow is None:
        return False
    if (word := NEXT.match(reader.line.text, reader.items[at].end)) is not None and (
            word.group(1) in language(reader.line.language).relatives):
        reader.main = found  # "faster than exports, which rose"
        return False
    before = reader.before(at, ITS)
    mark = reader.shape[before] if before >= 0 else ""
    return mark == "m" or (mark == "L" and reader.items[before].value == "over")


def whole_of_share(reader: Reader, found: Subject, at: int) -> bool:
    """`Took a fifth of India's exports`: the whole that a share is a share of hangs on a preposition."""
    if not reader.share:
        return False
    before = reader.before(at, BETWEEN)
    return before >= 0 and reader.shape[before] in "oi"


def led_in(reader: Reader, found: Subject, at: int) -> bool:
    """`In trade with the US, Japan's surplus fell`: the partner of what comes next."""
    if found.flow is not Flow.TOTAL or reader.shape.find("F") != at:
        return False
    if OPENED_IN.match(reader.shape) is not None:
        reader.told_of = found.basis  # "In terms of trade in services, imports were"
        return True
    if OPENED.match(reader.shape) is None:
        return False
    reader.awaited = found.partner
    return True


Reading = Callable[[Reader, Subject, int], bool]
COMPLETED: tuple[Callable[[Reader, Subject, int], object], ...] = (
    roles.both_sides, of_growth, of_made, with_it, at_home, of_trade, measures.covers)
READINGS: tuple[Reading, ...] = (of_partner, taken_in, of_factory, in_passing, compared, whole_of_share, led_in)
