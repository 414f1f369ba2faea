"""Records and ranks: `a record`, `the highest since 2018`, `its third-largest trading partner`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.claim import Kind
from claims.clauses import partners, standings, wares
from claims.clauses.around import Figure
from claims.clauses.draft import RANKS, STOOD, Draft
from claims.clauses.phrase import HEADS
from claims.clauses.placing import place
from claims.clauses.standings import standing
from claims.clauses.subject import Subject, noise
from claims.language import language
from claims.pattern import pattern
from sources.terms.key import WORLD, Flow

if TYPE_CHECKING:
    from claims.clauses.reader import Reader

# ... and another rank that it had.
FROM_RANK = pattern(r"f(?P<then>\^)(?:i?W)?t$")  # "from 28th in 2018 to 24th"
TO_RANK = pattern(r"(?:i?W)?t\^")
THEN = pattern(r"[^;CFBD]*[fv][~.s]*")  # "is the third-largest, up from its 24th place in 2001"
TAKES = pattern(r"[APQ][.~]*[SL][.~]*$")
PART = pattern(r"[Hk]o")
UNLED = pattern(r"[~.]*")
LIST = pattern(r"(?:i?W)?[~.L]*A[a(w,-]?[$%#]\)?[,n]+A[a(w,-]?[$%#]")
PARTS_OF_YEAR = ("month", "quarter:", "half:")
BARE = frozenset({"import", "imports", "export", "exports"})
HEADED = tuple("FBDKEIXTcPG")
NEXT_WORD = pattern(r"\s*([^\W\d_][^\s.,;]*)")
PLACE = pattern(r"[-~.gPAGnhs2,ox]*?[KE]")
NO_TRADE = ("X", "T", "c", "K", "E")
GOES_ON = frozenset("Q$#0%oiaWw',)(-mtvnr;:f^kdC")  # what may follow a record and leave it to the trade before
NOTHING = noise()  # what a rank is of that is a rank of no trade
NEAR = 14  # characters: "largest ever annual exports"
FAR = 24  # characters: no single word is longer, nor "one of the country's"
NEGATED = 30  # characters from "used to be" to the rank
MOVE = pattern(r"[~.W]*U[io']")
BY_MOST = pattern(r"U[~.]*y[~.]*$")
MOVED = pattern(r"U[oi][~.gsAGP]*[FBD](?:[iotfw~.AW]*L)[~.]*$")  # "the rise in exports was the largest": of the rise


def read_partners(reader: Reader, at: int) -> None:
    """`Other key markets were Oman ($5 billion), Chad ($4 billion)`: no rank, but whose figures these are."""
    unled = reader.subject is None and LIST.match(reader.shape, at + 1) and UNLED.fullmatch(reader.shape, 0, at)
    if unled and not standings.dismissed(reader, at, at):
        standings.placed(reader, at, at)
    elif not unled:
        partners.read_standing(reader, at)


def read_superlative(reader: Reader, at: int) -> None:
    """`record`, `highest`, `largest trading partner`: a claim where trade is what it is said of."""
    after, start, end = reader.after(at, "~.gk"), reader.items[at].start, reader.items[at].end
    if MOVE.match(reader.shape, at + 1) or BY_MOST.search(reader.shape, 0, at) or is_denied(reader, at):
        return  # "the biggest annual decline in exports", "narrowed by the most since 2009"
    if reader.line.wording("one-of").search(reader.line.text, max(reader.line.start, start - FAR), start):
        if (place := PLACE.match(reader.shape, at + 1, at + 7)) is not None and reader.shape[place.end() - 1] == "K":
            standings.placed(reader, at, place.end() - 1)  # "one of Oman's largest partners": of the two's trade
        return  # "one of the largest deficits"
    follows, current = reader.shape[after : after + 1], reader.subject
    if follows in ("X", "T", "c") and current is not None and reader.line.wording("aside").match(reader.line.text, end):
        told = not (current.noise or current.tariff or current.flow is None)
        subject = current if told else None  # "exports hit a record as demand rose"
    else:
        subject = ranked(reader, at, after)
    if subject is not None:
        reader.drafts.append(record(reader, at, subject))


def is_denied(reader: Reader, at: int) -> bool:
    """`Was not a monthly record`, `is not its largest market`: that it is one, nobody says."""
    line, start = reader.line, reader.items[at].start
    return line.wording("none-such").search(line.text, max(line.start, start - NEGATED), start) is not None


def record(reader: Reader, at: int, subject: Subject) -> Draft:
    """The record that the word at `at` says, with how far back it reaches."""
    shape, items = reader.shape, reader.items
    draft = Draft(items[at], at, Kind.SUPERLATIVE, subject)
    if at and shape[at - 1] == "W" and items[at - 1].relative.startswith("length:"):
        draft.since = items[at - 1]  # a five-month low
    for index in range(at + 1, min(at + 8, len(shape))):
        if shape[index] in "C;":
            break
        if shape[index] == "W" and items[index].relative.startswith(PARTS_OF_YEAR):
            draft.seasonal |= reader.line.wording("for-such-months").fullmatch(
                reader.line.text, items[at].end, items[index].start) is not None
        ago = items[index].relative.startswith("length:") if shape[index] == "W" else False
        if ago and shape[index - 1] in "im" and draft.since is None:
            draft.since = items[index]  # the lowest in eight years
            break
        if shape[index] == "W" and items[index].role == "since":
            draft.since = items[index]
            break
    return draft


def of_amount(figure: Figure, draft: Draft) -> None:
    """`A record $44 billion deficit`, `a record $6 billion in imports`: of the trade that the figure is."""
    reader = figure.reader
    at = reader.before(draft.index, "~.o")
    if at < 0 or reader.shape[at] != "J" or draft.kind not in STOOD or reader.items[at].value not in ("high", "low"):
        return
    last = reader.drafts[-1] if reader.drafts else None
    if last is not None and last.index == at:
        last.subject = draft.subject
    else:
        reader.drafts.append(record(reader, at, draft.subject))


def read_rank(reader: Reader, at: int) -> None:
    """`second`, `the third-largest`, `in fourth place`: a claim where it is one among partners, goods or records."""
    line, shape, start = reader.line, reader.shape, reader.items[at].start
    before = max(line.start, start - NEGATED)
    if line.wording("formerly").search(line.text, before, start) or is_denied(reader, at):
        return
    if shape[at - 1 : at] == "f" and TO_RANK.match(shape, at + 1):
        return  # read with the one it led to
    last = reader.drafts[-1] if reader.drafts else None
    if last is not None and last.kind in RANKS and THEN.fullmatch(shape, last.index + 1, at):
        reader.drafts.append(placed_at(reader, at, last.subject, then=True))
        return
    after = reader.after(at, "~.gJ")
    subject = place(reader, at, after) if shape[after : after + 1] not in HEADED else None
    subject = subject or ranked(reader, at, after)
    if subject is not None:
        if subject.reporter == WORLD:
            of_whom(reader, at, subject)
        reader.drafts.append(placed_at(reader, at, subject))
        if (then := FROM_RANK.search(shape, 0, at)) is not None:
            reader.drafts.append(placed_at(reader, then.start("then"), subject, then=True))


def of_whom(reader: Reader, at: int, trade: Subject) -> None:
    """`India's rose to 24th in global exports`: a place in the world's trade is that of a country."""
    who = reader.shape.find("A", 0, at)
    trade.reporter, trade.partner = reader.items[who].value if who >= 0 else None, WORLD
    trade.said = trade.said - {"reporter"} | ({"reporter"} if who >= 0 else set())


