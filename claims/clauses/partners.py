"""Partners: countries as the sentence comes upon them, behind a preposition, in a list, or doing something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.clauses import goods, shares
from claims.clauses.behind import AWAY, OWN
from claims.clauses.draft import RANKS
from claims.clauses.listed import next_one
from claims.clauses.shape import AMOUNTS
from claims.clauses.sides import place, stranger, together
from claims.clauses.subject import Subject
from claims.language import language
from claims.pattern import pattern
from sources.terms.key import ALL_PRODUCTS, ONE_WAY, WORLD, Flow

if TYPE_CHECKING:
    from claims.clauses.reader import Reader

# "Oman is a major", "Oman remains India's key"
STANDS = pattern(r"(?P<partner>A)[.~]*(?P<verb>[LU])?[.~]*(?P<owner>A)?[.~]*")
GOODS_WORTH = pattern("^L?[oi]~?P")  # "$5 billion worth of phones"
OWN_MOVE = pattern(".{0,2}['’]s ")
IS_WITH = pattern(r"[FBD][^;C]*L[wtf][~.]*$")  # "its largest deficit last year was with"
OPENED_WITH = pattern(r"w[~.s]*A?[~.]*[J^][~.G]*K,A")  # "With its biggest partner, the US, Japan recorded"
LED_IN = pattern(r"[~.]*(?:iW,)?[~.]*[wa][^,;CA]*(?:[tf][~.]*A)?[^,;CA]*,[~.]*")
DOES_FOR = pattern(r",(?:[.~]*A,)?[.~]*A[.~M]*(?:V|[LO][.~]*[BD])")
SIDES = frozenset("twfxz")
LINKED = frozenset("oiy")
OWN_WORD = frozenset("FBGPDJ^K~")  # behind a country: "India's exports", "Peru's largest"
ALSO = pattern(",?nA|,A")
FEW = 2  # words between a preposition and its country: "to neighbouring Chad"


def read_area(reader: Reader, at: int) -> None:
    """A country or group: a side of the trade told, where a reading takes it for one; else it does something."""
    before = reader.before(at, ".~gU")
    letter = reader.shape[before] if before >= 0 else ""
    for reading in READINGS.get(letter, ANYWHERE):
        if reading(reader, at):
            return
    if at in reader.consumed:
        return  # "against 12 percent from Chad": of that alone
    if letter in SIDES and is_side(reader, at, before):
        side(reader, at, letter)
    elif (letter not in LINKED or not is_led(reader, at, before)) and reader.items[at].category == "area" and (
            OWN_WORD.isdisjoint(reader.shape[at + 1 : at + 2])):
        reader.agent = reader.items[at].value


def is_side(reader: Reader, at: int, before: int) -> bool:
    """Whether the preposition is the country's own: not `Among individual countries Peru`, `remain Oman's partner`.

    Nor that of what it does: `with China taking 5 percent`.
    """
    if reader.shape[before] == "w" and reader.shape.startswith("S", reader.after(at)):
        return False
    gap = reader.line.text[reader.items[before].end : reader.items[at].start]
    remains = reader.shape[before] == "t" and reader.line.wording("remains").fullmatch(gap) is not None
    return not remains and is_led(reader, at, before)


def is_led(reader: Reader, at: int, before: int) -> bool:
    """Whether the preposition is near enough: not `figures compiled by the customs office show that Peru`."""
    return len(reader.line.text[reader.items[before].end : reader.items[at].start].split()) <= FEW


def side(reader: Reader, at: int, letter: str) -> None:
    """`Exports rose to Japan and Oman`: of the trade told of, where nothing else came between."""
    subject = reader.subject
    if subject is None or subject.noise or reader.inside(at):
        return
    names, end = [reader.items[at].value], at
    while (more := ALSO.match(reader.shape, end + 1)) is not None:
        end = more.end() - 1
        names.append(reader.items[end].value)
    since = GOODS_WORTH.sub("", reader.shape[reader.drafts[-1].index + 1 : at] if reader.drafts else "")
    since = since.replace(",=,", "")  # "$5 and $3 billion, respectively, from Chad"
    if reader.drafts and reader.drafts[-1].kind in RANKS and IS_WITH.search(since):
        since = ""
    if "partner" not in subject.said and not any(mark in since for mark in "CFBDXUP;,"):
        several = together(reader.line, end) == "+".join(names)  # not "to Chad, the US department said"
        of_this(reader, at, letter, names if several else names[:1])
    elif names[0] not in (subject.partner, subject.reporter):
        of_another(reader, at, letter, names)


def of_this(reader: Reader, at: int, letter: str, names: list[str]) -> None:
    """`Trade came to 5 billion between Chad and Togo`; `fell, because $1 billion of it had come from Asia`: that alone.

    `Sold tea worth 5 billion and rice worth 4 billion to Oman`: each of the goods under one verb.
    """
    subject = reader.subject
    assert subject is not None
    users = [draft for draft in reader.drafts if draft.subject is subject]
    since = reader.shape[users[0].index : at] if len(users) > 1 else ""
    if "=" not in since and any(mark in since for mark in ",;C"):
        subject = users[-1].subject = reader.subject = reader.main = subject.copy()
    verb = subject.start if subject.verb else None
    sold = {draft.subject.product: draft.subject for draft in reader.drafts if draft.subject.start == verb}
    for one in (sold | {subject.product: subject}).values():
        said = set(one.said)
        place(one, letter, names if letter == "x" else ["+".join(names)], said)
        one.said = frozenset(said)


def of_another(reader: Reader, at: int, letter: str, names: list[str]) -> None:
    """`Exports to Japan rose, those to Chad and Togo fell`: another trade, and one of goods where they stand before."""
    assert reader.subject is not None
    twin = reader.subject.copy()
    before = reader.before(at, ".~gU") - 1
    if reader.shape[before : before + 1] == "P":
        twin.product, twin.product_name = reader.line.goods(reader.items[before])
    said = set(twin.said) - {"partner"}
    place(twin, letter, names, said)
    twin.said = frozenset(said)
    twin.when = None
    for other in twin.siblings:
        other.said = twin.said
    reader.subject = reader.main = twin


def followed(reader: Reader, at: int) -> bool:
    """`The US followed with imports at 5 billion`, `it was followed by Japan with exports of 5 billion`."""
    line = reader.line
    if reader.shape[at + 1 : at + 3] != "wF" or not (
        line.wording("followed").match(line.text, reader.items[at].end) or reader.shape[:at].endswith("N")
    ):
        return False
    reader.awaited = reader.items[at].value
    return True


def opened_with(reader: Reader, at: int) -> bool:
    """`With China, the gap decreased`, `With its biggest partner, China, Japan had`, `For Mali, Kenya exported`."""
    if reader.subject is not None or reader.drafts or (
            reader.shape[at - 1 : at] == "," and OPENED_WITH.fullmatch(reader.shape, 0, at + 1) is None):
        return False
    led = reader.shape[reader.before(at, ".~gU")] != "i"
    if (reader.shape[at + 1 : at + 2] not in (",", "A")) if led else DOES_FOR.match(reader.shape, at + 1) is None:
        return False
    reader.awaited = reader.items[at].value
    return True


def opened_by_trade(reader: Reader, at: int) -> bool:
    """`With $5 billion of exports to Chad, Togo has much at stake`: Togo's exports."""
    trade, name = reader.subject, reader.items[at].value
    if trade is not None and reader.drafts and reader.drafts[-1].subject is trade and "reporter" not in trade.said and (
            trade.flow in ONE_WAY and name != trade.partner and LED_IN.fullmatch(reader.shape, 0, at)):
        trade.by(name)
    return False


def opposite(reader: Reader, at: int) -> bool:
    """`The deficit shrank against Japan`: with Japan, where no figure has come to be held against another."""
    subject, versus = reader.subject, reader.line.words(reader.before(at, ".~g"))
    open_yet = subject is not None and "partner" not in subject.said and AMOUNTS.isdisjoint(reader.shape[:at])
    if subject is None or not open_yet or subject.flow is not Flow.BALANCE:
        return False
    if facing := versus in language(reader.line.language).facing:
        subject.with_(reader.items[at].value)
    return facing


def another_s(reader: Reader, at: int) -> bool:
    """`Peru's surplus is to grow to 5 billion, and Chile's to 6 billion`: the same trade of another country."""
    told, owner = reader.subject, reader.items[at]
    if told is None or told.noise or told.tariff or not reader.drafts or told.reporter in (None, owner.value):
        return False
    if reader.shape[at + 1 : at + 2] not in ("t", "y", "U", "L") or OWN_MOVE.fullmatch(
            reader.line.text, owner.end - 2, reader.items[at + 1].start) is None:
        return False
    reader.subject = reader.main = told.copy()
    reader.subject.reporter, reader.subject.when = owner.value, None
    return True


def earned_by(reader: Reader, at: int) -> bool:
    """`Contributed 38 percent to Kenya's export earnings`: no partner."""
    head = reader.head_after(at + 1)
    return head is not None and head in reader.phrases


