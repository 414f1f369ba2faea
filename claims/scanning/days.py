"""Days: dates with a day in them, and what every reader of times needs: gaps between items, years that count things."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from claims.scanning.lexicon import Hit, Lexicon
from claims.scanning.when import SO_FAR, in_year, place
from claims.scanning.yearowners import YearOwners
from sources.terms.period import MONTHS_A_YEAR, Period

FIRST_YEAR, LAST_YEAR = 1800, 2199
CENTURY_TURN = 70               # '87 is 1987, '25 is 2025
LONGEST_LINK = 16               # letters
DAYS_A_MONTH = 31
COUNTED = frozenset({"scale", "unit", "percent", "currency", "currency-sign"})
LOOSE = frozenset({"unit", "vehicle", "case", "pair", "head", "bag", "TEU"})      # "in 2024 vehicles were shipped"
STARTS = frozenset({"digits", "month", "part", "first", "last", "next", "same", "fiscal", "calendar", "year-word",
                    "relative", "year-to", "number", "tens"})


@dataclass(slots=True)
class Time:
    """A time in the making: items[first:after], folded[start:end]."""

    first: int
    after: int
    start: int
    end: int
    part: str = ""
    year: str = ""              # a YEAR of claims.scanning.when; "year:2024" for a calendar year
    code: str = ""              # a code that is neither part nor year
    period: Period | None = None
    role: str = ""
    base: int | None = None     # the first month of the year, where the words give it: fiscal 2024 ended June 30

    @property
    def is_year(self) -> bool:
        return bool(self.year) and not self.part

    @property
    def relative(self) -> str:
        return self.code or (f"{self.part}@{self.year}" if self.part and self.year else self.part or self.year)

    def settle(self) -> None:
        """The period, where the words alone settle it."""
        name, _, value = self.year.partition(":")
        if self.period is None and self.base is not None and self.part not in ("same", SO_FAR):
            self.period = place(self.part, self.base)
        elif self.period is None and name == "year" and self.part not in ("same", SO_FAR):
            self.period = in_year(self.part, int(value) * MONTHS_A_YEAR)


@cache
def through_words(lexicon: Lexicon) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What stands before a month that ends the months told of, and before a year that is not over."""
    words = lexicon.values["through-link"].items()
    until = [word for word, means in words if means == "until"]
    return (*until, *(f"({word[1:]}" for word in until)), tuple(word for word, means in words if means == "so-far")


