"""The noun phrase around a flow: whose trade, with whom, in what, when."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from claims.claim import Sign
from claims.clauses.neutral import may_be_goods, neutral, one_word, plain, points_to_goods
from claims.clauses.shape import REGIME, Line
from claims.clauses.sides import COUNTRIES, MEMBERS, PARTNERS, REST, all_but, area, joined, place, stranger
from claims.clauses.subject import Subject, code_for, noise
from claims.clauses.timing import points_back
from claims.language import language
from claims.pattern import pattern
from sources.terms.key import ALL_PRODUCTS, WORLD, Basis, Flow

HEADS = frozenset("FBD")
MODIFIERS = frozenset("APGghs2~WJUk")
OWN = frozenset({"its", "their", "our", "here", "nationwide"})
OWNER = pattern(r"([A-Z][\w.&-]*(?:['’]s|s['’]))\s+$")
WORDS = pattern(r"\s+([a-z][a-z-]+(?:\s[a-z][a-z-]+)?)")
# "overall exports, which combine merchandise and services"
TAKES_IN = pattern(
    r",?\s(?:(?:which|that)\s)?(?:combin|compris|includ|cover)(?:es?|ing|s)?\s(?:both\s)?(?:the\s)?"
)
TRADED = pattern(r"A?[.~]*G?F")
DEFICIT_WITH = pattern(r"(?:o[~.]*[$0])?[~.]*w[~.]*A")
RETURNING = pattern(r" in (?:the (?:other|opposite) direction|return)\b")  # "its exports in return"
OTHER_THAN = pattern(r"z[~.]*A")
BEHIND = pattern(r"[tf][~.]*A")
BEFORE_GOODS = frozenset("oiLnvfwyCd")
NEAR = 60  # characters: no name of goods is longer
FAVOUR = pattern(r"['’]s favou?r\b")
EARNINGS = pattern("(earnings|receipts|revenues?|income)$")
PAIRED = ("bilateral", "two-way", "mutual", "reciprocal")
BASES = (
    ("services", Basis.SERVICES),
    ("invisible", Basis.SERVICES),
    ("goods", Basis.GOODS),
    ("merchandise", Basis.GOODS),
    ("visible", Basis.GOODS),
)


def noun_phrase(line: Line, head: int, flow: Flow | None = None) -> Subject:
    """The subject that the flow, balance or deficit word at `head` stands for, with what stands around it."""
    token = line.items[head]
    kind = token.value
    if getattr(token, "category", "") == "product":
        words = line.words(head)
        kind = Flow.TOTAL if words.endswith("trade") else Flow.IMPORT if words.endswith("imports") else Flow.EXPORT
    subject = Subject(flow or (Flow.BALANCE if line.shape[head] in "BD" else Flow(kind)), token.start)
    if subject.flow is Flow.BALANCE:
        subject.sign = sign_of(line, head)
        subject.weak = line.shape[head] == "D" and line.shape[head - 1 : head] != "G"  # "the goods gap"
    words = line.text[token.start : token.end].lower()
    subject.growth, subject.pair, basis = told_by(words)
    said = {"flow"}
    if kind != token.value:
        _add_product(subject, token.value, line.text[token.start : token.end], said)
    if basis is not None:
        subject.basis = basis
        said.add("basis")
    begin = _left(line, head, subject, said)
    if words.startswith(("world", "global")):
        side = "partner" if subject.flow is Flow.BALANCE or "reporter" in said else "reporter"
        setattr(subject, side, WORLD)  # "Japan's global trade deficit"
        said.add(side)
    if "reporter" not in said and OWNER.search(line.text, max(line.start, begin - 40), begin) is not None:
        return noise(begin)  # of somebody who is no country: a company, a city
    if "product" not in said and subject.flow in (Flow.EXPORT, Flow.IMPORT):
        _unknown_product(line, head, begin, subject, said)
    subject.fresh = line.text[max(line.start, begin - 3) : begin].lower().strip() in ("a", "an")
    _right(line, head, subject, said)
    if subject.flow is Flow.TOTAL and said.isdisjoint({"reporter", "partner"}) and "2" in line.shape[:head]:
        subject.pair = True  # "the two nations want to meet their target in non-oil trade"
    if line.shape[head] == "D" and (beside := DEFICIT_WITH.match(line.shape, head + 1)) is not None:
        subject.partner, subject.weak = area(line, beside.end() - 1), False  # with a country: of trade
        said.add("partner")
    subject.said = frozenset(said)
    for twin in subject.siblings:
        twin.said = subject.said
    return subject


def sign_of(line: Line, head: int) -> Sign | None:
    """A deficit or surplus; a gap is a deficit where the sentence tells of no surplus."""
    value = line.items[head].value
    if value == "balance":
        return None
    if line.words(head).split()[-1] in language(line.language).gaps and any(
        letter in "BD" and line.items[at].value == Sign.SURPLUS for at, letter in enumerate(line.shape)
    ):
        return Sign.SURPLUS
    return Sign(value)


@lru_cache(maxsize=1024)
def told_by(words: str) -> tuple[bool, bool, Basis | None]:
    """What the words of a flow say besides: whether of its growth, whether of the trade of two countries, of what."""
    basis = next((basis for name, basis in BASES if name in words), None)
    return words.endswith("growth"), any(word in words for word in PAIRED), basis


def _left(line: Line, head: int, subject: Subject, said: set[str]) -> int:
    """Takes in the words before the head; gives the offset where the phrase begins."""
    text, items, shape = line.text, line.items, line.shape
    areas: list[str] = []
    begin: int = items[head].start
    at = head - 1
    joined = False
    while at >= 0:
        letter = shape[at]
        if letter == "n" and at and shape[at - 1] in "PG" and at + 1 < head and shape[at + 1] in "PG":
            joined = True
            at -= 1
            continue
        if letter == "n" and at and at + 1 == head and shape[at - 1] == "P" and (
            name := one_word(text[items[at].end : begin], line.language)
        ):
            _add_product(subject, code_for(name), name, said)  # "coffee and sprocket exports"
            joined, begin = True, items[at].start
            at -= 1
            continue
        if letter == "," and joined and at and shape[at - 1] == "P":
            at -= 1
            continue
        if letter not in MODIFIERS:
            break
        token = items[at]
        gap = text[token.end : begin]
        if len(gap) > 2 and not (shape[at + 1] in "n," or _one_word(gap)):
            break
        if letter == "A" and len(gap) > 2 and shape[at + 1] not in "n," and verb_between(text, token, gap):
            break
        if letter == "U" and not text[token.start : token.end].lower().endswith(("ing", "ed", "er")):
            break
        if letter == "A":
            value = token.value
            if value.startswith("non-"):
                said.add("partner")
                subject.partner = value
            elif text[max(line.start, token.start - 6) : token.start].lower() == "intra-":
                subject.reporter = subject.partner = value  # "intra-EU trade"
                said.update(("reporter", "partner"))
            else:
                areas.append(value)
                subject.attributive = text[token.end : token.end + 2] not in ("'s", "’s", "s'", "s’")
        elif letter == "P":
            _add_product(subject, token.value, text[token.start : token.end], said)
        elif letter == "G":
            subject.basis = Basis(token.value) if subject.basis is None else subject.basis
            said.add("basis")
        elif letter == "h":
            subject.reporter = WORLD
            said.add("reporter")
        elif letter == "g":
            subject.whole = True
        elif letter == "s":
            subject.its = text[token.start : token.end].lower() in ("its", "their")
            said.update({"owner"} if text[token.start : token.end].lower().startswith("the ") else ())
        elif letter == "2":
            subject.pair = True
        elif letter == "W" and subject.when is None and not points_back(token):
            subject.when = token
        begin = token.start
        at -= 1
    if areas:
        said.add("reporter")
        subject.reporter = areas[-1]
        if len(areas) > 1 and areas[0] != areas[-1]:
            subject.partner = areas[0]
            subject.pair = subject.flow is Flow.TOTAL  # "Chad-Togo trade"
            said.add("partner")
    return begin


def _unknown_product(line: Line, head: int, begin: int, subject: Subject, said: set[str]) -> None:
    """`Widget exports rose`, `Argentine widget exports`: goods the lexicon lacks must not become all goods."""
    items, shape, text = line.items, line.shape, line.text
    owner = next(
        (index for index in range(head - 1, -1, -1) if items[index] is not None and items[index].start == begin), None
    )
    if owner is not None and shape[owner] == "A":
        words = text[items[owner].end : items[owner + 1].start] if items[owner + 1] is not None else ""
        words = words.replace("’", "'").removeprefix("'s").removeprefix("'")
    elif begin == items[head].start and (head == 0 or items[head - 1] is None):
        words = text[
            items[head - 1].end if head and items[head - 1] is not None else max(line.start, begin - NEAR) : begin
        ]
        if head and items[head - 1] is None:
            words = re.split(r"[,;:()]|[-–—] ", text[max(line.start, begin - NEAR) : begin])[-1]
    elif begin == items[head].start and shape[head - 1] in BEFORE_GOODS:
        words = text[items[head - 1].end : begin]  # "a rise in cherry imports", "has seen cherry imports"
    else:
        return
    names = [word for word in words.split() if word.replace("-", "").isalpha()]
    if len(names) == len(words.split()):
        while names and names[0].lower() in neutral(line.language)[1]:
            del names[0]  # "has seen cherry imports"
        words = " ".join(names)
    if not 1 <= len(names) <= 2 or len(names) != len(words.split()):
        return
    proper = any(name[0].isupper() for name in names[owner is None :])
    if proper or not all(may_be_goods(name, line.language) for name in names):
        return
    name = " ".join(names).lower()
    _add_product(subject, code_for(name), name, said)


def verb_between(text: str, token: Any, gap: str) -> bool:
    """`The United States discuss trade`: a name, and then a word that is no adjective of the trade's."""
    printed = text[token.start : token.end]
    return token.category == "area" and not printed.isupper() and gap[:1] not in "'’" and bool(gap.strip(" -–—/"))


