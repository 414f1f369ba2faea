"""What a person waits for: commands in processes of their own, beside `import pandas` in the same run."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from factcheck.samples import ARTICLE

RUNS = 21                       # of each, taking turns; the quickest counts, for what disturbs a run only slows it
SHORT = "India's exports to the US rose 11.6 per cent to USD 86.51 billion in 2024-25, the trade ministry said.\n"

Command = Sequence[str]


def measure(runs: int = RUNS) -> dict[str, float]:
    """Seconds of --help, of checking a sentence and the sample, of lookup, and their parts of `import pandas`."""
    with tempfile.TemporaryDirectory() as folder:
        short = Path(folder, "short.txt")
        short.write_text(SHORT, encoding="utf-8")
        factcheck = [sys.executable, "-m", "factcheck"]
        commands = {
            "python": [sys.executable, "-c", "pass"],
            "pandas": [sys.executable, "-c", "import pandas"],
            "help": [*factcheck, "--help"],
            "check": [*factcheck, "check", str(short)],
            "sample": [*factcheck, "check", str(ARTICLE)],
            "lookup": [*factcheck, "lookup", "India exports to United States 2024-25"],
        }
        # Installed programs have their bytecode beside them, and the index compiled: a first run of each sees to both.
        environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        environment["PYTHONPYCACHEPREFIX"] = str(Path(folder, "bytecode"))
        best = {name: seconds(command, environment) for name, command in commands.items()}
        best = dict.fromkeys(best, float("inf"))
        for _ in range(runs):
            for name, command in commands.items():
                best[name] = min(best[name], seconds(command, environment))
    figures = {f"{name}_s": best[name] for name in commands}
    return figures | {f"{name}_to_pandas": best[name] / best["pandas"] for name in ("help", "check", "sample")}


def seconds(command: Command, environment: dict[str, str]) -> float:
    start = time.perf_counter()
    done = subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
    taken = time.perf_counter() - start
    if done.returncode not in (0, 1):       # 1: something was found
        raise RuntimeError(f"{' '.join(command)}: exit {done.returncode}: {done.stderr.decode()}")
    return taken