class Dates:
    """The grammar of days over one text's items.  Each reader takes an item's index and gives what it read or None."""

    def __init__(self, folded: str, items: Sequence[Hit], lexicon: Lexicon, owners: YearOwners) -> None:
        self.folded = folded
        self.items = items
        self.kinds = [item[2] for item in items]
        self.last = len(items)
        self.owners = owners        # of fiscal years
        values = lexicon.values
        self.time_links, self.span_links, self.owner_links = (
            values["time-link"], values["span-link"], values["owner-link"])
        self.untils, self.so_fars = through_words(lexicon)
        self.fillers, self.endings, self.seasons = values["period-word"], values["ending"], tuple(values["season"])
        self.quarters = tuple(word for word, kind in self.fillers.items() if kind == "quarter")
        self.repeats, self.sames = tuple(values["repeat"]), tuple(values["same-as"])
        self.suffixes, self.lists = values["ordinal-suffix"], values
        self.day_months, self.date_years, self.day_days = values["day-month"], values["date-year"], values["day-day"]

    def gap(self, before: int, at: int) -> str | None:
        """What stands between the offset `before` and the item `at`; None where it is far or there is none."""
        if at >= self.last:
            return None
        start = self.items[at][0]
        return self.folded[before:start] if 0 <= start - before <= LONGEST_LINK else None

    def of(self, first: int, after: int, part: str = "", year: str = "", code: str = "", role: str = "") -> Time:
        return Time(first, after, self.items[first][0], self.items[after - 1][1], part, year, code, None, role)

    def past(self, time: Time) -> None:
        """Takes in the items up to where the time ends."""
        while time.after < self.last and self.items[time.after][0] < time.end:
            time.after += 1

    def counts(self, at: int) -> bool:
        """Whether a year-like number counts something or is part of another: $2024, 2024 tonnes, A2024."""
        start, end = self.items[at][:2]
        if start and (before := self.folded[start - 1]) != " ":
            joined = at > 0 and self.items[at - 1][1] == start and self.items[at - 1][2] in STARTS      # FY2024
            if before in ".,:@#$€£¥₹_=&" or (before.isalnum() and not joined):
                return True
            if before in "/-" and start > 1 and self.folded[start - 2].isalpha() and (
                    at == 0 or self.items[at - 1][1] < start - 1):
                return True
        if at and self.items[at - 1][2] == "currency-sign" and self.items[at - 1][1] >= start - 1:
            return True
        if end < len(self.folded) and self.folded[end] == "/" and self.folded[end + 1:end + 2].isalpha():
            return True
        if at + 1 < self.last and self.items[at + 1][2] in COUNTED and self.items[at + 1][3] not in LOOSE:
            return self.folded[end:self.items[at + 1][0]] in ("", " ")
        return False

    def is_day(self, at: int) -> bool:
        """Whether the item is a day of a month: 13, 13th; not 13 percent."""
        if at >= self.last:
            return False
        _, end, category, printed = self.items[at]
        if category != "digits" or not printed.isdigit() or len(printed) > 2 or not 1 <= int(printed) <= DAYS_A_MONTH:
            return False
        if self.folded[end:end + 1].isalpha():
            return self.folded[end:end + 2] in self.suffixes and not self.folded[end + 2:end + 3].isalpha()
        return not (at + 1 < self.last and self.items[at + 1][2] in COUNTED
                    and self.folded[end:self.items[at + 1][0]] in ("", " ", "-"))

    def is_the_fiscal(self, at: int) -> bool:
        """Whether a fiscal year stands there without a number: the first half of the fiscal year."""
        start, end, category, _ = self.items[at]
        numbered = self.gap(end, at + 1) is not None and self.items[at + 1][2] == "digits"
        return category == "fiscal" and " " in self.folded[start:end] and not numbered

    def past_suffix(self, end: int) -> int:
        """Behind the "th" of 13th, or of 13 th as some copy has it."""
        if self.folded[end:end + 1] == " " and not self.folded[end + 3:end + 4].isalpha():
            return end + 3 if self.folded[end + 1:end + 3] in self.suffixes else end
        return end + 2 if self.folded[end:end + 2] in self.suffixes else end

    def date(self, at: int) -> Time | None:
        """month day (dash day)? (comma year)?"""
        if self.gap(self.items[at][1], at + 1) != " " or not self.is_day(at + 1):
            return None
        after = at + 2
        end = self.past_suffix(self.items[at + 1][1])
        if self.gap(end, after) in self.day_days and self.is_day(after):
            end = self.past_suffix(self.items[after][1])
            after += 1
        return self.dated(at, after, end, int(self.items[at][3]))

    def day_first(self, at: int) -> Time | None:
        """day "of"? month year?"""
        if not self.is_day(at):
            return None
        gap = self.gap(self.past_suffix(self.items[at][1]), at + 1)
        if gap not in self.day_months or self.items[at + 1][2] != "month":
            return None
        return self.dated(at, at + 2, self.items[at + 1][1], int(self.items[at + 1][3]))

    def dated(self, first: int, after: int, end: int, month: int) -> Time:
        year = 0
        if (gap := self.gap(end, after)) in self.date_years and self.items[after][2] == "digits":
            printed = self.items[after][3]
            counts = gap != "," and self.counts(after)          # March 31,2025
            year = 0 if counts else year_of(printed, short=gap == "-")
        start = self.items[first][0]
        if not year:
            return Time(first, after, start, end, part=f"month:{month:02}", role="date")
        return Time(first, after + 1, start, self.items[after][1], code="date", role="date",
                     period=Period.month(year, month))

    def numeric_date(self, at: int) -> Time | None:
        """2025-02-13, 13/02/2025; a month that may be a day is not told."""
        if at + 2 >= self.last or any(item[2] != "digits" for item in self.items[at:at + 3]):
            return None
        printed = [item[3] for item in self.items[at:at + 3]]
        gaps = {self.gap(self.items[at][1], at + 1), self.gap(self.items[at + 1][1], at + 2)}
        if gaps not in ({"/"}, {"-"}) or not all(part.isdigit() for part in printed):
            return None
        if len(printed[0]) == 4 and len(printed[1]) == len(printed[2]) == 2:
            year, month = int(printed[0]), int(printed[1])
        elif len(printed[2]) == 4 and len(printed[0]) <= 2 and len(printed[1]) <= 2:
            year, first, second = int(printed[2]), int(printed[0]), int(printed[1])
            month = second if first > MONTHS_A_YEAR else first if second > MONTHS_A_YEAR or first == second else 0
        else:
            return None
        time = self.of(at, at + 3, code="date", role="date")
        if 1 <= month <= MONTHS_A_YEAR and FIRST_YEAR <= year <= LAST_YEAR:
            time.period = Period.month(year, month)
        return time


def year_of(printed: str, short: bool) -> int:
    """The year that digits may be, 0 for none."""
    if not printed.isdigit():
        return 0
    if len(printed) == 4 and FIRST_YEAR <= int(printed) <= LAST_YEAR:
        return int(printed)
    if short and len(printed) == 2:
        return int(printed) + (1900 if int(printed) >= CENTURY_TURN else 2000)
    return 0
