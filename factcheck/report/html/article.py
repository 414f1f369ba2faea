"""The article as it came in, with every figure a link to what was found of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from factcheck.exits import GRAVITY
from factcheck.finding import Finding
from factcheck.report.formats import Manner
from factcheck.report.html.markup import Markup, element, join, text
from factcheck.report.telling import LOOKS, called

PARAGRAPH = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")       # blank lines between


@dataclass(frozen=True, slots=True)
class Mark:
    """Words of the text with the findings on them: one, or all of those that share words."""

    start: int
    end: int
    findings: tuple[Finding, ...]

    @property
    def gravest(self) -> Finding:
        return max(self.findings, key=lambda finding: (not finding.ignored, GRAVITY.index(finding.verdict)))


def marks(findings: Sequence[Finding]) -> list[Mark]:
    """In the order of the text, none overlapping."""
    found: list[Mark] = []
    for finding in sorted(findings, key=lambda each: (each.claim.start, -each.claim.end)):
        if found and finding.claim.start < found[-1].end:
            last = found.pop()
            found.append(Mark(last.start, max(last.end, finding.claim.end), (*last.findings, finding)))
        elif finding.claim.end > finding.claim.start:
            found.append(Mark(finding.claim.start, finding.claim.end, (finding,)))
    return found


def annotated(
    words: str, findings: Sequence[Finding], prefix: str, manner: Manner, title: str | None = None,
) -> Markup:
    """The text in its paragraphs; one that repeats the `title` is marked as the headline.

    What stands between paragraphs stays between them, so that the page holds the text and nothing but the text.
    """
    left = marks(findings)
    pieces: list[Markup] = []
    at = 0
    for start, end in paragraphs(words):
        pieces.append(text(words[at:start]))
        inside = [mark for mark in left if mark.start < end and mark.end > start]
        is_title = title is not None and words[start:end].split() == title.split()
        shown = _pieces(words, start, end, inside, prefix, manner)
        pieces.append(element("p", *shown, class_="headline" if is_title else None))
        left = [mark for mark in left if mark.end > end]
        at = end
    return join(*pieces, text(words[at:]))


def paragraphs(words: str) -> Iterator[tuple[int, int]]:
    """Where each stands, blank ones left out."""
    start = 0
    for gap in (*PARAGRAPH.finditer(words), None):
        end = gap.start() if gap else len(words)
        if words[start:end].strip():
            yield start, end
        start = gap.end() if gap else end


def _pieces(
    words: str, start: int, end: int, inside: Sequence[Mark], prefix: str, manner: Manner,
) -> Iterator[Markup]:
    for mark in inside:
        left, right = max(mark.start, start), min(mark.end, end)
        yield text(words[start:left])
        yield marked(words[left:right], mark, prefix, manner, first=left == mark.start)
        start = right
    yield text(words[start:end])


def marked(words: str, mark: Mark, prefix: str, manner: Manner, first: bool = True) -> Markup:
    """The symbol comes from the style sheet, so that who copies the text copies the text alone."""
    names = [f"{prefix}{each.claim.id}" for each in mark.findings]
    gravest = mark.gravest
    verdicts = ", ".join(dict.fromkeys(called(each.verdict, manner) for each in mark.findings))
    looks = f"figure {gravest.verdict}{' ignored' if gravest.ignored else ''}"
    made = element(
        "a", words, href=f"#{prefix}{gravest.claim.id}", class_=looks,
        data_symbol=LOOKS[gravest.verdict][0], data_claims=" ".join(names),
        aria_label=f"{' '.join(words.split())}: {verdicts}", id=f"{names[0]}-text" if first else None,
    )
    # Panels of other findings on the same words lead back to the same place.
    others = [element("span", id=f"{name}-text") for name in names[1:]] if first else []
    return join(*others, made)
