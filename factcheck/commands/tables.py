"""`factcheck sources add|remove|search|verify|refresh`: the tables of one's own, and the state of all of them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from factcheck.exits import NOTHING, SOMETHING, UNABLE

if TYPE_CHECKING:
    from sources.cards import Card
    from sources.refresh.recipe import Recipe
    from sources.refresh.refreshing import Planned
    from sources.refresh.source import Wanted

style_option = click.option(
    "--format", "style", type=click.Choice(["text", "json"]), default="text", show_default=True)


@click.command()
@click.argument("table", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="TABLE.csv")
@click.option("--card", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="CARD.toml",
              help="What is known of the table; the file beside it with the same name unless said.")
def add(table: Path, card: Path | None) -> None:
    """Add a table of your own to those that are used.

    TABLE.csv has one figure a row, its card says what they are; both are checked, and copied into your data folder
    (FACTCHECK_DATA names another). Says which of its figures other tables know too.
    """
    from factcheck.commands.options import open_tables, remark
    from factcheck.report.page import Page
    from factcheck.report.tables import print_added
    from sources import own
    from sources.index import own_folder
    from sources.overlap import overlap
    from sources.verify.verifying import refuse_bad

    beside = table.with_suffix(".toml")
    if card is None and not beside.is_file():
        raise click.UsageError(f"{table.name} has no card: write {beside.name} beside it, or name it with --card")
    folder = own_folder()
    taken = {*own.own_ids(folder), *(each.id for each in bundled_cards())}
    added = own.add(table, card or beside, folder, taken, refuse_bad)
    tables = open_tables()
    if tables.remark:
        remark(tables.remark)
    print_added(Page.on(sys.stdout), added, overlap(tables, added))


@click.command()
@click.argument("table", metavar="ID")
def remove(table: str) -> None:
    """Take a table of your own, or one that was refreshed, away again."""
    from sources import own
    from sources.index import own_folder

    own.remove(table, own_folder())
    click.echo(f"{table} is removed")


@click.command()
@click.argument("words", nargs=-1, required=True)
@style_option
@click.pass_context
def search(ctx: click.Context, words: tuple[str, ...], style: str) -> None:
    """Find the tables that know about something: India services, Britain, 30, South Korea monthly.

    Words are looked for in the cards and among the areas and goods of the rows; a table must have them all. Exits with
    1 when none does.
    """
    from factcheck.commands.options import open_tables
    from factcheck.report.tables import hit_object, print_hits

    hits = open_tables().search(plain_names(" ".join(words)).split())
    if style == "json":
        from factcheck.report import machine

        query = " ".join(words)
        found = {"schema": machine.SCHEMA, "query": query, "tables": [hit_object(hit) for hit in hits]}
        click.echo(machine.page(found))
    else:
        from factcheck.report.page import Page

        print_hits(Page.on(sys.stdout), hits, words)
    ctx.exit(NOTHING if hits else SOMETHING)


def plain_names(words: str) -> str:
    """The words with the names that the areas have in the tables: Britain is the United Kingdom there."""
    from claims.scanning.lexicon import Lexicon
    from claims.scanning.scan import scan
    from claims.scanning.token import Token
    from factcheck.lookup.asking import with_capitals
    from factcheck.lookup.parties import AREAS
    from sources.terms.areas import areas

    lexicon, known = Lexicon.load(), areas()
    words = with_capitals(words, lexicon)
    found = [one for one in scan(words, lexicon) if isinstance(one, Token) and one.category in AREAS]
    for one in reversed(found):
        if one.value in known:
            words = words[:one.start] + known[one.value].name + words[one.end:]
    return words


@click.command()
@click.argument("ids", nargs=-1, metavar="[ID]...")
@click.option("--tables", "extra", multiple=True, type=click.Path(exists=True, file_okay=False, path_type=Path),
              metavar="DIR", help="A folder of your own tables to verify too; may be repeated.")
@click.option("--verbose", "-v", is_flag=True, help="List what is odd for a known reason, too.")
@style_option
@click.pass_context
def verify(ctx: click.Context, ids: tuple[str, ...], extra: tuple[Path, ...], verbose: bool, style: str) -> None:
    """Check the tables: checksums, codes, units, signs, gaps, breaks, sums and known figures.

    All of them, the bundled and your own, or those named by ID. Exits with 0 when all is well, 1 when something is not.
    """
    from factcheck.report.progress import Progress
    from factcheck.report.tables import print_verified, verified_object
    from sources.cards import UnknownTable
    from sources.index import own_folder
    from sources.tables import BUNDLED
    from sources.verify.verifying import cards_of
    from sources.verify.verifying import verify as examine

    own = own_folder()
    cards, no_cards = cards_of([BUNDLED, *([own] if own.is_dir() else []), *extra])
    for name in ids:
        if name not in {card.id for card in cards} | {trouble.table for trouble in no_cards}:
            raise UnknownTable(name, tuple(card.id for card in cards))
    chosen = [card for card in cards if not ids or card.id in ids]
    no_cards = [trouble for trouble in no_cards if not ids or trouble.table in ids]
    with Progress(sys.stderr, "verifying the tables", "tables") as progress:
        checked = examine(chosen, progress)
    if style == "json":
        from factcheck.report import machine

        click.echo(machine.page({"schema": machine.SCHEMA, **verified_object(checked, no_cards)}))
    else:
        from factcheck.report.page import Page

        print_verified(Page.on(sys.stdout), checked, no_cards, verbose=verbose)
    bad = no_cards or any(one.unexplained for one in checked)
    ctx.exit(SOMETHING if bad else NOTHING)


@click.command()
@click.argument("ids", nargs=-1, metavar="[ID]...")
@click.option("--all", "everything", is_flag=True, help="All tables that a service is known for.")
@click.option("--list", "listing", is_flag=True, help="Say which tables can be refreshed, from where; ask nobody.")
@click.option("--dry-run", is_flag=True, help="Say what would be asked, and where the result would lie; ask nobody.")
@click.option("--since", type=click.IntRange(1900, 2200), metavar="YEAR", help="First year to ask for.")
@click.option("--until", type=click.IntRange(1900, 2200), metavar="YEAR", help="Last year to ask for.")
@click.option("--reporter", "reporters", multiple=True, metavar="CODE",
              help="Ask for this area (IND), where the service can; may be repeated.")
@click.option("--partner", "partners", multiple=True, metavar="CODE",
              help="Ask for trade with this area, where the service can; may be repeated.")
@click.option("--product", "products", multiple=True, metavar="CODE",
              help="Ask for these goods by HS code, where the service can; may be repeated.")
@click.option("--accept", is_flag=True, help="Take a new vintage over even if it differs a great deal.")
@click.pass_context
def refresh(
    ctx: click.Context, ids: tuple[str, ...], everything: bool, listing: bool, dry_run: bool, since: int | None,
    until: int | None, reporters: tuple[str, ...], partners: tuple[str, ...], products: tuple[str, ...], accept: bool,
) -> None:
    """Fetch newer vintages from the World Bank, UN Comtrade, US Census, ECB, Eurostat and IMF.

    The new table lies in your data folder beside the vintages there are; nothing is overwritten. Keys come from the
    environment (COMTRADE_API_KEY, CENSUS_API_KEY), proxies too (HTTPS_PROXY). A run that was interrupted goes on where
    it stopped. Exits with 2 when a service failed; the other tables are still done.
    """
    from factcheck.report.page import Page
    from factcheck.report.tables import print_planned, print_recipes
    from sources.index import own_folder
    from sources.refresh.recipe import recipe, recipes
    from sources.refresh.refreshing import plan

    page = Page.on(sys.stdout)
    if listing:
        print_recipes(page, recipes().values())
        return
    if not ids and not everything:
        raise click.UsageError("which tables? Name them, or --all; --list says which there are")
    chosen: list[Recipe] = [recipe(name) for name in ids] or list(recipes().values())
    bundled = bundled_cards()
    plans = [
        plan(each, wanted(each, since, until, reporters, partners, products), own_folder(), bundled) for each in chosen
    ]
    if dry_run:
        for planned in plans:
            print_planned(page, planned)
        return
    ctx.exit(UNABLE if [planned for planned in plans if not run(planned, bundled, accept)] else NOTHING)


def run(planned: Planned, bundled: list[Card], accept: bool) -> bool:
    """Refresh one table and say what has changed; False where it could not be done."""
    from factcheck.commands.options import remark
    from factcheck.report.page import Page
    from factcheck.report.progress import Progress
    from factcheck.report.tables import print_refreshed
    from sources.index import cache_folder
    from sources.refresh.fetching import Fetcher
    from sources.refresh.refreshing import refresh as bring
    from sources.terms.errors import TradeError

    service = planned.recipe.service
    fetcher = Fetcher(cache_folder() / "fetched", {service.host: service.pause}, remark=remark)
    try:
        with Progress(sys.stderr, f"fetching {planned.recipe.id}", "pages") as progress:
            done = bring(planned.recipe, planned.wanted, fetcher, planned.folder, bundled, accept=accept,
                         progress=progress)
    except TradeError as trouble:
        remark(str(trouble))
        return False
    finally:
        fetcher.close()
    fetcher.sweep()
    print_refreshed(Page.on(sys.stdout), done)
    return True


def wanted(
    recipe: Recipe, since: int | None, until: int | None, reporters: tuple[str, ...], partners: tuple[str, ...],
    products: tuple[str, ...],
) -> Wanted:
    """What to ask one service for; raises `UnknownArea` and `UnknownProduct`."""
    import os
    from datetime import date

    from sources.refresh.source import Wanted
    from sources.terms.areas import area

    for code in (*reporters, *partners):
        area(code)
    today = date.today()
    last = min(until or today.year, today.year)
    first = since or recipe.first_year(today.year)
    if first > last:
        raise click.UsageError(f"--since {first} is after --until {last}")
    key = os.environ.get(recipe.service.key, "") if recipe.service.key else ""
    keys = {recipe.service.key: key} if key else {}
    return Wanted(first, last, today, reporters, partners, products, keys)


def bundled_cards() -> list[Card]:
    """The cards of the tables that come with the program, without opening those."""
    from sources.cards import card_paths, read_card
    from sources.tables import BUNDLED

    return [read_card(path) for path in card_paths(BUNDLED)]
