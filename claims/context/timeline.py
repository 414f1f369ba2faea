"""The times a text tells of: which period is meant where the words leave it to the sentences before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from claims.claim import Modality
from claims.clauses.draft import RANKS, Draft
from claims.clauses.timewords import PARTS
from claims.context.compared import Comparison
from claims.scanning.token import When
from claims.scanning.when import PLAIN, SO_FAR, place, resolve
from sources.terms.areas import areas
from sources.terms.key import WORLD
from sources.terms.period import MONTHS_A_YEAR, Period, PeriodKind
from sources.terms.products import seasons

QUARTER, HALF_A_YEAR = 3, 6
FRESH = 3  # months that a bare month may lie before the day of publication
TO_DATE = ("year-to-date", SO_FAR)
COUNTED = (Modality.REPORTED, Modality.ESTIMATED)


class Timeline:
    """Carries the period from sentence to sentence."""

    def __init__(self, published: date | None) -> None:
        self.published = published
        # The end of the month of publication; none of a text without a day.
        self.now = published.year * MONTHS_A_YEAR + published.month if published else None
        self.period: Period | None = None  # the one last spoken of
        self.frames: dict[int, Period] = {}  # the spans of months that the text counts in, by length
        self.topic: Period | None = None  # the first one said
        self.announced: Period | None = None  # ... where a sentence without a figure says that it is told of
        self.resume: Period | None = None  # what the next paragraph goes on with, after "in November alone"
        self.lately: Period | None = None  # of the last figure told
        self.moved: tuple[Period, Period] | None = None  # from when to when the last sentence told that a trade went
        self.aside: Period | None = None  # the last closer look
        self.latest: Period | None = None  # the latest one reported on: where a bare month or quarter belongs
        self.compared: list[Comparison] = []  # all that the text measures its figures against
        self.ahead: Period | None = None  # the one to come that the text speaks of
        self.foreseen: Period | None = None  # the one to come that the last figures were forecast for
        self.season = 0  # the month that crop years begin in, where the text has said so
        self.steps: list[int] = []  # how many months back the last sentence's comparisons lay

    @property
    def teller(self) -> str | None:
        """The country whose trade the text tells: its fiscal year is meant."""
        return None

    # --- what a time means

    def period_of(
        self, when: When | None, anchor: Period | None, reporter: str | None, product: str = ""
    ) -> Period | None:
        """The period that the words mean here; `anchor`: the one they point from; `product`: what was traded in it."""
        if when is None:
            return None
        if not when.relative and when.period is not None and when.period.kind is not PeriodKind.SPAN:
            if when.period.kind is PeriodKind.FISCAL_YEAR:
                self.season = when.period.start % MONTHS_A_YEAR + 1
            return when.period  # the words settle it
        if when.area is not None or reporter in (None, WORLD):
            reporter = when.area or self.teller
        home = areas().get(reporter or "")
        fiscal_start = home.fiscal_start if home else 1
        name, _, value = when.relative.partition(":")
        if "@" not in value and self.latest is not None and anchor is self.period and when.relative.startswith(PARTS):
            anchor = self.latest
        if (reading := POINTING.get(name)) is not None and (
            found := reading(self, when, int(value) if value.isdigit() else 0, anchor, fiscal_start)
        ) is not None:
            return found
        if fiscal_start in PLAIN and when.relative.removeprefix(f"{SO_FAR}@").startswith("split:"):
            fiscal_start = self.season or seasons().get(product, fiscal_start)
        found = resolve(when, anchor, self.published, fiscal_start, reporter == "JPN")
        if "@split:" in when.relative and found is not None and found.length == MONTHS_A_YEAR:
            self.season = found.start % MONTHS_A_YEAR + 1
        return found

    def _to_date(self, when: When, _: int, anchor: Period | None, fiscal_start: int) -> Period | None:
        """`So far this year`: no further than the data reported on."""
        known = self.latest or self.period
        if known is None or not self._fresh(known):
            return None
        return Period((known.end - 1) // MONTHS_A_YEAR * MONTHS_A_YEAR, known.end, PeriodKind.YEAR_TO_DATE)

    def _rolling(self, when: When, months: int, anchor: Period | None, fiscal_start: int) -> Period | None:
        """`The last twelve months`: up to the month reported on."""
        latest = self.latest
        if latest is not None and latest.length == months == MONTHS_A_YEAR and self.now is not None and (
            0 <= self.now - latest.end <= FRESH
        ):
            return latest
        latest = next((one for one in (latest, self.period, self.topic) if one is not None and one.length == 1), None)
        if latest is None or not self._fresh(latest) or months > MONTHS_A_YEAR:
            return None
        return Period(latest.end - months, latest.end, PeriodKind.SPAN)

    def _framed(self, when: When, months: int, anchor: Period | None, fiscal_start: int) -> Period | None:
        """`The first nine months`: of the year that the text counts in."""
        return self.frames.get(months)

    def _first_part(self, when: When, number: int, anchor: Period | None, fiscal_start: int) -> Period | None:
        """`The first half`, once April to September was told of: of the fiscal year that the text counts in."""
        frame = self.frames.get(HALF_A_YEAR if when.relative.startswith("half") else QUARTER)
        fiscal = frame is not None and frame.start % MONTHS_A_YEAR == fiscal_start - 1 > 0
        return frame if number == 1 and fiscal else None

    def _until(self, when: When, month: int, anchor: Period | None, fiscal_start: int) -> Period | None:
        """`Through June`: of the fiscal year that the text counts in."""
        counted = [one.start for one in self.frames.values() if one.start % MONTHS_A_YEAR == fiscal_start - 1 > 0]
        return place(f"until:{month}", counted[-1]) if month and counted else None

    def _so_far(self, when: When, months: int, anchor: Period | None, fiscal_start: int) -> Period | None:
        """`The ten-month deficit`, `over the 10-month period`: the months that the text counts, or so far."""
        if (frame := self.frames.get(months)) is not None:
            return frame
        told = self.latest or self.period
        if told is None or told.length == months:
            return told
        first = told.end - months
        counts = 1 < months < MONTHS_A_YEAR and first % MONTHS_A_YEAR in (0, fiscal_start - 1)
        return Period(first, told.end, PeriodKind.YEAR_TO_DATE) if counts else None

    def _new_year(self, when: When, month: int, anchor: Period | None, fiscal_start: int) -> Period | None:
        """`In 2023 ... In January`: of the year that has begun since."""
        if not month or anchor is None or anchor.length < MONTHS_A_YEAR or self.now is None:
            return None
        fresh = resolve(when, None, self.published)
        return fresh if fresh is not None and fresh.start >= anchor.end and self.now - fresh.end <= FRESH else None

    def _fresh(self, period: Period) -> bool:
        """Whether the period is a month or a few of the year of publication, or the last ones before it."""
        return self.now is not None and period.length < MONTHS_A_YEAR and 0 <= self.now - period.end <= FRESH

    def parted(self, period: Period) -> bool:
        """Whether the period is a part of the year of publication, or of the one that was not over long before it."""
        return self.now is not None and period.length < MONTHS_A_YEAR and self.now - period.end < HALF_A_YEAR

    def ends_of(self, when: When | None, anchor: Period | None, reporter: str | None) -> tuple[Period, Period] | None:
        """`between FY13 and FY24`: the first and the last period that the words name."""
        if when is None or when.role != "from-to":
            return None
        if ".." in when.relative:
            first, last = (
                self.period_of(replace(when, relative=code), anchor, reporter) for code in when.relative.split("..", 1)
            )
            if first and last and first.length == last.length:
                return (first, last) if first.start < last.start else (last, first)
            return None
        return when.period.ends() if when.period is not None else None

    # --- how the story moves

    def tell(self, draft: Draft, period: Period, first: Period) -> None:
        """Goes on with the time that is said of a figure; `first`: the first time said in its sentence."""
        if period == self.period == self.latest and draft.modality in COUNTED and not draft.alone:
            self.foreseen = None
            return  # nothing new
        if self.period is not None and self.period.length == 1 and (
            draft.when is not None and draft.when.relative.startswith("length:")
        ):
            return  # "the ten-month deficit", told beside the month
        if period.end <= first.start or self._long_ago(period):
            return  # "up 3 percent in May, against 9 percent in the whole of last year"
        once = draft.when is not None and draft.when.relative.startswith(TO_DATE) and period != self.aside
        passing = self.period is not None and (once or (period.length > first.length and period.contains(first)))
        if self.resume is None and self.period is not None and (draft.alone or self._closer(period, self.period)):
            if period != self.aside:
                self.resume = self.period  # a closer look; the next paragraph goes on with the longer time
            self.aside = period  # ... but for one taken twice
        if draft.subject.tariff or (draft.kind in RANKS and self.period is not None):
            return  # said in passing
        to_come = self.now is not None and period.end > self.now
        if draft.modality not in COUNTED or (self.now is not None and period.start >= self.now):
            self.foreseen = period if draft.modality is Modality.FORECAST and to_come else self.foreseen
            return
        self.foreseen = None
        self.topic = self.topic or period
        told = self.period
        back = told is not None and told.length == period.length and period.start < told.start
        if self.latest is None or not (back or self._before(period, self.latest)):
            if 1 < period.length < MONTHS_A_YEAR:
                self.frames[period.length] = period
            if not passing:  # "up 3 percent in May and by 9 percent so far this year"
                self.period = period  # a glance back at an earlier month does not move the story
        if self.latest is None or (period.end > self.latest.end and period.length <= MONTHS_A_YEAR):
            self.latest = period

    def _closer(self, period: Period, told: Period) -> bool:
        """Whether the text only looks closer: at a month of the time it is about, at the months up to its month."""
        if told != self.topic:
            return False
        if told.length == 1 < period.length < MONTHS_A_YEAR and period.end == told.end:
            return True  # "in the first half the deficit was ...": once more the data month thereafter
        return period.length < told.length and told.contains(period)

    def turn_to(self, when: When | None, reporter: str | None, announced: bool = False, moved: bool = False) -> None:
        """Goes on with a time said without a figure (`announced`: nor any other), where it tells from when to when
        something `moved` with the last; a glance back or ahead stays one."""
        period, told = self.period_of(when, self.period, reporter), self.period
        ends = self.ends_of(when, told, reporter) if moved else None
        period = ends[1] if ends is not None else period
        if period is None or when is None or when.role == "deadline" or (told and when.relative.startswith("past:")):
            return
        if self.now is not None and period.end > self.now:
            self.ahead = period
        elif told is None or period.end > (self.latest or told).start:
            self.period = period
            self.topic = self.topic or (period if period.length == 1 else None)
        if announced:
            self.announced = period if period == self.period else None

    def _before(self, period: Period, latest: Period) -> bool:
        """Whether the period is an earlier one that a text in the time of `latest` only glances back at."""
        return period.start < latest.start and (
            period.length == latest.length or (period.length < latest.length and period.end <= latest.start)
        )

    def _long_ago(self, period: Period) -> bool:
        """Whether the period lies more than a year before the time of the text, which it does not move then."""
        return self.latest is not None and period.end + MONTHS_A_YEAR <= self.latest.start

    def since(self, draft: Draft, told: Period | None = None) -> str | None:
        """How far back a record of the period `told` reaches."""
        if draft.since is None:
            return None
        _, of_length, months = draft.since.relative.partition("length:")
        if of_length:
            period = told.shift(-int(months)) if told is not None else None  # "a five-month low"
        else:
            period = self.period_of(draft.since, self.period, draft.subject.reporter)
        if period is None:
            return None
        return (
            period.label
            if period.kind in (PeriodKind.YEAR, PeriodKind.MONTH, PeriodKind.QUARTER)
            else period.first_month
        )


def is_fiscal(period: Period, reporter: str | None) -> bool:
    """Whether the period is a fiscal year of the reporter's own, and no other twelve months."""
    home = areas().get(reporter or "")
    return period.kind is PeriodKind.FISCAL_YEAR and home is not None and (
        period.start % MONTHS_A_YEAR == home.fiscal_start - 1
    )


def year_of(period: Period, reporter: str | None, counted: bool) -> Period:
    """`Its annual deficit of 3 billion`, told of a month: the year up to it; of one aimed at, that which holds it."""
    if period.length == 1 and counted:
        return place(f"to:{MONTHS_A_YEAR}:{(period.end - 1) % MONTHS_A_YEAR + 1}", period.end - MONTHS_A_YEAR)
    home = areas().get(reporter or "")
    start = home.fiscal_start if home is not None and home.fiscal_start not in PLAIN else 1
    return place("", period.start - (period.start - start + 1) % MONTHS_A_YEAR)


Pointing = Callable[[Timeline, When, int, Period | None, int], Period | None]
# By the name of the code that claims/scanning/when.py documents: what the text so far makes of it, if anything.
POINTING: dict[str, Pointing] = {
    "year-to-date": Timeline._to_date,
    "past": Timeline._rolling,
    "first": Timeline._framed,
    "half": Timeline._first_part,
    "quarter": Timeline._first_part,
    "until": Timeline._until,
    "length": Timeline._so_far,
    "month": Timeline._new_year,
}
