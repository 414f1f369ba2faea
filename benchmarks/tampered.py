"""Copy tampered with: in articles of the gold set, sentences whose figures are right.

python -m benchmarks.tampered [--seed N] [--show] changes one thing of each and counts alarms.  An error put in (a
figure, a year, a flow, a scale, a direction) should be called wrong: so often a newsroom's slips are found in its own
wordings, where the reader takes each word for what it is.  A word blotted out must not be: what it said is not known,
and the figure was right.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

from claims.claim import Claim, Found, Kind
from claims.scanning.token import Token
from factcheck.api import around, bundled, extract, judged
from factcheck.finding import Finding, Verdict
from factcheck.inputs import Document
from sources.tables import Tables

HERE = Path(__file__).parent
SEED = 20261123
KINDS = frozenset({Kind.LEVEL, Kind.BALANCE, Kind.SHARE, Kind.CHANGE})
LITTLE = frozenset("Ui.nL,")        # letters of words that move a figure or join: without one the figure is the same
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
YEAR = re.compile(r"(?<![\d–/-])(?:19|20)\d\d(?![\d–/-])")
NEAR = 60                           # characters between a figure and the word for which way it went
SYLLABLES = ("ba", "do", "fi", "gu", "ke", "lo", "mi", "nu", "pa", "ro", "si", "tu", "ve", "zo")
Edit = tuple[str, int, int, str]    # what is tampered with; from where to where; what stands there then


def articles() -> Iterator[Document]:
    for row in (HERE / "gold" / "docs.jsonl").read_text(encoding="utf-8").splitlines():
        each = json.loads(row)
        path = HERE / "gold" / "text" / f"{each['doc']}.txt"
        published = date.fromisoformat(each["published"]) if each.get("published") else None
        yield Document(each["doc"], path.read_text(encoding="utf-8"), None, published)


@cache
def slips() -> dict[str, dict[str, str]]:
    return tomllib.loads((HERE / "tampered.toml").read_text(encoding="utf-8"))


def right(document: Document, tables: Tables) -> Iterator[Claim]:
    """The first figure of each sentence that the tables support and whose flow is said there."""
    claims, seen = extract(document), set[tuple[int, int]]()
    for claim, finding in zip(claims, judged(claims, tables, document.published), strict=True):
        said = claim.kind in KINDS and claim.found.get("flow") is Found.SAID
        if said and claim.sentence not in seen and finding.verdict is Verdict.SUPPORTED:
            seen.add(claim.sentence)
            yield claim


def errors(text: str, claim: Claim, chance: random.Random) -> Iterator[Edit]:
    """One slip of each kind, where the sentence has one place for it only."""
    start, end = claim.sentence
    number = NUMBER.search(text, claim.start, claim.end)
    if number is not None and float(number[0].replace(",", "")):
        places = len(number[0].partition(".")[2])
        size = float(number[0].replace(",", "")) * chance.choice((0.6, 0.7, 1.4, 1.6))
        grouped = "," if "," in number[0] else ""
        yield "figure", number.start(), number.end(), f"{size:{grouped}.{places}f}"
    years = list(YEAR.finditer(text, start, end))
    if len(years) == 1 and claim.found.get("period") is Found.SAID:
        yield "year", years[0].start(), years[0].end(), str(int(years[0][0]) - chance.choice((2, 3)))
    yield from swapped(text, "flow", start, end)
    yield from swapped(text, "scale", claim.start, claim.end)
    if claim.kind is Kind.CHANGE:
        yield from swapped(text, "direction", max(start, claim.start - NEAR), min(end, claim.end + NEAR))


def swapped(text: str, kind: str, start: int, end: int) -> Iterator[Edit]:
    words = slips()[kind]
    found = list(re.compile(rf"\b(?:{'|'.join(words)})\b").finditer(text, start, end))
    if len(found) == 1:
        yield kind, found[0].start(), found[0].end(), words[found[0][0]]


def blots(claim: Claim, chance: random.Random) -> Iterator[Edit]:
    """Every word of the sentence that the reader knows, replaced by one that nobody does."""
    line = claim.line
    for item, letter in zip(line.items, line.shape, strict=True):
        if type(item) is Token and letter not in LITTLE:
            word = line.text[item.start:item.end]
            blot = "".join(chance.choice(SYLLABLES) for _ in range(2 + len(word) // 4))
            yield letter, item.start, item.end, blot.capitalize() if word[:1].isupper() else blot


def accused(document: Document, claim: Claim, edit: Edit, tables: Tables) -> Finding | None:
    """The first alarm on a figure of the sentence after an edit."""
    _, start, end, words = edit
    text = document.text[:start] + words + document.text[end:]
    claims = extract(Document(document.name, text, None, document.published))
    for number, each in enumerate(claims):
        if each.sentence[0] == claim.sentence[0]:
            finding = judged_one(claims, number, tables, document.published)
            if finding.verdict.is_alarm:
                return finding
    return None


def judged_one(claims: list[Claim], number: int, tables: Tables, published: date | None) -> Finding:
    from factcheck.judge import judge

    return judge(claims[number], tables, published, around(claims, number))


def score(tables: Tables, seed: int = SEED, show: bool = False) -> dict[str, tuple[int, int]]:
    """For each kind of tampering how often it was tried, and how often an alarm was raised."""
    tried: Counter[str] = Counter()
    alarms: Counter[str] = Counter()
    for document in articles():
        for claim in right(document, tables):
            chance = random.Random(f"{seed} {document.name} {claim.start}")     # whatever becomes of other claims
            edits = [*errors(document.text, claim, chance), *(("word", *rest) for _, *rest in blots(claim, chance))]
            for edit in edits:
                finding = accused(document, claim, edit, tables)
                tried[edit[0]] += 1
                alarms[edit[0]] += finding is not None
                if show and (finding is None) != (edit[0] == "word"):
                    said = document.text[claim.sentence[0]:edit[1]] + edit[3] + document.text[edit[2]:claim.sentence[1]]
                    print(edit[0], document.name, said, *([f"   {finding.sentence}"] if finding else []), sep="\n")
    return {kind: (tried[kind], alarms[kind]) for kind in tried}


def summary(counted: dict[str, tuple[int, int]]) -> dict[str, float]:
    wrong = [counts for kind, counts in counted.items() if kind != "word"]
    blotted, accusing = counted["word"]
    return {
        "errors called wrong": round(sum(alarms for _, alarms in wrong) / sum(tried for tried, _ in wrong), 4),
        "blotted words that accuse": round(accusing / blotted, 4),
    }


def measure() -> dict[str, float]:
    return summary(score(bundled()))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--show", action="store_true", help="print the errors missed, and the blots that accuse")
    options = parser.parse_args()
    counted = score(bundled(), options.seed, options.show)
    for kind, (tried, alarms) in counted.items():
        print(f"{kind:12} {tried:6} tried {alarms:6} called wrong")
    for name, figure in summary(counted).items():
        print(f"{name:28} {figure:.4f}")


if __name__ == "__main__":
    main()
