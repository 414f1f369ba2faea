"""What a service is to us: it plans pages for what is wanted, and makes rows of what comes back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from hashlib import sha256
from typing import Any, Protocol
from urllib.parse import urlencode

from sources.terms.errors import TradeError
from sources.writing import Row, plain

Pairs = tuple[tuple[str, str], ...]
LARGEST = Decimal(10**18)       # no trade is larger: what is, is no amount of money
SHOWN = 160                     # letters of an answer that an error repeats


@dataclass(eq=False)
class BadAnswer(TradeError):
    """A service answered, and not in the shape it documents."""

    address: str
    reason: str

    def __str__(self) -> str:
        return f"{self.address}: {self.reason}"


@dataclass(eq=False)
class Unreachable(TradeError):
    """A service that gave no answer, or refused."""

    address: str
    reason: str

    def __str__(self) -> str:
        return f"{self.address}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Page:
    """One request.  Keys are kept apart, so that no name, error or cached file can show them."""

    url: str
    query: Pairs = ()
    headers: Pairs = ()
    secret_query: Pairs = field(default=(), repr=False)
    secret_headers: Pairs = field(default=(), repr=False)

    @property
    def address(self) -> str:
        """For people and for the cache: without keys."""
        return f"{self.url}?{urlencode(self.query, safe=',+:*')}" if self.query else self.url

    @property
    def name(self) -> str:
        """A file name that is the same for the same request."""
        return sha256("\n".join((self.address, *map(str, self.headers))).encode()).hexdigest()[:32]

    @property
    def has_key(self) -> bool:
        return bool(self.secret_query or self.secret_headers)


@dataclass(slots=True)
class Part:
    """What one page gave."""

    rows: list[Row] = field(default_factory=list)
    following: tuple[Page, ...] = ()        # pages that only this one told of
    released: date | None = None            # when the service says that it published them
    left_out: Counter[str] = field(default_factory=Counter)     # why -> how many lines


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to ask for; empty means what the recipe has."""

    first: int                  # years, both inside
    last: int
    today: date
    reporters: tuple[str, ...] = ()         # our codes
    partners: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    keys: Mapping[str, str] = field(default_factory=dict, repr=False)     # as the environment has them

    @property
    def years(self) -> range:
        return range(self.first, self.last + 1)


class Source(Protocol):
    """A service.  `said` is the recipe's [set]: what distinguishes one table of the service from another."""

    def plan(self, base: str, said: Mapping[str, Any], wanted: Wanted) -> list[Page]:
        """The pages to begin with.  Raises `BadAnswer` for what the service cannot be asked."""
        ...

    def parse(self, page: Page, body: bytes, said: Mapping[str, Any], wanted: Wanted) -> Part:
        """Rows in the project's columns (or what `finish` makes them of).  Raises `BadAnswer`."""
        ...

    def finish(self, rows: list[Row], said: Mapping[str, Any], wanted: Wanted) -> list[Row]:
        """All rows of all pages as they go into the table."""
        ...


def as_json(page: Page, body: bytes) -> Any:
    """The body as JSON with exact decimals.  Raises `BadAnswer` for anything else, above all web pages."""
    import json

    try:
        return json.loads(body, parse_float=Decimal)
    except (ValueError, RecursionError):
        raise BadAnswer(page.address, f"did not answer in JSON but with {glimpse(body)}") from None


def glimpse(body: bytes) -> str:
    """What an answer is, in a few words, for an error."""
    head = body[:2_000].decode("utf-8", errors="replace").strip()
    if not head:
        return "nothing"
    if head[:200].casefold().startswith(("<!doctype html", "<html")) or "<html" in head.casefold():
        return "a web page"
    short = " ".join("".join(letter if letter.isprintable() else " " for letter in head).split())
    return f"{short[:SHOWN]!r}" + ("…" if len(short) > SHOWN or len(body) > len(head) else "")


def amount(page: Page, value: object) -> Decimal:
    """A figure of an answer as an exact decimal.  Raises `BadAnswer`."""
    try:
        found = Decimal(str(value))
    except InvalidOperation:
        raise BadAnswer(page.address, f"gives {value!r} where a number must stand") from None
    if not found.is_finite() or abs(found) > LARGEST:
        raise BadAnswer(page.address, f"gives {value!r} where a number must stand")
    return found


def rounded(value: Decimal, places: int = 0) -> str:
    """A decimal as the tables write it, with at most so many places: services carry binary noise far behind."""
    return plain(value.quantize(Decimal(1).scaleb(-places)))


def field_of(page: Page, line: object, name: str) -> Any:
    """line[name] of a JSON object.  Raises `BadAnswer` where it is none or lacks it: the schema has changed."""
    if not isinstance(line, Mapping) or name not in line:
        raise BadAnswer(page.address, f"does not have {name!r} where its documentation says; has the service changed?")
    return line[name]


def levels(reporter: str, partner: str, flow: str, period: str, value: Decimal, **more: str) -> Row:
    """A row of trade; product, basis and unit are all goods in dollars unless `more` says otherwise."""
    row = {"reporter": reporter, "partner": partner, "flow": flow, "product": "TOTAL", "basis": "goods",
           "period": period, "value": rounded(value), "unit": "USD", "status": "revised"}
    return row | more


def added_up(rows: Sequence[Row]) -> list[Row]:
    """One row a key and period: where a service tells two areas apart that are one of ours, their sum."""
    sums: dict[tuple[tuple[str, str], ...], Decimal] = {}
    for row in rows:
        key = tuple((column, text) for column, text in row.items() if column != "value")
        sums[key] = sums.get(key, Decimal(0)) + Decimal(row["value"])
    return [{**dict(key), "value": rounded(value)} for key, value in sums.items()]
