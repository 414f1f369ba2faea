"""Changes: percentages, points and sums that say how far the trade told of has moved, and which way."""

from __future__ import annotations

from collections.abc import Callable

from claims.claim import Direction, Kind, Modality
from claims.clauses import roles
from claims.clauses.around import MONEY, Figure
from claims.clauses.draft import Draft
from claims.clauses.measures import is_aim
from claims.clauses.shape import BETWEEN
from claims.language import language
from claims.pattern import pattern
from sources.terms.key import Flow

EXCEEDED = pattern(r"(?P<more>F)[~.]*(?P<verb>L)[~.s]*(?P<less>F)[~.]*y$")
NOUN_PHRASE = frozenset(BETWEEN) - {"U"} | frozenset("oiFtfw")
SIGNED = ("(", "A", "P", ":", "F")  # where a printed sign is one, and no dash
MOVED_OF = ("Uo", "Bo", "Do", "Fo", "Po", "Ao")  # "a rise of", "a rise in the surplus on oil of"
NEXT_SUM = pattern(r"[$%+#*0](?:[wtfi]A)?[,n]+$")  # "... with the EU and"
ITEMS = ("Fy", "Py", "Ay")  # "... and those from China by £0.5bn"
PLANNED = pattern(r"M[~.sgAGP]*F[~.]*y[~.]*$")
FORESEEN = pattern(r"(?P<aim>M)[~.]*[io][^MC;,$%#]*(?P<way>U)(?:[io][~.gsAGP]*F)?[iW~.]*t[~.]*$")


def percentage(figure: Figure) -> Draft | None:
    """`Rose 5 percent`, `growth of 5 percent`, `exports (+5 percent)`: the first of the ways that is told."""
    way = next((way for told in WAYS if (way := told(figure)) is not None), None)
    return figure.change(way, figure.subject)


def printed(figure: Figure) -> Direction | None:
    """`Exports (+5 percent)`, `lamps: -5 percent`."""
    text, start = figure.reader.line.text, figure.item.start
    if not figure.left.endswith(SIGNED):
        return None
    return roles.SIGNS.get(text[start]) or roles.SIGNS.get(text[max(0, start - 1)])


def verbal(figure: Figure) -> Direction | None:
    """`Rose 5 percent`, `slipped in March to 2 billion, and by 4 percent in 2023 to`."""
    way = roles.way_of(figure.reader, figure.at, figure.left)
    previous = figure.previous
    if way is None and figure.left.endswith("ny") and previous is not None and previous.reached:
        return roles.way_of(figure.reader, previous.index, "U")
    return way


def nominal(figure: Figure) -> Direction | None:
    """`A decrease in the value of exports of wheat by 5 percent`: the way of the noun before the trade."""
    reader, shape = figure.reader, figure.shape
    if not figure.left.endswith(("y", "Fo", "L")):
        return None
    index = figure.at - 2
    while index > 0 and shape[index] in NOUN_PHRASE:
        index -= 1
    if shape[figure.at - 1] == "L" or "L" in shape[max(0, index) : figure.at]:
        moved = the_move(figure, index)
        return Direction(moved) if moved is not None else None  # "the decline in exports to Oman was 5 percent"
    if index < 0 or shape[index] != "U" or "F" not in shape[index : figure.at]:
        return None
    start = reader.items[index].start
    if index and shape[index - 1] == "t" and reader.items[index - 1].end == start - 1 and not reader.modality:
        return None  # "ways to increase imports by 10 percent"
    return Direction(reader.items[index].value) if reader.items[index].value != "flat" else None


def aimed(figure: Figure) -> Direction | None:
    """`Plans to raise exports by 11 percent`, `vowed to curb imports by $2 billion`."""
    line, items = figure.reader.line, figure.reader.items
    plan = PLANNED.search(figure.shape, 0, figure.at) if figure.reader.modality is Modality.TARGET else None
    if plan is None:
        return None
    meant = set(line.text[items[plan.start()].start : items[plan.start() + 1].start].lower().split())
    if not language(line.language).lifts.isdisjoint(meant):
        return Direction.UP
    return None if language(line.language).curbs.isdisjoint(meant) else Direction.DOWN


def foreseen(figure: Figure) -> Direction | None:
    """`Raised its projection for growth in exports to 2.5 percent`: what is reached is the growth."""
    told = FORESEEN.search(figure.shape, 0, figure.at) if figure.left.endswith(("Ut", "Ft")) else None
    if told is None or not is_aim(figure.reader, told.start("aim")):
        return None
    way = figure.reader.items[told.start("way")].value
    return Direction(way) if way != "flat" else None


