"""Goods: products that take the sentence over, one by one or in lists, each with its figure."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from claims.clauses.before import NEAR
from claims.clauses.neutral import neutral
from claims.clauses.subject import Subject, code_for
from claims.language import language
from claims.pattern import pattern
from sources.terms.key import ONE_WAY, Flow

if TYPE_CHECKING:
    from claims.clauses.reader import Reader

BEFORE_NEXT = ("", *",nC;-:(wN")  # what may stand before the next product of a list
PLACED = pattern(r"i?\^[~.]*L")
EARNED = pattern(r"(?: and \w+)? (?:earnings|receipts|revenues?)\b")  # "coffee earnings" after imports: of exports
CLAUSE_SIGNS = ",;:(-–—\n"
# What leads from goods to their figure: "wheat 16 pct", "readymade garments (RMG) fetched", "iron ore, at 138 billion",
# "beef (5 percent)", "diesel, rising", "cashews are estimated to earn"; and from goods that all exports are made of,
# "tea, worth".
FIGURE_BEHIND = pattern(
    r"[~.]*(?:\([^$%#+*^0]\))?"
    r"(?:[UL$%#+*^0]|S[$#0]|Mt?[~.]*[U$%#0]|[,a(w][a$%#+*^0]|,[UC]|(?P<part>,[Lw]|\(U)|[ty][~.J]*[$%#0](?!p))"
)
OPENS_NO_LIST = pattern(r"[^$%#+*^0]*(?:[cXET][^$%#+*^0]*[$%#+*^0]|[$%#+*^0]p)")  # prices, firms, "2 billion a year"
OTHER_TRADE = pattern(r"[^FBDVAS]*[FBDVAS]")
# Goods that a list gives as examples, each with its figure: "such as raw iron ore by 5 percent, and pasta by 8".
COMPOSED = pattern(r"(?P<trade>F(?:[tfwio][~.]*[AWQ]|W)*)[~.JGLSyo]*$")  # exports, their side and time
MADE_OF = pattern(  # "exports to Togo include", "imports were dominated by", "exports featured items such as"
    r"(?: period| year| month)?(?: (?:mainly|mostly|also|largely))?"
    r" (?:(?:includ|compris|featur|consist)\w+|(?:were|was|are|is|remain\w*)(?: (?:mainly|mostly|dominated|led))?)"
    r"(?: of| by)?(?: (?:items|goods|products))?(?: such as)? "
)
JOINED = pattern(r"P(?:,P)*(?:,?[nr]P)?(?![~.]*[FXULMSty$%#0])")  # and not "tea, and coffee rose"


def read_product(reader: Reader, at: int) -> None:
    """`Wheat 16 pct, tea at 2 billion`: the same flow of another product."""
    behind = FIGURE_BEHIND.match(reader.shape, at + 1)
    if behind is None:
        return
    part = included(reader, at)
    if not part and (behind["part"] or not leads_on(reader, at) or leads_to(reader, at)):
        return
    base = listed_under(reader, at, part)
    if base is None or base.noise or base.tariff or base.flow not in ONE_WAY:
        return
    reader.subject = reader.main = with_product(reader, base, at)
    if EARNED.match(reader.line.text, reader.items[at].end):
        reader.subject.flow = Flow.EXPORT
    reader.subject.when = None
    reader.share = ""


def leads_on(reader: Reader, at: int) -> bool:
    """Whether a list goes on with the goods: `..., tea`, `followed by tea`, `second was tea`."""
    return reader.shape[at - 1 : at] in BEFORE_NEXT or PLACED.fullmatch(reader.shape, 0, at) is not None


def leads_to(reader: Reader, at: int) -> bool:
    """`Including handicrafts`: whether more stands before a product than a list needs."""
    if not at or signed(reader, at):
        return False
    line, start = reader.line, reader.items[at].start
    near, before = max(line.start, start - NEAR), reader.items[at - 1]
    opening = max(line.text.rfind(mark, near, start) for mark in CLAUSE_SIGNS) + 1 if before is None else before.end
    words, joints = line.text[max(opening, near) : start].split(), language(line.language).joints
    return any(word not in joints for word in words if word.isalpha())


def signed(reader: Reader, at: int) -> bool:
    """`Including soybeans (+23%)`: the sign tells that the figure is the product's."""
    if reader.shape[at + 1 : at + 3] != "(%":
        return False
    start = reader.items[at + 2].start
    return any(mark in "+-−" for mark in reader.line.text[start - 1 : start + 1])


def included(reader: Reader, at: int) -> bool:
    """`Imports included diesel worth 5 billion`, `its top exports were tea at 2 billion`: of this product alone."""
    trade = COMPOSED.search(reader.shape, 0, at)
    return trade is not None and MADE_OF.fullmatch(
        reader.line.text, reader.items[trade.end("trade") - 1].end, reader.items[at].start) is not None


def listed_under(reader: Reader, at: int, part: bool) -> Subject | None:
    """The trade that the product at `at` is a part of: that of the sentence, or of the text where a list opens it."""
    base = reader.subject if reader.subject is not None and not reader.subject.noise else reader.main
    if reader.drafts or (base is not None and (part or reader.shape[at - 1 : at] == ",")):
        return base  # "Among exports, chips rose"
    opens = not OPENS_NO_LIST.match(reader.shape) and not OTHER_TRADE.match(reader.shape, 0, at)
    return reader.trade.with_everybody() if base is None and opens and reader.trade is not None else None


def read_newcomer(reader: Reader, at: int) -> None:
    """`Among exports, sprockets rose`: a subject that the lexicon lacks is not what the sentence was about before."""
    subject = reader.subject
    if subject is None or subject.noise or subject.flow not in ONE_WAY or not at or reader.shape[at - 1] not in ",C":
        return
    text, start = reader.line.text, reader.items[at].start
    clause = reader.items[at - 1]
    before = clause.end if clause is not None else text.rfind(",", max(reader.line.start, start - NEAR), start)
    if before < 0 or (clause is not None and reader.line.words(at - 1) in language(reader.line.language).relatives):
        return  # "exports, which came down"
    match = reader.line.wording("newcomer").match(text, before, start)
    if match is None or any(
        word in neutral(reader.line.language)[1] or word.endswith(("ly", "ing")) for word in match.group(1).split()
    ):
        return
    reader.subject = reader.main = subject.copy()
    reader.subject.of_goods(code_for(match.group(1)), match.group(1))


def with_products(reader: Reader, subject: Subject, at: int) -> Subject:
    """The same trade, of the product at `at` and those joined to it: `tonnes of wheat, maize and flour`."""
    one = with_product(reader, subject, at)
    listed = JOINED.match(reader.shape, at)
    if listed is not None and listed.end() - at > 1:
        text = reader.line.text
        tokens = [reader.items[index] for index in range(*listed.span()) if reader.shape[index] == "P"]
        joint = reader.line.wording("joint")
        if all(joint.fullmatch(text, one.end, two.start) for one, two in pairwise(tokens)):
            codes = "+".join(dict.fromkeys(token.value for token in tokens))
            one.of_goods(codes, text[tokens[0].start : tokens[-1].end])
    return one


def with_product(reader: Reader, subject: Subject, at: int) -> Subject:
    """The same trade, of the product at `at` alone."""
    one = subject.copy()
    one.of_goods(*reader.line.goods(reader.items[at]))
    return one
