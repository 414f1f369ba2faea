"""Verbs for buying and selling: `India sold the EU goods worth $76 billion and bought $61 billion`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claims.clauses import roles
from claims.clauses.around import Figure
from claims.clauses.draft import RANKS, Draft
from claims.clauses.subject import Subject
from claims.pattern import pattern
from sources.terms.key import ONE_WAY, WORLD, Basis, Flow

if TYPE_CHECKING:
    from claims.clauses.reader import Reader

VERB = pattern(r"[SO](?P<object>(?:[ft][~.]*A)?[AsGP~.gunht]*[Lmya~.]*)$")  # "bought from Chile goods worth"
AGENT = pattern(r"A[~.]*E?[~.]*[LM~.,]*$")
OBJECT = pattern(r"L?[~.]*o[~.gsAGPn]*")  # behind the figure: "of U.S. soybeans", "worth of goods"
OTHER_SIDE = pattern(r"[AGPLWiogsn~.]{0,6}[tf][~.]*(?P<partner>A)")
WORTH = pattern(r"(?P<goods>[GP])G?(?:[~.]*z[~.s]*P)?[~.]*L[a~.]*$")  # "rice other than basmati worth"
# "tonnes of tea valued at $5 billion were exported by", "worth of goods were imported from"
PASSIVE = pattern(
    r"(?:\(%\))?(?:L?o[~.A]*(?P<goods>[GP])G?(?:[~.]*z[~.s]*P)?(?:[~.]*L[a~.]*\$)?)?"
    r"[~.]*L?[~.]*(?P<verb>V)(?:[tfy][~.]?A){0,3}"
)
OF_WHOLE = pattern(r"[r,~.]*\(?[%*]\)?[~.]*o[~.gs]*A?[~.g]*F")  # "5 billion, or 51 percent of total exports"
REACH = 10  # tokens between a verb and its figure
MOVED_ON = frozenset("FBDXC;V")  # the sentence tells of something else since
FLOWS = (Flow.EXPORT, Flow.IMPORT, Flow.TOTAL)


@dataclass(slots=True)
class Deal:
    """Who buys or sells what, with whom, as far as the clause says."""

    flow: Flow | None  # as the agent sees it; None where the verb leaves it open: "accounted for"
    agent: str | None
    partner: str | None = None
    product: tuple[str, str] | None = None  # code and name
    goods: bool = False  # "goods", "products"


def moved(reader: Reader, at: int) -> Subject | None:
    """`Goods worth $5 billion were exported from the US to Spain`: the trade of a figure before its verb."""
    shape, items = reader.shape, reader.items
    verb = PASSIVE.match(shape, at + 1)
    before = WORTH.search(shape, 0, at)
    if verb is None or (before is None and verb.group("goods") is None):
        return None
    what = items[verb.start("goods") if before is None else before.start("goods")]
    flow = Flow(items[verb.start("verb")].value)
    if flow not in ONE_WAY:
        return None
    subject = Subject(flow, what.start)
    said = {"flow", "basis" if what.category == "basis" else "product"}
    if what.category == "basis":
        subject.basis = Basis(what.value)
    else:
        subject.product, subject.product_name = reader.line.goods(what)
    ours = "fy" if flow is Flow.EXPORT else "ty"  # exported from or by, imported into or by
    for index in range(verb.end("verb") + 1, verb.end()):
        if shape[index] == "A":
            link = shape[index - 1] if shape[index - 1] not in "~." else shape[index - 2]
            side = "reporter" if link in ours else "partner"
            setattr(subject, side, items[index].value)
            said.add(side)
    subject.said = frozenset(said)
    reader.consumed.add(verb.start("verb"))
    return subject


def of_trader(figure: Figure) -> Draft | None:
    """`The world's second-largest exporter of goods in 2021, with $1.8 trillion`: the figure is the trader's."""
    ranked = figure.previous
    if ranked is None or not figure.left.endswith("w") or ranked.kind not in RANKS:
        return None
    between = figure.shape[ranked.index : figure.at]
    if ranked.subject.reporter == WORLD or ranked.subject.flow not in ONE_WAY or (
        "E" not in between or not MOVED_ON.isdisjoint(between)
    ):
        return None
    return roles.level_figure(figure.reader, figure.at, figure.letter, ranked.subject)


