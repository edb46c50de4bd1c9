"""Connections to the database, configured in one place, and the driver's errors in our words.

Everything that SQLite needs to be safe with many counters is set here (synchronous FULL, foreign keys,
BEGIN IMMEDIATE); nobody else configures a connection.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, exc

from loket.store.errors import StoreBroken, StoreBusy, StoreTrouble, StoreUnreachable
from loket.store.turn import NoTurn

HEAD = "0003"  # the schema revision that this program's statements expect
BUSY_SECONDS = 10.0


def schema_revision(path: Path) -> str | None:
    """The schema revision written in the database; None when it has no tables at all.

    Raises:
        StoreBroken: it has tables, but they are not this program's.
    """
    conn = sqlite3.connect(path, timeout=BUSY_SECONDS)
    try:
        names = {name for (name,) in conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if not names:
            return None
        if "alembic_version" not in names:
            raise StoreBroken(path, "not a Loket database")
        row = conn.execute("SELECT version_num FROM alembic_version").fetchone()
        return str(row[0]) if row else None
    finally:
        conn.close()


def writing_engine(path: Path, *, foreign_keys: bool = True, durable: bool = True) -> Engine:
    """An engine whose transactions begin with BEGIN IMMEDIATE."""
    waits = "PRAGMA synchronous=FULL" if durable else "PRAGMA synchronous=OFF"
    engine = _engine(path, f"PRAGMA foreign_keys={int(foreign_keys)}", waits)

    @event.listens_for(engine, "begin")
    def _begin(conn: Connection) -> None:
        conn.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def reading_engine(path: Path) -> Engine:
    """An engine each of whose statements sees the latest commits; it can write nothing."""
    return _engine(path, "PRAGMA query_only=ON").execution_options(isolation_level="AUTOCOMMIT")


def _engine(path: Path, *pragmas: str) -> Engine:
    arguments = {"timeout": BUSY_SECONDS, "isolation_level": None}
    engine = create_engine(URL.create("sqlite", database=str(path)), connect_args=arguments)

    @event.listens_for(engine, "connect")
    def _connected(driver: Any, _record: Any) -> None:
        for pragma in pragmas:
            driver.execute(pragma)

    return engine


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn failures of the driver into this room's exceptions."""
    try:
        yield
    except NoTurn as error:
        if error.detail:
            raise StoreUnreachable(path, error.detail) from error
        raise StoreBusy(path, "others kept writing") from error
    except exc.DBAPIError as error:
        if (trouble := _trouble(path, error.orig)) is None:
            raise
        raise trouble from error
    except sqlite3.Error as error:
        raise _trouble(path, error) or StoreBroken(path, str(error)) from error


def _trouble(path: Path, error: BaseException | None) -> StoreTrouble | None:
    """What a driver's error means for the office; None for a fault of the statement itself."""
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        return None
    match code & 0xFF:
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return StoreBusy(path, str(error))
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            return StoreBroken(path, str(error))
        case sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_IOERR | sqlite3.SQLITE_FULL | sqlite3.SQLITE_READONLY:
            return StoreUnreachable(path, str(error))
        case sqlite3.SQLITE_PERM | sqlite3.SQLITE_AUTH | sqlite3.SQLITE_NOLFS:
            return StoreUnreachable(path, str(error))
        case _:
            return None
