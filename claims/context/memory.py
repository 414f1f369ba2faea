"""What the text has said so far: whose trade it tells, with whom, of what."""

from __future__ import annotations

from collections import Counter
from datetime import date

from claims.clauses.shape import Line
from claims.clauses.sides import is_group
from claims.clauses.subject import Subject
from claims.context.timeline import Timeline
from claims.context.wares import Wares
from claims.language import DEFAULT
from sources.terms.key import WORLD, Flow

MOSTLY = 2  # times that a group is named for each time of the country, in a text about the group
HUBS = frozenset({"USA", "GBR", "CHE", "BEL", "FRA", "SGP", "HKG"})  # whose datelines stand over news from anywhere

BEFORE = {"RUS": "SUN", "SRB": "YUG", "CZE": "CSK"}  # what their capitals were the capitals of


class Memory(Timeline):
    """Keeps what a sentence may leave to those before it."""

    def __init__(
        self, published: date | None, named: dict[str, int], home: str | None, headline: list[str] | None = None,
        wares: Wares | None = None
    ) -> None:
        super().__init__(published)
        self.reporter: str | None = None
        self.partner: str | None = None
        self.named: tuple[str, ...] = ()  # the countries of this sentence, where it opens with one
        self.before: tuple[str, ...] = ()  # ... and of the one before
        self.spoken: Line | None = None  # the last sentence that named countries
        self.partners: list[str] = []  # the last two told of
        self.levier: str | None = None  # whose tariffs the text tells of
        self.duty: Subject | None = None  # the last tariff
        self.subject: Subject | None = None  # of the last sentence, trade or not
        self.trade: Subject | None = None  # the last one that was trade
        self.trading = False
        self.language = DEFAULT
        self.runs = False  # whether runs are told too: "for the fourth consecutive year"
        self.only_currency = ""  # of all money that the text prints, where it is one
        self.currency = ""
        self.world: bool | None = None  # whether the text tells of the world's trade, once it says whose it tells
        self.national = False  # whether a figure of a country's trade has been told
        self.topic_reporter: str | None = None  # of the first trade told: what a new paragraph goes back to
        self.assumed = False  # whether no words have said that it is
        self.topic_partner: str | None = None
        self.all_told: set[Flow] = set()  # the flows that the text has told with the whole world
        self.totals: set[str | None] = set()  # the partners with whom it has told all trade
        self.at = 0  # where the sentence begins
        self.opened = False  # whether the text has got past its headline
        self.led = False  # ... and past the first trade told below it
        self.paragraph: Subject | None = None  # the trade that this paragraph opened with
        self.sentences = 0  # of this paragraph, with trade in them
        self.heading: str | None = None  # the region or group that this paragraph is about
        self.framing: Subject | None = None  # what a sentence without a figure tells of: those behind it too
        self.quiet = 0  # sentences since the last one about trade
        self.told = 0  # claims so far
        self.figures = 0  # ... and sums, quantities and percentages, of trade or not
        self.wares = wares or Wares()
        home = BEFORE[home] if home in BEFORE and BEFORE[home] in named else home
        counts = Counter({name: weight for name, weight in named.items() if name != WORLD and name[:4] != "non-"})
        if home is not None and (home in counts or home not in HUBS):
            counts[home] += 3
        ranked = [name for name, _ in counts.most_common(2)]
        if len(ranked) == 2 and is_group(ranked[0]) and not is_group(ranked[1]) and (
            MOSTLY * counts[ranked[1]] >= counts[ranked[0]]
        ):
            ranked.reverse()  # a country counts its own trade, a group seldom does
        if home is not None and home in counts and (
            2 * counts[home] >= counts[ranked[0]] or (home not in HUBS and not headline)
        ):
            ranked = list(dict.fromkeys((home, *ranked)))[:2]  # the country of the dateline tells
        if ranked and counts[ranked[0]] >= 2 * max([1, *(counts[name] for name in ranked[1:])]):
            self.topic_reporter = ranked[0]
        both = list(dict.fromkeys(name for name in headline or () if name != WORLD))
        self.bilateral = both if len(both) == 2 else []  # the headline names two countries and no other
        self.pair = ranked  # the two countries the text is mostly about

    @property
    def teller(self) -> str | None:
        """The country whose trade the text tells."""
        return self.reporter or next(iter(self.pair), None)

    @property
    def country(self) -> str | None:
        """... also where the last trade told is the world's."""
        return next((name for name in (self.teller, *self.pair) if name not in (None, WORLD)), None)
