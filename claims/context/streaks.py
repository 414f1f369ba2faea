"""Runs: `exports rose for the fourth consecutive year`, `the third month in a row`, `its first deficit since 1980`.

They state no figure of trade, so they are no claims of their own where figures are counted; the tables can tell whether
they are right all the same.  A run is a superlative whose value is its length and whose unit is that of its steps; what
was the first of its kind is one of value 1 with the time that it goes back to.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from decimal import Decimal

from claims.claim import Claim, Direction, Found, Hedge, Kind, Modality, Sign
from claims.clauses.reader import Reader
from claims.clauses.shape import Line
from claims.clauses.subject import Subject
from claims.clauses.timewords import PACES, is_period
from claims.context.story import Story
from claims.language import FOLDER
from sources.terms.key import Flow, PartialKey
from sources.terms.period import MONTHS_A_YEAR, Period, PeriodKind
from sources.terms.quantity import RANK, Interval

STEPS = frozenset({"year", "quarter", "month"})     # the units of runs
FLOWS = frozenset({Flow.EXPORT, Flow.IMPORT, Flow.TOTAL, Flow.BALANCE})
BACK = {PeriodKind.YEAR, PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.FISCAL_YEAR}
REACH = 60              # characters from `first` to the words that say since when


def is_run(claim: Claim) -> bool:
    """Whether a claim tells of a run rather than of a figure."""
    return claim.unit in STEPS or (claim.kind is Kind.SUPERLATIVE and claim.quote.lower() == "first")


@functools.cache
def words(language: str) -> dict[str, dict[str, str]]:
    """The lists of runs.txt; empty for a language that has none."""
    path = FOLDER / language / "runs.txt"
    found: dict[str, dict[str, str]] = {}
    for line in path.read_text(encoding="utf-8").splitlines() if path.is_file() else ():
        name, colon, values = line.partition(":")
        if colon and not line.startswith("#"):
            pairs = (value.partition("=") for value in values.split())
            found[name] = {word.replace("-", " "): value for word, _, value in pairs}
    return found


@functools.cache
def needed(language: str) -> tuple[str, ...]:
    """The words one of which a sentence has that tells of a run, or of the first of a kind."""
    lists = words(language)
    return (*lists["before"], *lists["behind"], *lists["first"]) if lists else ()


@functools.cache
def patterns(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What finds a run with its length and steps, and what finds the first of a kind."""
    lists = words(language)
    some = {name: "|".join(map(re.escape, sorted(values, key=len, reverse=True))) for name, values in lists.items()}
    count = rf"(?P<count>{some['counts']}|{some['nth']}|\d{{1,2}}(?:st|nd|rd|th)?)"
    unit = rf"(?:(?:{some['fiscal']}) )?(?P<unit>{some['units']})"
    ahead = rf"(?:(?:{some['before']}) {unit})"
    after = rf"(?:{unit.replace('unit', 'unit2')} (?:{some['behind']}))"
    run = re.compile(rf"\b{count}[ -](?:{ahead}|{after})\b", re.IGNORECASE)
    return run, re.compile(rf"\b(?:{some['first']})\b", re.IGNORECASE)


def runs(line: Line, reader: Reader, story: Story, told: Sequence[Claim]) -> list[Claim]:
    """The runs that a sentence tells of, once its figures have been read."""
    said = line.text[line.start : line.end].casefold()
    if not any(map(said.__contains__, needed(line.language))):
        return []  # most sentences: no pattern is tried at each of their words
    found = [reading(line, reader, story, told, match)
             for telling, reading in zip(patterns(line.language), (run_of, first_of), strict=True)
             for match in telling.finditer(line.text, line.start, line.end)]
    return [made for made in found if made is not None]


def run_of(line: Line, reader: Reader, story: Story, told: Sequence[Claim], match: re.Match[str]) -> Claim | None:
    lists = words(line.language)
    count = match["count"].lower()
    length = lists["counts"].get(count) or lists["nth"].get(count) or count.rstrip("stndrh")
    unit = lists["units"][(match["unit"] or match["unit2"]).lower()]
    if not length.isdigit() or int(length) < 2 or any(
        claim.hedge is Hedge.OVER and claim.end < match.start() for claim in told[-1:]
    ):  # "exceeded 50 billion for the third year in a row": by so much
        return None
    placed = next((claim for claim in told if claim.kind in (Kind.RANK, Kind.SUPERLATIVE) and claim.value == 1
                   and claim.start < match.start() and claim.key.partner is not None and claim.since is None
                   and claim.unit == RANK and claim.key.partner != "WLD"), None)
    if placed is not None and not moves_between(line, placed.end, match.start()):
        return remade(placed, match, Kind.RANK, Decimal(length), unit)
    return made(line, reader, story, told, match.span(), Decimal(length), unit)


