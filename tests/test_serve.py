"""The server, asked as programs, editors and strangers ask it: a real one, on a free port of this machine."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
import requests

from factcheck.config import Config
from factcheck.inputs import Document
from factcheck.report.formats import FORMATS
from factcheck.serve.order import Action, Order
from factcheck.serve.work import Work
from tests.conftest import ROOT, STEADY
from tests.papers import column, docx, p, pdf
from tests.test_report import matches

pytestmark = pytest.mark.skipif(not find_spec("uvicorn"), reason="the serve extra")

WRONG = "India's exports to the United States were USD 77.52 billion in 2024-25."
ADDRESS = re.compile(r"serving on (http://\S+)/")
LARGEST = 200_000


@pytest.fixture(scope="module")
def server(compiled: None) -> Iterator[str]:
    """The address of a server that is up and warm."""
    with started("--max-bytes", str(LARGEST), "--timeout", "3") as address:
        yield address


class started:  # noqa: N801  (read as a word)
    """A server in a process of its own, ended with the block."""

    def __init__(self, *options: str) -> None:
        self.options = options

    def __enter__(self) -> str:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "factcheck", "serve", "--port", "0", "--workers", "2", *self.options],
            stderr=subprocess.PIPE, encoding="utf-8", cwd=ROOT, env=os.environ | STEADY)
        assert self.process.stderr
        line = self.process.stderr.readline()
        match = ADDRESS.search(line)
        assert match, line
        self.address = match[1]
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline:
            try:
                assert requests.get(f"{self.address}/health", timeout=120).json()["status"] == "ok"
                return self.address
            except requests.ConnectionError:
                time.sleep(0.05)
        self.process.kill()
        raise AssertionError("the server did not come up")

    def __exit__(self, *trouble: object) -> None:
        self.process.terminate()
        assert self.process.stderr
        with self.process.stderr:
            rest = self.process.stderr.read()
        self.process.wait(10)
        assert "Traceback" not in rest, rest


def checked(server: str, **fields: Any) -> Any:
    return requests.post(f"{server}/v1/check", json=fields, timeout=20)


def test_an_article_is_checked_as_the_command_line_checks_it(server: str, tmp_path: Path, shell: Any) -> None:
    (path := tmp_path / "a.txt").write_text(WRONG, encoding="utf-8")
    told = checked(server, text=WRONG).json()
    matches("page", told)
    printed = json.loads(shell("check", str(path), "--format", "json").stdout)
    assert told["tables"] == printed["tables"]
    assert told["inputs"][0]["findings"] == printed["inputs"][0]["findings"]
    assert [each["verdict"] for each in told["inputs"][0]["findings"]] == ["mismatched"]


@pytest.mark.parametrize("style", list(FORMATS))
def test_every_format_is_there_as_its_own_media_type(server: str, style: str) -> None:
    answer = requests.post(f"{server}/v1/check?format={style}", json={"text": WRONG}, timeout=20)
    assert answer.status_code == 200 and "77.52" in answer.text
    assert answer.headers["content-type"].split(";")[0] == FORMATS[style].media_type


@pytest.mark.parametrize("body, kind", [
    (WRONG.encode(), "text/plain"), (f"<html><body><p>{WRONG}</p></body></html>".encode(), "text/html"),
    (pdf([column([WRONG])]), "application/pdf"), (docx(p(WRONG)), "application/octet-stream"),
])
def test_a_file_is_read_for_what_it_is(server: str, body: bytes, kind: str) -> None:
    answer = requests.post(f"{server}/v1/check", data=body, headers={"Content-Type": kind}, timeout=20)
    [told] = answer.json()["inputs"]
    assert [each["claim"]["quote"] for each in told["findings"]] == ["USD 77.52 billion"]


def test_what_is_known_of_an_article_is_taken_into_account(server: str) -> None:
    [told] = checked(server, text="Exports rose.", title="A title", published="2025-05-02").json()["inputs"]
    assert (told["title"], told["published"]) == ("A title", "2025-05-02")
    answer = requests.post(f"{server}/v1/check?title=Of+the+query", data={"text": "Exports rose."}, timeout=20)
    assert answer.json()["inputs"][0]["title"] == "Of the query"


@pytest.mark.parametrize("body, kind, status, code", [
    (b"{", "application/json", 400, "bad-json"),
    (b"[" * 100_000, "application/json", 400, "bad-json"),
    (b"[]", "application/json", 400, "bad-json"),
    (b"{}", "application/json", 400, "no-text"),
    (b'{"text": null}', "application/json", 400, "bad-field"),
    (b'{"text": "", "url": "http://localhost"}', "application/json", 400, "no-text"),
    (b'{"text": "", "words": ""}', "application/json", 400, "unknown-field"),
    (b'{"text": "", "published": "yesterday"}', "application/json", 400, "bad-field"),
    (b'{"text": "", "language": "tlh"}', "application/json", 400, "unknown-language"),
    (b'{"url": "file:///etc/passwd"}', "application/json", 400, "bad-field"),
    (b'{"url": "http://localhost/"}', "application/json", 403, "fetching-off"),
    (b"", "text/plain", 400, "no-text"),
    (b"\0\1\2" * 100, "application/octet-stream", 422, "binary-input"),
    (b"%PDF-1.4 broken", "application/pdf", 422, "unreadable-input"),
    (b"x", "multipart/form-data", 400, "bad-form"),
    (b"a" * (LARGEST + 1), "text/plain", 413, "too-large"),
])
def test_what_cannot_be_answered_says_why(server: str, body: bytes, kind: str, status: int, code: str) -> None:
    answer = requests.post(f"{server}/v1/check", data=body, headers={"Content-Type": kind}, timeout=20)
    told = answer.json()
    assert (answer.status_code, told["code"]) == (status, code), told
    assert set(told) == {"code", "message"} and "Traceback" not in answer.text


def test_half_a_surrogate_pair_and_other_strange_letters_come_back(server: str) -> None:
    strange = f"\ud800 \u202e {WRONG} \0 \U0001f600"
    answer = requests.post(f"{server}/v1/check", data=json.dumps({"text": strange}), timeout=20,
                           headers={"Content-Type": "application/json"})
    [told] = answer.json()["inputs"]
    assert told["text"] == strange
    assert [strange[each["claim"]["start"]:each["claim"]["end"]] for each in told["findings"]] == ["USD 77.52 billion"]
    page = requests.post(f"{server}/v1/check?format=html", data=json.dumps({"text": strange}), timeout=20,
                         headers={"Content-Type": "application/json"})
    assert page.status_code == 200


def test_a_body_that_does_not_say_how_long_it_is_is_counted(server: str) -> None:
    def pieces() -> Iterator[bytes]:
        for _ in range(LARGEST // 1000 + 2):
            yield b"a" * 1000

    try:
        status = requests.post(f"{server}/v1/check", data=pieces(), timeout=20).status_code
    except requests.ConnectionError:        # the server does not wait for the rest
        status = 413
    assert status == 413


def test_a_body_that_comes_too_slowly_is_not_waited_for(server: str) -> None:
    host, _, port = server.removeprefix("http://").partition(":")
    with socket.create_connection((host, int(port)), 20) as line:
        line.sendall(f"POST /v1/check HTTP/1.1\r\nHost: {host}\r\nContent-Length: 10\r\n\r\nabc".encode())
        assert line.recv(100).startswith(b"HTTP/1.1 408")


@pytest.mark.parametrize("headers, status", [
    ({"Host": "evil.example"}, 421), ({"Host": ""}, 421), ({"Host": "localhost:99"}, 200), ({"Host": "[::1]"}, 200),
    ({"Origin": "https://evil.example"}, 403), ({"Origin": "http://localhost:3000"}, 200),
    ({"Origin": "moz-extension://0b1c"}, 200), ({"Origin": "null"}, 200),
])
def test_strangers_are_kept_out(server: str, headers: dict[str, str], status: int) -> None:
    answer = requests.get(f"{server}/v1/tables", headers=headers, timeout=20)
    assert answer.status_code == status
    assert "access-control-allow-origin" not in answer.headers
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_site_that_is_allowed_may_ask_and_read() -> None:
    origin = {"Origin": "https://cms.example"}
    with started("--allow-origin", "https://cms.example") as address:
        before = requests.options(f"{address}/v1/check", headers=origin, timeout=20)
        assert before.status_code == 204 and before.headers["access-control-allow-headers"] == "content-type"
        answer = requests.post(f"{address}/v1/check", json={"text": WRONG}, headers=origin, timeout=20)
        assert answer.headers["access-control-allow-origin"] == "https://cms.example"
        assert requests.get(f"{address}/health", headers={"Origin": "https://other.example"},
                            timeout=20).status_code == 403


def test_many_are_answered_at_once(server: str) -> None:
    texts = [f"India's exports to the United States were USD {value} billion in 2024-25." for value in range(40, 80)]
    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda text: checked(server, text=text).json()["inputs"][0], texts))
    assert [each["text"] for each in answers] == texts, "each gets the answer to its own"


def test_an_article_that_takes_too_long_is_given_up_and_the_next_is_read() -> None:
    with started("--timeout", "0.3", "--workers", "1") as address:
        long = WRONG * 20_000
        assert checked(address, text=long).status_code == 504
        assert checked(address, text=WRONG).status_code == 200


@pytest.mark.parametrize("question, status, value", [
    ("India exports to United States 2023-24", 200, True), ("India exports to Chile 1803", 200, False),
    ("   ", 400, False), ("weather", 422, False),
])
def test_a_figure_is_looked_up(server: str, question: str, status: int, value: bool) -> None:
    answer = requests.get(f"{server}/v1/lookup", params={"q": question}, timeout=20)
    assert answer.status_code == status, answer.text
    if status == 200:
        matches("answer", answer.json())
        assert bool(answer.json()["observations"]) == value


def test_the_tables_are_listed(server: str) -> None:
    tables = requests.get(f"{server}/v1/tables", timeout=20).json()["tables"]
    assert {"india-partners", "us-national"} <= {table["id"] for table in tables}


def test_an_address_is_fetched_only_where_that_is_switched_on() -> None:
    with started("--allow-fetch") as address:
        answer = checked(address, url=f"{address}/")
    assert answer.status_code == 422, "a private address all the same"


# --- LanguageTool's protocol -----------------------------------------------------------------------------------------


def proofread(server: str, **fields: str) -> Any:
    return requests.post(f"{server}/v2/check", data=fields, timeout=20)


def units(text: str) -> bytes:
    return text.encode("utf-16-le")


@pytest.mark.parametrize("before", ["", "Prices \U0001f4c8\U0001f4c8 rise. ", "नमस्ते. "])
def test_editors_find_the_place_in_utf_16(server: str, before: str) -> None:
    text = before + WRONG
    [match] = proofread(server, text=text, language="en-US").json()["matches"]
    start, end = 2 * match["offset"], 2 * (match["offset"] + match["length"])
    assert units(text)[start:end].decode("utf-16-le") == "USD 77.52 billion"
    context = match["context"]
    assert units(context["text"])[2 * context["offset"]:2 * (context["offset"] + context["length"])].decode(
        "utf-16-le") == "USD 77.52 billion"
    assert match["replacements"] and match["rule"]["id"] == "OTHER_PERIOD"


def test_markup_counts_as_sent_and_not_as_read(server: str) -> None:
    pieces = [{"markup": "<p class='\U0001f4c8'>", "interpretAs": "\n\n"}, {"text": "India's exports to the United "},
              {"markup": "<b>"}, {"text": "States were "}, {"markup": "<i>"}, {"text": "USD 77.52 billion"},
              {"markup": "</i></b>"}, {"text": " in 2024-25."}]
    sent = "".join(piece.get("markup", "") + piece.get("text", "") for piece in pieces)
    [match] = proofread(server, data=json.dumps({"annotation": pieces}), language="auto").json()["matches"]
    start, end = 2 * match["offset"], 2 * (match["offset"] + match["length"])
    assert units(sent)[start:end].decode("utf-16-le") == "USD 77.52 billion"


@pytest.mark.parametrize("fields, code", [
    ({"language": "en"}, "no-text"), ({"text": "a", "data": "{}", "language": "en"}, "no-text"),
    ({"data": "{", "language": "en"}, "bad-data"),
    ({"data": '{"annotation": [{"text": 1}]}', "language": "en"}, "bad-data"),
    ({"text": "a", "language": "de-DE"}, "unknown-language"), ({"text": "a"}, "unknown-language"),
    ({"text": "a", "language": "en", "level": "fussy"}, "bad-field"),
])
def test_editors_are_told_what_is_wrong(server: str, fields: dict[str, str], code: str) -> None:
    answer = proofread(server, **fields)
    assert (answer.status_code, answer.json()["code"]) == (400, code)


def test_editors_learn_the_languages(server: str) -> None:
    spoken = requests.get(f"{server}/v2/languages", timeout=20).json()
    assert {"en-US", "es", "hi"} <= {each["longCode"] for each in spoken}


# --- the API's description -------------------------------------------------------------------------------------------


def test_the_description_holds_under_generated_requests(server: str, tmp_path: Path) -> None:
    program = Path(sys.executable).with_name("schemathesis")
    if not program.exists():
        pytest.skip("schemathesis is not installed")
    done = subprocess.run(
        [program, "--config-file", ROOT / "tests" / "schemathesis.toml", "run", f"{server}/openapi.json",
         "--max-examples", "25", "--generation-deterministic", "--phases", "examples,coverage,fuzzing", "--no-color"],
        cwd=tmp_path, capture_output=True, encoding="utf-8", check=False, timeout=600)
    assert done.returncode == 0, done.stdout[-6000:]


# --- the page --------------------------------------------------------------------------------------------------------


def test_the_page_asks_nobody_else(server: str) -> None:
    page = requests.get(f"{server}/", timeout=20)
    assert page.headers["content-security-policy"].startswith("default-src 'none'")
    for part in re.findall(r'(?:href|src|action)="([^"#]+)"', page.text):
        assert part.startswith("/"), part
        assert requests.get(f"{server}{part}", timeout=20).status_code in (200, 405)


def test_the_form_shows_the_annotated_article_or_a_word_of_why_not(server: str) -> None:
    shown = requests.post(f"{server}/check", data={"text": WRONG}, timeout=20)
    assert shown.headers["content-type"].startswith("text/html") and "mismatched" in shown.text
    refused = requests.post(f"{server}/check", data={"text": " "}, timeout=20)
    assert refused.status_code == 400 and 'role="alert"' in refused.text


def test_what_the_desk_has_settled_is_settled_for_what_is_sent(compiled: None) -> None:
    work = Work(config=Config(language="es", encoding="cp1252", published=date(2025, 4, 20)))
    spanish = "Las exportaciones de España a México crecieron un 5 %.".encode("cp1252")

    def opened(order: Order) -> Document:
        [document] = work.documents(order)
        assert isinstance(document, Document), document
        return document

    sent = opened(Order(Action.CHECK, data=spanish))
    assert (sent.language, sent.published, sent.text) == ("es", date(2025, 4, 20), spanish.decode("cp1252"))
    said = opened(Order(Action.CHECK, text="Exports rose.", language="en", published=date(2026, 1, 13)))
    assert (said.language, said.published) == ("en", date(2026, 1, 13))
    row = b'{"text": "Las exportaciones crecieron.", "lang": "es"}'
    [article] = Work().documents(Order(Action.CHECK, data=row, name="a.jsonl"))
    assert isinstance(article, Document)
    assert article.language == "es"
