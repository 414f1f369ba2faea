"""Where an audit lies: any folder fsspec reaches.  What is written appears whole or not at all."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import IO, Any


class Store:
    """A folder, local or remote, with names relative to it.

    Local files are written beside their place and renamed; objects of a store such as S3 appear when their upload is
    complete.  Either way a reader, and a run that comes after a kill, sees whole files alone.
    """

    def __init__(self, folder: str) -> None:
        self.folder = folder

    @cached_property
    def _reached(self) -> tuple[Any, str]:
        from fsspec.core import url_to_fs

        system, root = url_to_fs(self.folder)
        return system, root.rstrip("/")

    def __getstate__(self) -> dict[str, str]:
        return {"folder": self.folder}      # workers open their own connections

    @property
    def is_local(self) -> bool:
        return "file" in _protocols(self._reached[0])

    def path(self, name: str) -> str:
        """The full path of `name`, with its protocol where it is not a local one."""
        system, root = self._reached
        inside = f"{root}/{name}"
        return inside if self.is_local else str(system.unstrip_protocol(inside))

    def write(self, name: str, data: bytes) -> None:
        system, root = self._reached
        if not self.is_local:
            system.pipe_file(f"{root}/{name}", data)
            return
        place = Path(root, name)
        place.parent.mkdir(parents=True, exist_ok=True)
        unfinished = place.with_name(f".{place.name}.{os.getpid()}")
        with unfinished.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(place)

    def write_json(self, name: str, value: Any) -> None:
        self.write(name, json.dumps(value, ensure_ascii=True, indent=1).encode())

    def read_json(self, name: str) -> Any:
        """What `write_json` wrote, None where there is none."""
        return json.loads(data) if (data := self.read(name)) is not None else None

    def read(self, name: str) -> bytes | None:
        system, root = self._reached
        try:
            return bytes(system.cat_file(f"{root}/{name}"))
        except FileNotFoundError:
            return None

    def open(self, name: str) -> IO[bytes]:
        system, root = self._reached
        opened: IO[bytes] = system.open(f"{root}/{name}", "rb")
        return opened

    def names(self, folder: str) -> list[str]:
        """The files of a folder in sorted order, relative to the store; unfinished ones are left out."""
        system, root = self._reached
        system.invalidate_cache()
        try:
            found = system.ls(f"{root}/{folder}", detail=False)
        except FileNotFoundError:
            return []
        names = (str(path).rstrip("/").rsplit("/", 1)[-1] for path in found)
        return sorted(f"{folder}/{name}" for name in names if not name.startswith("."))

    def remove(self, name: str) -> None:
        """Removes a file or a folder with all that is in it; one that is not there is no trouble."""
        system, root = self._reached
        with suppress(FileNotFoundError):
            system.rm(f"{root}/{name}", recursive=True)


def _protocols(system: Any) -> tuple[str, ...]:
    return (system.protocol,) if isinstance(system.protocol, str) else tuple(system.protocol)
