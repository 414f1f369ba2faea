"""Tokens in the order that the reader of sentences expects, for languages that set their adjectives behind the noun.

`Las exportaciones indias totales de arroz` is told as `total Indian exports of rice`: each adjective behind a flow
moves, without width, to the place before it.  A verb that says two things, such as `crecerá`, becomes two tokens.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from claims.clauses.shape import Item
from claims.scanning.token import Token

NOUNS = frozenset({"flow", "balance", "deficit", "standing", "trader", "basis"})
ADJECTIVES = frozenset({"demonym", "whole", "plain"})


def arrange(text: str, tokens: Sequence[Item], adjectives_follow: bool) -> list[Item]:
    """The tokens of `text`, adjectives first; offsets never fall, and no token but a moved one loses its own."""
    result: list[Item] = []
    head = -1                   # index in `result` of the noun that the words go on from
    end = 0
    bought = False
    for number, token in enumerate(tokens):
        if type(token) is Token and token.category == "sold":
            token = _sold(token, tokens[number + 1:number + 3])
            bought = token.category == "flow" and token.value == "import"
        elif bought and type(token) is Token:
            token, bought = replace(token, value="from"), False         # compras a China
        if type(token) is Token and token.category == "goes":       # va a China, va a crecer
            after = tokens[number + 1] if number + 1 < len(tokens) else None
            bound = type(after) is Token and after.category == "area"
            token = replace(token, category="bound" if bound else "modality", value="bound" if bound else "forecast")
        if type(token) is not Token:
            head = -1
            result.append(token)
            continue
        if token.category == "verb":
            first, one, second, other = token.value.split(" ")
            result += [replace(token, end=token.start, category=first, value=one),
                       replace(token, category=second, value=other)]
            head = -1
            continue
        beside = adjectives_follow and head >= 0 and text[end:token.start] == " "
        if beside and (token.category in ADJECTIVES or (token.category, token.value) == ("same", "pair")):
            noun = result[head]
            result.insert(head, replace(token, start=noun.start, end=noun.start))
            head += 1
            end = token.end
            continue
        if beside and token.category == "product":          # exportaciones agrícolas
            result.append(Token(token.start, token.start, "prep", "of"))
        result.append(token)
        if token.category in NOUNS:
            head, end = len(result) - 1, token.end
        elif beside and token.category == "product":
            end = token.end
        elif token.category == "product":                   # de soja brasileña
            head, end = len(result) - 1, token.end
        else:
            head = -1
    return result


def _sold(token: Token, following: Sequence[Item]) -> Token:
    """`Ventas a China` are exports; `ventas` alone are some company's."""
    words = [(one.category, one.value) if type(one) is Token else ("", "") for one in following]
    abroad = len(words) == 2 and words[0] in (("prep", "to"), ("prep", "from")) and words[1][0] == "area"
    return replace(token, category="flow") if abroad else replace(token, category="noise", value="company")
