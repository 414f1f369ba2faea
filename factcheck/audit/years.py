"""Figures and alarms by year of publication, as a picture: two rows of columns, alarms on a scale of their own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from factcheck.audit.asking import Answer
from factcheck.report.html.chart import LEFT, RIGHT, Scale, percent
from factcheck.report.html.markup import Markup, element

MOST = 60                       # years shown, the latest; all are in the table
LABELS = 6                      # years named below the columns, about
GAP = 0.3                       # of a year's width
UNDATED = "no date"
ROWS = {"findings": "trade figures", "alarms": "alarms"}


def charted(answer: Answer) -> Markup | None:
    """The picture of a table with the columns year, findings and alarms; None where there are not two years."""
    places = [answer.columns.index(name) for name in ("year", *ROWS)]
    rows = [[row[place] for place in places] for row in answer.rows]
    dated = {int(year): counts for year, *counts in rows if year != UNDATED}
    if len(dated) < 2:
        return None
    years = range(max(min(dated), max(dated) - MOST + 1), max(dated) + 1)
    pictures = [
        picture(name, years, [dated[year][at] if year in dated else 0 for year in years])
        for at, name in enumerate(ROWS.values())
    ]
    undated = sum(counts[0] for year, *counts in rows if year == UNDATED)
    left_out = sum(counts[0] for year, counts in dated.items() if year not in years)
    told = "; ".join([
        "each row on a scale of its own",
        *([f"{undated:,} figures have no date"] if undated else []),
        *([f"{left_out:,} are of earlier years"] if left_out else []),
    ])
    caption = element("figcaption", element("b", "By year of publication"), element("span", told, class_="quiet"))
    return element("figure", caption, *pictures, class_="chart years")


def picture(name: str, years: range, counts: Sequence[int]) -> Markup:
    scale = Scale(0, max(*counts, 1))
    most = years[counts.index(max(counts))]
    told = (f"{name.capitalize()} by year: {counts[0]:,} in {years[0]}, {counts[-1]:,} in {years[-1]}, "
            f"most in {most}, {max(counts):,}.")
    return element("svg", element("title", told), *grid(scale, name), *columns(scale, years, counts),
                   *named(years), role="img", class_=f"plot {'alarmed' if name == ROWS['alarms'] else 'counted'}")


def grid(scale: Scale, name: str) -> Iterator[Markup]:
    """Lines at whole numbers, for nothing else can be counted; the highest says of what."""
    whole = [tick for tick in scale.ticks if tick == int(tick)]
    for tick in whole:
        y = percent(scale.at(tick))
        yield element("line", x1="0", x2="100%", y1=y, y2=y, class_="grid" if tick else "zero")
        if tick:
            yield element("text", f"{int(tick):,} {name if tick == whole[-1] else ''}".strip(), x="0", y=y, dy=-4,
                          class_="tick")


def columns(scale: Scale, years: range, counts: Sequence[Any]) -> Iterator[Markup]:
    wide = (RIGHT - LEFT) / len(years)
    for number, (year, count) in enumerate(zip(years, counts, strict=True)):
        if count:
            top = scale.at(count)
            bar = element("rect", x=percent(LEFT + (number + GAP / 2) * wide), y=percent(top),
                          width=percent((1 - GAP) * wide), height=percent(scale.at(0) - top), class_="column")
            yield element("g", element("title", f"{year}: {count:,}"), bar)


def named(years: range) -> Iterator[Markup]:
    wide = (RIGHT - LEFT) / len(years)
    step = -(-len(years) // LABELS)
    for number in range(len(years) - 1, -1, -step):
        yield element("text", str(years[number]), x=percent(LEFT + (number + 0.5) * wide), y="98%",
                      text_anchor="middle", class_="when quiet")
