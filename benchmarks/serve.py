"""How many short articles a second the server answers, and how long each waits; from outside, over loopback."""

from __future__ import annotations

import http.client
import json
import os
import re
import statistics
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

from benchmarks.newsroom import articles
from sources.tables import Tables

SECONDS = 10.0
CLIENTS = 8
ARTICLES = 200
SHORT = 700                 # characters
ADDRESS = re.compile(r"http://127\.0\.0\.1:(\d+)/")


def measure() -> dict[str, float]:
    """Requests a second with CLIENTS asking at once, and what each waits, in milliseconds."""
    tables = Tables.bundled()
    bodies = [json.dumps({"text": short(text)}).encode() for text in articles(ARTICLES, tables)]
    tables.close()
    server = subprocess.Popen([sys.executable, "-m", "factcheck", "serve", "--port", "0"], stderr=subprocess.PIPE,
                              encoding="utf-8")
    try:
        assert server.stderr
        match = ADDRESS.search(server.stderr.readline())
        assert match
        port = int(match[1])
        wait_for(port)
        for client in range(CLIENTS):
            ask(port, bodies, client, 0.5)      # warm
        with ThreadPoolExecutor(CLIENTS) as pool:
            asked = pool.map(lambda client: ask(port, bodies, client, SECONDS), range(CLIENTS))
            waits = [wait for each in asked for wait in each]
    finally:
        server.terminate()
        server.wait()
    cuts = statistics.quantiles(waits, n=20)
    return {"requests_per_s": len(waits) / SECONDS, "p50_ms": cuts[9], "p95_ms": cuts[18]}


def short(text: str) -> str:
    """The first sentences."""
    return text[:text.rfind(". ", 0, SHORT) + 1]


def wait_for(port: int) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            line = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            line.request("GET", "/health")
            if line.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.05)
    raise SystemExit("the server did not come up")


def ask(port: int, bodies: list[bytes], client: int, seconds: float) -> list[float]:
    """Asks one article after the other for so long; what each waited, in milliseconds."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    waits = []
    end = time.monotonic() + seconds
    number = client * len(bodies) // CLIENTS
    while (began := time.monotonic()) < end:
        line.request("POST", "/v1/check", bodies[number % len(bodies)], {"Content-Type": "application/json"})
        answer = line.getresponse()
        answer.read()
        assert answer.status == 200, answer.status
        waits.append(1000 * (time.monotonic() - began))
        number += 1
    return waits


if __name__ == "__main__":
    os.environ.setdefault("PYTHONUTF8", "1")
    print(measure())
