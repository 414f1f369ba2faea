"""Reporters and partners that a sentence does not say: each reading gives one from what the text has told, in order."""

from __future__ import annotations

from collections.abc import Callable

from claims.claim import Found
from claims.clauses.sides import is_group
from claims.clauses.subject import Subject
from claims.clauses.tariffs import COVERED
from claims.context.memory import Memory
from claims.scanning.token import When
from sources.terms.key import ALL_PRODUCTS, WORLD

Reading = Callable[[Memory, Subject, "When | None"], "str | None"]


def fill(story: Memory, subject: Subject, when: When | None, side: str, found: dict[str, Found]) -> None:
    """Puts what the first reading gives at the side, `reporter` or `partner`, that is not known yet."""
    if getattr(subject, side) is not None:
        return
    for reading, how in READINGS[side]:
        if (name := reading(story, subject, when)) is not None:
            setattr(subject, side, name)
            found[side] = how
            return


# --- reporters


def of_union(story: Memory, subject: Subject, when: When | None) -> str | None:
    """`Extra-EU exports`, in a text about the euro area."""
    return "EU27" if subject.partner == "non-EU" and is_group(story.country) else None


def of_levier(story: Memory, subject: Subject, when: When | None) -> str | None:
    """`A duty of 50% on Indian goods`: of the country whose tariffs the text tells of."""
    return story.levier if subject.tariff and story.levier not in (subject.partner or "").split("+") else None


def of_calendar(story: Memory, subject: Subject, when: When | None) -> str | None:
    """`The first quarter of the Ethiopian fiscal year saw exports of`."""
    return when.area if when is not None and when.area != subject.partner else None


def of_world(story: Memory, subject: Subject, when: When | None) -> str | None:
    return WORLD if story.world and not subject.tariff and subject.partner is None else None


def of_quarrel(story: Memory, subject: Subject, when: When | None) -> str | None:
    """`A tariff on Chinese goods`, in a text about the US and China."""
    if not subject.tariff or story.levier is not None or subject.partner not in story.pair:
        return None
    return next((name for name in story.pair if name != subject.partner), None)


def of_taxer(story: Memory, subject: Subject, when: When | None) -> str | None:
    return story.teller if subject.tariff and story.levier is None and subject.partner is None else None


def of_story(story: Memory, subject: Subject, when: When | None) -> str | None:
    """The country told of last, unless it is the partner; then the one that the text is about."""
    if subject.tariff and story.levier is None:
        return None
    if story.reporter is not None and story.reporter != subject.partner:
        return story.reporter
    named = (story.topic_reporter, story.partner, *story.pair) if story.reporter is not None else story.pair
    return next((name for name in named if name not in (None, subject.partner, WORLD)), None)


# --- partners


def of_taxed(story: Memory, subject: Subject, when: When | None) -> str | None:
    """`The US raised its duty`, in a text about Swiss exports; `India has a duty on cotton` on anybody's."""
    named = {"reporter", "product"} <= subject.said
    told = subject.tariff and subject.reporter is not None and story.told and not named
    return story.reporter if told and story.reporter not in (WORLD, subject.reporter) else None


def of_other(story: Memory, subject: Subject, when: When | None) -> str | None:
    both = story.bilateral if subject.reporter in story.bilateral else story.pair if subject.product == COVERED else ()
    return next((name for name in both if name != subject.reporter), None) if subject.tariff else None


def of_all(story: Memory, subject: Subject, when: When | None) -> str | None:
    return WORLD


READINGS: dict[str, tuple[tuple[Reading, Found], ...]] = {
    "reporter": (
        (of_union, Found.CARRIED),
        (of_levier, Found.CARRIED),
        (of_calendar, Found.CARRIED),
        (of_world, Found.CARRIED),
        (of_quarrel, Found.CARRIED),
        (of_taxer, Found.ASSUMED),
        (of_story, Found.CARRIED),
    ),
    "partner": (
        (of_taxed, Found.CARRIED),
        (of_other, Found.ASSUMED),
        (of_all, Found.ASSUMED),
    ),
}


def again(story: Memory, subject: Subject, found: dict[str, Found]) -> None:
    """`Exports to Chad of tea fell.  Exports were ...`: of the same trade, where it is what the text is about."""
    last = story.subject
    if subject.partner is not None or last is None or last.noise or last.listed or subject.fresh or subject.whole or (
        last.flow is not subject.flow or subject.said != {"flow"} or last.reporter != subject.reporter
        or last.partner not in (None, WORLD, story.topic_partner)
    ):
        return
    subject.partner = last.partner
    if last.partner not in (None, WORLD):
        found["partner"] = Found.CARRIED
    if last.product != ALL_PRODUCTS and story.wares.holds(last, story.at):
        subject.product, subject.product_name = last.product, last.product_name
        found["product"] = Found.CARRIED
