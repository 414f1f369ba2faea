"""Finding times: years, fiscal years, parts of a year, dates, and words that point at one, among a text's items.

    time = part (link year)? | year (owner part)? | date | pointing word | numeral length (ago)?
    year = digits (dash digits)? | fiscal year | calendar year | year-word
    part = month (dash month)? | quarter or half | "first" numeral months | numeral "months to" month | "same" period
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import compress, count

from claims.scanning.days import LAST_YEAR, STARTS, Time, year_of
from claims.scanning.folded import Folded
from claims.scanning.lexicon import Hit, Lexicon
from claims.scanning.token import Token, When
from claims.scanning.when import SO_FAR, place
from claims.scanning.yearowners import YearOwners
from claims.scanning.yearparts import NUMBERS, YEAR, Parts
from sources.terms.period import MONTHS_A_YEAR, Period, PeriodKind

BRACKET, CLOSED = " (", ")"
NAMED = (" ", " of ", ", ")
LAST_OF = {"last-quarter": "quarter:4", "last-month": "last:1"}       # the last quarter of 2024 is its fourth
FISCAL = ("fiscal", "split", "last-fiscal", "this-fiscal", "next-fiscal", "previous-fiscal", "the-fiscal")
SHORT_MONTH = frozenset({"-", "'", "-'", " '"})          # Mar-25, Mar '25
SHORT_PART = frozenset({"", "'", "-'", " '"})           # 1Q25, Q1 '25
ENDED = frozenset({" ", " last "})
SORT = 2                        # blanks: the 1985/86 coffee year
FAR, BIKRAM_SAMBAT = 2056, 57   # the Nepali fiscal year 2081/82 begins in 2024
SPOKEN = frozenset({"deadline", "since", "until"})


def whens(text: Folded, items: Sequence[Hit], lexicon: Lexicon, words: Sequence[Token]) -> tuple[list[When], set[int]]:
    """Every time expression, offsets into the folded text, and the indexes of the items they use.

    `words` name the countries whose fiscal years may be meant.
    """
    owners = YearOwners(text.folded, items, words)
    found = _Finder(text.folded, items, lexicon, owners).times()
    result = []
    taken: set[int] = set()
    for time in found:
        relative = "" if time.period is not None and time.role != "date" and not time.code else time.relative
        area = None
        if time.year.startswith(FISCAL) or "fiscal" in time.code:
            own = (owners.before(at) for at in range(time.first, time.after))
            area = next((owner.value for owner in own if owner is not None), None)
        result.append(When(time.start, time.end, time.period, relative, time.role, area))
        taken.update(range(time.first, time.after))
    return result, taken


class _Finder(Parts):
    """The grammar of times over one text's items."""

    def times(self) -> list[Time]:
        found: list[Time] = []
        free = 0                # behind the last time
        for at in compress(count(), map(STARTS.__contains__, self.kinds)):
            if at < free or (time := self.time(at)) is None:
                continue
            previous = found[-1] if found else None
            self.use(time, previous)
            if previous is not None and (joined := self.join(previous, time)) is not None:
                found[-1] = joined
            else:
                time.settle()
                found.append(time)
            free = time.after
        return found

    def time(self, at: int) -> Time | None:
        category = self.items[at][2]
        if category == "relative":
            time = self.of(at, at + 1, code=self.items[at][3])
            link = self.time_links.get(self.gap(time.end, at + 1) or "")
            if (last := LAST_OF.get(time.code)) and link == "of" and self.year(at + 1) is not None:
                time.code, time.part = "", last
                return self.part_of_year(time)
            return time
        if category == "month" and (day := self.date(at)) is not None:
            return day
        if category in NUMBERS:
            following = self.kinds[at + 1:at + 4]
            if category == "digits" and following and following[0] in ("month", "digits") and (
                    day := self.numeric_date(at) or self.day_first(at)) is not None:
                return day
            if "length" not in following and "months-to" not in following:      # most numbers, and quickly so
                if category != "digits" or len(self.items[at][3]) != YEAR:
                    return None
                return self.year_with_part(year) if (year := self.year(at)) is not None else None
        if (part := self.part(at)) is not None:
            part = self.part_of_year(part)
            if at and self.items[at - 1][2] == "fiscal" and self.gap(self.items[at - 1][1], at) == " ":
                part.year = part.year.replace("year:", "fiscal:") or "the-fiscal"       # fiscal first half
            return part
        if (year := self.year(at)) is not None:
            return self.year_with_part(year)
        return self.length(at)

    # --- years ---

    def year(self, at: int) -> Time | None:
        """year = year-word (of? digits (dash digits)?)? | (fiscal | calendar)? digits (dash digits)? fiscal?"""
        if at >= self.last:
            return None
        _, end, category, value = self.items[at]
        if category == "year-word":
            gap = self.gap(end, at + 1)
            named = gap == BRACKET or (gap in NAMED and self.items[at + 1][2] == "digits" and value in FISCAL)
            number = self.year(at + 1) if named else None
            closed = number is None or self.folded.startswith(CLOSED, number.end)
            if number is None or not number.is_year or (gap == BRACKET and not closed):
                return self.of(at, at + 1, year=value)
            number.first, number.start = at, self.items[at][0]              # the last fiscal year of 2017/18
            number.end += gap == BRACKET                                    # last year (FY2023)
            number.year = number.year.replace("year:", "fiscal:") if value in FISCAL else number.year
            return number
        if category in ("fiscal", "calendar"):
            gap, before = self.gap(end, at + 1), at
            if gap == BRACKET and self.items[at + 1][2] == category:        # fiscal year (FY) 2017
                gap, before = (self.gap(self.items[at + 1][1], at + 2) or "").removeprefix(")"), at + 1
            if gap not in ("", " ", "-") or self.items[before + 1][2] != "digits":
                return None
            number = self.years(before + 1, short=category == "fiscal")
            if number is None:
                return None
            if category == "fiscal" and number.year.startswith("year:"):
                number.year = number.year.replace("year:", "fiscal:")
            number.first, number.start = at, self.items[at][0]
            self.end_in(number)
            return number
        if category != "digits":
            return None
        number = self.years(at, short=False)
        if number is None:
            return None
        if self.gap(number.end, number.after) in (" ", "-") and self.items[number.after][2] == "fiscal":
            number.end = self.items[number.after][1]
            number.after += 1
            number.year = number.year.replace("year:", "fiscal:")
        elif number.year.startswith("split:") and self.folded.startswith(self.seasons, number.end):
            self.season(number)
        self.end_in(number)
        return number

    def season(self, time: Time) -> None:
        """1986/87 crop year: the words say nothing, but where the year begins may stand behind them"""
        time.end = next(time.end + len(word) for word in self.seasons if self.folded.startswith(word, time.end))
        self.past(time)

    def end_in(self, time: Time) -> None:
        """fiscal year ("ended" month day?): fiscal 1986/87 ending March, the 1985/86 coffee year ending September"""
        name, _, value = time.year.partition(":")
        at = time.after
        if name not in ("split", "fiscal") or at >= self.last:
            return
        gap = self.folded[time.end:self.items[at][0]]
        named = name == "split" and self.items[at][2:] == ("year-to", "12")
        if named and gap.count(" ") <= SORT and at + 1 < self.last:
            gap, at = self.folded[self.items[at][1]:self.items[at + 1][0]], at + 1     # 1985/86 coffee year ending
        elif gap not in self.endings:
            return
        if self.items[at][2] != "month" or (gap not in ENDED and gap not in self.endings):
            return
        time.after, month = at, int(self.items[at][3])
        ends = int(value) + (name == "split" and month < MONTHS_A_YEAR)
        time.base = ends * MONTHS_A_YEAR + month - MONTHS_A_YEAR
        time.end, time.after = self.items[time.after][1], time.after + 1
        if self.gap(time.end, time.after) == " " and self.is_day(time.after):
            time.end, time.after = self.past_suffix(self.items[time.after][1]), time.after + 1

    def years(self, at: int, short: bool) -> Time | None:
        """digits (dash digits)?: 2024, 2024-25, 2010-15; `short` takes two digits for a year, as in FY25."""
        start, end, _, printed = self.items[at]
        year = year_of(printed, short)
        if not year or (not short and self.counts(at)):
            return None
        if self.folded[end:end + 1].isalpha():
            if self.folded[end] == "s" and not self.folded[end + 1:end + 2].isalnum() and year % 10 == 0:
                decade = Period(year * MONTHS_A_YEAR, (year + 10) * MONTHS_A_YEAR, PeriodKind.SPAN)
                return Time(at, at + 1, start, end + 1, period=decade)
            if not short:
                return None
        link = self.span_links.get(self.gap(end, at + 1) or "?")
        if link in ("dash", "slash") and self.items[at + 1][2] == "digits":
            second = self.items[at + 1][3]
            if second.isdigit() and len(second) <= 4 and not self.counts(at + 1):
                if int(second) == (year + 1) % 10 ** len(second):       # 2005-06, 2005/6, 1999-2000, 2081/082
                    return self.of(at, at + 2, year=f"split:{year - BIKRAM_SAMBAT * (year >= FAR)}")
                last = int(second) if len(second) == 4 else year - year % 100 + int(second)
                if len(second) > 1 and year < last <= LAST_YEAR and link == "dash":
                    if short and len(printed) == 2 and len(second) == 2:
                        return self.of(at, at + 2, code=f"fiscal:{year}..fiscal:{last}")
                    time = self.of(at, at + 2)
                    time.period = Period(year * MONTHS_A_YEAR, (last + 1) * MONTHS_A_YEAR, PeriodKind.SPAN)
                    time.role = "from-to"
                    return time
                if len(second) == 2 and 1 <= int(second) <= MONTHS_A_YEAR and len(printed) == 4:
                    return self.of(at, at + 2, part=f"month:{second}", year=f"year:{year}")
        return self.of(at, at + 1, year=f"year:{year}")

    def year_with_part(self, year: Time) -> Time:
        """year (owner part)?: 2024's third quarter, last year's first half, FY24 Q2"""
        if self.folded.startswith(self.repeats, year.end) and year.year.startswith("year:"):
            return self.repeated(year)
        gap = self.gap(year.end, year.after)
        if gap is None or (gap not in self.owner_links and gap != BRACKET) or year.code or year.period is not None:
            return year
        joined = self.owner_links.get(gap) == "month" and self.items[year.after][2] in ("month", "same")
        joined = joined or (gap == " " and self.items[year.after][2] == "month")      # the 1985 December quarter
        joined = joined or ("'" in gap and self.items[year.after][2] == "same")     # last year's same period
        if self.items[year.after][2] not in ("part", "first") and gap != BRACKET and not joined:
            return year
        part = self.part(year.after)
        if part is not None and part.part.startswith("month:"):
            self.fill(part)
        if part is not None and gap == BRACKET:
            return self.bracketed(year, part)
        if part is None or ((joined or gap == ", ") and self.year_follows(part)):
            return year
        year.part, year.after, year.end = part.part, part.after, part.end
        return year

    def repeated(self, year: Time) -> Time:
        """in the same 1986 months, than in the 1986 period"""
        word = next(word for word in self.repeats if self.folded.startswith(word, year.end))
        if self.folded[year.end + len(word):year.end + len(word) + 1].isalnum():
            return year
        named = next((same for same in self.sames if self.folded.endswith(same, 0, year.start)), "")
        if named or word == self.repeats[0]:
            year.part, year.start, year.end = "same", year.start - len(named), year.end + len(word)
            self.past(year)
        return year

    def bracketed(self, year: Time, part: Time) -> Time:
        """2023-24 (April-January)"""
        if self.folded[part.end:part.end + 1] != ")" or part.part == "same" or part.part.startswith("to:"):
            return year
        year.part, year.after, year.end = part.part, part.after, part.end + 1
        return year

    def year_follows(self, part: Time) -> bool:
        gap = self.gap(part.end, part.after)
        return gap is not None and gap in self.time_links and self.year(part.after) is not None

    # --- parts of a year ---

    def part_of_year(self, part: Time) -> Time:
        """part ("period")? (link year)?: third quarter of 2024, January-November period, March last year, Mar-25"""
        if part.code:
            return part
        if part.part.startswith("month"):
            if self.folded.endswith(self.sames, 0, part.start) and self.same_month(part):
                return part
            self.fill(part)
        owner = self.owners.before(part.after) if part.after < self.last else None
        gap = self.gap(part.end, part.after) if owner is None else self.folded[part.end:owner.start]
        if gap is None:
            return part
        category, printed = self.items[part.after][2:]
        if part.part.startswith("half:") and category == "month" and self.time_links.get(gap) == "of":
            month = self.part_of_year(self.months(part.after))      # the second half of October: in that month
            month.first, month.start = part.first, part.start
            return month
        if gap in (SHORT_MONTH if part.part.startswith("month:") else SHORT_PART) and category == "digits":
            if len(printed) == 2 and printed.isdigit() and not self.counts(part.after):
                part.year = f"year:{year_of(printed, short=True)}"
                part.end = self.items[part.after][1]
                part.after += 1
            return part
        link = self.time_links.get(gap) or ("comma" if gap == "" else None)
        if link is None:
            return part
        year = self.year(part.after)
        if year is None and link == "of":
            past = self.items[part.after][2:] == ("relative", "past:12")        # the same period of the past year
            named = "last-year" if past else "the-fiscal" if self.is_the_fiscal(part.after) else ""
            year = self.of(part.after, part.after + 1, year=named) if named else None
        if year is None or not year.year or (link == "comma" and category == "year-word"):
            return part
        if year.part:           # "in March 2024-07" is a month, then something else
            return part
        part.year, part.end, part.after, part.base = year.year, year.end, year.after, year.base
        self.quarter_of(part)
        return part

    # --- lengths ---

    def length(self, at: int) -> Time | None:
        """("past" | "next") numeral? length | numeral length "ago"?"""
        _, end, category, _ = self.items[at]
        if category in ("last", "next"):
            name = "past" if category == "last" else "next"
            if self.gap(end, at + 1) == " " and self.items[at + 1][2] == "length" and int(self.items[at + 1][3]) > 12:
                return self.of(at, at + 2, code=f"{name}:{self.items[at + 1][3]}")
            number, months = self.measure(at + 1) if self.gap(end, at + 1) == " " else (None, 0)
            return None if number is None else self.lasting(at, number, code=f"{name}:{months}")
        if category not in NUMBERS:
            return None
        number, months = self.measure(at)
        if number is None:
            return None
        after = number.after + 1
        if self.gap(self.items[after - 1][1], after) == " " and self.items[after][2] == "ago":
            return self.of(at, after + 1, code=f"ago:{months}")
        return self.lasting(at, number, code=f"length:{months}")

    # --- how a time is used ---

    def use(self, time: Time, previous: Time | None) -> None:
        """The word before a time that says how it is used: by 2030, since 2018, through June."""
        if not time.part:
            if time.year and self.folded.endswith(self.so_fars, 0, time.start):
                time.part = SO_FAR
                return
        elif time.part.startswith("month:") and self.folded.endswith(self.untils, 0, time.start):
            if previous is None or not self.span_links.get(self.folded[previous.end:time.start]):
                time.part, time.role = f"until{time.part[5:]}", "through"       # not: January 2024 through March 2025
            return
        before = time.first - 1
        after = self.items[time.after][2] if self.gap(time.end, time.after) == " " else ""
        if after == "role-after" and not time.role and not time.code:
            time.role, time.end = self.items[time.after][3], self.items[time.after][1]     # 2030 तक
            time.after += 1
            return
        if before < 0 or time.role or time.code or time.part == "same":
            return
        edge = self.items[before][2] == "edge" and time.start - self.items[before][1] in (0, 1)
        role = before - 1 if edge else before
        if role < 0 or self.items[role][2] != "role":
            if edge:
                time.first, time.start = before, self.items[before][0]
            return
        end = self.items[role + 1][0] if edge else time.start
        if self.folded[self.items[role][1]:end] not in (" ", "") or self.items[role][3] not in SPOKEN:
            return
        time.role = self.items[role][3]
        time.first, time.start = role, self.items[role][0]
        ends = edge and self.items[before][3] != "start" and time.role == "deadline" and not time.year
        if ends and time.part.startswith("month:"):
            time.part = f"until{time.part[5:]}"         # by the end of May: what has come together up to then

    def join(self, first: Time, last: Time) -> Time | None:
        """Two times that are the ends of one: between 2013 and 2023, from FY16 to FY20, April 2024-January 2025."""
        gap = self.folded[first.end:last.start] if last.first == first.after else ""
        link = self.span_links.get(gap)
        if link is not None and last.role == "date" and self.days_between(first, last, link):
            return first
        if link is None or link == "slash" or not (first.year and last.year) or first.role or last.role:
            return None
        months = first.part.startswith("month:") and last.part.startswith("month:")
        if not (months or (first.is_year and last.is_year)):
            return None
        before = first.first - 1
        role = self.items[before][3] if before >= 0 and self.items[before][2] == "role" else ""
        if role and self.folded[self.items[before][1]:first.start] != " ":
            role = ""
        if link == "and" and role != "between":
            return None
        if role in ("between", "from"):
            first.first, first.start = before, self.items[before][0]
        last.settle()
        first.after, first.end = last.after, last.end
        first.role = "from-to"
        if first.period is not None and last.period is not None:
            if first.period.start >= last.period.end:
                return None
            start, end = first.period.start, last.period.end
            whole = end - start == MONTHS_A_YEAR and months
            first.period = place("", start) if whole else Period(start, end, PeriodKind.SPAN)
            first.role = "" if months else "from-to"
        else:
            first.code = f"{first.relative}..{last.relative}"
            first.period = None
        return first
