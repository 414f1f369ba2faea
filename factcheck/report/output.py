"""Where results go, one article at a time: a report for people, a line or a page of JSON for programs."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Protocol, TextIO

from factcheck import __version__
from factcheck.report import machine

if TYPE_CHECKING:
    from claims.claim import Claim
    from factcheck.inputs import Document
    from factcheck.report.formats import Manner, Result
    from sources.cards import Card
    from sources.tables import Tables
    from sources.terms.errors import UnreadableInput


class Output(Protocol):
    """Takes results in the order of the inputs and is closed after the last."""

    def put(self, result: Any) -> None: ...

    def failure(self, error: UnreadableInput) -> None: ...

    def close(self) -> None: ...


class Lines:
    """One object a line, each as soon as it is there."""

    def __init__(self, described: Callable[[Any], machine.Object], out: TextIO) -> None:
        self.described, self.out = described, out

    def put(self, result: Any) -> None:
        self._print(self.described(result))

    def failure(self, error: UnreadableInput) -> None:
        self._print(machine.error_object(error.input, error))

    def close(self) -> None:
        pass

    def _print(self, value: machine.Object) -> None:
        self.out.write(machine.line(value) + "\n")
        self.out.flush()                # a reader behind a pipe has each line as soon as it is there


class Whole:
    """One document with all of them, written at the end."""

    def __init__(
        self, described: Callable[[Any], machine.Object], out: TextIO, cards: Iterable[Card] | None = None,
    ) -> None:
        self.described, self.out, self.cards = described, out, cards
        self.objects: list[machine.Object] = []

    def put(self, result: Any) -> None:
        self.objects.append(self.described(result))

    def failure(self, error: UnreadableInput) -> None:
        self.objects.append(machine.error_object(error.input, error))

    def close(self) -> None:
        self.out.write(machine.page(machine.whole_object(__version__, self.objects, self.cards)) + "\n")


class Told:
    """A report for people; what could not be read has been told on stderr.  Says the sum of more than one article."""

    def __init__(self, tell: Callable[[Any, bool], None], conclude: Callable[[], None]) -> None:
        self.tell = tell
        self.conclude = conclude
        self.count = 0

    def put(self, result: Any) -> None:
        self.tell(result, self.count == 0)
        self.count += 1

    def failure(self, error: UnreadableInput) -> None:
        pass

    def close(self) -> None:
        if self.count > 1:
            self.conclude()


def feed(output: Output, results: Iterable[Any]) -> None:
    """Every result into the output, each as soon as it is there."""
    from sources.terms.errors import UnreadableInput

    for result in results:
        if isinstance(result, UnreadableInput):
            output.failure(result)
        else:
            output.put(result)
    output.close()


def write_lines(results: Iterable[Result], tables: Tables, out: TextIO, manner: Manner) -> None:
    feed(Lines(machine.report_object, out), results)


def write_page(results: Iterable[Result], tables: Tables, out: TextIO, manner: Manner) -> None:
    feed(Whole(machine.report_object, out, tables.cards), results)


def write_text(results: Iterable[Result], tables: Tables, out: TextIO, manner: Manner) -> None:
    """What could not be read has been told on stderr.  Ends with the sum of more than one article, or of the quiet."""
    from factcheck.report.page import Page
    from factcheck.report.text import Total, print_report
    from sources.terms.errors import UnreadableInput

    page, total, first = Page.on(out), Total(manner), True
    for result in results:
        if not isinstance(result, UnreadableInput):
            printed = print_report(page, result, tables, manner, first=first)
            first = first and not printed
            total.add(result)
    if total.articles > 1 or (manner.quiet and total.articles):
        total.print(page, first)


def extracts(style: str) -> Output:
    """For `extract`: takes pairs of a document and its claims."""

    def described(result: tuple[Document, list[Claim]]) -> machine.Object:
        return machine.extract_object(*result)

    if style != "text":
        return Lines(described, sys.stdout) if style == "jsonl" else Whole(described, sys.stdout)
    from factcheck.report.claims import print_claims
    from factcheck.report.page import Page

    page = Page.on(sys.stdout)
    return Told(lambda result, first: print_claims(page, *result, first=first), lambda: None)
