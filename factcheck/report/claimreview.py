"""ClaimReview (schema.org JSON-LD), as a draft: a person has to sign it and say where it will be published."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, TextIO

from factcheck.finding import Verdict
from factcheck.report.addresses import uri
from factcheck.report.machine import Object, page
from factcheck.report.notices import rule
from factcheck.report.wording import plain
from sources.terms.errors import UnreadableInput

if TYPE_CHECKING:
    from factcheck.finding import Finding
    from factcheck.report.formats import Manner, Result
    from factcheck.result import Report
    from sources.observation import Observation
    from sources.tables import Tables

# Of 5.  What cannot be checked, and what is about the future, gets no review.
RATINGS = {Verdict.CONTRADICTED: 1, Verdict.MISMATCHED: 2, Verdict.CLOSE: 4, Verdict.SUPPORTED: 5}
TO_FILL_IN = "TO BE FILLED IN"


def write(results: Iterable[Result], tables: Tables, out: TextIO, manner: Manner) -> None:
    """One graph with a review for each figure that was judged; quietly, of the alarms alone.

    It can stand inside a script element of a page: no text of an article can end it.
    """
    graph = [review for result in results if not isinstance(result, UnreadableInput)
             for review in reviews(result, manner)]
    written = page({"@context": "https://schema.org", "@graph": graph})
    for letter in "<>&":
        written = written.replace(letter, f"\\u{ord(letter):04x}")
    out.write(written + "\n")


def reviews(report: Report, manner: Manner) -> Iterator[Object]:
    for finding in report.findings:
        if finding.verdict in RATINGS and not finding.ignored and (finding.verdict.is_alarm or not manner.quiet):
            yield review(report, finding)


def review(report: Report, finding: Finding) -> Object:
    claim = finding.claim
    made: Object = {
        "@type": "ClaimReview",
        "creativeWorkStatus": "Draft",
        "url": TO_FILL_IN,
        "datePublished": TO_FILL_IN,
        "author": {"@type": "Organization", "name": TO_FILL_IN, "url": TO_FILL_IN},
        "claimReviewed": plain(report.document.text[slice(*claim.sentence)]),
        "about": plain(claim.quote),
        "itemReviewed": reviewed(report, finding),
        "reviewRating": {
            "@type": "Rating", "ratingValue": RATINGS[finding.verdict], "bestRating": 5, "worstRating": 1,
            "alternateName": f"{finding.verdict.capitalize()}: {rule(finding.reason).name}",
            "ratingExplanation": plain(finding.sentence),
        },
        "reviewBody": plain(finding.sentence),
    }
    if finding.evidence:
        made["isBasedOn"] = [dataset(seen) for seen in finding.evidence]
    return made


def reviewed(report: Report, finding: Finding) -> Object:
    document = report.document
    article: Object = {"@type": "NewsArticle"}
    if document.title:
        article["headline"] = plain(document.title)
    if document.published:
        article["datePublished"] = document.published.isoformat()
    article["url" if "://" in document.name else "identifier"] = uri(document.name)
    item: Object = {"@type": "Claim", "appearance": article}
    if finding.claim.speaker:
        item["author"] = {"@type": "Person", "name": plain(finding.claim.speaker)}
    return item


def dataset(seen: Observation) -> Object:
    source = seen.provenance
    made: Object = {"@type": "Dataset", "name": source.table, "identifier": seen.row or seen.formula,
                    "publisher": {"@type": "Organization", "name": source.publisher}}
    if source.url:
        made["url"] = source.url
    if source.vintage:
        made["dateModified"] = source.vintage.isoformat()
    return made
