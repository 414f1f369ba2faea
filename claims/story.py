"""What the text has said so far: whose trade it tells, with whom, which period."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import date

from claims.claim import Found, Kind, Modality
from claims.draft import Draft
from claims.shape import Item
from claims.subject import Subject
from claims.token import Amount, Token, When
from claims.when import resolve
from sources.terms.areas import AreaKind, areas
from sources.terms.key import ALL_PRODUCTS, WORLD, Basis, Flow
from sources.terms.period import MONTHS_A_YEAR, Period, PeriodKind

RUPEES = frozenset({"NPR", "PKR", "LKR", "MUR", "SCR"})        # "Rs" is theirs too
BLOCS = frozenset({"the bloc", "bloc", "the grouping", "the group", "the 27-nation bloc", "the trading bloc"})
EXPLICIT = re.compile(r"u\.?s|usd|american", re.IGNORECASE)
FRESH = 3                           # months that a bare month may lie before the day of publication
PARTS = ("month:", "quarter:", "half:", "months:", "first:", "last:")


class Story:
    """Carries reporter, partner, basis and period from sentence to sentence."""

    def __init__(self, published: date | None, named: dict[str, int], home: str | None, dollar: str = "",
                 headline: list[str] | None = None) -> None:
        self.published = published
        self.reporter: str | None = None
        self.partner: str | None = None
        self.levier: str | None = None          # whose tariffs the text tells of
        self.basis: Basis | None = None
        self.mixed = False              # the text speaks of more than one basis
        self.period: Period | None = None       # the one last spoken of
        self.frames: dict[int, Period] = {}     # the spans of months that the text counts in, by length
        self.topic: Period | None = None        # the first one said
        self.resume: Period | None = None       # what the next paragraph goes on with, after "in November alone"
        self.latest: Period | None = None       # the latest one reported on: where a bare month or quarter belongs
        self.overall: Basis | None = None       # what the text says its "overall" or "total" trade takes in
        self.subject: Subject | None = None     # of the last sentence, trade or not
        self.trade: Subject | None = None       # the last one that was trade
        self.trading = False
        self.currency = ""
        self.world = False              # the text tells of the world's trade
        self.told = 0                   # claims so far
        self.dollar = dollar            # what "$" and "dollars" mean where the text prints a country's own
        self.group: str | None = None   # the group last named: "the bloc"
        self.product: tuple[str, str | None, Flow] | None = None    # of which the headline tells
        self.steps: list[int] = []      # how many months back the last sentence's comparisons lay
        counts = Counter({name: weight for name, weight in named.items() if name != WORLD})
        if home in counts:
            counts[home] += 3
        ranked = [name for name, _ in counts.most_common(2)]
        if len(ranked) == 2 and is_group(ranked[0]) and not is_group(ranked[1]):
            ranked.reverse()                        # a country counts its own trade, a group seldom does
        both = list(dict.fromkeys(name for name in headline or () if name != WORLD))
        self.bilateral = both if len(both) == 2 else []         # the headline names two countries and no other
        self.pair = ranked              # the two countries the text is mostly about
        country = areas().get(self.teller or "")
        self.rupee = country.currency if country is not None and country.currency in RUPEES else ""

    @property
    def teller(self) -> str | None:
        """The country whose trade the text tells."""
        return self.reporter or next(iter(self.pair), None)

    def known(self, text: str, token: Item) -> Item:
        """The token, with `the bloc` turned into the group last named, and plain dollars into those of the country."""
        if type(token) is Token and token.category == "area":
            if text[token.start:token.end].lower() in BLOCS:
                return replace(token, value=self.group) if self.group else token
            if (found := areas().get(token.value)) is not None and found.kind is AreaKind.GROUP and token.value != WORLD:
                self.group = token.value
        elif type(token) is Amount and token.unit == "INR" and self.rupee and text[token.start:token.start + 2].lower() == "rs":
            return replace(token, unit=self.rupee)
        elif type(token) is Amount and token.unit == "USD" and self.dollar and not EXPLICIT.search(text, token.start, token.end):
            return replace(token, unit=self.dollar)
        return token

    # --- whose trade

    def settle(self, subject: Subject) -> dict[str, Found]:
        """Fills what the sentence did not say; tells how each field of the key is known."""
        said = subject.said
        found = {name: Found.SAID for name in ("reporter", "partner", "flow", "product", "basis") if name in said}
        if subject.turned and subject.partner is None and (self.teller != subject.reporter):
            subject.partner = self.teller
            found["partner"] = Found.CARRIED
        elif subject.turned and subject.partner is None:
            subject.partner = self.partner or next((name for name in self.pair if name != subject.reporter), None)
            found["partner"] = Found.CARRIED
        if subject.pair and "partner" in said and "reporter" not in said:
            subject.pair = False
        if subject.pair and not ("reporter" in said and "partner" in said):
            self._settle_pair(subject, found)
        if (subject.reporter is not None and subject.partner is None and subject.reporter == self.partner
                and self.reporter not in (None, WORLD) and not subject.pair and not subject.owned and is_group(subject.reporter)
                and not is_group(self.reporter)):
            subject.reporter, subject.partner = self.reporter, subject.reporter     # "EU exports" in a British story
        if subject.reporter is None and subject.tariff and self.levier not in (None, subject.partner):
            subject.reporter = self.levier
            found["reporter"] = Found.CARRIED
        if subject.reporter is None and self.world and not subject.tariff and subject.partner is None:
            subject.reporter = WORLD
            found["reporter"] = Found.CARRIED
        if subject.reporter is None and not (subject.tariff and subject.partner is None and self.levier is None):
            other = self.reporter
            if other is not None and other == subject.partner:
                other = self.partner if self.partner not in (None, subject.partner, WORLD) else next(
                    (name for name in self.pair if name != subject.partner), None)
            elif other is None:
                other = next((name for name in self.pair if name != subject.partner), None)
            if other is not None:
                subject.reporter = other
                found["reporter"] = Found.CARRIED
        if subject.partner is None and subject.flow is Flow.BALANCE and subject.weak and (
                subject.reporter == self.partner and self.reporter not in (None, WORLD)):
            subject.partner = self.reporter                     # "Africa's deficit", in a text about China and Africa
            found["partner"] = Found.CARRIED
        if (subject.partner is None and "reporter" in said and subject.reporter in self.bilateral
                and self.reporter in self.bilateral and self.reporter != subject.reporter):
            subject.partner = next(name for name in self.bilateral if name != subject.reporter)
            found["partner"] = Found.CARRIED
        if (self.product is not None and subject.product == ALL_PRODUCTS and "product" not in said and not subject.whole
                and not subject.tariff and "basis" not in said and self.product[2] in (subject.flow, Flow.TOTAL)
                and subject.reporter != WORLD):
            subject.product, subject.product_name = self.product[:2]
            found["product"] = Found.CARRIED
        if subject.partner is None:
            last = self.subject
            if (last is not None and not last.noise and not subject.fresh and last.flow is subject.flow and said == {"flow"} and not subject.whole
                    and last.reporter == subject.reporter):
                subject.partner = last.partner
                subject.product, subject.product_name = last.product, last.product_name
                if last.partner not in (None, WORLD):
                    found["partner"] = Found.CARRIED
                if last.product != ALL_PRODUCTS:
                    found["product"] = Found.CARRIED
            if subject.partner is None and subject.tariff and subject.reporter is not None and self.told and (
                    self.reporter not in (None, WORLD, subject.reporter)):
                subject.partner = self.reporter         # "the US raised its duty", in a text about Swiss exports
                found["partner"] = Found.CARRIED
            if subject.partner is None and subject.tariff and subject.reporter in self.bilateral:
                subject.partner = next(name for name in self.bilateral if name != subject.reporter)
                found["partner"] = Found.CARRIED
            if subject.partner is None and subject.tariff:
                subject.partner = next((name for name in self.pair if name != subject.reporter), WORLD) if (
                    subject.product == "GOODS-UNDER-ADDITIONAL-TARIFFS") else WORLD
                found["partner"] = Found.ASSUMED
            if subject.partner is None:
                subject.partner = WORLD
                found["partner"] = Found.ASSUMED
        if subject.basis is None:
            if subject.product != ALL_PRODUCTS:
                subject.basis = Basis.GOODS
                found["basis"] = Found.ASSUMED
            elif (basis := self.overall if subject.whole and self.overall else None if self.mixed else self.basis) is not None:
                subject.basis = basis
                found["basis"] = Found.CARRIED
        return found

    def _settle_pair(self, subject: Subject, found: dict[str, Found]) -> None:
        if "reporter" in subject.said:
            other = next((name for name in (self.partner, self.reporter, *self.bilateral) if name not in (
                None, WORLD, subject.reporter)), None)
            subject.partner = other
        else:
            pair = [name for name in (self.reporter, self.partner) if name not in (None, WORLD)]
            for name in self.pair:
                if name not in pair:
                    pair.append(name)
            if len(pair) >= 2:
                subject.reporter, subject.partner = pair[0], pair[1]
                found["reporter"] = found["partner"] = Found.CARRIED

    def hear(self, subject: Subject) -> None:
        """Remembers a trade subject that has been settled."""
        self.trading = True
        if subject.tariff:
            if "reporter" in subject.said:
                self.levier = subject.reporter
            return
        if subject.flow is not None and subject.reporter != WORLD:
            if "product" in subject.said and self.subject is None:
                self.product = (subject.product, subject.product_name, subject.flow)
            elif self.product is not None and subject.product == ALL_PRODUCTS and (subject.whole or "basis" in subject.said) and (
                    self.product[2] in (subject.flow, Flow.TOTAL)):
                self.product = None                     # "exports of all goods": no longer those of the headline
        if "reporter" in subject.said and (self.told == 0 or subject.reporter != WORLD):
            self.world = subject.reporter == WORLD
        if subject.reporter not in (None, WORLD):
            self.reporter = subject.reporter
        if subject.partner not in (None, WORLD):
            self.partner = subject.partner
        if "basis" in subject.said and subject.whole:
            self.overall = subject.basis
        if "basis" in subject.said and subject.product == ALL_PRODUCTS:
            if self.basis is None and self.subject is None:
                self.basis = subject.basis
            elif self.basis is not subject.basis:
                self.mixed = True
        self.subject = self.trade = subject

    # --- when

    def period_of(self, when: When | None, anchor: Period | None, reporter: str | None) -> Period | None:
        if when is None:
            return None
        if reporter in (None, WORLD):
            reporter = self.teller
        if when.relative.startswith(PARTS) and "@" not in when.relative and self.latest is not None and anchor is self.period:
            anchor = self.latest
        if when.relative.startswith("first:") and "@" not in when.relative and (
                frame := self.frames.get(int(when.relative[6:]))) is not None:
            return frame                    # "the first nine months": of the fiscal year that the text counts in
        known = areas().get(reporter or "")
        if when.relative.startswith("month:") and "@" not in when.relative and anchor is not None and anchor.length >= MONTHS_A_YEAR:
            fresh = resolve(when, None, self.published)
            if fresh is not None and self.published is not None and fresh.start >= anchor.end and (
                    self.published.year * MONTHS_A_YEAR + self.published.month - fresh.end <= FRESH):
                return fresh                # "In 2023 ... In January": of the year that has begun since
        return resolve(when, anchor, self.published, known.fiscal_start if known else 1, reporter == "JPN")

    def ends_of(self, when: When | None, anchor: Period | None, reporter: str | None) -> tuple[Period, Period] | None:
        """`between FY13 and FY24`: the first and the last period that the words name."""
        if when is None or when.role != "from-to":
            return None
        span = self.period_of(when, anchor, reporter)
        if span is not None and span.length == 2 and span.start % MONTHS_A_YEAR:      # "from May to June exports edged up"
            return (Period(span.start, span.start + 1, PeriodKind.MONTH), Period(span.start + 1, span.end, PeriodKind.MONTH))
        if ".." in when.relative:
            first, last = (self.period_of(replace(when, relative=code), anchor, reporter) for code in when.relative.split("..", 1))
            if first and last and first.length == last.length:
                return (first, last) if first.start < last.start else (last, first)
            return None
        if when.period is not None and when.period.length > MONTHS_A_YEAR and when.period.length % MONTHS_A_YEAR == 0:
            span = when.period
            kind = PeriodKind.YEAR if span.start % MONTHS_A_YEAR == 0 else PeriodKind.FISCAL_YEAR
            return (Period(span.start, span.start + MONTHS_A_YEAR, kind), Period(span.end - MONTHS_A_YEAR, span.end, kind))
        return None

    def since(self, draft: Draft) -> str | None:
        period = self.period_of(draft.since, self.period, draft.subject.reporter)
        if period is None:
            return None
        return period.label if period.kind in (PeriodKind.YEAR, PeriodKind.MONTH, PeriodKind.QUARTER) else period.first_month

    def date_drafts(self, drafts: list[Draft], whole: When | None) -> list[tuple[Period | None, Period | None, bool]]:
        """(period, versus, whether the period was said) of each draft."""
        dated: list[tuple[Period | None, Period | None, bool]] = []
        main: Period | None = None
        steps: list[int] = []
        bases = 0
        for draft in drafts:
            reporter = draft.subject.reporter
            if draft.base:
                period = self.period_of(draft.when, main or self.period, reporter)
                if draft.when is not None and draft.when.relative == "previous-year" and main is not None:
                    period = main.year_before()
                if draft.twin is not None and draft.twin in drafts:
                    dated.append(dated[drafts.index(draft.twin)])
                    continue
                if draft.when is None and main is not None and bases < len(self.steps):
                    period = main.shift(-self.steps[bases])
                elif draft.when is None and main is not None and bases == 0 and main.kind in (
                        PeriodKind.YEAR, PeriodKind.FISCAL_YEAR):
                    period = main.year_before()
                if period is not None and main is not None and period.start < main.start:
                    steps.append(main.start - period.start)
                bases += 1
                dated.append((period, None, draft.when is not None))
                continue
            period = self.period_of(draft.when, self.period, reporter)
            ends = self.ends_of(draft.when, self.period, reporter)
            said = period is not None or ends is not None
            if (period is not None and draft.modality is Modality.FORECAST and self.published is not None
                    and draft.when is not None and draft.when.relative.startswith(PARTS) and "@" not in draft.when.relative
                    and period.end <= self.published.year * MONTHS_A_YEAR + self.published.month):
                period = period.shift(MONTHS_A_YEAR)        # expected "in the April-June quarter": the one to come
            if period is None:
                period = main or self.period
            if period != main:
                bases = 0
            if draft.kind is not Kind.SUPERLATIVE:
                main = period or main
            versus = self.period_of(draft.versus, period, reporter)
            if draft.versus is not None and draft.versus.relative == "previous-year" and period is not None:
                versus = period.year_before()
            if draft.when is not None and not said and draft.when.relative:
                dated.append((None, versus, False))         # a time is said, but which one cannot be told
                continue
            if ends is not None and (draft.kind in (Kind.CHANGE, Kind.RATIO) or draft.reached or period is None):
                versus, period = ends
            dated.append((period, versus, said))
            if said and self.resume is None and self.period is not None and period is not None and (
                    draft.alone or (period.length < self.period.length and self.period.contains(period) and self.period == self.topic)):
                self.resume = self.period               # a closer look; the next paragraph goes on with the longer time
            if said and draft.kind is not Kind.SUPERLATIVE and not draft.subject.tariff and draft.modality.value in ("reported", "estimated"):
                self.topic = self.topic or period
                if self.latest is None or period.length != self.latest.length or period.start >= self.latest.start:
                    if 1 < period.length < MONTHS_A_YEAR:
                        self.frames[period.length] = period
                    self.period = period            # a glance back at an earlier month does not move the story
                if self.latest is None or (period.end > self.latest.end and period.length <= MONTHS_A_YEAR):
                    self.latest = period
        if steps:
            self.steps = steps
        for number, draft in enumerate(drafts):
            if draft.near is not None:
                dated[number] = dated[drafts.index(draft.near)]
        return dated


def is_group(code: str | None) -> bool:
    known = areas().get(code or "")
    return known is None or not known.is_country
