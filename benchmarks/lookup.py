"""What the tables cost: compiling them, opening them in a fresh process, asking them, and the memory they keep."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import islice, product
from pathlib import Path

from sources.tables import Tables
from sources.terms.key import Flow, SeriesKey
from sources.terms.period import Period

RUNS = 7                # fresh processes; the median counts
KEYS = 3_000            # different questions asked in a row
KEY, PERIOD = SeriesKey("IND", "USA", Flow.TOTAL), Period.parse("FY2024-25")

# What every command has loaded before it comes to the tables is not theirs to pay for.
COLD = """
import time, click, dataclasses, datetime, decimal, enum, functools, pathlib
from sources.terms.key import Flow, SeriesKey
from sources.terms.period import Period
key, period = SeriesKey("IND", "USA", Flow.TOTAL), Period.parse("FY2024-25")
start = time.perf_counter()
from sources.tables import Tables
loaded = time.perf_counter()
found = Tables.bundled().look_up(key, period)
asked = time.perf_counter()
assert found
print(1000 * (loaded - start), 1000 * (asked - loaded))
"""


def measure() -> dict[str, float]:
    """compile_s; import_ms and open_ms (open + one look-up) in a fresh process; warm_us, fresh_us (a key not asked
    before), series_us, rank_ms (a ranking not asked before); memory_mb after all that; index_mb on the disk."""
    with tempfile.TemporaryDirectory() as place:
        cache = f"{place}/cache"
        before, os.environ["FACTCHECK_CACHE"] = os.environ.get("FACTCHECK_CACHE"), cache
        try:
            return measure_in(Path(cache))
        finally:
            if before is None:
                del os.environ["FACTCHECK_CACHE"]
            else:
                os.environ["FACTCHECK_CACHE"] = before


def measure_in(cache: Path) -> dict[str, float]:
    start = time.perf_counter()
    tables = Tables.bundled()
    figures = {"compile_s": time.perf_counter() - start}
    figures["index_mb"] = sum(path.stat().st_size for path in cache.iterdir()) / 1e6
    cold = [cold_start() for _ in range(RUNS)]
    figures["import_ms"], figures["open_ms"] = (statistics.median(column) for column in zip(*cold, strict=True))
    tables.look_up(KEY, PERIOD)
    figures["warm_us"] = 1e6 * each(lambda: tables.look_up(KEY, PERIOD), 10_000)
    keys = list(islice(fresh_keys(), KEYS))
    start = time.perf_counter()
    for key in keys:
        tables.look_up(key, PERIOD)
    figures["fresh_us"] = 1e6 * (time.perf_counter() - start) / len(keys)
    start = time.perf_counter()
    for key in keys:
        tables.series(key)
    figures["series_us"] = 1e6 * (time.perf_counter() - start) / len(keys)
    start = time.perf_counter()
    tables.ranking("IND", Flow.TOTAL, PERIOD)
    figures["rank_ms"] = 1e3 * (time.perf_counter() - start)
    figures["memory_mb"] = resident()
    return figures


def fresh_keys() -> Iterator[SeriesKey]:
    """Keys such as a judge tries while it looks for a repair: many that nobody counted among them."""
    from sources.terms.areas import areas

    countries = [code for code, area in areas().items() if area.is_country]
    for reporter, partner, flow in product(("IND", "USA", "CHN", "DEU"), countries, Flow):
        yield SeriesKey(reporter, partner, flow)


def cold_start() -> tuple[float, float]:
    done = subprocess.run([sys.executable, "-c", COLD], capture_output=True, text=True, check=True, env=installed())
    loaded, asked = map(float, done.stdout.split())
    return loaded, asked


def installed() -> dict[str, str]:
    """The environment with bytecode kept, as it is where the program is installed, whatever is set here."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"PYTHONPYCACHEPREFIX": os.environ["FACTCHECK_CACHE"] + "-bytecode"}


def each(ask: object, times: int) -> float:
    assert callable(ask)
    start = time.perf_counter()
    for _ in range(times):
        ask()
    return (time.perf_counter() - start) / times


def resident() -> float:
    """Megabytes this process holds now; 0 where the system does not say."""
    status = Path("/proc/self/status")
    if not status.exists():
        return 0.0
    line = next(line for line in status.read_text(encoding="utf-8").splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


if __name__ == "__main__":
    for name, figure in measure().items():
        print(f"{name:12} {figure:10.2f}")
