"""The rows that an audit writes, as plain values: CONTRACT's columns, and a few more that explain."""

from __future__ import annotations

import json
import math
from datetime import date
from decimal import Decimal

from claims.claim import Claim
from factcheck.audit.entry import Row
from factcheck.finding import Arithmetic, Finding
from factcheck.report.machine import claim_object, number

SENTENCE = 1000                 # characters of a sentence that are kept


def finding_row(document: str, finding: Finding, text: str) -> Row:
    claim, key = finding.claim, finding.claim.key
    seen = finding.evidence[0] if finding.evidence else None
    return verdict_columns(finding) | {
        "document": document,
        "claim_id": claim.id,
        "quote": claim.quote,
        "start": claim.start,
        "end": claim.end,
        "sentence_text": " ".join(text[claim.sentence[0] : claim.sentence[1]].split())[:SENTENCE],
        "kind": claim.kind.value,
        "value": real(claim.value),
        "low": real(claim.stated.low),
        "high": real(claim.stated.high),
        "unit": claim.unit,
        "sign": claim.sign and claim.sign.value,
        "direction": claim.direction and claim.direction.value,
        "hedge": claim.hedge and claim.hedge.value,
        "modality": claim.modality.value,
        "reporter": key.reporter,
        "partner": key.partner,
        "flow": key.flow and key.flow.value,
        "product": key.product,
        "basis": key.basis and key.basis.value,
        "period_start": claim.period and claim.period.first_month,
        "period_end": claim.period and claim.period.last_month,
        "row": seen.row if seen else None,
        "ignored": finding.ignored,
        "alarm": finding.is_alarm,
    }


def verdict_columns(finding: Finding) -> Row:
    """What a judgement says, as a new vintage may change it."""
    seen = finding.evidence[0] if finding.evidence else None
    vintage = seen.provenance.vintage if seen else None
    return {
        "verdict": finding.verdict.value,
        "reason": finding.reason,
        "expected": real(finding.expected),
        "expected_unit": finding.expected_unit,
        "repair_field": finding.repair.field if finding.repair else None,
        "repair_to": finding.repair.becomes if finding.repair else None,
        "table": seen.provenance.table if seen else None,
        "vintage": vintage,
        "explanation": finding.sentence,
        "correction": finding.correction,
        "missing": finding.missing,
    }


def claim_row(document: str, published: date | None, claim: Claim) -> Row:
    """A claim whole, so that it can be judged again without its text."""
    stored = claim_object(claim) | {"slack": number(claim.slack)}
    return {"document": document, "claim_id": claim.id, "published": published,
            "claim": json.dumps(stored, ensure_ascii=False)}


def arithmetic_row(document: str, found: Arithmetic) -> Row:
    """The article held against itself: figures that must fit together, and whether they do."""
    return {"document": document, "claims": list(found.claims), "rule": found.rule, "holds": found.holds,
            "stated": found.stated, "implied": found.implied, "explanation": found.sentence, "ignored": found.ignored}


def real(value: Decimal | None) -> float | None:
    """For asking questions of; the exact figure is in the stored claim.  None for what no double holds."""
    if value is None:
        return None
    as_real = float(value)
    return as_real if math.isfinite(as_real) else None
