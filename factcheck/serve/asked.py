"""Requests read: each becomes an order, or is refused with what is wrong with it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request

from factcheck.report.formats import FORMATS
from factcheck.serve.languagetool import annotated, language_of
from factcheck.serve.order import JSON, Action, Order, Refused

FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
FIELDS = frozenset({"text", "url", "title", "published", "language"})
LONGEST = 1000              # characters of a title, a name, a question: of all but the article
LEVELS = ("default", "picky")
UNBOUNDED = frozenset({"text", "url"})


async def check(request: Request) -> Order:
    """The order of POST /v1/check: a JSON object, a form, or the bytes of a file."""
    kind = request.headers.get("content-type", "").split(";", 1)[0].strip().lower()
    style = request.query_params.get("format", "json")
    if style not in FORMATS:
        raise Refused(400, "unknown-format", f"{style[:40]!r} is no format; there are {', '.join(FORMATS)}")
    if kind == JSON:
        order = of_object(json_of(await request.body()))
    elif kind in FORMS:
        order = await of_form(request)
    else:
        order = of_file(await request.body())
    return replace(told(order, request.query_params), style=style)


def json_of(body: bytes) -> dict[str, Any]:
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        raise Refused(400, "bad-json", "the body is no JSON object") from None
    if not isinstance(value, dict):
        raise Refused(400, "bad-json", "the body is no JSON object")
    return value


def of_object(value: dict[str, Any]) -> Order:
    if strange := sorted(set(value) - FIELDS):
        raise Refused(400, "unknown-field", f"{strange[0][:40]!r} is no field; there are {', '.join(sorted(FIELDS))}")
    if ("text" in value) == ("url" in value):
        raise Refused(400, "no-text", "give either text or url")
    text = string(value, "text") if "text" in value else ""
    if text is None:
        raise Refused(400, "bad-field", "text is not a string")
    return told(Order(Action.CHECK, text=text, url=address(value)), value)


def told(order: Order, value: Mapping[str, Any]) -> Order:
    """`order` with what the sender knows of the article, where `value` tells it."""
    title, published, language, name = (string(value, each) for each in ("title", "published", "language", "name"))
    return replace(
        order, title=title or order.title, name=name or order.name,
        published=day(published, "published") or order.published,
        language=language_of(language) if language is not None else order.language,
    )


async def of_form(request: Request) -> Order:
    try:
        form = await request.form(max_files=1, max_fields=10, max_part_size=2**31)      # the border knows the bound
    except HTTPException as error:
        raise Refused(400, "bad-form", str(error.detail)) from None
    fields = {name: value for name, value in form.items() if isinstance(value, str)}
    file = form.get("file")
    if isinstance(file, UploadFile) and file.filename:
        order = Order(Action.CHECK, data=await file.read(), name=file.filename[-LONGEST:])
    elif "text" in fields:
        order = Order(Action.CHECK, text=fields["text"])
    else:
        raise Refused(400, "no-text", "paste the text of an article, or choose a file")
    return told(order, {name: value for name, value in fields.items() if value})


def of_file(body: bytes) -> Order:
    if not body:
        raise Refused(400, "no-text", "the body is empty; send an article's text as JSON, or a file")
    return Order(Action.CHECK, data=body)


def lookup(request: Request) -> Order:
    question = string(request.query_params, "q") or ""
    if not question.strip():
        raise Refused(400, "no-question", "ask as q=India exports to United States 2024-25")
    return Order(Action.LOOKUP, question, known_on=day(request.query_params.get("known_on"), "known_on"))


async def proofread(request: Request) -> Order:
    """The order of LanguageTool's check: `text`, or `data` with annotations, and a language."""
    try:
        form = await request.form(max_files=0, max_fields=50, max_part_size=2**31)
    except HTTPException as error:
        raise Refused(400, "bad-form", str(error.detail)) from None
    fields = {name: value for name, value in form.items() if isinstance(value, str)}
    if ("text" in fields) == ("data" in fields):
        raise Refused(400, "no-text", "give either text or data")
    if fields.get("level", "default") not in LEVELS:
        raise Refused(400, "bad-field", f"level is one of {', '.join(LEVELS)}")
    text, markup = (fields["text"], ()) if "text" in fields else annotated(fields["data"])
    return Order(Action.PROOFREAD, text, language=language_of(fields.get("language", "")),
                 picky=fields.get("level") == "picky", markup=markup)


def string(value: Mapping[str, Any], name: str) -> str | None:
    given = value.get(name)
    if given is not None and not isinstance(given, str):
        raise Refused(400, "bad-field", f"{name} is not a string")
    if given is not None and name not in UNBOUNDED and len(given) > LONGEST:
        raise Refused(400, "bad-field", f"{name} is longer than {LONGEST} characters")
    return given


def address(value: Mapping[str, Any]) -> str | None:
    url = string(value, "url")
    if "url" in value and not (url or "").startswith(("http://", "https://")):
        raise Refused(400, "bad-field", "url is not an http or https address")
    return url


def day(written: str | None, name: str) -> date | None:
    if written is None:
        return None
    try:
        if len(written) != len("2026-01-13"):
            raise ValueError
        return date.fromisoformat(written)
    except ValueError:
        raise Refused(400, "bad-field", f"{name} is not a day; write it as 2026-01-13") from None
