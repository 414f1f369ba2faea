"""Quantities: an amount with its unit, and the interval that a printed figure stands for."""

from __future__ import annotations

from decimal import Decimal

from sources.terms.vocabulary import value

PERCENT = "percent"
PERCENTAGE_POINT = "percentage_point"
RANK = "rank"
RATIO = "ratio"
CONTAINERS = frozenset({"TEU", "FEU"})      # three capitals, and yet no money


@value
class Quantity:
    """An amount in base units: 131840000000 USD, 18 percent, 2 ratio, 1500 tonne."""

    amount: Decimal
    unit: str                   # ISO 4217 | percent | percentage_point | rank | ratio | a pint name

    @property
    def is_money(self) -> bool:
        return is_money(self.unit)


@value
class Interval:
    """All the values a printed figure may stand for, `low` included and `high` not: "3.2" is [3.15, 3.25)."""

    low: Decimal
    high: Decimal

    @classmethod
    def around(cls, amount: Decimal, slack: Decimal) -> Interval:
        return cls(amount - slack, amount + slack)

    def holds(self, amount: Decimal) -> bool:
        """Whether `amount` is inside; the upper edge counts, for offices round a half both ways."""
        return self.low <= amount <= self.high

    def overlaps(self, other: Interval) -> bool:
        return self.low <= other.high and other.low <= self.high


def is_money(unit: str) -> bool:
    return len(unit) == 3 and unit.isupper() and unit not in CONTAINERS


def slack(printed: str) -> Decimal:
    """Half of the last digit printed: slack("3.2") is 0.05, slack("86") is 0.5.  Takes a plain decimal number."""
    return Decimal((0, (5,), int(Decimal(printed).as_tuple().exponent) - 1))
