"""Parts of all trade: what some kind of firm or sector trades, and all goods but those that a sentence leaves out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.clauses.called import sectors
from claims.language import language
from claims.pattern import pattern

if TYPE_CHECKING:
    from claims.clauses.reader import Reader

OPENING = pattern("z[~.s]*P(?:[,n]+P)*,")
LEFT_OUT = pattern(",?z[~.s]*P(?:[,n]+P)*")
# Behind a figure, or before it and what it says of the trade told of.
WITHOUT = pattern("(?:i?W)?[,C]?(?:z[~.s]*P(?:[,n]+P)*|P(?:[,n]+P)*z)")
BUT_FOR = pattern("[,nC;][~.C]*(?:z[~.s]*P(?:[,n]+P)*|P(?:[,n]+P)*z),?[~.s]*Q?(?:U[ty]?|L[~.]*)[~.]*$")
REST = {"PETROLEUM": "NON-OIL", "CRUDE-OIL": "NON-OIL"}
FIRMS = pattern("P[~.]*[LSOU][^XC;P]*$")
WARE = pattern("(?:^|[,;C])[.~gA]*(?P<ware>P)[~.]*(?P<verb>L)[~.J]*$")  # "mobile phones saw the highest export value"
OF_ALL = pattern(r"go$|^g,[.~]*[As]?[.~]*$")
NEAR = 80  # characters from a sector to its trade


def traders(reader: Reader, at: int) -> tuple[str, str] | None:
    """`Foreign-invested firms recorded a surplus`, `the steel industry posted`: what who trades deals in."""
    found, line, posts = FIRMS.search(reader.shape, 0, at), reader.line, language(reader.line.language).posts
    if found is not None and reader.items[found.start()].value.endswith("-ENTERPRISES"):
        return line.goods(reader.items[found.start()])
    if (ware := WARE.search(reader.shape, 0, at)) is not None and line.words(ware.start("verb")) in posts:
        return line.goods(reader.items[ware.start("ware")])
    head = reader.items[at].start
    for _, end, code, name in reversed(sectors(line.text, max(line.start, head - NEAR), head, line.language)):
        between, joined = line.text[end:head], reader.shape[at - 1 : at] == "w"  # "..., with exports rising to"
        return (code, name) if (joined or "," not in between) and not posts.isdisjoint(between.split()) else None
    return None


def left_out(reader: Reader, at: int) -> tuple[str, str] | None:
    """`Excluding oil and gas, exports were ...`, `exports, except cotton, ...`: all other goods, as code and name."""
    found = LEFT_OUT.match(reader.shape, at + 1) or OPENING.match(reader.shape)
    return rest_of(reader, *found.span()) if found is not None else None


def left_out_of(reader: Reader, at: int, since: int) -> tuple[str, str] | None:
    """`Rose 3 percent excluding oil`, `was $8 billion when oil is excluded`, `, but without oil they fell 2 percent`.

    `at`: where the figure stands; `since`: where its clause may begin at the earliest.
    """
    found = WITHOUT.match(reader.shape, at + 1) or BUT_FOR.search(reader.shape, since, at)
    return rest_of(reader, *found.span()) if found is not None else None


def rest_of(reader: Reader, start: int, end: int) -> tuple[str, str]:
    """All goods but those that stand between, as code and name."""
    named = [index for index in range(start, end) if reader.shape[index] == "P"]
    reader.consumed.update(named)
    codes = "-".join(reader.items[index].value for index in named)
    last = reader.items[named[-1]]
    return REST.get(codes, f"NON-{codes}"), f"all but {reader.line.text[reader.items[named[0]].start : last.end]}"


def is_of_all(reader: Reader, at: int) -> bool:
    """`The total value of exports`, `Overall, Thai exports`: what stands before the flow at `at` says it is of all."""
    total = reader.shape.endswith("Qo", 0, at) and reader.line.words(at - 2) == "the total"
    return total or OF_ALL.search(reader.shape, 0, at) is not None
