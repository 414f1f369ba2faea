"""GitLab's code quality report: what a merge request shows beside the lines of an article."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, TextIO

from factcheck.desk.severity import Severity
from factcheck.report.machine import Object, page
from factcheck.report.notices import lines_of, notices
from factcheck.report.wording import plain
from sources.terms.errors import UnreadableInput

if TYPE_CHECKING:
    from factcheck.report.formats import Manner, Result
    from sources.tables import Tables

SEVERITIES = {Severity.ERROR: "critical", Severity.WARNING: "major", Severity.NOTE: "minor", Severity.NONE: "info"}


def write(results: Iterable[Result], tables: Tables, out: TextIO, manner: Manner) -> None:
    """One list, written at the end.  A line is required, so what is in a file without lines stands on the first."""
    issues: list[Object] = []
    for result in results:
        if isinstance(result, UnreadableInput):
            issues.append(issue(result.input, 1, error=str(result), code=result.code))
            continue
        name, lines = plain(result.document.name), lines_of(result.document)
        for notice in notices(result, manner):
            line = lines.place(notice.start, notice.end).line if lines else 1
            issues.append({
                "description": plain(notice.message), "check_name": notice.code, "fingerprint": notice.fingerprint,
                "severity": SEVERITIES[notice.level],
                "location": {"path": name, "lines": {"begin": line}},
            })
    out.write(page(issues) + "\n")


def issue(name: str, line: int, error: str, code: str) -> Object:
    return {"description": plain(error), "check_name": code, "fingerprint": f"{code}:{plain(name)}",
            "severity": "blocker", "location": {"path": plain(name), "lines": {"begin": line}}}
