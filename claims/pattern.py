"""Patterns: regular expressions that are compiled when a text first needs them.

The reader has some two hundred, of which a short text needs a third, and compiling all takes longer than reading it.
"""

from __future__ import annotations

import re
from typing import Any, cast


class _Compiled:
    """Has what a compiled expression answers with, so that nothing more has to be asked of it."""


class _Pattern(_Compiled):
    """Stands for a compiled expression, and becomes as quick as one at the first question."""

    def __init__(self, words: str, flags: int) -> None:
        self._given = words, flags

    def __getattr__(self, name: str) -> Any:
        compiled = re.compile(*self._given)
        for each in ("search", "match", "fullmatch", "finditer", "findall", "split", "sub", "pattern"):
            setattr(self, each, getattr(compiled, each))
        self.__class__ = _Compiled  # type: ignore[assignment]  # the way here takes longer than most searches
        return getattr(compiled, name)


def pattern(words: str, flags: int = 0) -> re.Pattern[str]:
    """What `re.compile` gives, and as late as can be: a mistake in `words` shows when it is first used."""
    return cast("re.Pattern[str]", _Pattern(words, flags))
