"""The times a text tells of: which period is meant where the words leave it to the sentences before."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

from claims.claim import Kind, Modality
from claims.clauses.draft import Draft
from claims.clauses.timing import PARTS
from claims.context.compared import Comparison, Dated, base_of
from claims.scanning.token import When
from claims.scanning.when import resolve, whose_year
from sources.terms.areas import areas
from sources.terms.key import WORLD
from sources.terms.period import MONTHS_A_YEAR, Period, PeriodKind

HALF_A_YEAR = 6
FRESH = 3  # months that a bare month may lie before the day of publication
COUNTED = (Modality.REPORTED, Modality.ESTIMATED)
STANDING = (Kind.SUPERLATIVE, Kind.RANK)  # said in passing: they do not move the story
YEAR_AGO = frozenset({"last-year", "last-fiscal"})


class Timeline:
    """Carries the period from sentence to sentence."""

    def __init__(self, published: date | None) -> None:
        self.published = published
        # The end of the month of publication; none of a text without a day.
        self.now = published.year * MONTHS_A_YEAR + published.month if published else None
        self.period: Period | None = None  # the one last spoken of
        self.frames: dict[int, Period] = {}  # the spans of months that the text counts in, by length
        self.topic: Period | None = None  # the first one said
        self.resume: Period | None = None  # what the next paragraph goes on with, after "in November alone"
        self.lately: Period | None = None  # of the last figure told
        self.aside: Period | None = None  # the last closer look
        self.latest: Period | None = None  # the latest one reported on: where a bare month or quarter belongs
        self.compared: list[Comparison] = []  # all that the text measures its figures against
        self.ahead: Period | None = None  # the one to come that the text speaks of
        self.steps: list[int] = []  # how many months back the last sentence's comparisons lay

    @property
    def teller(self) -> str | None:
        """The country whose trade the text tells: its fiscal year is meant."""
        return None

    def period_of(self, when: When | None, anchor: Period | None, reporter: str | None) -> Period | None:
        if when is None:
            return None
        if not when.relative and when.period is not None and when.period.kind is not PeriodKind.SPAN:
            return when.period  # the words settle it
        if when.area is not None or reporter in (None, WORLD):
            reporter = when.area or self.teller
        known = self.latest or self.period
        if when.relative == "year-to-date" and known is not None and self._fresh(known):
            first = (known.end - 1) // MONTHS_A_YEAR * MONTHS_A_YEAR
            return Period(first, known.end, PeriodKind.YEAR_TO_DATE)  # no further than the data reported on
        if (
            when.relative.startswith("past:")
            and self.latest is not None
            and self.latest.length == 1
            and self._fresh(self.latest)
            and int(when.relative[5:]) <= MONTHS_A_YEAR
        ):  # "the last twelve months": up to the month reported on
            return Period(self.latest.end - int(when.relative[5:]), self.latest.end, PeriodKind.SPAN)
        if (
            when.relative.startswith(PARTS)
            and "@" not in when.relative
            and self.latest is not None
            and anchor is self.period
        ):
            anchor = self.latest
        name, _, value = when.relative.partition(":")
        if name == "first" and value.isdigit() and (frame := self.frames.get(int(value))) is not None:
            return frame  # "the first nine months": of the fiscal year that the text counts in
        if when.relative == "full-quarter" and 3 in self.frames:
            return self.frames[3]
        home = areas().get(reporter or "")
        fiscal_start = home.fiscal_start if home else 1
        if name == "length":
            return self._so_far(int(value), fiscal_start)
        if name == "month" and value.isdigit() and anchor is not None and anchor.length >= MONTHS_A_YEAR:
            fresh = resolve(when, None, self.published)
            if fresh is not None and self.now is not None and fresh.start >= anchor.end and (
                self.now - fresh.end <= FRESH
            ):
                return fresh  # "In 2023 ... In January": of the year that has begun since
        return resolve(when, anchor, self.published, fiscal_start, reporter == "JPN")

    def _so_far(self, months: int, fiscal_start: int) -> Period | None:
        """`The ten-month deficit`, `over the 10-month period`: the months that the text counts, or so far."""
        if (frame := self.frames.get(months)) is not None:
            return frame
        told = self.latest or self.period
        if told is None or told.length == months:
            return told
        first = told.end - months
        counts = 1 < months < MONTHS_A_YEAR and first % MONTHS_A_YEAR in (0, fiscal_start - 1)
        return Period(first, told.end, PeriodKind.YEAR_TO_DATE) if counts else None

    def _fresh(self, period: Period) -> bool:
        """Whether the period is a month or a few of the year of publication, or the last ones before it."""
        return self.now is not None and period.length < MONTHS_A_YEAR and 0 <= self.now - period.end <= FRESH

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
        if when.period is not None and when.period.length > MONTHS_A_YEAR and when.period.length % MONTHS_A_YEAR == 0:
            span = when.period
            kind = PeriodKind.YEAR if span.start % MONTHS_A_YEAR == 0 else PeriodKind.FISCAL_YEAR
            return (
                Period(span.start, span.start + MONTHS_A_YEAR, kind),
                Period(span.end - MONTHS_A_YEAR, span.end, kind),
            )
        return None

    def _date_starts(self, drafts: list[Draft], dated: list[tuple[Period | None, Period | None, bool]]) -> list[int]:
        """`Rose from 58 billion to 111 billion`: where it started is as far back as in the sentence before, or a year.

        Gives how many months back the starts lay whose times are said.
        """
        steps: list[int] = []
        for number, (draft, after) in enumerate(pairwise(drafts)):
            reached = dated[number + 1][0]
            began = dated[number][0]
            if not draft.base or after.base:
                continue
            if began is not None and reached is not None and began.start < reached.start:
                steps.append(reached.start - began.start)
            if draft.when is not None or began is not None:
                continue
            if reached is None or after.subject is not draft.subject or not after.reached:
                continue
            if after.when is not None and after.when.relative == "same" and self.steps:
                dated[number] = (reached.shift(-self.steps[0]), None, False)
            elif reached.kind in (PeriodKind.YEAR, PeriodKind.FISCAL_YEAR):
                dated[number] = (reached.year_before(), None, False)
        return steps

    def _date_by_base(self, drafts: list[Draft], dated: list[tuple[Period | None, Period | None, bool]]) -> None:
        """`37 billion, compared with 36 billion in 2023-24`: where no time is said, it is the year after that one."""
        for number, (draft, after) in enumerate(pairwise(drafts)):
            period, began = dated[number][0], dated[number + 1][0]
            if draft.base or dated[number][2] or not after.base or after.when is None:
                continue
            if after.former or after.subject.tariff:
                continue
            if period is None and draft.when is None and draft.modality in COUNTED:
                continue  # "4.5 billion (2.1 billion in 2022 and 2.4 billion in 2023)"
            if (
                began is not None
                and began.kind in (PeriodKind.YEAR, PeriodKind.FISCAL_YEAR)
                and (period is None or (period.length < MONTHS_A_YEAR and began.end <= period.end))
            ):
                year = began.shift(MONTHS_A_YEAR)
                for index in range(number, -1, -1):
                    if dated[index][0] == period and not dated[index][2] and drafts[index].subject is draft.subject:
                        dated[index] = (year, dated[index][1] and began, False)
                self.period = year

    def _start_of(self, draft: Draft, main: Period, dated: Dated) -> Period | None:
        """`Fell to 5 billion from 6`: what the change is measured against, a year before, or as the text compares."""
        if draft.former:
            return None
        if draft.kind is Kind.CHANGE and main.length in (1, 3):
            return main.previous()  # "growth slowed to 5 percent from 6"
        if main.kind in (PeriodKind.YEAR, PeriodKind.FISCAL_YEAR):
            return main.year_before()
        if dated and dated[-1][0] == main and dated[-1][1] is not None:
            return dated[-1][1]
        back = next((one.back for one in reversed(self.compared) if one.length == main.length), None)
        return main.shift(-back) if back else None

    def _parted(self, period: Period) -> bool:
        """Whether the period is a part of the year of publication, or of the one that was not over long before it."""
        return self.now is not None and period.length < MONTHS_A_YEAR and self.now - period.end < HALF_A_YEAR

    def _unfinished(self, period: Period, draft: Draft) -> bool:
        """Whether a year is meant that is not over, in a text that tells of its months so far."""
        told = self.period
        return (
            told is not None
            and draft.when is not None
            and (draft.when.relative in ("this-year", "this-fiscal") or period.kind is PeriodKind.YEAR)
            and draft.modality in COUNTED
            and 1 < told.length < MONTHS_A_YEAR <= period.length
            and self.now is not None
            and period.end >= self.now
            and period.start < told.end <= period.end
            and self._parted(told)
        )

    def _ahead(self, period: Period, draft: Draft) -> bool:
        """Whether the period of a figure that has been counted ends after the day of publication: a year too late."""
        return (
            self.now is not None
            and draft.when is not None
            and draft.when.relative.endswith("@this-year")
            and draft.modality in COUNTED
            and period.end > self.now
        )

    def _to_come(self, period: Period | None, draft: Draft) -> Period | None:
        """`Expected in the April-June quarter`, `a duty of 30 percent from 7 August`: the one after publication."""
        when = draft.when
        if period is None or self.now is None or when is None or when.period is not None or "@" in when.relative:
            return period
        if draft.kind is Kind.RATE:
            late = when.relative.startswith("month:") and self.now - period.end > HALF_A_YEAR
        else:  # "had expected the March deficit to": of the month told of
            late = draft.modality is Modality.FORECAST and when.relative.startswith((*PARTS, "to:")) and (
                period.end <= self.now and period not in (self.latest, self.period)
            )
        return period.shift(MONTHS_A_YEAR) if late else period

    def _not_over(self, period: Period, draft: Draft) -> bool:
        """Whether `this month`, on the day of publication not yet over, is the month before that the text reports."""
        this_month = draft.when is not None and draft.when.relative == "this-month"
        latest = self.latest if this_month and draft.modality is Modality.REPORTED else None
        return latest is not None and latest.length == 1 and latest.end == period.start

    def turn_to(self, when: When | None, reporter: str | None) -> None:
        """Goes on with a time that is said without a figure: a glance back or ahead stays one."""
        period, told = self.period_of(when, self.period, reporter), self.period
        if period is None or when is None or when.role == "deadline":
            return
        if self.now is not None and period.end > self.now:
            self.ahead = period
        elif told is None or period.end > (self.latest or told).start:
            self.period = period
            self.topic = self.topic or (period if period.length == 1 else None)

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

    def date_drafts(self, drafts: list[Draft]) -> list[tuple[Period | None, Period | None, bool]]:
        """(period, versus, whether the period was said) of each draft."""
        dated: list[tuple[Period | None, Period | None, bool]] = []
        main: Period | None = None
        steps: list[int] = []
        earlier: list[int] = []
        bases = 0
        told: Period | None = None  # the first time that the sentence says
        for draft in drafts:
            reporter = whose_year(draft.when, draft.subject.reporter, draft.subject.partner)
            if draft.kind is Kind.RATE:  # a standing rate is of no time but the one that is said
                period = self._to_come(self.period_of(draft.when, self.period, reporter), draft)
                dated.append((period, None, period is not None))
                continue
            if draft.base:
                period = self.period_of(draft.when, main or self.period, reporter)
                if draft.when is not None and draft.when.relative == "previous-year" and main is not None:
                    period = main.year_before()
                part = main or self.period
                if draft.when is not None and draft.when.relative in YEAR_AGO and part and self._parted(part):
                    period = part.year_before()  # "5 billion in May from 4 billion last year"
                if draft.twin is not None and draft.twin in drafts:
                    dated.append(dated[drafts.index(draft.twin)])
                    continue
                pattern = earlier or self.steps  # "and imports fell to 1.74 billion from 2.41": as just before
                if draft.when is None and main is not None and bases < len(pattern):
                    period = main.shift(-pattern[bases])
                elif draft.when is None and main is not None and bases == 0:
                    period = self._start_of(draft, main, dated)
                if period is not None and main is not None and period.start < main.start and not draft.former:
                    steps.append(main.start - period.start)
                bases += 1
                growth = draft.versus if draft.kind is Kind.CHANGE else None
                dated.append((period, self.period_of(growth, period, reporter), draft.when is not None))
                continue
            if bases and draft.twin is None:
                earlier, steps, bases = steps or earlier, [], 0
            period = self.period_of(draft.when, self.period, reporter)
            if period is not None and self._not_over(period, draft):
                period = self.latest  # "this month", told of the month before
            if draft.when is not None and draft.when.relative == "same":
                period = self.lately or self.period  # "during the same time": that just told of
            ends = self.ends_of(draft.when, self.period, reporter)
            if draft.moved_on and period is not None and period.length == 2 and period.start % MONTHS_A_YEAR:
                month = PeriodKind.MONTH  # "from May to June exports edged up"
                ends = Period(period.start, period.start + 1, month), Period(period.start + 1, period.end, month)
            if period is not None and self.period is not None and self._unfinished(period, draft):
                period = self.period  # "36 billion during the current year": of it as far as the text counts
            if period is not None and draft.when is not None and self._ahead(period, draft):
                period = period.year_before()  # "the ten months to October this year", told in January
            said = period is not None or ends is not None
            period = self._to_come(period, draft)
            if period is None:
                ahead = None if draft.modality in COUNTED else self.ahead
                period = (ahead if draft.modality is Modality.TARGET else None) or main or self.period or ahead
            if period != main:
                bases = 0
            if draft.kind is not Kind.SUPERLATIVE:
                main = period or main
            if period is not None and draft.versus is not None and draft.versus.relative == "month-on-month":
                period = period if said else Period(period.end - 1, period.end, PeriodKind.MONTH)
            versus = self.period_of(draft.versus, period, reporter)
            if draft.versus is not None and draft.versus.relative == "previous-year" and period is not None:
                versus = period.year_before()
            if draft.when is not None and not said and draft.when.relative:
                dated.append((None, versus, False))  # a time is said, but which one cannot be told
                continue
            moved = draft.reached or any(one.kind is Kind.CHANGE and one.when is draft.when for one in drafts)
            if ends is not None and (moved or draft.kind in (Kind.CHANGE, Kind.RATIO) or period is None):
                versus, period = ends
            dated.append((period, versus, said))
            if period is None:
                continue
            told = told or (period if said else None)
            told_of = self.period.length if self.period is not None else 0
            if told_of == 1 and draft.when is not None and draft.when.relative.startswith("length:"):
                continue  # "the ten-month deficit", told beside the month
            if period.start < period.end <= (told or period).start or self._long_ago(period):
                continue  # "up 3 percent in May, against 9 percent in the whole of last year"
            if (
                said
                and self.resume is None
                and self.period is not None
                and (
                    draft.alone
                    or (
                        # "in the first half the deficit was ...": once more the data month thereafter
                        self.period == self.topic
                        and self.period.length == 1 < period.length < MONTHS_A_YEAR
                        and period.end == self.period.end
                    )
                    or (
                        period.length < self.period.length
                        and self.period.contains(period)
                        and self.period == self.topic
                    )
                )
            ):
                if period != self.aside:
                    self.resume = self.period  # a closer look; the next paragraph goes on with the longer time
                self.aside = period  # ... but for one taken twice
            if (
                said
                and (draft.kind not in STANDING or self.period is None)
                and not draft.subject.tariff
                and draft.modality in COUNTED
            ):
                self.topic = self.topic or period
                if self.latest is None or not self._before(period, self.latest):
                    if 1 < period.length < MONTHS_A_YEAR:
                        self.frames[period.length] = period
                    self.period = period  # a glance back at an earlier month does not move the story
                if self.latest is None or (period.end > self.latest.end and period.length <= MONTHS_A_YEAR):
                    self.latest = period
        self.lately = main or self.lately
        self._date_by_base(drafts, dated)
        starts = self._date_starts(drafts, dated)
        if steps or earlier or starts:
            self.steps = steps or earlier or starts
        for number, draft in enumerate(drafts):
            period, versus, said = dated[number]
            if draft.kind is Kind.CHANGE and not draft.base and period is not None and versus is None:
                began = base_of(draft, drafts[number + 1 :], dated[number + 1 :])
                if began is not None and began.start < period.start:
                    dated[number] = period, began, said
            if draft.near is not None:
                dated[number] = dated[drafts.index(draft.near)]
        return dated
