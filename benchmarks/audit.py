"""How many documents a second an audit does, end to end, and what each part of it costs."""

from __future__ import annotations

import os
import time
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.archive import packed, page, rows, write

ARTICLES = 6000
PAGES = 300
TRADE = 0.1                 # a general news archive; trade stories alone are `benchmarks.throughput`


def measure() -> dict[str, float]:
    """Articles a second with one worker and with two; CPU milliseconds of each part for one document."""
    figures = {}
    with TemporaryDirectory() as folder:
        source = Path(folder, "a.jsonl")
        write(source, ARTICLES, TRADE)
        for workers in (1, 2):
            figures[f"articles_per_s_{workers}"] = ARTICLES / seconds(source, Path(folder, f"out{workers}"), workers)
        figures["second_worker"] = figures["articles_per_s_2"] / figures["articles_per_s_1"]
    return figures | parts()


def seconds(source: Path, out: Path, workers: int) -> float:
    from factcheck.audit.engines import EngineOptions
    from factcheck.audit.running import Settings, run

    began = time.perf_counter()
    run(Settings((str(source),), str(out), tasks=8, engine=EngineOptions(workers=workers)), None, StringIO())
    return time.perf_counter() - began


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
