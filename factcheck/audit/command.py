"""factcheck audit: the command line of audits.  Imports nothing heavy, for `factcheck --help` passes by here."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from factcheck.commands.examples import WithExamples
from factcheck.commands.options import config_option
from factcheck.exits import NOTHING

if TYPE_CHECKING:
    from pathlib import Path

    from factcheck.audit.store import Store

EXAMPLES = """\b
Examples:
  factcheck audit archive/ --out results            a folder of articles, JSONL, WARC, Parquet or CSV files
  factcheck audit news.warc.gz --out results --workers 8
  factcheck audit report results --format html > report.html
  factcheck audit query results "select verdict, count(*) from findings group by verdict"
  factcheck audit recheck results                   after new tables: what changes
"""


class Audit(WithExamples):
    """`audit ARCHIVE --out DIR` runs an audit; the other words after `audit` ask one that was run."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if args and args[0] not in self.commands and args[0] not in ("-h", "--help"):
            args = ["run", *args]
        return super().parse_args(ctx, args)


out_argument = click.argument("out", metavar="DIR")


@click.group(cls=Audit, epilog=EXAMPLES, invoke_without_command=True,
             subcommand_metavar="ARCHIVE... --out DIR | COMMAND")
@click.pass_context
def audit(ctx: click.Context) -> None:
    """Check a whole archive; query, report and recheck the results."""
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


@audit.command("run")
@click.argument("archives", nargs=-1, required=True, metavar="ARCHIVE...")
@click.option("--out", required=True, metavar="DIR", help="Where the results go; the same again to go on after a stop.")
@click.option("--workers", type=click.IntRange(1), help="How many tasks at a time.  [default: one for each core]")
@click.option("--tasks", type=click.IntRange(1), help="Into how many tasks to cut the work.  [default: by size]")
@click.option("--engine", type=click.Choice(["local", "ray", "slurm"]), default="local", show_default=True,
              help="Who runs the tasks.")
@click.option("--ray-address", metavar="ADDRESS", help="Of a Ray cluster; without it Ray runs on this machine.")
@click.option("--partition", default="", help="Slurm's partition.")
@click.option("--time", "limit", default="24:00:00", show_default=True, help="Slurm's time limit for a task.")
@click.option("--env-command", metavar="SHELL",
              help="Makes factcheck available on a Slurm node: 'source venv/bin/activate'.")
@click.option("--tables", multiple=True, type=click.Path(exists=True, file_okay=False), metavar="DIR",
              help="A folder of your own tables, beside the bundled ones; may be repeated.")
@config_option
@click.option("--no-config", is_flag=True, help="Read no configuration file.")
@click.option("--text-column", multiple=True, metavar="NAME", help="Column with the article's text; may be repeated.")
@click.option("--title-column", multiple=True, metavar="NAME", help="Column with its headline.")
@click.option("--date-column", multiple=True, metavar="NAME", help="Column with its day of publication.")
@click.option("--url-column", multiple=True, metavar="NAME", help="Column with its address.")
@click.option("--id-column", multiple=True, metavar="NAME", help="Column with the archive's own number for it.")
@click.option("--dated-by-crawl", is_flag=True,
              help="Where a web page gives no date, take the day it was crawled as that of publication.")
@click.option("--seconds", type=click.FloatRange(min=0.1), default=20.0, show_default=True,
              help="The longest that one document may take.")
@click.option("--memory", type=click.IntRange(128), default=512, show_default=True, metavar="MB",
              help="The most that one document may use.")
@click.pass_context
def run_command(
    ctx: click.Context, archives: tuple[str, ...], out: str, workers: int | None, tasks: int | None, engine: str,
    ray_address: str | None, partition: str, limit: str, env_command: str | None, tables: tuple[str, ...],
    config_file: Path | None, no_config: bool, text_column: tuple[str, ...], title_column: tuple[str, ...],
    date_column: tuple[str, ...], url_column: tuple[str, ...], id_column: tuple[str, ...], dated_by_crawl: bool,
    seconds: float, memory: int,
) -> None:
    """Check every document of every ARCHIVE: WARC, JSONL, Parquet and CSV files, folders of articles and of these.

    Paths may be anything fsspec reads, such as s3://bucket/folder.  A run that was stopped goes on where it was.
    """
    import os

    needs("datatrove", "pyarrow", "duckdb", "fastwarc", "resiliparse", extra="audit")
    if engine == "ray":
        needs("ray", extra="ray")
    from factcheck.audit import manifest
    from factcheck.audit.desk import settled
    from factcheck.audit.engines import Engine, EngineOptions
    from factcheck.audit.reading import ReadingOptions
    from factcheck.audit.running import Settings, run
    from factcheck.audit.store import Store
    from factcheck.config import Config, load
    from factcheck.inputs.columns import Columns
    from factcheck.report.progress import Progress

    config = Config() if no_config else load(archives, config_file)
    columns = Columns.named(text=text_column, title=title_column, published=date_column, url=url_column, id=id_column)
    settings = Settings(
        archives, out, tasks, tables or tuple(map(str, config.tables)), settled(config), seconds, memory,
        ReadingOptions(columns, dated_by_crawl),
        EngineOptions(Engine(engine), workers or os.cpu_count() or 1, ray_address=ray_address, partition=partition,
                      time=limit, environment=env_command),
    )
    with Progress(sys.stderr) as progress:
        counts = run(settings, progress, sys.stderr)
    if counts is None:
        click.echo(f"submitted; logs in {out}/logs.  When the jobs are done, the same command checks the counts.")
    else:
        click.echo(summary(counts, out, manifest.read(Store(out)).get("passed_over", {})))
    ctx.exit(NOTHING)


