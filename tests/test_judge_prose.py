"""Every sentence that an editor is shown is one, whatever areas, goods, periods and figures it is filled with."""

from __future__ import annotations

import random
from collections.abc import Iterator
from decimal import Decimal
from itertools import product
from string import Formatter

import pytest
from prose import flaws
from statements import statement

from factcheck.judging import wording
from factcheck.judging.lacking import wholly
from factcheck.judging.question import Measure, Question
from factcheck.judging.ranks import Race, ordinal
from factcheck.judging.sentences import say, say_of_sum, templates
from factcheck.judging.wording import Style, clause, product_words, subject, trade, when
from sources.terms.areas import areas
from sources.terms.key import Basis, Flow, SeriesKey
from sources.terms.period import Period
from sources.terms.products import products
from sources.terms.quantity import PERCENT, PERCENTAGE_POINT, RATIO

AREAS = ("IND", "USA", "NLD", "EU27", "ASEAN", "OECD", "LDC", "CHN+PAK", "CHN+IND+JPN", "California", "Middle East",
         "COK", "non-JPN", "non-EU", "G7", "SUN", "WLD")
GOODS = ("TOTAL", "0901", "85", "8703", "090111", "ENGINEERING-GOODS", "PETROLEUM", "NON-OIL", "PRIVATE-ENTERPRISES",
         "HANDICRAFTS+TEXTILES-APPAREL", "VEHICLES+-BOUND", "a-good-without-a-name")
PERIODS = tuple(map(Period.parse, (
    "2024", "FY2024-25", "FY1999-00", "2024-Q3", "2024-H1", "2024-07", "2024-04/2024-11", "2024-11/2025-02",
    "2022-01/2023-12", "2023-04/2025-09")))
VALUES = tuple(map(Decimal, ("-37600000000", "3098000000000", "1487000000", "0.4", "-1234567", "86514280000")))
SMALL = tuple(map(Decimal, ("-13.49", "1322.4", "0.044", "7", "-0.4")))
QUOTES = (("USD 131.84 billion", "131840000000", "USD"), ("-$8.2 billion", "8200000000", "USD"),
          ("$3,054B", "3054000000000", "USD"), ("846 mln dlrs", "846000000", "USD"),
          ("US$ 100.000 millones", "100000000000", "USD"), ("₹43,47,500 crore", "43475000000000", "INR"),
          ("−11.3%", "11.3", PERCENT), ("a third", "33", RATIO))
STYLES = [Style.of(statement(amount, unit, quote=quote)) for quote, amount, unit in QUOTES]
MEASURES = {Measure.LEVEL: "USD", Measure.GROWTH: PERCENT, Measure.DIFFERENCE: "USD", Measure.COMPOUND: PERCENT,
            Measure.SHARE: PERCENT, Measure.POINTS: PERCENTAGE_POINT, Measure.RATIO: RATIO}
COUNT = 1_500               # of the many thousand combinations; the same ones each time


def keys() -> Iterator[SeriesKey]:
    for reporter, partner, flow, goods, basis in product(AREAS, AREAS, Flow, GOODS, Basis):
        if reporter != partner or reporter == "WLD":
            yield SeriesKey(reporter, partner, flow, goods, basis)


KEYS = random.Random(1).sample(list(keys()), COUNT)


def questions() -> Iterator[Question]:
    chance = random.Random(2)
    for number, key in enumerate(KEYS):
        measure = list(MEASURES)[number % len(MEASURES)]
        period = chance.choice(PERIODS)
        versus = chance.choice((None, period.year_before(), period.shift(-24)))
        if measure in (Measure.COMPOUND, Measure.RATIO):
            versus = period.shift(-36)
        whole = None
        if measure in (Measure.SHARE, Measure.POINTS):
            whole = SeriesKey(key.reporter, "WLD", key.flow, "TOTAL", key.basis)
        money = chance.choice((None, None, "KES", "USD"))
        yield Question(measure, key, period, MEASURES[measure], versus, whole, money)


QUESTIONS = list(questions())


def clauses() -> Iterator[str]:
    chance = random.Random(3)
    for question in QUESTIONS:
        values = VALUES if question.unit == "USD" else SMALL
        yield clause(question, chance.choice(values), chance.choice([None, *STYLES]), chance.choice((0, 1, 3)))


def test_what_the_tables_say_of_any_question() -> None:
    for words in clauses():
        assert not flaws(f"{words[:1].upper()}{words[1:]}.")


def test_what_is_not_held_of_any_question() -> None:
    for question in QUESTIONS:
        assert not flaws(wholly(question).sentence)


def test_every_area_and_product_has_words() -> None:
    named = [(wording.name(code), SeriesKey(code, "USA", Flow.EXPORT)) for code in areas()]
    named += [(product_words(code), SeriesKey("IND", "WLD", Flow.IMPORT, code)) for code in products()]
    for words, key in named:
        assert words and not flaws(f"No table covers {trade(key)}.")


