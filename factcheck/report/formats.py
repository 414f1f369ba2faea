"""The formats of `check`: one entry each, and one way to write any of them.

A format is a function `write(results, tables, out, manner)`: it takes the results one after the other, in the order of
the inputs (a report, or the error of an input that could not be read), and writes them to `out` as they come or, where
the format is one document, at the end.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING, TextIO, TypeAlias

if TYPE_CHECKING:
    from factcheck.result import Report
    from sources.tables import Tables
    from sources.terms.errors import UnreadableInput

    Result: TypeAlias = Report | UnreadableInput


@dataclass(frozen=True, slots=True)
class Manner:
    """How much is shown, in formats that leave something out, alarms alone or all that was found and weighed, and how
    the house calls and rates it."""

    quiet: bool = False
    verbose: bool = False
    names: Mapping[str, str] = field(default_factory=dict)          # verdict -> the desk's word for it, for people
    severities: Mapping[str, str] = field(default_factory=dict)     # see factcheck.desk.severity
    full: bool = False              # in text, each figure that could not be checked in its place, with why


@dataclass(frozen=True, slots=True)
class Format:
    about: str              # for --help and docs: what it is and for whom
    writer: str             # module:function, imported when the format is asked for
    media_type: str         # as a server declares it


FORMATS = {
    "text": Format("for people, at a terminal or in a pipe", "factcheck.report.output:write_text", "text/plain"),
    "json": Format("one JSON document", "factcheck.report.output:write_page", "application/json"),
    "jsonl": Format("one JSON object a line, as soon as an input is done", "factcheck.report.output:write_lines",
                    "application/x-ndjson"),
    "csv": Format("a spreadsheet, one row a figure", "factcheck.report.findings_sheet:write", "text/csv"),
    "markdown": Format("a report to paste into an issue or a CMS", "factcheck.report.markdown:write", "text/markdown"),
    "html": Format("a page to read, to print and to pass on, in one file", "factcheck.report.html:write", "text/html"),
    "sarif": Format("SARIF 2.1.0, for code scanning", "factcheck.report.sarif:write", "application/sarif+json"),
    "github": Format("annotations in GitHub Actions", "factcheck.report.github:write", "text/plain"),
    "gitlab": Format("a code quality report for GitLab", "factcheck.report.gitlab:write", "application/json"),
    "junit": Format("a test report, for any CI", "factcheck.report.junit:write", "application/xml"),
    "claimreview": Format("drafts of schema.org ClaimReview, to be signed by a person",
                          "factcheck.report.claimreview:write", "application/ld+json"),
}


def write(style: str, results: Iterable[Result], tables: Tables, out: TextIO, manner: Manner | None = None) -> None:
    """Writes all `results` to `out` in the format called `style`, a key of FORMATS."""
    module, _, name = FORMATS[style].writer.partition(":")
    writer: Callable[[Iterable[Result], Tables, TextIO, Manner], None] = getattr(import_module(module), name)
    if style != "text" and hasattr(out, "reconfigure"):
        out.reconfigure(encoding="utf-8", errors="replace")     # what programs read is UTF-8 whatever the terminal is
    if sys.stderr.isatty() and not out.isatty():        # where results go to a terminal, they are the progress
        from factcheck.report.progress import counted

        results = counted(results, sys.stderr)
    writer(results, tables, out, manner or Manner())
