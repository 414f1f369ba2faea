"""The noun phrase around a flow: whose trade, with whom, in what, when."""

from __future__ import annotations

import re

from claims.claim import Sign
from claims.shape import Line
from claims.subject import Subject, noise
from sources.terms.key import ALL_PRODUCTS, WORLD, Basis, Flow

HEADS = frozenset("FBD")
MODIFIERS = frozenset("APGghs2~WJUk")
LINKS = frozenset(" -–—/'’s")
OWNER = re.compile(r"([A-Z][\w.&-]*(?:['’]s|s['’]))\s+$")
WORDS = re.compile(r"\s+([a-z][a-z-]+(?:\s[a-z][a-z-]+)?)")
# Words between "of" and what is traded that do not name it.
EMPTY = frozenset("the its their his her our a an all any both these those this that such some various certain most many "
                  "other more less about around over nearly almost up such".split())
GROWTH = re.compile("growth$", re.IGNORECASE)


def noun_phrase(line: Line, head: int) -> Subject:
    """The subject that the flow, balance or deficit word at `head` stands for, with what stands around it."""
    token = line.items[head]
    subject = Subject(Flow.BALANCE if line.shape[head] in "BD" else Flow(token.value), token.start)
    if subject.flow is Flow.BALANCE:
        subject.sign = Sign(token.value) if token.value != "balance" else None
        subject.weak = line.shape[head] == "D"
    words = line.text[token.start:token.end].lower()
    subject.growth = bool(GROWTH.search(words))
    said = {"flow"}
    for name, basis in (("services", Basis.SERVICES), ("invisible", Basis.SERVICES), ("goods", Basis.GOODS),
                        ("merchandise", Basis.GOODS), ("visible", Basis.GOODS)):
        if name in words and subject.basis is None:
            subject.basis = basis
            said.add("basis")
    subject.pair = any(word in words for word in ("bilateral", "two-way", "mutual", "reciprocal"))
    begin = _left(line, head, subject, said)
    if "reporter" not in said and _foreign_owner(line, begin):
        return noise(begin)
    _right(line, head, subject, said)
    subject.said = frozenset(said)
    for twin in subject.siblings:
        twin.said = subject.said
    return subject


def _left(line: Line, head: int, subject: Subject, said: set[str]) -> int:
    """Takes in the words before the head; gives the offset where the phrase begins."""
    text, items, shape = line.text, line.items, line.shape
    areas: list[str] = []
    begin = items[head].start
    at = head - 1
    joined = False
    while at >= 0:
        letter = shape[at]
        if letter == "n" and at and shape[at - 1] in "PG" and at + 1 < head and shape[at + 1] in "PG":
            joined = True
            at -= 1
            continue
        if letter == "," and joined and at and shape[at - 1] == "P":
            at -= 1
            continue
        if letter not in MODIFIERS:
            break
        token = items[at]
        gap = text[token.end:begin]
        if len(gap) > 2 and not (shape[at + 1] in "n," or _one_word(gap)):
            break
        if letter == "U" and not text[token.start:token.end].lower().endswith(("ing", "ed", "er")):
            break
        if letter == "A":
            value = token.value
            if text[max(0, token.start - 4):token.start].lower() in ("non-", "non "):
                said.add("partner")
                subject.partner = f"non-{value.removesuffix('27')}"
            else:
                areas.append(value)
        elif letter == "P":
            _add_product(subject, token.value, text[token.start:token.end], said)
        elif letter == "G":
            subject.basis = Basis(token.value) if subject.basis is None else subject.basis
            said.add("basis")
        elif letter == "h":
            subject.reporter = WORLD
            said.add("reporter")
        elif letter == "g":
            subject.whole = True
        elif letter == "2":
            subject.pair = True
        elif letter == "W" and subject.when is None:
            subject.when = token
        begin = token.start
        at -= 1
    if areas:
        said.add("reporter")
        subject.reporter = areas[-1]
        if len(areas) > 1 and areas[0] != areas[-1]:
            subject.partner = areas[0]
            said.add("partner")
    return begin


