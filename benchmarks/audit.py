"""How many documents a second an audit does, end to end, and what each part of it costs."""

from __future__ import annotations

import ctypes
import os
import resource
import statistics
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.archive import packed, page, rows, write

ARTICLES = 6000
PAGES = 300
TRADE = 0.1                 # a general news archive; trade stories alone are `benchmarks.throughput`
REPEATS = 3                 # one worker and two by turns, for others use the machine too
SUBREAPER = 36              # Linux: whose parent ended becomes a child of this process, with the time it took


def measure() -> dict[str, float]:
    """Articles a second with one worker and with two, from the command to its end, and their processor time.

    The best of REPEATS for each; `cpu_ms_2` is of all processes of a run with two workers, for one article, start
    included, and `idle_machine_2` the articles a second that two cores would do which nobody else uses.
    `second_worker` is the median of pairs that ran one after the other.
    """
    figures, ratios = {}, []
    took, used = dict.fromkeys((1, 2), float("inf")), dict.fromkeys((1, 2), float("inf"))
    with TemporaryDirectory() as folder:
        source = Path(folder, "a.jsonl")
        write(source, ARTICLES, TRADE)
        for repeat in range(REPEATS):
            walls = {}
            for workers in (1, 2):
                walls[workers], processor = seconds(source, Path(folder, f"out{workers}-{repeat}"), workers)
                took[workers], used[workers] = min(took[workers], walls[workers]), min(used[workers], processor)
            ratios.append(walls[1] / walls[2])
    for workers in (1, 2):
        figures[f"articles_per_s_{workers}"] = ARTICLES / took[workers]
        figures[f"cpu_ms_{workers}"] = 1000 * used[workers] / ARTICLES
    figures["idle_machine_2"] = 2000 / figures["cpu_ms_2"]
    figures["second_worker"] = statistics.median(ratios)
    return figures | parts()


def seconds(source: Path, out: Path, workers: int) -> tuple[float, float]:
    """How long an audit takes by the clock, and how much processor time all its processes use."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(SUBREAPER, 1)
    before, began = processor_time(), time.perf_counter()
    subprocess.run([sys.executable, "-m", "factcheck", "audit", str(source), "--out", str(out), "--tasks", "8",
                    "--workers", str(workers)], check=True, stdout=subprocess.DEVNULL)
    wall = time.perf_counter() - began
    with suppress(ChildProcessError):       # guarded processes outlive their workers by a moment
        while True:
            os.wait()
    return wall, processor_time() - before


def processor_time() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def parts() -> dict[str, float]:
    """CPU milliseconds a document, in this process: they do not depend on what else the machine is doing."""
    from factcheck.audit.checking import Checker, read_claims
    from factcheck.audit.entry import Content, Entry
    from factcheck.audit.language import language_of
    from factcheck.audit.page import decode, glance
    from factcheck.audit.plan import Form, Split
    from factcheck.audit.reading import ReadingOptions, entries
    from factcheck.inputs.page import read_page

    found = [row for row in rows(PAGES, TRADE) if row]
    texts = [row["text"] for row in found]
    sources = [page(row) for row in found]
    checker = Checker("bench")
    with TemporaryDirectory() as folder:
        (archive := Path(folder, "a.warc.gz")).write_bytes(packed(PAGES))
        split = Split(str(archive), Form.WARC, os.path.getsize(archive))    # noqa: PTH202  (a benchmark's own file)
        reading = milliseconds(lambda: list(entries([split], ReadingOptions())), len(found))
    timed = {
        "text_ms": lambda: [checker(Entry("a", "a", text)) for text in texts],
        "read_ms": lambda: [read_claims(text, None, None) for text in texts],
        "language_ms": lambda: [language_of(text) for text in texts],
        "page_ms": lambda: [checker(Entry("a", "a", source, Content.PAGE)) for source in sources],
        "glance_ms": lambda: [glance(decode(source, "utf-8")) for source in sources],
        "trafilatura_ms": lambda: [read_page("a", source.decode()) for source in sources],
    }
    return {"warc_ms": reading} | {name: milliseconds(work, len(found)) for name, work in timed.items()}


def milliseconds(work: object, documents: int) -> float:
    assert callable(work)
    began = time.process_time()
    work()
    return 1000 * (time.process_time() - began) / documents
