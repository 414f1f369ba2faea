"""Reading: text -> claims."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import compress, repeat
from operator import attrgetter, is_

from claims.article import Article
from claims.claim import Claim, Found, Kind
from claims.clauses import verbfinal
from claims.clauses.arrange import arrange
from claims.clauses.clause import Clause
from claims.clauses.draft import Draft
from claims.clauses.measures import counted
from claims.clauses.pairs import pair
from claims.clauses.respective import share_out
from claims.clauses.shape import FLOWING, PLAIN, Item, Line
from claims.clauses.sides import countries, headed_by, is_group, is_only_country, opened_by, point_back, point_out
from claims.clauses.timewords import announced, spell_out
from claims.clauses.timing import place_times
from claims.context import provinces
from claims.context.compared import compare, comparisons
from claims.context.dating import date_drafts
from claims.context.places import CITIES, Places
from claims.context.speaker import speaker
from claims.context.story import Story
from claims.context.streaks import is_run
from claims.context.streaks import runs as told_runs
from claims.context.usage import Usage, local_dollar, spender
from claims.context.wares import Wares
from claims.language import language
from claims.pattern import pattern
from claims.scanning.lexicon import Lexicon
from claims.scanning.scan import Opens, scan
from claims.scanning.sentence import sentences
from claims.scanning.token import Amount, Token
from claims.stating import claim_of
from claims.tables.listing import in_rows
from claims.tables.table import Table, without
from sources.terms.key import Basis
from sources.terms.quantity import is_money

NEAR = Decimal("0.02")  # headlines round
PATIENCE = 2  # sentences about other things after which "it" is no longer the trade before
LEDE = 600  # characters
MOSTLY = 0.6  # of the figures of a text: it is about trade
FEW = 1  # figures: too few to tell
LONGEST = 300  # tokens of a sentence read at a time
HEADLINE = 300  # characters; a longer first line is no headline
START = attrgetter("start")
SUBHEAD = pattern(r"[^\n.!?;:]{5,80}\Z")
FIGURE = pattern(r"[$%+#*^0J]")
DATELINE = pattern(  # "MUSCAT, May 3 (Reuters) - ", "Lima, 4 June (EFE).- ", "Accra (AFP) – "
    r"[A-Z][\w .'’-]{1,30}(?:, (?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8})(?:, \d{4})?)?"
    r"(?: \([A-Z][\w/ -]{1,20}\)(?:\.-)?|(?= [-–—])|(?<=\d):)(?: [-–—]{1,2})? "
)
AMOUNTS = "$%#"
MOVED_IN = pattern(r"[^CM;]*[FBD][~.]*U[.~]*i?W")  # "Exports fell in May, so that growth might slow"
MOVED_OVER = pattern(r"U[.~]*W")  # "narrowed from 2023 to 2024": what follows is of the year it came to
TRADED = pattern(r"AnA[.~]*O")  # "Oman and Chad traded heavily in 2022"
ABOUT_TRADE = pattern(r"[FBDTV]|AnA[.~]*O|A[.~]*L[.~]*A?[.~]*K")
TRADE = frozenset(("flow", "balance", "deficit", "tariff", "ships", "trader", "standing", "ware"))
DEALS = frozenset(("deal", "share", "bound", "brings", "moves"))  # "sold", "were sold to": of goods, by or to a country
DEALT_IN = frozenset(("basis", "product"))
PLACES = frozenset(("area", "demonym"))
NAMING = frozenset(("area", "demonym", "product"))  # words for whose trade it is, or in what
BECOME_TRADE = frozenset(("verb", "sold"))  # where `arrange` makes them a flow


def read(article: Article | str, published: date | None = None, runs: bool = False) -> list[Claim]:
    """Every numeric statement about trade in `article`, in the text's order; with `runs`, those of streaks.py too.

    Pure, offline, deterministic; any text will do.  text[claim.start:claim.end] == claim.quote.
    """
    if isinstance(article, str):
        article = Article(article, published=published)
    elif published is None:
        published = article.published
    text = article.text
    tokens = _tokens(text, article.language, about_trade)
    places = Places(text, tokens)
    if (kept := provinces.told(text, tokens, places.named)) is not tokens:
        tokens, places = kept, Places(text, kept)
    words = ((token.category, text[token.start : token.end].lower()) for token in tokens if type(token) is Token)
    if not about_trade(words):
        return []
    first_line = text.find("\n", len(text) - len(text.lstrip()))
    if first_line > HEADLINE:
        first_line = -1
    money: list[Amount] = [*compress(tokens, map(is_, map(type, tokens), repeat(Amount)))]  # type: ignore[list-item]
    titled = first_line > 0 and text[first_line - 1] != "."
    headline = places.countries(first_line) if titled else []
    weights = places.weights(language(article.language).verb_final)
    wares = Wares(text, tokens, article.language)
    story = Story(published, weights, places.home() or spender(text, money, weights), headline, wares)
    story.runs, story.language = runs, article.language
    usage = Usage(local_dollar(text, money, places.named, story.teller), story.teller)
    if usage.differs(text, places.named):
        tokens = [usage.known(text, token) for token in tokens]
    if article.title and article.title not in text[: len(article.title) + HEADLINE]:
        title = _tokens(article.title, article.language)
        if any(type(token) is not Token or token.category in NAMING for token in title):
            # Read for what it tells of the text below: "Ministers to discuss trade" is of no trade in particular.
            _sentence(article.title, 0, len(article.title), title, story, article.language)
    story.opened = not titled
    if not all(token.unit for token in money):
        units = {token.unit for token in tokens if type(token) is Amount and is_money(token.unit)}
        story.only_currency = units.pop() if len(units) == 1 else ""
    starts = list(map(START, tokens))
    found: list[Claim] = []

    scanned: dict[str, list[Item]] = {}

    def alone(words: str) -> Line:
        if words not in scanned:
            scanned[words] = _tokens(words, article.language)  # cells and headings repeat
        read_so = [usage.known(words, token) for token in scanned[words]]
        return Line(words, 0, len(words), read_so, article.language)

    drawn = in_rows(text, alone, usage.known, tokens)
    for start, end in sentences(without(text, drawn) if drawn else text, article.language):
        while drawn and drawn[0].start < start:
            found += _rows(text, drawn.pop(0), story)
        first, last = bisect_left(starts, start), bisect_left(starts, end)
        if last - first <= LONGEST:
            found += _sentence(text, start, end, tokens[first:last], story, article.language)
            continue
        for at in range(first, last, LONGEST):  # keeps the work linear in a text without sentences
            part = tokens[at : min(at + LONGEST, last)]
            found += _sentence(text, part[0].start, part[-1].end, part, story, article.language)
    for table in drawn:
        found += _rows(text, table, story)
    found = sorted(story.wares.spread(found), key=lambda claim: (claim.start, claim.end))
    last = first_line if titled or not found else min(first_line, found[0].sentence[1])  # of a paragraph, one sentence
    told = [claim for claim in found if not is_run(claim)]
    figures = compare(_headline(told, first_line, last), story.compared)
    for number, claim in enumerate(figures, 1):
        _numbered(claim, f"c{number}")
    if len(figures) == len(found):
        return figures
    asides = [_numbered(claim, f"r{number}") for number, claim in enumerate(filter(is_run, found), 1)]
    return sorted([*figures, *asides], key=lambda claim: (claim.start, claim.end))


def _rows(text: str, table: Table, story: Story) -> list[Claim]:
    """The claims of a table: what the text has said so far holds for it, what it says not for the text below."""
    found: list[Claim] = []
    for row, drafts in table.rows:
        aside = copy(story)  # nor do the rows say anything for each other
        aside.frames = dict(story.frames)
        found += _claims(Line(text, row[0].start, row[-1].end, []), drafts, aside)
    return found


def about_trade(words: Iterable[tuple[str, str]]) -> bool:
    """Whether the words may make a text one about trade; a text without any such is not read."""
    met, places = set(), 0
    for category, phrase in words:
        if category in TRADE or category in BECOME_TRADE or (category == "product" and phrase.endswith(FLOWING)):
            return True
        met.add(phrase if category == "noise" else category)
        places += category in PLACES
    if places > 1 and "sales" in met:
        return True  # "India's sales to Peru"
    return places > 0 and not met.isdisjoint(DEALT_IN) and not met.isdisjoint(DEALS)


def _tokens(text: str, name: str, about: Opens | None = None) -> list[Item]:
    tokens = scan(text, Lexicon.load(name), about)
    traits = language(name)
    if traits.adjectives_follow or traits.verb_final:
        return arrange(text, tokens, traits.adjectives_follow)
    return tokens


def _headline(claims: list[Claim], end: int, last: int) -> list[Claim]:
    """Headlines leave the time to the text below, and whether services count: as of the same figure there.

    The time may be that of a figure of the same kind.
    """
    return [_as_below(claim, claims[at + 1 :], end) if claim.end <= last else claim for at, claim in enumerate(claims)]


def _as_below(claim: Claim, others: Sequence[Claim], end: int) -> Claim:
    if claim.kind is Kind.RATE:
        return claim
    below = [one for one in others if one.start > end and one.period is not None and one.key.flow is claim.key.flow]
    same = next((other for other in below if _is_again(claim, other)), None)
    counted = replace(claim.key, basis=same.key.basis) if same is not None else None
    if same is not None and counted == same.key and claim.found.get("basis") is not Found.SAID:
        claim = replace(claim, key=counted, found={**claim.found, "basis": Found.CARRIED})
    timed = same or next((other for other in below if other.kind is claim.kind), None)
    if claim.period is not None or timed is None:
        return claim
    return replace(
        claim, period=timed.period, versus=claim.versus or timed.versus,
        found={**claim.found, "period": Found.CARRIED},
    )


def _is_again(claim: Claim, other: Claim) -> bool:
    return other.unit == claim.unit and abs(other.value - claim.value) <= abs(claim.value) * NEAR


def _numbered(claim: Claim, name: str) -> Claim:
    object.__setattr__(claim, "id", name)  # not yet handed out
    return claim


def _sentence(text: str, start: int, end: int, tokens: list[Item], story: Story, name: str) -> list[Claim]:
    dateline = DATELINE.match(text, start, end) if tokens and tokens[0].category in CITIES else None
    if dateline is not None:
        tokens = [one for one in tokens if one.start >= dateline.end()]
    line = Line(text, dateline.end() if dateline is not None else start, end, tokens, name)
    line.start = start
    if "\n" in text[max(0, start - 2) : start]:
        story.new_paragraph(headed_by(line))
    spell_out(line)
    point_out(line)
    point_back(line, story.spoken)
    if "A" in line.shape:
        story.spoken = line
    figures = FIGURE.search(line.shape) is not None
    story.before, story.named, story.at = story.named, opened_by(line), start
    if not figures and (told_for := announced(line)) is not None:
        story.turn_to(told_for, None, announced=True)
    story.trading = story.trading or "AE" in line.shape  # "Omani importers"
    if not figures and not ABOUT_TRADE.search(line.shape):
        if ("X" in line.shape or "c" in line.shape) and "Q" not in line.shape:
            story.subject = None  # it told of something else
        story.quiet += 1
        return []
    if story.quiet > PATIENCE:
        story.subject = story.trade = None
    story.quiet += 1
    reader: Clause | verbfinal.Reader
    if language(name).verb_final:
        reader = verbfinal.Reader(line, story.subject, story.trading)
        drafts = reader.read()
        whole = reader.whole
    else:
        told = tuple(story.partners)
        reader = Clause(line, story.subject, story.trading, story.currency, story.trade, told, story.before)
        reader.steady = story.told >= MOSTLY * story.figures > FEW
        drafts = reader.read()
        whole = place_times(line, drafts)
        if reader.phrases and not story.led:
            story.open(reader.phrases[min(reader.phrases)], countries(line))
        story.wares.meet(line, reader.phrases)
        if reader.told_of is not None:
            story.wares.with_all.update(Basis)  # "if services are included": elsewhere they are not
    claims = _claims(line, drafts, story) if drafts else []
    if figures:
        story.figures += sum(map(line.shape.count, AMOUNTS))
    if story.runs and isinstance(reader, Clause):
        claims += told_runs(line, reader, story, claims)
    story.framing = None if "A" in line.shape else story.framing  # where a country is named it goes no further
    last = reader.subject
    passing = last is not None and not any(draft.subject is last for draft in drafts)  # no figure is of it
    if last is not None and last.noise:
        story.subject = last
    elif last is not None and passing:
        story.settle(last)
        story.hear(last, aside=True)
        story.framing = last if not figures and "reporter" in last.said else story.framing
        owned = "reporter" in last.said and "partner" not in last.said and not is_group(last.reporter)
        if owned and SUBHEAD.match(text, start, end) and story.opened and text[end : end + 1] == "\n":
            story.topic_reporter = last.reporter  # "Chinese exports still powering ahead": what stands below is theirs
    lede = start < LEDE and figures and whole is not None and whole.role != "deadline"
    if story.period is None and lede:
        story.period = story.latest = story.topic = story.period_of(whole, None, None)  # of the lede, whatever it tells
    elif last is not None and passing and (story.period is None or not last.noise) and (
            reader.modality is None or MOVED_IN.match(line.shape)):
        story.turn_to(whole, last.reporter, announced=not figures, moved=MOVED_OVER.search(line.shape) is not None)
    elif last is None and not figures and TRADED.search(line.shape):
        story.turn_to(whole, None, announced=True)
    return claims


def _claims(line: Line, drafts: list[Draft], story: Story) -> list[Claim]:
    """The claims of one sentence, once the story has filled in what it leaves out."""
    share_out(line, drafts)
    pair(line, drafts)
    story.wares.weigh(line, drafts)
    story.told += len(drafts)
    settled: dict[int, dict[str, Found]] = {}
    for draft in drafts:
        if draft.part is not None:
            story.point(draft.part)
        unit = draft.item.unit if isinstance(draft.item, Amount) else ""
        if is_money(unit):
            story.currency = unit
        elif not unit and not draft.unit and draft.kind is Kind.BALANCE:
            draft.unit = story.only_currency  # "trade deficit cut to 13.65 billion", above all that tells of dollars
        if id(draft.subject) not in settled:
            found = settled[id(draft.subject)] = story.settle(draft.subject, draft.part, draft.when)
            story.hear(draft.subject, draft.part is not None)
            sides = draft.subject.reporter, draft.subject.partner
            if found.get("reporter") is Found.CARRIED and is_only_country(line, *sides):
                found["reporter"] = Found.SAID
            story.frame(draft.subject, found)
    if PLAIN in line.shape and any(item.category == "prices" for item in line.plain()):
        for known in settled.values():
            known["prices"] = Found.SAID  # "in real terms": growth without what prices did
    story.sentences += 1
    source = speaker(line)
    dated = date_drafts(story, drafts)
    story.compared += comparisons(drafts, dated)
    claims = [
        claim_of(line, draft, settled[id(draft.subject)] | counted(line.shape, draft, drafts), times, story, source)
        for draft, times in zip(drafts, dated, strict=True)
    ]
    if any(times.said for times in dated):
        story.announced = None
    return claims
