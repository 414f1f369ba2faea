"""What else the article says that bears on a figure.

Its other figures may bear this one out, say of whom and when it is, or show that it is of something else than was read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from claims.claim import Claim, Found, Kind, Modality
from claims.clauses.shape import Line
from factcheck.judging.bands import Bands
from factcheck.judging.case import Case, Weighed
from factcheck.judging.compare import stated
from factcheck.judging.keys import complete
from factcheck.judging.question import Measure, Question, answers, counted_once
from factcheck.judging.reading import partner_told_before, partner_told_of, questions
from factcheck.judging.repair import Fit
from factcheck.judging.said import CLOSE_BY, has_three_digits, how, is_told
from sources.terms.key import WORLD, Basis, Flow, PartialKey
from sources.terms.period import MONTHS_A_YEAR, Period
from sources.terms.quantity import is_money

if TYPE_CHECKING:
    from sources.tables import Tables

PRECISE = Decimal("0.01")       # of the figure: three digits are not hit by accident
ROUGH = Decimal("0.1")          # of the figure: two digits
FINE = Decimal("0.05")          # percentage points: a growth rate told to a tenth
LEAST = 2                       # per cent: smaller growth rates are many countries'
NEARLY = Decimal("0.05")         # of the figure: no farther are most revised
AGREEING = 512                  # figures kept in memory: of one article each is asked for a dozen times
VALUES = frozenset({Kind.LEVEL, Kind.BALANCE})
RATES = frozenset({Kind.CHANGE, Kind.SHARE})


# --- figures close by that the tables confirm ------------------------------------------------------------------------


def is_borne_out(case: Case, basis: Basis | None = None) -> bool:
    """Whether a precise figure close by, of the trade between the same two sides at the same time, is the tables'; with
    `basis`, by that count."""
    if basis is None:
        return any(agrees(case, other) for other in fellows(case)) or are_borne_out_together(case)
    borne_out = False
    for other in fellows(case):
        if agrees(case, other, basis):
            borne_out = True
        elif agrees(case, other):
            return False
    return borne_out or are_borne_out_together(case, basis)


def are_borne_out_together(case: Case, *bases: Basis) -> bool:
    """Whether round figures close by are all the tables': "exports were 2.1 billion and imports 3.6 billion" are hit by
    accident as rarely as one of three digits."""
    rough = {other.key.flow: other for other in beside(case) if other.kind in VALUES and is_rough(other)}
    loose = Decimal(1)
    for other in rough.values():
        loose *= 2 * other.slack / abs(other.value)
    return len(rough) > 1 and loose <= PRECISE and all(agrees(case, other, *bases) for other in rough.values())


def are_both_sides_told(case: Case, basis: Basis) -> bool:
    """Whether precise figures close by give both exports and imports as the tables have them: a balance beside them can
    only be their difference."""
    flows = {other.key.flow for other in fellows(case) if other.kind is Kind.LEVEL and agrees(case, other, basis)}
    return {Flow.EXPORT, Flow.IMPORT} <= flows


def is_borne_out_otherwise(case: Case, basis: Basis) -> bool:
    """Whether the precise figures close by are the tables' by another count than `basis`."""
    found = [bases for other in fellows(case) if (bases := bases_of_agreement(case, other))]
    return bool(found) and not any(basis in bases for bases in found)


def basis_beside(case: Case) -> Basis | None:
    """The one count by which all precise figures close by are the tables': what is told with them is counted so too."""
    found = [bases for other in fellows(case) if (bases := bases_of_agreement(case, other))]
    alike = set(Basis).intersection(*found) if found else set()
    return alike.pop() if len(alike) == 1 else None


def is_corroborated(case: Case, weighed: Weighed) -> bool:
    """Whether a figure of the same trade close by agrees with the tables, on the basis that is judged here."""
    claim = case.claim
    return any(
        is_a_value_held(case, other, weighed.reading.key.basis) for other in case.article
        if other.id != claim.id and other.key == claim.key and abs(other.start - claim.start) <= CLOSE_BY
    )


