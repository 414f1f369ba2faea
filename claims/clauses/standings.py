"""Places among partners and traders: `X is Y's largest trading partner`, `Brazil is the largest exporter of coffee`.

A place is read from its owner (whose partner), over what it is a place in, to the country that has it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.claim import Hedge
from claims.clauses import holders
from claims.clauses.called import ware_of
from claims.clauses.markets import headline_partner, is_country_s, of_trade
from claims.clauses.neutral import may_be_goods
from claims.clauses.phrase import told_by
from claims.clauses.sides import all_listed, is_group
from claims.clauses.subject import Subject, code_for
from claims.language import language
from claims.pattern import pattern
from claims.scanning.token import Amount
from sources.terms.key import WORLD, Basis, Flow

if TYPE_CHECKING:
    from collections.abc import Callable

    from claims.clauses.reader import Reader

TOLD = pattern(r"[~.iW,]*s(?=[~.LW]*h?[J^])")  # the country that the text tells of
OWNS = pattern("['’]s? ")
WITH_ITS = pattern(r"A[~.]*[BDF][wtf][~.]*s$")
# "... trading partner in 2024 was China", "suppliers include Chad (5 percent)"
NAMED = pattern(r"[iWQ.~]*L[.~L]*A(?![BDFGHKPJV^])|(?:i?W)?A(?=[a(w,-]?[$%#])")
NEGATED = 40  # characters from "no longer" to the rank
HOLDS = pattern(r"(?P<owner>A)[~.]*L?[~.]*(?P<who>A)[~.]*C$")
FOR_OTHERS = pattern(r"[io][~.]*A?[~.]*X")
NOT_GOODS = frozenset(("people", "capital"))
SOLD_IN = pattern(r"O[^;C]*A,[~.]*$")
OF_TRADE = pattern(r"[oi](?P<owner>A)[.~g]*(?P<goods>P?)[FG]")  # "source of American imports"
BRACKET = pattern(r"\((A(?:[,n]A)*)")
JOINED_PLACE = pattern("[tf]An")
GOES_ON = pattern(r"[of].|i[AP]|tA")
BESIDE = pattern(r"(?:iW|W)?[,L-]A")
TWO = pattern(r"[iW,~.]*AnA[~.]*[LU]")
OPENED_IN = pattern(r"iA,A[.~]*[LU]")
IT = pattern(r"Q[~.]*L[~.L]*$|^Q")
ON_SIDE = pattern(r"[~.]*iF,A[~.]*[LU][~.]*")  # "On the import side, Chad was the top source with 5 billion"
ARTICLES = ("", "the")
OWNED = pattern(r"(?P<name>(?:[a-z][a-z-]+ ){1,3})(?:industry|sector)['’]s $")  # "tea industry's largest market"


class Standing:
    """A rank and the noun it ranks, with whose partner and who that is as far as they have been read."""

    __slots__ = ("after", "agent", "at", "before", "noun", "owned", "owner", "partner", "reader", "said", "subject")

    def __init__(self, reader: Reader, at: int, noun: int) -> None:
        self.reader, self.at, self.noun = reader, at, noun  # where the rank stands, and the noun
        self.before = reader.before(at)
        self.after = noun + 1
        self.subject = Subject(Flow(reader.items[noun].value), reader.items[noun].start)
        self.said = {"flow"}
        self.owner: str | None = None
        self.owned = False  # "Egypt's largest importer"
        self.partner: str | None = None
        self.agent: str | None = None  # who has the place
        if self.subject.flow is Flow.TOTAL:
            words = reader.line.words(noun)
            self.subject.basis = told_by(words, reader.line.language)[2]  # "its largest goods trade partner"

    @property
    def is_partner(self) -> bool:
        """A partner or market, not an exporter."""
        return self.reader.shape[self.noun] == "K"

    def of(self, at: int) -> None:
        self.subject.product, self.subject.product_name = self.reader.line.goods(self.reader.items[at])
        self.said.add("product")

    def between(self, reporter: str | None, partner: str | None) -> Subject:
        """The trade of the two."""
        self.subject.reporter, self.subject.partner = reporter, partner
        self.said |= {name for name, side in (("reporter", reporter), ("partner", partner)) if side is not None}
        return self.subject


def standing(reader: Reader, at: int, noun: int) -> Subject | None:
    """The trade that the place at `at` of the noun at `noun` is a place in; None where it is nobody's, or no trade."""
    if holders.belongs(reader.line, reader.items[at].start) or dismissed(reader, at, noun):
        return None
    told = placed(reader, at, noun)
    return None if is_one_of(reader, at, noun) else told


