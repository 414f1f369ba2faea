"""Doubt: what keeps the judge from accusing, in the order in which it is asked.

`contradicted` and `mismatched` are published accusations, so one doubt is enough to keep silent.  Each is a function
whose first line says what may be meant or counted otherwise.
"""

from __future__ import annotations

from collections.abc import Callable

from factcheck.judging import anchor, open_text, proof
from factcheck.judging.case import Case, Weighed
from factcheck.judging.repair import Fit
from factcheck.judging.said import is_open
from factcheck.judging.sentences import templates
from sources.terms.key import WORLD

Doubt = Callable[[Case, Weighed], bool]
DoubtOfRepair = Callable[[Case, Weighed, Fit], bool]

# What the text leaves open of a figure.
UNSETTLED: tuple[Doubt, ...] = (
    open_text.is_no_report,
    open_text.is_guessed,
    open_text.is_against_another_time,
    open_text.is_growth_of_world_trade,
    open_text.may_be_with_one_partner,
    open_text.is_multiple_of_what,
    open_text.is_told_otherwise,
    open_text.is_share_of_what,
    open_text.is_of_many_years,
    open_text.is_not_over,
    open_text.is_of_an_assumed_time,
    open_text.is_softened_by_conversion,
)

# Before an accusation of any kind.
OF_ANY: tuple[Doubt, ...] = (open_text.has_no_flow, open_text.has_no_date, *UNSETTLED)

# Before a figure is called wrong that no change makes right.
OF_A_FIGURE: tuple[Doubt, ...] = (
    proof.may_be_near,
    proof.is_nobodys_count,
    proof.may_be_of_another_trade,
    proof.may_be_on_another_basis,
    proof.is_of_another_move,
    proof.may_be_of_another_year,
    proof.may_be_adjusted,
    proof.is_missed_with_its_fellow,
    proof.is_right_elsewhere,
    proof.is_share_of_whose_trade,
)

# Before a figure is called wrong because a change makes it right beyond doubt ...
OF_A_CERTAIN_REPAIR: tuple[DoubtOfRepair, ...] = (
    anchor.is_of_another_length,
    anchor.is_half_of_both,
    anchor.is_total_beside_a_partner,
    anchor.is_of_an_unnamed_dollar,
    anchor.is_scale_of_a_cell,
    anchor.is_scale_of_a_part,
    anchor.may_turn_on_another_base,
    anchor.is_seen_from_the_other_side,
    anchor.is_of_either_period,
    anchor.is_not_in_the_words,
    anchor.goes_another_way,
)
# ... and where it may fit by accident.
OF_A_REPAIR: tuple[DoubtOfRepair, ...] = (
    *OF_A_CERTAIN_REPAIR, anchor.may_fit_by_accident, anchor.may_be_the_compilers_count,
)


def why(doubt: str) -> str:
    """What a doubt says to a reader."""
    return templates("doubts.tsv")[doubt]


def doubt_of_any(case: Case, weighed: Weighed) -> str | None:
    """The first doubt that keeps from an accusation of any kind; None where the text is firm enough."""
    return next((doubt.__name__ for doubt in OF_ANY if doubt(case, weighed)), None)


def is_unsettled(case: Case, weighed: Weighed) -> bool:
    """Whether the text leaves open what the figure is of."""
    return any(doubt(case, weighed) for doubt in UNSETTLED)


def doubt_of_figure(case: Case, weighed: Weighed) -> str | None:
    """The first doubt that keeps from calling a figure wrong which nothing repairs."""
    return next((doubt.__name__ for doubt in (*OF_ANY, *OF_A_FIGURE) if doubt(case, weighed)), None)


def doubt_of_repair(case: Case, weighed: Weighed, fit: Fit, certain: bool) -> str | None:
    """The first doubt that keeps from calling a figure wrong which `fit` makes right."""
    doubts = OF_A_CERTAIN_REPAIR if certain else OF_A_REPAIR
    return next((doubt.__name__ for doubt in doubts if doubt(case, weighed, fit)), None)


def missing_word(case: Case) -> str:
    """The field that the text leaves open, for a finding without a verdict."""
    claim = case.claim
    for field in ("reporter", "flow", "period", "partner"):
        if is_open(claim, field) and not (field == "partner" and claim.key.partner in (None, WORLD)):
            return field
    return "basis" if claim.key.basis is None else "product"
