"""How a planted statement is written: names, periods and figures in the many ways of newsrooms, from planted.toml."""

from __future__ import annotations

import random
import re
import tomllib
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from factcheck.judging import wording
from sources.terms.key import Flow
from sources.terms.period import MONTH_NAMES, Period, PeriodKind

PREPOSITIONS = {Flow.EXPORT: "to", Flow.IMPORT: "from"}
BILLION, MILLION = Decimal(10) ** 9, Decimal(10) ** 6
START = re.compile(r"^\w|(?<=[a-z]{2}\. )\w")           # but not behind "U.S."
PRINTED, IN_MILLIONS = "86.51", "86,510"            # what planted.toml has in place of the number


@cache
def wordings() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("planted.toml").read_text(encoding="utf-8"))


class Phrasing:
    """Draws a wording; the same dice draw the same ones."""

    def __init__(self, dice: random.Random) -> None:
        self.dice = dice

    def write(self, kinds: tuple[str, ...], reporter: str, partner: str, period: Period, **words: str) -> str:
        """A sentence of one of the kinds that has wordings."""
        flow = Flow(words.pop("flow", "export"))
        choices = [text for kind in kinds for text in wordings().get(kind, ())]
        b = self.name(partner)
        text = self.dice.choice(choices).format(
            A=self.whose(reporter), S=self.whose(reporter, adjective=False), a=self.name(reporter), b=b,
            B=f"{b}'" if b.endswith("s") else f"{b}'s", flow=wording.FLOWS[flow][0],
            to=PREPOSITIONS.get(flow, "with"), went="went to" if flow is Flow.EXPORT else "came from",
            when=self.when(period), **{"basis": "", **words},
        )
        return START.sub(lambda found: found[0].upper(), text)

    def name(self, code: str) -> str:
        return str(self.dice.choice(wordings()["names"].get(code, [wording.name(code)])))

    def whose(self, code: str, adjective: bool = True) -> str:
        """"India's", or "Indian" where a noun of trade follows."""
        known = wordings()["whose"].get(code, [wording.possessive(code)])
        return str(self.dice.choice([each for each in known if adjective or each.endswith(("'s", "s'"))]))

    def when(self, period: Period) -> str:
        first, month = divmod(period.start, 12)
        last, end = divmod(period.end - 1, 12)
        kind = {PeriodKind.FISCAL_YEAR: "fiscal", PeriodKind.MONTH: "month", PeriodKind.QUARTER: "quarter"}
        text: str = self.dice.choice(wordings()["when"][kind.get(period.kind, "year")])
        return text.format(
            first=first, last=last, yy=f"{last % 100:02}", month=MONTH_NAMES[month], mon=MONTH_NAMES[month][:3],
            end=MONTH_NAMES[end], nth=wording.QUARTERS[month // 3], n=month // 3 + 1,
        )

    def money(self, value: Decimal) -> str:
        """Three or four digits, in billions or millions."""
        value = abs(value)
        form: str = self.dice.choice(wordings()["figures"]["money"])
        if IN_MILLIONS in form:
            return form.replace(IN_MILLIONS, f"{value / MILLION:,.0f}")
        if value < BILLION:
            form = form.replace("billion", "million").replace("bn", "mn").replace("B", "M")
            value *= 1000
        number = value / BILLION
        return form.replace(PRINTED, f"{number:.2f}" if number < 100 else f"{number:.1f}")

    def percent(self, value: Decimal, digits: int = 1, of: str = "percent") -> str:
        form: str = self.dice.choice(wordings()["figures"][of])
        return form.replace("12.3", f"{abs(value):.{digits}f}")

    def moved(self, up: bool) -> str:
        return str(self.dice.choice(wordings()["moved"]["up" if up else "down"]))
