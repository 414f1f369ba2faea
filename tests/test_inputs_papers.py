"""PDF and DOCX files become documents whose paragraphs read as they were written."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.inputs import docx as docx_files
from factcheck.inputs import pdf as pdf_files
from factcheck.inputs.document import Document
from factcheck.inputs.paragraphs import Line, paragraphs
from factcheck.inputs.reading import understand
from sources.terms.errors import UnreadableInput
from tests.conftest import cases
from tests.papers import column, docx, p, pdf

STORY = [
    "Exports to the partner rose to USD 38.98 billion in the month, said",
    "the ministry, an increase of 17.25 per cent; analysts see export-",
    "led growth and more diversification in the trade of electronic goods.",
    "",
    "Imports stood at USD 66.34 billion. The deficit of the country was",
    "USD 27.36 billion.",
]


def refused(name: str, data: bytes) -> UnreadableInput:
    with pytest.raises(UnreadableInput) as found:
        understand(name, data)
    assert str(found.value).startswith(f"{name}: ")
    assert "\n" not in str(found.value)
    return found.value


@pytest.mark.parametrize("case", cases("paragraphs.jsonl"))
def test_lines_become_paragraphs(case: dict[str, list[list[object]]]) -> None:
    lines = [Line(*line) for line in case["lines"]]  # type: ignore[arg-type]
    assert paragraphs(lines) == case["paragraphs"]


def test_a_pdf_gives_paragraphs_title_and_date() -> None:
    data = pdf([column(STORY)], title="Exports rise in October", made="D:20251113120000Z")
    document = understand("a.pdf", data)
    assert document.text.split("\n\n") == [
        "Exports to the partner rose to USD 38.98 billion in the month, said the ministry, an increase of 17.25 per "
        "cent; analysts see exportled growth and more diversification in the trade of electronic goods.",
        "Imports stood at USD 66.34 billion. The deficit of the country was USD 27.36 billion.",
    ]
    assert document.title == "Exports rise in October"
    assert (document.published, document.dated_by) == (date(2025, 11, 13), "metadata")


def test_a_pdf_is_known_by_its_bytes_whatever_it_is_called() -> None:
    assert understand("-", pdf([column(STORY)])).text.startswith("Exports to the partner")


def test_the_date_in_the_text_goes_before_that_of_the_file() -> None:
    data = pdf([column(["Published: 1 May 2025", *STORY])], made="D:20260101120000Z")
    assert (understand("a.pdf", data).published, understand("a.pdf", data).dated_by) == (date(2025, 5, 1), "text")
    saved = docx(p("Published: 1 May 2025") + p("Exports rose."), modified="2026-01-01T08:00:00Z")
    assert understand("a.docx", saved).published == date(2025, 5, 1)


@pytest.mark.parametrize("title, read", [
    ("Microsoft Word - Exports rise again", "Exports rise again"), ("draft_final3.docx", None), ("untitled", None),
    ("", None),
])
def test_a_file_name_is_no_title(title: str, read: str | None) -> None:
    assert understand("a.pdf", pdf([column(STORY)], title=title)).title == read


def test_the_largest_type_is_the_title_where_the_file_gives_none() -> None:
    page = [("Exports rise to a", 72, 780, 24), ("new high", 72, 752, 24), *column(STORY)]
    document = understand("a.pdf", pdf([page]))
    assert document.title == "Exports rise to a new high"
    assert document.text.startswith("Exports rise to a new high\n\nExports to the partner")


def test_columns_are_read_as_they_are_drawn() -> None:
    left = column(["The first column tells that exports of the", "country to its neighbours rose by a third in"], x=60)
    page = [*left,
            *column(["the year, which was more than had been", "expected by most of those who follow it."], x=320)]
    assert understand("a.pdf", pdf([page])).text == (
        "The first column tells that exports of the country to its neighbours rose by a third in the year, which was "
        "more than had been expected by most of those who follow it.")


def encrypted(password: str) -> bytes:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf([column(STORY)]))))
    writer.encrypt(password, owner_password="owner", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_pdf_that_anybody_may_open_is_opened_though_encrypted() -> None:
    assert "USD 38.98 billion" in understand("a.pdf", encrypted("")).text


WHOLE = pdf([column(STORY)])
DEEP = b"%PDF-1.4\n1 0 obj\n" + b"[" * 100_000 + b"\nendobj\ntrailer << /Root 1 0 R >>\n"
SELF = (b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n"
        b"<< /Type /Pages /Kids [2 0 R] /Count 9 >>\nendobj\ntrailer << /Root 1 0 R >>\n")


@pytest.mark.parametrize("data, words", [
    (encrypted("secret"), "protected by a password"),
    (WHOLE[:200], "cannot be read"),
    (b"%PDF-1.7 nothing else", "cannot be read"),
    (DEEP, "PDF"),
    (SELF, "PDF"),
    (pdf([[]]), "without text"),
], ids=["password", "cut", "empty", "deep", "in itself", "pictures"])
def test_a_pdf_that_cannot_be_read_says_why(data: bytes, words: str) -> None:
    assert words in str(refused("a.pdf", data))


def test_a_pdf_that_takes_too_long_or_holds_too_much_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_files, "MOST_LETTERS", 100)
    assert refused("a.pdf", WHOLE).code == "oversized-input"
    monkeypatch.setattr(pdf_files, "MOST_LETTERS", 10_000)
    monkeypatch.setattr(pdf_files, "SECONDS", -1.0)
    assert "page 1" in str(refused("a.pdf", WHOLE))


@given(st.binary(max_size=40), st.integers(0, len(WHOLE)))
def test_any_broken_pdf_is_a_document_or_an_error_of_ours(noise: bytes, at: int) -> None:
    try:
        assert isinstance(understand("a.pdf", WHOLE[:at] + noise + WHOLE[at + len(noise):]), Document)
    except UnreadableInput as found:
        assert str(found).startswith("a.pdf: ")


def test_a_docx_gives_paragraphs_title_and_date() -> None:
    body = (p("Exports rise") + p("Exports were ", "<w:r><w:rPr><w:b/></w:rPr><w:t>USD 38.98</w:t></w:r>", " billion.")
            + "<w:tbl><w:tr><w:tc>" + p("Country") + "</w:tc><w:tc>" + p("Exports") + "</w:tc></w:tr></w:tbl>"
            + p("<w:r><w:t>A</w:t><w:tab/><w:t>B</w:t><w:br/><w:t>C</w:t><w:noBreakHyphen/><w:t>D</w:t></w:r>"))
    document = understand("a.docx", docx(body, title="Exports  rise", created="2025-01-02T00:00:00Z",
                                         modified="2025-04-16T10:00:00Z"))
    assert document.text == "Exports rise\n\nExports were USD 38.98 billion.\n\nCountry\tExports\n\nA\tB\nC-D"
    assert (document.title, document.published, document.dated_by) == ("Exports rise", date(2025, 4, 16), "metadata")


def test_what_a_reader_of_a_docx_does_not_see_is_no_text() -> None:
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r>"
    shown = '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>shown</w:t></w:r>'
    struck = "<w:del><w:r><w:delText>deleted</w:delText></w:r></w:del>"
    moved = "<w:moveFrom><w:r><w:t>moved away</w:t></w:r></w:moveFrom>"
    added = "<w:ins><w:r><w:t>added </w:t></w:r></w:ins>"
    code = "<w:r><w:instrText>PAGE 4 billion</w:instrText></w:r>"
    assert understand("a.docx", docx(p(hidden, struck, moved, added, code, shown))).text == "added shown"


def test_footnotes_stand_behind_the_text() -> None:
    notes = (f'<w:footnote w:type="separator">{p("----")}</w:footnote>'
             f"<w:footnote>{p('In 2024-25.')}</w:footnote>")
    assert understand("a.docx", docx(p("Exports rose."), footnotes=notes)).text == "Exports rose.\n\nIn 2024-25."


def zipped(**files: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name, data in files.items():
            packed.writestr(name, data)
    return out.getvalue()


BOMB = '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("data, code, words", [
    (zipped(**{"sheet.xml": "<a/>"}), "binary-input", "without a Word document"),
    (zipped(**{"word/document.xml": "<a"}), "unreadable-input", "broken at line 1"),
    (docx(p("x"))[:-30], "unreadable-input", "broken or protected"),
    (docx(""), "empty-input", "without text"),
    (docx(p("&b;"), head=BOMB), "unreadable-input", "document type"),
    (docx(p("&a;"), head=OUTSIDE), "unreadable-input", "document type"),
    (docx("<w:p>" * 5000 + "</w:p>" * 5000), "unreadable-input", "XML is broken"),
], ids=["zip", "xml", "cut", "blank", "entities", "outside", "deep"])
def test_a_docx_that_cannot_be_read_says_why(data: bytes, code: str, words: str) -> None:
    found = refused("a.docx", data)
    assert found.code == code
    assert words in str(found)


def test_a_docx_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docx_files, "LARGEST_PART", 10_000)
    assert refused("a.docx", docx(p("a" * 10_000))).code == "oversized-input"


SAVED = docx(p("Exports rose to USD 38.98 billion."), modified="2025-04-16")


@given(st.binary(max_size=20), st.integers(4, len(SAVED)))
def test_any_broken_docx_is_a_document_or_an_error_of_ours(noise: bytes, at: int) -> None:
    try:
        assert isinstance(understand("a.docx", SAVED[:at] + noise + SAVED[at + len(noise):]), Document)
    except UnreadableInput as found:
        assert str(found).startswith("a.docx: ")
