"""Parts of all trade: what some kind of firm trades, and all goods but those that a sentence leaves out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.pattern import pattern
from claims.scanning.token import Token

if TYPE_CHECKING:
    from claims.clauses.reader import Reader

LEFT_OUT = pattern("z[~.s]*P,")
REST = {"PETROLEUM": "NON-OIL", "CRUDE-OIL": "NON-OIL"}
FIRMS = pattern("P[~.]*[LSOU][^XC;P]*$")


def traders(reader: Reader, at: int) -> Token | None:
    """`Foreign-invested firms recorded a surplus`: the part of all trade that who trades makes it."""
    found = FIRMS.search(reader.shape, 0, at)
    token: Token | None = reader.items[found.start()] if found is not None else None
    return token if token is not None and token.value.endswith("-ENTERPRISES") else None


def left_out(reader: Reader) -> tuple[str, str] | None:
    """`Excluding oil and gas, exports were ...`: the rest of all goods, as code and name."""
    found = LEFT_OUT.match(reader.shape)
    if found is None:
        return None
    token = reader.items[found.end() - 2]
    code = REST.get(token.value, f"NON-{token.value}")
    return code, f"all but {reader.line.text[token.start : token.end]}"