def placed_at(reader: Reader, at: int, subject: Subject, then: bool = False) -> Draft:
    """The place that the words at `at` give `subject`; with `then`, the one it had before."""
    item = reader.items[at]
    draft = Draft(item, at, Kind.SUPERLATIVE if item.value == 1 else Kind.RANK, subject)
    draft.hedge, draft.base = item.hedge, then
    return draft


def ranked(reader: Reader, at: int, after: int) -> Subject | None:
    """The trade that a record or rank is one of, None where it is not trade; what follows it stands at `after`."""
    for reading in READINGS:
        if (found := reading(reader, at, after)) is not None:
            return None if found.noise else found
    return None


def of_ware(reader: Reader, at: int, after: int) -> Subject | None:
    """`Its largest export item`, `its top foreign exchange earner`."""
    shape = reader.shape
    ware = next((index for index in range(at + 1, min(at + 5, len(shape))) if shape[index] not in "~.g2GP"), at)
    if shape[ware] == "I" or shape.startswith("VG", ware):  # "the most imported merchandise"
        return wares.ranked_ware(reader, at, ware) or NOTHING
    return None


def of_partner(reader: Reader, at: int, after: int) -> Subject | None:
    """`Its largest trading partner`, `the second-largest exporter of tea`."""
    place = PLACE.match(reader.shape, at + 1, at + 7)
    return (standing(reader, at, place.end() - 1) or NOTHING) if place is not None else None


