"""Places without a noun: `copper topped the list of exports`, `Oman came second`, `ranks fourth in US imports`.

A country or goods before it have the place; what it is one in stands behind it, or has been told of before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.clauses.subject import Subject
from claims.clauses.wares import named, opens_unknown
from claims.language import language
from claims.pattern import pattern
from sources.terms.key import ONE_WAY, WORLD, Flow

if TYPE_CHECKING:
    from claims.clauses.reader import Reader

WHO = pattern(r"(?P<who>A|P(?:[n,~]+P)*)(?:\(A\))?,?[.~]*(?:C[.~]*)?(?:[LUS]?[fta.~i]*(?:\^t)?)?$")
# "Peru had 2 percent of it and ranked 18th", "Mali, the third-largest market in 2023, fell to fifth".
JOINED = pattern(r"[.~iW,]*(?P<who>A)(?:[^;C,]*n|,[^;C]*,[.~]*[LU][.~]*t)[.~]*$")
BEHIND = pattern(r",[.~]*(?P<who>A)(?=[.~]*[LSU])")  # "Taking third place, Oman had a share of 9 percent"
AMONG = pattern(r"(?:[Hk]o|,?w|[ixo])?[-.~gsWk2hA]*(?:(?<=[As])J[.~]*)?(?P<what>[FKI])")
OPENS_AMONG = pattern(r"x[~.]*(?P<owner>A)[-~.gJ]*K,")
ELSEWHERE = pattern(r"[io](?:[^W]|$)|[~.]*[J^]")
NEXT_NOUN = pattern(r" ([a-z]+)\b")
TRADES = (*ONE_WAY, Flow.TOTAL)


def place(reader: Reader, at: int, after: int) -> Subject | None:
    """The trade of the one that has the place at `at`; what follows it stands at `after`."""
    shape = reader.shape
    told = next((one for one in (reader.partners, reader.subject, reader.main, reader.carried)
                 if one is not None and not one.noise and not one.tariff and one.flow in TRADES), None)
    found = WHO.search(shape, 0, at) or BEHIND.match(shape, at + 1) or JOINED.match(shape, 0, at)
    who, goods = found.start("who") if found is not None else -1, "" if found is not None else opens_unknown(reader, at)
    trade = among(reader, at, after, told) if found is not None or goods else None
    if trade is None:
        return None
    if goods or shape[who] == "P":
        if trade.flow not in (*ONE_WAY, Flow.RE_EXPORT):
            return None
        trade.of_goods(*named(reader, who, goods))
    else:
        country, other = reader.items[who].value, trade.partner if "partner" in trade.said else None
        owner = trade.reporter or (told.reporter if told is not None else None)
        if trade.reporter == country:  # "Mexico ranked first in US trade", "tops imports"
            owner = other or (told.reporter if told is not None else None)
            if owner in (None, country):
                return None
        if owner in (WORLD, country) or (other is not None and other != owner):
            trade.by(country)  # "second in exports to Peru"
            trade.with_(WORLD if other is None else other)
        else:
            trade.reporter, trade.listed = owner, True
            trade.with_(country)
        for draft in reader.drafts if told is not None and told.partner == country else ():
            draft.base = draft.former = draft.subject is told  # "the third-largest, fell to fifth"
    trade.when = None
    reader.subject = reader.main = trade
    reader.share = ""
    return trade


def among(reader: Reader, at: int, after: int, told: Subject | None) -> Subject | None:
    """`Second in US imports`, `topped the list of export items`: what the place is one in, a copy of its own."""
    shape, items, words = reader.shape, reader.items, language(reader.line.language)
    end = items[after - 1].end
    tail = NEXT_NOUN.match(reader.line.text, end, reader.line.end)
    beside = after < len(shape) and items[after] is not None and items[after].start - end <= 1
    if tail is not None and not beside and tail.group(1) not in words.tails | words.places:
        return None  # "the second largest economy"
    found = AMONG.match(shape, at + 1)
    opens = OPENS_AMONG.match(shape) if found is None else None
    if opens is not None:  # "Among India's export markets, Oman ranked sixth"
        trade = Subject(Flow(items[opens.end() - 2].value), items[0].start)
        trade.by(items[opens.start("owner")].value)
        return trade
    if found is None:
        if told is None or ELSEWHERE.match(shape, at + 1) or (told.reporter == WORLD and told.flow not in ONE_WAY):
            return None  # "took the lead in talks"
        return told.with_everybody()
    what = found.start("what")
    reader.consumed.update(range(at + 1, what + 1))
    if shape[what] == "F":
        return reader.phrase(what).copy()
    trade, owner = Subject(Flow(items[what].value), items[what].start), shape.find("A", at, what)
    if owner > 0:
        trade.by(items[owner].value)
    return trade
