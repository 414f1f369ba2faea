"""Questions to the results, by DuckDB: a view of each of the audit's tables, over its Parquet files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from factcheck.audit.schema import COLUMNS, TABLES
from factcheck.audit.store import Store
from sources.terms.errors import TradeError

COLUMNS_TOLD = "\"describe findings\" lists the columns of findings, and so for " + ", ".join(
    table for table in TABLES if table != "findings")


@dataclass(eq=False)
class BadQuestion(TradeError):
    reason: str

    def __str__(self) -> str:
        return f"the question cannot be answered: {self.reason}"


@dataclass(frozen=True, slots=True)
class Answer:
    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]


def connect(store: Store) -> Any:
    """A DuckDB connection with the views."""
    import duckdb

    connection = duckdb.connect()
    if not store.is_local:
        from fsspec.core import url_to_fs

        connection.register_filesystem(url_to_fs(store.folder)[0])
    for table in TABLES:
        place = store.path(f"{table}/*.parquet").replace("'", "''")
        if store.names(table):
            connection.execute(f"create view {table} as select * from read_parquet('{place}')")
        else:
            columns = ", ".join(f'"{name}" {DUCKDB[kind]}' for name, kind in COLUMNS[table].items())
            connection.execute(f"create table {table} ({columns})")
    return connection


DUCKDB = {"string": "varchar", "date32": "date", "int64": "bigint", "int32": "integer", "float64": "double",
          "bool_": "boolean", "list": "varchar[]"}


def ask(store: Store, question: str, parameters: Sequence[Any] = (), connection: Any = None) -> Answer:
    """What DuckDB answers.  Raises BadQuestion with what it says is wrong with one."""
    import duckdb

    try:
        cursor = (connection or connect(store)).execute(question, list(parameters))
        return Answer(tuple(column[0] for column in cursor.description or ()), cursor.fetchall())
    except duckdb.Error as trouble:
        said = " ".join(str(trouble).split())
        unknown = isinstance(trouble, (duckdb.BinderException, duckdb.CatalogException))
        raise BadQuestion(said + (f"; {COLUMNS_TOLD}" if unknown else "")) from None