def placed(reader: Reader, at: int, noun: int) -> Subject | None:
    """The trade of the one who has the place and the one who gives it: also where it is one of several places."""
    told = Standing(reader, at, noun)
    if not OWNERS.get(reader.shape[told.before] if told.before >= 0 else "", nobody)(told):
        return None
    what(told)
    in_terms(told)
    behind(told)
    whose_trade(told)
    who(told)
    subject = partner_of(told) if told.is_partner else trader(told)
    if subject is not None:
        subject.said = frozenset(told.said)
    return subject


def dismissed(reader: Reader, at: int, noun: int) -> bool:
    """`No longer Germany's largest partner`, `the largest display market`, a firm that `sold in China, its largest`."""
    line, start = reader.line, reader.items[at].start
    if line.wording("no-longer").search(line.text, max(line.start, start - NEGATED), start):
        return True
    if reader.shape[at - 1 : at] == "s" and reader.agent is None and SOLD_IN.search(reader.shape, 0, at - 1):
        return True
    others = FOR_OTHERS.match(reader.shape, noun + 1)
    if others is not None and reader.items[others.end() - 1].value in NOT_GOODS:
        return True  # "the second-largest destination for Indian migrants"
    return reader.shape[noun] == "K" and not (of_trade(reader, noun) and is_country_s(reader, at, noun))


def is_one_of(reader: Reader, at: int, noun: int) -> bool:
    """`Among the main partners`, `one of Oman's largest markets`: no place, though the two may be told of next."""
    line, words = reader.line, language(reader.line.language)
    return (
        reader.shape[noun] == "K"
        and reader.shape[at] == "J"
        and reader.items[at].value != "list"
        and not words.several.isdisjoint(line.words(noun).split())
        and words.foremost.isdisjoint(line.words(at).split())
    )


# --- whose


def nobody(told: Standing) -> bool:
    """`In Togo, Chad was the largest supplier`: of Togo's imports, where a country opens the sentence."""
    if told.is_partner and OPENED_IN.match(told.reader.shape) is not None:
        told.owner = told.reader.items[1].value
    return True


def of_country(told: Standing) -> bool:
    """`Japan's largest market`; `Africa remains the largest market` has its owner elsewhere."""
    reader, token = told.reader, told.reader.items[told.before]
    if headline_partner(reader, told.before, told.at, told.noun):
        told.before, told.subject.listed = told.at - 1, True
    elif has_owner_behind(told):
        told.before = told.at - 1
    elif reader.items[told.at].value != "list" and "x" not in reader.shape[told.at : told.noun]:
        as_something = reader.line.wording("as-something").match(reader.line.text, token.end)
        told.owner = None if as_something else token.value
        told.owned = OWNS.match(reader.line.text, token.end) is not None
        told.before -= 1
    return True


def has_owner_behind(told: Standing) -> bool:
    """`Oman and Chad top markets for Peruvian tea`: not Chad's markets."""
    reader, token = told.reader, told.reader.items[told.before]
    whose = OF_TRADE.match(reader.shape, told.noun + 1) if told.is_partner else None
    if whose is None or OWNS.match(reader.line.text, token.end):
        return False
    return bool(reader.items[whose.start("owner")].value != token.value)


def of_its(told: Standing) -> bool:
    """`Its largest market`; of `Peru's surplus with its largest partner` the one named behind it, or told of last."""
    reader = told.reader
    told.subject.pair = True
    had = WITH_ITS.search(reader.shape, 0, told.before + 1)
    told.before -= 1
    if had is None and (told.before < 0 or reader.shape[told.before] not in "wtf"):
        return True
    told.partner = named_beside(told)  # "trade grew by 5 percent with its main partner, Chad"
    if had is not None:
        told.owner = reader.items[had.start()].value
        told.partner = told.partner or next((name for name in reversed(reader.told) if name != told.owner), None)
    current = reader.subject
    if current is not None and not current.noise and told.partner is not None and (
            "partner" not in current.said if had is None else current.reporter == told.owner):
        current.partner, current.said = told.partner, current.said | {"partner"}
    return True


def of_world(told: Standing) -> bool:
    """`The world's largest exporter`; the world's third-largest market is nobody's."""
    told.before -= 1
    return not told.is_partner


def of_holder(told: Standing) -> bool:
    """`Peru has China as its top market`, `counts China as its largest partner`: Peru's."""
    held = HOLDS.search(told.reader.shape, 0, told.before + 1)
    if held is None or not told.reader.line.words(told.before).endswith("its"):
        return nobody(told)
    told.owner, told.before = told.reader.items[held.start("owner")].value, held.start("who")
    return True


