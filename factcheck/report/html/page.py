"""The page: articles with their findings, an overview where there are many, sources and the meaning of the verdicts."""

from __future__ import annotations

from base64 import b64encode
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, TextIO

from factcheck import __version__
from factcheck.finding import Arithmetic, Finding, Verdict
from factcheck.judging.wording import day
from factcheck.report.html.article import annotated
from factcheck.report.html.markup import Markup, element, join, link, scrolled, text
from factcheck.report.html.panel import panel
from factcheck.report.sections import Part, counted, folds, parts
from factcheck.report.telling import LOOKS, PLAINLY, called, edition, not_adding_up, read_at
from factcheck.report.wording import many
from sources.terms.errors import UnreadableInput

if TYPE_CHECKING:
    from factcheck.report.formats import Manner, Result
    from factcheck.result import Report
    from sources.observation import Provenance
    from sources.tables import Tables

HERE = Path(__file__).parent


def render(
    reports: Sequence[Report], tables: Tables | None = None, failures: Iterable[UnreadableInput] = (),
    manner: Manner = PLAINLY,
) -> str:
    """The whole page.  With `tables`, a figure is shown in the series that it is out of."""
    articles = [fragment(report, tables, f"a{number}-", manner) for number, report in enumerate(reports, 1)]
    tally = Counter(finding.verdict for report in reports for finding in report.findings)
    title = reports[0].document.headline if len(reports) == 1 else many(len(reports), "article")
    return template().substitute(
        title=text(title), policy=text(content_policy()), style=style(), script=script(), version=text(__version__),
        summary=summary(tally, reports), filters=filters(tally, manner),
        overview=overview(reports, manner) if len(reports) > 1 else "",
        articles=join(*articles), failures=unread(failures), sources=sources(reports),
        **{verdict.value: text(called(verdict, manner)) for verdict in Verdict},
    )


def write(results: Iterable[Result], tables: Tables, out: TextIO, manner: Manner) -> None:
    """For the registry of formats.  Nothing is left out of a page, which has filters instead."""
    reports: list[Report] = []
    failures: list[UnreadableInput] = []
    for result in results:
        if isinstance(result, UnreadableInput):
            failures.append(result)
        else:
            reports.append(result)
    out.write(render(reports, tables, failures, manner))


def fragment(
    report: Report, tables: Tables | None = None, prefix: str = "", manner: Manner = PLAINLY,
) -> Markup:
    """One article with its findings, `prefix` before every id in it.  All that is foreign in it is escaped."""
    document = report.document
    name = f"{prefix}article"
    dated = f"published {day(document.published)}" if document.published else None
    how = f"from the {document.dated_by}" if dated and document.dated_by not in (None, "option") else None
    facts = [element("bdi", document.called) if document.title else None, dated, how]
    head = element(
        "header", element("h2", document.headline, id=f"{name}-title", dir="auto",
                          class_=None if document.title else "untitled"),
        element("p", *joined([fact for fact in facts if fact is not None]), class_="quiet"),
        element("p", join(*tallied(Counter(finding.verdict for finding in report.findings), manner)), class_="tally"))
    troubles = [element("li", f"Line {each.line}: {each.message}") for each in report.ignores if each.trouble]
    body = element(
        "section", element("h3", "The article", class_="unseen"),
        element("div", annotated(document.text, report.findings, prefix, manner, document.title), class_="text",
                dir="auto", lang=language(report)),
        element("h3", "Comments to mend") if troubles else None,
        element("ul", *troubles, class_="troubles") if troubles else None,
        class_="story")
    found = element(
        "section", element("h3", "Figure by figure", id=f"{name}-found", class_="unseen"),
        *(told(report, tables, prefix, manner) or [element("p", "No trade figures were found.", class_="quiet")]),
        class_="findings", aria_labelledby=f"{name}-found {name}-title")
    return element("article", head, element("div", body, found, class_="columns"), id=name,
                   aria_labelledby=f"{name}-title")


def told(report: Report, tables: Tables | None, prefix: str, manner: Manner) -> list[Markup]:
    """The parts of the report: what needs attention first, and folded away what could not be checked."""
    def panels(findings: Iterable[Finding]) -> list[Markup]:
        return [panel(finding, prefix, tables, manner) for finding in findings]

    broken = [row for row in report.arithmetic if row.is_broken]
    found = dict(parts(report.findings, PLAINLY))
    if broken:
        found = {Part.ATTENTION: [], **found}
    made = []
    for part, of_it in found.items():
        wrong = broken if part is Part.ATTENTION else []
        words = f"{part}: {counted(len(of_it), len(wrong))}"
        if part is not Part.NOT_CHECKED:
            sums = [arithmetic(row, report, prefix) for row in wrong]
            made.append(element("div", element("h3", words), *panels(of_it), *sums, class_="part"))
            continue
        groups = [piece for fold in folds(of_it) for piece in (
            element("h4", f"{fold.words}: {len(fold.findings)}"), *panels(fold.findings))]
        made.append(element("details", element("summary", element("h3", words)), *groups, class_="part fold"))
    others = [arithmetic(row, report, prefix) for row in report.arithmetic if not row.is_broken]
    if others:
        made.append(element("div", element("h3", "Do the figures fit together?"), *others))
    return made


def language(report: Report) -> str:
    from claims.language import guess

    document = report.document
    return guess(document.text) if document.language == "auto" else document.language


def joined(facts: Sequence[str]) -> list[str]:
    return [piece for fact in facts for piece in (" · ", fact)][1:]


