"""What every report for people tells alike: symbols and names of verdicts, what a figure is, how it was worked out."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from factcheck.finding import Alternative, Finding, Verdict
from factcheck.judging.wording import day
from factcheck.report.formats import Manner
from factcheck.report.wording import amount
from sources.observation import Authority
from sources.terms.key import Flow
from sources.terms.quantity import PERCENT, RATIO

if TYPE_CHECKING:
    from sources.observation import Observation, Provenance

# verdict -> symbol, symbol for terminals without it, style: a symbol as well as a colour, for one may not be seen.
# Of the terminal's own colours, those that can be read on black and on white: neither yellow nor plain blue.
LOOKS = {
    Verdict.SUPPORTED: ("✓", "+", "green"),
    Verdict.CLOSE: ("≈", "~", "cyan"),
    Verdict.MISMATCHED: ("≠", "!", "bold magenta"),
    Verdict.CONTRADICTED: ("✗", "X", "bold red"),
    Verdict.TARGET: ("»", ">", "bright_blue"),
    Verdict.UNVERIFIABLE: ("?", "?", "dim"),
}
PLAINLY = Manner()
KEEPERS = frozenset({"github.com", "scribd.com"})
OFFICIAL = frozenset({"gov", "govt", "gob", "gub", "gouv", "go", "gc", "admin", "europa"})     # in the last labels

Notes = dict["Provenance", int]     # sources in the order of their first mention: the numbers of the footnotes


def called(verdict: Verdict, manner: Manner) -> str:
    """The verdict in the desk's own word."""
    return manner.names.get(verdict, verdict.value)


def not_adding_up(count: int) -> str:
    return f"{count} {'sum does' if count == 1 else 'sums do'} not add up"


def worth(finding: Finding, other: Alternative) -> str:
    """The figure of another reading; "" where it has none."""
    unit = other.evidence[0].unit if other.evidence else finding.expected_unit or finding.claim.unit
    return amount(other.value, unit) if other.value is not None else ""


def figure_of(seen: Observation) -> str:
    """A figure of a table with no more digits than its source gives: USD 918 billion, 14.5 ± 5.7 per cent."""
    return amount(seen.value, seen.unit, seen.slack)


def made_of(seen: Observation) -> str:
    """How a figure was made or which row it is, and of when, where that does not say."""
    made = seen.formula or seen.row
    return made if seen.period.label in made else f"{made}, {seen.period.label}"


def worked(seen: Observation, show: int = 12) -> str:
    """The formula with its numbers put in: "86.51 + 45.33 = 131.84 billion"; "" for a figure that was published."""
    parts = [figure_of(part) for part in seen.parts]
    if not parts:
        return ""
    result = figure_of(seen)
    if rate := seen.formula.partition(f" in {seen.parts[0].unit} ")[2]:     # converted: all digits of the rate count
        return f"{parts[0]} {rate} = {result}"
    ranked_sum = seen.formula.startswith("rank ") and seen.key.flow is Flow.TOTAL
    if ranked_sum or seen.formula.startswith("sum of") or (" + " in seen.formula and " / " not in seen.formula):
        listed = [*parts[:show - 1], "...", parts[-1]] if len(parts) > show else parts
        return f"{' + '.join(listed)} = {result}"
    if len(parts) != 2:
        return f"{', '.join(parts)}: {result}"
    over_time = " against " in seen.formula
    if " / " in seen.formula or (over_time and seen.unit in (PERCENT, RATIO)):
        growth = seen.formula.endswith("- 1") or (over_time and seen.unit == PERCENT)
        return f"{parts[0]} / {parts[1]}{' - 1' if growth else ''} = {result}"
    if over_time and all(part.value < 0 for part in seen.parts):
        parts = [amount(-part.value, part.unit, part.slack) for part in seen.parts]     # deficits, that widened by
    return f"{parts[0]} - {parts[1]} = {result}"


def edition(source: Provenance) -> str:
    """revised figures of 10 June 2026"""
    return f"{source.status} figures" + (f" of {day(source.vintage)}" if source.vintage else ", undated")


@cache
def read_at(source: Provenance) -> str:
    """", as reported by menafn.com" where the office's figure was read in somebody else's copy, to which one is led."""
    from urllib.parse import urlsplit

    site = (urlsplit(source.url).hostname or source.url).partition(" ")[0].removeprefix("www.").rstrip(".")
    if site in KEEPERS:
        return f", as kept at {site}"
    own = not OFFICIAL.isdisjoint(site.split(".")[-3:])
    return f", as reported by {site}" if source.authority == Authority.PRESS_COPY and not own else ""


def noted(notes: Notes, source: Provenance) -> int:
    """The number of its footnote: two that would read alike are one."""
    same = (number for known, number in notes.items() if known.url == source.url and known is not source
            and source_line(known) == source_line(source))
    return notes.setdefault(source, next(same, None) or max(notes.values(), default=0) + 1)


def footnotes(notes: Notes) -> list[tuple[int, Provenance]]:
    """The sources by their numbers, each number once."""
    first: dict[int, Provenance] = {}
    for source, number in notes.items():
        first.setdefault(number, source)
    return list(first.items())


def source_line(source: Provenance) -> str:
    return f"{source.publisher}{read_at(source)}, {edition(source)}, table {source.table}"
