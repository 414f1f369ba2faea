"""Partners: countries as the sentence comes upon them, behind a preposition, in a list, or doing something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.claim import Kind
from claims.clauses import goods, shares
from claims.clauses.draft import Draft
from claims.clauses.shape import AMOUNTS
from claims.clauses.sides import place, stranger
from claims.clauses.subject import Subject
from claims.pattern import pattern
from sources.terms.key import ALL_PRODUCTS, WORLD, Flow

if TYPE_CHECKING:
    from claims.clauses.reader import Reader

STANDS = pattern(r"(?P<partner>A)[.~]*(?P<verb>L)?[.~]*(?P<owner>A)?[.~]*")  # "Oman is a major", "Oman is India's key"
COLUMN = pattern(r"A[a(w][$%#0]\)?[,n]*A[a(w][$%#0]")  # "were Mali at $5 billion, Togo at $4 billion"
GOODS_WORTH = pattern("^L?o~?P")  # "$5 billion worth of phones"
FOLLOWED = pattern(r"\s(?:also )?(?:followed|came (?:in )?(?:second|third|next))\b")
LISTED_WITH = pattern(r"(?:A[.~]*w[.~]*[$#][.,n~]*){2,}L?[.~]*o[.~sg]*(?P<head>F)[.~]*(?P<way>[tf])[.~]*(?P<home>A)")
MEASURED = {"$": Kind.LEVEL, "#": Kind.VOLUME}
WAYS = {Flow.IMPORT: "f", Flow.EXPORT: "t"}
DECLINED = pattern(r"[iW,.~]*AL[.~]*Uo%")
MARKETS = pattern("K[^;C]*:")  # "exports to its top markets were as follows: Germany 5 billion"
STAYS = pattern(r"\s(?:also |still |thus )?(?:remain|becom|becam|stay|continu)")
REMAINS = pattern(r"\s(?:remain|be|become)\s(?:the\s)?")
SOURCE = pattern(r"\s(?:official |customs |government |trade )*(?:statistics|data|figures|customs)\b")


def read_area(reader: Reader, at: int) -> None:
    shape, items = reader.shape, reader.items
    before = at - 1
    while before >= 0 and shape[before] in ".~gU":
        before -= 1
    letter = shape[before] if before >= 0 else ""
    follows = shape[at + 1] if at + 1 < len(shape) else ""
    if next_partner(reader, at):
        return
    if letter == "b" and bound_for(reader, at):
        return
    if items[at].category == "demonym" and SOURCE.match(reader.line.text, items[at].end):
        reader.source = items[at].value  # "according to British statistics"
        return
    if follows == "w" and shape[at + 2 : at + 3] == "F" and FOLLOWED.match(reader.line.text, items[at].end):
        reader.awaited = items[at].value  # "The US followed with imports at 5 billion"
        return
    if next_declined(reader, at):
        return
    if letter == "w" and reader.subject is None and not reader.drafts and follows and follows in ",A":
        reader.awaited = items[at].value  # "With China, the goods gap decreased"
        return
    if letter and letter in "twfxz" and len(reader.line.text[items[before].end : items[at].start].split()) > 2:
        letter = ""  # "Among individual countries Argentina ..."
    if letter == "t" and REMAINS.fullmatch(reader.line.text, items[before].end, items[at].start):
        letter = ""  # "which continued to remain Oman's biggest partner"
    if letter == "t" and (head := reader.head_after(at + 1)) is not None and head in reader.phrases:
        return  # contributed 38 percent to Kenya's export earnings
    if letter in "twfxz" and letter:
        subject = reader.subject
        if subject is not None and not subject.noise and not inside(reader, at):
            name = items[at].value
            names = [name]
            follows_at = at
            while shape[follows_at + 1 : follows_at + 3] in ("nA", ",A"):
                follows_at += 2
                names.append(items[follows_at].value)
            since = shape[reader.drafts[-1].index + 1 : at] if reader.drafts else ""
            since = GOODS_WORTH.sub("", since)
            if names[1:]:
                reader.consumed.update(range(at + 2, follows_at + 1))
            users = [draft for draft in reader.drafts if draft.subject is subject]
            if (
                "partner" not in subject.said
                and len(users) > 1
                and not any(mark in since for mark in "CFBDXUP;,")
                and any(mark in shape[users[0].index : at] for mark in ",C;")
            ):
                twin = subject.copy()  # "... because a module worth $1 billion had come in from Asia": that one alone
                said = set(subject.said)
                place(twin, letter, [name], said)
                twin.said = frozenset(said)
                users[-1].subject = reader.subject = reader.main = twin
            elif "partner" not in subject.said and not any(mark in since for mark in "CFBDXUP;,"):
                said = set(subject.said)
                place(subject, letter, [name], said)
                subject.said = frozenset(said)
            elif subject.partner != name and subject.reporter != name:
                twin = subject.copy()
                if shape[before - 1 : before] == "P":
                    token = items[before - 1]
                    twin.product, twin.product_name = reader.line.goods(token)
                said = set(subject.said) - {"partner"}
                place(twin, letter, names, said)
                twin.said = frozenset(said)
                twin.when = None
                for other in twin.siblings:
                    other.said = twin.said
                reader.subject = reader.main = twin
        return
    if letter and letter in "oiy":
        return
    if follows and follows in "FBGPDJ^K~":
        if follows in "J^K" or letter:
            return
        return
    if items[at].category == "area":
        reader.agent = items[at].value


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
        or told.flow not in (Flow.EXPORT, Flow.IMPORT)
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


def next_partner(reader: Reader, at: int) -> bool:
    """`followed by India at $65.4bn`, `China, down 35.9 percent`: the same trade with the next partner of a list."""
    shape = reader.shape
    if at in reader.consumed:
        return False
    previous = reader.drafts[-1] if reader.drafts else None
    rest = shape[at + 1 : at + 5].replace("~", "").replace("L", "")
    listed = bool(rest) and (
        (rest[0] in AMOUNTS and rest[0] != "^")
        or (rest[0] in "aw(" and rest[1:2] and rest[1] in AMOUNTS)
        or (rest[0] == "," and rest[1:2] and rest[1] in "aw" and rest[2:3] and rest[2] in AMOUNTS)
        or (rest.startswith("wo") and rest[2:3] and rest[2] in AMOUNTS)  # "with a value of $5 billion"
        or (rest.startswith(",U") and rest[2:3] and rest[2] in AMOUNTS)
        or (rest[0] == "N" and rest[1:3] and rest[2:3] in AMOUNTS)
    )
    before = shape[at - 1] if at else ""
    name = reader.items[at].value
    if not listed or (before and before in "twfxoy") or reader.items[at].category != "area" or inside(reader, at):
        return False
    told = reader.carried
    shared_among = not at and shape.startswith("A(%)") and told is not None and told.shared is not None
    if shared_among and told is not None and told.shared is not None and name != told.reporter:
        reader.part, reader.share, reader.subject = told.shared.copy(), "S", told.copy()
        reader.part.partner = reader.agent = name  # "China took 10 percent.  India (7%) and Oman (6%) came next"
        reader.part.product, reader.subject.borrowed = ALL_PRODUCTS, True
        return True
    if previous is not None and previous.part is not None and previous.part.partner is not None:
        if name == previous.subject.reporter:
            return False
        part = previous.part.copy()
        part.partner = name
        reader.part, reader.share, reader.subject = part, "S", previous.subject
        reader.agent = name
        return True
    subject = reader.subject if reader.subject is not None and not reader.subject.noise else reader.main
    if previous is not None and previous.subject is reader.partners:
        subject = reader.partners
    if (
        subject is None
        and not reader.drafts
        and reader.carried is not None
        and not reader.carried.noise
        and (rest[0] == "," or reader.carried.listed or reader.carried.partner not in (None, WORLD))
        and not any(mark in "FBDXT" for mark in shape[:at])
    ):
        subject = reader.carried
    first = subject is not None and subject.partner is None and COLUMN.match(shape, at) is not None
    if (
        subject is None
        or subject.noise
        or subject.tariff
        or (subject.partner in (None, WORLD, name) and not first and MARKETS.search(shape, 0, at) is None)
        or (subject.reporter == name)
        or subject.flow is None
    ):
        return False
    twin = subject.copy()
    twin.partner = name
    twin.said |= {"partner"}
    twin.when = None
    twin.listed = True
    reader.subject = reader.main = twin
    reader.share = ""
    return True


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
        last.subject.partner = name
        last.subject.said |= {"partner"}
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
        and (subject.verb or reader.shape[at - 2 : at - 1] in ("$", "#", "0"))
        and reader.shape[at - 1] in "tf"
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
    twin.partner = name
    twin.said |= {"partner"}
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
