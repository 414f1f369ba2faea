"""Verbs for buying and selling: `India sold the EU goods worth $76 billion and bought $61 billion`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from claims.claim import Kind, Modality
from claims.clauses import roles, selling
from claims.clauses.around import Figure
from claims.clauses.draft import RANKS, Draft
from claims.clauses.sides import together
from claims.clauses.subject import Subject
from claims.language import language
from claims.pattern import pattern
from sources.terms.key import ALL_PRODUCTS, ONE_WAY, WORLD, Basis, Flow

if TYPE_CHECKING:
    from claims.clauses.reader import Reader

# "bought from Chile goods worth", "supplied Chile with", "sold between", "booked a record total of"
VERB = pattern(r"[SO](?P<object>(?:[ft][~.]*A|(?<=S)A[~.]*w)?[AsGP~.gunhte]*)[Lmyax~.]*(?:J?[~.]*g[~.]*o[~.]*)?$")
NOUNS = ("Xo", "Oo", "Xoo", "Ooo", "Oi", "Xi", "OyAi")  # "a purchase of", "a total of", "sales for"
BY = pattern(r"O[~.]*y[~.]*(?P<who>A)[~.]*i")  # "a tender by Jordan for"
AGENT = pattern(r"(?P<who>A)[~.]*[EXK]?[~.]*[LM~.,]*$")
OBJECT = pattern(r"L?[~.]*(?:o[~.gsAGPn^]*|i[~.gsA]*[GP]|A?[~.^]*P)")  # "of U.S. soybeans", "in tea", "French wheat"
AT_HOME = pattern(r"[LGPogn~.^]{0,8}f[~.]*(?![~.AhKzs])")  # "bought wheat from farmers"
OTHER_SIDE = pattern(r"[AGPLWiogsn~.^]{0,8}[tf][~.]*(?:[KE][~.]*i[~.]*)?(?P<partner>A)")  # "to buyers in Chad"
OF_WHOLE = pattern(r"[r,~.]*\(?[%*]\)?[~.]*o[~.gs]*A?[~.g]*F")  # "5 billion, or 51 percent of total exports"
MORE = pattern(r"u[~.]*(?:[io][~.]*[GP])?(?:[tf][~.]*A)?m[~.Qs]*[SOV]")
OWNED = pattern("['’]s? ")
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
    goods: bool = False  # "goods"
    wanted: bool = False  # "a tender for": not yet bought
    any: bool = False  # "products": of whatever kind


def of_trader(figure: Figure) -> Draft | None:
    """`The world's second-largest exporter of goods in 2021, ($1.8 trillion)`: the figure is the trader's."""
    ranked = figure.previous
    if ranked is None or not figure.left.endswith(("w", "(")) or ranked.kind not in RANKS:
        return None
    between = figure.shape[ranked.index : figure.at]
    if ranked.subject.reporter == WORLD or ranked.subject.flow not in ONE_WAY or (
        "E" not in between or not MOVED_ON.isdisjoint(between)
    ):
        return None
    return roles.level_figure(figure.reader, figure.at, figure.letter, ranked.subject)


def of_goods(figure: Figure) -> Draft | None:
    """`Goods worth $5 billion were exported from the US to Spain`: a figure before its verb."""
    trade = selling.goods_before(figure.reader, figure.at)
    return sum_of(figure, trade) if trade is not None else None


def of_deal(figure: Figure) -> Draft | None:
    """`India sold the EU goods worth $76 billion`: a verb for buying or selling governs the figure."""
    reader = figure.reader
    at = figure.at
    verb = VERB.search(figure.shape, max(0, at - REACH), at)
    governs = verb.start() if verb is not None else noun_of(figure) if figure.left.endswith(NOUNS) else -1
    if governs < 0:
        return None
    deal = read_deal(reader, governs, verb.span("object") if verb is not None else (at, at), at)
    contract = reader.items[governs].value
    if contract in selling.ABROAD and deal.partner is None:
        return None
    if (taken := dealt(reader, at, deal, verb is None)) is None:
        return None
    more = MORE.match(figure.shape, at + 1)
    if more is not None and taken.flow is not None and reader.items[more.end() - 1].value == taken.flow.mirror:
        taken = roles.lead(taken, reader.items[at + 1].value == "up")
        reader.consumed.add(more.end() - 1)
    draft = sum_of(figure, taken)
    if contract in selling.WANTED or (draft.kind is Kind.LEVEL and contract in selling.CONTRACTED):
        draft.modality = Modality.TARGET  # no year's trade
    return draft


def sum_of(figure: Figure, trade: Subject) -> Draft:
    """The figure as what `trade` comes to, which the sentence is about from here on."""
    reader = figure.reader
    reader.subject, reader.main, reader.share = trade, trade, ""
    return roles.level_figure(reader, figure.at, figure.letter, trade)


def noun_of(figure: Figure) -> int:
    """Where the noun for buying or selling stands that the figure hangs on: `the purchase of`; -1 where none does."""
    at = max(figure.shape.rfind(letter, 0, figure.at) for letter in "XO")
    return at if figure.reader.items[at].value in selling.SALES else -1


