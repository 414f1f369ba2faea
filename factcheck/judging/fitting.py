"""When a faithful reading fits: by which source and vintage, and how to say so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from claims.claim import Found, Hedge
from factcheck.finding import Finding, Repair, Verdict
from factcheck.judging import wording
from factcheck.judging.asymmetry import explained, explains
from factcheck.judging.case import Case, Weighed, corrected, flipped, formula_of, others
from factcheck.judging.compare import apart
from factcheck.judging.context import PRECISE, is_reported, is_said
from factcheck.judging.margin import allowance, is_far_off, leverage
from factcheck.judging.question import HUNDRED, Measure, is_converted
from factcheck.judging.releases import Release, is_first
from factcheck.judging.said import how
from factcheck.judging.sentences import Word, say
from factcheck.judging.wording import clause, figure
from sources.kinship import counted_alike
from sources.observation import Authority, Compilation, Observation, Status
from sources.terms.key import Flow
from sources.terms.period import MONTH_NAMES, MONTHS_A_YEAR
from sources.terms.quantity import Interval

OPEN_ENDED = frozenset({Hedge.AT_LEAST, Hedge.UP_TO})
COARSE = 2          # times the article's last digit
RELEASES = frozenset({"first-release", "revised-since"})
PLAIN = frozenset({"exact", "rounded", "hedged"})       # reasons that tell of no second figure


def fitting(case: Case, weighed: Weighed, so_far: Sequence[Weighed]) -> Finding | None:
    """Supported, by the best source that fits; None when none does."""
    said = case.said
    seen = best_fit(case, weighed)
    if seen is not None and case.claim.hedge in OPEN_ENDED and is_far_off(case, weighed):
        return None     # "at least one million": true of any trade, and so proof of none
    if seen is None:
        return loosely_converted(case, weighed)
    reading, best = weighed.reading, weighed.best
    words = words_for(case, weighed, seen)
    reason, verdict = plain_reason(case, seen), Verdict.SUPPORTED
    told = of_the_release_told(case, weighed, seen)
    if seen is not told and not said.fits(told) and is_superseded(case, seen, told):
        return superseded(case, weighed, seen, told, so_far)
    if seen is not best and not said.fits(best):
        reason, verdict = second_reason(case, seen, best)
        words |= second_words(case, weighed, seen, best)
    elif is_converted(seen):
        reason = "converted"
    elif case.release is Release.FIRST and (later := revised_since(case, weighed, seen)) is not None:
        reason, best = "first-release", later
        words |= second_words(case, weighed, seen, later)
    return Finding(
        case.claim, verdict, reason, say(template(case, reason, seen), **words),
        (seen, best) if seen is not best else (seen,), formula_of(seen), seen.value, reading.question.unit,
        alternatives=others(case, so_far, seen),
    )


def best_fit(case: Case, weighed: Weighed) -> Observation | None:
    """The figure that proves the claim: one that prints the same digits before one that only rounds near them.

    A coarse figure ("295 billion" in a press report) proves no digits that a finer one plainly contradicts; a rise
    reckoned from two levels proves those that it prints, and "about 7.45" asks for no digits.
    """
    said, best = case.said, weighed.best
    fits = [seen for seen in weighed.found if said.fits(seen)]
    if not said.fits(best) and said.miss(best, weighed.reading.question.is_growth) > allowance(case, weighed):
        width = (said.interval.high - said.interval.low) / 2
        fits = [
            seen for seen in fits
            if seen.slack <= COARSE * max(width, best.slack) or (seen.parts and prints_alike(case, seen))
        ]
    return next((seen for seen in fits if prints_alike(case, seen)), fits[0] if fits else None)


def prints_alike(case: Case, seen: Observation) -> bool:
    style = case.style
    return style is not None and style.digits(seen.value) == case.digits


def template(case: Case, reason: str, seen: Observation) -> str:
    """The sentence for a reason; "rounds to" is said only of what does."""
    return "agrees" if reason == "rounded" and not prints_alike(case, seen) else reason


def plain_reason(case: Case, seen: Observation) -> str:
    if case.said.hedged:
        return "hedged"
    value = case.said.value if case.said.signed else abs(case.said.value)
    shown = seen.value if case.said.signed else abs(seen.value)
    return "exact" if shown == value else "rounded"


def second_reason(case: Case, seen: Observation, best: Observation) -> tuple[str, Verdict]:
    """Why a figure that is not the best source's newest still makes the claim right."""
    here, there = seen.provenance, best.provenance
    if Authority.COMPILER in (here.authority, there.authority) and here.table != there.table:
        return "other-source", Verdict.SUPPORTED
    seasonal = here.adjusted != there.adjusted and seen.period.length < MONTHS_A_YEAR      # a year has all its seasons
    if here.compilation != there.compilation or seasonal:
        return "definition", Verdict.SUPPORTED
    if len(seen.parts) > 1 and len(best.parts) > 1 and seen.parts[0] == best.parts[0]:
        return plain_reason(case, seen), Verdict.SUPPORTED      # growth from the base as revised, or as first published
    if there.vintage is None and here.status is not Status.FIRST:
        return plain_reason(case, seen), Verdict.SUPPORTED      # which of the two is the later one is not known
    return ("first-release" if here.status is Status.FIRST else "revised-since"), Verdict.SUPPORTED


