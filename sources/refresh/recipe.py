"""Recipes: which tables can be refreshed, from which service, and what their cards will say."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from sources.refresh.source import Source
from sources.terms.errors import TradeError

RECIPES = Path(__file__).parent / "recipes.toml"


@dataclass(eq=False)
class NoRecipe(TradeError):
    table: str
    known: tuple[str, ...]

    def __str__(self) -> str:
        return f"no service is known for {self.table!r}; factcheck refreshes {', '.join(self.known)}"


@dataclass(frozen=True, slots=True)
class Service:
    """Where a service lives, and how it wants to be asked."""

    id: str
    title: str
    base: str                   # address without the last slash; FACTCHECK_URL_<ID> names another
    pause: float                # seconds between two requests
    key: str = ""               # environment variable with a key, "" where there are none
    module: str = ""
    type: str = ""              # the class in it

    @property
    def address(self) -> str:
        return os.environ.get(f"FACTCHECK_URL_{self.id.upper()}", self.base).rstrip("/")

    @property
    def host(self) -> str:
        return urlsplit(self.address).netloc

    def source(self) -> Source:
        """The module that speaks its language, loaded only now."""
        from importlib import import_module

        found: Source = getattr(import_module(f"sources.refresh.{self.module}"), self.type)()
        return found


@dataclass(frozen=True, slots=True)
class Recipe:
    """One table that can be refreshed."""

    id: str
    service: Service
    years: int                  # back from this one, unless asked otherwise; 0 for all there are
    first: int                  # year the service begins with
    of: str                     # the bundled table that it is a newer vintage of, "" for none
    card: Mapping[str, Any] = field(default_factory=dict)       # instead of, or beside, what the bundled card says
    said: Mapping[str, Any] = field(default_factory=dict)       # for the service

    def first_year(self, today: int) -> int:
        return max(self.first, today - self.years) if self.years else self.first


@cache
def recipes() -> dict[str, Recipe]:
    """Every recipe by the id of its table, in the order of the file."""
    text = tomllib.loads(RECIPES.read_text(encoding="utf-8"))
    services = {name: Service(name, **said) for name, said in text["service"].items()}
    found = {}
    for table in text["table"]:
        service = services[table["service"]]
        said = table.get("set", {})
        found[table["id"]] = Recipe(table["id"], service, table["years"], table["first"], table.get("of", ""),
                                    table.get("card", {}), said)
    return found


def recipe(table: str) -> Recipe:
    """The recipe for the table; raises `NoRecipe`."""
    try:
        return recipes()[table]
    except KeyError:
        raise NoRecipe(table, tuple(recipes())) from None
