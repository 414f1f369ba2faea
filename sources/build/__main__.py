"""The command: `python -m sources.build --raw ../shared/data [ID...] [--check]`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from sources.build.announced import left_out
from sources.build.catalogue import catalogue
from sources.build.registry import TABLES
from sources.build.table import render

ROOT = Path(__file__).parents[2]
CATALOGUE = Path("docs", "data.md")
LEFT_OUT = Path("sources", "build", "left_out.tsv")


@click.command()
@click.option("--raw", type=click.Path(exists=True, file_okay=False, path_type=Path), required=True,
              help="The folder of raw sets.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default=ROOT, help="A checkout to write into.")
@click.option("--check", is_flag=True, help="Write nothing; exit 1 if any table or the catalogue would change.")
@click.argument("ids", nargs=-1, type=click.Choice(sorted(TABLES)), metavar="[ID]...")
def main(raw: Path, out: Path, check: bool, ids: tuple[str, ...]) -> None:
    """Build the tables named by ID, or all of them, with their cards and the data catalogue."""
    tables = out / "sources" / "tables"
    changed = []
    for table in ids or TABLES:
        body, card = render(table, TABLES[table](raw))
        changed += put({tables / f"{table}.csv": body, tables / f"{table}.toml": card}, check)
        click.echo(f"{table}: {len(body.splitlines()) - 1:,} rows, {len(body):,} bytes")
    changed += put({out / LEFT_OUT: left_out_list(raw).encode()}, check)
    changed += put({out / CATALOGUE: catalogue(sorted(tables.glob("*.toml"))).encode()}, check)
    for path in changed:
        click.echo(f"{'would change' if check else 'changed'}: {path}")
    sys.exit(1 if check and changed else 0)


def left_out_list(raw: Path) -> str:
    """The announced figures that no table uses, each with the reason."""
    columns = ("reporter", "partner", "flow", "product", "basis", "period", "value", "unit", "status", "url")
    rows = sorted((*(one.row[column] for column in columns), one.reason) for one in left_out(raw))
    return "".join("\t".join(row) + "\n" for row in [(*columns, "reason"), *rows])


def put(files: dict[Path, bytes], check: bool) -> list[Path]:
    """Which of these files differ from what is on disk, written there unless only checking."""
    differ = [path for path, content in files.items() if not path.exists() or path.read_bytes() != content]
    if not check:
        for path in differ:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(files[path])
    return differ


if __name__ == "__main__":
    main()
