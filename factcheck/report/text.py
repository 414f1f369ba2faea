"""The report for people: the article's sentences with their figures marked, and under each what the tables say.

First what needs attention, then what holds, each in the order of the text; last, in few lines, what says nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from claims.claim import Found
from factcheck.finding import Alternative, Arithmetic, Finding, Verdict
from factcheck.judging.wording import day
from factcheck.report.formats import Manner
from factcheck.report.page import INDENT, LABELS, Page, Piece
from factcheck.report.sections import Fold, Part, counted, folds, named, parts
from factcheck.report.sparkline import sparkline
from factcheck.report.telling import (
    LOOKS,
    PLAINLY,
    Notes,
    called,
    figure_of,
    footnotes,
    made_of,
    not_adding_up,
    noted,
    source_line,
    worked,
    worth,
)
from factcheck.report.wording import many

if TYPE_CHECKING:
    from factcheck.inputs import Document
    from factcheck.result import Report
    from sources.observation import Observation
    from sources.tables import Tables

SENTENCE = 400              # code points shown of a sentence, around its figures
BLOCKS = 40                 # periods shown of a series
ROWS = 2                    # evidence rows shown unless asked for all
NAMED = 40                  # figures named of those that could not be checked for one reason
UNDATED = ", of no known day; say it with --published"


def print_report(
    page: Page, report: Report, tables: Tables | None = None, manner: Manner = PLAINLY, *, first: bool = True,
) -> bool:
    """One article: its head, its sentences with their findings in parts, the sources, a summary.

    Quiet: alarms alone, without a summary; nothing of an article that has none.  Full: what could not be checked, each
    in its place.  Verbose: all that was weighed.  With `tables`, an alarm (when verbose any figure) shows the series
    that it is out of.  Says whether it printed.
    """
    quiet = manner.quiet
    findings = report.alarms if quiet else report.findings
    sums = [row for row in report.arithmetic if row.is_broken or (not quiet and (manner.verbose or not row.holds))]
    if quiet and not findings and not sums:
        return False
    if not first:
        page.blank()
    print_head(page, report.document, report.findings)
    notes: Notes = {}
    found = dict(parts(findings, manner))
    broken = [row for row in sums if row.is_broken]
    if broken:
        found = {Part.ATTENTION: [], **found}
    for part, of_it in found.items():
        if not quiet and (len(found) > 1 or part is Part.NOT_CHECKED):
            print_heading(page, f"{part}: {counted(len(of_it), len(broken) if part is Part.ATTENTION else 0)}")
        if part is Part.NOT_CHECKED:
            print_folds(page, folds(of_it))
            continue
        for _, group in groupby(of_it, key=lambda finding: finding.claim.sentence):
            print_sentence(page, report.document.text, list(group), notes, tables, manner)
        if part is Part.ATTENTION:
            for row in broken:
                print_arithmetic(page, report, row)
    for row in sums:
        if not row.is_broken:
            print_arithmetic(page, report, row)
    print_notes(page, notes)
    if not quiet:
        page.blank()
        page.paragraph(summary(report, manner))
    return True


def print_head(page: Page, document: Document, found: Sequence[object]) -> None:
    """What was read, and of which day: without one `last year` and `in May` are hard to place."""
    if document.title:
        page.paragraph([(document.title, "bold")])
    dated = f", published {day(document.published)}" if document.published else UNDATED if found else ""
    how = f" (from the {document.dated_by})" if document.published and document.dated_by not in (None, "option") else ""
    page.paragraph([(document.called, "dim" if document.title else "bold"), (dated + how, "dim")])


def print_heading(page: Page, words: str) -> None:
    """Told from the article's own sentences by its dashes where there is no bold type."""
    dashes = "──" if page.symbols else "--"
    page.blank()
    page.paragraph([(f"{dashes} {words} {dashes}", "bold")])


def print_folds(page: Page, found: Sequence[Fold]) -> None:
    """A paragraph a reason, with the figures."""
    for fold in found:
        figures = named(fold)
        more = f", and {len(figures) - NAMED} more" if len(figures) > NAMED else ""
        symbol, style = look(page, fold.findings[0].verdict)
        page.paragraph([(f"{symbol} {fold.words}: ", style), (", ".join(figures[:NAMED]) + more, "")], INDENT, INDENT)
    page.paragraph([("Why, of each in its place: --all", "dim")], INDENT)


