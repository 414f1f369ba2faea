"""Words beside a figure that the reading did not take up: nobody is accused in a sentence that was not understood.

Every word of a figure's clause either says nothing of what the figure is of (`idle.txt` of the language), or has gone
into what was read: a country is a side of some figure of the sentence, goods are some figure's goods, a time is when
one was.  What is left over may have been of this figure, which then is of something else than it is held against.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from claims.claim import Claim, Found, Kind
from claims.clauses.neutral import neutral
from claims.clauses.phrase import HEADS
from claims.clauses.selling import SALES
from claims.clauses.shape import AMOUNTS, Line
from claims.clauses.timewords import points_back
from claims.language import FOLDER
from claims.pattern import pattern
from claims.scanning.token import When
from factcheck.finding import Finding
from factcheck.judging.case import Case, withheld
from factcheck.judging.doubt import why
from factcheck.judging.said import how
from sources.terms.key import WORLD, Basis, Flow
from sources.terms.period import MONTHS_A_YEAR, Period
from sources.terms.quantity import is_money
from sources.terms.vocabulary import value

FLOWS = HEADS | {"V", "X"}      # "purchases from" are imports
TELLING = FLOWS | {"O", "S", "b", "K"}      # "its top suppliers were"
PHRASES = FLOWS | AMOUNTS | {","}       # a noun phrase begins behind it
BEGINS = pattern(r"[;:)-]|[Cd][^,]*,|[Cd]")     # ... and a clause
ENDS = frozenset(";:C(),d-'") | AMOUNTS         # behind a figure: what follows tells of something else ...
LEAVES = pattern(r"[;:Cd'-]|v(?!W)")    # ... and of another time
BRACKET = pattern(r"\([^()]*\)")
BESIDE = frozenset("GPJ~g.")        # between a figure and the flow behind it: "a 5 billion record goods deficit"
OTHERWISE = frozenset("XckT")       # between flow and figure: of something else, of prices
VERBS = frozenset("SLVO~.")
SIDE = pattern(r"[tfw][~.Q]*$")
TURNED = {Flow.EXPORT: pattern(r"[tw][~.]*$"), Flow.IMPORT: pattern(r"[fw][~.]*$")}     # not "imports into the country"
JOINED = pattern(r"[FV](?:n|,)[~.GP]*[FV]")
OF_BASE = pattern(r"[fm][~.JoLQ]*[$%][^$%]*$")      # "from a record 170 billion in": when it was that
STOP = pattern(r"[,;:()\n]|\s[-–—]|[-–—]\s")
# A letter of an Indian script may carry its vowel as a mark, which is no letter.
WORD = pattern(r"[^\W\d_](?:[\w'’.-]|[\u0900-\u0d7f])*")
PEAK_WORDS = 30     # characters before a record: "did not come close to the"
HELD_AGAINST = pattern(r"[ufvme][.~sWgQ]*$")        # "short of the record"
MONTH = pattern(r"month:(\d\d)")
RANKED = ("^", "J")                 # "Asia's third-largest economy"
VALUES = frozenset({Kind.LEVEL, Kind.BALANCE, Kind.CHANGE})
BALANCES = frozenset({"deficit", "surplus", "balance"})
BOTH = frozenset({Flow.EXPORT, Flow.IMPORT})
SUMS = (Flow.TOTAL, Flow.BALANCE)   # of exports and imports
NO_SIDE = (None, WORLD)


def not_understood(case: Case, finding: Finding) -> Finding | None:
    """An alarm without its verdict, where a word beside the figure was not understood, or none says what was read."""
    if not finding.verdict.is_alarm or is_scale(finding):
        return None
    adjusted = any(seen.provenance.adjusted for seen in finding.evidence)
    clause = Clause.of(case.claim, [each for each in case.article if each.sentence == case.claim.sentence], adjusted)
    if clause is None:
        return None
    for field, doubt in UNTOLD.items():
        if doubt(clause):
            return withheld(finding, "not-understood", "not-understood.untold", field, doubt=why(doubt.__name__))
    word = next(unread(clause), None)
    return None if word is None else withheld(finding, "not-understood", "not-understood", word, word=word)


def is_scale(finding: Finding) -> bool:
    """A million for a billion: no other reading of the words makes a figure a thousand times less."""
    return finding.repair is not None and finding.repair.field == "scale" and is_money(finding.claim.unit)


@value
class Clause:
    """A figure in its sentence: where it and its flow stand, and from where to where its clause goes."""

    claim: Claim
    beside: Sequence[Claim]     # all figures of the sentence
    adjusted: bool              # whether it is held against figures with seasonal adjustment
    line: Line
    at: int
    head: int                   # -1 where its flow does not stand there
    start: int
    end: int
    first: int                  # from where to where the words are looked at, in the text
    last: int

    @classmethod
    def of(cls, claim: Claim, beside: Sequence[Claim], adjusted: bool = False) -> Clause | None:
        """Nothing for a claim that was not read from a sentence."""
        line = claim.line
        if not isinstance(line, Line):
            return None
        shape, items = line.shape, line.items
        at = next((at for at, item in enumerate(items) if item and item.start <= claim.start < item.end), -1)
        if at < 0:
            return None
        bracket = BRACKET.match(shape, at + 1)      # "5 billion (4 billion euros) to Chad"
        behind = bracket.end() if bracket else at + 1
        end = next((index for index in range(behind, len(shape)) if shape[index] in ENDS), len(shape))
        mine = [index for index in range(len(shape)) if shape[index] in FLOWS and is_of(items[index].value, claim)]
        head = max((index for index in mine if index < at), default=-1)
        if head < 0:
            head = next((index for index in mine if at < index and BESIDE.issuperset(shape[at + 1:index])), -1)
        fore = at if head < 0 else min(head, at)
        start = max((found.end() for found in BEGINS.finditer(shape, 0, fore)), default=0)
        begin = items[start if head < 0 else fore]
        seen = max(item.end for item in items[at:max(head + 1, behind)] if item is not None)
        seen = line.text.find(")", seen) + 1 if bracket else seen
        after = next((item.start for item in items[end:] if item is not None), line.end)
        stops = [found.start() for stop in (STOP, line.wording("leads-on"))
                 if (found := stop.search(line.text, seen, after))]
        first = line.start if begin is None else begin.start
        return cls(claim, beside, adjusted, line, at, head, start, end, first, min(stops, default=after))

    def items(self) -> Iterator[tuple[int, str]]:
        """Where the items of the clause stand, with their letters."""
        for index in range(self.start, self.end):
            item = self.line.items[index]
            if item is not None and item.start < self.last:
                yield index, self.line.shape[index]

    def near(self) -> Iterator[tuple[int, str]]:
        """Those of the flow's own phrase, and those since the last figure."""
        shape, head = self.line.shape, self.head
        phrase = max((index + 1 for index in range(self.start, head) if shape[index] in PHRASES), default=self.start)
        before = max((index for index in range(head, self.at) if shape[index] in AMOUNTS), default=head)
        return ((index, letter) for index, letter in self.items() if phrase <= index <= head or index > before)

    def told(self, field: str) -> set[str]:
        """What the figures of the sentence have in a field of their trade; the parts of what was joined apart."""
        keys = [key for each in self.beside for key in (each.key, each.whole) if key is not None]
        return {part for key in keys for part in str(getattr(key, field) or "").removeprefix("non-").split("+")}


