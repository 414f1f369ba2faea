"""Which release of a figure a text tells of: `first reported at`, `have been revised to`, `before being revised`."""

from __future__ import annotations

from collections.abc import Iterable

from claims.claim import Claim, Kind
from claims.clauses.shape import Line
from sources.kinship import counted_alike
from sources.observation import Observation, Status
from sources.terms.vocabulary import Name

HAS_RELEASES = frozenset({Kind.LEVEL, Kind.BALANCE})    # growth is reckoned from a base of either


class Release(Name):
    """Named like the wordings of the lexicon that tell of it."""

    FIRST = "first-data"
    REVISED = "revised-data"


def release_told(claim: Claim, article: Iterable[Claim]) -> Release | None:
    """By the last words on it before the figure, else by those behind it, as far as the next figure.

    "First reported at $34bn, later revised to $35bn" tells of both, each with its own.
    """
    line = claim.line
    if claim.kind not in HAS_RELEASES or not isinstance(line, Line):
        return None
    begin = max((other.end for other in article if line.start <= other.end <= claim.start), default=line.start)
    end = min((other.start for other in article if claim.end <= other.start <= line.end), default=line.end)
    ahead: list[tuple[int, Release]] = []
    behind: list[tuple[int, Release]] = []
    for release in Release:
        words = line.wording(release)
        ahead += [(found.start(), release) for found in words.finditer(line.text, begin, claim.start)]
        behind += [(found.start(), release) for found in words.finditer(line.text, claim.end, end)]
    return max(ahead)[1] if ahead else min(behind)[1] if behind else None


def of_release(told: Release, found: tuple[Observation, ...]) -> tuple[Observation, ...]:
    """What the tables hold, the figures of the release that is told before the others of the same count."""
    told_of = [seen for seen in found if is_first(seen) == (told is Release.FIRST) and counted_alike(seen, found[0])]
    return (*told_of, *(seen for seen in found if seen not in told_of))


def is_first(seen: Observation) -> bool:
    return seen.provenance.status is Status.FIRST
