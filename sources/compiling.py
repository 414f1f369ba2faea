"""Compiling: all tables into one SQLite file, so that opening costs nothing and a series is one indexed fetch."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from sources.cards import Card, Holds, card_paths, parse_card
from sources.progress import Progress
from sources.rows import COLUMNS, SOURCE, Checks, Rows, day, in_row, number
from sources.terms.errors import BadTable, TradeError
from sources.terms.key import WORLD, Basis, Flow

EVERY = 5_000                   # rows between two calls of the progress callback
SCHEMA = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE card (place INTEGER PRIMARY KEY, id TEXT UNIQUE NOT NULL, path TEXT NOT NULL, toml TEXT NOT NULL);
CREATE TABLE provenance (
    id INTEGER PRIMARY KEY, card TEXT NOT NULL, status TEXT NOT NULL, vintage TEXT NOT NULL, compilation TEXT NOT NULL,
    adjusted TEXT NOT NULL, publisher TEXT NOT NULL, url TEXT NOT NULL, authority TEXT NOT NULL, note TEXT NOT NULL,
    licence TEXT NOT NULL);
CREATE TABLE series (
    id INTEGER PRIMARY KEY, holds TEXT NOT NULL, reporter TEXT NOT NULL, partner TEXT NOT NULL, flow TEXT NOT NULL,
    product TEXT NOT NULL, basis TEXT NOT NULL);
CREATE TABLE figure (
    series INTEGER NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL, n INTEGER NOT NULL, kind TEXT NOT NULL,
    value TEXT NOT NULL, unit TEXT NOT NULL, slack TEXT NOT NULL, provenance INTEGER NOT NULL, versus TEXT NOT NULL,
    PRIMARY KEY (series, start, end, n)) WITHOUT ROWID;
CREATE TABLE target (
    reporter TEXT NOT NULL, partner TEXT NOT NULL, flow TEXT NOT NULL, product TEXT NOT NULL, basis TEXT NOT NULL,
    value TEXT NOT NULL, unit TEXT NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL, kind TEXT NOT NULL,
    announced TEXT NOT NULL, by_whom TEXT NOT NULL, provenance INTEGER NOT NULL);
CREATE TABLE tariff (
    imposer TEXT NOT NULL, imposed_on TEXT NOT NULL, product TEXT NOT NULL, what TEXT NOT NULL, announced TEXT NOT NULL,
    effective TEXT NOT NULL, value TEXT NOT NULL, unit TEXT NOT NULL, provenance INTEGER NOT NULL);
"""
INDEXES = """
CREATE UNIQUE INDEX series_by_reporter ON series (holds, reporter, flow, product, basis, partner);
CREATE INDEX series_by_partner ON series (holds, partner, flow, product, basis, reporter);
CREATE INDEX target_by_reporter ON target (reporter, partner);
"""
RATE = "EXCHANGE-RATE"          # what stands for the product in a series of rates


def compile_tables(
    store: sqlite3.Connection, folders: Sequence[Path], fingerprint: str, progress: Progress | None,
) -> None:
    """Write every table of `folders` into the empty `store`.  Raises `BadTable`: then nothing of `store` counts."""
    cards = read_cards(folders)
    store.executescript(SCHEMA)
    store.executemany(
        "INSERT INTO card VALUES (?, ?, ?, ?)",
        [(place, card.id, str(card.path), text) for place, (card, text) in enumerate(cards)],
    )
    Compiler(store, sum(card.rows for card, _ in cards), progress).run([card for card, _ in cards])
    store.executescript(INDEXES)
    store.execute("INSERT INTO meta VALUES ('fingerprint', ?)", (fingerprint,))
    store.commit()


def read_cards(folders: Sequence[Path]) -> list[tuple[Card, str]]:
    """Every card with its text, folder by folder.  Raises `BadTable`, also for one id in two folders."""
    found: dict[str, tuple[Card, str]] = {}
    for folder in folders:
        for path in card_paths(folder):
            try:
                text = path.read_text(encoding="utf-8")
            except (OSError, UnicodeDecodeError) as trouble:
                raise BadTable(str(path), f"cannot be read: {trouble}") from trouble
            card = parse_card(text, path)
            if card.id in found:
                raise BadTable(str(path), f"{found[card.id][0].path} has the id {card.id!r} too: rename one of them")
            found[card.id] = card, text
    return list(found.values())


