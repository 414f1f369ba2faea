"""The lexicon: every entry of every file finds its own examples and leaves alone what it says it leaves alone."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from claims.language import languages
from claims.scanning import wording
from claims.scanning.folded import Folded
from claims.scanning.lexicon import (
    AREA_COLUMNS,
    FOLDER,
    GRAMMAR,
    LISTS,
    BadEntry,
    Entry,
    Lexicon,
    expand,
    read_areas,
    read_entries,
)
from sources.terms.areas import areas
from sources.terms.products import products
from sources.units import factor
from tests.conftest import cases

MOST = 1200             # literals of one entry
FILES = sorted(path for path in FOLDER.glob("*/*.toml") if path.name != "language.toml")
WORDINGS = [path for path in FILES if path.name == wording.FILE]

READERS = [path for floor in ("claims", "factcheck/judging") for path in Path(floor).rglob("*.py")]
CODE = "".join(path.read_text(encoding="utf-8") for path in READERS)


def examples() -> list[Any]:
    rows = []
    for path in sorted({*FILES} - {*WORDINGS}):
        for number, word in enumerate(tomllib.loads(path.read_text(encoding="utf-8"))["word"], 1):
            if word["category"] not in LISTS and word.get("reads"):
                rows.append(pytest.param(path, word, id=f"{path.parent.name}-{path.stem}-{number}-{word['value']}"))
    return rows


@pytest.mark.parametrize(("path", "word"), examples())
def test_every_entry_reads_its_own_examples(path: Path, word: dict[str, Any]) -> None:
    lexicon = Lexicon.load(path.parent.name)
    wanted = (word["category"], word["value"])

    def finds(sentence: str) -> bool:
        hits, words = lexicon.find(Folded.of(sentence))
        if path.name in GRAMMAR:
            return any(hit[2:] == wanted for hit in hits)
        return any((word.category, word.value) == wanted for word in words)

    assert [sentence for sentence in word["reads"] if not finds(sentence)] == []
    assert [sentence for sentence in word["skips"] if finds(sentence)] == []


@pytest.mark.parametrize(("language", "word"), [
    pytest.param(path.parent.name, word, id=f"{path.parent.name}-{word['value']}")
    for path in WORDINGS for word in tomllib.loads(path.read_text(encoding="utf-8"))["word"]
])
def test_every_wording_fits_its_own_examples_and_is_asked_for(language: str, word: dict[str, Any]) -> None:
    """Right before a token where it ends with $, right behind one otherwise, unless it begins at any word."""
    found = wording.wording(language, word["value"])
    fits = found.search if word["match"].endswith("$") or "\\b" in word["match"][:6] else found.match
    assert [words for words in word["reads"] if not fits(words)] == []
    assert [words for words in word["skips"] if fits(words)] == []
    assert f'"{word["value"]}"' in CODE


def test_a_language_without_a_wording_has_one_that_fits_nothing() -> None:
    assert wording.wording("hi", "no-longer").search("no longer its ") is None


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_the_quick_reader_of_toml_agrees_with_the_library(path: Path) -> None:
    words = tomllib.loads(path.read_text(encoding="utf-8"))["word"]
    assert [(entry.category, entry.value, entry.match, entry.unless, entry.case) for entry in read_entries(path)] == [
        (word["category"], word["value"], word["match"], word.get("unless", ""), word.get("case", False))
        for word in words]


@pytest.mark.parametrize(("pattern", "literals"), [
    ("tea", {"tea"}),
    ("exports?", {"export", "exports"}),
    ("coffee( beans?)?", {"coffee", "coffee bean", "coffee beans"}),
    ("a (b|c) d|e", {"a b d", "a c d", "e"}),
    ("year-on-year", {"year-on-year", "year on year"}),
    ("((a|b)c)?d", {"d", "acd", "bcd"}),
])
def test_patterns_stand_for_a_finite_set(pattern: str, literals: set[str]) -> None:
    assert set(expand(pattern)) == literals


@pytest.mark.parametrize("name", languages())
def test_no_word_stands_for_thousands(name: str) -> None:
    """Each literal costs at every start: one pattern with ten choices in a row once took a tenth of a second."""
    counts = {entry.match[:60]: sum(1 for _ in literals(entry)) for entry in Lexicon.load(name).entries}
    assert {match: count for match, count in counts.items() if count > MOST} == {}


def literals(entry: Entry) -> Iterable[str]:
    return () if entry.category in LISTS else expand(entry.match)


@pytest.mark.parametrize("pattern", ["(a", "a)", "?a", "a|(b", "a(?b)"])
def test_broken_patterns_are_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match=r"bracket|optional"):
        expand(pattern)


@contextmanager
def passed_on() -> Iterator[None]:
    """What is raised inside goes on from here, with the traceback that the caller of a generator gives it."""
    yield


@pytest.mark.parametrize(("text", "reason"), [
    ("[[word]]\ncategory = \"flow\"\nvalue = \"export\"\n", "no match"),
    ("[[word]]\ncategory = flow\n", "cannot read the value"),
    ("[[word]]\nnonsense\n", "cannot read"),
])
def test_a_broken_file_is_named_with_its_line(tmp_path: Path, text: str, reason: str) -> None:
    path = tmp_path / "broken.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadEntry, match=reason) as caught, passed_on():
        list(read_entries(path))
    assert str(caught.value).startswith("broken.toml, line ")


@pytest.mark.parametrize("name", languages())
def test_no_phrase_of_one_kind_stands_for_two_things(name: str) -> None:
    meanings: Counter[tuple[bool, bool, str]] = Counter()
    for entry in Lexicon.load(name).entries:
        if entry.file in GRAMMAR and entry.category not in LISTS:
            meanings.update({(True, entry.case, literal.lower()) for literal in expand(entry.match)})
    assert [key for key, count in meanings.items() if count > 1] == []


def test_every_area_and_product_is_in_the_tables() -> None:
    entries = [entry for path in FOLDER.glob("*/areas.tsv") for entry in read_areas(path)]
    known = set(areas())
    assert {entry.value for entry in entries} <= known
    assert {entry.category for entry in entries} == set(AREA_COLUMNS)
    lists = [*FOLDER.glob("*/products.toml"), *FOLDER.glob("*/chapters.toml")]
    goods = [entry for path in lists for entry in read_entries(path)]
    assert {entry.value for entry in goods} <= set(products())


@pytest.mark.parametrize(("text", "found"), [
    ("the US and us", [("area", "USA")]),
    ("U.S. exports", [("area", "USA")]),
    ("Latin America", [("area", "Latin America")]),
    ("South Korea and North Korea", [("area", "KOR"), ("area", "PRK")]),
    ("Chinese Taipei", [("area", "TWN")]),
    ("West German goods", [("demonym", "DEU")]),
    ("Turkey ate turkey", [("area", "TUR")]),
    ("New Mexico", [("area", "New Mexico")]),
    ("Hong Kong dollars", []),
    ("South\n   Africa", [("area", "ZAF")]),
    ("South\n\nAfrica", [("area", "Africa")]),
    ("businesses", []),
    ("the EC and the European Community", [("area", "EU27"), ("area", "EU27")]),
])
def test_areas_are_found_where_they_are_named(text: str, found: list[tuple[str, str]]) -> None:
    words = Lexicon.load().find(Folded.of(text))[1]
    assert [(word.category, word.value) for word in words if word.category in AREA_COLUMNS] == found


def test_meaning_prefers_the_entry_that_asks_for_capitals() -> None:
    lexicon = Lexicon("xx", [Entry("bird", "turkey", "turkey"), Entry("area", "TUR", "Turkey", case=True)])
    assert [word.value for word in lexicon.find(Folded.of("Turkey sold a turkey"))[1]] == ["TUR", "turkey"]


def test_every_unit_has_a_definition() -> None:
    units = {entry.value.rpartition(" ")[2] for name in languages() for entry in Lexicon.load(name).entries
             if entry.category == "unit"}
    assert sorted(unit for unit in units if not known(unit)) == []


def known(unit: str) -> bool:
    return factor(unit, unit) == 1


def test_no_word_for_goods_hides_the_flow() -> None:
    """Only the longest phrase counts, so "software exports" as one phrase of goods would leave no flow."""
    entries = read_entries(FOLDER / "en" / "products.toml")
    assert [literal for entry in entries for literal in expand(entry.match)
            if any(flow in literal.lower() for flow in ("export", "import", "shipment"))] == []


@pytest.mark.parametrize("case", cases("areas.jsonl"))
def test_areas_are_named_and_not_what_only_sounds_like_them(case: dict[str, Any]) -> None:
    words = Lexicon.load("en").find(Folded.of(case["text"]))[1]
    assert [word.value for word in words if word.category in AREA_COLUMNS] == case["areas"]
