"""One finding in full, for people: field by field, reading by reading, change by change."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from claims.claim import Found
from factcheck.explain import Asked, Attempt, Explanation, with_parts
from factcheck.judging.wording import clause, when
from factcheck.report.page import INDENT, LABELS, Page
from factcheck.report.telling import source_line, worked
from factcheck.report.text import look
from factcheck.report.wording import SCALES, amount
from sources.terms.quantity import is_money

if TYPE_CHECKING:
    from factcheck.inputs import Document
    from sources.observation import Observation

HOW = {
    Found.SAID: "said in this sentence", Found.CARRIED: "carried over from the title or another sentence",
    Found.ASSUMED: "assumed: the text does not say",
}
NAMES = 12                      # columns for the names of fields
MOST_ROWS = 30
ROOM = 600                      # letters shown of a sentence


def print_explanation(page: Page, document: Document, told: Explanation) -> None:
    finding = told.finding
    claim = finding.claim
    symbol, style = look(page, finding.verdict)
    verdict = (f"  {finding.verdict}", style)
    page.paragraph([(f"{symbol} {claim.quote}", style), verdict, (f", {finding.reason}", "dim")])
    page.paragraph([(finding.sentence, "")], INDENT)
    if finding.correction:
        page.paragraph([(finding.correction, "bold")], INDENT, hanging=LABELS, label="write")
    heading(page, "The text")
    start, end = claim.sentence
    page.paragraph([(document.text[start:min(end, start + ROOM)], "")], INDENT)
    heading(page, "How it was read")
    for field in told.fields:
        how = f"  {HOW[field.found]}" if field.found is not None else ""
        page.paragraph([(field.value, "bold"), (how, "dim")], INDENT, hanging=NAMES, label=field.name)
    page.paragraph([(stands_for(told), "")], INDENT, hanging=NAMES, label="stands for")
    if told.asked:
        heading(page, "What was asked of the tables")
        for asked in told.asked:
            print_asked(page, asked)
    if told.attempts:
        heading(page, "What was changed to make it fit")
        for attempt in told.attempts:
            print_attempt(page, attempt)
    if finding.repair is not None:
        chance = f"{100 * finding.repair.chance:.2g} per cent"
        page.paragraph([(f"{finding.repair.was} -> {finding.repair.becomes}; the chance that one of the changes tried "
                         f"fits by accident is {chance}", "")], INDENT, hanging=NAMES, label="offered")
    if finding.missing:
        page.paragraph([(finding.missing, "")], INDENT, hanging=NAMES, label="missing")
    print_rows(page, told)
    heading(page, "To see this again")
    page.line([(told.replay, "bold")], INDENT)
    if told.tables:
        page.paragraph([(f"with {', '.join(told.tables)}", "dim")], INDENT)


def heading(page: Page, words: str) -> None:
    page.blank()
    page.paragraph([(words, "bold")])


def stands_for(told: Explanation) -> str:
    """The interval in words, open where the hedge leaves it open."""
    low, high, unit = told.said.interval.low, told.said.interval.high, told.said.unit
    if not high.is_finite():
        return f"{amount(low, unit)} or more"
    words = f"{exactly(low, unit)} to {exactly(high, unit)}"
    return words if told.said.signed else f"{words}, whichever its sign"


def exactly(value: Decimal, unit: str) -> str:
    """The edge of an interval has a digit more than the figure, so it is printed in full."""
    if not is_money(unit):
        return f"{value.normalize():f} {unit}"
    for scale, word in SCALES:
        if abs(value) >= scale:
            return f"{unit} {(value / scale).normalize():f} {word}"
    return f"{unit} {value.normalize():f}"


def print_asked(page: Page, asked: Asked) -> None:
    question = asked.reading.question
    assumed = f"; assumed: {', '.join(sorted(asked.reading.assumed))}" if asked.reading.assumed else ""
    mirror = "; the partner's own report" if asked.reading.mirror else ""
    versus = f" against {when(question.versus)}" if question.versus is not None else ""
    money = f", counted in {question.currency}" if question.currency else ""
    words = f"{question.measure}: {question.key} {question.period}{versus}{money}{assumed}{mirror}"
    page.paragraph([(words, "")], INDENT, hanging=INDENT)
    if not asked.answers:
        page.paragraph([("no table knows", "dim")], 2 * INDENT)
    for seen, good in asked.answers:
        page.paragraph([(mark(page, good), ""), (amount(seen.value, seen.unit), "bold"),
                        (f"  {released(seen)}", "dim")], 2 * INDENT, hanging=INDENT)


def print_attempt(page: Page, attempt: Attempt) -> None:
    change = attempt.change
    page.paragraph([(f"{change.field}: {change.was} -> {change.becomes}", ""),
                    (f"  ({change.code}; chance so far {100 * attempt.chance:.2g} per cent)", "dim")],
                   INDENT, hanging=INDENT)
    for seen, good in attempt.values:
        words = clause(change.question, seen.value, None)
        scale = f", so times {change.factor.normalize():f}" if change.factor != 1 else ""
        page.paragraph([(mark(page, good), ""), (words + scale, "")], 2 * INDENT, hanging=INDENT)


def mark(page: Page, good: bool) -> str:
    if page.symbols:
        return "✓ " if good else "· "
    return "+ " if good else "- "


def released(seen: Observation) -> str:
    source = seen.provenance
    vintage = f", released {source.vintage}" if source.vintage else ""
    return f"{source.publisher}{vintage}, {source.status}"


def print_rows(page: Page, told: Explanation) -> None:
    """The figures that decided, with the published ones they are made from."""
    if not told.finding.evidence:
        return
    heading(page, "The figures and where they stand")
    for seen in told.finding.evidence:
        if seen.formula:
            page.paragraph([(seen.formula, "")], INDENT, hanging=NAMES, label="formula")
        if numbers := worked(seen):
            page.paragraph([(numbers, "")], INDENT, hanging=NAMES, label="numbers")
    rows = {(part.row, part.provenance.table, part.value): part for seen in told.finding.evidence
            for part in with_parts(seen) if not part.parts}
    for row in list(rows.values())[:MOST_ROWS]:
        page.paragraph([(amount(row.value, row.unit), "bold"), (f"  {row.row}, table {row.provenance.table}", "")],
                       INDENT, hanging=INDENT)
    if len(rows) > MOST_ROWS:
        page.paragraph([(f"and {len(rows) - MOST_ROWS} more rows", "dim")], INDENT)
    for source in dict.fromkeys(row.provenance for row in rows.values()):
        page.paragraph([(source_line(source), "dim")], INDENT)
        if source.url:
            page.line([(source.url, "dim")], INDENT)
