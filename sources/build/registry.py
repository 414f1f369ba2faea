"""Which tables there are, and what builds each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from sources.build import exchange_rates, india
from sources.build.rows import Row

TABLES: Mapping[str, Callable[[Path], Iterable[Row]]] = {
    "india-partners": india.partners,
    "fx-ecb-monthly": exchange_rates.ecb_monthly,
    "fx-ecb-annual": exchange_rates.ecb_annual,
    "fx-wdi-annual": exchange_rates.world_bank,
    "fx-inr-fiscal": exchange_rates.rupee_fiscal,
}
