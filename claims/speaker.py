"""Who a sentence says it from: `the Commerce Department said`, `according to customs data`."""

from __future__ import annotations

import re

from claims.shape import Line
from claims.token import Token

LONGEST = 80  # characters of a name with its office
BEFORE = re.compile(r"(?:^|[,;:(\"“”\n])\s*(?:[Tt]he\s|[Aa]n?\s)?([^,;:()\"“”\n]{2,80}?)\s+$")
BEHIND = re.compile(r"\s+(?:the\s|an?\s)?([^,;:.()\"“”\n]{2,80})")
NOBODY = frozenset({"he", "she", "it", "they", "we", "figures", "statistics", "data", "officials", "report"})


def speaker(line: Line) -> str | None:
    """The name of the source as printed, without its article; None where the sentence names none."""
    text = line.text
    for item in line.items:
        if type(item) is not Token or item.category != "says":
            continue
        if item.value == "behind":
            match = BEHIND.match(text, item.end, min(line.end, item.end + LONGEST))
        else:
            match = BEFORE.search(text[max(line.start, item.start - LONGEST) : item.start])
        if (
            match is not None
            and (name := " ".join(match.group(1).split()))
            and name.lower() not in NOBODY
            and name != name.lower()
        ):
            return name
    return None
