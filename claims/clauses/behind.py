"""What stands behind a flow: `exports of rice to Japan in May`, `trade with the EU`, `imports from and exports to`.

Each reading takes what its docstring shows and gives where the next one may begin, or leaves no trace.
"""

from __future__ import annotations

from collections.abc import Callable

from claims.clauses.called import sector_of
from claims.clauses.head import Head
from claims.clauses.neutral import may_be_goods, neutral, plain, points_to_goods
from claims.clauses.shape import PLAIN
from claims.clauses.sides import PARTNERS, REST, all_but, area, joined, stranger
from claims.clauses.subject import code_for
from claims.clauses.timewords import points_back
from claims.language import language
from claims.pattern import pattern
from sources.terms.key import ALL_PRODUCTS, WORLD, Basis, Flow

SECTOR = pattern(r"\s(?:the\s)?(?P<name>[a-z][a-z-]+)\s")
WORDS = pattern(r"\s+([a-z][a-z-]+(?:\s[a-z][a-z-]+)?)")
# "overall exports, which combine merchandise and services"
TAKES_IN = pattern(
    r",?\s(?:(?:which|that)\s)?(?:combin|compris|includ|cover)(?:es?|ing|s)?\s(?:both\s)?(?:the\s)?"
)
TRADED = pattern(r"A?[.~]*[GP]?F")
OTHER_THAN = pattern(r"z[~.]*A")
BEHIND = pattern(r"[tf][~.]*A")
GOES = pattern(r"(?:[oi][~.]*[GP])?f[~.]*At[~.]*A")  # "the flow of goods from Chad to Mali": one way
# "To China, its largest market, and Togo", but not "exports to China, Korea's largest partner".
NEXT = pattern(r"(?P<aside>([,-])[As]?[.~]*[J^][~.GP]*K\2(?=n))?[,n]A(?![.~]*[J^])")
# "Japan's biggest trading partner, China", "its main market Germany"
PARTNER = pattern(r"(?:(?P<owner>A)|s)[~.]*[J^][~.GP]*K(?:,?(?P<named>A)(?![~.]*[LV]))?")
NEAR = 3  # words: "of its most important oil" is still of oil
FAR = 40  # characters: a name of goods that the lexicon lacks ends before
OBJECTS = frozenset({"it", "them"})
OWN = frozenset({"its", "their", "our", "here", "nationwide"})
AWAY = ((Flow.EXPORT, "f"), (Flow.IMPORT, "t"))  # exports from, imports to: not the partner's side
QUIET = "~sg."

Reading = Callable[[Head, int, int], "int | None"]  # where the preposition stands, and what stands behind it


def read_behind(head: Head) -> None:
    """Takes in the prepositions after the head, in their order."""
    shape, last = head.shape, len(head.shape) - 1
    at = opening(head)
    while at < last and shape[at] == PLAIN:
        at += 1
    while at < last and (readings := READINGS.get(shape[at])) is not None:
        follows = at + 1
        while follows < last and (shape[follows] in QUIET or shape.startswith("goA", follows - 1)):
            follows += 1  # "exports to all of Asia"
        for reading in readings:
            if (end := reading(head, at, follows)) is not None:
                at = end
                break
        else:
            break
    if at == last and shape[at] == "o":
        goods_unknown(head, at, at + 1)  # "on a rise in exports of sprockets."
    join(head, at)


# --- right behind the head


