"""Judging a figure: levels, balances, shares, changes and ratios against what the tables hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from claims.claim import Found
from factcheck.finding import Alternative, Finding, Verdict
from factcheck.judging.accusing import accuse
from factcheck.judging.anchor import chance_of_certain, is_certain, may_be_certain, was_not_yet_known
from factcheck.judging.astray import all_astray
from factcheck.judging.case import MOST_ALTERNATIVES, Case, Weighed, corrected, formula_of, others, silent
from factcheck.judging.context import (
    VALUES,
    agrees,
    basis_beside,
    is_between_the_same,
    is_borne_out,
    is_dated_by_its_sentence,
    is_precise,
    names_office_of,
)
from factcheck.judging.doubt import doubt_of_any, doubt_of_figure, doubt_of_repair, missing_word, why
from factcheck.judging.fitting import fitting, mirrored
from factcheck.judging.keys import adjusting
from factcheck.judging.margin import allowance, is_far, is_far_off
from factcheck.judging.near import printed_differently, within_revision
from factcheck.judging.points import misworded
from factcheck.judging.proof import clearly_missed, is_identified, is_unmistakable
from factcheck.judging.question import answers
from factcheck.judging.reading import Reading, faithful, partner_told_of
from factcheck.judging.real import judge_real
from factcheck.judging.releases import of_release, release_told
from factcheck.judging.repair import Tried, repairs
from factcheck.judging.said import how
from factcheck.judging.sentences import say
from factcheck.judging.slips import a_thousandfold, misprinted, swapped
from factcheck.judging.unheld import uncovered
from factcheck.judging.wording import UNITS, clause, possessive, when
from sources.terms.key import WORLD, Basis, Flow, PartialKey
from sources.terms.quantity import PERCENT


def judge_figure(case: Case, turned: bool = False) -> Finding:
    """Faithful readings first, then near misses, then repairs; silence where the text leaves too much open."""
    claim, tables, published, article, bands = case.claim, case.tables, case.published, case.article, case.bands
    if how(claim, "prices") is Found.SAID and claim.unit == PERCENT:
        return judge_real(case)
    weighed: list[Weighed] = []
    asked: list[Reading] = []
    dated = None
    if (release := release_told(claim, article)) is not None:
        case = replace(case, release=release)
    for reading in faithful(claim, tables, published, article):
        if "beside" in reading.assumed:
            dated = is_dated_by_its_sentence(case) if dated is None else dated
            if dated:
                continue
        asked.append(reading)
        found = answers(reading.question, tables)
        if not found:
            continue
        weighed.append(Weighed(reading, of_release(release, found) if release else found))
        if not reading.mirror and (finding := fitting(case, weighed[-1], weighed)):
            return finding
    own = [w for w in weighed if not w.reading.mirror]
    for other in weighed:
        if other.reading.mirror and (finding := mirrored(case, other, own)):
            return finding
    if not asked and claim.period is None:
        return silent(case, "open-period", missing="period")
    if not asked and (finding := misworded(case)):
        return finding
    if not asked:
        unit = f" in {UNITS.get(claim.unit, claim.unit)}" if claim.unit else ""
        unlike = f" from {when(claim.versus)} to {when(claim.period)}" if claim.versus and claim.period else ""
        return silent(case, "no-such-measure", missing=claim.unit, asked=f"a {claim.kind}{unit}{unlike}")
    case = replace(case, asked=tuple(asked), weighed=tuple(weighed))
    if not own:
        return (None if turned else by_the_partners_count(case)) or uncovered(case, asked[0], weighed)
    if claim.key.basis is None and (basis := basis_beside(case)) not in (None, own[0].reading.key.basis):
        asked.sort(key=lambda reading: reading.key.basis is not basis)
        for each in (own, weighed):
            each.sort(key=lambda one: one.reading.key.basis is not basis)
        case = replace(case, asked=tuple(asked), weighed=tuple(weighed))
    if finding := a_thousandfold(case, weighed) or of_partner_told(case, own[0]):
        return finding
    if finding := printed_differently(case, own, weighed):
        return finding
    # Repairs cost a hundred look-ups, so they are tried only where the text is firm enough to be called wrong.
    if finding := swapped(case, own, weighed):
        return finding
    if doubt_of_any(case, own[0]):
        return within_revision(case, own, weighed) or unrepaired(case, own, weighed)
    misprint = misprinted(case, own, weighed)
    near = misprint or within_revision(case, own, weighed)
    clear = clearly_missed(case, own)
    if not clear and not may_be_certain(case, own[0]):
        return near or unrepaired(case, own, weighed)
    soft = allowance(case, own[0])
    most = None if clear else chance_of_certain(case)
    tried = repairs(claim, case.said, own[0].reading, own[0].found, tables, bands, soft, article, most)
    return (
        repaired(case, own, weighed, tried, certain=True)
        or (repaired(case, own, weighed, tried) if misprint else None) or near
        or (repaired(case, own, weighed, tried) if clear or is_far(case, own[0]) else None)
        or all_astray(case, own, weighed) or unrepaired(case, own, weighed, tried)
    )


def of_partner_told(case: Case, first: Weighed) -> Finding | None:
    """The finding for a value without a partner that all trade is far from, where figures with one partner stand beside
    it and are right: "exports to Chile were 8 billion and imports 5 billion.  That left a surplus of 3 billion"."""
    claim = case.claim
    if first.reading.key.partner != WORLD or claim.kind not in VALUES or not is_far_off(case, first):
        return None
    if (partner := partner_told_of(claim, case.article)) is None:
        return None
    told = replace(claim, key=replace(claim.key, partner=partner), found={**claim.found, "partner": Found.CARRIED})
    theirs = Case.of(told, case.tables, case.published, case.article, case.bands)
    return replace(judge_figure(theirs), claim=claim) if is_borne_out(theirs) else None


def by_the_partners_count(case: Case) -> Finding | None:
    """The alarm for trade both ways that only the partner's office tells of: "trade between Chad and the US" is either
    one's count, and that office's where it is named, or where a figure told with it is that office's."""
    key = case.claim.key
    if key.flow is not Flow.TOTAL or key.partner in (None, WORLD):
        return None
    theirs = replace(key, reporter=key.partner, partner=key.reporter)
    article = [replace(one, key=replace(theirs, basis=one.key.basis)) if is_like(one.key, key) else one
               for one in case.article]
    turned = Case.of(replace(case.claim, key=theirs), case.tables, case.published, article, case.bands)
    fellows = (one for one in article if one.id != case.claim.id and is_like(one.key, theirs) and is_precise(one))
    if not names_office_of(case.claim, key.partner) and not any(agrees(turned, one) for one in fellows):
        return None
    finding = judge_figure(turned, turned=True)
    return replace(finding, claim=case.claim) if finding.is_alarm else None


