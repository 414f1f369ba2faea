"""What is a company's or a shop's business until the trade of a country stands with it: sales, earnings, prices."""

from __future__ import annotations

from claims.clauses import goods
from claims.clauses.reader import Reader
from claims.clauses.subject import Subject, noise
from claims.clauses.succession import take
from claims.language import language
from claims.pattern import pattern
from sources.terms.key import ALL_PRODUCTS, Flow

WORTH = frozenset({"turnover", "total turnover", "bill"})  # what the trade with a partner comes to, as earnings are
FROM_GOODS = pattern(r"f[.~]*P(?!X)")
LED_ON = pattern(r"[,wnLC(][.~gsQWi]*$")
MEASURED = pattern(r"[.~]*(?:[io]?W)?(?:[UL][.~ytoa]*|[ot][.~]*)[$%0#]")
NEAR = 30  # characters
PRICES = ("average price", "unit value", "average unit", "average cost")


def read_noise(reader: Reader, at: int) -> None:
    current = reader.subject
    token = reader.items[at]
    if reader.shape[at - 1 : at] == "A" and reader.shape[at + 1 : at + 2] == "V" and token.value == "company":
        reader.agent = reader.items[at - 1].value  # "French firms exported"
        return
    if reader.shape[at] == "c" and reader.line.words(at).startswith(PRICES):
        priced = next((one for one in (current, reader.carried) if one is not None and not one.noise), None)
        if priced is not None and priced.flow in (Flow.EXPORT, Flow.IMPORT) and priced.product != ALL_PRODUCTS:
            reader.subject = reader.main = priced.copy()
            reader.subject.price, reader.subject.when = True, None
            return
    if reader.line.words(at).startswith("purchases") and (bought := bought_as_well(reader, at)) is not None:
        reader.subject = reader.main = bought
        return
    if reader.trading and at and reader.shape[at - 1] == "P" and reader.line.words(at) == "purchases":
        bought = goods.earned(reader, at)
        bought.flow = Flow.IMPORT
        take(reader, bought, at)
        return
    if (
        reader.line.words(at) in ("earnings", "receipts")
        and reader.shape[at - 1 : at] == "C"
        and current is not None
        and current.flow is Flow.EXPORT
    ):
        return  # "the first fall in tea exports since 2019, when earnings dropped"
    if (
        reader.trading
        and at
        and reader.shape[at - 1] == "P"
        and is_earned(reader, at)
        and (not reader.line.words(at - 1).startswith(("touris", "travel")))
    ):
        take(reader, goods.earned(reader, at), at)
        return
    from_goods = FROM_GOODS.match(reader.shape, at + 1) if reader.trading else None
    if from_goods is not None and is_earned(reader, at):
        take(reader, goods.earned(reader, from_goods.end()), at)  # "income from garments": what their exports earned
        return
    if (of_trade := goes_on(reader, at)) is not None:
        reader.subject = reader.main = of_trade
        return
    if (
        reader.line.words(at) in ("receipts", "earnings")
        and len(reader.line.text[reader.line.start : token.start].split()) != 1  # "Oilseed earnings rose"
        and current is None
        and not reader.drafts
        and reader.carried is not None
        and not reader.carried.noise
        and reader.carried.flow is Flow.EXPORT
        and reader.shape[:at].strip("iW,.~gsv") == ""
    ):
        earned = reader.subject = reader.main = reader.carried.copy()  # "In May alone receipts were ..."
        earned.when = None
        if "\n" in reader.line.text[max(0, reader.line.start - 2) : reader.line.start]:
            earned.product, earned.product_name = ALL_PRODUCTS, None  # a new paragraph: of what the text is about
            earned.said -= {"product"}
        return
    if (sold := goods.sold(reader, at)) is not None:
        take(reader, sold, at)
        return
    if reader.partners is not None and reader.shape[at - 1 : at + 2] == "wXo" and is_worth(reader, at):
        return  # "its largest market, with a turnover of 5 billion"
    reader.subject = noise(token.start)
    if current is not None and not current.noise:
        before = at - 1
        while before >= 0 and reader.shape[before] in "~UAgsP.J":
            before -= 1
        reader.main = current if before >= 0 and reader.shape[before] in "oiwfyzdtv,(" else None


def is_earned(reader: Reader, at: int) -> bool:
    """Whether the word at `at` is what a company makes, and exports may too: `income`, `sales`."""
    return reader.line.words(at) in language(reader.line.language).earnings


def is_worth(reader: Reader, at: int) -> bool:
    """... or what the trade with a partner comes to: `turnover`."""
    return reader.line.words(at) in WORTH or is_earned(reader, at)


def goes_on(reader: Reader, at: int) -> Subject | None:
    """`Exports rose to 9 million tonnes, with revenue of 6 billion`: what the trade of the same clause comes to."""
    if not is_worth(reader, at) or not LED_ON.search(reader.shape, 0, at) or (
            not MEASURED.match(reader.shape, at + 1)):
        return None
    told = reader.partners if reader.subject is None or reader.subject is reader.partners else reader.subject
    if told is None or told.noise or told.tariff or told.flow is None:
        return None
    worth, after = told.copy(), reader.shape[at + 1 : at + 3]
    worth.when = reader.items[at + len(after)] if after.endswith("W") else told.when
    return worth


def bought_as_well(reader: Reader, at: int) -> Subject | None:
    """`Sales abroad came to 5 billion and purchases to 4 billion`: the imports of the same country."""
    sold = reader.drafts[-1].subject if reader.drafts else None
    if sold is None or sold.flow is not Flow.EXPORT or reader.shape[at - 1] != "n":
        return None
    if "sales" not in reader.line.text[sold.start : sold.start + NEAR].lower():
        return None
    bought = sold.copy()
    bought.flow = Flow.IMPORT
    return bought