def _one_word(gap: str) -> bool:
    """Whether the gap holds no more than one unknown adjective and a possessive."""
    words = gap.replace("’", "'").replace("'s ", " ").split()
    return len(words) <= 1 and len(gap) <= 18 and gap.isprintable() and not any(mark in gap for mark in ".,;:()")


def _add_product(subject: Subject, code: str, name: str, said: set[str]) -> None:
    if subject.product == ALL_PRODUCTS:
        subject.product, subject.product_name = code, name
    elif code not in subject.product.split("+"):
        subject.product = f"{code}+{subject.product}"
        subject.product_name = f"{name} and {subject.product_name}"
    said.add("product")


def by(line: Line, at: int) -> bool:
    """Whether `by` follows at once: `exports by private firms`, not `trade dominated by machines`."""
    return line.items[at - 1] is not None and bool(line.items[at].start - line.items[at - 1].end <= 1)


def _right(line: Line, head: int, subject: Subject, said: set[str]) -> None:
    """Takes in the prepositions after the head: of rice, to Japan, with the EU, in May."""
    text, items, shape = line.text, line.items, line.shape
    words = line.words(head)
    at, last = head + 1, len(shape) - 1
    subject.turned = "return" if RETURNING.match(text, items[head].end, line.end) else ""
    subject.again = shape[at : at + 1] in ("o", "i") and points_to_goods(line, items[at].end)
    if shape[at : at + 3] in ("(G)", "-G-", ",G,") and subject.basis is None:
        subject.basis = Basis(items[at + 1].value)
        said.add("basis")
        at += 3
    elif (
        subject.basis is None
        and (both := shape.find("G", at, at + 4)) > 0
        and items[both].value == Basis.GOODS_SERVICES
        and TAKES_IN.fullmatch(text, items[head].end, items[both].start)
    ):
        subject.basis = Basis.GOODS_SERVICES
        said.add("basis")
    if shape[head] == "F" and shape[at : at + 3] in ("tnF", "fnF") and (
        behind := BEHIND.match(shape, at + 3)
    ) is not None:
        place(subject, shape[at], [area(line, behind.end() - 1)], said)  # "exports to and imports from Japan"
        at += 1
    while at < last:
        letter = shape[at]
        follows = at + 1
        while follows < last and shape[follows] in "~sg.":
            follows += 1
        what = shape[follows]
        token = items[follows]
        if (
            shape[head] == "D"
            and letter in "io"
            and (traded := TRADED.match(shape, follows)) is not None
        ):
            subject.weak = False  # "a surplus for merchandise trade", "the deficit in its goods trade"
            follows = traded.end() - 1
            if shape[follows - 1] == "G":
                subject.basis = Basis(items[follows - 1].value)
                said.add("basis")
            elif "goods" in line.words(follows) or "merchandise" in line.words(follows):
                subject.basis = Basis.GOODS
                said.add("basis")
        elif (
            (letter in "ofi" or (letter == "y" and by(line, at)) or (letter == "~" and line.words(at) == "such"))
            and what in "PG"
            and text[items[at].end : token.start].count(" ") <= 3
        ):
            while True:
                if what == "P":
                    _add_product(subject, token.value, text[token.start : token.end], said)
                elif subject.basis is None:
                    subject.basis = Basis(token.value)
                    said.add("basis")
                if follows + 2 <= last and shape[follows + 1] in ",n" and shape[follows + 2] in "PG":
                    follows += 2
                    what, token = shape[follows], items[follows]
                    continue
                break
        elif letter == "o" and what == "A" and follows < last and shape[follows + 1] in "PG":
            if subject.flow is Flow.IMPORT:  # imports of African produce
                subject.partner = subject.partner or token.value
                said.add("partner")
            elif "reporter" not in said:
                subject.reporter = token.value
                said.add("reporter")
            follows += 1
            token = items[follows]
            if shape[follows] == "P":
                _add_product(subject, token.value, text[token.start : token.end], said)
            elif subject.basis is None:
                subject.basis = Basis(token.value)
                said.add("basis")
        elif letter in "tfwxozy" and what in "Ah":
            names = [area(line, follows)]
            while (
                follows + 2 <= last
                and shape[follows + 1] in ",n"
                and shape[follows + 2] == "A"
                and joined(text[items[follows].end : items[follows + 2].start], line.language)
            ):
                follows += 2
                names.append(area(line, follows))
            if (other := OTHER_THAN.match(shape, follows + 1)) is not None and names[-1] in (WORLD, REST):
                names = [all_but(area(line, other.end() - 1))]  # "the world excluding the EU"
                follows = other.end() - 1
            subject.arrives = letter == "f" and words == "shipments"
            place(subject, "t" if letter == "f" and EARNINGS.search(words) else letter, names, said)
        elif letter == "P" and line.words(at).startswith(REGIME):
            _add_product(subject, items[at].value, text[items[at].start : items[at].end], said)
            at += 1
            continue
        elif (
            letter in "twf"
            and (within := MEMBERS.match(shape, at)) is not None
            and COUNTRIES.fullmatch(text, items[at].end, items[within.end() - 2].start)
        ):
            follows = within.end() - 1  # "exports to countries in ECOWAS"
            place(subject, letter, [area(line, follows)], said)
        elif letter in "twf" and what not in "APGW" and "partner" not in said and (name := stranger(line, at)):
            if (other := OTHER_THAN.match(shape, at + 1)) is not None:
                name = all_but(area(line, other.end() - 1))  # "with countries other than the US"
            subject.partner = name
            said.add("partner")
            break
        elif letter == "i" and what == "A" and subject.flow is Flow.BALANCE and FAVOUR.match(text, token.end):
            subject.partner, subject.sign = token.value, Sign.DEFICIT  # "the imbalance in China's favour"
            said.add("partner")
        elif letter == "i" and what == "W" and subject.when is None:
            subject.when = None if points_back(token) else token
        elif letter == "W" and subject.when is None and items[at].relative.startswith("months:"):
            subject.when = items[at]  # "exports between January and March"
            at += 1
            continue
        elif (
            letter in "tfw"
            and (letter, subject.flow) not in (("f", Flow.EXPORT), ("t", Flow.IMPORT))
            and shape[at + 1] == "s"
            and line.words(at + 1) not in OWN
        ):
            subject.turned = line.words(at + 1)  # "its deficit with the island": one that the text has named
        elif (letter == "w" and what == "2") or (letter == "x" and what in "2n"):
            subject.pair = True
        elif letter == "2":
            subject.pair = True
            at += 1
            continue
        elif letter == "A" and token is not None and items[at].value.startswith("non-"):
            subject.partner = items[at].value  # "exports outside the EU"
            said.add("partner")
            at += 1
            continue
        elif (
            letter == "o"
            and shape[at + 1] != "s"
            and not (subject.growth or subject.again)
            and items[at] is not None
            and items[at - 1] is not None
            and items[at].start - items[at - 1].end <= 1
        ):
            following = text[items[at].end : token.start if token is not None else items[at].end + 40]
            match = WORDS.match(following) if subject.flow is not Flow.BALANCE else None
            name = plain(match.group(1), neutral(line.language)[0]) if match is not None else ""
            if name and not any(word in neutral(line.language)[1] or word.endswith("ly") for word in name.split()):
                _add_product(subject, code_for(name), name, said)
            break
        else:
            break
        at = follows + 1
    # "exports and imports rose 5 and 6 percent": the second flow waits for the second figure
    if shape[at : at + 2] == "nF" and PARTNERS.match(shape, at + 2) and shape[head] == "F" and "partner" not in said:
        subject.flow = Flow.TOTAL  # "imports and exports to the EU, the US and Japan": one figure a partner
        _right(line, at + 1, subject, said)
    elif at < last and shape[at] == "n" and shape[at + 1] == "F" and shape[head] == "F":
        if shape[at + 2 : at + 4] in ("oP", "yP") and "product" not in said:
            bought = items[at + 3]  # "imports and exports of cars", "by private firms"
            _add_product(subject, bought.value, text[bought.start : bought.end], said)
        second = subject.copy()
        second.flow = Flow(items[at + 1].value)
        subject.siblings = (second,)
