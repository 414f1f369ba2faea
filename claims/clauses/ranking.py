"""Ranks and records where the verb comes last: `अमेरिका भारत का सबसे बड़ा व्यापारिक साझेदार है`."""

from __future__ import annotations

from claims.clauses.shape import Line
from claims.clauses.subject import Subject
from sources.terms.key import WORLD, Flow

BETWEEN = "~.gPAGho2sn"     # between the rank and the partner or trader that it ranks
REACH = 6                   # tokens
FIGURES = "$%0#"


def ranked(line: Line, at: int, current: Subject | None) -> Subject | None:
    """The trade that the rank or record at `at` is one of, None where it is not trade."""
    shape, items = line.shape, line.items
    index = at + 1
    while index < len(shape) and index <= at + REACH and shape[index] in BETWEEN:
        index += 1
    if index < len(shape) and shape[index] in "KE":
        return _standing(line, at, index)
    if shape[at] == "^" or current is None or current.noise or current.tariff or current.flow is None:
        return None
    follows = shape[at + 1:at + 2]
    reaches = follows and follows in FIGURES + "iaoL"       # a record $30bn, at a record level
    return current if reaches and items[at].value in ("high", "low") else None


def _standing(line: Line, at: int, standing: int) -> Subject | None:
    shape, items = line.shape, line.items
    token = items[standing]
    subject = Subject(Flow(token.value), token.start)
    said = {"flow"}
    for index in range(at + 1, standing):
        if shape[index] == "P":
            subject.product, subject.product_name = items[index].value, line.text[items[index].start:items[index].end]
            said.add("product")
    owner = agent = None
    for index in range(at - 1, -1, -1):
        if shape[index] in "FBDXC;":
            break
        if shape[index] == "A":
            if shape[index + 1] == "o" and owner is None:
                owner = items[index].value
            elif shape[index + 1] != "o" and items[index].category == "area":
                agent = items[index].value
        elif shape[index] == "P" and "product" not in said:
            subject.product, subject.product_name = items[index].value, line.text[items[index].start:items[index].end]
            said.add("product")
    if agent is None:
        return None
    if shape[standing] == "E":
        subject.reporter, subject.partner = agent, WORLD
        said |= {"reporter", "partner"}
    elif agent == owner:
        return None
    else:
        subject.reporter, subject.partner = owner, agent
        said |= {"reporter", "partner"} if owner else {"partner"}
    subject.said = frozenset(said)
    return subject