def is_told_right(case: Case) -> bool:
    """Whether the article gives the tables' figure of just this trade and time elsewhere: then this one is of something
    else, for nobody tells one figure in two ways."""
    claim = case.claim
    return any(
        other.id != claim.id and other.kind is claim.kind and other.key == claim.key and other.unit == claim.unit
        and other.period == claim.period and other.value != claim.value and agrees(case, other)
        for other in case.article
    )


def fellows(case: Case) -> Iterator[Claim]:
    """The precise figures close by of the same two sides, goods and time."""
    return filter(is_precise, beside(case))


def beside(case: Case) -> Iterator[Claim]:
    """The figures close by of the same two sides, goods and time."""
    claim, period = case.claim, case.claim.period
    if period is None:
        return
    for other in case.article:
        if (
            other.period is not None and other.period.start == period.start and other.period.end == period.end
            and other.id != claim.id and abs(other.start - claim.start) <= CLOSE_BY
            and (is_between_the_same(other.key, claim.key) or is_of_the_same_list(other, claim))
            and (other.kind in VALUES or other.key == claim.key)
        ):
            yield other


def is_precise(claim: Claim) -> bool:
    if claim.modality is not Modality.REPORTED or claim.hedge is not None or claim.value_high is not None:
        return False
    if claim.kind in VALUES:
        return is_money(claim.unit) and has_three_digits(claim)
    return claim.kind in RATES and 0 < claim.slack <= FINE and abs(claim.value) >= LEAST


def is_rough(claim: Claim) -> bool:
    """A value printed to two digits, as it stands."""
    plain = claim.modality is Modality.REPORTED and claim.hedge is None and claim.value_high is None
    return plain and is_money(claim.unit) and 0 < 2 * claim.slack <= ROUGH * abs(claim.value)


def is_between_the_same(one: PartialKey, other: PartialKey) -> bool:
    """Whether two figures are of the trade of the same two sides in the same goods."""
    return (one.reporter, one.partner or WORLD, one.product) == (other.reporter, other.partner or WORLD, other.product)


def is_of_the_same_list(one: Claim, other: Claim) -> bool:
    """Whether two figures are of one reporter's trade with partners that each names for itself."""
    return (
        (one.key.reporter, one.key.flow, one.key.product) == (other.key.reporter, other.key.flow, other.key.product)
        and how(one, "partner") is how(other, "partner") is Found.SAID
        and WORLD not in (one.key.partner, other.key.partner)
    )


def agrees(case: Case, other: Claim, *bases: Basis) -> bool:
    """Whether a figure of the article is the tables', by one of these counts, or by any."""
    return not bases_of_agreement(case, other).isdisjoint(bases or Basis)


def bases_of_agreement(case: Case, other: Claim) -> frozenset[Basis]:
    """The counts by which a figure of the article is the tables'."""
    return agreeing(other, case.tables, case.bands)


@lru_cache(AGREEING)
def agreeing(other: Claim, tables: Tables, bands: Bands) -> frozenset[Basis]:
    said = stated(other, bands)
    return frozenset(
        basis for basis in Basis
        if any(said.fits(seen) for question in asked(other, basis) for seen in answers(question, tables))
    )


def is_a_value_held(case: Case, other: Claim, basis: Basis) -> bool:
    """Whether a value of the article is the tables' on that basis."""
    return other.kind in VALUES and agrees(case, other, basis)


def has_answer(case: Case, other: Claim) -> bool:
    return any(answers(question, case.tables) for basis in Basis for question in asked(other, basis))


def asked(other: Claim, basis: Basis) -> Iterator[Question]:
    key = other.key
    if other.period is not None and key.reporter is not None and key.flow is not None and key.basis in (None, basis):
        for meant in counted_once(complete(key, basis), other.kind):
            yield from questions(other, meant, other.period)


# --- of whom, of what and when the text firmly speaks ---------------------------------------------------------------


def is_firm(case: Case, field: str) -> bool:
    """Whether the text leaves no doubt of a field: the claim's own sentence says it, or only one thing can be meant."""
    if is_told(case.claim, field):
        return True
    match how(case.claim, field), field:
        case Found.CARRIED, "reporter" | "partner":
            return tells_of_two(case)
        case Found.CARRIED, "period":
            return is_dated(case)
    return False


