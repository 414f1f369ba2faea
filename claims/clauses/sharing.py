"""Words for a share: whose part of the trade it is, and of which whole, before its figure comes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.claim import Kind
from claims.clauses.holders import belongs, jointly
from claims.clauses.phrase import HEADS
from claims.clauses.shape import AMOUNTS
from claims.clauses.shares import plain_object
from claims.clauses.sides import together
from claims.clauses.subject import NOTHING, Subject, code_for, noise, portion
from claims.pattern import pattern
from sources.terms.key import ALL_PRODUCTS, ONE_WAY, WORLD, Basis

if TYPE_CHECKING:
    from claims.clauses.reader import Reader

BOUND = pattern("[bi][~.]*A")
WITH_SHARE = pattern(r"A[.~]*w[.~]*$")
IN_WORLD = pattern(r"F(?:o[~.G]*)?[~.]*[io][~.]*h[~.gGP]*F?")  # "exports in world exports", "imports in the world's"
TAKER = pattern("n[~.]*(?P<name>A),?C?$")
OWNED = pattern(r"(?:(?: [a-z]+)?['’]s?(?: [a-z]+)?)? ")
NEAR = 12  # characters: one word before the share
LISTED = pattern("A(?:,A)*,?nA(?=[~.]*[iUL])")


def open_share(reader: Reader, at: int) -> None:
    letter = reader.shape[at]
    if at in reader.consumed or (letter == "H" and is_verb(reader, at)):
        return
    reader.share = letter
    if letter == "S":
        before = reader.before(at, "~.MU")
        taker = reader.shape.endswith("wA", 0, before + 1)  # "with Oman accounting for"
        reader.part = of_subject(reader, at) if reader.subject is not None and not taker else None
        if reader.part is None:
            reader.part = owner(reader, at, before) if taker else before_verb(reader, at, before)
    else:
        open_noun(reader, at)


def is_verb(reader: Reader, at: int) -> bool:
    """`Would share`, `to share`."""
    mark = reader.shape[at - 1 : at]
    return mark == "M" or (mark == "t" and reader.items[at - 1].end + 1 == reader.items[at].start)


def of_subject(reader: Reader, at: int) -> Subject | None:
    """`Exports to China accounted for`: the part is the trade told of, unless that may be all trade."""
    part = reader.subject
    if part is None or part.noise or part.tariff:
        return None
    taker = TAKER.search(reader.shape, 0, at) if part.partner is not None else None
    if taker is not None and (name := reader.items[taker.start("name")].value) not in (part.partner, part.reporter):
        part = part.copy()  # "Chad provided 5 billion of imports, and Togo, which accounted for 3 billion"
        part.partner = name
        return part
    if not part.partner and not part.turned and part.product == ALL_PRODUCTS:
        return services_of(part)
    return part if "=" not in reader.shape else jointly(part)


def services_of(trade: Subject) -> Subject | None:
    """`Services exports accounted for`: services are the part."""
    if trade.basis is not Basis.SERVICES or trade.flow not in ONE_WAY:
        return None
    part = Subject(trade.flow, trade.start)
    part.basis, part.said = trade.basis, NOTHING
    return part


def before_verb(reader: Reader, at: int, before: int) -> Subject | None:
    """`Services made up`, `machines made up`: the part is what stands before the verb."""
    mark = reader.shape[before] if before >= 0 else ""
    if mark == "" or mark not in "GP":
        return None
    token = reader.items[before]
    part = Subject(None, token.start)
    if mark == "G":
        part.basis = Basis(token.value)
        part.pair = before > 0 and reader.shape[before - 1] == "s"
    else:
        part.product, part.product_name = reader.line.goods(token)
    return part


def open_noun(reader: Reader, at: int) -> None:
    """`Its share of exports`, `the share of cars in imports`, `a share of 9 percent`."""
    before = reader.before(at, "~.gU")
    owned = before >= 0 and reader.shape[before] in "As"
    part = (its(reader, at, before) or owner(reader, at, before)) if owned else relative(reader, at)
    if part is None:
        part = of_goods(reader, at, before) or named_behind(reader, at) or whose(reader, at) or holder(reader, at)
    reader.part = part = part or Subject(None, reader.items[at].start)
    whole = reader.head_after(at + 1)
    unknown = not owned and part.product == ALL_PRODUCTS and part.partner is None
    if whole is not None:
        of_whole(reader, at, whole, owned)
    elif unknown and reader.subject is None and reader.line.words(at).endswith("shares"):
        reader.subject = noise(reader.items[at].start)  # a company's shares
    elif reader.subject in (None, reader.partners) and reader.partners is not None and part.partner:
        reader.subject = reader.partners.copy()
        reader.subject.partner = None
        reader.subject.said -= {"partner"}
    elif reader.subject is None and reader.carried is not None and not reader.carried.noise:
        reader.subject = reader.carried.copy()
    told = reader.subject
    if unknown and whole is None and not reader.drafts and told is not None and told.shared is not None:
        reader.part = told.shared.copy()  # "that share had risen to 41 percent"


def its(reader: Reader, at: int, before: int) -> Subject | None:
    """`Mali supplied 12% of Togo's imports; last year its share was 15`, `Chad saw its share fall`: of the same."""
    last = reader.drafts[-1] if reader.drafts else None
    told = reader.carried if last is None else last.subject if last.kind is Kind.SHARE else None
    shared = None if told is None else told.shared if last is None else last.part
    if told is None or shared is None or shared.partner is None or reader.head_after(at + 1) is not None:
        return None
    if reader.line.words(before) != "its" or reader.agent == told.reporter:
        return None
    reader.subject = told.copy()
    reader.subject.when = None
    part = shared.copy()
    part.partner = reader.agent or part.partner
    return part


def owner(reader: Reader, at: int, before: int) -> Subject:
    """`China's share`, `their share`."""
    part = Subject(None, reader.items[at].start)
    told = reader.partners or reader.carried
    if reader.shape[before] == "A":
        part.partner = together(reader.line, before)
    elif told is not None and told.partner not in (None, WORLD) and reader.line.words(before) == "its" and (
            "h" not in reader.shape[at:]):
        part.partner = told.partner  # "Peru is its second-largest partner.  Its share in all trade was"
    else:
        part.pair = True
    return part


def of_goods(reader: Reader, at: int, before: int) -> Subject | None:
    """`Coffee's share of exports`, `Chad's tea share in exports`."""
    if before < 0 or reader.shape[before] != "P":
        return None
    gap = reader.line.text[reader.items[before].end : reader.items[at].start]
    return before_verb(reader, at, before) if OWNED.fullmatch(gap) else None


def named_behind(reader: Reader, at: int) -> Subject | None:
    """`The share of cars`, `the share of China`, `the share of lamp parts`."""
    shape, follows = reader.shape, at + 2
    if shape[at + 1 : at + 2] != "o" or follows >= len(shape) or shape[follows] in AMOUNTS:
        return None
    while follows < len(shape) - 1 and shape[follows] in "~.g":
        follows += 1
    part, token = Subject(None, reader.items[at].start), reader.items[follows]
    if shape[follows] == "P":
        part.product, part.product_name = reader.line.goods(token)
    elif shape[follows] == "A":
        listed = LISTED.match(shape, follows)  # "the combined share of Chad and Mali in"
        both = together(reader.line, listed.end() - 1) if listed is not None else ""
        part.partner = both if both.startswith(f"{token.value}+") else token.value
    elif name := plain_object(reader, at + 1):
        part.product, part.product_name = code_for(name), name
    return part


def whose(reader: Reader, at: int) -> Subject | None:
    """`Imports of fuel, whose share rose to 37 percent`: the part is what stands before."""
    start, told = reader.items[at].start, reader.subject
    if told is None or told.noise or not (told.partner or told.product != ALL_PRODUCTS):
        return None
    return told.copy() if belongs(reader.line, start) else None


def relative(reader: Reader, at: int) -> Subject | None:
    """`Oman, whose share of Peru's imports was`: Oman's."""
    start = reader.items[at].start
    named = reader.shape[max(0, at - 2) : at] == "A," and belongs(reader.line, start)
    return portion(start, reader.items[at - 2].value) if named else None


