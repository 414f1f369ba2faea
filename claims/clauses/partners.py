"""Partners: countries as the sentence comes upon them, behind a preposition, in a list, or doing something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.claim import Kind
from claims.clauses import goods, shares
from claims.clauses.behind import AWAY
from claims.clauses.draft import Draft
from claims.clauses.shape import AMOUNTS
from claims.clauses.sides import place, stranger
from claims.clauses.subject import Subject
from claims.pattern import pattern
from sources.terms.key import ALL_PRODUCTS, ONE_WAY, WORLD, Flow

if TYPE_CHECKING:
    from claims.clauses.reader import Reader

STANDS = pattern(r"(?P<partner>A)[.~]*(?P<verb>L)?[.~]*(?P<owner>A)?[.~]*")  # "Oman is a major", "Oman is India's key"
COLUMN = pattern(r"A[a(w][$%#0]\)?[,n]*A[a(w][$%#0]")  # "were Mali at $5 billion, Togo at $4 billion"
GOODS_WORTH = pattern("^L?[oi]~?P")  # "$5 billion worth of phones"
SELLERS = pattern(r"F[fy]A\([$%#]\)(?:[,n]+A\([$%#]\))*[,n]+$")  # "exports from Chad (5 percent) and Togo"
FOLLOWED = pattern(r"\s(?:also )?(?:followed|came (?:in )?(?:second|third|next))\b")
LISTED_WITH = pattern(r"(?:A[.~]*w[.~]*[$#][.,n~]*){2,}L?[.~]*o[.~sg]*(?P<head>F)[.~]*(?P<way>[tf])[.~]*(?P<home>A)")
MEASURED = {"$": Kind.LEVEL, "#": Kind.VOLUME}
WAYS = {Flow.IMPORT: "f", Flow.EXPORT: "t"}
DECLINED = pattern(r"[iW,.~]*AL[.~]*Uo%")
MARKETS = pattern("K[^;C]*:")  # "exports to its top markets were as follows: Germany 5 billion"
STAYS = pattern(r"\s(?:also |still |thus )?(?:remain|becom|becam|stay|continu)")
OWN_MOVE = pattern("['’]s ")
NEXT = 3  # characters: "'s "
OPENED_WITH = pattern(r"w[~.s]*A?[~.]*[J^][~.G]*K,A")  # "With its biggest partner, the US, Japan recorded"
DOES_FOR = pattern(r",[.~]*A[.~M]*V")
ITS_FIGURE = pattern(r"[$%+#*0]|(?:[aw(]|\(U|,[awU]|wo|N.)[$%+#*^0]")
SIDES = frozenset("twfxz")
LINKED = frozenset("oiy")
OWN_WORD = frozenset("FBGPDJ^K~")  # behind a country: "India's exports", "Peru's largest"
TRADES = frozenset("FBDXT")
FEW = 2  # words between a preposition and its country: "to neighbouring Chad"
REMAINS = pattern(r"\s(?:remain|be|become)\s(?:the\s)?")
SOURCE = pattern(r"\s(?:official |customs |government |trade )*(?:statistics|data|figures|customs)\b")


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
    elif letter not in LINKED and reader.items[at].category == "area" and (
            OWN_WORD.isdisjoint(reader.shape[at + 1 : at + 2])):
        reader.agent = reader.items[at].value


def is_side(reader: Reader, at: int, before: int) -> bool:
    """Whether the preposition is the country's own: not `Among individual countries Peru`, `remain Oman's partner`."""
    gap = reader.line.text[reader.items[before].end : reader.items[at].start]
    remains = reader.shape[before] == "t" and REMAINS.fullmatch(gap) is not None
    return not remains and len(gap.split()) <= FEW


def side(reader: Reader, at: int, letter: str) -> None:
    """`Exports rose to Japan and Oman`: of the trade told of, where nothing else came between."""
    subject = reader.subject
    if subject is None or subject.noise or inside(reader, at):
        return
    names, end = [reader.items[at].value], at
    while reader.shape[end + 1 : end + 3] in ("nA", ",A"):
        end += 2
        names.append(reader.items[end].value)
    if names[1:]:
        reader.consumed.update(range(at + 2, end + 1))
    since = GOODS_WORTH.sub("", reader.shape[reader.drafts[-1].index + 1 : at] if reader.drafts else "")
    if "partner" not in subject.said and not any(mark in since for mark in "CFBDXUP;,"):
        of_this(reader, at, letter, subject)
    elif names[0] not in (subject.partner, subject.reporter):
        of_another(reader, at, letter, names)


def of_this(reader: Reader, at: int, letter: str, subject: Subject) -> None:
    """`Exports were 5 billion to Japan`; `fell, because a module worth $1 billion had come from Asia`: that alone."""
    users = [draft for draft in reader.drafts if draft.subject is subject]
    if len(users) > 1 and any(mark in reader.shape[users[0].index : at] for mark in ",C;"):
        subject = users[-1].subject = reader.subject = reader.main = subject.copy()
    said = set(subject.said)
    place(subject, letter, [reader.items[at].value], said)
    subject.said = frozenset(said)


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


def source(reader: Reader, at: int) -> bool:
    """`According to British statistics`."""
    token = reader.items[at]
    if token.category != "demonym" or SOURCE.match(reader.line.text, token.end) is None:
        return False
    reader.source = token.value
    return True


def followed(reader: Reader, at: int) -> bool:
    """`The US followed with imports at 5 billion`, `it was followed by Japan with exports of 5 billion`."""
    if reader.shape[at + 1 : at + 3] != "wF" or not (
        FOLLOWED.match(reader.line.text, reader.items[at].end) or reader.shape[: at].endswith("N")
    ):
        return False
    reader.awaited = reader.items[at].value
    return True


def opened_with(reader: Reader, at: int) -> bool:
    """`With China, the goods gap decreased`, `With its biggest partner, China, Japan had a gap`."""
    if reader.shape[at - 1 : at] == "," and OPENED_WITH.fullmatch(reader.shape, 0, at + 1) is None:
        return False
    if reader.subject is not None or reader.drafts or reader.shape[at + 1 : at + 2] not in (",", "A"):
        return False
    reader.awaited = reader.items[at].value
    return True


def another_s(reader: Reader, at: int) -> bool:
    """`Peru's surplus is to grow to 5 billion, and Chile's to 6 billion`: the same trade of another country."""
    told, owner = reader.subject, reader.items[at]
    if told is None or told.noise or told.tariff or not reader.drafts or told.reporter in (None, owner.value):
        return False
    if OWN_MOVE.match(reader.line.text, owner.end) is None or reader.shape[at + 1 : at + 2] not in ("t", "U", "L"):
        return False
    if reader.items[at + 1].start - owner.end > NEXT:
        return False
    reader.subject = reader.main = told.copy()
    reader.subject.reporter, reader.subject.when = owner.value, None
    return True


def opened_for(reader: Reader, at: int) -> bool:
    """`For the Netherlands, Kenya exported goods worth $5 billion`."""
    if DOES_FOR.match(reader.shape, at + 1) is None or reader.drafts or reader.subject is not None:
        return False
    reader.awaited = reader.items[at].value
    return True


def earned_by(reader: Reader, at: int) -> bool:
    """`Contributed 38 percent to Kenya's export earnings`: no partner."""
    head = reader.head_after(at + 1)
    return head is not None and head in reader.phrases


