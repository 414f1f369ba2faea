"""Questions: "India exports to United States 2024-25" as a key, a measure and a period, in the reader's own words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import pairwise

from claims.claim import Hedge
from claims.clauses.phrase import told_by
from claims.scanning.folded import Folded
from claims.scanning.lexicon import Lexicon
from claims.scanning.scan import Scanned, scan
from claims.scanning.token import Amount, Token, When
from claims.scanning.when import resolve
from factcheck.lookup.asking import GOODS_CODE, asked, blank, currencies, known_by, patterns, prices_of, with_capitals
from factcheck.lookup.naming import RATE, product_name
from factcheck.lookup.parties import Named, areas_named, asked_for, ranked_sides, sides, tariff_sides
from factcheck.lookup.puzzled import EXAMPLE, UnreadableQuestion, not_understood, refusal
from sources.terms.areas import area, areas
from sources.terms.errors import UnreadablePeriod
from sources.terms.key import ALL_PRODUCTS, WORLD, Basis, Flow, SeriesKey
from sources.terms.period import APRIL, MONTHS_A_YEAR, Period
from sources.terms.products import same_goods
from sources.terms.quantity import RANK

CODE = re.compile(r"\b[A-Z][A-Z0-9]{2,}\b")
LABEL = re.compile(r"\bFY\d{4}-\d\d\b|\b\d{4}-(?:\d\d/\d{4}-\d\d|Q[1-4]|H[12]|0[1-9]|1[0-2])(?![\d/])")
INTO = re.compile(r"\b(?:in|into|as) $", re.IGNORECASE)
DOLLAR = "USD"
STEPS = {"month": 1, "quarter": 3, "year": MONTHS_A_YEAR}
OCTOBER = 10
# Words that articles have and lookup has no answer to: GDP, prices, volumes, who overtook whom.
UNANSWERED = frozenset({"noise", "kind", "aside", "office", "overtakes", "swing"})
EXACT_OR_TOP = ("number", "superlative")
VERBS = {"sells": Flow.EXPORT, "buys": Flow.IMPORT}


class Measure(StrEnum):
    LEVEL = "level"
    BALANCE = "balance"
    SHARE = "share"
    CHANGE = "change"
    RANK = "rank"
    TARGET = "target"
    TARIFF = "tariff"
    RATE = "rate"


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked.  `period` None is the newest there is."""

    query: str
    key: SeriesKey
    measure: Measure
    period: Period | None
    ignored: tuple[str, ...] = ()               # figures of the question's own: lookup tells, and compares nothing
    each: int | None = None                     # one figure for every so many months of the period, not one for it all
    since: bool = False                         # the period is where the series begins; it goes on to the newest
    whose: str | None = None                    # of a rank: the area that it is the rank of
    place: int | None = None                    # of a rank: the third-largest
    first: int | None = None                    # of a rank: the top five
    lowest: bool = False                        # of a rank: the smallest first, or of balances the largest deficit
    of_goods: bool = False                      # of a share: that of the goods in all goods, not of the partner
    of_share: bool = False                      # of a change: it is that of a share, in percentage points
    money: str | None = None                    # of a level, balance or change: the currency to tell it in
    real: bool = False                          # of a change: without inflation
    prices_of: Period | None = None             # of a level or balance: the year in whose money it is told
    of_gdp: bool = False                        # of a share: of the reporter's GDP
    versus: Period | None = None                # of a change: what it is measured against, where that is said
    of_first: bool = False                      # as first published
    known_on: date | None = None                # "as known on 20 April 2025"


