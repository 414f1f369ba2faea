"""Addresses on the web: what is fetched, what is refused, and from where.  A server on loopback, no network."""

from __future__ import annotations

import gzip
import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from factcheck.inputs import Document, documents, web
from factcheck.inputs.document import MissingInput
from sources.terms.errors import UnreadableInput
from tests.test_inputs import PAGE

ANSWERS: dict[str, tuple[int, dict[str, str], bytes]] = {
    "/page": (200, {"Content-Type": "text/html; charset=windows-1252"}, PAGE.format(charset="utf-8").encode("cp1252")),
    "/text": (200, {"Content-Type": "text/plain"}, b"Exports rose to $3 billion."),
    "/packed": (200, {"Content-Type": "text/plain", "Content-Encoding": "gzip"}, gzip.compress(b"Exports rose.")),
    "/file.txt.gz": (200, {}, gzip.compress(b"Exports rose.")),
    "/moved": (302, {"Location": "/text"}, b""),
    "/round": (302, {"Location": "/round"}, b""),
    "/away": (302, {"Location": "file:///etc/passwd"}, b""),
    "/inside": (302, {"Location": "http://169.254.169.254/latest/meta-data"}, b""),
    "/password": (302, {"Location": "http://me:secret@127.0.0.1/"}, b""),
    "/gone": (410, {}, b""),
    "/trouble": (503, {}, b"busy"),
    "/image": (200, {"Content-Type": "image/png"}, b"\x89PNG...."),
    "/bomb": (200, {"Content-Type": "text/plain", "Content-Encoding": "gzip"}, gzip.compress(b"a" * 10_000_000)),
    "/broken": (200, {"Content-Type": "text/plain", "Content-Encoding": "gzip"}, b"no gzip"),
    "/feed": (200, {"Content-Type": "application/rss+xml"},
              b"<rss><item><description>Exports rose.</description></item></rss>"),
}


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path == "/slow":
            self.send_response(200)
            self.end_headers()
            try:
                for _ in range(50):
                    self.wfile.write(b"a")
                    self.wfile.flush()
                    time.sleep(0.05)
            except OSError:
                pass
            return
        status, headers, body = ANSWERS.get(self.path, (404, {}, b""))
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *given: object) -> None:
        pass


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as serving:
        thread = threading.Thread(target=serving.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{serving.server_port}"
        serving.shutdown()
        thread.join()


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


def fetched(url: str) -> Document:
    (document,) = documents([url], allow_private=True)
    assert isinstance(document, Document), document
    return document


def refused(url: str, allow_private: bool = True) -> UnreadableInput:
    (error,) = documents([url], allow_private=allow_private)
    assert isinstance(error, UnreadableInput)
    assert str(error).startswith(f"{url}: ")
    assert "\n" not in str(error)
    return error


def test_a_page_is_read_by_the_encoding_that_the_server_declares(server: str) -> None:
    document = fetched(f"{server}/page")
    assert (document.title, document.url) == ("Exports to Britain rise", f"{server}/page")
    assert "£11 billion" in document.text


@pytest.mark.parametrize("path, text", [
    ("/text", "Exports rose to $3 billion."), ("/packed", "Exports rose."), ("/file.txt.gz", "Exports rose."),
    ("/moved", "Exports rose to $3 billion."),
])
def test_texts_packed_and_moved(server: str, path: str, text: str) -> None:
    assert fetched(server + path).text == text


def test_a_redirect_tells_where_the_text_was(server: str) -> None:
    assert (fetched(f"{server}/moved").name, fetched(f"{server}/moved").url) == (f"{server}/moved", f"{server}/text")


def test_a_feed_by_what_the_server_calls_it(server: str) -> None:
    assert fetched_name(f"{server}/feed") == f"{server}/feed#1"


def test_one_entry_of_a_feed_by_its_number(server: str) -> None:
    assert fetched_name(f"{server}/feed#1") == f"{server}/feed#1"
    (missing,) = documents([f"{server}/feed#2"], allow_private=True)
    assert isinstance(missing, MissingInput)
    assert "no such entry in this feed" in str(missing)
    assert fetched(f"{server}/text#2").text == "Exports rose to $3 billion."


def fetched_name(url: str) -> str:
    return fetched(url).name


@pytest.mark.parametrize("path, code, words", [
    ("/none", "missing-input", "no such page (404)"),
    ("/gone", "missing-input", "410"),
    ("/trouble", "unreadable-input", "503"),
    ("/round", "unreadable-input", "redirects more than"),
    ("/away", "unreadable-input", "only http and https"),
    ("/password", "unreadable-input", "password"),
    ("/image", "binary-input", "an image"),
    ("/broken", "unreadable-input", "cannot be reached"),
])
def test_what_cannot_be_fetched_says_why(server: str, path: str, code: str, words: str) -> None:
    found = refused(server + path)
    assert found.code == code
    assert words in str(found)


def test_size_and_time_have_limits(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "LARGEST", 1_000_000)
    assert refused(f"{server}/bomb").code == "oversized-input"
    monkeypatch.setattr(web, "PIECE", 1)
    monkeypatch.setattr(web, "SECONDS", 0.2)
    assert "took longer" in str(refused(f"{server}/slow"))


def test_a_server_that_says_nothing_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "READ", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        assert "did not answer in time" in str(refused(f"http://127.0.0.1:{silent.getsockname()[1]}/"))


@pytest.mark.parametrize("url", [
    "http://127.0.0.1/", "http://localhost/", "http://[::1]/", "http://10.0.0.8/", "http://192.168.1.1/",
    "http://172.16.0.1/", "http://169.254.169.254/", "http://100.64.0.1/", "http://0.0.0.0/", "http://[fe80::1]/",
    "http://[fd00::1]/", "http://[::ffff:127.0.0.1]/", "http://[64:ff9b::7f00:1]/", "http://2130706433/",
    "http://0x7f.1/", "http://[2002:7f00:1::]/", "http://224.0.0.1/", "http://255.255.255.255/",
])
def test_private_addresses_are_refused_however_they_are_written(url: str) -> None:
    assert refused(url, allow_private=False).code == "private-address"


def test_a_redirect_does_not_lead_inside(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "is_public", lambda address: address == "127.0.0.1")
    assert refused(f"{server}/inside", allow_private=False).code == "private-address"


@pytest.mark.parametrize("url", ["http://", "https:///x", "http://[", "http://a:99999999/", "http://exa mple.invalid/",
                                 "http://" + "a" * 300 + ".invalid/"])
def test_addresses_that_are_none(url: str) -> None:
    assert refused(url).code == "unreadable-input"


def looked_up(monkeypatch: pytest.MonkeyPatch, *answers: list[str]) -> list[str]:
    """Name look-ups give the answers one after the other; the names asked for are listed."""
    asked: list[str] = []
    waiting = list(answers)

    def look_up(host: str, port: int, *given: object, **more: object) -> list[Any]:
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in waiting.pop(0)]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return asked


def test_a_name_is_looked_up_once_and_the_address_that_was_judged_is_connected_to(
    server: str, monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A name that means a public machine when it is judged and this one when it is connected to reaches neither."""
    connected: list[Any] = []
    asked = looked_up(monkeypatch, ["93.184.215.14"], ["127.0.0.1"])

    def connect(link: socket.socket, place: Any) -> None:
        connected.append(place)
        raise OSError("no network in a test")

    monkeypatch.setattr(socket.socket, "connect", connect)
    port = int(server.rpartition(":")[2])
    assert "cannot be reached" in str(refused(f"http://rebinding.invalid:{port}/text", allow_private=False))
    assert asked == ["rebinding.invalid"]
    assert connected == [("93.184.215.14", port)]


def test_one_private_address_among_public_ones_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    looked_up(monkeypatch, ["93.184.215.14", "127.0.0.1"])
    assert refused("http://both.invalid/", allow_private=False).code == "private-address"
