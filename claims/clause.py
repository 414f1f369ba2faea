"""One sentence, left to right: what it is about when each of its figures comes along."""

from __future__ import annotations

import re
from collections.abc import Callable

from claims import figures, ranks, shares, tariffs
from claims.claim import Modality
from claims.draft import Draft
from claims.phrase import HEADS, NO_GOODS, noun_phrase, place, stranger
from claims.shape import AMOUNTS, BETWEEN, Line
from claims.subject import Subject, noise
from sources.terms.key import ALL_PRODUCTS, WORLD, Basis, Flow

LISTS = ("", ",", "n", "C", ";", "-", ":", "(", "w", "N")
RESUMES = frozenset("ULMS*")               # behind a comma: the sentence goes back to what it was about
# Words that are a company's or a shop's business until the trade of a country stands with them.
EARNINGS = frozenset({"earnings", "receipts", "revenue", "revenues", "income", "sales"})
SALES = {"sales": Flow.EXPORT, "deliveries": Flow.EXPORT, "purchases": Flow.IMPORT}
SOURCE = re.compile(r"\s(?:official |customs |government |trade )*(?:statistics|data|figures|customs)\b")
POINTERS = frozenset({"that", "this", "these", "those", "that of", "those of"})
PRICES = ("average price", "unit value", "average unit", "average cost")
POSTED = frozenset(["posted", "reported", "recorded", "registered", "saw", "had", "has", "ran", "runs", "logged", "notched", "achieved", "showed", "left", "posts"])
NEWCOMER = re.compile(r",\s+(?:and\s|with\s)?([a-z][a-z-]+(?:\s[a-z][a-z-]+){0,2})\s+$")
ARTICLES = (" an ", "an ", " the ", " all ", " of ", " for ", "the ")
OUTLOOK = frozenset({"forecast", "projection", "estimate", "outlook", "target", "goal", "forecasts", "projections"})


