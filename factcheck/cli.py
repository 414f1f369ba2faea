"""The command line: open, call the library, print, exit.

Heavy libraries are imported inside the commands, so that --help stays instant.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from factcheck import __version__
from factcheck.commands.examples import WithExamples
from factcheck.commands.options import Day, open_tables, remark, tables_option
from factcheck.exits import CUT_OFF, INTERRUPTED, NOTHING, SOMETHING, UNABLE
from sources.terms.errors import TradeError

if TYPE_CHECKING:
    from datetime import date


EXAMPLES = """\b
Examples:
  factcheck check --sample                  the bundled sample article
  factcheck check article.txt               one article
  factcheck check drafts/ --format jsonl    a folder, for a program
  factcheck lookup "India exports to United States 2024-25"
"""

# Commands by the module that is imported when they are asked for.
LATER = {
    "audit": "factcheck.audit.command",
    "doctor": "factcheck.commands.doctor",
    "check": "factcheck.commands.reading",
    "config": "factcheck.commands.config",
    "explain": "factcheck.commands.reading",
    "extract": "factcheck.commands.reading",
    "lsp": "factcheck.lsp.command",
    "serve": "factcheck.serve.command",
}
LATER_SOURCES = dict.fromkeys(("add", "refresh", "remove", "search", "verify"), "factcheck.commands.tables")


class Commands(WithExamples):
    """The one place that turns an error of ours into a line on stderr and exit code 2.

    `later` names commands with the module that has them, imported only when one is asked for.
    """

    def __init__(self, *given: Any, later: dict[str, str] | None = None, **more: Any) -> None:
        super().__init__(*given, **more)
        self.later = later or {}

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted({*super().list_commands(ctx), *self.later})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name in self.later and cmd_name not in self.commands:
            self.add_command(getattr(import_module(self.later[cmd_name]), cmd_name))
        return super().get_command(ctx, cmd_name)

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        """Says which command was meant; a file in its place was probably to be checked."""
        name = args[0]
        if self.get_command(ctx, name) is None and not name.startswith("-") and not ctx.resilient_parsing:
            from difflib import get_close_matches

            near = get_close_matches(name, self.list_commands(ctx), n=1)
            meant = f"{ctx.command_path} {near[0]}" if near else ""
            if not near and ctx.parent is None and (Path(name).exists() or "/" in name or "." in name):
                meant = f"{ctx.command_path} check {name}"
            ctx.fail(f"there is no command {name!r}" + (f"; did you mean {meant}?" if meant else ""))
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            try:
                return super().invoke(ctx)
            finally:
                sys.stdout.flush()      # here, where a reader who has gone can still be told from a failure
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())      # or Python complains at its end
            ctx.exit(CUT_OFF)
        except TradeError as error:
            remark(str(error))
            ctx.exit(UNABLE)
        except KeyboardInterrupt:
            ctx.exit(INTERRUPTED)


@click.group(cls=Commands, later=LATER, epilog=EXAMPLES, invoke_without_command=True,
             context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="factcheck", message="%(prog)s %(version)s")
@click.pass_context
def main(ctx: click.Context) -> None:
    """Check the trade figures of an article against published tables."""
    os.environ["PYTHONSAFEPATH"] = "1"      # what is started from here runs no pickle.py that lies among the articles
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


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

    from factcheck.lookup.answer import answer

    found = answer(" ".join(query), open_tables(extra), date.today(), known_on)
    if found.ignored:
        remark(f"{', '.join(found.ignored)}: lookup tells what the tables have; factcheck check compares")
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
