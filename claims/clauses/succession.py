"""A sentence goes on to another trade: what the new one has from the one before, from who speaks and whose it is."""

from __future__ import annotations

from claims.clauses import parts
from claims.clauses.draft import RANKS
from claims.clauses.reader import Reader
from claims.clauses.subject import Subject
from claims.language import language
from claims.pattern import pattern
from sources.terms.key import ONE_WAY, Flow

POSTING = pattern(r"L(?:[~.J]*U[io])?$")
RANKED_WITH = pattern(r"[~.]*[FI](?:i?W)?,?w[~.]*")  # from a rank to the trade: "its top export, with"


def take(reader: Reader, subject: Subject, at: int) -> None:
    """Makes `subject` what the sentence is about from `at` on, with all that its own words leave to those before."""
    before = reader.before(at, "APGghs2~WJUk")
    joined = before >= 0 and reader.shape[before] in "n,"
    if not joined:
        said = before < 0 or reader.shape[before] in "MoitU*" or reader.shape[: before + 1].endswith(("MQ", "MS"))
        if reader.shape.endswith(",w", 0, before + 1):  # "expects a gap of $3 billion, with exports of $5 billion"
            said = bool(reader.drafts) and all(draft.modality is reader.modality for draft in reader.drafts)
        reader.modality = reader.modality if said else None
    if reader.subject is not None:
        follow(reader, reader.subject, subject, at, joined)
    if reader.awaited is not None and not subject.noise and "partner" not in subject.said:
        subject.with_(reader.awaited)
        reader.awaited = None
    if reader.told_of is not None and not subject.noise and "basis" not in subject.said:
        subject.basis = reader.told_of
        subject.said |= {"basis"}
    if (
        reader.agent and (posting := POSTING.search(reader.shape, 0, before + 1)) is not None
        and reader.line.words(posting.start()) in language(reader.line.language).posts
        and (not subject.said & {"reporter"} or subject.borrowed) and subject.partner != reader.agent
    ):
        subject.by(reader.agent)  # "Peru reported exports of ...", "Peru saw a fall in exports"
    if "product" not in subject.said and subject.flow is not None and (rest := parts.left_out(reader, at)):
        subject.product, subject.product_name = rest
        subject.said |= {"product"}
    if not (subject.whole or "product" in subject.said) and (firms := parts.traders(reader, at)) is not None:
        subject.product, subject.product_name = firms
        subject.said |= {"product"}
    reader.own(subject)
    total = parts.is_of_all(reader, at)
    subject.whole = subject.whole or total
    if reader.partners is not None and not subject.noise and not total:
        between(reader.partners, subject)
    reader.subject = subject
    reader.main = None if subject.noise else subject
    reader.share, reader.part = "", None


def follow(reader: Reader, previous: Subject, subject: Subject, at: int, joined: bool) -> None:
    """Gives `subject` the sides and the basis of the trade that it comes after; `joined`: by a comma or an `and`."""
    taxed = previous.tariff and subject.flow is not Flow.IMPORT  # "India's duty on cars, exports to the country"
    if joined and not (previous.noise or taxed) and "reporter" not in subject.said and "reporter" in previous.said:
        subject.by(previous.reporter)
    if (
        not joined and not previous.noise and not previous.tariff and "reporter" in previous.said
        and not subject.said & {"reporter", "partner"} and not subject.pair and not previous.borrowed
    ):
        subject.by(previous.reporter)  # "its exports fell, with imports up 5 percent"
    if beside(reader, previous, subject, joined) or back_then(reader, previous, subject):
        subject.partner = previous.partner  # "exports to Oman were 4 billion, while imports were 6 billion"
        subject.turned, subject.pair = previous.turned, subject.pair or previous.pair
        subject.said |= previous.said & {"partner"}
        for twin in subject.siblings:  # "trade with Oman grew, with both exports and imports at a high"
            twin.partner, twin.said = subject.partner, subject.said
    if returned(reader, previous, subject):
        subject.with_(previous.reporter)  # "Oman's exports to Chad fell, while Chad's exports rose"
    last = reader.drafts[-1] if reader.drafts and subject.said <= {"flow", "reporter"} else None
    if last is not None and last.kind in RANKS and last.subject.flow is subject.flow and (
        "product" in last.subject.said and RANKED_WITH.fullmatch(reader.shape, last.index + 1, at)
    ):
        subject.of_goods(last.subject.product, last.subject.product_name)  # "its top export, with exports of"
    if previous.shares_basis(subject):
        subject.basis = previous.basis
        subject.said |= {"basis"}


