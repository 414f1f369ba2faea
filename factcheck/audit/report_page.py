"""The report of an audit as one HTML page: in the style of the reports on articles, without a script."""

from __future__ import annotations

from collections import Counter
from importlib.resources import files
from string import Template
from typing import Any

from factcheck.audit import answers, years
from factcheck.audit.asking import Answer
from factcheck.finding import Verdict
from factcheck.report.formats import Manner
from factcheck.report.html.markup import Markup, element, join, link, scrolled, text
from factcheck.report.html.page import hashed, style, tallied
from factcheck.report.telling import LOOKS

CHARTED = ("findings", "alarms", "articles", "documents")       # columns that get bars, the first that is there
LONGEST = 300                   # characters of a cell
WORDY = 24                      # characters: what is longer may be broken anywhere, as addresses must
BY_YEAR = "05-years"
VERDICTS = "02-verdicts"


def render(known: dict[str, Any], headline: str, answered: dict[str, tuple[str, Answer]]) -> str:
    """`known` is the manifest; `answered` has the title and the answer of each question, by its name."""
    sheet = style() + _own("report.css")
    run = known["runs"][-1] if known["runs"] else {}
    tables = (f"{table['id']} ({table['vintage'] or 'undated'})" for table in run.get("tables", ()))
    contents = (element("li", element("a", title, href=f"#{name}")) for name, (title, _) in answered.items())
    return Template(_own("report.html")).substitute(
        sum=hashed(sheet), style=sheet, headline=text(headline), archives=text(", ".join(known["archives"])),
        tally=join(*tally(answered)), contents=join(*contents),
        sections=join(*(section(name, *answer) for name, answer in answered.items())),
        version=text(run.get("version", "")), finished=text(known["finished"] or "not yet"),
        tables=text(", ".join(tables)))


def _own(name: str) -> str:
    return files("factcheck.audit").joinpath(name).read_text(encoding="utf-8")


def tally(answered: dict[str, tuple[str, Answer]]) -> list[Markup]:
    counts = Counter({Verdict(row[0]): row[1] for row in answered[VERDICTS][1].rows})
    return tallied(counts, Manner())


def section(name: str, title: str, answer: Answer) -> Markup:
    heading = element("h2", title, id=name)
    if not answer.rows:
        return element("section", heading, element("p", "None.", class_="quiet"), aria_labelledby=name)
    picture = years.charted(answer) if name == BY_YEAR else None
    return element("section", heading, picture, scrolled(table(answer), title), aria_labelledby=name)


def table(answer: Answer) -> Markup:
    columns, rows = answer.columns, answer.rows
    charted = next((columns.index(name) for name in CHARTED if name in columns), None)
    most = max((row[charted] or 0 for row in rows), default=0) if charted is not None else 0
    is_number = [all(is_count(row[at]) or row[at] is None for row in rows) for at in range(len(columns))]
    headings = (element("th", name.replace("_", " "), scope="col", class_="number" if right else None)
                for name, right in zip(columns, is_number, strict=True))
    body = (
        element("tr", *(cell(name, value, most if at == charted else 0)
                        for at, (name, value) in enumerate(zip(columns, row, strict=True))))
        for row in rows
    )
    return element("table", element("thead", element("tr", *headings)), element("tbody", *body), class_="answers")


def is_count(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def cell(name: str, value: Any, most: float) -> Markup:
    if is_count(value):
        return element("td", bar(value / most) if most > 0 else None, answers.shown(value), class_="number")
    words = "" if value is None else str(value)
    if name == "verdict":
        symbol = element("span", LOOKS[Verdict(words)][0], aria_hidden="true")
        return element("td", element("span", symbol, f" {words}", class_=f"count {words}"))
    shown = words if len(words) <= LONGEST else words[: LONGEST - 1] + "…"
    return element("td", link(words, shown), dir="auto", class_="wordy" if len(words) > WORDY else None)


def bar(share: float) -> Markup:
    """Decoration: the number stands beside it."""
    filled = element("rect", width=f"{100 * share:.1f}%", height="100%")
    return join(element("svg", filled, class_="bar", aria_hidden="true"))