def revised_since(case: Case, weighed: Weighed, seen: Observation) -> Observation | None:
    """What a first release that is told of as such has become."""
    if not is_first(seen):
        return None
    later = (each for each in weighed.found if not is_first(each) and counted_alike(each, seen))
    return next((each for each in later if not case.said.fits(each)), None)


def of_the_release_told(case: Case, weighed: Weighed, seen: Observation) -> Observation:
    """What a figure is held against that is of another release than the text tells of: its like, counted as it is."""
    if case.release is None:
        return weighed.best
    first = case.release is Release.FIRST
    return next((each for each in weighed.found if is_first(each) is first and counted_alike(each, seen)), weighed.best)


def is_superseded(case: Case, seen: Observation, best: Observation) -> bool:
    """Whether the figure is an older release of the same count, and the newer one was out when the text was written, or
    is another one than the text tells of: "revised figures show", "was first put at"."""
    here, there = seen.provenance, best.provenance
    if second_reason(case, seen, best)[0] not in RELEASES:
        return False
    if case.release is not None and is_first(seen) is not is_first(best):
        return case.said.miss(best) > PRECISE
    if here.vintage is None or there.vintage is None:
        return False
    return case.published is not None and here.vintage < there.vintage <= case.published


def superseded(
    case: Case, weighed: Weighed, seen: Observation, best: Observation, so_far: Sequence[Weighed]
) -> Finding:
    """The first release where the revised figure was out, or where another is told of: nearly right, or wrong where
    that is clearly another."""
    claim, question = case.claim, weighed.reading.question
    least = PRECISE * (1 if case.release is not None else leverage(weighed))
    wrong = question.measure is Measure.LEVEL and case.said.miss(best) > least
    firm = is_reported(claim) and is_said(claim) and not case.said.hedged
    right, printed = (
        f"the release of {each.provenance.vintage}" if each.provenance.vintage else each.provenance.status.value
        for each in (best, seen))
    reason, sentence = ("revised-since", "revised-since.told-as-first") if is_first(best) else (
        "first-release", "first-release.superseded")
    return Finding(
        claim, Verdict.MISMATCHED if wrong and firm else Verdict.CLOSE, reason,
        say(sentence, **words_for(case, weighed, seen), **second_words(case, weighed, seen, best)),
        (best, seen), formula_of(best), best.value, question.unit,
        Repair("vintage", right, printed, seen.value, 0.0), corrected(case, best.value), others(case, so_far, seen),
    )


def words_for(case: Case, weighed: Weighed, seen: Observation) -> dict[str, Word]:
    question, style = weighed.reading.question, case.style
    return {
        "clause": lambda: clause(question, seen.value, style, -unknown_digits(case, seen)),
        "precise": lambda: clause(question, seen.value, style, precision(case, seen)),
        "stated": case.in_words,
        "hedged": (wording.HEDGES[case.claim.hedge] if case.claim.hedge else "") + case.in_words,
    }


def precision(case: Case, seen: Observation) -> int:
    """How many more decimals show that a figure rounds to the one stated."""
    style = case.style
    if style is None:
        return 1
    if not case.said.hedged and case.said.fits(seen) and not prints_alike(case, seen):
        return -unknown_digits(case, seen)      # the digits differ as they are: the source's own rounding lets both be
    last = first = style.digits(seen.value)
    rounded = style.rounds(first)
    for extra in (1, 2, 3):     # 46.48 rounds to 46; of 46.5 nobody would believe it
        shown = style.digits(seen.value, extra)
        if shown != last + "0" and style.rounds(shown) == rounded:
            return extra
        last = shown
    return 1