def names_both_sides(case: Case) -> bool:
    """Whether the text firmly names the reporter, and the partner where there is one."""
    return is_firm(case, "reporter") and (case.claim.key.partner in (None, WORLD) or is_firm(case, "partner"))


def says_both_sides(claim: Claim) -> bool:
    """Whether the claim's own sentence names both, or the one that frames it."""
    return is_told(claim, "reporter") and is_told(claim, "partner")


def is_said(claim: Claim) -> bool:
    """Whether the claim's own sentence names reporter and period, and the partner where there is one, or the one that
    frames it; but for whose trade "exports" are, with whom and in what is not said: they may be a port's."""
    if claim.key.partner not in (None, WORLD):
        return all(is_told(claim, field) for field in ("reporter", "period", "partner"))
    whose = is_told(claim, "reporter") if how(claim, "basis") is Found.SAID else how(claim, "reporter") is Found.SAID
    return whose and is_told(claim, "period")


def is_reported(claim: Claim) -> bool:
    """Whether the claim's own sentence reports whose trade it is, which way and when."""
    return claim.modality is Modality.REPORTED and all(
        how(claim, field) is Found.SAID for field in ("reporter", "flow", "period")
    )


def is_dated(case: Case) -> bool:
    """Whether the claim's own sentence names its period, or goes on from one that does.

    "Exports to Brazil were 6.7 billion dollars in 2022.  Imports were 9.9 billion": the sentences before tell of the
    same two sides, a figure of theirs agrees with the tables, and nothing close by is of another period.  Or it stands
    behind "figures for May were released".
    """
    claim = case.claim
    if how(claim, "period") is not Found.CARRIED or claim.period is None:
        return how(claim, "period") is Found.SAID
    if is_told(claim, "period") or is_borne_out(case):
        return True
    before = [
        other for other in case.article
        if other.id != claim.id and claim.start - CLOSE_BY <= other.start <= claim.sentence[1]
        and (other.period is not None or other.versus is not None)
    ]
    if not all(is_of_that_time(other, claim, claim.period) for other in before):
        return False
    return any(
        how(other, "period") is Found.SAID and is_between_the_same(other.key, claim.key)
        and (is_a_value_held(case, other, other.key.basis or Basis.GOODS)
             or (other.kind is Kind.CHANGE and other.key == claim.key and agrees(case, other)))
        for other in before
    )


def is_of_that_time(other: Claim, claim: Claim, period: Period) -> bool:
    """Whether a figure is of the claim's time, or how the same trade moved up to it: "rose 7 per cent in 2012 on 2011.
    The value was 81.7 billion"."""
    moved = other.kind is Kind.CHANGE and other.key == claim.key
    return other.period is not None and other.period.same_months(period) and (other.versus is None or moved)


def is_dated_by_its_sentence(case: Case) -> bool:
    """Whether another figure of the sentence is the tables' at the time carried to both, or nearly: "dropped 20.3 per
    cent to 536.3 billion" is of the year of that fall, and not of the one before."""
    claim = case.claim
    if how(claim, "period") is not Found.CARRIED:
        return False
    told = [other for other in beside(case) if other.sentence == claim.sentence]
    return any(is_nearly_held(case, other) or (is_precise(other) and agrees(case, other)) for other in told)


def is_nearly_held(case: Case, other: Claim) -> bool:
    """Whether a figure in money is the tables' but for what such figures are revised by."""
    if not is_money(other.unit) or not has_three_digits(other):
        return False
    bases = (other.key.basis,) if other.key.basis else (Basis.GOODS, Basis.GOODS_SERVICES)
    found = (seen for basis in bases for question in asked(other, basis) for seen in answers(question, case.tables))
    return any(abs(abs(seen.value) - abs(other.value)) <= NEARLY * abs(other.value) for seen in found)


