"""The order of a report for people: first what needs attention, then what holds, last what could not be checked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from factcheck.finding import Finding, Verdict
from factcheck.report.formats import Manner
from factcheck.report.wording import many


class Part(StrEnum):
    """A part of a report with the words it stands under."""

    ATTENTION = "Needs attention"
    HOLDS = "Holds"
    FUTURE = "About the future"
    PASSED = "Let pass by the desk"
    REST = "All others"                     # where each is told in its place
    NOT_CHECKED = "Could not be checked"


@dataclass(frozen=True, slots=True)
class Fold:
    """Figures of which one thing is to be said."""

    words: str
    findings: tuple[Finding, ...]


def parts(findings: Sequence[Finding], manner: Manner) -> Iterator[tuple[Part, list[Finding]]]:
    """The parts that are not empty, each in the order of the text."""
    found: dict[Part, list[Finding]] = {part: [] for part in Part}
    for finding in findings:
        found[part_of(finding, manner)].append(finding)
    return ((part, of_it) for part, of_it in found.items() if of_it)


def part_of(finding: Finding, manner: Manner) -> Part:
    if finding.is_alarm:
        return Part.ATTENTION
    if manner.full or manner.verbose:
        return Part.REST
    if finding.ignored:
        return Part.PASSED
    if finding.verdict is Verdict.UNVERIFIABLE or finding.reason == "forecast":
        return Part.NOT_CHECKED
    return Part.FUTURE if finding.verdict is Verdict.TARGET else Part.HOLDS


def counted(figures: int, sums: int) -> str:
    """2 figures, 1 sum"""
    told = [many(figures, "figure")] if figures else []
    return ", ".join([*told, many(sums, "sum")] if sums else told)


def folds(findings: Sequence[Finding]) -> list[Fold]:
    """What says nothing of a figure, by why: first where the text is at fault, then where the tables are."""
    order = list(dict.fromkeys(together().values()))
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(together().get(finding.reason) or name_of(finding.reason), []).append(finding)
    ranked = sorted(groups, key=lambda words: order.index(words) if words in order else len(order))
    return [Fold(words, tuple(groups[words])) for words in ranked]


def name_of(reason: str) -> str:
    from factcheck.report.notices import rule  # here, for it loads what only programs are told by

    return rule(reason).name


def named(fold: Fold) -> list[str]:
    """Its figures as the text prints them; one that is printed more than once with how often."""
    often = Counter(finding.claim.quote for finding in fold.findings)
    return [f"{quote} ({count} times)" if count > 1 else quote for quote, count in often.items()]


@cache
def together() -> dict[str, str]:
    """reason -> what all figures of it are told under"""
    written = Path(__file__).with_name("folded.tsv").read_text(encoding="utf-8")
    return dict(row.split("\t") for row in written.splitlines()[1:])
