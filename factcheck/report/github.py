"""Workflow commands of GitHub Actions: annotations on the lines of a pull request."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, TextIO

from factcheck.desk.severity import Severity
from factcheck.report.notices import Lines, Notice, lines_of, notices, rule
from factcheck.report.wording import plain
from sources.terms.errors import UnreadableInput

if TYPE_CHECKING:
    from factcheck.report.formats import Manner, Result
    from factcheck.result import Report
    from sources.tables import Tables

COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice", Severity.NONE: "notice"}


def write(results: Iterable[Result], tables: Tables, out: TextIO, manner: Manner) -> None:
    """One command a line.  GitHub shows ten of each level for a step, so what is alarming has levels of its own."""
    for result in results:
        if isinstance(result, UnreadableInput):
            out.write(command("error", {"file": result.input, "title": "Could not be read"}, str(result)))
            continue
        for line in commands(result, manner):
            out.write(line)


def commands(report: Report, manner: Manner) -> Iterator[str]:
    lines = lines_of(report.document)
    for notice in notices(report, manner):
        place = {"file": report.document.name}
        if lines:
            place |= position(lines, notice)
        name = rule(notice.code).name
        title = f"{notice.verdict.capitalize()}: {name}" if notice.verdict else name
        yield command(COMMANDS[notice.level], place | {"title": title}, notice.message)


def position(lines: Lines, notice: Notice) -> dict[str, str]:
    """Columns only within one line: GitHub refuses them otherwise."""
    place = lines.place(notice.start, notice.end)
    whole = {"line": str(place.line), "endLine": str(place.end_line)}
    if place.line == place.end_line:
        whole |= {"col": str(place.column), "endColumn": str(place.end_column)}
    return whole


def command(level: str, properties: dict[str, str], message: str) -> str:
    """::error file=a.txt,line=3,title=What::Why, with everything escaped that would end a part of it."""
    named = ",".join(f"{name}={escaped(value, ':,')}" for name, value in properties.items())
    return f"::{level} {named}::{escaped(message)}\n"


def escaped(text: str, more: str = "") -> str:
    for letter in f"%\r\n{more}":       # the percent sign first, for the others become one
        text = text.replace(letter, f"%{ord(letter):02X}")
    return plain(text)
