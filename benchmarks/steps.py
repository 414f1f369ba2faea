"""How many steps of the interpreter an article takes: the same on a busy machine as on a free one.

    python -m benchmarks steps                  against the floors
    python -m benchmarks.steps [judge] [TOP]    by function: where reading, or reading and judging, spends them

Seconds differ by a third from one minute to the next where others use the machine; steps tell what a change costs.
They leave out what C does (regular expressions, the search for words, decimals), and other versions of Python count
a little differently.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Sequence
from types import CodeType, FrameType
from typing import Any

from benchmarks import newsroom
from benchmarks.throughput import documents
from factcheck.api import bundled, check, extract
from factcheck.inputs import Document

COUNT = 20
WARM = 20                       # articles before those counted: they fill the caches that a process keeps
THOUSAND = 1_000


def measure() -> dict[str, float]:
    """Thousands of steps an article, for reading alone and for reading and judging."""
    tables = bundled()
    told = documents(list(newsroom.articles(WARM + COUNT, tables)))
    reading = steps(extract, told)
    judging = steps(lambda document: check(document, tables), told)
    return {"read_k": reading.total() / COUNT / THOUSAND, "judge_k": judging.total() / COUNT / THOUSAND}


def steps(work: Callable[[Document], object], articles: Sequence[Document]) -> Counter[CodeType]:
    """The steps of each function while the articles but the first few are worked on."""
    counted: Counter[CodeType] = Counter()

    def step(frame: FrameType, event: str, _: Any) -> Any:
        if event == "opcode":
            counted[frame.f_code] += 1
        return step

    def enter(frame: FrameType, event: str, _: Any) -> Any:
        frame.f_trace_opcodes, frame.f_trace_lines = True, False
        return step

    for article in articles[:WARM]:
        work(article)
    before = sys.gettrace()
    sys.settrace(enter)
    try:
        for article in articles[WARM:]:
            work(article)
    finally:
        sys.settrace(before)
    return counted


def main() -> None:
    tables = bundled()
    work: Callable[[Document], object] = (lambda one: check(one, tables)) if "judge" in sys.argv else extract
    top = next((int(word) for word in sys.argv[1:] if word.isdigit()), 30)
    counted = steps(work, documents(list(newsroom.articles(WARM + COUNT, tables))))
    total = counted.total()
    print(f"{total / COUNT:>9,.0f} steps an article")
    for code, number in counted.most_common(top):
        place = "/".join(code.co_filename.split("/")[-2:])
        print(f"{number / COUNT:>9,.0f} {number / total:>6.1%}  {place}: {code.co_qualname}")


if __name__ == "__main__":
    main()
