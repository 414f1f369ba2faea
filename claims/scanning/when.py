"""What a time expression means: from the words alone, or from the day of publication and the period last spoken of.

`When.period` is set where the words settle it.  Otherwise `When.relative` is PART, YEAR or PART@YEAR:

    YEAR  year:2017         a calendar year (with the parts `same` and `so-far` only; else the words settle the period)
          split:2024        2024-25: the fiscal year that begins in 2024, or both years where fiscal years are calendar
          fiscal:2025       fiscal 2025, FY25: named after the year it ends in
          last-year this-year next-year           seen from the day of publication
          last-fiscal this-fiscal next-fiscal     likewise
          the-fiscal        the fiscal year, only with a PART: the latest whose part is over
          previous-year following-year year-ago previous-fiscal       seen from the period last spoken of
    PART  quarter:3  half:1  month:03  months:04-12  first:8 (months)  last:3
          to:12:06          twelve months that end in June
          until:06          the months of the year up to June
          same              the same months as those last spoken of, in the YEAR that follows, or a year earlier
          so-far            the months of the YEAR that follows up to those last spoken of, or to publication
    else  year-on-year month-on-month quarter-on-quarter      what a change is measured against
          last-month this-month last-quarter this-quarter     seen from the day of publication
          previous-month previous-quarter                     seen from the period last spoken of
          this-period       "in the period": the one last told of
          under-review      the period last spoken of; month-under-review: its last month
          full-year full-fiscal                               the year that holds the period last spoken of
          full-twelve full-quarter    "in the year", "in the quarter": that one, or those that end with it
          year-to-date
          ago:60            that many months before the period last spoken of, or before the day of publication
          ahead:60          the year that many months after the day of publication
          past:60 next:60   that many months up to the day of publication, or from it on
          length:60         a length alone: settles nothing
          A..B              from A to B, each written as above
          date              a day: `period` is its month; of one with no year printed the month alone is told

`When.role` says how the words use it: deadline (by 2030), since, until, through, from-to (both ends are named), date.
"""

from __future__ import annotations

from datetime import date

from claims.scanning.token import When
from sources.terms.areas import areas
from sources.terms.period import MONTHS_A_YEAR, Period, PeriodKind

JANUARY = 1
PLAIN = (JANUARY, 10)   # where years begin that trade is told in by nobody's name: the calendar's, the US government's
SO_FAR = "so-far"
KINDS = {1: PeriodKind.MONTH, 3: PeriodKind.QUARTER, 6: PeriodKind.HALF}


def resolve(when: When, anchor: Period | None, published: date | None, fiscal_start: int = JANUARY,
            named_by_start: bool = False) -> Period | None:
    """The period that `when` means; None where the words leave it open.

    `anchor` is the period last spoken of, `fiscal_start` the first month of the reporter's fiscal year, and
    `named_by_start` says that "fiscal 2024" begins in 2024, as in Japan.
    """
    period = when.period
    if period is None and when.relative and when.relative != "date":
        period = _Clock(anchor, published, fiscal_start, named_by_start).read(when.relative)
    if period is not None and period.kind == PeriodKind.SPAN and period.length < MONTHS_A_YEAR and (
            period.start % MONTHS_A_YEAR == fiscal_start - 1):
        return Period(period.start, period.end, PeriodKind.YEAR_TO_DATE)
    return period