def read_question(query: str, today: date | None = None, language: str = "en") -> Question:
    """The question behind `query`; `today` settles what "last year" is.

    Area codes (IND, EU27) and period labels (FY2024-25, 2024-Q3) do as well as words.  Raises UnreadableQuestion, also
    for a word that is not understood: without it the answer would be to another question.
    """
    lexicon = Lexicon.load(language)
    text, known_on = known_by(query)
    text, prices, money = prices_of(with_capitals(text, lexicon))
    of_first = asked(text, "release")
    for match in of_first:
        text = blank(text, match)
    scanned = scan(text, lexicon)
    found = with_codes(text, [one for one in scanned if isinstance(one, Token | When)])
    if unknown := not_understood(text, understood(text, [*found, *scanned], lexicon)):
        raise refusal(query, unknown, lexicon)
    tokens = [one for one in found if isinstance(one, Token)]
    if (rate := rate_key(text, tokens, lexicon)) is not None:
        found = [one for one in scan(without_money(text, lexicon), lexicon) if isinstance(one, Token | When)]
        question = Question(query, rate, Measure.RATE, None, known_on=known_on)
        return timed(question, text, found, fiscal_start_of(rate.reporter, rate.partner), today)
    places = [one for one in scanned if isinstance(one, Amount) and one.unit == RANK]
    question = parties(Question(query, SeriesKey(WORLD, WORLD, Flow.TOTAL), Measure.LEVEL, None, known_on=known_on),
                       text, found, bool(places))
    if asked(text, "gdp"):
        question = replace(question, measure=Measure.SHARE, of_gdp=True)
    goods, basis = goods_of(query, text, tokens), basis_of(text, tokens)
    key = replace(question.key, product=goods, basis=basis)
    of_goods = goods != ALL_PRODUCTS and key.reporter != WORLD and not question.of_gdp and (
        key.partner == WORLD or share_of_goods(tokens)) and (question.measure is Measure.SHARE or question.of_share)
    question = replace(question, key=key, of_goods=of_goods)
    for one in places:
        top = one.hedge is Hedge.UP_TO or bool(patterns()["most"].match(text, one.start))
        place = int(one.value)
        question = replace(question, first=place) if top else replace(question, place=place)
    if question.measure is Measure.RANK and (count := counted(text, lexicon)):
        question = replace(question, first=count, place=None)
    question = in_currency(question, told_in(text, lexicon) or told_in(f"in {money}", lexicon))
    question = replace(in_real_terms(question, text, prices), of_first=bool(of_first))
    figures = [one for one in scanned if isinstance(one, Amount) and one.unit != RANK and one.unit]
    question = replace(question, ignored=tuple(text[one.start:one.end] for one in figures))
    return timed(question, text, found, fiscal_start(question.key), today)


def fiscal_start(key: SeriesKey) -> int:
    """The month that 2024-25 begins in: the UAE's trade with India is told in India's years, and so are the United
    States' imports from there, for American fiscal years are not written with two."""
    starts = [area(code).fiscal_start for code in (key.reporter, key.partner)]
    return next((start for start in starts if start not in (1, OCTOBER)), max(starts))


def parties(question: Question, text: str, found: Sequence[Token | When], placed: bool) -> Question:
    """The question with its measure, flow, reporter and partner.  Raises UnreadableQuestion where they are open."""
    tokens = [one for one in found if isinstance(one, Token)]
    flow, measure = flow_and_measure(text, tokens, placed)
    named = areas_named(text, found)
    shared = asks_share(text, tokens)
    deficit = flow is Flow.BALANCE and any(token.value == "deficit" for token in tokens)
    whose, partner, reporter = None, None, None
    other_side = asked_for(text, named, flow) if measure is not Measure.TARIFF else None
    if other_side and (asked(text, "doer") or measure in (Measure.LEVEL, Measure.BALANCE)):
        measure, (reporter, flow) = Measure.RANK, other_side
    elif measure is Measure.RANK:
        trader = any(token.category == "trader" for token in tokens)
        whose, reporter, flow = ranked_sides(named, flow, trader, bool(asked(text, "rank")))
    elif measure is Measure.TARIFF:
        reporter, partner = tariff_sides(named)
        reporter = reporter or WORLD
    else:
        reporter, partner = sides(named, flow, shared)
        if reporter is None and (asked(text, "world") or any(one.area == WORLD for one in named)):
            reporter, flow = WORLD, Flow.EXPORT if flow is Flow.TOTAL else flow     # one's export is another's import
    if reporter is None:
        raise UnreadableQuestion(question.query, no_country(named, flow))
    if flow is Flow.BALANCE and measure is Measure.RANK and asked(text, "has") and not any(one.trades for one in named):
        deficit = not deficit                       # who has a deficit with the US is one of its surpluses
    left = [one.said for one in named if one.area not in (reporter, partner, whose, WORLD)]
    if measure is Measure.RANK and any(token.category == "ware" for token in tokens):
        raise UnreadableQuestion(question.query, "asks for a ranking of goods, and lookup ranks countries: ask for "
                                 "one kind of goods at a time")
    if left:
        both = " and ".join(one.said for one in named if one.area in (reporter, partner, whose))
        raise UnreadableQuestion(question.query, f"names {left[0]} beside {both}, and lookup answers for one country "
                                 "and one partner at a time: ask for each pair alone")
    low = any(token.category == "superlative" and token.value == "low" for token in tokens)
    return replace(
        question, key=SeriesKey(reporter, partner or WORLD, flow), measure=measure, whose=whose, of_share=shared,
        lowest=measure is Measure.RANK and low is not deficit)


