"""XML from strangers: no entity is expanded, no other file and no address is opened, no depth or size runs away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sources.terms.errors import UnreadableInput

if TYPE_CHECKING:
    from lxml.etree import _Element


def parse_xml(name: str, data: bytes, what: str, *, forgiving: bool = False) -> _Element:
    """The root of the XML in `data`.  `forgiving` reads past mistakes, as feeds make them.

    Raises UnreadableInput, naming line and fault, and for any document type: nothing that we read has one of use.
    """
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False,
                             huge_tree=False, remove_comments=True, remove_pis=True, recover=forgiving)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as broken:
        line = broken.lineno or 1
        raise UnreadableInput(name, f"is a {what} whose XML is broken at line {line} ({broken.msg})") from None
    if root is None:
        raise UnreadableInput(name, f"is a {what} whose XML is broken from the start")
    if root.getroottree().docinfo.internalDTD is not None:
        raise UnreadableInput(name, f"is a {what} with a document type of its own, which is not read: save it again")
    return root
