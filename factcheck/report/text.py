"""The report for people: the article's sentences with their figures marked, and under each what the tables say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from factcheck.finding import Alternative, Arithmetic, Finding, Verdict
from factcheck.inputs import STANDARD_INPUT
from factcheck.report.page import Page, Piece
from factcheck.report.sparkline import sparkline
from factcheck.report.wording import amount, day, scaled
from sources.terms.quantity import Quantity

if TYPE_CHECKING:
    from factcheck.api import Report
    from factcheck.inputs import Document
    from sources.observation import Observation, Provenance
    from sources.tables import Tables

# verdict -> symbol, symbol for terminals without it, style: a symbol as well as a colour, for one may not be seen
LOOKS = {
    Verdict.SUPPORTED: ("✓", "+", "green"),
    Verdict.CLOSE: ("≈", "~", "cyan"),
    Verdict.MISMATCHED: ("≠", "!", "bold yellow"),
    Verdict.CONTRADICTED: ("✗", "X", "bold red"),
    Verdict.TARGET: ("»", ">", "blue"),
    Verdict.UNVERIFIABLE: ("?", "?", "dim"),
}
INDENT = 2
LABELS = 8                  # columns for "tables", "source", "write"
SENTENCE = 400              # code points shown of a sentence, around its figures
BLOCKS = 40                 # periods shown of a series
SHORTEST = 4                # a series of fewer shows nothing
ROWS = 2                    # evidence rows shown unless asked for all

Notes = dict["Provenance", int]     # sources in the order of their first mention: the numbers of the footnotes


def print_report(
    page: Page, report: Report, tables: Tables | None = None, *, verbose: bool = False, first: bool = True,
) -> None:
    """One article: its head, its sentences with their findings, what does not add up, the sources, a summary.

    With `tables`, an alarm shows the series that its figure is out of.
    """
    if not first:
        page.blank()
    print_head(page, report.document)
    notes: Notes = {}
    for _, group in groupby(report.findings, key=lambda finding: finding.claim.sentence):
        print_sentence(page, report.document.text, list(group), notes, tables, verbose)
    for row in report.arithmetic:
        if not row.holds or verbose:
            print_arithmetic(page, report, row)
    print_notes(page, notes)
    page.blank()
    page.paragraph(summary(report))


def print_head(page: Page, document: Document) -> None:
    if document.title:
        page.paragraph([(document.title, "bold")])
    dated = f", published {day(document.published)}" if document.published else ""
    how = f" (from the {document.dated_by})" if dated and document.dated_by not in (None, "option") else ""
    name = "standard input" if document.name == STANDARD_INPUT else document.name
    page.paragraph([(name, "dim" if document.title else "bold"), (dated + how, "dim")])


def print_sentence(
    page: Page, text: str, findings: Sequence[Finding], notes: Notes, tables: Tables | None, verbose: bool,
) -> None:
    """A sentence and its findings.  Where none can be checked, they stand in a line each: alarms must stand out."""
    page.blank()
    checked = verbose or any(finding.verdict is not Verdict.UNVERIFIABLE for finding in findings)
    if checked:
        page.paragraph(marked(page, text, findings))
    for finding in findings:
        print_finding(page, finding, notes, tables, verbose, INDENT if checked else 0)


def print_finding(
    page: Page, finding: Finding, notes: Notes, tables: Tables | None, verbose: bool, indent: int = INDENT,
) -> None:
    symbol, style = look(page, finding.verdict)
    quote = (f"{symbol} {finding.claim.quote}", style)
    if finding.verdict is Verdict.UNVERIFIABLE and not verbose:
        page.paragraph([quote, (": ", style), (finding.sentence, "dim")], indent, hanging=INDENT)
        return
    verdict = (f"  {finding.verdict}", style)
    page.paragraph([quote, verdict, (f", {finding.reason}", "dim")], INDENT, hanging=INDENT)
    page.paragraph([(finding.sentence, "")], 2 * INDENT)
    for seen in finding.evidence if verbose else finding.evidence[:ROWS]:
        print_evidence(page, seen, notes)
    if tables and page.symbols and finding.evidence and finding.verdict.is_alarm:
        print_series(page, finding.evidence[0], tables)
    if finding.correction:
        label(page, "write", [(finding.correction, "bold")])
    if verbose:
        for line in dict.fromkeys(weighed(finding, other) for other in finding.alternatives):
            label(page, "weighed", [(line, "dim")])
        if finding.missing:
            label(page, "missing", [(finding.missing, "")])


def weighed(finding: Finding, other: Alternative) -> str:
    unit = other.evidence[0].unit if other.evidence else finding.expected_unit or finding.claim.unit
    worth = f" {amount(other.value, unit)}," if other.value is not None else ""
    return f"{other.reading}:{worth} {other.verdict}"


def print_evidence(page: Page, seen: Observation, notes: Notes) -> None:
    """What the tables say: the figure, how it was made or which row it is, and the number of its source."""
    made = seen.formula or seen.row
    when = "" if seen.period.label in made else f", {seen.period.label}"
    number = notes.setdefault(seen.provenance, len(notes) + 1)
    label(page, "tables", [(amount(seen.value, seen.unit), "bold"), (f"  {made}{when}", ""), (f"  [{number}]", "dim")])


def print_series(page: Page, seen: Observation, tables: Tables) -> None:
    """The figures of the same trade before and after, in a line of blocks; nothing of a share or a change."""
    from factcheck.lookup import series

    if not Quantity(seen.value, seen.unit).is_money:
        return
    known = tables.look_up(seen.key, seen.period)
    around = [each for each in series(tables, seen.key, seen.period, known) if each.unit == seen.unit][-BLOCKS:]
    if len(around) >= SHORTEST:
        blocks = sparkline([each.value for each in around])
        ends = f"  {around[0].period} {scaled(around[0].value)} to {around[-1].period} {scaled(around[-1].value)}"
        label(page, "series", [(blocks, "cyan"), (ends, "dim")])


def print_notes(page: Page, notes: Notes) -> None:
    """The sources, each with its address on a line of its own, to be copied."""
    if not notes:
        return
    page.blank()
    page.paragraph([("Sources", "bold")])
    for source, number in notes.items():
        note = f"[{number}]"
        page.paragraph([(source_line(source), "")], INDENT, hanging=len(note) + 1, label=note)
        if source.url:
            page.line([(source.url, "dim")], INDENT + len(note) + 1)


def source_line(source: Provenance) -> str:
    dated = f" of {day(source.vintage)}" if source.vintage else ", undated"
    return f"{source.publisher}, {source.status} figures{dated}, table {source.table}"


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
    page.blank()
    symbol, style = look(page, Verdict.SUPPORTED if row.holds else Verdict.MISMATCHED)
    quotes = {finding.claim.id: finding.claim.quote for finding in report.findings}
    page.paragraph([("; ".join(quotes.get(claim, claim) for claim in row.claims), "")])
    page.line([(f"{symbol} {'adds up' if row.holds else 'does not add up'}", style), (f", {row.rule}", "dim")], INDENT)
    page.paragraph([(row.sentence, "")], 2 * INDENT)


def summary(report: Report) -> list[Piece]:
    """7 figures: 3 supported, 1 mismatched, 1 target, 2 unverifiable; 1 sum does not add up"""
    if not report.findings:
        return [("no trade figures found", "bold")]
    count = len(report.findings)
    tally = Counter(finding.verdict for finding in report.findings)
    pieces: list[Piece] = [(f"{count} {'figure' if count == 1 else 'figures'}: ", "bold"), *joined(tally)]
    if broken := sum(not row.holds for row in report.arithmetic):
        sums = "1 sum does" if broken == 1 else f"{broken} sums do"
        pieces += [("; ", ""), (f"{sums} not add up", LOOKS[Verdict.MISMATCHED][2])]
    return pieces


class Total:
    """What many reports come to; keeps numbers alone, so that a folder may be of any size."""

    def __init__(self) -> None:
        self.articles = 0
        self.alarming = 0
        self.tally: Counter[Verdict] = Counter()

    def add(self, report: Report) -> None:
        self.articles += 1
        self.alarming += bool(report.alarms)
        self.tally.update(finding.verdict for finding in report.findings)

    def print(self, page: Page) -> None:
        page.blank()
        count = f"{self.articles:,} articles, {self.alarming:,} with alarms; {self.tally.total():,} figures"
        page.paragraph([(f"{count}: " if self.tally else count, "bold"), *joined(self.tally)])


def joined(tally: Counter[Verdict]) -> Iterator[Piece]:
    for number, verdict in enumerate(verdict for verdict in LOOKS if tally[verdict]):
        yield (", " if number else "", "")
        yield (f"{tally[verdict]} {verdict}", LOOKS[verdict][2])


def look(page: Page, verdict: Verdict) -> Piece:
    symbol, plain_symbol, style = LOOKS[verdict]
    return (symbol if page.symbols else plain_symbol), style
