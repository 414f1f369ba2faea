"""The claims of an article for people, without verdicts: each figure and what it was read to say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.claim import Modality
from factcheck.report.page import INDENT, Page, Piece
from factcheck.report.text import print_head
from factcheck.report.wording import amount, many
from sources.terms.key import ALL_PRODUCTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claims.claim import Claim
    from factcheck.inputs import Document


def print_claims(page: Page, document: Document, claims: Sequence[Claim], *, first: bool = True) -> None:
    if not first:
        page.blank()
    print_head(page, document, claims)
    for claim in claims:
        page.blank()
        page.paragraph([(claim.id, "dim"), (f" {claim.quote}", "bold")], hanging=INDENT)
        page.paragraph(reading(claim), INDENT)
    page.blank()
    count = many(len(claims), "trade figure") if claims else "no trade figures"
    page.paragraph([(f"{count} found", "bold")])


def reading(claim: Claim) -> list[Piece]:
    """level export, IND with USA, goods, FY2024-25: USD 86.51 billion; what no word of the text says is marked so."""
    key, found = claim.key, claim.found
    manner = None if claim.modality in (Modality.REPORTED, claim.kind) else claim.modality
    said: list[Piece] = [(" ".join(part for part in (manner, claim.direction, claim.sign, claim.kind) if part), "")]
    parts = {
        "flow": key.flow, "reporter": key.reporter, "partner": key.partner,
        "product": claim.product_name or key.product, "basis": key.basis,
        "period": claim.period, "versus": claim.versus,
    }
    for name, value in parts.items():
        if value is not None and value != ALL_PRODUCTS:
            how = found.get(name)
            said += [(f", {name} ", "dim"), (str(value), ""), (f" ({how})" if how and how != "said" else "", "dim")]
    hedge = f"{claim.hedge.replace('_', ' ')} " if claim.hedge else ""
    upper = f" to {amount(claim.value_high, claim.unit)}" if claim.value_high is not None else ""
    return [*said, (f": {hedge}{amount(claim.value, claim.unit)}{upper}", "")]
