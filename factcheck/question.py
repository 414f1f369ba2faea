"""Questions: "India exports to United States 2024-25" as a key, a measure and a period, in the reader's own words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from claims.claim import Hedge
from claims.lexicon import Lexicon
from claims.scan import Scanned, scan
from claims.token import Amount, Token, When
from claims.when import resolve
from factcheck.asking import GOODS_CODE, asked, currencies, patterns
from sources.terms.areas import area, areas
from sources.terms.errors import TradeError, UnreadablePeriod
from sources.terms.key import ALL_PRODUCTS, WORLD, Basis, Flow, SeriesKey
from sources.terms.period import APRIL, MONTHS_A_YEAR, Period
from sources.terms.quantity import RANK

CODE = re.compile(r"\b[A-Z][A-Z0-9]{2,}\b")
LABEL = re.compile(r"\bFY\d{4}-\d\d\b|\b\d{4}-(?:\d\d/\d{4}-\d\d|Q[1-4]|H[12]|0[1-9]|1[0-2])(?![\d/])")
WORD = re.compile(r"\w{4,}")
INTO = re.compile(r"\b(?:in|into|as) $", re.IGNORECASE)
OWNER = re.compile(r"['’]s?(?!\w)")
BESIDE = 6                      # code points between a preposition and its area: room for "the "
DOLLAR = "USD"
RATE = "EXCHANGE-RATE"          # what stands for the product in the key of a rate
STEPS = {"month": 1, "quarter": 3, "year": MONTHS_A_YEAR}
RANKED = frozenset({"superlative", "standing", "trader"})


class Measure(StrEnum):
    LEVEL = "level"
    BALANCE = "balance"
    SHARE = "share"
    CHANGE = "change"
    RANK = "rank"
    TARGET = "target"
    TARIFF = "tariff"
    RATE = "rate"


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
    each: int | None = None                     # one figure for every so many months of the period, not one for it all
    since: bool = False                         # the period is where the series begins; it goes on to the newest
    whose: str | None = None                    # of a rank: the area that it is the rank of
    place: int | None = None                    # of a rank: the third-largest
    first: int | None = None                    # of a rank: the top five
    lowest: bool = False                        # of a rank: the smallest first, or of balances the largest deficit
    of_share: bool = False                      # of a change: it is that of a share, in percentage points
    money: str | None = None                    # of a level or balance: the currency to tell it in


@dataclass(frozen=True, slots=True)
class Named:
    """An area of the question, and how it stands there."""

    area: str
    before: str                 # the preposition before it, as the lexicon reads it, or ""
    word: str                   # that preposition itself
    after: str                  # the category of the last word of trade before that preposition: "rank", "standing"
    owns: bool                  # India's


def read_question(query: str, today: date | None = None, language: str = "en") -> Question:
    """The question behind `query`; `today` settles what "last year" is.

    Area codes (IND, EU27) and period labels (FY2024-25, 2024-Q3) do as well as words.  Raises UnreadableQuestion.
    """
    lexicon = Lexicon.load(language)
    scanned = scan(query, lexicon)
    found = with_codes(query, [one for one in scanned if isinstance(one, Token | When)])
    tokens = [one for one in found if isinstance(one, Token)]
    places = [one for one in scanned if isinstance(one, Amount) and one.unit == RANK]
    if (rate := rate_key(query, tokens, lexicon)) is not None:
        found = [one for one in scan(without_money(query, lexicon), lexicon) if isinstance(one, Token | When)]
        question = Question(query, rate, Measure.RATE, None, ignored(query, found, lexicon))
        return timed(question, found, fiscal_start_of(rate.reporter, rate.partner), today)
    flow, measure = flow_and_measure(query, tokens, bool(places))
    named = areas_named(query, tokens)
    said = next((Basis(token.value) for token in tokens if token.category == "basis"), None)
    goods = next((token.value for token in tokens if token.category == "product"), ALL_PRODUCTS)
    if match := GOODS_CODE.search(query):
        goods = match[1]
    whose, reporter, partner = None, None, None
    if measure is Measure.RANK:
        trader = any(token.category == "trader" for token in tokens)
        whose, reporter, flow = ranked_sides(named, flow, trader, bool(asked(query, "rank")))
    elif measure is Measure.TARIFF:
        reporter, partner = tariff_sides(named)
    else:
        shared = of_share(tokens)
        reporter, partner = sides([(one.before, one.area) for one in named], flow, shared)
    if reporter is None:
        raise UnreadableQuestion(query, "names no country")
    key = SeriesKey(reporter, partner or WORLD, flow, goods, said or Basis.GOODS)
    low = any(token.category == "superlative" and token.value == "low" for token in tokens)
    deficit = flow is Flow.BALANCE and any(token.value == "deficit" for token in tokens)
    question = Question(query, key, measure, None, whose=whose, of_share=of_share(tokens),
                        lowest=measure is Measure.RANK and low is not deficit)
    for one in places:
        top = one.hedge is Hedge.UP_TO or bool(patterns()["most"].match(query, one.start))
        count = int(one.value)
        question = replace(question, first=count) if top else replace(question, place=count)
    money = told_in(query, lexicon)
    if measure in (Measure.LEVEL, Measure.BALANCE):
        question = replace(question, money=money)
    left = ignored(query, [*found, *places], lexicon)
    left += (money,) if money and question.money is None else ()
    question = replace(question, ignored=(*left, *(match[0] for match in asked(query, "real"))))
    return timed(question, found, area(reporter).fiscal_start if reporter in areas() else 1, today)


def of_share(tokens: Iterable[Token]) -> bool:
    return any(token.category == "share" for token in tokens)


def timed(question: Question, found: Sequence[Token | When], fiscal_start: int, today: date | None) -> Question:
    """The question with its period, and with how many months each figure is asked for."""
    period, role = period_of(question.query, found, fiscal_start, today)
    question = replace(question, period=period)
    if period is None or asked(question.query, "together"):
        return question
    for kind, months in STEPS.items():
        if period.length > months and period.length % months == 0 and asked(question.query, kind):
            return replace(question, each=months, since=role == "since")
    if role == "since":
        return replace(question, each=period.length, since=True)
    if period.length > MONTHS_A_YEAR:
        return replace(question, each=1 if period.length % MONTHS_A_YEAR else MONTHS_A_YEAR)
    return question


def rate_key(query: str, tokens: Iterable[Token], lexicon: Lexicon) -> SeriesKey | None:
    """Units of the first currency for one of the second, where the question is about money and no trade."""
    if any(token.category in ("flow", "balance", "deficit", "share", "tariff", "modality") for token in tokens):
        return None
    codes = list(dict.fromkeys(code for _, _, code in currencies(query, lexicon)))
    if not codes or (len(codes) < 2 and not asked(query, "rate")):
        return None
    one, other = (*codes, DOLLAR)[:2]
    if one == DOLLAR and not re.search(r"(?<!\w)per(?!\w)", query):       # a dollar in yen: yen for one dollar
        one, other = other, one
    return None if one == other else SeriesKey(one, other, Flow.TOTAL, RATE)


def without_money(query: str, lexicon: Lexicon) -> str:
    """With blanks for the currencies: in "USD INR 2024" the year is no sum of rupees."""
    for start, end, _ in currencies(query, lexicon):
        query = query[:start] + " " * (end - start) + query[end:]
    return query


def told_in(query: str, lexicon: Lexicon) -> str | None:
    """The currency that the answer is wanted in: "in rupees", "in euros"."""
    return next((code for start, _, code in currencies(query, lexicon) if INTO.search(query, 0, start)), None)


def fiscal_start_of(*currency: str) -> int:
    """The month that fiscal years begin in where a currency, the first that is not the dollar, is used."""
    code = next((each for each in currency if each != DOLLAR), DOLLAR)
    return next((one.fiscal_start for one in areas().values() if one.currency == code), 1)


def with_codes(query: str, found: Sequence[Scanned]) -> list[Token | When]:
    """The tokens with the area codes that the lexicon does not list: IND, EU27."""
    kept = [one for one in found if isinstance(one, Token | When)]
    for match in CODE.finditer(query):
        if match[0] in areas() and not any(one.start < match.end() and one.end > match.start() for one in kept):
            kept.append(Token(*match.span(), "area", match[0]))
    return sorted(kept, key=lambda one: one.start)


def ignored(query: str, found: Iterable[Scanned], lexicon: Lexicon) -> tuple[str, ...]:
    """The words that nothing was made of, short ones left out."""
    taken = [(one.start, one.end) for one in found] + [match.span() for match in LABEL.finditer(query)]
    taken += [match.span() for kind in patterns() for match in asked(query, kind)]
    taken += [match.span() for match in GOODS_CODE.finditer(query)]
    taken += [(start, end) for start, end, _ in currencies(query, lexicon)]
    return tuple(
        match[0] for match in WORD.finditer(query)
        if not any(start < match.end() and end > match.start() for start, end in taken)
    )


def flow_and_measure(query: str, tokens: Iterable[Token], placed: bool = False) -> tuple[Flow, Measure]:
    """Trade where no flow is named: what two countries exchange.  A measure that is named goes before a plain level.

    Of several, what the others are about comes last: the rank of a balance, the change of a share.
    """
    flow, found = None, {Measure.RANK} if placed or asked(query, "rank") else set()
    for token in tokens:
        match token.category:
            case "flow" if flow is None:
                flow = Flow(token.value)
            case "balance" | "deficit":
                flow = Flow.BALANCE
                found.add(Measure.BALANCE)
            case "share":
                found.add(Measure.SHARE)
            case "tariff":
                found.add(Measure.TARIFF)
            case "superlative" | "standing" | "trader":
                found.add(Measure.RANK)
                if token.category != "superlative" and flow is None:
                    flow = Flow(token.value)
            case "direction":
                found.add(Measure.CHANGE)
            case _:
                continue
    if asked(query, "change"):
        found.add(Measure.CHANGE)
    if asked(query, "target"):
        found.add(Measure.TARGET)
    if Measure.SHARE in found:
        found.discard(Measure.RANK)             # the share of the largest partner is a share
    order = (Measure.TARIFF, Measure.TARGET, Measure.RANK, Measure.CHANGE, Measure.SHARE, Measure.BALANCE)
    return flow or Flow.TOTAL, next((measure for measure in order if measure in found), Measure.LEVEL)


def areas_named(query: str, tokens: Sequence[Token]) -> list[Named]:
    """The areas of the question in its order, each once."""
    named: list[Named] = []
    before: Token | None = None
    marks = [(match.start(), "rank") for match in asked(query, "rank")]
    marks += [(token.start, token.category) for token in tokens if token.category in {*RANKED, "flow"}]
    for token in tokens:
        if token.category in ("area", "demonym"):
            beside = before if (before is not None and before.category == "prep"
                                and token.start - before.end <= BESIDE) else None
            earlier = [mark for mark in marks if mark[0] < token.start]
            one = Named(
                token.value, beside.value if beside else "", query[beside.start:beside.end].lower() if beside else "",
                max(earlier)[1] if earlier else "", bool(OWNER.match(query, token.end)) or token.category == "demonym",
            )
            if all(other.area != one.area for other in named):
                named.append(one)
        before = token
    return named


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
    return whose.area, next(one.area for one in rest if one is not whose), flow


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


def sides(named: Sequence[tuple[str, str]], flow: Flow, shared: bool) -> tuple[str | None, str | None]:
    """Reporter and partner: by the preposition before each area, else the first and the second that are named."""
    if shared and any(code == WORLD for _, code in named):
        return WORLD, next((code for _, code in named if code != WORLD), None)      # India's share of world exports
    partner_words = {"from", "with"} if flow is Flow.IMPORT else {"to", "with"}
    reporter_words = {"in", "by"} | {Flow.IMPORT: {"to"}, Flow.EXPORT: {"from"}}.get(flow, {"between"})
    if shared:
        partner_words = partner_words | {"of"}  # the share of the US in India's exports
    reporter = next((code for word, code in named if word in reporter_words), None)
    partner = next((code for word, code in named if word in partner_words and code != reporter), None)
    rest = [code for word, code in named if code not in (reporter, partner)]
    if reporter is None:
        reporter = rest.pop(0) if rest else None
    if partner is None and rest:
        partner = rest[0]
    if reporter is None and partner is not None:
        return (WORLD, partner) if shared else (partner, None)
    return reporter, partner


def period_of(
    query: str, found: Iterable[Token | When], fiscal_start: int, today: date | None,
) -> tuple[Period | None, str]:
    """The period that is named first, and its role: since, from-to."""
    for match in LABEL.finditer(query):
        try:
            return Period.parse(match[0], fiscal_start if fiscal_start > 1 else APRIL), ""
        except UnreadablePeriod:
            continue
    for one in found:
        if isinstance(one, When) and (period := resolve(one, None, today, fiscal_start)):
            return period, one.role
    return None, ""