OWNERS: dict[str, Callable[[Standing], bool]] = {"A": of_country, "s": of_its, "h": of_world, "C": of_holder}


# --- in what


def what(told: Standing) -> None:
    """`Its largest Asian market`, `the largest tea exporter`, `the largest exporter of services`, `exporter: tea`."""
    shape, items, line = told.reader.shape, told.reader.items, told.reader.line
    if (owned := OWNED.search(line.text, line.start, items[told.at].start)) is not None and (
            may_be_goods(name := owned["name"].split()[-1], line.language)):
        told.subject.of_goods(ware_of(owned["name"], line.language)[0] or code_for(name), name)
        told.said.add("product")
    for index in range(told.at + 1, told.noun):
        if shape[index] == "P":
            told.of(index)
        elif shape[index] == "A" and told.owner is None and told.is_partner and not is_group(items[index].value):
            told.owner = items[index].value  # "the largest EU market for Chad" is Chad's
    if (kind := shape.find("G", told.at + 1, told.after + 1)) > 0:
        told.subject.basis = Basis(items[kind].value)
        told.said.add("basis")
    goods = told.after + shape.startswith("AP", told.after)  # "the largest importer of Kenyan tea"
    if not told.is_partner and shape.startswith("P", goods):
        told.of(goods)


def behind(told: Standing) -> None:
    """`Its top markets (Chad, Togo and Mali)`, `market for Australian wine`, `supplier of rice from Vietnam`."""
    shape, items = told.reader.shape, told.reader.items
    if (bracket := BRACKET.match(shape, told.after)) is not None:
        told.partner = "+".join(items[at].value for at in range(*bracket.span(1)) if shape[at] == "A")
    while GOES_ON.match(shape, told.after) is not None:
        at = told.after + 1
        if shape[at] == "A":
            if told.is_partner and told.owner is None:
                told.owner = items[at].value
            elif shape[told.after] == "f" or not told.is_partner:
                told.partner = items[at].value
            at += shape[at + 1 : at + 2] == "P"
        if shape[at] == "P":
            told.of(at)
        told.after = at + 1


def in_terms(told: Standing) -> None:
    """`Its largest trading partner in terms of exports`, `for imports`."""
    reader, end = told.reader, told.reader.items[told.noun].end
    flow = reader.shape.find("F", told.after, told.after + 3) if told.subject.flow is Flow.TOTAL else -1
    if flow >= 0 and reader.line.wording("in-terms-of").fullmatch(reader.line.text, end, reader.items[flow].start):
        told.subject.flow, told.after = Flow(reader.items[flow].value), flow + 1
        reader.consumed.add(flow)


def whose_trade(told: Standing) -> None:
    """`The largest source of American oil imports`, `of India's exports`."""
    reader = told.reader
    whose = OF_TRADE.match(reader.shape, told.noun + 1) if told.is_partner else None
    if whose is None or told.owner not in (None, reader.items[whose.start("owner")].value):
        return
    told.owner, told.after = reader.items[whose.start("owner")].value, whose.end()
    if whose["goods"]:
        told.of(whose.start("goods"))
    flow = told.after - 1
    if reader.shape[flow] == "F":
        reader.consumed.add(flow)
        if told.subject.flow is Flow.TOTAL:
            told.subject.flow = Flow(reader.items[flow].value)  # "the main partner country for Turkey's exports"
    if "G" in whose.group() or reader.phrase(flow).basis is Basis.GOODS:
        told.subject.basis = Basis.GOODS
        told.said.add("basis")


# --- who


def who(told: Standing) -> None:
    """The country that has the place, or several: `the top three were Oman, Chad and Mali`."""
    rank = told.reader.items[told.at]
    told.agent = named_after(told) or named_before(told) or named_beside(told)
    words = told.reader.line.words(told.noun).partition(" of")[0]
    # "The UAE and Oman are its top markets", but not "source of imports"; "Chad and Togo remained its top market".
    several = words.endswith("s") or TWO.match(told.reader.shape) is not None
    if told.agent is not None and (several or (isinstance(rank, Amount) and rank.hedge is Hedge.UP_TO)):
        told.agent = all_listed(told.reader.line, told.agent)


def named_after(told: Standing) -> str | None:
    """`Its largest trading partner in 2024 was China`."""
    named = NAMED.match(told.reader.shape, told.after) if told.is_partner else None
    if named is None or "L" in told.reader.shape[: told.at]:
        return None
    name: str = told.reader.items[named.end() - 1].value
    return name