def unread(clause: Clause) -> Iterator[str]:
    """The words of a figure's clause that nobody took up."""
    for asked in UNREAD:
        yield from asked(clause)


# --- what no word says ------------------------------------------------------------------------------------------------


def has_no_flow(clause: Clause) -> bool:
    """No word says which way it goes: no flow, nor "sold to", "accounted for", "went to", nor `it`."""
    shape = clause.line.shape
    return clause.claim.kind in VALUES and TELLING.isdisjoint(shape) and "Q" not in shape[:clause.at]


def has_no_date(clause: Clause) -> bool:
    """Its time stands elsewhere: in another clause, or behind what it is measured against."""
    claim, shape, behind = clause.claim, clause.line.shape, clause.at + 1
    if claim.period is None or how(claim, "period") is not Found.SAID:
        return False
    left = LEAVES.search(shape, behind)
    stop = left.start() if left else len(shape)
    mine = [at for at in clause.line.places("W") if at < stop and not OF_BASE.search(shape, behind, at)]
    whens = [clause.line.items[at] for at in mine]
    return not any(
        is_time(when, claim.period) for when in whens if claim.kind is not Kind.CHANGE or not points_back(when)
    )


UNTOLD = {"flow": has_no_flow, "period": has_no_date}


# --- words that the lexicon knows ------------------------------------------------------------------------------------


