"""The guarded process: takes entries from a pipe, answers with what became of each.  Run as a module by the guard.

It holds the limits on itself, so that a document that eats memory ends here, and it ends when its pipe does.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from collections.abc import Callable
from importlib import import_module
from multiprocessing.connection import Connection
from typing import Any

from factcheck.guard.failure import failure


def main() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)        # Ctrl-C is the worker's; this process ends with its pipe
    answers = Connection(os.dup(1), readable=False)
    os.dup2(2, 1)                   # whatever a library prints must not end up among the answers
    orders = Connection(os.dup(0), writable=False)
    with contextlib.suppress(EOFError, BrokenPipeError):        # the worker is gone
        try:
            setup: dict[str, Any] = orders.recv()
            limit_memory(setup["memory"])
            module, name = setup["work"].split(":")
            work: Callable[[Any], Any] = getattr(import_module(module), name)(**setup["options"])
        except Exception as trouble:
            answers.send(("unable", f"{type(trouble).__name__}: {trouble}"))
            return
        answers.send(("ready", None))
        while True:
            kind, answer = outcome(work, orders.recv(), setup["memory"])
            answers.send((kind, answer))
            if kind == "memory":
                return              # what memory is left may be in pieces: start anew


def outcome(work: Callable[[Any], Any], entry: Any, memory: int) -> tuple[str, Any]:
    """What the work gives for `entry`, or why it gives nothing."""
    try:
        return "done", work(entry)
    except MemoryError:
        return "memory", failure("memory", f"needs more than {memory // 2**20} MB")
    except Exception as trouble:
        return "failed", failure(f"crash-{type(trouble).__name__}", f"{_place(trouble)}: {trouble}")


def limit_memory(size: int) -> None:
    """At most `size` bytes of private memory; the tables' index, a mapped file, does not count.

    The system's own killer, should it come to that, takes this process before any other.
    """
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (size, resource.RLIM_INFINITY))
        with open("/proc/self/oom_score_adj", "w", encoding="ascii") as score:     # noqa: PTH123  (no file, a switch)
            score.write("1000")
    except (ImportError, OSError, ValueError):
        pass                        # not Linux: the time limit still holds


def _place(trouble: BaseException) -> str:
    """Where it happened: the innermost line of ours."""
    place, trace = "?", trouble.__traceback__
    while trace:
        file = trace.tb_frame.f_code.co_filename
        if any(f"/{floor}/" in file for floor in ("factcheck", "claims", "sources")):
            place = f"{os.path.basename(file)}:{trace.tb_lineno}"      # noqa: PTH119
        trace = trace.tb_next
    return place


if __name__ == "__main__":
    sys.setrecursionlimit(5000)
    main()
