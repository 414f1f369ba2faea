"""Archives in, documents out: every document once, however the files are cut, and none lost to a broken one."""

from __future__ import annotations

import csv
import gzip
import io
import json
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.archive import record
from factcheck.audit import lines, plan
from factcheck.audit.entry import Content, Entry, Skipped
from factcheck.audit.payload import unwrap
from factcheck.audit.plan import Form, Split
from factcheck.audit.reading import ReadingOptions, entries
from factcheck.inputs.columns import Columns
from factcheck.inputs.days import day
from factcheck.inputs.document import EmptyInput, MissingInput
from sources.terms.errors import UnreadableInput

pytestmark = pytest.mark.skipif(not (find_spec("fastwarc") and find_spec("pyarrow")), reason="the audit extra")

ROWS = [{"id": f"r{n}", "title": f"Title {n}", "date": f"2020-01-{n + 1:02}", "url": f"https://desk.example/{n}",
         "text": f"Exports were worth {n} billion dollars last year, said the office."} for n in range(9)]


def opened(*paths: Path, cut_into: int | None = None) -> list[Entry]:
    tasks = plan.cut(plan.find([str(path) for path in paths]), 1, cut_into)
    return [entry for task in tasks for entry in entries(task, ReadingOptions())]


def written(folder: Path, name: str) -> Path:
    path = folder / name
    whole = "".join(json.dumps(row) + "\n" for row in ROWS).encode()
    match name.split(".", 1)[1]:
        case "jsonl":
            path.write_bytes(whole)
        case "jsonl.gz":
            path.write_bytes(gzip.compress(whole))
        case "jsonl.zst":
            import zstandard

            path.write_bytes(zstandard.compress(whole))
        case "parquet":
            import pyarrow as pa
            import pyarrow.parquet as pq

            pq.write_table(pa.Table.from_pylist(ROWS), path, row_group_size=2)
        case "csv" | "csv.gz":
            out = io.StringIO()
            table = csv.DictWriter(out, list(ROWS[0]))
            table.writeheader()
            table.writerows(ROWS)
            plain = out.getvalue().encode()
            path.write_bytes(gzip.compress(plain) if name.endswith(".gz") else plain)
    return path


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz", "a.jsonl.zst", "a.parquet", "a.csv", "a.csv.gz"])
@pytest.mark.parametrize("parts", [None, 4])
def test_every_form_holds_the_same_documents(tmp_path: Path, name: str, parts: int | None) -> None:
    found = opened(written(tmp_path, name), cut_into=parts)
    assert [(e.content, e.title, e.url, e.archive_id, e.published) for e in found] == [
        (row["text"], row["title"], row["url"], row["id"], date.fromisoformat(row["date"])) for row in ROWS]
    assert len({entry.id for entry in found}) == len(ROWS)
    assert [entry.id for entry in found] == [entry.id for entry in opened(tmp_path / name)], "however it is cut"


def test_other_columns_can_be_named(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"artikel": "Worte", "tag": "20180131"}\n', encoding="utf-8")
    options = ReadingOptions(Columns(text=("artikel",), published=("tag",)))
    [found] = entries(plan.find([str(path)]), options)
    assert (found.content, found.published) == ("Worte", date(2018, 1, 31))


