"""The published JSON Schema: every sample and any article keeps to it, and it names every field there is."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import jsonschema
import pytest
from click.testing import Result
from hypothesis import given, settings
from hypothesis import strategies as st

from factcheck.api import check, check_text
from factcheck.inputs import Document
from factcheck.report import machine
from sources.tables import Tables
from tests.conftest import CASES, ROOT
from tests.findings import CLAIMS, REPORT

Run = Callable[..., Result]
SCHEMA: dict[str, Any] = json.loads((ROOT / "docs" / "schema-1.json").read_text(encoding="utf-8"))


def closed(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema with no room for fields that it does not name."""
    strict = copy.deepcopy(schema)
    for name, part in schema["$defs"].items():
        strict["$defs"][f"open-{name}"] = copy.deepcopy(part)
    for name in schema["$defs"]:
        close(strict["$defs"][name])
    return strict


def close(part: Any) -> None:
    if isinstance(part, dict):
        for each in part.get("allOf", ()):
            each["$ref"] = each["$ref"].replace("#/$defs/", "#/$defs/open-")
        if "properties" in part:
            part["unevaluatedProperties"] = False
        for name, each in part.items():
            if name != "allOf":
                close(each)
    elif isinstance(part, list):
        for each in part:
            close(each)


STRICT = jsonschema.Draft202012Validator(closed(SCHEMA), format_checker=jsonschema.FormatChecker())
TEXTS = sorted({row["text"] for name in ("verdicts.jsonl", "arithmetic.jsonl", "claims_es.jsonl", "claims_hi.jsonl")
                for row in map(json.loads, (CASES / name).read_text(encoding="utf-8").splitlines()) if "text" in row})


@pytest.fixture(scope="module")
def tables(compiled: None) -> Tables:
    return Tables.bundled()


def keeps(value: object) -> None:
    STRICT.validate(json.loads(json.dumps(value)))


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def described(part: Any, path: str = "") -> Iterator[str]:
    """The fields that are not described, by their way through the schema."""
    if isinstance(part, dict):
        for name, each in part.get("properties", {}).items():
            if "description" not in each and "$ref" not in each:
                yield f"{path}.{name}"
        for name, each in part.items():
            yield from described(each, f"{path}.{name}" if name not in ("properties", "items") else path)
    elif isinstance(part, list):
        for each in part:
            yield from described(each, path)


def test_every_field_is_described() -> None:
    assert list(described(SCHEMA["$defs"])) == []


@pytest.mark.parametrize("command", [
    ("check", "--sample", "--format", "json"), ("check", "--sample", "--format", "jsonl"),
    ("extract", "--sample", "--format", "json"), ("extract", "--sample", "--format", "jsonl"),
    ("check", "no-such-file.txt", "--format", "json"),
    *(("lookup", *words.split(), "--format", "json") for words in (
        "India exports to United States 2024-25", "rank of Japan in US imports 2024", "India trade target 2030",
        "tariff of the US on India", "INR per USD 2024", "India exports since 2018",
        "growth of China exports 2010 to 2020", "India exports to Chile 1950", "Bhutan exports to Chad 1950")),
], ids=" ".join)
def test_what_commands_print(run: Run, command: tuple[str, ...]) -> None:
    said = run(*command)
    assert said.exit_code in (0, 1, 2)
    keeps(json.loads(said.stdout))


def test_findings_by_hand() -> None:
    keeps(machine.report_object(REPORT))
    keeps(machine.extract_object(REPORT.document, CLAIMS))


def test_every_case_of_the_judge_keeps_to_the_schema(tables: Tables) -> None:
    assert len(TEXTS) > 50
    for text in TEXTS:
        keeps(machine.report_object(check(Document("a.txt", text, None, date(2026, 1, 13)), tables)))


words = st.sampled_from([
    "India", "the US", "exports", "imports from China", "rose", "fell", "to", "by", "about", "USD 86.51 billion",
    "18 per cent", "$3-4 trillion", "a third", "doubled", "in 2024-25", "in 2030", "the largest", "deficit", "record",
    "target", ".", "\n\n", "<!-- factcheck: ignore agreed -->", "\u202e", "\x00", "₹5 lakh crore",
])


@settings(max_examples=40)
@given(st.lists(st.one_of(words, st.text(max_size=8)), max_size=25).map(" ".join))
def test_any_article_keeps_to_the_schema(tables: Tables, text: str) -> None:
    keeps(machine.report_object(check_text(text, tables, date(2026, 1, 13))))
