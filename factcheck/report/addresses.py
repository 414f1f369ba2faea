"""Names of inputs as addresses: what formats for programs call a file by."""

from __future__ import annotations

from pathlib import PurePath
from urllib.parse import quote

from factcheck.inputs import STANDARD_INPUT


def uri(name: str) -> str:
    """A path relative to where the program runs stays relative, as code hosts want it; what is an address stays one."""
    if name == STANDARD_INPUT:
        return "standard-input"
    encoded = name.encode("utf-8", "replace")
    if name.startswith(("http://", "https://")):
        return quote(encoded, safe="/:?&=#%+,;@~!$'()*[]").replace("[", "%5B").replace("]", "%5D")
    path = PurePath(name)
    if path.is_absolute():
        return "file://" + quote(path.as_posix().encode("utf-8", "replace"))
    return quote(path.as_posix().encode("utf-8", "replace"))
