"""What keys, areas and goods are called in an answer."""

from __future__ import annotations

from sources.terms.areas import area, areas
from sources.terms.key import ALL_PRODUCTS, WORLD, Basis, Flow, SeriesKey

RATE = "EXCHANGE-RATE"          # what stands for the product in the key of a rate
WORDS = {
    Flow.EXPORT: "exports to", Flow.IMPORT: "imports from", Flow.TOTAL: "trade with",
    Flow.BALANCE: "trade balance with", Flow.RE_EXPORT: "re-exports to",
}


def named(key: SeriesKey) -> str:
    """The key in words: "India: exports to United States, goods"."""
    if key.product == RATE:
        return f"{key.reporter} per {key.partner}"
    basis = {Basis.GOODS_SERVICES: "goods and services"}.get(key.basis, str(key.basis))
    what = basis if key.product == ALL_PRODUCTS else product_name(key.product)
    return f"{area_name(key.reporter)}: {WORDS[key.flow]} {area_name(key.partner)}, {what}"


def area_name(code: str) -> str:
    name = area(code).name if code in areas() else code
    return "the world" if code == WORLD else name


def product_name(code: str) -> str:
    from sources.terms.products import products

    known = products()
    return known[code].name if code in known else code.lower().replace("-", " ")
