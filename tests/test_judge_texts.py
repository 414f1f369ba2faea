"""Whole texts, read and judged by the tables that come with the program: what is said of each figure, and of the
article's own sums."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from conftest import cases
from prose import flaws

from factcheck.api import check_text
from sources.tables import Tables


@pytest.mark.parametrize("case", cases("judged.jsonl"))
def test_a_text_is_judged(case: dict[str, Any]) -> None:
    published = date.fromisoformat(case["published"]) if "published" in case else None
    report = check_text(case["text"], Tables.bundled(), published, case.get("title"))
    found = {finding.claim.quote: finding for finding in report.findings}
    wanted = case.get("judged", {})
    said = {quote: f"{found[quote].verdict} {found[quote].reason}" for quote in wanted if quote in found}
    assert said == wanted, [finding.sentence for finding in report.findings]
    for quote, words in case.get("says", {}).items():
        assert words in found[quote].sentence
    printed = "\n".join(found)
    for told in (*report.findings, *report.arithmetic):
        assert not flaws(told.sentence, printed)
    if "broken" in case:
        assert [one.sentence for one in report.arithmetic if not one.holds] == case["broken"]
