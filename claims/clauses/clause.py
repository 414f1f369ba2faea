"""One sentence, left to right: what it is about when each of its figures comes along."""

from __future__ import annotations

from collections.abc import Callable

from claims.claim import Modality
from claims.clauses import (
    ahead,
    business,
    figures,
    flows,
    goods,
    headed,
    listed,
    measures,
    partners,
    ranks,
    roles,
    selling,
    sharing,
    tariffs,
)
from claims.clauses.draft import Draft
from claims.clauses.phrase import HEADS
from claims.clauses.reader import Reader
from claims.clauses.shape import AMOUNTS
from claims.clauses.subject import noise
from claims.language import language
from claims.pattern import pattern
from sources.terms.key import Basis, Flow

VERBS = frozenset("ULM")
RESUMES = frozenset("ULMS*")  # behind a comma: the sentence goes back to what it was about
POINTERS = frozenset({"that", "this", "these", "those", "that of", "those of"})
ASIDE = pattern(r"(?:,C|[FBD],L)[^,;C]*M[^,;C]*$")  # a relative clause that tells of an aim
EXPECTED = pattern(r"[.~LW,iAs]*(?P<aim>M)[.~]*(?:U[.~]*o[.~]*)?[$0%](?![.~]*[XTo])")
NAMED = pattern("A,?$")
DOING = pattern("C[~.]*[VSO]")
LED_TO = pattern(r"A,?[tfw]$")  # before "which"
FOLLOWED = pattern("N[~.]*A,$")  # "followed by Russia, where exports were"
PLANS = pattern(r"[~.]*(?:A(?:[n,]A)*t[VO]|A?P?[FBD]tU)")
OPENING = pattern(r"(?:^|[,;C])[i.~]*$")