def opening(head: Head) -> int:
    """`Its exports in return`, `exports (goods)`, `exports to and imports from`: gives where the prepositions begin."""
    subject, shape, text = head.subject, head.shape, head.text
    at, end = head.at + 1, head.items[head.at].end
    if subject.flow is Flow.TOTAL and GOES.match(shape, at):
        subject.flow, subject.arrives = Flow.EXPORT, True
    returning = head.line.wording("in-return").match(text, end, head.line.end)
    subject.turned = "return" if returning else ""
    subject.again = shape[at : at + 1] in ("o", "i") and points_to_goods(head.line, head.items[at].end)
    if shape[at : at + 3] == "(P)" and head.items[at + 1].value.isdigit():  # "pig iron exports (HS 7201)"
        subject.product = ALL_PRODUCTS
        head.take(at + 1)
        at += 3
    if subject.basis is None:
        if shape[at : at + 3] in ("(G)", "-G-", ",G,"):
            head.take(at + 1)
            at += 3
        elif (both := shape.find("G", at, at + 4)) > 0 and (
            head.items[both].value == Basis.GOODS_SERVICES and TAKES_IN.fullmatch(text, end, head.items[both].start)
        ):
            head.take(both)
    if shape[head.at] == "F" and shape[at : at + 3] in ("tnF", "fnF") and (behind := BEHIND.match(shape, at + 3)):
        head.place(shape[at], [area(head.line, behind.end() - 1)])  # "exports to and imports from Japan"
        at += 1
    return at


def join(head: Head, at: int) -> None:
    """`Exports and imports rose 5 and 6 percent`: the second flow waits for the second figure."""
    subject, shape, second = head.subject, head.shape, at + 1
    if shape[at:second + 1] != "nF" or shape[head.at] != "F":
        return
    if PARTNERS.match(shape, second + 1) and "partner" not in head.said:
        subject.flow, head.at = Flow.TOTAL, second  # "imports and exports to the EU, the US and Japan": one a partner
        read_behind(head)
        return
    if shape[second + 1 : second + 3] in ("oP", "yP") and "product" not in head.said:
        head.take(second + 2)  # "imports and exports of cars", "by private firms"
    twin = subject.copy()
    twin.flow = Flow(head.items[second].value)
    subject.siblings = (twin,)


# --- of what


def balance_of(head: Head, at: int, follows: int) -> int | None:
    """`A surplus for merchandise trade`, `the deficit in its goods trade`, `a surplus on oil trade`."""
    traded = TRADED.match(head.shape, follows) if head.shape[head.at] == "D" else None
    if traded is None:
        return None
    head.subject.weak = False
    flow = traded.end() - 1
    if head.shape[flow - 1] == "P":
        head.take(flow - 1)
    return flow + 1


def balance_for(head: Head, at: int, follows: int) -> int | None:
    """`A deficit for Japan`: its own."""
    if head.shape[follows] != "A" or head.subject.flow is not Flow.BALANCE or head.line.words(at) != "for":
        return None
    head.place("y", [area(head.line, follows)])
    return follows + 1


def goods(head: Head, at: int, follows: int) -> int | None:
    """`Of rice`, `in goods and services`, `of coffee, tea and cocoa`."""
    shape = head.shape
    if shape[follows] not in "PG" or head.text[head.items[at].end : head.items[follows].start].count(" ") > NEAR:
        return None
    kind = kind_of_goods(head, at, follows) if shape[follows] == "G" else ""
    if kind:
        head.of(code_for(kind), kind)
    head.take(follows)
    while shape[follows + 1 : follows + 2] in (",", "n") and shape[follows + 2 : follows + 3] in ("P", "G"):
        follows += 2
        head.take(follows)
    return follows + 1 + (shape[follows : follows + 2] == "PG")  # "of tea, rubber and rubber goods"


def kind_of_goods(head: Head, at: int, follows: int) -> str:
    """`Exports of non-rural goods`, `of sprocket products`: what kind, where the lexicon lacks it."""
    language = head.line.language
    kind = plain(head.text[head.items[at].end : head.items[follows].start].strip().lower(), neutral(language)[0])
    named = kind.replace("-", "").isalpha() and may_be_goods(kind, language)
    return kind if named and head.items[follows].value == Basis.GOODS else ""


def sector(head: Head, at: int, follows: int) -> int | None:
    """`Exports from the sprocket industry`: of goods that the lexicon lacks."""
    language, text = head.line.language, head.text
    found = SECTOR.match(text, head.items[at].end, head.line.end)
    called = sector_of(language) if found is not None else None
    if found is None or called is None or not called.match(text, found.end()):
        return None
    name = found["name"]
    if not may_be_goods(name, language) or (follows < len(head.items) and head.items[follows].start < found.end()):
        return None
    head.of(code_for(name), name)
    return len(head.shape)


