"""One finding in full: how the figure was read, all that was asked of the tables, every change tried, how to replay it.

Nothing here decides anything: the judge's own readings, answers and changes are gone through again and written down.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import TYPE_CHECKING

from claims.claim import Claim, Found
from factcheck.api import around, extract, judged
from factcheck.finding import Finding
from factcheck.judging.bands import NEWSROOM, Bands
from factcheck.judging.case import flipped
from factcheck.judging.changes import Change, changes
from factcheck.judging.compare import Stated, stated
from factcheck.judging.question import answers
from factcheck.judging.reading import Reading, faithful
from factcheck.judging.repair import accident, matches, sizes, values_of
from factcheck.judging.said import how, open_field
from sources.observation import Observation
from sources.terms.errors import TradeError

if TYPE_CHECKING:
    from factcheck.inputs import Document
    from sources.tables import Tables

MOST_NAMED = 12                 # figures named where the one asked for is not among them


@dataclass(eq=False)
class NoSuchFigure(TradeError):
    """The article has no figure of that name."""

    document: str
    name: str
    known: tuple[str, ...]

    def __str__(self) -> str:
        listed = ", ".join(self.known[:MOST_NAMED]) + (", ..." if len(self.known) > MOST_NAMED else "")
        return f"{self.document}: no trade figure is called {self.name!r}; there are {listed or 'none'}"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the claim as it was read."""

    name: str
    value: str
    found: Found | None         # None where the reader keeps no record of it


@dataclass(frozen=True, slots=True)
class Asked:
    """One faithful reading with what the tables say to it, best source first."""

    reading: Reading
    answers: tuple[tuple[Observation, bool], ...]       # each with whether the figure stated fits


@dataclass(frozen=True, slots=True)
class Attempt:
    """One change tried, with the values that the tables gave for it."""

    change: Change
    values: tuple[tuple[Observation, bool], ...]
    chance: float               # that one of all values tried up to here fits by accident


@dataclass(frozen=True, slots=True)
class Explanation:
    finding: Finding
    fields: tuple[Field, ...]
    said: Stated
    asked: tuple[Asked, ...]            # () for a rank, a target or a tariff: they are judged in their own way
    attempts: tuple[Attempt, ...]       # () where the figure fits, or there is nothing to compare it with
    replay: str                         # the command that says all of this again
    tables: tuple[str, ...]             # what it was judged by, one a table: id and release


def explain(
    document: Document, name: str, tables: Tables, options: str = "", bands: Bands = NEWSROOM
) -> Explanation:
    """All that was weighed for the figure called `name`: its id, the number in it, or its words.

    `options` are those that the command line was given.  Raises `NoSuchFigure`.
    """
    claims = extract(document)
    findings = judged(claims, tables, document.published, bands)
    finding = chosen(document, findings, name)
    claim = finding.claim
    article = around(claims, claims.index(claim))
    said = stated(claim, bands)
    asked = tuple(questioned(claim, said, article, document, tables))
    own = next((each for each in asked if each.answers and not each.reading.mirror), None)
    fits = any(good for each in asked for _, good in each.answers)
    attempts = tuple(attempted(claim, said, own, tables, article, bands)) if own is not None and not fits else ()
    published = f" --published {document.published}" if document.published else ""
    source = "--sample" if document.name == "sample article" else quoted(document.name)
    rows = {seen.provenance for seen in finding.evidence} | {
        seen.provenance for each in asked for seen, _ in each.answers}
    releases = {f"{row.table} {row.vintage or 'without a date'}" for row in rows}
    return Explanation(
        finding, tuple(read_fields(claim)), said, asked, attempts,
        f"factcheck explain {source} {claim.id}{published}{options}", tuple(sorted(releases)),
    )


def quoted(name: str) -> str:
    from shlex import quote

    return quote(name)


def chosen(document: Document, findings: Sequence[Finding], name: str) -> Finding:
    wanted = " ".join(name.casefold().split())
    for finding in findings:
        if wanted in (finding.claim.id, finding.claim.id.lstrip("c")):
            return finding
    for finding in findings:
        if wanted == " ".join(finding.claim.quote.casefold().split()):
            return finding
    # A shell has taken the $ out of "$41 billion", or the currency was left out: good enough where one figure fits.
    fitting = [finding for finding in findings if wanted and wanted in " ".join(finding.claim.quote.casefold().split())]
    if len(fitting) == 1:
        return fitting[0]
    raise NoSuchFigure(
        document.name, name, tuple(f"{finding.claim.id} ({finding.claim.quote})" for finding in findings))


def read_fields(claim: Claim) -> Iterator[Field]:
    """The claim's fields that say something, in the order of its documentation."""
    for key in fields(claim.key):
        value = getattr(claim.key, key.name)
        if value is not None:
            yield Field(key.name, str(value), how(claim, key.name))
    for name in ("period", "versus", "whole"):
        if (value := getattr(claim, name)) is not None:
            yield Field(name, shown(value), how(claim, name))
    for name in ("kind", "unit", "sign", "direction", "hedge", "modality", "since", "speaker"):
        if (value := getattr(claim, name)) is not None:
            yield Field(name, str(value), claim.found.get(name))


def shown(value: object) -> str:
    """A period as its label, a partial key as a series is written, with a star for what it leaves open."""
    label = getattr(value, "label", None)
    if label is not None:
        return str(label)
    return "|".join(str(getattr(value, key.name) or "*") for key in fields(value))      # type: ignore[arg-type]


def questioned(
    claim: Claim, said: Stated, article: Sequence[Claim], document: Document, tables: Tables
) -> Iterator[Asked]:
    """Every faithful reading that the judge asks the tables, the plainest first."""
    if open_field(claim) is not None:
        return
    for reading in faithful(claim, tables, document.published, article):
        found = answers(reading.question, tables)
        yield Asked(reading, tuple((seen, said.fits(flipped(seen) if reading.mirror else seen))
                                   for seen in found))


def attempted(
    claim: Claim, said: Stated, own: Asked, tables: Tables, article: Sequence[Claim], bands: Bands
) -> Iterator[Attempt]:
    """Every change in the order of plausibility, up to the one that fits or until chance alone would explain a fit."""
    target = sizes(said)
    if target is None:
        return
    actual = tuple(seen for seen, _ in own.answers)
    tried: list[float] = []
    for change in changes(claim, own.reading, actual, tables, article):
        same = change.question == own.reading.question
        found = values_of(actual if same else answers(change.question, tables), said, change, actual)
        tried += [math.log(value) for seen in found if (value := abs(seen.value / change.factor))]
        values = tuple((seen, matches(said, change, seen, Decimal(0))) for seen in found)
        chance = accident(tried, *target)
        yield Attempt(change, values, chance)
        if chance > bands.chance or any(good for _, good in values):
            return


def with_parts(seen: Observation) -> Iterator[Observation]:
    """A figure and the published ones that it is made from, each once."""
    yield seen
    for part in seen.parts:
        yield from with_parts(part)