def print_sentence(
    page: Page, text: str, findings: Sequence[Finding], notes: Notes, tables: Tables | None, manner: Manner,
) -> None:
    """A sentence and its findings.  Where none can be checked, they stand in a line each: alarms must stand out."""
    page.blank()
    checked = manner.verbose or any(finding.verdict is not Verdict.UNVERIFIABLE for finding in findings)
    if checked:
        page.paragraph(marked(page, text, findings))
    for finding in findings:
        print_finding(page, finding, notes, tables, manner, INDENT if checked else 0)


def print_finding(
    page: Page, finding: Finding, notes: Notes, tables: Tables | None, manner: Manner, indent: int = INDENT,
) -> None:
    symbol, style = look(page, finding.verdict)
    quote = (f"{symbol} {finding.claim.quote}", style)
    passed = (f", ignored: {finding.ignored}" if finding.ignored else "", "dim")
    if finding.verdict is Verdict.UNVERIFIABLE and not manner.verbose:
        page.paragraph([quote, (": ", style), (finding.sentence, "dim"), passed], indent, hanging=INDENT)
        return
    verdict = (f"  {called(finding.verdict, manner)}", style)
    page.paragraph([quote, verdict, (f", {finding.reason}", "dim"), passed], INDENT, hanging=INDENT)
    page.paragraph([(finding.sentence, "")], 2 * INDENT)
    for seen in finding.evidence if manner.verbose else finding.evidence[:ROWS]:
        print_evidence(page, seen, notes, manner.verbose)
    if tables and page.symbols and (manner.verbose or finding.is_alarm):
        print_series(page, finding, tables)
    if finding.correction:
        label(page, "write", [(finding.correction, "bold")])
    if manner.verbose:
        print_weighed(page, finding)


def print_weighed(page: Page, finding: Finding) -> None:
    """The other readings, the change that makes the figure right, what is missing, and how the words were read."""
    for line in dict.fromkeys(weighed(finding, other) for other in finding.alternatives):
        label(page, "weighed", [(line, "dim")])
    if (repair := finding.repair) is not None:
        chance = f"; the chance that it fits by accident is {100 * repair.chance:.2g} per cent"
        label(page, "change", [(f"{repair.field}, {repair.was} to {repair.becomes}", ""), (chance, "dim")])
    if finding.missing:
        label(page, "missing", [(finding.missing, "")])
    label(page, "read as", [(read_as(finding), "dim")])


def read_as(finding: Finding) -> str:
    """Field by field; then which of them the sentence does not say itself."""
    from factcheck.explain import read_fields

    fields = list(read_fields(finding.claim))
    words = ", ".join(f"{field.name} {field.value}" for field in fields)
    for how in (Found.CARRIED, Found.ASSUMED):
        if names := [field.name for field in fields if field.found is how]:
            words += f"; {how}: {', '.join(names)}"
    return words


def weighed(finding: Finding, other: Alternative) -> str:
    value = f" {figure}," if (figure := worth(finding, other)) else ""
    return f"{other.reading}:{value} {other.verdict}"


def print_evidence(page: Page, seen: Observation, notes: Notes, verbose: bool = False) -> None:
    """What the tables say: the figure, how it was made or which row it is, and the number of its source."""
    number = noted(notes, seen.provenance)
    label(page, "tables", [(figure_of(seen), "bold"), (f"  {made_of(seen)}", ""),
                           (f"  [{number}]", "dim")])
    if verbose and (numbers := worked(seen)):
        label(page, "", [(numbers, "dim")])


def print_series(page: Page, finding: Finding, tables: Tables) -> None:
    """The figures before and after in a line of blocks, those in question in the colour of the verdict."""
    from factcheck.report.charted import Form, around, charted

    shown = charted(finding, tables)
    if shown is None or shown.form is Form.BARS:
        return
    series = around(shown.observations, finding.evidence[0].period, BLOCKS)
    blocks = sparkline([seen.value for seen in series])
    asked = {seen.period for seen in shown.answers}
    pieces = [(block, LOOKS[finding.verdict][2] if seen.period in asked else "cyan")
              for block, seen in zip(blocks, series, strict=True)]
    first, last = series[0], series[-1]
    start, end = (figure_of(seen) for seen in (first, last))
    ends = f"  {first.period} {start.removesuffix(' per cent')} to {last.period} {end}"
    label(page, "series", [*pieces, (ends, "dim")])


def print_notes(page: Page, notes: Notes) -> None:
    """The sources, each with its address on a line of its own, to be copied."""
    if not notes:
        return
    print_heading(page, "Sources")
    for number, source in footnotes(notes):
        note = f"[{number}]"
        page.paragraph([(source_line(source), "")], INDENT, hanging=len(note) + 1, label=note)
        if source.url:
            page.line([(source.url, "dim")], INDENT + len(note) + 1)


