"""Makes statements from the tables, right ones and ones with an error planted, in the wordings of planted.toml."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from pathlib import Path

from factcheck.judging import wording
from sources.observation import Observation
from sources.tables import Tables
from sources.terms.key import WORLD, Basis, Flow, SeriesKey
from sources.terms.period import Period

PREPOSITIONS = {Flow.EXPORT: "to", Flow.IMPORT: "from"}
NTH = ("largest", "second-largest", "third-largest", "fourth-largest", "fifth-largest")
CLEAR = Decimal("0.04")                 # a planted figure this near the true one would not be an error


@cache
def templates() -> dict[str, list[str]]:
    return tomllib.loads(Path(__file__).with_name("planted.toml").read_text(encoding="utf-8"))


class Generator:
    """Draws statements; the same seed draws the same ones from the same tables."""

    def __init__(self, tables: Tables, seed: int) -> None:
        self.tables, self.chosen = tables, random.Random(seed)
        self.fixed: tuple[str, str, Period] | None = None      # while an article is written: what all of it is about

    # What is true

    def pair(self) -> tuple[str, str, Period]:
        """A reporter, one of its larger partners and a year both are held for, with the year before."""
        if self.fixed is not None:
            return self.fixed
        order: tuple[Observation, ...] = ()
        while not order:
            if self.chosen.random() < 0.6:
                reporter, period = "IND", Period.fiscal_year(self.chosen.randint(2012, 2024))
            else:
                reporter, period = "USA", Period.year(self.chosen.randint(2015, 2024))
            order = self.tables.ranking(reporter, Flow.EXPORT, period)[:25]
        return reporter, self.chosen.choice(order).key.partner, period

    def nation(self) -> tuple[str, Period]:
        """A country and a calendar year of its trade with the world."""
        order = self.tables.world_ranking(Flow.EXPORT, Period.year(2022))[:40]
        reporter = self.chosen.choice([seen.key.reporter for seen in order])
        return reporter, Period.year(self.chosen.randint(2005, 2023))

    def value(self, key: SeriesKey, period: Period) -> Observation | None:
        return next(iter(self.tables.look_up(key, period)), None)

    # How it is written

    def write(self, kind: str, reporter: str, partner: str, period: Period, figure: str, **words: str) -> str:
        flow = Flow(words.pop("flow", "export"))
        text = self.chosen.choice(templates()[kind]).format(
            A=wording.possessive(reporter), a=wording.name(reporter), b=wording.name(partner), v=figure,
            flow=wording.FLOWS[flow][0], to=PREPOSITIONS.get(flow, "with"), when=wording.when(period),
            **{"basis": "", **words},
        )
        return text[:1].upper() + text[1:]

    def money(self, value: Decimal) -> str:
        """In one of the ways newsrooms print it, three or four digits."""
        value = abs(value)
        before, after = self.chosen.choice((("$", " billion"), ("USD ", " billion"), ("US$", " billion"), ("$", "bn")))
        size = Decimal(10) ** 9
        if value < size:
            size, after = Decimal(10) ** 6, after.replace("billion", "million").replace("bn", "mn")
        number = value / size
        digits = 2 if number < 100 else 1
        return f"{before}{number:.{digits}f}{after}"

    def percent(self, value: Decimal, digits: int = 1) -> str:
        return f"{abs(value):.{digits}f}{self.chosen.choice((' per cent', ' percent', '%'))}"

    def flow(self) -> Flow:
        return self.chosen.choice((Flow.EXPORT, Flow.IMPORT))

    # Right statements

    def right(self) -> str | None:
        kind = self.chosen.choice((
            "level", "world", "total", "balance", "share", "change", "rank", "month", "hedged", "rise", "fromto",
            "worldshare", "record",
        ))
        made: Callable[[], str | None] = getattr(self, f"right_{kind}")
        return made()

    def right_level(self, shift: int = 0, swap: bool = False, factor: str = "1", scale: bool = False) -> str | None:
        """A value between two countries; with `shift` the year's before or after, `swap` the other flow's ..."""
        reporter, partner, period = self.pair()
        flow = self.flow()
        key = SeriesKey(reporter, partner, flow)
        true = self.value(key, period)
        other = self.value(
            SeriesKey(reporter, partner, flow.mirror if swap else flow), period.shift(12 * shift)
        )
        if true is None or other is None:
            return None
        value = other.value * Decimal(factor)
        if (shift or swap or factor != "1") and abs(value / true.value - 1) < CLEAR:
            return None
        figure = self.money(value)
        if scale:
            if "illion" not in figure or value < 10**9:
                return None
            figure = figure.replace("billion", "million")
        return self.write("level", reporter, partner, period, figure, flow=flow)

    def right_world(self, basis: str = "") -> str | None:
        reporter, period = self.nation()
        flow = self.flow()
        true = self.value(SeriesKey(reporter, WORLD, flow), period)
        if true is None or true.unit != "USD":
            return None
        return self.write("world", reporter, WORLD, period, self.money(true.value), flow=flow,
                          basis=basis or self.chosen.choice(("merchandise ", "goods ")))

    def right_total(self) -> str | None:
        reporter, partner, period = self.pair()
        true = self.value(SeriesKey(reporter, partner, Flow.TOTAL), period)
        return true and self.write("total", reporter, partner, period, self.money(true.value))

    def right_balance(self, turned: bool = False) -> str | None:
        reporter, partner, period = self.pair()
        true = self.value(SeriesKey(reporter, partner, Flow.BALANCE), period)
        if true is None or abs(true.value) < 10**8:
            return None
        sign = "deficit" if (true.value < 0) is not turned else "surplus"
        return self.write("balance", reporter, partner, period, self.money(true.value), sign=sign)

    def right_share(self, shift: int = 0) -> str | None:
        reporter, partner, period = self.pair()
        key = SeriesKey(reporter, partner, self.flow())
        whole = SeriesKey(reporter, WORLD, key.flow)
        true = next(iter(self.tables.share(key, whole, period)), None)
        other = next(iter(self.tables.share(key, whole, period.shift(12 * shift))), None)
        if true is None or other is None or other.value < 3 or (shift and abs(other.value / true.value - 1) < CLEAR):
            return None
        return self.write("share", reporter, partner, period, self.percent(other.value), flow=key.flow)

    def right_change(self, turned: bool = False) -> str | None:
        reporter, partner, period = self.pair()
        key = SeriesKey(reporter, partner, self.flow())
        true = next(iter(self.tables.growth(key, period)), None)
        if true is None or not 3 < abs(true.value) < 80:
            return None
        moved = self.chosen.choice(("rose", "grew", "increased") if (true.value > 0) is not turned else
                                   ("fell", "declined", "dropped"))
        return self.write("change", reporter, partner, period, self.percent(true.value), flow=key.flow, moved=moved)

    def right_rank(self, wrong: int = 0) -> str | None:
        reporter, _, period = self.pair()
        order = self.tables.ranking(reporter, Flow.TOTAL, period)[:5]
        if not order:
            return None
        place = self.chosen.randrange(len(order))
        said = (place + wrong) % 5
        if wrong and abs(order[said].value / order[place].value - 1) < CLEAR:
            return None
        return self.write("rank", reporter, order[place].key.partner, period, "", nth=NTH[said])

    def right_month(self, shift: int = 0) -> str | None:
        period = Period.month(self.chosen.randint(2014, 2024), self.chosen.randint(1, 12))
        order = self.tables.ranking("USA", Flow.EXPORT, Period.year(2022))[:20]
        partner, flow = self.chosen.choice(order).key.partner, self.flow()
        true, other = (self.value(SeriesKey("USA", partner, flow), p) for p in (period, period.shift(shift)))
        if true is None or other is None or (shift and abs(other.value / true.value - 1) < CLEAR):
            return None
        return self.write("month", "USA", partner, period, self.money(other.value), flow=flow)

    def right_hedged(self) -> str | None:
        """To two or three digits, with a hedge that is fair."""
        reporter, partner, period = self.pair()
        flow = self.flow()
        true = self.value(SeriesKey(reporter, partner, flow), period)
        if true is None or true.value < 10**10:
            return None
        billions = true.value / 10**9
        hedge, words = self.chosen.choice((
            (0, "about"), (0, "around"), (-1, "more than"), (-1, "over"), (1, "nearly"), (1, "almost"),
        ))
        shown = round(billions) if hedge == 0 else int(billions) + (hedge == 1)
        return self.write("hedged", reporter, partner, period, f"${shown} billion", flow=flow, hedge=words)

    def right_rise(self) -> str | None:
        reporter, partner, period = self.pair()
        key = SeriesKey(reporter, partner, self.flow())
        now, then = self.value(key, period), self.value(key, period.year_before())
        if now is None or then is None or abs(now.value - then.value) < 10**8:
            return None
        moved = "rose" if now.value > then.value else "fell"
        return self.write("rise", reporter, partner, period, self.money(now.value - then.value), flow=key.flow,
                          moved=moved)

    def right_fromto(self) -> str | None:
        reporter, partner, period = self.pair()
        key = SeriesKey(reporter, partner, self.flow())
        now, then = self.value(key, period), self.value(key, period.year_before())
        if now is None or then is None or abs(now.value / then.value - 1) < Decimal("0.02"):
            return None
        return self.write(
            "fromto", reporter, partner, period, self.money(now.value), flow=key.flow, v0=self.money(then.value),
            when0=wording.when(then.period), moved="rose" if now.value > then.value else "fell",
            pc=self.percent(100 * (now.value / then.value - 1)),
        )

    def right_worldshare(self) -> str | None:
        reporter, period = self.nation()
        keys = SeriesKey(reporter, WORLD, Flow.EXPORT), SeriesKey(WORLD, WORLD, Flow.EXPORT)
        true = next(iter(self.tables.share(*keys, period)), None)
        return true and self.write("worldshare", reporter, WORLD, period, self.percent(true.value))

    def right_record(self, wrong: bool = False) -> str | None:
        """A US record over the years held, 2013 on; `wrong`: a year that was no record."""
        order = self.tables.ranking("USA", Flow.EXPORT, Period.year(2022))[:30]
        key = SeriesKey("USA", self.chosen.choice(order).key.partner, self.flow())
        years = [(self.value(key, Period.year(year)), year) for year in range(2013, 2025)]
        now, year = self.chosen.choice(years[6:])
        before = [seen.value for seen, earlier in years if seen is not None and earlier < year]
        if now is None or (now.value < max(before) * (Decimal("0.9") if wrong else 1)) is not wrong:
            return None
        return self.write("record", "USA", key.partner, now.period, self.money(now.value), flow=key.flow)

    # Articles of several statements about one pair

    def article(self, planted: str = "") -> tuple[str, int, int] | None:
        """Some right statements about one pair, with one of kind `planted` among them; and where that one stands."""
        self.fixed = None
        self.fixed = self.pair()
        kinds = ("level", "total", "balance", "share", "change", "fromto")
        sentences = [text for kind in self.chosen.sample(kinds, 4) if (text := getattr(self, f"right_{kind}")())]
        wrong = getattr(self, planted)() if planted else None
        self.fixed = None
        if len(sentences) < 3 or (planted and not wrong):
            return None
        place = self.chosen.randrange(1, len(sentences) + 1)
        if wrong:
            sentences.insert(place, wrong)
        start = sum(len(text) + 1 for text in sentences[:place])
        return " ".join(sentences), start, start + len(wrong or "")

    # Statements with an error

    def wrong_month(self) -> str | None:
        return self.right_month(shift=self.chosen.choice((-1, -12)))

    def no_record(self) -> str | None:
        return self.right_record(wrong=True)

    def wrong_year(self) -> str | None:
        return self.right_level(shift=self.chosen.choice((-1, -1, 1)))

    def wrong_flow(self) -> str | None:
        return self.right_level(swap=True)

    def wrong_scale(self) -> str | None:
        return self.right_level(scale=True)

    def wrong_figure(self) -> str | None:
        return self.right_level(factor=self.chosen.choice(("0.7", "1.3")))

    def wrong_sign(self) -> str | None:
        return self.right_balance(turned=True)

    def wrong_direction(self) -> str | None:
        return self.right_change(turned=True)

    def stale_share(self) -> str | None:
        return self.right_share(shift=-1)

    def wrong_rank(self) -> str | None:
        return self.right_rank(wrong=self.chosen.choice((1, 2, 3)))

    def wrong_partner(self) -> str | None:
        reporter, partner, period = self.pair()
        flow = self.flow()
        order = self.tables.ranking(reporter, flow, period)[:10]
        other = self.chosen.choice(order)
        true = self.value(SeriesKey(reporter, partner, flow), period)
        if true is None or other.key.partner == partner or abs(other.value / true.value - 1) < CLEAR:
            return None
        return self.write("level", reporter, partner, period, self.money(other.value), flow=flow)

    def percent_for_points(self) -> str | None:
        """Growth in per cent, printed as percentage points."""
        reporter, partner, period = self.pair()
        key = SeriesKey(reporter, partner, self.flow())
        whole = SeriesKey(reporter, WORLD, key.flow)
        now, then = (next(iter(self.tables.share(key, whole, p)), None) for p in (period, period.year_before()))
        growth = next(iter(self.tables.growth(key, period)), None)
        if now is None or then is None or growth is None or abs(now.value - then.value) < Decimal("0.3"):
            return None
        points = now.value - then.value
        if abs(growth.value - points) < 3:
            return None
        moved = "rose" if points > 0 else "fell"
        return self.write("points", reporter, partner, period, self.percent(points, 2), flow=key.flow, moved=moved)

    def calendar_for_fiscal(self) -> str | None:
        period = Period.fiscal_year(self.chosen.randint(2012, 2024))
        partner = self.chosen.choice(self.tables.ranking("IND", Flow.EXPORT, period)[:25]).key.partner
        flow = self.flow()
        true = self.value(SeriesKey("IND", partner, flow), period)
        calendar = Period.year(period.start // 12)
        return true and self.write("level", "IND", partner, calendar, self.money(true.value), flow=flow)

    def goods_for_both(self) -> str | None:
        reporter, period = self.nation()
        flow = self.flow()
        goods = self.value(SeriesKey(reporter, WORLD, flow), period)
        both = self.value(SeriesKey(reporter, WORLD, flow, basis=Basis.GOODS_SERVICES), period)
        if goods is None or both is None or abs(goods.value / both.value - 1) < CLEAR or goods.unit != "USD":
            return None
        return self.write("world", reporter, WORLD, period, self.money(goods.value), flow=flow,
                          basis="goods and services ")

    def first_for_revised(self) -> str | None:
        reporter, period = "IND", Period.fiscal_year(self.chosen.randint(2020, 2024))
        partner = self.chosen.choice(("USA", "CHN", "ARE", "RUS", WORLD))
        flow = self.chosen.choice((Flow.EXPORT, Flow.IMPORT, Flow.TOTAL))
        found = self.tables.look_up(SeriesKey(reporter, partner, flow), period)
        first = next((seen for seen in found if seen.provenance.status == "first" and seen.provenance.vintage), None)
        if first is None or self.money(first.value)[-12:] == self.money(found[0].value)[-12:]:
            return None
        if first.slack * 2 > 10**7 or abs(first.value / found[0].value - 1) < Decimal("0.001"):
            return None
        kind = "world" if partner == WORLD else "total" if flow is Flow.TOTAL else "level"
        flows = {} if kind == "total" else {"flow": flow}
        if flow is Flow.TOTAL and partner == WORLD:
            return None
        return self.write(kind, reporter, partner, period, self.money(first.value), basis="", **flows) \
            if kind != "world" else self.write(kind, reporter, partner, period, self.money(first.value),
                                               basis="merchandise ", **flows)