def named_before(told: Standing) -> str | None:
    """`China is its largest partner`; the first of all, where one overtook or followed the other."""
    shape, items = told.reader.shape, told.reader.items
    agent: str | None = None
    for index in range(told.before, -1, -1):
        if JOINED_PLACE.match(shape, index - 1) is not None:
            continue  # "Chile is the largest supplier to Peru and the third market for": Chile
        if shape[index] == "A" and items[index].value != told.owner and items[index].category == "area":
            agent = items[index].value
            if "Y" not in shape[:index] and "N" not in shape[:index] and not surpassed(told.reader, index):
                break
    return agent


def named_beside(told: Standing) -> str | None:
    """`Its largest partner, China, ...`, `As its largest partner in 2023, China ...`."""
    items, after = told.reader.items, told.after
    beside = BESIDE.match(told.reader.shape, after)
    if beside is None:
        return None
    at = beside.end() - 1
    end = items[at - 1].end if items[at - 1] is not None else items[at - 2].end
    gap = told.reader.line.text[end : items[at].start].strip(" ,-–—")
    name: str = items[at].value
    return name if gap in ARTICLES else None


def surpassed(reader: Reader, at: int) -> bool:
    """`Mexico surpassed China to become the top supplier`: whether the country at `at` is the one left behind."""
    if at > 0 and reader.shape[at - 1] == "A":  # "Mexico dethroned China as": two names with a word between
        gap = reader.line.text[reader.items[at - 1].end : reader.items[at].start].split()
        return any(word.isalpha() and word not in ARTICLES for word in gap)
    return at > 0 and reader.shape[at - 1] == "L" and reader.line.words(at - 1).startswith("surpass")


# --- the trade of the two


def trader(told: Standing) -> Subject | None:
    """`Egypt's largest importer`, `importer of Thai rice`, `India was the largest importer`, `the largest exporter`."""
    reader, subject = told.reader, told.subject
    assert subject.flow is not None
    if told.owned and "product" not in told.said and told.agent not in (None, told.owner, WORLD):
        subject.flow = subject.flow.mirror
        reader.partners = subject
        return told.between(told.owner, told.agent)
    if (maker := of_country_s_goods(told)) is not None:
        if told.agent is None and (named := NAMED.match(reader.shape, told.noun + 3)) is not None:
            told.agent = reader.items[named.end() - 1].value  # "the largest importer of Thai rice was Oman"
        if told.agent is None:
            return None
        subject.flow = subject.flow.mirror
        reader.partners = subject
        return told.between(maker, told.agent)
    if subject.flow is Flow.EXPORT and reader.shape[told.noun + 1 : told.noun + 3] == "tA" and told.agent is not None:
        reader.partners = subject
        subject.flow = Flow.IMPORT  # "Taiwan is the third-biggest exporter to the US": of those it buys from
        return told.between(reader.items[told.noun + 2].value, told.agent)
    if (seller := holders.sold_by(reader, subject, told.at, told.agent)) is not None:
        told.said |= seller.said
        reader.subject = reader.main = reader.partners = seller
        return seller
    if told.agent is None:
        country = TOLD.match(reader.shape)
        if country is None or not reader.line.words(country.end() - 1).startswith("the "):
            return None
    return told.between(told.agent, told.partner or WORLD)  # "the country is the largest exporter of"


def of_country_s_goods(told: Standing) -> str | None:
    """The country of `importer of Egyptian goods`, `importer of Thai rice`, `importer of Chile's wine`."""
    shape, at = told.reader.shape, told.noun + 1
    if shape[at : at + 1] != "A":
        return None
    token = told.reader.items[at]
    if shape[at + 1 : at + 2] not in ("G", "P") and not OWNS.match(told.reader.line.text, token.end):
        return None
    name: str = token.value
    return name


def partner_of(told: Standing) -> Subject | None:
    """`China is Japan's largest partner`; `it was Japan's largest partner`: who was told of last."""
    reader = told.reader
    agent = told.partner or told.agent or reader.capital
    last = reader.carried if told.owner and IT.search(reader.shape, 0, told.before + 1) else None
    if agent is None and last is not None and not last.noise:
        agent = last.partner
    if agent in (None, WORLD, told.owner):
        return None
    if reader.subject is reader.partners or ON_SIDE.fullmatch(reader.shape, 0, told.at):
        reader.subject = None
    reader.partners = told.subject
    return told.between(told.owner, agent)
