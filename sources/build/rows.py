"""Rows of tidy tables while they are made: plain text by column name, decimals written one way."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path

from sources.writing import Row as Row
from sources.writing import plain as plain

HERE = Path(__file__).parent


def read_csv(path: Path) -> Iterator[Row]:
    """The rows of a raw file, everything as text, so that Namibia (NA) and coffee (0901) survive."""
    if path.suffix == ".gz":
        with gzip.open(path, "rt", encoding="utf-8-sig", newline="") as stream:
            yield from csv.DictReader(stream)
    else:
        text = path.read_text(encoding="utf-8-sig")
        yield from csv.DictReader(io.StringIO(text))


def comments_left_out(path: Path) -> Iterator[Row]:
    """The same of a file that explains itself in lines with a # in front."""
    lines = path.read_text(encoding="utf-8").splitlines()
    yield from csv.DictReader(line for line in lines if not line.startswith("#"))


@cache
def table_of(file: str) -> dict[str, tuple[str, ...]]:
    """One of the lists beside this module: the first column -> the others."""
    lines = (HERE / "names" / file).read_text(encoding="utf-8").splitlines()[1:]
    return {first: tuple(others) for first, *others in (line.split("\t") for line in lines)}


@cache
def names(file: str) -> dict[str, str]:
    """A list of names: an office's own name -> our code; "" means leave the rows out."""
    return {name: others[0] for name, others in table_of(file).items()}


def noted(file: str) -> list[Row]:
    """Rows written by hand in our own columns: what is known from elsewhere than the raw sets' tables."""
    text = (HERE / "names" / file).read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(text, delimiter="\t"))


@cache
def unsound(table: str) -> frozenset[tuple[str, str]]:
    """(area or currency, year) of raw figures that cannot be right; names/unsound.tsv says why of each."""
    rows = [row for row in noted("unsound.tsv") if row["table"] == table]
    return frozenset(
        (row["code"], str(year)) for row in rows for year in range(int(row["first"]), int(row["last"]) + 1)
    )


def scaled(text: str, factor: int, places: int = 0) -> str:
    """`text` times `factor`, rounded to `places`: raw files carry binary noise far behind the last true digit."""
    value = Decimal(text) * factor
    return plain(value.quantize(Decimal(1).scaleb(-places)))