def label(page: Page, word: str, pieces: list[Piece]) -> None:
    page.paragraph(pieces, 2 * INDENT, hanging=LABELS, label=word)


def marked(page: Page, text: str, findings: Sequence[Finding]) -> list[Piece]:
    """The sentence with its figures marked, cut to what stands around them in an endless one."""
    start, end = findings[0].claim.sentence
    left, right = findings[0].claim.start, findings[-1].claim.end
    spare = max(SENTENCE // 4, (SENTENCE - (right - left)) // 2)
    if start < left - spare:
        start = max(start, text.find(" ", left - spare, left) + 1)
    if end > right + spare and (blank := text.rfind(" ", right, right + spare)) >= 0:
        end = blank
    pieces: list[Piece] = [("… " if start > findings[0].claim.sentence[0] else "", "")]
    for finding in findings:
        claim = finding.claim
        if claim.start >= start:            # two claims may stand on the same words
            mark = f"{LOOKS[finding.verdict][2]} underline"
            figure = text[claim.start:claim.end] if page.coloured else f"[{text[claim.start:claim.end]}]"
            pieces += [(text[start:claim.start], ""), (figure, mark)]
            start = claim.end
    return [*pieces, (text[start:end], ""), (" …" if end < findings[0].claim.sentence[1] else "", "")]


def print_arithmetic(page: Page, report: Report, row: Arithmetic) -> None:
    """The sentences that its figures stand in, those figures marked, and what they come to."""
    page.blank()
    verdict = Verdict.SUPPORTED if row.holds else Verdict.MISMATCHED
    symbol, style = look(page, verdict)
    of_it = [replace(finding, verdict=verdict) for finding in report.findings if finding.claim.id in row.claims]
    for _, group in groupby(of_it, key=lambda finding: finding.claim.sentence):
        page.paragraph(marked(page, report.document.text, list(group)))
    passed = f", ignored: {row.ignored}" if row.ignored else ""
    told = f"{symbol} {'adds up' if row.holds else 'does not add up'}"
    page.paragraph([(told, style), (f"  {row.rule}{passed}", "dim")], INDENT)
    page.paragraph([(row.sentence, "")], 2 * INDENT)


def summary(report: Report, manner: Manner = PLAINLY) -> list[Piece]:
    """7 figures: 3 supported, 1 mismatched, 1 target, 2 unverifiable; 1 sum does not add up"""
    total = Total(manner)
    total.add(report)
    return total.pieces()


class Total:
    """What reports come to; keeps numbers alone, so that a folder may be of any size."""

    def __init__(self, manner: Manner = PLAINLY) -> None:
        self.manner = manner
        self.articles = 0
        self.alarming = 0
        self.broken = 0
        self.ignored = 0
        self.tally: Counter[Verdict] = Counter()

    def add(self, report: Report) -> None:
        broken = sum(row.is_broken for row in report.arithmetic)
        self.articles += 1
        self.alarming += bool(report.alarms) or bool(broken)
        self.broken += broken
        self.ignored += sum(bool(finding.ignored) for finding in report.findings)
        self.tally.update(finding.verdict for finding in report.findings)

    def print(self, page: Page, first: bool = False) -> None:
        if not first:
            page.blank()
        page.paragraph(self.pieces())

    def pieces(self) -> list[Piece]:
        count = many(self.tally.total(), "figure")
        if self.articles > 1:
            count = f"{self.articles:,} articles, {self.alarming:,} with alarms; {count}"
        elif not self.tally:
            return [("no trade figures found", "bold")]
        pieces: list[Piece] = [(f"{count}: " if self.tally else count, "bold"), *joined(self.tally, self.manner)]
        if self.broken:
            pieces += [("; ", ""), (not_adding_up(self.broken), LOOKS[Verdict.MISMATCHED][2])]
        if self.ignored:
            pieces += [("; ", ""), (f"{self.ignored} ignored", "dim")]
        return pieces


def joined(tally: Counter[Verdict], manner: Manner) -> Iterator[Piece]:
    for number, verdict in enumerate(verdict for verdict in LOOKS if tally[verdict]):
        yield (", " if number else "", "")
        yield (f"{tally[verdict]} {called(verdict, manner)}", LOOKS[verdict][2])


def look(page: Page, verdict: Verdict) -> Piece:
    symbol, plain_symbol, style = LOOKS[verdict]
    return (symbol if page.symbols else plain_symbol), style
