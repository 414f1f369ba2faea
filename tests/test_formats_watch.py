"""check --watch: what counts as saved, and how it ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from click.testing import Result

from factcheck.commands.watch import can_watch, look, saved
from tests.conftest import ROOT, STEADY

Run = Callable[..., Result]
RIGHT = "India's exports to the US were USD 86.51 billion in 2024-25."
WRONG = "India's goods exports to the world were USD 512.6 billion in 2024-25."


class Enough(Exception):
    """The script of a test is over."""


def told_by(names: list[str], *steps: Callable[[], object]) -> list[list[str]]:
    """The files told saved, where one of the steps is taken at each pause."""
    script = list(steps)
    told: list[list[str]] = []

    def sleep(seconds: float) -> None:
        if not script:
            raise Enough
        script.pop(0)()

    with suppress(Enough):
        told.extend([Path(path).name for path in new] for new in saved(names, look(names), sleep))
    return told


def nothing() -> None:
    """A pause in which nobody saves."""


def test_a_saved_file_is_told_once_it_lies_still(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("one")
    (tmp_path / "b.txt").write_text("one")
    assert told_by([str(tmp_path)], nothing, nothing) == []
    pieces = [lambda: path.write_text("tw"), lambda: path.write_text("two!"), nothing, nothing, nothing]
    assert told_by([str(tmp_path)], *pieces) == [["a.txt"]]


def test_a_file_put_in_place_of_another_is_told(tmp_path: Path) -> None:
    path, new = tmp_path / "a.txt", tmp_path / "a.tmp"
    path.write_text("one")
    new.write_text("two")
    steps = [path.unlink, nothing, lambda: new.rename(path), nothing, nothing]
    assert told_by([str(path)], *steps) == [["a.txt"]]


def test_a_new_file_of_a_folder_is_told(tmp_path: Path) -> None:
    steps = [lambda: (tmp_path / "new.md").write_text("one"), nothing, nothing]
    assert told_by([str(tmp_path)], *steps) == [["new.md"]]


def test_pipes_and_addresses_are_not_watched(run: Run) -> None:
    assert not can_watch([])
    assert not can_watch(["a.txt", "-"])
    assert not can_watch(["https://news.example/a"])
    result = run("check", "-", "--watch", input=RIGHT)
    assert result.exit_code == 2
    assert "--watch needs files or folders" in result.stderr


def test_a_baseline_is_not_written_while_watching(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(RIGHT, encoding="utf-8")
    result = run("check", str(tmp_path), "--watch", "--write-baseline", str(tmp_path / "old.json"))
    assert result.exit_code == 2
    assert "without it" in result.stderr
    assert not (tmp_path / "old.json").exists()


def heeding_interrupts() -> None:
    """Tests that run in the background are started deaf to Ctrl-C, and so would be what they start."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_a_draft_is_checked_again_until_interrupted(tmp_path: Path, compiled: None) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text(RIGHT, encoding="utf-8")
    program = subprocess.Popen(
        [sys.executable, "-m", "factcheck", "check", str(draft), "--watch", "--format", "csv"], cwd=ROOT, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=os.environ | STEADY, preexec_fn=heeding_interrupts)
    try:
        assert program.stdout is not None
        assert program.stderr is not None
        assert "watching" in program.stderr.readline()
        draft.write_text(WRONG, encoding="utf-8")
        assert "watching" in program.stderr.readline()
        program.send_signal(signal.SIGINT)
        shown, remarks = program.communicate(timeout=60)
    finally:
        program.kill()
    assert program.returncode == 130
    assert "supported" in shown
    assert "contradicted" in shown
    assert "Traceback" not in remarks