def between(partners: Subject, subject: Subject) -> None:
    """Gives `subject` the sides of the two that the sentence has called partners."""
    if not subject.said & {"reporter", "partner"}:
        subject.reporter, subject.partner = partners.reporter, partners.partner
        subject.said |= partners.said & {"reporter", "partner"}
        if {subject.flow, partners.flow} == set(ONE_WAY) and {"reporter", "partner"} <= partners.said:
            subject.reporter, subject.partner = partners.partner, partners.reporter  # "Peru's main buyer, with imports"
    elif "partner" not in subject.said and subject.reporter == partners.reporter and subject.flow is partners.flow:
        subject.partner = partners.partner  # "China, Kenya's main source, saw imports to Kenya fall"
        subject.said |= partners.said & {"partner"}


def beside(reader: Reader, previous: Subject, subject: Subject, joined: bool) -> bool:
    """Whether `subject` is a part or the other direction of the trade with the partner of `previous`.

    One in some goods is where it is told as a reason: `The gap with Japan fell as car imports dropped`.
    """
    reason = previous.flow is Flow.BALANCE and not joined and not any(
        previous.start < reader.items[at].start < subject.start for at in reader.line.places("C"))
    if (
        (previous.partner is None and not previous.turned) or "product" in previous.said
        or not subject.said <= ({"flow", "reporter", "product"} if reason else {"flow", "reporter"})
        or (subject.whole or subject.partner or previous.listed or previous.siblings)
        or (subject.siblings and previous.flow in ONE_WAY)
        or (None not in (subject.reporter, previous.reporter) and subject.reporter != previous.reporter)
    ):
        return False
    flows = {previous.flow, subject.flow}
    told = {draft.subject.flow for draft in reader.drafts if draft.subject.partner == previous.partner}
    if subject.flow is Flow.BALANCE:  # "exports were 4 billion, and imports from Oman 6 billion, a deficit of"
        told |= {draft.subject.flow for draft in reader.drafts if draft.subject.partner is None}
        return (previous.flow is Flow.TOTAL or told >= {Flow.EXPORT, Flow.IMPORT}) and not subject.its
    if previous.flow in (Flow.TOTAL, Flow.BALANCE):
        return subject.flow in ONE_WAY
    return flows == {Flow.EXPORT, Flow.IMPORT} and previous.flow in told


def back_then(reader: Reader, previous: Subject, subject: Subject) -> bool:
    """`Trade with Peru was 5 billion, against 2012 when total trade was 3 billion`: the same trade."""
    line = reader.line
    return (
        subject.flow is previous.flow
        and line.wording("back-then").search(line.text, max(line.start, subject.start - 24), subject.start)
        is not None
        and subject.said <= {"flow", "reporter"}
        and subject.reporter in (None, previous.reporter)
        and not previous.listed
    )


def returned(reader: Reader, previous: Subject, subject: Subject) -> bool:
    """Whether `subject` is what the partner of `previous` trades in the other direction."""
    return (
        "partner" in previous.said and {"flow", "reporter"} == subject.said and not subject.whole
        and subject.flow is previous.flow and subject.flow in ONE_WAY and subject.reporter == previous.partner
        and any(draft.subject is previous for draft in reader.drafts)
    )
