"""Judging a rank among partners or countries: "India's largest trading partner", "the second-largest exporter"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from claims.claim import Claim, Found, Hedge, Modality, Sign
from claims.clauses.shape import Line
from factcheck.finding import Alternative, Finding, Repair, Verdict
from factcheck.judging import wording
from factcheck.judging.case import Case, silent, withheld
from factcheck.judging.context import is_reported
from factcheck.judging.periods import data_periods, month_of
from factcheck.judging.said import how, is_of_all_time, is_open, is_told
from factcheck.judging.sentences import say
from sources.observation import Observation
from sources.terms.areas import areas, members
from sources.terms.key import ALL_PRODUCTS, WORLD, Basis, Flow, SeriesKey
from sources.terms.period import MONTHS_A_YEAR, Period
from sources.terms.quantity import RANK
from sources.terms.vocabulary import value

if TYPE_CHECKING:
    from sources.tables import Tables

FEW = 20                # a ranking over fewer than this is no ranking
COUNTRIES = {Flow.EXPORT: "exporters in the world", Flow.IMPORT: "importers in the world",
             Flow.TOTAL: "trading countries in the world"}
COUNTRIES_IN_GOODS = {Flow.EXPORT: "exporters of {goods} in the world",
                      Flow.IMPORT: "importers of {goods} in the world",
                      Flow.TOTAL: "countries in the world by trade in {goods}"}
PARTNERS = {Flow.EXPORT: "export markets of {of}", Flow.IMPORT: "sources of imports of {of}",
            Flow.TOTAL: "trading partners of {of}"}
PARTNERS_IN_GOODS = {Flow.EXPORT: "buyers of {goods} from {of}", Flow.IMPORT: "suppliers of {goods} to {of}",
                     Flow.TOTAL: "partners of {of} in trade in {goods}"}
YEARS_BACK = 3          # how far a latest year is looked for
WHOLE_WORLD = "h"       # in the shape of a line


@value
class Race:
    """Who is ranked, by what: the partners of a reporter, or the countries of the world."""

    who: str                # the area whose rank is stated
    reporter: str           # WLD: the countries of the world are ranked
    flow: Flow
    product: str
    basis: Basis
    deficits: bool = False      # of balances the largest deficit is first

    def order(self, tables: Tables, period: Period) -> tuple[Observation, ...]:
        if self.reporter == WORLD:
            found = tables.world_ranking(self.flow, period, self.basis, self.product)
        else:
            found = tables.ranking(self.reporter, self.flow, period, self.basis, self.product)
        return found[::-1] if self.deficits else found

    def area_of(self, seen: Observation) -> str:
        return seen.key.reporter if self.reporter == WORLD else seen.key.partner

    @property
    def key(self) -> SeriesKey:
        """The series whose size is ranked."""
        if self.reporter == WORLD:
            return SeriesKey(self.who, WORLD, self.flow, self.product, self.basis)
        return SeriesKey(self.reporter, self.who, self.flow, self.product, self.basis)

    def among(self) -> str:
        """What was ranked, in words: "trading partners of India"."""
        goods = wording.product_words(self.product) if self.product != ALL_PRODUCTS else self.basis.value
        goods = "" if goods == Basis.GOODS else goods.replace("_", " and ")
        if self.flow is Flow.BALANCE:
            whose = "countries in the world" if self.reporter == WORLD else f"partners of {wording.name(self.reporter)}"
            return f"{whose} by trade {'deficit' if self.deficits else 'surplus'}{goods and f' in {goods}'}"
        if self.reporter == WORLD:
            words = COUNTRIES_IN_GOODS if goods else COUNTRIES
            return words.get(self.flow, words[Flow.TOTAL]).format(goods=goods)
        words = PARTNERS_IN_GOODS if goods else PARTNERS
        return words.get(self.flow, words[Flow.TOTAL]).format(goods=goods, of=wording.name(self.reporter))


def race(claim: Claim) -> Race | None:
    """None where the text does not say who is ranked among whom."""
    key, flow = claim.key, claim.key.flow or Flow.TOTAL
    deficits = flow is Flow.BALANCE and claim.sign is Sign.DEFICIT
    basis = key.basis or Basis.GOODS
    if key.reporter is None:
        return None
    if key.reporter == WORLD:
        if key.partner in (None, WORLD):
            return None
        return Race(str(key.partner), WORLD, flow, key.product, basis, deficits)
    if key.partner in (None, WORLD):
        return Race(key.reporter, WORLD, flow, key.product, basis, deficits)
    return Race(str(key.partner), key.reporter, flow, key.product, basis, deficits)


def judge_rank(case: Case, run: Race) -> Finding:
    """Supported where the stated place is right or within a hair; contradicted where it is clearly another."""
    claim, tables, published, article = case.claim, case.tables, case.published, case.article
    if claim.value > 1 and is_of_all_time(claim):  # "the third highest on record": a place among times
        return silent(case, "no-such-measure", missing="rank", asked="a place among times")
    for period, assumed in periods(claim, published, article):
        order = run.order(tables, period)
        if len(order) >= FEW and is_group(run.who) and (place := place_of(run, order, tables, period)):
            return grouped(claim, run, order, place, period)
        if len(order) >= FEW and (place := place_of(run, order, tables, period)):
            missing = "period" if assumed else unnamed(claim, article)
            finding = placed(case, run, order, place, period, missing)
            return finding if is_of_that_time(claim, period) else undated(finding)
    period_words = f" in {wording.when(claim.period)}" if claim.period is not None else ""
    if claim.period is None and published is None:
        return silent(case, "open-period", missing="period")
    missing = f"{run.key} {claim.period or 'ranking'}"
    return silent(case, "no-table", missing=missing, asked=f"a ranking of the {run.among()}{period_words}")


def periods(claim: Claim, published: date | None, article: Sequence[Claim]) -> list[tuple[Period, bool]]:
    """The periods the rank may be of, and whether that is assumed: a standing rank is of the latest full year."""
    found = [(claim.period, is_open(claim, "period"))] if claim.period is not None else []
    if how(claim, "period") is Found.SAID:
        return found
    found += [(period, True) for period in data_periods(claim, article, published)[:1]]
    if published is None:
        return found
    reporter = areas().get(claim.key.reporter or "")
    start = reporter.fiscal_start if reporter is not None else 1
    for back in range(1, YEARS_BACK + 1):
        fiscal = Period.fiscal_year(published.year - back, start)
        years = [fiscal] if start == 1 else [fiscal, Period.year(published.year - back)]
        found += [(year, True) for year in years if year.end <= month_of(published)]
    return found


def is_of_that_time(claim: Claim, period: Period) -> bool:
    """Whether the year at hand is the one spoken of; a standing rank ("India's largest market") is also one of a year
    or two before, where the sentence itself names both sides."""
    if claim.period is None or period.contains(claim.period) or claim.period.contains(period):
        return True
    return how(claim, "reporter") is how(claim, "partner") is Found.SAID


def undated(finding: Finding) -> Finding:
    """What is right of another time, and so of nothing in particular."""
    if finding.verdict.is_alarm or finding.verdict is Verdict.UNVERIFIABLE:
        return finding
    return withheld(finding, "no-period-fits", "no-period-fits.rank", "period")


def place_of(run: Race, order: Sequence[Observation], tables: Tables, period: Period) -> tuple[int, Observation] | None:
    """The place and the figure behind it.  A group is compared with the countries, as if it ran among them."""
    for place, seen in enumerate(order, 1):
        if run.area_of(seen) == run.who:
            return place, seen
    if not is_group(run.who):
        return None
    own = tables.look_up(run.key, period)
    if not own:
        return None
    inside = members(run.who, period)
    sign = -1 if run.deficits else 1
    ahead = [seen for seen in order if sign * seen.value > sign * own[0].value and run.area_of(seen) not in inside]
    return 1 + len(ahead), own[0]


def is_group(area: str) -> bool:
    known = areas().get(area)
    return known is not None and not known.is_country


def grouped(
    claim: Claim, run: Race, order: Sequence[Observation], place: tuple[int, Observation], period: Period
) -> Finding:
    """A group among countries: right where it would stand so, else open, for who ranks groups ranks others as well."""
    rank, seen = place
    inside = members(run.who, period)
    rivals = [other for other in order if run.area_of(other) not in inside]
    near = rivals[max(0, rank - 2):rank] if rank > 1 else rivals[:1]
    words = {
        "named": wording.name(run.who), "place": ordinal(rank), "among": run.among(), "period": wording.when(period),
        "relation": "ahead of" if rank == 1 else "behind",
        "rival": wording.name(run.area_of(near[0])) if near else "nobody",
        "margin": told(run, (seen, *near[:1])), "top": wording.name(run.area_of(order[0])),
    }
    stated = int(claim.value)
    fits = rank <= stated if claim.hedge is Hedge.UP_TO else rank == stated
    holds_top = run.area_of(order[0]) in inside
    reason = "rank-around-top" if holds_top else "rank-of-group"
    verdict = Verdict.SUPPORTED if fits and not holds_top else Verdict.UNVERIFIABLE
    return Finding(
        claim, verdict, reason, say(reason, **words), (seen, *near[:1]), seen.formula, Decimal(rank), RANK,
        missing=None if verdict is Verdict.SUPPORTED else "partner",
    )


def ordinal(rank: int) -> str:
    ending = "th" if rank % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(rank % 10, "th")
    return {1: "first", 2: "second", 3: "third"}.get(rank, f"{rank}{ending}")


def placed(
    case: Case, run: Race, order: Sequence[Observation], place: tuple[int, Observation], period: Period,
    missing: str | None,
) -> Finding:
    claim, tables = case.claim, case.tables
    rank, seen = place
    stated = int(claim.value)
    words = {
        "named": wording.name(run.who), "was": wording.was(run.who), "rank": str(rank), "count": str(len(order)),
        "among": run.among(),
        "period": wording.when(period), "stated_rank": str(stated),
    }
    shown = rows_around(run, order, stated, seen)
    words |= {"margin": f": {told(run, shown)}", "margin_words": told(run, shown)}
    fits = rank <= stated if claim.hedge is Hedge.UP_TO else rank == stated
    if fits:
        return made(claim, Verdict.SUPPORTED, "rank", words, shown, rank)
    at_stated = order[min(stated, len(order)) - 1]
    if seen.value and abs(at_stated.value / seen.value - 1) <= case.bands.rank_margin:
        return made(claim, Verdict.CLOSE, "rank-close", words, shown, rank)
    if run.reporter == WORLD and may_be_of_something_else(case, run, seen, at_stated, period):
        missing = missing or "product"
    if run.flow is Flow.BALANCE and seen.value * at_stated.value < 0:
        missing = missing or "partner"      # "China had by far the largest deficit": the writer's own, with China
    for flow in (Flow.TOTAL, Flow.EXPORT, Flow.IMPORT):
        if flow is run.flow or run.flow is Flow.BALANCE:
            continue
        other = Race(run.who, run.reporter, flow, run.product, run.basis)
        if (there := other.order(tables, period)) and (found := place_of(other, there, tables, period)) \
                and found[0] == stated:
            return elsewhere(claim, run, other, words, (*shown[:1], found[1]), rank, missing, len(there))
    before, after = period.year_before(), period.shift(MONTHS_A_YEAR)
    there, later = run.order(tables, before), run.order(tables, after)
    if later and (found := place_of(run, later, tables, after)) and found[0] == stated:
        missing = missing or "period"       # "up from 25th last year", told long after another year's figures
    if there and (found := place_of(run, there, tables, before)) and found[0] == stated:
        repair = Repair("period", period.label, before.label, Decimal(stated), 1 / len(there))
        return accused(
            claim, "rank-other-period", words | {"to": wording.when(before)}, (*shown[:1], found[1]), rank, missing,
            repair, "other-period",
        )
    return accused(claim, "wrong-rank", words, shown, rank, missing, None, "wrong-rank")


def may_be_of_something_else(
    case: Case, run: Race, seen: Observation, at_stated: Observation, period: Period
) -> bool:
    """Whether a country's place in the world may be that in one product, which is mostly far from its place in all, or
    that in goods and services; a compiler's figures have to be clearly apart."""
    one, other = sorted((abs(seen.value), abs(at_stated.value)))
    if not one or other / one <= 1 + case.bands.clear:
        return True
    line = case.claim.line
    if how(case.claim, "basis") is Found.SAID and isinstance(line, Line) and WHOLE_WORLD in line.shape:
        return False        # "the world's third-largest exporter of goods"
    both = replace(run, basis=Basis.GOODS_SERVICES)
    found = place_of(both, both.order(case.tables, period), case.tables, period)
    return other / one > case.bands.same_matter or (found is not None and found[0] == int(case.claim.value))


