"""One sentence of a language that says the verb last and hangs its particles behind the noun, left to right.

`भारत का अमेरिका को निर्यात 11.6 प्रतिशत बढ़कर 86.51 अरब डॉलर हो गया`: whose trade comes before the flow, each country with
its particle behind it; what a figure says comes right behind the figure.  The letters are those of shape.py.

    phrase = ((area | product | basis | time) particle?)* flow
    figure = amount particle? (direction | share | flow | comparison)?
"""

from __future__ import annotations

from claims.claim import Direction, Kind, Modality, Sign
from claims.clauses.draft import Draft
from claims.clauses.ranking import ranked
from claims.clauses.shape import AMOUNTS, Line
from claims.clauses.subject import Subject, noise
from claims.clauses.timewords import is_period, points_back
from claims.scanning.token import Amount, When
from sources.terms.key import WORLD, Basis, Flow
from sources.terms.quantity import PERCENT

MONEY = "$0#"
OWNERS = "yo-"               # whose trade it is, ever less surely: with ने, with का, with nothing (others come first)
HEADS = "FBD"
PARTICLES = "tfoiwxayv"
QUIET = "~.L"               # between a figure and what is said of it
STOPS = "C;"                # where another statement begins
MODAL = frozenset({Kind.LEVEL, Kind.BALANCE, Kind.CHANGE, Kind.VOLUME, Kind.RATIO})


