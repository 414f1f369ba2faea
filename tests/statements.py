"""Claims made by hand for the judge's tests: what the reader would give for a sentence that says everything."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from claims.claim import Claim, Direction, Found, Hedge, Kind, Modality, Sign
from sources.terms.key import Basis, Flow, PartialKey
from sources.terms.period import Period
from sources.terms.quantity import Interval

ENUMS = {"kind": Kind, "sign": Sign, "direction": Direction, "hedge": Hedge, "modality": Modality}


def statement(
    value: str, unit: str = "USD", slack: str = "0", reporter: str | None = "IND", partner: str | None = "USA",
    flow: str | None = "export", product: str = "TOTAL", basis: str | None = None, period: str | None = "FY2024-25",
    versus: str | None = None, whole: dict[str, str] | None = None, found: dict[str, str] | None = None,
    quote: str | None = None, start: int = 0, name: str = "c1", **said: Any,
) -> Claim:
    """Fields by the names of the machine formats; whatever is given counts as said, unless `found` has it otherwise."""
    fields = {
        "reporter": reporter, "partner": partner, "flow": flow, "period": period, "basis": basis, "versus": versus,
    }
    how = {field: Found.SAID for field, value in fields.items() if value is not None}
    how |= {field: Found(word) for field, word in (found or {}).items()}
    said = {field: ENUMS[field](word) if field in ENUMS else word for field, word in said.items()}
    quote = quote if quote is not None else f"{value} {unit}"
    amount = Decimal(value)
    return Claim(
        id=name, quote=quote, start=start, end=start + len(quote), sentence=(start, start + len(quote)),
        kind=said.pop("kind", Kind.LEVEL), value=amount, unit=unit, slack=Decimal(slack),
        stated=Interval.around(amount, Decimal(slack)),
        key=PartialKey(reporter, partner, Flow(flow) if flow else None, product, Basis(basis) if basis else None),
        period=Period.parse(period) if period else None, versus=Period.parse(versus) if versus else None,
        whole=PartialKey(**{k: Flow(v) if k == "flow" else v for k, v in whole.items()}) if whole else None,  # type: ignore[arg-type]
        found=how, **said,
    )
