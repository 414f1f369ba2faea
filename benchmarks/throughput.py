"""How many articles a second one core reads, and reads and judges."""

from __future__ import annotations

import time
from datetime import date

from benchmarks.wire import articles
from factcheck.api import bundled, check, extract
from factcheck.inputs import Document

COUNT = 400
PUBLISHED = date(2025, 5, 1)


def measure() -> dict[str, float]:
    """Articles a second, the lexicon loaded and the tables open; claims an article, to see that something was read."""
    documents = [Document(f"{n}", text, None, PUBLISHED) for n, text in enumerate(articles(COUNT))]
    tables = bundled()
    for document in documents[:20]:
        check(document, tables)
    start = time.perf_counter()
    claims = sum(len(extract(document)) for document in documents)
    reading = time.perf_counter() - start
    start = time.perf_counter()
    findings = sum(len(check(document, tables).findings) for document in documents)
    judging = time.perf_counter() - start
    assert claims == findings
    return {"read_per_s": COUNT / reading, "judge_per_s": COUNT / judging, "claims_per_article": claims / COUNT}
