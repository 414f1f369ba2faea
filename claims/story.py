"""What the text has said so far: whose trade it tells, with whom, which period."""

from __future__ import annotations

from collections import Counter
from datetime import date

from claims.claim import Found
from claims.draft import Draft
from claims.subject import Subject
from claims.token import When
from claims.when import resolve
from sources.terms.areas import areas
from sources.terms.key import ALL_PRODUCTS, WORLD, Basis, Flow
from sources.terms.period import Period


class Story:
    """Carries reporter, partner, basis and period from sentence to sentence."""

    def __init__(self, published: date | None, named: list[str], home: str | None) -> None:
        self.published = published
        self.reporter: str | None = None
        self.partner: str | None = None
        self.basis: Basis | None = None
        self.mixed = False              # the text speaks of more than one basis
        self.period: Period | None = None
        self.subject: Subject | None = None
        self.trading = False
        self.currency = ""
        self.steps: list[int] = []      # how many months back the last sentence's comparisons lay
        counts = Counter(name for name in named if name != WORLD)
        ranked = [name for name, _ in counts.most_common(2)]
        if home in counts:
            ranked = [home, *[name for name in ranked if name != home]][:2]
        elif len(ranked) == 2:
            ranked.sort(key=named.index)
        self.pair = ranked              # the two countries the text is mostly about

    # --- whose trade

    def settle(self, subject: Subject) -> dict[str, Found]:
        """Fills what the sentence did not say; tells how each field of the key is known."""
        said = subject.said
        found = {name: Found.SAID for name in ("reporter", "partner", "flow", "product", "basis") if name in said}
        if subject.pair and "partner" in said and "reporter" not in said:
            subject.pair = False
        if subject.pair and not ("reporter" in said and "partner" in said):
            self._settle_pair(subject, found)
        if subject.reporter is None:
            other = self.reporter
            if other is not None and other == subject.partner:
                other = self.partner if self.partner not in (None, subject.partner, WORLD) else next(
                    (name for name in self.pair if name != subject.partner), None)
            elif other is None:
                other = next((name for name in self.pair if name != subject.partner), None)
            if other is not None:
                subject.reporter = other
                found["reporter"] = Found.CARRIED
        if subject.partner is None:
            last = self.subject
            if (last is not None and not last.noise and last.flow is subject.flow and said == {"flow"} and not subject.whole
                    and last.reporter == subject.reporter):
                subject.partner = last.partner
                subject.product, subject.product_name = last.product, last.product_name
                if last.partner not in (None, WORLD):
                    found["partner"] = Found.CARRIED
                if last.product != ALL_PRODUCTS:
                    found["product"] = Found.CARRIED
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
            elif self.basis is not None and not self.mixed:
                subject.basis = self.basis
                found["basis"] = Found.CARRIED
        return found

    def _settle_pair(self, subject: Subject, found: dict[str, Found]) -> None:
        if "reporter" in subject.said:
            other = next((name for name in (self.partner, self.reporter, *self.pair) if name not in (
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
            return
        if subject.reporter not in (None, WORLD):
            self.reporter = subject.reporter
        if subject.partner not in (None, WORLD):
            self.partner = subject.partner
        if "basis" in subject.said and subject.product == ALL_PRODUCTS:
            if self.basis is None and self.subject is None:
                self.basis = subject.basis
            elif self.basis is not subject.basis:
                self.mixed = True
        self.subject = subject

    # --- when

    def period_of(self, when: When | None, anchor: Period | None, reporter: str | None) -> Period | None:
        if when is None:
            return None
        known = areas().get(reporter or "")
        return resolve(when, anchor, self.published, known.fiscal_start if known else 1)

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
                if draft.when is None and main is not None and bases < len(self.steps):
                    period = main.shift(-self.steps[bases])
                if period is not None and main is not None and period.start < main.start:
                    steps.append(main.start - period.start)
                bases += 1
                dated.append((period, None, draft.when is not None))
                continue
            period = self.period_of(draft.when, self.period, reporter)
            said = period is not None
            if period is None:
                period = main or self.period
            if period != main:
                bases = 0
            main = period or main
            versus = self.period_of(draft.versus, period, reporter)
            dated.append((period, versus, said))
            if said and draft.modality.value in ("reported", "estimated"):
                self.period = period
        if steps:
            self.steps = steps
        return dated
