"""Shares: whose part of which trade."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.claim import Kind
from claims.clauses.behind import WORDS
from claims.clauses.draft import Draft
from claims.clauses.holders import jointly, of_both
from claims.clauses.neutral import neutral, plain
from claims.clauses.phrase import HEADS
from claims.clauses.shape import AMOUNTS
from claims.clauses.sides import together
from claims.clauses.subject import Subject, code_for, noise
from claims.pattern import pattern
from sources.terms.key import ALL_PRODUCTS, Basis, Flow

if TYPE_CHECKING:
    from claims.clauses.reader import Reader

HOLDER = pattern(r"[AP][~.]*[LSO][~.L]*$")
BESIDE = pattern(r"A[^FBDXC;%$A]*(?:A[^FBDXC;%$A]*)?,?w[~.]*$")  # "China is a partner of Peru, with 5% of"
OF_ALL = pattern(r"(?:^|[,;C(])o[gs~A.]*(?P<whole>F)[iW]*,[~.]*$")
OF_TOTAL = pattern(r"o[.~]*(?P<owner>A)[.~]*g(?![.~]*[FBDGPX])")
OF_EVERYTHING = pattern(r"(?:^|[,;C(])og[Q~.]*(?P<who>A)[.~]*(?P<verb>V)[iW]*,[~.]*$")
TAKEN = pattern(r"[OSV][~.]*$")
BOUND = pattern("[bi][~.]*A")
WHOSE = pattern(r"\bwhose $")
JOINED = pattern(r"[.~]*n[.~]*")
WITH_SHARE = pattern(r"A[.~]*w[.~]*$")
TOGETHER = pattern(r"(?:^|[,C.~])Q?2[.~]*S$")  # "together the two countries accounted for"
PARTS = {(Flow.EXPORT, Flow.TOTAL), (Flow.IMPORT, Flow.TOTAL), (Flow.RE_EXPORT, Flow.EXPORT)}
RANKS = (Kind.SUPERLATIVE, Kind.RANK)
UNSTATED = "UNSTATED"  # a share of something, but the text's words for its part are not known


def open_share(reader: Reader, at: int) -> None:
    if at in reader.consumed:
        return
    letter = reader.shape[at]
    if letter == "H" and (
        reader.shape[at - 1 : at] == "M"
        or reader.line.text[max(0, reader.items[at].start - 4) : reader.items[at].start] == " to "
    ):
        return  # "would share": a verb
    reader.share = letter
    if letter == "S":
        part = reader.subject
        if part is not None and not (part.noise or part.tariff) and (
            part.partner or part.turned or part.product != ALL_PRODUCTS
        ):
            reader.part = part if "=" not in reader.shape[:at] else jointly(part)
        else:
            reader.part = None
            before = at - 1
            while before >= 0 and reader.shape[before] in "~.MU":
                before -= 1
            it = before >= 0 and reader.shape[before] == "Q" and reader.line.words(before) == "it"
            areas = (item.value for item, mark in zip(reader.items[at:], reader.shape[at:], strict=True) if mark == "A")
            owners = set(areas)
            if it and reader.named and owners and reader.named[0] not in owners:
                reader.part = Subject(None, reader.items[before].start)
                reader.part.partner = reader.named[0]  # "Mali matters to us.  It accounted for"
            if before >= 0 and reader.shape[before] == "G":
                reader.part = Subject(None, reader.items[before].start)
                reader.part.basis = Basis(reader.items[before].value)  # services made up 56 per cent of exports
                reader.part.pair = before > 0 and reader.shape[before - 1] == "s"
            if before >= 0 and reader.shape[before] == "P":
                token = reader.items[before]
                reader.part = Subject(None, token.start)
                reader.part.product, reader.part.product_name = reader.line.goods(token)
        return
    reader.part = Subject(None, reader.items[at].start)
    before = at - 1
    while before >= 0 and reader.shape[before] in "~.gU":
        before -= 1
    owned = False
    if before >= 0 and reader.shape[before] == "A":
        reader.part.partner = together(reader.line, before)
        owned = True
    elif before >= 0 and reader.shape[before] == "s":
        reader.part.pair = True
        owned = True
    if not owned and at + 2 < len(reader.shape) and reader.shape[at + 1] == "o" and reader.shape[at + 2] not in AMOUNTS:
        follows = at + 2
        while follows < len(reader.shape) - 1 and reader.shape[follows] in "~.g":
            follows += 1
        token = reader.items[follows]
        if reader.shape[follows] == "P":
            reader.part.product, reader.part.product_name = reader.line.goods(token)
        elif reader.shape[follows] == "A":
            reader.part.partner = token.value
        elif name := plain_object(reader, at + 1):
            reader.part.product, reader.part.product_name = code_for(name), name
    elif not owned and (told := owner(reader, at)) is not None:
        reader.part = told
    elif not owned and (holder := WITH_SHARE.search(reader.shape, 0, at)) is not None:
        reader.part.partner = reader.items[holder.start()].value  # "the top destinations were India with a share of"
    elif not owned and reader.drafts and JOINED.fullmatch(reader.shape, reader.drafts[-1].index + 1, at):
        reader.part.partner = reader.drafts[-1].subject.partner  # "with a value of $5 billion and a share of 9 percent"
    whole = reader.head_after(at + 1)
    if whole is not None and reader.shape[whole] == "X":
        reader.subject = noise(reader.items[at].start)  # a share of GDP
    elif whole is not None and reader.shape[whole] in HEADS:
        reader.subject = reader.phrase(whole)
        bound = BOUND.match(shape := reader.shape, whole + 1)
        if bound is not None and not owned and (shape[whole + 1] == "b" or reader.line.words(whole + 1) == "for"):
            reader.part.partner = reader.items[bound.end() - 1].value  # "the share of exports going to China rose"
            reader.part.product, reader.part.product_name = ALL_PRODUCTS, None
    elif (
        not owned
        and reader.part.product == ALL_PRODUCTS
        and reader.part.partner is None
        and reader.subject is None
        and (reader.line.words(at).endswith("shares"))
    ):
        reader.subject = noise(reader.items[at].start)  # a company's shares
    elif reader.subject in (None, reader.partners) and reader.partners is not None and reader.part.partner:
        reader.subject = reader.partners.copy()
        reader.subject.partner = None
        reader.subject.said -= {"partner"}
    elif reader.subject is None and reader.carried is not None and not reader.carried.noise:
        reader.subject = reader.carried.copy()
    if (
        not owned
        and whole is None
        and reader.part.partner is None
        and reader.part.product == ALL_PRODUCTS
        and not reader.drafts
        and reader.subject is not None
        and reader.subject.shared is not None
    ):
        reader.part = reader.subject.shared.copy()  # "that share had risen to 41 percent"


def held(reader: Reader, at: int, after: int) -> Draft | None:
    """`Canada had a 2.2% share of India's imports`: of the whole behind the share, the part of whoever has it."""
    head = reader.head_after(after + 2) if reader.shape[after + 1 : after + 2] in ("o", "i") else None
    holder = HOLDER.search(reader.shape, 0, at) or BESIDE.search(reader.shape, 0, at)
    if head is None or reader.shape[head] not in HEADS or holder is None:
        return None
    token = reader.items[holder.start()]
    part = Subject(None, token.start)
    if reader.shape[holder.start()] == "A":
        part.partner = together(reader.line, holder.start())
    else:
        part.product, part.product_name = reader.line.goods(token)
    whole = reader.phrase(head)
    others = [reader.items[index].value for index in range(*holder.span()) if reader.shape[index] == "A"][1:]
    if whole.its and "reporter" not in whole.said and len(others) == 1:
        whole.reporter = others[0]  # "a partner for India, with 5 per cent of its exports"
        whole.said |= {"reporter"}
    if whole.noise or whole.flow is None or (whole.reporter is None and not reader.trading):
        return None
    draft = Draft(reader.items[at], at, Kind.SHARE, whole)
    draft.part = whole.shared = part
    return draft


def of_all(reader: Reader, at: int) -> Draft | None:
    """`Of all US exports in 2023, 16 percent went to Mexico`, `of everything the US exported, 16 percent went`."""
    told = OF_ALL.search(reader.shape, 0, at)
    all_of = OF_EVERYTHING.search(reader.shape, 0, at) if told is None else None
    who = taker(reader, at) if told is not None or all_of is not None else None
    if who is None:
        return None
    if told is not None:
        whole = reader.phrase(told.start("whole"))
    else:
        assert all_of is not None
        verb = reader.items[all_of.start("verb")]
        whole = Subject(Flow(verb.value), verb.start)
        whole.reporter, whole.said = reader.items[all_of.start("who")].value, frozenset({"flow", "reporter"})
        if (when := reader.shape.find("W", all_of.start("verb"), at)) > 0:
            whole.when = reader.items[when]
        reader.subject = reader.main = whole
    reader.share, reader.part = "S", Subject(None, reader.items[at].start)
    reader.part.partner = who
    return share_of(reader, at, whole)


def of_total(reader: Reader, at: int, previous: Draft | None) -> Draft | None:
    """`Chad bought $5 billion worth of Kenyan goods, or 7 per cent of the Kenyan total`: of all that Kenya exported."""
    total = OF_TOTAL.match(reader.shape, at + 1)
    if total is None or previous is None or previous.kind is not Kind.LEVEL:
        return None
    told = previous.subject
    if told.flow not in (Flow.EXPORT, Flow.IMPORT):
        return None
    owner = reader.items[total.start("owner")].value
    if owner not in (told.reporter, told.partner) or told.partner in (None, told.reporter):
        return None
    whole = told.copy()
    if owner == told.partner:
        whole.flow, whole.reporter = told.flow.mirror, owner
    whole.partner, whole.said = None, told.said - {"partner"}
    draft = Draft(reader.items[at], at, Kind.SHARE, whole)
    draft.part = Subject(None, reader.items[at].start)
    draft.part.partner = told.reporter if owner == told.partner else told.partner
    return draft


def by_its_taker(reader: Reader, at: int, whole: Subject) -> Subject | None:
    """`India got 3 per cent of its imports from Korea`: the part is what is said behind the whole."""
    verb = TAKEN.search(reader.shape, 0, at)
    if verb is None or "partner" not in whole.said or not (whole.its or whole.reporter == reader.agent):
        return None
    if reader.items[verb.start()].value != whole.flow:
        return None
    part = Subject(None, whole.start)
    part.partner, whole.partner = whole.partner, None
    whole.said -= {"partner"}
    return part


def owner(reader: Reader, at: int) -> Subject | None:
    """`Imports of fuel, whose share rose to 37 percent`: the part is what stands before."""
    item, current = reader.items[at], reader.subject
    if current is None or current.noise or not WHOSE.search(reader.line.text, max(0, item.start - 12), item.start):
        return None
    return current.copy() if current.partner or current.product != ALL_PRODUCTS else None


def plain_object(reader: Reader, at: int) -> str:
    """The words behind the `of` at `at` that the lexicon does not know."""
    following = reader.items[at + 1] if at + 1 < len(reader.items) else None
    end = reader.line.end if following is None else following.start
    match = WORDS.match(reader.line.text, reader.items[at].end, end)
    if match is None:
        return ""
    return plain(match.group(1), neutral(reader.line.language)[0])


def share_of(reader: Reader, at: int, whole: Subject) -> Draft | None:
    if whole.noise or whole.flow is None or whole.tariff:
        return None
    reader.own(whole)
    current = reader.subject
    if (
        reader.part is None
        and not reader.share
        and current is not None
        and not current.noise
        and current is not whole
        and not current.verb
        and {current.flow, whole.flow} == {Flow.EXPORT, Flow.IMPORT}
        and not current.partner
        and current.product == ALL_PRODUCTS
    ):
        return Draft(reader.items[at], at, Kind.RATIO, current)  # exports covered 76 percent of imports
    draft = Draft(reader.items[at], at, Kind.SHARE, whole)
    part = reader.part or by_its_taker(reader, at, whole)
    two = part is None and TOGETHER.search(reader.shape, 0, at) is not None
    part = of_both(reader, at) or part
    if two and len(reader.told) > 1 and whole.reporter not in reader.told:
        part = Subject(None, whole.start)
        part.partner = "+".join(reader.told)
    if part is None:
        part = Subject(None, whole.start)
        current = reader.subject
        if reader.partners is not None:
            part = reader.partners
        elif (
            current is not None
            and current is not whole
            and not current.noise
            and (
                current.partner
                or current.product != ALL_PRODUCTS
                or (current.flow, whole.flow) in PARTS
            )
        ):
            part = current
        elif reader.agent and reader.agent != whole.reporter:
            part.partner = reader.agent
            last = reader.drafts[-1] if reader.drafts else None
            if last is not None and last.kind in RANKS and last.subject.reporter == reader.agent:
                # "the largest exporter of rice (40 per cent of world exports)"
                part.product, part.product_name = last.subject.product, last.subject.product_name
        else:
            for index in range(at - 1, -1, -1):
                if reader.shape[index] == "A" and reader.items[index].value != whole.reporter:
                    part.partner = reader.items[index].value
                    break
                if reader.shape[index] == "P":
                    token = reader.items[index]
                    part.product, part.product_name = reader.line.goods(token)
                    break
            else:
                part.product = UNSTATED
    draft.part = part
    whole.shared = part
    if reader.subject is None:
        reader.subject = whole
    return draft


def share_of_which(reader: Reader, at: int, previous: Draft) -> Draft | None:
    """`Exports of $73 billion, of which 40 percent went to China`: of the trade that the figure before told."""
    reader.part = Subject(None, reader.items[at].start)
    reader.part.partner = taker(reader, at)
    if reader.part.partner in (None, previous.subject.reporter, previous.subject.partner):
        reader.part.partner, reader.part.product = None, UNSTATED
    reader.share = "S"
    reader.subject = reader.main = previous.subject.copy()  # what follows is said of the part alone
    return share_of(reader, at, reader.subject)


def part_of_which(reader: Reader, at: int, previous: Draft) -> Subject:
    """`Imports of $90 billion, of which $70 billion came from India`: the part that the figure is."""
    part = previous.subject.copy()
    name = taker(reader, at)
    if name not in (None, part.reporter, part.partner):
        part.partner = name
        part.said |= {"partner"}
    reader.subject = reader.main = part
    return part


def next_part(reader: Reader, at: int, previous: Draft) -> Draft | None:
    """`Machines had 27 percent of exports, followed by chemicals at 21 percent`."""
    if previous.kind is not Kind.SHARE or previous.part is None or previous.part.product in (ALL_PRODUCTS, UNSTATED):
        return None
    draft = Draft(reader.items[at], at, Kind.SHARE, previous.subject)
    token = reader.items[at - 2]
    draft.part = previous.part.copy()
    draft.part.product, draft.part.product_name = reader.line.goods(token)
    return draft


def share_again(reader: Reader, at: int, left: str) -> Draft | None:
    """`By 2016 this had fallen to 43%`: the share that the sentence before told of."""
    whole = reader.subject
    if whole is None or whole.noise or not whole.borrowed or whole.shared is None or reader.drafts:
        return None
    if not left.endswith(("Ut", "L", "La", "QM", "Lt", "U")) or (left.endswith("U") and reader.shape[at - 1] == "U"):
        return None
    reader.share, reader.part = "H", whole.shared.copy()
    return share_of(reader, at, whole)


def taker(reader: Reader, head: int) -> str | None:
    """The country behind `58% of British imports were from the EU`, `went to China`."""
    shape = reader.shape
    at = head + 1
    if shape[at : at + 1] == "(" and shape[at + 2 : at + 3] == ")":
        at += 3  # "82 percent ($55 billion) was from India"
    while at < len(shape) - 1 and shape[at] in "iW.~":
        at += 1
    if shape[at : at + 1] == "L" and shape[at + 1 : at + 2] in ("f", "t", "b"):
        at += 1
    elif shape[at : at + 1] != "b":
        return None
    at += 1
    while at < len(shape) - 1 and shape[at] in ".~":
        at += 1
    if shape[at : at + 1] != "A":
        return None
    name: str = reader.items[at].value
    return name


def level_of(reader: Reader, previous: Draft) -> Subject:
    """The trade that a share is: `China took 32 per cent of exports, worth 212.7 billion`."""
    whole, part = previous.subject, previous.part
    subject = whole.copy()
    said = set(whole.said)
    if part is not None:
        if part.partner is not None:
            subject.partner = part.partner
            said.add("partner")
        if part.product not in (ALL_PRODUCTS, UNSTATED):
            subject.product, subject.product_name = part.product, part.product_name
            said.add("product")
    subject.said = frozenset(said)
    return subject


def partner_share(reader: Reader, at: int) -> Draft:
    """`China was the biggest source of imports with N3.57 trillion, or 24.35%`."""
    partners = reader.partners
    assert partners is not None
    whole = partners.copy()
    whole.partner = None
    whole.said -= {"partner"}
    draft = Draft(reader.items[at], at, Kind.SHARE, whole)
    draft.part = partners
    return draft