def goods_by(head: Head, at: int, follows: int) -> int | None:
    """`Exports by private firms`, not `trade dominated by machines`."""
    before = head.items[at - 1]
    return goods(head, at, follows) if before is not None and head.items[at].start - before.end <= 1 else None


def goods_such(head: Head, at: int, follows: int) -> int | None:
    """`Exports such as tea`."""
    return goods(head, at, follows) if head.line.words(at) == "such" else None


def goods_of_country(head: Head, at: int, follows: int) -> int | None:
    """`Imports of African produce`, `exports of Kenyan tea`."""
    if head.shape[follows] != "A" or head.shape[follows + 1 : follows + 2] not in ("P", "G"):
        return None
    name, subject = area(head.line, follows), head.subject
    if subject.flow is Flow.IMPORT:
        head.with_(subject.partner or name)
    elif "reporter" not in head.said:
        head.by(name)
    head.take(follows + 1)
    return follows + 2


def goods_unknown(head: Head, at: int, follows: int) -> int | None:
    """`Exports of sprockets to Chad`: goods that the lexicon lacks keep their name."""
    subject, items = head.subject, head.items
    before = items[at - 1]
    if head.shape[at + 1 : at + 2] == "s" or subject.growth or subject.again or before is None or (
            items[at].start - before.end > 1):
        return None
    after = items[follows] if follows < len(items) else None
    end = after.start if after is not None else min(items[at].end + FAR, head.line.end)
    match = WORDS.match(head.text[items[at].end : end]) if subject.flow is not Flow.BALANCE else None
    dropped, empty = neutral(head.line.language)
    name = plain(match.group(1), dropped) if match is not None else ""
    if match is None or not name or any(word in empty or word.endswith("ly") for word in name.split()):
        return None
    head.of(code_for(name), name)
    whole = after is not None and not head.text[items[at].end + match.end() : after.start].strip()
    return follows if whole and head.shape[follows] in "tf" else len(head.shape)


# --- with whom


def partner(head: Head, at: int, follows: int) -> int | None:
    """`To Japan's biggest trading partner, China`, `with its main market`."""
    found = PARTNER.match(head.shape, at + 1)
    if found is None or not (found["owner"] or found["named"]):
        return None
    if found["owner"] and "reporter" not in head.said:
        head.by(area(head.line, found.start("owner")))
    if found["named"]:
        head.with_(area(head.line, found.start("named")))
    else:
        head.subject.turned = head.line.words(found.end() - 1)
    return found.end()


def areas(head: Head, at: int, follows: int) -> int | None:
    """`To Japan`, `from China, India and the EU`, `with the world excluding the EU`."""
    line, shape = head.line, head.shape
    if shape[follows] not in "Ah":
        return None
    names = [area(line, follows)]
    while (more := NEXT.match(shape, follows + 1)) is not None and (more["aside"] or joined(
        head.text[head.items[follows].end : head.items[follows + 2].start], line.language
    )):
        follows = more.end() - 1
        names.append(area(line, follows))
    if shape[follows - 1] == ",":
        names = names[:1]  # "in trade with Mali, Chad forced": no list
    other = OTHER_THAN.match(shape, follows + 1)
    if other is not None and names[-1] in (WORLD, REST):
        names, follows = [all_but(area(line, other.end() - 1))], other.end() - 1
    letter, words = shape[at], head.words if shape[at] == "f" else ""
    if letter == "o" and head.subject.flow is Flow.IMPORT and head.items[follows].category == "demonym":
        letter = "f"  # "imports of Chinese products"
    if letter == "x" and shape.startswith("ns", follows + 1):
        letter = "o"  # "trade between Taiwan and its partners"
    head.subject.arrives = head.subject.arrives or words == "shipments"
    head.place("t" if head.line.wording("earnings").search(words) else letter, names)
    return follows + 1


