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

from sqlalchemy import URL, Engine, create_engine, event, exc

from loket.store.errors import StoreBroken, StoreBusy, StoreTrouble, StoreUnreachable, holder
from loket.store.sql import text
from loket.store.sqlite.turn import NoTurn

BEGIN, COMMIT = text("BEGIN IMMEDIATE"), text("COMMIT")
_PATIENCE = 10.0  # seconds


def writing_engine(path: Path, *, durable: bool = True, patience: float = _PATIENCE) -> Engine:
    """An engine for transactions that begin with `BEGIN`; what is not committed a connection takes back when
    it is closed.
    """
    waits = "PRAGMA synchronous=FULL" if durable else "PRAGMA synchronous=OFF"
    return _engine(path, patience, "PRAGMA foreign_keys=ON", waits)


def reading_engine(path: Path, *, patience: float = _PATIENCE) -> Engine:
    """An engine each of whose statements sees the latest commits; it can write nothing."""
    return _engine(path, patience, "PRAGMA query_only=ON").execution_options(isolation_level="AUTOCOMMIT")


def _engine(path: Path, patience: float, *pragmas: str) -> Engine:
    arguments = {"timeout": patience, "isolation_level": None}
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
        raise StoreBusy(path, "others kept writing", holder(error.holder)) from error
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