def flows(clause: Clause) -> Iterator[str]:
    """Another flow that no figure is of; or the other one of two: "imports and exports rose"."""
    line, flow = clause.line, clause.claim.key.flow
    told = {Flow.TOTAL, *clause.told("flow")}
    if told & {Flow.BALANCE}:
        told |= BALANCES
    if any(each.key.flow in SUMS for each in clause.beside):
        told |= BOTH
    for index, letter in clause.items():
        if letter in HEADS and line.items[index].value not in told:
            yield line.words(index)
    if flow in SUMS or "=" in line.shape:       # "respectively"
        return
    for pair in JOINED.finditer(line.shape, 0, clause.at):
        one, other = pair.start(), pair.end() - 1
        if clause.head in (one, other) and line.items[one].value != line.items[other].value:
            yield line.words(one if clause.head == other else other)


def areas(clause: Clause) -> Iterator[str]:
    """A place that is a side of no figure; or one that this figure, of trade with everybody, goes to."""
    line, key = clause.line, clause.claim.key
    told = {WORLD, *clause.told("reporter"), *clause.told("partner")}
    for index, letter in clause.items():
        if letter != "A":
            continue
        names = set(line.items[index].value.removeprefix("non-").split("+"))
        to = index > clause.head >= 0 and SIDE.search(line.shape, 0, index) is not None
        other = to and key.partner in NO_SIDE and key.reporter not in names
        if line.shape[index + 1:index + 2] not in RANKED and (other or not names <= told):
            yield line.words(index)
        elif to and line.shape[index + 1:index + 3] == "JK":
            yield line.words(index + 2)     # "to India's largest trading partner": India is not who it is
    some = line.wording("some-side").search(line.text, clause.first, clause.last)
    if some is not None and (key.partner in NO_SIDE or how(clause.claim, "partner") is not Found.SAID):
        yield some[0]
    turned = TURNED.get(key.flow or Flow.TOTAL, SIDE)
    if key.partner in NO_SIDE:      # "imports from the bloc": which one was not found
        yield from (line.words(index) for index, letter in clause.items()
                    if letter == "s" and index > clause.head >= 0 and turned.search(line.shape, 0, index))


def goods(clause: Clause) -> Iterator[str]:
    """Goods that no figure is of; goods or services other than those that this one was taken to be of."""
    line, basis = clause.line, clause.claim.key.basis
    told = clause.told("product")
    for index, letter in clause.near():
        if letter == "P" and not any(line.items[index].value in code for code in told):
            yield line.words(index)
        if letter == "G" and line.items[index].value not in (basis or Basis.GOODS):
            yield line.words(index)
    if basis is None or how(clause.claim, "basis") is not Found.SAID:
        yield from (line.words(index) for index in line.places("G") if line.items[index].value != Basis.GOODS)


def otherwise(clause: Clause) -> Iterator[str]:
    """Something else than trade, prices or volumes, between the flow and the figure."""
    fore, hind = sorted((clause.head if clause.head >= 0 else clause.start, clause.at))
    for index, letter in clause.items():
        if letter in OTHERWISE and fore < index < hind:
            yield clause.line.words(index)


