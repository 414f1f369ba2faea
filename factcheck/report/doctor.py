"""What `factcheck doctor` found, for people and for programs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from factcheck.report.machine import SCHEMA
from factcheck.report.page import INDENT, Page


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was looked at."""

    section: str
    name: str
    value: str
    trouble: str = ""       # what is wrong with it and what to do; "" where all is well


def print_health(page: Page, lines: Sequence[Line]) -> None:
    widest = max((len(line.name) for line in lines), default=0) + 2
    for section, below in groupby(lines, key=lambda line: line.section):
        page.paragraph([(section, "bold")])
        for line in below:
            page.paragraph([(line.value, "")], INDENT, hanging=widest, label=line.name)
            if line.trouble:
                page.paragraph([("! ", "bold red"), (line.trouble, "")], INDENT + widest, hanging=INDENT)
    page.blank()
    wrong = sum(bool(line.trouble) for line in lines)
    told = "all is well" if not wrong else f"{wrong} {'thing needs' if wrong == 1 else 'things need'} a hand"
    page.paragraph([(told, "bold red" if wrong else "bold green")])


def health_object(lines: Sequence[Line]) -> dict[str, Any]:
    """The sections in order, each a list of {"name", "value", "trouble"}; trouble is null where all is well."""
    sections = {
        section: [{"name": line.name, "value": line.value, "trouble": line.trouble or None} for line in below]
        for section, below in groupby(lines, key=lambda line: line.section)
    }
    return {"schema": SCHEMA, "well": not any(line.trouble for line in lines), **sections}
