"""A claim: what a text says of one trade figure, and how each part of it is known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from decimal import Decimal

from sources.terms.key import PartialKey
from sources.terms.period import Period
from sources.terms.quantity import Interval
from sources.terms.vocabulary import Name, value


class Kind(Name):
    LEVEL = "level"
    CHANGE = "change"
    SHARE = "share"
    BALANCE = "balance"
    RANK = "rank"
    RATIO = "ratio"
    RATE = "rate"
    VOLUME = "volume"
    PRICE = "price"
    SUPERLATIVE = "superlative"
    TARGET = "target"
    FORECAST = "forecast"


class Hedge(Name):
    """How the writer meant the number."""

    ABOUT = "about"
    OVER = "over"
    NEARLY = "nearly"
    AT_LEAST = "at_least"
    UP_TO = "up_to"


class Modality(Name):
    REPORTED = "reported"
    ESTIMATED = "estimated"
    FORECAST = "forecast"
    TARGET = "target"
    HYPOTHETICAL = "hypothetical"


class Sign(Name):
    SURPLUS = "surplus"
    DEFICIT = "deficit"


class Direction(Name):
    UP = "up"
    DOWN = "down"


class Found(Name):
    """How a field of a claim is known."""

    SAID = "said"               # in the claim's own sentence
    CARRIED = "carried"         # from the title or another sentence
    ASSUMED = "assumed"         # what such copy means when it says nothing


@value
class Claim:
    """One figure an article states.  Field names and codes are those of the machine formats."""

    id: str                         # c1, c2, ... in the text's order
    quote: str                      # the words themselves ...
    start: int                      # ... and where they stand: text[start:end] == quote
    end: int
    sentence: tuple[int, int]       # the sentence around it, as offsets into the same text
    kind: Kind
    value: Decimal                  # base units: 131840000000; rank 1; ratio 2 for doubled; percent 11.6
    unit: str
    slack: Decimal                  # half of the last digit printed, in the same unit; 0 for words such as "doubled"
    stated: Interval                # printed precision, then hedge
    key: PartialKey
    period: Period | None = None
    versus: Period | None = None            # what a change is measured against
    whole: PartialKey | None = None         # the key a share is a share of, where it is not the same trade with WLD
    value_high: Decimal | None = None       # the upper end of a printed range
    sign: Sign | None = None
    direction: Direction | None = None
    hedge: Hedge | None = None
    modality: Modality = Modality.REPORTED
    since: str | None = None                # how far back a record is said to reach: "2018", "1984-07"
    speaker: str | None = None
    product_name: str | None = None
    found: Mapping[str, Found] = field(default_factory=dict)
    # The way a level is said to have gone, "widened to"; in no machine format.
    moved: Direction | None = field(default=None, compare=False)
    line: object = field(default=None, compare=False, repr=False)      # its sentence as it was read, a Line; likewise

    def __hash__(self) -> int:
        return hash((self.start, self.quote))