def holder(reader: Reader, at: int) -> Subject | None:
    """`The top destinations were India with a share of`."""
    found = WITH_SHARE.search(reader.shape, 0, at)
    return portion(reader.items[at].start, reader.items[found.start()].value) if found is not None else None


def of_whole(reader: Reader, at: int, whole: int, owned: bool) -> None:
    """`A share of GDP`, `the share of exports going to China`: what stands behind the word is the whole."""
    shape = reader.shape
    if shape[whole] == "X":
        reader.subject = noise(reader.items[at].start)
    if shape[whole] not in HEADS:
        return
    reader.subject = reader.phrase(whole)
    if reader.part is not None and (world := IN_WORLD.match(shape, whole)) is not None:
        in_world(reader, reader.part, world.end() - 1)
        return
    bound = BOUND.match(shape, whole + 1) if not owned else None
    if bound is None or reader.part is None or not (shape[whole + 1] == "b" or reader.line.words(whole + 1) == "for"):
        return
    reader.part.partner = reader.items[bound.end() - 1].value
    reader.part.product, reader.part.product_name = ALL_PRODUCTS, None


def in_world(reader: Reader, part: Subject, last: int) -> None:
    """`The share of Peru's tea exports in global exports`: Peru's part of the world's trade."""
    trade = reader.subject
    if trade is None or trade.reporter in (None, WORLD):
        return
    part.partner, part.product = trade.reporter, ALL_PRODUCTS
    reader.subject = trade.copy()
    reader.subject.by(WORLD)
    reader.subject.partner = None
    reader.consumed.add(last)
