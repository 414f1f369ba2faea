"""How far an audit is: rate, estimate, failures and alarms so far, on stderr for whoever waits there."""

from __future__ import annotations

import threading
import time
from collections import deque
from contextlib import suppress
from typing import Any, TextIO

from factcheck.audit.blocks import PROGRESS
from factcheck.audit.store import Store
from factcheck.audit.writing import TALLIES

WIDTH = 24
LOOKS = 60                      # how many looks back the rate and the estimate reach
SUMMED = ("documents", "failed", "alarms")


class Watch:
    """While open, keeps a line up to date; writes nothing where no terminal is looking."""

    def __init__(self, store: Store, tasks: int, size: int, stream: TextIO) -> None:
        self.store, self.tasks, self.size, self.stream = store, tasks, size, stream
        self.finished: dict[str, dict[str, Any]] = {}
        self.stop = threading.Event()
        self.thread: threading.Thread | None = None
        self.seen: deque[tuple[float, dict[str, int]]] = deque(maxlen=LOOKS)

    def __enter__(self) -> Watch:
        if self.stream.isatty():
            self.thread = threading.Thread(target=self._keep, daemon=True)
            self.thread.start()
        return self

    def __exit__(self, *trouble: object) -> None:
        self.stop.set()
        if self.thread:
            self.thread.join()
            self.stream.write("\r\x1b[K")
            self.stream.flush()

    def _keep(self) -> None:
        every = 1.0 if self.store.is_local else 10.0
        while not self.stop.wait(every):
            with suppress(OSError, ValueError):     # a note that went while it was looked at: next time
                self.stream.write(f"\r\x1b[K{self.line()}")
                self.stream.flush()

    def line(self) -> str:
        """The line as it is now."""
        sums = self.sums()
        self.seen.append((time.monotonic(), sums))
        began, before = self.seen[0]
        seconds = max(self.seen[-1][0] - began, 0.001)
        rate = (sums["documents"] - before["documents"]) / seconds
        done = min(sums["bytes"] / self.size, 1.0) if self.size else 1.0
        speed = (sums["bytes"] - before["bytes"]) / seconds
        left = f", {lasting((self.size - sums['bytes']) / speed)} left" if speed > 0 else ""
        filled = int(WIDTH * done)
        return (f"{'━' * filled}{'╌' * (WIDTH - filled)} {done:4.0%}  {sums['documents']:,} documents, "
                f"{rate:,.0f}/s, {sums['failed']:,} failed, {sums['alarms']:,} alarms{left}")

    def sums(self) -> dict[str, int]:
        """Documents, failed, alarms and bytes so far, of all runs."""
        for name in self.store.names(TALLIES):
            if name not in self.finished:
                self.finished[name] = self.store.read_json(name) or {}
        sums = {key: sum(tally.get(key, 0) for tally in self.finished.values()) for key in SUMMED}
        sums["bytes"] = self.size * len(self.finished) // max(self.tasks, 1)
        for name in self.store.names(PROGRESS):
            if f"{TALLIES}/{name.rsplit('/', 1)[-1]}" in self.finished:
                continue
            note = self.store.read_json(name) or {}
            for key in (*SUMMED, "bytes"):
                sums[key] += note.get(key, 0)
        return sums


def lasting(seconds: float) -> str:
    """A time as a person says it: 40 s, 12 min, 5.5 h."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"
