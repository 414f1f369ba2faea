"""What no request gets past: strange hosts and origins, bodies too large or too slow; and what every answer carries."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import anyio

from factcheck.serve.order import Refused

HERE = frozenset({"localhost", "127.0.0.1", "::1"})
HEADERS = {
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"no-referrer",
    b"cross-origin-resource-policy": b"same-origin",
    b"cache-control": b"no-store",
}


@dataclass(frozen=True, slots=True)
class Bounds:
    """Who may ask, and how much."""

    hosts: frozenset[str] = HERE            # names this server answers to: no other site's name may lead here
    origins: frozenset[str] = frozenset()   # sites whose pages may ask and read the answer
    largest: int = 10 * 2**20               # bytes of a request's body
    seconds: float = 20.0                   # for a request's body to come in


class Border:
    """ASGI middleware around the whole application."""

    def __init__(self, app: Any, bounds: Bounds) -> None:
        self.app, self.bounds = app, bounds

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = {name.lower(): value.decode("latin-1") for name, value in scope["headers"]}
        allowed = headers.get(b"origin", "") in self.bounds.origins
        try:
            self._admit(headers)
        except Refused as refusal:
            await refuse(refusal, self._marked(send, headers, allowed))
            return
        if allowed and scope["method"] == "OPTIONS":
            await preflight(self._marked(send, headers, allowed))
            return
        await self.app(scope, self._counted(receive), self._marked(send, headers, allowed))

    def _admit(self, headers: Mapping[bytes, str]) -> None:
        host = hostname(f"//{headers.get(b'host', '')}")
        if host not in self.bounds.hosts:
            raise Refused(421, "unknown-host", "this server does not answer to that name; see --allow-host")
        origin = headers.get(b"origin", "null")
        # Pages of other sites may not ask; add-ons of browsers, which have schemes of their own, may.
        foreign = origin.startswith(("http://", "https://")) and hostname(origin) not in self.bounds.hosts
        if foreign and origin not in self.bounds.origins:
            raise Refused(403, "foreign-origin", "pages of that site may not ask this server; see --allow-origin")
        length = headers.get(b"content-length", "0")
        if length.isdecimal() and int(length[:20]) > self.bounds.largest:
            raise too_large(self.bounds.largest)

    def _counted(self, receive: Any) -> Any:
        """`receive` within bounds.  Raises Refused out of the application's reading."""
        deadline = time.monotonic() + self.bounds.seconds
        total = 0
        whole = False

        async def bounded() -> dict[str, Any]:
            nonlocal total, whole
            if whole:                       # what comes now is the end of the connection, however long that takes
                answer: dict[str, Any] = await receive()
                return answer
            with anyio.move_on_after(max(0.0, deadline - time.monotonic())):
                message: dict[str, Any] = await receive()
                total += len(message.get("body", b""))
                whole = not message.get("more_body", False)
                if total > self.bounds.largest:
                    raise too_large(self.bounds.largest)
                return message
            raise Refused(408, "too-slow", f"the request did not come in within {self.bounds.seconds:g} seconds")

        return bounded

    def _marked(self, send: Any, headers: Mapping[bytes, str], allowed: bool) -> Any:
        extra = list(HEADERS.items())
        if allowed:
            extra += [(b"access-control-allow-origin", headers[b"origin"].encode("latin-1")), (b"vary", b"origin")]

        async def marked(message: dict[str, Any]) -> None:
            if message["type"] == "http.response.start":
                message = message | {"headers": [*message.get("headers", ()), *extra]}
            await send(message)

        return marked


def hostname(address: str) -> str | None:
    """The host of an address or of a Host header behind "//"; None where it has none."""
    try:
        return urlsplit(address).hostname
    except ValueError:
        return None


def too_large(largest: int) -> Refused:
    return Refused(413, "too-large", f"more than {largest:,} bytes; send single articles")


async def refuse(refusal: Refused, send: Any) -> None:
    reply = refusal.reply
    await send({"type": "http.response.start", "status": reply.status,
                "headers": [(b"content-type", reply.media_type.encode()), (b"connection", b"close"),
                            (b"content-length", str(len(reply.body)).encode())]})
    await send({"type": "http.response.body", "body": reply.body})


async def preflight(send: Any) -> None:
    await send({"type": "http.response.start", "status": 204, "headers": [
        (b"access-control-allow-methods", b"GET, POST"), (b"access-control-allow-headers", b"content-type"),
        (b"access-control-max-age", b"600")]})
    await send({"type": "http.response.body", "body": b""})