def unknown_digits(case: Case, seen: Observation) -> int:
    """How many of the article's decimals the source did not print: "295 billion" says nothing of 295.4."""
    style = case.style
    if style is None or not seen.slack or seen.parts:
        return 0
    return sum(1 for digit in range(style.decimals) if style.one.scaleb(-digit - 1) < seen.slack)


def second_words(case: Case, weighed: Weighed, seen: Observation, best: Observation) -> dict[str, Word]:
    question = weighed.reading.question
    latest = figure(best.value, question.unit, case.style)
    if latest == figure(seen.value, question.unit, case.style):     # the revision is below the digits printed
        latest = figure(best.value, question.unit, case.style, 2)
    return {
        "vintage": released(seen),
        "first": released(best),
        "latest": latest,
        "publisher": seen.provenance.publisher,
        "office": best.provenance.publisher,
        "counted": counted(seen, best),
        "counted_latest": counted(best, seen),
    }


def released(seen: Observation) -> str:
    vintage = seen.provenance.vintage
    return f" in {MONTH_NAMES[vintage.month - 1]} {vintage.year}" if vintage else ""


def counted(seen: Observation, other: Observation) -> str:
    if seen.provenance.compilation != other.provenance.compilation:
        bop = seen.provenance.compilation is Compilation.BALANCE_OF_PAYMENTS
        return "on a balance-of-payments basis" if bop else "by customs"
    return "with seasonal adjustment" if seen.provenance.adjusted else "without seasonal adjustment"


def loosely_converted(case: Case, weighed: Weighed) -> Finding | None:
    """A converted figure is soft by as much as the exchange rate moves within the period."""
    seen, said = weighed.best, case.said
    if not is_converted(seen):
        return None
    soft = abs(seen.value) * case.bands.conversion
    if apart(said.interval, Interval(said.seen(seen).low - soft, said.seen(seen).high + soft)):
        return None
    words = words_for(case, weighed, seen)
    return Finding(
        case.claim, Verdict.SUPPORTED, "converted", say("converted", **words), (seen, *seen.parts), formula_of(seen),
        seen.value, weighed.reading.question.unit,
    )


def mirrored(case: Case, weighed: Weighed, own: Sequence[Weighed]) -> Finding | None:
    """The partner's own report fits: as good as ours for "trade between", second best for "India's exports"."""
    seen = next((seen for seen in weighed.found if case.said.fits(flipped(seen))), None)
    if seen is None or is_converted(seen):
        return None
    two_sided = case.claim.key.flow in (Flow.TOTAL, Flow.BALANCE) and how(case.claim, "reporter") is not Found.SAID
    verdict = Verdict.SUPPORTED if two_sided or not own else Verdict.CLOSE
    reason = "mirror" if own else "own-report"
    words = words_for(case, weighed, seen) | {"partner": wording.possessive(weighed.reading.key.reporter)}
    if own:
        words |= {"office": wording.name(own[0].reading.key.reporter),
                  "latest": figure(own[0].best.value, own[0].reading.question.unit, case.style),
                  "why": lambda: explained(seen, own[0].best, case.bands)}
    return Finding(
        case.claim, verdict, reason if own else "own-report", say(reason, **words),
        (seen, own[0].best) if own else (seen,), formula_of(seen), seen.value, weighed.reading.question.unit,
        alternatives=others(case, own, seen),
    )


def near_mirror(case: Case, weighed: Sequence[Weighed]) -> Finding | None:
    """Only the partner's report is held, and what is stated differs from it by no more than freight and insurance."""
    said = case.said
    for each in weighed:
        seen, question = each.best, each.reading.question
        if not each.reading.mirror or is_converted(seen) or seen.key.flow not in (Flow.EXPORT, Flow.IMPORT):
            continue
        stated_here = replace(seen, key=seen.key.mirror(), value=abs(said.value), slack=said.slack)
        if said.hedged or not explains(seen, stated_here, case.bands):
            continue
        off = abs(abs(said.value) / seen.value - 1) * HUNDRED
        words = words_for(case, each, seen) | {
            "partner": wording.possessive(each.reading.key.reporter), "gap": f"{wording.two_digits(off)} per cent",
            "why": explained(seen, stated_here, case.bands),
        }
        return Finding(
            case.claim, Verdict.CLOSE, "mirror", say("near-mirror", **words), (seen,), formula_of(seen), seen.value,
            question.unit, alternatives=others(case, weighed, seen),
        )
    return None
