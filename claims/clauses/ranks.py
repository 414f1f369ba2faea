"""Records and ranks: `a record`, `the highest since 2018`, `its third-largest trading partner`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.claim import Hedge, Kind
from claims.clauses import holders, wares
from claims.clauses.draft import Draft
from claims.clauses.markets import headline_partner, is_country_s, of_trade
from claims.clauses.phrase import HEADS, told_by
from claims.clauses.sides import all_listed
from claims.clauses.subject import Subject, noise
from claims.language import language
from claims.pattern import pattern
from claims.scanning.token import Amount
from sources.terms.key import WORLD, Basis, Flow

if TYPE_CHECKING:
    from claims.clauses.reader import Reader

# A country, and what it does before it has its rank; behind another rank of it nothing but where that was.
PLACED = pattern(r"A(?:\(A\))?,?[.~]*(?:[LU]?[ft.~i]*(?:\^t)?)?$|(?P<again>\^K[^;CBDX]*,[LU]t?$)")
PLACE_OF = pattern(r",[.~]*A(?=[.~]*[LSU])")  # "Taking third place, Oman had a share of 9 percent"
TOLD = pattern(r"[~.iW,]*s(?=[~.LW]*h?[J^])")  # the country that the text tells of
AS = pattern(" as ")
OWNS = pattern("['’]s? ")
BARE = frozenset({"import", "imports", "export", "exports"})
HEADED = tuple("FBDKEXTcPG")
STOOD = (Kind.LEVEL, Kind.BALANCE, Kind.VOLUME)
DIRECTED = (Flow.EXPORT, Flow.IMPORT, Flow.TOTAL)
AMONG = pattern(r"x[~.g]*[As][~.]*K")  # "ranked second among its export markets"
NEXT_NOUN = pattern(r" ([a-z]+)\b")
ASIDE = pattern(r"\s+(?:as|after|amid|despite|because|when|while|on)\b")
MOVE = pattern(r"[~.W]*U[io']")
MOVED = pattern(r"U[oi][~.gsAGP]*[FBD](?:[iotfw~.AW]*L)[~.]*$")  # "the rise in exports was the largest": of the rise
WITH_ITS = pattern(r"A[~.]*[BDF]w[~.]*s$")
NAMED = pattern(r"[iW.~]*L[.~L]*A(?![BDFGHKPJV^])")  # "... trading partner in 2024 was China"
ONE_OF = pattern(r"\b(?:one|two|three|some|many|several|most) of (?:the |its |their |our )?$"
                 r"|\bamong (?:the |its |their |our )?(?:\w+['’]s )?$|\b\d+ $")
NO_LONGER = pattern(r"\bno longer (?:the |its |[\w.]+['’]s )?(?:\w+ )?$")
FORMERLY = pattern(r"\b(?:used to be|was once|had been|formerly) (?:the |its )?(?:\w+ or )?$")
OF_TRADE = pattern(r"[oi](?P<owner>A)[.~g]*(?P<goods>P?)[FG]")  # "source of American imports"


def read_superlative(reader: Reader, at: int) -> None:
    """`record`, `highest`, `largest trading partner`: a claim where trade is what it is said of."""
    shape = reader.shape
    after = at + 1
    while after < len(shape) and shape[after] in "~.gk":
        after += 1
    follows = shape[after] if after < len(shape) else ""
    start = reader.items[at].start
    if MOVE.match(shape, at + 1) or ONE_OF.search(reader.line.text, max(reader.line.start, start - 24), start):
        return  # "the biggest annual decline in exports", "one of the largest deficits"
    current = reader.subject
    if follows and follows in "XTc" and current is not None and ASIDE.match(reader.line.text, reader.items[at].end):
        told = not (current.noise or current.tariff or current.flow is None)
        subject = current if told else None  # "exports hit a record as demand rose"
    else:
        subject = holders.largest(reader, at) if follows == "H" else ranked(reader, at, after, follows)
    if subject is None:
        return
    reader.drafts.append(record(reader, at, subject))


def record(reader: Reader, at: int, subject: Subject) -> Draft:
    """The record that the word at `at` says, with how far back it reaches."""
    shape, items = reader.shape, reader.items
    draft = Draft(items[at], at, Kind.SUPERLATIVE, subject)
    if at and shape[at - 1] == "W" and items[at - 1].relative.startswith("length:"):
        draft.since = items[at - 1]  # a five-month low
    for index in range(at + 1, min(at + 8, len(shape))):
        if shape[index] in "C;":
            break
        ago = items[index].relative.startswith("length:") if shape[index] == "W" else False
        if ago and shape[index - 1] in "im" and draft.since is None:
            draft.since = items[index]  # the lowest in eight years
            break
        if shape[index] == "W" and items[index].role == "since":
            draft.since = items[index]
            break
    return draft


def of_amount(reader: Reader, draft: Draft) -> None:
    """`A record $44 billion deficit`, `a record $6 billion in imports`: of the trade that the figure is."""
    at = draft.index - 1
    while at > 0 and reader.shape[at] in "~.":
        at -= 1
    if at < 0 or reader.shape[at] != "J" or draft.kind not in STOOD or reader.items[at].value not in ("high", "low"):
        return
    last = reader.drafts[-1] if reader.drafts else None
    if last is not None and last.index == at:
        last.subject = draft.subject
    else:
        reader.drafts.append(record(reader, at, draft.subject))


def read_rank(reader: Reader, at: int) -> None:
    shape = reader.shape
    if FORMERLY.search(reader.line.text, max(reader.line.start, reader.items[at].start - 30), reader.items[at].start):
        return
    after = at + 1
    while after < len(shape) and shape[after] in "~.gJ":
        after += 1
    follows = shape[after] if after < len(shape) else ""
    subject = None if AMONG.match(shape, at + 1) else placed(reader, at, after)
    if subject is None and follows not in HEADED:
        subject = wares.ranked_goods(reader, at)
    subject = subject or ranked(reader, at, after, follows)
    if subject is not None:
        draft = Draft(reader.items[at], at, Kind.RANK, subject)
        draft.hedge = reader.items[at].hedge
        reader.drafts.append(draft)


def placed(reader: Reader, at: int, after: int) -> Subject | None:
    """`Canada ranked second with $719 billion`, `the Netherlands was third`: among the partners told of before."""
    before = PLACED.search(reader.shape, 0, at) or PLACE_OF.match(reader.shape, at + 1)
    if before is None or reader.shape[after : after + 1] in HEADED:
        return None
    words = language(reader.line.language)
    tail = NEXT_NOUN.match(reader.line.text, reader.items[after - 1].end, reader.line.end)
    if tail is not None and tail.group(1) not in words.tails | words.places:
        return None  # "the second largest economy": not among partners
    if before.lastgroup == "again":
        return reader.partners  # "the Netherlands, the third-largest market, fell to fifth"
    place = reader.items[before.start() if before.start() < at else before.end() - 1].value
    told = next((one for one in (reader.partners, reader.subject, reader.main, reader.carried)
                 if one is not None and not one.noise and not one.tariff and one.flow in DIRECTED), None)
    if told is None or place == told.reporter or told.reporter == WORLD:
        return None
    subject = told.copy()
    subject.partner = place
    subject.said |= {"partner"}
    subject.when, subject.listed = None, True
    reader.subject = reader.main = subject
    reader.share = ""
    return subject



def ranked(reader: Reader, at: int, after: int, follows: str) -> Subject | None:
    """The trade that a record or rank is a record or rank of, None where it is not trade."""
    shape, items, text = reader.shape, reader.items, reader.line.text
    head = reader.head_after(at + 1)
    ware = next((index for index in range(at + 1, min(at + 5, len(shape))) if shape[index] not in "~.g2GP"), at)
    if shape[ware] == "I":
        return wares.ranked_ware(reader, at, ware)
    standing = next((index for index in range(at + 1, min(at + 7, len(shape))) if shape[index] in "KE"), None)
    if standing is not None and all(mark in "~.gPAGnhs2-,ox" for mark in shape[at + 1 : standing]):
        return ranked_partner(reader, at, standing)
    if (
        head is not None
        and shape[head] == "F"
        and reader.line.words(head) in BARE
        and not (items[at].value == "main" and reader.line.words(head).endswith("s"))  # "the main exports are ..."
        and wares.leads(reader, at, head)
    ):
        reader.consumed.add(head)
        return wares.ranked_ware(reader, at, head)  # "crude petroleum, the second-highest export"
    if items[at].value == "list" and head is not None and shape[head] == "F":
        reader.consumed.add(head)
        listed = wares.ranked_ware(reader, at, head)  # "copper topped the list of exports": not what all exports were
        reader.subject = listed or noise(items[at].start)
        return listed
    if (follows and follows in "XTcKE") or items[at].value in ("main", "list"):
        return None
    gap = text[items[at].end : items[after].start] if after < len(shape) and items[after] is not None else ""
    if head is not None and "iW" in shape[at:head]:
        head = None  # "the highest in five months as exports dropped"
    if head is not None and shape[head] in HEADS and len(gap) <= 14 and "," not in shape[at:head]:
        found = reader.phrase(head)
        if found.noise or (items[at].value == "best" and reader.line.words(head) in BARE):
            return None
        if found.weak:
            current = reader.subject
            if (current is not None and current.noise) or (current is None and not reader.trading):
                return None
            if current is not None and current.flow is Flow.BALANCE:
                return current
        return found
    if head is not None and shape[head] in "XTc":
        return None
    current = reader.subject
    if current is None or current.noise or current.tariff or current.flow is None or MOVED.search(shape, 0, at):
        return None
    tail = text[items[at].end : min(items[at].end + 24, reader.line.end)].lower().split()
    if follows == "L" and reader.line.words(after) in language(reader.line.language).posts:
        follows = ""  # "the highest value ever recorded"
    if follows and follows not in "$#0%oiaWw',)(-mtvnr;:f^k":
        return None
    if (
        tail
        and tail[0].strip(".,")
        and tail[0][0].isalpha()
        and tail[0].strip(".,;") not in language(reader.line.language).tails
        and not (after < len(shape) and items[after] is not None and items[after].start - items[at].end <= 2)
    ):
        return None
    return current


def ranked_partner(reader: Reader, at: int, standing: int) -> Subject | None:
    """`X is Y's largest trading partner`, `Brazil is the world's largest coffee exporter`."""
    shape, items = reader.shape, reader.items
    if holders.of_goods(reader, at, standing):
        return None
    if NO_LONGER.search(reader.line.text, max(reader.line.start, items[at].start - 40), items[at].start):
        return None  # "China is no longer Germany's largest partner"
    token, rank, words = items[standing], items[at], language(reader.line.language)
    if shape[standing] == "K" and not (of_trade(reader, standing) and is_country_s(reader, at, standing)):
        return None
    if (
        shape[at] == "J"
        and shape[standing] == "K"
        and not words.several.isdisjoint(reader.line.words(standing).split())
        and items[at].value != "list"
        and words.foremost.isdisjoint(reader.line.words(at).split())
    ):
        return None  # "among the main partners"
    subject = Subject(Flow(token.value), token.start)
    said = {"flow"}
    if subject.flow is Flow.TOTAL:
        subject.basis = told_by(reader.line.words(standing))[2]  # "its largest goods trade partner"
    owner = partner = None
    owned = False
    before = at - 1
    while before >= 0 and shape[before] in "~.":
        before -= 1
    if before >= 0 and shape[before] == "A" and headline_partner(reader, before, at, standing):
        before, subject.listed = at - 1, True
    elif before >= 0 and shape[before] == "A" and rank.value != "list" and "x" not in shape[at:standing]:
        owner = None if AS.match(reader.line.text, items[before].end) else items[before].value
        owned = OWNS.match(reader.line.text, items[before].end) is not None
        before -= 1
    elif before >= 0 and shape[before] == "s":
        subject.pair = True
        before -= 1
        had = WITH_ITS.search(shape, 0, before + 2)
        if had is not None:
            owner = items[had.start()].value  # "Canada's surplus with its largest partner": the one told of last
            partner = next((name for name in reversed(reader.told) if name != owner), None)
            current = reader.subject
            if current is not None and not current.noise and current.reporter == owner and partner is not None:
                current.partner, current.said = partner, current.said | {"partner"}
    elif before >= 0 and shape[before] == "h":
        if shape[standing] == "K":
            return None  # "the world's third-largest market": nobody's partner
        before -= 1
    for index in range(at + 1, standing):
        if shape[index] == "P":
            subject.product, subject.product_name = reader.line.goods(items[index])
            said.add("product")
        elif shape[index] == "A" and owner is None and shape[standing] == "K":
            owner = items[index].value if not items[index].value.startswith("non-") else None
    after = standing + 1
    if (kind := shape.find("G", at + 1, after + 1)) > 0:
        subject.basis = Basis(items[kind].value)  # "the largest services exporter", "exporter of services"
        said.add("basis")
    if shape[standing] == "E" and shape[after : after + 1] == "P":
        subject.product, subject.product_name = reader.line.goods(items[after])
        said.add("product")
    if shape[after : after + 2] == "(A":
        names = [items[after + 1].value]
        index = after + 1
        while shape[index + 1 : index + 3] in (",A", "nA"):
            index += 2
            names.append(items[index].value)
        partner = "+".join(names)
    while after + 1 < len(shape) and (shape[after] in "of" or shape[after:after + 2] in ("iA", "iP")):
        if shape[after + 1] == "A":
            if shape[standing] == "K" and owner is None:
                owner = items[after + 1].value
            elif shape[after] == "f" or shape[standing] == "E":
                partner = items[after + 1].value
            after += shape[after + 2 : after + 3] == "P"  # "market for Australian wine"
        if shape[after + 1 : after + 2] == "P":
            subject.product, subject.product_name = reader.line.goods(items[after + 1])
            said.add("product")
        after += 2
    whose = OF_TRADE.match(shape, standing + 1)
    if shape[standing] == "K" and whose is not None and owner in (None, items[whose.start("owner")].value):
        owner, after = items[whose.start("owner")].value, whose.end()
        if whose["goods"]:
            subject.product, subject.product_name = reader.line.goods(items[whose.start("goods")])
            said.add("product")
        if shape[after - 1] == "F":
            reader.consumed.add(after - 1)
        if "G" in whose.group() or reader.phrase(after - 1).basis is Basis.GOODS:
            subject.basis = Basis.GOODS
            said.add("basis")
    named = NAMED.match(shape, after) if shape[standing] == "K" else None
    agent = items[named.end() - 1].value if named is not None and "L" not in shape[:at] else None
    for index in range(before if agent is None else -1, -1, -1):
        if shape[index] == "A" and items[index].value != owner and items[index].category == "area":
            agent = items[index].value
            if "Y" not in shape[:index] and "N" not in shape[:index] and not surpassed(reader, index):
                break  # "China overtakes Germany as", "China is ahead of Germany as": go on to the first
    if (
        agent is None
        and after + 1 < len(shape)
        and shape[after] in ",L-"
        and shape[after + 1] == "A"
        and (
            reader.line.text[
                items[after].end if items[after] is not None else items[after - 1].end : items[after + 1].start
            ].strip(" ,-–—")
            in ("", "the")
        )
    ):
        agent = items[after + 1].value
    if agent is not None and isinstance(rank, Amount) and rank.hedge is Hedge.UP_TO:
        agent = all_listed(reader.line, agent)
    if shape[standing] == "E" and owned and "product" not in said and agent not in (None, owner, WORLD):
        subject.flow = subject.flow.mirror if subject.flow is not None else None  # "Egypt's largest importer"
        subject.reporter, subject.partner = owner, agent
        said |= {"reporter", "partner"}
        reader.partners = subject
    elif (
        shape[standing] == "E"
        and shape[standing + 1 : standing + 2] == "A"
        and (shape[standing + 2 : standing + 3] in ("G", "P") or OWNS.match(reader.line.text, items[standing + 1].end))
    ):
        if agent is None and (named := NAMED.match(shape, standing + 3)) is not None:
            agent = items[named.end() - 1].value  # "the largest importer of Thai rice was Oman"
        if agent is None:
            return None
        subject.flow = subject.flow.mirror if subject.flow is not None else None  # importer of Egyptian goods
        subject.reporter, subject.partner = items[standing + 1].value, agent
        said |= {"reporter", "partner"}
        reader.partners = subject
    elif shape[standing] == "E" and (seller := holders.sold_by(reader, subject, at, agent)) is not None:
        subject = seller
        said |= seller.said
        reader.subject = reader.main = reader.partners = subject
    elif shape[standing] == "E":
        told = TOLD.match(shape) if agent is None else None
        if agent is None and (told is None or not reader.line.words(told.end() - 1).startswith("the ")):
            return None
        subject.reporter, subject.partner = agent, partner or WORLD  # "the country is the largest exporter of"
        said |= {"reporter", "partner"} if agent is not None else {"partner"}
    else:
        if shape[standing] == "K" and partner is not None:
            agent = partner
        if agent is None:
            if not (reader.shape.startswith("Q") and reader.carried is not None and not reader.carried.noise and owner):
                return None
            agent = reader.carried.partner
        if agent in (None, WORLD) or agent == owner:
            return None
        subject.reporter, subject.partner = owner, agent
        said |= {"reporter"} if owner else set()
        said |= {"partner"} if agent else set()
        if reader.subject is reader.partners:
            reader.subject = None
        reader.partners = subject
    subject.said = frozenset(said)
    return subject


def surpassed(reader: Reader, at: int) -> bool:
    """`Mexico surpassed China to become the top supplier`: whether the country at `at` is the one left behind."""
    return at > 0 and reader.shape[at - 1] == "L" and reader.line.words(at - 1).startswith("surpass")