class _Clock:
    """Where the reader stands: the period last spoken of and the month of publication."""

    def __init__(self, anchor: Period | None, published: date | None, fiscal_start: int, named_by_start: bool) -> None:
        self.anchor = anchor
        self.now = published.year * MONTHS_A_YEAR + published.month - 1 if published else None
        self.fiscal_start = fiscal_start
        self.named_by_start = named_by_start

    def read(self, code: str) -> Period | None:
        if ".." in code:
            first, last = map(self.read, code.split("..", 1))
            if first is None or last is None:
                return None
            return Period(min(first.start, last.start), max(first.end, last.end), PeriodKind.SPAN)
        part, at, year = code.partition("@")
        if year == "the-fiscal" and part != "same":
            return self.bare(part, self.fiscal_start)
        if at:
            base = self.year(year)
            if base is not None and part == SO_FAR:
                return self.so_far(base, year)
            return None if base is None else self.placed(part, base, year.startswith(("year:", "this-")))
        base = self.year(part)
        if base is not None:
            return base
        name, _, value = part.partition(":")
        return self.bare(part) if name in PARTS else self.pointed(name, int(value) if value.isdigit() else 0)

    def year(self, code: str) -> Period | None:
        """The twelve months that a YEAR names."""
        name, _, value = code.partition(":")
        if name == "year":
            return Period.year(int(value))
        if name == "split":
            if self.fiscal_start > JANUARY:
                return Period.fiscal_year(int(value), self.fiscal_start)
            return Period(int(value) * 12, int(value) * 12 + 24, PeriodKind.SPAN)
        if name == "fiscal":
            return Period.fiscal_year(int(value) - (self.fiscal_start > JANUARY and not self.named_by_start),
                                      self.fiscal_start)
        if (steps := FROM_PUBLICATION.get(name)) is not None and self.now is not None:
            if name.endswith("fiscal"):
                return self.fiscal_year_of(self.now + steps * MONTHS_A_YEAR)
            return Period.year(self.now // MONTHS_A_YEAR + steps)
        if (steps := FROM_ANCHOR.get(name)) is not None and self.anchor is not None:
            if name == "previous-fiscal":
                return self.fiscal_year_of(self.anchor.start - MONTHS_A_YEAR)
            if self.anchor.length == MONTHS_A_YEAR or name == "year-ago":
                return self.anchor.shift(steps * MONTHS_A_YEAR)
            return Period.year(self.anchor.start // MONTHS_A_YEAR + steps)
        if name == "previous-fiscal" and self.now is not None:
            return self.fiscal_year_of(self.now - MONTHS_A_YEAR)
        return None

    def fiscal_year_of(self, month: int) -> Period:
        return Period.fiscal_year((month - self.fiscal_start + 1) // MONTHS_A_YEAR, self.fiscal_start)

    def placed(self, part: str, base: Period, named: bool = False) -> Period | None:
        """The part of a year inside the year `base`; `named`: its number is printed, or it is this one."""
        if part == "same":
            if self.anchor is None:
                return None
            if self.anchor.length == base.length == MONTHS_A_YEAR and base.kind is PeriodKind.YEAR and named:
                years = (self.anchor.end - 1) // MONTHS_A_YEAR - base.start // MONTHS_A_YEAR
                return self.anchor.shift(-MONTHS_A_YEAR * years)    # of the year to March 2019: that to March 2018
            if self.anchor.length >= MONTHS_A_YEAR or base.length < MONTHS_A_YEAR:
                return base
            start = next_month(base.start, self.anchor.start % MONTHS_A_YEAR + 1)
            if start == self.anchor.start and not named:      # "the same period last year", of a period of last year
                start -= MONTHS_A_YEAR
            return Period(start, start + self.anchor.length, self.anchor.kind)
        if base.length < MONTHS_A_YEAR:         # "the first quarter a year earlier", said of a month
            base = Period.year(base.start // MONTHS_A_YEAR)
        part = self.gone_by(part, base.start)
        return in_year(part, base.start) if base.kind is PeriodKind.YEAR and named else place(part, base.start)

    def so_far(self, base: Period, year: str) -> Period:
        """The months of a year that are over; a season's shipments are told to the day."""
        told = self.anchor is not None and self.anchor.length < MONTHS_A_YEAR and base.contains(self.anchor)
        end = self.anchor.end if told and self.anchor else (self.now or base.end) + year.startswith("split:")
        return Period(base.start, end, PeriodKind.YEAR_TO_DATE) if base.start < end < base.end else base

    def bare(self, part: str, first: int = JANUARY) -> Period | None:
        """A part of a year with no year to it: inside the year last spoken of, or the latest one that is over.

        `first` is the month the year begins in, where the words say that it is a fiscal one.
        """
        if part == "same":
            return self.anchor.year_before() if self.anchor else None
        anchor = self.anchor
        fresh = anchor is None or self.now is None or anchor.end + MONTHS_A_YEAR >= self.now
        if anchor is not None and anchor.length == MONTHS_A_YEAR and (
                first == JANUARY or anchor.start % MONTHS_A_YEAR == first - 1):
            inside = place(part, anchor.start)
            if not fresh or self.now is None or inside.end <= self.now + 1:
                return inside
        limit = self.now + 1 if fresh and self.now is not None else anchor.end if anchor is not None else None
        if limit is None:
            return None
        start = (limit - first + 1) // MONTHS_A_YEAR * MONTHS_A_YEAR + first - 1
        found = place(self.gone_by(part, start), start)
        while found.end > limit:
            found = found.year_before()
        return found

    def gone_by(self, part: str, start: int) -> str:
        """`The past eight months of the year`, said in September: those gone by, not the last eight of all twelve."""
        name, _, value = part.partition(":")
        over = self.now - start if self.now is not None else MONTHS_A_YEAR
        return f"first:{value}" if name == "last" and 0 <= over - int(value) <= 1 and over < MONTHS_A_YEAR else part

    def pointed(self, name: str, months: int) -> Period | None:
        """The words that point at a period from where the reader stands."""
        anchor, now = self.anchor, self.now
        if anchor is not None:
            if name == "year-on-year":
                return anchor.year_before()
            if name in ("month-on-month", "previous-month"):
                return Period(anchor.end - 2, anchor.end - 1, PeriodKind.MONTH)
            if name in ("quarter-on-quarter", "previous-quarter"):
                return anchor.previous() if anchor.length == 3 else None
            if name in ("under-review", "this-period"):
                return anchor
            if name == "month-under-review":
                return Period(anchor.end - 1, anchor.end, PeriodKind.MONTH)
            if name == "full-fiscal" or (name == "full-year" and anchor.kind is PeriodKind.FISCAL_YEAR):
                return self.fiscal_year_of(anchor.start)
            if name == "full-year":
                return Period.year(anchor.start // MONTHS_A_YEAR)
            if name in ENDING:
                months = ENDING[name]
                return anchor if anchor.length in (months, MONTHS_A_YEAR) else place(
                    f"to:{months}:{(anchor.end - 1) % MONTHS_A_YEAR + 1}", anchor.end - 1)
            if name == "ago":
                return anchor.shift(-months)
        if now is None:
            return None
        if name in ("last-month", "previous-month"):
            return Period(now - 1, now, PeriodKind.MONTH)
        if name == "this-month":
            return Period(now, now + 1, PeriodKind.MONTH)
        if name in ("last-quarter", "this-quarter"):
            start = now // 3 * 3 - (3 if name == "last-quarter" else 0)
            return Period(start, start + 3, PeriodKind.QUARTER)
        if name == "year-to-date":
            start = now // MONTHS_A_YEAR * MONTHS_A_YEAR
            return Period(start, now, PeriodKind.YEAR_TO_DATE) if start < now else None
        if name == "ago" and months % MONTHS_A_YEAR == 0:
            return Period.year((now - months) // MONTHS_A_YEAR)
        if name == "ahead":
            return Period.year((now + months) // MONTHS_A_YEAR)
        if name in ("past", "next") and months:
            if months % MONTHS_A_YEAR == 0:
                now -= now % MONTHS_A_YEAR
            start = now - months if name == "past" else now
            return Period(start, start + months, PeriodKind.SPAN)
        return None


PARTS = frozenset({"quarter", "half", "month", "months", "first", "last", "to", "until", "same"})
ENDING = {"full-twelve": 12, "full-quarter": 3}
FROM_PUBLICATION = {"last-year": -1, "this-year": 0, "next-year": 1,
                    "last-fiscal": -1, "this-fiscal": 0, "next-fiscal": 1}
FROM_ANCHOR = {"previous-year": -1, "following-year": 1, "year-ago": -1, "previous-fiscal": -1}


def next_month(start: int, month: int) -> int:
    """The first month at or after `start` that is the calendar month 1 to 12."""
    return start + (month - 1 - start) % MONTHS_A_YEAR


def place(part: str, start: int) -> Period:
    """The part of the year that begins in the month `start`: "quarter:3" of 2024 is July to September 2024."""
    name, _, value = part.partition(":")
    match name:
        case "quarter":
            return Period(start + 3 * int(value) - 3, start + 3 * int(value), PeriodKind.QUARTER)
        case "half":
            return Period(start + 6 * int(value) - 6, start + 6 * int(value), PeriodKind.HALF)
        case "month":
            return kinded(next_month(start, int(value)), 1, start)
        case "months":
            first, last = map(int, value.split("-"))
            return kinded(next_month(start, first), (last - first) % MONTHS_A_YEAR + 1, start)
        case "first":
            return kinded(start, int(value), start)
        case "last":
            return kinded(start + MONTHS_A_YEAR - int(value), int(value), start)
        case "until":
            return kinded(start, next_month(start, int(value)) + 1 - start, start)
        case "to":
            length, last = map(int, value.split(":"))
            end = next_month(start, last) + 1
            if length == MONTHS_A_YEAR:
                kind = PeriodKind.YEAR if last == MONTHS_A_YEAR else PeriodKind.FISCAL_YEAR
                return Period(end - length, end, kind)
            return kinded(end - length, length, (end - length) // MONTHS_A_YEAR * MONTHS_A_YEAR)
    return kinded(start, MONTHS_A_YEAR, start)


def in_year(part: str, start: int) -> Period:
    """The part of a calendar year whose number is printed behind it: July-March 2024 ends in 2024."""
    name, _, value = part.partition(":")
    return place(part, start - MONTHS_A_YEAR if name == "months" and value[:2] > value[3:] else start)


def kinded(start: int, length: int, year_start: int) -> Period:
    """`length` months from `start`, with the kind that a statistician would call them in a year from `year_start`."""
    if length in KINDS and start % length == 0:
        return Period(start, start + length, KINDS[length])
    if length == MONTHS_A_YEAR:
        return Period(start, start + length,
                      PeriodKind.YEAR if start % MONTHS_A_YEAR == 0 else PeriodKind.FISCAL_YEAR)
    return Period(start, start + length, PeriodKind.YEAR_TO_DATE if start == year_start else PeriodKind.SPAN)


def whose_year(when: When | None, reporter: str | None, partner: str | None) -> str | None:
    """The country whose fiscal year is told in: the partner's, where the reporter's year is the calendar's.

    "France sold goods to India worth 5.71 billion dollars last financial year": France has no other.  Nor is trade told
    in the federal year that begins in October where the partner, too, writes "2021-22".
    """
    home, other = areas().get(reporter or ""), areas().get(partner or "")
    code = when.relative if when is not None else ""
    if home is None or other is None or not ("fiscal" in code or code.startswith("split")):
        return reporter
    return partner if home.fiscal_start in PLAIN and other.fiscal_start not in PLAIN else reporter
