"""Which tables there are, and what builds each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from sources.build import announced, economy, exchange_rates, factbook, india, targets, us, us_payments, world
from sources.build.monthly import gathered
from sources.build.rows import Row

TABLES: Mapping[str, Callable[[Path], Iterable[Row]]] = {
    "india-partners": india.partners,
    "india-chapters": india.chapters,
    "india-chapter-years": gathered("india-chapter-years"),
    "india-national": announced.national_india,
    "india-months": gathered("india-months"),
    "official-figures": announced.figures,
    "official-series": announced.series,
    "official-changes": announced.changes,
    "official-shares": announced.shares,
    "targets": targets.targets,
    "tariffs": targets.tariffs,
    "us-partners-annual": us.partners_annual,
    "us-partners-monthly": us.partners_monthly,
    "us-national": us.national,
    "us-imports-chapters": us.imports_by_chapter,
    "us-goods-services-monthly": us_payments.monthly,
    "us-national-monthly": gathered("us-national-monthly"),
    "us-goods-by-country": gathered("us-goods-by-country"),
    "korea-months": gathered("korea-months"),
    "oman-months": gathered("oman-months"),
    "china-months": gathered("china-months"),
    "pakistan-payments": gathered("pakistan-payments"),
    "wdi-merchandise": world.merchandise,
    "wdi-goods-services": world.goods_and_services,
    "wdi-services": world.services,
    "wdi-economy": economy.economies,
    "baci-2023": world.pairs_2023,
    "baci-2024-totals": world.totals_2024,
    "baci-2005-2021": world.pairs_2005_2021,
    "factbook-totals": factbook.totals,
    "fx-ecb-monthly": exchange_rates.ecb_monthly,
    "fx-ecb-annual": exchange_rates.ecb_annual,
    "fx-wdi-annual": exchange_rates.world_bank,
    "fx-fed": exchange_rates.federal_reserve,
    "fx-inr-fiscal": exchange_rates.rupee_fiscal,
}
