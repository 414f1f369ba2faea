"""What is a company's or a shop's business until the trade of a country stands with it: sales, earnings, prices."""

from __future__ import annotations

from collections.abc import Callable

from claims.clauses import selling
from claims.clauses.reader import Reader
from claims.clauses.subject import noise
from claims.clauses.succession import take
from claims.pattern import pattern
from sources.terms.key import ALL_PRODUCTS, ONE_WAY, Basis, Flow
from sources.terms.products import basis_of

EARNED = frozenset({"sales", "earnings"})  # what a company makes, and exports may too ...
WORTH = EARNED | {"turnover"}  # ... or what the trade with a partner comes to
FROM_GOODS = pattern(r"f[.~]*P(?!X)")
LED_ON = pattern(r"[,wnLC(][.~gsQWi]*$")
MEASURED = pattern(r"[.~]*(?:[io]?W)?(?:[UL][.~ytoa]*|[ot][.~]*)[$%0#]")
TIME_BEFORE = pattern(r"[iW,.~gsv]*")
OF_ONE = frozenset("oiwfyzdtv,(")  # behind these, business is an aside: "exports rose on higher sales"
NEAR = 30  # characters


def read_noise(reader: Reader, at: int) -> None:
    """A word of business is what the sentence is about from there on, unless one of the readings makes it trade."""
    for reading in READINGS.get(reader.items[at].value, ()):
        if reading(reader, at):
            return
    current = reader.subject
    reader.subject = noise(reader.items[at].start)
    if current is not None and not current.noise:
        before = at - 1
        while before >= 0 and reader.shape[before] in "~UAgsP.J":
            before -= 1
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


def as_well(reader: Reader, at: int) -> bool:
    """`Sales abroad came to 5 billion and purchases to 4 billion`: the imports of the same country."""
    told = reader.drafts[-1].subject if reader.drafts else None
    if told is None or told.flow is not Flow.EXPORT or reader.shape[at - 1] != "n":
        return False
    reader.subject = reader.main = told.copy()
    reader.subject.flow = Flow.IMPORT
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
    """`Exports rose to 9 million tonnes, with revenue of 6 billion`: what the trade of the same clause comes to."""
    if not LED_ON.search(reader.shape, 0, at) or not MEASURED.match(reader.shape, at + 1):
        return False
    told = reader.partners if reader.subject is None or reader.subject is reader.partners else reader.subject
    if told is None or told.noise or told.tariff or told.flow is None:
        return False
    worth, after = told.copy(), reader.shape[at + 1 : at + 3]
    worth.when = reader.items[at + len(after)] if after.endswith("W") else told.when
    reader.subject = reader.main = worth
    return True


def again(reader: Reader, at: int) -> bool:
    """`In May alone receipts were 5 billion`: of the exports that the sentence before told of."""
    told, line = reader.carried, reader.line
    if told is None or told.noise or told.flow is not Flow.EXPORT or reader.subject is not None or reader.drafts:
        return False
    alone = len(line.text[line.start : reader.items[at].start].split()) != 1  # not "Oilseed earnings rose"
    if not alone or reader.shape.startswith("f", at + 1) or TIME_BEFORE.fullmatch(reader.shape, 0, at) is None:
        return False
    earned = reader.subject = reader.main = told.copy()
    earned.when = None
    if "\n" in line.text[max(0, line.start - 2) : line.start]:
        earned.product, earned.product_name = ALL_PRODUCTS, None  # a new paragraph: of what the text is about
        earned.said -= {"product"}
    return True


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
    "earnings": (of_goods, goes_on, again),
    "turnover": (goes_on,),
    "sales": (of_goods, goes_on, abroad),
    "import": (as_well, of_goods, abroad),
}


def is_earned(reader: Reader, at: int) -> bool:
    """Whether the word at `at` is what a company makes, and exports may too: `income`, `sales`."""
    return reader.items[at].value in EARNED
