"""The manifest: what was audited, with which program, tables and options, by which runs, and what it came to."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

from factcheck import __version__
from factcheck.audit.store import Store
from sources.terms.errors import TradeError

if TYPE_CHECKING:
    from sources.cards import Card

MANIFEST = "manifest.json"
SCHEMA = 1
NOTABLE = ("datatrove", "fastwarc", "resiliparse", "trafilatura", "pyarrow", "duckdb", "ray")


@dataclass(eq=False)
class OtherAudit(TradeError):
    """The folder holds the results of another archive or other options."""

    out: str
    differs: str

    def __str__(self) -> str:
        return f"{self.out} holds an audit with other {self.differs}; give its own, or another folder"


@dataclass(eq=False)
class NoAudit(TradeError):
    out: str

    def __str__(self) -> str:
        return f"{self.out} holds no audit; make one with: factcheck audit ARCHIVE --out {self.out}"


@dataclass(eq=False)
class UnfinishedAudit(TradeError):
    out: str
    tasks: int
    done: int

    def __str__(self) -> str:
        return (f"{self.out}: {self.tasks - self.done} of {self.tasks} tasks are not done; "
                f"logs/logs in it says why, and the same command goes on where this run stopped")


def mark(cards: Iterable[Card]) -> str:
    """A short name for exactly these tables; each document's row says by which it was checked."""
    lines = sorted(f"{card.id} {card.sha256}" for card in cards)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:12]


def begin(store: Store, archives: list[str], options: dict[str, Any]) -> dict[str, Any] | None:
    """The manifest of the audit that is already in `store`, None where there is none.

    Raises OtherAudit where that one read something else or read it otherwise.
    """
    known: dict[str, Any] | None = store.read_json(MANIFEST)
    if known is None:
        return None
    if known["archives"] != archives:
        raise OtherAudit(store.folder, "archives: " + ", ".join(known["archives"]))
    for name, value in options.items():
        if known["options"].get(name) != value:
            raise OtherAudit(store.folder, f"options: {name} is {known['options'].get(name)!r} there")
    return known


def create(
    archives: list[str], options: dict[str, Any], tasks: int, size: int, passed_over: Mapping[str, int],
) -> dict[str, Any]:
    """`passed_over`: how many files of which ending lay in the archives that are of no kind audits read."""
    return {"schema": SCHEMA, "archives": archives, "options": options, "tasks": tasks, "bytes": size,
            "passed_over": dict(passed_over), "runs": [], "finished": None, "counts": None}


def run_of(cards: Iterable[Card], engine: str, workers: int) -> dict[str, Any]:
    """What one run adds to the manifest."""
    cards = list(cards)
    return {
        "started": now(), "engine": engine, "workers": workers, "version": __version__,
        "versions": {"python": platform.python_version()} | dict(_installed()),
        "mark": mark(cards),
        "tables": [{"id": card.id, "vintage": card.vintage.isoformat() if card.vintage else None,
                    "sha256": card.sha256} for card in cards],
    }


def read(store: Store) -> dict[str, Any]:
    known: dict[str, Any] | None = store.read_json(MANIFEST)
    if known is None:
        raise NoAudit(store.folder)
    return known


def write(store: Store, manifest: dict[str, Any]) -> None:
    store.write_json(MANIFEST, manifest)


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _installed() -> Iterable[tuple[str, str]]:
    for name in NOTABLE:
        with suppress(PackageNotFoundError):
            yield name, version(name)