class Compiler:
    """One run over all tables: gives series and provenances their numbers and hands the rows to SQLite in batches."""

    def __init__(self, store: sqlite3.Connection, total: int, progress: Progress | None) -> None:
        self.store, self.total, self.progress = store, total, progress
        self.checks = Checks()
        self.done = 0
        self.began: list[tuple[Card, int]] = []             # each table with how many rows came before it
        self.series: dict[tuple[str, ...], int] = {}
        self.provenances: dict[tuple[str, ...], int] = {}
        self.said: dict[tuple[str, ...], int] = {}          # provenances by their cells, before gaps are filled in

    def run(self, cards: Sequence[Card]) -> None:
        for card in cards:
            self.report(card.id)
            self.began.append((card, self.done))
            match card.holds:
                case Holds.TARGETS:
                    self.insert("target", 13, self.targets(card))
                case Holds.TARIFFS:
                    self.insert("tariff", 9, self.tariffs(card))
                case _:
                    self.insert("figure", 10, self.figures(card))
        self.refuse_two_values()
        self.insert("series", 7, ((number_, *key) for key, number_ in self.series.items()))
        self.insert("provenance", 11, ((number_, *said) for said, number_ in self.provenances.items()))
        self.report("index")

    def insert(self, table: str, columns: int, rows: Iterable[tuple[object, ...]]) -> None:
        self.store.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * columns)})", rows)

    def report(self, what: str) -> None:
        if self.progress:
            self.progress(what, self.done, max(self.total, self.done))

    def figures(self, card: Card) -> Iterator[tuple[object, ...]]:
        """A table of anything but targets as rows of `figure`."""
        sources = slice((columns := COLUMNS[card.holds]).index(SOURCE[0]), columns.index(SOURCE[-1]) + 1)
        checks = self.checks
        for row, cells in Rows(card):
            try:
                key, label, value, unit, slack, versus = shape(card.holds, cells)
                if key not in self.series:
                    checks.key(card.holds, key[1:])
                    self.series[key] = len(self.series)
                period = (checks.rate_period if card.holds is Holds.RATES else checks.period)(label, key[1])
                if versus:
                    checks.versus(card.holds, versus, key[1])
                if not unit:
                    raise ValueError("has no unit")
                number(value)
                if slack:
                    number(slack, "slack")
                source = self.provenance(card, told(card.holds, cells, sources))
            except (TradeError, ValueError) as trouble:
                raise in_row(card, row, trouble) from trouble
            self.done += 1
            if not self.done % EVERY:
                self.report(card.id)
            yield self.series[key], period.start, period.end, self.done, period.kind, value, unit, slack, source, versus

    def targets(self, card: Card) -> Iterator[tuple[object, ...]]:
        """A table of targets as rows of `target`."""
        for row, (reporter, partner, flow, goods, basis, value, unit, by, announced, by_whom, *source) in Rows(card):
            try:
                self.checks.trade(reporter, partner, flow, goods, basis or Basis.GOODS)
                day(announced)
                period = self.checks.period(by, reporter)
                number(value)
                provenance = self.provenance(card, tuple(source))
            except (TradeError, ValueError) as trouble:
                raise in_row(card, row, trouble) from trouble
            self.done += 1
            yield (reporter, partner, flow, goods, basis, value, unit, period.start, period.end, period.kind, announced,
                   by_whom, provenance)

    def tariffs(self, card: Card) -> Iterator[tuple[object, ...]]:
        """A table of tariffs as rows of `tariff`."""
        for row, (imposer, on, goods, what, announced, effective, value, unit, *source) in Rows(card):
            try:
                self.checks.trade(imposer, on, Flow.IMPORT, goods, Basis.GOODS)
                day(announced)
                day(effective)
                number(value)
                provenance = self.provenance(card, tuple(source))
            except (TradeError, ValueError) as trouble:
                raise in_row(card, row, trouble) from trouble
            self.done += 1
            yield imposer, on, goods, what, announced, effective, value, unit, provenance

    def provenance(self, card: Card, said: tuple[str, ...]) -> int:
        """The number of the provenance of a row whose cells of SOURCE are `said`."""
        known = self.said.get((card.id, *said))
        if known is None:
            filled = (card.id, *self.checks.source(card, said), card.licence)
            known = self.said[card.id, *said] = self.provenances.setdefault(filled, len(self.provenances))
        return known

    def refuse_two_values(self) -> None:
        """Raises `BadTable` where one source says two things of the same figure."""
        twice = self.store.execute(
            "SELECT min(n), max(n) FROM figure GROUP BY series, start, end, unit, versus, provenance"
            " HAVING count(*) > 1 ORDER BY max(n) LIMIT 1").fetchone()
        if twice:
            card, before = [table for table in self.began if table[1] < twice[1]][-1]
            reason = f"gives the same key, period and source as row {twice[0] - before}"
            raise BadTable(str(card.csv), reason, twice[1] - before)


def told(holds: Holds, cells: tuple[str, ...], sources: slice) -> tuple[str, ...]:
    """The cells of SOURCE; the note of a published change says in which money it was measured."""
    said = cells[sources]
    if holds is Holds.CHANGES and (currency := cells[COLUMNS[holds].index("currency")]):
        said = (*said[:-1], "; ".join(filter(None, (f"measured in {currency}", said[-1]))))
    return said


def shape(holds: Holds, cells: Sequence[str]) -> tuple[tuple[str, ...], str, str, str, str, str]:
    """Series key with `holds` before it, period label, value, unit, slack, and what the figure is measured against."""
    match holds:
        case Holds.RATES:
            currency, label, value, slack = cells[:4]
            key = holds, currency, "USD", Flow.TOTAL, RATE, Basis.GOODS
            return key, label, value, f"{currency}/USD", slack, ""
        case Holds.ECONOMY:
            reporter, measure, label, value, unit, slack = cells[:6]
            return (holds, reporter, WORLD, Flow.TOTAL, measure, Basis.GOODS), label, value, unit, slack, ""
    reporter, partner, flow, goods, basis, label, value, unit, slack = cells[:9]
    versus = cells[-1] if holds in (Holds.CHANGES, Holds.SHARES) else ""
    return (holds, reporter, partner, flow, goods, basis), label, value, unit, slack, versus