def listed_with(reader: Reader) -> dict[int, list[Draft]]:
    """`Iraq with $5 billion, China with $4 billion and Oman with $2 billion of imports from Iran`: Iran's exports.

    Gives each figure at its index, and nothing at the others that the list takes up.
    """
    given: dict[int, list[Draft]] = {}
    for listed in LISTED_WITH.finditer(reader.shape) if "A" in reader.shape and "wF" not in reader.shape else ():
        head = reader.phrase(listed.start("head"))
        if head.flow is None or WAYS.get(head.flow) != listed["way"]:
            continue
        given.update((at, []) for at in range(*listed.span()))
        name = ""
        for at in range(listed.start(), listed.start("head")):
            if reader.shape[at] == "A":
                name = reader.items[at].value
            elif reader.shape[at] in AMOUNTS:
                subject = head.copy()
                subject.flow, subject.when = head.flow.mirror, None
                subject.reporter, subject.partner = reader.items[listed.start("home")].value, name
                subject.said, subject.listed = head.said | {"reporter", "partner"}, True
                given[at] = [Draft(reader.items[at], at, MEASURED[reader.shape[at]], subject)]
    return given


def next_declined(reader: Reader, at: int) -> bool:
    """`China registered a decline of 52 per cent`, where the exports to this country and that are told."""
    told = reader.carried
    if (
        told is None
        or told.noise
        or told.flow not in ONE_WAY
        or told.partner in (None, WORLD, reader.items[at].value)
        or told.reporter == reader.items[at].value
        or DECLINED.match(reader.shape) is None
        or reader.shape.index("A") != at
    ):
        return False
    reader.subject = reader.main = told.copy()
    reader.subject.partner, reader.subject.when, reader.subject.borrowed = reader.items[at].value, None, True
    reader.subject.said |= {"partner"}
    return True


