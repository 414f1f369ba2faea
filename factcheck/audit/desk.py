"""What of a desk's configuration counts in an audit: how far figures may be off, and which findings are alarms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from factcheck.desk.selection import REASON, selected

if TYPE_CHECKING:
    from factcheck.config import Config
    from factcheck.result import Report

COUNTING = ("bands", "select", "ignore")


def settled(config: Config) -> dict[str, Any]:
    """What `config` says of that, as the manifest keeps it; what is as it always is, is not in it."""
    from factcheck.config import Config
    from factcheck.config.settings import plain

    usual = Config()
    said: dict[str, Any] = {
        key: plain(getattr(config, key)) for key in COUNTING if getattr(config, key) != getattr(usual, key)}
    if "bands" in said:
        always: Any = plain(usual.bands)
        said["bands"] = {name: amount for name, amount in said["bands"].items() if amount != always[name]}
    return said


def configured(desk: Mapping[str, Any]) -> Config:
    """The configuration that `settled` told."""
    from factcheck.config import Config

    config = Config()
    for key, value in desk.items():
        config = config.told(key, value, "the manifest", Path())
    return config


def let_pass(report: Report, config: Config) -> Report:
    """The report with what `config` does not select marked as ignored.

    Nothing is left out of it: an audit's claims are judged again as they stood beside each other.
    """
    if not (config.select or config.ignore):
        return report
    told = selected(report, config.select, config.ignore)
    findings = {finding.claim.id for finding in told.findings if not finding.ignored}
    return replace(
        report,
        findings=tuple(finding if finding.ignored or finding.claim.id in findings else replace(finding, ignored=REASON)
                       for finding in report.findings),
        arithmetic=tuple(row if row.ignored or row in told.arithmetic else replace(row, ignored=REASON)
                         for row in report.arithmetic),
    )