def elsewhere(
    claim: Claim, run: Race, other: Race, words: dict[str, str], shown: tuple[Observation, ...], rank: int,
    missing: str | None, count: int,
) -> Finding:
    """The place is right for another flow: the largest export market called the largest trading partner."""
    repair = Repair("flow", run.flow.value, other.flow.value, claim.value, 2 / count)
    words = words | {"other_among": other.among()}
    return accused(claim, "rank-other-flow", words, shown, rank, missing, repair, "other-flow")


def accused(
    claim: Claim, sentence: str, words: dict[str, str], shown: tuple[Observation, ...], rank: int,
    missing: str | None, repair: Repair | None, reason: str,
) -> Finding:
    """An alarm where the text says who, what and when; else the same words without a verdict."""
    if missing is not None:
        candidate = Alternative(say(sentence, **words), Verdict.CONTRADICTED, Decimal(rank), shown)
        return Finding(
            claim, Verdict.UNVERIFIABLE, "unsettled-rank", say("unsettled-rank", **words), shown, shown[0].formula,
            Decimal(rank), RANK, alternatives=(candidate,), missing=missing,
        )
    verdict = Verdict.CONTRADICTED if repair is None else Verdict.MISMATCHED
    return Finding(
        claim, verdict, reason, say(sentence, **words), shown, shown[0].formula, Decimal(rank), RANK, repair,
        correction=f"number {rank}",
    )


