"""factcheck doctor: what is installed, which tables there are and how old, where things lie, what is in force."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from factcheck import __version__
from factcheck.exits import NOTHING, SOMETHING
from sources.terms.errors import TradeError

if TYPE_CHECKING:
    from factcheck.report.doctor import Line

DISTRIBUTION = "factcheck-trade"
REQUIREMENT = re.compile(r"([\w.-]+)(?:\[[\w,.\s-]*\])?\s*(?:>=\s*([\d.]+))?")
EXTRA = re.compile(r"extra\s*==\s*[\"']([\w.-]+)[\"']")
OLD = 400               # days: a yearly table has a successor by then
SEEN_BY_US = ("FACTCHECK_", "NO_COLOR", "FORCE_COLOR", "COLUMNS", "TERM", "LANG", "LC_", "PYTHONUTF8", "PYTHONIO")
OURS_TO_DEVELOP = frozenset({"test"})


@click.command()
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.pass_context
def doctor(ctx: click.Context, style: str) -> None:
    """Say what is installed, which tables there are, how old they are, and what is in force.

    Nothing leaves this machine. Exits with 0 when all is well, 1 when something needs a hand.
    """
    from factcheck.report.doctor import health_object, print_health
    from factcheck.report.machine import page
    from factcheck.report.page import Page

    lines = list(examine(date.today()))
    if style == "json":
        click.echo(page(health_object(lines)))
    else:
        print_health(Page.on(sys.stdout), lines)
    ctx.exit(SOMETHING if any(line.trouble for line in lines) else NOTHING)


def examine(today: date) -> Iterator[Line]:
    """Everything, section by section; what fails is told as a trouble and does not stop the rest."""
    from factcheck.report.doctor import Line

    for section, look in SECTIONS.items():
        try:
            for name, value, trouble in look(today):
                yield Line(section, name, value, trouble)
        except (TradeError, OSError) as error:
            yield Line(section, section, "cannot be read", str(error))


Seen = tuple[str, str, str]


def program(today: date) -> Iterator[Seen]:
    import platform

    yield "factcheck", __version__, ""
    old = "" if sys.version_info >= (3, 11) else "3.11 or newer is needed"
    yield "Python", f"{platform.python_version()} ({sys.executable})", old
    yield "system", platform.platform(), ""
    yield "installed in", str(Path(__file__).parent.parent), ""


def libraries(today: date) -> Iterator[Seen]:
    for name, least, extra in requirements():
        if not extra:
            have = installed(name)
            yield name, have or "missing", trouble_of(name, have, least)


def extras(today: date) -> Iterator[Seen]:
    """An extra that is not installed is no trouble; half of one is."""
    wanted: dict[str, list[tuple[str, str]]] = {}
    for name, least, extra in requirements():
        if extra and extra not in OURS_TO_DEVELOP:
            wanted.setdefault(extra, []).append((name, least))
    for extra, parts in sorted(wanted.items()):
        parts = [part for part in parts if part[0] != DISTRIBUTION] or parts
        lacking = [name for name, least in parts if trouble_of(name, installed(name), least)]
        how = f"pip install '{DISTRIBUTION}[{extra}]'"
        yield extra, f"not installed; lacks {', '.join(lacking)}: {how}" if lacking else "installed", ""


def requirements() -> list[tuple[str, str, str]]:
    """(library, least version, extra) of what this program says that it needs."""
    from importlib import metadata  # imports half of email, and --help passes by this module

    try:
        written = metadata.requires(DISTRIBUTION) or []
    except metadata.PackageNotFoundError:       # run from a checkout
        written = []
    found = []
    for each in written:
        if named := REQUIREMENT.match(each):
            extra = EXTRA.search(each)
            found.append((named[1], named[2] or "", extra[1] if extra else ""))
    return found


def installed(name: str) -> str:
    from importlib import metadata

    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def trouble_of(name: str, have: str, least: str) -> str:
    if not have:
        return f"is not installed: pip install {name}"
    if least and numbers(have) < numbers(least):
        return f"{least} or newer is needed: pip install -U {name}"
    return ""


def numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version.split("+")[0])[:3])


def tables(today: date) -> Iterator[Seen]:
    from factcheck.commands.options import open_tables
    from factcheck.config import BadConfig, Config, load

    try:
        config = load()
    except BadConfig:               # told below, once
        config = Config()
    held = open_tables((), config)
    cards = sorted(held.cards, key=lambda card: card.vintage)
    yield "tables", f"{len(cards)} with {sum(card.rows for card in cards):,} rows", ""
    if held.remark:
        yield "index", "kept in memory", held.remark
    for word, card in zip(("oldest", "newest"), (cards[0], cards[-1]), strict=True):
        yield word, f"{card.id}, released {card.vintage.isoformat()}, {age(card.vintage, today)}", ""
    if (today - cards[-1].vintage).days > OLD:
        yield "freshness", "no table is recent", "update the program, or see `factcheck sources refresh --list`"
    for card in sorted(cards, key=lambda card: card.id):
        yield card.id, f"{card.vintage.isoformat()}, {card.rows:,} rows", ""


def age(day: date, today: date) -> str:
    from factcheck.report.wording import many

    days = (today - day).days
    return f"{many(days, 'day')} ago" if days >= 0 else f"dated {-days} days ahead of this clock"


def folders(today: date) -> Iterator[Seen]:
    from factcheck.report.wording import many
    from sources.index import cache_folder, own_folder

    cache = cache_folder()
    files = [file for file in cache.glob("*") if file.is_file()] if cache.is_dir() else []
    size = sum(file.stat().st_size for file in files) / 1e6
    state = f"{many(len(files), 'file')}, {size:,.1f} MB" if files else "empty"
    unwritable = cache.is_dir() and not os.access(cache, os.W_OK)
    trouble = "cannot be written, so every run compiles the tables again: name another with FACTCHECK_CACHE"
    yield "cache", f"{cache} ({state})", trouble if unwritable else ""
    own = own_folder()
    yield "your tables", f"{own} ({'there' if own.is_dir() else 'not made yet'})", ""


def configuration(today: date) -> Iterator[Seen]:
    from factcheck.config import load

    config = load()
    yield "file", str(config.file or "none"), ""
    for key, value, origin in config.rows():
        if origin != "default":
            yield key, f"{value} ({origin})", ""


def terminal(today: date) -> Iterator[Seen]:
    encoding = (sys.stdout.encoding or "unknown").lower()
    yield "output", f"{encoding}, {'a terminal' if sys.stdout.isatty() else 'not a terminal'}", (
        "" if encoding.startswith("utf") else "shows no marks and no sparklines: set PYTHONUTF8=1")
    for name, value in sorted(os.environ.items()):
        if name.startswith(SEEN_BY_US):
            yield name, value, ""


SECTIONS: dict[str, Callable[[date], Iterable[Seen]]] = {
    "program": program, "libraries": libraries, "extras": extras, "tables": tables, "folders": folders,
    "configuration": configuration, "terminal": terminal,
}
