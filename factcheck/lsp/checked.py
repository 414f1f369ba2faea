"""One state of one document, checked: what an editor shows of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from lsprotocol import types

from factcheck.desk.severity import Severity
from factcheck.lsp.positions import Positions
from factcheck.report.formats import Manner
from factcheck.report.markdown import explained, source_words
from factcheck.report.notices import Notice, notices
from factcheck.report.telling import Notes
from sources.terms.errors import UnreadableInput

if TYPE_CHECKING:
    from factcheck.config import Config
    from factcheck.finding import Finding
    from factcheck.result import Report
    from sources.tables import Tables

SOURCE = "factcheck"
GRAVE = {Severity.ERROR: types.DiagnosticSeverity.Error, Severity.WARNING: types.DiagnosticSeverity.Warning,
         Severity.NOTE: types.DiagnosticSeverity.Information, Severity.NONE: types.DiagnosticSeverity.Hint}


@dataclass(frozen=True, slots=True)
class Checked:
    version: int | None
    positions: Positions
    report: Report
    manner: Manner
    notices: tuple[Notice, ...]

    def diagnostics(self, uri: str) -> Iterator[types.Diagnostic]:
        for notice in self.notices:
            yield types.Diagnostic(
                self.positions.range(notice.start, notice.end), notice.message, GRAVE[notice.level], notice.code,
                source=SOURCE, related_information=list(self._related(notice, uri)) or None,
            )

    def _related(self, notice: Notice, uri: str) -> Iterator[types.DiagnosticRelatedInformation]:
        """The other figures of a sum."""
        for finding in self.report.findings:
            claim = finding.claim
            if claim.id in notice.claims and claim.start != notice.start:
                place = types.Location(uri, self.positions.range(claim.start, claim.end))
                yield types.DiagnosticRelatedInformation(place, claim.quote)

    def hover(self, position: types.Position) -> types.Hover | None:
        """Everything that was found of the figure under the cursor, right or wrong."""
        offset = self.positions.offset(position)
        under = [finding for finding in self.report.findings
                 if finding.claim.start <= offset <= finding.claim.end]
        if not under:
            return None
        words = "\n\n---\n\n".join(self._told(finding) for finding in under)
        claim = under[0].claim
        return types.Hover(types.MarkupContent(types.MarkupKind.Markdown, words),
                           self.positions.range(claim.start, claim.end))

    def _told(self, finding: Finding) -> str:
        sources: Notes = {}
        blocks = list(explained(self.report, finding, sources, replace(self.manner, verbose=True)))
        named = [f"{number}. {source_words(source)}" for source, number in sources.items()]
        return "\n\n".join([*blocks, "\n".join(named)]) if named else "\n\n".join(blocks)

    def fixes(self, uri: str, wanted: types.Range) -> Iterator[types.CodeAction]:
        """A correction for each wrong figure that `wanted` touches."""
        start, end = self.positions.offset(wanted.start), self.positions.offset(wanted.end)
        for notice, diagnostic in zip(self.notices, self.diagnostics(uri), strict=True):
            if notice.write and notice.start <= end and start <= notice.end:
                edit = types.TextEdit(diagnostic.range, notice.write)
                yield types.CodeAction(
                    f"Write “{notice.write}”", types.CodeActionKind.QuickFix, [diagnostic], is_preferred=True,
                    edit=types.WorkspaceEdit(document_changes=[types.TextDocumentEdit(
                        types.OptionalVersionedTextDocumentIdentifier(uri, self.version), [edit])]),
                )


def checked(
    name: str, text: str, version: int | None, encoding: types.PositionEncodingKind, tables: Tables, config: Config,
) -> Checked | None:
    """The text of an editor's document called `name`, checked; None where there is nothing in it to read."""
    from factcheck.api import check
    from factcheck.inputs.reading import understand

    try:
        article = understand(PurePath(name).with_suffix(suffix_of(name)).name, text.encode("utf-8", "replace"))
    except UnreadableInput:
        return None
    if article.extracted:           # a page under the name of a text: what is read of it stands elsewhere in it
        return None
    article = config.settled(replace(article, name=name, text=text))
    report = check(article, tables, config)
    manner = config.manner()
    return Checked(version, Positions(text, encoding), report, manner, tuple(notices(report, manner)))


def suffix_of(name: str) -> str:
    """Markdown stays Markdown; whatever else an editor calls plain text is read as plain text."""
    suffix = PurePath(name).suffix.lower()
    return suffix if suffix in (".md", ".markdown") else ".txt"
