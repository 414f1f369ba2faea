"""Files, folders, pages and standard input become documents, or errors that say what to do."""

from __future__ import annotations

import codecs
import gzip
import io
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.inputs import Document, documents
from factcheck.inputs.dating import published_in
from factcheck.inputs.decoding import decode, decode_page
from factcheck.inputs.page import is_page
from sources.terms.errors import UnreadableInput
from tests.conftest import cases

PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="{charset}"><title>Site</title>
<meta property="og:title" content="Exports to Britain rise"><meta property="article:published_time"
content="2025-04-16T08:30:00+05:30"></head><body><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav><article>
<h1>Exports to Britain rise</h1>
<p>India’s goods exports to Britain rose last year, the trade ministry said on Wednesday, helped by textiles.</p>
<p>Shipments were worth £11 billion, a little more than in the year before, according to the ministry’s figures.</p>
<p>Officials said that they expected the trend to go on for the rest of the year, as more orders had come in.</p>
</article><footer>Copyright. All rights reserved.</footer></body></html>"""


def only(*names: str, encoding: str | None = None, **more: object) -> Document:
    (document,) = documents(names, encoding=encoding, **more)  # type: ignore[arg-type]
    assert isinstance(document, Document), document
    return document


def error(name: str | Path) -> UnreadableInput:
    (found,) = documents([str(name)])
    assert isinstance(found, UnreadableInput)
    assert "\n" not in str(found)
    assert str(found).startswith(f"{name}: ")
    return found


def write(folder: Path, name: str, data: bytes) -> str:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return str(path)


def test_text_is_kept_letter_by_letter(tmp_path: Path) -> None:
    text = "Exports\r\nrose\tto ₹2.5 lakh crore\u2028 in 2024-25.\n\n"
    assert only(write(tmp_path, "a.txt", text.encode())).text == text


@pytest.mark.parametrize("mark, encoding", [
    (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
])
def test_a_byte_order_mark_says_the_encoding_and_is_no_part_of_the_text(
    tmp_path: Path, mark: bytes, encoding: str,
) -> None:
    assert only(write(tmp_path, "a.txt", mark + "€13.4bn".encode(encoding))).text == "€13.4bn"


def test_an_encoding_may_be_named(tmp_path: Path) -> None:
    assert only(write(tmp_path, "a.txt", "£11 billion".encode("cp1252")), encoding="cp1252").text == "£11 billion"


def test_broken_utf8_tells_the_byte_and_the_way_out(tmp_path: Path) -> None:
    found = error(write(tmp_path, "a.txt", b"Exports were worth \xa311 billion."))
    assert "byte 19 (0xa3) is not UTF-8" in str(found)
    assert "--encoding" in str(found)
    assert found.code == "broken-encoding"


def test_offsets_of_broken_bytes_count_the_byte_order_mark(tmp_path: Path) -> None:
    assert "byte 4 " in str(error(write(tmp_path, "a.txt", codecs.BOM_UTF8 + b"a\xff")))


@pytest.mark.parametrize("name, data, code, words", [
    ("empty.txt", b"", "empty-input", "is empty"),
    ("blank.txt", b" \n\t\n", "empty-input", "is empty"),
    ("marked.txt", codecs.BOM_UTF8 + b"\n", "empty-input", "is empty"),
    ("nul.txt", b"Exports\0rose", "binary-input", "NUL at byte 7"),
    ("paper.pdf", b"%PDF-1.7 ...", "unreadable-input", "PDF that cannot be read"),
    ("paper.docx", b"PK\x03\x04\x14", "unreadable-input", "broken or protected"),
    ("old.doc", b"\xd0\xcf\x11\xe0\xa1", "binary-input", "old Office"),
    ("note.rtf", b"{\\rtf1 Exports rose}", "binary-input", "RTF"),
    ("page.html", b"<html><body></body></html>", "empty-input", "no article"),
    ("cut.txt.gz", gzip.compress(b"Exports rose to $3 billion.", mtime=0)[:-9], "unreadable-input", "gzip"),
    ("not.txt.gz", b"Exports rose", "unreadable-input", "gzip"),
])
def test_what_cannot_be_read_says_why(tmp_path: Path, name: str, data: bytes, code: str, words: str) -> None:
    found = error(write(tmp_path, name, data))
    assert found.code == code
    assert words in str(found)


def test_a_missing_file_says_what_to_do(tmp_path: Path) -> None:
    assert "no such file" in str(error(tmp_path / "gone.txt"))


@pytest.mark.parametrize("name", ["file:///tmp/a.txt", "ftp://desk.example/a.txt"])
def test_an_address_that_is_not_of_the_web_is_told_so(name: str) -> None:
    assert "addresses begin with http:// or https://" in str(error(name))


def test_a_pattern_stands_for_the_files_that_it_matches(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "c.md", "sub/d.txt", "[e].txt"):
        write(tmp_path, name, name.encode())
    found = [each.text for each in documents([str(tmp_path / "*.txt")]) if isinstance(each, Document)]
    assert found == ["[e].txt", "a.txt", "b.txt"]
    assert only(str(tmp_path / "**/d.txt")).text == "sub/d.txt"
    assert only(str(tmp_path / "[e].txt")).text == "[e].txt", "a file that is called so goes before a pattern"
    assert "no file matches" in str(error(tmp_path / "*.docx"))


def test_an_encoding_that_is_none(tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt", b"x")
    for encoding in ("klingon", "base64"):
        (found,) = documents([path], encoding=encoding)
        assert "no encoding is called" in str(found)


def test_more_than_an_article_can_be_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("factcheck.inputs.reading.LARGEST", 1000)
    assert error(write(tmp_path, "bomb.txt.gz", gzip.compress(b"x" * 1001))).code == "oversized-input"
    assert error(write(tmp_path, "long.txt", b"x" * 1001)).code == "oversized-input"
    assert only(write(tmp_path, "fits.txt", b"x" * 1000)).text == "x" * 1000


def test_one_bad_input_does_not_stop_the_others(tmp_path: Path) -> None:
    good = write(tmp_path, "good.txt", b"Exports rose.")
    found = list(documents([str(tmp_path / "gone.txt"), good]))
    assert [type(each).__name__ for each in found] == ["MissingInput", "Document"]


def test_a_folder_is_read_in_sorted_order_without_what_is_hidden(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", "sub/c.TXT", "sub/d.txt", ".git/e.txt", ".f.txt", "table.csv"):
        write(tmp_path, name, b"Exports rose.")
    write(tmp_path, "sub/g.txt.gz", gzip.compress(b"Exports rose."))
    found = [Path(str(each.name)).relative_to(tmp_path).as_posix()
             for each in documents([str(tmp_path)]) if isinstance(each, Document)]
    assert found == ["a.md", "b.txt", "sub/c.TXT", "sub/d.txt", "sub/g.txt.gz"]


def test_a_folder_without_articles_says_what_it_looked_for(tmp_path: Path) -> None:
    write(tmp_path, "table.csv", b"a,b")
    found = error(tmp_path)
    assert found.code == "empty-input"
    assert ".html" in str(found)


def test_standard_input_may_be_packed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(gzip.compress("₹5 crore".encode()))))
    assert only("-").text == "₹5 crore"


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO("₹5 crore".encode())))
    assert only("-").text == "₹5 crore"


@pytest.mark.parametrize("charset, encoding", [
    ("utf-8", "utf-8"), ("iso-8859-1", "cp1252"), ("windows-1252", "cp1252"),
])
def test_a_page_gives_its_article_title_and_date(tmp_path: Path, charset: str, encoding: str) -> None:
    document = only(write(tmp_path, "a.html", PAGE.format(charset=charset).encode(encoding)))
    assert document.title == "Exports to Britain rise"
    assert (document.published, document.dated_by) == (date(2025, 4, 16), "page")
    assert document.text.startswith("Exports to Britain rise\n\nIndia’s goods exports")
    assert "£11 billion" in document.text
    assert "Sport" not in document.text
    assert "Copyright" not in document.text


def test_a_page_is_known_by_its_opening_too(tmp_path: Path) -> None:
    assert only(write(tmp_path, "saved.txt", PAGE.format(charset="utf-8").encode())).title == "Exports to Britain rise"
    assert is_page("\ufeff <!-- saved --> <!DOCTYPE html>")
    assert not is_page("The word <html> was trending on Tuesday.")


def test_a_page_that_declares_nothing_is_read_as_browsers_do() -> None:
    source = decode_page("a.html", "<p>£11 billion</p>".encode("cp1252"))
    assert source.text == "<p>£11 billion</p>"
    assert "cp1252" in source.remarks[0]


def test_broken_bytes_of_a_page_matter_in_its_article_alone(tmp_path: Path) -> None:
    page = PAGE.format(charset="utf-8").encode()
    assert "£11" in only(write(tmp_path, "menu.html", page.replace(b"Sport", b"Sp\xf6rt"))).text
    found = error(write(tmp_path, "article.html", page.replace("£".encode(), b"\xa3")))
    assert found.code == "broken-encoding"
    assert "(0xa3) is not UTF-8" in str(found)


@pytest.mark.parametrize("name, data, extracted", [
    ("a.txt", b"Exports rose to $3 billion.", False),
    ("a.rst", b"Exports rose to $3 billion.", False),           # whatever it is called
    ("a.txt", PAGE.format(charset="utf-8").encode(), True),
    ("a.html", PAGE.format(charset="utf-8").encode(), True),
    ("a.txt.gz", gzip.compress(b"Exports rose to $3 billion.", mtime=0), True),
    ("a.jsonl", b'{"text": "Exports rose to $3 billion."}', True),
    ("a.rss", b"<rss><item><description>Exports rose to $3 billion.</description></item></rss>", True),
])
def test_a_document_says_whether_its_text_is_the_files_own(
    tmp_path: Path, name: str, data: bytes, extracted: bool,
) -> None:
    assert only(write(tmp_path, name, data)).extracted is extracted


def test_deeply_nested_pages_end_in_a_line(tmp_path: Path) -> None:
    error(write(tmp_path, "deep.html", b"<html>" + b"<div>" * 100_000 + b"x"))


def test_options_go_before_what_the_article_says(tmp_path: Path) -> None:
    path = write(tmp_path, "a.md", b"# Exports rise\n\nPublished: 13 January 2026\n\nExports rose.")
    assert (only(path).title, only(path).published) == ("Exports rise", date(2026, 1, 13))
    document = only(path, published=date(2025, 1, 1), title="Other")
    assert (document.title, document.published, document.dated_by) == ("Other", date(2025, 1, 1), "option")


def test_front_matter_gives_title_and_date(tmp_path: Path) -> None:
    document = only(write(tmp_path, "a.md", b'---\ntitle: "Exports rise"\ndate: 2026-01-13T10:00\n---\nExports rose.'))
    assert (document.title, document.dated_by) == ("Exports rise", "front matter")
    assert document.published == date(2026, 1, 13)


@pytest.mark.parametrize("text, title", [
    ("#\r\n# Exports rise ##\r\n\nx", "Exports rise"),
    ("## Part\n# Whole  \n", "Whole"),
    ("# #\n#tag\n", None),
    (f"# x{' ' * 100_000}y", f"x{' ' * 100_000}y"),         # in time that grows with its length alone
])
def test_the_first_heading_of_markdown_is_its_title(tmp_path: Path, text: str, title: str | None) -> None:
    assert only(write(tmp_path, "a.md", text.encode())).title == title


@pytest.mark.parametrize("case", cases("dates.jsonl"))
def test_publication_dates(case: dict[str, str | None]) -> None:
    found = published_in(str(case["text"]))
    assert (found.isoformat() if found else None) == case["published"]


@given(st.binary())
def test_any_bytes_are_text_or_an_error_of_ours(data: bytes) -> None:
    try:
        assert isinstance(decode("bytes", data), str)
    except UnreadableInput as found:
        assert str(found).startswith("bytes: ")


@given(st.text())
def test_any_text_survives_the_search_for_its_date(text: str) -> None:
    published_in(text)
