"""Sides of a trade that the sentences before have told: whose imports `Chinese imports` are, where goods went."""

from __future__ import annotations

from claims.claim import Found
from claims.clauses.sides import is_group
from claims.clauses.subject import Subject
from claims.context.memory import Memory
from claims.language import language
from claims.pattern import pattern
from sources.terms.key import ALL_PRODUCTS, ONE_WAY, WORLD, Basis, Flow

PARTS = frozenset({Basis.GOODS, Basis.SERVICES})  # "a deficit with the EU; a surplus on trade in services"
NARROWER = frozenset({"flow", "basis", "product"})
WORD = pattern(r"\w+")
FEW = 4  # sentences of a paragraph that are still about what it opened with


def inherit(story: Memory, subject: Subject, found: dict[str, Found], whole: bool) -> None:
    """Gives the subject the sides that only the trade told just before it can have; `whole`: a share is taken of it."""
    told, teller = story.trade, story.topic_reporter or story.teller
    if "partner" in subject.said or whole or not comes_from(teller, subject, told):
        return
    if told is not None and told.flow is Flow.EXPORT and told.reporter == teller:
        subject.partner = teller  # "Chile's exports to Japan fell; Japanese imports were": of the same trade
        found["partner"] = Found.CARRIED
    else:
        subject.reporter, subject.partner = teller, subject.reporter
        subject.said = subject.said - {"reporter"} | {"partner"}
        found["partner"] = found.pop("reporter")
        found["reporter"] = Found.CARRIED


def remember(story: Memory, subject: Subject) -> None:
    """Keeps what `goes_on` asks for."""
    if story.paragraph is None:
        story.paragraph = subject
    if subject.partner == WORLD and subject.product == ALL_PRODUCTS and subject.flow in ONE_WAY:
        story.all_told.add(subject.flow)
    if subject.flow is Flow.TOTAL:
        story.totals.add(subject.partner)


def open_with(story: Memory, subject: Subject) -> dict[str, Found]:
    """`Kenya has long traded with Uganda.  Its imports from the country were ...`: Kenya's, from Uganda."""
    found: dict[str, Found] = {}
    if story.heading is not None and subject.partner is None and subject.reporter in (None, story.heading):
        subject.reporter, subject.partner = story.country, story.heading  # "Asia: The deficit narrowed"
        subject.said = subject.said - {"reporter"} | {"partner"}
    return found


def comes_from(teller: str | None, subject: Subject, told: Subject | None) -> bool:
    """`The US trade gap with China fell as Chinese imports dropped`: those are America's imports from China.

    Where goods are named, or these are its own imports already, they are Chinese purchases: `Soviet grain imports`.
    """
    if subject.flow is Flow.BALANCE:  # "the US gap with Japan grew; the Japanese imbalance hit $5bn"
        return (
            told is not None and subject.attributive
            and teller == told.reporter != subject.reporter in (told.partner or "").split("+")
            and told.flow is Flow.BALANCE and subject.sign in (None, told.sign)
        )
    return (
        subject.flow is Flow.IMPORT
        and not subject.tariff
        and subject.attributive
        and teller not in (None, WORLD, subject.reporter)
        and not (is_group(teller) and is_group(subject.reporter or ""))  # "Euro zone imports fell, Eurostat said"
        and (told is None or told.flow is not Flow.IMPORT or told.reporter != subject.reporter)
        and ("product" not in subject.said or (
            told is not None and told.reporter == teller and told.flow is not Flow.EXPORT))
    )


def receive(story: Memory, subject: Subject) -> None:
    """`A jump in shipments from Chile`, `shipments from Chile to Japan`, in a text about Japan's: its imports."""
    teller = story.topic_reporter
    if subject.reporter is not None and subject.partner is not None and subject.partner == (teller or story.teller):
        subject.flow, subject.reporter, subject.partner = Flow.IMPORT, subject.partner, subject.reporter
    elif subject.partner is None and teller not in (None, subject.reporter) and not is_group(teller):
        subject.flow, subject.reporter, subject.partner = Flow.IMPORT, teller, subject.reporter
        subject.said = subject.said - {"reporter"} | {"partner"}