def fillers() -> dict[str, list[str]]:
    """For each word that a template asks for what the judge may put there."""
    chance = random.Random(4)
    some = chance.sample(QUESTIONS, 200)
    sentences = list(clauses())
    names = [wording.name(area) for area in AREAS]
    trades = [trade(question.key) for question in some]
    periods = [when(period) for period in PERIODS]
    quotes = [quote for quote, _, _ in QUOTES]
    figures = [wording.figure(value, "USD", style) for value in VALUES for style in [None, *STYLES]]
    ranked = product(("IND", "WLD", "USA"), Flow, ("TOTAL", "0901", "NON-OIL"), Basis, (True, False))
    races = [Race("CHN", area, flow, goods, basis, deficits).among() for area, flow, goods, basis, deficits in ranked]
    percents = ["7.4 per cent", "0.044 percentage points"]
    return {
        **dict.fromkeys(("clause", "precise", "repaired", "real"), sentences),
        **dict.fromkeys(("period", "to", "was", "start", "earlier", "since", "other_period", "lacking_period", "broken",
                         "deadline", "stated_deadline", "first"), periods),
        **dict.fromkeys(("stated", "Stated", "hedged", "said_figure", "target"), quotes),
        **dict.fromkeys(("latest", "figure", "other_value"), figures),
        "shown": ["a fall of 3.1 per cent", "China, at USD 3.61 billion", "a surplus of USD 1.2 billion"],
        **dict.fromkeys(("named", "on", "top", "rival", "who"), names), "partner": [f"{names[0]}'s", f"{names[1]}'"],
        **dict.fromkeys(("trade", "what"), trades),
        "asked": [f"{subject(question)} in {when(question.period)}" for question in some] + ["a share in per cent"],
        "held": [*trades], "lacking": [*trades], "office": ["the Ministry of Commerce, India"],
        "publisher": ["Statistics Canada"], "other": quotes, "among": races, "other_among": races,
        "margin": ["China USD 3.61 billion"],
        "margin_words": ["China USD 3.61 billion, India USD 1.20 billion"], "rank": ["3"], "stated_rank": ["1"],
        "count": ["204"], "place": [ordinal(3), ordinal(12)], "relation": ["behind"], "vintage": ["", " in May 2025"],
        "counted": ["by customs"], "counted_latest": ["with seasonal adjustment"], "gap": percents,
        "why": ["", "; freight and insurance explain as much"], "however": ["", "; in 2024 it was 8 per cent"],
        "word": ["to these", "sprocket"],
        "field": ["country", "currency"], "rate": percents, "listed": ["25 per cent (steel); 10 per cent (all goods)"],
        "later": ["", "; raised in June"], "extreme": ["highest", "smallest"], "comparison": ["higher", "smaller"],
        "announced": ["", " on 3 May 2024"], "growth": ["", "; getting there takes about 7 per cent a year"],
        "others": ["", ", only USD 100 billion by 2030"], "sofar": [""], "moved": ["rose", "showed a deficit"],
        "unit": ["month", "year"], "by": ["", ", counted in rupees"], "length": ["2 months", "1 year"], "said": ["16"],
        "kind": ["rise", "deficit"], "was": ["was"], "way": ["rise", "narrowing"],
        "doubt": list(templates("doubts.tsv").values()),
    }


# Where a template uses a common word in a sense of its own.
OF_ITS_OWN = {
    ("no-table.then", "held"): "lacking_period", ("no-table.then", "lacking"): "lacking_period",
    ("no-table.apart", "held"): "lacking_period", ("no-table.apart", "lacking"): "lacking_period",
    ("tariff-on-record", "since"): "later", ("tariff-on-record", "what"): "kind", ("not-a-record", "other"): "period",
    ("other-partner", "to"): "named", ("other-reporter", "to"): "named", ("longer-run", "count"): "length",
    ("other-denominator", "to"): "named",
}


@pytest.mark.parametrize("code", templates())
def test_every_template_makes_a_sentence(code: str) -> None:
    words, chance = fillers(), random.Random(code)
    slots = [name for _, name, _, _ in Formatter().parse(templates()[code]) if name]
    for _ in range(60):
        chosen = {slot: chance.choice(words[OF_ITS_OWN.get((code, slot), slot)]) for slot in slots}
        if code == "rank":      # the margin comes with its colon
            chosen["margin"] = f": {chosen['margin']}"
        assert not flaws(say(code, **chosen), "\n".join(quote for quote, _, _ in QUOTES))


@pytest.mark.parametrize("rule", templates("sums.tsv"))
def test_every_broken_sum_makes_a_sentence(rule: str) -> None:
    for stated, implied in (("USD 8.2 billion", "a deficit of USD 1.2 billion"), ("8 per cent", "a fall of 3 per cent"),
                            ("a rise of 3%", "a fall of 3%")):
        said = say_of_sum(rule, one="$3,054B", other="$2,051B", implied=implied, stated=stated)
        assert not flaws(said, "$3,054B\n$2,051B")
