"""Pages over HTTP: what may pass is tried again, what may not is told plainly, and nothing half comes through."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest
from services import WEB_PAGE, Answer, Services, serving

from sources.refresh import fetching
from sources.refresh.fetching import Fetcher, Patience, wait_of
from sources.refresh.source import Page, Unreachable

KEY = "0f1e2d3c4b5a"
Make = Callable[..., tuple[Fetcher, list[float]]]


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


@pytest.fixture
def served() -> Iterator[Services]:
    with serving() as services:
        yield services


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Make]:
    """A fetcher that does not sleep but notes how long it would have."""
    made: list[Fetcher] = []

    def new(**more: Any) -> tuple[Fetcher, list[float]]:
        slept: list[float] = []
        patience = more.pop("patience", Patience(tries=4, connect=2, read=0.4, whole=1))
        fetcher = Fetcher(tmp_path / "pages", sleep=slept.append, chance=lambda: 1.0, patience=patience, **more)
        made.append(fetcher)
        return fetcher, slept

    yield new
    for fetcher in made:
        fetcher.close()


def test_a_page_comes(served: Services, make: Make) -> None:
    served.script("/data", b"figures")
    fetcher, slept = make()
    page = Page(f"{served.url}/data", (("period", "2024"),), (("Accept", "text/csv"),))
    assert fetcher.get(page, time.time()) == b"figures"
    (asked,) = served.asked
    assert (asked.query, asked.headers["Accept"], slept) == ({"period": ["2024"]}, "text/csv", [])
    assert asked.headers["User-Agent"].startswith("factcheck")


@pytest.mark.parametrize(
    "trouble",
    [
        pytest.param(Answer(b"busy", 500), id="500"),
        pytest.param(Answer(b"busy", 503), id="503"),
        pytest.param(Answer(b"slow down", 429), id="429"),
        pytest.param(Answer(b"figures", cut=5), id="cut short"),
        pytest.param(Answer(b"figures", wait=1), id="no answer in time"),
        pytest.param(Answer(b"figures of a year", drip=0.1), id="an answer that drips"),
    ],
)
def test_what_may_pass_is_tried_again_after_longer_and_longer(
    trouble: Answer,
    served: Services,
    make: Make,
) -> None:
    served.script("/data", trouble, trouble, b"figures")
    fetcher, slept = make()
    assert fetcher.get(Page(f"{served.url}/data"), time.time()) == b"figures"
    assert slept == [2, 4]


@pytest.mark.parametrize(
    ("trouble", "reason"),
    [
        (Answer(b"busy", 500), "answers 500 with 'busy' after 4 tries"),
        (Answer(WEB_PAGE, 502), "answers 502 with a web page after 4 tries"),
        (Answer(b"figures", cut=5), "broke off in the middle of its answer after 4 tries"),
        (Answer(b"figures", wait=1), "did not answer in time after 4 tries"),
    ],
)
def test_after_the_last_try_it_says_why(trouble: Answer, reason: str, served: Services, make: Make) -> None:
    served.script("/data", trouble)
    fetcher, slept = make()
    with pytest.raises(Unreachable) as failed:
        fetcher.get(Page(f"{served.url}/data"), time.time())
    assert failed.value.reason == reason
    assert (len(served.asked), slept) == (4, [2, 4, 8])
    assert not list(fetcher.folder.glob("*")), "nothing that did not come whole is kept"


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (Answer(b"error: unknown variable", 400), "answers 400 with 'error: unknown variable'"),
        (Answer(b"", 404), "answers 404 with nothing"),
        (Answer(WEB_PAGE, 403), "answers 403 with a web page"),
        (Answer(b"", 302, {"Location": "/data"}), "redirects in a circle"),
    ],
)
def test_what_will_not_pass_is_not_tried_again(
    answer: Answer,
    reason: str,
    served: Services,
    make: Make,
) -> None:
    served.script("/data", answer)
    fetcher, slept = make()
    with pytest.raises(Unreachable) as failed:
        fetcher.get(Page(f"{served.url}/data"), time.time())
    assert (failed.value.reason, slept) == (reason, [])


def test_nobody_there_is_told(make: Make) -> None:
    with serving() as gone:
        pass
    fetcher, slept = make()
    with pytest.raises(Unreachable, match=r"cannot be reached.*after 4 tries"):
        fetcher.get(Page(f"{gone.url}/data"), time.time())
    assert len(slept) == 3


@pytest.mark.parametrize("said", ["7", "date"])
def test_retry_after_is_heeded(said: str, served: Services, make: Make) -> None:
    when = format_datetime(datetime.now(UTC) + timedelta(seconds=8), usegmt=True)
    served.script("/data", Answer(b"", 429, {"Retry-After": "7" if said == "7" else when}), b"figures")
    fetcher, slept = make()
    assert fetcher.get(Page(f"{served.url}/data"), time.time()) == b"figures"
    assert [round(seconds) for seconds in slept] in ([7], [8])


def test_a_service_that_wants_to_rest_for_an_hour_is_left_alone(served: Services, make: Make) -> None:
    served.script("/data", Answer(b"", 429, {"Retry-After": "3600"}))
    fetcher, slept = make()
    with pytest.raises(Unreachable, match="asks to wait 3,600 seconds: try again later"):
        fetcher.get(Page(f"{served.url}/data"), time.time())
    assert (slept, len(served.asked)) == ([], 1)


@pytest.mark.parametrize(
    ("said", "seconds"), [("", 0), ("soon", 0), ("-5", 0), ("12", 12), ("Mon, 01 Jan 2001 00:00:00 GMT", 0)]
)
def test_retry_after_as_it_comes(said: str, seconds: float) -> None:
    assert wait_of(said) == seconds


def test_hosts_are_asked_at_their_own_pace(served: Services, make: Make) -> None:
    served.script("/data", b"figures")
    host = served.url.removeprefix("http://")
    fetcher, slept = make(pauses={host: 30})
    for year in ("2023", "2024", "2025"):
        fetcher.get(Page(f"{served.url}/data", (("period", year),)), time.time())
    assert [round(seconds) for seconds in slept] == [30, 30]


def test_a_page_that_came_in_this_run_is_not_asked_for_again(served: Services, make: Make) -> None:
    served.script("/data", b"old", b"new")
    began = time.time()
    first, _ = make()
    second, _ = make()
    page = Page(f"{served.url}/data")
    assert [fetcher.get(page, began) for fetcher in (first, second)] == [b"old", b"old"]
    assert second.requests_made == 0
    assert second.get(page, time.time() + 1) == b"new"


def test_a_page_that_has_not_changed_is_not_sent_again(served: Services, make: Make) -> None:
    modified = "Wed, 07 Oct 2026 10:00:00 GMT"
    served.script("/data", Answer(b"figures", headers={"ETag": '"v1"', "Last-Modified": modified}))
    fetcher, _ = make()
    page = Page(f"{served.url}/data")
    for _ in range(3):
        assert fetcher.get(page, time.time() + 60) == b"figures"
    assert [asked.headers.get("If-None-Match") for asked in served.asked] == [None, '"v1"', '"v1"']
    assert served.asked[1].headers["If-Modified-Since"] == modified


def test_a_damaged_page_of_the_cache_is_fetched_anew(served: Services, make: Make) -> None:
    served.script("/data", b"figures")
    fetcher, _ = make()
    page = Page(f"{served.url}/data")
    fetcher.get(page, time.time())
    path = fetcher.path(page)
    for damaged in (path.read_bytes()[:-2], b"{}\nfigures", b""):
        path.write_bytes(damaged)
        assert fetcher.get(page, 0) == b"figures"
    assert len(served.asked) == 4


def test_a_cache_that_cannot_be_written_is_no_reason_to_fail(served: Services, tmp_path: Path) -> None:
    served.script("/data", b"figures")
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    said: list[str] = []
    fetcher = Fetcher(tmp_path / "file" / "pages", remark=said.append)
    assert fetcher.get(Page(f"{served.url}/data"), time.time()) == b"figures"
    assert "cannot keep" in said[0]
    fetcher.close()


def test_a_key_goes_to_the_service_and_nowhere_else(served: Services, make: Make) -> None:
    served.script("/data", Answer(f"bad key {KEY}".encode(), 401))
    said: list[str] = []
    fetcher, _ = make(remark=said.append)
    page = Page(f"{served.url}/data", (("a", "b"),), secret_query=(("key", KEY),), secret_headers=(("X-Key", KEY),))
    with pytest.raises(Unreachable) as failed:
        fetcher.get(page, time.time())
    (asked,) = served.asked
    assert (asked.query["key"], asked.headers["X-Key"]) == ([KEY], KEY)
    served.script("/data", Answer(b"busy", 500), b"figures")
    fetcher.get(page, time.time())
    kept = b"".join(path.read_bytes() + path.name.encode() for path in fetcher.folder.iterdir())
    assert KEY not in str(failed.value) + repr(page) + "".join(said) + kept.decode()
    assert said, "the second try was told of"


def test_a_key_does_not_follow_a_redirect(served: Services, make: Make) -> None:
    with serving() as elsewhere:
        elsewhere.script("/", b"thank you")
        served.script("/data", Answer(b"", 302, {"Location": f"{elsewhere.url}/login"}))
        fetcher, _ = make()
        with pytest.raises(Unreachable, match="where a key must not go"):
            fetcher.get(Page(f"{served.url}/data", secret_headers=(("X-Key", KEY),)), time.time())
        assert elsewhere.asked == []
        assert fetcher.get(Page(f"{served.url}/data"), time.time()) == b"thank you"


def test_a_proxy_comes_from_the_environment(served: Services, make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", served.url)
    served.script("/data", b"through the proxy")
    fetcher, _ = make()
    assert fetcher.get(Page("http://service.example/data"), time.time()) == b"through the proxy"
    assert served.asked[0].target == "http://service.example/data"


def test_a_body_without_end_is_given_up(served: Services, make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "LARGEST", 1000)
    served.script("/data", b"x" * 1001)
    fetcher, slept = make()
    with pytest.raises(Unreachable, match="more than 1,000 bytes"):
        fetcher.get(Page(f"{served.url}/data"), time.time())
    assert slept == []
