"""`factcheck config show|codes`: what is in force and where it comes from, and the codes that settings take."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from factcheck.commands.examples import WithExamples
from factcheck.commands.options import config_option


@click.group(cls=WithExamples)
def config() -> None:
    """The configuration: what is in force, and where it comes from."""


@config.command("show")
@click.argument("inputs", nargs=-1, metavar="[FILE|DIR]...")
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text", show_default=True)
@config_option
def show(inputs: tuple[str, ...], style: str, config_file: Path | None) -> None:
    """Show every setting in force for these inputs, or for the working folder, and where each comes from.

    Exits with 2 where the configuration has a mistake.
    """
    from factcheck.config import Config, load
    from factcheck.report import machine
    from factcheck.report.page import Page

    found: Config = load(inputs, config_file)
    if style == "json":
        settings = {key: {"value": value, "from": origin} for key, value, origin in found.rows()}
        click.echo(machine.page({"schema": machine.SCHEMA, "file": found.file and str(found.file),
                                 "settings": settings}))
        return
    page = Page.on(sys.stdout)
    page.paragraph([(str(found.file), "bold") if found.file else ("no configuration file; defaults are in force", "")])
    for key, value, origin in found.rows():
        page.paragraph([(written(value), ""), (f"  {origin}", "dim")], 2, hanging=12, label=key)


@config.command("codes")
def list_codes() -> None:
    """List the verdicts and reasons that --select, --ignore and [severities] take, with what they mean."""
    from factcheck.config.keys import known_codes
    from factcheck.finding import Verdict
    from factcheck.report.notices import rule
    from factcheck.report.page import Page

    page = Page.on(sys.stdout)
    for heading, codes in (("Verdicts", list(Verdict)), ("Reasons", known_codes()[len(Verdict):])):
        page.paragraph([(heading, "bold")])
        for code in codes:
            page.paragraph([(code, ""), (f"  {rule(code).name}", "dim")], 2, hanging=2)


def written(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key} {each}" for key, each in value.items()) or "as usual"
    if isinstance(value, list):
        return ", ".join(value) or "none"
    return "none" if value is None else str(value)
