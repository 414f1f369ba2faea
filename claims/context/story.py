"""Whose trade a sentence tells, and with whom, from what the text has said so far."""

from __future__ import annotations

from claims.claim import Found
from claims.clauses.sides import UNNAMED, all_but, is_group
from claims.clauses.subject import Subject
from claims.context.inherited import inherit, open_with, pointed_at, receive, remember, told_partner
from claims.context.memory import Memory
from claims.context.unsaid import again, fill
from claims.scanning.token import When
from sources.terms.key import WORLD, Flow

FIELDS = ("reporter", "partner", "flow", "product", "basis")
FEW = 5  # figures of a country that a text on the world's trade may begin with
NEW_TARIFF = frozenset({"product", "partner", "basis"})  # what tells one tariff from the one before


class Story(Memory):
    """Carries reporter, partner, basis and period from sentence to sentence."""

    def new_paragraph(self, heading: str | None = None) -> None:
        """Goes back to the country that the text tells of, and from an aside to its own time.

        Not to a region, where the paragraph before told of one of its countries: the text goes through these.
        A region or group that heads the paragraph is the partner of all in it.
        """
        told = self.paragraph.reporter if self.paragraph is not None else None
        self.opened = True
        self.wares.new_paragraph()
        self.paragraph, self.sentences = None, 0
        if self.resume is not None:
            self.period, self.resume = self.resume, None
        if self.topic_reporter is not None and (is_group(told) or not is_group(self.topic_reporter)):
            self.reporter = self.topic_reporter
        self.heading = heading if is_group(heading) and not is_group(self.country) else None

    # --- whose trade

    def settle(self, subject: Subject, part: Subject | None = None, when: When | None = None) -> dict[str, Found]:
        """Fills what the sentence did not say; tells how each field of the key is known.

        `part`: whose share of it is told; it stays the trade with all the world.  `when`: its time.
        """
        if subject.arrives:
            receive(self, subject)
        told_of = subject.partner
        self.point(subject)
        carried = open_with(self, subject)
        said = subject.said
        found: dict[str, Found] = {name: Found.SAID for name in FIELDS if name in said}
        inherit(self, subject, found, part is not None)
        found |= carried
        if told_of is None and subject.partner is not None:
            found["partner"] = Found.CARRIED
        self._settle_pair(subject, found)
        self._within_group(subject)
        if subject.tariff and self.duty is not None and self.quiet <= 1 and said.isdisjoint(NEW_TARIFF):
            self._same_duty(subject, self.duty, found)
        fill(self, subject, when, "reporter", found)
        if subject.partner is None and (partner := told_partner(self, subject, part is not None)) is not None:
            subject.partner = partner
            found["partner"] = Found.CARRIED
        self.wares.carry(subject, found, part)
        again(self, subject, found)
        fill(self, subject, when, "partner", found)
        if subject.reporter in (subject.partner or "").split("+") and not is_group(subject.reporter):
            self._part(subject, found)
        if subject.reporter is not None:
            found.setdefault("reporter", Found.CARRIED)
        self.wares.counted(subject, found)
        return found

    def frame(self, subject: Subject, found: dict[str, Found]) -> None:
        """`Ghana's trade with Togo was in the news.  Exports came to 3 billion`: the sentence before frames these."""
        told, carried = self.framing, [side for side in ("reporter", "partner") if found.get(side) is Found.CARRIED]
        its = subject.its or "owner" in subject.said  # "Ghana's accounts are out.  Its exports came to 3 billion"
        if (its and carried == ["reporter"] and self.before == (subject.reporter,)) or (carried and told and all(
                s in told.said and getattr(subject, s) == getattr(told, s) for s in carried)):
            found["framed"] = Found.SAID

    def _same_duty(self, subject: Subject, duty: Subject, found: dict[str, Found]) -> None:
        """`A 10% tariff on cotton; it could raise the tariff to`, `Thai rice met a duty of 5%.  Now the duty is 2%`."""
        if "product" in duty.said:
            subject.product, subject.product_name = duty.product, duty.product_name
            found["product"] = Found.CARRIED
        if "reporter" not in subject.said and {"reporter", "partner"} <= duty.said:
            subject.reporter, subject.partner = duty.reporter, duty.partner
            found["reporter"] = found["partner"] = Found.CARRIED

    def _within_group(self, subject: Subject) -> None:
        """`EU exports`, in a British story: British exports to the EU."""
        if (
            subject.partner is None and subject.reporter is not None and subject.reporter == self.partner
            and self.reporter not in (None, WORLD) and subject.attributive and not subject.pair
            and is_group(subject.reporter) and not is_group(self.reporter)
        ):
            subject.reporter, subject.partner = self.reporter, subject.reporter

    def open(self, subject: Subject, named: set[str]) -> None:
        """The first trade below the headline tells whether the text is about two countries or one's whole trade.

        `named`: all countries of its sentence.
        """
        if not self.opened or self.led or subject.noise or subject.tariff:
            return
        self.led = True
        alone = "reporter" in subject.said or not named.issubset(self.bilateral)
        if alone and "partner" not in subject.said and not (subject.pair or subject.turned):
            self.bilateral = []
            self.topic_partner = WORLD
        elif subject.pair and {"reporter", "partner"} <= subject.said and not self.bilateral:
            assert subject.reporter is not None and subject.partner is not None
            self.bilateral = [subject.reporter, subject.partner]  # "Bilateral trade between Chad and Togo": about both

    def point(self, subject: Subject) -> None:
        """Gives the subject the sides that it points at: `the island`, `its neighbour`, `the rest of the world`."""
        if subject.partner in UNNAMED:
            subject.partner = self.rest(subject.partner)
        elif subject.partner is not None and "+" in subject.partner:
            subject.partner = "+".join(UNNAMED.get(name) or name for name in subject.partner.split("+"))
        if subject.reporter in UNNAMED:
            subject.reporter = self.rest(subject.reporter)
        if subject.turned and subject.partner is None:
            subject.partner = pointed_at(self, subject)

    def rest(self, words: str) -> str:
        """`Exports to the EU rose, those to the rest of the world fell`: to all but the partner told of before.

        `What it buys from other countries`, where its paragraph has told of none: from all of them.
        """
        alone = UNNAMED[words] and self.paragraph is None
        told = self.trade.partner if self.trade is not None and not alone else None
        if told is None or told in (WORLD, self.teller) or told.startswith("non-"):
            return WORLD
        return UNNAMED[words] or all_but(told)

    def _part(self, subject: Subject, found: dict[str, Found]) -> None:
        """No country trades with itself: what the text said of one of the two sides was read wrongly."""
        if "reporter" in subject.said and "partner" not in subject.said:
            subject.partner = None
            found.pop("partner", None)
            return
        partners = (subject.partner or "").split("+")
        subject.reporter = next((name for name in (self.topic_reporter, *self.pair) if name not in partners), None)
        found["reporter"] = Found.CARRIED

    def _bought_from_us(self, subject: Subject) -> bool:
        """`Togo's imports from Ghana fell`, in a text about Ghana's trade: what comes next is Ghana's again."""
        return subject.flow is Flow.IMPORT and subject.partner not in (None, WORLD) and (
            subject.partner == self.topic_reporter)

    def _settle_pair(self, subject: Subject, found: dict[str, Found]) -> None:
        """`Bilateral trade`, `trade between the two`: the two countries that the text is about."""
        if "partner" in subject.said:
            subject.pair = subject.pair and "reporter" in subject.said
            return
        if not subject.pair:
            return
        if "reporter" in subject.said:
            others = (self.partner, self.reporter, *self.bilateral)
            subject.partner = next((name for name in others if name not in (None, WORLD, subject.reporter)), None)
            return
        named = dict.fromkeys((self.reporter, self.partner, *self.pair))
        pair = [name for name in named if name not in (None, WORLD)]
        if len(pair) >= 2:
            if is_group(pair[0]) and not is_group(pair[1]):
                pair[0], pair[1] = pair[1], pair[0]
            subject.reporter, subject.partner = pair[0], pair[1]
            found["reporter"] = found["partner"] = Found.CARRIED

    def hear(self, subject: Subject, aside: bool = False) -> None:
        """Remembers a trade subject that has been settled; `aside`: no figure of it is told, or only a share."""
        self.trading = True
        self.quiet = 0
        if subject.tariff:
            if "reporter" in subject.said:
                self.levier = subject.reporter
                self._name(subject.reporter)
            self.duty = subject
            return
        if subject.price and aside:
            return  # "due to low import prices"
        self.wares.hear(subject, self.at, aside)
        if "reporter" in subject.said and (self.world is None or subject.reporter != WORLD):
            self.world = subject.reporter == WORLD and not self.national  # else what a country's is compared with
        first = subject.reporter not in (None, WORLD) and (self.told or "reporter" in subject.said)
        both = subject.flow is Flow.TOTAL and {"reporter", "partner"} <= subject.said  # "India and Chad trade": India's
        guessed = self.assumed and "reporter" in subject.said and not aside
        if first and (self.topic_reporter is None or guessed or (both and not (self.national or aside))):
            self.assumed = self.topic_reporter is None and "reporter" not in subject.said
            self.topic_reporter = subject.reporter
        first = first and not subject.listed
        if (self.topic_partner is None and first) or (self.topic_partner in (None, WORLD) and subject.pair):
            self.topic_partner = subject.partner
        self.national = self.national or (self.told > FEW and not aside and subject.reporter not in (None, WORLD))
        remember(self, subject)
        if subject.reporter not in (None, WORLD) and not self._bought_from_us(subject):
            self.reporter = subject.reporter
        if subject.partner not in (None, WORLD):
            self.partner = subject.partner
            self._name(subject.partner)
        self.subject = self.trade = subject

    def _name(self, country: str | None) -> None:
        """Keeps the last two countries told of, for `the country`, `the two countries together`."""
        if country is not None and country != self.topic_reporter:
            self.partners = [*(name for name in self.partners if name != country), country][-2:]
