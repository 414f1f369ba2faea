"""Fetching: one page over HTTP, politely, with what was fetched before kept in the user's cache.

Retries after what may pass (no connection, a timeout, a body cut short, 429 and 5xx), each time waiting longer, by
chance a little more or less, or as long as Retry-After says.  Proxies come from the environment (HTTPS_PROXY), as
requests has it.  What came back whole is kept, so that a run that was interrupted goes on where it stopped, and later
runs ask only for what has changed (ETag, Last-Modified).
"""

from __future__ import annotations

import json
import os
import random
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from sources.refresh.source import Page, Unreachable, glimpse

if TYPE_CHECKING:
    import requests

MAY_PASS = {408, 425, 429, 500, 502, 503, 504}
LARGEST = 400 * 1024 * 1024     # bytes of a body
AGENT = "factcheck (trade statistics; https://pypi.org/project/factcheck-trade/)"
CHUNK = 1 << 12                 # small, so that the clock is looked at while an answer drips
REDIRECTS = 5
TOO_OLD = 60 * 24 * 60 * 60     # seconds after which a kept page is swept away


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to try, in seconds."""

    tries: int = 5
    connect: float = 15
    read: float = 90            # between two pieces of an answer
    whole: float = 600          # for a whole answer, however slowly it drips
    first_wait: float = 2       # doubled each time ...
    longest_wait: float = 120   # ... up to this; a service that wants more is given up for now


@dataclass(slots=True)
class Kept:
    """A page as it lies in the cache: a line of JSON about it, then the body."""

    body: bytes
    fetched: float              # when it was last known to be what the service has
    etag: str = ""
    modified: str = ""


@dataclass
class Fetcher:
    """Pages of any service, one at a time.  `pauses` is seconds between two requests to a host."""

    folder: Path                # of kept pages
    pauses: Mapping[str, float] = field(default_factory=dict)
    patience: Patience = field(default_factory=Patience)
    sleep: Callable[[float], None] = time.sleep
    chance: Callable[[], float] = random.random     # 0 to 1
    remark: Callable[[str], None] = lambda message: None
    requests_made: int = 0
    _last: dict[str, float] = field(default_factory=dict)
    _session: Any = None

    def get(self, page: Page, since: float) -> bytes:
        """The body of the page, from the cache where it was fetched at or after `since` (seconds since 1970).

        Raises `Unreachable`: with the reason, after all tries, and never with a key in it.
        """
        kept = self.kept(page)
        if kept and kept.fetched >= since:
            return kept.body
        fresh = self.ask(page, kept)
        self.keep(page, fresh)
        return fresh.body

    def close(self) -> None:
        """Let go of the connections; the pages stay."""
        if self._session is not None:
            self._session.close()

    def drop(self, page: Page) -> None:
        """Forget a page that turned out to be no good."""
        self.path(page).unlink(missing_ok=True)

    def ask(self, page: Page, kept: Kept | None) -> Kept:
        """The page from the service, however often that takes."""
        reason = ""
        for number in range(1, self.patience.tries + 1):
            wait, reason, found = self.ask_once(page, kept)
            if found is not None:
                return found
            if wait is None or number == self.patience.tries:
                break
            pause = wait or self.backoff(number)
            if pause > self.patience.longest_wait:
                raise Unreachable(page.address, f"{reason}, and asks to wait {pause:,.0f} seconds: try again later")
            self.remark(f"{urlsplit(page.url).netloc}: {reason}; trying again in {pause:.0f} s")
            self.sleep(pause)
        tries = f" after {number} tries" if number > 1 else ""
        raise Unreachable(page.address, f"{reason}{tries}")

    def backoff(self, number: int) -> float:
        """Twice as long each time, by chance between half and all of it, so that many clients do not come back at
        once."""
        longest: float = min(self.patience.first_wait * 2 ** (number - 1), self.patience.longest_wait)
        return longest * (0.5 + self.chance() / 2)

    def ask_once(self, page: Page, kept: Kept | None) -> tuple[float | None, str, Kept | None]:
        """(seconds to wait: 0 as usual, None for no use; what was wrong; the page if it came)."""
        import requests

        self.pause(page)
        self.requests_made += 1
        try:
            with self.send(page, kept) as answer:
                if answer.status_code == requests.codes.not_modified and kept:
                    return 0, "", Kept(kept.body, time.time(), kept.etag, kept.modified)
                body = self.read(answer)
        except requests.TooManyRedirects:
            return None, "redirects in a circle", None
        except requests.Timeout:
            return 0, "did not answer in time", None
        except requests.exceptions.ChunkedEncodingError:
            return 0, "broke off in the middle of its answer", None
        except requests.ConnectionError as trouble:
            return 0, f"cannot be reached ({type(trouble).__name__})", None
        except requests.RequestException as trouble:
            return None, f"cannot be asked ({type(trouble).__name__})", None
        except TooLarge:
            return None, f"answers with more than {LARGEST:,} bytes", None
        status = answer.status_code
        if status in (requests.codes.ok, requests.codes.no_content):
            headers = answer.headers
            return 0, "", Kept(body, time.time(), headers.get("ETag", ""), headers.get("Last-Modified", ""))
        reason = f"answers {status} with {self.told(page, body)}"
        if answer.is_redirect:
            return None, f"redirects to {urlsplit(answer.headers['Location']).netloc or 'another page'}, where a key "\
                         "must not go", None
        return (wait_of(answer.headers.get("Retry-After", "")) if status in MAY_PASS else None), reason, None

    def send(self, page: Page, kept: Kept | None) -> requests.Response:
        headers = dict((*page.headers, *page.secret_headers))
        if kept and kept.etag:
            headers["If-None-Match"] = kept.etag
        if kept and kept.modified:
            headers["If-Modified-Since"] = kept.modified
        answer: requests.Response = self.session().get(
            page.url, params=[*page.query, *page.secret_query], headers=headers, stream=True,
            timeout=(self.patience.connect, self.patience.read), allow_redirects=not page.has_key,
        )
        return answer

    def read(self, answer: requests.Response) -> bytes:
        """The whole body.  Raises `TooLarge`, and what requests raises for one that breaks off or drips for ever."""
        import requests

        body = bytearray()
        until = time.monotonic() + self.patience.whole
        for piece in answer.iter_content(CHUNK):
            body += piece
            if len(body) > LARGEST:
                raise TooLarge
            if time.monotonic() > until:
                raise requests.Timeout
        return bytes(body)

    def session(self) -> requests.Session:
        import requests

        if self._session is None:
            self._session = requests.Session()
            self._session.headers["User-Agent"] = AGENT
            self._session.max_redirects = REDIRECTS
        found: requests.Session = self._session
        return found

    def pause(self, page: Page) -> None:
        """Keep the distance that the host asks for."""
        host = urlsplit(page.url).netloc
        rest = self._last.get(host, 0) + self.pauses.get(host, 0) - time.monotonic()
        if host in self._last and rest > 0:
            self.sleep(rest)
        self._last[host] = time.monotonic()

    def told(self, page: Page, body: bytes) -> str:
        """What an error page says, without the key, which some services repeat."""
        text = glimpse(body)
        for _, secret in (*page.secret_query, *page.secret_headers):
            text = text.replace(secret, "…")
        return text

    def path(self, page: Page) -> Path:
        return self.folder / f"{page.name}.page"

    def kept(self, page: Page) -> Kept | None:
        """What the cache has, None where it has nothing or its file is damaged."""
        try:
            head, _, body = self.path(page).read_bytes().partition(b"\n")
            said = json.loads(head)
            if said["sha256"] == sha256(body).hexdigest():
                return Kept(body, float(said["fetched"]), str(said["etag"]), str(said["modified"]))
        except (OSError, ValueError, KeyError, TypeError):
            pass
        return None

    def keep(self, page: Page, fresh: Kept) -> None:
        """Into the cache, in one step; a cache that cannot be written is no reason to fail."""
        head = {"address": page.address, "fetched": fresh.fetched, "etag": fresh.etag, "modified": fresh.modified,
                "sha256": sha256(fresh.body).hexdigest()}
        draft = self.folder / f"{page.name}.{os.getpid()}.draft"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            draft.write_bytes(json.dumps(head).encode() + b"\n" + fresh.body)
            draft.replace(self.path(page))
        except OSError as trouble:
            self.remark(f"cannot keep what was fetched in {self.folder} ({trouble.strerror})")

    def sweep(self) -> None:
        """Remove pages that nobody has fetched again for a long time."""
        for path in self.folder.glob("*.*"):
            with suppress(OSError):
                if time.time() - path.stat().st_mtime > TOO_OLD:
                    path.unlink()


class TooLarge(Exception):
    """A body that nobody could want."""


def wait_of(said: str) -> float:
    """Seconds that Retry-After names, as a number or a date; 0 where it names none."""
    try:
        return max(0.0, float(said))
    except ValueError:
        pass
    try:
        return max(0.0, (parsedate_to_datetime(said) - datetime.now(UTC)).total_seconds())
    except (TypeError, ValueError):
        return 0.0
