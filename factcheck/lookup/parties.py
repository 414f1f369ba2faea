"""Parties: whose trade a question is about, and with whom."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from claims.scanning.scan import Scanned
from claims.scanning.token import Token, When
from factcheck.lookup.asking import asked, patterns
from sources.terms.key import WORLD, Flow

AREAS = frozenset({"area", "demonym", "capital"})       # Washington buys as well as the United States
FLOWS = frozenset({"flow", "balance", "deficit"})
RANKED = frozenset({"superlative", "standing", "trader"})
BETWEEN = frozenset({"product", "basis", "superlative", "plain", "ware", "whole"})      # India's [largest tea] exports
OWNER = re.compile(r"['’]s?(?!\w)")
JOINED = re.compile(r"(?:\s|-|–|—|/|,|&|and\b)*")
TOWARD = frozenset({"to", "from"})
BESIDE = 6                      # code points between a preposition and its area: room for "the "


@dataclass(frozen=True, slots=True)
class Named:
    """An area of the question, and how it stands there."""

    area: str
    said: str                   # as the question has it
    before: str                 # the preposition before it, as the lexicon reads it, or ""
    word: str                   # that preposition itself
    after: str                  # the category of the last word of trade before that preposition: "rank", "standing"
    owns: bool                  # India's
    trades: bool                # it is the one whose exports, imports or balance are named, or who buys or sells


def areas_named(query: str, scanned: Sequence[Scanned]) -> list[Named]:
    """The areas of the question in its order, each once."""
    named: list[Named] = []
    before: Token | None = None
    tokens = [one for one in scanned if isinstance(one, Token)]
    marks = [(match.start(), "rank") for match in asked(query, "rank")]
    marks += [(token.start, token.category) for token in tokens if token.category in {*RANKED, "flow"}]
    traders = owners_of_flows(query, scanned) | subjects(query, tokens)
    for token in tokens:
        if token.category in AREAS:
            beside = before if (before is not None and before.category == "prep"
                                and token.start - before.end <= BESIDE) else None
            earlier = [mark for mark in marks if mark[0] < token.start]
            one = Named(
                token.value, query[token.start:token.end], beside.value if beside else "",
                query[beside.start:beside.end].lower() if beside else "", max(earlier)[1] if earlier else "",
                bool(OWNER.match(query, token.end)) or token.category == "demonym", token.start in traders,
            )
            if all(other.area != one.area for other in named):
                named.append(one)
        before = token
    return named


def owners_of_flows(query: str, scanned: Sequence[Scanned]) -> set[int]:
    """Where the areas stand whose trade is named right behind them: "Mexico's exports", "Indian tea exports".

    Of two that share it, as in "India-US trade", neither is.
    """
    found = set()
    for number, one in enumerate(scanned):
        if not isinstance(one, Token) or one.category not in AREAS:
            continue
        earlier = scanned[number - 1] if number else None
        if isinstance(earlier, Token) and earlier.category in AREAS and JOINED.fullmatch(query, earlier.end, one.start):
            continue
        # "India to US exports" are India's; "with the US's imports" are not India's.
        toward = isinstance(earlier, Token) and earlier.category == "prep" and earlier.value in TOWARD
        if toward and not OWNER.match(query, one.end):
            continue
        for later in scanned[number + 1:]:
            if isinstance(later, Token) and later.category in FLOWS:
                found.add(one.start)
            if not isinstance(later, When) and not (isinstance(later, Token) and later.category in BETWEEN):
                break
    return found


def subjects(query: str, tokens: Sequence[Token]) -> set[int]:
    """Where the areas stand that buy or sell: the nearest before each such verb, unless it is asked who does."""
    if asked(query, "doer"):
        return set()
    verbs = [match.start() for kind in ("sells", "buys") for match in asked(query, kind)]
    before = ([token.start for token in tokens if token.category in AREAS and token.start < verb] for verb in verbs)
    return {max(starts) for starts in before if starts}


def ranked_sides(
    named: Sequence[Named], flow: Flow, trader: bool, of_rank: bool,
) -> tuple[str | None, str | None, Flow]:
    """Whose rank is asked, among whose partners (the world: among all countries), and by which flow.

    "The rank of the UAE in India's trade", "is China India's largest partner", "India's rank in world exports".
    """
    rest = [one for one in named if one.area != WORLD]
    if not rest:
        return None, WORLD, flow
    if len(rest) < len(named) or (len(rest) == 1 and (trader or of_rank)):
        if trader and rest[0].before in ("to", "from"):             # the largest exporters to India
            return None, rest[0].area, flow.mirror
        return rest[0].area, WORLD, flow
    if len(rest) == 1:
        return None, rest[0].area, flow
    whose = next((one for one in rest if one.before == "of" and one.after == "rank"), None)
    if whose is None:
        owner = next((one for one in rest if one.before or (one.owns and one is not rest[0])), rest[1])
        whose = next(one for one in rest if one is not owner)
    owner = next(one for one in rest if one is not whose)
    if trader and owner.before in ("to", "from"):       # India among the exporters to the US
        flow = flow.mirror
    return whose.area, owner.area, flow


def asked_for(query: str, named: Sequence[Named], flow: Flow) -> tuple[str, Flow] | None:
    """Where the question is who the other side is: among whose partners, and by which flow; the world for "who exports
    most".  None where it asks for no name."""
    rest = [one for one in named if one.area != WORLD]
    if not asked(query, "who") or len(rest) > 1:
        return None
    does = bool(asked(query, "doer"))
    if not rest:
        return (WORLD, flow) if does else None
    # "Who buys Kenya's tea": the buyer is asked for, and Kenya exports it.
    return rest[0].area, flow.mirror if does and not rest[0].trades else flow


def tariff_sides(named: Sequence[Named]) -> tuple[str | None, str | None]:
    """Who imposes and on whose goods; the world imposes nothing, so there it stands for anybody."""
    hit = next((one for one in named if patterns()["on"].fullmatch(one.word)), None)
    imposer = next((one for one in named if one is not hit and patterns()["by"].fullmatch(one.word)), None)
    rest = [one for one in named if one is not hit and one is not imposer]
    if imposer is None and rest:
        imposer = rest.pop(0)
    if hit is None and rest:
        hit = rest[0]
    if imposer is None:
        return (WORLD, hit.area) if hit else (None, None)
    return imposer.area, hit.area if hit else None


def sides(named: Sequence[Named], flow: Flow, shared: bool) -> tuple[str | None, str | None]:
    """Reporter and partner: who trades, else by the preposition before each area, else the first and the second."""
    if shared and any(one.area == WORLD for one in named):
        return WORLD, next((one.area for one in named if one.area != WORLD), None)  # India's share of world exports
    partner_words = {"from", "with"} if flow is Flow.IMPORT else {"to", "with"}
    reporter_words = {"in", "by"} | {Flow.IMPORT: {"to"}, Flow.EXPORT: {"from"}}.get(flow, {"between"})
    if shared:
        partner_words = partner_words | {"of"}  # the share of the US in India's exports
    trading = [one for one in named if one.trades]
    reporter = trading[-1 if shared else 0].area if trading else next(
        (one.area for one in named if one.before in reporter_words), None)
    partner = next((one.area for one in named if one.before in partner_words and one.area != reporter), None)
    rest = [one.area for one in named if one.area not in (reporter, partner)]
    if reporter is None:
        reporter = rest.pop(0) if rest else None
    if partner is None and rest:
        partner = rest[0]
    if reporter is None and partner is not None and shared:
        return WORLD, partner
    return reporter, partner
