"""Markets and partners: whether a country has them, and which country it is that a headline calls one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.clauses.neutral import neutral
from claims.pattern import pattern

if TYPE_CHECKING:
    from claims.clauses.reader import Reader

OF_SOMEBODY = pattern(r"(\w+)(?:['’]s|['’])\s+$")
SHORT = 24  # characters
OF_WHAT = pattern(
    r"\s+(?:of|for(?!\s+(?:[\w-]+\s+){0,4}(?:years?|months?|quarters?|decades?|time|times|long)\b))\s+"
)  # "for the fourth year in a row" tells how long, not of what
OWNED = pattern(
    r"['’]s\s+(?!(?:exports|imports|goods|products)\b)[a-z]+\s+(?!exports|imports|goods|products)[a-z]+"
)
def of_trade(reader: Reader, standing: int) -> bool:
    """Whether what stands behind a market or supplier leaves it one of trade: not `supplier of carbon offsets`."""
    shape, items = reader.shape, reader.items
    match = OF_WHAT.match(reader.line.text, items[standing].end, reader.line.end)
    if match is None:
        return True
    following = next(
        (
            index
            for index in range(standing + 1, len(shape))
            if items[index] is not None and (items[index].start >= match.end())
        ),
        None,
    )
    if following is None or items[following].start - match.end() > 4:
        return False
    if shape[following] == "A":
        of_what = shape[following + 1 : following + 2]
        return of_what == "P" or not (
            of_what in ("B", "D") or OWNED.match(reader.line.text, items[following].end, reader.line.end))
    return shape[following] in "FGPsWg"


def is_country_s(reader: Reader, at: int, standing: int) -> bool:
    """Whether a market or supplier is a country's: not `the largest display market`, `the firm's second market`."""
    items, text = reader.items, reader.line.text
    owned = OF_SOMEBODY.search(text, max(reader.line.start, items[at].start - SHORT), items[at].start)
    empty = neutral(reader.line.language)[1]
    if owned is not None and reader.shape[at - 1 : at] not in ("A", "s", "h") and owned.group(1).lower() not in empty:
        return False
    ends = [item.end for item in items[at : standing] if item is not None]
    starts = [item.start for item in items[at + 1 : standing + 1] if item is not None]
    between = " ".join(text[end:start] for end, start in zip(ends, starts, strict=False)).replace(",", " ").split()
    return all(word.lower() in empty or not word.isalpha() for word in between)


def headline_partner(reader: Reader, before: int, at: int, standing: int) -> bool:
    """`Africa remains the largest market`, `Mali stays top market for Togo`, `Uganda top market as`: no owner."""
    area, rank = reader.items[before], reader.items[at]
    gap = reader.line.text[area.end : rank.start]
    if reader.shape[standing] != "K" or area.category != "area":
        return False
    telegraphic = before == 0 and gap == " " and not reader.line.text[area.start : area.end].isupper()
    told = telegraphic and (
        reader.line.wording("as-trade").match(reader.line.text, reader.items[standing].end) is not None
    )
    stays = reader.shape[standing + 1 : standing + 3] in ("iA", "oA") and (
        reader.line.wording("stays").match(reader.line.text, area.end) is not None)
    return told or stays or gap.endswith(" the ")
