"""Statements made from the tables, right ones and ones with an error planted in them, through reading and judging.

python -m benchmarks.planted [--seed N] [--each N] [--show KIND] prints, for each kind of error: how many, how many were
caught, how often the planted cause was named; then how many alarms were right and how many right statements supported.
The wordings are in planted.toml.  A statement that the reader does not understand counts as missed.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from benchmarks.planting import Generator
from claims.read import read
from factcheck.finding import Finding, Verdict
from factcheck.judge import judge
from sources.tables import Tables

SEED, EACH = 20260113, 60
PUBLISHED = date(2026, 9, 1)            # after every vintage held: nothing here is excused by a later revision


@dataclass(frozen=True, slots=True)
class Statement:
    text: str
    planted: str            # "" for a right one, else the kind of error
    causes: frozenset[str]  # the reason codes that name it


ERRORS: dict[str, frozenset[str]] = {
    "wrong_year": frozenset({"other-period"}),
    "wrong_flow": frozenset({"other-flow"}),
    "wrong_scale": frozenset({"scale"}),
    "wrong_sign": frozenset({"sign"}),
    "wrong_direction": frozenset({"direction"}),
    "wrong_partner": frozenset({"other-partner"}),
    "stale_share": frozenset({"other-period"}),
    "wrong_figure": frozenset({"wrong-figure"}),
    "wrong_rank": frozenset({"wrong-rank", "other-flow", "other-period"}),
    "percent_for_points": frozenset({"percent-points"}),
    "calendar_for_fiscal": frozenset({"fiscal-calendar"}),
    "goods_for_both": frozenset({"other-basis"}),
    "wrong_month": frozenset({"other-period"}),
    "no_record": frozenset({"not-a-record"}),
    "first_for_revised": frozenset({"first-release"}),
}


def statements(tables: Tables, seed: int = SEED, each: int = EACH) -> Iterator[Statement]:
    """`each` of every kind of error, and as many right ones as wrong ones."""
    generator = Generator(tables, seed)
    for planted, causes in ERRORS.items():
        yield from (Statement(text, planted, causes) for text in drawn(getattr(generator, planted), each))
    yield from (Statement(text, "", frozenset()) for text in drawn(generator.right, each * len(ERRORS)))


def drawn(make: Callable[[], str | None], count: int) -> list[str]:
    """`count` different statements; fewer where the tables do not have as many."""
    found: dict[str, None] = {}
    for _ in range(40 * count):
        if len(found) == count:
            break
        if text := make():
            found.setdefault(text)
    return list(found)


IN_ARTICLES = (
    "wrong_year", "wrong_flow", "wrong_scale", "wrong_sign", "wrong_direction", "stale_share", "wrong_figure",
)


def in_articles(tables: Tables, seed: int = SEED, each: int = 20) -> dict[str, float]:
    """Errors planted in articles of four or five sentences: caught there, and alarms raised anywhere else."""
    generator = Generator(tables, seed)
    count = hits = named = false = 0
    for planted in IN_ARTICLES:
        done = 0
        while done < each:
            made = generator.article(planted)
            if made is None:
                continue
            done += 1
            text, start, end = made
            claims = read(text, PUBLISHED)
            findings = [judge(claim, tables, PUBLISHED, claims) for claim in claims]
            inside = [finding for finding in findings if start <= finding.claim.start < end]
            count += 1
            hits += any(caught(finding) for finding in inside)
            named += any(finding.reason in ERRORS[planted] for finding in inside)
            false += sum(finding.verdict.is_alarm for finding in findings) - sum(f.verdict.is_alarm for f in inside)
    return {
        "in articles: errors caught": round(hits / count, 4),
        "in articles: causes named": round(named / count, 4),
        "in articles: alarms right": round(hits / max(1, hits + false), 4),
    }


def caught(finding: Finding) -> bool:
    return finding.verdict.is_alarm or (finding.verdict is Verdict.CLOSE and finding.reason == "first-release")


@dataclass(slots=True)
class Tally:
    count: int = 0
    caught: int = 0
    named: int = 0
    supported: int = 0
    alarms: int = 0


def score(tables: Tables, seed: int = SEED, each: int = EACH, show: str | None = None) -> dict[str, Tally]:
    """Tallies by kind of error, "" for the right statements."""
    tallies: dict[str, Tally] = {}
    for statement in statements(tables, seed, each):
        claims = read(statement.text, PUBLISHED)
        findings = [judge(claim, tables, PUBLISHED, claims) for claim in claims]
        tally = tallies.setdefault(statement.planted, Tally())
        tally.count += 1
        tally.caught += any(caught(finding) for finding in findings)
        tally.named += any(finding.reason in statement.causes for finding in findings)
        tally.supported += bool(findings) and all(finding.verdict is Verdict.SUPPORTED for finding in findings)
        tally.alarms += any(finding.verdict.is_alarm for finding in findings)
        good = any(f.reason in statement.causes for f in findings) if statement.planted else all(
            finding.verdict is Verdict.SUPPORTED for finding in findings
        )
        if show == statement.planted and not (findings and good):
            print(statement.text, *(f"   {f.verdict}/{f.reason}: {f.sentence}" for f in findings), sep="\n")
    return tallies


def summary(tallies: dict[str, Tally]) -> dict[str, float]:
    wrong = [tally for planted, tally in tallies.items() if planted]
    right = tallies[""]
    count, alarms = sum(t.count for t in wrong), sum(t.alarms for t in wrong)
    return {
        "planted errors caught": round(sum(t.caught for t in wrong) / count, 4),
        "planted causes named": round(sum(t.named for t in wrong) / count, 4),
        "alarms right": round(alarms / max(1, alarms + right.alarms), 4),
        "right statements supported": round(right.supported / right.count, 4),
    }


def measure() -> dict[str, float]:
    """The figures for the floor, at the fixed seed."""
    tables = Tables.bundled()
    return summary(score(tables)) | in_articles(tables)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--each", type=int, default=EACH)
    parser.add_argument("--show", help="print what was missed of this kind; '' for right statements not supported")
    options = parser.parse_args()
    tallies = score(Tables.bundled(), options.seed, options.each, options.show)
    print(f"{'planted':22} {'count':>6} {'caught':>7} {'named':>7} {'supported':>10}")
    for planted, tally in tallies.items():
        print(f"{planted or 'nothing: right':22} {tally.count:6} {tally.caught:7} {tally.named:7} {tally.supported:10}")
    for name, figure in (summary(tallies) | in_articles(Tables.bundled(), options.seed)).items():
        print(f"{name:30} {figure:.3f}")


if __name__ == "__main__":
    main()
