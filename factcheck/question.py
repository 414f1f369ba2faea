"""Questions: "India exports to United States 2024-25" as a key, a measure and a period, in the reader's own words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from claims.lexicon import Lexicon
from claims.scan import Scanned, scan
from claims.token import Token, When
from claims.when import resolve
from sources.terms.areas import area, areas
from sources.terms.errors import TradeError, UnreadablePeriod
from sources.terms.key import ALL_PRODUCTS, WORLD, Basis, Flow, SeriesKey
from sources.terms.period import APRIL, Period

CODE = re.compile(r"\b[A-Z][A-Z0-9]{2,}\b")
LABEL = re.compile(r"\bFY\d{4}-\d\d\b|\b\d{4}-(?:\d\d/\d{4}-\d\d|Q[1-4]|H[12]|0[1-9]|1[0-2])(?![\d/])")
WORD = re.compile(r"\w{4,}")
BESIDE = 6                      # code points between a preposition and its area: room for "the "


class Measure(StrEnum):
    LEVEL = "level"
    BALANCE = "balance"
    SHARE = "share"
    CHANGE = "change"
    RANK = "rank"


@dataclass(eq=False)
class UnreadableQuestion(TradeError):
    query: str
    reason: str

    def __str__(self) -> str:
        return f'{self.query!r} {self.reason}; ask for instance "India exports to United States 2024-25"'


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked.  `period` None is the newest there is."""

    query: str
    key: SeriesKey
    measure: Measure
    period: Period | None
    ignored: tuple[str, ...] = ()               # words that mean nothing here: the answer may be to another question


def read_question(query: str, today: date | None = None, language: str = "en") -> Question:
    """The question behind `query`; `today` settles what "last year" is.

    Area codes (IND, EU27) and period labels (FY2024-25, 2024-Q3) do as well as words.  Raises UnreadableQuestion.
    """
    found = [one for one in scan(query, Lexicon.load(language)) if isinstance(one, Token | When)]
    found = with_codes(query, found)
    tokens = [one for one in found if isinstance(one, Token)]
    flow, measure = flow_and_measure(tokens)
    reporter, partner = sides(tokens, flow, measure)
    if reporter is None and measure is Measure.RANK:
        reporter = WORLD                        # the largest exporters of all
    if reporter is None:
        raise UnreadableQuestion(query, "names no country")
    product = next((token.value for token in tokens if token.category == "product"), ALL_PRODUCTS)
    said = next((Basis(token.value) for token in tokens if token.category == "basis"), None)
    key = SeriesKey(reporter, partner or WORLD, flow, product, said or Basis.GOODS)
    return Question(query, key, measure, period_of(query, found, reporter, today), ignored(query, found))


def with_codes(query: str, found: Sequence[Scanned]) -> list[Token | When]:
    """The tokens with the area codes that the lexicon does not list: IND, EU27."""
    kept = [one for one in found if isinstance(one, Token | When)]
    for match in CODE.finditer(query):
        if match[0] in areas() and not any(one.start < match.end() and one.end > match.start() for one in kept):
            kept.append(Token(*match.span(), "area", match[0]))
    return sorted(kept, key=lambda one: one.start)


def ignored(query: str, found: Iterable[Token | When]) -> tuple[str, ...]:
    """The words that nothing was made of, short ones left out."""
    taken = [(one.start, one.end) for one in found] + [match.span() for match in LABEL.finditer(query)]
    return tuple(
        match[0] for match in WORD.finditer(query)
        if not any(start < match.end() and end > match.start() for start, end in taken)
    )


def flow_and_measure(tokens: Iterable[Token]) -> tuple[Flow, Measure]:
    """Trade where no flow is named: what two countries exchange.  A measure that is named goes before a plain level."""
    flow, measure = None, Measure.LEVEL
    for token in tokens:
        match token.category:
            case "flow" if flow is None:
                flow = Flow(token.value)
            case "balance" | "deficit":
                flow, measure = Flow.BALANCE, Measure.BALANCE
            case "share":
                measure = Measure.SHARE
            case "superlative" | "standing" | "trader" if measure is not Measure.SHARE:
                measure = Measure.RANK
                if token.category != "superlative" and flow is None:
                    flow = Flow(token.value)
            case "direction" if measure is Measure.LEVEL:
                measure = Measure.CHANGE
    return flow or Flow.TOTAL, measure


def sides(tokens: Sequence[Token], flow: Flow, measure: Measure) -> tuple[str | None, str | None]:
    """Reporter and partner: by the preposition before each area, else the first and the second that are named."""
    named: list[tuple[str, str]] = []           # (preposition or "", area)
    before: Token | None = None
    for token in tokens:
        if token.category in ("area", "demonym"):
            beside = before is not None and before.category == "prep" and token.start - before.end <= BESIDE
            named.append((before.value if before is not None and beside else "", token.value))
        before = token
    partner_words = {"from", "with"} if flow is Flow.IMPORT else {"to", "with"}
    reporter_words = {"in", "by"} | {Flow.IMPORT: {"to"}, Flow.EXPORT: {"from"}}.get(flow, {"between"})
    if measure is Measure.SHARE:
        partner_words = partner_words | {"of"}  # the share of the US in India's exports
    reporter = next((code for word, code in named if word in reporter_words), None)
    partner = next((code for word, code in named if word in partner_words and code != reporter), None)
    rest = [code for word, code in named if code not in (reporter, partner)]
    if reporter is None:
        reporter = rest.pop(0) if rest else None
    if partner is None and rest:
        partner = rest[0]
    if reporter is None and partner is not None:
        return (WORLD, partner) if measure is Measure.SHARE else (partner, None)
    return reporter, partner


def period_of(query: str, found: Iterable[Token | When], reporter: str, today: date | None) -> Period | None:
    start = area(reporter).fiscal_start if reporter in areas() else 1
    for match in LABEL.finditer(query):
        try:
            return Period.parse(match[0], start if start > 1 else APRIL)
        except UnreadablePeriod:
            continue
    for one in found:
        if isinstance(one, When) and (period := resolve(one, None, today, start)):
            return period
    return None
