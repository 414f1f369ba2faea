"""Figures, periods and trade in words: in the article's own style where it has one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from functools import cache, lru_cache
from pathlib import Path

from claims.claim import Claim, Hedge
from claims.pattern import pattern
from factcheck.judging.question import Measure, Question
from sources.terms.areas import areas
from sources.terms.key import ALL_PRODUCTS, WORLD, Basis, Flow, SeriesKey
from sources.terms.period import MONTH_NAMES, MONTHS_A_YEAR, Period, PeriodKind
from sources.terms.products import products
from sources.terms.quantity import PERCENT, PERCENTAGE_POINT, RATIO, is_money
from sources.terms.vocabulary import value

NUMBER = pattern(r"\d[\d,]{0,40}(?:\.\d{1,20})?")
DECIMAL_COMMA = pattern(r"(?<![\d,.])\d{1,3}(?:\.?\d{3})*,\d{1,2}(?![\d,.]*\d)")      # "6,6 %", "1.234,5 millones"
CONTINENTAL = str.maketrans(",.", ".,")
INDIAN = pattern(r"\d,\d\d,\d{3}")
SCALES = (
    (Decimal(10) ** 6, ("million", "mn", "mln", "m")),
    (Decimal(10) ** 9, ("billion", "bn", "bln", "b")),
    (Decimal(10) ** 12, ("trillion", "tn", "trn", "t")),
)
SCALE = pattern(r"(?:^|(?<=[\s-]))(?:(million|billion|trillion)|(mn|bn|tn)|(mln|bln|trn)|(m|b|t))\b")
HEDGES = {
    Hedge.ABOUT: "around ", Hedge.OVER: "over ", Hedge.NEARLY: "nearly ", Hedge.AT_LEAST: "at least ",
    Hedge.UP_TO: "up to ",
}
GROUPED = Decimal(1_000)        # from here on thousands are set off, and a larger scale word is the plainer one
KEPT = 4_096            # names of trades and periods kept in memory: articles of one desk are about the same few
COUNTS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
QUARTERS = ("first", "second", "third", "fourth")
MONEY = {"USD": "dollars", "EUR": "euros", "GBP": "pounds", "JPY": "yen", "CNY": "yuan", "INR": "rupees"}
DETAIL = pattern(r"[;(]| n\.e\.c|, (?:whether|excluding|live|fresh|of heading|for )")    # what customs alone asks
LONGEST = 60            # letters: what is longer lists all that the heading takes in
HEADING = 4             # digits; a subheading goes by the name of its heading
SIGN = pattern(r"^\s*[-−–+]|[-−–+]\s*$")
BASES = {Basis.GOODS: "goods ", Basis.SERVICES: "services ", Basis.GOODS_SERVICES: "goods and services "}


@value
class Style:
    """How a claim prints its figure: what stands before and after the digits, and what the digits count."""

    before: str
    after: str
    unit: str
    one: Decimal            # the value of a printed 1
    printed: Decimal        # the number as printed
    decimals: int
    indian: bool            # 43,47,500
    grouped: bool           # 4,000 rather than 4000
    continental: bool       # 43.475,5
    sign: str               # the minus that a figure below zero is printed with
    hedge: Hedge | None

    @classmethod
    def of(cls, claim: Claim) -> Style | None:
        """None where the quote has no digits, or more than one number: `a third`, `1.5-2 billion`."""
        continental = DECIMAL_COMMA.search(claim.quote) is not None
        quote = claim.quote.translate(CONTINENTAL) if continental else claim.quote
        numbers = list(NUMBER.finditer(quote))
        if len(numbers) != 1 or not claim.value:
            return None
        digits = numbers[0][0].rstrip(",")
        printed = Decimal(digits.replace(",", ""))
        if not printed:
            return None
        before = claim.quote[:numbers[0].start()]
        sign = SIGN.search(before)
        return cls(
            SIGN.sub("", before), claim.quote[numbers[0].start() + len(digits):], claim.unit,
            abs(claim.value) / printed, printed, len(digits.partition(".")[2]), INDIAN.search(digits) is not None,
            printed < GROUPED or "," in digits, continental, sign[0].strip() if sign else "", claim.hedge,
        )

    def write(self, value: Decimal, extra: int = 0, rounding: str = ROUND_HALF_UP) -> str:
        """`value`, in the unit, as the article would print it, with `extra` more decimals."""
        one, after = self.one, self.after
        number = abs(value) / one
        odd = number and not Decimal("0.1") <= number < max(GROUPED, 10 * self.printed)
        if odd and (found := SCALE.search(after)):
            one, after = rescaled(abs(value), one, after, found)
            number = abs(value) / one
        return f"{self.before}{self.text(number, extra, rounding)}{after}"

    def digits(self, value: Decimal, extra: int = 0) -> str:
        """The number alone, in the article's scale."""
        return self.text(abs(value) / self.one, extra)

    def text(self, number: Decimal, extra: int, rounding: str = ROUND_HALF_UP) -> str:
        text = number_text(number, self.decimals + extra, self.indian, rounding)
        text = text if self.grouped else text.replace(",", "")
        return text.translate(CONTINENTAL) if self.continental else text

    def rounds(self, shown: str) -> Decimal:
        """What digits shown with more decimals round to, with as many as the article has."""
        plain = (shown.translate(CONTINENTAL) if self.continental else shown).replace(",", "")
        return Decimal(plain).quantize(Decimal(1).scaleb(-self.decimals), rounding=ROUND_HALF_UP)

    def correction(self, value: Decimal) -> str:
        """With the hedge that would be true: `over` rounds down, `nearly` up; with its sign where that is printed."""
        rounding = {Hedge.OVER: ROUND_FLOOR, Hedge.AT_LEAST: ROUND_FLOOR, Hedge.NEARLY: ROUND_CEILING,
                    Hedge.UP_TO: ROUND_CEILING}.get(self.hedge or Hedge.ABOUT, ROUND_HALF_UP)
        sign = self.sign if value < 0 else ""
        return (HEDGES[self.hedge] if self.hedge else "") + sign + self.write(value, rounding=rounding)


