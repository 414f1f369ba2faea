"""Examples below the help of every command."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import click


class WithExamples(click.Group):
    """A group whose commands show their examples of examples.txt, where they bring none of their own."""

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        found = super().get_command(ctx, cmd_name)
        if found is not None and found.epilog is None:
            found.epilog = epilog(" ".join([*path(ctx), cmd_name]))
        return found


def path(ctx: click.Context) -> list[str]:
    """The words that lead to a command, without the program's own name."""
    return [*path(ctx.parent), ctx.info_name or ""] if ctx.parent else []


def epilog(command: str) -> str | None:
    """The examples of a command such as "sources list", as click prints them: lines as they are."""
    return f"\b\nExamples:\n{found}\n" if (found := examples().get(command)) else None


@cache
def examples() -> dict[str, str]:
    """The examples of every command, a line each."""
    text = Path(__file__).with_name("examples.txt").read_text(encoding="utf-8")
    blocks = (block.strip("\n") for block in text.split("\n\n"))
    named = (block.partition("\n") for block in blocks if block and not block.startswith("#"))
    return {command: lines for command, _, lines in named}