def figures(clause: Clause) -> Iterator[str]:
    """Another figure of the clause, or the next one of a list, that was not read."""
    line, told = clause.line, {each.start for each in clause.beside}
    listed = line.shape[clause.at + 1:clause.at + 2] in ("n", ",")
    for index in range(clause.start, min(clause.at + (3 if listed else 1), len(line.shape))):
        item = line.items[index]
        if line.shape[index] in "$%" and not any(item.start <= start < item.end for start in told):
            yield line.words(index)


def times(clause: Clause) -> Iterator[str]:
    """A time that no figure is of, or measured against."""
    line = clause.line
    told = [each for other in clause.beside for each in (other.period, other.versus) if each is not None]
    for index, letter in clause.items():
        when = line.items[index]
        if letter == "W" and when.role not in ("date", "since") and not any(is_time(when, each) for each in told):
            yield line.words(index)


def peaks(clause: Clause) -> Iterator[str]:
    """"Short of the record set a year earlier", "close to its high": one of another time, or none."""
    line, start = clause.line, clause.claim.start
    if clause.claim.kind is not Kind.SUPERLATIVE:
        return
    found = line.wording("no-peak").search(line.text, max(line.start, start - PEAK_WORDS), start)
    if found is not None or HELD_AGAINST.search(line.shape, clause.start, clause.at):
        yield found[0] if found is not None else line.words(clause.at)


# --- words that it does not know -------------------------------------------------------------------------------------


def narrowing(clause: Clause) -> Iterator[str]:
    """"Seasonally adjusted", "excluding oil", where what is held is not."""
    line = clause.line
    if not clause.adjusted and (found := line.wording("narrows").search(line.text, line.start, line.end)):
        yield found[0].strip()


def unknown(clause: Clause) -> Iterator[str]:
    """A word from flow to figure and on to the end of the clause, or right before the flow, that is not idle.

    Where the figure stands before its flow, who did it too: "the port handled 5 billion of exports".
    """
    line, first = clause.line, clause.first
    known = [(item.start, item.end) for item in line.items if item is not None]
    if not 0 <= clause.head < clause.at:
        told = zip(line.items[:clause.at], line.shape, strict=False)
        begins = max((item.end for item, letter in told if item and letter not in VERBS), default=line.start)
        figure = line.items[clause.at].start
        first = min(first, max((stop.end() for stop in STOP.finditer(line.text, begins, figure)), default=begins))
    for word in WORD.finditer(line.text, first, clause.last):
        if not any(start <= word.start() < end for start, end in known) and not is_idle(word[0], line.language):
            yield word[0]
    if clause.head < 0:
        return
    head = line.items[clause.head].start
    before = max((end for _, end in known if end <= head), default=line.start)
    beside = line.text[before:head].strip(" \n-").rpartition(" ")[2]
    if WORD.fullmatch(beside) and not is_idle(beside, line.language):
        yield beside        # "manufacturing exports"


UNREAD = (flows, areas, goods, otherwise, figures, times, peaks, narrowing, unknown)


# --- what they mean --------------------------------------------------------------------------------------------------


def is_of(word: str, claim: Claim) -> bool:
    """Whether a word for a flow is one for the claim's."""
    return SALES.get(word, word) == claim.key.flow or (claim.key.flow is Flow.BALANCE and word in BALANCES)


def is_time(when: When, period: Period) -> bool:
    """Whether the words for a time may mean a period, or a part of it."""
    if when.period is not None:
        return period.start < when.period.end and when.period.start < period.end
    month = MONTH.match(when.relative)
    return month is None or int(month[1]) in (period.start % MONTHS_A_YEAR + 1, (period.end - 1) % MONTHS_A_YEAR + 1)


def is_idle(word: str, language: str) -> bool:
    """Whether a word does not change what a figure is of; in a language without a list none is known to."""
    words, endings = idle(language)
    word = word.lower().strip(".'’-")
    return word in words or word in neutral(language)[1] or word.endswith(endings)


@cache
def idle(language: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """The words of a language that are idle, and the endings of others."""
    path = FOLDER / language / "idle.txt"
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    words = [word for line in lines if not line.startswith("#") for word in line.split()]
    return frozenset(words), tuple(word[1:] for word in words if word.startswith("-"))
