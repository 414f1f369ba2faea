"""Findings made by hand: one of every verdict, for the tests of what is printed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from claims.claim import Claim, Direction, Found, Hedge, Kind, Modality, Sign
from factcheck.api import Report
from factcheck.finding import Alternative, Arithmetic, Finding, Repair, Verdict
from factcheck.inputs import Document
from sources.observation import Observation, Provenance, Status
from sources.terms.key import Basis, Flow, PartialKey, SeriesKey
from sources.terms.period import Period
from sources.terms.quantity import Interval

TEXT = """Exports to Freedonia grow

Sylvania's exports to Freedonia rose 11.6 per cent to USD 86.51 billion in 2024-25. Freedonia takes around 18 per cent \
of Sylvania's exports. Imports from Freedonia were USD 61 billion, and the two countries want to trade USD 500 billion \
by 2030. Sylvania's trade surplus was USD 41.2 billion. Exports of cuckoo clocks were worth USD 2.5 million."""

FISCAL_2024 = Period.fiscal_year(2024)
OFFICE = Provenance(
    "sylvania-partners", "Ministry of Trade, Sylvania", "https://stat.example/partners?year=2024&flow=export", "open",
    date(2026, 6, 10), authority=0,
)
FIRST = Provenance(
    "first-releases", "Ministry of Trade, Sylvania", "https://stat.example/press/2025-04", "open", date(2025, 4, 16),
    Status.FIRST, authority=2,
)


def seen(
    value: str, unit: str = "USD", source: Provenance = OFFICE, formula: str = "", flow: Flow = Flow.EXPORT,
) -> Observation:
    key = SeriesKey("IND", "USA", flow)
    return Observation(key, FISCAL_2024, Decimal(value), unit, source, f"IND|USA|{flow}|FY2024-25", formula=formula)


def claim(number: int, quote: str, value: str, unit: str = "USD", kind: Kind = Kind.LEVEL, **more: object) -> Claim:
    start = TEXT.index(quote)
    left = max(TEXT.rfind(". ", 0, start) + 2, TEXT.rfind("\n", 0, start) + 1)
    right = (TEXT.find(". ", start) + 1) or len(TEXT)
    amount = Decimal(value)
    fields: dict[str, object] = {
        "key": PartialKey("IND", "USA", Flow.EXPORT, "TOTAL", Basis.GOODS), "period": FISCAL_2024,
        "found": {"reporter": Found.SAID, "period": Found.CARRIED, "basis": Found.ASSUMED},
    }
    return Claim(
        f"c{number}", quote, start, start + len(quote), (left, right), kind, amount, unit, amount / 200,
        Interval.around(amount, amount / 200), **fields | more,  # type: ignore[arg-type]
    )


CLAIMS = (
    claim(1, "11.6 per cent", "11.6", "percent", Kind.CHANGE, direction=Direction.UP,
          versus=Period.fiscal_year(2023)),
    claim(2, "USD 86.51 billion", "86510000000"),
    claim(3, "18 per cent", "18", "percent", Kind.SHARE, hedge=Hedge.ABOUT,
          whole=PartialKey("IND", "WLD", Flow.EXPORT)),
    claim(4, "USD 61 billion", "61000000000"),
    claim(5, "USD 500 billion", "5E+11", kind=Kind.TARGET, modality=Modality.TARGET, period=Period.year(2030)),
    claim(6, "USD 41.2 billion", "41200000000", kind=Kind.BALANCE, sign=Sign.SURPLUS),
    claim(7, "USD 2.5 million", "2500000", product_name="cuckoo clocks", period=None),
)

FINDINGS = (
    Finding(CLAIMS[0], Verdict.SUPPORTED, "rounded", "Exports grew 11.6 per cent, from 77.52 to 86.51 billion dollars.",
            (seen("11.597", "percent", formula="IND export USA FY2024-25 / FY2023-24 - 1"),)),
    Finding(CLAIMS[1], Verdict.CLOSE, "truncated", "The published figure is 86.519, cut rather than rounded.",
            (seen("86519280000"), seen("86510000000", source=FIRST))),
    Finding(CLAIMS[2], Verdict.MISMATCHED, "other-period",
            "17.7 per cent was the share of 2023-24; in 2024-25 it was 19.8 per cent.",
            (seen("19.7673", "percent", formula="IND export USA / IND export WLD"),),
            "IND export USA / IND export WLD", Decimal("19.7673"), "percent",
            Repair("period", "FY2024-25", "FY2023-24", Decimal("17.7353"), 0.01),
            "around 20 per cent",
            (Alternative("goods and services, 2024-25", Verdict.CONTRADICTED, Decimal("16.2"), ()),)),
    Finding(CLAIMS[3], Verdict.CONTRADICTED, "differs", "Imports were 45.63 billion dollars, not 61.",
            (seen("45625200000", flow=Flow.IMPORT),), "", Decimal(45625200000), "USD", None, "USD 45.63 billion"),
    Finding(CLAIMS[4], Verdict.TARGET, "on-record",
            "Both leaders set this aim for goods and services on 13 February 2025; it needs 15 per cent a year."),
    Finding(CLAIMS[5], Verdict.SUPPORTED, "first-release", "Right as first published; since revised to 40.89 billion.",
            (seen("41180000000", source=FIRST, formula="IND export USA - IND import USA", flow=Flow.BALANCE),)),
    Finding(CLAIMS[6], Verdict.UNVERIFIABLE, "no-table", "No table holds exports of cuckoo clocks.",
            missing="IND|USA|export|CUCKOO-CLOCKS|goods"),
)

SUMS = (
    Arithmetic(("c2", "c4", "c6"), "export - import = balance", False, "41.2", "25.51",
               "86.51 less 61 is 25.51, not 41.2: one of the three is wrong."),
    Arithmetic(("c1", "c2"), "base x growth = new", True, "86.51", "86.51", "77.52 and 11.6 per cent more is 86.51."),
)

REPORT = Report(
    Document("articles/freedonia.txt", TEXT, "Exports to Freedonia grow", date(2025, 4, 17), "text"), FINDINGS, SUMS,
)