class Reader:
    """Reads one sentence; the phrase so far waits for its flow."""

    def __init__(self, line: Line, carried: Subject | None, trading: bool) -> None:
        self.line = line
        self.shape = line.shape
        self.items = line.items
        self.carried = carried
        self.trading = trading
        self.subject: Subject | None = None
        self.waiting: list[int] = []        # areas, products and the like that no flow has taken yet
        self.share: Subject | None = None   # whose share the clause speaks of
        self.modality: Modality | None = None
        self.drafts: list[Draft] = []
        self.begin = 0                      # of the clause
        self.record = -2                    # the last word for a record
        self.whole: When | None = None      # the time of the sentence

    def read(self) -> list[Draft]:
        times = [item for letter, item in zip(self.shape, self.items, strict=True)
                 if letter == "W" and is_period(self.line, item) and not points_back(item)]
        self.whole = times[0] if times else None
        taken = -1                          # a flow that stood behind its figure has been read with it
        for at, letter in enumerate(self.shape):
            if letter in STOPS:
                self._break(at)
            elif letter in HEADS and at > taken:
                self.subject = self._head(at)
                self.share = None
            elif letter in "APGgh2s":
                self._wait(at, letter)
            elif letter in "XTc":
                self._other(at, letter)
            elif letter == "H":
                self._share(at)
            elif letter == "Q" and self.subject is None and self.carried is not None:
                self.subject = self.carried.copy()
                self.subject.when, self.subject.borrowed = None, True
            elif letter == "^" or letter == "J":
                self._rank(at, letter)
            elif letter in AMOUNTS:
                taken = max(taken, self._figure(at, letter))
        return self.drafts

    def _wait(self, at: int, letter: str) -> None:
        current = self.subject
        if letter == "G" and self.shape[at - 1:at] == "(" and current is not None and current.basis is None:
            current.basis = Basis(self.items[at].value)         # कुल निर्यात (वस्तु और सेवा)
            current.said |= {"basis"}
        else:
            self.waiting.append(at)

    def _break(self, at: int) -> None:
        self.begin, self.waiting, self.share = at + 1, [], None

    # --- whose trade

    def _head(self, at: int) -> Subject:
        """The flow, balance or deficit at `at` with all that has waited for it."""
        token = self.items[at]
        balance = self.shape[at] in "BD"
        subject = Subject(Flow.BALANCE if balance else Flow(token.value), token.start)
        said = {"flow"}
        if balance:
            subject.sign = Sign(token.value) if token.value != "balance" else None
            subject.weak = self.shape[at] == "D"
        pairs: list[str] = []
        for index in sorted(self.waiting, key=lambda at: OWNERS.find(self._particle(at) or "-")):
            self._modify(subject, index, said, pairs)
        if len(pairs) > 1:
            subject.reporter, subject.partner = pairs[0], pairs[1]
            said |= {"reporter", "partner"}
        current = self.subject
        bare = said == {"flow"} and not subject.whole
        if subject.weak and not said & {"reporter", "partner", "product"}:
            known = next((one for one in (current, self.carried) if one is not None and not one.noise), None)
            if known is None or (current is not None and current.noise):
                return noise(token.start)
            subject.reporter, subject.partner = known.reporter, known.partner
            said |= known.said & {"reporter", "partner"}
        elif current is not None and not current.noise and "reporter" not in said and "reporter" in current.said:
            subject.reporter = current.reporter         # exports rose, imports fell: of the same country
            said.add("reporter")
        if current is not None and bare and "partner" in current.said and not current.tariff:
            subject.partner = current.partner           # चीन से आयात ..., जबकि निर्यात ...: with the same one
            said.add("partner")
        subject.said = frozenset(said)
        self.waiting = []
        return subject

    def _modify(self, subject: Subject, index: int, said: set[str], pairs: list[str]) -> None:
        letter, token = self.shape[index], self.items[index]
        particle = self._particle(index)
        if letter == "A":
            if particle == "x":
                pairs.append(token.value)
            elif particle in ("t", "f", "w") or (particle == "i" and "reporter" in said):
                if "partner" not in said:
                    subject.partner = token.value
                    said.add("partner")
            elif "reporter" not in said:
                subject.reporter = token.value
                said.add("reporter")
            elif subject.reporter != token.value and "partner" not in said:
                subject.partner = token.value
                said.add("partner")
        elif letter == "h":
            if particle in ("o", "") and "reporter" not in said:
                subject.reporter = WORLD
                said.add("reporter")
        elif letter == "P":
            subject.product, subject.product_name = self.line.goods(token)
            said.add("product")
        elif letter == "G":
            subject.basis = Basis(token.value)
            said.add("basis")
        elif letter == "g":
            subject.whole = True
        elif letter == "2":
            subject.pair = True

    def _particle(self, index: int) -> str:
        """The particle behind the noun; that of the last one where several are joined by "and"."""
        at = index + 1
        while at + 1 < len(self.shape) and self.shape[at] in "n," and self.shape[at + 1] in "AP":
            at += 2
        return self.shape[at] if at < len(self.shape) and self.shape[at] in PARTICLES else ""

    def _other(self, at: int, letter: str) -> None:
        """A word for something else: money and percentages behind it are not trade's."""
        if letter == "T":
            self.subject = Subject(Flow.IMPORT, self.items[at].start)
            self.subject.tariff = True
            said = {"flow"}
            for index in self.waiting:
                self._levied(self.subject, index, said)
            self.subject.said = frozenset(said)
        else:
            self.subject = noise(self.items[at].start)
        self.waiting = []

    def _levied(self, subject: Subject, index: int, said: set[str]) -> None:
        """`अमेरिका ने भारत पर 25 प्रतिशत शुल्क`: who levies what on whom."""
        token = self.items[index]
        if self.shape[index] == "A":
            field = "reporter" if self._particle(index) == "y" else "partner"
            if field not in said:
                setattr(subject, field, token.value)
                said.add(field)
        elif self.shape[index] == "P":
            subject.product, subject.product_name = self.line.goods(token)
            said.add("product")

    # --- shares

    def _share(self, at: int) -> None:
        """`भारत के निर्यात में अमेरिका की हिस्सेदारी`"""
        whole = self.subject
        if whole is None or whole.noise or whole.tariff:
            return
        self.share = self._part(whole)
        if self.drafts and self.drafts[-1].kind is Kind.SHARE and self.drafts[-1].part is None:
            self.drafts[-1].part = self.share

    def _part(self, whole: Subject) -> Subject:
        part = Subject(None, whole.start)
        for index in self.waiting:
            token = self.items[index]
            if self.shape[index] == "A" and token.value != whole.reporter:
                part.partner = token.value
            elif self.shape[index] == "P":
                part.product, part.product_name = self.line.goods(token)
            elif self.shape[index] == "G":
                part.basis = Basis(token.value)
        self.waiting = []
        return part

    # --- figures

    def _rank(self, at: int, letter: str) -> None:
        subject = ranked(self.line, at, self.subject)
        if letter == "J" and self.items[at].value in ("high", "low") and self.shape[at + 1:at + 2] in tuple(MONEY):
            self.record = at                # it is one of the figure behind it, whose flow may be yet to come
            return
        if subject is None:
            return
        kind = Kind.RANK if letter == "^" else Kind.SUPERLATIVE
        self._add(Draft(self.items[at], at, kind, subject), at)

    def _figure(self, at: int, letter: str) -> int:
        """Reads the figure at `at`; gives the index of the flow that it took from behind itself."""
        behind, mark = self._behind(at)
        after = mark if mark is not None else len(self.shape)
        says = self.shape[after:after + 1]
        taken = -1
        if says in ("X", "c"):
            return taken
        if says == "T":
            self._other(after, "T")
            taken = after
        elif says and says in HEADS and letter in MONEY + "*" and "o" in behind:
            self.subject = self._head(after)            # 86 अरब डॉलर का निर्यात किया
            taken = after
        subject = self.subject
        if subject is None or subject.noise or (subject.flow is None and not subject.tariff):
            return taken
        draft = self._said(at, letter, subject, behind, after)
        if draft is not None:
            self._add(draft, at)
            if self.record == at - 1 and draft.kind in MODAL:       # रिकॉर्ड 30 अरब डॉलर
                record = Draft(self.items[self.record], self.record, Kind.SUPERLATIVE, subject)
                record.near, record.when = draft, draft.when
                self.drafts.append(record)
        return taken

    def _behind(self, at: int) -> tuple[str, int | None]:
        """The particles behind the figure, and the index of the word that they lead to."""
        found = ""
        index = at + 1
        while index < len(self.shape) and self.shape[index] in PARTICLES + QUIET:
            if self.shape[index] == "L" and index > at + 1 and not found:
                return found, None
            found += self.shape[index]
            index += 1
        goods = index
        while "o" in found and goods < len(self.shape) and self.shape[goods] in "PGg2~o":
            goods += 1                  # 50 अरब डॉलर का कच्चा तेल आयात
        if goods > index and goods < len(self.shape) and self.shape[goods] in HEADS:
            self.waiting += range(index, goods)
            index = goods
        return found, index if index < len(self.shape) else None

    def _said(self, at: int, letter: str, subject: Subject, behind: str, after: int) -> Draft | None:
        says = self.shape[after:after + 1]
        if subject.tariff:
            return Draft(self.items[at], at, Kind.RATE, subject) if letter == "%" else None
        if letter in "%+":
            return self._percentage(at, letter, subject, behind, after)
        if letter == "*":
            return self._multiple(at, subject, says, after)
        if says == "v" or "v" in behind or (behind[:1] == "f" and says == "U"):
            draft = self._level(at, letter, subject)    # 77 अरब डॉलर से बढ़कर
            draft.base = True
            return draft
        if says == "U" and behind.strip(QUIET) in ("", "o") and self.items[after].value != "flat":
            draft = Draft(self.items[at], at, Kind.CHANGE, subject)
            draft.direction = Direction(self.items[after].value)
            return draft
        return self._level(at, letter, subject)

    def _level(self, at: int, letter: str, subject: Subject) -> Draft:
        kind = Kind.BALANCE if subject.flow is Flow.BALANCE else Kind.VOLUME if letter == "#" else Kind.LEVEL
        return Draft(self.items[at], at, kind, subject)

    def _percentage(self, at: int, letter: str, subject: Subject, behind: str, after: int) -> Draft | None:
        says = self.shape[after:after + 1]
        if says and says in "Uu" and self.items[after].value != "flat":
            draft = Draft(self.items[at], at, Kind.CHANGE, subject)
            draft.direction = Direction(self.items[after].value)
            draft.part = self.share
            return draft
        before = self.shape[self.begin:at].rstrip("W~.iaL")
        if says == "H" or self.share is not None or (before.endswith(("Fo", "Fi")) and letter == "%"):
            return self._share_of(at, subject, after)
        if before.endswith(("U", "Uo")):
            index = self.begin + len(before.rstrip("o")) - 1
            if self.items[index].value != "flat":
                draft = Draft(self.items[at], at, Kind.CHANGE, subject)     # वृद्धि दर 5 प्रतिशत रही
                draft.direction = Direction(self.items[index].value)
                return draft
        return None

    def _share_of(self, at: int, whole: Subject, after: int) -> Draft:
        draft = Draft(self.items[at], at, Kind.SHARE, whole)
        part = self.share
        if part is None:
            stop = next((index for index in range(at + 1, len(self.shape)) if self.shape[index] in STOPS + "".join(
                AMOUNTS)), len(self.shape))
            self.waiting += [index for index in range(at + 1, stop) if self.shape[index] in "AP"]
            part = self._part(whole)
        draft.part = part
        return draft

    def _multiple(self, at: int, subject: Subject, says: str, after: int) -> Draft | None:
        item = self.items[at]
        if item.value >= 1:
            draft = Draft(item, at, Kind.RATIO, subject)
            draft.direction = Direction.UP
            draft.compared = True
            return draft
        if says == "U" and self.items[after].value != "flat":
            draft = Draft(item, at, Kind.CHANGE, subject)
            draft.direction, draft.value, draft.unit = Direction(self.items[after].value), item.value * 100, PERCENT
            return draft
        before = self.shape[self.begin:at].rstrip("~.")
        return self._share_of(at, subject, after) if before.endswith(("Fo", "Fi")) or says == "H" else None

    # --- how and when

    def _add(self, draft: Draft, at: int) -> None:
        item = self.items[at]
        if isinstance(item, Amount):
            draft.hedge = item.hedge
            if not item.unit:
                draft.unit = next((other.item.unit for other in reversed(self.drafts)
                                   if isinstance(other.item, Amount) and self.shape[other.index] in "$#"), "")
        if not draft.base and draft.kind in MODAL and not draft.subject.tariff:
            draft.modality = self._mood(at)
        self._time(draft, at)
        self.drafts.append(draft)

    def _mood(self, at: int) -> Modality:
        """What the clause says of it: in these languages, mostly behind the figure."""
        stop = next((index for index in range(at, len(self.shape)) if self.shape[index] in STOPS), len(self.shape))
        moods = [Modality(self.items[index].value) for index in range(self.begin, stop) if self.shape[index] == "M"]
        return Modality.TARGET if Modality.TARGET in moods else moods[-1] if moods else Modality.REPORTED

    def _time(self, draft: Draft, at: int) -> None:
        """The nearest time before the figure; one that a comparison stands behind is what it is measured against."""
        last = self.drafts[-1].index if self.drafts else -1
        fresh: When | None = None
        for index in range(at - 1, self.begin - 1, -1):
            if self.shape[index] != "W" or not is_period(self.line, self.items[index]):
                continue
            when = self.items[index]
            if points_back(when) and index > last >= 0 and draft.kind not in (Kind.CHANGE, Kind.RATIO):
                draft.base = True       # जो एक साल पहले 35 अरब डॉलर था
            compared = points_back(when) or self._compared(index)
            if draft.base:
                if compared or index > last:
                    draft.when = when
                    return
            elif compared:
                draft.versus = draft.versus or when
            else:
                fresh = when
                break
        if draft.base:
            return
        draft.when = fresh
        if fresh is None:
            stop = next((index for index in range(at + 1, len(self.shape)) if self.shape[index] in STOPS + "".join(
                AMOUNTS)), len(self.shape))
            draft.when = next((self.items[index] for index in range(at + 1, stop) if self.shape[index] == "W"
                               and is_period(self.line, self.items[index]) and not points_back(self.items[index])
                               and not self._compared(index)), None) or self._told()

    def _told(self) -> When | None:
        """The time said with the figure before, or with the sentence as a whole."""
        earlier = next((draft.when for draft in reversed(self.drafts) if not draft.base and draft.when), None)
        return earlier or (self.whole if not self.begin else None)

    def _compared(self, index: int) -> bool:
        """Whether a comparison hangs on the time: की तुलना में, के मुकाबले, or "than" with no figure between."""
        for letter in self.shape[index + 1:index + 5]:
            if letter == "v":
                return True
            if letter not in "oi~.FQ":
                return False
        return False