def facing(head: Head, at: int, follows: int) -> int | None:
    """`A surplus against Japan`, `the deficit vis-a-vis the EU`: of two countries, not held against a sum."""
    named = at if head.shape[at] == "A" else follows
    if head.shape[named] != "A" or head.subject.flow is not Flow.BALANCE:
        return None
    between = head.text[head.items[head.at].end : head.items[named].start].strip().lower()
    if between.removesuffix(" the") not in language(head.line.language).facing:
        return None
    head.subject.weak = False  # with a country: of trade
    head.with_(area(head.line, named))
    return named + 1


def strangers(head: Head, at: int, follows: int) -> int | None:
    """`Trade with Western Europe`, `exports from the Lamu terminal`, `to countries other than the US`, no more."""
    name = None
    if head.shape[follows] not in "APGW" and "partner" not in head.said:
        name = stranger(head.line, at)
    if name is None:
        return None
    other = OTHER_THAN.match(head.shape, at + 1)
    own = (head.subject.flow, head.shape[at]) in AWAY
    (head.by if own else head.with_)(all_but(area(head.line, other.end() - 1)) if other is not None else name)
    return len(head.shape)


def turned(head: Head, at: int, follows: int) -> int | None:
    """`Its deficit with the island`, `imports from it`: one that the text has named."""
    named = head.shape[at + 1] == "s" or (head.shape[at + 1] == "Q" and head.line.words(at + 1) in OBJECTS)
    if not named or head.line.words(at + 1) in OWN:
        return None
    if (head.subject.flow, head.shape[at]) not in AWAY:  # "imports into the island": those are its own
        head.subject.turned = head.line.words(at + 1)
    return at + 2


def outside(head: Head, at: int, follows: int) -> int | None:
    """`Exports outside the EU`."""
    if head.items[follows] is None or not area(head.line, at).startswith("non-"):
        return None
    head.with_(area(head.line, at))
    return at + 1


def everywhere(head: Head, at: int, follows: int) -> int | None:
    """`Exports worldwide`, `India's exports globally`."""
    (head.with_ if "reporter" in head.said else head.by)(WORLD)
    return at + 1


def each_other(head: Head, at: int, follows: int) -> int | None:
    """`Trade with both countries`, `trade between Narnia and Oz`."""
    if head.shape[follows] != "2" and head.shape[at] + head.shape[follows] != "xn":
        return None
    head.subject.pair = True
    return follows + 1


def both(head: Head, at: int, follows: int) -> int | None:
    """`Trade with each other`, `trade between the two`, `trade the two countries did`."""
    head.subject.pair = True
    return at + 1


# --- when


def time(head: Head, at: int, follows: int) -> int | None:
    """`Exports in May`."""
    if head.shape[follows] != "W" or head.subject.when is not None:
        return None
    token = head.items[follows]
    reaches = token.relative.startswith("length:") and "W" in head.shape[:at]  # "June's exports, the best in a year"
    head.subject.when = None if points_back(token) or reaches else token
    return follows + 1


def months(head: Head, at: int, follows: int) -> int | None:
    """`Exports between January and March`."""
    if head.subject.when is not None or not head.items[at].relative.startswith("months:"):
        return None
    head.subject.when = head.items[at]
    return at + 1


READINGS: dict[str, tuple[Reading, ...]] = {
    "o": (balance_of, goods, goods_of_country, areas, goods_unknown),
    "i": (balance_of, balance_for, goods, time),
    "f": (goods, sector, partner, areas, strangers, turned),
    "t": (partner, areas, strangers, turned),
    "w": (partner, areas, strangers, turned, each_other),
    "y": (goods_by, areas),
    "x": (areas, each_other),
    "z": (areas,),
    "~": (goods_such,),
    "A": (outside, facing),
    "v": (facing,),
    "h": (everywhere,),
    "2": (both,),
    "W": (months,),
}
