"""The report for people: each sentence with its figure marked, the verdict, what the tables say and where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from factcheck.finding import Arithmetic, Finding, Verdict
from factcheck.report.page import Page, Piece
from factcheck.report.wording import amount, day

if TYPE_CHECKING:
    from factcheck.api import Report
    from factcheck.inputs import Document
    from sources.observation import Observation

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
SENTENCE = 320              # code points shown of a sentence, around its figure
ROWS = 2                    # evidence rows shown unless asked for all


def print_report(page: Page, report: Report, *, verbose: bool = False, first: bool = True) -> None:
    """One article: its head, its findings in the order of the text, what does not add up, a summary."""
    if not first:
        page.blank()
    print_head(page, report.document)
    for finding in report.findings:
        if finding.verdict is not Verdict.UNVERIFIABLE or verbose:
            print_finding(page, report.document.text, finding, verbose)
        else:
            print_in_a_line(page, finding)
    for row in report.arithmetic:
        if not row.holds or verbose:
            print_arithmetic(page, report, row)
    page.blank()
    page.paragraph(summary(report))


def print_head(page: Page, document: Document) -> None:
    if document.title:
        page.paragraph([(document.title, "bold")])
    dated = f", published {day(document.published)}" if document.published else ""
    how = f" (from the {document.dated_by})" if dated and document.dated_by not in (None, "option") else ""
    page.paragraph([(document.name, "bold" if not document.title else "dim"), (dated + how, "dim")])


def print_finding(page: Page, text: str, finding: Finding, verbose: bool) -> None:
    page.blank()
    symbol, style = look(page, finding.verdict)
    page.line([(f"{symbol} {finding.verdict}", style), (f"  {finding.reason}", "dim")])
    page.paragraph(marked(page, text, finding, style), INDENT)
    page.paragraph([(finding.sentence, "")], INDENT)
    print_evidence(page, finding.evidence if verbose else finding.evidence[:ROWS])
    if finding.correction:
        label(page, "write", [(finding.correction, "bold")])
    if verbose:
        for other in finding.alternatives:
            worth = f" {amount(other.value, unit_of(finding, other.evidence))}" if other.value is not None else ""
            label(page, "or", [(f"{other.reading}:{worth} {other.verdict}", "dim")])
        if finding.missing:
            label(page, "missing", [(finding.missing, "")])


def print_in_a_line(page: Page, finding: Finding) -> None:
    """What could not be checked takes a line, so that alarms stand out."""
    page.blank()
    symbol, style = look(page, finding.verdict)
    page.paragraph([(f"{symbol} {finding.claim.quote}: ", style), (finding.sentence, "dim")], hanging=INDENT)


def print_evidence(page: Page, evidence: Iterable[Observation]) -> None:
    """Each figure with its period and formula; each source once, after the last of its figures."""
    rows = list(evidence)
    for number, seen in enumerate(rows):
        made = seen.formula or seen.row
        label(page, "tables", [(amount(seen.value, seen.unit), "bold"), (f"  {made}, {seen.period.label}", "")])
        following = rows[number + 1] if number + 1 < len(rows) else None
        if following is None or following.provenance != seen.provenance:
            label(page, "source", [(source_line(seen), "dim")])
            if seen.provenance.url:
                page.line([(seen.provenance.url, "dim")], INDENT + LABELS)


def source_line(seen: Observation) -> str:
    source = seen.provenance
    dated = f" of {day(source.vintage)}" if source.vintage else ", undated"
    return f"{source.publisher}, {source.status} figures{dated}, table {source.table}"


def label(page: Page, word: str, pieces: list[Piece]) -> None:
    page.paragraph([(f"{word:<{LABELS}}", "dim"), *pieces], INDENT, hanging=LABELS)


def marked(page: Page, text: str, finding: Finding, style: str) -> list[Piece]:
    """The claim's sentence, cut to what is near a figure in the middle of a long one, the figure marked."""
    claim = finding.claim
    start, end = claim.sentence
    spare = max(40, (SENTENCE - (claim.end - claim.start)) // 2)
    left = max(start, claim.start - spare)
    right = min(end, claim.end + spare)
    if left > start and (blank := text.find(" ", left, claim.start)) >= 0:
        left = blank + 1
    if right < end and (blank := text.rfind(" ", claim.end, right)) >= 0:
        right = blank
    before = ("… " if left > start else "") + text[left:claim.start]
    after = text[claim.end:right] + (" …" if right < end else "")
    if page.coloured:
        return [(before, "italic"), (text[claim.start:claim.end], f"{style} underline"), (after, "italic")]
    return [(before, ""), (f"[{text[claim.start:claim.end]}]", ""), (after, "")]


def print_arithmetic(page: Page, report: Report, row: Arithmetic) -> None:
    page.blank()
    symbol, style = look(page, Verdict.SUPPORTED if row.holds else Verdict.MISMATCHED)
    page.line([(f"{symbol} {'adds up' if row.holds else 'does not add up'}", style), (f"  {row.rule}", "dim")])
    page.paragraph([(row.sentence, "")], INDENT)
    quotes = {finding.claim.id: finding.claim.quote for finding in report.findings}
    label(page, "figures", [("; ".join(quotes.get(claim, claim) for claim in row.claims), "")])


def summary(report: Report) -> list[Piece]:
    """7 figures: 3 supported, 1 mismatched, 1 target, 2 unverifiable; 1 sum does not add up"""
    if not report.findings:
        return [("no trade figures found", "bold")]
    count = len(report.findings)
    pieces: list[Piece] = [(f"{count} {'figure' if count == 1 else 'figures'}: ", "bold")]
    tally = Counter(finding.verdict for finding in report.findings)
    for number, verdict in enumerate(verdict for verdict in LOOKS if tally[verdict]):
        pieces += [(", " if number else "", ""), (f"{tally[verdict]} {verdict}", LOOKS[verdict][2])]
    if broken := sum(not row.holds for row in report.arithmetic):
        sums = "1 sum does" if broken == 1 else f"{broken} sums do"
        pieces += [("; ", ""), (f"{sums} not add up", LOOKS[Verdict.MISMATCHED][2])]
    return pieces


def look(page: Page, verdict: Verdict) -> Piece:
    symbol, plain_symbol, style = LOOKS[verdict]
    return (symbol if page.symbols else plain_symbol), style


def unit_of(finding: Finding, evidence: tuple[Observation, ...]) -> str:
    return evidence[0].unit if evidence else finding.expected_unit or finding.claim.unit
