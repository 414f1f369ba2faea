"""The description of the API for programs: OpenAPI 3.1, its answers those of the published JSON schema."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

from factcheck import __version__
from factcheck.report.formats import FORMATS

HERE = "#/components/schemas/"


@cache
def description() -> dict[str, Any]:
    """The whole document, as /openapi.json gives it."""
    written = files("factcheck.serve").joinpath("openapi.json").read_text(encoding="utf-8")
    document: dict[str, Any] = json.loads(written.replace("$VERSION", __version__))
    answers = files("factcheck.report").joinpath("schema-1.json").read_text(encoding="utf-8")
    document["components"]["schemas"] |= json.loads(answers.replace("#/$defs/", HERE))["$defs"]
    check = document["paths"]["/v1/check"]["post"]
    [style] = [each for each in check["parameters"] if each["name"] == "format"]
    style["schema"]["enum"] = list(FORMATS)
    check["responses"]["200"]["content"] |= {
        each.media_type: {} for each in FORMATS.values() if each.media_type != "application/json"}
    return document