def no_country(named: Sequence[Named], flow: Flow) -> str:
    """Why there is no reporter: nobody is named, or only the other side."""
    if not named or named[0].area == WORLD:
        return f"names no country; {EXAMPLE}"
    one, trade = named[0], {Flow.EXPORT: "exports", Flow.IMPORT: "imports"}.get(flow, "trade")
    mirrored = {Flow.EXPORT: "imports", Flow.IMPORT: "exports"}.get(flow, "trade")
    return (f"does not say whose {trade} {one.word} {one.said} are meant: name that country too, or ask for "
            f"{mirrored} of {one.said}")


def basis_of(text: str, tokens: Iterable[Token]) -> Basis:
    """Goods unless services are named, be it within a phrase: "services surplus"."""
    said = next((Basis(token.value) for token in tokens if token.category == "basis"), None)
    if said is not None:
        return said
    if asked(text, "both"):
        return Basis.GOODS_SERVICES
    return Basis.SERVICES if asked(text, "services") else Basis.GOODS


def goods_of(query: str, text: str, tokens: Iterable[Token]) -> str:
    """The goods that are named; of two kinds neither would be the answer."""
    said = [match[1] for match in GOODS_CODE.finditer(text)]
    said += [token.value for token in tokens if token.category == "product"]
    if not said:
        return ALL_PRODUCTS
    if others := [one for one in said[1:] if not same_goods(said[0], one)]:
        raise UnreadableQuestion(query, f"names {product_name(said[0])} and {product_name(others[0])}, and lookup "
                                 "answers for one kind of goods at a time: ask for each alone")
    return said[0]


def share_of_goods(tokens: Sequence[Token]) -> bool:
    """Whether the goods stand right behind the share: "share of tea in Kenya's exports to Pakistan"."""
    kinds = [token.category for token in tokens]
    return any(kinds[at:at + 3] == ["share", "prep", "product"] for at in range(len(kinds)))


def counted(text: str, lexicon: Lexicon) -> int | None:
    """The five of "the five biggest suppliers"."""
    words = lexicon.find(Folded.of(text))[0]
    for (_, end, category, value), (start, _, follower, _) in pairwise(words):
        if (category, follower) == EXACT_OR_TOP and not text[end:start].strip() and value.isdigit():
            return int(value)
    return None


def in_currency(question: Question, money: str | None) -> Question:
    """The question with the currency it is to be told in; a share is the same in any."""
    if money is None or question.measure is Measure.SHARE or question.of_share:
        return question
    if question.measure not in (Measure.LEVEL, Measure.BALANCE, Measure.CHANGE):
        raise UnreadableQuestion(question.query, f"asks for a {question.measure} in {money}: only levels, balances and "
                                 "their changes are told in another currency")
    return replace(question, money=money)


def in_real_terms(question: Question, text: str, prices: int | None) -> Question:
    """The question with what takes inflation out of it: growth without it, or levels in the money of one year."""
    real = bool(asked(text, "real"))
    if not real and prices is None:
        return question
    if question.measure is Measure.CHANGE and not question.of_share:
        return replace(question, real=True)         # whichever year's money: what it grew by is the same
    if prices is None or question.measure not in (Measure.LEVEL, Measure.BALANCE):
        raise UnreadableQuestion(question.query, f"asks for a {question.measure} in real terms: ask for real growth, "
                                 'or for a level in the money of one year, "in 2015 dollars"')
    return replace(question, prices_of=Period.year(prices))


def asks_share(text: str, tokens: Iterable[Token]) -> bool:
    """Whether it is about a share; who takes goods, or supplies them, need not."""
    return bool(asked(text, "share")) or any(token.category == "share" and token.value == "share" for token in tokens)


def timed(
    question: Question, text: str, found: Sequence[Token | When], fiscal_start: int, today: date | None,
) -> Question:
    """The question with its period, and with how many months each figure is asked for."""
    periods = periods_of(text, found, fiscal_start, today)
    if not periods:
        return question
    period, role = periods[0]
    others = [other for other, _ in periods[1:] if not other.same_months(period)]
    if others:
        return between(question, period, others)
    question = replace(question, period=period)
    if asked(text, "together"):
        return question
    for kind, months in STEPS.items():
        if period.length > months and period.length % months == 0 and asked(text, kind):
            return replace(question, each=months, since=role == "since")
    if role == "since":
        return replace(question, each=period.length, since=True)
    if period.length > MONTHS_A_YEAR:
        return replace(question, each=1 if period.length % MONTHS_A_YEAR else MONTHS_A_YEAR)
    return question


