"""Fingerprints: what a finding is known by again after the article was edited elsewhere, or moved to another file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from factcheck.result import Report

LENGTH = 16             # hexadecimal digits: 64 bits, far more than the findings of any newsroom need


def finding_fingerprints(report: Report) -> list[str]:
    """One for each finding, in their order: of its figure, its sentence and its verdict, not of where they stand.

    Blanks and line breaks count for nothing.  The second of two that are the same in all of this has another one.
    """
    text = report.document.text
    return list(_numbered(
        ("finding", finding.verdict, finding.claim.quote, text[slice(*finding.claim.sentence)])
        for finding in report.findings
    ))


def sum_fingerprints(report: Report) -> list[str]:
    """One for each row of `report.arithmetic`, in their order: of its rule and its figures."""
    quotes = {finding.claim.id: finding.claim.quote for finding in report.findings}
    return list(_numbered(
        ("sum", row.rule, *(quotes.get(claim, claim) for claim in row.claims)) for row in report.arithmetic
    ))


def ignore_fingerprints(report: Report) -> list[str]:
    """One for each of `report.ignores`, in their order: of its words."""
    return list(_numbered(("ignore", each.word, each.reason) for each in report.ignores))


def _numbered(things: Iterable[tuple[str, ...]]) -> Iterator[str]:
    seen: Counter[str] = Counter()
    for parts in things:
        whole = "\0".join(" ".join(part.split()) for part in parts)
        seen[whole] += 1
        again = f"\0{seen[whole]}" if seen[whole] > 1 else ""
        yield sha256(f"{whole}{again}".encode("utf-8", "replace")).hexdigest()[:LENGTH]
