"""What stands before a flow: `India's record oil and gas exports`, `Japan-Peru trade`, `the island's total imports`."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

from claims.clauses.called import one_of
from claims.clauses.head import Head
from claims.clauses.neutral import may_name_goods, neutral, one_word
from claims.clauses.subject import code_for
from claims.clauses.timewords import ROLES, points_back
from claims.language import language as traits_of
from claims.pattern import pattern
from sources.terms.key import WORLD, Flow

POSSESSIVE = ("'s", "’s", "s'", "s’")
INSIDE = "intra-"  # "intra-EU trade"
PARTICIPLES = ("ing", "ed", "er")  # "rising exports", "lower imports": of verbs for moves, only these modify
OWNED = 4  # words: the possessive, and no more than three of the goods' own
ADJECTIVE = 18  # characters: no adjective that the lexicon lacks is longer
BEFORE_GOODS = frozenset("oiLnvfwyCds")
NEAR = 60  # characters: no name of goods is longer
QUOTED = pattern(r"[“\"]")
ABOUT_GOODS = pattern(r"[.~-]*A?P(?:[^FBDXAcCTPV$%#;()-]*,w|:)[.~]*")
SHORTENED = pattern(r"(?P<name>(?<![\w’'-])[a-z][a-z-]+(?: [a-z][a-z-]+){0,3}) \([A-Z]{2,}s?\) $")
BOUND = "bound"  # "U.S.-bound exports"
OWNERS = pattern(r"(?<![A,nftwxobi])A(?:,A)*,?n$")  # "Peru, Chad and" Togo's
BREAKS = pattern(r"[,;:()]|[-–—] ")


def read_before(head: Head) -> None:
    """Takes in the words before the head, from the nearest on, as long as they modify it."""
    at = shortened(head)
    if at == head.at - 1 > 1 and head.shape.startswith("(G)", at - 2):  # "overall (goods and services) exports"
        MODIFIERS["G"](head, at - 1)
        head.begin, at = head.items[at - 1].start - 1, at - 3
    while at >= 0 and (joins(head, at) or modifies(head, at)):
        at -= 1
    subject = head.subject
    if len(head.areas) == 1 and not subject.its and (listed := OWNERS.search(head.shape, 0, at + 1)) is not None:
        names = [head.items[index].value for index in range(listed.start(), at) if head.shape[index] == "A"]
        names = names if head.areas[0] not in names else names[-1:]  # "by Chad's office, Peru and Chad's trade"
        if subject.flow is Flow.TOTAL and len(names) == 1:
            head.areas += names  # "Chad and Togo's trade"
        else:
            head.areas = ["+".join([*names, *head.areas])]  # "Chad and Togo's exports": of both together
    if head.areas and subject.attributive and subject.its:
        head.with_(head.areas[0])  # "its US exports"
    elif head.areas:
        head.by(head.areas[-1])
        if len(head.areas) > 1 and head.areas[0] != head.areas[-1]:
            head.with_(head.areas[0])
            subject.pair = subject.flow is Flow.TOTAL  # "Chad-Togo trade"


def shortened(head: Head) -> int:
    """`Japan's video tape recorder (VTR) exports`: takes in the goods with their short name; gives what is before."""
    at, known = head.at - 1, head.shape.endswith("(P)", 0, head.at)
    found = SHORTENED.search(head.text, max(head.line.start, head.begin - NEAR), head.begin) if (
        known or head.text[max(0, head.begin - 2) : head.begin] == ") ") else None
    if found is None:
        return at
    words = found["name"].split()
    if known:
        head.take(head.at - 2)
    elif neutral(head.line.language)[1].isdisjoint(words):
        head.of(code_for(" ".join(words)), " ".join(words))
    else:
        return at
    head.begin = found.start()
    while at >= 0 and (head.items[at] is None or head.items[at].start >= head.begin):
        at -= 1
    return at


def joins(head: Head, at: int) -> bool:
    """Whether what stands there joins goods: `coffee and tea exports`, `coffee, tea and sprocket exports`."""
    letter, shape = head.shape[at], head.shape
    if letter not in "n," or not at:
        return False
    if letter == ",":
        return head.joined and shape[at - 1] == "P"
    if at + 1 < head.at:
        found = (shape[at - 1] in "PG" or shape[:at].endswith("P,")) and shape[at + 1] in "PG"
    else:
        gap = head.text[head.items[at].end : head.begin]
        name = one_word(gap, head.line.language) if shape[at - 1] == "P" else ""
        found = bool(name)
        if found:
            head.of(code_for(name), name)
            head.begin = head.items[at].start
    head.joined = head.joined or found
    return found


def modifies(head: Head, at: int) -> bool:
    """Takes in the word that stands there, where it belongs to the flow."""
    letter = head.shape[at]
    taken, token = MODIFIERS.get(letter), head.items[at]
    if letter == "F" and token.value == Flow.TOTAL and head.shape[at - 1 : at] == "G":
        taken = _plain  # "service trade imports"
    if taken is None:
        return False
    gap = head.text[token.end : head.begin]
    if len(gap) > 2 and not (head.shape[at + 1] in "n," or _is_adjective(gap) or (letter == "A" and _is_owned(gap))):
        return False
    if letter == "A" and len(gap) > 2 and head.shape[at + 1] not in "n," and verb_between(head.text, token, gap):
        return False
    if letter in "PG" and gap.strip() and owned_behind(head, at + 1):
        return False  # "cocoa and gold drive Ghana's exports"
    if letter == "U" and (owned_behind(head, at + 1) or not head.line.words(at).endswith(PARTICIPLES)):
        return False  # "Peru narrowed its gap", "imports from Peru widened Chile's gap"
    if letter in "AW" and head.line.wording("conjunction").fullmatch(gap):
        return False  # "from May as exports fell", "with the US as exports fell"
    taken(head, at)
    head.begin = token.start
    return True


def owned_behind(head: Head, at: int) -> bool:
    """Whether somebody's own is told of there: `its`, `Chile's`."""
    letter, token = head.shape[at], head.items[at]
    return letter == "s" or (letter == "A" and head.text[token.end : token.end + 2] in POSSESSIVE)


def _area(head: Head, at: int) -> None:
    token, text = head.items[at], head.text
    if token.value.startswith("non-"):
        head.with_(token.value)
    elif text[max(head.line.start, token.start - len(INSIDE)) : token.start].lower() == INSIDE:
        head.by(token.value)
        head.with_(token.value)
    elif head.shape[at + 1] == "~" and head.items[at + 1].value == BOUND:
        head.with_(token.value)
    else:
        head.areas.append(token.value)
        done = token.category == "area" and head.words.split()[0].endswith("ed")  # "Brazil imported goods"
        head.subject.attributive = not done and text[token.end : token.end + 2] not in POSSESSIVE


def _world(head: Head, at: int) -> None:
    (head.with_ if head.shape[at - 1 : at] in ("A", "s") else head.by)(WORLD)  # "India's global exports"


def _all(head: Head, at: int) -> None:
    head.subject.whole = True


def _its(head: Head, at: int) -> None:
    words = head.line.words(at)
    head.subject.its = words in ("its", "their")
    if words.startswith("the "):
        head.said.add("owner")


def _both(head: Head, at: int) -> None:
    head.subject.pair = True


def _time(head: Head, at: int) -> None:
    when = head.items[at]
    if head.subject.when is None and when.role not in ROLES and not points_back(when):  # not "DELHI Dec 14 Exports"
        head.subject.when = when


def _plain(head: Head, at: int) -> None:
    """`strong exports`, `record imports`; `other exports` are not all of them."""
    if "product" not in head.said and head.text[head.items[at].start : head.items[head.at].start].lower() == "other ":
        head.of("OTHER", "other goods")


MODIFIERS: dict[str, Callable[[Head, int], None]] = {
    "A": _area,
    "P": Head.take,
    "G": Head.take,
    "h": _world,
    "g": _all,
    "s": _its,
    "2": _both,
    "W": _time,
    **dict.fromkeys("~JUk", _plain),
}


def verb_between(text: str, token: Any, gap: str) -> bool:
    """`The United States discuss trade`: a name, and then a word that is no adjective of the trade's."""
    printed = text[token.start : token.end]
    return token.category == "area" and not printed.isupper() and gap[:1] not in "'’" and bool(gap.strip(" -–—/"))


def _is_adjective(gap: str) -> bool:
    """Whether the gap holds no more than one unknown adjective and a possessive."""
    words = gap.replace("’", "'").replace("'s ", " ").split()
    return len(words) <= 1 and len(gap) <= ADJECTIVE and gap.isprintable() and not any(mark in gap for mark in ".,;:()")


def _is_owned(gap: str) -> bool:
    """`'s black pepper`: a possessive, and then a few words for goods."""
    words = gap.replace("’", "'").split()
    return gap[:1] in "'’" and len(words) <= OWNED and all(word.replace("-", "").isalpha() for word in words[1:])


