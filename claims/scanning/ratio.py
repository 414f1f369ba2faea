"""Fractions, multiples and ranks: a third, three-fold, 2.7 times, second-largest, the top three."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from claims.claim import Hedge
from claims.pattern import pattern
from claims.scanning.lexicon import Hit, Lexicon
from claims.scanning.numerals import GAPS, Numeral, numeral
from claims.scanning.ranges import Found
from sources.terms.quantity import RANK, RATIO

PLACES = 6                      # decimals that a fraction is written out to: a third is 0.333333
HIGHEST_RANK = 100
EXACT = Decimal(0)
NEAR = 80                       # letters from one rank of a list to the next
LISTED = pattern(r"\d(?:st|nd|rd|th)\b[^.;\n]*(?:, |,? and | to )$")
LEADS_ON = pattern(r" (?:in \d{4} )?to \d{1,3}(?:st|nd|rd|th) (?:in|place|position|spot|rank|globally)\b")
WORD = pattern(r"[^\W\d_][\w'.-]*(?: [^\W\d_]+)?")


class Ratios:
    """The amounts of one text that are words rather than measures."""

    def __init__(self, folded: str, items: Sequence[Hit], lexicon: Lexicon) -> None:
        self.folded = folded
        self.items = items
        self.values = lexicon.values

    def read(self, at: int) -> Found | None:
        category, value = self.items[at][2:]
        if category == "digits":
            return self.suffixed(at, value)
        match category:
            case "fraction" | "fraction-if":
                return self.fraction(at)
            case "multiple":
                return self.made(at, at + 1, Decimal(value), RATIO)
            case "multiple-if":
                return self.made(at, at + 1, Decimal(value), RATIO) if self.followed(at, "after-multiple") else None
            case "ordinal":
                return self.rank(at, at + 1, self.items[at][1], int(value))
            case "superlative":
                return self.top(at)
            case "rank-number":
                return self.numbered(at)
        return None

    def suffixed(self, at: int, digits: str) -> Found | None:
        """digits ("st" | "nd" | "rd" | "th")"""
        start = self.items[at][1]
        if self.folded[start:start + 2] not in self.values["ordinal-suffix"] or len(digits) > 3 or not digits.isdigit():
            return None
        if self.folded[start + 2:start + 3].isalpha():
            return None
        found = self.rank(at, at + 1, start + 2, int(digits))
        if found is None and self.goes_on(at, start + 2):
            found = self.made(at, at + 1, Decimal(digits), RANK)
            found.end = start + 2
        return found

    def goes_on(self, at: int, end: int) -> bool:
        """Whether a rank is one of a list: `2nd in tea exports, 6th in coffee exports`, `from 28th to 24th in`."""
        before = self.folded[max(0, self.items[at][0] - NEAR):self.items[at][0]]
        if before.endswith("from ") and LEADS_ON.match(self.folded, end):
            return True
        return LISTED.search(before) is not None and self.after_is(end, "on-from-rank")

    def times(self, at: int, number: Numeral) -> Found | None:
        """numeral ("times" | "fold" | "x")"""
        if number.after >= len(self.items) or number.scaled:
            return None
        start, end, category, _ = self.items[number.after]
        if category != "times" or self.folded[number.end:start] not in GAPS:
            return None
        if self.folded[start:end].isalpha() and not (
                self.followed(number.after, "after-times") or self.preceded(at, "before-times")):
            return None
        found = self.made(at, number.after + 1, number.value, RATIO)
        found.slack = number.slack
        return found

    def fraction(self, at: int) -> Found | None:
        """fraction ("of" "a" percent)?; "half", "a third" and "a quarter" count only beside a word that says so"""
        start, end, category, value = self.items[at]
        above, _, below = value.partition("/")
        amount = (Decimal(above) / Decimal(below)).quantize(Decimal(1).scaleb(-PLACES)).normalize()
        after = at + 1
        gap = self.folded[end:self.items[after][0]] if after < len(self.items) else ""
        after += gap in self.values["part-of"] and self.items[after][3] == "1"      # eight-tenths of 1 percent
        of_it = gap in self.values["part-of"] or gap == " "
        if of_it and self.items[after][2] == "percent":
            size, _, unit = self.items[after][3].rpartition(" ")
            return self.made(at, after + 1, amount * Decimal(size or 1), unit)
        hedged = at > 0 and self.items[at - 1][2] == "hedge" and self.folded[self.items[at - 1][1]:start] == " "
        if category == "fraction" or hedged or self.followed(at, "after-fraction") or (
                self.preceded(at, "before-fraction") and (
                    not self.word_after(end) or self.after_is(end, "on-from-fraction"))):
            return self.made(at, after, amount, RATIO)
        return None

    def rank(self, first: int, after: int, end: int, place: int) -> Found | None:
        """ordinal superlative | ordinal "place" | "ranked" ordinal | "from" ordinal "to" ordinal"""
        if not 1 <= place <= HIGHEST_RANK:
            return None
        if after < len(self.items) and self.items[after][2] == "superlative" and (
                self.folded[end:self.items[after][0]] in GAPS):
            return self.made(first, after + 1, Decimal(place), RANK)
        if self.after_is(end, "after-rank") or self.leads_on(after, end) or (
                self.preceded(first, "before-rank") and (
                    not self.word_after(end) or self.after_is(end, "on-from-rank"))):
            found = self.made(first, after, Decimal(place), RANK)
            found.end = end
            return found
        return None

    def top(self, at: int) -> Found | None:
        """superlative numeral: the top three, the largest ten"""
        if at + 1 >= len(self.items) or self.folded[self.items[at][1]:self.items[at + 1][0]] not in (" ", "-"):
            return None
        if self.items[at + 1][2] not in ("digits", "number"):
            return None
        number = numeral(self.items, at + 1, self.folded, self.values)
        if self.folded[self.items[at + 1][1]:][:1] == "-" or self.folded[self.items[at][0]] in " -":
            return None             # "its principal two-way partner", "ranked 18th"
        if number is None or number.scaled or number.exact or not 2 <= number.value <= HIGHEST_RANK:
            return None
        if number.after < len(self.items) and self.items[number.after][2] in COUNTED and (
                self.folded[number.end:self.items[number.after][0]] in GAPS):
            return None             # "the highest 20 percent"
        found = self.made(at, number.after, number.value, RANK)
        found.hedge = Hedge.UP_TO
        return found

    def numbered(self, at: int) -> Found | None:
        """"No." digits superlative?"""
        if at + 1 >= len(self.items) or self.folded[self.items[at][1]:self.items[at + 1][0]] not in ("", " "):
            return None
        _, end, category, value = self.items[at + 1]
        if category not in ("digits", "number") or not value.isdigit() or not 1 <= int(value) <= 20:
            return None
        if not self.word_after(end):
            return None
        return self.made(at, at + 2, Decimal(value), RANK)

    def made(self, first: int, after: int, value: Decimal, unit: str) -> Found:
        start, end = self.items[first][0], self.items[after - 1][1]
        number = Numeral(start, end, value, EXACT, after)
        return Found(number, first, after, start, end, value, EXACT, unit)

    def word_after(self, end: int) -> str:
        """The word that follows, with the next one where there is one; nothing after a stop."""
        if self.folded[end:end + 1] != " ":
            return ""
        match = WORD.match(self.folded, end + 1, end + 40)
        return match.group().rstrip(".") if match else ""

    def leads_on(self, at: int, end: int) -> bool:
        """Whether an ordinal that ends at `end` is followed by "to" and the next one, at `at`."""
        return at < len(self.items) and self.items[at][2] == "ordinal" and (
            self.folded[end:self.items[at][0]].strip() in self.values["rank-to-rank"])

    def after_is(self, end: int, name: str) -> bool:
        words = self.word_after(end)
        return words in self.values[name] or words.partition(" ")[0] in self.values[name]

    def followed(self, at: int, name: str) -> bool:
        return self.after_is(self.items[at][1], name)

    def preceded(self, at: int, name: str) -> bool:
        start = self.items[at][0]
        words = self.folded[max(0, start - 24):start].rstrip(" ").split(" ")
        return words[-1] in self.values[name] or " ".join(words[-2:]) in self.values[name]


COUNTED = frozenset({"percent", "currency", "unit", "scale"})
