"""How a failure is written: a code that can be counted, and a reason for a person."""

from __future__ import annotations


def failure(code: str, reason: object) -> str:
    """"code: reason" on one line and short enough to group by."""
    return f"{code}: {' '.join(str(reason).split())[:300]}"
