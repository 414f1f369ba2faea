"""Sides of a trade that the sentences before have told: whose imports `Chinese imports` are, where goods went."""

from __future__ import annotations

from claims.claim import Found
from claims.clauses.sides import is_group
from claims.clauses.subject import Subject
from claims.context.memory import Memory
from sources.terms.key import ALL_PRODUCTS, ONE_WAY, WORLD, Basis, Flow

REGIONS = ("region", "continent")
SEVERAL = ("countries", "nations", "markets", "states")
FEW = 4  # sentences of a paragraph that are still about what it opened with


def inherit(story: Memory, subject: Subject, found: dict[str, Found], whole: bool) -> None:
    """Gives the subject the sides that only the trade told just before it can have; `whole`: a share is taken of it."""
    told, teller = story.trade, story.topic_reporter or story.teller
    if "partner" in subject.said:
        return
    if not whole and comes_from(teller, subject, told):
        if told is not None and told.flow is Flow.EXPORT and told.reporter == teller:
            subject.partner = teller  # "Chile's exports to Japan fell; Japanese imports were": of the same trade
            found["partner"] = Found.CARRIED
            if subject.product == ALL_PRODUCTS:
                subject.product, subject.product_name = told.product, told.product_name
        else:
            subject.reporter, subject.partner = teller, subject.reporter
            subject.said = subject.said - {"reporter"} | {"partner"}
            found["partner"] = found.pop("reporter")
            found["reporter"] = Found.CARRIED
    elif told is None or whole:
        return
    elif story.quiet <= 1 and same_goods(subject, told):
        if "reporter" not in subject.said:
            subject.reporter = told.reporter
            found["reporter"] = Found.CARRIED
        subject.partner = told.partner if told.reporter == subject.reporter else told.reporter
        found["partner"] = Found.CARRIED
    elif beside_balance(story, subject, told):
        subject.reporter, subject.partner = told.reporter, story.beside
        found["reporter"] = found["partner"] = Found.CARRIED


def beside_balance(story: Memory, subject: Subject, told: Subject) -> bool:
    """`The surplus with the US fell.  Exports were ...`: to the US, in a text that has told all exports before."""
    opens = story.quiet == 0 or (story.quiet == 1 and subject.start == story.at)
    return (
        opens
        and (told.flow is Flow.BALANCE or id(subject) in story.valued)  # "Exports to Mali fell.  Imports rose 1%": all
        and story.beside is not None
        and (subject.flow in story.all_told or (story.quiet == 0 and told.partner == story.beside))
        and subject.said == {"flow"}
        and not (subject.whole or subject.fresh or subject.turned or subject.pair)
        and told.reporter == story.topic_reporter
    )


def remember(story: Memory, subject: Subject) -> None:
    """Keeps what `beside_balance` asks for."""
    if story.paragraph is None:
        story.paragraph = subject
    elif subject.partner != story.paragraph.partner:
        story.sentences = FEW  # the paragraph has gone on to another partner, or to all of them
    two_way = subject.flow in (Flow.EXPORT, Flow.IMPORT, Flow.BALANCE) and subject.product == ALL_PRODUCTS
    if two_way and subject.partner not in (None, WORLD) and not (subject.listed or subject.verb):
        story.beside = subject.partner
    elif subject.partner != story.beside:
        story.beside = None
    if subject.partner == WORLD and subject.product == ALL_PRODUCTS and subject.flow in ONE_WAY:
        story.all_told.add(subject.flow)


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
            told is not None
            and subject.attributive
            and teller == told.reporter != subject.reporter == told.partner
            and told.flow is Flow.BALANCE
            and subject.sign in (None, told.sign)
        )
    return (
        subject.flow is Flow.IMPORT
        and not subject.tariff
        and subject.attributive
        and teller not in (None, WORLD, subject.reporter)
        and (told is None or told.flow is not Flow.IMPORT or told.reporter != subject.reporter)
        and ("product" not in subject.said or (
            told is not None and told.reporter == teller and told.flow is not Flow.EXPORT))
    )


def same_goods(subject: Subject, told: Subject) -> bool:
    """`Its exports of apparel to the US rose.  It shipped apparel worth 6 billion`: to the US, as told before."""
    if not subject.verb or subject.whole or subject.flow is not Flow.EXPORT or subject.product == ALL_PRODUCTS:
        return False
    if told.product != subject.product or told.partner in (None, WORLD) or told.reporter in (None, WORLD):
        return False
    if told.reporter == subject.reporter or "reporter" not in subject.said:
        return told.flow is Flow.EXPORT
    return told.flow is Flow.IMPORT and told.partner != subject.reporter


def receive(story: Memory, subject: Subject) -> None:
    """`A jump in shipments from Chile`, in a text about Japan's trade: Japan's imports."""
    teller = story.topic_reporter
    if subject.partner is None and teller not in (None, subject.reporter) and not is_group(teller):
        subject.flow, subject.reporter, subject.partner = Flow.IMPORT, teller, subject.reporter
        subject.said = subject.said - {"reporter"} | {"partner"}


