"""Own tables: those that a desk adds and those that `refresh` fetches, in the user's data folder.

A table is a folder of its own, ID/ID.csv with its card ID/ID.toml, so that one rename puts both there at once: a table
is whole or absent, never half.  Nothing here is ever overwritten; a newer vintage is another table beside the old one.
"""

from __future__ import annotations

import os
import re
import time
import tomllib
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from sources.cards import Card, parse_card, read_card
from sources.index import settle, tables_of_their_own
from sources.terms.errors import BadTable, TradeError

ID = re.compile(r"[a-z0-9][a-z0-9._-]{0,79}")      # what is a name of a folder on every system
DRAFT = ".draft-"               # before the name of a folder that is still being written
TOO_OLD = 24 * 60 * 60          # seconds after which a draft is what a crash left behind
FILLED_IN = ("id", "rows", "sha256")    # what a card need not say, for the files say it


@dataclass(eq=False)
class RefusedTable(TradeError):
    """A table that was not added, with everything that is wrong with it."""

    problems: tuple[BadTable, ...]
    more: int = 0               # problems beyond those listed

    def __str__(self) -> str:
        lines = [str(problem) for problem in self.problems]
        return "\n".join([*lines, f"and {self.more:,} more"] if self.more else lines)


Check = Callable[[Card], None]      # raises TradeError for a table that may not come in


def own_ids(folder: Path) -> list[str]:
    """The tables that have a folder of their own in `folder`, by name; none where there is no such folder."""
    return [path.name for path in tables_of_their_own(folder)]


def own_cards(folder: Path) -> list[Card]:
    """Their cards, by name.  Raises `BadTable`."""
    return [read_card(folder / name / f"{name}.toml") for name in own_ids(folder)]


def put(table: str, body: bytes, card: str, folder: Path, check: Check) -> Card:
    """Bring a table into `folder` in one step, once `check` has passed it.  Raises `BadTable` and what `check` raises;
    then nothing has changed."""
    if not ID.fullmatch(table):
        raise BadTable(table, "is no name for a table: small letters, digits, dots and hyphens, at most 80")
    final = folder / table
    draft = folder / f"{DRAFT}{os.getpid()}-{time.monotonic_ns()}"
    inside = draft / table          # so that the files have their final names while they are checked
    try:
        inside.mkdir(parents=True)
        for name, content in ((f"{table}.csv", body), (f"{table}.toml", card.encode())):
            (inside / name).write_bytes(content)
            settle(inside / name)
        check(read_card(inside / f"{table}.toml"))
        if final.exists():
            raise BadTable(str(final), "is there already; nothing is overwritten")
        inside.rename(final)
    except OSError as trouble:
        raise BadTable(str(final), f"cannot be written: {trouble.strerror or trouble}") from trouble
    finally:
        throw_away(draft)
    sweep(folder)
    return read_card(final / f"{table}.toml")


def add(csv: Path, card: Path, folder: Path, taken: Collection[str], check: Check) -> Card:
    """Copy a user's table and card into `folder`, the card's id, rows and sha256 filled in where it leaves them out.

    `taken` are the ids that other tables have.  Raises `BadTable`, or `RefusedTable` from `check`, naming the user's
    own files.
    """
    try:
        body = csv.read_bytes()
        text = card.read_text(encoding="utf-8")
        said = tomllib.loads(text)
    except UnicodeDecodeError as trouble:
        raise BadTable(str(card), f"is not UTF-8: {trouble.reason} at byte {trouble.start}") from trouble
    except tomllib.TOMLDecodeError as trouble:
        raise BadTable(str(card), f"is not TOML: {trouble}") from trouble
    except OSError as trouble:
        raise BadTable(str(trouble.filename or csv), f"cannot be read: {trouble.strerror}") from trouble
    table = said.get("id", csv.stem)
    if not isinstance(table, str) or not ID.fullmatch(table):
        reason = f"id is {table!r}; a table's name has small letters, digits, dots and hyphens, at most 80"
        raise BadTable(str(card), reason)
    if table in taken:
        raise BadTable(str(card), f"there is a table called {table} already: choose another id, or, if it is your own, "
                                  f"factcheck sources remove {table}")
    found = {"id": f'"{table}"', "rows": str(count_rows(body)), "sha256": f'"{sha256(body).hexdigest()}"'}
    text = "".join(f"{key} = {found[key]}\n" for key in FILLED_IN if key not in said) + text
    parse_card(text, card.with_stem(table))             # for its own errors, before anything is written
    try:
        return put(table, body, text, folder, check)
    except RefusedTable as refused:
        raise replace(refused, problems=tuple(renamed(each, table, csv, card) for each in refused.problems)) from None
    except BadTable as refused:
        raise renamed(refused, table, csv, card) from None


def remove(table: str, folder: Path) -> None:
    """Take an own table away.  Raises `BadTable` for one that is not there."""
    if table not in own_ids(folder):
        raise BadTable(table, f"is no table of your own; {', '.join(own_ids(folder)) or 'there are none'} in {folder}")
    gone = folder / f"{DRAFT}{os.getpid()}-{time.monotonic_ns()}"
    (folder / table).rename(gone)       # in one step too: a reader sees all of it or nothing
    throw_away(gone)


def renamed(trouble: BadTable, table: str, csv: Path, card: Path) -> BadTable:
    """The same trouble, of the user's files instead of their copies."""
    file = Path(trouble.file)
    known = {f"{table}.csv": csv, f"{table}.toml": card}
    return replace(trouble, file=str(known.get(file.name, file)))


def count_rows(body: bytes) -> int:
    """Rows of a CSV below its header, as the csv module counts them; 0 for what is no text."""
    import csv as rows

    try:
        return max(0, sum(1 for _ in rows.reader(body.decode().splitlines(keepends=True))) - 1)
    except (UnicodeDecodeError, rows.Error):
        return 0


def throw_away(folder: Path) -> None:
    import shutil

    shutil.rmtree(folder, ignore_errors=True)


def sweep(folder: Path) -> None:
    """Remove drafts that a crash has left behind."""
    for draft in folder.glob(f"{DRAFT}*"):
        try:
            if time.time() - draft.stat().st_mtime > TOO_OLD:
                throw_away(draft)
        except OSError:
            continue
