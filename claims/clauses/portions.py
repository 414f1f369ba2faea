"""Portions of what is bought and sold: `60 percent of all exported copper`, `buys half its wheat from Russia`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.claim import Kind
from claims.clauses import shares
from claims.clauses.around import Figure
from claims.clauses.draft import SILENT, Draft, Silent
from claims.clauses.subject import Subject, portion
from claims.pattern import pattern
from sources.terms.key import ONE_WAY, Basis, Flow

if TYPE_CHECKING:
    from claims.clauses.reader import Reader

OF_WHAT = pattern(
    r"o[gQ~.]*(?P<goods>[GP]?)Q?[.~]*(?P<who>A)[.~]*(?P<verb>[VS])(?:f[.~]*(?P<side>A))?(?:i?(?P<when>W))?"
)
TRADED = pattern(r"o[~.gs]*(?:(?P<made>V)(?P<ware>P)|(?P<goods>P)(?P<done>V))(?:(?P<way>[ft])[~.]*(?P<side>A))?")
BUYS = pattern(r"(?P<who>A)[~.]*(?P<verb>[FSOV])[~.um]*$")
OF_OWN = pattern(r"o[~.]*(?P<own>[sA])[~.]*(?P<goods>P)(?P<way>[ft])[~.]*(?P<side>A)")
OF_THOSE = pattern(r"oQ[.~]*[tf][.~]*A")
FREED = pattern(r"o[~.g]*(?:f[~.]*|V[~.]*)?(?P<whose>A)(?![~.]*F)")  # "of all products from Chad", "of Malian goods"


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
    whole = shares.traded_by(reader, told.start("who"), verb)
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
    told = TRADED.match(figure.shape, figure.at + 1)
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