def arithmetic(row: Arithmetic, report: Report, prefix: str) -> Markup:
    quotes = {finding.claim.id: finding.claim.quote for finding in report.findings}
    verdict = Verdict.SUPPORTED if row.holds else Verdict.MISMATCHED
    links = [element("a", element("bdi", quotes[claim]), href=f"#{prefix}{claim}") if claim in quotes else text(claim)
             for claim in row.claims]
    head = element("span", element("span", LOOKS[verdict][0], class_="symbol", aria_hidden="true"),
                   " adds up" if row.holds else " does not add up", class_="verdict")
    pieces = [piece for each in links for piece in (text("; "), each)][1:]
    passed = element("p", f"Ignored: {row.ignored}", class_="quiet") if row.ignored else None
    return element("div", element("p", head, " ", element("code", row.rule)), element("p", *pieces),
                   element("p", row.sentence, dir="auto"), passed, class_=f"sum {verdict}")


def tallied(tally: Counter[Verdict], manner: Manner) -> list[Markup]:
    return [
        element("span", element("span", LOOKS[verdict][0], class_="symbol", aria_hidden="true"),
                f" {tally[verdict]} {called(verdict, manner)}", class_=f"count {verdict}")
        for verdict in LOOKS if tally[verdict]
    ]


def summary(tally: Counter[Verdict], reports: Sequence[Report]) -> Markup:
    broken = sum(row.is_broken for report in reports for row in report.arithmetic)
    sums = f"; {not_adding_up(broken)}" if broken else ""
    return text(f"{many(tally.total(), 'figure')} in {many(len(reports), 'article')}{sums}.")


def filters(tally: Counter[Verdict], manner: Manner) -> Markup:
    buttons = [
        element("button", element("span", LOOKS[verdict][0], class_="symbol", aria_hidden="true"),
                f" {called(verdict, manner)} ", element("span", str(tally[verdict]), class_="quiet"),
                type="button", class_=f"filter {verdict}", data_verdict=verdict.value, aria_pressed="false")
        for verdict in LOOKS if tally[verdict]
    ]
    return join(*buttons)


def overview(reports: Sequence[Report], manner: Manner) -> Markup:
    """A row an article, the verdicts in columns."""
    tallies = [Counter(finding.verdict for finding in report.findings) for report in reports]
    shown = [verdict for verdict in LOOKS if any(tally[verdict] for tally in tallies)]
    head = element("tr", element("th", "Article", scope="col"), element("th", "Figures", scope="col", class_="number"),
                   *(element("th", called(verdict, manner), scope="col", class_="number") for verdict in shown))
    rows = []
    for number, (report, tally) in enumerate(zip(reports, tallies, strict=True), 1):
        document = report.document
        where = element("a", document.headline, href=f"#a{number}-article", dir="auto")
        rows.append(element(
            "tr", element("th", where, element("small", document.called) if document.title else None, scope="row"),
            element("td", str(tally.total()), class_="number"),
            *(element("td", str(tally[verdict]) if tally[verdict] else "–",
                      class_=f"number {verdict if tally[verdict] else 'quiet'}") for verdict in shown)))
    table = element("table", element("thead", head), element("tbody", *rows), class_="overview")
    return element("section", element("h2", "The articles", id="overview"), scrolled(table, "The articles"),
                   aria_labelledby="overview")


def unread(failures: Iterable[UnreadableInput]) -> Markup:
    items = [element("li", str(failure)) for failure in failures]
    if not items:
        return join()
    return element("section", element("h2", "Could not be read", id="unread"), element("ul", *items),
                   aria_labelledby="unread")


def sources(reports: Sequence[Report]) -> Markup:
    """Every source that a finding rests on, with its licence; a table once, its releases together."""
    found: dict[tuple[str, str, str], list[Provenance]] = {}
    for report in reports:
        for finding in report.findings:
            for seen in finding.evidence:
                source = seen.provenance
                releases = found.setdefault((source.publisher, source.table, source.url), [])
                if source not in releases:
                    releases.append(source)
    items = [element("li", source_line(releases)) for releases in found.values()]
    if not items:
        return join()
    return element("section", element("h2", "Sources", id="sources"), element("ul", *items, class_="sources"),
                   aria_labelledby="sources")


def source_line(releases: Sequence[Provenance]) -> Markup:
    source = releases[0]
    dated = ", ".join(map(edition, releases))
    return join(
        element("b", link(source.url, source.publisher)), f"{read_at(source)}, {dated}, table ",
        element("code", source.table),
        element("small", source.url, class_="address"), element("small", f"Licence: {source.licence}"))


def content_policy() -> str:
    """What a browser is to let the page do: its own style and script, known by their sums, and nothing else."""
    return (f"default-src 'none'; style-src {hashed(style())}; script-src {hashed(script())}; "
            "base-uri 'none'; form-action 'none'")


def hashed(part: str) -> str:
    return f"'sha256-{b64encode(sha256(part.encode()).digest()).decode('ascii')}'"


@cache
def style() -> str:
    """The style sheet, for a <style> element or a file."""
    return (HERE / "page.css").read_text(encoding="utf-8")


@cache
def script() -> str:
    """Filters, keys, copying and the choice of light or dark; the page can be read without it."""
    return (HERE / "page.js").read_text(encoding="utf-8")


@cache
def template() -> Template:
    return Template((HERE / "page.html").read_text(encoding="utf-8"))
