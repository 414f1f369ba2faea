"""How the time to read grows with the length of texts made to be slow: time ~ length to the power measured here.

    python -m benchmarks.hostile        prints each kind of text with its times and its exponent

An exponent of 1 is linear.  Each text is read at several lengths, from 10 kB to 1 MB; the exponent is the slope of the
line through the logarithms of the times, from the length on at which what is paid once no longer counts.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator
from datetime import date

from claims.read import read

LENGTHS = (10_000, 60_000, 250_000, 1_000_000)       # characters
FROM = 60_000                   # shorter texts are timed but left out of the slope
PUBLISHED = date(2025, 5, 1)
TRADE = "Exports rose 5 percent to $3 billion in 2024. "


def repeated(unit: str, before: str = TRADE) -> Callable[[int], str]:
    """A text of a given length: one sentence of trade, so that nothing is skipped, then `unit` over and over."""
    return lambda length: before + unit * (length // len(unit))


def nested(length: int) -> str:
    """Brackets that open and open, and then all close."""
    half = length // 2
    return TRADE + "exports (" * (half // 9) + ")" * half


def wordless(length: int) -> str:
    """One word as long as the text, inside which every letter might begin another."""
    return TRADE + ("exportsimportsdeficit" * (length // 21))


TEXTS: dict[str, Callable[[int], str]] = {
    "one long number": repeated("7"),
    "one long grouped number": repeated(",123"),
    "digits and points": repeated("1.2."),
    "a line of figures": repeated("$5 billion 6 percent "),
    "figures without a stop": repeated("exports rose 5 percent to $3 billion, "),
    "sentences of trade": repeated(TRADE),
    "of of of": repeated("of "),
    "exports of exports of": repeated("exports of "),
    "exports to India and": repeated("exports to India and "),
    "exports and imports and": repeated("exports and imports and "),
    "commas": repeated(","),
    "commas and blanks": repeated(", "),
    "full stops": repeated("."),
    "full stops and blanks": repeated(". "),
    "abbreviations": repeated("U.S. "),
    "brackets": nested,
    "opening brackets": repeated("( "),
    "currency signs": repeated("$"),
    "currency signs and blanks": repeated("$ "),
    "minus signs": repeated("-"),
    "scales": repeated("billion "),
    "number words": repeated("two hundred and "),
    "years": repeated("2024 "),
    "ranges of years": repeated("2023-24-"),
    "months": repeated("March "),
    "since since": repeated("in since by from "),
    "percent signs": repeated("%"),
    "bars": repeated("|"),
    "a bar, then one long line": repeated("word ", before=f"{TRADE}a | b\n"),
    "bars and figures": repeated("| 5 "),
    "rows of bars": repeated("| Exports | 5 | 6 |\n"),
    "columns of blanks": repeated("exports   12   14\n"),
    "a cell a line": repeated("exports\n12\n14\n"),
    "line breaks": repeated("\n"),
    "blanks": repeated(" "),
    "short lines": repeated("a\n"),
    "bullets": repeated("- exports 5\n"),
    "zero-width marks": repeated("\u200b"),
    "zero-width marks in words": repeated("ex\u200bports "),
    "accents without letters": repeated("\u0301"),
    "right-to-left marks": repeated("\u202e5 "),
    "quotes": repeated('"'),
    "question marks": repeated("? "),
    "countries": repeated("India "),
    "countries and commas": repeated("India, China, "),
    "respectively": repeated("exports to India and China rose 5 and 6 percent respectively "),
    "which which": repeated("which "),
    "it said": repeated("it said "),
    "one word": wordless,
    "no trade": repeated("lorem ipsum 5 ", before=""),
    "capitals": repeated("Exports Of Acme's "),
    "letters of many scripts": repeated("д漢ا"),
    "shares": repeated("accounted for 5 percent of exports "),
    "ranks": repeated("the second-largest supplier "),
    "against": repeated("against $5 billion a year earlier "),
}


def measure() -> dict[str, float]:
    """The worst exponent of all, and seconds for the slowest text of the greatest length."""
    figures = [(exponent, seconds[-1]) for _, seconds, exponent in timed()]
    return {"exponent": max(figure[0] for figure in figures), "slowest_s": max(figure[1] for figure in figures)}


def timed() -> Iterator[tuple[str, list[float], float]]:
    """Each kind of text with the seconds that each length takes and the exponent."""
    for name, text in TEXTS.items():
        seconds = [quickest(text(length)) for length in LENGTHS]
        points = [(math.log(length), math.log(max(taken, 1e-4)))
                  for length, taken in zip(LENGTHS, seconds, strict=True) if length >= FROM]
        yield name, seconds, slope(points)


def quickest(text: str) -> float:
    """Seconds of this process's own for one reading: the best of two."""
    times = []
    for _ in range(2):
        start = time.process_time()
        read(text, PUBLISHED)
        times.append(time.process_time() - start)
    return min(times)


def slope(points: list[tuple[float, float]]) -> float:
    """Of the straight line nearest to the points."""
    middle_x, middle_y = (sum(axis) / len(points) for axis in zip(*points, strict=True))
    return (sum((x - middle_x) * (y - middle_y) for x, y in points)
            / sum((x - middle_x) ** 2 for x, _ in points))


def main() -> None:
    print(f"{'':28}" + "".join(f"{length // 1000:>8} kB" for length in LENGTHS) + "   exponent")
    for name, seconds, exponent in timed():
        print(f"{name:28}" + "".join(f"{taken:9.3f} s" for taken in seconds) + f"{exponent:11.2f}", flush=True)


if __name__ == "__main__":
    main()
