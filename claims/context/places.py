"""The places that a text names: which country seems to tell its trade, and which one the dateline gives."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import compress, count
from typing import Any

from claims.pattern import pattern
from claims.scanning.token import CATEGORY, Amount, Token

COUNTRIES = frozenset({"area", "demonym"})
CITIES = frozenset({"capital", "city"})
KINDS = COUNTRIES | CITIES | {"office"}
NEARBY = pattern(r"(?:(?![.!?] ).){0,12}")  # between words that belong together: not "the UAE.  Exports"
SOON = 6  # words: "is by far the largest market"
HOLDS = frozenset({"share", "level", "direction"})  # "accounts for", "is", "remains"
TRADES = frozenset({"flow", "balance"})
RANKED = frozenset({"standing", "superlative"})  # "India's main market"
APOSTROPHES = frozenset("'’")
DATELINE = pattern(r"(?:, [A-Z][A-Za-z]{2,8}\.? \d{1,2}\b|: | ?\(| [-–—] | --)")
# "US trade war", "American tariffs": these bear on a trade, they are no side of it.
QUARREL = pattern(
    r"[- ](?:[a-z]+ )?(?:trade[- ](?:war|row|spat|disputes?|tensions?|talks|deal|truce)|tariffs?|sanctions|levies)\b"
)
DEALT = frozenset({("import", "from"), ("export", "to"), ("deficit", "with"), ("surplus", "with"), ("total", "with")})
ORIGIN = frozenset({"import", "goods"})
PARTICLES = {"to": 0, "from": 0, "with": 0, "of": 3, "by": 3}  # how much a country behind whose name they stand weighs


class Places:
    """The words for countries, capitals and offices among a text's tokens."""

    def __init__(self, text: str, tokens: Sequence[Any]) -> None:
        self.text = text
        self.tokens = tokens
        self.at = [*compress(count(), map(KINDS.__contains__, map(CATEGORY, tokens)))]
        self.named: list[Token] = [self.tokens[at] for at in self.at]

    def countries(self, end: int) -> list[str]:
        """The countries that the text names up to there, as often as it names them."""
        return [
            place.value
            for place in self.named
            if place.end <= end and place.category in COUNTRIES and not QUARREL.match(self.text, place.end)
        ]

    def home(self) -> str | None:
        """The country of the dateline: `NEW DELHI, March 19 -`, `New Delhi:`, `BEIJING (Reuters)`."""
        for place in self.named:
            if place.category in CITIES and DATELINE.match(self.text, place.end):
                return place.value
        return None

    def _owner(self, place: Token) -> bool:
        return self.text[place.end : place.end + 1] in APOSTROPHES

    def _is_partner(self, at: int, verb: Token) -> bool:
        """`Chad is its main market`, `accounts for 9 percent of all exports`: what is told of is another's trade."""
        if verb.category == "share":
            return bool(verb.value == "of")
        behind = [token for token in self.tokens[at + 2 : at + SOON] if type(token) is Token]
        met = next((token for token in behind if token.category == "standing" or token.value == "to"), None)
        return met is not None and met.category == "standing"  # "Chad is keen to find new markets": it is none

    def _listed(self, at: int, place: Token) -> bool:
        """`The top partners were Chad (5 percent), Mali (4 percent)`, `the Omani market`: a partner, most likely."""
        after = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
        if type(after) is Token:
            named = after.category == "standing" and place.category == "demonym"
        else:
            named = type(after) is Amount and (
                self.text[place.end : after.start] == " (" or after.unit == "percent")
        return after is not None and named and after.start - place.end <= 2 and not self._owner(place)

    def _verb(self, at: int, after: Token | None) -> tuple[int, Token | None]:
        """What stands behind the place at `at`, or behind the last of two: `Chad and Mali account for`."""
        tokens = self.tokens
        other, verb = tokens[at + 2 : at + 3], tokens[at + 3 : at + 4]
        both = other and other[0].category in COUNTRIES and verb and type(verb[0]) is Token
        return (at + 2, verb[0]) if both else (at, after)

    def weights(self, verb_final: bool) -> dict[str, int]:
        """How much each country seems to be the one whose trade is told: nothing where it is only traded with.

        Where a text has no others than that, whose trade it tells is not said: `imports from Chad`.
        """
        tokens = self.tokens
        weights: dict[str, int] = {}
        dealt_with: set[str] = set()
        partner = False
        for at, place in zip(self.at, self.named, strict=True):
            if place.category in COUNTRIES:
                after = tokens[at + 1] if at + 1 < len(tokens) and type(tokens[at + 1]) is Token else None
                if verb_final:  # the particle is behind its noun
                    role = after.value if after is not None and after.category == "prep" else ""
                    weights[place.value] = weights.get(place.value, 0) + PARTICLES.get(role, 1)
                    continue
                before = tokens[at - 1]
                near = at and type(before) is Token and NEARBY.fullmatch(self.text, before.end, place.start)
                beside = before.category if near else ""
                if beside == "prep":  # "submitted to Chad's parliament"
                    partner = before.value in ("to", "from", "with") and not self._owner(place)
                    traded = tokens[at - 2] if partner and at > 1 else None
                    if type(traded) is Token and (traded.value, before.value) in DEALT and place.value not in weights:
                        dealt_with.add(place.value)
                elif beside not in ("and", "area"):
                    partner = False
                head = after if after is not None and NEARBY.fullmatch(self.text, place.end, after.start) else None
                joined = self.text.startswith(" and ", place.end)
                last, verb = self._verb(at, after) if joined else (at, after)
                if verb is not None and verb.category in HOLDS and self._is_partner(last, verb):
                    continue
                if (head is not None and head.value in ORIGIN and not self._owner(place)) or self._listed(at, place):
                    weight = 0  # "Chinese imports", "Chinese goods": of China, or from there
                else:
                    own = head is not None and (
                        head.category in TRADES or (head.category in RANKED and self._owner(place)))
                    weight = 0 if partner else 3 if own else 1
                if not partner:
                    dealt_with.discard(place.value)
                weights[place.value] = weights.get(place.value, 0) + weight
            elif place.category == "office":
                weights[place.value] = weights.get(place.value, 0) + 1
        return weights if any(weights.values()) else {name: 0 for name in weights if name not in dealt_with}