def tells_of_two(case: Case) -> bool:
    """Whether every figure of the article is of the trade of the claim's own sides: there is nobody else to mistake
    them for, whichever sentence names them."""
    sides = {case.claim.key.reporter, case.claim.key.partner, WORLD, None}
    return all(
        area in sides for other in case.article for key in (other.key, other.whole) if key is not None
        for area in (key.reporter, key.partner)
    )


def is_with_a_named_partner(case: Case) -> bool:
    """Whether the partner stands in its sentence, and every figure of the article is of the claim's own reporter."""
    return how(case.claim, "partner") is Found.SAID and all(
        other.key.reporter in (case.claim.key.reporter, None) for other in case.article
    )


def is_beside_a_partner(claim: Claim, article: Sequence[Claim]) -> bool:
    """Whether a figure without a partner may be of the one told of: before it, or for trade both ways, which is mostly
    that of two countries, anywhere."""
    told = partner_told_of if claim.key.flow is Flow.TOTAL else partner_told_before
    return told(claim, article) is not None


def tells_of_services(case: Case) -> bool:
    """Whether any figure of the article is told of services, alone or with goods."""
    return any(other.key.basis in (Basis.SERVICES, Basis.GOODS_SERVICES) for other in case.article)


def is_told_nearby(case: Case, fit: Fit) -> bool:
    """Whether another figure close by is of the period that a repair would put in."""
    period = fit.change.question.period
    return any(
        other.period is not None and other.period.same_months(period)
        and abs(other.start - case.claim.start) <= CLOSE_BY and other.id != case.claim.id
        for other in case.article
    )


def names_office_of(claim: Claim, country: str) -> bool:
    """Whether its sentence says it from an office of that country: "the Census Bureau data showed"."""
    line = claim.line
    return isinstance(line, Line) and any(
        item.category == "office" and item.value == country for item in line.plain())


# --- what stands in its own sentence ---------------------------------------------------------------------------------


def is_one_of_several(case: Case) -> bool:
    """Whether another figure of the same trade and time in the sentence is not the tables' either: where a value and
    its rise both miss, it is more likely that the sentence is of something else."""
    return any(True for _ in missed_beside(case))


def missed_beside(case: Case) -> Iterator[Claim]:
    """The other figures of the same trade in the sentence that are not the tables'."""
    claim = case.claim
    for other in case.article:
        if (
            other.sentence == claim.sentence and other.id != claim.id and other.key == claim.key
            and other.kind in VALUES | RATES and has_answer(case, other) and not agrees(case, other)
        ):
            yield other


def goes_along(case: Case, fit: Fit | None = None) -> bool:
    """Whether a change may be called wrong although its sentence gives the values that it was between.

    One of those has to be the tables' own, or what the repair makes of it: "fell by 22 per cent to 36.1 billion" is of
    another time or other goods than was understood, where they know neither the fall nor the 36.1 billion.
    """
    values = list(moved_between(case)) if case.claim.kind is Kind.CHANGE else []
    if fit is None and any(value.period == case.claim.period for value in values) and is_of_next_year(case):
        return False    # "declined almost 20 per cent from a record 170 billion in 1987"
    return not values or any(
        is_a_value_held(case, value, value.key.basis or Basis.GOODS) or (fit is not None and fits_as(case, value, fit))
        for value in values
    )


def is_of_next_year(case: Case) -> bool:
    """Whether a change is about that of the year after: the value beside it may be what it moved from."""
    question = case.asked[0].question
    return any(
        case.said.fits(seen)
        for seen in answers(question.over(question.period.shift(MONTHS_A_YEAR)), case.tables)
    )


def moved_between(case: Case) -> Iterator[Claim]:
    """The values of the same trade in the sentence."""
    claim = case.claim
    for other in case.article:
        if (
            other.id != claim.id and other.sentence == claim.sentence and other.kind in VALUES
            and other.key == claim.key and is_money(other.unit)
        ):
            yield other


def fits_as(case: Case, value: Claim, fit: Fit) -> bool:
    """Whether the repair makes the value right too."""
    question = fit.change.question
    said = stated(value, case.bands)
    return any(
        said.fits(seen) for period in (question.period, question.versus) if period is not None
        for seen in answers(Question(Measure.LEVEL, question.key, period, value.unit), case.tables)
    )
