"""Tables made of gathered series: official figures read in public copies, a line of consecutive periods each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from sources.build.rows import HERE, Row, read_csv, scaled
from sources.terms.period import Period

GATHERED = HERE / "gathered"
HOW = ("period", "factor", "newest", "via", "values")     # how a line is read; its other columns are the rows' own


def gathered(table: str) -> Callable[[Path], Iterator[Row]]:
    """What builds `table` from gathered/<table>.csv alone, whatever the folder of raw sets."""
    return partial(figures, GATHERED / f"{table}.csv")


def figures(path: Path, _raw: Path) -> Iterator[Row]:
    """The lines of a gathered file as rows.

    `values` has one figure, of `period`, or several, of as many months, quarters or years from `period` on.  They count
    `factor` units each.  The last one has the status `newest`, where that is given: the others are revised by then.
    `via` says where the line was read: repository@commit:path, or an address.
    """
    for line in read_csv(path):
        values = line["values"].split()
        for index, value in enumerate(values):
            row = {column: text for column, text in line.items() if column not in HOW}
            if line["newest"] and index == len(values) - 1:
                row["status"] = line["newest"]
            row["period"] = label(line["period"], index)
            row["value"] = scaled(value, int(line["factor"]))
            yield row


def label(first: str, index: int) -> str:
    """The period that comes `index` periods of the same length after `first`."""
    period = Period.parse(first)
    return period.shift(index * period.length).label if index else first
