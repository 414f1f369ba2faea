"""Services on loopback: a server that answers as it is told, and answers in the shapes that the real services document.

Every figure here is made up.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

WEB_PAGE = b"<!DOCTYPE html><html><body><h1>Scheduled maintenance</h1></body></html>"


@dataclass
class Answer:
    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    wait: float = 0  # seconds before it begins
    cut: int = 0  # bytes that are promised and never come
    drip: float = 0  # seconds between single bytes


@dataclass
class Asked:
    path: str
    query: dict[str, list[str]]
    headers: dict[str, str]
    target: str  # as it stood in the request


class Services:
    """Answers by the beginning of the path; of several for one path the last is repeated."""

    def __init__(self) -> None:
        self.scripts: dict[str, list[Answer]] = {}
        self.asked: list[Asked] = []
        services = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:  # the name http.server asks for
                services.handle(self)

            def log_message(self, *args: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"

    def script(self, beginning: str, *answers: Answer | bytes) -> None:
        self.scripts[beginning] = [each if isinstance(each, Answer) else Answer(each) for each in answers]

    def handle(self, request: BaseHTTPRequestHandler) -> None:
        parts = urlsplit(request.path)
        self.asked.append(Asked(parts.path, parse_qs(parts.query), dict(request.headers), request.path))
        beginning = max((each for each in self.scripts if parts.path.startswith(each)), key=len, default=None)
        if beginning is None:
            answer = Answer(b"no such thing", 404)
        else:
            waiting = self.scripts[beginning]
            answer = waiting.pop(0) if len(waiting) > 1 else waiting[0]
        time.sleep(answer.wait)
        if answer.headers.get("ETag") and request.headers.get("If-None-Match") == answer.headers["ETag"]:
            answer = Answer(b"", 304, answer.headers)
        request.send_response(answer.status)
        for name, value in answer.headers.items():
            request.send_header(name, value)
        if answer.status not in (204, 304):
            request.send_header("Content-Length", str(len(answer.body) + answer.cut))
        request.end_headers()
        try:
            if answer.drip:
                for place in range(len(answer.body)):
                    request.wfile.write(answer.body[place : place + 1])
                    request.wfile.flush()
                    time.sleep(answer.drip)
            else:
                request.wfile.write(answer.body)
        except OSError:  # the client has had enough
            pass
        if answer.cut:
            request.close_connection = True


@contextmanager
def serving() -> Iterator[Services]:
    services = Services()
    thread = threading.Thread(target=services.server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield services
    finally:
        services.server.shutdown()
        services.server.server_close()
        thread.join()


def as_json(thing: Any) -> bytes:
    return json.dumps(thing).encode()


def world_bank(
    lines: Sequence[tuple[str, str, float | int | None]],
    indicator: str = "TX.VAL.MRCH.CD.WT",
    page: int = 1,
    pages: int = 1,
    updated: str = "2026-10-07",
) -> bytes:
    """A page of (area, year, value)."""
    head = {
        "page": page,
        "pages": pages,
        "per_page": 20000,
        "total": len(lines) * pages,
        "sourceid": "2",
        "lastupdated": updated,
    }
    return as_json(
        [
            head,
            [
                {
                    "indicator": {"id": indicator, "value": "?"},
                    "country": {"id": area[:2], "value": area},
                    "countryiso3code": area,
                    "date": year,
                    "value": value,
                    "unit": "",
                    "obs_status": "",
                    "decimal": 0,
                }
                for area, year, value in lines
            ],
        ]
    )


def comtrade(lines: Sequence[dict[str, Any]]) -> bytes:
    usual = {
        "typeCode": "C",
        "freqCode": "A",
        "partner2Code": 0,
        "motCode": 0,
        "customsCode": "C00",
        "cmdCode": "TOTAL",
    }
    return as_json(
        {"elapsedTime": "0.1 secs", "count": len(lines), "data": [usual | each for each in lines], "error": ""}
    )


def comtrade_line(
    reporter: int, partner: int, flow: str, period: str, value: float | None, **more: Any
) -> dict[str, Any]:
    return {
        "reporterCode": reporter,
        "partnerCode": partner,
        "flowCode": flow,
        "period": period,
        "primaryValue": value,
    } | more


def census(header: Sequence[str], *lines: Sequence[str]) -> bytes:
    return as_json([list(header), *map(list, lines)])


def ecb(rates: dict[str, dict[str, float]]) -> bytes:
    """currency -> day -> units per euro."""
    lines = ["KEY,FREQ,CURRENCY,CURRENCY_DENOM,EXR_TYPE,EXR_SUFFIX,TIME_PERIOD,OBS_VALUE"]
    for currency, days in rates.items():
        lines += [f"EXR.D.{currency}.EUR.SP00.A,D,{currency},EUR,SP00,A,{day},{rate}" for day, rate in days.items()]
    return ("\r\n".join(lines) + "\r\n").encode()


def eurostat(*lines: tuple[str, str, str, str, str]) -> bytes:
    """reporter, partner, flow, period, value."""
    rows = ["DATAFLOW,LAST UPDATE,freq,reporter,partner,product,flow,indicators,TIME_PERIOD,OBS_VALUE,OBS_FLAG"]
    rows += [
        f"ESTAT:DS-045409(1.0),15/10/26 11:00:00,A,{reporter},{partner},TOTAL,{flow},VALUE_IN_EUROS,{period},{value},"
        for reporter, partner, flow, period, value in lines
    ]
    return ("\n".join(rows) + "\n").encode()


def imf(*lines: tuple[str, str, str, str, str]) -> bytes:
    """country, indicator, counterpart, period, value."""
    rows = ["STRUCTURE,STRUCTURE_ID,ACTION,COUNTRY,INDICATOR,COUNTERPART_COUNTRY,FREQUENCY,TIME_PERIOD,OBS_VALUE"]
    rows += [
        f"dataflow,IMF.STA:IMTS(1.0.0),I,{who},{what},{whom},A,{when},{value}" for who, what, whom, when, value in lines
    ]
    return ("\n".join(rows) + "\n").encode()


SPECIFIC = b"""<?xml version="1.0"?>
<m:StructureSpecificData xmlns:m="urn:m" xmlns:s="urn:s"><m:Header><m:ID>x</m:ID></m:Header>
<m:DataSet s:dataScope="DataStructure"><Series COUNTRY="IND" INDICATOR="XG_FOB_USD" COUNTERPART_COUNTRY="USA"
FREQUENCY="A"><Obs TIME_PERIOD="2024" OBS_VALUE="8651.5"/><Obs TIME_PERIOD="2025" OBS_VALUE="9000"/></Series>
</m:DataSet></m:StructureSpecificData>"""
GENERIC = b"""<?xml version="1.0"?>
<m:GenericData xmlns:m="urn:m" xmlns:g="urn:g"><m:DataSet><g:Series><g:SeriesKey>
<g:Value id="COUNTRY" value="IND"/><g:Value id="INDICATOR" value="XG_FOB_USD"/>
<g:Value id="COUNTERPART_COUNTRY" value="USA"/></g:SeriesKey>
<g:Obs><g:ObsDimension value="2024"/><g:ObsValue value="8651.5"/></g:Obs>
<g:Obs><g:ObsDimension value="2025"/><g:ObsValue value="9000"/></g:Obs></g:Series></m:DataSet></m:GenericData>"""
LATER = b"""<?xml version="1.0"?>
<m:GenericData xmlns:m="urn:m" xmlns:f="urn:f" xmlns:c="urn:c"><m:Header/><f:Footer><f:Message code="413">
<c:Text>The answer will lie in a file.</c:Text></f:Message></f:Footer></m:GenericData>"""
