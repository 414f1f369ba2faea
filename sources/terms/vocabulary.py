"""How the vocabulary is made: values, which nothing changes once they are there, and closed lists of names."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar, dataclass_transform

_Value = TypeVar("_Value")


@dataclass_transform(frozen_default=True)
def value(kind: type[_Value]) -> type[_Value]:
    """A slotted dataclass that is compared, hashed and used as a key by what it holds, and that nobody changes.

    It is the type checker that holds everybody to that: one that is frozen while the program runs takes six times as
    long to make, and an article is judged by making a thousand.  A hash of its own may leave out what seldom differs.
    """
    return dataclass(slots=True, unsafe_hash="__hash__" not in vars(kind))(kind)


class Name(StrEnum):
    """One of a closed list."""

    __hash__ = str.__hash__     # keys are looked up by the million, and an enum's own hash runs Python
