"""A sentence being read: what its words are about so far, as those who read its figures and countries see it."""

from __future__ import annotations

from claims.claim import Modality
from claims.clauses.draft import Draft
from claims.clauses.phrase import noun_phrase
from claims.clauses.shape import BETWEEN, Line
from claims.clauses.subject import Subject
from claims.language import language
from claims.pattern import pattern
from sources.terms.key import Basis

QUOTE_ENDS = pattern(r'[,.!]?["”]')
HEAD_AHEAD = pattern(rf"(?:[oi{BETWEEN.replace('n', '')}]|(?<!W)n){{0,8}}[FBDXTc]")  # not "in May and its imports"
REACH = pattern("(?:[tfwxozyisg~.APGhnW2]|,(?=A))*")
NEAR = 40  # characters from the end of a quote to the country of who says it
SIDES = frozenset({"reporter", "partner"})
SUPPLIED = pattern(r"[SO][~.]*(?P<owner>A)[~.]*w[^AC;]*$")  # "Chad supplied Mali with 30 percent of its imports"
AHEAD = pattern(r"[w.][^,;CA]*s[~.gP]*F(?:[bt][~.]*A)?[^,;CA]*,[~.]*(?P<owner>A)(?!n)")  # "With its exports down, Mali"


def spoken_for(line: Line, start: int) -> str | None:
    """The country of who says `our exports` in a quote: `..., said India's trade minister`."""
    if line.wording("our").search(line.text, max(line.start, start - NEAR), start) is None:
        return None
    quoted = QUOTE_ENDS.search(line.text, start, line.end)
    if quoted is None:
        return None
    for item, letter in zip(line.items, line.shape, strict=True):
        if letter == "A" and quoted.end() <= item.start <= quoted.end() + NEAR:
            country: str = item.value
            return country
    return None


class Reader:
    """Reads one sentence; `subject` and `agent` are what the words so far are about."""

    subject: Subject | None = None
    main: Subject | None = None  # the last trade subject before noise took over
    agent: str | None = None  # the country that does something: "India imported", "the US accounts for"
    modality: Modality | None = None
    share = ""  # H or S once the clause speaks of a share
    part: Subject | None = None
    awaited: str | None = None  # a partner said before the trade with it
    before_aside: Subject | None = None  # what was told of before a relative clause
    told_of: Basis | None = None  # "For goods alone, it was": goods or services said before the trade in them
    capital: str | None = None  # Washington, Beijing: a government that does something
    # The subject, main, share and part that were told of before the bracket.
    outside: tuple[Subject | None, Subject | None, str, Subject | None] | None = None
    partners: Subject | None = None  # "X is Y's largest trading partner": whose trade comes next
    steady = False  # whether most figures of the text so far are of trade
    guessed = False  # ... so that those of a sentence which names none are taken to be, too

    def __init__(
        self, line: Line, carried: Subject | None, trading: bool, currency: str = "", trade: Subject | None = None,
        told: tuple[str, ...] = (), named: tuple[str, ...] = ()
    ) -> None:
        self.line = line
        self.shape = line.shape
        self.items = line.items
        self.carried = carried  # the last subject of the sentence before
        self.trade = trade  # the last subject that was trade
        self.told = told  # the last partners that the text told of: "the two countries together"
        self.named = named  # the countries of the sentence before, that it opened with first: "it"
        self.currency = currency  # of the last money spoken of
        self.trading = trading  # whether the text has spoken of trade
        self.drafts: list[Draft] = []
        self.consumed: set[int] = set()  # areas of a list that have found their figures
        self.phrases: dict[int, Subject] = {}

    def phrase(self, at: int) -> Subject:
        if (found := self.phrases.get(at)) is None:
            found = self.phrases[at] = noun_phrase(self.line, at)
            if self.shape[at - 1 : at] == "Q":
                self._these(found, at)
        return found

    def _these(self, found: Subject, at: int) -> None:
        """`Exports to Chad were 5 billion.  A third of these exports`: of those to Chad."""
        told = self.subject if self.subject is not None else self.trade
        if told is None or told.noise or told.flow is not found.flow or found.said & SIDES or (
                self.line.words(at - 1) not in language(self.line.language).pointing):
            return
        found.reporter, found.partner = told.reporter, told.partner
        if "product" not in found.said:
            found.product, found.product_name = told.product, told.product_name
        found.said |= told.said & (SIDES | {"product"})

    def before(self, at: int, quiet: str = "~.") -> int:
        """Where the word before `at` stands, quiet ones left out; -1 where there is none."""
        return len(self.shape[:at].rstrip(quiet)) - 1

    def after(self, at: int, quiet: str = "~.") -> int:
        """Where the word behind `at` stands, quiet ones left out; the length of the sentence where there is none."""
        return len(self.shape) - len(self.shape[at + 1 :].lstrip(quiet))

    def head_after(self, at: int) -> int | None:
        """The flow that the words from `at` on lead to, with nothing but its modifiers before it."""
        found = HEAD_AHEAD.match(self.shape, at)
        return found.end() - 1 if found is not None else None

    def own(self, subject: Subject) -> None:
        """`its exports` are those of the first country of the sentence, unless they go there."""
        if "reporter" not in subject.said and (country := spoken_for(self.line, subject.start)) is not None:
            subject.by(country)
        if not subject.its or "reporter" in subject.said:
            return
        if self.partners is not None and self.partners.reporter:
            subject.by(self.partners.reporter)
            return
        at = next((at for at, item in enumerate(self.items) if item is not None and item.start >= subject.start), 0)
        told = SUPPLIED.search(self.shape, 0, at) or AHEAD.match(self.shape)
        if told is not None and (told.end() <= at or at < told.start("owner")):
            subject.by(self.items[told.start("owner")].value)
            return
        for index in range(at):
            item = self.items[index]
            if (
                self.shape[index] == "A"
                and not item.value.startswith("non-")
                and (not index or self.shape[index - 1] not in "twfix")
            ):
                if item.value != subject.partner:
                    subject.by(item.value)
                return

    def inside(self, at: int) -> bool:
        """Whether the area at `at` belongs to a phrase already read around a flow before it."""
        offset = self.items[at].start
        return any(head < at and self._reach(head) > offset for head in self.phrases)

    def _reach(self, head: int) -> int:
        """How far the phrase around `head` takes in what follows it, roughly: up to the next verb or figure."""
        last = self.items[REACH.match(self.shape, head + 1).end() - 1]  # type: ignore[union-attr]  # it may be empty
        return last.end if last is not None else 0