def of_deal(figure: Figure) -> Draft | None:
    """`India sold the EU goods worth $76 billion`: a verb for buying or selling governs the figure."""
    reader = figure.reader
    taken = dealt(reader, figure.at)
    if taken is None:
        return None
    reader.subject = reader.main = taken
    reader.share = ""
    return roles.level_figure(reader, figure.at, figure.letter, taken)


def dealt(reader: Reader, at: int) -> Subject | None:
    """The trade that the figure at `at` is of, where a verb for buying or selling governs it."""
    if (told := moved(reader, at)) is not None:
        return told
    verb = VERB.search(reader.shape, max(0, at - REACH), at)
    if verb is None:
        return None
    deal = read_deal(reader, verb, at)
    told = next((one for one in (reader.subject, reader.carried)
                 if one is not None and not one.noise and not one.tariff and one.flow in FLOWS), None)
    home = told.reporter if told is not None else None
    other = deal.agent if home is None or deal.agent == home else home
    if deal.agent is None or (told is None and not deal.product and not deal.goods):
        return None
    subject = told.copy() if told is not None else Subject(None, reader.items[verb.start()].start)
    subject.when, subject.siblings, subject.verb, subject.listed = None, (), True, False
    if other != deal.agent and deal.partner in (None, home):
        if deal.flow is None and told is not None and told.flow is None:
            return None
        subject.partner, subject.listed = deal.agent, True  # "Nepal took $7 billion" of the exports told of
        subject.flow = deal.flow.mirror if deal.flow is not None else subject.flow
    elif deal.flow is not None and (deal.product or deal.goods or (told is not None and told.verb)):
        subject.flow, subject.reporter = deal.flow, deal.agent
        subject.partner = deal.partner or (told.partner if told is not None and told.verb else None)
        subject.said |= {"reporter"}
    else:
        return None
    said = subject.said - {"partner"} | {"flow"} | ({"partner"} if subject.partner is not None else set())
    whole = OF_WHOLE.match(reader.shape, at + 1) if deal.flow is None else None
    if whole is not None and (all_of := reader.phrase(whole.end() - 1)).flow is subject.flow:
        subject.product, subject.product_name, subject.basis = all_of.product, all_of.product_name, all_of.basis
        said = said - {"product", "basis"} | (all_of.said & {"product", "basis"})
    if deal.product is not None:
        subject.product, subject.product_name = deal.product
        said |= {"product"}
    if deal.goods and subject.basis is None:
        subject.basis = Basis.GOODS
        said |= {"basis"}
    subject.said = frozenset(said)
    return subject


def read_deal(reader: Reader, verb: re.Match[str], at: int) -> Deal:
    """The clause around the verb: its agent, what is dealt in, and the other side."""
    shape, items = reader.shape, reader.items
    value = items[verb.start()].value
    deal = Deal(Flow(value) if value in ("export", "import") else None, reader.agent)
    told = reader.subject
    if (before := AGENT.search(shape, 0, verb.start())) is not None:
        deal.agent = items[before.start()].value
    elif told is not None and told.verb and (deal.agent is None or shape[verb.start() - 1] == "n"):
        deal.agent = told.partner if told.listed else told.reporter  # "... and bought"
    behind = OBJECT.match(shape, at + 1)
    for first, last in (verb.span("object"), behind.span() if behind is not None else (0, 0)):
        for index in range(first, last):
            token = items[index]
            if shape[index] == "A" and token.value != deal.agent:
                deal.partner = token.value  # "sold the EU goods", "tonnes of U.S. soybeans"
            elif shape[index] == "P" and deal.product is None:
                deal.product = reader.line.goods(token)
            deal.goods = deal.goods or shape[index] == "G"
    side = OTHER_SIDE.match(shape, at + 1)
    if side is not None and items[side.start("partner")].value != deal.agent:
        deal.partner = items[side.start("partner")].value
    return deal