def is_like(one: PartialKey, other: PartialKey) -> bool:
    return is_between_the_same(one, other) and one.flow is other.flow


def repaired(
    case: Case, own: Sequence[Weighed], weighed: Sequence[Weighed], tried: Tried, certain: bool = False
) -> Finding | None:
    """Wrong as said, right with one change.

    A figure that only just misses may still be somebody else's to the last digit: last year's exports beside this
    year's.  Then the repair has to be certain.
    """
    first, fit = own[0], tried.offered
    if fit is None or (certain and not is_certain(case, first, fit)):
        return None
    if was_not_yet_known(case, first, fit) and (certain or not is_identified(case, first)):
        return None
    if doubt := doubt_of_repair(case, first, fit, certain):
        if certain:
            return None
        # Beside figures that prove whose it is and when, only the cause is in doubt.
        proven = doubt == "is_not_in_the_words" and is_borne_out(case, first.reading.key.basis)
        wrong = unrepaired(case, own, weighed, tried) if proven else None
        return wrong if wrong and wrong.verdict.is_alarm else undecided(case, first, weighed, tried, doubt)
    return accuse(case, first, fit, weighed)


def unrepaired(
    case: Case, own: Sequence[Weighed], weighed: Sequence[Weighed], tried: Tried | None = None
) -> Finding:
    first = own[0]
    question, best = first.reading.question, first.best
    asked = case.asked[0]
    if (question.key, question.period) != (asked.key, asked.period):
        return uncovered(case, asked, weighed)      # only another basis, partner or date is held
    shown = as_headlines_count(case, own)
    if shown is not first:
        question, best = shown.reading.question, shown.best
    words = {"clause": clause(question, best.value, case.style), "stated": case.beside(best)}
    reason = "unexplained"
    if "latest" in first.reading.assumed:
        reason = "no-period-fits"
    elif is_far_off(case, first) and not is_unmistakable(case, first):
        reason = "far-off"
    elif doubt := doubt_of_figure(case, first):
        words["doubt"] = why(doubt)
    else:
        shape = "wrong-figure.alone" if tried is not None and tried.in_vain else "wrong-figure"
        if "reporter" in first.reading.assumed:
            shape, words["partner"] = "wrong-figure.mirror", possessive(question.key.reporter)
        return Finding(
            case.claim, Verdict.CONTRADICTED, "wrong-figure", say(shape, **words), (best,), formula_of(best),
            best.value, question.unit, correction=corrected(case, best.value), alternatives=others(case, weighed, best),
        )
    return Finding(
        case.claim, Verdict.UNVERIFIABLE, reason, say(reason, **words), (best,), formula_of(best), best.value,
        question.unit, alternatives=others(case, weighed, best), missing=missing_word(case),
    )


def as_headlines_count(case: Case, own: Sequence[Weighed]) -> Weighed:
    """The reading to show of a deficit "in trade": where headlines tell of goods and services, that of both."""
    key = own[0].reading.key
    if key.flow is not Flow.BALANCE or key.partner != WORLD or key.reporter not in adjusting():
        return own[0]
    if how(case.claim, "basis") is Found.SAID or is_borne_out(case, key.basis):
        return own[0]
    return next((each for each in own if each.reading.key.basis is Basis.GOODS_SERVICES), own[0])


def undecided(case: Case, weighed: Weighed, so_far: Sequence[Weighed], tried: Tried, doubt: str) -> Finding:
    """A change would make it right, but what it changes is not what the text firmly says."""
    question, best = weighed.reading.question, weighed.best
    words = {"clause": clause(question, best.value, case.style), "stated": case.beside(best), "doubt": why(doubt)}
    candidates = tuple(
        Alternative(clause(fit.change.question, fit.seen.value, case.style), Verdict.SUPPORTED, fit.seen.value,
                    (fit.seen,))
        for fit in tried.fits
    )
    return Finding(
        case.claim, Verdict.UNVERIFIABLE, "unexplained", say("unexplained", **words), (best,), formula_of(best),
        best.value, question.unit, alternatives=(*candidates, *others(case, so_far, best))[:MOST_ALTERNATIVES],
        missing=missing_word(case),
    )