def other_one(reader: Reader, at: int) -> bool:
    """`Exports to Chile fell; that of Peru rose`, `that of farm goods`: the same trade of another side or goods."""
    told = reader.subject if reader.subject is not None else reader.carried
    letter = reader.shape[at : at + 1]
    if told is None or told.noise or told.tariff or told.flow is None or letter not in ("A", "P"):
        return False
    if letter == "P":
        twin = goods.with_product(reader, told, at)
    else:
        twin, side = told.copy(), "reporter" if told.partner in (None, WORLD) else "partner"
        setattr(twin, side, reader.items[at].value)
        twin.said |= {side}
    twin.when = None
    reader.subject = reader.main = twin
    return True


def bound_for(reader: Reader, at: int) -> bool:
    """`a third of exports went to China`: whose the figure before was."""
    last = reader.drafts[-1] if reader.drafts else None
    if last is None or "," in reader.shape[last.index : at] or "C" in reader.shape[last.index : at]:
        return False
    name = reader.items[at].value
    if last.part is not None and last.part.partner is None and last.subject.reporter != name:
        last.part = last.part.copy()
        last.part.partner = name
        last.part.product = ALL_PRODUCTS if last.part.product == shares.UNSTATED else last.part.product
        return True
    if last.part is None and "partner" not in last.subject.said and last.subject.flow is not None:
        if any(draft.subject is last.subject for draft in reader.drafts[:-1]):
            last.subject = last.subject.copy()  # "of exports of $72 billion, $20 billion went to China": that alone
        last.subject.with_(name)
        return True
    return False


