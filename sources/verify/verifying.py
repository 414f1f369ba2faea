"""All checks over all tables, and what is known to be odd for a reason."""

from __future__ import annotations

import csv
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path

from sources.cards import Card, card_paths, read_card
from sources.compiling import compile_tables
from sources.index import tables_of_their_own
from sources.own import RefusedTable
from sources.terms.errors import BadTable
from sources.verify import known, series, sums
from sources.verify.figure import Figure, Table, Trouble, read_table

LISTED = 10                     # troubles told one by one when a table is refused
EXPLAINED = Path(__file__).parent / "explained.tsv"
Progress = Callable[[str, int, int], None]      # what is being verified, tables done, tables in all


@dataclass(frozen=True, slots=True)
class Checked:
    """One table and how much of it was looked at."""

    table: str
    rows: int
    series: int                 # keys with figures
    sums: int                   # sums made
    known: int                  # known figures compared
    troubles: tuple[Trouble, ...]       # excused ones too

    @property
    def unexplained(self) -> tuple[Trouble, ...]:
        return tuple(trouble for trouble in self.troubles if not trouble.excuse)


def cards_of(folders: Sequence[Path]) -> tuple[list[Card], list[Trouble]]:
    """The cards of the folders and of the tables that have a folder of their own in them, and what is no card."""
    cards: list[Card] = []
    troubles: list[Trouble] = []
    for folder in folders:
        for place in (folder, *tables_of_their_own(folder)):
            try:
                paths = card_paths(place)
            except BadTable as trouble:
                troubles.append(Trouble(place.name, "card", 0, trouble.file, trouble.reason))
                continue
            for path in paths:
                try:
                    cards.append(read_card(path))
                except BadTable as trouble:
                    troubles.append(Trouble(path.stem, "card", 0, trouble.file, trouble.reason))
    return cards, troubles


def verify(cards: Iterable[Card], progress: Progress | None = None) -> list[Checked]:
    """Each table by itself, then months against years across them.  Reads every row; takes some seconds."""
    cards = list(cards)
    checked: list[Checked] = []
    light: list[Table] = []     # what the sums across tables need
    for done, card in enumerate(cards):
        if progress:
            progress(card.id, done, len(cards))
        table = read_table(card)
        checked.append(check(table))
        light.append(Table(card, [seen for seen in table.figures if of_whole_years_or_months(seen)]))
    across = sums.months_against_years(light)
    for place, one in enumerate(checked):
        if more := across.get(one.table):
            troubles = (*one.troubles, *excused(more.troubles))
            checked[place] = replace(one, sums=one.sums + more.made, troubles=troubles)
    return checked


def check(table: Table) -> Checked:
    """All that can be said of one table alone."""
    made = sums.add_up(table)
    troubles = [
        *say_of_card(table.card), *table.troubles, *series.twice(table), *series.gaps(table), *series.breaks(table),
        *made.troubles, *known.misses(table),
    ]
    keys = {seen.key for seen in table.figures}
    return Checked(table.card.id, table.rows, len(keys), made.made, len(known.cases(table.card.id)),
                   tuple(excused(troubles)))


def say_of_card(card: Card) -> Iterable[Trouble]:
    """What a reader of a footnote needs and the card leaves out."""
    for field in ("title", "publisher", "licence"):
        if not getattr(card, field).strip():
            yield Trouble(card.id, "card", 0, field, "is empty")
    if not card.url.startswith(("https://", "http://")):
        yield Trouble(card.id, "card", 0, "url", f"{card.url!r} is no address")
    if card.authority not in (0, 1, 2):
        yield Trouble(card.id, "card", 0, "authority", f"is {card.authority}; it must be 0, 1 or 2")


def refuse_bad(card: Card) -> None:
    """For a table that is to come in: raises `RefusedTable` with all that is wrong with its card, rows and codes.

    Gaps, breaks and sums are not looked at: a desk may well have part of a series.
    """
    table = read_table(card)
    found = [BadTable(str(card.path), f"{each.what} {each.reason}") for each in say_of_card(card)]
    found += [BadTable(str(card.csv), each.reason, each.row) for each in (*table.troubles, *series.twice(table))]
    if found:
        raise RefusedTable(tuple(found[:LISTED]), len(found[LISTED:]))
    store = sqlite3.connect(":memory:")         # what is left, such as two values of one figure, the index would refuse
    try:
        compile_tables(store, [card.path.parent], "", None)
    finally:
        store.close()


def of_whole_years_or_months(seen: Figure) -> bool:
    return seen.period.length in (1, 12)


def excused(troubles: Iterable[Trouble]) -> Iterable[Trouble]:
    """The same, with the excuse where explained.tsv has one."""
    for trouble in troubles:
        reasons = [
            reason for table, check, what, reason in explanations()
            if (table, check) == (trouble.table, trouble.check) and fnmatchcase(trouble.what, what)
        ]
        yield replace(trouble, excuse=reasons[0]) if reasons else trouble


@cache
def explanations() -> tuple[tuple[str, str, str, str], ...]:
    """table, check, pattern of what it is about, reason: each oddity of the bundled tables that is true."""
    with EXPLAINED.open(encoding="utf-8", newline="") as stream:
        return tuple((row["table"], row["check"], row["what"], row["reason"])
                     for row in csv.DictReader(stream, delimiter="\t"))
