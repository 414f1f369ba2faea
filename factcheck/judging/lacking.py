"""Which figure is missing, where the tables cannot tell what is asked: a change may lack its base alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.judging.question import Measure, Question
from factcheck.judging.sentences import say
from factcheck.judging.wording import subject, trade, when
from sources.terms.period import Period
from sources.terms.vocabulary import value

if TYPE_CHECKING:
    from sources.tables import Tables
    from sources.terms.key import SeriesKey


@value
class Lack:
    sentence: str
    missing: str            # the key and period of the figure that no table holds


def lacking(question: Question, tables: Tables) -> Lack:
    """Of a change, a share and a ratio the part that is missing, where the other is held."""
    key, period, whole = question.key, question.period, question.whole
    if question.measure is Measure.LEVEL:
        return wholly(question)
    if whole is not None and question.measure in (Measure.SHARE, Measure.RATIO):
        return of_two_trades(question, key, whole, tables)
    versus = question.versus or period.year_before()
    return of_two_periods(question, key, period, versus, tables) if whole is None else wholly(question)


def wholly(question: Question) -> Lack:
    asked = f"{subject(question)} in {when(question.period)}"
    return Lack(say("no-table", asked=asked), f"{question.key} {question.period}")


def of_two_trades(question: Question, part: SeriesKey, whole: SeriesKey, tables: Tables) -> Lack:
    held = [key for key in (part, whole) if tables.look_up(key, question.period)]
    if len(held) != 1:
        return wholly(question)
    other = whole if held == [part] else part
    words = {"held": trade(held[0]), "lacking": trade(other), "period": when(question.period)}
    return Lack(say("no-table.part", **words), f"{other} {question.period}")


def of_two_periods(question: Question, key: SeriesKey, now: Period, then: Period, tables: Tables) -> Lack:
    held = [period for period in (now, then) if tables.look_up(key, period)]
    if not held:
        return wholly(question)
    other = then if held[0] == now else now
    words = {"trade": trade(key), "held": when(held[0]), "lacking": when(other)}
    return Lack(say("no-table.then" if len(held) == 1 else "no-table.apart", **words), f"{key} {other}")
