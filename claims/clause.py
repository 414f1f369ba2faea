"""One sentence, left to right: which figure says what of which trade."""

from __future__ import annotations

from claims.claim import Direction, Hedge, Kind, Modality, Sign
from claims.draft import Draft
from claims.phrase import HEADS, noun_phrase, place, stranger
from claims.shape import AMOUNTS, Line
from claims.subject import Subject, noise
from claims.token import Amount
from sources.terms.key import ALL_PRODUCTS, Basis, Flow

BETWEEN = frozenset("APGghs2~WJUnkH.")     # may stand between a figure and the flow it belongs to
SKIP = frozenset(".~eg=")
MONEY = "$#0"
BREAKS = frozenset("C;")


class Reader:
    """Reads one sentence; `subject` and `agent` are what the words so far are about."""

    def __init__(self, line: Line, carried: Subject | None, trading: bool, currency: str = "") -> None:
        self.line = line
        self.shape = line.shape
        self.items = line.items
        self.carried = carried          # the last subject of the sentence before
        self.currency = currency        # of the last money spoken of
        self.trading = trading          # whether the text has spoken of trade
        self.subject: Subject | None = None
        self.main: Subject | None = None        # the last trade subject before noise took over
        self.agent: str | None = None           # the country that does something: "India imported", "the US accounts for"
        self.modality: Modality | None = None
        self.share = ""                 # H or S once the clause speaks of a share
        self.part: Subject | None = None
        self.drafts: list[Draft] = []
        self.phrases: dict[int, Subject] = {}
        self.partners: Subject | None = None    # "X is Y's largest trading partner": whose trade comes next

    def read(self) -> list[Draft]:
        shape = self.shape
        for at, letter in enumerate(shape):
            if letter in AMOUNTS:
                self._amount(at)
            elif letter in "FBD":
                self._flow(at)
            elif letter == "X":
                self._noise(at)
            elif letter == "A":
                self._area(at)
            elif letter == "P":
                self._product(at)
            elif letter == "w":
                self._stranger(at)
            elif letter == "J":
                self._superlative(at)
            elif letter == "V":
                self._verb(at)
            elif letter == "T":
                self._tariff(at)
            elif letter == "M":
                self._modal(at)
            elif letter == "Q":
                self._pronoun(at)
            elif letter in "HS":
                self._share(at)
            elif letter == "c":
                self._noise(at)
            elif letter in BREAKS or letter == "'" and shape[at + 1:at + 2] != "W":
                self.modality = None
                self.share = ""
                self.agent = None
            elif letter in ",)" and self.main is not None and at + 1 < len(shape) and shape[at + 1] in "ULMS":
                self.subject = self.main
        return self.drafts

    def _modal(self, at: int) -> None:
        said = Modality(self.items[at].value)
        if not (self.modality is Modality.TARGET and said is Modality.FORECAST):    # "the aim is to"
            self.modality = said

    # --- what the sentence is about

    def phrase(self, at: int) -> Subject:
        if (found := self.phrases.get(at)) is None:
            found = self.phrases[at] = noun_phrase(self.line, at)
        return found

    def _flow(self, at: int) -> None:
        found = self.phrase(at)
        if found.weak:
            current = self.subject
            if current is not None and current.noise:
                return
            if current is not None and current.flow is Flow.BALANCE and "partner" not in found.said:
                twin = current.copy()
                twin.sign = found.sign
                twin.when = found.when
                self.subject = twin
                return
            if not self.trading and current is None:
                self.subject = noise(found.start)
                return
            if current is not None and current.flow is not None and not found.said & {"reporter", "partner"}:
                found.reporter, found.partner = current.reporter, current.partner      # trade fell into a deficit
                found.said |= current.said & {"reporter", "partner"}
        if self.share and self._linked(at):
            return                  # the whole that a share is a share of
        self._take(found, at)

    def _linked(self, at: int) -> bool:
        """Whether the flow at `at` hangs on a preposition after a share: `of India's exports`."""
        before = at - 1
        while before >= 0 and self.shape[before] in BETWEEN:
            before -= 1
        return before >= 0 and self.shape[before] in "oi"

    def _take(self, subject: Subject, at: int) -> None:
        before = at - 1
        while before >= 0 and self.shape[before] in "APGghs2~WJUk":
            before -= 1
        joined = before >= 0 and self.shape[before] in "n,"
        if not joined:
            self.modality = self.modality if before < 0 or self.shape[before] in "MoitU" else None
        previous = self.subject
        if (joined and previous is not None and not previous.noise and "reporter" not in subject.said
                and "reporter" in previous.said):
            subject.reporter = previous.reporter
            subject.said |= {"reporter"}
        if self.partners is not None and not subject.noise and not subject.said & {"reporter", "partner"}:
            subject.reporter, subject.partner = self.partners.reporter, self.partners.partner
            subject.said |= self.partners.said & {"reporter", "partner"}
        self.subject = subject
        self.main = None if subject.noise else subject
        self.share = ""

    def _noise(self, at: int) -> None:
        current = self.subject
        token = self.items[at]
        if self.trading and at and self.shape[at - 1] == "P" and self.line.text[token.start:token.end].lower() in EARNINGS:
            self._take(self._earned(at), at)
            return
        self.subject = noise(token.start)
        if current is not None and not current.noise:
            before = at - 1
            while before >= 0 and self.shape[before] in "~UAgsP.":
                before -= 1
            self.main = current if before >= 0 and self.shape[before] in "oiwfyzdtv,(" else None

    def _earned(self, at: int) -> Subject:
        """`Coffee earnings` in a text about trade are exports of coffee."""
        product = self.items[at - 1]
        subject = Subject(Flow.EXPORT, product.start)
        subject.product, subject.product_name = product.value, self.line.text[product.start:product.end]
        subject.said = frozenset({"flow", "product"})
        return subject

    def _pronoun(self, at: int) -> None:
        if self.subject is None and not self.drafts and self.carried is not None:
            self.subject = self.carried.copy()
            self.subject.when = None

    def _area(self, at: int) -> None:
        shape, items = self.shape, self.items
        before = at - 1
        while before >= 0 and shape[before] in ".~gU":
            before -= 1
        letter = shape[before] if before >= 0 else ""
        follows = shape[at + 1] if at + 1 < len(shape) else ""
        if letter in "twfxz" and letter:
            subject = self.subject
            if subject is not None and not subject.noise and not self._inside(at):
                name = items[at].value
                since = shape[self.drafts[-1].index + 1:at] if self.drafts else ""
                if "partner" not in subject.said and not any(mark in since for mark in "CFBDXUP;,"):
                    said = set(subject.said)
                    place(subject, letter, [name], said)
                    subject.said = frozenset(said)
                elif subject.partner != name and subject.reporter != name:
                    twin = subject.copy()
                    if shape[before - 1:before] == "P":
                        token = items[before - 1]
                        twin.product, twin.product_name = token.value, self.line.text[token.start:token.end]
                    said = set(subject.said) - {"partner"}
                    place(twin, letter, [name], said)
                    twin.said = frozenset(said)
                    self.subject = twin
            return
        if letter in "oiyn" and letter:
            if letter != "n":
                return
        if follows and follows in "FBGPDJ^K~":
            if follows in "J^K" or letter:
                return
            return
        if items[at].category == "area":
            self.agent = items[at].value

    def _stranger(self, at: int) -> None:
        """`with Western Europe rose`: a partner that the lexicon does not know keeps its words."""
        subject = self.subject
        if subject is None or subject.noise or subject.tariff or self.shape[at + 1:at + 2] == "A":
            return
        name = stranger(self.line, at)
        if name is None or self._inside(at):
            return
        twin = subject.copy()
        twin.partner = name
        twin.said |= {"partner"}
        self.subject = twin

    def _inside(self, at: int) -> bool:
        """Whether the area belongs to a phrase already read around a flow before it."""
        offset = self.items[at].start
        return any(index < at and self._reach(index) > offset for index in self.phrases)

    def _reach(self, head: int) -> int:
        """How far the phrase around `head` takes in what follows it, roughly: up to the next verb or figure."""
        at = head + 1
        while at < len(self.shape) and self.shape[at] in "tfwxozyisg~.APGhnW,2":
            if self.shape[at] == "," and (at + 1 >= len(self.shape) or self.shape[at + 1] != "A"):
                break
            at += 1
        return self.items[at - 1].end if self.items[at - 1] is not None else 0

    def _product(self, at: int) -> None:
        """`Coffee earnings`, `wheat 16 pct`: the same flow of another product."""
        shape = self.shape
        follows = at + 1
        while follows < len(shape) and shape[follows] in "~.":
            follows += 1
        after = shape[follows] if follows < len(shape) else ""
        before = shape[at - 1] if at else ""
        if after and (after in AMOUNTS or after in "UL") and before in ("", ",", "n", "C", ";", "-", ":", "("):
            base = self.subject or self.main
            if base is not None and not base.noise and base.flow in (Flow.EXPORT, Flow.IMPORT) and self.drafts:
                twin = base.copy()
                token = self.items[at]
                twin.product, twin.product_name = token.value, self.line.text[token.start:token.end]
                twin.said |= {"product"}
                self.subject = twin

    def _verb(self, at: int) -> None:
        token = self.items[at]
        if self.subject is not None and self.subject.flow is Flow.BALANCE and not self.drafts:
            return                  # the difference between what was exported and imported
        subject = Subject(Flow(token.value), token.start)
        said = {"flow"}
        if self.agent:
            subject.reporter = self.agent
            said.add("reporter")
        elif self.subject is not None and not self.subject.noise and self.subject.reporter:
            subject.reporter = self.subject.reporter
            said |= self.subject.said & {"reporter"}
        if self.subject is not None and not self.subject.noise and self.subject.basis is not None:
            subject.basis = self.subject.basis
        subject.said = frozenset(said)
        self.subject = self.main = subject

    def _tariff(self, at: int) -> None:
        subject = Subject(Flow.IMPORT, self.items[at].start)
        subject.tariff = True
        said = {"flow"}
        before = at - 1
        while before >= 0 and self.shape[before] in "~.%gPG+":
            before -= 1
        bearer = self._bearer(at)
        if bearer is not None:
            subject.partner = bearer
            said.add("partner")
        elif before >= 0 and self.shape[before] == "A":
            subject.reporter = self.items[before].value
            said.add("reporter")
        elif self.agent:
            subject.reporter = self.agent
            said.add("reporter")
        elif self.subject is not None and self.subject.tariff:
            subject.reporter, subject.product, subject.product_name = (
                self.subject.reporter, self.subject.product, self.subject.product_name)
            said |= self.subject.said & {"reporter", "product"}
        for after in range(at + 1, min(at + 12, len(self.shape))):
            letter = self.shape[after]
            if letter in "CX;":
                break
            if letter == "A" and "partner" not in said and self.items[after].value != subject.reporter:
                subject.partner = self.items[after].value
                said.add("partner")
            elif letter == "P" and "product" not in said:
                token = self.items[after]
                subject.product, subject.product_name = token.value, self.line.text[token.start:token.end]
                said.add("product")
        subject.said = frozenset(said)
        self.subject = self.main = subject

    def _bearer(self, at: int) -> str | None:
        """`Vietnamese footwear is subject to duties`: the country that meets the tariff, not the one that sets it."""
        for index in range(at - 1, max(-1, at - 6), -1):
            if self.shape[index] == "l" and self.items[index].value == "bears":
                for before in range(index - 1, -1, -1):
                    if self.shape[before] == "A":
                        return self.items[before].value
        return None

    def _share(self, at: int) -> None:
        letter = self.shape[at]
        self.share = letter
        if letter == "S":
            part = self.subject
            if part is not None and not part.noise and not part.tariff and (
                    part.partner or part.product != ALL_PRODUCTS):
                self.part = part
            else:
                self.part = None
            return
        self.part = Subject(None, self.items[at].start)
        before = at - 1
        while before >= 0 and self.shape[before] in "~.gU":
            before -= 1
        owned = False
        if before >= 0 and self.shape[before] == "A":
            self.part.partner = self.items[before].value
            owned = True
        elif before >= 0 and self.shape[before] == "s":
            self.part.pair = True
            owned = True
        if not owned and at + 2 < len(self.shape) and self.shape[at + 1] == "o":
            follows = at + 2
            while follows < len(self.shape) - 1 and self.shape[follows] in "~.g":
                follows += 1
            token = self.items[follows]
            if self.shape[follows] == "P":
                self.part.product, self.part.product_name = token.value, self.line.text[token.start:token.end]
            elif self.shape[follows] == "A":
                self.part.partner = token.value
        whole = self._head_after(at + 1)
        if whole is not None and self.shape[whole] in HEADS:
            self.subject = self.phrase(whole)
        elif self.subject is None and self.carried is not None and not self.carried.noise:
            self.subject = self.carried.copy()

    def _head_after(self, at: int) -> int | None:
        """The flow that the words from `at` on lead to, with nothing but its modifiers before it."""
        for index in range(at, min(at + 9, len(self.shape))):
            letter = self.shape[index]
            if letter in HEADS or letter in "XTc":
                return index
            if letter not in BETWEEN and letter not in "oi":
                return None
        return None

    # --- what a figure says

    def _back(self, at: int) -> str:
        """The letters before the figure that matter, nearest last, times and adjectives left out."""
        found = ""
        index = at - 1
        while index >= 0 and len(found) < 5:
            letter = self.shape[index]
            if letter == "W":
                index -= 2 if index and self.shape[index - 1] == "i" else 1
                continue
            if letter == ")" and (opened := self.shape.rfind("(", 0, index)) >= 0:
                index = opened - 1
                continue
            if letter not in SKIP:
                found = letter + found
                if letter in AMOUNTS or letter in "FBDX":
                    break
            index -= 1
        return found

    def _amount(self, at: int) -> None:
        item = self.items[at]
        assert isinstance(item, Amount)
        letter = self.shape[at]
        if letter == "^":
            self._rank(at)
            return
        left = self._back(at)
        draft = self._read_amount(at, letter, left)
        if draft is None:
            return
        draft.hedge = draft.hedge or item.hedge
        if not draft.base and left[-2:] in ("Do", "Bo", "Fo", "DL", "BL") and self._measured(at):
            draft.base = True
        if not item.unit:
            draft.unit = next((other.item.unit or other.unit for other in reversed(self.drafts)
                               if isinstance(other.item, Amount) and self.shape[other.index] in "$#0"), self.currency)
        if self.modality is not None and not draft.base and draft.kind in (Kind.LEVEL, Kind.BALANCE, Kind.CHANGE, Kind.VOLUME, Kind.RATIO):
            draft.modality = self.modality
        self.drafts.append(draft)

    def _read_amount(self, at: int, letter: str, left: str) -> Draft | None:
        shape, items = self.shape, self.items
        subject = self.subject
        previous = self.drafts[-1] if self.drafts else None
        adjacent = previous is not None and not any(mark in shape[previous.index + 1:at] for mark in "FBDXC;TVQ")
        right = shape[at + 1:at + 2]
        p1 = left[-1:]
        p2 = left[-2:-1]
        # a second currency or unit in brackets; "2.78 billion dlrs or three pct"
        if adjacent and p1 and p1 in "(r" and p2 == shape[previous.index] and previous is not None:
            return self._twin(previous, at, letter)
        if p1 == "v" and p2 == "(" and previous is not None:
            return self._twin(previous, at, letter)                 # (revised from 1.7 mln)
        if adjacent and p1 == ";" and previous is not None and previous.twin is not None:
            return self._twin(previous, at, letter)
        if subject is not None and subject.tariff and letter in "$#0" and any(mark == "T" for mark in shape[max(0, at - 12):at]):
            kind = Kind.VOLUME if letter == "#" else Kind.LEVEL
            return Draft(items[at], at, kind, self._taxed(subject))
        # "a rise of", "a 7.5% rise in exports", "a 3.3 mln dlr deficit", "18% of India's exports"
        if right and (ahead := self._ahead(at, letter, left)) is not None:
            return ahead
        if subject is None or subject.noise:
            return None
        if subject.tariff:
            if letter == "%":
                return Draft(items[at], at, Kind.RATE, subject)
            return Draft(items[at], at, Kind.LEVEL, self._taxed(subject)) if letter in MONEY else None
        if subject.flow is None:
            return None
        subject = self._nth(subject, at, previous)
        # what another figure is measured against
        if p1 in "vf" and p1 or left.endswith("m"):
            if letter in "%+" and (previous is None or previous.kind not in (Kind.CHANGE, Kind.SHARE)) and not self.share:
                return None
            return self._base(at, letter, subject, previous, left)
        if self.share and letter in "%*" and not (p1 == "U" and self.share == "H") and "U" != p2 + "y":
            return self._shared(at, subject)
        if letter in "%+":
            return self._percent(at, letter, left, subject, previous, adjacent)
        if letter == "*":
            if p1 and p1 in "toiy" and "U" not in left:
                return None
            draft = Draft(items[at], at, Kind.RATIO, subject)
            draft.direction = Direction.UP if items[at].value > 1 else Direction.DOWN
            return draft
        return self._money(at, letter, left, subject, previous, adjacent)

    def _measured(self, at: int) -> bool:
        """`compares with a 1986 surplus of 9.5 billion`: whether the phrase before the figure hangs on a comparison."""
        index = at - 1
        while index >= 0 and self.shape[index] not in HEADS:
            index -= 1
        index -= 1
        while index >= 0 and self.shape[index] in BETWEEN:
            index -= 1
        return index >= 0 and self.shape[index] == "v"

    def _twin(self, previous: Draft, at: int, letter: str) -> Draft:
        same = (letter in MONEY) == (self.shape[previous.index] in MONEY)
        draft = Draft(self.items[at], at, previous.kind, previous.subject)
        draft.direction, draft.modality, draft.base = previous.direction, previous.modality, previous.base
        draft.part = previous.part
        draft.twin = previous
        if not same and previous.kind in (Kind.LEVEL, Kind.BALANCE, Kind.VOLUME):
            draft.kind = Kind.CHANGE if previous.direction else Kind.SHARE
        return draft

    def _taxed(self, subject: Subject) -> Subject:
        twin = subject.copy()
        if twin.product == ALL_PRODUCTS:
            twin.product, twin.product_name = "GOODS-UNDER-ADDITIONAL-TARIFFS", "goods under additional tariffs"
        return twin

    def _ahead(self, at: int, letter: str, left: str) -> Draft | None:
        """A figure whose trade stands behind it."""
        shape, items = self.shape, self.items
        after = at + 1
        while after < len(shape) and shape[after] in "~.":
            after += 1
        if after >= len(shape):
            return None
        if shape[after] == "r" and after + 2 < len(shape) and shape[after + 1] in AMOUNTS and shape[after + 2] == "U":
            after += 2                                          # a 104 pct or 600 mln dlr increase
        mark = shape[after]
        if mark == "T" and letter == "%":
            self._tariff(after)
            assert self.subject is not None
            return Draft(items[at], at, Kind.RATE, self.subject)
        if mark == "U" and not left.endswith(("U", "Uy")) and not (
                after + 1 < len(shape) and (shape[after + 1] in AMOUNTS or shape[after + 1] in "yt")):
            direction = items[after].value
            subject = self.subject
            if after + 1 < len(shape) and shape[after + 1] in "oi":
                head = self._head_after(after + 2)
                if head is not None:
                    if shape[head] in "XTc":
                        return None
                    subject = self.subject = self.main = self.phrase(head)
            if subject is None or subject.noise or direction == "flat" or letter == "*" or subject.tariff:
                return None
            draft = Draft(items[at], at, Kind.CHANGE, subject)
            draft.direction = Direction(direction)
            return draft
        if mark == "L" and after + 1 < len(shape) and shape[after + 1] == "o":
            after += 1                                          # worth of
            mark = "o"
            if letter in MONEY and (moved := self._moved(at, after + 1, letter)) is not None:
                return moved
        if mark in "oi":
            head = self._head_after(after + 1)
            if head is None:
                return None
            if shape[head] in "XTc":
                return None
            if letter in "%*" and mark == "o":
                return self._shared(at, self.phrase(head))
            if letter in MONEY and shape[head] in "FBD":
                found = self.phrase(head)
                if found.noise or found.weak and not self.trading:
                    return None
                self.subject = self.main = found
                return self._level(at, letter, found)
            return None
        if letter in MONEY and (mark in HEADS or mark in "APGgh2J"):
            head = self._head_after(after)
            if head is not None and shape[head] in HEADS and len(self.line.text[items[at].end:items[head].start]) < 40 and (
                    "n" not in shape[after:head]):
                if self.subject is not None and not self.subject.noise and mark == "A":
                    return None
                found = self.phrase(head)
                if found.noise or (found.weak and not self.trading and self.subject is None) or (
                        found.weak and self.subject is not None and self.subject.noise):
                    return None
                if found.weak and self.subject is not None and self.subject.flow is Flow.BALANCE:
                    twin = self.subject.copy()
                    twin.sign = found.sign
                    found = twin
                draft = self._level(at, letter, found)
                previous = self.drafts[-1] if self.drafts else None
                if left.endswith(("v", "f")) or left.endswith("n") and previous is not None and previous.base:
                    draft.base = True
                return draft
        return None

    def _moved(self, at: int, after: int, letter: str) -> Draft | None:
        """`$505 billion worth of goods arrived from China`, `the other $16 billion worth of Chinese products`."""
        shape, items = self.shape, self.items
        while after < len(shape) and shape[after] in "~.gs":
            after += 1
        if after >= len(shape) or shape[after] not in "AG":
            return None
        taxed = next((one for one in (self.subject, self.carried) if one is not None and one.tariff), None)
        if taxed is not None and self._head_after(after) is None:
            twin = self._taxed(taxed)
            if shape[after] == "A" and items[after].value != twin.reporter:
                twin.partner = items[after].value
                twin.said |= {"partner"}
            return Draft(items[at], at, Kind.LEVEL, twin)
        current = self.subject
        if shape[after] == "G" and current is not None and current.basis is None and not current.noise and (
                current.flow in (Flow.IMPORT, Flow.EXPORT)):
            current.basis = Basis(items[after].value)
            current.said |= {"basis"}
        if shape[after] == "G":
            for index in range(after + 1, min(after + 5, len(shape))):
                if shape[index] in AMOUNTS or shape[index] in "C;FBD":
                    break
                if shape[index] == "A" and shape[index - 1] in "ft":
                    flow = Flow.IMPORT if shape[index - 1] == "f" else Flow.EXPORT
                    if current is not None and not current.noise and current.flow in (Flow.IMPORT, Flow.EXPORT):
                        break                           # it imported $20bn worth of goods from China
                    subject = Subject(flow, items[after].start)
                    subject.partner, subject.basis = items[index].value, Basis(items[after].value)
                    subject.said = frozenset({"flow", "partner", "basis"})
                    self.subject = self.main = subject
                    return Draft(items[at], at, Kind.LEVEL, subject)
        return None

    def _nth(self, subject: Subject, at: int, previous: Draft | None) -> Subject:
        """The second of two joined subjects for the second of two joined figures."""
        if subject.siblings and previous is not None and previous.subject is subject and (
                previous.item.unit == self.items[at].unit):
            between = self.shape[previous.index + 1:at]
            if between.strip(".,") == "n" or between in ("n", ",n", ","):
                taken = sum(1 for draft in self.drafts if draft.subject is subject or draft.subject in subject.siblings)
                if taken <= len(subject.siblings):
                    return subject.siblings[taken - 1]
        return subject

    def _base(self, at: int, letter: str, subject: Subject, previous: Draft | None, left: str) -> Draft | None:
        if letter in "%+" and previous is not None:
            draft = Draft(self.items[at], at, previous.kind, previous.subject)
            draft.part = previous.part
            draft.direction = previous.direction
        elif self.share and letter == "%":
            shared = self._shared(at, subject)
            if shared is None:
                return None
            draft = shared
        else:
            draft = self._level(at, letter, subject)
        draft.base = True
        return draft

    def _percent(self, at: int, letter: str, left: str, subject: Subject, previous: Draft | None,
                 adjacent: bool) -> Draft | None:
        direction = self._direction(at, left)
        if direction is None and subject.growth and left[-1:] in "oLaFt":
            direction = Direction.UP
        if direction is None and adjacent and previous is not None and previous.kind is Kind.CHANGE and (
                left[-1:] in ("n", ",") or self.shape[at - 1] in "PA"):
            direction = previous.direction
        if direction is None:
            return None
        draft = Draft(self.items[at], at, Kind.CHANGE, subject)
        draft.direction = direction
        return draft

    def _direction(self, at: int, left: str) -> Direction | None:
        """The way the figure goes: `rose 5`, `fell by 5`, `growth of 5`, `up 5`."""
        if left.endswith(("U", "Uy", "Uo", "Ua", "UL", "UFo", "UFL", "UyL")):
            index = at - 1
            while self.shape[index] != "U":
                index -= 1
            value = self.items[index].value
            return Direction(value) if value != "flat" else None
        return None

    def _money(self, at: int, letter: str, left: str, subject: Subject, previous: Draft | None,
               adjacent: bool) -> Draft | None:
        p1 = left[-1:]
        if left.endswith(("U", "Uy")) and not self._below(at):
            direction = self._direction(at, left)
            if direction is not None:
                draft = Draft(self.items[at], at, Kind.CHANGE, subject)
                draft.direction = direction
                return draft
        if adjacent and previous is not None and p1 in ("n", ",") and left[-2:-1] in AMOUNTS:
            draft = Draft(self.items[at], at, previous.kind, subject)
            if (previous.kind is Kind.CHANGE) and self.shape[previous.index] in MONEY or previous.base:
                draft.direction, draft.base = previous.direction, previous.base
                return draft
        if p1 in "X" and p1:
            return None
        if letter == "0" and not p1:
            return None
        return self._level(at, letter, subject)

    def _below(self, at: int) -> bool:
        """`fell below five billion` says where it stands, not how far it fell."""
        item = self.items[at]
        return isinstance(item, Amount) and item.hedge in (Hedge.NEARLY, Hedge.OVER) and "below" in self.line.text[
            max(0, item.start - 12):item.start].lower()

    def _level(self, at: int, letter: str, subject: Subject) -> Draft:
        if subject.flow is Flow.BALANCE:
            return Draft(self.items[at], at, Kind.BALANCE, subject)
        kind = Kind.VOLUME if letter == "#" else Kind.LEVEL
        draft = Draft(self.items[at], at, kind, subject)
        index = at - 1
        while index >= 0 and self.shape[index] in ".~":
            index -= 1
        if index >= 0 and self.shape[index] == "L" and self.items[index].value == "over":
            draft.hedge = Hedge.OVER
        return draft

    def _shared(self, at: int, whole: Subject) -> Draft | None:
        if whole.noise or whole.flow is None or whole.tariff:
            return None
        draft = Draft(self.items[at], at, Kind.SHARE, whole)
        part = self.part
        if part is None:
            part = Subject(None, whole.start)
            current = self.subject
            if current is not None and current is not whole and not current.noise and (
                    current.partner or current.product != ALL_PRODUCTS):
                part = current
            elif self.agent and self.agent != whole.reporter:
                part.partner = self.agent
            else:
                for index in range(at - 1, -1, -1):
                    if self.shape[index] == "A" and self.items[index].value != whole.reporter:
                        part.partner = self.items[index].value
                        break
                    if self.shape[index] == "P":
                        token = self.items[index]
                        part.product, part.product_name = token.value, self.line.text[token.start:token.end]
                        break
        draft.part = part
        return draft

    # --- records and ranks

    def _superlative(self, at: int) -> None:
        """`record`, `highest`, `largest trading partner`: a claim where trade is what it is said of."""
        shape, items = self.shape, self.items
        after = at + 1
        while after < len(shape) and shape[after] in "~.g":
            after += 1
        follows = shape[after] if after < len(shape) else ""
        token = items[at]
        subject = self._ranked(at, after, follows)
        if subject is None:
            return
        draft = Draft(token, at, Kind.SUPERLATIVE, subject)
        for index in range(at + 1, min(at + 8, len(shape))):
            if shape[index] in "C;":
                break
            if shape[index] == "W" and items[index].role == "since":
                draft.since = items[index]
                break
        self.drafts.append(draft)

    def _rank(self, at: int) -> None:
        shape = self.shape
        after = at + 1
        while after < len(shape) and shape[after] in "~.gJ":
            after += 1
        subject = self._ranked(at, after, shape[after] if after < len(shape) else "")
        if subject is not None:
            draft = Draft(self.items[at], at, Kind.RANK, subject)
            draft.hedge = self.items[at].hedge
            self.drafts.append(draft)

    def _ranked(self, at: int, after: int, follows: str) -> Subject | None:
        """The trade that a record or rank is a record or rank of, None where it is not trade."""
        shape, items, text = self.shape, self.items, self.line.text
        head = self._head_after(at + 1)
        standing = next((index for index in range(at + 1, min(at + 7, len(shape))) if shape[index] in "KE"), None)
        if standing is not None and all(mark in "~.gPAGnhs2-," for mark in shape[at + 1:standing]):
            return self._standing(at, standing)
        if follows and follows in "XTcKE":
            return None
        gap = text[items[at].end:items[after].start] if after < len(shape) and items[after] is not None else ""
        if head is not None and shape[head] in HEADS and len(gap) <= 14 and "," not in shape[at:head]:
            found = self.phrase(head)
            if found.noise:
                return None
            if found.weak:
                current = self.subject
                if current is not None and current.noise or current is None and not self.trading:
                    return None
                if current is not None and current.flow is Flow.BALANCE:
                    return current
            return found
        if head is not None and shape[head] in "XTc":
            return None
        current = self.subject
        if current is None or current.noise or current.tariff or current.flow is None:
            return None
        tail = text[items[at].end:items[at].end + 24].lower().split()
        if tail and tail[0].strip(".,") and tail[0][0].isalpha() and tail[0].strip(".,;") not in PLAIN_AFTER and not (
                after < len(shape) and items[after] is not None and items[after].start - items[at].end <= 2):
            return None
        return current

    def _standing(self, at: int, standing: int) -> Subject | None:
        """`X is Y's largest trading partner`, `Brazil is the world's largest coffee exporter`."""
        shape, items = self.shape, self.items
        token = items[standing]
        subject = Subject(Flow(token.value), token.start)
        said = {"flow"}
        owner = partner = None
        before = at - 1
        while before >= 0 and shape[before] in "~.":
            before -= 1
        if before >= 0 and shape[before] == "A":
            owner = items[before].value
            before -= 1
        elif before >= 0 and shape[before] == "s":
            subject.pair = True
            before -= 1
        elif before >= 0 and shape[before] == "h":
            before -= 1
        for index in range(at + 1, standing):
            if shape[index] == "P":
                product = items[index]
                subject.product, subject.product_name = product.value, self.line.text[product.start:product.end]
                said.add("product")
            elif shape[index] == "A" and owner is None and shape[standing] == "K":
                owner = items[index].value
        after = standing + 1
        while after + 1 < len(shape) and shape[after] in "of":
            if shape[after + 1] == "A":
                if shape[standing] == "K" and owner is None:
                    owner = items[after + 1].value
                elif shape[after] == "f" or shape[standing] == "E":
                    partner = items[after + 1].value
            elif shape[after + 1] == "P":
                product = items[after + 1]
                subject.product, subject.product_name = product.value, self.line.text[product.start:product.end]
                said.add("product")
            after += 2
        agent = None
        for index in range(before, -1, -1):
            if shape[index] == "A" and items[index].value != owner and items[index].category == "area":
                agent = items[index].value
                if "Y" not in shape[:index]:
                    break               # "China overtakes Germany as": go on to the first
        if agent is None and after + 1 < len(shape) and shape[after] in ",L-" and shape[after + 1] == "A":
            agent = items[after + 1].value
        if shape[standing] == "E":
            if agent is None:
                return None
            subject.reporter, subject.partner = agent, partner or "WLD"
            said |= {"reporter", "partner"}
        else:
            if agent is None and owner is None:
                return None
            subject.reporter, subject.partner = owner, agent
            said |= {"reporter"} if owner else set()
            said |= {"partner"} if agent else set()
            self.partners = subject
        subject.said = frozenset(said)
        return subject


EARNINGS = frozenset({"earnings", "receipts", "revenue", "revenues", "income", "sales"})
PLAIN_AFTER = frozenset("since in for on level levels ever total monthly and of at so to this last from by compared after when while".split())
