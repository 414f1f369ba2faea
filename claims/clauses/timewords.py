"""The times of a sentence: which of its time words a figure can be of, and months that a year belongs to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from claims.clauses.shape import Line
from claims.pattern import pattern
from claims.scanning.token import When
from sources.terms.period import MONTHS_A_YEAR, PeriodKind

# Times that only say what a figure is measured against: "year on year", "a year earlier", "the same period last year".
PACES = frozenset({"year-on-year", "month-on-month", "quarter-on-quarter"})  # ... and nothing else
COMPARISONS = PACES | {"year-ago", "same"}
BEFORE = 40  # characters
MONTHS_LISTED = pattern(r"W(?:,W)+,?nW|WnW")
EACH = pattern(r"[$%#*](?:[,~.]*[$%#*])+[,~.]*n[~.]*[$%#*][^$%#*]*="), pattern(r"[$%#*][~.]*n[~.]*[$%#*]")
OF_YEAR = pattern(r"W[.~gAGP]*[FBD]i?W")  # "the May deficit last year"
NOTE = pattern("(?<!W):")  # a dateline ends in its day
EXTREME = pattern(r"[$%],[.~JFBAPG]*U[.~FBAPGo]*i$")  # "by 5 percent, the steepest decline in the last three years"
MONTH = pattern(r"month:\d\d")
MONTHS = pattern(r"(?:months?|first|quarter|half):[\d-]+")
ROLES = frozenset({"date", "since", "until"})
PARTS = ("months:", "month:", "first:", "last:", "quarter:", "half:", "until:")  # of a year that may stand elsewhere
YEARS = ("split:", "fiscal:", "last-year", "this-year", "last-fiscal", "this-fiscal", "previous-fiscal")


def points_back(when: When) -> bool:
    return when.relative in COMPARISONS or when.relative.startswith("same@")


def is_period(line: Line, when: When) -> bool:
    """Whether a figure can be of this time; a day, a length, the far end of a record, and when it was told are not."""
    if when.role in ROLES or when.relative == "date":
        return False
    if when.relative.startswith("length"):  # "over the nine-month period", "in the said six months"
        return line.wording("that-length").search(line.text, max(line.start, when.start - BEFORE), when.end) is not None
    if when.relative.startswith("past:") and EXTREME.search(line.shape, 0, line.items.index(when)):
        return False
    return line.wording("told-then").search(line.text, max(line.start, when.start - BEFORE), when.start) is None


def announced(line: Line) -> When | None:
    """`Figures for May were released`: the time that the sentences behind it tell of."""
    heads = line.wording("data-for")
    for at in line.places("W") if "W" in line.shape else ():
        when: When = line.items[at]
        if when.role not in ROLES and heads.search(line.text, max(line.start, when.start - BEFORE), when.start):
            return when if NOTE.search(line.shape, 0, at) is None else None  # "Note: data for May are provisional"
    return None


def spell_out(line: Line) -> None:
    """Makes one time of the words that name one together, before any figure is given its own."""
    shape = line.shape
    if shape.count("W") < 2:
        return
    for at in _each(shape, "WW"):
        _run_together(line, at)
    for at in _each(shape, "WoW"):
        _all_of(line, at)
    for listed in MONTHS_LISTED.finditer(shape):
        places = [index for index in range(*listed.span()) if shape[index] == "W"]
        _join_months(line, places, together=EACH[len(places) == 2].search(shape) is None)
    for at in _each(shape, "W(W"):
        _bracketed(line, at)
    for apart in OF_YEAR.finditer(shape):
        part, year = (line.items[index] for index in (apart.start(), apart.end() - 1))
        if part.period is None and part.relative.startswith(PARTS) and "@" not in part.relative and year_of(year):
            whole = replace(part, relative=f"{part.relative}@{year_of(year)}")
            line.items[apart.start()] = line.items[apart.end() - 1] = whole


def _each(shape: str, letters: str) -> Iterator[int]:
    at = shape.find(letters)
    while at >= 0:
        yield at
        at = shape.find(letters, at + 1)


def _run_together(line: Line, at: int) -> None:
    """`For the full year 1986`."""
    if line.items[at].relative.startswith("full-"):
        line.items[at] = line.items[at + 1]


def _all_of(line: Line, at: int) -> None:
    """`In the twelve months of 2019`: in 2019."""
    length, year = line.items[at], line.items[at + 2]
    if length.relative == f"length:{MONTHS_A_YEAR}" and year_of(year):
        line.items[at], line.items[at + 2] = year, line.items[at + 1]
        line.shape = f"{line.shape[:at]}W~~{line.shape[at + 3 :]}"


def _bracketed(line: Line, at: int) -> None:
    """`The first eleven months (July-May) of fiscal 2024-25`: the months in the brackets, of the year behind them."""
    shape, items = line.shape, line.items
    outer, inner = items[at], items[at + 2]
    if outer.relative.startswith(("first:", "half:", "last:")) and inner.relative.startswith("months:"):
        year = outer.relative.partition("@")[2] or inner.relative.partition("@")[2]
        behind = not year and shape[at + 4 : at + 6] in ("oW", "iW")
        year = year_of(items[at + 5]) if behind else year
        months = inner.relative.partition("@")[0]
        items[at] = replace(outer, period=None, relative=f"{months}@{year}" if year else months)
        if behind and year:
            items[at + 5] = items[at]  # no year of its own
    elif outer.period is None and outer.relative.startswith(PARTS) and "@" not in outer.relative and year_of(inner):
        items[at] = items[at + 2] = replace(outer, relative=f"{outer.relative}@{year_of(inner)}")  # "July-May (FY23)"
    elif "@" in outer.relative and shape[at + 3 : at + 4] == ")" and (
        year_of(inner) or (inner.period is not None and inner.period.length == MONTHS_A_YEAR)
    ):  # "the first quarter of the 2020-21 fiscal year (July 2020-June 2021)", "April-January 2022-23 (FY23)"
        items[at + 2] = outer
    elif outer.relative.endswith(("this-year", "last-year")) and (inner.period is not None or "@" in inner.relative):
        items[at] = items[at + 2] = inner  # "in six months last year (H1 FY25)", "last year (March 2020-February 2021)"


def _join_months(line: Line, places: list[int], together: bool) -> None:
    """`In May and June 2023`: both of that year; `July, August and September 2023`: one time, from first to last."""
    months = [_month_of(line.items[index]) for index in places]
    last, year = months[-1]
    if not all(month for month, _ in months) or any(other for _, other in months[:-1]):
        return
    if together:
        code = f"months:{months[0][0]}-{last}" + (f"@{year}" if year else "")
        whole = replace(line.items[places[-1]], period=None, relative=code)
    for index, (month, _) in zip(places, months, strict=True):
        if together:
            line.items[index] = whole
        elif year and month < last:
            line.items[index] = replace(line.items[index], relative=f"month:{month}@{year}")


def _month_of(when: When) -> tuple[str, str]:
    """The month and the YEAR that the words name; nothing for other times."""
    if when.period is not None and when.period.kind is PeriodKind.MONTH and not (when.role or when.relative):
        return f"{when.period.start % MONTHS_A_YEAR + 1:02}", f"year:{when.period.start // MONTHS_A_YEAR}"
    code, _, year = when.relative.partition("@")
    return (code.removeprefix("month:"), year) if MONTH.fullmatch(code) and not when.role else ("", "")


def year_of(when: When) -> str:
    """The YEAR of claims/scanning/when.py that the words name; nothing for other times."""
    if when.period is not None:
        return f"year:{when.period.start // MONTHS_A_YEAR}" if when.period.kind is PeriodKind.YEAR else ""
    return when.relative if when.relative.startswith(YEARS) else ""