def name_goods(head: Head) -> None:
    """`Widget exports rose`, `Argentine widget exports`: goods the lexicon lacks must not become all goods."""
    language = head.line.language
    owned, words = _words_before(head)
    names = [word for word in words.split() if word.replace("-", "").isalpha()]
    if len(names) != len(words.split()):
        return
    while names and names[0].lower() in neutral(language)[1]:
        del names[0]  # "has seen cherry imports"
    if head.subject.flow is Flow.TOTAL and not traits_of(language).sorts.issuperset(names):
        return  # "industrial trade", and no other word before a trade is of goods
    proper = any(name[0].isupper() for name in names[not owned :])
    if 1 <= len(names) <= 2 and not proper and may_name_goods(names, language):
        name = " ".join(names).lower()
        head.of(one_of(name, language) or code_for(name), name)


def goods_ahead(head: Head) -> None:
    """`Cars stood out in May, with exports up 6 percent`, `Coffee: exports rose`: of what the line is about."""
    if head.subject.flow is not Flow.TOTAL and ABOUT_GOODS.fullmatch(head.shape, 0, head.at):
        head.take(head.shape.index("P"))


def _words_before(head: Head) -> tuple[bool, str]:
    """The words before the flow that nothing is known of; whether a country stands before them."""
    text, shape, items, at = head.text, head.shape, head.items, head.at
    owner = at
    while items[owner] is None or (items[owner].start > head.begin and shape[owner] != "W"):
        owner -= 1
    inner = _words_within(head, owner)
    if inner:
        return True, inner
    if shape[owner] in "AWs":
        words = text[items[owner].end : items[owner + 1].start] if items[owner + 1] is not None else ""
        return True, words.replace("’", "'").removeprefix("'s").removeprefix("'")
    near = max(head.line.start, head.begin - NEAR)
    if not at:
        return False, text[near : head.begin]
    if items[at - 1] is None:
        return False, BREAKS.split(text[near : head.begin])[-1]
    words = text[items[at - 1].end : head.begin]
    quoted = QUOTED.split(words)[-1]
    # "a rise in cherry imports", "has seen cherry imports", 'said "cherry imports'
    return False, quoted if shape[at - 1] in BEFORE_GOODS or quoted != words else ""


def _words_within(head: Head, owner: int) -> str:
    """`Korea's monthly sprocket exports`: the words behind one that belongs to the flow that nothing is known of."""
    first = max(owner, head.shape.rfind("A", owner, head.at))  # "goods lift Chad's exports"
    known = [item for item in head.items[first : head.at + 1] if item is not None and item.start >= head.begin]
    words = [head.text[one.end : two.start].replace("’", "'").removeprefix("'s") for one, two in pairwise(known)]
    return " ".join(word for word in " ".join(words).split() if word[0] != "-")  # "record-high exports"
