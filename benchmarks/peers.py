"""Reading beside quantulum3, the best known reader of quantities in Python: articles a second each, in one run.

The extra `bench` installs it, without its classifier (which only helps it to tell units apart, and slows it further).
The two take turns, article by article, so that a slow moment of the machine falls on both.  quantulum3 finds numbers
with their units; it is told nothing of trade, countries or periods, and says nothing of them.
"""

from __future__ import annotations

import time
import warnings
from collections.abc import Callable
from typing import Any

from benchmarks import newsroom, wire
from benchmarks.throughput import documents
from factcheck.api import bundled, extract

EACH = 15                       # articles of either kind of copy
TURNS = 5                       # readings of ours a reading of theirs, which takes long enough to be measured alone


def measure() -> dict[str, float]:
    """Articles a second on one core, ours and theirs, and how many times as fast ours is."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")         # that the classifier is not there
        try:
            from quantulum3 import parser
        except ImportError:
            raise SystemExit("this suite needs quantulum3: pip install -e '.[bench]'") from None

    told = documents([*newsroom.articles(EACH, bundled()), *wire.articles(EACH)])
    for document in told[::EACH]:               # what either loads once
        extract(document)
        parser.parse(document.text)
    ours = theirs = 0.0
    for document in told:
        ours += taken(extract, document, TURNS)
        theirs += taken(parser.parse, document.text)
    return {"read_per_s": len(told) / ours, "quantulum3_per_s": len(told) / theirs, "times_quantulum3": theirs / ours}


def taken(read: Callable[[Any], object], article: object, times: int = 1) -> float:
    """Seconds of this process's own that one reading takes."""
    start = time.process_time()
    for _ in range(times):
        read(article)
    return (time.process_time() - start) / times
