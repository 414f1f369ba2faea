"""Portions of what is bought and sold, used and made: `60 percent of all exported copper`, `imports 70% of its oil`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claims.claim import Kind
from claims.clauses import shares
from claims.clauses.around import Figure
from claims.clauses.draft import SILENT, TRADED, Draft, Silent
from claims.clauses.selling import SALES
from claims.clauses.subject import Subject, portion
from claims.language import language
from claims.pattern import pattern
from sources.terms.key import ONE_WAY, Basis, Flow

if TYPE_CHECKING:
    from claims.clauses.reader import Reader

OF_WHAT = pattern(
    r"o[gQ~.]*(?P<goods>[GP]?)Q?[.~]*(?P<who>A)[.~]*(?P<verb>[VS])(?:f[.~]*(?P<side>A))?(?:i?(?P<when>W))?"
)
OF_TRADED = pattern(r"o[~.gs]*(?:(?P<made>V)(?P<ware>P)|(?P<goods>P)(?P<done>V))(?:(?P<way>[ft])[~.]*(?P<side>A))?")
BUYS = pattern(r"(?P<who>A)[~.]*(?P<verb>[FSOV])[~.um]*$")
OF_OWN = pattern(r"o[~.]*(?P<own>[sA])[~.]*(?P<goods>P)(?P<way>[ft])[~.]*(?P<side>A)")
OF_THOSE = pattern(r"oQ[.~]*[tf][.~]*A")
FREED = pattern(r"o[~.g]*(?:f[~.]*|V[~.]*)?(?P<whose>A)(?![~.]*F)")  # "of all products from Chad", "of Malian goods"
# "of its total oil consumption", "of U.S. consumption", "of its gas", "of the output", "of China's steel production"
WHOLE = pattern(r"o[~.g]*(?P<own>[sA])?[~.g]*(?P<goods>P(?![~.P]*[FBDGK]))?[~.]*(?P<what>X)?")
DOES = pattern(r"(?P<who>[As])[~.]*(?P<verb>[FVSO])[~.um]*$")
AGAIN = pattern(r"%o[s~.]*P[,n]+[~.um]*$")  # "97 percent of its gas and 98 percent of its oil"
DONE = pattern(r"[~.]*[LM][LM~.]*(?P<verb>V)")  # "is exported"
TRADE = pattern(r"F(?:[iW~.]*[LSMUt][LSMUta~.um]*|[~.]*i[~.um]*)$")  # "imports account for", "depends on imports for"
THROUGH = pattern(r"[~.]*F")  # "meets 60 percent of its demand through imports"
SIDE = pattern(r"(?P<way>[tf])[~.]*(?P<side>A)")
BESIDE = pattern(r"(?:o[~.gA]*P?)?(?:[tf][~.]*A)?[,r(]+[~.um]*")  # "200,000 tonnes from China, 95 percent of"


def taken(reader: Reader, at: int, whole: Subject, taker: str | None) -> Draft | None:
    """The share that the figure at `at` is of `whole`: of what the country took, or of an unknown part."""
    told, reader.part = reader.part, portion(reader.items[at].start, taker) if taker is not None else None
    draft = shares.share_of(reader, at, whole)
    reader.part = told
    return draft


def of_what(figure: Figure) -> Draft | None:
    """`Chad supplied 12% of what Togo imported`, `20% of the goods that Togo imported from Chad were phones`."""
    reader = figure.reader
    told = OF_WHAT.match(figure.shape, figure.at + 1)
    if told is None or not (told["goods"] or reader.line.wording("all-that").match(
        reader.line.text, reader.items[figure.at + 1].end
    )):
        return None
    verb = told.start("verb")
    if reader.items[verb].value not in (Flow.EXPORT, Flow.IMPORT):
        return None
    whole = Subject(Flow(reader.items[verb].value), reader.items[verb].start)
    whole.by(reader.items[told.start("who")].value)
    whole.when = reader.items[told.start("when")] if told["when"] else None
    if told["goods"] == "P":
        whole.of_goods(*reader.line.goods(reader.items[told.start("goods")]))
    elif told["goods"]:
        whole.basis, whole.said = Basis.GOODS, whole.said | {"basis"}
    if told["side"]:
        whole.with_(reader.items[told.start("side")].value)
    reader.consumed.add(verb)
    reader.subject = reader.main = None
    return shares.share_of(reader, figure.at, whole)


def of_traded(figure: Figure) -> Draft | None:
    """`60 percent of all exported copper went to China`, `95 percent of the logs exported from Chile`."""
    reader, items = figure.reader, figure.reader.items
    told = OF_TRADED.match(figure.shape, figure.at + 1)
    current = reader.subject or reader.main or reader.trade
    if told is None or not (reader.trading or current is not None or told["side"]):
        return None
    if figure.letter == "*" and figure.item.value >= 1:
        return None  # "twice the value of the wine exported to Oman"
    verb, ware = max(told.start("made"), told.start("done")), max(told.start("ware"), told.start("goods"))
    if items[verb].value not in ONE_WAY:
        return None
    whole = Subject(Flow(items[verb].value), items[verb].start)
    whole.of_goods(*reader.line.goods(items[ware]))
    if told["side"] and (told["way"] == "f") == (whole.flow is Flow.EXPORT):
        whole.by(items[told.start("side")].value)
    elif current is not None and current.flow is whole.flow:
        whole.reporter = current.reporter
    if told["side"] and "reporter" not in whole.said:
        whole.with_(items[told.start("side")].value)
    reader.consumed.add(verb)
    return taken(reader, figure.at, whole, shares.taker(reader, told.end() - 1))


def of_own(figure: Figure) -> Draft | None:
    """`Egypt buys 60 percent of its wheat from Russia`, `Chile sells 40 percent of its copper to China`."""
    reader, items = figure.reader, figure.reader.items
    told, verb = OF_OWN.match(figure.shape, figure.at + 1), BUYS.search(figure.shape, 0, figure.at)
    if told is None or verb is None:
        return None
    flow = Flow.IMPORT if told["way"] == "f" else Flow.EXPORT
    who, side = items[verb.start("who")].value, items[told.start("side")].value
    if items[verb.start("verb")].value != flow or side == who or (
        told["own"] == "A" and items[told.start("own")].value != who
    ):
        return None
    whole = Subject(flow, items[told.start("own")].start)
    whole.by(who)
    whole.of_goods(*reader.line.goods(items[told.start("goods")]))
    reader.consumed.add(told.start("side"))
    reader.subject = reader.main = whole
    return taken(reader, figure.at, whole, side)


def half_the(figure: Figure) -> Draft | None:
    """`Buys almost half the island's exports`: of all of them, with no `of`."""
    reader = figure.reader
    known = reader.agent or reader.partners or (reader.subject is not None and not reader.subject.noise)
    if figure.item.value >= 1 or not known or not figure.left.endswith(("S", "O", "V")):
        return None
    head = reader.head_after(figure.after)
    if head is None or figure.shape[head] != "F":
        return None
    return shares.share_of(reader, figure.at, reader.phrase(head))


def of_those(figure: Figure) -> Silent | None:
    """`Imports from Mali were a quarter of those from Chad`: of other trade than all that is told."""
    return SILENT if OF_THOSE.match(figure.shape, figure.at + 1) is not None else None


def freed(figure: Figure) -> Draft | None:
    """`Chad will lift tariffs on 91 percent of Malian goods`: the part of what Mali sells to Chad."""
    told = figure.reader.subject
    goods = FREED.match(figure.shape, figure.at + 1) if told is not None and told.tariff else None
    if told is None or goods is None or not figure.left.endswith("Ti"):
        return None
    whole = Subject(Flow.EXPORT, figure.item.start)
    whole.by(figure.reader.items[goods.start("whose")].value)
    whole.with_(told.reporter)
    draft = figure.draft(Kind.SHARE, whole)
    draft.part = portion(figure.item.start, product=shares.UNSTATED)
    return draft


# --- of all that a country uses, or makes


def of_all_used(figure: Figure) -> Draft | None:
    """`India imports 70% of its oil`, `90% of Irish beef is exported`, `imports were a third of consumption`."""
    reader, whole = figure.reader, WHOLE.match(figure.shape, figure.at + 1)
    if whole is None or (figure.letter == "*" and figure.item.value >= 1):
        return None
    what = reader.line.words(whole.start("what")).replace(" ", "-") if whole["what"] else ""
    traits = language(reader.line.language)
    if what not in traits.makes | traits.uses | traits.incomes and (what or not whole["goods"]):
        return None
    for told in (by_a_country, passively, by_trade):
        trade = told(figure, whole, bool(what))
        if trade is not None and not (trade.flow is Flow.EXPORT and what in traits.uses):
            break
    else:
        return None
    if whole["goods"] and trade.product != reader.items[whole.start("goods")].value:
        trade.of_goods(*reader.line.goods(reader.items[whole.start("goods")]))
    reader.subject = reader.main = trade
    return part_or_ratio(figure, trade)


def part_or_ratio(figure: Figure, trade: Subject) -> Draft:
    """What went to one country is its share; what went to all is held against what is no trade."""
    draft = figure.draft(Kind.SHARE if "partner" in trade.said else Kind.RATIO, trade)
    if draft.kind is Kind.SHARE:
        draft.part = portion(figure.item.start, product=shares.UNSTATED)
    return draft


def by_a_country(figure: Figure, whole: re.Match[str], said: bool) -> Subject | None:
    """`India imports 70% of its oil consumption`, `exports 60% of its gas to Chad`, `... and 98% of its coal`."""
    reader, shape, at = figure.reader, figure.shape, figure.at
    previous = figure.previous
    if previous is not None and previous.kind is Kind.RATIO and AGAIN.search(shape, previous.index, at):
        return previous.subject.copy()
    verb = DOES.search(shape, 0, at)
    flow = SALES.get(reader.items[verb.start("verb")].value) if verb is not None else None
    if verb is None or flow is None or whole["own"] != "s":
        return None
    who = reader.items[verb.start("who")]
    gap = reader.line.text[who.end : reader.items[verb.start("verb")].start]
    if any(word[:1].isupper() or word.startswith(("'", "’")) for word in gap.split()):
        return None  # "India's Sprockets exports 40 percent of its output"
    return with_side(reader, traded(reader, flow, who.value if who.category != "same" else None, at), whole.end())


def passively(figure: Figure, whole: re.Match[str], said: bool) -> Subject | None:
    """`90 per cent of Irish beef is exported`."""
    reader = figure.reader
    done = DONE.match(figure.shape, whole.end())
    flow = SALES.get(reader.items[done.start("verb")].value) if done is not None else None
    if done is None or flow is None or not (
        reader.trading or whole["own"] == "A" or (whole["own"] == "s" and reader.agent is not None)
    ):
        return None
    reader.consumed.add(done.start("verb"))
    owner = reader.items[whole.start("own")].value if whole["own"] == "A" else reader.agent if whole["own"] else None
    return with_side(reader, traded(reader, flow, owner, figure.at), done.end())


def by_trade(figure: Figure, whole: re.Match[str], said: bool) -> Subject | None:
    """`Imports account for 33 percent of U.S. consumption`, `exports rose to 20 percent of output`."""
    reader = figure.reader
    before = TRADE.search(figure.shape, 0, figure.at) if said else None
    behind = THROUGH.match(figure.shape, whole.end()) if said else None
    head = before.start() if before is not None else behind.end() - 1 if behind is not None else -1
    if head < 0:
        return None
    trade = reader.phrase(head).copy()
    if trade.noise or trade.flow not in ONE_WAY or trade.growth:
        return None
    if whole["own"] == "A" and "reporter" not in trade.said:
        trade.by(reader.items[whole.start("own")].value)
    elif "reporter" not in trade.said and reader.agent is not None:
        trade.by(reader.agent)
    return trade


def traded(reader: Reader, flow: Flow, who: str | None, at: int) -> Subject:
    """The trade of this country, or of the one that the text tells of."""
    trade = Subject(flow, reader.items[at].start)
    told = reader.subject or reader.carried
    if who is not None:
        trade.by(who)
    elif told is not None and not told.noise:
        trade.reporter, trade.product, trade.product_name = told.reporter, told.product, told.product_name
    return trade


def with_side(reader: Reader, trade: Subject, at: int) -> Subject:
    """... with the country that is named behind it: `to Chad`, `from Mali`."""
    side = SIDE.match(reader.shape, at)
    if side is not None and (side["way"] == "t") == (trade.flow is Flow.EXPORT):
        trade.with_(reader.items[side.start("side")].value)
        reader.consumed.add(side.start("side"))
    return trade


def part_of_all_used(figure: Figure) -> Draft | None:
    """`Imported 160,000 tonnes from China, 95 percent of its total consumption`: of what the sum before is of."""
    previous, reader = figure.previous, figure.reader
    whole = WHOLE.match(figure.shape, figure.at + 1)
    if previous is None or whole is None or not whole["what"] or previous.kind not in TRADED or (
        BESIDE.fullmatch(figure.shape, previous.index + 1, figure.at) is None
    ):
        return None
    what, traits = reader.line.words(whole.start("what")).replace(" ", "-"), language(reader.line.language)
    if what not in traits.makes and what not in traits.uses:
        return None
    return part_or_ratio(figure, previous.subject)
