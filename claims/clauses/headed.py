"""Sentences that leave their trade to those before: lines of a list, `It's $5 billion`, `Half the fall was to`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.clauses.subject import Subject
from claims.pattern import pattern
from sources.terms.key import ONE_WAY

if TYPE_CHECKING:
    from claims.clauses.reader import Reader

# A change in a month before, which leads to that of the trade behind it.
AFTER = pattern(r"[vd][~.]*(?:Uy?[~.]*[%$]|[%$][~.]*U)[^;CFBDX]*iW,[~.gsAPi]*(?P<head>F)[^;C,]*U")
OF_ELSE = frozenset("FBDVXcTEHK")  # of other trade, or of none
BARE = pattern(r"[.~]*[QUL]?[.~eyt]*[$%J]")


def after_change(reader: Reader) -> Subject | None:
    """`After falling 3 percent in May, exports rose 2 percent`: the change that opens the sentence is theirs too."""
    opens = reader.shape.startswith("v") or (reader.shape.startswith("d") and reader.items[0].value == "after")
    led = AFTER.match(reader.shape) if opens else None
    found = reader.phrase(led.start("head")) if led is not None else None
    return found.copy() if found is not None and not found.noise else None


def pointing(reader: Reader) -> Subject | None:
    """`It's $5 billion`, `This marks a 5 percent rise`, `Climbs 5 percent`: of what the sentence before told."""
    told, line, bare = reader.carried, reader.line, BARE.match(reader.shape)
    if told is None or told.noise or bare is None or (
            line.wording("pointing").match(line.text, line.start, line.end) is None):
        return None
    end, behind = reader.items[bare.end() - 1].end, reader.items[bare.end() : bare.end() + 1]
    known = bool(behind) and (behind[0] is None or behind[0].start - end <= 1)
    if not known and line.text[end : end + 1].isspace():
        return None  # "it's 5 billion that the army spends"
    subject = told.copy()
    subject.when, subject.borrowed = None, True
    return subject


def as_before(reader: Reader, at: int) -> Subject | None:
    """`Half the fall was to China, down $38 million`, where the text is about trade: of the trade told last."""
    told, line, shape = reader.carried or reader.trade, reader.line, reader.shape
    if told is None or told.noise or told.flow is None or told.tariff:
        return None
    goods = shape.rfind("P", 0, at)
    if not OF_ELSE.isdisjoint(shape) or (goods >= 0 and told.flow not in ONE_WAY) or shape.startswith("$p", at):
        return None
    if line.wording("no-trade").search(line.text, line.start, reader.items[at].start) is not None:
        return None
    subject = told.copy()
    subject.when, subject.borrowed, reader.guessed = None, True, True
    if goods >= 0:
        subject.of_goods(*line.goods(reader.items[goods]))
    reader.subject = reader.main = subject
    return subject
