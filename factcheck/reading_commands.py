"""The commands that read articles: check, extract, explain."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from factcheck.exits import ALARM, FAIL_ON, NOTHING, SOMETHING, UNABLE
from factcheck.options import Day, open_tables, remark, tables_option
from factcheck.report.formats import FORMATS
from sources.terms.errors import UnreadableInput

if TYPE_CHECKING:
    from datetime import date

    from factcheck.api import Report
    from factcheck.inputs import Document

EXAMPLE_EXPLAIN = """\b
Examples:
  factcheck explain article.txt c4
  factcheck explain article.txt "USD 131.84 billion" --published 2026-01-13
  factcheck explain --sample c3
"""


def reading_options(command: Any) -> Any:
    """What every command takes that reads articles."""
    for decorate in reversed((
        click.argument("inputs", nargs=-1, metavar="[FILE|DIR|-]..."),
        click.option("--published", type=Day(),
                     help="Day of publication, as 2026-01-13; goes before what the input says."),
        click.option("--title", help="Headline of the article, where the input does not hold it."),
        click.option("--language", type=click.Choice(["auto", "en", "es", "hi"]), default="auto", show_default=True,
                     help="What the inputs are written in; auto tells it from the text."),
        click.option("--encoding", help="How the inputs are encoded, where they are not UTF-8: cp1252, gb18030, ..."),
        click.option("--sample", is_flag=True, help="Read the sample article that comes with the program."),
    )):
        command = decorate(command)
    return command


@click.command()
@reading_options
@click.option("--format", "style", type=click.Choice(list(FORMATS)), default="text", show_default=True,
              help="For people, for programs, for CI: see docs/formats.")
@tables_option
@click.option("--fail-on", type=click.Choice(FAIL_ON), default=ALARM, show_default=True, metavar="VERDICT",
              help=f"Exit with 1 when a finding is at or above this: {', '.join(FAIL_ON)}. "
                   "alarm is mismatched or contradicted.")
@click.option("--quiet", "-q", is_flag=True, help="Show alarms alone.")
@click.option("--verbose", "-v", is_flag=True,
              help="Show every reading that was weighed, and what could not be checked in full.")
@click.pass_context
def check(
    ctx: click.Context, inputs: tuple[str, ...], style: str, published: date | None, title: str | None,
    language: str, encoding: str | None, sample: bool, extra: tuple[Path, ...], fail_on: str, quiet: bool,
    verbose: bool,
) -> None:
    """Say of every trade figure whether it is right.

    Reads text, Markdown and HTML files, folders of them, and - for standard input.

    Exits with 0 when nothing is at or above --fail-on, 1 when something is, 2 when an input could not be read.
    """
    from factcheck import api
    from factcheck.exits import reaches
    from factcheck.report import formats

    tables, code = open_tables(extra), NOTHING

    def results() -> Iterator[Report | UnreadableInput]:
        nonlocal code
        for document in opened(inputs, published, title, language, encoding, sample):
            if isinstance(document, UnreadableInput):
                code = UNABLE
                yield document
                continue
            report = api.check(document, tables)
            if code == NOTHING and reaches(report, fail_on):
                code = SOMETHING
            yield report

    formats.write(style, results(), tables, sys.stdout, formats.Manner(quiet, verbose))
    ctx.exit(code)


@click.command()
@reading_options
@click.option("--format", "style", type=click.Choice(["text", "json", "jsonl"]), default="text", show_default=True,
              help="For people; one JSON document; one JSON object a line for each input.")
@click.pass_context
def extract(
    ctx: click.Context, inputs: tuple[str, ...], style: str, published: date | None, title: str | None,
    language: str, encoding: str | None, sample: bool,
) -> None:
    """List the trade figures, without verdicts."""
    from factcheck import api
    from factcheck.report import output

    out, code = output.extracts(style), NOTHING
    for document in opened(inputs, published, title, language, encoding, sample):
        if isinstance(document, UnreadableInput):
            out.failure(document)
            code = UNABLE
        else:
            out.put((document, api.extract(document)))
    out.close()
    ctx.exit(code)


@click.command(epilog=EXAMPLE_EXPLAIN)
@click.argument("words", nargs=-1, required=True, metavar="[FILE] ID")
@click.option("--published", type=Day(), help="Day of publication, as 2026-01-13; goes before what the input says.")
@click.option("--title", help="Headline of the article, where the input does not hold it.")
@click.option("--sample", is_flag=True, help="Explain a figure of the sample article that comes with the program.")
@tables_option
@click.pass_context
def explain(
    ctx: click.Context, words: tuple[str, ...], published: date | None, title: str | None, sample: bool,
    extra: tuple[Path, ...],
) -> None:
    """Tell everything that was weighed for one figure, and how to see it again.

    ID is the figure's id in `factcheck check --format json` or `factcheck extract` (c4), the number in it (4), or the
    figure's own words ("USD 131.84 billion").

    Exits with 0 when the figure was found, 2 when it was not or FILE could not be read.
    """
    from factcheck import explain as explaining
    from factcheck.report.explain import print_explanation
    from factcheck.report.page import Page

    if len(words) != (1 if sample else 2):
        raise click.UsageError("name one file and one figure of it, or one figure with --sample")
    (document,) = opened(words[:-1], published, title, "auto", None, sample)
    if isinstance(document, UnreadableInput):
        ctx.exit(UNABLE)
    options = "".join(f" --tables {folder}" for folder in extra)
    told = explaining.explain(document, words[-1], open_tables(extra), options)
    print_explanation(Page.on(sys.stdout), document, told)


def opened(
    inputs: tuple[str, ...], published: date | None, title: str | None, language: str, encoding: str | None,
    sample: bool,
) -> Iterator[Document | UnreadableInput]:
    """The articles asked for, with a remark on stderr for what could not be read, and how the rest had to be."""
    from factcheck import samples
    from factcheck.inputs import STANDARD_INPUT, documents

    names = [*([str(samples.ARTICLE)] if sample else []), *inputs]
    if not names:
        if sys.stdin.isatty():
            raise click.UsageError("nothing to read: name a file or a folder, - for standard input, or try --sample")
        names = [STANDARD_INPUT]
    for document in documents(names, published=published, title=title, encoding=encoding):
        for note in (str(document),) if isinstance(document, UnreadableInput) else document.remarks:
            remark(note)
        if not isinstance(document, UnreadableInput):
            document = replace(document, language=language)
        yield samples.renamed(document)
