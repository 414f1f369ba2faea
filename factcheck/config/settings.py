"""The settings in force: defaults, below the configuration file, below the environment, below options."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from factcheck.config.files import BadConfig, nearest, read
from factcheck.config.keys import KEYS, meant_or_all, shown
from factcheck.exits import ALARM
from factcheck.judging.bands import NEWSROOM, Bands
from factcheck.report.formats import Manner

if TYPE_CHECKING:
    from factcheck.inputs import Document

FILE = "FACTCHECK_CONFIG"               # names the configuration file in place of the nearest one
FROM_ENVIRONMENT = {"language": "FACTCHECK_LANGUAGE", "format": "FACTCHECK_FORMAT", "fail-on": "FACTCHECK_FAIL_ON"}
DEFAULT = "default"


@dataclass(frozen=True, slots=True)
class Config:
    """Every setting, as the keys of the file are called with `_` for `-`; `origins` says of each key whence it is."""

    file: Path | None = None
    tables: tuple[Path, ...] = ()
    language: str = "auto"
    encoding: str | None = None
    published: date | None = None       # of an article that does not say
    format: str = "text"
    fail_on: str = ALARM
    select: tuple[str, ...] = ()        # none: all
    ignore: tuple[str, ...] = ()
    baseline: Path | None = None
    severities: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    bands: Bands = NEWSROOM
    origins: Mapping[str, str] = field(default_factory=dict)

    def with_options(self, **said: Any) -> Config:
        """With what options say, called as keys with `_` for `-`; None is one not given.  Raises BadConfig."""
        config = self
        for name, value in said.items():
            key = name.replace("_", "-")
            if value is not None:
                config = config.told(key, value, f"option --{key}", Path())
        return config

    def told(self, key: str, value: Any, origin: str, folder: Path) -> Config:
        """With one more setting, paths in it being relative to `folder`.  Raises BadConfig, which names `origin`."""
        if key not in KEYS:
            raise BadConfig(origin, f"there is no setting {shown(key)}{meant_or_all(key, KEYS)}")
        try:
            read_value = KEYS[key].read(value, folder)
        except ValueError as wrong:
            raise BadConfig(origin, f"{key}: {wrong}") from None
        return replace(self, **{key.replace("-", "_"): read_value}, origins={**self.origins, key: origin})

    def settled(self, document: Document) -> Document:
        """The document in the language that is settled, and of the day that is where it gives none itself."""
        if self.language != "auto":
            document = replace(document, language=self.language)
        if self.published and not document.published:
            document = replace(document, published=self.published, dated_by="configuration")
        return document

    def manner(self, quiet: bool = False, verbose: bool = False, full: bool = False) -> Manner:
        """How reports are to name and rate what is found."""
        return Manner(quiet, verbose, self.names, self.severities, full)

    def rows(self) -> list[tuple[str, object, str]]:
        """Every key with its value, made of text, numbers and lists, and where it is from."""
        return [(key, plain(getattr(self, key.replace("-", "_"))), self.origins.get(key, DEFAULT)) for key in KEYS]


def load(
    inputs: Iterable[str] = (), named: Path | None = None, *, environment: Mapping[str, str] = os.environ,
    working: Path | None = None,
) -> Config:
    """What is in force for `inputs`, without options: defaults, the configuration file, the environment.

    The file is `named`, else that of FACTCHECK_CONFIG, else the nearest: see `files.nearest`.  Raises BadConfig.
    """
    working = working or Path.cwd()
    path = named or (Path(environment[FILE]) if environment.get(FILE) else nearest(inputs, working))
    config = Config()
    if path:
        written = read(path)
        config = replace(config, file=path)
        for key, value in written.values.items():
            for name in value if isinstance(value, dict) else ():       # one by one, so that a mistake has its line
                config.told(key, {name: value[name]}, written.place(name, key), path.parent)
            config = config.told(key, value, written.place(key), path.parent)
    for key, variable in FROM_ENVIRONMENT.items():
        if environment.get(variable):
            config = config.told(key, environment[variable], f"environment variable {variable}", working)
    return config


def plain(value: Any) -> object:
    if isinstance(value, Bands):
        changed = {each.name.replace("_", "-"): getattr(value, each.name) for each in fields(value)}
        return {name: str(amount) for name, amount in changed.items()}
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, tuple):
        return [str(each) for each in value]
    return str(value) if isinstance(value, Path | date) else value
