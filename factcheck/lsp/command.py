"""factcheck lsp: the command line of the editor server."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import click

from factcheck.commands.options import config_option, tables_option


@click.command()
@tables_option
@config_option
def lsp(extra: tuple[Path, ...], config_file: Path | None) -> None:
    """Serve an editor over standard input and output: findings as one types, hover, quick fixes.

    Editors start this themselves; docs/editors.md says how to tell them.
    """
    if find_spec("pygls") is None:
        raise click.UsageError("this needs pygls: pip install 'factcheck-trade[lsp]'")
    from factcheck.lsp.server import server

    server(extra, config_file).start_io()
