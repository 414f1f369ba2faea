"""Holders of shares: who has the largest one, who buys most, what two have together, what each of them bought."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.clauses.phrase import HEADS
from claims.clauses.shape import Line
from claims.clauses.subject import Subject
from claims.language import language
from claims.pattern import pattern
from sources.terms.key import ALL_PRODUCTS, WORLD, Flow

if TYPE_CHECKING:
    from claims.clauses.reader import Reader

GOODS = pattern("AP,[~.]*$")
NEAR = 8  # characters
JOINED = 40  # characters from "together" to the share


def largest(reader: Reader, at: int) -> Subject | None:
    """`Japan had the biggest share of Peru's exports, with $5 billion`: those to Japan."""
    head = reader.head_after(at + 3) if reader.shape[at + 1 : at + 3] in ("Ho", "Hi") else None
    if head is None or reader.shape[head] not in HEADS or reader.agent is None:
        return None
    subject = reader.phrase(head)
    if subject.noise or subject.flow is None or "partner" in subject.said or subject.reporter == reader.agent:
        return None
    subject.with_(reader.agent)
    reader.consumed |= {at + 1, head}
    reader.subject = reader.main = reader.partners = subject
    return subject


def belongs(line: Line, start: int) -> bool:
    """Whether `whose` leads up to what stands there."""
    return line.wording("whose").search(line.text, max(line.start, start - NEAR), start) is not None


def of_goods(reader: Reader, at: int, standing: int) -> bool:
    """`Peru's tea, whose top destinations include Oman, fetched`: what is told of is Peru's exports of tea."""
    start = reader.items[at].start
    if not belongs(reader.line, start):
        return False
    if (goods := GOODS.search(reader.shape, 0, at)) is not None and reader.items[standing].value != "total":
        owner, token = reader.items[goods.start()], reader.items[goods.start() + 1]
        subject = Subject(Flow(reader.items[standing].value), owner.start)
        subject.reporter, subject.product = owner.value, token.value
        subject.product_name = reader.line.text[token.start : token.end]
        subject.said = frozenset({"reporter", "flow", "product"})
        reader.subject = reader.main = subject
    return True


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
        or "h" in reader.shape[:at]  # of the world
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
    names = dict.fromkeys(draft.subject.partner for draft in reader.drafts if draft.subject.partner is not None)
    if len(names) < 2:
        return None
    part = Subject(None, start)
    part.partner = "+".join(name for name in names if name is not None)
    return part


def of_taker(reader: Reader, at: int, whole: Subject) -> Subject:
    """`Peru took 15 percent of exports, followed by Chad (5 tonnes, 12 percent)`: the trade of a share's taker."""
    name = reader.items[at - 2].value
    if reader.part is None or reader.part.partner != name or whole.partner is not None:
        return whole
    taken = whole.copy()
    taken.with_(name)
    return taken
