"""The figures of a sentence and the times that they have so far."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from claims.clauses.draft import STOOD, Draft
from claims.scanning.token import Amount
from sources.terms.period import Period


class Dated(NamedTuple):
    """When a figure is of."""

    period: Period | None
    versus: Period | None = None  # what it is measured against
    said: bool = False  # whether the words say the period


class Figures:
    """The figures of one sentence: those from the left up to one have their times."""

    __slots__ = ("dated", "drafts", "main")

    def __init__(self, drafts: Sequence[Draft]) -> None:
        self.drafts = drafts
        self.dated: list[Dated] = []
        self.main: Period | None = None  # of the last figure that is not a base

    @property
    def before(self) -> Draft | None:
        """The last figure that has its time."""
        return self.drafts[len(self.dated) - 1] if self.dated else None

    def like(self, base: Draft, told: Period) -> tuple[Draft, bool] | None:
        """The last figure of a base's kind before it, of the time `told`, and whether that was said with it."""
        for draft, dated in zip(reversed(self.drafts[: len(self.dated)]), reversed(self.dated), strict=True):
            alike = not draft.base and draft.kind is base.kind and draft.kind in STOOD and dated.period == told
            if alike and draft.subject.like(base.subject):
                return draft, dated.said
        return None

    def ratio(self, base: Draft, told: Period, said: bool) -> Decimal | None:
        """How much larger a base is than the last figure of its kind before it, of the time `told` (and `said`: so)."""
        draft, told_so = self.like(base, told) or (None, False)
        return ratio_of(base, draft) if draft is not None and (told_so or not said) else None


def ratio_of(base: Draft, draft: Draft) -> Decimal | None:
    """How much larger one value is than another in the same unit."""
    if not isinstance(draft.item, Amount) or not isinstance(base.item, Amount) or not draft.item.value:
        return None
    same = (draft.unit or draft.item.unit) == (base.unit or base.item.unit)
    return base.item.value / draft.item.value if same else None
