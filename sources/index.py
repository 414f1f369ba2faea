"""The index: where the compiled tables lie, whether they are still those of the folders, and what they answer.

One file in the user's cache for one set of folders.  It carries the fingerprint of what it was compiled from: the text
of each card, the size and time of each CSV.  Opening compares fingerprints and reads nothing else; whether the bytes
of a CSV are those its card swears to is checked when compiling.
"""

from __future__ import annotations

import os
import sqlite3
import sys
import time
import zlib
from collections.abc import Sequence
from contextlib import closing, suppress
from datetime import date
from pathlib import Path
from typing import Any

from sources.progress import Progress
from sources.terms.errors import BadTable
from sources.terms.key import SeriesKey

FORMAT = 2                      # of the file that compiling.py writes: another number, another file
FEW_MISSES = 2_000              # each costs 50 microseconds, reading the list of all series 100 milliseconds
TOO_OLD = 90 * 24 * 60 * 60     # seconds after which an index that nobody has compiled anew is swept away

FIGURE = "f.start, f.end, f.kind, f.value, f.unit, f.slack, f.provenance, f.versus"
EXACT = "f.start = ?1 AND f.end = ?2"
INSIDE = "f.start >= ?1 AND f.start < ?2 AND f.end <= ?2"
OF_KEY = f"""SELECT {FIGURE} FROM series s JOIN figure f ON f.series = s.id
WHERE s.holds = ? AND s.reporter = ? AND s.partner = ? AND s.flow = ? AND s.product = ? AND s.basis = ?"""
ALL_SERIES = "SELECT holds, reporter, partner, flow, product, basis FROM series"
OF_OTHERS = """SELECT s.{place}, {figure} FROM series s JOIN figure f ON f.series = s.id AND {span}
WHERE s.holds = 'levels' AND s.{fixed} = ?3 AND s.flow = ?4 AND s.product = ?5 AND s.basis = ?6"""

Row = tuple[Any, ...]


class Index:
    """The compiled tables, read only."""

    def __init__(self, folders: Sequence[Path], progress: Progress | None = None) -> None:
        """Compiles the tables first where the index is missing, stale or broken.  Raises `BadTable`."""
        self.given = tuple(folder.absolute() for folder in folders)
        self.folders = tuple(each for folder in self.given for each in (folder, *tables_of_their_own(folder)))
        self.missed = 0                 # series asked for and not held, until `held` is read
        self.held: frozenset[tuple[str, ...]] | None = None
        self.remark = ""                # what the person at the terminal should know; "" for nothing
        self.store = self.open(progress)

    def open(self, progress: Progress | None) -> sqlite3.Connection:
        fingerprint = take_fingerprint(self.folders)
        path = cache_folder() / file_name(self.given)
        return open_store(path, fingerprint) or self.compile(path, fingerprint, progress)

    def close(self) -> None:
        self.store.close()

    def rows(self, query: str, values: Sequence[object] = ()) -> list[Row]:
        """What the query gives.  A cache file that turns out to be broken inside is compiled anew, once."""
        try:
            return self.store.execute(query, values).fetchall()
        except sqlite3.ProgrammingError:        # our own mistake, such as a closed store
            raise
        except sqlite3.DatabaseError:
            self.store.close()
            self.store = self.compile(cache_folder() / file_name(self.given), take_fingerprint(self.folders), None)
            return self.store.execute(query, values).fetchall()

    def of_key(self, holds: str, key: SeriesKey) -> list[Row]:
        """Every figure of one series, each FIGURE, by start, then end.

        Most series asked for are not held.  One article asks the file; who asks for many is told from memory.
        """
        wanted = holds, key.reporter, key.partner, key.flow, key.product, key.basis
        if self.held is not None and wanted not in self.held:
            return []
        found = self.rows(OF_KEY, wanted)
        if not found and self.held is None:
            self.missed += 1
            if self.missed > FEW_MISSES:
                self.held = frozenset(self.rows(ALL_SERIES))
        return found

    def of_partners(self, key: SeriesKey, span: tuple[int, int], exact: bool) -> list[Row]:
        """Partner and FIGURE of each level of just those months, or of all within; the key's partner is ignored."""
        query = OF_OTHERS.format(place="partner", fixed="reporter", figure=FIGURE, span=EXACT if exact else INSIDE)
        return self.rows(query, (*span, key.reporter, key.flow, key.product, key.basis))

    def of_reporters(self, key: SeriesKey, span: tuple[int, int], exact: bool) -> list[Row]:
        """Reporter and FIGURE likewise; the key's reporter is ignored."""
        query = OF_OTHERS.format(place="reporter", fixed="partner", figure=FIGURE, span=EXACT if exact else INSIDE)
        return self.rows(query, (*span, key.partner, key.flow, key.product, key.basis))

    def compile(self, path: Path, fingerprint: str, progress: Progress | None) -> sqlite3.Connection:
        """Compile into a file beside `path`, then move it there in one step: two processes at once do no harm,
        each moves a whole file.  Where the cache cannot be written, compile into memory and say so in `remark`."""
        from sources.compiling import compile_tables

        draft = path.with_name(f"{path.stem}.{os.getpid()}.{time.monotonic_ns()}.draft")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            sweep(path.parent)
            draft.touch()
        except OSError as trouble:
            return self.compile_in_memory(trouble, fingerprint, progress)
        store = sqlite3.connect(draft)
        try:
            for setting in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -64000"):
                store.execute(f"PRAGMA {setting}")
            compile_tables(store, self.folders, fingerprint, progress)
            store.close()
            settle(draft)
            draft.replace(path)
        except (OSError, sqlite3.OperationalError) as trouble:      # the disk is full, the folder is gone
            return self.compile_in_memory(trouble, fingerprint, progress)
        finally:
            store.close()
            draft.unlink(missing_ok=True)
        fresh = open_store(path, fingerprint)
        if fresh is None:               # another process has compiled other tables into the same place meanwhile
            return self.compile_in_memory(OSError("it changes under our hands"), fingerprint, progress)
        return fresh

    def compile_in_memory(self, trouble: Exception, fingerprint: str, progress: Progress | None) -> sqlite3.Connection:
        from sources.compiling import compile_tables

        self.remark = (
            f"the compiled tables cannot be kept in {cache_folder()} ({trouble}), so they are compiled anew at each "
            "start: set FACTCHECK_CACHE to a folder that can be written"
        )
        store = sqlite3.connect(":memory:", check_same_thread=False)
        compile_tables(store, self.folders, fingerprint, progress)
        return store