def of_growth(figure: Figure) -> Direction | None:
    """`Growth in imports slowed to 5 percent`."""
    return Direction.UP if figure.subject.growth and figure.left.endswith(("o", "L", "a", "F", "t", "(")) else None


def as_before(figure: Figure) -> Direction | None:
    """`Exports fell 2.4 percent, imports 1.6`, `rose 5 percent in value and 3 percent in volume`."""
    changed, left, shape = roles.changed_before(figure.reader), figure.left, figure.shape
    if changed is None:
        return None
    directly = figure.previous is changed
    again = (
        (figure.adjacent and directly and left.endswith(("n", ",")))
        or left.endswith(ITEMS)
        or shape[figure.at - 1] in "PAF"
        or (shape[figure.at - 1] == "W" and directly)
        or (left.endswith("n") and said_in(figure))
    )
    return changed.direction if again else None


def forecast(figure: Figure) -> Direction | None:
    """`Cut its forecast to 1.8 percent`, `and pencils in 3 percent for 2026` behind another."""
    changed, left = roles.changed_before(figure.reader), figure.left
    another = left.endswith("nM") and figure.adjacent and changed is not None and changed.modality is Modality.FORECAST
    if figure.reader.modality is not Modality.FORECAST or not (another or left.endswith(("Mo", "Mt"))):
        return None
    return changed.direction if changed is not None else Direction.UP


WAYS: tuple[Callable[[Figure], Direction | None], ...] = (
    printed, verbal, nominal, aimed, foreseen, of_growth, as_before, forecast,
)


def excess(figure: Figure) -> Draft | None:
    """`Exports outpaced imports by $61 billion`: the surplus or deficit that this is."""
    reader = figure.reader
    found = EXCEEDED.search(figure.shape, 0, figure.at) if figure.left.endswith("Fy") else None
    if found is None or reader.items[found.start("verb")].value != "over":
        return None
    more, less = (reader.phrase(found.start(name)) for name in ("more", "less"))
    if {more.flow, less.flow} != {Flow.EXPORT, Flow.IMPORT} or more.noise:
        return None
    reader.subject = reader.main = roles.lead(more, True)
    return figure.draft(Kind.BALANCE, reader.subject)


def by_a_sum(figure: Figure) -> Draft | None:
    """`Rose $5 billion`, `fell by $5 billion`; `fell below five billion` says where it stands."""
    moved = figure.left.endswith(("U", "Uy", *MOVED_OF))
    way = roles.way_of(figure.reader, figure.at, figure.left) if moved else pointed_at(figure) or aimed(figure)
    return figure.change(way, figure.subject)


def pointed_at(figure: Figure) -> str | None:
    """`The increase of $200 million`: the way of a movement that has been told of."""
    told = figure.reader.before(figure.at - 1) if figure.left.endswith("Qo") else -1
    return the_move(figure, told)


def the_move(figure: Figure, index: int) -> str | None:
    """`The increase`, `the decline`: the way of a movement that is only pointed at."""
    reader = figure.reader
    if index < 0 or reader.shape[index] != "Q":
        return None
    ways = (("the-rise", Direction.UP), ("the-fall", Direction.DOWN))
    words = reader.line.words(index)
    return next((way for told, way in ways if reader.line.wording(told).fullmatch(words)), None)


def said_in(figure: Figure) -> bool:
    """`Up 5 percent in value and 7 in volume`."""
    line = figure.reader.line
    return line.wording("measured-in").match(line.text, figure.item.end) is not None


def and_by_a_sum(figure: Figure) -> Draft | None:
    """`Imports from Chad fell by £1bn and those from Mali by £0.5bn`: both moved the same way."""
    changed = roles.changed_before(figure.reader) if figure.left.endswith(ITEMS) else None
    return figure.change(changed.direction, figure.subject) if changed is not None else None


def next_of_list(figure: Figure) -> Draft | None:
    """`Rose $2 billion and $3 billion`, `by $2 billion with Oman and $3 billion with`: as the one before."""
    previous = figure.previous
    if not figure.adjacent or previous is None or NEXT_SUM.search(figure.left) is None:
        return None
    if not previous.base and not (previous.kind is Kind.CHANGE and figure.shape[previous.index] in MONEY):
        return None
    draft = figure.draft(previous.kind, figure.subject)
    draft.direction, draft.base = previous.direction, previous.base
    return draft


def level(figure: Figure) -> Draft | None:
    """`Exports of $5 billion`, `rose to $5 billion`: what the trade was worth."""
    if figure.left.endswith("X") or (figure.letter == "0" and not figure.left):
        return None
    return roles.level_figure(figure.reader, figure.at, figure.letter, figure.subject)