def rescaled(value: Decimal, one: Decimal, after: str, found: re.Match[str]) -> tuple[Decimal, str]:
    """Another scale word of the same spelling, where the one in the text would print an odd number."""
    family = next(index for index, group in enumerate(found.groups()) if group)
    here = next(size for size, words in SCALES if found[0] in words)
    for size, words in reversed(SCALES):
        if value / (one * size / here) >= 1:
            return one * size / here, after[:found.start()] + words[family] + after[found.end():]
    return one, after


def number_text(number: Decimal, decimals: int, indian: bool = False, rounding: str = ROUND_HALF_UP) -> str:
    rounded = number.quantize(Decimal(1).scaleb(-decimals), rounding=rounding)
    if not indian:
        return f"{rounded:,}"
    whole, dot, rest = str(rounded).partition(".")
    head, tail = whole[:-3], whole[-3:]
    pairs = re.sub(r"(\d)(?=(\d\d)+$)", r"\1,", head)
    return (f"{pairs},{tail}" if pairs else tail) + dot + rest


def two_digits(number: Decimal) -> str:
    """Two significant digits, for how far off something is: 0.044, 1.3, 21."""
    if number >= 10:
        return number_text(number, 0)
    return number_text(number, max(1, 1 - number.adjusted()) if number else 0)


def figure(value: Decimal, unit: str, style: Style | None = None, extra: int = 0) -> str:
    """A value in words, without its sign, in the article's style where the unit is the article's."""
    if style is not None and style.unit == unit:
        return style.write(value, extra)
    value = abs(value)
    if unit == PERCENT:
        words = number_text(value, 0 if value == int(value) else 1)
        return f"{two_digits(value) if words == '0.0' else words} per cent"
    if unit == PERCENTAGE_POINT:
        return f"{number_text(value, 1)} percentage points"
    if unit == RATIO:
        return f"{number_text(value, 2)}"
    if is_money(unit):
        for size, scales in reversed(SCALES):
            if value >= size:
                return f"{unit} {number_text(value / size, 2)} {scales[0]}"
        return f"{unit} {number_text(value, 0)}"
    return f"{value.normalize():f} {unit}"


