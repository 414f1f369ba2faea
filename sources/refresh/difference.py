"""What a new vintage changes: new figures, revised ones, gone ones, and whether that can be right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sources.cards import Card, Holds
from sources.rows import COLUMNS, Rows
from sources.terms.key import ALL_PRODUCTS
from sources.writing import Row

KEY = ("reporter", "partner", "flow", "product", "basis", "period", "unit")
RATE = ("currency", "period")
EXAMPLES = 5
COMPARED = 20                   # figures in common that make a comparison
FAR = Decimal("0.5")            # of the old value: no revision of trade is larger, a change of unit is
MANY = Decimal("0.2")           # of the figures in common

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Revision:
    what: str                   # "IND|USA|export|TOTAL|goods|2024|USD"
    old: Decimal
    new: Decimal

    @property
    def change(self) -> Decimal:
        """As a part of the old value."""
        return abs(self.new / self.old - 1) if self.old else Decimal(1)


@dataclass(frozen=True, slots=True)
class Difference:
    """Against the vintage before, whose id is `before`, "" for none."""

    before: str
    new: int
    same: int
    revised: int
    gone: int                   # figures of the same reporters and periods that the new vintage no longer has
    far: int                    # revised by more than half
    examples: tuple[Revision, ...] = ()         # the largest revisions first

    @property
    def is_none(self) -> bool:
        return not (self.new or self.revised or self.gone)

    @property
    def suspicion(self) -> str:
        """Why this can hardly be a newer vintage of the same thing; "" where nothing speaks against it."""
        common = self.same + self.revised
        if common >= COMPARED and self.far > MANY * common:
            apart = f"{self.far:,} of {common:,} figures differ by more than half"
            return f"{apart} from {self.before}, as if in another unit"
        if common + self.gone >= COMPARED and self.gone > MANY * (common + self.gone):
            return f"{self.gone:,} of {common + self.gone:,} figures of {self.before} are gone"
        return ""


def key_of(row: Row) -> Key:
    return tuple(row[column] for column in (RATE if "currency" in row else KEY))


def values_of(card: Card) -> dict[Key, Decimal]:
    """Key -> value, the newest where the table has several vintages."""
    columns = COLUMNS[card.holds]
    found: dict[Key, tuple[str, Decimal]] = {}
    for _, cells in Rows(card):
        row = dict(zip(columns, cells, strict=True))
        key = tuple(row[column] for column in (RATE if card.holds is Holds.RATES else KEY))
        vintage = row["vintage"] or f"{card.vintage}"
        if key not in found or vintage >= found[key][0]:
            found[key] = vintage, Decimal(row["value"])
    return {key: value for key, (_, value) in found.items()}


def compare(rows: Sequence[Row], before: Card | None) -> Difference:
    """The rows of a new vintage against the table of the one before."""
    if before is None:
        return Difference("", len(rows), 0, 0, 0, 0)
    old = values_of(before)
    new = {key_of(row): Decimal(row["value"]) for row in rows}
    revisions = [
        Revision("|".join(key), old[key], value) for key, value in new.items() if key in old and old[key] != value
    ]
    revisions.sort(key=lambda each: (-each.change, each.what))
    covered = set(map(scope, new))
    return Difference(
        before.id,
        new=sum(key not in old for key in new),
        same=sum(key in old for key in new) - len(revisions),
        revised=len(revisions),
        gone=sum(key not in new and scope(key) in covered for key in old),
        far=sum(each.change > FAR for each in revisions),
        examples=tuple(revisions[:EXAMPLES]),
    )


def scope(key: Key) -> Key:
    """What a new vintage has either all of or nothing: a reporter's trade one way in a period, a period's rates."""
    if len(key) == len(RATE):
        return key[1:]
    reporter, _, flow, product, basis, period, unit = key
    detail = "" if product == ALL_PRODUCTS else "by product"
    return reporter, flow, detail, basis, period, unit


def twice(rows: Iterable[Row]) -> Row | None:
    """A row whose figure another row gives too, None where there is none."""
    seen: set[Key] = set()
    for row in rows:
        key = key_of(row)
        if key in seen:
            return row
        seen.add(key)
    return None
