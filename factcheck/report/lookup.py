"""An answer for people: the figure, the series around it with a sparkline, and every source that knows it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from factcheck.lookup import Answer, area_name, named
from factcheck.question import Measure
from factcheck.report.page import Page, Piece
from factcheck.report.sparkline import sparkline
from factcheck.report.text import INDENT, LABELS, source_line
from factcheck.report.wording import amount, fixed
from sources.terms.key import WORLD
from sources.terms.quantity import PERCENT

if TYPE_CHECKING:
    from sources.observation import Observation

YEARS = 10                  # periods shown before the one asked for, itself among them
AFTER = 2                   # and after it
PERIODS = 12                # columns for a period's label
BLOCKS = 60                 # of a sparkline: five years of months
PLACES = 10                 # of a ranking


def print_answer(page: Page, answer: Answer) -> None:
    page.paragraph([(title(answer), "bold")])
    if not answer.observations:
        page.paragraph([(answer.missing or "nothing known", "")])
        print_series(page, answer)
        print_others(page, f"the partner's own count, {area_name(answer.key.partner)}", answer.mirror)
        return
    if answer.measure is Measure.RANK:
        print_ranking(page, answer.observations)
        return
    best = answer.observations[0]
    page.blank()
    page.line([(amount(best.value, best.unit), "bold green")], INDENT)
    print_source(page, best)
    print_series(page, answer)
    print_others(page, "other figures for the same", answer.observations[1:])
    print_others(page, f"the partner's own count, {area_name(answer.key.partner)}", answer.mirror)


def title(answer: Answer) -> str:
    match answer.measure:
        case Measure.SHARE if answer.key.reporter == WORLD:
            return f"{area_name(answer.key.partner)}: share of world {answer.key.flow}s, {answer.period}"
        case Measure.SHARE:
            what = "share of the whole, "
        case Measure.CHANGE:
            what = "change on a year before, "
        case Measure.RANK:
            what = "countries by rank, " if answer.key.reporter == WORLD else "partners by rank, "
        case _:
            what = ""
    heading = named(answer.key)
    return f"{heading[0].upper()}{heading[1:]}, {what}{answer.period or 'any period'}"


def print_source(page: Page, seen: Observation) -> None:
    if seen.formula:
        label(page, "formula", [(seen.formula, "")])
        for part in seen.parts:
            label(page, "", [(f"{amount(part.value, part.unit)}  {part.row}", "dim")])
    label(page, "source", [(source_line(seen.provenance), "")])
    label(page, "row", [(seen.row, "")])
    if seen.provenance.url:
        page.line([(f"{'':8}{seen.provenance.url}", "dim")], INDENT)
    if seen.provenance.note:
        label(page, "note", [(seen.provenance.note, "dim")])


def label(page: Page, word: str, pieces: list[Piece]) -> None:
    page.paragraph(pieces, INDENT, hanging=LABELS, label=word)


def print_series(page: Page, answer: Answer) -> None:
    series = answer.series
    if len(series) < 2:
        return
    page.blank()
    asked = [number for number, seen in enumerate(series) if answer.period and seen.period.same_months(answer.period)]
    at = asked[0] if asked else len(series) - 1
    first = max(0, at + 1 - YEARS)
    shown = series[first: at + 1 + AFTER]
    wide = max(len(amount(seen.value, seen.unit)) for seen in shown)
    for number, seen in enumerate(shown, first):
        style = "bold" if number == at else ""
        mark = "›" if page.symbols else ">"
        growth = change(series, number)
        page.line([
            (f"{mark if number == at else ' '} {seen.period.label:<{PERIODS}}", style),
            (f"{amount(seen.value, seen.unit):>{wide}}", style),
            (f"{growth:>10}" if growth else "", "dim"),
        ])
    if page.symbols:
        line = series[-BLOCKS:]
        page.line([
            (sparkline([seen.value for seen in line]), "cyan"),
            (f"  {line[0].period} to {line[-1].period}, table {line[0].provenance.table}", "dim"),
        ], INDENT)


def change(series: Sequence[Observation], number: int) -> str:
    """Against the same months a year before: +11.6 %; nothing where that is not in the series or means nothing."""
    now = series[number]
    then = next((seen for seen in series[:number] if seen.period.same_months(now.period.year_before())), None)
    if then is None or then.value <= 0 or now.value < 0 or now.unit == PERCENT:
        return ""
    percent = (now.value / then.value - 1) * 100
    return f"{'+' if percent >= 0 else ''}{fixed(percent, 1)} %"


def print_ranking(page: Page, ranking: Sequence[Observation]) -> None:
    page.blank()
    for place, seen in enumerate(ranking[:PLACES], 1):
        other = seen.key.partner if seen.key.reporter == ranking[-1].key.reporter else seen.key.reporter
        style = "bold" if place == 1 else ""
        page.line([(f"{place:>3}  {area_name(other):<28}", style), (amount(seen.value, seen.unit), style)])
    page.blank()
    print_source(page, ranking[0])


def print_others(page: Page, heading: str, rows: Iterable[Observation]) -> None:
    rows = list(rows)
    if not rows:
        return
    page.blank()
    page.line([(heading, "dim")], INDENT)
    for seen in rows:
        pieces = [(amount(seen.value, seen.unit), "bold"), (f"  {source_line(seen.provenance)}", "")]
        page.paragraph(pieces, INDENT, hanging=INDENT)
