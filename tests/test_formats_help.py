"""Help: every command shows examples that it would take."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Iterator

import click
import pytest
from click.testing import Result

from factcheck.cli import main
from factcheck.commands.examples import examples
from tests.conftest import ROOT

Run = Callable[..., Result]


def commands(group: click.Group, above: click.Context) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Every command below a group, with the words that lead to it."""
    for name in group.list_commands(above):
        command = group.get_command(above, name)
        assert command is not None
        yield (name,), command
        if isinstance(command, click.Group):
            below = click.Context(command, above, info_name=name)
            yield from (((name, *words), each) for words, each in commands(command, below))


ALL = dict(commands(main, click.Context(main, info_name="factcheck")))


@pytest.mark.parametrize("words", ALL, ids=" ".join)
def test_every_command_shows_examples(run: Run, words: tuple[str, ...]) -> None:
    shown = run(*words, "--help")
    assert shown.exit_code == 0
    written = re.findall(r"^ {4}(.*factcheck .*)$", shown.stdout.partition("Examples:\n")[2], re.MULTILINE)
    assert [line for line in written if " ".join(words) in line] != []


def test_examples_are_of_commands_that_there_are() -> None:
    assert {tuple(name.split()) for name in examples()} <= set(ALL)


WRITTEN = [line for lines in examples().values() for line in lines.split("\n")]
# In manuals: a line of a block or of a shell's or a workflow's own, to where a remark, a pipe or a file begins.
COMMAND = re.compile(r"^(?:    |\$ |.*run: |    - |.*\| )?(factcheck(?: [^\n]*?)?)(?=$| {2,}\S| +(?:#|\||>|\\\n))",
                     re.MULTILINE)


def documented() -> Iterator[str]:
    """The commands that the manuals print, but for the manual of commands, which is made of the help."""
    for path in (ROOT / "README.md", *(ROOT / "docs").rglob("*.md")):
        if path.name != "commands.md":
            text = path.read_text(encoding="utf-8")
            yield from (line for line in COMMAND.findall(text) if " " in line)


@pytest.mark.parametrize("line", dict.fromkeys([*WRITTEN, *documented()]), ids=str.strip)
def test_examples_would_be_taken(line: str) -> None:
    """Parsed, not run: their files are not there."""
    words = shlex.split(re.split(r" {2,}|[|>] ?(?=[a-z.]+(?:\.\w+)?$)", line.strip().removeprefix("pbpaste | "))[0])
    assert words.pop(0) == "factcheck"
    command, above = main, click.Context(main, info_name="factcheck")
    while isinstance(command, click.Group):
        if words[0] not in command.list_commands(above):
            words.insert(0, "run")                      # audit's first command need not be named
        found = command.get_command(above, words[0])
        assert found is not None, words
        above, command = click.Context(found, above, info_name=words.pop(0)), found
    command.make_parser(above).parse_args(words)
