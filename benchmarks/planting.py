"""Makes statements from the tables, right ones and ones with an error planted, in the wordings of planted.toml."""

from __future__ import annotations

import random
from collections.abc import Callable
from decimal import Decimal

from benchmarks.phrasing import Phrasing
from factcheck.judging import wording
from sources.observation import Observation
from sources.tables import Tables
from sources.terms.key import WORLD, Basis, Flow, SeriesKey
from sources.terms.period import Period

NTH = ("largest", "second-largest", "third-largest", "fourth-largest", "fifth-largest")
CLEAR = Decimal("0.04")                 # a planted figure this near the true one would not be an error
PRODUCTS = ("30", "84", "85", "87", "39", "72", "22", "88", "64", "95")
GROUPS = {"IND": ("EU27", "ASEAN", "GCC"), "USA": ("EU27", "ASEAN")}
RIGHT = (
    "level", "level", "world", "total", "balance", "share", "change", "rank", "month", "hedged", "rise", "fromto",
    "several", "worldshare", "record", "quarter", "product", "group", "points", "month_world",
)
LEVELS = ("pair", "pair", "pair", "nation", "month", "quarter", "product", "group", "month_world")


class Generator:
    """Draws statements; the same seed draws the same ones from the same tables."""

    def __init__(self, tables: Tables, seed: int) -> None:
        self.tables, self.dice = tables, random.Random(seed)
        self.say = Phrasing(self.dice)
        self.fixed: tuple[str, str, Period] | None = None      # while an article is written: what all of it is about

    # What is true

    def pair(self) -> tuple[str, str, Period]:
        """A reporter, one of its larger partners and a year both are held for, with the year before."""
        if self.fixed is not None:
            return self.fixed
        order: tuple[Observation, ...] = ()
        while not order:
            if self.dice.random() < 0.6:
                reporter, period = "IND", Period.fiscal_year(self.dice.randint(2012, 2024))
            else:
                reporter, period = "USA", Period.year(self.dice.randint(2015, 2024))
            order = self.tables.ranking(reporter, Flow.EXPORT, period)[:25]
        return reporter, self.dice.choice(order).key.partner, period

    def nation(self) -> tuple[str, str, Period]:
        """A country and a calendar year of its trade with the world."""
        order = self.tables.world_ranking(Flow.EXPORT, Period.year(2022))[:40]
        return self.dice.choice(order).key.reporter, WORLD, Period.year(self.dice.randint(2005, 2023))

    def month(self) -> tuple[str, str, Period]:
        order = self.tables.ranking("USA", Flow.EXPORT, Period.year(2022))[:20]
        period = Period.month(self.dice.randint(2014, 2024), self.dice.randint(1, 12))
        return "USA", self.dice.choice(order).key.partner, period

    def month_world(self) -> tuple[str, str, Period]:
        return "IND", WORLD, Period.month(self.dice.randint(2012, 2024), self.dice.randint(1, 12))

    def quarter(self) -> tuple[str, str, Period]:
        reporter, partner, month = self.month()
        return reporter, partner, Period.quarter(month.start // 12, month.start % 12 // 3 + 1)

    def group(self) -> tuple[str, str, Period]:
        reporter, _, period = self.pair()
        return reporter, self.dice.choice(GROUPS[reporter]), period

    def product(self) -> tuple[str, str, Period]:
        partner = self.dice.choice(("CHN", "DEU", "JPN", "MEX", "IND", "VNM", "KOR", "CAN"))
        return "USA", partner, Period.year(self.dice.randint(2017, 2024))

    def flow(self) -> Flow:
        return self.dice.choice((Flow.EXPORT, Flow.IMPORT))

    def value(self, key: SeriesKey, period: Period) -> Observation | None:
        return next((seen for seen in self.tables.look_up(key, period) if seen.unit == "USD"), None)

    # A level: right, or with one thing of it wrong

    def level(
        self, of: str | None = None, shift: int = 0, swap: bool = False, factor: str = "1", scale: bool = False,
    ) -> str | None:
        """A value of trade; `shift` gives that of another period, `swap` that of the other flow."""
        of = of if self.fixed is None and of else "pair"
        reporter, partner, period = getattr(self, of)()
        product, flow = ("TOTAL", self.flow()) if of != "product" else (self.dice.choice(PRODUCTS), Flow.IMPORT)
        if swap and of == "product":
            return None
        key = SeriesKey(reporter, partner, flow, product)
        true = self.value(key, period)
        there = period.shift((12 if period.length == 12 else self.dice.choice((period.length, 12))) * shift)
        other = self.value(SeriesKey(reporter, partner, flow.mirror if swap else flow, product), there)
        if true is None or other is None or other.value < 10**7:
            return None
        value = other.value * Decimal(factor)
        if (shift or swap or factor != "1") and abs(value / true.value - 1) < CLEAR:
            return None
        figure = self.say.money(value)
        if scale:
            if "illion" not in figure or value < 10**9 or "," in figure:
                return None
            figure = figure.replace("billion", "million")
        words = {"v": figure, "flow": flow}
        if partner == WORLD:
            basis = self.dice.choice(("merchandise ", "goods "))
            return self.say.write(("world",), reporter, partner, period, basis=basis, **words)
        if of == "product":
            words["product"] = wording.product_words(product)
            return self.say.write(("product",), reporter, partner, period, **words)
        kinds = ("month",) if period.length < 12 else ("level", f"level_{flow}")
        return self.say.write(kinds, reporter, partner, period, **words)

    # Right statements

    def right(self) -> str | None:
        made: Callable[[], str | None] = getattr(self, f"right_{self.dice.choice(RIGHT)}")
        return made()

    def right_level(self) -> str | None:
        return self.level("pair")

    def right_world(self) -> str | None:
        return self.level("nation")

    def right_month(self) -> str | None:
        return self.level("month")

    def right_month_world(self) -> str | None:
        return self.level("month_world")

    def right_quarter(self) -> str | None:
        return self.level("quarter")

    def right_group(self) -> str | None:
        return self.level("group")

    def right_product(self) -> str | None:
        return self.level("product")

    def right_total(self) -> str | None:
        reporter, partner, period = self.pair()
        true = self.value(SeriesKey(reporter, partner, Flow.TOTAL), period)
        if true is None:
            return None
        return self.say.write(("total",), reporter, partner, period, v=self.say.money(true.value))

    def right_balance(self, turned: bool = False) -> str | None:
        reporter, partner, period = self.pair()
        true = self.value(SeriesKey(reporter, partner, Flow.BALANCE), period)
        if true is None or abs(true.value) < 10**8:
            return None
        sign = "deficit" if (true.value < 0) is not turned else "surplus"
        return self.say.write(("balance",), reporter, partner, period, v=self.say.money(true.value), sign=sign)

    def right_share(self, shift: int = 0) -> str | None:
        reporter, partner, period = self.pair()
        key = SeriesKey(reporter, partner, self.flow())
        whole = SeriesKey(reporter, WORLD, key.flow)
        true = next(iter(self.tables.share(key, whole, period)), None)
        other = next(iter(self.tables.share(key, whole, period.shift(12 * shift))), None)
        if true is None or other is None or other.value < 3 or (shift and abs(other.value / true.value - 1) < CLEAR):
            return None
        kinds = ("share", f"share_{key.flow}")
        return self.say.write(kinds, reporter, partner, period, v=self.say.percent(other.value), flow=key.flow)

    def right_change(self, turned: bool = False) -> str | None:
        reporter, partner, period = self.pair()
        key = SeriesKey(reporter, partner, self.flow())
        true = next(iter(self.tables.growth(key, period)), None)
        if true is None or not 3 < abs(true.value) < 80:
            return None
        up = (true.value > 0) is not turned
        return self.say.write(
            ("change", "change_up" if up else "change_down"), reporter, partner, period,
            v=self.say.percent(true.value), flow=key.flow, moved=self.say.moved(up),
        )

    def right_points(self) -> str | None:
        """A share that moved, in percentage points."""
        reporter, partner, period = self.pair()
        key = SeriesKey(reporter, partner, self.flow())
        points = self.points(key, period)
        if points is None or abs(points) < Decimal("0.3"):
            return None
        figure = self.say.percent(points, 1, "points")
        return self.say.write(
            ("points",), reporter, partner, period, v=figure, flow=key.flow, moved=self.say.moved(points > 0))

    def points(self, key: SeriesKey, period: Period) -> Decimal | None:
        whole = SeriesKey(key.reporter, WORLD, key.flow)
        now, then = (next(iter(self.tables.share(key, whole, p)), None) for p in (period, period.year_before()))
        return None if now is None or then is None else now.value - then.value

    def right_rank(self, wrong: int = 0) -> str | None:
        reporter, _, period = self.pair()
        flow = self.dice.choice((Flow.TOTAL, Flow.TOTAL, Flow.EXPORT, Flow.IMPORT))
        order = self.tables.ranking(reporter, flow, period)[:5]
        if not order:
            return None
        place = self.dice.randrange(len(order))
        said = (place + wrong) % 5
        if wrong and abs(order[said].value / order[place].value - 1) < CLEAR:
            return None
        kinds = ("rank",) if flow is Flow.TOTAL else (f"rank_{flow}",)
        return self.say.write(kinds, reporter, order[place].key.partner, period, nth=NTH[said])

    def right_hedged(self) -> str | None:
        """To two or three digits, with a hedge that is fair."""
        reporter, partner, period = self.pair()
        flow = self.flow()
        true = self.value(SeriesKey(reporter, partner, flow), period)
        if true is None or true.value < 10**10:
            return None
        billions = true.value / 10**9
        hedge, words = self.dice.choice((
            (0, "about"), (0, "around"), (0, "roughly"), (0, "some"), (-1, "more than"), (-1, "over"), (1, "nearly"),
            (1, "almost"), (1, "just under"), (-1, "just over"),
        ))
        shown = round(billions) if hedge == 0 else int(billions) + (hedge == 1)
        return self.say.write(("hedged",), reporter, partner, period, v=f"${shown} billion", flow=flow, hedge=words)

    def two_years(self) -> tuple[SeriesKey, Observation, Observation] | None:
        reporter, partner, period = self.pair()
        key = SeriesKey(reporter, partner, self.flow())
        now, then = self.value(key, period), self.value(key, period.year_before())
        if now is None or then is None or abs(now.value / then.value - 1) < Decimal("0.02"):
            return None
        return key, now, then

    def right_rise(self) -> str | None:
        if (found := self.two_years()) is None or abs(found[1].value - found[2].value) < 10**8:
            return None
        key, now, then = found
        return self.say.write(
            ("rise",), key.reporter, key.partner, now.period, v=self.say.money(now.value - then.value), flow=key.flow,
            moved=self.say.moved(now.value > then.value))

    def right_fromto(self) -> str | None:
        if (found := self.two_years()) is None:
            return None
        key, now, then = found
        return self.say.write(
            ("fromto",), key.reporter, key.partner, now.period, v=self.say.money(now.value), flow=key.flow,
            v0=self.say.money(then.value), when0=wording.when(then.period),
            moved=self.say.moved(now.value > then.value), pc=self.say.percent(100 * (now.value / then.value - 1)),
        )

    def right_several(self) -> str | None:
        reporter, partner, period = self.pair()
        values = [self.value(SeriesKey(reporter, partner, flow), period) for flow in (
            Flow.EXPORT, Flow.IMPORT, Flow.BALANCE)]
        if any(seen is None or abs(seen.value) < 10**8 for seen in values):
            return None
        named = zip(("v", "v0", "v1"), values, strict=True)
        figures = {name: self.say.money(seen.value) for name, seen in named if seen}
        sign = "deficit" if values[2] and values[2].value < 0 else "surplus"
        return self.say.write(("several",), reporter, partner, period, sign=sign, **figures)

    def right_worldshare(self) -> str | None:
        reporter, _, period = self.nation()
        keys = SeriesKey(reporter, WORLD, Flow.EXPORT), SeriesKey(WORLD, WORLD, Flow.EXPORT)
        true = next(iter(self.tables.share(*keys, period)), None)
        if true is None:
            return None
        return self.say.write(("worldshare",), reporter, WORLD, period, v=self.say.percent(true.value))

    def right_record(self, wrong: bool = False) -> str | None:
        """A US record over the years held, 2013 on; `wrong`: a year that was no record."""
        order = self.tables.ranking("USA", Flow.EXPORT, Period.year(2022))[:30]
        key = SeriesKey("USA", self.dice.choice(order).key.partner, self.flow())
        years = [(self.value(key, Period.year(year)), year) for year in range(2013, 2025)]
        now, year = self.dice.choice(years[6:])
        before = [seen.value for seen, earlier in years if seen is not None and earlier < year]
        if now is None or (now.value < max(before) * (Decimal("0.9") if wrong else 1)) is not wrong:
            return None
        return self.say.write(
            ("record",), "USA", key.partner, now.period, v=self.say.money(now.value), flow=key.flow)

    # Articles of several statements about one pair

    def article(self, planted: str = "") -> tuple[str, int, int] | None:
        """Some right statements about one pair, with one of kind `planted` among them; and where that one stands."""
        self.fixed = None
        self.fixed = self.pair()
        kinds = ("level", "total", "balance", "share", "change", "fromto")
        sentences = [text for kind in self.dice.sample(kinds, 4) if (text := getattr(self, f"right_{kind}")())]
        wrong = getattr(self, planted)() if planted else None
        self.fixed = None
        if len(sentences) < 3 or (planted and not wrong):
            return None
        place = self.dice.randrange(1, len(sentences) + 1)
        if wrong:
            sentences.insert(place, wrong)
        start = sum(len(text) + 1 for text in sentences[:place])
        return " ".join(sentences), start, start + len(wrong or "")

    # Statements with an error

    def wrong_year(self) -> str | None:
        return self.level(self.dice.choice(LEVELS), shift=self.dice.choice((-1, -1, 1)))

    def wrong_month(self) -> str | None:
        return self.level("month", shift=-1)

    def wrong_flow(self) -> str | None:
        return self.level(self.dice.choice(LEVELS), swap=True)

    def wrong_scale(self) -> str | None:
        return self.level(self.dice.choice(LEVELS), scale=True)

    def wrong_figure(self) -> str | None:
        return self.level(self.dice.choice(LEVELS), factor=self.dice.choice(("0.7", "1.3")))

    def wrong_sign(self) -> str | None:
        return self.right_balance(turned=True)

    def wrong_direction(self) -> str | None:
        return self.right_change(turned=True)

    def stale_share(self) -> str | None:
        return self.right_share(shift=-1)

    def wrong_rank(self) -> str | None:
        return self.right_rank(wrong=self.dice.choice((1, 2, 3)))

    def no_record(self) -> str | None:
        return self.right_record(wrong=True)

    def wrong_partner(self) -> str | None:
        reporter, partner, period = self.pair()
        flow = self.flow()
        other = self.dice.choice(self.tables.ranking(reporter, flow, period)[:10])
        true = self.value(SeriesKey(reporter, partner, flow), period)
        if true is None or other.key.partner == partner or abs(other.value / true.value - 1) < CLEAR:
            return None
        kinds = ("level", f"level_{flow}")
        return self.say.write(kinds, reporter, partner, period, v=self.say.money(other.value), flow=flow)

    def percent_for_points(self) -> str | None:
        """Points of a share printed as per cent of the trade, or growth in per cent printed as points of the share."""
        reporter, partner, period = self.pair()
        key = SeriesKey(reporter, partner, self.flow())
        growth = next(iter(self.tables.growth(key, period)), None)
        points = self.points(key, period)
        if points is None or growth is None or abs(points) < Decimal("0.3") or abs(growth.value - points) < 3:
            return None
        words = {"flow": key.flow, "moved": self.say.moved(points > 0)}
        if self.dice.random() < 0.3 and growth.value * points > 0:
            figure = self.say.percent(growth.value, 1, "points")
            return self.say.write(("points",), reporter, partner, period, v=figure, **words)
        figure = self.say.percent(points, 2)
        return self.say.write(("growth_for_points",), reporter, partner, period, v=figure, **words)

    def calendar_for_fiscal(self) -> str | None:
        period = Period.fiscal_year(self.dice.randint(2012, 2024))
        partner = self.dice.choice(self.tables.ranking("IND", Flow.EXPORT, period)[:25]).key.partner
        flow = self.flow()
        true = self.value(SeriesKey("IND", partner, flow), period)
        kinds = ("level", f"level_{flow}")
        calendar = Period.year(period.start // 12)
        if true is None:
            return None
        return self.say.write(kinds, "IND", partner, calendar, v=self.say.money(true.value), flow=flow)

    def goods_for_both(self) -> str | None:
        reporter, _, period = self.nation()
        flow = self.flow()
        goods = self.value(SeriesKey(reporter, WORLD, flow), period)
        both = self.value(SeriesKey(reporter, WORLD, flow, basis=Basis.GOODS_SERVICES), period)
        if goods is None or both is None or abs(goods.value / both.value - 1) < CLEAR:
            return None
        return self.say.write(
            ("world",), reporter, WORLD, period, v=self.say.money(goods.value), flow=flow, basis="goods and services ")

    def first_for_revised(self) -> str | None:
        reporter, period = "IND", Period.fiscal_year(self.dice.randint(2020, 2024))
        partner = self.dice.choice(("USA", "CHN", "ARE", "RUS", WORLD))
        flow = self.dice.choice((Flow.EXPORT, Flow.IMPORT, *((Flow.TOTAL,) if partner != WORLD else ())))
        found = self.tables.look_up(SeriesKey(reporter, partner, flow), period)
        first = next((seen for seen in found if seen.provenance.status == "first" and seen.provenance.vintage), None)
        if first is None or abs(first.value - found[0].value) < 10**7 or first.slack * 2 > 10**7:
            return None
        if abs(first.value / found[0].value - 1) < Decimal("0.001"):
            return None
        figure = f"${first.value / 10**9:.2f} billion"
        kinds = ("world",) if partner == WORLD else ("total",) if flow is Flow.TOTAL else ("level", f"level_{flow}")
        return self.say.write(
            kinds, reporter, partner, period, v=figure, flow=flow, basis="merchandise " if partner == WORLD else "")
