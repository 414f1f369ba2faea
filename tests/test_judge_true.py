"""What is true is never called wrong: statements made from the bundled tables in every wording of the benchmark."""

from __future__ import annotations

from datetime import date

from benchmarks.phrasing import wordings
from benchmarks.planting import Generator
from claims.read import read
from factcheck.judge import judge
from sources.tables import Tables

PUBLISHED = date(2026, 9, 1)
COUNT = 250


def test_true_statements_are_never_contradicted() -> None:
    tables = Tables.bundled()
    generator = Generator(tables, 7)
    told = [text for _ in range(2 * COUNT) if (text := generator.right())][:COUNT]
    assert len(set(told)) == COUNT
    accused = [
        f"{text}\n    {finding.sentence}"
        for text in told
        for finding in (judge(claim, tables, PUBLISHED, claims) for claims in [read(text, PUBLISHED)]
                        for claim in claims)
        if finding.verdict.is_alarm
    ]
    assert not accused, "\n".join(accused)


def test_every_wording_can_be_filled_in() -> None:
    """A wording that asks for what the generator does not give would only fail when the dice fall on it."""
    known = {"A", "S", "a", "b", "B", "flow", "to", "went", "when", "basis", "v", "v0", "v1", "when0", "pc", "sign",
             "moved", "nth", "hedge", "product"}
    asked = {
        rest.partition("}")[0] for texts in wordings().values() if isinstance(texts, list)
        for text in texts for rest in text.split("{")[1:]
    }
    assert asked <= known
