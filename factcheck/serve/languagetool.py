"""LanguageTool's HTTP protocol, so that editors and add-ons that speak it show what we find.

The protocol is that of LanguageTool's public description of /v2: offsets count UTF-16 code units.  Matches are alarms
and sums that do not hold; with level=picky, whatever has a level.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from functools import cache
from typing import TYPE_CHECKING, Any

from factcheck import __version__
from factcheck.report.notices import Notice, notices, rule
from factcheck.serve.order import Order, Refused

if TYPE_CHECKING:
    from factcheck.config import Config
    from factcheck.result import Report

Object = dict[str, Any]
AROUND = 40                     # characters of context on either side
VARIANT = re.compile(r"[A-Za-z0-9-]{0,20}")
CATEGORY = {"id": "TRADE_FIGURES", "name": "Trade figures"}
VARIANTS = {"en": ("en-US", "en-GB", "en-AU", "en-CA", "en-NZ", "en-ZA", "en-IN")}


@cache
def languages() -> list[Object]:
    """What /v2/languages answers: every language with a lexicon, and the variants of it that editors ask for."""
    from claims.language import language
    from claims.language import languages as readable

    return [{"name": language(code).called, "code": code, "longCode": long}
            for code in readable() for long in (code, *VARIANTS.get(code, ()))]


def language_of(asked: str) -> str:
    """Our code for LanguageTool's: "en-GB" -> "en".  Raises Refused where there is no lexicon for it."""
    code, _, variant = asked.partition("-")
    known = code == "auto" or code in {each["code"] for each in languages()}
    if not known or not VARIANT.fullmatch(variant):
        raise Refused(400, "unknown-language", f"{asked!r} is not a language this server reads; see /v2/languages")
    return code


def annotated(data: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The text of LanguageTool's `data`, without its markup: where markup was left out, and how long it was.

    Lengths and offsets are code points.  Raises Refused.
    """
    try:
        pieces = json.loads(data)["annotation"]
        text, left_out = "", []
        for piece in pieces:
            if "text" in piece:
                text += required(piece["text"])
            else:
                markup, meant = required(piece["markup"]), required(piece.get("interpretAs", ""))
                # what markup is read as (a line break for <p>) stands in the text in its place
                left_out.append((len(text) + len(meant), width(markup) - width(meant)))
                text += meant
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise Refused(400, "bad-data", "data is not {\"annotation\": [{\"text\": ...} or {\"markup\": ...}]}") from None
    return text, tuple(left_out)


def required(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def width(text: str) -> int:
    """UTF-16 code units."""
    return len(text) + sum(letter > "\uffff" for letter in text)


class Offsets:
    """From code points of the text that was read to the UTF-16 code units of what was sent, markup and all."""

    def __init__(self, text: str, markup: tuple[tuple[int, int], ...]) -> None:
        self.text = text
        self.wide = [at for at, letter in enumerate(text) if letter > "\uffff"]
        self.markup = markup

    def start(self, at: int) -> int:
        left_out = sum(length for place, length in self.markup if place <= at)
        return at + bisect_right(self.wide, at - 1) + left_out

    def end(self, at: int) -> int:
        """Where the character before `at` ends: markup behind it is left out."""
        return self.start(at - 1) + width(self.text[at - 1])


def answer(report: Report, order: Order, config: Config) -> Object:
    """What /v2/check answers, by the house's `config`."""
    from claims.language import guess, language

    text = report.document.text
    manner = config.manner(quiet=not order.picky)
    offsets = Offsets(text, order.markup)
    detected = guess(text)
    code = detected if report.document.language == "auto" else report.document.language
    return {
        "software": {"name": "factcheck", "version": __version__, "apiVersion": 1, "premium": False, "status": "",
                     "buildDate": ""},
        "warnings": {"incompleteResults": False},
        "language": {"name": language(code).called, "code": code,
                     "detectedLanguage": {"name": language(detected).called, "code": detected, "confidence": 1.0}},
        "matches": [match(notice, text, offsets) for notice in notices(report, manner)],
    }


def match(notice: Notice, text: str, offsets: Offsets) -> Object:
    start, end = offsets.start(notice.start), offsets.end(notice.end)
    first, last = max(0, notice.start - AROUND), min(len(text), notice.end + AROUND)
    told = rule(notice.code)
    return {
        "message": notice.message,
        "shortMessage": told.name,
        "offset": start,
        "length": end - start,
        "replacements": [{"value": notice.write}] if notice.write else [],
        "context": {"text": text[first:last], "offset": width(text[first:notice.start]),
                    "length": width(text[notice.start:notice.end])},
        "sentence": text[first:last],
        "type": {"typeName": "Other"},
        "rule": {"id": notice.code.upper().replace("-", "_"), "description": told.name, "issueType": "inconsistency",
                 "category": CATEGORY},
        "ignoreForIncompleteSentence": False,
        "contextForSureMatch": -1,
    }
