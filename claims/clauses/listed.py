"""Lists of partners, each with its own figure: `to India at $5bn, Oman at $4bn`, `China took 10 percent, Oman 7`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.claim import Kind
from claims.clauses.draft import Draft
from claims.clauses.subject import Subject, portion
from claims.pattern import pattern
from sources.terms.key import WORLD, Flow

if TYPE_CHECKING:
    from claims.clauses.reader import Reader

COLUMN = pattern(r"A[a(w-][$%#0](?:[r,][$%])?(?:\([$%]\)|\))?[,n]*N?A[a(w][$%#0]")  # "Mali with $5bn (9%), Togo at"
# "Chad (5 percent) and Mali (4 percent) were the top destinations for Oman's exports", "were Oman's top suppliers"
LED = pattern(
    r"(?:iW,)?(?:A\(%\)[,n]*){2,}[~.]*L[~.]*(?P<owner>A)?[~.]*[J^]?[~.G]*(?P<rank>K)(?P<trade>[oi][~.A]*G?[~.]*F)?")
SELLERS = pattern(r"F[fy]A\([$%#]\)(?:[,n]+A\([$%#]\))*[,n]+$")  # "exports from Chad (5 percent) and Togo"
MARKETS = pattern("K[^;C]*:")  # "exports to its top markets were as follows: Germany 5 billion"
ITS_FIGURE = pattern(r"[$%+#*0]|(?:[aiw(-]|\(U|,[awU]|wo|N.|\(?(?:um|e))[$%+#*^0]")
TRADES = frozenset("FBDXT")


def shares_before(reader: Reader) -> dict[int, list[Draft]]:
    """`Chad (8 percent) and Mali (6 percent) were the top sources of Oman's imports`: their shares of them."""
    listed = LED.match(reader.shape)
    if listed is None:
        return {}
    whole = reader.phrase(listed.end() - 1).copy() if listed["trade"] else Subject(
        Flow(reader.items[listed.start("rank")].value), reader.items[listed.start("rank")].start)
    if listed["owner"]:
        whole.by(reader.items[listed.start("owner")].value)
    given: dict[int, list[Draft]] = {}
    for at in range(listed.start("rank")):
        if reader.shape[at] == "%":
            draft = Draft(reader.items[at], at, Kind.SHARE, whole)
            draft.part = portion(reader.items[at - 2].start, reader.items[at - 2].value)
            given[at] = [draft]
    return given


def is_listed(reader: Reader, at: int) -> bool:
    """Whether a figure of its own follows the country: `India at $65.4bn`, `China, down 35.9 percent`."""
    return (
        ITS_FIGURE.match(behind(reader, at)) is not None
        and at not in reader.consumed
        and (reader.items[at].category == "area" or reader.shape.startswith("#(#", at + 1))  # "Kenyan 483 (715)"
        and reader.shape[at - 1 : at] not in tuple("twfxoy")
        and (not reader.inside(at) or COLUMN.match(reader.shape, at) is not None)
    )


def behind(reader: Reader, at: int) -> str:
    """The letters of what follows the country, up to its figure."""
    return reader.shape[at + 1 : at + 5].replace("~", "").replace("L", "")


def next_one(reader: Reader, at: int) -> bool:
    """`Followed by India at $65.4bn`: the same trade of the next partner of a list."""
    return is_listed(reader, at) and next_partner(reader, at)


def next_partner(reader: Reader, at: int) -> bool:
    """`Exports to China fell by 5 percent, India 7`, `imports came from Mali at $5 billion, Togo at $4 billion`."""
    subject, name = listing(reader, at), reader.items[at].value
    if subject is None or subject.noise or subject.tariff or subject.reporter == name or subject.flow is None:
        return False
    told = subject.partner not in (None, WORLD, name) or MARKETS.search(reader.shape, 0, at) is not None
    if not told and not (subject.partner in (None, WORLD) and COLUMN.match(reader.shape, at)):
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
    several = reader.partners is not None and "+" in (reader.partners.partner or "")  # "its top markets were Mali (5"
    if several if previous is None else previous.subject is reader.partners:
        return reader.partners
    subject = reader.subject if reader.subject is not None and not reader.subject.noise else reader.main
    if subject is not None or previous is not None or told is None or not TRADES.isdisjoint(reader.shape[:at]):
        return subject
    listed = behind(reader, at).startswith(",") or told.listed or told.partner not in (None, WORLD)
    return told if listed or MARKETS.search(reader.shape, 0, at) is not None else None