def summary(counts: dict[str, int], out: str, passed_over: dict[str, int]) -> str:
    """The account of an audit: what went in is what came out; and files that are of no kind audits read."""
    from factcheck.report.wording import many

    checked = counts["documents"] - counts["failed"] - counts["skipped"]
    return (f"{many(counts['read'], 'document')} in = {checked:,} checked + {counts['skipped']:,} skipped "
            f"+ {counts['failed']:,} failed\n"
            f"{many(counts['claims'], 'trade figure')}, {many(counts['alarms'], 'alarm')}; "
            f"see: factcheck audit report {out}"
            + (f"\nnot read, for their kind: {passed(passed_over)}" if passed_over else ""))


def passed(over: dict[str, int], most: int = 8) -> str:
    """"12 .jpg, 3 .xml": how many files of which ending."""
    told = sorted(over.items(), key=lambda pair: (-pair[1], pair[0]))
    rest = sum(count for _, count in told[most:])
    return ", ".join([*(f"{count:,} {name or 'without an ending'}" for name, count in told[:most]),
                      *([f"{rest:,} others"] if rest else [])])


@audit.command()
@out_argument
@click.option("--format", "style", type=click.Choice(["text", "html", "csv"]), default="text", show_default=True)
@click.option("--rows", type=click.IntRange(1), default=10, show_default=True, help="Rows of each list.")
def report(out: str, style: str, rows: int) -> None:
    """What an audit found: verdicts, worst articles, repeated wrong figures, stale figures."""
    needs("duckdb", "pyarrow", extra="audit")
    from factcheck.audit import reporting

    click.echo(reporting.render(results(out), style, rows), nl=False)


@audit.command()
@out_argument
@click.argument("question", metavar="SQL")
@click.option("--format", "style", type=click.Choice(["text", "csv", "json"]), default="text", show_default=True)
def query(out: str, question: str, style: str) -> None:
    """Answer SQL over the tables documents, findings, arithmetic and claims of an audit."""
    needs("duckdb", "pyarrow", extra="audit")
    from factcheck.audit import answers
    from factcheck.audit.asking import ask

    click.echo(answers.render(ask(results(out), question), style), nl=False)


@audit.command()
@out_argument
@click.option("--tables", multiple=True, type=click.Path(exists=True, file_okay=False), metavar="DIR",
              help="A folder of tables in place of those of the audit; may be repeated.")
@click.option("--workers", type=click.IntRange(1), help="How many files at a time.  [default: one for each core]")
@click.option("--format", "style", type=click.Choice(["text", "csv", "json"]), default="text", show_default=True)
def recheck(out: str, tables: tuple[str, ...], workers: int | None, style: str) -> None:
    """Judge an audit's claims again by today's tables, without the archive, and list what changes.

    The folders of tables that the audit used are used again, those of --tables in their place.
    """
    import os

    needs("duckdb", "pyarrow", extra="audit")
    from factcheck.audit import answers, rechecking
    from factcheck.report.progress import Progress

    with Progress(sys.stderr) as progress:
        changes, judged = rechecking.recheck(results(out), tables, workers or os.cpu_count() or 1, progress)
    click.echo(answers.render(changes, style), nl=False)
    click.echo(f"{judged:,} claims judged again, {len(changes.rows):,} findings change", err=True)


def results(out: str) -> Store:
    """The store of an audit that was run.  Raises NoAudit."""
    from factcheck.audit import manifest
    from factcheck.audit.store import Store

    store = Store(out)
    manifest.read(store)
    return store


def needs(*modules: str, extra: str) -> None:
    """Says in one line what to install where an optional part is missing."""
    from importlib.util import find_spec

    if missing := [module for module in modules if find_spec(module) is None]:
        raise click.UsageError(f"this needs {', '.join(missing)}: pip install 'factcheck-trade[{extra}]'")
