"""Figures: what each amount of a sentence says of the trade that the sentence is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.claim import Direction, Kind, Modality
from claims.clauses import ahead, deals, goods, holders, measures, ranks, roles, shares, tariffs
from claims.clauses.draft import Draft
from claims.clauses.leftover import leftover
from claims.clauses.roles import MONEY
from claims.clauses.shape import AMOUNTS
from claims.clauses.subject import Subject, code_for
from claims.pattern import pattern
from claims.scanning.token import Amount
from sources.terms.key import Flow
from sources.terms.quantity import PERCENT, is_money

if TYPE_CHECKING:
    from claims.clauses.reader import Reader

MEASURE = pattern(r"\s(?:in|by) (?:value|volume|weight|tonnage)\b")
PRODUCT_MOVED = pattern(r"P,?U[yt]?$")
COMPLETE = pattern("vW(?:,|n[LU])")  # "compared to a year earlier, to 5 billion", "... and reached 5 billion"
PEAKS = ("mJ", "fJ", "vJ", "mJo", "fJo", "vJo")  # "down from an all-time high of 5 billion"
BESIDES = pattern(r",d[^,;C]*$")
SMALLEST = 10_000  # money below it is a price, a fee, a saving: never a country's trade
OVER = pattern(r"Ue[.~QgsW]*o?$")
VALUED = pattern(r"[%*]o[gQ](?:i[WQ])?,?L$")  # "21 percent of the total during that period, reaching"
SKIP = frozenset(".~egu=k")
MODAL = frozenset({Kind.LEVEL, Kind.BALANCE, Kind.CHANGE, Kind.VOLUME, Kind.RATIO, Kind.PRICE})


def back(reader: Reader, at: int) -> str:
    """The letters before the figure that matter, nearest last, times and adjectives left out."""
    found = ""
    index = at - 1
    while index >= 0 and len(found) < 5:
        letter = reader.shape[index]
        if letter == "W":
            complete = index and COMPLETE.match(reader.shape, index - 1)
            index -= 2 if index and (reader.shape[index - 1] == "i" or complete) else 1
            continue
        if letter == ")" and (opened := reader.shape.rfind("(", 0, index)) >= 0:
            index = opened - 1
            continue
        if letter == "m" and index == at - 1 and index and reader.shape[index - 1] == "u":
            index -= 2  # "more than five billion"
            continue
        if letter == "m" and index == at - 1 and getattr(reader.items[at], "hedge", None) is not None:
            index -= 1  # "growth of no less than 15 percent"
            continue
        if letter in ",-" and found[:1] and found[0] in "ytfr":
            index -= 1  # "grew at a slower pace, by 8 percent, to ..."
            continue
        if letter not in SKIP:
            found = letter + found
            if letter in AMOUNTS or letter in "FBDX":
                break
        index -= 1
    return found


def read_figure(reader: Reader, at: int) -> None:
    item = reader.items[at]
    assert isinstance(item, Amount)
    letter = reader.shape[at]
    if letter == "^":
        ranks.read_rank(reader, at)
        return
    text = reader.line.text
    if item.start > 1 and text[item.start - 1] in "-/_" and text[item.start - 2].isalnum():
        return  # inside an address or a code
    left = back(reader, at)
    previous = reader.drafts[-1] if reader.drafts else None
    draft = figure(reader, at, letter, left) or leftover(reader, at, left)
    if draft is None:
        return
    if letter == "$" and draft.base and previous is not None and not item.scaled:
        item = draft.item = measures.in_scale_of(previous, item)  # "to $2.59 billion from $4.05"
    if (
        letter == "$"
        and draft.kind in (Kind.LEVEL, Kind.BALANCE)
        and abs(item.value) < SMALLEST
        and reader.shape[at + 1 : at + 2] != "p"
    ):
        return
    if draft.kind is Kind.CHANGE and not draft.base and previous is not None and previous.kind is Kind.CHANGE:
        draft.base = reader.modality is None and measures.came_after(reader, at)
    draft.hedge = draft.hedge or (None if measures.reached(reader, item) else item.hedge)
    other = previous is not None and {previous.subject.flow, draft.subject.flow} == {Flow.EXPORT, Flow.IMPORT}
    if not draft.base and (
        (not other and left[-2:] in ("Do", "Bo", "Fo", "DL", "BL") and measures.measured(reader, at))
        or measures.surpassed(reader, item)
    ):
        draft.base = True
    if not item.unit:
        draft.unit = next(
            (
                other.item.unit or other.unit
                for other in reversed(reader.drafts)
                if isinstance(other.item, Amount) and reader.shape[other.index] in "$#0"
            ),
            reader.currency,
        )
    if measures.estimated(reader, at):
        # "beat the average estimate of $3bn and took the year to"
        draft.modality, reader.modality = reader.modality or draft.modality, None
    if letter == "+" and draft.kind is Kind.CHANGE and draft.part is None and reader.share == "H":
        draft.part = reader.part  # the change of a share
    if letter == "%" and draft.kind is Kind.CHANGE and draft.part is None and reader.share == "H" and reader.part:
        draft.part = reader.part.copy()  # "its share rose by 4 percent": of that share, or points of the whole?
        draft.part.product = shares.UNSTATED
    if (
        not item.unit
        and draft.kind is Kind.LEVEL
        and draft.unit
        and not is_money(draft.unit)
    ):
        draft.kind = Kind.VOLUME
    if (
        previous is not None
        and previous.kind is Kind.RATIO
        and previous.compared
        and not (set(reader.shape[previous.index + 1 : at]) - set("~.hs"))
    ):
        draft.base = True  # "more than double the 7.0 per cent rise of September"
    if draft.subject.price and draft.kind in (Kind.LEVEL, Kind.CHANGE):
        draft.kind = Kind.PRICE
    draft.reached = left.endswith("t")
    if draft.reached and draft.kind in (Kind.LEVEL, Kind.BALANCE):
        draft.moved = roles.way_to(reader, at, left[:-1])
    if reader.modality is not None and not draft.base and not draft.subject.tariff and draft.kind in MODAL:
        draft.modality = reader.modality
    if draft.subject.sign is not None and draft.kind is Kind.BALANCE and item.value < 0:
        draft.value = -item.value  # "a deficit of -95 billion"
    if item.unit == "ratio" and draft.kind is Kind.CHANGE:
        draft.value, draft.unit = item.value * 100, PERCENT  # a fifth less
    roles.of_country(reader, draft, at)
    measures.priced(reader, draft, at, letter)
    if draft.kind in (Kind.LEVEL, Kind.BALANCE) and reader.modality is None and measures.averaged(reader, item):
        draft.modality = Modality.ESTIMATED
    if draft.kind in MODAL and not draft.subject.tariff:
        measures.foreseen(reader, draft)
    measures.of_old_record(reader, draft)
    ranks.of_amount(reader, draft)
    reader.drafts.append(draft)


def figure(reader: Reader, at: int, letter: str, left: str) -> Draft | None:
    shape, items = reader.shape, reader.items
    subject = reader.subject
    previous = reader.drafts[-1] if reader.drafts else None
    adjacent = previous is not None and not any(mark in shape[previous.index + 1 : at] for mark in "FBDXC;TVQ")
    right = shape[at + 1 : at + 2]
    if left.endswith("U") and measures.reached(reader, items[at]):
        left += "t"
    if left.endswith("fo") and shape[at - 2 : at] == "go":
        left = left[:-1]  # "from a total of"
    if letter == "0" and measures.counts_things(reader, at):
        return None
    p1 = left[-1:]
    p2 = left[-2:-1]
    # a second currency or unit in brackets; "2.78 billion dlrs or three pct"
    compared = previous is not None and previous.kind is Kind.CHANGE and shape[at - 2 : at] == "W(" and letter in MONEY
    if previous is not None and previous.kind in (Kind.LEVEL, Kind.BALANCE) and roles.then(reader, at, previous):
        draft = roles.level_figure(reader, at, letter, previous.subject)
        draft.base = True
        return draft
    if previous is not None and adjacent and p1 and p1 in "(r" and p2 == shape[previous.index] and not compared:
        if previous.kind is Kind.SHARE and letter in MONEY:
            return roles.level_figure(reader, at, letter, shares.level_of(reader, previous))
        if letter == "%" and previous.subject is reader.partners and p1 == "r":
            return shares.partner_share(reader, at)
        if (letter in MONEY) == (p2 in MONEY) or (previous.kind is Kind.CHANGE and right[:1] != "o"):
            return roles.same_again(reader, previous, at, letter)
    if (
        letter == "%"
        and p1 == "r"
        and right[:1] != "o"
        and previous is not None
        and adjacent
        and previous.kind in (Kind.LEVEL, Kind.BALANCE)
        and (index := shape.rfind("U", 0, previous.index))
        > max(shape.rfind(mark, 0, previous.index) for mark in "FBD;C")
        and items[index].value != "flat"
    ):
        draft = Draft(items[at], at, Kind.CHANGE, previous.subject)  # rose from 40.1 to 42.6 billion, or 6.33 percent
        draft.direction = Direction(items[index].value)
        return draft
    if (
        previous is not None
        and previous.kind is Kind.SHARE
        and letter in MONEY
        and (left.endswith((",", "L", "wo")) or VALUED.search(shape, previous.index, at))
        and not any(mark in shape[previous.index + 1 : at] for mark in "C;XTVBD")
    ):
        return roles.level_figure(reader, at, letter, shares.level_of(reader, previous))
    if (
        letter == "%"
        and shape[at - 1] in "r,"
        and shape[at + 1 : at + 3] == "o$"
        and previous is not None
        and adjacent
        and previous.kind in (Kind.LEVEL, Kind.BALANCE)
    ):
        return Draft(items[at], at, Kind.RATIO, previous.subject)  # "4.2 billion, or 57 percent of the 7.4 billion of"
    if left.endswith("%o") and previous is not None and previous.kind is Kind.RATIO and previous.index == at - 2:
        draft = roles.level_figure(reader, at, letter, previous.subject)
        draft.base = True
        return draft
    if p1 == "v" and p2 == "(" and previous is not None and right != "W":
        return roles.same_again(reader, previous, at, letter)  # (revised from 1.7 mln)
    if adjacent and p1 == ";" and previous is not None and previous.twin is not None:
        return roles.same_again(reader, previous, at, letter)
    if (
        subject is not None
        and subject.tariff
        and letter in "$#0"
        and any(mark == "T" for mark in shape[max(0, at - 12) : at])
    ):
        kind = Kind.VOLUME if letter == "#" else Kind.LEVEL
        return Draft(items[at], at, kind, tariffs.taxed(reader, subject))
    # "a rise of", "a 7.5% rise in exports", "a 3.3 mln dlr deficit", "18% of India's exports"
    if right and (seen := ahead.ahead(reader, at, letter, left)) is not None:
        if not isinstance(seen, Draft):
            reader.consumed.add(at)  # of something else
        return seen if isinstance(seen, Draft) else None
    subject = reader.subject
    if subject is not None and subject.covers and letter == "%":
        return measures.coverage(reader, at, left, subject)
    if letter in MONEY and (taken := deals.dealt(reader, at)) is not None:
        reader.subject = reader.main = subject = taken
        reader.share = ""
        return roles.level_figure(reader, at, letter, subject)
    if reader.partners is not None and (subject is None or subject is reader.partners) and letter in "$0#%":
        if letter == "%" and roles.way_of(reader, at, left) is None:
            return shares.partner_share(reader, at) if left.endswith(("r", "(", "w", ",", "wHo")) else None
        if letter == "%" or right[:1] != "o":
            reader.subject = subject = reader.partners
    if (
        letter == "+"
        and previous is not None
        and previous.kind is Kind.SHARE
        and roles.way_of(reader, at, left) is not None
    ):
        draft = Draft(items[at], at, Kind.CHANGE, shares.level_of(reader, previous))
        draft.direction = roles.way_of(reader, at, left)
        return draft
    if letter in "%*" and (gone := shares.of_all(reader, at) or shares.of_total(reader, at, previous)) is not None:
        return gone
    if letter in "%*" and shape[max(0, at - 2) : at] == "oC" and previous is not None and previous.part is None:
        return shares.share_of_which(reader, at, previous)
    if letter in MONEY and shape[max(0, at - 2) : at] == "oC" and previous is not None and previous.kind is Kind.LEVEL:
        return roles.level_figure(reader, at, letter, shares.part_of_which(reader, at, previous))
    if letter in MONEY and p1 == "w" and previous is not None and deals.of_trader(reader, previous, at):
        return roles.level_figure(reader, at, letter, previous.subject)
    if letter in MONEY and (part := roles.part_moved(reader, at)) is not None:
        return part
    if letter == "%" and shape[at - 1] == "(" and (listed := goods.moved_in_list(reader, at)) is not None:
        return listed
    if subject is None or subject.noise:
        return None
    if subject.tariff:
        if letter == "%" and (left.endswith("TUo") or shape[at + 1 : at + 3] == "os"):
            return None  # "a tariff rise of 60 percent", "duty-free if 35 percent of their parts are": no rate
        if letter == "%" and left.endswith("Ti") and measures.text_before(reader, at).rstrip().endswith(" on"):
            return None  # "zero tariffs on 97 percent of items": a part, not a rate
        if letter == "%" and shape[at + 1 : at + 3] == "iA":
            subject = subject.copy()  # 34 percent for China, 46 percent for Vietnam
            subject.partner = tariffs.listed(reader, at + 2)
            subject.said |= {"partner"}
        if letter == "%":
            return Draft(items[at], at, Kind.RATE, subject)
        return Draft(items[at], at, Kind.LEVEL, tariffs.taxed(reader, subject)) if letter in MONEY else None
    if subject.flow is None:
        return None
    moved = PRODUCT_MOVED.search(shape, 0, at) if letter in "%$#" else None
    if moved and (moved.start() in reader.consumed or ("," in moved[0] and BESIDES.search(shape, 0, moved.start()))):
        moved = None  # "exports, led by cars, rose 5 percent"
    if moved is not None and subject.flow in (Flow.EXPORT, Flow.IMPORT) and (
        items[moved.start()].value not in subject.product.split("+")
    ):
        subject = reader.subject = goods.with_product(reader, subject, moved.start())  # "cereals, which grew by 67%"
    if letter == "%" and left.endswith("y") and (example := goods.example(reader, at)) is not None:
        return example
    if letter in MONEY and (name := goods.named_before(reader, at)):
        subject = reader.subject = reader.main = subject.copy()  # "...; machines ($5 billion) and widgets ($2 billion)"
        subject.product, subject.product_name = code_for(name), name
    if letter in "$#%" and shape[max(0, at - 2) : at] == "P(" and subject.product != items[at - 2].value:
        return None  # "trade led by machines ($5 billion)": not all trade
    if letter == "%" and shape[max(0, at - 2) : at] in ("Pa", "P(") and previous is not None and (
        (next_part := shares.next_part(reader, at, previous)) is not None
    ):
        return next_part
    if letter == "%" and not reader.share and (again := shares.share_again(reader, at, left)) is not None:
        return again
    if letter == "%" and left.endswith("n") and right and right in "ve" and (
        (again := measures.change_again(reader, at, subject)) is not None
    ):
        return again
    subject = roles.nth(reader, subject, at, previous)
    # what another figure is measured against
    if letter in MONEY and OVER.search(shape, max(0, at - 6), at):
        left, p1 = left[:-1] + "v", "v"  # "an increase over 16.6 billion"
    if (p1 and p1 in "vfm") or ("v" in left and previous is not None) or left.endswith(PEAKS):
        if (
            letter in "%+"
            and roles.way_of(reader, at, left) is None
            and not reader.share
            and not any(draft.kind in (Kind.CHANGE, Kind.SHARE) for draft in reader.drafts)
        ):
            return None
        return measures.against(reader, at, letter, subject, previous, left)
    if reader.share and letter in "%*" and not left.endswith(("U", "Uy", "Uo", "Ua")):
        return shares.share_of(reader, at, subject)
    if letter in "%+":
        return percentage(reader, at, letter, left, subject, previous, adjacent)
    if letter == "*":
        return measures.ratio(reader, at, left, subject)
    return money_figure(reader, at, letter, left, subject, previous, adjacent)


def percentage(
    reader: Reader, at: int, letter: str, left: str, subject: Subject, previous: Draft | None, adjacent: bool
) -> Draft | None:
    way = roles.way_of(reader, at, left)
    if left.endswith("My") and measures.is_aim(reader, reader.shape.rindex("M", 0, at)):
        reader.modality = None
        return None  # "beat the target by 4 percent"
    if way is None and left.endswith("ny") and previous is not None and previous.reached:
        way = roles.way_of(reader, previous.index, "U")  # "slipped in March to 2 billion, and by 4 percent in 2023 to"
    if way is None and left.endswith(("y", "Fo", "L")):
        way = measures.nominal(reader, at)
    if way is None and left.endswith(("Fy", "My")) and reader.modality is Modality.TARGET:
        way = Direction.UP  # plans to raise exports by 11 percent
    if way is None and left.endswith("Ut") and reader.modality is not None:
        index = reader.shape.rfind("U", 0, at)
        way = Direction.UP if reader.line.words(index) == "growth" else None  # its projection for growth to 2.5 percent
    start = reader.items[at].start
    printed = next(
        (sign for sign in (reader.line.text[start], reader.line.text[max(0, start - 1)]) if sign in "+-−–"), ""
    )
    if printed and left[-1:] in ("(", "A", "P", ":", "F"):
        way = Direction.UP if printed == "+" else Direction.DOWN
    if way is None and subject.growth and left[-1:] in ("o", "L", "a", "F", "t"):
        way = Direction.UP
    changed = next((draft for draft in reversed(reader.drafts) if draft.kind is Kind.CHANGE), None)
    if (
        way is None
        and changed is not None
        and (
            (adjacent and previous is changed and left[-1:] in ("n", ","))
            or left[-2:] in ("Fy", "Py", "Ay")
            or reader.shape[at - 1] in "PAF"
            or (reader.shape[at - 1] == "W" and previous is changed)
            or (left.endswith("n") and MEASURE.match(reader.line.text, reader.items[at].end) is not None)
        )
    ):
        way = changed.direction  # "exports fell 2.4 percent, imports 1.6"
    if way is None and reader.modality is Modality.FORECAST and left.endswith(("Mo", "Mt")):
        way = changed.direction if changed is not None else Direction.UP  # "its forecast to 1.8 percent"
    if way is None:
        return None
    draft = Draft(reader.items[at], at, Kind.CHANGE, subject)
    draft.direction = way
    return draft


def money_figure(
    reader: Reader, at: int, letter: str, left: str, subject: Subject, previous: Draft | None, adjacent: bool
) -> Draft | None:
    p1 = left[-1:]
    if reader.share == "S" and reader.shape[at - 2 : at - 1] == "A" and left[-1:] in ("(", "a", "w"):
        subject = holders.of_taker(reader, at, subject)
    if left.endswith("Fy") and (balance := measures.excess(reader, at)) is not None:
        return balance
    moved = left.endswith(("U", "Uy", "Uo")) and not measures.below(reader, at)
    way = roles.way_of(reader, at, left) if moved else measures.moved_to(reader, at)
    if way is not None:
        draft = Draft(reader.items[at], at, Kind.CHANGE, subject)
        draft.direction = way
        return draft
    changed = next((draft for draft in reversed(reader.drafts) if draft.kind is Kind.CHANGE), None)
    if changed is not None and left[-2:] in ("Ay", "Fy", "Py"):
        draft = Draft(reader.items[at], at, Kind.CHANGE, subject)  # "... and those from China by £0.5bn"
        draft.direction = changed.direction
        return draft
    if adjacent and previous is not None and p1 in ("n", ",") and left[-2:-1] in AMOUNTS:
        draft = Draft(reader.items[at], at, previous.kind, subject)
        if ((previous.kind is Kind.CHANGE) and reader.shape[previous.index] in MONEY) or previous.base:
            draft.direction, draft.base = previous.direction, previous.base
            return draft
    if p1 in "X" and p1:
        return None
    if letter == "0" and not p1:
        return None
    return roles.level_figure(reader, at, letter, subject)
