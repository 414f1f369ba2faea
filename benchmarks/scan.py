"""How fast a text is scanned for words, amounts and times: milliseconds an article of 1,700 characters.

    python -m benchmarks.scan FOLDER...

FOLDER holds articles as .txt files, looked for at every depth; without one, a paragraph of our own is repeated.  A
machine's speed changes from hour to hour, so the figure to compare is the last: scans of one article for every million
steps of an empty loop, measured in turns.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from claims.scanning.lexicon import Lexicon
from claims.scanning.scan import scan

ARTICLE = 1700                  # characters
STEPS = 1_000_000
ROUNDS = 5
SAMPLE = (
    "India's exports to the United States rose 11.6 per cent to USD 86.51 billion in 2024-25 from $77.52 billion a "
    "year earlier, while imports grew 7.4 per cent to 45.33 billion dollars, the commerce ministry said in April 2025. "
)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folders", nargs="*", type=Path)
    texts = [path.read_text(encoding="utf-8", errors="replace") for folder in options.parse_args().folders
             for path in sorted(folder.rglob("*.txt"))] or [SAMPLE * 8]
    began = time.process_time()
    lexicon = Lexicon.load()
    print(f"{'lexicon, first use':32} {1000 * (time.process_time() - began):8.1f} ms")
    articles = sum(map(len, texts)) / ARTICLE
    best_scan = best_loop = float("inf")
    for _ in range(ROUNDS):
        best_scan = min(best_scan, scanning(texts, lexicon) / articles)
        best_loop = min(best_loop, looping())
    print(f"{'an article scanned':32} {1000 * best_scan:8.3f} ms")
    print(f"{'articles a second':32} {1 / best_scan:8.0f}")
    print(f"{'articles a million empty steps':32} {best_loop / best_scan:8.1f}")


def scanning(texts: list[str], lexicon: Lexicon) -> float:
    began = time.process_time()
    for text in texts:
        scan(text, lexicon)
    return time.process_time() - began


def looping() -> float:
    began = time.process_time()
    for _ in range(STEPS):
        pass
    return time.process_time() - began


if __name__ == "__main__":
    main()
