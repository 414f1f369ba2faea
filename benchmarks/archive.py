"""python -m benchmarks.archive FILE --documents N: an archive of any size, of made-up news, with its little troubles.

FILE says the form: .jsonl, .jsonl.gz, .parquet, .warc.gz.  A part of the articles, --trade, are trade stories with a
dozen figures each; the others are news without.  One document in a hundred is near-empty, one in a hundred is in German
and one in a thousand is broken, as archives are.
"""

from __future__ import annotations

import argparse
import gzip
import html
import io
import json
import random
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from benchmarks.wire import FILLER, LENGTH, articles

FIRST_DAY = date(2015, 1, 1)
DAYS = 3650
GERMAN = ("Die Ausfuhren stiegen nach Angaben des Amtes im vergangenen Jahr deutlich, die Einfuhren nahmen zu. "
          "Der Minister sprach von einem guten Ergebnis und dankte den Betrieben des Landes fuer ihre Geduld. ")
FURNITURE = "".join(f"<li><a href=\"/section/{n}\">Section {n}</a></li>" for n in range(40))
TEASERS = "".join(f"<div class=\"teaser\"><h3>Another story {n}</h3><p>Read what else happened today.</p></div>"
                  for n in range(30))
ROWS = 2000


def rows(count: int, trade: float = 0.1, seed: int = 7, different: int = 5000) -> Iterator[dict[str, Any] | None]:
    """`count` articles with date, title and address, `trade` of them trade stories; None for one to be broken.

    There are `different` texts, each dated anew, so that making an archive takes less time than reading it.
    """
    texts = list(mixed(min(count, different), trade, seed))
    for number in range(count):
        text = texts[number % len(texts)]
        if number % 1000 == 999:
            yield None
            continue
        if number % 100 == 49:
            text = "More soon."
        elif number % 100 == 74:
            text = GERMAN * 6
        published = FIRST_DAY + timedelta(days=number % DAYS)
        yield {"id": f"a{number}", "url": f"https://desk{number % 7}.example/{published}/{number}",
               "title": text.split("\n", 1)[0][:80], "date": published.isoformat(), "text": text}


def mixed(count: int, trade: float, seed: int) -> Iterator[str]:
    """Trade stories and other news, spread evenly."""
    dice = random.Random(seed)
    stories = articles(round(count * trade) + 1, seed)
    for number in range(count):
        if int((number + 1) * trade) > int(number * trade):
            yield next(stories)
            continue
        sentences: list[str] = []
        while sum(map(len, sentences)) < LENGTH:
            sentences.append(dice.choice(FILLER).format(
                p=dice.randint(1, 40), q=dice.randint(2, 11), age=dice.randint(30, 70), past=dice.randint(1980, 2010)))
        paragraphs = [" ".join(sentences[n : n + 2]) for n in range(0, len(sentences), 2)]
        yield f"Talks go on, number {number}\n\n" + "\n\n".join(paragraphs) + "\n"


def json_lines(found: Iterable[dict[str, Any] | None]) -> Iterator[bytes]:
    for row in found:
        yield b'{"text": "breaks off\n' if row is None else json.dumps(row).encode() + b"\n"


def page(row: dict[str, Any]) -> bytes:
    """The article as a site would print it, furniture around it."""
    body = "".join(f"<p>{html.escape(part)}</p>\n" for part in row["text"].split("\n\n")[1:] or [row["text"]])
    return (
        f"<!DOCTYPE html>\n<html lang=\"en\"><head><title>{html.escape(row['title'])} | Desk</title>\n"
        f"<meta property=\"article:published_time\" content=\"{row['date']}T08:00:00Z\">\n</head><body>"
        f"<nav><ul>{FURNITURE}</ul></nav>\n<main><article><h1>{html.escape(row['title'])}</h1>\n{body}</article></main>\n"
        f"<aside>{TEASERS}</aside><footer><p>All rights reserved.</p></footer></body></html>\n"
    ).encode()


def record(row: dict[str, Any]) -> bytes:
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page(row)
    head = ("WARC/1.0\r\nWARC-Type: response\r\n"
            f"WARC-Record-ID: <urn:x:{row['id']}>\r\nWARC-Date: {row['date']}T12:00:00Z\r\n"
            f"WARC-Target-URI: {row['url']}\r\nContent-Type: application/http; msgtype=response\r\n"
            f"Content-Length: {len(http)}\r\n\r\n")
    return head.encode() + http + b"\r\n\r\n"


def write(path: Path, count: int, trade: float = 0.1) -> None:
    name = path.name
    found = rows(count, trade)
    if name.endswith(".parquet"):
        _write_parquet(path, found)
        return
    if name.endswith(".warc.gz"):
        with path.open("wb") as file:
            for row in found:
                whole = gzip.compress(record(row or next(filter(None, rows(1)))), 6)
                file.write(whole if row else whole[: len(whole) // 2])      # a record cut short
        return
    with gzip.open(path, "wb", 6) if name.endswith(".gz") else path.open("wb") as file:
        file.writelines(json_lines(found))


def _write_parquet(path: Path, found: Iterable[dict[str, Any] | None]) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = pa.schema([(name, pa.string()) for name in ("id", "url", "title", "date", "text")])
    with pq.ParquetWriter(path, schema) as writer:
        batch: list[dict[str, Any]] = []
        for row in found:
            batch.append(row or {"id": "broken"})
            if len(batch) == ROWS:
                writer.write_table(pa.Table.from_pylist(batch, schema=schema))
                batch = []
        writer.write_table(pa.Table.from_pylist(batch, schema=schema))


def packed(count: int) -> bytes:
    """A small WARC.gz in memory, for tests."""
    out = io.BytesIO()
    for row in filter(None, rows(count)):
        out.write(gzip.compress(record(row)))
    return out.getvalue()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m benchmarks.archive", description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--trade", type=float, default=0.1, help="share of trade stories")
    options = parser.parse_args()
    write(options.file, options.documents, options.trade)
