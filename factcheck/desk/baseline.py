"""Baselines: a file of the findings in old copy, which count no more, so that new ones stand out."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from factcheck.config.files import BadConfig
from factcheck.desk.fingerprint import finding_fingerprints, sum_fingerprints
from factcheck.desk.severity import SUM
from factcheck.exits import counts
from factcheck.finding import Verdict
from factcheck.inputs import is_path

if TYPE_CHECKING:
    from factcheck.result import Report

SCHEMA = 1
REASON = "in the baseline"


@dataclass(frozen=True, slots=True)
class Known:
    """One finding of old copy: which, and in words for the person who reads the file."""

    input: str              # a path from the baseline's folder, with /, or an address
    fingerprint: str
    verdict: str
    quote: str
    sentence: str


@dataclass(slots=True)
class Baseline:
    """What was known, and what of it has been met again in this run."""

    path: Path
    known: tuple[Known, ...] = ()
    seen: set[str] = field(default_factory=set)                         # inputs
    met: set[tuple[str, str]] = field(default_factory=set)              # input, fingerprint

    @classmethod
    def read(cls, path: Path) -> Baseline:
        """Raises BadConfig where there is no such file or it is no baseline."""
        try:
            held = json.loads(path.read_text(encoding="utf-8"))
            if held["schema"] != SCHEMA:
                raise BadConfig(str(path), f"is a baseline of schema {held['schema']}, not {SCHEMA}; write it again")
            return cls(path, tuple(Known(**{key: str(row[key]) for key in Known.__slots__})
                                   for row in held["findings"]))
        except FileNotFoundError:
            raise BadConfig(str(path), "no such baseline; make it with --write-baseline") from None
        except OSError as trouble:
            raise BadConfig(str(path), f"cannot be opened ({(trouble.strerror or '').lower()})") from None
        except (ValueError, KeyError, TypeError, RecursionError):
            raise BadConfig(str(path), "is no baseline; make it again with --write-baseline") from None

    def marked(self, report: Report) -> Report:
        """The report with the findings that are known marked as ignored."""
        name = self.name_of(report.document.name)
        self.seen.add(name)
        known = {each.fingerprint for each in self.known if each.input == name}
        if not known:
            return report

        def reason(fingerprint: str, ignored: str | None) -> str | None:
            if fingerprint not in known:
                return ignored
            self.met.add((name, fingerprint))
            return ignored or REASON

        findings = zip(report.findings, finding_fingerprints(report), strict=True)
        sums = zip(report.arithmetic, sum_fingerprints(report), strict=True)
        return replace(
            report,
            findings=tuple(replace(each, ignored=reason(mark, each.ignored)) for each, mark in findings),
            arithmetic=tuple(replace(each, ignored=reason(mark, each.ignored)) for each, mark in sums),
        )

    def stale(self) -> list[Known]:
        """What is known of the inputs of this run and was not met: mended, or written anew."""
        return [each for each in self.known if each.input in self.seen and (each.input, each.fingerprint) not in
                self.met]

    def name_of(self, name: str) -> str:
        if not is_path(name):
            return name
        path, folder = Path(name).absolute(), self.path.absolute().parent
        return (path.relative_to(folder) if path.is_relative_to(folder) else path).as_posix()

    def rewritten(self, found: Iterable[Known]) -> None:
        """Writes the file: `found` in place of what was known of the inputs of this run, the rest as it was."""
        kept = [*(each for each in self.known if each.input not in self.seen), *found]
        kept.sort(key=lambda each: each.input)
        page = {"schema": SCHEMA, "findings": [asdict(each) for each in kept]}
        draft = self.path.with_name(f"{self.path.name}.{os.getpid()}.draft")
        try:
            draft.write_text(json.dumps(page, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
            draft.replace(self.path)            # in one step: who is interrupted has the old one still
        except OSError as trouble:
            raise BadConfig(str(self.path), f"cannot be written ({(trouble.strerror or '').lower()})") from None
        finally:
            with suppress(OSError):
                draft.unlink()

    def found_in(self, report: Report, fail_on: str, house: Mapping[str, str] | None = None) -> Iterator[Known]:
        """What of a report counts, for `rewritten`; `fail_on` and `house` as `exits.counts` takes them."""
        name = self.name_of(report.document.name)
        self.seen.add(name)
        for finding, mark in zip(report.findings, finding_fingerprints(report), strict=True):
            if not finding.ignored and counts(finding.verdict, finding.reason, fail_on, house):
                yield Known(name, mark, finding.verdict, finding.claim.quote, finding.sentence)
        for row, mark in zip(report.arithmetic, sum_fingerprints(report), strict=True):
            if row.is_broken and counts(Verdict.MISMATCHED, SUM, fail_on, house):
                yield Known(name, mark, SUM, row.rule, row.sentence)
