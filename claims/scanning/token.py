"""Tokens: the words of a text that the lexicon knows, its amounts and its dates, in the text's order.

Everything else of the text is silent: no later step looks at it again, but for the distance between tokens.  Nobody
changes a token; that they are not frozen is for speed, a text has hundreds and a frozen one takes four times as long to
make.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from operator import attrgetter
from typing import ClassVar

from claims.claim import Hedge
from sources.terms.period import Period


@dataclass(slots=True)
class Token:
    """A word or phrase that the lexicon lists: text[start:end], its category there, and what it stands for."""

    start: int
    end: int
    category: str           # the lexicon's word: flow, area, demonym, product, direction, share, versus, ...
    value: str              # what it stands for in that category: "export", "IND", "0901", "up", ...


CATEGORY = attrgetter("category")


@dataclass(slots=True)
class Amount:
    """A number with all that belongs to it.  The quote is text[start:end], without the hedge."""

    start: int
    end: int
    value: Decimal                      # base units; the lower end of a printed range
    unit: str                           # as in claim.py; "" for a bare number
    slack: Decimal                      # half of the last digit printed
    value_high: Decimal | None = None   # the upper end of a printed range
    hedge: Hedge | None = None
    scaled: bool = False                # a scale word was printed: "98.1 billion" may be money
    category: ClassVar[str] = ""        # it is no word


@dataclass(slots=True)
class When:
    """A time expression.  `period` where the words alone settle it, else `relative` says how to find it."""

    start: int
    end: int
    period: Period | None = None
    relative: str = ""                  # a code that when.py documents: "year-ago", "last-year", "month:03", ...
    role: str = ""                      # how the words use it: deadline, since, until, from-to, date
    area: str | None = None             # whose fiscal year: "the Ethiopian fiscal year"
    category: ClassVar[str] = ""
