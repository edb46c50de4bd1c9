"""Connections to a server, configured in one place, and the driver's errors in our words.

Everything that a server needs to be safe with many counters is set here; nobody else configures a connection.
"""

from __future__ import annotations

import select
from collections.abc import Iterator
from contextlib import contextmanager

from psycopg import Connection as Driver
from psycopg import Error, OperationalError, conninfo
from sqlalchemy import Connection, Engine, create_engine, exc

from loket.location import Server
from loket.store.errors import StoreBroken, StoreBusy, StoreMissing, StoreTrouble, StoreUnreachable

# What is cut off is noticed within seconds; `tcp_user_timeout` (ms) is for an answer that never comes.
_LINE = {
    "connect_timeout": 5, "keepalives_idle": 5, "keepalives_interval": 2, "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
}  # fmt: skip
_BUSY = {"55P03", "40P01", "40001"}
"""No lock in time, a deadlock, a transaction that another made impossible."""
_BROKEN = {"XX001", "XX002"}
_UNREACHABLE = ("08", "28", "53", "57", "58", "25")
"""Classes: connection, sign-in, resources, operator, system, and a transaction that the server ended."""


def parameters(server: Server, patience: float, **settings: str | int) -> dict[str, str | int | None]:
    """How to connect; `patience` (seconds) is how long a lock is waited for, and the longest transaction that
    does nothing: a station that sleeps in its turn loses it.
    """
    ms = int(patience * 1000)
    kept = {
        "lock_timeout": ms,
        "idle_in_transaction_session_timeout": ms,
        "search_path": server.schema,
        **settings,
    }
    options = " ".join(f"-c {name}={value}" for name, value in kept.items())
    given = conninfo.conninfo_to_dict(server.words)
    return {**_LINE, "application_name": "loket", **given, "options": options}


def engine(server: Server, patience: float, **settings: str | int) -> Engine:
    """An engine each of whose statements is its own transaction, unless one is begun in so many words."""
    arguments = parameters(server, patience, **settings)
    return create_engine(
        "postgresql+psycopg://", connect_args=arguments, isolation_level="AUTOCOMMIT", pool_size=5
    )


def driver(conn: Connection) -> Driver[tuple[object, ...]]:
    """The driver's connection."""
    found = conn.connection.driver_connection
    assert isinstance(found, Driver)
    return found


def alive(conn: Connection) -> bool:
    """Whether a connection that rested still is one: the server tells of its end, and else says nothing."""
    own = driver(conn)
    if own.closed:
        return False
    readable, *_ = select.select([own.fileno()], [], [], 0)
    return not readable


@contextmanager
def translated(server: Server) -> Iterator[None]:
    """Turn failures of the driver into `store.errors`."""
    try:
        yield
    except exc.DBAPIError as error:
        if (trouble := _trouble(server, error.orig)) is None:
            raise
        raise trouble from error
    except Error as error:
        raise _trouble(server, error) or StoreBroken(server, type(error).__name__) from error


def _trouble(server: Server, error: BaseException | None) -> StoreTrouble | None:
    """What a driver's error means for the office; None for a fault of the statement itself."""
    if not isinstance(error, Error):
        return None
    code = error.sqlstate or ""
    if code in _BUSY:
        return StoreBusy(server, code)
    if code in _BROKEN:
        return StoreBroken(server, code)
    if code == "3D000":
        return StoreMissing(server, code)
    if code.startswith(_UNREACHABLE) or (not code and isinstance(error, OperationalError)):
        return StoreUnreachable(server, code or type(error).__name__)
    return None
