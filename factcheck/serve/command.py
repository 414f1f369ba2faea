"""factcheck serve: the command line of the server.  Imports nothing heavy, for `factcheck --help` passes by here."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import click

from factcheck.commands.options import config_option, open_tables, remark, tables_option
from factcheck.exits import INTERRUPTED, UNABLE

if TYPE_CHECKING:
    import socket

NEEDED = {"starlette": "starlette", "uvicorn": "uvicorn", "python_multipart": "python-multipart"}


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on; this machine alone.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 takes any free one.")
@click.option("--workers", type=click.IntRange(1), help="Articles checked at a time.  [default: one for each core]")
@click.option("--max-bytes", type=click.IntRange(1024), default=10 * 2**20, show_default=True,
              help="The most that a request may hold.")
@click.option("--timeout", type=click.FloatRange(min=0.1), default=20.0, show_default=True, metavar="SECONDS",
              help="The longest that an article may take.")
@click.option("--allow-host", multiple=True, metavar="NAME", help="Another name that this server is known by.")
@click.option("--allow-origin", multiple=True, metavar="ORIGIN",
              help="A site whose pages may ask, as https://cms.example; may be repeated.")
@click.option("--allow-fetch", is_flag=True, help="Fetch addresses that a request names.")
@tables_option
@config_option
@click.pass_context
def serve(
    ctx: click.Context, host: str, port: int, workers: int | None, max_bytes: int, timeout: float,
    allow_host: tuple[str, ...], allow_origin: tuple[str, ...], allow_fetch: bool, extra: tuple[Path, ...],
    config_file: Path | None,
) -> None:
    """Serve a page to paste articles into, a JSON API, and LanguageTool's protocol.

    Listens on this machine alone unless --host says otherwise; has no users and no passwords: put a server that has
    them in front of it where others can reach it.
    """
    if missing := [package for module, package in NEEDED.items() if find_spec(module) is None]:
        raise click.UsageError(f"this needs {', '.join(missing)}: pip install 'factcheck-trade[serve]'")
    import os

    import uvicorn

    from factcheck.config import load
    from factcheck.serve.app import application
    from factcheck.serve.border import HERE, Bounds
    from factcheck.serve.pool import Pool

    config = load((), config_file)
    open_tables(extra, config).close()      # compiled here, where a person sees how far it is
    pool = Pool(workers or os.cpu_count() or 1, extra or config.tables, allow_fetch, config, timeout)
    bounds = Bounds(HERE | {host.lower(), *map(str.lower, allow_host)}, frozenset(allow_origin), max_bytes, timeout)
    listening = listen(host, port)
    name = f"[{host}]" if ":" in host else host
    settings = uvicorn.Config(application(pool, bounds), log_level="warning", access_log=False, server_header=False,
                              timeout_keep_alive=5, timeout_graceful_shutdown=5, lifespan="on")
    server = uvicorn.Server(settings)
    remark(f"serving on http://{name}:{listening.getsockname()[1]}/  (Ctrl-C ends it)")
    try:
        server.run(sockets=[listening])
    except KeyboardInterrupt:
        ctx.exit(INTERRUPTED)
    if not server.started:
        ctx.exit(UNABLE)


def listen(host: str, port: int) -> socket.socket:
    """A socket on that address.  Raises UsageError where it cannot be had."""
    import socket

    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listening = socket.socket(family, kind, protocol)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen(256)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise click.UsageError(f"cannot listen on {host} port {port}: {reason}; choose another with --port") from None
    return listening
