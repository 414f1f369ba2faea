"""Options and remarks that commands share."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from datetime import date

    from factcheck.config import Config
    from sources.tables import Tables


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


tables_option = click.option(
    "--tables", "extra", multiple=True, type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="DIR",
    help="A folder of your own tables (CSV files with their cards), beside the bundled ones; may be repeated.",
)


config_option = click.option(
    "--config", "config_file", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
    help="The configuration file, in place of the nearest factcheck.toml or setup.cfg.",
)


def open_tables(extra: tuple[Path, ...] = (), config: Config | None = None) -> Tables:
    """The bundled tables and the user's: those in the folders `extra`, else those of the configuration.

    The first opening compiles an index and shows how far it is.
    """
    from factcheck.config import load
    from factcheck.report.progress import Progress
    from sources.tables import Tables

    folders = extra or (config or load()).tables
    for folder in folders:
        if folder.is_dir() and not any(next(folder.glob(each), None) for each in ("*.csv", "*/*.csv")):
            remark(f"{folder}: there is no table in this folder; a table is a CSV file with its card beside it")
    with Progress(sys.stderr) as progress:
        return Tables.bundled(folders, progress)
