"""Markdown, to be pasted into an issue or a CMS: what needs a look first, then every figure in a table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, TextIO

from factcheck.judging.wording import day
from factcheck.report.notices import rule
from factcheck.report.sections import Part, folds, named, parts
from factcheck.report.telling import LOOKS, Notes, figure_of, footnotes, made_of, noted, source_line
from factcheck.report.telling import called as word_for
from factcheck.report.text import summary as totals
from factcheck.report.wording import plain
from sources.terms.errors import UnreadableInput

if TYPE_CHECKING:
    from factcheck.finding import Arithmetic, Finding, Verdict
    from factcheck.inputs import Document
    from factcheck.report.formats import Manner, Result
    from factcheck.result import Report
    from sources.observation import Observation, Provenance
    from sources.tables import Tables

SPECIAL = re.compile(r"([\\`*_{}\[\]<>|~&$#]|:(?=//)|(?<=www)\.)")      # what would be markup, or a link, in mid-line
LEADING = re.compile(r"\A(?:([+=-])|(\d{1,9})([.)])(?=\s|\Z))")                  # what would be at the head of a line
ROWS = 2                        # evidence rows of an alarm unless asked for all


def write(results: Iterable[Result], tables: Tables, out: TextIO, manner: Manner) -> None:
    """A section an article, as soon as it is done."""
    for number, result in enumerate(results):
        if number:
            out.write("\n")
        made = unreadable(result) if isinstance(result, UnreadableInput) else article(result, manner)
        out.write("\n\n".join(made) + "\n")


def article(report: Report, manner: Manner) -> Iterator[str]:
    """The blocks of one article: headings, paragraphs, lists and tables."""
    notes: Notes = {}
    yield from head(report.document)
    yield summary(report, manner)
    found = dict(parts(report.findings, manner))
    for finding in report.findings if manner.verbose else found.get(Part.ATTENTION, ()):
        yield from explained(report, finding, notes, manner)
    broken = [row for row in report.arithmetic if row.is_broken]
    if broken:
        yield "### Does not add up"
        yield "\n".join(added(report, row) for row in broken)
    for part, of_it in found.items():
        if part is Part.ATTENTION or manner.quiet:
            continue
        yield f"### {part}"
        if part is Part.NOT_CHECKED:
            yield "\n".join(
                f"- {safe(fold.words)}: {', '.join(safe(each) for each in named(fold))}" for fold in folds(of_it))
        else:
            yield table(("Figure", "Verdict", "What the tables say"),
                        ((safe(each.claim.quote), verdict_words(each, manner), says(each)) for each in of_it))
    if notes:
        yield "### Sources"
        yield "\n".join(f"{number}. {source_words(source)}" for number, source in footnotes(notes))


def head(document: Document) -> Iterator[str]:
    yield f"## {safe(document.headline)}"
    dated = f", published {day(document.published)}" if document.published else ""
    if document.title or dated:
        yield f"{safe(document.called)}{dated}"


def summary(report: Report, manner: Manner) -> str:
    """What the other report for people ends with, its count in bold."""
    count, colon, rest = "".join(words for words, _ in totals(report, manner)).partition(": ")
    return f"**{safe(count)}**{colon}{safe(rest)}"


def explained(report: Report, finding: Finding, notes: Notes, manner: Manner) -> Iterator[str]:
    claim, text = finding.claim, report.document.text
    yield f"### {LOOKS[finding.verdict][0]} {safe(claim.quote)}: {called(finding.verdict, manner)}"
    start, end = claim.sentence
    before, figure, after = (inline(part) for part in (text[start:claim.start], claim.quote, text[claim.end:end]))
    yield f"> {at_head(before)}**{figure.strip()}**{after}".rstrip()
    yield f"{safe(finding.sentence)} *({safe(rule(finding.reason).name)})*"
    if finding.evidence:
        rows = finding.evidence if manner.verbose else finding.evidence[:ROWS]
        yield table(("Tables say", "Of", "Source"), (evidence(seen, notes) for seen in rows))
    if finding.correction:
        yield f"Write: **{safe(finding.correction)}**"
    if manner.verbose and finding.alternatives:
        yield "\n".join(
            f"- weighed: {safe(other.reading)}: {other.verdict}" for other in finding.alternatives)


def evidence(seen: Observation, notes: Notes) -> tuple[str, str, str]:
    number = noted(notes, seen.provenance)
    return safe(figure_of(seen)), safe(made_of(seen)), f"({number})"


def added(report: Report, row: Arithmetic) -> str:
    quotes = {finding.claim.id: finding.claim.quote for finding in report.findings}
    figures = "; ".join(quotes.get(claim, claim) for claim in row.claims)
    return f"- {safe(row.sentence)} ({safe(figures)})"


def source_words(source: Provenance) -> str:
    told = safe(source_line(source))
    linked = source.url.startswith(("http://", "https://")) and not re.search(r"[\s<>]", source.url)
    return f"{told}, <{source.url}>" if linked else told


def called(verdict: Verdict, manner: Manner) -> str:
    return safe(word_for(verdict, manner))


def verdict_words(finding: Finding, manner: Manner) -> str:
    return f"{LOOKS[finding.verdict][0]} {called(finding.verdict, manner)}"


def says(finding: Finding) -> str:
    passed = f" *(ignored: {safe(finding.ignored)})*" if finding.ignored else ""
    return f"{safe(finding.sentence)}{passed}"


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def unreadable(error: UnreadableInput) -> list[str]:
    return [f"## {safe(error.input)}", f"Could not be read: {safe(str(error))}"]


def safe(text: str) -> str:
    """Foreign text as itself: on one line and no markup, wherever it stands."""
    return at_head(inline(text).strip())


def inline(text: str) -> str:
    blank_before, blank_after = text[:1].isspace(), text[-1:].isspace()
    words = SPECIAL.sub(r"\\\1", plain(text))
    return f"{' ' if blank_before and words else ''}{words}{' ' if blank_after else ''}"


def at_head(text: str) -> str:
    return LEADING.sub(lambda found: f"\\{found[1]}" if found[1] else f"{found[2]}\\{found[3]}", text.lstrip())