class Clause(Reader):
    """Reads one sentence, token by token."""

    def read(self) -> list[Draft]:
        shape = self.shape
        given = listed.shares_before(self) if "A(%" in self.shape else {}
        self.subject = ahead.fronted(self) or headed.pointing(self) or headed.after_change(self)
        if self._plans():
            self.modality = Modality.FORECAST
        for at, handle in enumerate(map(HANDLERS.get, shape)):
            if handle is None:
                continue
            if at in given:
                self.drafts += given[at]
            else:
                handle(self, at)
        if self.line.text[self.line.end - 1 : self.line.end] == "?":
            for draft in self.drafts:
                draft.modality = Modality.HYPOTHETICAL
        return self.drafts

    def _plans(self) -> bool:
        """`India to buy 5 billion of oil`, `Exports to rise`: a headline's future, and not `Exports to Gaul rose`."""
        told = PLANS.match(self.shape)
        if told is None:
            return False
        who, doing = self.items[told.end() - 3], self.items[told.end() - 1]
        led = self.line.text[who.end : doing.start].lower() == " to "
        return who.category == "area" or (led and not self.line.words(told.end() - 1).endswith("ed"))

    def _open(self, at: int) -> None:
        self.outside = self.subject, self.main, self.share, self.part

    def _dash(self, at: int) -> None:
        """Two dashes are brackets: `the gap - what it buys beyond what it sells - rose`; not in `Oman - $5 billion`."""
        if self.shape[at - 1 : at] == "A" and self.shape[at + 1 : at + 2] in AMOUNTS:
            return
        if self.outside is not None:
            (self.subject, self.main, self.share, self.part), self.outside = self.outside, None
        elif "-" in self.shape[at + 1 :]:
            self._open(at)

    def _sign(self, at: int) -> None:
        """Behind a comma or a bracket the sentence may go back to what it was about."""
        if self.shape[at] == ")" and self.outside is not None:
            (self.subject, self.main, self.share, self.part), self.outside = self.outside, None
        if self.before_aside is not None and self.shape[at + 1 : at + 2] in VERBS and not self.drafts:
            self.main, self.before_aside = self.before_aside, None  # "to Chad, which re-exports tea, should rise"
        if self.main is not None and self.shape[at + 1 : at + 2] and self.shape[at + 1] in RESUMES:
            told, until = self.subject, self.items[at + 1].start
            beside = self.line.text[self.line.start : until].split()[-1:] if told and told.flow is Flow.BALANCE else ()
            if language(self.line.language).relatives.isdisjoint(beside):  # not "and a surplus in services, which grew"
                self.subject = self.main
            if self.shape[at] == "," and ASIDE.search(self.shape, 0, at) is not None:
                self.modality = None  # "the gap, which it has sought to narrow, widened by"

    def _break(self, at: int) -> None:
        if self.shape.endswith("A,C,", 0, at + 2):
            return  # "Chad, however, exported"
        letter = self.shape[at]
        told = self.subject or self.carried
        if told is not None and told.partner and FOLLOWED.search(self.shape, 0, at) is not None:
            self.subject = self.main = told.copy()
            self.subject.with_(self.items[at - 2].value)
        if letter == "C" and self.line.words(at) in language(self.line.language).relatives:
            self._which(at)
        elif letter == "C" and self.share and self.part is not None and self.shape[at + 1 : at + 3] == "oA":
            self.part = self.part.copy()  # "... and that of Peru from 2 to 3 per cent"
            self.part.partner = self.items[at + 2].value
        elif letter != "'" or self.shape[at + 1 : at + 2] != "W":
            self.modality = None
            self.share = ""
            self.agent = None

    def _colon(self, at: int) -> None:
        """`The cuts may be one reason: they lifted imports by 5 percent`: what may be ends there."""
        if self.modality is Modality.HYPOTHETICAL:
            self.modality = None

    def _place(self, at: int) -> None:
        if self.items[at].category == "capital":
            self.capital = self.items[at].value

    def _which(self, at: int) -> None:
        """A relative clause is about what stands right before it; `Peru, to which India exported`: the partner."""
        self.modality, self.share, self.agent = None, "", None
        if DOING.match(self.shape, at) and (named := NAMED.search(self.shape, 0, at)) is not None:
            self.agent = self.items[named.start()].value  # "Oman and Chad, which imported tea": they do
        self.before_aside = self.main if self.shape[at - 1 : at] == "," else None
        if (left := LED_TO.search(self.shape, 0, at)) is not None:
            self.awaited = self.items[left.start()].value
        current = self.subject
        if self.shape[at - 2 : at] == "P," and current is not None and current.product == self.items[at - 2].value:
            return  # "...; cars, which are a third of them, rose"
        if roles.of_another(self, at):
            self.subject = noise(self.items[at].start)  # "drivers were other cereals, which grew by 68 percent"
            return
        for index in range(at - 1, -1, -1):
            letter = self.shape[index]
            if index in self.consumed:
                continue  # "the shortfall in trade, which": the shortfall
            if letter in HEADS and index in self.phrases and not self.phrases[index].noise:
                self.subject = self.main = self.phrases[index]
                return
            if letter in "XTCFBD;":
                return

    def _basis(self, at: int) -> None:
        """`For goods alone, it was`, `If services are included, the deficit was`: the basis of what comes next."""
        if self.shape[at + 1 : at + 2] != "," or not OPENING.search(self.shape, 0, at):
            return
        self.told_of = Basis(self.items[at].value)
        current = self.subject
        if self.drafts and current is not None and current.flow is Flow.BALANCE:
            self.subject = self.main = current.copy()  # "... was 621 billion; for goods alone, it was 891 billion"
            self.subject.basis, self.subject.said = self.told_of, current.said | {"basis"}

    def _modal(self, at: int) -> None:
        said = Modality(self.items[at].value)
        if not (self.modality is Modality.TARGET and said is Modality.FORECAST):  # "the aim is to"
            self.modality = said
        if (
            self.subject is None
            and self.carried is not None
            and not self.carried.noise
            and (measures.is_aim(self, at) or self._expected(at))
        ):
            self.subject = self.carried.copy()  # "the ministry cut its projection to 50 billion"
            self.subject.when = None

    def _expected(self, at: int) -> bool:
        """`Economists had expected 50 billion`, `a 5 percent fall`, `growth of 5 percent`: nothing but a figure."""
        told = EXPECTED.match(self.shape)
        if told is None or told.start("aim") != at or self.modality is Modality.HYPOTHETICAL:
            return False
        figure = self.items[told.end() - 1]
        words = self.line.text[self.items[at].end : self.items[at + 1].start].split()
        hedged = told.end() - 2 == at and figure.hedge is not None  # "expected around 50 billion"
        return hedged or language(self.line.language).articles.issuperset(words)

    def _pronoun(self, at: int) -> None:
        if self.line.words(at).endswith(" of") and partners.other_one(self, at + 1):
            return
        if self.shape.startswith("AV", at + 1):
            return  # "it said Peru exported tea": what Peru did is told next
        if self.subject is None and not self.drafts and self.carried is not None:
            if (
                self.line.words(at) in POINTERS
                and at
                and (self.shape[:at].strip("iW,") or self.shape[at + 1 : at + 2] not in ("L", "U"))
                and self.shape[at + 1 : at + 2] not in ("w", "t", "f", "o")
            ):
                return  # "he denied that ..."
            self.subject = self.carried.copy()
            self.subject.when = None
            self.subject.borrowed = True


HANDLERS: dict[str, Callable[[Clause, int], None]] = {
    **dict.fromkeys(AMOUNTS, figures.read_figure),
    **dict.fromkeys("FBD", flows.read_flow),
    **dict.fromkeys("Xc", business.read_noise),
    **dict.fromkeys("HS", sharing.open_share),
    **dict.fromkeys("C;'", Clause._break),
    ":": Clause._colon,
    **dict.fromkeys(",)", Clause._sign),
    "(": Clause._open,
    "-": Clause._dash,
    "U": goods.read_newcomer,
    "A": partners.read_area,
    "P": goods.read_product,
    "w": partners.read_stranger,
    "s": partners.read_place,
    "K": ranks.read_partners,
    ".": Clause._place,
    "J": ranks.read_superlative,
    "V": selling.read_verb,
    "T": tariffs.open_tariff,
    "G": Clause._basis,
    "M": Clause._modal,
    "Q": Clause._pronoun,
}