def _one_word(gap: str) -> bool:
    """Whether the gap holds no more than one unknown adjective and a possessive."""
    words = gap.replace("’", "'").replace("'s ", " ").split()
    return len(words) <= 1 and len(gap) <= 18 and gap.isprintable() and not any(mark in gap for mark in ",;:()")


def _foreign_owner(line: Line, begin: int) -> bool:
    """Whether the phrase belongs to somebody who is no country: a company, a city, a state of a union."""
    match = OWNER.search(line.text, max(line.start, begin - 40), begin)
    return match is not None


def _add_product(subject: Subject, code: str, name: str, said: set[str]) -> None:
    if subject.product == ALL_PRODUCTS:
        subject.product, subject.product_name = code, name
    elif code not in subject.product.split("+"):
        subject.product = f"{code}+{subject.product}"
        subject.product_name = f"{name} and {subject.product_name}"
    said.add("product")


def _right(line: Line, head: int, subject: Subject, said: set[str]) -> None:
    """Takes in the prepositions after the head: of rice, to Japan, with the EU, in May."""
    text, items, shape = line.text, line.items, line.shape
    at = head + 1
    last = len(shape) - 1
    while at < last:
        letter = shape[at]
        follows = at + 1
        while follows < last and shape[follows] in "~sg.":
            follows += 1
        what = shape[follows]
        token = items[follows]
        if letter in "of" + "i" and what in "PG" and text[items[at].end:token.start].count(" ") <= 3:
            while True:
                if what == "P":
                    _add_product(subject, token.value, text[token.start:token.end], said)
                elif subject.basis is None:
                    subject.basis = Basis(token.value)
                    said.add("basis")
                if follows + 2 <= last and shape[follows + 1] in ",n" and shape[follows + 2] in "PG":
                    follows += 2
                    what, token = shape[follows], items[follows]
                    continue
                break
        elif letter in "tfwxozy" and what in "Ah":
            names = [_area(line, follows)]
            while follows + 2 <= last and shape[follows + 1] in ",n" and shape[follows + 2] == "A":
                follows += 2
                names.append(_area(line, follows))
            place(subject, letter, names, said)
        elif letter == "i" and what == "W" and subject.when is None:
            subject.when = token
        elif letter == "w" and what == "2" or letter == "x" and what in "2n":
            subject.pair = True
        elif letter == "o" and items[at] is not None:
            following = text[items[at].end:token.start if token is not None else items[at].end + 40]
            if (match := WORDS.match(following)) and (name := _plain(match.group(1))):
                _add_product(subject, name.upper().replace(" ", "-"), name, said)
            break
        else:
            break
        at = follows + 1
    # "exports and imports rose 5 and 6 percent": the second flow waits for the second figure
    if at < last and shape[at] == "n" and shape[at + 1] == "F" and shape[head] == "F":
        second = subject.copy()
        second.flow = Flow(items[at + 1].value)
        subject.siblings = (second,)


def _area(line: Line, at: int) -> str:
    token = line.items[at]
    if line.text[max(0, token.start - 4):token.start].lower() in ("non-", "non "):
        return f"non-{token.value.removesuffix('27')}"
    return token.value


def _plain(words: str) -> str:
    return " ".join(word for word in words.split() if word not in EMPTY)


def place(subject: Subject, preposition: str, names: list[str], said: set[str]) -> None:
    """Puts areas where the preposition says: exports to, imports from, trade with or between, exports of or by."""
    name = names[0]
    if preposition == "x" and len(names) > 1:
        subject.reporter, subject.partner = names[0], names[1]
        said.update(("reporter", "partner"))
    elif preposition in "oy" or preposition == "f" and subject.flow is Flow.EXPORT or (
            preposition == "t" and subject.flow is Flow.IMPORT):
        if "reporter" not in said:
            subject.reporter = name
            said.add("reporter")
        elif preposition in "ft" and subject.reporter != name and "partner" not in said:
            subject.partner = name
            said.add("partner")
    elif preposition == "z":
        subject.partner = f"non-{name.removesuffix('27')}"
        said.add("partner")
    else:
        subject.partner = name
        said.add("partner")
        if len(names) > 1:
            others = []
            for other in names[1:]:
                twin = subject.copy()
                twin.partner = other
                others.append(twin)
            subject.siblings = tuple(others)