def of_leading_ware(reader: Reader, at: int, after: int) -> Subject | None:
    """`Crude petroleum, the second-highest export`; in `the main exports are`, none is meant alone."""
    head = bare_flow(reader, at)
    if head is None or (reader.items[at].value == "main" and reader.line.words(head).endswith("s")):
        return None
    if not wares.leads(reader, at, head):
        return None
    reader.consumed.add(head)
    return wares.ranked_ware(reader, at, head) or NOTHING


def of_list(reader: Reader, at: int, after: int) -> Subject | None:
    """`Copper topped the list of exports`, `had the largest share of them`: not what all exports were."""
    took = PART.match(reader.shape, at + 1) and TAKES.search(reader.shape, 0, at)
    if reader.items[at].value != "list" and not took:
        return NOTHING if reader.shape.startswith("H", after) else None
    return place(reader, at, after) or NOTHING


def of_flow(reader: Reader, at: int, after: int) -> Subject | None:
    """`Record exports`, `the largest deficit`, `the highest monthly imports of oil`; of what is no trade, nothing."""
    shape, items = reader.shape, reader.items
    if shape[after : after + 1] in NO_TRADE or items[at].value in ("main", "list"):
        return NOTHING
    head = reader.head_after(at + 1 + shape.startswith("Q", at + 1))  # "the highest figure for exports"
    if head is None or "iW" in shape[at:head].removeprefix("^iWi") or shape[after] == "n":
        return None  # "the highest in five months as exports dropped", "a record and imports fell"
    if shape[head] not in HEADS:
        return NOTHING
    near = items[after] is None or items[after].start - items[at].end <= NEAR
    if not near or "," in shape[at:head]:
        return None
    found = reader.phrase(head)
    if items[at].value == "best" and reader.line.words(head) in BARE:
        return NOTHING
    current = reader.subject
    if not found.weak or found.noise:
        return found
    if current is None:
        return found if reader.trading else NOTHING
    return current if current.noise or current.flow is Flow.BALANCE else found


def of_told(reader: Reader, at: int, after: int) -> Subject | None:
    """`Exports were the highest on record`: nothing behind it names anything else."""
    shape, items, current = reader.shape, reader.items, reader.subject
    if current is None or current.tariff or current.flow is None or MOVED.search(shape, 0, at):
        return None
    words = language(reader.line.language)
    follows, end = shape[after : after + 1], items[at].end
    posted = follows == "L" and reader.line.words(after) in words.posts  # "the highest value ever recorded"
    if follows and not posted and follows not in GOES_ON:
        return None
    tail = NEXT_WORD.match(reader.line.text, end, min(end + FAR, reader.line.end))
    known = after < len(shape) and items[after] is not None and items[after].start - end <= 2
    return of_part(reader, current) if tail is None or known or tail.group(1).lower() in words.tails else None


def of_part(reader: Reader, told: Subject) -> Subject:
    """`China's share of Peru's exports fell to 27 percent, the lowest since 2013`: of those to China."""
    part = reader.drafts[-1].part if reader.drafts and reader.drafts[-1].subject is told else None
    if part is None or part.partner is None or told.partner is not None:
        return told
    taken = told.copy()
    taken.partner, taken.said = part.partner, told.said | {"partner"}
    return taken


def bare_flow(reader: Reader, at: int) -> int | None:
    """The word `exports` or `imports` that the words behind `at` lead to, with nothing said of it."""
    head = reader.head_after(at + 1)
    return head if head is not None and reader.shape[head] == "F" and reader.line.words(head) in BARE else None


READINGS = (of_ware, of_partner, of_leading_ware, of_list, of_flow, of_told)
