"""Tables made of gathered series: official figures read in public copies, a line of consecutive months each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from sources.build.rows import HERE, Row, read_csv, scaled
from sources.terms.period import Period, month_label

GATHERED = HERE / "gathered"
HOW = ("period", "factor", "newest", "via", "values")     # how a line is read; its other columns are the rows' own


def gathered(table: str) -> Callable[[Path], Iterator[Row]]:
    """What builds `table` from gathered/<table>.csv alone, whatever the folder of raw sets."""
    return partial(figures, GATHERED / f"{table}.csv")


def figures(path: Path, _raw: Path) -> Iterator[Row]:
    """The lines of a gathered file as rows.

    `values` has one figure, of `period`, or several, of as many months from the month `period` on.  They count
    `factor` units each.  The last one has the status `newest`, where that is given: the others are revised by then.
    `via` says where the line was read: repository@commit:path, or an address.
    """
    for line in read_csv(path):
        values = line["values"].split()
        for index, value in enumerate(values):
            row = {column: text for column, text in line.items() if column not in HOW}
            if line["newest"] and index == len(values) - 1:
                row["status"] = line["newest"]
            row["period"] = label(line["period"], index, len(values))
            row["value"] = scaled(value, int(line["factor"]))
            yield row


def label(period: str, index: int, count: int) -> str:
    return period if count == 1 else month_label(Period.parse(period).start + index)
