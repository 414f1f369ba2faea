"""The three blocks of the pipeline: read, check, write.  datatrove's executors run them, one task after the other."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from datatrove.data import Document
from datatrove.pipeline.base import PipelineStep
from datatrove.utils.logging import logger

from factcheck.audit import plan
from factcheck.audit.entry import Checked, Entry, unread
from factcheck.audit.reading import ReadingOptions, entries
from factcheck.audit.store import Store
from factcheck.audit.writing import TaskFiles
from factcheck.guard import Guard

PROGRESS = "progress"
EVERY = 2.0                     # seconds between two notes on how far a task is
ENDED = "crash"                 # the guard's code for a process that went without a word
ENTRY, CHECKED = "entry", "checked"


class ReadArchive(PipelineStep):
    """The documents of a task, from the first that no earlier run has written."""

    type = "Reader"
    name = "archive"

    def __init__(self, out: str, options: ReadingOptions) -> None:
        super().__init__()
        self.out, self.options = out, options

    def run(self, data: Any = None, rank: int = 0, world_size: int = 1) -> Iterator[Document]:
        store = Store(self.out)
        files = TaskFiles(store, rank)
        if files.finished:
            return
        if done := files.documents:
            self.stat_update("written by an earlier run", value=done)
        for number, entry in enumerate(entries(plan.read(store, rank), self.options)):
            if number >= done:
                self.stat_update("read")
                yield Document(text="", id=entry.id, metadata={ENTRY: entry, "number": number})


class CheckDocuments(PipelineStep):
    """Each document read and judged under guard; one that cannot be is a row with its reason."""

    type = "Judge"
    name = "guarded"

    def __init__(self, work: str, options: Mapping[str, Any], seconds: float, memory: int) -> None:
        super().__init__()
        self.work, self.options, self.seconds, self.memory = work, options, seconds, memory

    def run(self, data: Any, rank: int = 0, world_size: int = 1) -> Iterator[Document]:
        guard = guard_of(self.work, json.dumps(self.options), self.seconds, self.memory)
        for document in data:
            entry: Entry = document.metadata.pop(ENTRY)
            with self.track_time():
                answer = unread(entry, self.options["tables"]) if entry.error or entry.skipped else guard(entry)
                if isinstance(answer, str) and answer.startswith(f"{ENDED}: "):
                    # the system may have ended the process for what another one did: who is to blame does it again
                    answer = guard(entry)
            if isinstance(answer, str):
                answer = unread(entry, self.options["tables"], answer)
            if error := answer.document["error"]:
                self.stat_update(error.split(":", 1)[0])
                logger.warning(f"{entry.id}: {error}")
            document.metadata |= {CHECKED: answer, "position": entry.position, "process": guard.process_id}
            yield document


@cache
def guard_of(work: str, options: str, seconds: float, memory: int) -> Guard:
    """One guarded process for all the tasks of a worker: it takes a second to start, and ends with the worker."""
    return Guard(work, json.loads(options), seconds, memory)


class WriteResults(PipelineStep):
    """Parquet, whole files alone; and every few seconds a note on how far the task is."""

    type = "Writer"
    name = "parquet"

    def __init__(self, out: str, chunk: int) -> None:
        super().__init__()
        self.out, self.chunk = out, chunk

    def run(self, data: Any, rank: int = 0, world_size: int = 1) -> None:
        store = Store(self.out)
        files = TaskFiles(store, rank, self.chunk)
        if files.finished:
            files.clean()
            return
        note = Note(store, rank)
        read = files.documents
        for document in data:
            read = document.metadata["number"] + 1
            checked: Checked = document.metadata[CHECKED]
            files.add(checked)
            note.take(checked, document.metadata["position"], document.metadata["process"])
        tally = files.finish(read)
        for name, value in tally.items():
            self.stat_update(name, value=value)
        note.end()
        files.clean()


class Note:
    """How far a task is, for the person who waits: written to the store, so that it works on any engine."""

    def __init__(self, store: Store, task: int) -> None:
        self.store, self.name = store, f"{PROGRESS}/{task:05}.json"
        self.counts = dict.fromkeys(("documents", "failed", "alarms"), 0)
        self.written = time.monotonic()

    def take(self, checked: Checked, position: int, process: int | None) -> None:
        self.counts["documents"] += 1
        self.counts["failed"] += checked.document["error"] is not None
        self.counts["alarms"] += checked.document["alarms"]
        if (now := time.monotonic()) - self.written >= EVERY:
            self.written = now
            memory = resident(os.getpid()) + (resident(process) if process else 0)
            self.store.write_json(self.name, self.counts | {"bytes": position, "memory": memory, "at": time.time()})

    def end(self) -> None:
        self.store.remove(self.name)    # from here on the tally speaks for the task


def resident(process: int) -> int:
    """The memory a process holds, in bytes; 0 where the system does not tell."""
    if sys.platform != "linux":
        return 0
    try:
        with open(f"/proc/{process}/statm", encoding="ascii") as file:     # noqa: PTH123  (no file: the kernel)
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, IndexError, ValueError):
        return 0
