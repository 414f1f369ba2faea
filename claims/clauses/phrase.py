"""The noun phrase around a flow: whose trade, with whom, in what, when."""

from __future__ import annotations

from functools import lru_cache

from claims.claim import Sign
from claims.clauses.before import goods_ahead, name_goods, read_before
from claims.clauses.behind import read_behind
from claims.clauses.head import Head
from claims.clauses.neutral import neutral
from claims.clauses.shape import Line
from claims.clauses.sides import area
from claims.clauses.subject import Subject, noise
from claims.language import language
from claims.pattern import pattern
from claims.scanning.wording import wording
from sources.terms.key import WORLD, Basis, Flow

HEADS = frozenset("FBD")
OWNER = pattern(r"(?P<name>[A-Z][\w.&-]*)(?:['’]s|(?<=s)['’])\s+$")
OWNED = 40  # characters: no name of an owner is longer
DEFICIT_WITH = pattern(r"(?:o[~.]*[$0])?[~.]*w[~.]*A")
TWO = pattern(r"[.~]*(?P<one>A)n(?P<other>A)(?![,n]A)")
COUNTED = (("of-both", Basis.GOODS_SERVICES), ("of-services", Basis.SERVICES), ("of-goods", Basis.GOODS))
STATED = pattern(r"\$(?:\(\$\))?[~.JGPg]*$")  # "a $5 billion (4 billion euros) goods deficit"


def noun_phrase(line: Line, at: int, flow: Flow | None = None) -> Subject:
    """The subject that the flow, balance or deficit word at `at` stands for, with what stands around it."""
    head = opened(line, at, flow)
    subject, said, words = head.subject, head.said, head.words
    read_before(head)
    if words.startswith(("world", "global")):
        (head.with_ if subject.flow is Flow.BALANCE or "reporter" in said else head.by)(WORLD)  # "its global deficit"
    if line.shape.startswith("h,") and "reporter" in said and subject.reporter != WORLD:
        head.with_(WORLD)  # "Globally, Japan's deficit was"
    owner = OWNER.search(line.text, max(line.start, head.begin - OWNED), head.begin) if "reporter" not in said else None
    if owner is not None and owner["name"].lower() not in neutral(line.language)[1]:  # "Country's exports"
        return noise(head.begin)  # of somebody who is no country: a company, a city
    if "product" not in said and subject.flow is not Flow.BALANCE:
        name_goods(head)
    begin = head.begin
    if subject.flow is Flow.BALANCE and (stated := STATED.search(line.shape, 0, at)) is not None:
        begin = line.items[stated.start()].start
    subject.fresh = line.text[max(line.start, begin - 3) : begin].lower().strip() in ("a", "an")
    read_behind(head)
    if said.isdisjoint({"product", "basis", "reporter"}) and not subject.whole:
        goods_ahead(head)
    if subject.flow is Flow.TOTAL and said.isdisjoint({"reporter", "partner"}) and told_of_two(line, at):
        of_two(head)
    if line.shape[at] == "D" and (beside := DEFICIT_WITH.match(line.shape, at + 1)) is not None:
        subject.weak = False  # with a country: of trade
        head.with_(area(line, beside.end() - 1))
    subject.said = frozenset(said)
    for twin in subject.siblings:
        twin.said = subject.said
    return subject


def of_two(head: Head) -> None:
    """`The two want to raise trade`, `Peru and Chile agreed on a bilateral trade deal, to raise trade`: theirs."""
    opening = TWO.match(head.shape)
    if opening is None:
        head.subject.pair = True
        return
    head.by(area(head.line, opening.start("one")))
    head.with_(area(head.line, opening.start("other")))


def told_of_two(line: Line, at: int) -> bool:
    """Whether the sentence has told of two countries together: `both countries`, `a bilateral trade deal`."""
    if "2" in line.shape[:at]:
        return True
    return any(told_by(line.words(flow), line.language)[1] for flow in line.places("F") if flow < at)


def opened(line: Line, at: int, flow: Flow | None) -> Head:
    """The flow word itself: `merchandise exports`, `two-way trade`, `oil imports` where that is one word."""
    token, words = line.items[at], line.words(at)
    named = getattr(token, "category", "") == "product"
    if flow is None and line.shape[at] in "BD":
        flow = Flow.BALANCE
    elif flow is None and named:
        flow = Flow.TOTAL if words.endswith("trade") else Flow.IMPORT if words.endswith("imports") else Flow.EXPORT
    head = Head(line, at, Subject(flow or Flow(token.value), token.start))
    subject = head.subject
    if subject.flow is Flow.BALANCE:
        subject.sign = sign_of(line, at)
        subject.weak = line.shape[at] == "D" and line.shape[at - 1 : at] != "G"  # "the goods gap"
    subject.growth, subject.pair, basis, subject.price = told_by(words, line.language)
    if named:
        head.of(*line.goods(token))
    head.is_(basis)
    return head


def is_growth(line: Line, at: int) -> bool:
    """Whether the word there is for growth, and not for any other movement."""
    return told_by(line.words(at), line.language)[0]


def sign_of(line: Line, head: int) -> Sign | None:
    """A deficit or surplus; a gap is a deficit where the sentence tells of no surplus."""
    value = line.items[head].value
    if value == "balance":
        return None
    if line.words(head).split()[-1] in language(line.language).gaps and any(
        letter in "BD" and line.items[at].value == Sign.SURPLUS for at, letter in enumerate(line.shape)
    ):
        return Sign.SURPLUS
    return Sign(value)


@lru_cache(maxsize=1024)
def told_by(words: str, language: str) -> tuple[bool, bool, Basis | None, bool]:
    """What the words of a flow say besides: of its growth, of two countries' trade, of what, of its prices."""
    basis = next((basis for name, basis in COUNTED if wording(language, name).search(words)), None)
    growth, paired, priced = (bool(wording(language, name).search(words)) for name in ("growth", "paired", "priced"))
    return growth, paired, basis, priced
