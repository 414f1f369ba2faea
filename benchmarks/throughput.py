"""How many articles a second one core reads, and reads and judges."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import date

from benchmarks import newsroom, wire
from factcheck.api import bundled, check, extract
from factcheck.inputs import Document

COUNT = 400
WARM = 20
PUBLISHED = date(2025, 5, 1)


def measure() -> dict[str, float]:
    """Articles a second, the lexicon loaded and the tables open; claims an article, to see that something was read.

    `judge_per_s` reads and judges copy as newsrooms file it; `judge_wrong_per_s` copy in which every figure is made up,
    so that everything that could repair it is tried.
    """
    tables = bundled()
    told = documents(list(newsroom.articles(COUNT + WARM, tables)))
    made_up = documents(list(wire.articles(COUNT // 4 + WARM)))
    start = time.process_time()
    claims = sum(len(extract(document)) for document in told[WARM:])
    reading = time.process_time() - start
    return {
        "read_per_s": COUNT / reading, "judge_per_s": judged_per_second(told),
        "judge_wrong_per_s": judged_per_second(made_up), "claims_per_article": claims / COUNT,
    }


def documents(texts: Sequence[str]) -> list[Document]:
    return [Document(f"{number}", text, None, PUBLISHED) for number, text in enumerate(texts)]


def judged_per_second(articles: Sequence[Document]) -> float:
    """Processor time, for other programs run beside this one; the first articles load what is loaded once."""
    tables = bundled()
    for document in articles[:WARM]:
        check(document, tables)
    start = time.process_time()
    for document in articles[WARM:]:
        check(document, tables)
    return (len(articles) - WARM) / (time.process_time() - start)
