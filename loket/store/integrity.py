"""Whether the database is whole, as far as SQLite can tell, and a list of all files for who looks further."""

from __future__ import annotations

from loket.store.sql import Connection, run, text

_CHECK = text("PRAGMA integrity_check(1)")
_REFERENCES = text("PRAGMA foreign_key_check")
_FILES = text("SELECT id, number FROM file WHERE id > :after ORDER BY id LIMIT :limit")


def is_sound(conn: Connection) -> bool:
    """Whether pages and indexes are whole and every reference leads to a row."""
    return run(conn, _CHECK).scalar() == "ok" and run(conn, _REFERENCES).first() is None


def numbers(conn: Connection, after: int = 0, limit: int = 1000) -> tuple[tuple[int, str], ...]:
    """Id and number of files, open or ended, with an id above `after`."""
    return tuple((file, number) for file, number in run(conn, _FILES, after=after, limit=limit))
