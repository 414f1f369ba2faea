"""Goods that have a rank among those a country trades: `tea, the top export earner`, `fuels ranked second`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.clauses.called import sectors, ware_of
from claims.clauses.neutral import neutral
from claims.clauses.subject import Subject, code_for
from claims.language import language
from claims.pattern import pattern
from sources.terms.key import ALL_PRODUCTS, Flow

if TYPE_CHECKING:
    from claims.clauses.reader import Reader

BEFORE = pattern(r"P[Pn,.~]*(?:F(?=[LU]|,[.~]*[As]))?(?:,|[.~t]*[LU])?[.~]*[As]?[.~]*$")  # goods, and on to their rank
BEHIND = pattern(r"G?(?:[tfo].|[L.~g:,iW])*(?P<goods>P)")  # "the top export to Japan was tea"
INCLUDED = pattern(r"[^,;]*\binclud")
UNKNOWN = pattern(r"([A-Z][a-z-]+(?: [a-z-]+){0,2}) ")  # goods that the lexicon lacks, where a sentence begins
GOODS_BEHIND = pattern(r"F(?:[tfo][.~]*A|[iW.~])*L[.~]*P")


def leads(reader: Reader, at: int, head: int) -> bool:
    """Whether goods stand with the rank at `at` of the exports at `head`: `ores were the second top export`."""
    before = BEFORE.search(reader.shape, 0, at) is not None
    return before or GOODS_BEHIND.match(reader.shape, head) is not None or bool(opens_unknown(reader, at))


def ranked_ware(reader: Reader, at: int, ware: int) -> Subject | None:
    """`Tea, the top foreign exchange earner, fetched 188 million`, `the top export items were coffee and tea`."""
    shape, items = reader.shape, reader.items
    flow = Flow(items[ware].value) if shape[ware] in "IV" else reader.phrase(ware).flow
    current = reader.subject
    before = BEFORE.search(shape, 0, at)
    behind = BEHIND.match(shape, ware + 1) if before is None else None
    if behind is not None and INCLUDED.match(reader.line.text, items[ware].end, items[behind.end() - 1].start):
        return None  # "the leading export items included tea": none of them is the first
    start = before.start() if before is not None else behind.start("goods") if behind is not None else len(shape)
    unknown = "" if shape[start : start + 1] == "P" else opens_unknown(reader, at) or sector(reader, at)
    if unknown or shape[start : start + 1] == "P":
        subject = reader.phrase(ware).copy() if shape[ware] == "F" else Subject(flow, reader.line.start)
        subject.of_goods(*named(reader, start, unknown))
        owner = next((index for index in range(at - 1, max(-1, at - 3), -1) if shape[index] == "A"), None)
        if owner is not None:
            subject.by(items[owner].value)
        reader.subject = reader.main = subject
        return subject
    if current is not None and not current.noise and current.flow is flow and current.product != ALL_PRODUCTS:
        return current  # "petroleum imports rose and remain the highest imported commodity"
    return None


def named(reader: Reader, start: int, unknown: str = "") -> tuple[str, str]:
    """The code and the words of the goods that begin at `start`, or of those that the lexicon lacks."""
    if unknown:
        return ware_of(f"{unknown} ", reader.line.language)[0] or code_for(unknown), unknown
    goods = []
    for index in range(start, len(reader.shape)):
        if reader.shape[index] == "P":
            goods.append(reader.items[index])
        elif reader.shape[index] not in ",n~":
            break
    return "+".join(dict.fromkeys(token.value for token in goods)), reader.line.text[goods[0].start : goods[-1].end]


def sector(reader: Reader, at: int) -> str:
    """What the industry deals in that the rank at `at` is of: `the car industry is the leading export sector`."""
    line = reader.line
    return next((name for *_, name in sectors(line.text, line.start, reader.items[at].start, line.language)), "")


def opens_unknown(reader: Reader, at: int) -> str:
    """The goods that the lexicon lacks, where a sentence opens with them and leads from them to the rank at `at`."""
    if reader.shape[:at].strip("L~.sU"):
        return ""
    found = UNKNOWN.fullmatch(reader.line.text, reader.line.start, reader.items[0].start)
    words = found.group(1).lower().split() if found is not None else []
    empty = neutral(reader.line.language)[1] | language(reader.line.language).articles
    return " ".join(words) if empty.isdisjoint(words) else ""
