"""What can go wrong with input.  A claim that no table covers is not an error: it is a verdict."""

from __future__ import annotations

from dataclasses import dataclass


class TradeError(Exception):
    """Base of them all: `except TradeError` is what a caller of the library writes."""

    @property
    def code(self) -> str:
        """A short stable name for programs, as the machine formats print it: `UnknownArea` -> `unknown-area`."""
        name = type(self).__name__
        return "".join(f"-{letter.lower()}" if letter.isupper() else letter for letter in name).lstrip("-")


@dataclass(eq=False)
class UnknownArea(TradeError):
    area: str

    def __str__(self) -> str:
        return f"no area has the code {self.area!r}"


@dataclass(eq=False)
class UnknownProduct(TradeError):
    product: str

    def __str__(self) -> str:
        return f"no product has the code {self.product!r}"


@dataclass(eq=False)
class UnreadablePeriod(TradeError):
    text: str

    def __str__(self) -> str:
        return f"{self.text!r} is not a period: write 2024, FY2024-25, 2024-Q3, 2024-H1, 2024-03 or 2024-04/2024-11"


@dataclass(eq=False)
class UnitMismatch(TradeError):
    unit: str
    target: str

    def __str__(self) -> str:
        return f"cannot express {self.unit} in {self.target}: they measure different things"


@dataclass(eq=False)
class BadTable(TradeError):
    """A table or its card cannot be trusted: `row` counts data rows from 1, 0 where the whole file is meant."""

    file: str
    reason: str
    row: int = 0

    def __str__(self) -> str:
        place = f"{self.file}, row {self.row}" if self.row else self.file
        return f"{place}: {self.reason}"


@dataclass(eq=False)
class UnreadableInput(TradeError):
    """An article that could not be read; the other inputs go on."""

    input: str
    reason: str

    def __str__(self) -> str:
        return f"{'standard input' if self.input == '-' else self.input}: {self.reason}"
