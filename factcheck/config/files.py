"""Configuration files: which one counts, and what stands in it, unchecked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from factcheck.inputs import is_path
from sources.terms.errors import TradeError

OWN = "factcheck.toml"
SHARED = "setup.cfg"            # where it has a [factcheck] section; parts of it are [factcheck:bands] and so on
SECTION = "factcheck"
LARGEST = 2**20                 # bytes


@dataclass(eq=False)
class BadConfig(TradeError):
    """A setting that cannot be, with its place: a file and line, an option or a variable."""

    place: str
    reason: str

    def __str__(self) -> str:
        return f"{self.place}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Written:
    """What a file says: TOML values, or of setup.cfg text alone.  `lines` are the places of keys, for messages."""

    path: Path
    values: dict[str, Any]
    lines: dict[tuple[str, str], int]       # (part or "", key) -> line, from 1

    def place(self, key: str, part: str = "") -> str:
        line = self.lines.get((part, key))
        return f"{self.path}, line {line}" if line else str(self.path)


def nearest(inputs: Iterable[str], working: Path) -> Path | None:
    """The file nearest upward from the folder that all `inputs` lie in; where there is none, upward from `working`.

    Standard input and addresses count as lying in `working`.
    """
    for start in dict.fromkeys((common_folder(inputs, working), working)):
        for folder in (start, *start.parents):
            for path in (folder / OWN, folder / SHARED):
                if path.is_file() and (path.name == OWN or _has_section(path)):
                    return path
    return None


def common_folder(inputs: Iterable[str], working: Path) -> Path:
    """The lowest folder that has all of them in it; `working` where they have none in common but the root."""
    folders = [path if path.is_dir() else path.parent for path in
               ((working / name).absolute() for name in inputs if is_path(name))]
    if not folders:
        return working
    common = folders[0]
    while not all(folder.is_relative_to(common) for folder in folders):
        common = common.parent
    return common if common != common.parent else working


def read(path: Path) -> Written:
    """What `path` says.  Raises BadConfig, with the line, where it is no TOML or no INI file or cannot be opened."""
    try:
        with path.open("rb") as file:
            text = file.read(LARGEST).decode("utf-8-sig")
    except FileNotFoundError:
        raise BadConfig(str(path), "no such file; check the name") from None
    except OSError as trouble:
        raise BadConfig(str(path), f"cannot be opened ({(trouble.strerror or '').lower()})") from None
    except UnicodeDecodeError as broken:
        raise BadConfig(str(path), f"byte {broken.start} is not UTF-8; save the file as UTF-8") from None
    values = _toml(path, text) if path.suffix == ".toml" else _ini(path, text)
    return Written(path, values, dict(_lines(text, path.suffix == ".toml")))


def _toml(path: Path, text: str) -> dict[str, Any]:
    import tomllib
    from decimal import Decimal

    try:
        return tomllib.loads(text, parse_float=Decimal)
    except (tomllib.TOMLDecodeError, RecursionError) as broken:
        raise BadConfig(str(path), f"is not TOML: {broken}") from None


def _ini(path: Path, text: str) -> dict[str, Any]:
    import configparser

    parser = configparser.ConfigParser(interpolation=None)
    parser.optionxform = str        # type: ignore[assignment, method-assign]    # keys as they are written
    try:
        parser.read_string(text, str(path))
    except configparser.Error as broken:
        raise BadConfig(str(path), " ".join(str(broken).split())) from None
    values: dict[str, Any] = {}
    for name in parser.sections():
        section, _, part = name.partition(":")
        if section == SECTION and part:
            values[part] = dict(parser[name])
        elif section == SECTION:
            values |= dict(parser[name])
    return values


def _has_section(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return any(line.startswith((b"[factcheck]", b"[factcheck:")) for line in file.read(LARGEST).splitlines())
    except OSError:
        return False


def _lines(text: str, toml: bool) -> Iterator[tuple[tuple[str, str], int]]:
    part, ours = "", toml
    for number, line in enumerate(text.splitlines(), 1):
        if heading := re.match(r"\s*\[\s*([^\]]*?)\s*\]", line):
            section, _, rest = heading[1].partition(":")
            part, ours = (heading[1], True) if toml else (rest, section == SECTION)
            if ours:
                yield ("", part), number
        elif ours and (key := re.match(r"""["']?([\w-]+)["']?\s*[=:]""", line.lstrip() if toml else line)):
            yield (part, key[1]), number