def between(question: Question, one: Period, others: Sequence[Period]) -> Question:
    """Two periods are a change from the earlier to the later."""
    comparable = (Measure.LEVEL, Measure.BALANCE, Measure.CHANGE, Measure.SHARE)
    if len(others) > 1 or others[0].length != one.length or question.measure not in comparable:
        said = " and ".join(each.label for each in (one, *others))
        raise UnreadableQuestion(question.query, f"names the periods {said}: ask for one at a time, for two as long "
                                 'as each other to compare them, or for a span, "from 2018 to 2024"')
    then, now = sorted((one, others[0]), key=lambda each: each.start)
    return replace(question, measure=Measure.CHANGE, period=now, versus=then,
                   of_share=question.of_share or question.measure is Measure.SHARE)


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


def understood(text: str, found: Iterable[Scanned], lexicon: Lexicon) -> list[tuple[int, int]]:
    """Where the words stand that something is made of."""
    persons = [match.span() for match in asked(text, "persons")]
    taken = [(one.start, one.end) for one in found if not (isinstance(one, Token) and (
        one.category in UNANSWERED or one.value == "outside" or (one.start, one.end) in persons
        or (one.category == "flow" and told_by(text[one.start:one.end].lower(), lexicon.language)[-1])))]
    taken += [match.span() for match in LABEL.finditer(text)]
    taken += [match.span() for kind in patterns() if kind != "persons" for match in asked(text, kind)]
    taken += [match.span() for match in GOODS_CODE.finditer(text)]
    taken += [(start, end) for start, end, category, _ in lexicon.find(Folded.of(text))[0] if category == "number"]
    return taken + [(start, end) for start, end, _ in currencies(text, lexicon)]


def flow_and_measure(query: str, tokens: Iterable[Token], placed: bool = False) -> tuple[Flow, Measure]:
    """Trade where no flow is named: what two countries exchange.  A measure that is named goes before a plain level.

    Of several, what the others are about comes last: the rank of a balance, the change of a share.
    """
    flow, found = None, {Measure.RANK} if placed or asked(query, "rank") else set()
    flows = {token.value for token in tokens if token.category == "flow"}
    for token in tokens:
        match token.category:
            case "flow" if {Flow.EXPORT, Flow.IMPORT} <= flows:
                flow = Flow.TOTAL                           # exports and imports
            case "flow" if flow is None:
                flow = Flow(token.value)
            case "balance" | "deficit":
                flow = Flow.BALANCE
                found.add(Measure.BALANCE)
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
    if asked(query, "minus"):
        flow = Flow.BALANCE
        found.add(Measure.BALANCE)
    if flow is None:
        flow = next((verb for kind, verb in VERBS.items() if asked(query, kind)), None)
    if asks_share(query, tokens):
        found.add(Measure.SHARE)
    if asked(query, "change"):
        found.add(Measure.CHANGE)
    if asked(query, "target"):
        found.add(Measure.TARGET)
    if Measure.SHARE in found:
        found.discard(Measure.RANK)             # the share of the largest partner is a share
    order = (Measure.TARIFF, Measure.TARGET, Measure.RANK, Measure.CHANGE, Measure.SHARE, Measure.BALANCE)
    return flow or Flow.TOTAL, next((measure for measure in order if measure in found), Measure.LEVEL)


def periods_of(
    query: str, found: Iterable[Token | When], fiscal_start: int, today: date | None,
) -> list[tuple[Period, str]]:
    """The periods that are named, in their order, each with its role: since, from-to."""
    read = []
    for match in LABEL.finditer(query):
        try:
            read.append((match.start(), Period.parse(match[0], fiscal_start if fiscal_start > 1 else APRIL), ""))
        except UnreadablePeriod:
            continue
    labels = [match.span() for match in LABEL.finditer(query)] if read else []
    for one in found:
        beside = not any(start < one.end and one.start < end for start, end in labels)
        if isinstance(one, When) and beside and (period := resolve(one, None, today, fiscal_start)):
            read.append((one.start, period, one.role))
    return [(period, role) for _, period, role in sorted(read, key=lambda each: each[0])]
