"""Files of many articles: feeds and JSON lines."""

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.inputs import Document, documents, rows
from factcheck.inputs.columns import Columns
from factcheck.inputs.feed import is_feed
from factcheck.inputs.reading import split
from sources.terms.errors import UnreadableInput

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Trade news</title>
<item><title>Exports rise &amp; rise</title><link>https://example.org/1</link>
  <pubDate>Wed, 16 Apr 2025 08:30:00 +0530</pubDate><description>In short.</description>
  <content:encoded><![CDATA[<p>Exports were <b>USD 86.51</b>&nbsp;billion.</p><script>x()</script>
  <p>More<br>to come</p>]]></content:encoded></item>
<item><title>Empty</title></item>
<item><title>Plain</title><link>javascript:alert(1)</link>
  <description>Imports fell 3 % &lt;again&gt;</description></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Trade news</title>
<entry><title type="html">Exports &lt;i&gt;rise&lt;/i&gt;</title><link rel="edit" href="https://example.org/edit"/>
  <link href="https://example.org/2"/><updated>2025-05-02T00:00:00Z</updated><published>2025-05-01T22:00:00Z</published>
  <summary>In short.</summary><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>One
  line.</p><p>Two.</p></div></content></entry></feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><item><title>Exports rise</title><link>https://example.org/3</link>
<description>They did.</description><dc:date>2025-04-16</dc:date></item></rdf:RDF>"""


def found(name: str, data: str | bytes, columns: Columns | None = None) -> list[Any]:
    return list(split(name, data.encode() if isinstance(data, str) else data, columns=columns))


def test_each_entry_of_a_feed_is_a_document() -> None:
    full, empty, plain = found("news.rss", RSS)
    assert full.name == "news.rss#1"
    assert full.text == "Exports rise & rise\n\nExports were USD 86.51 billion.\n\nMore\n\nto come"
    assert (full.title, full.published, full.dated_by) == ("Exports rise & rise", date(2025, 4, 16), "feed")
    assert full.url == "https://example.org/1"
    assert (empty.code, empty.input) == ("empty-input", "news.rss#2")
    assert plain.url is None
    assert plain.text.startswith("Plain\n\nImports fell 3 %")


def test_atom_and_rdf_are_feeds_too() -> None:
    (entry,) = found("news.xml", ATOM)
    assert (entry.title, entry.text) == ("Exports rise", "Exports rise\n\nOne line.\n\nTwo.")
    assert (entry.published, entry.url) == (date(2025, 5, 1), "https://example.org/2")
    (entry,) = found("-", RDF)
    assert (entry.text, entry.published) == ("Exports rise\n\nThey did.", date(2025, 4, 16))


def test_a_page_that_names_its_feed_is_a_page() -> None:
    assert is_feed(RSS.encode())
    assert not is_feed(b'<!doctype html><html><link type="application/rss+xml" href="/feed"><feed>')
    assert not is_feed(b"The word <rss> was trending.")


BOMB = '<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'


@pytest.mark.parametrize("name, data, words", [
    ("a.rss", "<rss><channel></channel></rss>", "without entries"),
    ("a.rss", "<opml><body/></opml>", "neither RSS nor Atom"),
    ("a.rss", "not XML at all", "XML is broken"),
    ("a.rss", f"{BOMB}<rss><item><description>&b;</description></item></rss>", "document type"),
    ("a.jsonl", "\n\n", "is empty"),
    ("a.jsonl", b"\x00\x01", "binary"),
    ("a.jsonl", "{", "not JSON at letter 2"),
    ("a.jsonl", "[" * 100_000, "not JSON"),
    ("a.jsonl", "[1]", "no JSON object"),
    ("a.jsonl", '{"text": ["x"]}', "no text in the field"),
    ("a.jsonl", b'{"text": "\xff"}', "byte 10 (0xff) is not UTF-8"),
])
def test_what_holds_no_article_says_why(name: str, data: str | bytes, words: str) -> None:
    (error,) = found(name, data)
    assert isinstance(error, UnreadableInput)
    assert words in str(error)
    assert str(error).startswith(name)
    assert "\n" not in str(error)


def test_each_line_of_json_is_a_document_called_by_its_line() -> None:
    rows = [{"text": "Exports rose.", "title": "T", "published": "2025-04-16T10:00:00Z", "url": "https://example.org/",
             "language": "es-MX"}, {"body": "Imports fell.", "lang": "xx"}]
    first, second, broken, last = found("a.jsonl", "\n".join([*map(json.dumps, rows), "", "{", '{"text": "End."}']))
    assert first == Document("a.jsonl:1", "Exports rose.", "T", date(2025, 4, 16), "field", (), "es",
                             "https://example.org/", extracted=True)
    assert (second.name, second.text, second.language) == ("a.jsonl:2", "Imports fell.", "auto")
    assert broken.input == "a.jsonl:4"
    assert last.name == "a.jsonl:5"


def test_fields_may_be_named_and_make_standard_input_json_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    row = json.dumps({"copy": "Exports rose.", "text": "no", "head": "T", "day": "2025-04-16"}).encode()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(row)))
    (document,) = documents(["-"], columns=Columns.named(text=["copy"], title=["head"], published=["day"]))
    assert document == Document("-:1", "Exports rose.", "T", date(2025, 4, 16), "field", extracted=True)


def test_one_article_of_many_goes_by_its_place(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "Exports rose."}\n\n{"text": "Imports fell."}', encoding="utf-8")
    (tmp_path / "news.rss").write_text(RSS, encoding="utf-8")
    names = [f"{tmp_path}/a.jsonl:3", f"{tmp_path}/news.rss#3", f"{tmp_path}/a.jsonl:2", f"{tmp_path}/none.jsonl:1"]
    line, entry, blank, none = documents(names)
    assert isinstance(line, Document)
    assert isinstance(entry, Document)
    assert (line.name, line.text) == (names[0], "Imports fell.")
    assert (entry.name, entry.title) == (names[1], "Plain")
    assert "no such article" in str(blank)
    assert "no such file" in str(none)


def test_a_line_that_is_too_long_is_told_and_the_next_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "LARGEST", 100)
    long, short = found("a.jsonl", json.dumps({"text": "a" * 100}) + '\n{"text": "b"}')
    assert long.code == "oversized-input"
    assert short.text == "b"


@given(st.binary(max_size=60), st.integers(0, len(RSS)), st.sampled_from(["a.rss", "a.jsonl", "a.xml"]))
def test_any_bytes_are_documents_or_errors_of_ours(noise: bytes, at: int, name: str) -> None:
    whole = RSS.encode()
    for each in found(name, whole[:at] + noise + whole[at + len(noise):]):
        assert isinstance(each, Document | UnreadableInput)