def unnamed(claim: Claim, article: Sequence[Claim]) -> str | None:
    """What the text leaves open of a rank, None where it may be called wrong.

    The sentence names both sides, or the partner alone ("China was its third-largest source") in a text of these two.
    """
    key = claim.key
    if key.reporter == WORLD or claim.modality is not Modality.REPORTED:
        return "flow"
    if key.partner in (None, WORLD):    # "among the top ten" is mostly in one product
        return None if claim.hedge is None and is_reported(claim) else "flow"
    two = {key.reporter, key.partner, WORLD, None}
    carried = how(claim, "reporter") is Found.CARRIED and all({o.key.reporter, o.key.partner} <= two for o in article)
    fields = ("partner", "flow", "period") if carried else ("reporter", "partner", "flow", "period")
    return None if all(is_told(claim, field) for field in fields) else "flow"


def made(
    claim: Claim, verdict: Verdict, reason: str, words: dict[str, str], shown: tuple[Observation, ...], rank: int
) -> Finding:
    return Finding(
        claim, verdict, reason, say(reason, **words), shown, shown[0].formula, Decimal(rank), RANK,
    )


def rows_around(
    run: Race, order: Sequence[Observation], stated: int, seen: Observation
) -> tuple[Observation, ...]:
    """The one ranked first, then the leader or the runner-up, and who holds the stated place."""
    shown = [seen]
    others = [order[index] for index in dict.fromkeys((0, min(stated, len(order)) - 1, 1)) if index < len(order)]
    shown += [other for other in others if run.area_of(other) != run.who]
    return tuple(from_the_deficits(each, order) if run.deficits else each for each in shown[:3])


def from_the_deficits(seen: Observation, order: Sequence[Observation]) -> Observation:
    """With its place counted from the largest deficit: the tables count from the largest surplus."""
    place, among = next(at for at, each in enumerate(order, 1) if each is seen), seen.formula.partition(" among ")[2]
    return replace(seen, formula=f"rank {place} among {among.replace('balance', 'deficit')}")


def told(run: Race, shown: Sequence[Observation]) -> str:
    return ", ".join(
        f"{wording.name(run.area_of(seen))} {wording.figure(seen.value, seen.unit)}" for seen in shown
    )
