"""Claims as the machine formats write them, read back."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from claims.claim import Claim, Direction, Found, Hedge, Kind, Modality, Sign
from sources.terms.key import Basis, Flow, PartialKey
from sources.terms.period import Period, PeriodKind
from sources.terms.quantity import Interval


def claim_of(written: str) -> Claim:
    """The claim that `rows.claim_row` stored."""
    row: dict[str, Any] = json.loads(written)
    return Claim(
        id=row["id"], quote=row["quote"], start=row["start"], end=row["end"],
        sentence=(row["sentence"][0], row["sentence"][1]),
        kind=Kind(row["kind"]),
        value=Decimal(row["value"]), unit=row["unit"], slack=Decimal(row["slack"]),
        stated=Interval(Decimal(row["low"]), Decimal(row["high"])),
        key=_key(row["key"]) or PartialKey(),
        period=_period(row["period"]), versus=_period(row["versus"]),
        whole=_key(row["whole"]),
        value_high=None if row["value_high"] is None else Decimal(row["value_high"]),
        sign=row["sign"] and Sign(row["sign"]),
        direction=row["direction"] and Direction(row["direction"]),
        hedge=row["hedge"] and Hedge(row["hedge"]),
        modality=Modality(row["modality"]),
        since=row["since"], speaker=row["speaker"], product_name=row["product_name"],
        found={name: Found(how) for name, how in row["found"].items()},
    )


def _key(row: dict[str, Any] | None) -> PartialKey | None:
    if row is None:
        return None
    return PartialKey(row["reporter"], row["partner"], row["flow"] and Flow(row["flow"]), row["product"],
                      row["basis"] and Basis(row["basis"]))


def _period(row: dict[str, Any] | None) -> Period | None:
    if row is None:
        return None
    first, last = ((int(row[end][:4]), int(row[end][5:])) for end in ("start", "end"))
    return Period.span(first, last, PeriodKind(row["kind"]))
