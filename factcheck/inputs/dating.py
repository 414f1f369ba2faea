"""When an article was published, where its text says so in so many words.  A wrong date is worse than none."""

from __future__ import annotations

import re
from datetime import date

HEAD = 4000             # code points: where bylines and datelines stand
TAIL = 600              # and where an agency's "published on" line may stand

MONTHS = ("january", "february", "march", "april", "may", "june",
          "july", "august", "september", "october", "november", "december")
MONTH = r"(?P<month>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?" \
        r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
YEAR = r"(?P<year>(?:19|20)\d\d)"
FORMS = tuple(re.compile(form, re.IGNORECASE) for form in (
    rf"{MONTH} {{0,2}}{DAY},? {{0,2}}{YEAR}(?!\d)",
    rf"{DAY}[ -]{{0,2}}{MONTH}[ ,-]{{0,2}}{YEAR}(?!\d)",
    rf"{YEAR}-(?P<number>[01]\d)-{DAY}(?!\d)",
))
WEEKDAY = r"(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?,? {0,2})?"
LABEL = re.compile(
    r"(?:^|\|)[^\S\n]{0,4}(?P<label>(?:first |last )?(?:published|posted|released|updated|modified)|date)"
    rf"(?: {{0,2}}(?:on|at|date))?[^\S\n]{{0,2}}[:–—-]?[^\S\n]{{0,3}}{WEEKDAY}",
    re.IGNORECASE | re.MULTILINE,
)
# A line that is a date and nothing else, but for the time of day.
ALONE = re.compile(rf"^[^\S\n]{{0,8}}{WEEKDAY}", re.IGNORECASE | re.MULTILINE)
REST_OF_ALONE = re.compile(
    r"[ ,|]{0,4}(?:\d{1,2}[:.]\d\d)?(?: ?[APap]\.?[Mm]\.?)?(?: ?[A-Z]{2,4})?[^\S\n]{0,4}$", re.MULTILINE)
# NEW DELHI, April 15, 2025 (PTI) -
DATELINE = re.compile(r"^[A-Z][\w.'’ -]{1,40}?, {0,2}", re.MULTILINE)
REST_OF_DATELINE = re.compile(r" {0,2}(?:\([\w/ .-]{2,30}\))? {0,2}[-–—:]")


def published_in(text: str) -> date | None:
    """The date after "Published:", "Posted on" and the like, else after "Updated", else of a dateline.

    None where no such line is near the top or the end, or where the words name no day that exists.
    """
    for part in (text[:HEAD], text[max(HEAD, len(text) - TAIL):]):
        labelled = [
            (match["label"].lower().endswith(("updated", "modified")), found[0])
            for match in LABEL.finditer(part) if (found := _date_at(part, match.end()))
        ]
        if labelled:
            return min(labelled, key=lambda row: row[0])[1]     # the first of its sort
    head = text[:HEAD]
    for opening, closing in ((ALONE, REST_OF_ALONE), (DATELINE, REST_OF_DATELINE)):
        for match in opening.finditer(head):
            if (found := _date_at(head, match.end())) and closing.match(head, found[1]):
                return found[0]
    return None


def _date_at(text: str, position: int) -> tuple[date, int] | None:
    """The full date that starts at `position`, and where it ends."""
    for form in FORMS:
        if match := form.match(text, position):
            parts = match.groupdict()
            month = int(parts["number"]) if "number" in parts else _month(parts["month"])
            try:
                return date(int(parts["year"]), month, int(parts["day"])), match.end()
            except ValueError:
                return None
    return None


def _month(word: str) -> int:
    return next(number for number, name in enumerate(MONTHS, 1) if name.startswith(word.lower()[:3]))
