"""One document checked: decoded, its article found, read and judged, its rows made.  Runs in the guarded process."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from claims.language import DEFAULT, languages
from factcheck.api import check
from factcheck.audit.desk import configured, let_pass
from factcheck.audit.entry import Checked, Content, Entry, Skipped, unread
from factcheck.audit.language import language_of
from factcheck.audit.page import LEAST, decode, glance
from factcheck.audit.rows import arithmetic_row, claim_row, finding_row
from factcheck.config import Config
from factcheck.guard import failure
from factcheck.inputs import Document
from factcheck.inputs.page import is_page
from sources.terms.errors import UnreadableInput

if TYPE_CHECKING:
    from claims.claim import Claim
    from sources.tables import Tables

WARM_UP = "India's exports to the United States rose 11.6 per cent to $86.51 billion in 2024-25."
Asides = tuple[tuple[int, str], ...]
LEAST_TEXT = 30                 # characters: shorter than the shortest sentence with a figure in it


class Checker:
    """Checks entries against the bundled tables and those of `folders`, as the `desk` has configured."""

    def __init__(self, tables: str, folders: Sequence[str] = (), desk: Mapping[str, Any] | None = None) -> None:
        self.mark = tables
        self.tables = opened(folders)
        self.desk = configured(desk or {})
        self.judging = Config(bands=self.desk.bands)
        check(Document("warm-up", WARM_UP), self.tables)    # so that no document pays for the start

    def __call__(self, entry: Entry) -> Checked:
        try:
            if entry.error or entry.skipped:
                return unread(entry, self.mark)
            if entry.kind is Content.FILE:
                return self._file(entry)
            if entry.kind is Content.PAGE or is_page(str(entry.content)):
                return self._page(entry)
            return self._text(entry, str(entry.content))
        except UnreadableInput as error:
            return unread(entry, self.mark, failure(error.code, error.reason))

    def _text(self, entry: Entry, text: str, language: str | None = None, asides: Asides = ()) -> Checked:
        """An article's own words, and the comments for us that stood in its source."""
        if len(text) < LEAST_TEXT and len(text.strip()) < LEAST_TEXT:
            return unread(replace(entry, skipped=Skipped.NEAR_EMPTY), self.mark)
        language = language or language_of(text)
        if language not in languages():
            return self._row(entry, language, len(text), skipped=Skipped.LANGUAGE)
        article = Document(entry.id, text, entry.title, entry.published, language=language or DEFAULT,
                           asides=asides)
        report = let_pass(check(article, self.tables, self.judging), self.desk)
        row = self._row(entry, language, len(text)).document
        row["claims"] = len(report.findings)
        row["alarms"] = len(report.alarms)
        return Checked(row, [finding_row(entry.id, finding, text) for finding in report.findings],
                       [claim_row(entry.id, entry.published, finding.claim) for finding in report.findings],
                       [arithmetic_row(entry.id, each) for each in report.arithmetic])

    def _page(self, entry: Entry) -> Checked:
        from factcheck.inputs.comments import lifted, placed
        from factcheck.inputs.document import EmptyInput
        from factcheck.inputs.page import read_page

        source = entry.content if isinstance(entry.content, str) else decode(entry.content, entry.charset)
        seen = glance(source)
        entry = replace(entry, title=entry.title or seen.title, published=seen.published or entry.published)
        length = len(seen.main)
        if length < LEAST:
            return unread(replace(entry, skipped=Skipped.NEAR_EMPTY), self.mark)
        language = language_of(seen.main)
        if language not in languages():
            return self._row(entry, language, length, skipped=Skipped.LANGUAGE)
        if not read_claims(seen.whole(), entry.published, entry.title, language or DEFAULT):
            return self._row(entry, language, length)
        try:
            lifted_source, comments = lifted(source)
            text, title, published = read_page(entry.input, lifted_source)
        except EmptyInput:
            return self._row(entry, language, length, skipped=Skipped.NO_ARTICLE)
        text, asides = placed(text, comments)
        title = placed(title, comments)[0] if title else entry.title
        return self._text(replace(entry, title=title, published=published or entry.published), text, language, asides)

    def _file(self, entry: Entry) -> Checked:
        assert isinstance(entry.content, bytes)
        from factcheck.inputs.reading import understand

        name = entry.input.removesuffix(".gz")
        if name.lower().endswith((".html", ".htm", ".xhtml")):
            return self._page(entry)
        document = understand(name, entry.content)
        found = replace(entry, title=document.title or entry.title, published=document.published or entry.published)
        return self._text(found, document.text, asides=document.asides)

    def _row(self, entry: Entry, language: str | None, length: int, skipped: Skipped | None = None) -> Checked:
        told = unread(replace(entry, skipped=skipped), self.mark)
        told.document.update(language=language, chars=length)
        return told


def opened(folders: Sequence[str]) -> Tables:
    from sources.tables import Tables

    return Tables.bundled([Path(folder) for folder in folders])


def read_claims(text: str, published: date | None, title: str | None, language: str = DEFAULT) -> list[Claim]:
    from claims.article import Article
    from claims.read import read

    return read(Article(text, title, published, language))