def pointed_at(story: Memory, subject: Subject) -> str | None:
    """`Exports to the island`, `the deficit with its neighbour`: the other country, the one told of last."""
    if subject.reporter not in (None, story.teller):
        return story.teller  # "Togo's imports from the country", in a text about Ghana
    if subject.turned.endswith(SEVERAL):
        told = story.partner or subject.turned
        return told if "+" in told or is_group(told) else subject.turned
    named = [*reversed(story.partners), *story.pair]
    if "neighbo" in subject.turned:
        named = [*story.pair, *named]  # the text has said who that is
    region = any(word in subject.turned for word in REGIONS)
    others = [name for name in named if name not in (WORLD, subject.reporter or story.reporter)]
    return next((name for name in others if is_group(name) is region), story.partner)


def told_partner(story: Memory, subject: Subject, whole: bool) -> str | None:
    """The partner that a trade said without one has from what the text has told; `whole`: a share is taken of it."""
    if bought_from_us(story, subject):
        return story.reporter
    if part_of_balance(story, subject):
        return story.trade.partner if story.trade is not None else None
    if not whole and part_of_exchange(story, subject):
        return story.exchange
    if not whole and of_paragraph(story, subject):
        return story.paragraph.partner if story.paragraph is not None else None
    if answers(story, subject) or (not whole and between_two(story, subject)):
        return next(name for name in story.bilateral if name != subject.reporter)
    return None


def of_paragraph(story: Memory, subject: Subject) -> bool:
    """`The deficit with Chad rose to 5 billion.  Exports fell`: to Chad, as far as the paragraph goes."""
    opens = story.paragraph
    return (
        opens is not None
        and opens.partner not in (None, WORLD)
        and "partner" in opens.said
        and not (opens.listed or opens.siblings)
        and (subject.flow in ONE_WAY or (subject.flow is Flow.BALANCE and is_part(subject, opens)))
        and subject.reporter == opens.reporter
        and "owner" not in subject.said  # "the island nation's exports": all of them
        and not (subject.whole or subject.tariff)
        and (subject.product == ALL_PRODUCTS or opens.product == ALL_PRODUCTS)
        and 0 < story.sentences < FEW
    )


def is_part(balance: Subject, told: Subject) -> bool:
    """Whether the balance is of goods or services alone, where the one told was not, or of another flow's trade."""
    return told.flow is not Flow.BALANCE or (
        balance.basis in (Basis.GOODS, Basis.SERVICES) and balance.basis is not told.basis)


def bought_from_us(story: Memory, subject: Subject) -> bool:
    """`Togo bought goods worth 5 billion`, in a text about Ghana's exports."""
    return (
        subject.verb
        and not subject.whole
        and subject.flow is Flow.IMPORT
        and "reporter" in subject.said
        and story.trade is not None
        and story.trade.flow in (Flow.EXPORT, Flow.TOTAL)
        and story.reporter not in (None, WORLD, subject.reporter)
    )


def answers(story: Memory, subject: Subject) -> bool:
    """Whether the other of the two countries of the headline is told of now: `Chad's exports rose`, then `Togo's`."""
    return (
        "reporter" in subject.said
        and subject.reporter in story.bilateral
        and story.reporter in story.bilateral
        and story.reporter != subject.reporter
        and (story.trade is None or story.trade.partner in (None, WORLD, *story.bilateral))
    )


def between_two(story: Memory, subject: Subject) -> bool:
    """Whether a subject without a partner is still the trade of the two countries that the text is about."""
    return (
        not subject.tariff
        and not (subject.whole and (subject.flow is not Flow.TOTAL or "reporter" in subject.said))
        and not (subject.fresh and subject.basis is None)  # "Chad ran a surplus of 5 billion": with all
        and subject.reporter in story.bilateral
        and story.topic_partner in story.bilateral
        and story.trade is not None  # it has not gone on to other things
        and story.trade.partner in story.bilateral
    )


def part_of_exchange(story: Memory, subject: Subject) -> bool:
    """`Trade with Oman was 10 billion.  Exports were 4 billion`: exports to Oman."""
    return (
        story.exchange is not None
        and story.trade is not None
        and subject.flow in (Flow.EXPORT, Flow.IMPORT, Flow.BALANCE)
        and not subject.whole
        and not subject.tariff
        and not subject.fresh
        and story.reporter == subject.reporter
        and (
            subject.said <= {"flow", "basis", "product"}
            or (subject.said == {"flow", "reporter"} and story.quiet <= 1)  # "while India's exports were"
        )
        and (story.exchange == story.topic_partner or story.quiet == 0)  # else of the whole text's trade again
    )


def part_of_balance(story: Memory, subject: Subject) -> bool:
    """`A deficit with the EU of 67 billion.  A surplus of 28 billion on trade in services ...`: with the EU."""
    return (
        story.trade is not None
        and story.quiet <= 1
        and subject.fresh
        and subject.flow is story.trade.flow is Flow.BALANCE
        and subject.said <= {"flow", "basis", "reporter"}
        and subject.reporter in (None, story.trade.reporter)
        and subject.basis in (Basis.GOODS, Basis.SERVICES)
        and story.trade.partner not in (None, WORLD)
        and (story.trade.basis is None or subject.basis is not story.trade.basis)
        and not story.trade.listed
    )
