"""The guard: every document is checked in a process of its own kind that can be lost without losing the run."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from typing import Any, Self

from factcheck.guard.failure import failure

START = 300.0                   # seconds: the first start on a machine compiles the tables' index
ATTEMPTS = 3
PIPE = 2**20                    # bytes, so that most documents go over in one piece


class UnableToCheck(RuntimeError):
    """The checking process does not start, so there is nothing wrong with any document."""


@dataclass
class Guard:
    """Calls `work` ("module:factory", called with `options`) in a process with limits, document by document.

    A document that runs longer than `seconds`, wants more than `memory` bytes or takes the process down gives its
    reason as a string, and the next one finds a new process.  A process that has done `documents` is replaced, so
    that what libraries leak does not add up.
    """

    work: str
    options: Mapping[str, Any] = field(default_factory=dict)
    seconds: float = 20.0
    memory: int = 512 * 2**20
    documents: int = 20_000
    _process: subprocess.Popen[bytes] | None = field(default=None, init=False, repr=False)
    _done: int = field(default=0, init=False, repr=False)

    def __call__(self, entry: object) -> Any:
        """What `work` gives for `entry`, or the failure as a string "code: reason"."""
        if self._process is None or self._done >= self.documents:
            self._start()
        try:
            self._orders.send(entry)
            if not self._answers.poll(self.seconds):
                self._end()
                return failure("timeout", f"took longer than {self.seconds:g} seconds")
            kind, answer = self._answers.recv()
        except (EOFError, OSError):
            return self._how_it_died()
        except MemoryError:
            self._end()
            return failure("memory", "its findings do not fit into memory")
        self._done += 1
        if kind == "memory":
            self._end()
        return answer

    @property
    def process_id(self) -> int | None:
        return self._process.pid if self._process else None

    def _start(self) -> None:
        for attempt in range(ATTEMPTS):
            self._end()
            self._process = process = subprocess.Popen(
                [sys.executable, "-m", "factcheck.guard.child"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                pipesize=PIPE if sys.platform == "linux" else -1,
            )
            assert process.stdin and process.stdout
            self._orders = Connection(os.dup(process.stdin.fileno()), readable=False)
            self._answers = Connection(os.dup(process.stdout.fileno()), writable=False)
            self._done = 0
            try:
                self._orders.send({"work": self.work, "options": dict(self.options), "memory": self.memory})
                kind, answer = self._answers.recv() if self._answers.poll(START) else ("unable", "did not start")
            except (EOFError, OSError):
                kind, answer = "unable", self._how_it_died()
            if kind == "ready":
                return
            if attempt == ATTEMPTS - 1:
                self._end()
                raise UnableToCheck(f"the checking process cannot start: {answer}")

    def _how_it_died(self) -> str:
        process = self._process
        code = None
        if process:
            with contextlib.suppress(subprocess.TimeoutExpired):
                code = process.wait(5)
        self._end()
        if code is not None and code < 0:
            name = signal.Signals(-code).name if -code in set(signal.Signals) else str(-code)
            return failure("crash", f"the checking process was ended by {name}")
        return failure("crash", f"the checking process ended with code {code}")

    def _end(self) -> None:
        if process := self._process:
            process.kill()
            process.wait()
            for end in (process.stdin, process.stdout, self._orders, self._answers):
                with contextlib.suppress(OSError):
                    end.close()     # type: ignore[union-attr]      # both are pipes: see _start
        self._process = None

    def close(self) -> None:
        """Ends the process; the next call finds a new one."""
        self._end()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *trouble: object) -> None:
        self.close()
