"""Words beside a token that its letter does not tell: `no longer its` before a rank, `in return` behind a flow."""

from __future__ import annotations

import re
from functools import cache

from claims.language import FOLDER
from claims.pattern import pattern
from claims.scanning.lexicon import read_entries

FILE = "wording.toml"
NOTHING = "(?!)"


@cache
def wording(language: str, name: str) -> re.Pattern[str]:
    """What a language has under `name`; where it has nothing, a pattern that fits nowhere."""
    return pattern(_all(language).get(name, NOTHING))


@cache
def _all(language: str) -> dict[str, str]:
    path = FOLDER / language / FILE
    return {entry.value: entry.match for entry in read_entries(path)} if path.is_file() else {}
