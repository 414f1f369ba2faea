"""Text, JSON and JSON lines: for people, and for the programs that a published schema is for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, TextIO, TypeVar

from factcheck.report import machine
from sources.terms.errors import UnreadableInput

if TYPE_CHECKING:
    from claims.claim import Claim
    from factcheck.inputs import Document
    from factcheck.report.formats import Manner, Result
    from sources.tables import Tables

Item = TypeVar("Item")


def objects(
    results: Iterable[Item | UnreadableInput], described: Callable[[Item], machine.Object],
) -> Iterator[machine.Object]:
    """Each result as an object, as soon as it is there; what could not be read as its error."""
    for result in results:
        if isinstance(result, UnreadableInput):
            yield machine.error_object(result)
        else:
            yield described(result)


def print_lines(found: Iterable[machine.Object], out: TextIO) -> None:
    for each in found:
        out.write(machine.line(each) + "\n")
        out.flush()                     # a reader behind a pipe has each line as soon as it is there


def write_lines(results: Iterable[Result], tables: Tables, out: TextIO, manner: Manner) -> None:
    """One object a line, each as soon as it is there."""
    print_lines(objects(results, machine.report_object), out)


def write_page(results: Iterable[Result], tables: Tables, out: TextIO, manner: Manner) -> None:
    """One document with all of them, written at the end."""
    found = list(objects(results, machine.report_object))
    out.write(machine.page(machine.whole_object(found, tables.cards)) + "\n")


def write_text(results: Iterable[Result], tables: Tables, out: TextIO, manner: Manner) -> None:
    """What could not be read has been told on stderr.  Ends with the sum of more than one article, or of the quiet."""
    from factcheck.report.page import Page
    from factcheck.report.text import Total, print_report

    page, total, first = Page.on(out), Total(manner), True
    for result in results:
        if not isinstance(result, UnreadableInput):
            printed = print_report(page, result, tables, manner, first=first)
            first = first and not printed
            total.add(result)
    if total.articles > 1 or (manner.quiet and total.articles):
        total.print(page, first)


def write_extracts(style: str, results: Iterable[tuple[Document, list[Claim]] | UnreadableInput], out: TextIO) -> None:
    """For `extract`: documents with their claims, as text, json or jsonl."""
    from factcheck.report.claims import print_claims
    from factcheck.report.page import Page

    if style == "text":
        page, readable = Page.on(out), (each for each in results if not isinstance(each, UnreadableInput))
        for number, (document, claims) in enumerate(readable):
            print_claims(page, document, claims, first=number == 0)
        return
    found = objects(results, lambda result: machine.extract_object(*result))
    if style == "jsonl":
        print_lines(found, out)
    else:
        out.write(machine.page(machine.whole_object(list(found))) + "\n")
