"""Times: years, fiscal years, quarters, months, and the words that point at one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from claims.folded import Folded
from claims.lexicon import Hit
from claims.token import When
from sources.terms.period import Period

FIRST_YEAR, LAST_YEAR = 1800, 2199


def whens(text: Folded, items: Sequence[Hit]) -> tuple[list[When], set[int]]:
    """Every time expression, offsets into the folded text, and the indexes of the items they use."""
    folded = text.folded
    found: list[When] = []
    taken: set[int] = set()
    at = 0
    while at < len(items):
        start, end, category, value = items[at]
        if category == "month":
            month = int(value)
            if at + 1 < len(items) and (year := year_of(items, at + 1)) and folded[end:items[at + 1][0]] in (" ", ", ", " of "):
                found.append(When(start, items[at + 1][1], Period.month(year, month)))
                taken |= {at, at + 1}
                at += 2
                continue
            found.append(When(start, end, None, f"month:{month:02}"))
            taken.add(at)
        elif category == "fiscal" and at + 1 < len(items) and folded[end:items[at + 1][0]] in ("", " "):
            number = items[at + 1]
            if number[2] == "digits" and number[3].isdigit() and len(number[3]) in (2, 4):
                year = int(number[3]) + (2000 if len(number[3]) == 2 else 0)
                found.append(When(start, number[1], None, f"fiscal:{year}"))
                taken |= {at, at + 1}
                at += 2
                continue
        elif category == "digits" and (year := year_of(items, at)) and not _counts(folded, items, at):
            if at + 1 < len(items) and folded[end:items[at + 1][0]] in ("-", "–", "/") and items[at + 1][3] == f"{(year + 1) % 100:02}":
                found.append(When(start, items[at + 1][1], None, f"split:{year}"))
                taken |= {at, at + 1}
                at += 2
                continue
            found.append(When(start, end, Period.year(year)))
            taken.add(at)
        at += 1
    return found, taken


def year_of(items: Sequence[Hit], at: int) -> int:
    """The year that the item may be, 0 for none."""
    printed = items[at][3]
    if items[at][2] == "digits" and len(printed) == 4 and printed.isdigit() and FIRST_YEAR <= int(printed) <= LAST_YEAR:
        return int(printed)
    return 0


def _counts(folded: str, items: Sequence[Hit], at: int) -> bool:
    """Whether a year-like number counts something: $2024, 2024 tonnes."""
    start, end = items[at][:2]
    if start and (folded[start - 1].isalnum() or folded[start - 1] in "$€£¥₹"):
        return True
    if at + 1 < len(items):
        following = items[at + 1]
        if folded[end:following[0]] in ("", " ") and following[2] in ("scale", "unit", "percent", "currency"):
            return True
    return False


def resolve(when: When, anchor: Period | None, published: date | None, fiscal_start: int = 1) -> Period | None:
    """The period that `when` means, given the period last spoken of, the day of publication and the first month of the
    reporter's fiscal year; None where the words leave it open."""
    if when.period is not None:
        return when.period
    name, _, value = when.relative.partition(":")
    if name == "split":
        return Period.fiscal_year(int(value), fiscal_start)
    if name == "fiscal":
        return Period.fiscal_year(int(value) - (fiscal_start > 1), fiscal_start)
    return None