def pointed_at(story: Memory, subject: Subject) -> str | None:
    """`Exports to the island`, `the deficit with its neighbour`: the other country, the one told of last."""
    if subject.reporter not in (None, story.teller):
        return story.teller  # "Togo's imports from the country", in a text about Ghana
    words, known = WORD.findall(subject.turned), language(story.language)
    if words and words[-1] in known.lands:
        listed = "+".join(name for name in story.before if name not in (WORLD, story.teller))
        told = (*filter(is_group, story.before), listed, story.partner, *story.pair)
        return next((name for name in told if name and ("+" in name or is_group(name))), subject.turned)
    named = [*reversed(story.partners), *story.pair]
    if not known.neighbours.isdisjoint(words):
        named = [*story.pair, *named]  # the text has said who that is
    region = not known.regions.isdisjoint(words)
    others = [name for name in named if name not in (WORLD, subject.reporter or story.teller)]
    return next((name for name in others if is_group(name) is region), story.partner)


def told_partner(story: Memory, subject: Subject, whole: bool) -> str | None:
    """The partner that a trade said without one has from what the text has told; `whole`: a share is taken of it."""
    told = story.trade
    if told is None:
        return None
    if told.flow in ONE_WAY and told.partner == subject.reporter != WORLD and story.topic_partner == told.reporter:
        told = told.copy()  # "Spanish imports of Moroccan fruit", in a text about Moroccan exports to Spain
        told.reporter, told.partner = told.partner, told.reporter
        told.flow = Flow.IMPORT if told.flow is Flow.EXPORT else Flow.EXPORT
    if "reporter" in subject.said and story.reporter not in (None, WORLD, subject.reporter) and (
        answers(story, subject, told) or bought_from_us(subject, told)
    ):
        return story.reporter
    return told.partner if not whole and goes_on(story, subject, told) else None


def answers(story: Memory, subject: Subject, told: Subject) -> bool:
    """Whether the other of the two countries of the headline is told of now: `Chad's exports rose`, then `Togo's`."""
    return {subject.reporter, story.reporter} == set(story.bilateral) and told.partner in (
        None, WORLD, *story.bilateral)


def bought_from_us(subject: Subject, told: Subject) -> bool:
    """`Togo bought goods worth 5 billion`, in a text about Ghana's exports."""
    return subject.verb and not subject.whole and subject.flow is Flow.IMPORT and (
        told.flow in (Flow.EXPORT, Flow.TOTAL))


def goes_on(story: Memory, subject: Subject, told: Subject) -> bool:
    """Whether a trade without a partner is with that of the trade told last: `Trade with Chad fell.  Exports rose`.

    It is throughout a text about two countries, and as far as a paragraph goes that opened with this partner, as long
    as no words say that it is all trade: `total exports`, `Togo's surplus`, `a surplus`.
    """
    partner, opens = told.partner, story.paragraph
    if partner in (None, WORLD) or told.reporter != subject.reporter or told.listed or subject.tariff:
        return False
    if "reporter" in subject.said if subject.flow is Flow.TOTAL else subject.whole:
        return False
    if story.topic_partner in story.bilateral and {partner, told.reporter} == set(story.bilateral):
        return not subject.fresh or subject.basis is not None
    if "owner" in subject.said:
        return False
    part = subject.flow is Flow.BALANCE and subject.basis in PARTS - {told.basis}
    if opens is not None and opens.partner == partner and "partner" in opens.said and story.sentences < FEW:
        other = told.flow is not subject.flow and "reporter" not in subject.said
        if told.flow is subject.flow in story.all_told and subject.said == {"flow"} and subject.product == ALL_PRODUCTS:
            return False  # "Exports to Chad rose.  Exports reached 5 billion", once all exports were told of
        if (subject.flow in ONE_WAY or part or other) and (
            subject.product == ALL_PRODUCTS or opens.product in (ALL_PRODUCTS, subject.product)
        ):
            return True
    if subject.flow is told.flow is Flow.BALANCE:
        return part and subject.fresh
    return not subject.fresh and beside(story, subject, told)


def beside(story: Memory, subject: Subject, told: Subject) -> bool:
    """`The surplus with the US fell.  Exports were ...`: to the US, in a text that has told all exports before.

    So throughout a text that is about trade with the US and has told the total of it.
    """
    if told.partner == story.topic_partner in story.totals:
        own = subject.flow in ONE_WAY and story.quiet <= 1  # "while India's exports were"
        return subject.flow is not Flow.TOTAL and subject.said - {"reporter" if own else ""} <= NARROWER
    both = told.flow in (Flow.BALANCE, Flow.TOTAL) or "partner" not in told.said or told.start >= story.at
    again = subject.flow in story.all_told and subject.start == story.at and story.quiet == 1
    return both and told.flow is not subject.flow in ONE_WAY and subject.said == {"flow"} and (
        again or story.quiet == 0)
