"""Goods: products that take the sentence over, and the verbs and words for selling them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claims.claim import Direction, Kind
from claims.clauses import tariffs
from claims.clauses.before import NEAR
from claims.clauses.draft import Draft
from claims.clauses.neutral import neutral
from claims.clauses.phrase import noun_phrase
from claims.clauses.shape import AMOUNTS
from claims.clauses.sides import together
from claims.clauses.subject import Subject, code_for, noise
from claims.language import language
from claims.pattern import pattern
from sources.terms.key import Basis, Flow

if TYPE_CHECKING:
    from claims.clauses.reader import Reader

TRADERS = pattern(r"(?<!A,)(?<!n)(?P<one>A)n(?P<other>A)[~.]*$")
LISTS = ("", ",", "n", "C", ";", "-", ":", "(", "w", "N")  # what may stand before the next product of a list
LIST_MOVED = pattern(r"(?P<way>[UuJ])(?:[~.sgio]*[FX])[~.sgo]*(?:P?[r~.P]*\(%u?\)[,n~.]*)*[P~.nr]*\($")
IN_LIST = pattern(r"([^\W\d_]{3,}) ?\($")
WAYS = {"up": Direction.UP, "high": Direction.UP, "down": Direction.DOWN, "low": Direction.DOWN}
SALES = {"sales": Flow.EXPORT, "deliveries": Flow.EXPORT, "purchases": Flow.IMPORT}
NEWCOMER = pattern(r",?\s+(?:and\s|with\s)?([a-z][a-z-]+(?:\s[a-z][a-z-]+){0,2})\s+$")
# Goods that a list gives as examples, each with its figure: "such as raw iron ore by 5 percent, and pasta by 8".
EXAMPLE = pattern(
    r"(?:[,;:)]|such as|(?:%|percent|per cent|pc) and)\s+(?:such as:?\s+)?(?:and\s+)?"
    r"(?P<name>[a-z][a-z-]*(?:\s[a-z-]+){0,4})\s$"
)
COMPOSED = pattern(r"(?P<trade>F(?:[tfwio][~.]*[AWQ])*)[~.JGLSy]*$")  # exports, with their side and time, before goods
MADE_OF = pattern(  # "exports to Togo include", "imports were dominated by", "exports featured items such as"
    r"(?: period| year| month)?(?: (?:mainly|mostly|also|largely))?"
    r" (?:(?:includ|compris|featur|consist)\w+|(?:were|was|are|is|remain\w*)(?: (?:mainly|mostly|dominated|led))?)"
    r"(?: of| by)?(?: (?:items|goods|products))?(?: such as)? "
)
GOODS_WORDS = 3
ARTICLES = pattern(r"(?:^|\s)(?:an|the|all|of|for) $", re.IGNORECASE)


def earned(reader: Reader, at: int) -> Subject:
    """`Coffee earnings` in a text about trade are exports of coffee."""
    product = reader.items[at - 1]
    subject = Subject(Flow.EXPORT, product.start)
    subject.product, subject.product_name = reader.line.goods(product)
    subject.said = frozenset({"flow", "product"})
    return subject


def sold(reader: Reader, at: int) -> Subject | None:
    """`Sales to the United States` in a text about trade, `India's purchases from China` in any."""
    flow = SALES.get(reader.line.words(at))
    follows = at + 1
    while follows < len(reader.shape) and reader.shape[follows] in "P~ogU":
        follows += 1
    if (
        flow is None
        or follows + 1 >= len(reader.shape)
        or reader.shape[follows + 1] != "A"
        or (reader.shape[follows] != ("t" if flow is Flow.EXPORT else "f"))
    ):
        return None
    subject = noun_phrase(reader.line, at, flow)
    between = flow is Flow.IMPORT and {"reporter", "partner"} <= subject.said  # "India's purchases from Italy"
    return subject if (reader.trading or between) and not subject.noise else None


def read_product(reader: Reader, at: int) -> None:
    """`Coffee earnings`, `wheat 16 pct`: the same flow of another product."""
    if at in reader.consumed:
        return  # "exports excluding wheat rose"
    shape = reader.shape
    follows = at + 1
    while follows < len(shape) and shape[follows] in "~.":
        follows += 1
    if (
        shape[follows : follows + 1] == "("
        and (close := shape.find(")", follows)) == follows + 2
        and shape[follows + 1] not in AMOUNTS
    ):
        follows = close + 1  # "Readymade garments (RMG) fetched"
    start = reader.items[at].start
    opening = reader.items[at - 1].end if at and reader.items[at - 1] is not None else None
    if opening is None and at:
        opening = (
            max(reader.line.text.rfind(mark, max(reader.line.start, start - NEAR), start) for mark in ",;:(-–—\n") + 1
        )
    if (
        opening is not None
        and at
        and not signed(reader, at)
        and not included(reader, at)
        and before_word(
            reader.line.text[max(opening, reader.line.start, start - NEAR) : start],
            language(reader.line.language).joints,
        )
    ):
        return  # "including handicrafts"
    after = shape[follows] if follows < len(shape) else ""
    before = "," if included(reader, at) else shape[at - 1] if at else ""
    if (
        after
        and after in ",a(w"
        and shape[follows + 1 : follows + 2]
        and (
            shape[follows + 1] in "a" + "".join(AMOUNTS)
            or (after == "," and shape[follows + 1] in "UC")
            or (after == "," and shape[follows + 1] in "Lw" and included(reader, at))
        )
    ):
        after = "L"  # "iron ore, at 138 billion", "beef (5 percent)"
    if not after or not (after in AMOUNTS or after in "UL") or before not in LISTS:
        return
    base = reader.subject if reader.subject is not None and not reader.subject.noise else reader.main
    if not reader.drafts and not (base is not None and before == ","):  # "Among exports, chips rose"
        first = next((index for index, mark in enumerate(shape) if mark in AMOUNTS), len(shape))
        if (
            any(mark in "cXET" for mark in shape[:first])
            or shape[first + 1 : first + 2] == "p"
            or any(mark in "FBDVAS" for mark in shape[:at])
            or base is not None
        ):
            return
        base = reader.trade
    if base is None or base.noise or base.tariff or base.flow not in (Flow.EXPORT, Flow.IMPORT):
        return
    twin = base.copy()
    token = reader.items[at]
    twin.product, twin.product_name = reader.line.goods(token)
    twin.said |= {"product"}
    twin.when = None
    if not reader.drafts and base.listed:
        twin.partner, twin.listed = None, False
        twin.said -= {"partner"}
    reader.subject = reader.main = twin
    reader.share = ""


def included(reader: Reader, at: int) -> bool:
    """`Imports included diesel worth 5 billion`, `its top exports were tea at 2 billion`: of this product alone."""
    trade = COMPOSED.search(reader.shape, 0, at)
    return trade is not None and MADE_OF.fullmatch(
        reader.line.text, reader.items[trade.end("trade") - 1].end, reader.items[at].start) is not None


def signed(reader: Reader, at: int) -> bool:
    """`Including soybeans (+23%)`: the sign tells that the figure is the product's."""
    if reader.shape[at + 1 : at + 3] != "(%":
        return False
    start = reader.items[at + 2].start
    return any(mark in "+-−" for mark in reader.line.text[start - 1 : start + 1])


