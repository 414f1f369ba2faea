"""`check --watch`: the same again whenever a file is saved, until Ctrl-C."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

import click

from factcheck.commands.options import remark
from factcheck.inputs import is_path, paths_of
from sources.terms.errors import TradeError, UnreadableInput

PAUSE = 0.4             # seconds between looks: a save is noticed before the editor is left
SHARE = 10              # looking takes at most a tenth of the time, however many files there are

State = dict[str, tuple[int, int, int]]     # path -> time of change, size, inode


def again_and_again(ctx: click.Context) -> NoReturn:
    """Runs the command of `ctx` for all its inputs, then for each that is saved; a terminal is cleared each time.

    What is wrong with an input, or with a configuration that is being edited, is told and waited out.
    """
    inputs: Sequence[str] = ctx.params["inputs"]
    if not can_watch(inputs):
        raise click.UsageError("--watch needs files or folders to look after")
    if ctx.params["write_baseline"]:        # what a draft says in between is no old copy
        raise click.UsageError("--watch never writes a baseline; give --write-baseline without it")
    rounds, names = saved(inputs, look(inputs)), inputs
    while True:
        if sys.stdout.isatty():
            click.clear()
        try:
            with suppress(click.exceptions.Exit):
                ctx.invoke(ctx.command, **ctx.params | {"inputs": tuple(names), "watch": False})
        except TradeError as error:
            remark(str(error))
        sys.stdout.flush()
        remark(f"watching {', '.join(inputs)}; Ctrl-C ends it")
        names = next(rounds)


def can_watch(names: Sequence[str]) -> bool:
    """Whether these are files and folders, which change, and not a pipe or an address."""
    return bool(names) and all(map(is_path, names))


def saved(
    names: Sequence[str], known: State, sleep: Callable[[float], None] = time.sleep,
) -> Iterator[list[str]]:
    """The files of `names` that were saved since they were as `known`, sorted; new files of a folder too.  Never ends.

    A file counts once it lies still for a pause: editors write in pieces, or put a new file in place of the old.
    """
    before = known
    while True:
        started = time.perf_counter()
        now = look(names)
        pause = max(PAUSE, SHARE * (time.perf_counter() - started))
        still = {path: state for path, state in now.items() if before.get(path) == state}
        if new := sorted(path for path, state in still.items() if known.get(path) != state):
            known = known | still
            yield new
        before = now
        sleep(pause)


def look(names: Sequence[str]) -> State:
    """How every file is now; one that is away, as in the middle of a save, is left out."""
    state: State = {}
    for name in names:
        try:
            for path in paths_of(name):
                try:
                    found = Path(path).stat()
                except OSError:
                    continue
                state[path] = found.st_mtime_ns, found.st_size, found.st_ino
        except UnreadableInput:         # a folder without articles may get one
            continue
    return state
