"""Parts of a year: months, quarters, halves, `the first eight months`, `the twelve months to June`."""

from __future__ import annotations

from claims.scanning.days import STARTS, Dates, Time
from claims.scanning.numerals import Numeral, numeral
from sources.terms.period import MONTHS_A_YEAR

YEAR = 4                        # digits
NUMBERS = frozenset({"digits", "number", "tens"})
LENGTHS = ("length", "months-to")
THE_MONTH = ("last-month", "this-month")
MONTH_BEGINS, MIDDLE = 5, 17    # days: after the one months of other calendars begin, after the other by the next one
UNEVEN = 2                      # days by which they begin sooner or later
YEARLY = {"quarter": 3, "year": 12}     # the June quarter, the June year: those that end in June


class Parts(Dates):
    """The grammar of parts of a year over one text's items."""

    def is_year(self, at: int) -> bool:
        return self.items[at][2] == "digits" and len(self.items[at][3]) == YEAR and not self.counts(at)

    def part(self, at: int) -> Time | None:
        category, value = self.items[at][2:]
        if category == "part":
            return self.of(at, at + 1, part=value)
        if category == "same":
            return self.of(at, at + 1, part="same")
        if category == "month":
            return self.months(at)
        if category in ("first", "last"):
            beside = self.gap(self.items[at][1], at + 1) == " "
            if category == "first" and beside and self.items[at + 1][2:] == ("length", "1"):
                return self.of(at, at + 2, part="first:1")
            number, months = self.measure(at + 1) if beside else (None, 0)
            if number is None or not 1 <= months <= MONTHS_A_YEAR:
                return None
            if self.items[number.after][2] == "months-to" and (ended := self.ended(at, number.after + 1, months)):
                return ended
            gap = self.gap(self.items[number.after][1], number.after + 1)
            if category == "first" or (gap and gap.strip() and self.time_links.get(gap) == "of"):
                return self.lasting(at, number, part=f"{category}:{months}")
            return None
        if category == "year-to":
            return self.ended(at, at + 1, int(value))
        if category in NUMBERS:
            number = numeral(self.items, at, self.folded, self.lists)
            if number is None or number.scaled or self.gap(number.end, number.after) not in (" ", "-"):
                return None
            if self.items[number.after][2] == "months-to" and 1 <= number.value <= MONTHS_A_YEAR:
                return self.ended(at, number.after + 1, int(number.value))
        return None

    def months(self, at: int) -> Time:
        """month (dash edge? month)?"""
        first = int(self.items[at][3])
        end = self.items[at][1]
        gap = self.gap(end, at + 1)
        spaced = gap == " " and self.gap(self.items[at + 1][1], at + 2) == " " and self.is_year(at + 2)
        link = "dash" if spaced else self.span_links.get(gap or "")      # "January December 2008"
        after = at + 1
        if gap == " " and self.items[after][2:] == ("role", "until") and self.gap(self.items[after][1], at + 2) == " ":
            link, after = "to", at + 2      # from January until May
        begin = at - 1 if link and self.is_edge(at - 1) else at
        second = after + 1 if link and self.is_edge(after) else after
        if link and second < self.last and self.items[second][2] == "month":
            role = self.items[begin - 1][2:] if begin and self.items[begin][0] - self.items[begin - 1][1] == 1 else ()
            if link != "and" or role == ("role", "between"):
                middles = self.items[begin][3] == self.items[second - 1][3] == "mid"
                last = (int(self.items[second][3]) - 1 - middles) % MONTHS_A_YEAR + 1       # up to the middle of it
                if last != first or middles:
                    begin -= role in (("role", "between"), ("role", "from"))
                    return self.of(begin, second + 1, part=span_of(first, last))
        elif link and self.items[at + 1][3] in THE_MONTH:     # from January to last month
            begin = at - 1 if at and self.items[at - 1][2:] == ("role", "from") else at
            return self.of(begin, at + 2, code=f"month:{first:02}..{self.items[at + 1][3]}")
        return self.of(at, at + 1, part=f"month:{first:02}")

    def is_edge(self, at: int) -> bool:
        """Whether the item is a word for an edge of the one behind it: mid-July, the end of May."""
        return 0 <= at < self.last and self.items[at][2] == "edge" and self.gap(self.items[at][1], at + 1) in ("", " ")

    def ended(self, first: int, at: int, months: int) -> Time | None:
        """numeral "months to" (day? month | month day?)"""
        middle = 0
        if at < self.last and self.items[at][2] == "edge" and self.gap(self.items[at - 1][1], at) == " ":
            middle = self.items[at][3] == "mid" and months < MONTHS_A_YEAR      # the four months to mid-November
            at += 1
        if at < self.last and self.is_day(at) and self.gap(self.items[at - 1][1], at) == " ":
            at += 1
        if at >= self.last or self.items[at][2] != "month":
            return None
        gap = self.gap(self.items[at - 1][1], at)
        if gap != "" and self.time_links.get(gap or "") != "of":
            return None
        after = at + 1
        if self.gap(self.items[at][1], after) == " " and self.is_day(after):
            after += 1
        last = (int(self.items[at][3]) - 1 - middle) % MONTHS_A_YEAR + 1
        return self.of(first, after, part=f"to:{months}:{last:02}")

    def fill(self, part: Time) -> None:
        """The word behind months that only says they are a period; the June quarter is the one that ends in June."""
        for filler, kind in self.fillers.items():
            end = part.end + len(filler)
            if self.folded.startswith(filler, part.end) and not self.folded[end:end + 1].isalnum():
                if part.part.startswith("month:"):
                    word = self.items[part.after][2] if self.gap(part.end, part.after) == " " else ""
                    if kind not in YEARLY or (word in STARTS or self.folded.startswith("s", end)):
                        return      # "in June year on year"
                    part.part = f"to:{YEARLY[kind]}:{part.part[-2:]}"
                part.end = end
                self.past(part)
                return

    def same_month(self, part: Time) -> bool:
        """in the same February period: of the year that is told of"""
        end = part.end + len(self.repeats[0])
        if not self.folded.startswith(self.repeats[0], part.end) or self.gap(end, part.after) in self.time_links:
            return False
        named = next(same for same in self.sames if self.folded.endswith(same, 0, part.start))
        part.start, part.end = part.start - len(named), end
        return True

    def quarter_of(self, part: Time) -> None:
        """the December 1986 quarter"""
        word = next((word for word in self.quarters if self.folded.startswith(word, part.end)), "")
        if word and part.part.startswith("month:") and not self.folded[part.end + len(word):][:1].isalnum():
            part.part, part.end = f"to:3:{part.part[-2:]}", part.end + len(word)
            self.past(part)

    def days_between(self, first: Time, last: Time, link: str) -> bool:
        """from January 1 to March 23, 21 March-22 July 2023, between the beginning of May and June 24: their months

        Whole months of another calendar are what they are told as there: from 21 March to 22 July is April to July.
        """
        before = first.first - 1
        if before > 0 and self.items[before][2] == "edge":
            before -= 1
        role = self.items[before][3] if before >= 0 and self.items[before][2] == "role" else ""
        if first.role not in ("date", "") or (link == "and" and role != "between"):
            return False
        (start, begun, began), (end, ends, ended) = self.day_of(first), self.day_of(last)
        if not start or not end or (began and began not in (ended, ended - 1)):
            return False
        if role in ("from", "between"):
            first.first, first.start = before, self.items[before][0]
        if abs(begun - ends) <= UNEVEN and begun > MONTH_BEGINS:
            start, end = (start % MONTHS_A_YEAR + 1, end) if begun > MIDDLE else (start, (end - 2) % MONTHS_A_YEAR + 1)
        first.part, first.role, first.code, first.period = span_of(start, end), "", "", None
        first.year = f"year:{ended}" if ended else ""
        first.after, first.end = last.after, last.end
        first.settle()
        return True

    def day_of(self, time: Time) -> tuple[int, int, int]:
        """The month, the day and the year that a date names; 0 for what it does not."""
        day = next((int(item[3]) for at, item in enumerate(self.items[time.first:time.after], time.first)
                    if self.is_day(at)), 0)
        if time.period is not None and day:
            return time.period.start % MONTHS_A_YEAR + 1, day, time.period.start // MONTHS_A_YEAR
        name, _, month = (time.part or time.code).partition(":")
        return (int(month), day, 0) if name == "month" and month.isdigit() and not time.year else (0, 0, 0)

    def lasting(self, first: int, number: Numeral, part: str = "", code: str = "") -> Time:
        """A time up to the length that a numeral has: the first nine months; not the `to` of "nine months to $5 bn"."""
        time = self.of(first, number.after + 1, part, "", code)
        if self.items[number.after][2] == "months-to":
            time.end = self.folded.index(" ", self.items[number.after][0])
        return time

    def measure(self, at: int) -> tuple[Numeral | None, int]:
        """numeral length: the numeral and how many months it makes."""
        number = numeral(self.items, at, self.folded, self.lists)
        if number is None or number.scaled or self.gap(number.end, number.after) not in (" ", "-", ""):
            return None, 0
        category, months = self.items[number.after][2:]
        if category not in LENGTHS or number.value != int(number.value) or number.value > 1000:
            return None, 0
        return number, int(number.value) * (int(months) or 1)


def span_of(first: int, last: int) -> str:
    """The code of the months from one to another."""
    return f"months:{first:02}-{last:02}" if first != last else f"month:{first:02}"
