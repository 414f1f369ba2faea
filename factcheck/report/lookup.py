"""An answer for people: the figure, the series around it with a sparkline, and every source that knows it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from factcheck.judging.wording import day
from factcheck.lookup.answer import Answer
from factcheck.lookup.naming import RATE, area_name, named
from factcheck.lookup.nearest import told
from factcheck.lookup.observing import place_of, ranked_area, within_rounding
from factcheck.lookup.question import Measure
from factcheck.lookup.runs import percent_apart, whole
from factcheck.report.page import INDENT, LABELS, Page, Piece
from factcheck.report.sparkline import sparkline
from factcheck.report.telling import source_line
from factcheck.report.wording import amount, fixed
from sources.economy import Economy
from sources.terms.key import WORLD, Basis, Flow
from sources.terms.period import APRIL, MONTHS_A_YEAR, PeriodKind
from sources.terms.quantity import PERCENT, RANK

if TYPE_CHECKING:
    from sources.observation import Observation

YEARS = 10                  # periods shown before the one asked for, itself among them
AFTER = 2                   # and after it
PERIODS = 12                # columns for a period's label
BLOCKS = 60                 # of a sparkline: five years of months
PLACES = 10                 # of a ranking
BESIDE = 2                  # neighbours above and below whose rank was asked
PARTS = 4                   # figures of a sum that are shown; of more, the first and the last
ANNOUNCED = 12
ROWS = 60                   # of a run
SAME = Decimal("0.005")     # percent: figures nearer than this print alike


def print_answer(page: Page, answer: Answer) -> None:
    page.paragraph([(title(answer), "bold")])
    if answer.known_on:
        page.paragraph([(f"as known on {day(answer.known_on)}", "dim")])
    if answer.missing:
        page.paragraph([(answer.missing, "")])
    if answer.announced:
        print_announced(page, answer)
    elif answer.measure is Measure.RANK and answer.ranking:
        print_rank(page, answer)
    elif answer.of_span:
        print_run(page, answer)
    elif answer.observations:
        print_figure(page, answer)
    else:
        print_nearest(page, answer)
    print_bases(page, answer)
    print_others(page, f"the partner's own count, {area_name(answer.key.partner)}", answer.mirror,
                 answer.observations[0] if answer.observations and answer.key.reporter != WORLD else None)


def print_figure(page: Page, answer: Answer) -> None:
    best, others = answer.observations[0], answer.observations[1:]
    page.blank()
    page.line([(shown_as(best), "bold green")], INDENT)
    yearly = answer.runs and answer.measure is Measure.CHANGE and not answer.question.of_share
    for rate in others if yearly else ():       # of a change over a span: the same, a year
        page.line([(f"{amount(rate.value, rate.unit)} a year, compounded", "bold green")], INDENT)
    print_source(page, best)
    if answer.runs and not answer.runs[0].as_asked:
        label(page, "years", [("not the kind of years that was asked for, of which no table can tell", "")])
    print_series(page, answer)
    if not yearly:
        print_others(page, "other figures for the same", others, best)


def shown_as(seen: Observation) -> str:
    """The figure as printed; rates with more decimals the smaller they are."""
    if "/" not in seen.unit or seen.key.product != RATE:
        return amount(seen.value, seen.unit)
    return f"{fixed(seen.value, 2 if seen.value >= 10 else 4 if seen.value >= Decimal('0.1') else 6)} {seen.unit}"


def print_nearest(page: Page, answer: Answer) -> None:
    if not answer.nearest:
        return
    page.blank()
    page.line([("nearest known", "dim")], INDENT)
    for seen in answer.nearest:
        pieces = [(amount(seen.value, seen.unit), "bold"), (f"  {told(seen, answer.key)}; ", ""),
                  (source_line(seen.provenance), "")]
        page.paragraph(pieces, INDENT, hanging=INDENT)


def title(answer: Answer) -> str:
    when = str(answer.period or ("newest first" if answer.announced else "any period"))
    if (at := answer.period) and at.kind is PeriodKind.FISCAL_YEAR and at.start % MONTHS_A_YEAR != APRIL - 1:
        when += f" ({at.first_month} to {at.last_month})"
    if answer.measure in (Measure.TARGET, Measure.TARIFF):
        by, on = area_name(answer.key.reporter), area_name(answer.key.partner)
        if answer.measure is Measure.TARGET:
            return f"Targets of {by}{'' if answer.key.partner == WORLD else f' and {on}'}, {when}"
        goods = "any origin" if answer.key.partner == WORLD else on
        return f"Duties of {'anybody' if answer.key.reporter == WORLD else by} on goods of {goods}, {when}"
    if answer.of_span and answer.runs and len(answer.observations) > 1:
        when = f"{answer.observations[0].period} to {answer.observations[-1].period}"
    elif answer.runs and answer.series:
        when = f"{answer.series[0].period} to {answer.series[-1].period}"
    against = answer.question.versus
    on = "" if answer.runs else f" on {against}" if against else " on a year before"
    match answer.measure:
        case Measure.SHARE if answer.key.reporter == WORLD:
            return f"{area_name(answer.key.partner)}: share of world {answer.key.flow}s, {when}"
        case Measure.SHARE if answer.question.of_gdp:
            what = "share of GDP, "
        case Measure.CHANGE if answer.question.real:
            what = f"change in real terms{on}, "
        case Measure.SHARE:
            what = "share of the whole, "
        case Measure.CHANGE if answer.question.of_share:
            what = f"change of the share{on}, "
        case Measure.CHANGE:
            what = f"change{on}, "
        case Measure.RANK if answer.question.whose:
            what = "rank, "
        case Measure.RANK:
            mirrored = bool(answer.ranking) and answer.ranking[0].key.partner == answer.key.reporter != WORLD
            whom = "countries" if answer.key.reporter == WORLD else "partners, as they report it,"
            what = f"{whom if mirrored or answer.key.reporter == WORLD else 'partners'} by rank, "
        case Measure.RATE:
            what = "average rate, "
        case _ if answer.question.prices_of:
            what = f"in the money of {answer.question.prices_of}, "
        case _:
            what = ""
    heading = named(answer.key)
    return f"{heading[0].upper()}{heading[1:]}, {what}{when}"


def print_source(page: Page, seen: Observation) -> None:
    if seen.formula:
        label(page, "formula", [(seen.formula, "")])
        few = len(seen.parts) <= PARTS
        for part in seen.parts if few else (seen.parts[0], seen.parts[-1]):
            label(page, "", [(f"{shown_as(part)}  {part.row}", "dim")])
    label(page, "source", [(source_line(seen.provenance), "")])
    label(page, "row", [(seen.row, "")])
    if seen.provenance.url:
        page.line([(f"{'':8}{seen.provenance.url}", "dim")], INDENT)
    if seen.provenance.note:
        label(page, "note", [(seen.provenance.note, "dim")])
    if seen.key.product != RATE:
        for part in seen.parts:
            if part.key.product == RATE:
                label(page, "rate", [(f"{part.key.reporter}: {source_line(part.provenance)}", "dim")])
    if (last := seen.parts[-1:]) and last[0].key.product in [*Economy]:
        label(page, CONTEXT[Economy(last[0].key.product)], [(source_line(last[0].provenance), "dim")])


CONTEXT = {Economy.GDP: "GDP", Economy.PRICES: "prices"}


def label(page: Page, word: str, pieces: list[Piece]) -> None:
    page.paragraph(pieces, INDENT, hanging=LABELS, label=word)


def print_series(page: Page, answer: Answer) -> None:
    series = answer.series
    if len(series) < 2:
        return
    asked = [number for number, seen in enumerate(series) if answer.period and seen.period.same_months(answer.period)]
    at = asked[0] if asked else len(series) - 1
    first = 0 if answer.runs else max(0, at + 1 - YEARS)
    print_table(page, series, first, at + 1 + AFTER, at if asked else None)


def print_table(page: Page, series: Sequence[Observation], first: int, end: int, at: int | None) -> None:
    """One line a period: its figure and its change on a year before; below them all of the series in blocks."""
    page.blank()
    shown = series[first:end]
    wide = max(len(shown_as(seen)) for seen in shown)
    for number, seen in enumerate(shown, first):
        style = "bold" if number == at else ""
        mark = "›" if page.symbols else ">"
        growth = change(series, number)
        page.line([
            (f"{mark if number == at else ' '} {seen.period.label:<{PERIODS}}", style),
            (f"{shown_as(seen):>{wide}}", style),
            (f"  {growth:>8}" if growth else "", "dim"),
        ])
    if page.symbols:
        line = series[-BLOCKS:]
        page.line([
            (sparkline([seen.value for seen in line]), "cyan"),
            (f"  {line[0].period} to {line[-1].period}, table {line[0].provenance.table}", "dim"),
        ], INDENT)


def change(series: Sequence[Observation], number: int) -> str:
    """Against the same months a year before: +11.6 %, +2.03 points of a share; nothing where that means nothing."""
    now = series[number]
    then = next((seen for seen in series[:number] if seen.period.same_months(now.period.year_before())), None)
    if then is None or now.unit != then.unit or now.unit == RANK:
        return ""
    if now.unit == PERCENT:
        return f"{signed(now.value - then.value, 2)} pts"
    # The growth of a deficit is that of its size; from a deficit to a surplus no percentage leads.
    if not then.value or (then.value < 0) is not (now.value < 0):
        return ""
    return f"{signed((now.value / then.value - 1) * 100, 1)} %"


def signed(value: Decimal, places: int) -> str:
    return f"{'+' if value >= 0 else ''}{fixed(value, places)}"


def print_run(page: Page, answer: Answer) -> None:
    """A figure for each period of a span, what all come to, and how the other tables have them."""
    best, series = answer.runs[0], answer.observations
    print_table(page, series, max(0, len(series) - ROWS), len(series), None)
    total = whole(series) if answer.measure is Measure.LEVEL and len(series) > 1 else None
    page.blank()
    if total is not None:
        mean = amount(total / len(series), series[0].unit)
        label(page, "sum", [(f"{amount(total, series[0].unit)} in these {len(series)} periods, {mean} on average", "")])
    if not best.as_asked:
        fiscal = series[0].period.kind is PeriodKind.FISCAL_YEAR
        start = "fiscal years" if fiscal else "calendar years"
        label(page, "years", [(f"{start}: no table has all of the {'calendar' if fiscal else 'fiscal'} years asked for",
                               "")])
    if best.absent:
        label(page, "absent", [(", ".join(period.label for period in best.absent), "")])
    print_source(page, series[-1])
    if not answer.runs[1:]:
        return
    page.blank()
    page.line([("other tables", "dim")], INDENT)
    for run in answer.runs[1:]:
        gap = run.farthest(best)
        far = "" if gap is None else f", at most {signed(gap, 2)} % apart" if abs(gap) >= SAME else ", the same"
        count = f"{len(run.observations)} of {len(run.observations) + len(run.absent)}"
        what = {MONTHS_A_YEAR: "years", 1: "months", 3: "quarters"}.get(run.observations[0].period.length, "periods")
        kind = " (fiscal)" if run.observations[0].period.kind is PeriodKind.FISCAL_YEAR else ""
        pieces = [(f"{count} {what}{kind}{far}", "bold"), (f"  {source_line(run.observations[-1].provenance)}", "")]
        page.paragraph(pieces, INDENT, hanging=INDENT)


def print_rank(page: Page, answer: Answer) -> None:
    """The first of a ranking; or the one asked for between its neighbours."""
    ranking, question = answer.ranking, answer.question
    rows = {answer.observations[0].row} if answer.observations and (question.whose or question.place) else set()
    at = next((number for number, seen in enumerate(ranking) if seen.row in rows), None)
    shown = range(min(question.first or PLACES, len(ranking)))
    if at is not None:
        page.blank()
        page.line([(f"rank {place_of(ranking[at])} of {len(ranking)}", "bold green"),
                   (f"  {area_name(ranked_area(ranking[at], question))}", "bold")], INDENT)
        near = range(max(0, at - BESIDE), min(len(ranking), at + BESIDE + 1))
        shown = range(near.stop) if near.stop <= PLACES else near
    page.blank()
    for number in shown:
        seen = ranking[number]
        style = "bold" if number == (at or 0) else ""
        mark = ("›" if page.symbols else ">") if number == at else " "
        name = f"{area_name(ranked_area(seen, question)):<28}"
        page.line([(mark if at is not None else "", style), (f"{place_of(seen):>3}", style), (f" {name}", style),
                   (amount(seen.value, seen.unit), style)])
    page.blank()
    print_source(page, ranking[at or 0])


def print_announced(page: Page, answer: Answer) -> None:
    """Targets or duties, each with who said so and when."""
    for one in answer.announced[:ANNOUNCED]:
        seen = one.observation
        page.blank()
        page.paragraph([(amount(seen.value, seen.unit), "bold green"), (f"  {one.what}", "bold")], INDENT,
                       hanging=INDENT)
        days = [f"announced {day(one.announced)}" if one.announced else "day of the announcement not known"]
        days += [f"in effect from {day(one.effective)}"] if one.effective else []
        areas = area_name(seen.key.reporter)
        areas += "" if seen.key.partner == WORLD else f" and {area_name(seen.key.partner)}"
        if answer.measure is Measure.TARIFF:
            origin = "any origin" if seen.key.partner == WORLD else area_name(seen.key.partner)
            areas = f"{area_name(seen.key.reporter)}, on goods of {origin}"
        label(page, "who", [("; ".join(filter(None, (areas, one.by_whom))), "")])
        label(page, "when", [(", ".join(days), "")])
        if one.note:
            label(page, "note", [(one.note, "dim")])
        if seen.provenance.url:
            page.line([(f"{'':8}{seen.provenance.url}", "dim")], INDENT)
    if len(answer.announced) > ANNOUNCED:
        page.blank()
        page.line([(f"{len(answer.announced) - ANNOUNCED} older ones; --format json has all", "dim")], INDENT)


def print_others(page: Page, heading: str, rows: Iterable[Observation], best: Observation | None = None) -> None:
    """Every other source, each with how far it lies from the best one, in percent of it."""
    rows = list(rows)
    if not rows:
        return
    page.blank()
    page.line([(heading, "dim")], INDENT)
    for seen in rows:
        made = f"{seen.formula}; " if seen.formula else ""
        pieces = [(amount(seen.value, seen.unit), "bold"), (apart(seen, best), ""),
                  (f"  {made}{source_line(seen.provenance)}", "")]
        page.paragraph(pieces, INDENT, hanging=INDENT)


def print_bases(page: Page, answer: Answer) -> None:
    """The same trade on other bases, which is another figure and not another count of it."""
    if not answer.bases:
        return
    page.blank()
    goods = answer.key.basis is Basis.GOODS
    page.line([("services, and both together" if goods else "on another basis", "dim")], INDENT)
    for seen in answer.bases:
        basis = str(seen.key.basis).replace("_", " and ")
        pieces = [(amount(seen.value, seen.unit), "bold"), (f"  {basis}; {source_line(seen.provenance)}", "")]
        page.paragraph(pieces, INDENT, hanging=INDENT)


def apart(seen: Observation, best: Observation | None) -> str:
    """(+0.12 %), (same) where both print alike, with blanks before; nothing where percentages mean nothing."""
    if best is None or seen.unit == PERCENT:
        return ""
    if seen.key.flow is Flow.BALANCE and seen.key == best.key.mirror():
        seen = replace(seen, value=-seen.value)         # my surplus is your deficit
    gap = percent_apart(seen, best)
    if gap is None:
        return ""
    rounding = ", within rounding" if within_rounding(seen, best) else ""
    return f"  ({signed(gap, 2)} %{rounding})" if abs(gap) >= SAME else "  (same)"
