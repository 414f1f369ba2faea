"""Wire copy as newsrooms file it, for measuring speed: one trade an article, its figures true, one in ten not.

What an article says is drawn with one seed, so two runs over the same tables measure the same texts.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from decimal import Decimal

from benchmarks.wire import FILLER, LENGTH
from sources.tables import Tables
from sources.terms.key import WORLD, Flow, SeriesKey
from sources.terms.period import Period, PeriodKind

# Whose trade is told, of those that tables hold year after year with every partner: the word for whose, the code, and
# the first month of the year that such copy goes by.
TELLERS = {"the United States": ("US", "USA", 1), "India": ("India's", "IND", 4)}
PARTNERS = {
    "China": "CHN", "Germany": "DEU", "Japan": "JPN", "Brazil": "BRA", "Mexico": "MEX", "Vietnam": "VNM",
    "Kenya": "KEN", "France": "FRA", "South Korea": "KOR", "Canada": "CAN", "Italy": "ITA", "Singapore": "SGP",
}
YEARS = range(2014, 2025)
ENOUGH = 6                      # statements, or the tables know too little of the year
WRONG = 0.1                     # of the figures
TARGET = "The two countries want to raise bilateral trade to $500 billion by 2030."


def articles(count: int, tables: Tables, seed: int = 2) -> Iterator[str]:
    """`count` articles of about `LENGTH` characters, half of their sentences with figures of the trade of two countries
    in one year."""
    dice = random.Random(seed)
    subjects = [
        (teller, partner, year) for teller in TELLERS for partner in PARTNERS for year in YEARS
        if len(list(statements(teller, partner, year, tables, random.Random(seed)))) >= ENOUGH
    ]
    for _ in range(count):
        a, b, year = dice.choice(subjects)
        told = list(statements(a, b, year, tables, dice))
        dice.shuffle(told)
        sentences: list[str] = []
        while sum(map(len, sentences)) < LENGTH:
            if told and dice.random() < 0.5:
                sentences.append(told.pop())
            else:
                sentences.append(filler(dice))
        paragraphs = [" ".join(sentences[n:n + 2]) for n in range(0, len(sentences), 2)]
        yield f"{TELLERS[a][0]} trade with {b}\n\n" + "\n\n".join(paragraphs) + "\n"


def filler(dice: random.Random) -> str:
    numbers = {"p": dice.randint(1, 40), "q": dice.randint(2, 11), "age": dice.randint(30, 70)}
    return dice.choice(FILLER).format(past=dice.randint(1980, 2010), **numbers)


def statements(teller: str, b: str, first: int, tables: Tables, dice: random.Random) -> Iterator[str]:
    """What an article on the trade of two countries would say of it, in the teller's own kind of year."""
    whose, code, start = TELLERS[teller]
    period = Period.fiscal_year(first, start)
    year = str(first) if period.kind is PeriodKind.YEAR else f"{first}-{(first + 1) % 100:02}"
    for flow, noun, link in ((Flow.EXPORT, "exports", "to"), (Flow.IMPORT, "imports", "from")):
        key = SeriesKey(code, PARTNERS[b], flow)
        whole = SeriesKey(code, WORLD, flow)
        now, then, world = (figure(*asked, tables, dice) for asked in (
            (key, period), (key, period.year_before()), (whole, period)))
        if now and then:
            moved = "rose" if now >= then else "fell"
            yield (f"{whose} {noun} {link} {b} {moved} {abs(100 * (now / then - 1)):.1f} per cent to {billions(now)} in"
                   f" {year} from {billions(then)} a year earlier.")
        if now and world:
            yield f"{b} accounted for {100 * now / world:.1f} per cent of {whose} total {noun} in {year}."
            yield f"{whose} {noun} {link} all countries were worth {billions(world)} in {year}."
    total, balance = (SeriesKey(code, PARTNERS[b], flow) for flow in (Flow.TOTAL, Flow.BALANCE))
    if both := figure(total, period, tables, dice):
        yield f"Two-way trade between {teller} and {b} was worth {billions(both)} in {year}."
    if gap := figure(balance, period, tables, dice):
        yield f"That left {teller} with a trade {'deficit' if gap < 0 else 'surplus'} of {billions(abs(gap))} with {b}."
    yield TARGET


def figure(key: SeriesKey, period: Period, tables: Tables, dice: random.Random) -> Decimal | None:
    """What the tables say in dollars; one in ten is made wrong."""
    found = [seen.value for seen in tables.look_up(key, period) if seen.unit == "USD"]
    wrong = dice.random() < WRONG
    factor = Decimal(f"{dice.uniform(0.6, 1.6):.3f}") if wrong else Decimal(1)
    return found[0] * factor if found and found[0] else None


def billions(value: Decimal) -> str:
    return f"${value / 10**9:.2f} billion"
