"""Refreshing one table: ask, read, compare with the vintage before, put the new one beside it whole or not at all."""

from __future__ import annotations

import json
import re
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from sources.cards import Card, Holds
from sources.own import own_ids, put
from sources.progress import Progress
from sources.refresh.difference import Difference, compare, twice
from sources.refresh.fetching import Fetcher
from sources.refresh.recipe import Recipe
from sources.refresh.source import BadAnswer, Page, Part, Source, Wanted
from sources.terms.errors import TradeError
from sources.verify.verifying import refuse_bad
from sources.writing import Row, written

RESUMED = 24 * 60 * 60          # seconds within which a run that was interrupted is the same run
MOST_PAGES = 5_000              # of one run: a service that leads on for ever is broken
DATED = re.compile(r"(?P<table>.+)-(?P<vintage>\d{4}-\d{2}-\d{2})(?:-(?P<number>\d+))?")


@dataclass(eq=False)
class Doubtful(TradeError):
    """A new vintage that differs too much to be taken over unseen."""

    table: str
    reason: str

    def __str__(self) -> str:
        what_to_do = "look at what the service says, and take it over with --accept if it is right"
        return f"{self.table}: nothing was changed, for {self.reason}: {what_to_do}"


@dataclass(frozen=True, slots=True)
class Planned:
    """What a run would do, for a dry run: no request has been made."""

    recipe: Recipe
    wanted: Wanted
    pages: tuple[Page, ...]     # those to begin with
    before: str                 # the vintage it would be compared with, "" for none
    folder: Path                # where the new table would lie


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What a run has done."""

    table: str                  # the recipe's id
    difference: Difference
    rows: int
    pages: int
    left_out: Counter[str] = field(default_factory=Counter)     # why -> how many lines
    card: Card | None = None    # the new table's; None where the service had nothing new


def plan(recipe: Recipe, wanted: Wanted, folder: Path, bundled: Sequence[Card]) -> Planned:
    pages = recipe.service.source().plan(recipe.service.address, recipe.said, wanted)
    before = vintage_before(recipe, folder, bundled)
    return Planned(recipe, wanted, tuple(pages), before.id if before else "", folder)


def refresh(
    recipe: Recipe, wanted: Wanted, fetcher: Fetcher, folder: Path, bundled: Sequence[Card], *, accept: bool = False,
    progress: Progress | None = None,
) -> Refreshed:
    """Fetch the table and put it into `folder` beside the vintages there are.

    Raises `Unreachable` and `BadAnswer` for a service that fails, `Doubtful` for a vintage that cannot be right (unless
    `accept`), `BadTable` for a folder that cannot be written; then the folder is as it was, and pages that came are
    kept for the next run.
    """
    source = recipe.service.source()
    run = Run(fetcher, recipe, wanted)
    found, pages = gather(source, recipe, wanted, fetcher, run.since, progress)
    rows = source.finish(found.rows, recipe.said, wanted)
    if not rows:
        raise BadAnswer(recipe.service.address, f"gave no figures for {recipe.id}, {wanted.first} to {wanted.last}")
    if doubled := twice(rows):
        raise BadAnswer(recipe.service.address, f"gave one figure twice: {doubled}")
    before = vintage_before(recipe, folder, bundled)
    difference = compare(rows, before)
    if difference.suspicion and not accept:
        raise Doubtful(recipe.id, difference.suspicion)
    done = Refreshed(recipe.id, difference, len(rows), pages, found.left_out)
    if before and difference.is_none:
        run.over()
        return done
    vintage = min(found.released or wanted.today, wanted.today)
    card = bring_in(recipe, rows, vintage, wanted.today, folder, bundled)
    run.over()
    return Refreshed(recipe.id, difference, len(rows), pages, found.left_out, card)


def gather(
    source: Source, recipe: Recipe, wanted: Wanted, fetcher: Fetcher, since: float, progress: Progress | None,
) -> tuple[Part, int]:
    """All pages, one after the other, as one part, and how many there were."""
    waiting = source.plan(recipe.service.address, recipe.said, wanted)
    whole, done = Part(), 0
    while waiting:
        page, *waiting = waiting
        if progress:
            progress(recipe.id, done, done + 1 + len(waiting))
        part = read(source, page, recipe, wanted, fetcher, since)
        whole.rows += part.rows
        whole.left_out += part.left_out
        whole.released = max(filter(None, (whole.released, part.released)), default=None)
        waiting = [*part.following, *waiting]
        done += 1
        if done > MOST_PAGES:
            raise BadAnswer(page.address, f"leads on to more than {MOST_PAGES:,} pages")
    return whole, done


def read(source: Source, page: Page, recipe: Recipe, wanted: Wanted, fetcher: Fetcher, since: float) -> Part:
    """One page.  What cannot be read is asked for once more: services cut answers short, and caches keep bad ones."""
    for again in (True, False):
        try:
            return source.parse(page, fetcher.get(page, since), recipe.said, wanted)
        except BadAnswer:
            fetcher.drop(page)
            if not again:
                raise
    raise AssertionError("the loop returns or raises")


def vintage_before(recipe: Recipe, folder: Path, bundled: Sequence[Card]) -> Card | None:
    """The newest own vintage of the table, else the bundled one, None where there is neither."""
    from sources.cards import read_card

    own = [
        (match["vintage"], int(match["number"] or 1), name) for name in own_ids(folder)
        if (match := DATED.fullmatch(name)) and match["table"] == recipe.id
    ]
    if own:
        *_, name = max(own)
        return read_card(folder / name / f"{name}.toml")
    return next((card for card in bundled if card.id == recipe.of), None)


def bring_in(
    recipe: Recipe, rows: list[Row], vintage: date, today: date, folder: Path, bundled: Sequence[Card],
) -> Card:
    """Write the new table with its card, check both as any own table is checked, and move them into place."""
    table = free_name(f"{recipe.id}-{vintage}", folder)
    body, text = written(card_of(recipe, table, vintage, today, bundled), rows)
    return put(table, body, text.decode(), folder, refuse_bad)


def card_of(recipe: Recipe, table: str, vintage: date, today: date, bundled: Sequence[Card]) -> dict[str, Any]:
    """The new card: what the bundled one says, what the recipe says instead, and when it came."""
    said: dict[str, Any] = {}
    for card in bundled:
        if card.id == recipe.of:
            said = {name: getattr(card, name) for name in TAKEN_OVER if getattr(card, name) not in ("", {})}
    said |= recipe.card
    service = f"Fetched from the {recipe.service.title}."
    said |= {"id": table, "vintage": vintage, "retrieved": today,
             "notes": " ".join(filter(None, (service, said.get("notes", ""))))}
    if Holds(said["holds"]) is Holds.RATES:
        said.pop("compilation", None)
    return {name: dict(value) if name == "valuation" else value for name, value in said.items()}


TAKEN_OVER = ("title", "publisher", "url", "licence", "holds", "attribution", "compilation", "authority", "unit",
              "valuation", "basis", "period_kind", "notes")


def free_name(name: str, folder: Path) -> str:
    """`name`, or with -2, -3, ... where a vintage of that day is there already."""
    taken = set(own_ids(folder))
    number = 1
    while (full := name if number == 1 else f"{name}-{number}") in taken:
        number += 1
    return full


class Run:
    """Since when pages count as fetched by this run: since an interrupted one began, if it asked for the same."""

    def __init__(self, fetcher: Fetcher, recipe: Recipe, wanted: Wanted) -> None:
        asked = (recipe.id, recipe.service.address, wanted.first, wanted.last, wanted.reporters, wanted.partners,
                 wanted.products, sorted(wanted.keys))
        self.path = fetcher.folder / f"{sha256(json.dumps(asked).encode()).hexdigest()[:32]}.run"
        self.since = time.time()
        try:
            began = float(self.path.read_text(encoding="ascii"))
        except (OSError, ValueError):
            began = 0.0
        if 0 <= self.since - began < RESUMED:
            self.since = began
            return
        with suppress(OSError):         # then an interrupted run begins anew, no more
            fetcher.folder.mkdir(parents=True, exist_ok=True)
            self.path.write_text(f"{self.since!r}", encoding="ascii")

    def over(self) -> None:
        """The table is in place: the next run asks anew."""
        with suppress(OSError):
            self.path.unlink(missing_ok=True)
