"""When each figure of a sentence is of, once the text before it is known.

Where the sentence leaves a time out, the order of evidence is:

    1. said with the figure, or for the sentence      claims/clauses/timing.py; what the day of publication corrects
    2. of the figure before it in the sentence        Figures.main
    3. the one the text is telling of                 Timeline.period
    4. for headlines, that of the figure below        claims/read.py
"""

from __future__ import annotations

from collections.abc import Sequence

from claims.claim import Kind, Modality
from claims.clauses.draft import Draft
from claims.clauses.timewords import PARTS
from claims.context.bases import MONTHS_AGO, YEARS, Bases
from claims.context.compared import base_of, is_over
from claims.context.dated import Dated, Figures
from claims.context.timeline import COUNTED, FRESH, HALF_A_YEAR, Timeline, is_fiscal, year_of
from claims.scanning.when import whose_year
from sources.terms.period import MONTHS_A_YEAR, Period, PeriodKind

TWO = 2  # months, both counted: "from May to June"; one more than whole years is "from May 2011 to May 2014"

def date_drafts(story: Timeline, drafts: Sequence[Draft]) -> list[Dated]:
    """The times of each draft of a sentence."""
    return Dating(story, Figures(drafts)).dates()


class Dating:
    """Dates the figures of one sentence, from left to right."""

    __slots__ = ("bases", "figures", "moved", "said", "story")

    def __init__(self, story: Timeline, figures: Figures) -> None:
        self.story, self.figures = story, figures
        self.bases = Bases(story, figures)
        self.said: Period | None = None  # the first time that the sentence says
        self.moved = story.moved  # from when to when a trade was last told to go

    def dates(self) -> list[Dated]:
        story, drafts, dated = self.story, self.figures.drafts, self.figures.dated
        for draft in drafts:
            reporter = whose_year(draft.when, draft.subject.reporter, draft.subject.partner)
            if draft.kind is Kind.RATE:
                dated.append(self.rate(draft, reporter))
            else:
                dated.append(self.bases.base(draft, reporter) if draft.base else self.figure(draft, reporter))
        story.lately = self.figures.main or story.lately
        self.bases.settle()
        story.moved = self.moved
        for number, draft in enumerate(drafts):
            if draft.kind is Kind.CHANGE and not draft.base and dated[number].versus is None:
                period, _, said = dated[number]
                began = base_of(draft, drafts[number + 1 :], dated[number + 1 :])
                if began is not None and period is not None and began.start < period.start:
                    dated[number] = Dated(period, began, said)
            if is_over(draft, drafts[:number], dated, story.now):
                draft.modality = Modality.REPORTED
            if draft.near is not None:
                dated[number] = dated[drafts.index(draft.near)]
        return dated

    # --- the three sorts of figure

    def rate(self, draft: Draft, reporter: str | None) -> Dated:
        """A standing rate is of no time but the one that is said."""
        period = self.story.period_of(draft.when, self.story.period, reporter)
        period = self.to_come(period, draft)
        return Dated(period, None, period is not None)

    def figure(self, draft: Draft, reporter: str | None) -> Dated:
        """A figure told for itself."""
        story, figures, when = self.story, self.figures, draft.when
        if draft.twin is None:
            self.bases.begin()
        period = self.as_meant(draft, reporter)
        ends = self.ends(draft, period, reporter)
        said = period is not None or ends is not None
        if period is None:
            period = self.left_out(draft)
            if draft.monthly and period is not None and period.length > 1:
                period = Period(period.end - 1, period.end, PeriodKind.MONTH)
        if period != figures.main:
            self.bases.count = 0
        if draft.kind is not Kind.SUPERLATIVE:
            figures.main = period or figures.main
        if period is not None and draft.versus is not None and draft.versus.relative == "month-on-month" and not said:
            figures.main = period = Period(period.end - 1, period.end, PeriodKind.MONTH)
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
        return Dated(period, versus, said and not self.is_either_year(draft))

    def is_either_year(self, draft: Draft) -> bool:
        """`In the year to March 2021 they were 5 billion.  In the previous fiscal year tea fell`, told in May 2021."""
        if draft.when is None or draft.when.relative != "previous-fiscal":
            return False
        told, now = self.story.period, self.story.now
        if told is None or now is None or told.kind is not PeriodKind.FISCAL_YEAR:
            return False
        return told.end <= now < told.end + MONTHS_A_YEAR

    def against(self, draft: Draft, period: Period | None, reporter: str | None) -> Period | None:
        """What the words measure a figure of the time `period` against."""
        when = draft.versus
        versus = self.story.period_of(when, period, reporter)
        if when is None or versus is None or period is None:
            return versus
        if when.relative == "previous-year" or (versus.start >= period.start and when.relative):
            # "Less than last month", told of that month; "than last February", told of February.
            return period.shift(-1) if when.relative in MONTHS_AGO and period.length == 1 else period.year_before()
        if versus.length == MONTHS_A_YEAR > period.length and versus.end <= period.end and when.role != "since":
            years = (period.start - versus.start) // MONTHS_A_YEAR
            return period.shift(-MONTHS_A_YEAR * years) if years else None  # "in May up 9 percent from 2019"
        return versus

    def move(self, draft: Draft, reached: Period | None) -> tuple[Period, Period] | None:
        """`From 58 billion in FY19 to 111 billion in FY24`: from when to when."""
        before = self.figures.before
        if before is None or reached is None:
            return None
        began = self.figures.dated[-1].period
        moves = (before.base or draft.reached) and before.subject is draft.subject
        return (began, reached) if moves and began is not None and began.start < reached.start else None

    def left_out(self, draft: Draft) -> Period | None:
        """The period of a figure that the sentence says none for."""
        story, ahead = self.story, None if draft.modality in COUNTED else self.story.ahead
        if draft.modality is Modality.FORECAST and self.figures.main is None and story.foreseen is not None:
            return story.foreseen
        return (ahead if draft.modality is Modality.TARGET else None) or self.figures.main or story.period or ahead

    def moves(self, draft: Draft) -> bool:
        return draft.reached or any(one.kind is Kind.CHANGE and one.when is draft.when for one in self.figures.drafts)

    def ends(self, draft: Draft, period: Period | None, reporter: str | None) -> tuple[Period, Period] | None:
        """`Between FY13 and FY24`, `from May to June`: from which period to which."""
        when = draft.when
        told = self.figures.drafts[: len(self.figures.dated) + 1]  # "by 13.5 percent a year, twice the world's"
        if any(one.averaged and one.when is when for one in told):
            return None  # "grew by 4 percent a year from 2014 to 2024": of all those years
        if draft.moved_on and period is not None and period.kind is PeriodKind.SPAN and (
                period.length == TWO or period.length % MONTHS_A_YEAR == 1):
            month = PeriodKind.MONTH
            return Period(period.start, period.start + 1, month), Period(period.end - 1, period.end, month)
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
        before = self.figures.before
        if before is not None and before.base and draft.reached and period != story.period and (
            when.relative.startswith("same@") and (began := self.figures.dated[-1].period) is not None
        ):
            return story.period_of(when, began, reporter)  # "from 3 in May 2023 to 4 in the same month"
        if when.relative in ("same", "this-period"):
            return self.figures.main or story.lately or story.period  # "during the same time": that just told of
        if period is None or self.promised(period, draft):
            return None
        if when.relative.startswith("split:") and period.kind is PeriodKind.FISCAL_YEAR and not story.season:
            draft.unsure = not is_fiscal(period, reporter)  # of a crop whose year the text does not tell
        if story.period is not None and self.unfinished(period, story.period, draft):
            so_far = Period(period.start, story.period.end, PeriodKind.YEAR_TO_DATE)
            return story.period if story.period.length > 1 else so_far  # "36 billion during the current year"
        late = story.now is not None and period.end > story.now and draft.modality in COUNTED
        if late and when.relative.endswith("@this-year"):
            return period.year_before()  # "the ten months to October this year", told in January
        if late and period.start >= (story.now or 0) and "fiscal" in when.relative:
            return None  # "exports rose in the first quarter of FY26" of a country that nobody has named
        return self.to_come(period, draft)

    def unfinished(self, period: Period, told: Period, draft: Draft) -> bool:
        """Whether a year is meant that is not over, in a text that tells of its months so far."""
        return (
            draft.when is not None
            and not draft.yearly
            and (draft.when.relative in ("this-year", "this-fiscal") or period.kind is PeriodKind.YEAR)
            and draft.modality in COUNTED
            and told.length < MONTHS_A_YEAR <= period.length
            and self.story.parted(told)
            and period.end >= (self.story.now or period.end)
            and period.start < told.end <= period.end
        )

    def promised(self, period: Period, draft: Draft) -> bool:
        """Whether the time is the deadline of another figure: `hits 68 billion, eyes 100 billion by 2030`."""
        when, now = draft.when, self.story.now
        if when is None or when.role != "deadline" or draft.modality not in COUNTED:
            return False
        if now is None or period.start < now:
            return False
        return any(one.when is when and one.modality not in COUNTED for one in self.figures.drafts)

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
