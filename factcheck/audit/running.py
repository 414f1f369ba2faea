"""An audit from start to end: plan it or take up its plan, run the tasks, and hold the counts against each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, TextIO

from factcheck.audit import manifest as manifests
from factcheck.audit import plan
from factcheck.audit.engines import Engine, EngineOptions, executor, start_ray
from factcheck.audit.reading import ReadingOptions
from factcheck.audit.store import Store
from factcheck.audit.watching import Watch
from factcheck.audit.writing import CHUNK, tallied
from sources.terms.errors import TradeError

LOGS = "logs"


@dataclass(eq=False)
class CountsDiffer(TradeError):
    """Documents were lost or doubled: a fault of the program."""

    out: str
    reason: str

    def __str__(self) -> str:
        return f"{self.out}: {self.reason}; please report this"


@dataclass(eq=False)
class Busy(TradeError):
    out: str

    def __str__(self) -> str:
        return f"{self.out}: another audit is writing there; wait for it, or end it"


@dataclass(frozen=True, slots=True)
class Settings:
    """What is audited, and how."""

    archives: tuple[str, ...]
    out: str
    tasks: int | None = None
    tables: tuple[str, ...] = ()        # folders of the user's own tables
    desk: Mapping[str, Any] = field(default_factory=dict)   # of the configuration: see `desk.settled`
    seconds: float = 20.0               # for one document
    memory: int = 512                   # MB, for one document
    reading: ReadingOptions = field(default_factory=ReadingOptions)
    engine: EngineOptions = field(default_factory=EngineOptions)
    chunk: int = CHUNK                  # documents: what a stop can cost each worker
    work: str = "factcheck.audit.checking:Checker"

    def options(self) -> dict[str, Any]:
        """Those that change what comes out: a later run must have the same."""
        reading = asdict(self.reading)
        columns = {name: list(names) for name, names in reading.pop("columns").items()}
        return reading | {"columns": columns, "tables": list(self.tables), "desk": dict(self.desk),
                          "seconds": self.seconds, "memory": self.memory}


def run(settings: Settings, progress: Callable[[str, int, int], None] | None, stream: TextIO) -> dict[str, Any] | None:
    """Runs the audit, or what is left of it, and gives its counts; None where Slurm will do so later.

    Raises UnreadableInput (an archive that is not there), OtherAudit, Busy, UnfinishedAudit (tasks failed) and
    CountsDiffer.
    """
    from sources.tables import Tables

    store = Store(settings.out)
    tables = Tables.bundled([Path(folder) for folder in settings.tables], progress)
    with alone(store):
        manifest = _planned(store, settings)
        manifest["runs"].append(manifests.run_of(tables.cards, settings.engine.engine, settings.engine.workers))
        manifests.write(store, manifest)
        _work(store, settings, manifest, stream)
        done, counts = tallied(store)
        if done < manifest["tasks"]:
            if settings.engine.engine is Engine.SLURM:
                return None
            raise manifests.UnfinishedAudit(settings.out, manifest["tasks"], done)
        hold_together(store, counts)
        manifests.write(store, manifest | {"finished": manifest["finished"] or manifests.now(), "counts": counts})
        return counts


def _planned(store: Store, settings: Settings) -> dict[str, Any]:
    archives = list(settings.archives)
    options = settings.options()
    if known := manifests.begin(store, archives, options):
        return known
    passed_over: Counter[str] = Counter()
    tasks = plan.cut(plan.find(archives, passed_over), settings.engine.workers, settings.tasks)
    plan.write(store, tasks)
    size = sum(split.size for task in tasks for split in task)
    return manifests.create(archives, options, len(tasks), size, passed_over)


def _work(store: Store, settings: Settings, manifest: dict[str, Any], stream: TextIO) -> None:
    from factcheck.audit.blocks import CheckDocuments, ReadArchive, WriteResults

    options = {"tables": manifest["runs"][-1]["mark"], "folders": list(settings.tables), "desk": dict(settings.desk)}
    out = settings.out if "://" in settings.out else str(Path(settings.out).absolute())
    blocks = [
        ReadArchive(out, settings.reading),
        CheckDocuments(settings.work, options, settings.seconds, settings.memory * 2**20),
        WriteResults(out, settings.chunk),
    ]
    runner = executor(blocks, manifest["tasks"], store.path(LOGS) if not store.is_local else f"{out}/{LOGS}",
                      settings.engine)
    if not runner.get_incomplete_ranks():
        return
    if settings.engine.engine is Engine.RAY:
        start_ray(settings.engine)
    with Watch(store, manifest["tasks"], manifest["bytes"], stream):
        runner.run()


def hold_together(store: Store, counts: dict[str, Any]) -> None:
    """Raises CountsDiffer unless every document that was read is in the results, once."""
    from factcheck.audit.asking import ask

    # by hash: ten million ids take a quarter of a gigabyte so, and several as they are
    rows, distinct, failed = ask(
        store, "select count(*), count(distinct hash(id)), count(error) from documents").rows[0]
    if not rows == distinct == counts["read"] == counts["documents"]:
        raise CountsDiffer(store.folder, f"{counts['read']} documents read, {rows} written, {distinct} different")
    if failed != counts["failed"]:
        raise CountsDiffer(store.folder, f"{counts['failed']} failures counted, {failed} written")


@contextmanager
def alone(store: Store) -> Iterator[None]:
    """Holds the folder for this run, where it is a local one on a system with file locks."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    if not store.is_local:
        yield
        return
    Path(store.path("")).mkdir(parents=True, exist_ok=True)
    with Path(store.path(".writing")).open("ab") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise Busy(store.folder) from None
        yield