def read_standing(reader: Reader, at: int) -> None:
    """`Oman is a major trading partner of India`: it is India's trade with Oman that the next sentence tells."""
    shape, items = reader.shape, reader.items
    sides = STANDS.fullmatch(shape, 0, at)
    if sides is None or reader.subject is not None or items[at].category != "standing":
        return
    line, partner = reader.line, items[sides.start("partner")]
    if not sides["verb"] and not line.wording("stays").match(line.text, partner.end):
        return
    owner = sides.start("owner") if sides["owner"] else at + 2 if shape[at + 1 : at + 3] in ("oA", "iA") else None
    told = reader.trade.reporter if reader.trade is not None and shape[at + 1 : at + 3] in ("a$", "w$") else None
    reporter = items[owner].value if owner is not None else told  # "The US remained the dominant partner at $5 billion"
    if reporter in (None, WORLD, partner.value):
        return
    subject = Subject(Flow(items[at].value), items[at].start)
    subject.by(reporter)
    subject.with_(partner.value)
    reader.subject = reader.partners = subject


def read_place(reader: Reader, at: int) -> None:
    """`Exported goods worth 5 billion to the island`: the country named before is the partner."""
    subject = reader.subject
    if (
        subject is not None and not subject.noise and not subject.tariff and "partner" not in subject.said and at
        and (subject.verb or reader.shape[at - 2 : at - 1] in ("$", "#", "0", "V"))
        and reader.shape[at - 1] in "tf" and reader.line.words(at) not in OWN
        and (subject.flow, reader.shape[at - 1]) not in AWAY  # "imported into the country": that is whose trade it is
    ):
        subject.turned = reader.line.words(at)


def read_stranger(reader: Reader, at: int) -> None:
    """`with Western Europe rose`: a partner that the lexicon does not know keeps its words."""
    subject = reader.subject
    if subject is None or subject.noise or subject.tariff or reader.shape[at + 1 : at + 2] == "A":
        return
    name = stranger(reader.line, at)
    if name is None or reader.inside(at):
        return
    twin = subject.copy()
    twin.with_(name)
    reader.subject = twin


ANYWHERE = (next_one, another_s, followed)
READINGS = {  # by what stands before the country
    "b": (*ANYWHERE, bound_for),
    "w": (*ANYWHERE, opened_with),
    ",": (*ANYWHERE, opened_with, opened_by_trade),
    "i": (*ANYWHERE, opened_with),
    "t": (*ANYWHERE, earned_by),
    "v": (*ANYWHERE, opposite),
}
