"""JUnit XML: a suite an article, a case a figure, for CI systems that show test reports."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, TextIO
from xml.etree import ElementTree

from factcheck.desk.severity import SUM
from factcheck.finding import Verdict
from factcheck.report.notices import Lines, lines_of, rule
from factcheck.report.wording import amount, plain
from sources.terms.errors import UnreadableInput

if TYPE_CHECKING:
    from factcheck.finding import Arithmetic, Finding
    from factcheck.report.formats import Manner, Result
    from factcheck.result import Report
    from sources.observation import Observation
    from sources.tables import Tables


def write(results: Iterable[Result], tables: Tables, out: TextIO, manner: Manner) -> None:
    """Suite by suite as they are done: alarms fail, what cannot be checked is skipped, the rest passes."""
    out.write('<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="factcheck">\n')
    for result in results:
        made = unreadable(result) if isinstance(result, UnreadableInput) else suite(result)
        ElementTree.indent(made)
        out.write(ElementTree.tostring(made, encoding="unicode") + "\n")
    out.write("</testsuites>\n")


def suite(report: Report) -> ElementTree.Element:
    name = plain(report.document.name)
    broken = [row for row in report.arithmetic if row.is_broken]
    wrong = [each for each in report.ignores if each.trouble and each.trouble.is_error]
    skipped = sum(bool(why_skipped(finding)) for finding in report.findings)
    made = ElementTree.Element("testsuite", {
        "name": name, "tests": str(len(report.findings) + len(broken) + len(wrong)),
        "failures": str(len(report.alarms) + len(broken) + len(wrong)), "errors": "0", "skipped": str(skipped),
    })
    lines = lines_of(report.document)
    for finding in report.findings:
        add_finding(made, report, finding, lines)
    for row in broken:
        add_sum(made, name, row)
    for each in wrong:
        case = ElementTree.SubElement(made, "testcase", {"classname": name, "name": f"ignore on line {each.line}"})
        ElementTree.SubElement(case, "failure", {"type": each.code, "message": plain(each.message)})
    return made


def add_finding(made: ElementTree.Element, report: Report, finding: Finding, lines: Lines | None) -> None:
    claim, name = finding.claim, plain(report.document.name)
    given = {"classname": name, "name": f"{claim.id} {plain(claim.quote)}"}
    if lines:
        given |= {"file": name, "line": str(lines.place(claim.start, claim.end).line)}
    case = ElementTree.SubElement(made, "testcase", given)
    message = plain(finding.sentence)
    if skipped := why_skipped(finding):
        ElementTree.SubElement(case, "skipped", {"message": plain(skipped)})
    elif finding.verdict.is_alarm:
        failure = ElementTree.SubElement(case, "failure", {"type": f"{finding.verdict} {finding.reason}",
                                                           "message": message})
        told = [report.document.text[slice(*claim.sentence)], finding.sentence, *map(source, finding.evidence)]
        if finding.correction:
            told.append(f"Write: {finding.correction}")
        failure.text = "\n".join(map(plain, told))


def why_skipped(finding: Finding) -> str | None:
    """What nobody could check, or the desk lets pass."""
    return finding.ignored or (finding.sentence if finding.verdict is Verdict.UNVERIFIABLE else None)


def add_sum(made: ElementTree.Element, name: str, row: Arithmetic) -> None:
    told = plain(f"{' '.join(row.claims)} {row.rule}")
    case = ElementTree.SubElement(made, "testcase", {"classname": name, "name": told})
    ElementTree.SubElement(case, "failure", {"type": SUM, "message": plain(row.sentence)}).text = rule(SUM).help


def source(seen: Observation) -> str:
    told = seen.provenance
    figure = amount(seen.value, seen.unit)
    return f"{told.publisher}, table {told.table}, {seen.formula or seen.row}: {figure} {told.url}"


def unreadable(error: UnreadableInput) -> ElementTree.Element:
    name = plain(error.input)
    counts = {"tests": "1", "failures": "0", "errors": "1", "skipped": "0"}
    made = ElementTree.Element("testsuite", {"name": name} | counts)
    case = ElementTree.SubElement(made, "testcase", {"classname": name, "name": "can be read"})
    ElementTree.SubElement(case, "error", {"type": error.code, "message": plain(str(error))})
    return made
