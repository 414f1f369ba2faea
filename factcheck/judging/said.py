"""What the words say of a claim, and what they leave open."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import cache, lru_cache

from claims.claim import Claim, Found, Kind
from claims.clauses.shape import Line
from claims.clauses.shares import UNSTATED
from claims.scanning.lexicon import Lexicon
from claims.scanning.scan import scan
from claims.scanning.token import Amount
from sources.terms.quantity import is_money

CLOSE_BY = 400          # characters between figures that bear on each other
SMALLEST = 10**5        # units of money: no trade is told of in fewer
THREE_DIGITS = Decimal("0.005")     # of the figure: half of its last digit at the most
QUOTES = 1_024          # kept in memory: the same round figures again and again


def how(claim: Claim, field: str) -> Found:
    """How a field is known; one without a record is taken as assumed, for only what is said may accuse."""
    return claim.found.get(field, Found.ASSUMED)


def is_told(claim: Claim, field: str) -> bool:
    """Whether a field stands in the sentence, or in one right before that tells no figure but whose trade it is, and
    when, that those behind it are of: "Chad has published its accounts for 2019.  Exports came to 3 billion"."""
    mark = "announced" if field == "period" else "framed"
    return how(claim, field) is Found.SAID or (how(claim, field) is Found.CARRIED and mark in claim.found)


def is_open(claim: Claim, field: str) -> bool:
    return how(claim, field) is Found.ASSUMED


def open_field(claim: Claim) -> str | None:
    """The field without which there is nothing to ask, where the text leaves it open."""
    if claim.key.reporter is None:
        return "reporter"
    if claim.key.flow is None:
        return "flow"
    if claim.key.product == UNSTATED:
        return "product"
    if claim.kind is Kind.RATIO and claim.versus is None and claim.whole is None and claim.direction is None:
        return "versus"
    return None


def open_unit(claim: Claim, article: Sequence[Claim]) -> str | None:
    """"unit" for a bare number read as money with no figure close by in the same money: "at least one million"."""
    if not is_money(claim.unit) or not is_bare(claim):
        return None
    fellow = any(
        other.unit == claim.unit and other.id != claim.id and abs(other.start - claim.start) <= CLOSE_BY
        and not is_bare(other) for other in article
    )
    return None if fellow else "unit"


def is_in_dollars(claim: Claim) -> bool | None:
    """Whether the sentence says that growth is told in dollars, or in the reporter's own money; None where it does not,
    or says both."""
    line = claim.line
    if not isinstance(line, Line):
        return None
    dollars, own = (
        line.wording(name).search(line.text, line.start, line.end) is not None
        for name in ("growth-in-dollars", "growth-in-own-money")
    )
    return None if dollars is own else dollars


def has_three_digits(claim: Claim) -> bool:
    """Whether it is printed so finely that it is not hit by accident."""
    return 0 < claim.slack <= THREE_DIGITS * abs(claim.value)


def is_bare(claim: Claim) -> bool:
    """Whether the words are one number and nothing else; a cell of a table is not, where a heading gave it a scale."""
    quote = claim.quote
    if not quote.isascii() or any(sign in quote for sign in "$#"):
        return False
    if any(map(str.isalpha, quote)):
        return is_number_in_words(quote)
    return abs(claim.value) < SMALLEST


def are_plain_dollars(quote: str) -> bool:
    """"$5 billion", "5 billion dollars": not "5 billion Australian dollars"."""
    *before, last = quote.split()
    return quote.startswith("$") or (last in ("dollars", "dollar") and not any(word[:1].isupper() for word in before))


@cache
def dollars() -> frozenset[str]:
    """The currencies that are written "$" at home, and elsewhere with letters before it."""
    signs = [entry for entry in Lexicon.load().entries if entry.category == "currency-sign"]
    return frozenset(entry.value for entry in signs if "$" in entry.match)


@lru_cache(QUOTES)
def is_number_in_words(quote: str) -> bool:
    """"One million", "86.51 billion": no currency among them."""
    found = scan(quote, Lexicon.load())
    return len(found) == 1 and isinstance(found[0], Amount) and found[0].unit == "" and found[0].end == len(quote)


def is_of_all_time(claim: Claim) -> bool:
    """"The largest on record", "the third highest ever": among times, not among countries."""
    line = claim.line
    return isinstance(line, Line) and line.wording("of-all-time").match(line.text, claim.end) is not None
