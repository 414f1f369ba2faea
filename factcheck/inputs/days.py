"""Days of publication, in the many forms that archives write them."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

MILLISECONDS = 100_000_000_000      # seconds from here on would be the year 5138


def day(value: object) -> date | None:
    """The day that `value` means: a date, ISO 8601, 20180131, RFC 5322 or seconds since 1970; None where unclear.

    Never guesses between day and month: 3/4/2018 is two different days.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return _from_epoch(value)
    written = str(value).strip()
    for part in (written[:10], written[:8]):
        with suppress(ValueError):
            return date.fromisoformat(part)
    if written.replace(".", "", 1).isdigit():
        return _from_epoch(float(written)) if len(written) > 8 else None
    with suppress(ValueError, TypeError, IndexError):
        return parsedate_to_datetime(written).date()
    return None


def _from_epoch(seconds: float) -> date | None:
    with suppress(ValueError, OverflowError, OSError):
        if seconds > 0:
            return datetime.fromtimestamp(seconds / 1000 if seconds > MILLISECONDS else seconds, UTC).date()
    return None
