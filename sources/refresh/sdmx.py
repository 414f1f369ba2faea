"""SDMX: the observations of a data message, whether it comes as CSV or as XML, generic or structure-specific.

Every observation is a mapping of dimension (and attribute) to code, TIME_PERIOD and OBS_VALUE among them.
https://sdmx.org/standards-2/
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from sources.refresh.source import BadAnswer, Page, glimpse

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

TIME, VALUE = "TIME_PERIOD", "OBS_VALUE"
MONTHLY = re.compile(r"(\d{4})-M?(\d{2})(?:-\d{2})?")
QUARTERLY = re.compile(r"(\d{4})-?Q([1-4])")
Observation = dict[str, str]


def observations(page: Page, body: bytes) -> Iterator[Observation]:
    """Raises `BadAnswer` for anything but an SDMX data message that is whole."""
    head = body[:200].lstrip(b"\xef\xbb\xbf \r\n\t")
    if head.startswith(b"<"):
        yield from of_xml(page, body)
    else:
        yield from of_csv(page, body)


def of_csv(page: Page, body: bytes) -> Iterator[Observation]:
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadAnswer(page.address, "is not UTF-8") from None
    reader = csv.reader(io.StringIO(text), strict=True)
    try:
        header = next(reader, [])
        if TIME not in header or VALUE not in header:
            raise BadAnswer(page.address, f"did not answer with SDMX data but with {glimpse(body)}")
        for cells in reader:
            if len(cells) != len(header):
                reason = f"line {reader.line_num} has {len(cells)} cells, the header {len(header)}: cut short?"
                raise BadAnswer(page.address, reason)
            yield dict(zip(header, cells, strict=True))
    except csv.Error as trouble:
        raise BadAnswer(page.address, f"line {reader.line_num}: {trouble}") from None
    if not text.endswith("\n"):
        raise BadAnswer(page.address, "ends in the middle of a line: cut short?")


def of_xml(page: Page, body: bytes) -> Iterator[Observation]:
    from xml.etree import ElementTree

    if b"<!DOCTYPE" in body[:1_000] or b"<!ENTITY" in body:       # a web page, or a trick
        raise BadAnswer(page.address, f"did not answer with SDMX data but with {glimpse(body)}")
    try:
        root = ElementTree.fromstring(body)
    except ElementTree.ParseError as trouble:
        raise BadAnswer(page.address, f"is no whole XML ({trouble}); it begins with {glimpse(body)}") from None
    name = local(root)
    if "Data" not in name:          # GenericData, StructureSpecificTimeSeriesData, ...; not Error, nor html
        raise BadAnswer(page.address, f"did not answer with SDMX data but with {words(root) or name}")
    if footers := [each for each in root.iter() if local(each) == "Footer"]:
        raise BadAnswer(page.address, f"sends no data but a note: {words(footers[0])}")
    for each in root.iter():
        if local(each) == "Series":
            common = said_by(each, "SeriesKey", "Attributes")
            for seen in each:
                if local(seen) == "Obs":
                    yield common | observed(seen)
        elif local(each) == "DataSet":
            yield from (observed(seen) for seen in each if local(seen) == "Obs")      # flat


def said_by(element: Element, *groups: str) -> Observation:
    """The codes of a series: its own attributes, or the Values of its SeriesKey."""
    found = {name: text for name, text in element.attrib.items() if not name.startswith("{")}
    for group in element:
        if local(group) in groups:
            found |= {value.get("id", ""): value.get("value", "") for value in group}
    return found


def observed(element: Element) -> Observation:
    """An Obs: everything in attributes, or ObsDimension and ObsValue."""
    found = said_by(element, "ObsKey", "Attributes")
    for each in element:
        match local(each):
            case "ObsDimension":
                found[each.get("id", TIME)] = each.get("value", "")
            case "ObsValue":
                found[VALUE] = each.get("value", "")
    return found


def local(element: Element) -> str:
    """The name without its namespace."""
    return element.tag.rpartition("}")[2]


def words(element: Element) -> str:
    text = " ".join(" ".join(element.itertext()).split())
    return repr(text[:160]) if text else ""


def period_label(page: Page, said: str) -> str:
    """2024, 2024-Q3 or 2024-03 in our own way of writing.  Raises `BadAnswer`."""
    if re.fullmatch(r"\d{4}", said):
        return said
    if match := QUARTERLY.fullmatch(said):
        return f"{match[1]}-Q{match[2]}"
    if match := MONTHLY.fullmatch(said):
        return f"{match[1]}-{match[2]}"
    raise BadAnswer(page.address, f"gives {said!r} where a period must stand")


def need(page: Page, seen: Observation, *names: str) -> tuple[str, ...]:
    """The codes of these dimensions.  Raises `BadAnswer` where one is not there."""
    for name in names:
        if name not in seen:
            raise BadAnswer(page.address, f"has no dimension {name!r}; has the service changed?")
    return tuple(seen[name] for name in names)
