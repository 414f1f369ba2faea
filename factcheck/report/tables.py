"""What the commands about tables print: what was added, found, verified and refreshed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from factcheck.report.catalogue import in_names
from factcheck.report.page import INDENT, Page
from factcheck.report.wording import many

if TYPE_CHECKING:
    from sources.cards import Card
    from sources.overlap import Overlap
    from sources.refresh.recipe import Recipe
    from sources.refresh.refreshing import Planned, Refreshed
    from sources.search import Hit
    from sources.verify.figure import Trouble
    from sources.verify.verifying import Checked

SHOWN = 3                       # pages of a plan that are written out
CHECKED = (
    "Checked: each card's title, publisher, address, licence and authority; the checksum of each file; every code, "
    "period, number, unit and sign; no figure twice; gaps and breaks of the series with the world; exports and imports "
    "against totals and balances, goods and services against both, partners against the world, chapters against all "
    "goods, months against years; known figures."
)


def print_added(page: Page, card: Card, shared: Overlap) -> None:
    page.paragraph([(card.id, "bold"), (f"  {many(card.rows, 'row')} added", "")], hanging=INDENT)
    page.line([(str(card.path.parent), "dim")], INDENT)
    if not shared.shared:
        page.paragraph([("No other table knows any of its figures.", "")], INDENT)
        return
    differ = f"{shared.differ:,} differ by more than rounding" if shared.differ else "all agree"
    page.paragraph([(f"{shared.shared:,} of its {shared.figures:,} figures are known to other tables too: {differ}. "
                     f"Of {shared.first:,} it is now the first source, by its authority and vintage.", "")], INDENT)
    for own, other in shared.examples:
        page.paragraph([(f"{own.row}: {number(own.value)} {own.unit}, and {number(other.value)} in "
                         f"{other.provenance.table}", "")], INDENT, hanging=INDENT)


def print_hits(page: Page, hits: Sequence[Hit], words: Iterable[str]) -> None:
    for hit in hits:
        page.paragraph([(hit.card.id, "bold"), (f"  {hit.card.title}", "")], hanging=INDENT)
        covered = f"; {in_names(hit.card.coverage)}" if hit.card.coverage else ""
        page.paragraph([(f"{hit.card.publisher}{covered}", "dim")], INDENT)
        page.paragraph([("; ".join(hit.reasons), "dim")], INDENT)
    count = many(len(hits), "table") if hits else "No table"
    page.paragraph([(f"{count} for {' '.join(words)}", "bold")])


def hit_object(hit: Hit) -> dict[str, Any]:
    from factcheck.report.catalogue import card_object

    return {**card_object(hit.card), "reasons": list(hit.reasons)}


def print_verified(page: Page, checked: Sequence[Checked], no_cards: Sequence[Trouble], *, verbose: bool) -> None:
    """One line a table with what was looked at, then what is wrong with it."""
    for one in checked:
        bad = one.unexplained
        counted = [f"{one.rows:,} rows", f"{one.series:,} series", f"{one.sums:,} sums", f"{one.known} known figures"]
        odd = len(one.troubles) - len(bad)
        if odd:
            counted.append(f"{odd} explained")
        state = (f"{len(bad)} wrong", "bold red") if bad else ("right", "green")
        page.paragraph([(one.table, "bold"), ("  ", ""), state, (f": {', '.join(counted)}", "")], hanging=INDENT)
        for trouble in one.troubles if verbose else bad:
            print_trouble(page, trouble)
    for trouble in no_cards:
        page.paragraph([(trouble.table, "bold"), ("  ", ""), ("wrong", "bold red")])
        print_trouble(page, trouble)
    wrong = sum(len(one.unexplained) for one in checked) + len(no_cards)
    rows, sums = sum(one.rows for one in checked), sum(one.sums for one in checked)
    page.blank()
    told = many(wrong, "exception") if wrong else "nothing wrong"
    page.paragraph([(f"{many(len(checked), 'table')}, {many(rows, 'row')}, {many(sums, 'sum')}: {told}", "bold")])
    page.paragraph([(CHECKED, "dim")])


def print_trouble(page: Page, trouble: Trouble) -> None:
    where = f"row {trouble.row}: " if trouble.row else ""
    excuse = f" (explained: {trouble.excuse})" if trouble.excuse else ""
    page.paragraph([(f"{trouble.check}: {where}{trouble.what}: {trouble.reason}{excuse}", "")], INDENT, hanging=INDENT)


def verified_object(checked: Sequence[Checked], no_cards: Sequence[Trouble]) -> dict[str, Any]:
    return {
        "tables": [
            {"table": one.table, "rows": one.rows, "series": one.series, "sums": one.sums, "known": one.known,
             "troubles": [asdict(trouble) for trouble in one.troubles]}
            for one in checked
        ],
        "no_cards": [asdict(trouble) for trouble in no_cards],
    }


def print_recipes(page: Page, recipes: Iterable[Recipe]) -> None:
    for each in recipes:
        years = f"last {each.years + 1} years unless asked otherwise" if each.years else f"all years from {each.first}"
        key = f"; {each.service.key} is used where it is set" if each.service.key else ""
        page.paragraph([(each.id, "bold"), (f"  {each.service.title}, {each.service.address}", "")], hanging=INDENT)
        page.paragraph([(f"{years}{key}", "dim")], INDENT)


def print_planned(page: Page, planned: Planned) -> None:
    pages = planned.pages
    page.paragraph([(planned.recipe.id, "bold"),
                    (f"  {many(len(pages), 'request')} to begin with", "")], hanging=INDENT)
    for each in pages[:SHOWN]:
        page.line([(each.address, "")], INDENT)
    if len(pages) > SHOWN:
        page.paragraph([(f"and {len(pages) - SHOWN:,} more", "dim")], INDENT)
    if key := planned.recipe.service.key:
        how = "with the key in" if pages and pages[0].has_key else "without a key, for lack of"
        page.paragraph([(f"{how} {key}", "")], INDENT)
    page.paragraph([(f"compared with {planned.before or 'nothing, for there is no such table yet'}", "dim")], INDENT)
    page.line([(f"would lie in {planned.folder}", "dim")], INDENT)


def print_refreshed(page: Page, done: Refreshed) -> None:
    difference = done.difference
    what = (f"  {done.rows:,} figures from {done.pages:,} pages, now in {done.card.id}" if done.card
            else f"  nothing new since {difference.before}: {done.rows:,} figures, all the same")
    page.paragraph([(done.table, "bold"), (what, "")], hanging=INDENT)
    if difference.before and not difference.is_none:
        page.paragraph([(f"against {difference.before}: {difference.new:,} new, {difference.revised:,} revised, "
                         f"{difference.same:,} the same, {difference.gone:,} no longer given", "")], INDENT)
    for each in difference.examples:
        change = f"{each.what}: {number(each.old)} is now {number(each.new)} ({signed(each.old, each.new)})"
        page.paragraph([(change, "")], INDENT, hanging=INDENT)
    for reason, count in done.left_out.most_common():
        page.paragraph([(f"left out {count:,}: {reason}", "dim")], INDENT)
    if done.card:
        page.line([(str(done.card.path.parent), "dim")], INDENT)
        page.line([(f"factcheck sources remove {done.card.id} undoes it", "dim")], INDENT)


def number(value: Decimal) -> str:
    return f"{value:,f}"


def signed(old: Decimal, new: Decimal) -> str:
    return f"{(new / old - 1) * 100:+.1f} %" if old else "from nothing"
