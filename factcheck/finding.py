"""A finding: a claim with its judgement, and everything an editor needs to stand behind it."""

from __future__ import annotations

from decimal import Decimal

from claims.claim import Claim
from sources.observation import Observation
from sources.terms.vocabulary import Name, value


class Verdict(Name):
    SUPPORTED = "supported"             # a faithful reading fits
    CLOSE = "close"                     # misses the printed precision, within revision, mirror or definition
    MISMATCHED = "mismatched"           # wrong as said; one repair makes it right
    CONTRADICTED = "contradicted"       # unambiguous, authoritative, and nothing repairs it
    TARGET = "target"                   # about the future
    UNVERIFIABLE = "unverifiable"       # no table, or the text leaves it open

    @property
    def is_alarm(self) -> bool:
        """Whether it accuses a colleague's copy."""
        return self in (Verdict.MISMATCHED, Verdict.CONTRADICTED)


@value
class Repair:
    """The smallest change to a claim that would make it true."""

    field: str                  # period, partner, flow, basis, scale, ...
    was: str
    becomes: str
    value: Decimal              # what the tables say once the claim is repaired, in the claim's unit
    chance: float               # how likely some repair tried would have matched by accident


@value
class Alternative:
    """Another reading of the same words that was weighed."""

    reading: str                # in plain words: "goods, 2024-25, as first published"
    verdict: Verdict
    value: Decimal | None
    evidence: tuple[Observation, ...] = ()


@value
class Finding:
    claim: Claim
    verdict: Verdict
    reason: str                 # a code: exact rounded hedged revised-since first-release other-period ...
    sentence: str               # one plain sentence a reader understands without the code
    evidence: tuple[Observation, ...] = ()
    formula: str = ""
    expected: Decimal | None = None
    expected_unit: str | None = None
    repair: Repair | None = None
    correction: str | None = None           # in the article's own form: "around 20 per cent"
    alternatives: tuple[Alternative, ...] = ()
    missing: str | None = None              # for unverifiable: the key no table covers, or what the text leaves open
    ignored: str | None = None              # why the desk lets it pass: it is told and does not count

    @property
    def is_alarm(self) -> bool:
        """Whether it accuses, and the desk does not let it pass."""
        return self.verdict.is_alarm and not self.ignored


@value
class Arithmetic:
    """The article held against itself: figures of one text that must fit together."""

    claims: tuple[str, ...]     # ids, in the rule's order
    rule: str                   # "export + import = total"
    holds: bool
    stated: str
    implied: str
    sentence: str
    ignored: str | None = None  # as of a finding

    @property
    def is_broken(self) -> bool:
        """Whether its figures do not fit together, and the desk does not let that pass."""
        return not self.holds and not self.ignored
