"""The application: which address does what."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from factcheck import __version__
from factcheck.serve import asked
from factcheck.serve.border import Border, Bounds
from factcheck.serve.languagetool import languages
from factcheck.serve.openapi import description
from factcheck.serve.order import Action, Order, Refused, Reply, answered
from factcheck.serve.pool import Pool

# The page runs its own script and style, sends its own form, and shows the answer in a frame of its own; no more.
PAGE_POLICY = ("default-src 'none'; style-src 'self'; script-src 'self'; form-action 'self'; frame-src 'self'; "
               "base-uri 'none'; frame-ancestors 'none'")
FRAMED = "frame-ancestors 'self'"       # the report brings the rest of its policy along, in itself
PARTS = {"": "text/html", "page.css": "text/css", "page.js": "text/javascript", "report.css": "text/css"}

Answer = Callable[[Request], Awaitable[Reply]]


def application(pool: Pool, bounds: Bounds) -> Any:
    """The ASGI application.  `pool` is started and closed with it."""

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        await pool.start()
        yield
        pool.close()

    async def check(request: Request) -> Reply:
        return await pool.do(await asked.check(request))

    async def shown(request: Request) -> Reply:
        """The page's own form: always an answer that a browser can show."""
        order = await asked.of_form(request)
        if order.data is None and not order.text.strip():
            raise Refused(400, "no-text", "Paste the text of an article, or choose a file.")
        return await pool.do(replace(order, style="html"))

    async def lookup(request: Request) -> Reply:
        return await pool.do(asked.lookup(request))

    async def tables(request: Request) -> Reply:
        return await pool.do(Order(Action.TABLES))

    async def proofread(request: Request) -> Reply:
        return await pool.do(await asked.proofread(request))

    async def spoken(request: Request) -> Reply:
        return answered(languages())

    async def health(request: Request) -> Reply:
        return answered({"status": "ok", "version": __version__})

    async def described(request: Request) -> Reply:
        return answered(description())

    async def page(request: Request) -> Reply:
        name = request.url.path[1:]
        return Reply(200, part(name or "index.html"), PARTS[name])

    routes = [
        Route("/v1/check", answering(check), methods=["POST"]),
        Route("/v1/lookup", answering(lookup), methods=["GET"]),
        Route("/v1/tables", answering(tables), methods=["GET"]),
        Route("/v2/check", answering(proofread), methods=["POST"]),
        Route("/v2/languages", answering(spoken), methods=["GET"]),
        Route("/health", answering(health), methods=["GET"]),
        Route("/openapi.json", answering(described), methods=["GET"]),
        Route("/check", answering(shown, {"content-security-policy": FRAMED}, as_page=True), methods=["POST"]),
        *(Route(f"/{name}", answering(page, {"content-security-policy": PAGE_POLICY}), methods=["GET"])
          for name in PARTS),
    ]
    app = Starlette(routes=routes, lifespan=lifespan, exception_handlers={HTTPException: no_such_page})
    return Border(app, bounds)


def answering(
    answer: Answer, headers: dict[str, str] | None = None, as_page: bool = False,
) -> Callable[[Request], Awaitable[Response]]:
    """The endpoint that gives what `answer` does, and refusals as JSON, or as a small page."""

    async def endpoint(request: Request) -> Response:
        try:
            reply = await answer(request)
        except Refused as refusal:
            reply = refusal.reply
        if as_page and reply.status != 200:
            reply = as_a_page(reply)
        more = {"retry-after": "5"} if reply.status == 503 else {}
        return Response(reply.body, reply.status, more | (headers or {}), reply.media_type)

    return endpoint


def as_a_page(reply: Reply) -> Reply:
    """A refusal for a person who sees it in a frame."""
    import json

    from factcheck.report.html.markup import element

    message = json.loads(reply.body)["message"]
    body = element("p", message, role="alert")
    head = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Not checked</title>"
    return Reply(reply.status, f"{head}<body>{body}</body></html>".encode("utf-8", "replace"), "text/html")


async def no_such_page(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    code = error.detail.lower().replace(" ", "-")
    reply = Refused(error.status_code, code, f"{error.detail}; see /openapi.json").reply
    return Response(reply.body, reply.status, dict(error.headers or {}), reply.media_type)


@cache
def part(name: str) -> bytes:
    if name == "report.css":
        from factcheck.report.html import style

        return style().encode()
    return files("factcheck.serve").joinpath("page").joinpath(name).read_bytes()
