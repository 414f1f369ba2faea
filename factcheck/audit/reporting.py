"""The report of an audit: every question of the questions folder, answered, as text, one HTML page or CSV."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from factcheck.audit import answers, manifest
from factcheck.audit.asking import Answer, ask, connect
from factcheck.audit.store import Store
from factcheck.report.wording import many


@dataclass(frozen=True, slots=True)
class Section:
    name: str                   # "08-worst": the question's file
    title: str
    answer: Answer


def sections(store: Store, rows: int) -> Iterator[Section]:
    """Every question with its answer; lists have `rows` rows at most."""
    connection = connect(store)
    folder = files("factcheck.audit").joinpath("questions")
    for question in sorted(folder.iterdir(), key=lambda file: file.name):
        title, _, sql = question.read_text(encoding="utf-8").partition("\n")
        answer = ask(store, sql.replace("$rows", str(int(rows))), connection=connection)
        yield Section(question.name.removesuffix(".sql"), title.removeprefix("-- "), answer)


def render(store: Store, style: str, rows: int) -> str:
    known = manifest.read(store)
    answered = list(sections(store, rows))
    return {"text": _text, "html": _page, "csv": _csv}[style](known, answered)


def headline(known: dict[str, Any]) -> str:
    """One line on what was audited and whether it is all there."""
    if counts := known["counts"]:
        return (f"{many(counts['documents'], 'document')}, {counts['failed']:,} failed, {counts['skipped']:,} skipped; "
                f"{many(counts['claims'], 'trade figure')}, {many(counts['alarms'], 'alarm')}")
    return "not finished: the figures below are of the tasks that are"


def _text(known: dict[str, Any], answered: list[Section]) -> str:
    parts = [f"Audit of {', '.join(known['archives'])}\n{headline(known)}\n"]
    parts += [f"{section.title}\n\n{answers.as_text(section.answer) if section.answer.rows else 'none' + chr(10)}"
              for section in answered]
    return "\n".join(parts)


def _page(known: dict[str, Any], answered: list[Section]) -> str:
    from factcheck.audit import report_page

    return report_page.render(known, headline(known), {each.name: (each.title, each.answer) for each in answered})


def _csv(known: dict[str, Any], answered: list[Section]) -> str:
    """All sections in one file, each under a line with its name; an empty line ends it."""
    return "\n".join(f"# {section.name}\n{answers.as_csv(section.answer)}" for section in answered)
