"""The report of an audit: every question of the questions folder, answered, as text, one HTML page or CSV."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from importlib.resources import files
from typing import Any

from factcheck.audit import answers, manifest
from factcheck.audit.asking import Answer, ask, connect
from factcheck.audit.store import Store

CHARTED = ("documents", "findings", "alarms", "articles")       # columns that get bars, the first that is there
LONG = 300                      # characters of a cell in the page


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
        return (f"{counts['documents']:,} documents, {counts['failed']:,} failed, {counts['skipped']:,} skipped; "
                f"{counts['claims']:,} trade figures, {counts['alarms']:,} alarms")
    return "not finished: the figures below are of the tasks that are"


def _text(known: dict[str, Any], answered: list[Section]) -> str:
    parts = [f"Audit of {', '.join(known['archives'])}\n{headline(known)}\n"]
    parts += [f"{section.title}\n\n{answers.as_text(section.answer) if section.answer.rows else 'none' + chr(10)}"
              for section in answered]
    return "\n".join(parts)


def _csv(known: dict[str, Any], answered: list[Section]) -> str:
    """All sections in one file, each under a line with its name; an empty line ends it."""
    return "\n".join(f"# {section.name}\n{answers.as_csv(section.answer)}" for section in answered)


def _page(known: dict[str, Any], answered: list[Section]) -> str:
    style = files("factcheck.audit").joinpath("report.css").read_text(encoding="utf-8")
    run = known["runs"][-1] if known["runs"] else {}
    tables = ", ".join(f"{table['id']} ({table['vintage']})" for table in run.get("tables", ()))
    return (
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        f"<title>Audit of trade figures</title>\n<style>\n{style}</style>\n</head>\n<body>\n"
        f"<h1>Audit of trade figures</h1>\n<p>{escape(', '.join(known['archives']))}</p>\n"
        f"<p><strong>{escape(headline(known))}</strong></p>\n"
        + "".join(_section(section) for section in answered)
        + f"<footer><p>factcheck {escape(str(run.get('version', '')))}, {escape(str(known['finished'] or ''))}. "
          f"Tables: {escape(tables)}.</p></footer>\n</body>\n</html>\n"
    )


def _section(section: Section) -> str:
    columns, rows = section.answer.columns, section.answer.rows
    head = f"<section id=\"{escape(section.name)}\">\n<h2>{escape(section.title)}</h2>\n"
    if not rows:
        return head + "<p>None.</p>\n</section>\n"
    charted = next((columns.index(name) for name in CHARTED if name in columns), None)
    most = max((row[charted] or 0 for row in rows), default=0) if charted is not None else 0
    headings = "".join(f"<th scope=\"col\">{escape(name.replace('_', ' '))}</th>" for name in columns)
    body = "".join(
        "<tr>" + "".join(_cell(value, most if at == charted else 0) for at, value in enumerate(row)) + "</tr>\n"
        for row in rows
    )
    return f"{head}<table>\n<thead><tr>{headings}</tr></thead>\n<tbody>\n{body}</tbody>\n</table>\n</section>\n"


def _cell(value: Any, most: float) -> str:
    if isinstance(value, int | float) and not isinstance(value, bool):
        bar = f"<span class=\"bar\" style=\"width:{100 * value / most:.1f}%\"></span>" if most > 0 else ""
        return f"<td class=\"number\">{bar}<span>{escape(answers.shown(value))}</span></td>"
    text = "" if value is None else str(value)
    return f"<td>{escape(text if len(text) <= LONG else text[: LONG - 1] + '…')}</td>"
