"""Holders of shares: who buys most, what two have together, what each of them bought."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.clauses.shape import Line
from claims.clauses.subject import Subject, portion
from claims.language import language
from claims.pattern import pattern
from sources.terms.key import ALL_PRODUCTS, WORLD

if TYPE_CHECKING:
    from claims.clauses.reader import Reader

NEAR = 8  # characters
BOTH = pattern("A[.~]*n[.~]*A(?![.~]*n)")
JOINED = 40  # characters from "together" to the share


def belongs(line: Line, start: int) -> bool:
    """Whether `whose` leads up to what stands there."""
    return line.wording("whose").search(line.text, max(line.start, start - NEAR), start) is not None


def sold_by(reader: Reader, trader: Subject, at: int, agent: str | None) -> Subject | None:
    """`Oman's exports rose; India was the largest importer`: of them, no word being said of the world or of goods."""
    told = reader.subject if reader.subject is not None else reader.carried
    if (
        told is None
        or told.noise
        or told.tariff
        or trader.flow is None
        or told.flow is not trader.flow.mirror
        or agent in (None, told.reporter)
        or WORLD in (told.reporter, told.partner if "partner" in told.said else None)
        or trader.product not in (ALL_PRODUCTS, told.product)
        or "h" in reader.shape  # of the world
    ):
        return None
    sold = told.copy()
    sold.partner, sold.when, sold.listed = agent, None, True
    sold.said |= {"partner"}
    return sold


def jointly(part: Subject) -> Subject:
    """`Exports to Oman and Chad were 5 and 3 billion, respectively, 4 percent of the total`: the part of both."""
    joint = part.copy()
    names = dict.fromkeys(one.partner for one in (part, *part.siblings) if one.partner is not None)
    joint.partner = "+".join(names) or None
    return joint


def of_both(reader: Reader, at: int) -> Subject | None:
    """`Trade with Oman and Chad rose 2 and 3 percent, together accounting for 4 percent`: the part of both."""
    start = reader.items[at].start
    words = reader.line.text[max(reader.line.start, start - JOINED) : start].lower().replace(",", " ").split()
    if language(reader.line.language).jointly.isdisjoint(words):
        return None
    told = (draft.subject.partner for draft in reader.drafts if draft.subject.partner is not None)
    if (two := BOTH.match(reader.shape)) is not None and not reader.drafts:
        told = (reader.items[index].value for index in (two.start(), two.end() - 1))  # "Oman and Chad led, together"
    names = dict.fromkeys(name for partner in told for name in partner.split("+"))
    if len(names) < 2:
        return None
    return portion(start, "+".join(names))