def before_word(words: str, joints: frozenset[str]) -> bool:
    """Whether more stands before a product than a list needs."""
    return any(word not in joints for word in words.split() if word.isalpha())


def read_newcomer(reader: Reader, at: int) -> None:
    """`Among exports, sprockets rose`: a subject that the lexicon lacks is not what the sentence was about before."""
    subject = reader.subject
    if subject is None or subject.noise or subject.flow not in (Flow.EXPORT, Flow.IMPORT):
        return
    if not at or reader.shape[at - 1] not in ",C":
        return
    text, start = reader.line.text, reader.items[at].start
    clause = reader.items[at - 1]
    before = clause.end if clause is not None else text.rfind(",", max(reader.line.start, start - NEAR), start)
    if before < 0:
        return
    match = NEWCOMER.match(text, before, start)
    if match is None or any(
        word in neutral(reader.line.language)[1] or word.endswith(("ly", "ing")) for word in match.group(1).split()
    ):
        return
    twin = subject.copy()
    twin.product, twin.product_name = code_for(match.group(1)), match.group(1)
    twin.said |= {"product"}
    reader.subject = reader.main = twin


def read_verb(reader: Reader, at: int) -> None:
    token = reader.items[at]
    if at in reader.consumed:
        return  # "goods worth $5 billion were exported"
    if ARTICLES.search(reader.line.text[max(reader.line.start, token.start - 5) : token.start]):
        return  # an imported watch
    if reader.shape[at - 1 : at] == "i" and reader.line.words(at).endswith("ing"):
        return  # "Egypt, the leader in importing wheat"
    if reader.subject is not None and reader.subject.flow is Flow.BALANCE and not reader.drafts:
        return  # the difference between what was exported and imported
    subject = Subject(Flow(token.value), token.start)
    said = {"flow"}
    if reader.agent:
        doer = next((index for index in range(at - 1, -1, -1) if reader.shape[index] == "A"), None)
        several = doer is not None and reader.items[doer].value == reader.agent
        subject.reporter = together(reader.line, doer) if doer is not None and several else reader.agent
        said.add("reporter")
    elif reader.subject is not None and not reader.subject.noise and reader.subject.reporter:
        subject.reporter = reader.subject.reporter
        said |= reader.subject.said & {"reporter"}
    if reader.subject is not None and not reader.subject.noise and reader.subject.basis is not None:
        subject.basis = reader.subject.basis
    elif reader.shape[max(0, at - 2) : at] == "AP":
        subject.reporter = reader.items[at - 2].value  # "China's private firms exported"
        said.add("reporter")
    if "reporter" not in said and reader.carried is None and not reader.trading:
        reader.subject = noise(token.start)  # nobody's exports: a company's
        return
    if subject.flow is Flow.TOTAL:
        subject.basis = Basis.GOODS
        both = TRADERS.search(reader.shape, 0, at)
        if both is not None:  # "India and Germany traded goods"
            subject.reporter, subject.partner = (reader.items[both.start(name)].value for name in ("one", "other"))
            said |= {"reporter", "partner"}
        subject.pair = both is None and reader.shape[at - 1 : at] == "2"
    elif "goods" in reader.line.words(at):
        subject.basis = Basis.GOODS
        said.add("basis")
    before = reader.subject
    if (
        before is not None
        and (before.verb or before.flow is subject.flow)
        and "partner" in before.said
        and before.reporter == subject.reporter
    ):
        subject.partner = before.partner  # "exported ... to the UK and imported ...", "exports to it grew, as it sold"
        said.add("partner")
    reach = reader.shape[at : at + 8]
    subject.verb, subject.whole = True, "$g" in reach or reach[1:2] == "g"  # "worth 2 billion in all", "a total of"
    origin = reader.shape[at + 1 : at + 2] == "A" and reader.shape[at + 2 : at + 3] in ("G", "P")
    if origin and subject.flow is Flow.IMPORT and reader.items[at + 1].category == "demonym":
        subject.partner = reader.items[at + 1].value  # "imported Indian goods worth $5bn"
        said.add("partner")
    if at and reader.shape[at - 1] == "P":  # "cars imported from Japan"
        product = reader.items[at - 1]
        subject.product, subject.product_name = reader.line.goods(product)
        said.add("product")
    elif reader.shape[at + 1 : at + 2] == "P":  # "exported copper worth $5bn"
        product = reader.items[at + 1]
        subject.product, subject.product_name = reader.line.goods(product)
        said.add("product")
    elif reader.shape[at + 1 : at + 2] == "L" and (name := plain_goods(reader, at)):
        subject.product, subject.product_name = code_for(name), name  # "shipped cherries worth $5bn"
        said.add("product")
    subject.said = frozenset(said)
    reader.subject = reader.main = subject


