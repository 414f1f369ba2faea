"""JSON: what other programs rely on.  Names and codes here are stable; a removed or renamed one is a new `SCHEMA`."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from factcheck import __version__

if TYPE_CHECKING:
    from claims.claim import Claim
    from factcheck.desk.ignores import Ignore
    from factcheck.finding import Alternative, Arithmetic, Finding, Repair
    from factcheck.inputs import Document
    from factcheck.lookup.announced import Announcement
    from factcheck.lookup.answer import Answer
    from factcheck.lookup.runs import Run
    from factcheck.result import Report
    from sources.cards import Card
    from sources.observation import Observation
    from sources.terms.errors import UnreadableInput
    from sources.terms.key import PartialKey, SeriesKey
    from sources.terms.period import Period

SCHEMA = 1
Object = dict[str, Any]


def line(value: object) -> str:
    """One value on one line, ASCII alone: no terminal, pipe or line splitter can break it."""
    import json  # here, for a report in words has no use for it

    return json.dumps(value, ensure_ascii=True)


def page(value: object) -> str:
    """One value over many lines, for eyes as well."""
    import json

    return json.dumps(value, ensure_ascii=True, indent=2)


def number(value: Decimal | None) -> str | None:
    """Decimal text without exponent or idle zeros: "131840000000", "11.6"."""
    if value is None:
        return None
    written = format(value, "f")
    return written.rstrip("0").rstrip(".") if "." in written else written


def document_object(document: Document) -> Object:
    return {
        "schema": SCHEMA,
        "input": document.name,
        "text": document.text,
        "title": document.title,
        "published": document.published.isoformat() if document.published else None,
    }


def error_object(error: UnreadableInput) -> Object:
    return {"schema": SCHEMA, "input": error.input, "error": {"code": error.code, "message": str(error)}}


def extract_object(document: Document, claims: Iterable[Claim]) -> Object:
    return document_object(document) | {"claims": [claim_object(claim) for claim in claims]}


def report_object(report: Report) -> Object:
    return document_object(report.document) | {
        "findings": [finding_object(finding) for finding in report.findings],
        "arithmetic": [arithmetic_object(row) for row in report.arithmetic],
        "ignores": [ignore_object(each) for each in report.ignores],
    }


def whole_object(inputs: list[Object], cards: Iterable[Card] | None = None) -> Object:
    """All inputs in one; with the tables that they were held against, where they were."""
    held = {"tables": tables_held(cards)} if cards else {}
    return {"schema": SCHEMA, "version": __version__} | held | {"inputs": inputs}


def tables_held(cards: Iterable[Card]) -> list[Object]:
    """Which tables, of which release, letter for letter: what it takes to have the same findings again."""
    return [{"id": card.id, "vintage": card.vintage.isoformat(), "sha256": card.sha256} for card in cards]


def claim_object(claim: Claim) -> Object:
    return {
        "id": claim.id,
        "quote": claim.quote,
        "start": claim.start,
        "end": claim.end,
        "sentence": list(claim.sentence),
        "kind": claim.kind,
        "value": number(claim.value),
        "low": number(claim.stated.low),
        "high": number(claim.stated.high),
        "value_high": number(claim.value_high),
        "unit": claim.unit,
        "sign": claim.sign,
        "direction": claim.direction,
        "hedge": claim.hedge,
        "modality": claim.modality,
        "key": key_object(claim.key),
        "product_name": claim.product_name,
        "period": period_object(claim.period),
        "versus": period_object(claim.versus),
        "whole": key_object(claim.whole),
        "since": claim.since,
        "speaker": claim.speaker,
        "found": dict(claim.found),
    }


def key_object(key: PartialKey | SeriesKey | None) -> Object | None:
    if key is None:
        return None
    return {"reporter": key.reporter, "partner": key.partner, "flow": key.flow, "product": key.product,
            "basis": key.basis}


def period_object(period: Period | None) -> Object | None:
    if period is None:
        return None
    return {"start": period.first_month, "end": period.last_month, "kind": period.kind, "label": period.label}


def finding_object(finding: Finding) -> Object:
    return {
        "claim": claim_object(finding.claim),
        "verdict": finding.verdict,
        "reason": finding.reason,
        "sentence": finding.sentence,
        "evidence": [observation_object(seen) for seen in finding.evidence],
        "formula": finding.formula or None,
        "expected": number(finding.expected),
        "expected_unit": finding.expected_unit,
        "repair": repair_object(finding.repair),
        "correction": finding.correction,
        "alternatives": [alternative_object(other) for other in finding.alternatives],
        "missing": finding.missing,
        "ignored": finding.ignored,
    }


def observation_object(seen: Observation) -> Object:
    source = seen.provenance
    return {
        "table": source.table,
        "row": seen.row,
        "period": seen.period.label,
        "value": number(seen.value),
        "value_high": None,
        "unit": seen.unit,
        "status": source.status,
        "vintage": source.vintage.isoformat() if source.vintage else None,
        "publisher": source.publisher,
        "url": source.url,
        "licence": source.licence,
        "formula": seen.formula or None,
        "parts": [part.row for part in seen.parts],
    }


def repair_object(repair: Repair | None) -> Object | None:
    if repair is None:
        return None
    return {"field": repair.field, "from": repair.was, "to": repair.becomes, "value": number(repair.value),
            "chance": repair.chance}


def alternative_object(other: Alternative) -> Object:
    return {"reading": other.reading, "verdict": other.verdict, "value": number(other.value),
            "evidence": [observation_object(seen) for seen in other.evidence]}


def arithmetic_object(row: Arithmetic) -> Object:
    return {"claims": list(row.claims), "rule": row.rule, "holds": row.holds, "stated": row.stated,
            "implied": row.implied, "sentence": row.sentence, "ignored": row.ignored}


def ignore_object(each: Ignore) -> Object:
    """A comment in the text that lets findings pass; `trouble` says what is wrong with it."""
    return {"line": each.line, "start": each.start, "end": each.end, "word": each.word, "reason": each.reason,
            "trouble": each.trouble}


def answer_object(answer: Answer) -> Object:
    """What CONTRACT fields there are first; then what is there for some measures alone, empty for the others."""
    return {
        "schema": SCHEMA,
        "query": answer.query,
        "key": key_object(answer.key),
        "measure": answer.measure,
        "period": period_object(answer.period),
        "observations": [observation_object(seen) for seen in answer.observations],
        "mirror": [observation_object(seen) for seen in answer.mirror],
        "bases": [{"key": key_object(seen.key)} | observation_object(seen) for seen in answer.bases],
        "missing": answer.missing,
        "ignored": list(answer.ignored),
        "known_on": answer.known_on.isoformat() if answer.known_on else None,
        "each": answer.question.each if answer.runs else None,
        "series": [observation_object(seen) for seen in answer.series],
        "ranking": ranking_object(answer),
        "runs": [run_object(run) for run in answer.runs],
        "announced": [announcement_object(one) for one in answer.announced],
        "nearest": [{"key": key_object(seen.key)} | observation_object(seen) for seen in answer.nearest],
    }


def ranking_object(answer: Answer) -> list[Object]:
    """Everybody in order: {"rank": 1, "area": "USA"} and the level as an observation."""
    if not answer.ranking:
        return []
    from factcheck.lookup.observing import place_of, ranked_area

    return [{"rank": place_of(seen), "area": ranked_area(seen, answer.question)} | observation_object(seen)
            for seen in answer.ranking]


def run_object(run: Run) -> Object:
    return {"table": run.table, "periods": [seen.period.label for seen in run.observations],
            "values": [number(seen.value) for seen in run.observations],
            "absent": [period.label for period in run.absent]}


def announcement_object(one: Announcement) -> Object:
    seen = one.observation
    return {
        "what": one.what,
        "value": number(seen.value),
        "unit": seen.unit,
        "key": key_object(seen.key),
        "announced": one.announced.isoformat() if one.announced else None,
        "effective": one.effective.isoformat() if one.effective else None,
        "by_whom": one.by_whom or None,
        "note": one.note or None,
        "url": seen.provenance.url,
    }