def tables_of_their_own(folder: Path) -> list[Path]:
    """The folders inside that are one table each, ID/ID.csv with ID/ID.toml; others are not looked into."""
    try:
        with os.scandir(folder) as entries:
            inside = sorted(entry.path for entry in entries if not entry.name.startswith(".") and entry.is_dir())
    except OSError:
        return []               # what is wrong with the folder is said when its tables are read
    return [path for path in map(Path, inside) if (path / f"{path.name}.toml").is_file()]


def open_store(path: Path, fingerprint: str) -> sqlite3.Connection | None:
    """The compiled file, if it is there, whole, and made from what `fingerprint` says."""
    if not path.is_file():
        return None
    try:
        store = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
    except sqlite3.Error:
        return None
    with suppress(sqlite3.DatabaseError):
        pages, size = (store.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size"))
        found = store.execute("SELECT value FROM meta WHERE name = 'fingerprint'").fetchone()
        if found == (fingerprint,) and pages * size == path.stat().st_size:
            return store
    store.close()
    return None


def take_fingerprint(folders: Sequence[Path]) -> str:
    """What the tables of the folders were when looked at: file names, card texts, sizes and times of the CSVs."""
    lines = [f"format {FORMAT}"]
    for folder in folders:
        try:
            with os.scandir(folder) as entries:
                files = sorted(entries, key=lambda entry: entry.name)
            for entry in files:
                if entry.name.endswith(".toml"):
                    lines.append(f"{entry.path}\n{Path(entry.path).read_text(encoding='utf-8', errors='replace')}")
                elif entry.name.endswith(".csv"):
                    state = entry.stat()
                    lines.append(f"{entry.path} {state.st_size} {state.st_mtime_ns}")
        except OSError as trouble:
            raise BadTable(str(folder), f"is no folder of tables: {trouble.strerror}") from trouble
    return "\n".join(lines)


def file_name(folders: Sequence[Path]) -> str:
    """One name for one set of folders, so that a stale index is replaced and none pile up."""
    places = "\n".join(str(folder) for folder in folders)
    return f"tables-{FORMAT}-{zlib.crc32(places.encode()):08x}.sqlite"


def cache_folder() -> Path:
    """FACTCHECK_CACHE if it is set, else the user's cache by the custom of the system."""
    if chosen := os.environ.get("FACTCHECK_CACHE"):
        return Path(chosen).absolute()
    return user_folder("XDG_CACHE_HOME", ".cache", "user_cache_path") / "factcheck"


def own_folder() -> Path:
    """Where the user's own tables lie: FACTCHECK_DATA/tables if it is set, else in the user's data folder."""
    if chosen := os.environ.get("FACTCHECK_DATA"):
        return Path(chosen).absolute() / "tables"
    return user_folder("XDG_DATA_HOME", ".local/share", "user_data_path") / "factcheck" / "tables"


def user_folder(variable: str, usual: str, elsewhere: str) -> Path:
    """One of the user's folders; `elsewhere` is the function of platformdirs that knows it on other systems."""
    system: str = sys.platform
    if system != "linux":
        import platformdirs

        folder: Path = getattr(platformdirs, elsewhere)(appauthor=False)
        return folder
    base = os.environ.get(variable, "")         # what platformdirs says too, but it takes 10 ms to import
    return Path(base) if base.startswith("/") else Path.home() / usual


def as_day(text: str) -> date | None:
    """A day as the index keeps it: the first of the month where only that is known, None where nothing is."""
    if not text:
        return None
    return date.fromisoformat(text if len(text) > len("2025-04") else f"{text}-01")


def settle(path: Path) -> None:
    """Bring the file to the disk, so that no crash can leave half of it under its final name."""
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sweep(folder: Path) -> None:
    """Remove indexes and drafts that nobody has compiled anew for a long time, and indexes of folders that are gone."""
    for path in folder.glob("tables-*"):
        with suppress(OSError):
            if time.time() - path.stat().st_mtime > TOO_OLD or is_of_no_folder(path):
                path.unlink()


def is_of_no_folder(path: Path) -> bool:
    """Whether the index was compiled from a folder that is no longer there; False for a draft or a broken file."""
    if path.suffix != ".sqlite":
        return False
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as store:
            cards = store.execute("SELECT path FROM card").fetchall()
    except sqlite3.Error:
        return False
    return not all(Path(card).parent.is_dir() for (card,) in cards)
