"""When the figures are of that others are measured against: `from 4 billion`, `against 5 billion last year`."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from claims.claim import Kind
from claims.clauses.draft import STOOD, Draft
from claims.context.compared import MONTHS
from claims.context.dated import Dated, Figures, ratio_of
from claims.context.timeline import COUNTED, HALF_A_YEAR, Timeline, is_fiscal
from sources.terms.period import MONTHS_A_YEAR, Period, PeriodKind

YEAR_AGO = frozenset({"last-year", "last-fiscal"})
STANDS = (*STOOD, Kind.SHARE)
MONTHS_AGO = frozenset({"last-month", "previous-month"})
NUMBERED = ("split:", "fiscal:")  # years that are printed
YEARS = (PeriodKind.YEAR, PeriodKind.FISCAL_YEAR)


class Bases:
    """The bases of one sentence: each lies back from the time of the figure that is measured against it."""

    __slots__ = ("count", "earlier", "figures", "steps", "story")

    def __init__(self, story: Timeline, figures: Figures) -> None:
        self.story, self.figures = story, figures
        self.count = 0  # of those since the last figure told for itself
        self.steps: list[int] = []  # how many months they lie back
        self.earlier: list[int] = []  # ... and those before

    def begin(self) -> None:
        """Another figure is told for itself: what is said of its bases may be left out, as they lie back likewise."""
        if self.count:
            self.earlier, self.steps, self.count = self.steps or self.earlier, [], 0

    def base(self, draft: Draft, reporter: str | None) -> Dated:
        """The time of the base whose turn it is."""
        story, figures, main, when = self.story, self.figures, self.figures.main, draft.when
        before = figures.before
        if draft.twin is not None and draft.twin in figures.drafts:
            return figures.dated[figures.drafts.index(draft.twin)]
        if when is not None and story.now is None and when.relative in ("last-year", "same@last-year"):
            when = replace(when, relative=when.relative.replace("last-year", "previous-year"))  # of the time told
        if when is not None and when.relative == "same" and main is not None and draft.kind is Kind.CHANGE and (
            before is not None and not draft.subject.like(before.subject)
        ):  # "up 9 percent, more than the 4 percent by which the world's grew over the same period"
            return Dated(main, figures.dated[-1].versus, True)
        pattern = self.earlier or story.steps  # "and imports fell to 1.74 billion from 2.41": as just before
        told = main or story.period
        period = story.period_of(when, told, reporter, draft.subject.product or "")
        if main is not None and (draft.restated or self.put_before(draft, main)):
            return Dated(figures.dated[-1].period if before is not None and before.base else main)
        if when is None and main is not None and self.count < len(pattern):
            period = main.shift(-pattern[self.count])
        elif when is None and main is not None and self.count == 0:
            period = self.start_of(draft, main)
        elif when is not None and main is not None and (
            when.relative == "previous-year" or (period == main and (
                when.relative in MONTHS_AGO or (when.relative in YEAR_AGO and figures.like(draft, main))))
        ):  # "down from last year's 13 billion", of last year
            period = main.shift(-1) if when.relative in MONTHS_AGO else main.year_before()
        elif when is not None and told and (
            (when.relative == "last-year" and is_fiscal(told, reporter))
            or (period is not None and self.same_part(draft, period, told))
        ):
            period = told.year_before()  # "5 billion in May from 4 billion last year"
        if period is not None and main is not None and period.start < main.start and not draft.former:
            self.steps.append(main.start - period.start)
        self.count += 1
        growth = draft.versus if draft.kind is Kind.CHANGE else None
        return Dated(period, story.period_of(growth, period, reporter), when is not None)

    def same_part(self, draft: Draft, year: Period, told: Period) -> bool:
        """Whether a base `last year`, `in 2018` is of the months told of in that year: by its size, no whole year's."""
        relative = draft.when.relative if draft.when is not None else ""
        if year.length != MONTHS_A_YEAR or draft.former:
            return False
        ratio = self.figures.ratio(draft, told, said=not relative or relative.startswith(NUMBERED))
        if ratio is not None and ratio**2 * told.length >= MONTHS_A_YEAR:
            return False  # nearer to a whole year's than to that of the months
        if relative in YEAR_AGO:
            return self.story.parted(told)
        draft.unsure = ratio is not None and told.length <= HALF_A_YEAR and year.contains(told.year_before())
        return draft.unsure

    def put_before(self, draft: Draft, main: Period) -> bool:
        """`Put at 15 million tonnes for the year, against 14 last month`: what was said of that year a month before."""
        when = draft.when
        if when is None or when.relative not in MONTHS_AGO or main.length < MONTHS_A_YEAR or draft.former:
            return False
        ratio = self.figures.ratio(draft, main, said=False)
        return ratio is not None and ratio**2 * main.length >= 1  # nearer to the year's than to a month's

    def start_of(self, draft: Draft, main: Period) -> Period | None:
        """`Fell to 5 billion from 6`: what the change is measured against, a year before, or as the text compares."""
        if draft.former:
            return None
        if draft.kind is Kind.CHANGE and main.length in MONTHS:
            return main.previous()  # "growth slowed to 5 percent from 6"
        if main.kind in YEARS:
            year, told = main.year_before(), self.story.latest
            if self.story.now is None or year.start < self.story.now:
                return year
            return told if told is not None and told.kind in YEARS else None  # "500 billion by 2030 from 191 billion"
        last = self.figures.dated[-1] if self.figures.dated else None
        if last is not None and last.period == main and last.versus is not None:
            return last.versus
        usual = None if main.length in MONTHS else MONTHS_A_YEAR  # "in the first half ... to 5 billion from 4"
        back = next((one.back for one in reversed(self.story.compared) if one.length == main.length), usual)
        return main.shift(-back) if back else None

    # --- once all figures of the sentence have times

    def settle(self) -> None:
        """Bases that stand before their figure, and figures whose time only their base tells."""
        self.by_base()
        starts = self.starts()
        self.story.steps = self.steps or self.earlier or starts or self.story.steps

    def starts(self) -> list[int]:
        """`Rose from 58 billion to 111 billion`: where it started is a year back, where years are told.

        Gives how many months back the starts lay whose times are said.
        """
        steps: list[int] = []
        dated = self.figures.dated
        for number, (draft, after) in enumerate(pairwise(self.figures.drafts)):
            began, reached = dated[number].period, dated[number + 1].period
            if not draft.base or draft.former or after.base or reached is None:
                continue
            if began is not None and began.start < reached.start:
                steps.append(reached.start - began.start)
            named = after.kind in STANDS and after.reached
            if began is not None and self.started_in_part(draft, after, began, reached):
                dated[number] = Dated(reached.year_before(), None, True)
            elif draft.when is None and named and (start := dated[number + 1].versus) is not None:
                dated[number] = Dated(start, None, dated[number + 1].said)  # "between May and June"
            elif draft.when is None and began is None and after.subject is draft.subject and after.reached:
                back = MONTHS_A_YEAR if reached.kind in YEARS else self.story.steps[0] if self.story.steps else 0
                dated[number] = Dated(reached.shift(-back) if back else None)  # as far back as those just told
        return steps

    def started_in_part(self, draft: Draft, after: Draft, year: Period, reached: Period) -> bool:
        """`In the first half it rose from 23 billion in 2017 to 26 billion`: whether that is of the same months."""
        ratio = ratio_of(draft, after) if after.kind is draft.kind in STOOD else None
        if ratio is None or draft.when is None or draft.when.relative or year.length != MONTHS_A_YEAR:
            return False
        draft.unsure = ratio**2 * reached.length < MONTHS_A_YEAR and (
            reached.length <= HALF_A_YEAR and year.contains(reached.year_before()))
        return draft.unsure

    def by_base(self) -> None:
        """`37 billion, compared with 36 billion in 2023-24`: where no time is said, it is the year after that one."""
        dated = self.figures.dated
        for number, (draft, after) in enumerate(pairwise(self.figures.drafts)):
            period, began = dated[number].period, dated[number + 1].period
            if draft.base or dated[number].said or not after.base or after.when is None or began is None:
                continue
            if after.former or after.subject.tariff or began.kind not in YEARS:
                continue
            if period is None and draft.when is None and draft.modality in COUNTED:
                continue  # "4.5 billion (2.1 billion in 2022 and 2.4 billion in 2023)"
            if period is None or (period.length < MONTHS_A_YEAR and began.end <= period.end):
                now = self.story.now
                if period is not None and now is not None and began.end + MONTHS_A_YEAR > now:
                    back = period.year_before()  # that year is not over: of the same months, then
                    dated[number] = Dated(period, dated[number].versus and back)
                    dated[number + 1] = Dated(back, None, True)
                else:
                    self.story.period = self.move_on(number, period, began)

    def move_on(self, number: int, period: Period | None, began: Period) -> Period:
        """Gives the figures up to that of `number`, all in `period` so far, the year after `began`."""
        year, drafts, dated = began.shift(MONTHS_A_YEAR), self.figures.drafts, self.figures.dated
        for index in range(number, -1, -1):
            one = dated[index]
            if one.period == period and not one.said and drafts[index].subject is drafts[number].subject:
                dated[index] = Dated(year, one.versus and began)
        return year