def moves_between(line: Line, start: int, end: int) -> bool:
    return any(letter in "U" and item is not None and start <= item.start < end
               for letter, item in zip(line.shape, line.items, strict=True))


def first_of(line: Line, reader: Reader, story: Story, told: Sequence[Claim], match: re.Match[str]) -> Claim | None:
    """`Its first trade deficit in three decades`, `the first fall since 2020`: what, and since when."""
    behind = [index for index, item in enumerate(line.items)
              if item is not None and match.end() <= item.start <= match.end() + REACH]
    kind = next((index for index in behind if line.shape[index] in "UDB"), None)
    when = next((line.items[index] for index in behind if line.shape[index] == "W" and (
        line.items[index].role == "since" or line.items[index].relative.startswith("length:"))), None)
    if kind is None or when is None or line.items[kind].value in ("flat", "balance") or kind > behind[0] + 1:
        return None
    claim = made(line, reader, story, told, match.span(), Decimal(1), RANK, kind)
    if claim is None or claim.period is None:
        return None
    if when.relative.startswith("length:"):
        since: Period | None = claim.period.shift(-int(when.relative[7:]))
    else:
        since = story.period_of(when, story.period, claim.key.reporter)
    if since is None:
        return None
    label = since.label if since.kind in BACK else since.first_month
    return remade(claim, match, Kind.SUPERLATIVE, Decimal(1), RANK, label)


def remade(
    claim: Claim, match: re.Match[str], kind: Kind, value: Decimal, unit: str, since: str | None = None
) -> Claim:
    return Claim(
        "", match[0], match.start(), match.end(), claim.sentence, kind, value, unit, Decimal(0),
        Interval(value, value), claim.key, claim.period, sign=claim.sign, direction=claim.direction,
        modality=claim.modality, since=since, found=claim.found,
    )


def made(
    line: Line, reader: Reader, story: Story, told: Sequence[Claim], span: tuple[int, int], value: Decimal, unit: str,
    kind: int | None = None,
) -> Claim | None:
    """The run of the trade that the sentence is about, with the way it went or the sign it kept."""
    before = [index for index, item in enumerate(line.items) if item is not None and item.start < span[0]]
    if kind is None:
        kind = next((index for index in reversed(before) if line.shape[index] in "UDB"), None)
    if kind is None:
        return None
    subject = subject_at(reader, before if line.shape[kind] == "U" else [kind])
    if subject is None or subject.flow not in FLOWS:
        return None
    direction, sign = None, None
    if line.shape[kind] == "U":
        if line.items[kind].value == "flat":
            return None
        direction, sign = Direction(line.items[kind].value), subject.sign
    else:
        sign = Sign(line.items[kind].value) if line.items[kind].value in tuple(Sign) else None
        if sign is None:
            return None
    found = story.settle(subject)
    key = PartialKey(subject.reporter, subject.partner, subject.flow, subject.product, subject.basis)
    period, how = dated(line, story, told, key, span)
    if period is not None:
        found["period"] = how
    modality = reader.modality or Modality.REPORTED
    return Claim(
        "", line.text[span[0]:span[1]], *span, (line.start, line.end), Kind.SUPERLATIVE, value, unit, Decimal(0),
        Interval(value, value), key, period, sign=sign, direction=direction, modality=modality, found=found,
    )


def subject_at(reader: Reader, before: Sequence[int]) -> Subject | None:
    """A copy of the trade told last before the run, else of what the sentence goes on with."""
    own = [index for index in before if index in reader.phrases and index not in reader.consumed]  # "deficit in trade"
    told = [reader.phrases[index] for index in own]
    subject = next((one for one in reversed(told) if not one.noise), None) or reader.subject or reader.carried
    return None if subject is None or subject.noise or subject.tariff else subject.copy()


def dated(
    line: Line, story: Story, told: Sequence[Claim], key: PartialKey, span: tuple[int, int]
) -> tuple[Period | None, Found]:
    """The time that the run led up to: said in the sentence, or that of its figures or of the text."""
    of_figures = [claim for claim in told if claim.period is not None and claim.key.flow is key.flow]
    if of_figures:
        last = of_figures[0]
        return last.period, last.found.get("period", Found.CARRIED)
    for letter, item in zip(line.shape, line.items, strict=True):
        if letter != "W" or item.role == "since" or item.relative in PACES or not is_period(line, item):
            continue
        if (period := story.period_of(item, story.period, key.reporter)) is not None:
            return period, Found.SAID
    return story.period, Found.CARRIED


def step(unit: str) -> int:
    """How many months."""
    return {"year": MONTHS_A_YEAR, "quarter": 3, "month": 1}[unit]
