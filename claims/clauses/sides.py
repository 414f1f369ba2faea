"""The sides of trade: which of the areas behind a preposition reports and which is the partner."""

from __future__ import annotations

from dataclasses import replace

from claims.clauses.shape import Line
from claims.clauses.subject import Subject
from claims.language import language
from claims.pattern import pattern
from sources.terms.areas import AreaKind, areas
from sources.terms.key import Flow

SINGLE = frozenset({AreaKind.COUNTRY, AreaKind.FORMER, AreaKind.PROVINCE})
SIGNS = frozenset({"&", ""})  # what else may join the names of a list
MEMBERS = pattern("[twf]~?(?P<within>[io])A")
SEVERAL = pattern("[twf]Q[~2]?")
REST = "REST"  # the rest of the world
UNNAMED = {REST: "", "OTHERS": "other countries"}  # ... and how they are told where it is not all but one
LISTED = pattern("%[,n]+%")
NAME = r"A(?:[aw][$#%])?(?:\([$#%][^)]*\))?"  # "Chad", "Mali (5 percent)", "Togo at 5 billion"
NAMES = pattern(rf"{NAME}(?:[,n]+{NAME})*")
OPENS = pattern(r"[itfwx][.~]*A,[.~]*$")  # "For Chad, Togo exported": no list
HEADING = pattern(r"[-.~]*A:")
OF_TWO = pattern("[.~]*(?P<one>W)?wW,")  # "Comparing 2014 with 2013,", "comparing it with the same month last year,"
PARTNERS = pattern("[twf]A[,n]+A")
YONDER = pattern(r"(?:^[iW,~.]*|(?<![twf])A[^sACMT]*[twfb]|H[~.]*o)[~.]*$")  # "Chad's exports to", "the share of"


def all_but(name: str) -> str:
    return f"non-{name.removesuffix('27')}"


def joined(gap: str, name: str) -> bool:
    """Whether the gap holds nothing but what joins the items of a list: `, and the`."""
    return all(word in SIGNS or word in language(name).joints for word in gap.replace(",", " ").split(" "))


def stranger(line: Line, at: int) -> str | None:
    """The name right behind the preposition at `at`, where the lexicon knows no area: `with Western Europe`."""
    items = line.items
    if items[at] is None:
        return None
    start = items[at].end
    after = at + 1
    while after < len(items) and line.shape[after] in "JK":
        after += 1  # "to 10 leading destinations"
    following = items[after].start if after < len(items) and items[after] is not None else line.end
    match = line.wording("stranger").match(line.text, start, max(start, following))
    return " ".join(match.group(1).split()) if match else None


def area(line: Line, at: int) -> str:
    value: str = line.items[at].value
    return value


def opened_by(line: Line) -> tuple[str, ...]:
    """The countries that a sentence names, where it opens with one: in the next one `it` is the first of them."""
    if line.shape.lstrip("iW,.~")[:1] != "A":
        return ()
    return tuple(dict.fromkeys(area(line, at) for at in line.places("A")))


def headed_by(line: Line) -> str | None:
    """The area that a paragraph has as its heading: `Asia: The deficit narrowed`."""
    return area(line, line.shape.index("A")) if HEADING.match(line.shape) else None


def countries(line: Line) -> set[str]:
    """All countries and groups that the sentence names."""
    return {area(line, at) for at in line.places("A")}


def is_only_country(line: Line, reporter: str | None, partner: str | None) -> bool:
    """Whether the sentence names the reporter and nobody else, wherever in it: `exports came to 9 billion for Togo`."""
    places = [line.items[at] for at in line.places("A")]
    return {place.value for place in places} - {partner} == {reporter} and all(
        line.text[place.start - 1] != "-" for place in places  # of the Inter-American Development Bank
    )


def together(line: Line, at: int) -> str:
    """The areas of the list that ends at `at` as one: `China, the UAE and the USA have a joint share`."""
    names = [area(line, at)]
    if OPENS.search(line.shape, 0, at) is not None:
        return names[0]
    index, last = at - 1, at
    while index > 0 and line.shape[index] in ",n":
        while index > 0 and line.shape[index] in ",n":
            index -= 1
        if line.shape[index] != "A":
            break
        if not joined(line.text[line.items[index].end : line.items[last].start], line.language):
            break  # "a blow to Omani makers, given that Chad takes"
        names.append(area(line, index))
        last = index
        index -= 1
    if len(names) == 1 or "=" in line.shape[at:] or LISTED.search(line.shape, at):
        return names[0]
    return "+".join(reversed(names))


def all_listed(line: Line, name: str) -> str:
    """The areas of the list that this one is in, as one: `the top three were Oman, Chad and Mali`."""
    at = next((index for index, letter in enumerate(line.shape) if letter == "A" and area(line, index) == name), -1)
    if at < 0:
        return name
    around = [found for found in NAMES.finditer(line.shape) if found.start() <= at < found.end()]
    listed = range(*around[0].span()) if around else (at,)
    return "+".join(area(line, index) for index in listed if line.shape[index] == "A")


