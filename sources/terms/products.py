"""Products: Harmonized System codes as text, and the commodity groups that national offices print."""

from __future__ import annotations

from functools import cache

from sources.terms.areas import lines
from sources.terms.errors import UnknownProduct
from sources.terms.key import ALL_PRODUCTS, Basis
from sources.terms.vocabulary import value

HEADING = 4                     # digits; the table names chapters and headings, not the 5,600 subheadings
LONGEST = 6                     # digits that all countries share
SERVICES = frozenset({          # the named groups that pass no customs office
    "IT-SERVICES", "BUSINESS-SERVICES", "TRAVEL", "TRANSPORT", "FINANCIAL-SERVICES", "DIGITAL-SERVICES", "SOFTWARE",
})


@value
class Product:
    code: str                   # "TOTAL", "0901", or the slug of a named group: "ENGINEERING-GOODS"
    name: str
    hs: tuple[str, ...]         # the HS codes that the group equals exactly; () where it equals none
    note: str


@cache
def products() -> dict[str, Product]:
    """TOTAL and the named groups, then HS chapters and headings, by code."""
    found = {}
    for line in lines("products.tsv"):
        code, name, hs, note = line.split("\t")
        codes = (code,) if code.isdigit() else tuple(hs.split(",")) if hs else ()
        found[code] = Product(code, name, codes, note)
    return found


def product(code: str) -> Product:
    """The product with this code; a subheading goes by the name of its heading.  Raises `UnknownProduct`."""
    known = products()
    if code in known:
        return known[code]
    heading = known.get(code[:HEADING])
    if heading is None or len(code) != LONGEST or not code.isdigit():
        raise UnknownProduct(code)
    return Product(code, f"{heading.name} (HS {code})", (code,), "")


def basis_of(code: str) -> Basis:
    """Goods, or services where that is what the code stands for; of several joined by `+`, all of them."""
    return Basis.SERVICES if all(one in SERVICES for one in code.split("+")) else Basis.GOODS


@cache
def seasons() -> dict[str, int]:
    """The month in which the world counts a crop's year from: what `1986/87` means of wheat."""
    return {code: int(start) for code, start, _ in (line.split("\t") for line in lines("seasons.tsv"))}


def same_goods(one: str, other: str) -> bool:
    """Whether two codes stand for the same goods: GOLD is HS 7108, READY-MADE-GARMENTS is chapters 61 and 62."""
    if one == other:
        return True
    if ALL_PRODUCTS in (one, other):
        return False
    codes = product(one).hs
    return bool(codes) and codes == product(other).hs
