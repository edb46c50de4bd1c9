"""Whether the database is whole as far as it can tell by itself, and lists of all there is in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from loket.store.sql import Connection, run, text

_CHECK = {
    "sqlite": text("PRAGMA integrity_check(1)"),
    "postgresql": text(
        "SELECT CASE WHEN EXISTS (SELECT 1 FROM pg_index WHERE NOT indisvalid) THEN 'index' ELSE 'ok' END"
    ),
}
_TABLES = {
    "sqlite": text("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"),
    "postgresql": text("SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY 1"),
}
_FILES = text("SELECT id, number FROM file WHERE id > :after ORDER BY id LIMIT :limit")
_QUEUE = text("SELECT day, series, number FROM ticket ORDER BY id")
_SORTS = {
    "table": "tabel", "index": "indeks", "trigger": "pemicu", "rule": "syarat", "function": "fungsi",
}  # fmt: skip
_PAGE = 1000


def is_sound(conn: Connection) -> bool:
    """Whether pages and indexes are whole."""
    return bool(run(conn, _CHECK[conn.dialect.name]).scalar() == "ok")


def counts(conn: Connection) -> dict[str, int]:
    """How many rows each table has."""
    each = [
        f"SELECT '{table}', count(*) FROM {table}"
        for table in run(conn, _TABLES[conn.dialect.name]).scalars()
    ]
    return {row[0]: row[1] for row in conn.exec_driver_sql(" UNION ALL ".join(each))}


def dangling(conn: Connection) -> tuple[str, ...]:
    """The tables with rows that refer to a row that is not there."""
    return tuple(_declared(conn).dangling(conn))


def strange(conn: Connection) -> tuple[str, ...]:
    """Tables, indexes and triggers that are missing, are others than this program makes, or are too many."""
    return tuple(f"{_SORTS.get(sort, sort)} {name}" for sort, name in _declared(conn).differing(conn))


def _declared(conn: Connection) -> Any:
    """What knows how the tables are to be, and refer to each other."""
    if conn.dialect.name == "postgresql":
        from loket.store.postgres import declared  # imports SQLModel

        return declared
    from loket.store import schema  # imports SQLModel

    return schema


def all_numbers(conn: Connection) -> Iterator[tuple[int, str]]:
    """Id and number of every file, open or ended."""
    after = 0
    while page := numbers(conn, after):
        yield from page
        after, _ = page[-1]


def numbers(conn: Connection, after: int = 0, limit: int = _PAGE) -> tuple[tuple[int, str], ...]:
    """Id and number of files, open or ended, with an id above `after`."""
    return tuple((file, number) for file, number in run(conn, _FILES, after=after, limit=limit))


def queue_numbers(conn: Connection) -> tuple[tuple[str, str, str], ...]:
    """Day, series and number of every queue number."""
    return tuple((day, series, number) for day, series, number in run(conn, _QUEUE))
