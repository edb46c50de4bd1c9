"""Connections to a server, configured in one place, and the driver's errors in our words.

Everything that a server needs to be safe with many counters is set here; nobody else configures a connection.
"""

from __future__ import annotations

import re
import select
import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from typing import Any

from psycopg import Connection as Driver
from psycopg import Error, OperationalError, conninfo
from sqlalchemy import Connection, Engine, create_engine, exc

from loket.location import Server
from loket.store.errors import (
    Cause,
    StoreBroken,
    StoreBusy,
    StoreSlept,
    StoreTrouble,
    StoreUnreachable,
)

# What is cut off is noticed within seconds: by whoever rests by the keepalives (5 + 3 * 2), by whoever sends
# by `tcp_user_timeout` (ms). A server that takes what is sent and answers nothing only `_Line` notices.
_LINE = {
    "connect_timeout": 5, "keepalives_idle": 5, "keepalives_interval": 2, "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
}  # fmt: skip
_BUSY = {"55P03", "40P01", "40001"}
"""No lock in time, a deadlock, a transaction that another made impossible."""
_BROKEN = {"XX001", "XX002"}
_SLEPT = "25P03"
"""The server ended a transaction in which nothing was done for too long."""
_UNREACHABLE = ("08", "28", "53", "57", "58", "25")
"""Classes: connection, sign-in, resources, operator, system, and what cannot be written."""
_CAUSES = {"28": Cause.NOT_LET_IN, "53": Cause.FULL, "42501": Cause.NO_RIGHT, "25006": Cause.READ_ONLY}
_AT_THE_DOOR = (
    (re.compile(r"password|pg_hba|authentication|role \""), Cause.NOT_LET_IN),
    (re.compile(r"database \".*\" does not exist"), Cause.NO_DATABASE),
    (re.compile("permission denied"), Cause.NO_RIGHT),
    (re.compile("too many|connection slots"), Cause.FULL),
)
"""Who is not let in is told so in words alone; of a server that speaks others it is `NO_ANSWER`."""
_SILENCE = 2
"""So many times the `patience` an answer is waited for: a lock may be waited for once."""


class _Line(Driver[tuple[object, ...]]):
    """The driver's connection, given up where for `silence` (s) nothing is said to what was asked."""

    silence: float | None = None

    def wait(self, gen: Generator[Any, Any, Any], *args: Any, **kwargs: Any) -> Any:
        """As the driver's; raises OperationalError where no answer came in time."""
        return super().wait(gen if self.silence is None else self._heard(gen, self.silence), *args, **kwargs)

    def _heard(self, gen: Generator[Any, Any, Any], silence: float) -> Generator[Any, Any, Any]:
        until = time.monotonic() + silence
        try:
            wanted = next(gen)
            while True:
                ready = yield wanted
                if ready:
                    until = time.monotonic() + silence
                elif time.monotonic() > until:
                    self.pgconn.finish()
                    raise OperationalError("no answer")
                wanted = gen.send(ready)
        except StopIteration as ended:
            return ended.value


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
    """An engine each of whose statements is its own transaction, unless one is begun in so many words.

    One that takes so long that the server says nothing for twice the patience is done `patiently`.
    """
    arguments = parameters(server, patience, **settings)

    def connect() -> _Line:
        line = _Line.connect(**arguments)  # type: ignore[arg-type]
        line.silence = _SILENCE * patience
        return line

    return create_engine("postgresql+psycopg://", creator=connect, isolation_level="AUTOCOMMIT", pool_size=5)


def driver(conn: Connection) -> _Line:
    """The driver's connection."""
    found = conn.connection.driver_connection
    assert isinstance(found, _Line)
    return found


@contextmanager
def patiently(conn: Connection) -> Iterator[None]:
    """Its statements may take as long as they take: all there is is read, or written anew."""
    line = driver(conn)
    silence, line.silence = line.silence, None
    try:
        yield
    finally:
        line.silence = silence


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
    if code == _SLEPT:
        return StoreSlept(server, code)
    if code.startswith((*_UNREACHABLE, *_CAUSES)):
        cause = next((why for begins, why in _CAUSES.items() if code.startswith(begins)), Cause.NO_ANSWER)
        return StoreUnreachable(server, code, cause)
    if not code and isinstance(error, OperationalError):
        said = (why for words, why in _AT_THE_DOOR if words.search(str(error)))
        return StoreUnreachable(server, type(error).__name__, next(said, Cause.NO_ANSWER))
    return None
