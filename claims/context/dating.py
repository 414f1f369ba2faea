"""When each figure of a sentence is of, once the text before it is known.

Where the sentence leaves a time out, the order of evidence is:

    1. said with the figure, or for the sentence      claims/clauses/timing.py; what the day of publication corrects
    2. of the figure before it in the sentence        Dating.main
    3. the one the text is telling of                 Timeline.period
    4. for headlines, that of the figure below        claims/read.py
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from claims.claim import Kind, Modality
from claims.clauses.draft import STOOD, Draft
from claims.clauses.timewords import PARTS
from claims.context.compared import Dated, base_of, is_over, is_told_of_both
from claims.context.timeline import COUNTED, FRESH, Timeline, is_fiscal, year_of
from claims.scanning.token import Amount
from claims.scanning.when import whose_year
from sources.terms.period import MONTHS_A_YEAR, Period, PeriodKind

HALF_A_YEAR = 6
YEAR_AGO = frozenset({"last-year", "last-fiscal"})
STANDS = (*STOOD, Kind.SHARE)
MONTHS_AGO = frozenset({"last-month", "previous-month"})
BACK = YEAR_AGO | MONTHS_AGO
NUMBERED = ("split:", "fiscal:")  # years that are printed
YEARS = (PeriodKind.YEAR, PeriodKind.FISCAL_YEAR)


def date_drafts(story: Timeline, drafts: Sequence[Draft]) -> list[Dated]:
    """The times of each draft of a sentence."""
    return Dating(story, drafts).dates()


class Dating:
    """Dates the figures of one sentence, from left to right."""

    __slots__ = ("bases", "dated", "drafts", "earlier", "main", "moved", "said", "steps", "story")

    def __init__(self, story: Timeline, drafts: Sequence[Draft]) -> None:
        self.story, self.drafts = story, drafts
        self.dated: list[Dated] = []
        self.main: Period | None = None  # of the last figure that is not a base
        self.said: Period | None = None  # the first time that the sentence says
        self.steps: list[int] = []  # how many months the bases since lie back
        self.earlier: list[int] = []  # ... and those before
        self.bases = 0
        self.moved = story.moved  # from when to when a trade was last told to go

    def dates(self) -> list[Dated]:
        story, drafts = self.story, self.drafts
        for draft in drafts:
            reporter = whose_year(draft.when, draft.subject.reporter, draft.subject.partner)
            if draft.kind is Kind.RATE:
                self.dated.append(self.rate(draft, reporter))
            elif draft.base:
                self.dated.append(self.base(draft, reporter))
            else:
                self.dated.append(self.figure(draft, reporter))
        story.lately = self.main or story.lately
        self.by_base()
        starts = self.starts()
        story.moved = self.moved
        if self.steps or self.earlier or starts:
            story.steps = self.steps or self.earlier or starts
        for number, draft in enumerate(drafts):
            if draft.kind is Kind.CHANGE and not draft.base and self.dated[number].versus is None:
                period, _, said = self.dated[number]
                began = base_of(draft, drafts[number + 1 :], self.dated[number + 1 :])
                if began is not None and period is not None and began.start < period.start:
                    self.dated[number] = Dated(period, began, said)
            if is_over(draft, drafts[:number], self.dated, story.now):
                draft.modality = Modality.REPORTED
            if draft.near is not None:
                self.dated[number] = self.dated[drafts.index(draft.near)]
        return self.dated

    # --- the three sorts of figure

    def rate(self, draft: Draft, reporter: str | None) -> Dated:
        """A standing rate is of no time but the one that is said."""
        period = self.story.period_of(draft.when, self.story.period, reporter)
        period = self.to_come(period, draft)
        return Dated(period, None, period is not None)

    def base(self, draft: Draft, reporter: str | None) -> Dated:
        """What another figure is measured against: of an earlier time."""
        if draft.twin is not None and draft.twin in self.drafts:
            return self.dated[self.drafts.index(draft.twin)]
        story, main, when = self.story, self.main, draft.when
        if when is not None and story.now is None and when.relative in ("last-year", "same@last-year"):
            when = replace(when, relative=when.relative.replace("last-year", "previous-year"))  # of the time told
        if when is not None and when.relative == "this-period":
            when = None  # "to 499 billion from 483 billion in the period": of what it came to
        if when is not None and when.relative == "same" and main is not None and draft.kind is Kind.CHANGE and (
            not draft.subject.like(self.drafts[len(self.dated) - 1].subject)
        ):  # "up 9 percent, more than the 4 percent by which the world's grew over the same period"
            return Dated(main, self.dated[-1].versus, True)
        pattern = self.earlier or story.steps  # "and imports fell to 1.74 billion from 2.41": as just before
        told = main or story.period
        period = story.period_of(when, told, reporter, draft.subject.product or "")
        if main is not None and (draft.restated or self.put_before(draft, main)):
            return Dated(self.dated[-1].period if self.drafts[len(self.dated) - 1].base else main)
        if when is None and main is not None and self.bases < len(pattern):
            period = main.shift(-pattern[self.bases])
        elif when is None and main is not None and self.bases == 0:
            period = self.start_of(draft, main)
        elif when is not None and main is not None and (
            when.relative == "previous-year" or (period == main and when.relative in BACK and self.like(draft, main))
        ):  # "down from last year's 13 billion", of last year
            period = main.shift(-1) if when.relative in MONTHS_AGO else main.year_before()
        elif when is not None and when.relative == "last-year" and told and is_fiscal(told, reporter):
            period = told.year_before()
        elif when is not None and period is not None and told and self.same_part(draft, period, told):
            period = told.year_before()  # "5 billion in May from 4 billion last year"
        if period is not None and main is not None and period.start < main.start and not draft.former:
            self.steps.append(main.start - period.start)
        self.bases += 1
        growth = draft.versus if draft.kind is Kind.CHANGE else None
        return Dated(period, story.period_of(growth, period, reporter), when is not None)

    def figure(self, draft: Draft, reporter: str | None) -> Dated:
        """A figure told for itself."""
        story, when = self.story, draft.when
        if self.bases and draft.twin is None:
            self.earlier, self.steps, self.bases = self.steps or self.earlier, [], 0
        period = self.as_meant(draft, reporter)
        ends = self.ends(draft, period, reporter)
        said = period is not None or ends is not None
        if period is None:
            period = self.left_out(draft)
            if draft.monthly and period is not None and period.length > 1:
                period = Period(period.end - 1, period.end, PeriodKind.MONTH)
        if period != self.main:
            self.bases = 0
        if draft.kind is not Kind.SUPERLATIVE:
            self.main = period or self.main
        if period is not None and draft.versus is not None and draft.versus.relative == "month-on-month" and not said:
            self.main = period = Period(period.end - 1, period.end, PeriodKind.MONTH)
        versus = None if draft.averaged else self.against(draft, period, reporter)
        if when is not None and not said and when.relative and not when.relative.startswith("length:"):
            return Dated(None, versus)  # a time is said, but which one cannot be told
        if ends is not None and (period is None or draft.kind in (Kind.CHANGE, Kind.RATIO) or self.moves(draft)):
            versus, period = self.moved = ends
        elif said:
            long = versus is not None and period is not None and period.start - versus.start > MONTHS_A_YEAR
            self.moved = (versus, period) if long and versus and period else self.move(draft, period)
        if period is not None:
            if said:
                self.said = self.said or period
                story.tell(draft, period, self.said)
            ahead = draft.modality is Modality.FORECAST  # "... in the first half; annual exports will top 5 billion"
            if draft.yearly and (period.length == 1 or (period.length < MONTHS_A_YEAR and (ahead or not said))):
                period = year_of(period, reporter, draft.modality in COUNTED)  # an aside
        return Dated(period, versus, said)

    def against(self, draft: Draft, period: Period | None, reporter: str | None) -> Period | None:
        """What the words measure a figure of the time `period` against."""
        when = draft.versus
        versus = self.story.period_of(when, period, reporter)
        if when is None or versus is None or period is None:
            return versus
        if when.relative == "previous-year" or (versus.start >= period.start and when.relative):
            return period.year_before()  # "46 percent higher than last February", in a text about February
        if versus.length == MONTHS_A_YEAR > period.length and versus.end <= period.end:
            years = (period.start - versus.start) // MONTHS_A_YEAR
            return period.shift(-MONTHS_A_YEAR * years) if years else None  # "in May up 9 percent from 2019"
        return versus

    def move(self, draft: Draft, reached: Period | None) -> tuple[Period, Period] | None:
        """`From 58 billion in FY19 to 111 billion in FY24`: from when to when."""
        if not self.dated or reached is None:
            return None
        before, began = self.drafts[len(self.dated) - 1], self.dated[-1].period
        moves = (before.base or draft.reached) and before.subject is draft.subject
        return (began, reached) if moves and began is not None and began.start < reached.start else None

    def same_part(self, draft: Draft, year: Period, told: Period) -> bool:
        """Whether a base `last year`, `in 2018` is of the months told of in that year: by its size, no whole year's."""
        relative = draft.when.relative if draft.when is not None else ""
        if year.length != MONTHS_A_YEAR or draft.former:
            return False
        ratio = self.ratio(draft, told, said=not relative or relative.startswith(NUMBERED))
        if ratio is not None and ratio**2 * told.length >= MONTHS_A_YEAR and not is_told_of_both(self.drafts, ratio):
            return False  # nearer to a whole year's than to that of the months
        if relative in YEAR_AGO:
            return self.parted(told)
        draft.unsure = ratio is not None and told.length <= HALF_A_YEAR and year.contains(told.year_before())
        return draft.unsure

    def put_before(self, draft: Draft, main: Period) -> bool:
        """`Put at 15 million tonnes for the year, against 14 last month`: what was said of that year a month before."""
        when = draft.when
        if when is None or when.relative not in MONTHS_AGO or main.length < MONTHS_A_YEAR or draft.former:
            return False
        ratio = self.ratio(draft, main, said=False)
        return ratio is not None and ratio**2 * main.length >= 1  # nearer to the year's than to a month's

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
        if draft is None or (said and not told_so):
            return None
        if not isinstance(draft.item, Amount) or not isinstance(base.item, Amount) or not draft.item.value:
            return None
        same = (draft.unit or draft.item.unit) == (base.unit or base.item.unit)
        return base.item.value / draft.item.value if same else None

    def left_out(self, draft: Draft) -> Period | None:
        """The period of a figure that the sentence says none for."""
        story, ahead = self.story, None if draft.modality in COUNTED else self.story.ahead
        if draft.modality is Modality.FORECAST and self.main is None and story.foreseen is not None:
            return story.foreseen
        return (ahead if draft.modality is Modality.TARGET else None) or self.main or story.period or ahead

    def moves(self, draft: Draft) -> bool:
        return draft.reached or any(one.kind is Kind.CHANGE and one.when is draft.when for one in self.drafts)

    def ends(self, draft: Draft, period: Period | None, reporter: str | None) -> tuple[Period, Period] | None:
        """`Between FY13 and FY24`, `from May to June`: from which period to which."""
        when = draft.when
        told = self.drafts[: len(self.dated) + 1]  # "by 13.5 percent a year, twice the world's average"
        if any(one.averaged and one.when is when for one in told):
            return None  # "grew by 4 percent a year from 2014 to 2024": of all those years
        if draft.moved_on and period is not None and period.length == 2 and period.kind is PeriodKind.SPAN:
            month = PeriodKind.MONTH
            return Period(period.start, period.start + 1, month), Period(period.start + 1, period.end, month)
        if when is not None and when.relative.startswith("past:") and self.moves(draft):
            return self.since_then(draft, int(when.relative[5:]))
        if when is not None and when.relative in ("same", "this-period"):
            return self.moved
        return self.story.ends_of(when, self.story.period, reporter)

    def since_then(self, draft: Draft, months: int) -> tuple[Period, Period] | None:
        """`Jumped by 35 percent in the last four years, to 375 million`: to the year told of, or of publication."""
        if months <= MONTHS_A_YEAR or months % MONTHS_A_YEAR or self.story.published is None:
            return None
        last, told = Period.year(self.story.published.year), self.story.latest
        if told is not None and told.kind in YEARS and told.end <= last.end:
            last = told
        draft.unsure = True
        return last.shift(-months), last

    # --- what the words mean on the day of publication

    def as_meant(self, draft: Draft, reporter: str | None) -> Period | None:
        """The period that the words say, as the rest of the text and the day of publication have it."""
        story, when = self.story, draft.when
        period = story.period_of(when, story.period, reporter, draft.subject.product or "")
        if when is None:
            return period
        if when.relative.startswith("same@") and draft.reached and period != story.period and (
            self.dated and self.drafts[len(self.dated) - 1].base and self.dated[-1].period is not None
        ):
            return story.period_of(when, self.dated[-1].period, reporter)  # "from 3 in May 2023 to 4 in the same month"
        if when.relative in ("same", "this-period"):
            return self.main or story.lately or story.period  # "during the same time": that just told of
        if period is None or self.promised(period, draft):
            return None
        if when.relative.startswith("split:") and period.kind is PeriodKind.FISCAL_YEAR and not story.season:
            draft.unsure = not is_fiscal(period, reporter)  # of a crop whose year the text does not tell
        if self.unfinished(period, draft):
            return story.period  # "36 billion during the current year": of it as far as the text counts
        if self.too_late(period, draft):
            return period.year_before()  # "the ten months to October this year", told in January
        return self.to_come(period, draft)

    def parted(self, period: Period) -> bool:
        """Whether the period is a part of the year of publication, or of the one that was not over long before it."""
        now = self.story.now
        return now is not None and period.length < MONTHS_A_YEAR and now - period.end < HALF_A_YEAR

    def unfinished(self, period: Period, draft: Draft) -> bool:
        """Whether a year is meant that is not over, in a text that tells of its months so far."""
        told = self.story.period
        return (
            told is not None
            and draft.when is not None
            and not draft.yearly
            and (draft.when.relative in ("this-year", "this-fiscal") or period.kind is PeriodKind.YEAR)
            and draft.modality in COUNTED
            and 1 < told.length < MONTHS_A_YEAR <= period.length
            and self.story.now is not None
            and period.end >= self.story.now
            and period.start < told.end <= period.end
            and self.parted(told)
        )

    def promised(self, period: Period, draft: Draft) -> bool:
        """Whether the time is the deadline of another figure: `hits 68 billion, eyes 100 billion by 2030`."""
        when, now = draft.when, self.story.now
        if when is None or when.role != "deadline" or draft.modality not in COUNTED:
            return False
        if now is None or period.start < now:
            return False
        return any(one.when is when and one.modality not in COUNTED for one in self.drafts)

    def too_late(self, period: Period, draft: Draft) -> bool:
        """Whether the period of a figure that has been counted ends after the day of publication: a year too late."""
        return (
            self.story.now is not None
            and draft.when is not None
            and draft.when.relative.endswith("@this-year")
            and draft.modality in COUNTED
            and period.end > self.story.now
        )

    def to_come(self, period: Period | None, draft: Draft) -> Period | None:
        """`Expected in the April-June quarter`, `a duty of 30 percent from 7 August`: the one after publication."""
        when = draft.when
        if period is None or self.story.now is None or when is None or when.period is not None or "@" in when.relative:
            return period
        if draft.kind is Kind.RATE:
            late = when.relative.startswith("month:") and self.story.now - period.end > HALF_A_YEAR
        else:  # "had expected the March deficit to": of the month told of
            late = draft.modality is Modality.FORECAST and when.relative.startswith((*PARTS, "to:")) and (
                self.story.now - period.end > FRESH and period not in (self.story.latest, self.story.period)
            )
        return period.shift(MONTHS_A_YEAR) if late else period

    # --- figures beside each other

    def start_of(self, draft: Draft, main: Period) -> Period | None:
        """`Fell to 5 billion from 6`: what the change is measured against, a year before, or as the text compares."""
        if draft.former:
            return None
        if draft.kind is Kind.CHANGE and main.length in (1, 3):
            return main.previous()  # "growth slowed to 5 percent from 6"
        if main.kind in YEARS:
            year, told = main.year_before(), self.story.latest
            if self.story.now is None or year.start < self.story.now:
                return year
            return told if told is not None and told.kind in YEARS else None  # "500 billion by 2030 from 191 billion"
        if self.dated and self.dated[-1].period == main and self.dated[-1].versus is not None:
            return self.dated[-1].versus
        back = next((one.back for one in reversed(self.story.compared) if one.length == main.length), None)
        return main.shift(-back) if back else None

    def starts(self) -> list[int]:
        """`Rose from 58 billion to 111 billion`: where it started is a year back, where years are told.

        Gives how many months back the starts lay whose times are said.
        """
        steps: list[int] = []
        for number, (draft, after) in enumerate(pairwise(self.drafts)):
            began, reached = self.dated[number].period, self.dated[number + 1].period
            if not draft.base or draft.former or after.base or reached is None:
                continue
            if began is not None and began.start < reached.start:
                steps.append(reached.start - began.start)
            named = after.versus is None and after.kind in STANDS and after.reached
            if draft.when is None and named and (start := self.dated[number + 1].versus) is not None:
                self.dated[number] = Dated(start, None, self.dated[number + 1].said)  # "between May and June"
            elif draft.when is None and began is None and after.subject is draft.subject and after.reached:
                back = MONTHS_A_YEAR if reached.kind in YEARS else self.story.steps[0] if self.story.steps else 0
                self.dated[number] = Dated(reached.shift(-back) if back else None)  # as far back as those just told
        return steps

    def by_base(self) -> None:
        """`37 billion, compared with 36 billion in 2023-24`: where no time is said, it is the year after that one."""
        for number, (draft, after) in enumerate(pairwise(self.drafts)):
            period, began = self.dated[number].period, self.dated[number + 1].period
            if draft.base or self.dated[number].said or not after.base or after.when is None or began is None:
                continue
            if after.former or after.subject.tariff or began.kind not in YEARS:
                continue
            if period is None and draft.when is None and draft.modality in COUNTED:
                continue  # "4.5 billion (2.1 billion in 2022 and 2.4 billion in 2023)"
            if period is None or (period.length < MONTHS_A_YEAR and began.end <= period.end):
                now = self.story.now
                if period is not None and now is not None and began.end + MONTHS_A_YEAR > now:
                    back = period.year_before()  # that year is not over: of the same months, then
                    self.dated[number] = Dated(period, self.dated[number].versus and back)
                    self.dated[number + 1] = Dated(back, None, True)
                else:
                    self.story.period = self.move_on(number, period, began)

    def move_on(self, number: int, period: Period | None, began: Period) -> Period:
        """Gives the figures up to that of `number`, all in `period` so far, the year after `began`."""
        year = began.shift(MONTHS_A_YEAR)
        for index in range(number, -1, -1):
            one = self.dated[index]
            if one.period == period and not one.said and self.drafts[index].subject is self.drafts[number].subject:
                self.dated[index] = Dated(year, one.versus and began)
        return year
