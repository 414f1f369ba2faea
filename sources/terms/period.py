"""Periods: half-open spans of months, with the kind of period a statistician would call them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sources.terms.errors import UnreadablePeriod
from sources.terms.vocabulary import Name, value

MONTHS_A_YEAR = 12
MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)
APRIL = 4


class PeriodKind(Name):
    YEAR = "year"
    FISCAL_YEAR = "fiscal_year"
    HALF = "half"
    QUARTER = "quarter"
    MONTH = "month"
    YEAR_TO_DATE = "ytd"
    SPAN = "span"


# Compiled when a label is first read: an article's periods come without any.
LABEL = (
    r"(?P<fiscal>FY(?P<first>\d{4})-(?P<last>\d{2}))"
    r"|(?P<year>\d{4})(?:-(?:Q(?P<quarter>[1-4])|H(?P<half>[12])|(?P<month>0[1-9]|1[0-2])))?"
)
SPAN = r"(\d{4})(?:-(\d{2}))?/(\d{4})(?:-(\d{2}))?"


@value
class Period:
    """A span of whole months: `start` and `end` count months since the year 0, `end` is not in it."""

    start: int
    end: int
    kind: PeriodKind

    @classmethod
    def year(cls, year: int) -> Period:
        return cls(first := year * MONTHS_A_YEAR, first + MONTHS_A_YEAR, PeriodKind.YEAR)

    @classmethod
    def fiscal_year(cls, first: int, start_month: int = APRIL) -> Period:
        """The twelve months from `start_month` of the year `first`; a January start is the calendar year."""
        if start_month == 1:
            return cls.year(first)
        start = first * MONTHS_A_YEAR + start_month - 1
        return cls(start, start + MONTHS_A_YEAR, PeriodKind.FISCAL_YEAR)

    @classmethod
    def half(cls, year: int, half: int) -> Period:
        return cls(start := year * MONTHS_A_YEAR + 6 * (half - 1), start + 6, PeriodKind.HALF)

    @classmethod
    def quarter(cls, year: int, quarter: int) -> Period:
        return cls(start := year * MONTHS_A_YEAR + 3 * (quarter - 1), start + 3, PeriodKind.QUARTER)

    @classmethod
    def month(cls, year: int, month: int) -> Period:
        return cls(start := year * MONTHS_A_YEAR + month - 1, start + 1, PeriodKind.MONTH)

    @classmethod
    def span(cls, first: tuple[int, int], last: tuple[int, int], kind: PeriodKind = PeriodKind.SPAN) -> Period:
        """From the month `first` = (year, month) to the month `last`, both inside."""
        return cls(first[0] * MONTHS_A_YEAR + first[1] - 1, last[0] * MONTHS_A_YEAR + last[1], kind)

    @classmethod
    def parse(cls, label: str, fiscal_start: int = APRIL) -> Period:
        """The period that `label` names; FY2024-25 starts in the month `fiscal_start` of 2024."""
        if match := re.fullmatch(LABEL, label):
            if match["fiscal"]:
                first = int(match["first"])
                if (first + 1) % 100 != int(match["last"]):
                    raise UnreadablePeriod(label)
                return cls.fiscal_year(first, fiscal_start)
            year = int(match["year"])
            if match["quarter"]:
                return cls.quarter(year, int(match["quarter"]))
            if match["half"]:
                return cls.half(year, int(match["half"]))
            return cls.month(year, int(match["month"])) if match["month"] else cls.year(year)
        if match := re.fullmatch(SPAN, label):
            first_year, first_month, last_year, last_month = match.groups()
            period = cls.span((int(first_year), int(first_month or 1)), (int(last_year), int(last_month or 12)))
            if period.start < period.end:
                return period
        raise UnreadablePeriod(label)

    @property
    def label(self) -> str:
        """What `parse` reads back (given the fiscal year's start month): 2024, FY2024-25, 2024-Q3, 2024-04/2024-11."""
        year, month = divmod(self.start, MONTHS_A_YEAR)
        match self.kind:
            case PeriodKind.YEAR:
                return f"{year:04}"
            case PeriodKind.FISCAL_YEAR:
                return f"FY{year:04}-{(year + 1) % 100:02}"
            case PeriodKind.HALF if month % 6 == 0:
                return f"{year:04}-H{month // 6 + 1}"
            case PeriodKind.QUARTER if month % 3 == 0:
                return f"{year:04}-Q{month // 3 + 1}"
            case PeriodKind.MONTH:
                return self.first_month
        return f"{self.first_month}/{self.last_month}"

    @property
    def first_month(self) -> str:
        return month_label(self.start)

    @property
    def last_month(self) -> str:
        return month_label(self.end - 1)

    @property
    def length(self) -> int:
        """How many months."""
        return self.end - self.start

    def same_months(self, other: Period) -> bool:
        return self.start == other.start and self.end == other.end

    def contains(self, other: Period) -> bool:
        return self.start <= other.start and other.end <= self.end

    def months(self) -> Iterator[Period]:
        for start in range(self.start, self.end):
            yield Period(start, start + 1, PeriodKind.MONTH)

    def shift(self, months: int) -> Period:
        return Period(self.start + months, self.end + months, self.kind)

    def year_before(self) -> Period:
        """The same months a year earlier: what growth is measured against unless the text says otherwise."""
        return self.shift(-MONTHS_A_YEAR)

    def ends(self) -> tuple[Period, Period] | None:
        """The first and the last year of several whole ones."""
        if self.length <= MONTHS_A_YEAR or self.length % MONTHS_A_YEAR:
            return None
        kind = PeriodKind.YEAR if self.start % MONTHS_A_YEAR == 0 else PeriodKind.FISCAL_YEAR
        first = Period(self.start, self.start + MONTHS_A_YEAR, kind)
        return first, first.shift(self.length - MONTHS_A_YEAR)

    def previous(self) -> Period:
        """The one just before of the same length: the month before a month, the year before a year."""
        return self.shift(-self.length)

    def __str__(self) -> str:
        return self.label


def month_label(month: int) -> str:
    return f"{month // MONTHS_A_YEAR:04}-{month % MONTHS_A_YEAR + 1:02}"