def is_listed(reader: Reader, at: int) -> bool:
    """Whether a figure of its own follows the country: `India at $65.4bn`, `China, down 35.9 percent`."""
    return (
        ITS_FIGURE.match(behind(reader, at)) is not None
        and at not in reader.consumed
        and reader.items[at].category == "area"
        and reader.shape[at - 1 : at] not in tuple("twfxoy")
        and not inside(reader, at)
    )


def behind(reader: Reader, at: int) -> str:
    """The letters of what follows the country, up to its figure."""
    return reader.shape[at + 1 : at + 5].replace("~", "").replace("L", "")


def next_one(reader: Reader, at: int) -> bool:
    """`Followed by India at $65.4bn`: the same trade, or the same share, of the next partner of a list."""
    return is_listed(reader, at) and (next_among(reader, at) or next_taker(reader, at) or next_partner(reader, at))


def next_among(reader: Reader, at: int) -> bool:
    """`China took 10 percent.  India (7%) and Oman (6%) came next`."""
    told, name = reader.carried, reader.items[at].value
    if at or told is None or told.shared is None or name == told.reporter or not reader.shape.startswith("A(%)"):
        return False
    reader.subject = told.copy()
    reader.subject.borrowed = True
    taker(reader, told.shared, name).product = ALL_PRODUCTS
    return True


def next_taker(reader: Reader, at: int) -> bool:
    """`China took 10 percent, India 7`."""
    previous, name = reader.drafts[-1] if reader.drafts else None, reader.items[at].value
    if previous is None or previous.part is None or previous.part.partner is None or name == previous.subject.reporter:
        return False
    reader.subject = previous.subject
    taker(reader, previous.part, name)
    if behind(reader, at)[:1] in MEASURED:  # "10 percent of the total, and India $3 billion"
        reader.subject = reader.main = shares.level_of(previous)
        reader.subject.with_(name)
        reader.share = ""
    return True


def taker(reader: Reader, part: Subject, name: str) -> Subject:
    """What the country took of the same trade."""
    taken = part.copy()
    taken.partner = name
    reader.part, reader.share, reader.agent = taken, "S", name
    return taken


