"""Who runs the tasks: this machine, a Ray cluster or Slurm, each by datatrove's executor."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

os.environ.setdefault("LOGURU_LEVEL", "CRITICAL")   # before loguru is imported: the logs are in files, stderr is ours

from datatrove.executor.local import LocalPipelineExecutor
from datatrove.executor.ray import RayPipelineExecutor
from datatrove.executor.slurm import SlurmPipelineExecutor
from datatrove.utils.stats import PipelineStats

if TYPE_CHECKING:
    from multiprocessing.context import BaseContext

# pandas: pyarrow imports it with the first rows that it takes
PRELOADED = ("factcheck.audit.blocks", "factcheck.audit.engines", "pandas")
QUIET = 1                       # any local rank but 0 keeps datatrove's log off stderr
RETRIES = 2


class Engine(StrEnum):
    LOCAL = "local"
    RAY = "ray"
    SLURM = "slurm"


@dataclass(frozen=True, slots=True)
class EngineOptions:
    engine: Engine = Engine.LOCAL
    workers: int = 1
    memory_gb: float = 1.0          # to be kept free for a worker on Ray and Slurm
    ray_address: str | None = None
    partition: str = ""             # Slurm's
    time: str = "24:00:00"          # Slurm's limit for a task
    environment: str | None = None  # a shell command that makes factcheck available on a Slurm node


class LocalTasks(LocalPipelineExecutor):
    """datatrove's local executor with a pool that notices when a worker is killed.

    A process pool of the kind datatrove uses waits for ever for the task of a worker that the system ended.
    """

    def _run_for_rank(self, rank: int, local_rank: int = 0, node_rank: int = -1) -> Any:
        return super()._run_for_rank(rank, QUIET, node_rank)

    def run(self) -> Any:
        from concurrent.futures import ProcessPoolExecutor, as_completed
        from concurrent.futures.process import BrokenProcessPool

        stats = PipelineStats()
        failed: set[int] = set()        # their logs say why; they would fail again
        breaks = 0                      # of the pool, one after the other, without a task done between them
        self.save_executor_as_json()
        processes = started_processes()
        while (ranks := sorted(set(self.get_incomplete_ranks()) - failed)) and breaks <= RETRIES:
            pool = ProcessPoolExecutor(self.workers, processes, initializer=begin, initargs=(dict(os.environ),))
            pending = {pool.submit(self._run_for_rank, rank): rank for rank in ranks}
            try:
                for future in as_completed(pending):
                    try:
                        stats += future.result()
                        breaks = 0
                    except BrokenProcessPool:
                        raise
                    except Exception:
                        failed.add(pending[future])
            except BrokenProcessPool:
                breaks += 1
            finally:
                pool.shutdown(wait=True, cancel_futures=True)
        if not self.get_incomplete_ranks():
            with self.logging_dir.open("stats.json", "wt") as file:
                stats.save_to_disk(file)
        return stats


def started_processes() -> BaseContext:
    """How workers are started: from a process that has imported what they need, a second's work, once for all of them.

    Windows knows no such process; each does the work itself there.
    """
    import multiprocessing

    ways = multiprocessing.get_all_start_methods()
    processes = multiprocessing.get_context("forkserver" if "forkserver" in ways else "spawn")
    processes.set_forkserver_preload(list(PRELOADED))
    return processes


def begin(environment: Mapping[str, str]) -> None:
    """What a worker does first: it takes the run's environment, and sees to it that it ends with the run.

    A worker whose run was killed must not go on writing beside the run that comes after, and the process that it was
    started from does not know of the kill as long as there are workers.
    """
    import multiprocessing
    import signal
    import threading

    os.environ.clear()                  # the process that workers are started from may be of an earlier run
    os.environ.update(environment)
    signal.signal(signal.SIGINT, signal.SIG_DFL)        # Ctrl-C ends it at once: what it writes is whole or not there
    run = multiprocessing.parent_process()
    assert run

    def end_with_the_run() -> None:
        run.join()
        os._exit(1)

    threading.Thread(target=end_with_the_run, daemon=True).start()


class RayTasks(RayPipelineExecutor):
    def _run_for_rank(self, rank: int, local_rank: int = 0, node_rank: int = -1) -> Any:
        return super()._run_for_rank(rank, QUIET, node_rank)


def executor(blocks: Sequence[Any], tasks: int, logs: str, options: EngineOptions) -> Any:
    """datatrove's executor for `blocks`; its `run` returns when the tasks are done, or, on Slurm, submitted."""
    told: dict[str, Any] = {"pipeline": list(blocks), "tasks": tasks, "logging_dir": logs}
    match options.engine:
        case Engine.LOCAL:
            return LocalTasks(workers=options.workers, **told)
        case Engine.RAY:
            return RayTasks(workers=options.workers, mem_per_cpu_gb=options.memory_gb, **told)
        case Engine.SLURM:
            return SlurmPipelineExecutor(
                workers=options.workers, mem_per_cpu_gb=max(1, round(options.memory_gb)), partition=options.partition,
                time=options.time, job_name="factcheck-audit", env_command=options.environment, mail_type="NONE",
                qos=None, **told,
            )


def start_ray(options: EngineOptions) -> None:
    """Joins the cluster at `ray_address`, or makes one of this machine."""
    import logging

    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")       # what is audited here is nobody else's business
    import ray

    if not ray.is_initialized():
        if options.ray_address:
            ray.init(address=options.ray_address, logging_level=logging.ERROR, log_to_driver=False)
        else:
            ray.init(num_cpus=options.workers, include_dashboard=False, logging_level=logging.ERROR,
                     log_to_driver=False)