def moved_in_list(reader: Reader, at: int) -> Draft | None:
    """`Higher sales of cocoa (67 percent), kale (40 percent)`: each of its goods, moved as the words before say."""
    found = LIST_MOVED.search(reader.shape, 0, at)
    if found is None:
        return None
    told = reader.subject if reader.subject is not None and not reader.subject.noise else reader.main or reader.trade
    if told is None or told.noise or told.flow not in (Flow.EXPORT, Flow.IMPORT):
        return None
    way = WAYS.get(reader.items[found.start("way")].value)
    text, start = reader.line.text, reader.items[at].start
    name = IN_LIST.search(text, max(reader.line.start, start - NEAR), start)
    if way is None or name is None or "+" in text[start - 1 : start + 1] or reader.shape[at - 2] in "FBD":
        return None
    one = told.copy()
    one.product_name = name.group(1).lower()
    one.product = reader.items[at - 2].value if reader.shape[at - 2] == "P" else code_for(one.product_name)
    one.said |= {"product"}
    one.when = None
    draft = Draft(reader.items[at], at, Kind.CHANGE, one)
    draft.direction = way
    return draft


def made(reader: Reader, by: int) -> Subject | None:
    """`Earned 20 billion by exporting goods`: what the verb behind the `by` tells of."""
    if reader.shape[by : by + 2] != "yV" or not (reader.agent or reader.trading):
        return None
    read_verb(reader, by + 1)
    reader.consumed.add(by + 1)
    return reader.subject if reader.subject is not None and not reader.subject.noise else None


def shipped(reader: Reader, subject: Subject, at: int) -> Subject:
    """`Africa imports motor cars worth 20 billion`: what a country buys or sells, said with a verb."""
    country = reader.items[at - 1] if reader.shape[at - 1 : at + 3] in ("AFPL", "AFGL") else None
    if (
        country is None
        or country.category != "area"
        or reader.line.words(at) not in ("imports", "exports")
        or reader.items[at].start - country.end != 1
    ):
        return subject
    subject.reporter, subject.partner = reader.items[at - 1].value, None
    if reader.shape[at + 1] == "P":
        subject = with_product(reader, subject, at + 1)
    subject.attributive, subject.verb, subject.whole = False, True, True
    subject.said = subject.said - {"partner"} | {"reporter"}
    return subject