def next_partner(reader: Reader, at: int) -> bool:
    """`Exports to China fell by 5 percent, India 7`, `imports came from Mali at $5 billion, Togo at $4 billion`."""
    subject, name = listing(reader, at), reader.items[at].value
    if subject is None or subject.noise or subject.tariff or subject.reporter == name or subject.flow is None:
        return False
    told = subject.partner not in (None, WORLD, name) or MARKETS.search(reader.shape, 0, at) is not None
    if not told and not (subject.partner is None and COLUMN.match(reader.shape, at)):
        return False
    reader.subject = reader.main = subject.copy()
    if subject.partner is None and SELLERS.search(reader.shape, 0, at) is not None:
        reader.subject.reporter, reader.subject.when = name, None
        return True
    reader.subject.partner, reader.subject.when, reader.subject.listed = name, None, True
    reader.subject.said |= {"partner"}
    reader.share = ""
    return True


def listing(reader: Reader, at: int) -> Subject | None:
    """The trade whose partners are being listed, in this sentence or from the one before on."""
    previous, told = reader.drafts[-1] if reader.drafts else None, reader.carried
    if previous is not None and previous.subject is reader.partners:
        return reader.partners
    subject = reader.subject if reader.subject is not None and not reader.subject.noise else reader.main
    if subject is not None or previous is not None or told is None or not TRADES.isdisjoint(reader.shape[:at]):
        return subject
    return told if behind(reader, at).startswith(",") or told.listed or told.partner not in (None, WORLD) else None


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
    if not sides["verb"] and not STAYS.match(reader.line.text, items[sides.start("partner")].end):
        return
    owner = sides.start("owner") if sides["owner"] else at + 2 if shape[at + 1 : at + 3] in ("oA", "iA") else None
    if owner is None or items[owner].value == items[sides.start("partner")].value:
        return
    subject = Subject(Flow(items[at].value), items[at].start)
    subject.reporter, subject.partner = items[owner].value, items[sides.start("partner")].value
    subject.said = frozenset({"reporter", "partner", "flow"})
    reader.subject = reader.partners = subject


def read_place(reader: Reader, at: int) -> None:
    """`Exported goods worth 5 billion to the island`: the country named before is the partner."""
    subject = reader.subject
    if (
        subject is not None
        and not subject.noise
        and not subject.tariff
        and "partner" not in subject.said
        and at
        and (subject.verb or reader.shape[at - 2 : at - 1] in ("$", "#", "0", "V"))
        and reader.shape[at - 1] in "tf"
        and (subject.flow, reader.shape[at - 1]) not in AWAY  # "imported into the country": that is whose trade it is
        and reader.line.words(at).startswith("the ")
    ):
        subject.turned = reader.line.words(at)


def read_stranger(reader: Reader, at: int) -> None:
    """`with Western Europe rose`: a partner that the lexicon does not know keeps its words."""
    subject = reader.subject
    if subject is None or subject.noise or subject.tariff or reader.shape[at + 1 : at + 2] == "A":
        return
    name = stranger(reader.line, at)
    if name is None or inside(reader, at):
        return
    twin = subject.copy()
    twin.with_(name)
    reader.subject = twin


def inside(reader: Reader, at: int) -> bool:
    """Whether the area belongs to a phrase already read around a flow before it."""
    offset = reader.items[at].start
    return any(index < at and reach(reader, index) > offset for index in reader.phrases)


def reach(reader: Reader, head: int) -> int:
    """How far the phrase around `head` takes in what follows it, roughly: up to the next verb or figure."""
    at = head + 1
    while at < len(reader.shape) and reader.shape[at] in "tfwxozyisg~.APGhnW,2":
        if reader.shape[at] == "," and (at + 1 >= len(reader.shape) or reader.shape[at + 1] != "A"):
            break
        at += 1
    return reader.items[at - 1].end if reader.items[at - 1] is not None else 0


ANYWHERE = (next_one, source, another_s, followed, next_declined)
READINGS = {  # by what stands before the country
    "b": (*ANYWHERE, bound_for),
    "w": (*ANYWHERE, opened_with),
    ",": (*ANYWHERE, opened_with),
    "i": (*ANYWHERE, opened_for),
    "t": (*ANYWHERE, earned_by),
}
