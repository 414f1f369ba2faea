"""SARIF 2.1.0, for code scanning and for viewers of it: rules with help, regions, fixes, and what could not be read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, TextIO

from factcheck import __version__
from factcheck.desk.severity import Severity
from factcheck.report.addresses import uri
from factcheck.report.machine import Object, page, tables_held
from factcheck.report.notices import Lines, Notice, Place, lines_of, notices, rule
from factcheck.report.wording import plain
from sources.terms.errors import UnreadableInput

if TYPE_CHECKING:
    from factcheck.finding import Verdict
    from factcheck.report.formats import Manner, Result
    from factcheck.result import Report
    from sources.tables import Tables

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
HOME = "https://pypi.org/project/factcheck-trade/"
KINDS = {"supported": "pass", "unverifiable": "open"}       # verdicts that are no failure; a level is for failures


def write(results: Iterable[Result], tables: Tables, out: TextIO, manner: Manner) -> None:
    """One log with one run, written at the end."""
    artifacts: list[Object] = []
    found: list[Object] = []
    failures: list[Object] = []
    codes: dict[str, int] = {}
    for result in results:
        if isinstance(result, UnreadableInput):
            failures.append(failure(result))
            continue
        number = len(artifacts)
        artifacts.append(artifact(result))
        lines = lines_of(result.document)
        for notice in notices(result, manner, ignored=True):
            index = codes.setdefault(notice.code, len(codes))
            found.append(result_of(notice, index, {"uri": uri(result.document.name), "index": number}, lines))
    invocation: Object = {"executionSuccessful": not failures}
    if failures:
        invocation["toolExecutionNotifications"] = failures
    log = {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "factcheck", "semanticVersion": __version__, "informationUri": HOME,
                "shortDescription": {"text": "Checks the trade figures of an article against published tables."},
                "rules": [rule_of(code) for code in codes],
            }},
            "invocations": [invocation],
            "columnKind": "unicodeCodePoints",
            "artifacts": artifacts,
            "results": found,
            "properties": {"tables": tables_held(tables.cards)},
        }],
    }
    out.write(page(log) + "\n")


def rule_of(code: str) -> Object:
    told = rule(code)
    return {"id": code, "name": "".join(part.capitalize() for part in code.split("-")),
            "shortDescription": {"text": told.name}, "fullDescription": {"text": told.help or told.name},
            "help": {"text": told.help or told.name}}


def artifact(report: Report) -> Object:
    document = report.document
    described: Object = {"location": {"uri": uri(document.name)}}
    if document.title:
        described["description"] = {"text": plain(document.title)}
    if not document.extracted:
        described["sourceLanguage"] = "text"
    return described


def result_of(notice: Notice, rule_index: int, file: Object, lines: Lines | None) -> Object:
    """A result with its place in the file; where that has no lines of text, the words alone say where."""
    location: Object = {"artifactLocation": file}
    if lines:
        location["region"] = region(notice, lines.place(notice.start, notice.end))
    kind = KINDS.get(str(notice.verdict), "fail")
    told: Object = {
        "ruleId": notice.code, "ruleIndex": rule_index, "kind": kind,
        "level": notice.level if kind == "fail" else Severity.NONE,
        "message": {"text": message(notice)},
        "locations": [{"physicalLocation": location}],
        "partialFingerprints": {"primaryLocationLineHash": f"{notice.fingerprint}:1",
                                "factcheck/v1": notice.fingerprint},
        "properties": {"claims": list(notice.claims), **verdict_of(notice.verdict)},
    }
    if notice.ignored:
        told["suppressions"] = [{"kind": "external", "justification": plain(notice.ignored)}]
    if lines and notice.write:
        told["fixes"] = [{
            "description": {"text": plain(f"Write {notice.write}")},
            "artifactChanges": [{
                "artifactLocation": file,
                "replacements": [{"deletedRegion": location["region"], "insertedContent": {"text": notice.write}}],
            }],
        }]
    return told


def message(notice: Notice) -> str:
    """Without links: brackets would make one of what an article says."""
    return plain(notice.message).replace("[", "\\[").replace("]", "\\]")


def verdict_of(verdict: Verdict | None) -> Object:
    return {"verdict": verdict} if verdict else {}


def region(notice: Notice, place: Place) -> Object:
    return {
        "startLine": place.line, "startColumn": place.column, "endLine": place.end_line, "endColumn": place.end_column,
        "charOffset": notice.start, "charLength": notice.end - notice.start, "snippet": {"text": notice.quote},
    }


def failure(error: UnreadableInput) -> Object:
    return {"level": "error", "descriptor": {"id": error.code}, "message": {"text": plain(str(error))},
            "locations": [{"physicalLocation": {"artifactLocation": {"uri": uri(error.input)}}}]}