def named_before(reader: Reader, at: int) -> str:
    """The goods that the lexicon lacks before the bracket of `fabric ($7 billion)`, in a list of goods."""
    subject, items = reader.subject, reader.items
    if reader.shape[at - 1 : at] != "(" or subject is None or "product" not in subject.said or not reader.drafts:
        return ""
    start = max((item.end for item in items[max(0, at - 6) : at] if item is not None), default=reader.line.start)
    before = re.split(r"[,;:()]|\band\b", reader.line.text[start : items[at].start].rpartition("(")[0])[-1].split()
    known = neutral(reader.line.language)[1]
    if not 1 <= len(before) <= GOODS_WORDS or any(not word.islower() or word in known for word in before):
        return ""
    return " ".join(before)


def plain_goods(reader: Reader, at: int) -> str:
    """The one or two words between the verb at `at` and `worth` that the lexicon does not know."""
    words = reader.line.text[reader.items[at].end : reader.items[at + 1].start].split()
    known = neutral(reader.line.language)[1]
    if not 1 <= len(words) <= 2 or any(not word.islower() or not word.isalpha() or word in known for word in words):
        return ""
    return " ".join(words)


def example(reader: Reader, at: int) -> Draft | None:
    """`Other exports rose, such as pasta by 5 percent and carpets by 8`: the way of them all, of these goods alone."""
    shape, text, by = reader.shape, reader.line.text, reader.items[at - 1]
    subject = reader.subject
    if subject is None or subject.flow not in (Flow.EXPORT, Flow.IMPORT) or shape[at - 1] != "y":
        return None
    moved = next((index for index in range(at - 1, -1, -1) if shape[index] in "UC;"), -1)
    if moved < 0 or shape[moved] != "U" or reader.items[moved].value == "flat":
        return None
    words = EXAMPLE.search(text, max(reader.items[moved].end, by.start - NEAR), by.start)
    if words is None or words["name"].split()[-1] in neutral(reader.line.language)[1]:
        return None
    twin = subject.copy()
    named = [index for index in range(moved, at) if shape[index] == "P" and reader.items[index].start >= words.start()]
    twin.product = "+".join(dict.fromkeys(reader.items[index].value for index in named))
    twin.product_name = words["name"].removesuffix(reader.line.words(at - 2) if shape[at - 2] == "F" else "").strip()
    twin.product = twin.product or code_for(twin.product_name) or subject.product
    twin.said |= {"product"}
    twin.listed = True
    reader.subject = reader.main = twin
    draft = Draft(reader.items[at], at, Kind.CHANGE, twin)
    draft.direction = Direction(reader.items[moved].value)
    return draft


def with_product(reader: Reader, subject: Subject, at: int) -> Subject:
    """The same trade, of the product at `at` alone."""
    token = reader.items[at]
    one = subject.copy()
    one.product, one.product_name = reader.line.goods(token)
    one.said |= {"product"}
    return one


def arrived(reader: Reader, at: int, after: int, letter: str) -> Draft | None:
    """`$505 billion worth of goods arrived from China`, `the other $16 billion worth of Chinese products`."""
    shape, items = reader.shape, reader.items
    while after < len(shape) and shape[after] in "~.gs":
        after += 1
    if after >= len(shape) or shape[after] not in "AG":
        return None
    taxed = next((one for one in (reader.subject, reader.carried) if one is not None and one.tariff), None)
    if taxed is not None and reader.head_after(after) is None:
        twin = tariffs.taxed(reader, taxed)
        if shape[after] == "A" and items[after].value != twin.reporter:
            twin.partner = items[after].value
            twin.said |= {"partner"}
        return Draft(items[at], at, Kind.LEVEL, twin)
    current = reader.subject
    if (
        shape[after] == "G"
        and current is not None
        and current.basis is None
        and not current.noise
        and (current.flow in (Flow.IMPORT, Flow.EXPORT))
    ):
        current.basis = Basis(items[after].value)
        current.said |= {"basis"}
    if shape[after] == "G":
        for index in range(after + 1, min(after + 5, len(shape))):
            if shape[index] in AMOUNTS or shape[index] in "C;FBDV":
                break
            if shape[index] == "A" and shape[index - 1] in "ft":
                flow = Flow.IMPORT if shape[index - 1] == "f" else Flow.EXPORT
                if current is not None and not current.noise and current.flow in (Flow.IMPORT, Flow.EXPORT):
                    break  # it imported $20bn worth of goods from China
                subject = Subject(flow, items[after].start)
                subject.partner, subject.basis = items[index].value, Basis(items[after].value)
                subject.said = frozenset({"flow", "partner", "basis"})
                reader.subject = reader.main = subject
                return Draft(items[at], at, Kind.LEVEL, subject)
    return None
