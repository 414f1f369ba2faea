"""The settings that there are, and what each may be."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from claims.language import languages
from factcheck.exits import FAIL_ON
from factcheck.judging.bands import NEWSROOM, Bands
from factcheck.report.formats import FORMATS

TODAY = "today"


@dataclass(frozen=True, slots=True)
class Key:
    """`read` makes the value of what a file, a variable or an option says, or raises ValueError: "must be ..."."""

    about: str
    read: Callable[[Any, Path], Any]        # the folder is that of the file, which paths are relative to


def choice(allowed: Iterable[str]) -> Callable[[Any, Path], str]:
    known = tuple(allowed)

    def read(value: Any, folder: Path) -> str:
        if value not in known:
            raise ValueError(f"{shown(value)} is none of {', '.join(known)}{meant(value, known)}")
        return str(value)

    return read


def codes(value: Any, folder: Path) -> tuple[str, ...]:
    """Verdicts and reasons, as a list or as text with commas."""
    names = texts(value)
    for name in names:
        check_code(name)
    return names


def check_code(name: str) -> None:
    known = known_codes()
    if name not in known:
        raise ValueError(f"{shown(name)} is no verdict and no reason{meant(name, known)}; "
                         "factcheck config codes lists them")


def known_codes() -> tuple[str, ...]:
    """Every verdict, every reason of the judge, and the code of what does not add up."""
    from factcheck.desk.severity import SUM
    from factcheck.finding import Verdict
    from factcheck.judging.sentences import reasons

    return (*Verdict, SUM, *reasons())


def texts(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        value = value.replace("\n", ",").split(",")
    if not isinstance(value, list | tuple) or not all(isinstance(each, str) for each in value):
        raise ValueError(f'{shown(value)} is no list of names; write ["one", "two"]')
    return tuple(each.strip() for each in value if each.strip())


def folders(value: Any, folder: Path) -> tuple[Path, ...]:
    found = tuple(folder / Path(each).expanduser() for each in texts(value))
    for path in found:
        if not path.is_dir():
            raise ValueError(f"there is no folder {path}; folders are named from where this file lies")
    return found


def file(value: Any, folder: Path) -> Path:
    return folder / Path(text(value, folder)).expanduser()


def text(value: Any, folder: Path) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"{shown(value)} is no text")
    return value.strip()


def encoding(value: Any, folder: Path) -> str:
    import codecs

    try:
        if codecs.lookup(text(value, folder))._is_text_encoding:
            return text(value, folder)
    except LookupError:
        pass
    raise ValueError(f"no encoding is called {shown(value)}; utf-8, cp1252 and gb18030 are some")


def day(value: Any, folder: Path) -> date:
    """A day, or today."""
    if value == TODAY:
        return date.today()
    try:
        return value if isinstance(value, date) else date.fromisoformat(value)
    except (TypeError, ValueError):
        raise ValueError(f"{shown(value)} is not a day; write 2026-01-13, or today") from None


def severities(value: Any, folder: Path) -> dict[str, str]:
    from factcheck.desk.severity import Severity

    read = choice(Severity)
    said = {}
    for code, severity in part(value).items():
        check_code(code)
        said[code] = read(severity, folder)
    return said


def names(value: Any, folder: Path) -> dict[str, str]:
    """A desk's own words for the verdicts."""
    from factcheck.finding import Verdict

    read = choice(Verdict)
    return {read(verdict, folder): text(word, folder) for verdict, word in part(value).items()}


def bands(value: Any, folder: Path) -> Bands:
    known = {each.name.replace("_", "-"): each for each in fields(Bands)}
    said: dict[str, Any] = {}
    for name, written in part(value).items():
        if name not in known:
            raise ValueError(f"{shown(name)} is no band{meant_or_all(name, known)}")
        usual = getattr(NEWSROOM, known[name].name)
        try:
            amount = Decimal(str(written)) if not isinstance(written, bool) else Decimal("NaN")
        except InvalidOperation:
            amount = Decimal("NaN")
        if not amount.is_finite() or amount < 0 or (isinstance(usual, int) and amount != int(amount)):
            sort = "a whole number" if isinstance(usual, int) else "a number"
            raise ValueError(f"{name} must be {sort}, zero or more, such as {usual}, not {shown(written)}")
        if name == "chance" and amount > 1:
            raise ValueError(f"chance must be between 0 and 1, not {shown(written)}")
        said[known[name].name] = type(usual)(amount)
    return replace(NEWSROOM, **said)


def part(value: Any) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise ValueError(f"{shown(value)} is no part of its own, which begins with its name in brackets")
    return value


KEYS = {
    "tables": Key("folders of your own tables", folders),
    "language": Key("what the inputs are written in", choice(("auto", *languages()))),
    "encoding": Key("how inputs are encoded that are not UTF-8", encoding),
    "published": Key("the day of publication of inputs that give none: a day, or today", day),
    "format": Key("how check reports", choice(FORMATS)),
    "fail-on": Key("check exits with 1 when a finding is at or above this", choice(FAIL_ON)),
    "select": Key("verdicts and reasons that are reported, where not all are", codes),
    "ignore": Key("verdicts and reasons that are not reported", codes),
    "baseline": Key("a file of findings in old copy that count no more", file),
    "severities": Key("how grave a verdict or reason is: error, warning, note or none", severities),
    "names": Key("your own words for the verdicts", names),
    "bands": Key("how far a figure may be off", bands),
}


def meant(value: Any, known: Iterable[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(str(value), list(known), 1)
    return f"; did you mean {near[0]}?" if near else ""


def meant_or_all(value: Any, known: Iterable[str]) -> str:
    names = list(known)
    return meant(value, names) or f"; there are {', '.join(names)}"


def shown(value: Any) -> str:
    """A value in a message: short, on one line."""
    written = f'"{value}"' if isinstance(value, str) else str(value)
    return written if len(written) <= 60 else f"{written[:57]}..."
