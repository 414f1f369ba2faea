"""When an article was published, where its text says so in so many words.  A wrong date is worse than none."""

from __future__ import annotations

from datetime import date

from claims.pattern import pattern
from sources.terms.period import MONTH_NAMES

HEAD = 4000             # code points: where bylines and datelines stand
TAIL = 600              # and where an agency's "published on" line may stand

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

# One of: January 13th, 2026; 13 January 2026, 13-Jan-2026; 2026-01-13.
DAY = pattern(
    r"([A-Za-z]{3,9})\.? (\d\d?)(?:st|nd|rd|th)?,? (\d{4})(?!\d)"
    r"|(\d\d?)(?:st|nd|rd|th)?[ -]([A-Za-z]{3,9})\.?,?[ -](\d{4})(?!\d)"
    r"|(\d{4})-(\d\d)-(\d\d)(?!\d)"
)
LABEL = pattern(
    r"(?:first |last )?(published|posted|released|updated|modified|date)(?: (?:on|at|date))?(?: ?[:–—-] ?| )(?=\S)"
)
TIME = pattern(r"[ ,|]{0,4}(?:\d\d?[:.]\d\d)?(?: ?[ap]\.?m\.?)?(?: ?[a-z]{2,4})?")
LATER = frozenset({"updated", "modified"})


def published_in(text: str) -> date | None:
    """The date after "Published:", "Posted on" and the like, else after "Updated", else of a dateline.

    None where no such line is near the top or the end, or where the words name no day that exists.
    """
    for part in (text[:HEAD], text[max(HEAD, len(text) - TAIL):]):
        lines = [" ".join(line.split()) for line in part.replace("|", "\n").split("\n")]
        updated = None
        for line in lines:
            label = LABEL.match(line.lower())
            if label and (found := day_at(line, label.end())):
                if label[1] not in LATER:
                    return found[0]
                updated = updated or found[0]
        if updated:
            return updated
    lines = [" ".join(line.split()) for line in text[:HEAD].split("\n")]
    days = [*map(alone, lines), *map(dateline, lines)]
    return next((day for day in days if day), None)


def alone(line: str) -> date | None:
    """The day of a line that holds nothing else but the time: "April 16, 2025 6:05 pm IST"."""
    found = day_at(line, 0)
    return found[0] if found and TIME.fullmatch(line.lower(), found[1]) else None


def dateline(line: str) -> date | None:
    """The day of "NEW DELHI, April 15, 2025 (PTI) - ...": a place before it, a dash or colon after it."""
    place, comma, _ = line.partition(", ")
    if not comma or len(place) > 40 or not place[:1].isupper() or place.split(" ")[0].lower() in WEEKDAYS:
        return None
    found = day_at(line, len(place) + len(comma))
    if not found:
        return None
    rest = line[found[1]:].lstrip()
    if rest.startswith("("):
        rest = rest.partition(")")[2].lstrip()
    return found[0] if rest.startswith(("-", "–", "—", ":")) else None


def day_at(line: str, position: int) -> tuple[date, int] | None:
    """The full date that starts at `position`, a weekday before it passed over, and where it ends."""
    word = line[position:].split(" ", 1)[0]
    if word[:3].lower() in WEEKDAYS and word.rstrip(",").lower().endswith("day"):
        position += len(word) + 1
    match = DAY.match(line, position)
    if not match:
        return None
    month, day, year = (match[1], match[2], match[3]) if match[1] else (match[5], match[4], match[6])
    if match[7]:
        month, day, year = match[8], match[9], match[7]
    try:
        return date(int(year), int(month) if month.isdigit() else month_of(month), int(day)), match.end()
    except ValueError:
        return None


def month_of(word: str) -> int:
    """The number of the month whose name `word` is or begins; 0 for none, which no date has."""
    return next((number for number, name in enumerate(MONTH_NAMES, 1) if name.lower().startswith(word.lower())), 0)
