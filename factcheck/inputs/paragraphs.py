"""Printed lines to paragraphs: what a page set in type lost when it was cut into lines.

Pure: it sees where lines stand and what they say.  Where it is in doubt it breaks, for a sentence cut in two hides a
figure, and two rows of a table run together make one up.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

APART = 1.25            # times the usual distance between lines: a gap
HEADLINE = 1.5          # times its size: the lines of a headline
LARGER = 1.06           # times the size of type: another sort of text
INDENTED = (0.8, 6.0)   # times the size of type: the first line of a paragraph; further right is another column
SHORT = 0.62            # of the usual length of a line: the last line of a paragraph, a heading, a row
ENDS = tuple(".!?:;…”\"')]|।。")
BULLETS = tuple("•‣▪◦●■–—*")
LIGATURES = str.maketrans({
    "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "\xa0": " ", "\0": None,
})
EDGE = 2                # lines at the head and foot of a page that may stand on others as well ...
RUNNING = 3             # ... on so many that they are furniture
WORD = r"[^\W\d_]+(?:-[^\W\d_]+)*"


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line.  `x` and `y` are points from the left and bottom of its page, `size` that of its type."""

    text: str
    page: int
    x: float
    y: float
    size: float


def paragraphs(lines: Sequence[Line]) -> list[str]:
    """The text of `lines`, in their order, without running heads and with words whole again."""
    lines = [replace(line, text=" ".join(line.text.translate(LIGATURES).split())) for line in lines]
    lines = list(without_running_lines([line for line in lines if line.text]))
    words = Counter(re.findall(WORD, " ".join(line.text for line in lines).lower()))
    usual = {page: median(len(line.text) for line in lines if line.page == page and len(line.text) > 1)
             for page in {line.page for line in lines if len(line.text) > 1}}
    leading = usual_leading(lines)
    body = median(line.size for line in lines) if lines else 0
    found: list[str] = []
    for number, line in enumerate(lines):
        before = lines[number - 1] if number else None
        if before and not parted(before, line, leading, body, usual.get(before.page, 0)):
            found[-1] = joined(found[-1], line.text, words)
        else:
            found.append(line.text)
    return [each.replace("\xad", "") for each in found]


def parted(before: Line, line: Line, leading: float, body: float, usual: float) -> bool:
    """Whether a paragraph ends between two lines.

    `leading` and `body`: the usual distance of lines and size of type, in points.  `usual`: letters in a line of that
    page.
    """
    runs_on = before.text.endswith(("-", "‐", "\xad", ",")) or line.text[:1].islower()
    if line.text.startswith(BULLETS) or is_row(before) or is_row(line):
        return True
    if before.size and line.size and not 1 / LARGER <= line.size / before.size <= LARGER:
        return True
    drop = before.y - line.y
    if before.page != line.page or drop < 0:            # the next page, the next column
        return before.text.endswith(ENDS) or not (runs_on or len(before.text) >= SHORT * usual)
    if line.size > LARGER * body:                       # a headline: larger type stands further apart
        return drop > HEADLINE * line.size
    if leading and drop > APART * leading:
        return True
    shift = (line.x - before.x) / (line.size or 1)
    if INDENTED[0] < shift < INDENTED[1] and not before.text.startswith(BULLETS) and not line.text[:1].islower():
        return True
    return len(before.text) < SHORT * usual and not runs_on


def is_row(line: Line) -> bool:
    """Whether it is a row of a table: more figures than words."""
    tokens = line.text.split()
    return len(tokens) > 1 and 2 * sum(not any(map(str.isalpha, token)) for token in tokens) > len(tokens)


def usual_leading(lines: Sequence[Line]) -> float:
    """The most usual distance between a line and the next below it, in points; 0 where there is none."""
    drops = Counter(
        round(before.y - line.y, 1) for before, line in pairwise(lines)
        if before.page == line.page and before.y - line.y > 1 and abs(before.size - line.size) < 1
    )
    if not drops:
        return 0
    most = max(drops.values())
    return min(drop for drop, count in drops.items() if count * 2 >= most)


def joined(text: str, more: str, words: Counter[str]) -> str:
    """`text` going on with `more`: the hyphen of a word cut at the end of a line goes, that of a compound stays."""
    if text.endswith("\xad"):
        return text[:-1] + more
    if text.endswith(("-", "‐")) and text[-2:-1].isalnum() and more[:1].isalnum():
        left, right = re.search(rf"(?:{WORD})(?=.\Z)", text), re.match(WORD, more)
        if left and right and more[0].islower() and not is_compound(left[0].lower(), right[0].lower(), words):
            return text[:-1] + more
        return text + more
    return f"{text} {more}"


def is_compound(left: str, right: str, words: Counter[str]) -> bool:
    """Whether left-right is written with its hyphen: what the rest of the text does decides."""
    if words[f"{left}-{right}"] or "-" in left:
        return True
    return not words[left + right] and words[left] > 1 and words[right] > 1


def without_running_lines(lines: Sequence[Line]) -> Iterator[Line]:
    """Without page numbers, and without what stands at the head or foot of page after page."""
    pages: dict[int, list[Line]] = {}
    for line in lines:
        pages.setdefault(line.page, []).append(line)
    seen = Counter(shape for page in pages.values() for shape in {shape_of(line) for line in edges(page)})
    running = {shape for shape, count in seen.items() if count >= RUNNING}
    for page in pages.values():
        edge = {id(line) for line in edges(page)}
        for line in page:
            if id(line) in edge and (shape_of(line) in running or is_page_number(line, len(pages))):
                continue
            yield line


def edges(page: Sequence[Line]) -> list[Line]:
    return [*page[:EDGE], *page[EDGE:][-EDGE:]]


def shape_of(line: Line) -> str:
    return re.sub(r"\d+", "0", line.text)


def is_page_number(line: Line, pages: int) -> bool:
    return pages > 1 and bool(re.fullmatch(r"(?i)(?:page )?[-–— ]*\d{1,4}[-–— ]*(?:(?:of|/) ?\d{1,4})?", line.text))