@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=12), max_size=12), st.integers(1, 9))
def test_a_jsonl_file_cut_anywhere_gives_every_line_once(tmp_path_factory: pytest.TempPathFactory, texts: list[str],
                                                          parts: int) -> None:
    path = tmp_path_factory.mktemp("cut") / "a.jsonl"
    path.write_text("".join(json.dumps({"text": f"x{text}"}, ensure_ascii=False) + "\n" for text in texts),
                    encoding="utf-8", newline="")
    size = path.stat().st_size
    edges: list[int] = [size * part // parts for part in range(parts)]
    splits = [Split(str(path), Form.JSONL, size, start, stop)
              for start, stop in zip(edges, [*edges[1:], None], strict=True)]
    found = list(entries([split for split in splits if split.start != split.stop], ReadingOptions()))
    assert [entry.content for entry in found] == [f"x{text}" for text in texts]


def warc(count: int = 12, packed: bool = True) -> tuple[bytes, list[str]]:
    rows = [row | {"title": f"Page {n}", "date": "2020-01-01"} for n, row in enumerate(ROWS * 2)][:count]
    urls = [f"https://desk.example/{n}" for n in range(count)]
    parts = [record(row | {"id": f"p{n}", "url": url}) for n, (row, url) in enumerate(zip(rows, urls, strict=True))]
    return b"".join(map(gzip.compress, parts) if packed else parts), urls


@pytest.mark.parametrize("packed", [True, False], ids=["gz", "plain"])
@pytest.mark.parametrize("parts", [1, 2, 5, 40])
def test_a_warc_file_cut_anywhere_gives_every_page_once(tmp_path: Path, packed: bool, parts: int) -> None:
    data, urls = warc(packed=packed)
    path = tmp_path / ("a.warc.gz" if packed else "a.warc")
    path.write_bytes(data)
    edges: list[int] = [len(data) * part // parts for part in range(parts)]
    splits = [Split(str(path), Form.WARC, len(data), start, stop)
              for start, stop in zip(edges, [*edges[1:], None], strict=True)]
    found = list(entries(splits, ReadingOptions()))
    assert [entry.url for entry in found] == urls
    assert [entry.id for entry in found] == [entry.id for entry in opened(path)], "however it is cut"
    assert all(entry.kind is Content.PAGE and b"<h1>Page" in entry.content for entry in found
               if isinstance(entry.content, bytes))


def test_a_warc_file_in_one_gzip_member_is_read_by_its_first_part_alone(tmp_path: Path) -> None:
    data, urls = warc(packed=False)
    whole = gzip.compress(data)
    (path := tmp_path / "a.warc.gz").write_bytes(whole)
    half = len(whole) // 2
    splits = [Split(str(path), Form.WARC, half, 0, half), Split(str(path), Form.WARC, half, half)]
    found = list(entries(splits, ReadingOptions()))
    assert [entry.url for entry in found] == urls
    assert len({entry.id for entry in found}) == len(urls)


@pytest.mark.parametrize("packed", [True, False], ids=["gz", "plain"])
def test_a_broken_record_costs_itself_alone(tmp_path: Path, packed: bool) -> None:
    good, urls = warc(3, packed)
    bad = record(ROWS[0] | {"id": "bad", "url": "https://desk.example/bad"})
    bad = gzip.compress(bad)[:-300] if packed else bad[:-900]
    (path := tmp_path / ("a.warc.gz" if packed else "a.warc")).write_bytes(good + bad + good)
    found = opened(path)
    assert [entry.url for entry in found if not entry.error] == urls * 2
    assert [entry.error.split(":")[0] for entry in found if entry.error] in (["broken-record"], ["cut-short"])


def test_what_is_no_page_is_skipped_and_what_crawlers_note_is_no_document(tmp_path: Path) -> None:
    good = record({"id": "1", "url": "https://desk.example/1", "title": "One", "date": "2020-01-01", "text": "a\n\nb"})
    picture = good.replace(b"text/html; charset=utf-8", b"image/png; charset=utf-8")
    gone = good.replace(b"HTTP/1.1 200 OK", b"HTTP/1.1 404 No")
    request = good.replace(b"WARC-Type: response", b"WARC-Type: request ")
    (path := tmp_path / "a.warc").write_bytes(good + picture + gone + request)
    assert [entry.skipped for entry in opened(path)] == [None, Skipped.NOT_A_PAGE, Skipped.NOT_A_PAGE]


def test_a_paper_in_a_web_archive_is_read_as_the_file_it_is(tmp_path: Path) -> None:
    from factcheck.audit.checking import Checker
    from tests.papers import column, pdf

    words = "India's exports to the United States were USD 86.51 billion in 2024-25."
    paper = pdf([column([words])], title="Exports to America rise")
    http = b"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\nContent-Length: %d\r\n\r\n" % len(paper)
    head = ("WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:1>\r\nWARC-Date: 2025-05-01T00:00:00Z\r\n"
            "WARC-Target-URI: https://desk.example/a.pdf\r\nContent-Type: application/http; msgtype=response\r\n"
            f"Content-Length: {len(http) + len(paper)}\r\n\r\n").encode()
    (path := tmp_path / "a.warc").write_bytes(head + http + paper + b"\r\n\r\n")
    [entry] = opened(path)
    checked = Checker("t")(entry)
    assert checked.document["title"] == "Exports to America rise"
    assert [row["quote"] for row in checked.findings] == ["USD 86.51 billion"]


@pytest.mark.parametrize("data, transfer, encoding, expected", [
    (b"plain", "", "", b"plain"),
    (gzip.compress(b"words"), "", "gzip", b"words"),
    (b"already words", "", "gzip", b"already words"),
    (b"5\r\nwords\r\n0\r\n\r\n", "chunked", "", b"words"),
    (b"5\r\nwo", "chunked", "", b"wo"),
    (b"not in chunks", "chunked", "", b"not in chunks"),
    (gzip.compress(b"a" * 10**6), "", "gzip", b"a" * 101),
    (b"neither", "", "br", b"neither"),
])
def test_payloads_come_out_of_their_wrapping(data: bytes, transfer: str, encoding: str, expected: bytes) -> None:
    assert unwrap(data, transfer, encoding, 100) == expected


@pytest.mark.parametrize("line, code", [
    (b"{not json", "bad-json"), (b"[1, 2]", "bad-json"), (b'{"title": "no text"}', "no-text"),
    (b'{"text": 12}', "no-text"), (b'{"text": "' + b"a" * 2000 + b'"}', "too-large"), (b"[" * 3000, "too-large"),
])
def test_a_bad_line_is_one_failed_document(tmp_path: Path, line: bytes, code: str, monkeypatch: Any) -> None:
    monkeypatch.setattr(lines, "LARGEST", 1000)
    (path := tmp_path / "a.jsonl").write_bytes(b'{"text": "before"}\n' + line + b'\n\n{"text": "after"}\n')
    found = opened(path)
    assert [entry.content or "" for entry in found] == ["before", "", "after"]
    assert found[1].error is not None and found[1].error.startswith(code + ": ")


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.jsonl.zst", "a.csv.gz", "a.parquet"])
def test_a_file_that_breaks_off_is_told_once(tmp_path: Path, name: str) -> None:
    path = written(tmp_path, name)
    path.write_bytes(path.read_bytes()[:-40])
    found = opened(path)
    assert found[-1].error is not None and found[-1].error.startswith("broken-file: ")
    assert sum(entry.error is not None for entry in found) == 1


def test_folders_hold_articles_and_archives(tmp_path: Path) -> None:
    (tmp_path / "below").mkdir()
    (tmp_path / "below" / "a.txt").write_text("Words.", encoding="utf-8")
    (tmp_path / "b.html").write_text("<html>Words.</html>", encoding="utf-8")
    (tmp_path / "c.md.gz").write_bytes(gzip.compress(b"# Words"))
    (tmp_path / ".hidden.txt").write_text("Nothing.", encoding="utf-8")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    written(tmp_path, "d.jsonl")
    found = opened(tmp_path)
    assert [(Path(e.input).name, e.kind) for e in found[:3]] == [
        ("b.html", Content.FILE), ("a.txt", Content.FILE), ("c.md.gz", Content.FILE)]
    assert found[2].content == b"# Words"
    assert len(found) == 3 + len(ROWS)
    assert opened(tmp_path, tmp_path) == found, "named twice, read once"
    assert [Path(entry.input).name for entry in opened(tmp_path / "**" / "*.*t*")] == ["b.html", "a.txt"]


FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Desk</title>
<item><title>One</title><link>https://desk.example/1</link><pubDate>Fri, 02 May 2025 08:00:00 GMT</pubDate>
<description>Exports rose.</description></item><item><title>Empty</title></item>
<item><title>Three</title><description>&lt;p&gt;Imports fell.&lt;/p&gt;</description></item></channel></rss>"""


def test_the_entries_of_a_feed_are_the_documents_that_check_finds_there(tmp_path: Path) -> None:
    from factcheck.inputs import Document
    from factcheck.inputs.reading import documents

    (tmp_path / "a.rss").write_text(FEED, encoding="utf-8")
    (tmp_path / "b.atom.gz").write_bytes(gzip.compress(b"<notes>No feed.</notes>"))
    found = opened(tmp_path)
    checked = list(documents([str(tmp_path / "a.rss")]))
    assert [entry.id for entry in found[:3]] == [str(tmp_path / f"a.rss#{number}") for number in (1, 2, 3)]
    assert [(e.id, e.content, e.title, e.published, e.url) for e in found if not e.error] == [
        (d.name, d.text, d.title, d.published, d.url) for d in checked if isinstance(d, Document)]
    assert [entry.error and entry.error.split(":")[0] for entry in found] == [
        None, "empty-input", None, "unreadable-input"]


def test_what_is_not_there_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"\x89PNG")
    for name, error in (("no", MissingInput), ("", EmptyInput), ("a.png", UnreadableInput)):
        with pytest.raises(error):
            plan.find([str(tmp_path / name)])


@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=20), st.integers(1, 16), st.none() | st.integers(1, 40))
def test_a_plan_reads_every_byte_once(sizes: list[int], workers: int, tasks: int | None) -> None:
    splits = [Split(f"{n}.warc.gz", Form.WARC, size) for n, size in enumerate(sizes)]
    dealt = plan.cut(splits, workers, tasks)
    assert tasks is None or len(dealt) <= tasks
    for split in splits:
        parts = [part for task in dealt for part in task if part.input == split.input]
        assert parts[0].start == 0 and parts[-1].stop is None
        assert [part.stop for part in parts[:-1]] == [part.start for part in parts[1:]]
        assert sum(part.size for part in parts) == split.size


@pytest.mark.parametrize("value, expected", [
    ("2018-01-31", date(2018, 1, 31)), ("2018-01-31T23:59:00Z", date(2018, 1, 31)), ("20180131", date(2018, 1, 31)),
    ("Wed, 31 Jan 2018 10:00:00 +0000", date(2018, 1, 31)), (1517400000, date(2018, 1, 31)),
    (1517400000000, date(2018, 1, 31)), ("1517400000", date(2018, 1, 31)), (date(2018, 1, 31), date(2018, 1, 31)),
    ("3/4/2018", None), ("yesterday", None), (None, None), (True, None), (-5, None), (float("nan"), None), ("", None),
])
def test_days_are_read_and_never_guessed(value: object, expected: date | None) -> None:
    assert day(value) == expected