@cache
def name(code: str) -> str:
    """An area as it stands within a sentence: "the United States", "India", "the world"."""
    if (words := within_sentences().get(code)) is not None:
        return words
    if (known := areas().get(code)) is not None:
        return known.name
    if code.startswith("non-"):
        return f"countries outside {name(code[4:])}"
    return listed(map(name, code.split("+"))) if "+" in code else code


@cache
def within_sentences() -> dict[str, str]:
    """Areas that a sentence calls otherwise than a list does: "the United States", "ASEAN"."""
    rows = Path(__file__).with_name("areas.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return dict(row.split("\t", 1) for row in rows)


def listed(words: Iterable[str]) -> str:
    """China, India and Japan"""
    *others, last = words
    return f"{', '.join(others)} and {last}" if others else last


def was(code: str) -> str:
    return "were" if "+" in code or name(code).endswith("countries") or code.startswith("non-") else "was"


def possessive(code: str) -> str:
    words = name(code)
    return f"{words}'" if words.endswith("s") else f"{words}'s"


@cache
def product_words(code: str) -> str:
    """Goods or services as they stand alone: "the share of goods other than oil in India's exports"."""
    if code in own_words():
        return own_words()[code][1]
    known = products().get(code) or (products().get(code[:HEADING]) if code.isdecimal() else None)
    if known is not None:
        words = DETAIL.split(known.name)[0].rstrip(" ,").lower()
        return words if len(words) <= LONGEST else words.partition(",")[0]
    parts = [part for part in code.split("+") if part.strip(" -")]
    return listed(map(product_words, parts)) if len(parts) > 1 else code.lower().replace("-", " ").strip(" +")


@cache
def own_words() -> dict[str, tuple[str, str]]:
    """Goods that are called otherwise within a sentence than in a list: before a flow, and alone."""
    rows = Path(__file__).with_name("goods.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return {code: (before, alone) for code, before, alone in (row.split("\t") for row in rows)}


def traded(flow: Flow, product: str) -> str:
    """Goods with their flow: "tea exports", "imports of live animals", "non-oil trade"."""
    noun = FLOWS[flow][0]
    if product in own_words():
        return f"{own_words()[product][0]} {noun}"
    words = product_words(product)
    if product.isdecimal() or "," in words or (words.endswith("s") and not words.endswith(COLLECTIVE)):
        return f"{noun} {'in' if flow in (Flow.TOTAL, Flow.BALANCE) else 'of'} {words}"
    return f"{words} {noun}"


def day(of: date) -> str:
    """13 January 2026"""
    return f"{of.day} {MONTH_NAMES[of.month - 1]} {of.year}"


def season(period: Period) -> str:
    """What it is of every year: November, these months."""
    return MONTH_NAMES[period.start % MONTHS_A_YEAR] if period.length == 1 else "these months"


@lru_cache(KEPT)
def when(period: Period) -> str:
    """A period as it follows "in": 2024-25, March 2025, April-November 2024, the first quarter of 2024."""
    year, month = divmod(period.start, MONTHS_A_YEAR)
    last_year, last_month = divmod(period.end - 1, MONTHS_A_YEAR)
    match period.kind:
        case PeriodKind.YEAR:
            return f"{year}"
        case PeriodKind.FISCAL_YEAR:
            return f"{year}-{(year + 1) % 100:02}" if (year + 1) % 100 else f"{year}-{year + 1}"
        case PeriodKind.QUARTER if month % 3 == 0:
            return f"the {QUARTERS[month // 3]} quarter of {year}"
        case PeriodKind.HALF if month % 6 == 0:
            return f"the {QUARTERS[month // 6]} half of {year}"
    if period.length == 1:
        return f"{MONTH_NAMES[month]} {year}"
    if period.length == MONTHS_A_YEAR and month == 0:
        return f"{year}"
    if year == last_year:
        return f"{MONTH_NAMES[month]}-{MONTH_NAMES[last_month]} {year}"
    years, odd = divmod(period.length, MONTHS_A_YEAR)
    long = f"{spelled(period.length)} months" if odd or years < 2 else f"{spelled(years)} years"
    return f"the {long} to {MONTH_NAMES[last_month]} {last_year}"


def spelled(count: int) -> str:
    return COUNTS[count] if count < len(COUNTS) else str(count)


UNITS = {PERCENT: "per cent", PERCENTAGE_POINT: "percentage points"}
FLOWS = {Flow.EXPORT: ("exports", "to"), Flow.IMPORT: ("imports", "from"), Flow.TOTAL: ("trade", "with"),
         Flow.BALANCE: ("trade balance", "with"), Flow.RE_EXPORT: ("re-exports", "to")}
COLLECTIVE = ("goods", "products", "services", "earths")     # which stand before "exports" as they are, unlike "cars"
PLURAL = frozenset({Flow.EXPORT, Flow.IMPORT, Flow.RE_EXPORT})


@lru_cache(KEPT)
def trade(key: SeriesKey, basis: bool = True) -> str:
    """The trade a key means: "India's goods exports to the United States"."""
    noun, preposition = FLOWS[key.flow]
    if key.product == ALL_PRODUCTS:
        total = "total " if key.flow is Flow.TOTAL and key.partner == WORLD else ""
        what = f"{total}{BASES[key.basis] if basis else ''}{noun}"
    else:
        what = traded(key.flow, key.product)
    whose = "world" if key.reporter == WORLD else possessive(key.reporter)
    where = f" {preposition} {name(key.partner)}" if key.partner != WORLD else ""
    return f"{whose} {what}{where}"


def subject(question: Question) -> str:
    """What is measured, as the subject of a sentence."""
    key = question.key
    if question.measure in (Measure.SHARE, Measure.POINTS) and question.whole is not None:
        whole = question.whole
        if key.partner != whole.partner and key.reporter == whole.reporter:
            own = name(key.partner)
            flow = f" {FLOWS[key.flow][0]}" if key.flow is not whole.flow else ""
        elif key.product != whole.product:
            own, flow = product_words(key.product), ""
        elif key.reporter != whole.reporter:
            own, flow = name(key.reporter), ""
        else:
            return f"the share of {trade(key)} in {trade(whole, basis=False)}"
        return f"the share of {own}{flow} in {trade(whole)}"
    return trade(key)


def clause(question: Question, value: Decimal, style: Style | None, extra: int = 0) -> str:
    """One sentence without its full stop: what the tables say for a question."""
    words, period = subject(question), when(question.period)
    key = question.key
    is_balance = key.flow is Flow.BALANCE and question.measure is not Measure.POINTS
    match question.measure:
        case Measure.LEVEL if is_balance:
            kind = "a deficit" if value < 0 else "a surplus"
            return f"{words} in {period} was {kind} of {figure(value, question.unit, style, extra)}"
        case Measure.LEVEL:
            return f"{words} stood at {figure(value, question.unit, style, extra)} in {period}"
        case Measure.SHARE if question.unit == RATIO:
            return f"{words} was {figure(value * 100, PERCENT)} in {period}"
        case Measure.SHARE:
            return f"{words} was {figure(value, question.unit, style, extra)} in {period}"
        case Measure.RATIO if question.whole is not None:
            return f"{words} in {period} came to {number_text(abs(value), 2)} times {trade(question.whole)}"
        case Measure.RATIO:
            assert question.versus is not None
            those = "those" if key.flow in PLURAL else "that"
            return f"{words} in {period} came to {number_text(abs(value), 2)} times {those} of {when(question.versus)}"
    moved = "rose" if value >= 0 else "fell"
    if is_balance:
        moved = "widened" if value >= 0 else "narrowed"
    by = "by " if question.measure not in (Measure.GROWTH, Measure.COMPOUND) else ""
    if question.measure is Measure.COMPOUND:
        assert question.versus is not None
        size = figure(value, question.unit, style, extra)
        return f"{words} {moved} {size} a year from {when(question.versus)} to {period}"
    versus = ""
    if question.versus is not None and not question.versus.same_months(question.period.year_before()):
        versus = f" from {when(question.versus)}"
    money = f" counted in {MONEY.get(question.currency, 'national currency')}" if question.currency else ""
    return f"{words} {moved} {by}{figure(value, question.unit, style, extra)} in {period}{versus}{money}"
