"""Orders carried out, in a guarded process: the tables are opened once, then one order after the other."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from factcheck.inputs import Document
from factcheck.serve.order import Action, Order, Refused, Reply, answered
from sources.terms.errors import TradeError, UnreadableInput

if TYPE_CHECKING:
    from factcheck.config import Config
    from factcheck.result import Report

WARM_UP = Order(Action.CHECK, "India's exports to the United States rose 11.6 per cent to $86.51 billion in 2024-25.")


class Work:
    """Carries out orders against the bundled tables and those of `folders`, by the desk's `config`.

    Fetches nothing unless `fetch` says so.
    """

    def __init__(self, folders: Sequence[Path] = (), fetch: bool = False, config: Config | None = None) -> None:
        from factcheck.config import Config
        from sources.tables import Tables

        self.tables = Tables.bundled(folders)
        self.fetch = fetch
        self.config = config or Config()
        self(WARM_UP)                   # so that no reader waits for the first article

    def __call__(self, order: Order) -> Reply:
        try:
            match order.action:
                case Action.CHECK:
                    return self._check(order)
                case Action.PROOFREAD:
                    return self._proofread(order)
                case Action.LOOKUP:
                    return self._lookup(order)
                case Action.TABLES:
                    return self._list()
        except Refused as refusal:
            return refusal.reply
        except TradeError as error:     # an input that cannot be read, a question that nobody understands
            return Refused(422, error.code, str(error)).reply

    def _check(self, order: Order) -> Reply:
        from factcheck.api import check
        from factcheck.report.formats import FORMATS, write

        found = list(self.documents(order))
        if len(found) == 1 and isinstance(found[0], UnreadableInput):
            raise found[0]
        results = (each if isinstance(each, UnreadableInput) else check(each, self.tables, self.config)
                   for each in found)
        if order.style == "json":
            return self._page(results)
        out = io.StringIO()
        write(order.style, results, self.tables, out, self.config.manner())
        return Reply(200, out.getvalue().encode("utf-8", "replace"), FORMATS[order.style].media_type)

    def _page(self, results: Iterator[Report | UnreadableInput]) -> Reply:
        """What `check --format json` prints, on one line: programs read it, and it is written in half the time."""
        from factcheck.report.machine import report_object, whole_object
        from factcheck.report.output import objects

        return answered(whole_object(list(objects(results, report_object)), self.tables.cards))

    def documents(self, order: Order) -> Iterator[Document | UnreadableInput]:
        """A feed or JSON lines hold many.  What the sender says of an article goes before what it says of itself."""
        for each in self._opened(order):
            yield self._told(each, order) if isinstance(each, Document) else each

    def _told(self, document: Document, order: Order) -> Document:
        document = replace(document, title=order.title or document.title)
        if order.published:
            document = replace(document, published=order.published, dated_by="option")
        document = self.config.settled(document)
        return document if order.language == "auto" else replace(document, language=order.language)

    def _opened(self, order: Order) -> Iterator[Document | UnreadableInput]:
        from factcheck.inputs.reading import all_in, split

        if order.url is not None:
            if not self.fetch:
                raise Refused(403, "fetching-off", "this server fetches nothing; start it with --allow-fetch")
            return all_in(order.url, self.config.encoding)
        if order.data is not None:
            return split(order.name, order.data, self.config.encoding)
        return iter([plain(order)])

    def _proofread(self, order: Order) -> Reply:
        from factcheck.api import check
        from factcheck.serve.languagetool import answer

        return answered(answer(check(self._told(plain(order), order), self.tables, self.config), order, self.config))

    def _lookup(self, order: Order) -> Reply:
        from factcheck.lookup.answer import answer
        from factcheck.report.machine import answer_object

        return answered(answer_object(answer(order.text, self.tables, date.today(), order.known_on)))

    def _list(self) -> Reply:
        from factcheck.report.catalogue import card_object
        from factcheck.report.machine import SCHEMA

        return answered({"schema": SCHEMA, "tables": [card_object(card) for card in self.tables.cards]})


def plain(order: Order) -> Document:
    """The text as it was sent, so that offsets are those of what was sent."""
    from factcheck.inputs.dating import published_in

    published = published_in(order.text)
    return Document(order.name, order.text, None, published, "text" if published else None)