def point_out(line: Line) -> None:
    """Puts countries for words that point at them, and steps over what says that a group is one of countries.

    `The former` and `the latter` of two, `from these countries`, `to the member states of ECOWAS`.
    """
    for at in line.places("Q") if "Q" in line.shape else ():
        which = line.words(at).removeprefix("the ")
        two = line.shape.rfind("AnA", 0, at) if which in ("former", "latter") else -1
        if two >= 0:
            line.items[at] = replace(line.items[at], category="area", value=area(line, two + 2 * (which == "latter")))
            before = line.shape[:at].removesuffix("w")  # "with the former at 9.9 percent"
            line.shape = f"{before:~<{at}}A{line.shape[at + 1:]}"
        elif (these := SEVERAL.match(line.shape, at - 1)) and (
            told := line.wording("these-countries").match(line.text, line.items[at].start)
        ):
            line.items[at] = replace(line.items[at], category="same", value="reporter", end=told.end())
            line.shape = f"{line.shape[:at]}s{'~' * (these.end() - at - 1)}{line.shape[these.end():]}"
    for at in line.places("w") if "wW" in line.shape else ():
        times = OF_TWO.match(line.shape)
        facing = line.words(at).replace(" ", "-") in language(line.language).facing or (
            times is not None and (times["one"] or line.items[at + 1].relative.startswith("same@")))
        if facing and line.shape.startswith("W", at + 1):  # "in April 2025 vis-a-vis April 2024"
            line.shape = f"{line.shape[:at]}v{line.shape[at + 1:]}"
    for found in MEMBERS.finditer(line.shape) if "iA" in line.shape or "oA" in line.shape else ():
        way, at = line.items[found.start()], found.start("within")
        if line.wording("countries").fullmatch(line.text, way.end, line.items[at].start):
            line.items[at] = replace(way, end=line.items[at].end)
            line.shape = f"{line.shape[:found.start()]:.<{at}}{found[0][0]}{line.shape[at + 1:]}"


def point_back(line: Line, before: Line | None) -> None:
    """`Chad values Togo as a partner.  Chad's exports to the country`: to the other country that was named before.

    `Chad said the country's exports`: no other.
    """
    if before is None or "s" not in line.shape:
        return
    here, known = countries(line), language(line.language)
    others = [name for name in countries(before) if name not in here]
    if len(others) != 1 or len(here) != 1 or is_group(others[0]):
        return
    for at in line.places("s"):
        first, *words = line.words(at).split()
        flow = next((one for one in reversed(line.items[:at]) if one is not None and one.category == "flow"), None)
        own = flow is not None and (flow.value, line.shape[at - 1]) in (("export", "f"), ("import", "t"))
        if len(words) == 1 and words[0] in known.land and not own and (
                first not in known.articles or YONDER.search(line.shape, 0, at)):
            line.items[at] = replace(line.items[at], category="area", value=others[0])
            line.shape = f"{line.shape[:at]}A{line.shape[at + 1 :]}"


def place(subject: Subject, preposition: str, names: list[str], said: set[str]) -> None:
    """Puts areas where the preposition says: exports to, imports from, trade with or between, exports of or by."""
    name = names[0]
    if preposition == "t" and subject.flow is Flow.IMPORT and "reporter" in said and "partner" not in said:
        subject.reporter, subject.partner = name, subject.reporter  # "Chinese imports into Australia"
        said.add("partner")
    elif len(names) > 1 and (preposition == "x" or (preposition == "o" and subject.pair)):
        subject.reporter, subject.partner = names[0], names[1]
        said.add("partner")
        if subject.flow is not Flow.BALANCE:
            said.add("reporter")  # a deficit between two countries is whose?
    elif (
        preposition in "oy" or (preposition == "f" and subject.flow is Flow.EXPORT)
        or (preposition == "t" and subject.flow is Flow.IMPORT)
    ):
        if "reporter" not in said:
            subject.reporter = name
            said.add("reporter")
        elif (
            (preposition in "ft" or (preposition == "o" and subject.flow is Flow.IMPORT))  # its imports of China's
            and subject.reporter != name
            and "partner" not in said
        ):
            subject.partner = name
            said.add("partner")
    elif preposition == "z":
        subject.partner = all_but(name)
        said.add("partner")
    else:
        subject.partner = name
        said.add("partner")
        if len(names) > 1:
            others = []
            for other in names[1:]:
                twin = subject.copy()
                twin.partner = other
                others.append(twin)
            subject.siblings = tuple(others)


def is_group(code: str | None) -> bool:
    known = areas().get(code or "")
    return known is None or known.kind not in SINGLE
