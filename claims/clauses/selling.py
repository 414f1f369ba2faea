"""Verbs and words for selling: `India exported`, `imported from Japan`, `coffee earnings`, `sales to Peru`.

Where goods are the subject, `was sold by`, `went from`, the verb tells whose trade it is, and the preposition before
each country its side, in whatever order they come.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.clauses.neutral import neutral
from claims.clauses.phrase import noun_phrase
from claims.clauses.sides import together
from claims.clauses.subject import Subject, code_for, noise
from claims.clauses.timewords import year_of
from claims.language import language
from claims.pattern import pattern
from sources.terms.key import ALL_PRODUCTS, ONE_WAY, WORLD, Basis, Flow

if TYPE_CHECKING:
    from collections.abc import Callable

    from claims.clauses.reader import Reader

TRADERS = pattern(r"(?<!A,)(?<!n)(?P<one>A)n(?P<other>A)[~.]*$")
SIDED = pattern(r"[GP]V(?:[~.s]|i?W)*[tfy][~.]*A[~.]*[tfy][~.]*A")  # "goods shipped from Chad to Mali"
BOUGHT = "import"  # what the lexicon calls purchases; other business is selling
CONTRACTED = {"contracted export": Flow.EXPORT, "contracted import": Flow.IMPORT}
WANTED = {"wanted import": Flow.IMPORT}  # "tendered for"
ABROAD = {"spent import": Flow.IMPORT}  # "spent 5 billion on goods", where it says from whom
SALES = {"sales": Flow.EXPORT, "export": Flow.EXPORT, BOUGHT: Flow.IMPORT, "total": Flow.TOTAL} | (
    CONTRACTED | WANTED | ABROAD)
UNDER = pattern(r"[i.~]*(?P<goods>P)(?:,P)*,[~.s]*AM?V")  # "Under chapter 27, fuels, Peru imported goods worth"
ARTICLE = 5  # characters: the longest article and its blanks
ALL_TOLD = 8  # letters: "worth 2 billion in all"
# "rice other than basmati worth", "Chad's goods worth"
WORTH = pattern(r"(?P<owner>A)?[~.]*(?P<goods>[GP])G?(?:[~.]*z[~.s]*P)?[~.]*,?L[a~.]*$")
# "tonnes of tea valued at $5 billion were exported by", "worth of goods were last year imported from"
PASSIVE = pattern(
    r"(?:\(%\))?(?:L?[oi][~.]*(?P<owner>A)?[~.]*(?P<goods>[GP])G?(?:[~.]*z[~.s]*P)?(?:[~.]*,?L[a~.]*\$,?)?)?"
    r"(?:[LM~.]|,?i?W,?)*(?P<verb>V|[SO](?=[~.]*y)|b(?=[~.]*A)|\.(?=(?:[~.s]|,?i?W,?)*[tfyi][~.]*A))"
    r"(?P<sides>(?:(?<=b)[~.]*A|(?<=[.])[~.]*i[~.]*A)?(?:(?:[~.s]|,?i?W,?)*[tfy][~.]*A){0,3})"
)
HANDS = "moves"  # the category of verbs that take a preposition: "went", "was sold"
FROM = "from"


def sold_goods(reader: Reader, at: int, goods: int) -> Subject:
    """`Coffee earnings` in a text about trade are exports of coffee, `soy purchases` imports of soy."""
    bought = reader.items[at].value in (BOUGHT, "spending")
    subject = Subject(Flow.IMPORT if bought else Flow.EXPORT, reader.items[goods].start)
    subject.of_goods(*reader.line.goods(reader.items[goods]))
    return subject


def sold(reader: Reader, at: int) -> Subject | None:
    """`Sales to the United States` in a text about trade, `India's purchases from China` in any."""
    flow = SALES.get(reader.items[at].value)
    follows = at + 1
    while follows < len(reader.shape) and reader.shape[follows] in "P~ogU":
        follows += 1
    if (
        flow is None or follows + 1 >= len(reader.shape) or reader.shape[follows + 1] not in "As"
        or (reader.shape[follows + 1] == "s" and not reader.line.words(follows + 1).startswith("the "))  # "the country"
        or (reader.shape[follows] != ("t" if flow is Flow.EXPORT else "f"))
    ):
        return None
    subject = noun_phrase(reader.line, at, flow)
    between = {"reporter", "partner"} <= subject.said and (flow is Flow.IMPORT or "product" not in subject.said)
    return subject if (reader.trading or between) and not subject.noise else None


def read_verb(reader: Reader, at: int) -> None:
    """`India exported`, `cars imported from Japan`: a trade said with a verb."""
    if not tells_of_trade(reader, at):
        return
    subject = Subject(Flow(reader.items[at].value), reader.items[at].start)
    subject.verb = True
    for said in SAID_OF_VERB:
        said(reader, subject, at)
    sided = SIDED.match(reader.shape, at - 1) is not None
    if "reporter" not in subject.said and reader.carried is None and not (reader.trading or sided):
        reader.subject = noise(subject.start)  # nobody's exports: a company's
        return
    reader.subject = reader.main = subject


def tells_of_trade(reader: Reader, at: int) -> bool:
    """Whether the verb at `at` tells what somebody trades, and not of what kind a thing is."""
    if at in reader.consumed:
        return False  # "goods worth $5 billion were exported"
    line, start = reader.line, reader.items[at].start
    before = line.text[max(line.start, start - ARTICLE) : start].rpartition(" ")[0].split()
    if before[-1:] and before[-1].lower() in language(line.language).attributes:
        return False  # an imported watch
    told = reader.subject
    if reader.shape[at - 1 : at] == "i" and (line.words(at).endswith("ing") or (told is not None and told.tariff)):
        return False  # "Egypt, the leader in importing wheat", "a tariff on imported steel"
    # the difference between what was exported and imported
    return reader.drafts != [] or told is None or told.flow is not Flow.BALANCE


def whose(reader: Reader, subject: Subject, at: int) -> None:
    """Who does it: the country that acts, else the one that the sentence was about, else the one of its firms."""
    told = reader.subject if reader.subject is not None and not reader.subject.noise else None
    if reader.agent:
        doer = next((index for index in range(at - 1, -1, -1) if reader.shape[index] == "A"), None)
        several = doer is not None and reader.items[doer].value == reader.agent
        subject.by(together(reader.line, doer) if doer is not None and several else reader.agent)
    elif told is not None and told.reporter:
        subject.reporter = told.reporter
        subject.said |= told.said & {"reporter"}
    if told is not None and told.basis is not None:
        subject.basis = told.basis
    elif reader.shape[max(0, at - 2) : at] in ("AP", "AE", "AK"):
        subject.by(reader.items[at - 2].value)  # "China's private firms exported", "Chadian exporters shipped"


def of_both(reader: Reader, subject: Subject, at: int) -> None:
    """`India and Germany traded goods`, `both traded`; of a flow: `exported goods`."""
    if "goods" in reader.line.words(at):
        subject.said |= {"basis"}
    elif subject.flow is not Flow.TOTAL:
        return
    subject.basis = Basis.GOODS
    if subject.flow is not Flow.TOTAL:
        return
    both = TRADERS.search(reader.shape, 0, at)
    if both is not None:
        subject.reporter, subject.partner = (reader.items[both.start(name)].value for name in ("one", "other"))
        subject.said |= {"reporter", "partner"}
    subject.pair = both is None and reader.shape[at - 1 : at] == "2"


def with_whom(reader: Reader, subject: Subject, at: int) -> None:
    """`Exported to the UK and imported`, `exports to it grew, as it sold`, `imported Indian goods`: the partner."""
    before = reader.subject
    if reader.awaited is not None and reader.awaited != subject.reporter:
        subject.partner, reader.awaited = reader.awaited, None  # "For Chad, Togo exported"
        subject.said |= {"partner"}
    elif (
        before is not None and (before.verb or before.flow is subject.flow) and "partner" in before.said
        and before.reporter == subject.reporter
    ):
        subject.with_(before.partner)
    after = reader.items[at + 1] if reader.shape[at + 1 : at + 2] == "A" else None
    if subject.flow is Flow.IMPORT and after is not None and after.start - reader.items[at].end == 1:
        subject.with_(after.value)


def of_what(reader: Reader, subject: Subject, at: int) -> None:
    """`Goods imported from Japan`, `exported copper worth $5bn`, `shipped cherries worth $5bn`, `a total of`."""
    reach = reader.shape[at : at + ALL_TOLD]
    subject.whole = "$g" in reach or reach[1:2] == "g" or told_apart(reader, reader.agent)
    under = UNDER.match(reader.shape)
    if under is not None and under.end() - 1 == at:
        take_goods(reader, subject, under.start("goods"))
        return
    for beside in (at - 1, at + 1, at - 2):
        if (beside > at - 2 and reader.shape[beside : beside + 1] == "P") or reader.shape[beside:at] in ("G", "GA"):
            take_goods(reader, subject, beside)
            return
    if reach[1:2] == "L" and (name := plain_goods(reader, at)):
        subject.of_goods(code_for(name), name)


def told_apart(reader: Reader, agent: str | None) -> bool:
    """`US exports to Kenya were ....  In 2013, Togo bought goods worth ...`: what has a year of its own is no part."""
    told = reader.carried
    return told is not None and told.partner not in (None, WORLD, agent) and agent not in (None, told.reporter) and any(
        year_of(reader.items[at]) for at in reader.line.places("W"))


def take_goods(reader: Reader, subject: Subject, at: int) -> None:
    """The goods that change hands."""
    if reader.shape[at] == "P":
        subject.of_goods(*reader.line.goods(reader.items[at]))
    else:
        subject.basis, subject.said = Basis(reader.items[at].value), subject.said | {"basis"}


SAID_OF_VERB: tuple[Callable[[Reader, Subject, int], None], ...] = (whose, of_both, with_whom, of_what)


def plain_goods(reader: Reader, at: int) -> str:
    """The one or two words between the verb at `at` and `worth` that the lexicon does not know."""
    words = reader.line.text[reader.items[at].end : reader.items[at + 1].start].split()
    known = neutral(reader.line.language)[1]
    if not 1 <= len(words) <= 2 or any(not word.islower() or not word.isalpha() or word in known for word in words):
        return ""
    return " ".join(words)


def made(reader: Reader, by: int) -> Subject | None:
    """`Earned 20 billion by exporting goods`: what the verb behind the `by` tells of."""
    if reader.shape[by : by + 2] != "yV" or not (reader.agent or reader.trading):
        return None
    read_verb(reader, by + 1)
    reader.consumed.add(by + 1)
    return reader.subject if reader.subject is not None and not reader.subject.noise else None


# --- goods as the subject of the verb


class Hands:
    """Who sells and who buys, as far as the words around a verb say."""

    def __init__(self, flow: Flow | None) -> None:
        self.flow = flow  # as the doer sees it: a seller's exports, a buyer's imports; None where goods just go
        self.sides: dict[Flow, str] = {}  # the seller by EXPORT, the buyer by IMPORT

    def settle(self, subject: Subject) -> None:
        """Whose trade it is: the doer's, else that of the only one who is told, as the other's partner."""
        flow = self.flow
        if flow is None:
            flow = Flow.EXPORT if Flow.IMPORT in self.sides else Flow.IMPORT
            subject.arrives = len(self.sides) > 1
        subject.flow = flow
        subject.said |= {"flow"}
        if flow in self.sides:
            subject.by(self.sides[flow])
        if flow.mirror in self.sides:
            subject.with_(self.sides[flow.mirror])


def goods_before(reader: Reader, at: int) -> Subject | None:
    """`Goods worth $5 billion were exported from the US to Spain`: the trade of a figure before its verb."""
    shape, items = reader.shape, reader.items
    verb = PASSIVE.match(shape, at + 1)
    if verb is None or (hands := of_verb(reader, verb.start("verb"))) is None:
        return None
    before = WORTH.search(shape, 0, at)
    named = before if before is not None else verb if verb["goods"] else None
    if named is not None:
        subject = Subject(hands.flow, items[named.start("goods")].start)
        take_goods(reader, subject, named.start("goods"))
        if named["owner"]:
            hands.sides[Flow.EXPORT] = items[named.start("owner")].value  # "of U.S. corn have been bought by"
    elif (told := reader.carried) is not None and told.flow in ONE_WAY and told.flow is hands.flow and (
            told.product != ALL_PRODUCTS and verb["sides"]):
        subject = told.with_everybody()  # "300,000 tonnes were sold to Chad"
        subject.when, subject.siblings, subject.verb = None, (), True
    else:
        return None
    read_sides(reader, hands, *verb.span("sides"))
    if hands.flow is None and not hands.sides:
        return None
    hands.settle(subject)
    reader.consumed.add(verb.start("verb"))
    return subject


def of_verb(reader: Reader, at: int) -> Hands | None:
    """What the verb at `at` tells of the trade; nothing where it is none of goods."""
    item = reader.items[at]
    flow = SALES.get(item.value)
    known = item.category == HANDS or (flow in ONE_WAY and reader.shape[at] != ".")
    return Hands(flow) if known or reader.shape[at] == "b" else None


def read_sides(reader: Reader, hands: Hands, start: int, end: int) -> None:
    """The countries from `start` to `end`, each behind its preposition or behind a verb that has one: `went to`."""
    for index in range(start, end):
        if reader.shape[index] == "A":
            before = reader.before(index)
            link = reader.shape[before]
            seller = link == "f" or (link == "y" and hands.flow is Flow.EXPORT) or (
                link == "b" and reader.line.words(before).endswith(FROM))
            hands.sides[Flow.EXPORT if seller else Flow.IMPORT] = reader.items[index].value
