"""A chart as inline SVG, without a script: places are percentages, so that it is as wide as there is room for while
letters and lines keep their size."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from factcheck.judging.wording import name, trade, when
from factcheck.report.charted import Charted, Form, Stated, runs
from factcheck.report.html.markup import Markup, element
from factcheck.report.telling import figure_of
from factcheck.report.wording import SCALES, rounded
from sources.observation import Observation
from sources.terms.key import WORLD
from sources.terms.period import Period
from sources.terms.quantity import PERCENT, is_money

LEFT, RIGHT = 3.0, 97.0         # percent of the width that the periods take
TOP, BOTTOM = 16.0, 84.0        # percent of the height that the values take
STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
MOST_TICKS = 4
BEYOND = 2.0                    # times the largest value of the series: what is further off is shown at the edge
LETTER = 2.2                    # percent of the width of a narrow chart that a letter takes
LINE = 9.0                      # percent of the height that a line of letters takes
LONGEST = 40                    # letters of a quote on the chart
DOT, DIAMOND = 4, 6             # pixels


def figure(shown: Charted, verdict: str, quote: str) -> Markup:
    """The chart with its title, and its figures as a table for who does not see it."""
    title = heading(shown)
    drawn = bars(shown) if shown.form is Form.BARS else Plot(shown, verdict, quote).drawn()
    key = None if shown.form is Form.BARS else legend(shown, verdict == "target")
    caption = element("figcaption", element("b", title), key)
    return element("figure", caption, drawn, numbers(shown, title), class_="chart")


def heading(shown: Charted) -> str:
    key = shown.observations[0].key
    match shown.form:
        case Form.BARS:
            period = when(shown.observations[0].period)
            whose = trade(replace(key, reporter=WORLD) if key.partner == WORLD else replace(key, partner=WORLD))
            return f"{capital(whose)} by {'country' if key.partner == WORLD else 'partner'}, {period}"
        case Form.COLUMNS:
            return f"Growth of {trade(key)}"
    if shown.unit == PERCENT:
        parts = shown.observations[0].parts
        whole = f" in {trade(parts[1].key)}" if len(parts) == 2 else ""
        return f"Share of {name(key.partner) if key.partner != WORLD else trade(key)}{whole}"
    return capital(trade(key))


def capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def legend(shown: Charted, aim: bool) -> Markup:
    """What the diamond is, and where the rest is from."""
    source = shown.observations[-1].provenance
    says = []
    if shown.stated:
        what = "what the text says"
        if aim:
            what = "the aim" if shown.alike else "the aim, which is counted otherwise than this series"
        says = [element("span", "◆", class_="key", aria_hidden="true"), f" {what}; "]
    return element("span", *says, f"{source.publisher}, {when(shown.observations[0].period)} to "
                                  f"{when(shown.observations[-1].period)}", class_="quiet")


def numbers(shown: Charted, title: str) -> Markup:
    """The figures of the chart, folded away."""
    ranked = shown.form is Form.BARS
    rows = [
        element("tr", element("th", areaof(seen) if ranked else str(seen.period), scope="row"),
                element("td", figure_of(seen), class_="number"))
        for seen in shown.observations
    ]
    table = element(
        "table", element("caption", title, class_="unseen"),
        element("thead", element("tr", element("th", "Area" if ranked else "Period", scope="col"),
                                 element("th", "Figure", scope="col", class_="number"))),
        element("tbody", *rows))
    return element("details", element("summary", "Figures of the chart"), table, class_="more")


def areaof(seen: Observation) -> str:
    return capital(name(seen.key.reporter if seen.key.partner == WORLD else seen.key.partner))


# --- places in percent ------------------------------------------------------------------------------------------------


class Scale:
    """Values to percent of the height, with round figures for the grid; zero is always on it."""

    def __init__(self, low: float, high: float) -> None:
        low, high = min(low, 0.0), max(high, 0.0)
        span = (high - low) or 1.0
        power = 10.0 ** math.floor(math.log10(span / MOST_TICKS))
        step = next(step * power for step in STEPS if span / (step * power) <= MOST_TICKS + 1e-9)
        self.low, self.high = math.floor(low / step + 1e-9) * step, math.ceil(high / step - 1e-9) * step
        self.ticks = [self.low + number * step for number in range(round((self.high - self.low) / step) + 1)]

    def at(self, value: float) -> float:
        share = (value - self.low) / ((self.high - self.low) or 1.0)
        return BOTTOM - min(1.0, max(0.0, share)) * (BOTTOM - TOP)


class Plot:
    """Values over time with the figure stated: a line or columns, from zero."""

    def __init__(self, shown: Charted, verdict: str, quote: str) -> None:
        self.shown, self.verdict, self.quote = shown, verdict, quote
        values = [float(seen.value) for seen in (*shown.observations, *shown.answers)]
        low, high = min(*values, 0.0), max(*values, 0.0)
        if shown.stated and (verdict == "target" or abs(float(shown.stated.value)) <= BEYOND * max(-low, high)):
            low, high = min(low, float(shown.stated.value)), max(high, float(shown.stated.value))
        self.values = Scale(low, high)
        periods = [seen.period for seen in shown.observations] + ([shown.stated.period] if shown.stated else [])
        self.first, self.last = min(each.start for each in periods), max(each.end for each in periods)

    def x(self, period: Period) -> float:
        middle = (period.start + period.end) / 2 - self.first
        return LEFT + (RIGHT - LEFT) * middle / (self.last - self.first)

    def y(self, value: Decimal) -> float:
        return self.values.at(float(value))

    def drawn(self) -> Markup:
        body = self.columns() if self.shown.form is Form.COLUMNS else self.line()
        return element("svg", element("title", self.told()), *self.grid(), *body, *self.ticks(), *self.marks(),
                       *self.axis(), role="img", class_="plot")

    def told(self) -> str:
        """The chart in a sentence, for who hears it."""
        first, last = self.shown.observations[0], self.shown.observations[-1]
        words = (f"{heading(self.shown)}: {figure_of(first)} in {when(first.period)}, "
                 f"{figure_of(last)} in {when(last.period)}.")
        stated = self.shown.stated
        return words + (f" The text says {self.quote} for {when(stated.period)}." if stated else "")

    def grid(self) -> Iterator[Markup]:
        for tick in self.values.ticks:
            y = self.values.at(tick)
            yield element("line", x1="0", x2="100%", y1=percent(y), y2=percent(y), class_="grid" if tick else "zero")

    def ticks(self) -> Iterator[Markup]:
        """The figures of the grid, the largest with its unit."""
        most = max(self.values.ticks, key=abs)
        for tick in self.values.ticks:
            if tick:
                yield element("text", short(tick, most, self.shown.unit), x="0", y=percent(self.values.at(tick)), dy=-4,
                              class_="tick")

    def line(self) -> Iterator[Markup]:
        for one, other, unbroken in runs(self.shown.observations):
            yield element("line", x1=percent(self.x(one.period)), y1=percent(self.y(one.value)),
                          x2=percent(self.x(other.period)), y2=percent(self.y(other.value)),
                          class_="run" if unbroken else "run gap")

    def columns(self) -> Iterator[Markup]:
        marked = {seen.period for seen in self.shown.answers}
        zero = self.values.at(0.0)
        for seen in self.shown.observations:
            wide = 0.7 * (RIGHT - LEFT) * seen.period.length / (self.last - self.first)
            y = self.y(seen.value)
            yield element("rect", x=percent(self.x(seen.period) - wide / 2), y=percent(min(y, zero)),
                          width=percent(wide), height=percent(max(abs(y - zero), 0.4)),
                          class_="column answer" if seen.period in marked else "column")

    def marks(self) -> Iterator[Markup]:
        """What the tables say, what the text says, and what these figures are."""
        stated = self.shown.stated
        if self.shown.form is Form.LINE:
            for seen in self.shown.answers:
                yield element("circle", cx=percent(self.x(seen.period)), cy=percent(self.y(seen.value)), r=DOT,
                              class_="answer")
        best = self.shown.answers[0] if self.shown.answers else None
        two = best is not None and (stated is None or self.apart(best, stated))
        if best is not None and two:
            below = stated is not None and stated.period.same_months(best.period) and stated.value >= best.value
            above = None if stated is None or not stated.period.same_months(best.period) else not below
            yield self.label(best.period, best.value, figure_of(best), above, "said")
        if stated is None:
            return
        yield from self.diamond(stated)
        off = not self.values.low <= float(stated.value) <= self.values.high
        above = stated.value >= best.value if best is not None and two else None
        words = f"{self.quote}, off the chart" if off else self.quote
        yield self.label(stated.period, stated.value, words, above, "stated")

    def apart(self, best: Observation, stated: Stated) -> bool:
        """Whether the two figures need a label each."""
        return best.period != stated.period or abs(self.y(best.value) - self.y(stated.value)) > LINE / 2

    def diamond(self, stated: Stated) -> Iterator[Markup]:
        """The stated figure, on a bar from the least to the most that its words stand for where that can be seen."""
        x, y = percent(self.x(stated.period)), percent(self.y(stated.value))
        low, high = self.y(stated.low), self.y(stated.high)
        if low - high > 1:
            yield element("line", x1=x, x2=x, y1=percent(high), y2=percent(low), class_="interval")
        side = 2 * DIAMOND
        # An inner picture can be placed in percent, and a path inside it drawn in pixels.
        path = element("path", d=f"M0 {-DIAMOND}L{DIAMOND} 0L0 {DIAMOND}L{-DIAMOND} 0Z", class_="stated")
        yield element("svg", path, x=x, y=y, width=side, height=side, class_="mark")

    def label(self, period: Period, value: Decimal, words: str, above: bool | None, kind: str) -> Markup:
        """Above or below the figure, where the series leaves room for it."""
        words = words if len(words) <= LONGEST else words[:LONGEST - 1] + "…"
        x, y = self.x(period), self.y(value)
        anchor, left, right = span(x, len(words), 33)
        # Out of the way of the line, but not far: a label apart from its figure says less than one that crosses a line.
        near = [height for height in (y, *self.heights(left, right)) if abs(height - y) <= 2 * LINE]
        top, bottom = min(near), max(near)
        if y < LINE or y > BOTTOM - LINE:
            above = y > LINE
        elif above is None:
            above = y - top <= bottom - y
        edge = max(top, LINE) if above else min(bottom, 100 - LINE)
        return element("text", words, x=percent(x), y=percent(edge), dy=-10 if above else 20, text_anchor=anchor,
                       class_=kind)

    def heights(self, left: float, right: float) -> Iterator[float]:
        """Where the series is, between two places of the width."""
        for seen in self.shown.observations:
            if left <= self.x(seen.period) <= right:
                yield self.y(seen.value)
                if self.shown.form is Form.COLUMNS:
                    yield self.values.at(0.0)

    def axis(self) -> Iterator[Markup]:
        """The period stated, the first and the last; one that would touch another is left out."""
        periods = [self.shown.stated.period] if self.shown.stated else [seen.period for seen in self.shown.answers[:1]]
        periods += [self.shown.observations[0].period, self.shown.observations[-1].period]
        taken: list[tuple[float, float]] = []
        for number, period in enumerate(periods):
            words = when(period).removeprefix("the ")
            x = self.x(period)
            anchor, left, right = span(x, len(words), 0)
            if all(right < start or left > end for start, end in taken):
                taken.append((left - LETTER, right + LETTER))
                yield element("text", words, x=percent(x), y="97%", text_anchor=anchor,
                              class_="when" if number == 0 else "when quiet")


def span(x: float, letters: int, margin: float) -> tuple[str, float, float]:
    """How words at `x` are anchored so that they stay on the chart, and what they cover, in percent of the width."""
    wide = letters * LETTER
    if x - wide / 2 < 0 or x < margin:
        return "start", x, x + wide
    if x + wide / 2 > 100 or x > 100 - margin:
        return "end", x - wide, x
    return "middle", x - wide / 2, x + wide / 2


def bars(shown: Charted) -> Markup:
    """A ranking, the area in question darker."""
    most = max(abs(float(seen.value)) for seen in shown.observations) or 1.0
    rows: list[Markup] = []
    for seen in shown.observations:
        row = 100 / len(shown.observations)
        top = len(rows) // 3 * row
        marked = seen.key == shown.answers[0].key
        rows += [
            element("text", areaof(seen), x="0", y=percent(top), dy=14, class_="said" if marked else "bar"),
            element("text", figure_of(seen), x="100%", y=percent(top), dy=14, text_anchor="end",
                    class_="said" if marked else "bar"),
            element("rect", x="0", y=percent(top + 0.62 * row), width=percent(100 * abs(float(seen.value)) / most),
                    height=6, class_="column answer" if marked else "column"),
        ]
    first = shown.observations[0]
    told = f"{heading(shown)}: first {areaof(first)}, {figure_of(first)}."
    return element("svg", element("title", told), *rows, role="img", class_=f"bars of-{len(shown.observations)}")


def percent(place: float) -> str:
    return f"{place:.2f}%"


def short(value: float, most: float, unit: str) -> str:
    """A figure of the grid: 50; the largest with its unit: USD 100 billion, 20 per cent."""
    number, largest = Decimal(str(round(value, 10))), Decimal(str(round(most, 10)))
    money = is_money(unit)
    scale, word = next(((scale, word) for scale, word in SCALES if money and abs(largest) >= scale), (Decimal(1), ""))
    bare = rounded(number / scale, 2)
    if value != most:
        return bare
    if unit == PERCENT:
        return f"{bare} per cent"
    return f"{unit} {bare} {word}".rstrip() if money else f"{bare} {unit}"
