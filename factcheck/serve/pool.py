"""The guarded processes of the server: each takes one order at a time, and none can take the server down."""

from __future__ import annotations

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from factcheck.config import Config
from factcheck.guard import Guard, UnableToCheck
from factcheck.serve.order import Order, Refused, Reply
from factcheck.serve.work import WARM_UP

WORK = "factcheck.serve.work:Work"
MEMORY = 1024 * 2**20           # bytes that one order may use
LOG = logging.getLogger("uvicorn.error")      # on stderr, with the server's own
STATUS = {"timeout": 504, "memory": 507}        # of what became of an order; anything else is a crash: 500


@dataclass
class Pool:
    """`workers` guarded processes.  An order waits at most `patience` seconds for one, and may take `seconds`."""

    workers: int
    folders: tuple[Path, ...] = ()
    fetch: bool = False
    config: Config | None = None    # the desk's
    seconds: float = 20.0
    patience: float = 10.0
    _free: asyncio.Queue[Guard] = field(default_factory=asyncio.Queue, init=False, repr=False)
    _guards: list[Guard] = field(default_factory=list, init=False, repr=False)
    _threads: ThreadPoolExecutor | None = field(default=None, init=False, repr=False)

    async def start(self) -> None:
        """All processes are there and warm when this returns.  Raises UnableToCheck."""
        self._threads = ThreadPoolExecutor(self.workers, "guard")
        options = {"folders": self.folders, "fetch": self.fetch, "config": self.config}
        self._guards = [Guard(WORK, options, self.seconds, MEMORY) for _ in range(self.workers)]
        loop = asyncio.get_running_loop()
        await asyncio.gather(*(loop.run_in_executor(self._threads, guard, WARM_UP) for guard in self._guards))
        for guard in self._guards:
            self._free.put_nowait(guard)

    async def do(self, order: Order) -> Reply:
        """What became of the order.  Raises Refused: 503 nobody was free, 504 it took too long, 500 it failed."""
        try:
            guard = await asyncio.wait_for(self._free.get(), self.patience)
        except TimeoutError:
            raise Refused(503, "busy", "the server is busy; try again in a few seconds") from None
        # The process goes back when it is done, not when the client has gone away: it takes one order at a time.
        loop = asyncio.get_running_loop()
        work = loop.run_in_executor(self._threads, guard, order)
        work.add_done_callback(lambda _: self._free.put_nowait(guard))
        try:
            answer = await asyncio.shield(work)
        except UnableToCheck as error:
            raise Refused(500, "unable", str(error)) from None
        if isinstance(answer, Reply):
            return answer
        code, _, reason = str(answer).partition(": ")
        LOG.error("%s: %s", code, reason)
        raise Refused(STATUS.get(code, 500), code, reason if code in STATUS else "the article could not be checked")

    def close(self) -> None:
        for guard in self._guards:
            guard.close()
        if self._threads:
            self._threads.shutdown(wait=False, cancel_futures=True)