def dealt(reader: Reader, at: int, deal: Deal, noun: bool) -> Subject | None:
    """The trade that the figure at `at` is of in this deal."""
    told = next((one for one in (reader.subject, reader.partners, reader.carried)
                 if one is not None and not one.noise and not one.tariff and one.flow in FLOWS), None)
    apart = told is reader.carried and deal.goods and selling.told_apart(reader, deal.agent)
    if apart:
        told = None
    home = told.reporter if told is not None else None
    if told is not None and home is None and told.partner == deal.agent and "K" in reader.shape[:at] and reader.trade:
        home = reader.trade.reporter  # "Germany, the second-largest buyer, took": of the exports told of
    if home is None and deal.flow is None and reader.trade is not None:
        home = reader.trade.reporter  # "In foreign trade, Germany accounted for": in that of the country told of
    again = told is not None and told.flow is deal.flow and told.product != ALL_PRODUCTS and reader.shape[at] == "#"
    again = again and deal.agent in (None, home)
    if noun and again:
        deal.agent = home  # "rice exports fell; sales of 5,000 tonnes were concluded"
    other = deal.agent if home is None or deal.agent == home else home
    if deal.agent is None or (told is None and not (deal.product or deal.goods or deal.any)):
        return None
    if noun and not again and (deal.product is None or (deal.partner is None and not deal.wanted)):
        return None
    if deal.flow is Flow.IMPORT and deal.partner is None and AT_HOME.match(reader.shape, at + 1) is not None:
        return None
    subject = told.copy() if told is not None else Subject(None, reader.items[at].start)
    subject.when, subject.siblings, subject.verb, subject.listed = None, (), True, False
    subject.whole = subject.whole or apart
    if other != deal.agent and deal.partner in (None, home) and not deal.wanted:
        if deal.flow is None and told is not None and told.flow is None:
            return None
        subject.partner, subject.listed = deal.agent, True  # "Nepal took $7 billion" of the exports told of
        subject.flow = deal.flow.mirror if deal.flow is not None else subject.flow
    elif deal.flow is not None and (deal.product or deal.goods or deal.any or (told is not None and (told.verb or (
            told.flow is deal.flow and deal.partner is not None)))):
        subject.flow, subject.reporter = deal.flow, deal.agent
        before = told.partner if told is not None and told.verb and not deal.wanted else None
        subject.partner = deal.partner or before
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


def read_deal(reader: Reader, verb: int, before: tuple[int, int], at: int) -> Deal:
    """The clause around the verb or noun: its agent, what is dealt in, and the other side."""
    shape, items = reader.shape, reader.items
    value = items[verb].value
    deal = Deal(selling.SALES.get(value), reader.agent, wanted=value in selling.WANTED)
    told = reader.subject
    doer = BY.match(shape, verb) or AGENT.search(shape, 0, verb)
    if doer is not None and "K" in doer[0] and OWNED.match(reader.line.text, items[doer.start("who")].end):
        doer = None  # "Chad's partners bought"
    both = selling.TRADERS.search(shape, 0, verb) if deal.flow is Flow.TOTAL else None
    if both is not None:
        deal.agent, deal.partner = (items[both.start(name)].value for name in ("one", "other"))
    elif doer is not None:
        deal.agent = items[doer.start("who")].value
    elif told is not None and told.verb and (deal.agent is None or shape[verb - 1] == "n"):
        deal.agent = told.partner if told.listed else told.reporter  # "... and bought"
    at += shape.startswith("u", at + 1)  # "bought $5 billion more in goods from Chad than it sold there"
    behind = OBJECT.match(shape, at + 1)
    for first, last in (before, behind.span() if behind is not None else (0, 0)):
        for index in range(first, last):
            token = items[index]
            if shape[index] == "A" and token.value != deal.agent:
                deal.partner = together(reader.line, index)  # "sold Peru and Chad goods", "tonnes of U.S. soybeans"
            elif shape[index] == "A" and doer is None and reader.carried is not None:
                deal.agent, deal.partner = reader.carried.reporter, token.value  # "a team agreed to buy U.S. goods"
            elif shape[index] == "P" and deal.product is None:
                deal.product = reader.line.goods(token)
            deal.goods = deal.goods or shape[index] == "G"
            deal.any = deal.any or (shape[index] == "A" and names_goods(reader, index))
    side = OTHER_SIDE.match(shape, at + 1)
    if side is not None and items[side.start("partner")].value != deal.agent:
        if deal.agent is None and deal.flow is Flow.EXPORT:
            deal.agent = deal.partner  # "sales of 5,000 tonnes of U.S. wheat to Chad"
        deal.partner = items[side.start("partner")].value
    return deal


def names_goods(reader: Reader, at: int) -> bool:
    """Whether a word for any goods stands behind the country at `at`: `U.S. products`."""
    line = reader.line
    word = line.text[reader.items[at].end : line.end].split(maxsplit=1)[:1]
    return bool(word) and word[0].strip(".,;:") in language(line.language).kinds
