"""Patterns that are compiled when they are first used."""

from __future__ import annotations

import pkgutil
import re
from importlib import import_module

import pytest

import claims
from claims.pattern import pattern

MODULES = sorted(each.name for each in pkgutil.walk_packages(claims.__path__, "claims."))


def test_a_pattern_answers_as_a_compiled_one_does() -> None:
    late = pattern(r"exports? (rose|fell)", re.IGNORECASE)
    at_once = re.compile(r"exports? (rose|fell)", re.IGNORECASE)
    for text in ("Exports rose", "the export fell, exports rose", "imports"):
        assert [each.span() for each in late.finditer(text)] == [each.span() for each in at_once.finditer(text)]
        assert (late.match(text) is None) is (at_once.match(text) is None)
    assert late.pattern == at_once.pattern


def test_a_mistake_shows_at_the_first_use() -> None:
    broken = pattern("(")
    with pytest.raises(re.error):
        broken.search("")


@pytest.mark.parametrize("name", MODULES)
def test_every_pattern_of_the_reader_compiles(name: str) -> None:
    for each in vars(import_module(name)).values():
        if type(each).__name__ == "_Pattern":
            each.search("")
