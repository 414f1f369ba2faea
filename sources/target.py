"""Targets: values of trade that somebody in office said would be reached, and by when."""

from __future__ import annotations

from datetime import date

from sources.observation import Provenance
from sources.terms.key import Basis, Flow
from sources.terms.period import Period
from sources.terms.quantity import Quantity
from sources.terms.vocabulary import value


@value
class Target:
    """One target as announced.  A newer announcement need not replace an older one."""

    reporter: str
    partner: str                # "WLD" where it is about all trade of the reporter
    flow: Flow
    product: str
    basis: Basis | None         # None where the announcement leaves it open
    quantity: Quantity
    by: Period                  # the year, fiscal year or month in which it is to be reached
    announced: date | None
    by_whom: str                # "joint statement of President Trump and Prime Minister Modi"
    provenance: Provenance
    note: str = ""
