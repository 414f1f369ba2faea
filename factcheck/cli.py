"""The command line: open, call the library, print, exit.

Heavy libraries are imported inside the commands, so that --help stays instant.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from factcheck import __version__
from factcheck.exits import ALARM, FAIL_ON, INTERRUPTED, NOTHING, SOMETHING, UNABLE
from factcheck.report.formats import FORMATS
from sources.terms.errors import TradeError, UnreadableInput

if TYPE_CHECKING:
    from datetime import date

    from factcheck.api import Report
    from factcheck.inputs import Document
    from sources.tables import Tables

EXAMPLES = """\b
Examples:
  factcheck check --sample                  the bundled sample article
  factcheck check article.txt               one article
  factcheck check drafts/ --format jsonl    a folder, for a program
  factcheck lookup "India exports to United States 2024-25"
"""

EXAMPLE_EXPLAIN = """\b
Examples:
  factcheck explain article.txt c4
  factcheck explain article.txt "USD 131.84 billion" --published 2026-01-13
  factcheck explain --sample c3
"""

# Commands by the module that is imported when they are asked for.
LATER = {"audit": "factcheck.audit.command"}
LATER_SOURCES = dict.fromkeys(("add", "refresh", "remove", "search", "verify"), "factcheck.tables_commands")


class Commands(click.Group):
    """The one place that turns an error of ours into a line on stderr and exit code 2.

    `later` names commands with the module that has them, imported only when one is asked for.
    """

    def __init__(self, *given: Any, later: dict[str, str] | None = None, **more: Any) -> None:
        super().__init__(*given, **more)
        self.later = later or {}

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted([*super().list_commands(ctx), *self.later])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.later:
            return super().get_command(ctx, cmd_name)
        found: click.Command = getattr(import_module(self.later[cmd_name]), cmd_name)
        return found

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except TradeError as error:
            remark(str(error))
            ctx.exit(UNABLE)
        except KeyboardInterrupt:
            ctx.exit(INTERRUPTED)


class Day(click.ParamType):     # type: ignore[type-arg]    # generic from click 8.4 on, and not before
    """A day as 2026-01-13."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        from datetime import date

        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is not a day; write it as 2026-01-13", param, ctx)


def remark(message: str) -> None:
    """To the person, on stderr: stdout is for results."""
    click.echo(f"factcheck: {message}", err=True)


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


tables_option = click.option(
    "--tables", "extra", multiple=True, type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="DIR",
    help="A folder of your own tables (CSV files with their cards), beside the bundled ones; may be repeated.",
)


@click.group(cls=Commands, later=LATER, epilog=EXAMPLES, invoke_without_command=True,
             context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="factcheck", message="%(prog)s %(version)s")
@click.pass_context
def main(ctx: click.Context) -> None:
    """Check the trade figures of an article against published tables."""
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


@main.command()
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


@main.command()
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


@main.command(epilog=EXAMPLE_EXPLAIN)
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


def open_tables(extra: tuple[Path, ...] = ()) -> Tables:
    """The bundled tables and the user's; the first opening compiles an index and shows how far it is."""
    from factcheck.report.progress import Progress
    from sources.tables import Tables

    with Progress(sys.stderr) as progress:
        return Tables.bundled(extra, progress)


@main.command()
@click.argument("query", nargs=-1, required=True)
@click.option("--format", "style", type=click.Choice(["text", "json", "csv"]), default="text", show_default=True)
@click.option("--known-on", type=Day(), help="Only what had been released by this day, as 2025-04-20.")
@tables_option
@click.pass_context
def lookup(
    ctx: click.Context, query: tuple[str, ...], style: str, known_on: date | None, extra: tuple[Path, ...],
) -> None:
    """Tell a figure, its series and its sources: "India exports to United States 2024-25".

    Asks for a level, a balance, a share, a change, a rank, a target, a tariff or an exchange rate; countries by name
    or code (IND, EU27), periods as 2024, 2024-25, FY2024-25, 2024-Q3, March 2024, "2018 to 2024" or "since 2018",
    which give a figure for every year.  Exits with 1 when no table knows.
    """
    from datetime import date

    from factcheck.lookup import answer

    found = answer(" ".join(query), open_tables(extra), date.today(), known_on)
    if found.ignored:
        remark(f"made nothing of {', '.join(found.ignored)}; the answer is to the rest of the question")
    if style == "json":
        from factcheck.report import machine

        click.echo(machine.page(machine.answer_object(found)))
    elif style == "csv":
        from factcheck.report.sheet import write_sheet

        write_sheet(sys.stdout, found)
    else:
        from factcheck.report.lookup import print_answer
        from factcheck.report.page import Page

        print_answer(Page.on(sys.stdout), found)
    ctx.exit(NOTHING if found.observations else SOMETHING)


@main.group(cls=Commands, later=LATER_SOURCES)
def sources() -> None:
    """The reference tables: what there is and where it comes from."""


@sources.command("list")
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text", show_default=True)
@tables_option
def list_tables(style: str, extra: tuple[Path, ...]) -> None:
    """List the tables with their publishers, coverage and days of release."""
    from factcheck.report.catalogue import card_object, print_catalogue

    cards = open_tables(extra).cards
    if style == "json":
        from factcheck.report import machine

        click.echo(machine.page({"schema": machine.SCHEMA, "tables": [card_object(card) for card in cards]}))
    else:
        from factcheck.report.page import Page

        print_catalogue(Page.on(sys.stdout), cards)


@sources.command("show")
@click.argument("table", metavar="ID")
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text", show_default=True)
@tables_option
def show_table(table: str, style: str, extra: tuple[Path, ...]) -> None:
    """Show all that is known of one table."""
    from factcheck.report.catalogue import card_object, print_card

    card = open_tables(extra).card(table)
    if style == "json":
        from factcheck.report import machine

        click.echo(machine.page({"schema": machine.SCHEMA, **card_object(card)}))
    else:
        from factcheck.report.page import Page

        print_card(Page.on(sys.stdout), card)