class Reader:
    """Reads one sentence; `subject` and `agent` are what the words so far are about."""

    def __init__(self, line: Line, carried: Subject | None, trading: bool, currency: str = "",
                 trade: Subject | None = None) -> None:
        self.line = line
        self.shape = line.shape
        self.items = line.items
        self.carried = carried          # the last subject of the sentence before
        self.trade = trade              # the last subject that was trade
        self.currency = currency        # of the last money spoken of
        self.trading = trading          # whether the text has spoken of trade
        self.subject: Subject | None = None
        self.main: Subject | None = None        # the last trade subject before noise took over
        self.agent: str | None = None           # the country that does something: "India imported", "the US accounts for"
        self.modality: Modality | None = None
        self.share = ""                 # H or S once the clause speaks of a share
        self.part: Subject | None = None
        self.drafts: list[Draft] = []
        self.awaited: str | None = None         # a partner said before the trade with it
        self.capital: str | None = None         # Washington, Beijing: a government that does something
        self.source: str | None = None          # whose statistics the sentence quotes
        self.phrases: dict[int, Subject] = {}
        self.partners: Subject | None = None    # "X is Y's largest trading partner": whose trade comes next

    def read(self) -> list[Draft]:
        shape = self.shape
        for at, letter in enumerate(shape):
            if (handle := HANDLERS.get(letter)) is not None:
                handle(self, at)
        if self.line.text[self.line.end - 1:self.line.end] == "?":
            for draft in self.drafts:
                draft.modality = Modality.HYPOTHETICAL
        return self.drafts

    def _sign(self, at: int) -> None:
        """Behind a comma or a bracket the sentence may go back to what it was about."""
        if self.main is not None and self.shape[at + 1:at + 2] and self.shape[at + 1] in RESUMES:
            self.subject = self.main

    def _break(self, at: int) -> None:
        letter = self.shape[at]
        if letter == "C" and self.line.words(at) == "which":
            self._which(at)
        elif letter != "'" or self.shape[at + 1:at + 2] != "W":
            self.modality = None
            self.share = ""
            self.agent = None

    def _place(self, at: int) -> None:
        if self.items[at].category == "capital":
            self.capital = self.items[at].value

    def _which(self, at: int) -> None:
        """A relative clause is about what stands right before it."""
        self.modality, self.share, self.agent = None, "", None
        for index in range(at - 1, -1, -1):
            letter = self.shape[index]
            if letter in HEADS and index in self.phrases and not self.phrases[index].noise:
                self.subject = self.main = self.phrases[index]
                return
            if letter in "XTCFBD;":
                return

    def _modal(self, at: int) -> None:
        said = Modality(self.items[at].value)
        if not (self.modality is Modality.TARGET and said is Modality.FORECAST):    # "the aim is to"
            self.modality = said
        if self.subject is None and self.carried is not None and not self.carried.noise and self.line.words(at) in OUTLOOK:
            self.subject = self.carried.copy()          # "the ministry cut its projection to 50 billion"
            self.subject.when = None

    def phrase(self, at: int) -> Subject:
        if (found := self.phrases.get(at)) is None:
            found = self.phrases[at] = noun_phrase(self.line, at)
        return found

    def _flow(self, at: int) -> None:
        if self.subject is not None and self.subject.tariff and tariffs.under_tariff(self, at):
            return
        if at > 1 and self.shape[at] == "F" and self.shape[at - 2:at] == "Fn" and self.phrase(at - 2).siblings:
            return                      # "exports and imports": one subject, until two figures come
        found = self.phrase(at)
        if found.weak:
            current = self.subject
            if current is not None and current.noise:
                return
            if current is not None and current.flow is Flow.BALANCE and "partner" not in found.said:
                twin = current.copy()
                twin.sign = found.sign
                twin.when = found.when
                if "product" in found.said:
                    twin.product, twin.product_name = found.product, found.product_name
                    twin.said |= {"product"}
                self._of_goods(twin, at)
                self.subject = twin
                return
            if not self.trading and current is None:
                self.subject = noise(found.start)
                return
            if current is not None and current.flow is not None and not found.said & {"reporter", "partner"}:
                found.reporter, found.partner = current.reporter, current.partner      # trade fell into a deficit
                found.said |= current.said & {"reporter", "partner"}
                if "product" not in found.said and current.product != ALL_PRODUCTS:
                    found.product, found.product_name = current.product, current.product_name
                    found.said |= {"product"}
            self._of_goods(found, at)
            if self.agent and not found.said & {"reporter"} and found.partner != self.agent and current is None:
                found.reporter = self.agent             # "Argentina stood out with a surplus"
                found.said |= {"reporter"}
        if self.line.words(at) in ("export", "import") and "product" not in found.said and "J" in self.shape[:at]:
            self._of_goods(found, at)               # "electronics remained the top export"
        if self.share and self._linked(at):
            return                  # the whole that a share is a share of
        self._take(found, at)

    def _of_goods(self, balance: Subject, at: int) -> None:
        """`Chemicals earned it a surplus`, `for energy there was a deficit`."""
        for index in range(at - 1, -1, -1):
            letter = self.shape[index]
            if letter in "FBDXT;" or letter in AMOUNTS:
                return
            if letter == "P" and "product" not in balance.said:
                token = self.items[index]
                balance.product, balance.product_name = token.value, self.line.text[token.start:token.end]
                balance.said |= {"product"}
                return

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
        if not joined and previous is not None and not previous.noise and not previous.tariff and (
                "reporter" in previous.said and not subject.said & {"reporter", "partner"} and not subject.pair and not previous.borrowed):
            subject.reporter = previous.reporter        # "its exports fell, with imports up 5 percent"
            subject.said |= {"reporter"}
        if self.awaited is not None and not subject.noise and "partner" not in subject.said:
            subject.partner = self.awaited
            subject.said |= {"partner"}
            self.awaited = None
        if before >= 0 and self.shape[before] == "L" and self.agent and self.line.words(before) in POSTED and (
                not subject.said & {"reporter"} or subject.borrowed) and subject.partner != self.agent:
            subject.reporter = self.agent               # "Peru reported exports of ..."
            subject.said |= {"reporter"}
        self._own(subject)
        if self.source is not None and "reporter" not in subject.said:
            subject.reporter = self.source
            subject.said |= {"reporter"}
        if self.partners is not None and not subject.noise and not subject.said & {"reporter", "partner"}:
            subject.reporter, subject.partner = self.partners.reporter, self.partners.partner
            subject.said |= self.partners.said & {"reporter", "partner"}
        self.subject = subject
        self.main = None if subject.noise else subject
        self.share = ""

    def _own(self, subject: Subject) -> None:
        """`its exports` are those of the first country of the sentence, unless they go there."""
        if not subject.its or "reporter" in subject.said:
            return
        if self.partners is not None and self.partners.reporter:
            subject.reporter = self.partners.reporter
            subject.said |= {"reporter"}
            return
        for index, letter in enumerate(self.shape):
            item = self.items[index]
            if item is None:
                continue
            if item.start >= subject.start:
                return
            if letter == "A" and not item.value.startswith("non-") and (not index or self.shape[index - 1] not in "twfix"):
                if item.value != subject.partner:
                    subject.reporter = item.value
                    subject.said |= {"reporter"}
                return

    def _noise(self, at: int) -> None:
        current = self.subject
        token = self.items[at]
        if self.shape[at] == "c" and self.line.words(at).startswith(PRICES):
            goods = next((one for one in (current, self.carried) if one is not None and not one.noise), None)
            if goods is not None and goods.flow in (Flow.EXPORT, Flow.IMPORT) and goods.product != ALL_PRODUCTS:
                self.subject = self.main = goods.copy()
                self.subject.price, self.subject.when = True, None
                return
        if self.trading and at and self.shape[at - 1] == "P" and self.line.words(at) == "purchases":
            bought = self._earned(at)
            bought.flow = Flow.IMPORT
            self._take(bought, at)
            return
        if self.trading and at and self.shape[at - 1] == "P" and self.line.words(at) in EARNINGS and (
                not self.line.words(at - 1).startswith(("touris", "travel"))):
            self._take(self._earned(at), at)
            return
        if self.line.words(at) in ("receipts", "earnings") and current is None and not self.drafts and self.carried is not None and (
                not self.carried.noise and self.carried.flow is Flow.EXPORT and self.shape[:at].strip("iW,.~gs") == ""):
            self.subject = self.main = self.carried.copy()          # "In May alone receipts were ..."
            self.subject.when = None
            return
        if (sold := self._sold(at)) is not None:
            self._take(sold, at)
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

    def _sold(self, at: int) -> Subject | None:
        """`Sales to the United States`, `purchases from China`, in a text about a country's trade."""
        flow = SALES.get(self.line.words(at))
        follows = at + 1
        while follows < len(self.shape) and self.shape[follows] in "P~og":
            follows += 1
        if not self.trading or flow is None or follows + 1 >= len(self.shape) or self.shape[follows + 1] != "A" or (
                self.shape[follows] != ("t" if flow is Flow.EXPORT else "f")):
            return None
        subject = noun_phrase(self.line, at, flow)
        return None if subject.noise else subject

    def _pronoun(self, at: int) -> None:
        if self.subject is None and not self.drafts and self.carried is not None:
            if self.line.words(at) in POINTERS and at and self.shape[at + 1:at + 2] not in ("w", "t", "f", "o"):
                return                  # "he denied that ..."
            self.subject = self.carried.copy()
            self.subject.when = None
            self.subject.borrowed = True

    def _area(self, at: int) -> None:
        shape, items = self.shape, self.items
        before = at - 1
        while before >= 0 and shape[before] in ".~gU":
            before -= 1
        letter = shape[before] if before >= 0 else ""
        follows = shape[at + 1] if at + 1 < len(shape) else ""
        if self._next_partner(at):
            return
        if letter == "b" and self._bound(at):
            return
        if items[at].category == "demonym" and SOURCE.match(self.line.text, items[at].end):
            self.source = items[at].value               # "according to British statistics"
            return
        if letter == "w" and self.subject is None and not self.drafts:
            self.awaited = items[at].value              # "With China, the goods gap decreased"
            return
        if letter and letter in "twfxz" and len(self.line.text[items[before].end:items[at].start].split()) > 2:
            letter = ""                                 # "Among individual countries Argentina ..."
        if letter in "twfxz" and letter:
            subject = self.subject
            if subject is not None and not subject.noise and not self._inside(at):
                name = items[at].value
                names = [name]
                follows_at = at
                while shape[follows_at + 1:follows_at + 3] in ("nA", ",A"):
                    follows_at += 2
                    names.append(items[follows_at].value)
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
                    place(twin, letter, names, said)
                    twin.said = frozenset(said)
                    twin.when = None
                    for other in twin.siblings:
                        other.said = twin.said
                    self.subject = self.main = twin
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

    def _next_partner(self, at: int) -> bool:
        """`followed by India at $65.4bn`, `China, down 35.9 percent`: the same trade with the next partner of a list."""
        shape = self.shape
        previous = self.drafts[-1] if self.drafts else None
        rest = shape[at + 1:at + 5].replace("~", "").replace("L", "")
        listed = bool(rest) and (
            rest[0] in AMOUNTS or (rest[0] in "aw(" and rest[1:2] and rest[1] in AMOUNTS)
            or (rest[0] == "," and rest[1:2] and rest[1] in "aw" and rest[2:3] and rest[2] in AMOUNTS)
            or (rest.startswith(",U") and rest[2:3] and rest[2] in AMOUNTS) or (rest[0] == "N" and rest[1:3] and rest[2:3] in AMOUNTS))
        before = shape[at - 1] if at else ""
        name = self.items[at].value
        if not listed or (before and before in "twfxoy") or self.items[at].category != "area":
            return False
        if previous is not None and previous.part is not None and previous.part.partner is not None:
            if name == previous.subject.reporter:
                return False
            part = previous.part.copy()
            part.partner = name
            self.part, self.share, self.subject = part, "S", previous.subject
            self.agent = name
            return True
        subject = self.subject if self.subject is not None and not self.subject.noise else self.main
        if previous is not None and previous.subject is self.partners:
            subject = self.partners
        if subject is None and not self.drafts and self.carried is not None and not self.carried.noise and (
                rest[0] == "," or self.carried.listed or self.carried.partner not in (None, WORLD)) and not any(mark in "FBDXT" for mark in shape[:at]):
            subject = self.carried
        if subject is None or subject.noise or subject.tariff or subject.partner in (None, WORLD, name) or (
                subject.reporter == name) or subject.flow is None:
            return False
        twin = subject.copy()
        twin.partner = name
        twin.said |= {"partner"}
        twin.when = None
        twin.listed = True
        self.subject = self.main = twin
        self.share = ""
        return True

    def _bound(self, at: int) -> bool:
        """`a third of exports went to China`: whose the figure before was."""
        last = self.drafts[-1] if self.drafts else None
        if last is None or "," in self.shape[last.index:at] or "C" in self.shape[last.index:at]:
            return False
        name = self.items[at].value
        if last.part is not None and last.part.partner is None and last.subject.reporter != name:
            last.part = last.part.copy()
            last.part.partner = name
            last.part.product = ALL_PRODUCTS if last.part.product == shares.UNSTATED else last.part.product
            return True
        if last.part is None and "partner" not in last.subject.said and last.subject.flow is not None:
            last.subject.partner = name
            last.subject.said |= {"partner"}
            return True
        return False

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
        if shape[follows:follows + 1] == "(" and (close := shape.find(")", follows)) == follows + 2 and shape[follows + 1] not in AMOUNTS:
            follows = close + 1                             # "Readymade garments (RMG) fetched"
        after = shape[follows] if follows < len(shape) else ""
        before = shape[at - 1] if at else ""
        if after and after in ",a(w" and shape[follows + 1:follows + 2] and (
                shape[follows + 1] in "a" + "".join(AMOUNTS) or (after == "," and shape[follows + 1] == "U")):
            after = "L"                                     # "iron ore, at 138 billion", "beef (5 percent)"
        if not after or not (after in AMOUNTS or after in "UL") or before not in LISTS:
            return
        base = self.subject if self.subject is not None and not self.subject.noise else self.main
        if not self.drafts and not (base is not None and before == ","):        # "Among exports, chips rose"
            first = next((index for index, mark in enumerate(shape) if mark in AMOUNTS), len(shape))
            if any(mark in "cXET" for mark in shape[:first]) or shape[first + 1:first + 2] == "p" or any(mark in "FBDVAS" for mark in shape[:at]) or base is not None:
                return
            base = self.trade
        if base is None or base.noise or base.tariff or base.flow not in (Flow.EXPORT, Flow.IMPORT):
            return
        twin = base.copy()
        token = self.items[at]
        twin.product, twin.product_name = token.value, self.line.text[token.start:token.end]
        twin.said |= {"product"}
        twin.when = None
        if not self.drafts and base.listed:
            twin.partner, twin.listed = None, False
            twin.said -= {"partner"}
        self.subject = self.main = twin
        self.share = ""

    def _newcomer(self, at: int) -> None:
        """`Among exports, sprockets rose`: a subject that the lexicon lacks is not what the sentence was about before."""
        subject = self.subject
        if subject is None or subject.noise or subject.flow not in (Flow.EXPORT, Flow.IMPORT) or not at or (
                self.shape[at - 1] != ","):
            return
        before = self.line.text.rfind(",", self.line.start, self.items[at].start)
        match = NEWCOMER.match(self.line.text, before, self.items[at].start)
        if match is None or any(word in NO_GOODS or word.endswith("ly") for word in match.group(1).split()):
            return
        twin = subject.copy()
        twin.product, twin.product_name = match.group(1).upper().replace(" ", "-"), match.group(1)
        twin.said |= {"product"}
        self.subject = self.main = twin

    def _verb(self, at: int) -> None:
        token = self.items[at]
        if self.line.text[max(self.line.start, token.start - 5):token.start].lower().endswith(ARTICLES):
            return                  # an imported watch
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
        if "reporter" not in said and self.carried is None and not self.trading:
            self.subject = noise(token.start)               # nobody's exports: a company's
            return
        if subject.flow is Flow.TOTAL:
            subject.basis = Basis.GOODS
        before = self.subject
        if before is not None and before.verb and "partner" in before.said and before.reporter == subject.reporter:
            subject.partner = before.partner            # "exported ... to the UK and imported ..."
            said.add("partner")
        subject.verb = True
        if at and self.shape[at - 1] == "P":                # "cars imported from Japan"
            product = self.items[at - 1]
            subject.product, subject.product_name = product.value, self.line.text[product.start:product.end]
            said.add("product")
        subject.said = frozenset(said)
        self.subject = self.main = subject

    def _head_after(self, at: int) -> int | None:
        """The flow that the words from `at` on lead to, with nothing but its modifiers before it."""
        for index in range(at, min(at + 9, len(self.shape))):
            letter = self.shape[index]
            if letter in HEADS or letter in "XTc":
                return index
            if letter not in BETWEEN and letter not in "oi":
                return None
        return None


HANDLERS: dict[str, Callable[[Reader, int], None]] = {
    **dict.fromkeys(AMOUNTS, figures.read_figure),
    **dict.fromkeys("FBD", Reader._flow),
    **dict.fromkeys("Xc", Reader._noise),
    **dict.fromkeys("HS", shares.open_share),
    **dict.fromkeys("C;'", Reader._break),
    **dict.fromkeys(",)", Reader._sign),
    "U": Reader._newcomer, "A": Reader._area, "P": Reader._product, "w": Reader._stranger, ".": Reader._place, "J": ranks.read_superlative,
    "V": Reader._verb, "T": tariffs.open_tariff, "M": Reader._modal, "Q": Reader._pronoun,
}
