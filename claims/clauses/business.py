"""What is a company's or a shop's business until the trade of a country stands with it: sales, earnings, prices."""

from __future__ import annotations

from collections.abc import Callable

from claims.clauses import selling
from claims.clauses.neutral import neutral
from claims.clauses.reader import Reader
from claims.clauses.subject import noise
from claims.clauses.succession import take
from claims.pattern import pattern
from sources.terms.key import ALL_PRODUCTS, ONE_WAY, Basis, Flow
from sources.terms.products import basis_of

EARNED = frozenset({"sales", "earnings"})  # what a company makes, and exports may too ...
WORTH = EARNED | {"turnover"}  # ... or what the trade with a partner comes to
BOUGHT = frozenset({"import", "spending"})  # what a shop buys, and imports may be
WAYS = {**dict.fromkeys(EARNED, Flow.EXPORT), **dict.fromkeys(BOUGHT, Flow.IMPORT)}
GOODS = pattern(r"[of:][.~g]*P")
FROM_GOODS = pattern(r"f[.~]*P(?!X)")
WORD_OF_FLOW = pattern(r"F(?:\([^$%#()]*\))?$")
LED_ON = pattern(r"[,wnLC(][.~gsQWi]*$")
TIME_BEFORE = pattern(r"[iWv,.~gs]+")
MEASURED = pattern(r"[.~]*(?:[io]?W)?(?:[UL][.~ytoa]*|[ot][.~]*)[$%0#]")
OF_ONE = frozenset("oiwfyzdtv,(")  # behind these, business is an aside: "exports rose on higher sales"
BREAK = pattern(r"[,;:()]")
NEAR = 30  # characters


def read_noise(reader: Reader, at: int) -> None:
    """A word of business is what the sentence is about from there on, unless one of the readings makes it trade."""
    if WORD_OF_FLOW.search(reader.shape, 0, at) is not None and reader.items[at].value in WORTH:
        return  # "traditional export (mainly copper) earnings"
    for reading in READINGS.get(reader.items[at].value, ()):
        if reading(reader, at):
            return
    current = reader.subject
    reader.subject = noise(reader.items[at].start)
    if current is not None and not current.noise:
        before = reader.before(at, "~UAgsP.J")
        reader.main = current if before >= 0 and reader.shape[before] in OF_ONE else None


def firms(reader: Reader, at: int) -> bool:
    """`French firms exported`: France's exports."""
    if reader.shape[at - 1 : at] != "A" or reader.shape[at + 1 : at + 2] != "V":
        return False
    reader.agent = reader.items[at - 1].value
    return True


def priced(reader: Reader, at: int) -> bool:
    """`The average price`, `the unit value`: that of the goods that have been told of, not the market's."""
    told = next((one for one in (reader.subject, reader.carried) if one is not None and not one.noise), None)
    if told is None or told.flow not in ONE_WAY or told.product == ALL_PRODUCTS:
        return False
    reader.subject = reader.main = told.copy()
    reader.subject.price, reader.subject.when = True, None
    return True


def of_goods(reader: Reader, at: int) -> bool:
    """`Coffee earnings`, `soy purchases`, `income from garments`, in a text about trade: the trade in those goods."""
    if not reader.trading:
        return False
    goods = at - 1
    if reader.shape[goods : at] != "P":
        behind = FROM_GOODS.match(reader.shape, at + 1) if is_earned(reader, at) else None
        goods = behind.end() - 1 if behind is not None else -1
    if goods < 0 or basis_of(reader.items[goods].value) is Basis.SERVICES:
        return False  # "tourism receipts"
    take(reader, selling.sold_goods(reader, at, goods), at)
    return True


def goes_on(reader: Reader, at: int) -> bool:
    """`Exports rose to 9 million tonnes, with revenue of 6 billion`: what the trade of the clause comes to.

    In a text about trade, so does any word for selling, after exports, or for buying, after imports.
    """
    led = LED_ON.search(reader.shape, 0, at) is not None and MEASURED.match(reader.shape, at + 1) is not None
    line, way = reader.line, WAYS.get(reader.items[at].value)
    told = reader.partners if reader.subject in (None, reader.partners) else reader.subject
    opens = told is None and not reader.drafts and TIME_BEFORE.fullmatch(reader.shape, 0, at) is not None
    again = (reader.steady or opens) and is_plain(reader, at)
    if again:
        told = next((one for one in (told, reader.main, reader.carried, reader.trade) if one is not None
                     and not one.noise and one.flow is not None and way in (None, one.flow)), told)
    if told is None or told.noise or told.tariff or told.flow is None or not (led or again):
        return False
    reader.guessed = reader.guessed or (told in (reader.carried, reader.trade) and not (led or opens))
    worth, after = told.copy(), reader.shape[at + 1 : at + 3]
    worth.when = reader.items[at + len(after)] if after.endswith("W") else told.when if told is reader.subject else None
    if way is not None and told.flow in ONE_WAY and reader.shape[at - 1] == "n":
        worth.flow = way  # "sales abroad came to 5 billion and purchases to 4 billion"
    if told is not reader.subject and "\n" in line.text[max(0, line.start - 2) : line.start]:
        worth.product, worth.product_name = ALL_PRODUCTS, None  # a new paragraph: of what the text is about
        worth.said -= {"product"}
    if told.flow in ONE_WAY and (named := GOODS.match(reader.shape, at + 1)) is not None:
        worth.of_goods(*line.goods(reader.items[named.end() - 1]))
    reader.subject = reader.main = worth
    return True


def is_plain(reader: Reader, at: int) -> bool:
    """`Total turnover`, `the purchases`: of no country, no services, and nothing that the lexicon lacks."""
    before, behind = reader.items[at - 1] if at else None, GOODS.match(reader.shape, at + 1)
    if behind is not None and (reader.items[at].value == "turnover" or (
            basis_of(reader.items[behind.end() - 1].value) is Basis.SERVICES)):
        return False
    start = before.end if before is not None else max(reader.line.start, reader.items[at].start - NEAR)
    words = BREAK.split(reader.line.text[start : reader.items[at].start].lower())[-1].split()
    owned = not words and reader.shape[at - 1 : at] == "A"
    return not owned and neutral(reader.line.language)[1].issuperset(words)


def abroad(reader: Reader, at: int) -> bool:
    """`Sales to the United States`, `India's purchases from China`."""
    sold = selling.sold(reader, at)
    if sold is not None:
        take(reader, sold, at)
    return sold is not None


Reading = Callable[[Reader, int], bool]
READINGS: dict[str, tuple[Reading, ...]] = {
    "company": (firms,),
    "unit value": (priced,),
    "earnings": (of_goods, goes_on),
    "turnover": (goes_on,),
    "sales": (of_goods, abroad, goes_on),
    "import": (of_goods, abroad, goes_on),
    "spending": (of_goods, goes_on),
}


def is_earned(reader: Reader, at: int) -> bool:
    """Whether the word at `at` is what a company makes, and exports may too: `income`, `sales`."""
    return reader.items[at].value in EARNED
