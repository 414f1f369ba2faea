"""What was found of one figure: the verdict and why, what to write instead, the rows it rests on, how it was read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from factcheck.explain import read_fields
from factcheck.finding import Finding, Verdict
from factcheck.report.charted import charted
from factcheck.report.explain import HOW, exactly
from factcheck.report.html.chart import figure
from factcheck.report.html.markup import Markup, element, join, link, scrolled
from factcheck.report.notices import rules
from factcheck.report.telling import LOOKS, called, edition, figure_of, made_of, read_at, worked, worth
from factcheck.report.wording import many

if TYPE_CHECKING:
    from factcheck.finding import Alternative
    from factcheck.report.formats import Manner
    from sources.observation import Observation
    from sources.tables import Tables


def panel(finding: Finding, prefix: str, tables: Tables | None, manner: Manner) -> Markup:
    """Folded to the verdict and its sentence; an alarm is open, for it is what the reader came for."""
    claim = finding.claim
    name = f"{prefix}{claim.id}"
    head = element(
        "summary",
        element("span", element("span", LOOKS[finding.verdict][0], class_="symbol", aria_hidden="true"), " ",
                called(finding.verdict, manner), class_="verdict"), " ",
        element("bdi", claim.quote, class_="quote"), " ",
        element("span", finding.sentence, class_="sentence", dir="auto"),
        element("span", f"Ignored: {finding.ignored}", class_="sentence quiet") if finding.ignored else None,
    )
    body = element("div", *parts(finding, prefix, tables), class_="body")
    return element("details", head, body, id=name, class_=f"panel {finding.verdict}",
                   data_verdict=finding.verdict.value, open=finding.is_alarm)


def parts(finding: Finding, prefix: str, tables: Tables | None) -> Iterator[Markup]:
    if meaning := rules().get(finding.reason):
        yield element("p", element("b", f"{meaning.name}."), f" {meaning.help}", class_="quiet")
    if finding.correction:
        yield correction(finding.correction)
    if tables is not None and (shown := charted(finding, tables)) is not None:
        yield figure(shown, finding.verdict, finding.claim.quote)
    if finding.evidence:
        yield evidence(finding)
    if finding.missing:
        yield element("p", element("b", "Missing: "), element("code", finding.missing))
    if finding.repair:
        repair = finding.repair
        yield element(
            "p", element("b", "One change makes it right: "), f"{repair.field}, {repair.was} → {repair.becomes}. ",
            element("span", f"The chance that one of the changes tried fits by accident is "
                            f"{100 * repair.chance:.2g} per cent.", class_="quiet"))
    if finding.alternatives:
        yield weighed(finding)
    yield reading(finding)
    yield element("p", element("a", "Back to the text", href=f"#{prefix}{finding.claim.id}-text"), class_="back")


def correction(words: str) -> Markup:
    return element(
        "p", element("b", "Write "), element("bdi", words, class_="correction"), " ",
        element("button", "Copy", type="button", class_="copy", hidden=True, aria_label=f"Copy: {words}"),
        class_="write")


def evidence(finding: Finding) -> Markup:
    rows = [evidence_row(seen) for seen in finding.evidence]
    head = element("tr", *(element("th", word, scope="col") for word in ("Figure", "What it is", "Source")))
    return element("table", element("caption", "What the tables say"), element("thead", head), element("tbody", *rows),
                   class_="evidence")


def evidence_row(seen: Observation) -> Markup:
    numbers = worked(seen)
    source = seen.provenance
    return element(
        "tr", element("th", figure_of(seen), scope="row"),
        element("td", element("code", made_of(seen)), element("small", numbers) if numbers else None),
        element("td", link(source.url, source.publisher),
                element("small", f"{read_at(source).lstrip(', ')} {edition(source)}, table {source.table}".strip())))


def weighed(finding: Finding) -> Markup:
    rows = dict.fromkeys(alternative_row(finding, other) for other in finding.alternatives)
    head = element("tr", *(element("th", word, scope="col") for word in ("Reading", "Figure", "Fits the text")))
    table = element("table", element("thead", head), element("tbody", *rows))
    about = f"Also weighed: {many(len(rows), 'reading')}"
    return folded(about, scrolled(table, f"Readings weighed for {finding.claim.quote}"))


def alternative_row(finding: Finding, other: Alternative) -> Markup:
    fits = "yes" if other.verdict is Verdict.SUPPORTED else "no"
    return element("tr", element("td", other.reading), element("td", worth(finding, other)), element("td", fits))


def reading(finding: Finding) -> Markup:
    """Field by field, and how each is known."""
    claim = finding.claim
    rows = [join(element("dt", field.name),
                 element("dd", field.value,
                         element("small", f" {HOW[field.found]}") if field.found is not None else None))
            for field in read_fields(claim)]
    low, high = exactly(claim.stated.low, claim.unit), exactly(claim.stated.high, claim.unit)
    stated = element("dt", "stands for"), element("dd", f"{low} to {high}")
    code = element("dt", "reason"), element("dd", element("code", finding.reason))
    return folded(f"How it was read ({claim.id})", element("dl", *rows, *stated, *code))


def folded(words: str, inside: Markup) -> Markup:
    return element("details", element("summary", words), inside, class_="more")
