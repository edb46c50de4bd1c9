"""All rows of a database, written into another that has our tables and nothing in them yet.

So an office moves from a file to a server and back, and so a backup of one on a server is a file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any

import sqlalchemy
from sqlalchemy import Boolean, Connection, Table
from sqlmodel import SQLModel

import loket.store.tables  # noqa: F401  # importing it is what fills the metadata
from loket.store import journal, meta
from loket.store.journal import Head
from loket.store.ports import Database

Told = Callable[[str, int], None]
"""Is told the table, and how many of its rows are written."""
_OWN = (meta.SCHEMA, meta.SCHEMA_WORDS, meta.REVISION, meta.MOVED_TO, meta.FOLDER)
"""Values that a database has of its own tables, and of where it lies."""
_CHUNK = 5_000
_ORDERED = {"document": "rowid"}
"""Tables whose rows have an order that no column of theirs says."""


def _no_word(table: str, rows: int) -> None:
    """Nobody waits to be told."""


def copy_all(source: Connection, into: Database, told: Told = _no_word) -> Head:
    """Write all rows that `source` sees at one moment into a new database, in one transaction.

    Where its journal ends. Raises StoreTrouble, ValueError where it has other rows than there were.
    """
    with into.translated(), into.turn(), into.writing() as target:
        into.begin(target)
        into.unhurried(target)  # the source may be slow, and nobody waits for what is new
        counted = {table.name: _copy(source, target, table, told) for table in _tables()}
        _never_again(source, target)
        if counted != {table.name: _count(target, table) for table in _tables()}:
            raise ValueError("other rows than there were")
        head = journal.head(target)
        into.commit(target, head)
    return head


def _tables() -> Sequence[Table]:
    """All tables, each after those to which it refers."""
    return SQLModel.metadata.sorted_tables


def _copy(source: Connection, target: Connection, table: Table, told: Told) -> int:
    """Write a table's rows; how many there are then."""
    columns = [column.name for column in table.columns]
    flags = [isinstance(column.type, Boolean) for column in table.columns]
    if table.name == "journal_head":
        target.execute(sqlalchemy.delete(table))  # all that a new database has, but for `_OWN`
    written = 0
    for rows in _chunks(source, table, columns):
        _insert(target, table.name, columns, [_as_told(row, flags) for row in rows])
        written += len(rows)
        told(table.name, written)
    return written


def _chunks(source: Connection, table: Table, columns: Sequence[str]) -> Iterator[Sequence[Sequence[Any]]]:
    order = _ORDERED.get(table.name) or ", ".join(column.name for column in table.primary_key)
    query = f"SELECT {', '.join(columns)} FROM {table.name}"
    if table.name == "meta":
        query += f" WHERE key NOT IN ({', '.join(map(repr, _OWN))})"
    streamed = source.execution_options(stream_results=True)
    rows = iter(streamed.exec_driver_sql(f"{query} ORDER BY {order}"))
    while chunk := list(islice(rows, _CHUNK)):
        yield chunk


def _as_told(row: Sequence[Any], flags: Sequence[bool]) -> tuple[Any, ...]:
    """A row as either engine takes it: what is yes or no one of them keeps as a number."""
    return tuple(bool(value) if flag else value for value, flag in zip(row, flags, strict=True))


def _insert(target: Connection, table: str, columns: Sequence[str], rows: list[tuple[Any, ...]]) -> None:
    driver: Any = target.connection.driver_connection
    names = ", ".join(columns)
    if target.dialect.name == "postgresql":
        with driver.cursor() as cursor, cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
    else:
        driver.executemany(f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(columns))})", rows)


def _count(target: Connection, table: Table) -> int:
    beside = f" WHERE key NOT IN ({', '.join(map(repr, _OWN))})" if table.name == "meta" else ""
    return int(target.exec_driver_sql(f"SELECT count(*) FROM {table.name}{beside}").scalar_one())


def _never_again(source: Connection, target: Connection) -> None:
    """An id that was given is not given again, also where its row is gone."""
    for table in _tables():
        if table.dialect_options["sqlite"]["autoincrement"]:
            last = _last_given(source, table.name)
            if target.dialect.name == "postgresql":
                target.exec_driver_sql(
                    "SELECT setval(pg_get_serial_sequence(%(table)s, 'id'), %(last)s, %(given)s)",
                    {"table": table.name, "last": max(last, 1), "given": last > 0},
                )
            else:
                target.exec_driver_sql("DELETE FROM sqlite_sequence WHERE name = ?", (table.name,))
                target.exec_driver_sql("INSERT INTO sqlite_sequence VALUES (?, ?)", (table.name, last))


def _last_given(source: Connection, table: str) -> int:
    """The last id that a table gave; 0 while it gave none."""
    if source.dialect.name == "postgresql":
        (series,) = source.exec_driver_sql(
            "SELECT pg_get_serial_sequence(%(table)s, 'id')", {"table": table}
        ).one()
        last, given = source.exec_driver_sql(f"SELECT last_value, is_called FROM {series}").one()
        return int(last) if given else 0
    found = source.exec_driver_sql("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)).scalar()
    return int(found or 0)
