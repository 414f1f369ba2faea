"""What a request asks for and what it gets: all that passes between the server and its guarded processes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from factcheck.report.machine import line

JSON = "application/json"


class Action(StrEnum):
    CHECK = "check"
    LOOKUP = "lookup"
    TABLES = "tables"
    PROOFREAD = "proofread"     # LanguageTool's check


@dataclass(frozen=True, slots=True)
class Order:
    """Work for a guarded process.  Of `text`, `data` and `url` a check has one."""

    action: Action
    text: str = ""
    data: bytes | None = None           # a file as it came in
    url: str | None = None
    name: str = "article.txt"           # what the input is called in the answer
    title: str | None = None
    published: date | None = None
    known_on: date | None = None
    language: str = "auto"
    style: str = "json"                 # a key of factcheck.report.formats.FORMATS
    picky: bool = False                 # LanguageTool's word for: small things too
    markup: tuple[tuple[int, int], ...] = ()    # LanguageTool's markup: (offset in `text`, characters left out there)


@dataclass(frozen=True, slots=True)
class Reply:
    status: int
    body: bytes
    media_type: str = JSON


class Refused(Exception):
    """A request that cannot be answered: an HTTP status, a stable code, and a reason for a person."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status, self.code, self.message = status, code, message

    @property
    def reply(self) -> Reply:
        return answered({"code": self.code, "message": self.message}, self.status)


def answered(value: object, status: int = 200) -> Reply:
    """`value` as JSON, ASCII alone."""
    return Reply(status, line(value).encode())
