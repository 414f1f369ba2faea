"""Turn an annotator's marks into the jsonl files the benchmark reads: `python benchmarks/gold/build.py [DIR]`.

`DIR/text/<doc>.txt` is the article, `DIR/marks/<doc>.txt` its labels, one a line, in the order they stand in the text:

    5.9 per cent = 5.9 % up       | IND WLD import goods | 2025-Q2 < 2024-Q2 x | by Commerce Ministry
    $210.31 billion = 210.31b USD | " export             | "
    ! 6.5 per cent | GDP growth

README.md explains each column.  Offsets are computed and every surface is looked for; a number of the text that has
neither a label nor a `!` is printed, for the annotator to decide on.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from claims.claim import Direction, Hedge, Kind, Modality, Sign
from sources.terms.key import Basis, Flow

Row = dict[str, Any]
SCALE = {"k": 3, "m": 6, "b": 9, "t": 12, "cr": 7, "lcr": 12}
UNIT = {"%": "percent", "pp": "percentage_point"}
BASES = {"goods": Basis.GOODS, "services": Basis.SERVICES, "gs": Basis.GOODS_SERVICES, "?": None}
MODALITIES = frozenset(Modality) - frozenset(Kind)      # a forecast or target is said by the kind
LEFT_OVER = re.compile(
    r"\d[\d,.]*|\b(?:record|highest|lowest|largest|biggest|top|second|third|half|quarter of|fifth|twice)\b"
    r"|\b(?:doubl|tripl)\w+|\b\w+fold\b")


class BadMark(ValueError):
    """A label that cannot be read or found; the message names the file, the line and the reason."""


@dataclass(frozen=True, slots=True)
class Key:
    reporter: str = "WLD"
    partner: str | None = "WLD"
    flow: str = "total"
    product: str = "TOTAL"
    basis: str | None = None


@dataclass(frozen=True, slots=True)
class State:
    """What `"` repeats: the key, the period column and the speaker of the label before; `at` is where it ended."""

    key: Key = Key()
    when: tuple[str | None, str | None, bool] = (None, None, False)
    speaker: str | None = None
    sign: str | None = None
    at: int = 0


def number(text: str) -> Decimal:
    found = re.fullmatch(r"(-?[\d.]+)(k|m|b|t|cr|lcr)?", text)
    if not found:
        raise BadMark(f"no number: {text!r}")
    return Decimal(found[1]).scaleb(SCALE.get(found[2] or "", 0))


def plain(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def find(text: str, surface: str, start: int) -> tuple[int, str]:
    """Where the surface stands: the first time after start, `words >>surface` being only what follows the arrows."""
    before, mark, wanted = surface.rpartition(">>")
    at = text.find(before + wanted, start)
    if at < 0:
        raise BadMark(f"{before + wanted!r} is not in the text after {text[max(0, start - 30) : start]!r}")
    return at + len(before) if mark else at, wanted


def key_of(words: Iterable[str], key: Key) -> Key:
    """The key that the words make: reporter and partner first, or `"` for the key before; then what differs."""
    areas: list[str] = []
    for word in words:
        if word == '"':
            areas = [key.reporter, key.partner or "-"]
        elif word in frozenset(Flow):
            key = replace(key, flow=word)
        elif word in BASES:
            key = replace(key, basis=BASES[word])
        elif word.startswith("product="):
            key = replace(key, product=word.removeprefix("product=").replace("_", " "))
        elif len(areas) == 2:
            raise BadMark(f"a third area: {word!r}")
        else:
            key = key if areas else Key()
            areas.append(word.replace("_", " "))
    if len(areas) != 2:
        raise BadMark("a key needs a reporter and a partner")
    return replace(key, reporter=areas[0], partner=None if areas[1] == "-" else areas[1])


def when_of(words: list[str]) -> tuple[str | None, str | None, bool]:
    """Period, period compared with, and whether the sentence itself names the period."""
    explicit = words[-1:] == ["x"]
    words = words[:-1] if explicit else words
    return (words[0] if words and words[0] != "-" else None,
            words[words.index("<") + 1] if "<" in words else None,
            explicit)


def kind_of(words: set[str], unit: str, value: Decimal, flow: str) -> str:
    """The kind: as said, else what unit and direction leave no doubt of."""
    if said := words & frozenset(Kind):
        return said.pop()
    if unit == "rank":
        return Kind.SUPERLATIVE if value == 1 else Kind.RANK
    if unit == "ratio":
        return Kind.RATIO
    if words & frozenset(Direction):
        return Kind.CHANGE
    if unit == "percent":
        raise BadMark("a percentage needs a kind")
    if not re.fullmatch("[A-Z]{3}", unit):
        return Kind.VOLUME
    return Kind.BALANCE if flow == Flow.BALANCE else Kind.LEVEL


def one_of(words: set[str], list_: frozenset[str]) -> str | None:
    return next((str(word) for word in words & list_), None)


def label(doc: str, text: str, line: str, state: State) -> tuple[Row, State]:
    said, key_words, when_words, speaker, *_ = [*(part.strip() for part in line.split(" | ")), "", "", ""]
    surface, _, meaning = said.partition(" = ")
    start, surface = find(text, surface, state.at)
    first, unit, *rest = meaning.split()
    named = dict(word.split("=", 1) for word in rest if "=" in word)
    words = {word for word in rest if "=" not in word}
    if unknown := words - frozenset(Kind) - frozenset(Hedge) - MODALITIES - frozenset(Direction) - frozenset(Sign):
        raise BadMark(f"unknown words {sorted(unknown)}")
    value, unit = number(first), UNIT.get(unit, unit)
    key = key_of(key_words.split(), state.key)
    when = state.when if when_words == '"' else when_of(when_words.split())
    by = state.speaker if speaker == '"' else speaker.removeprefix("by ") or None
    sign = one_of(words, frozenset(Sign)) or (state.sign if key.flow == Flow.BALANCE else None)
    if key.flow == Flow.BALANCE and sign is None:
        raise BadMark("a balance needs a sign")
    row: Row = {
        "doc": doc, "start": start, "surface": surface, "value": plain(value), "unit": unit,
        "kind": str(kind_of(words, unit, value, key.flow)), "sign": sign,
        "direction": one_of(words, frozenset(Direction)), "hedge": one_of(words, frozenset(Hedge)),
        "reporter": key.reporter, "partner": key.partner, "flow": key.flow, "product": key.product, "basis": key.basis,
        "period": when[0], "period_explicit": when[2], "versus": when[1], "said_by": by,
    }
    if "hi" in named:
        row["value_high"] = plain(number(named["hi"]))
    if "since" in named:
        row["since"] = named["since"]
    if modality := one_of(words, MODALITIES):
        row["modality"] = modality
    return row, State(key, when, by, sign or state.sign, start + len(surface))


def read_marks(doc: str, text: str, marks: str) -> tuple[Row, list[Row], list[Row]]:
    """The document's own row, its claims, and the amounts in it that are no claims."""
    about: Row = {"doc": doc, "origin": None, "published": None}
    claims, nots, state = list[Row](), list[Row](), State()
    for count, line in enumerate(marks.splitlines(), 1):
        try:
            if not line.strip() or line.startswith("#"):
                continue
            if line.startswith("! "):
                surface, _, why = line[2:].partition(" | ")
                start, surface = find(text, surface, state.at)
                nots.append({"doc": doc, "start": start, "surface": surface, "why": why.strip()})
                state = replace(state, at=start + len(surface))
            elif " = " in line:
                row, state = label(doc, text, line, state)
                claims.append(row)
            else:
                name, _, value = line.partition(" ")
                about[name] = value.strip()
        except ValueError as error:
            raise BadMark(f"marks/{doc}.txt, line {count}: {error}") from None
    return about, claims, nots


def left_over(text: str, rows: list[Row]) -> list[str]:
    """Numbers and record words that no row covers, each with the words around it."""
    taken = {place for row in rows for place in range(row["start"], row["start"] + len(row["surface"]))}
    return [text[max(0, found.start() - 25) : found.end() + 15].replace("\n", " ")
            for found in LEFT_OVER.finditer(text) if found.start() not in taken]


def build(folder: Path) -> None:
    docs, claims, nots = list[Row](), list[Row](), list[Row]()
    for path in sorted((folder / "marks").glob("*.txt")):
        text = (folder / "text" / path.name).read_text(encoding="utf-8")
        about, said, unsaid = read_marks(path.stem, text, path.read_text(encoding="utf-8"))
        docs.append(about)
        claims += said
        nots += unsaid
        for words in left_over(text, said + unsaid):
            print(f"{path.stem}: no label: {words}")
    for name, rows in (("docs", docs), ("gold", claims), ("not_claims", nots)):
        lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        (folder / f"{name}.jsonl").write_text(lines, encoding="utf-8")
    print(f"{len(docs)} articles, {len(claims)} claims, {len(nots)} amounts that are no claims")


if __name__ == "__main__":
    build(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
