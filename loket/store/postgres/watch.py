"""Whether anything was committed on a server: it tells who listens, without being asked.

What is told while the connection is gone is lost, so after connecting anew there may always be something new.
Connecting anew takes seconds where the network is gone, so a thread does it: who looks is held up by none.
"""

from __future__ import annotations

from concurrent.futures import Future
from threading import Thread

from psycopg import OperationalError
from sqlalchemy import Connection, Engine

from loket.store.postgres.clock import HostClock
from loket.store.postgres.connect import driver


class Watch:
    """A `ports.Watch` on a server."""

    def __init__(self, engine: Engine, clock: HostClock) -> None:
        self._engine, self._clock = engine, clock
        self._conn: Connection | None = self._connected()
        self._coming: Future[Connection] | None = None
        self._news = True

    @property
    def conn(self) -> Connection:
        """As `ports.Watch.conn`. Raises OperationalError while there is none."""
        return self._found(0)

    def moved(self, within: float) -> bool:
        """As `ports.Watch.moved`."""
        conn = self._found(within)
        try:
            told = driver(conn).notifies(timeout=0 if self._news else within, stop_after=1)
            self._news = self._news or any(True for _ in told)
            if self._clock.due:
                self._clock.measure(conn)  # one that tells nothing is asked once a minute at least
        except Exception:
            self._leave()
            raise
        return self._news

    def seen(self) -> None:
        """As `ports.Watch.seen`."""
        self._news = False

    def close(self) -> None:
        """As `ports.Watch.close`."""
        self._leave()
        if self._coming is not None:
            self._coming.add_done_callback(_let_go)
        self._engine.dispose()

    def _found(self, within: float) -> Connection:
        """The connection, or where it was lost the next, once it came `within` seconds.

        Raises OperationalError.
        """
        if self._conn is not None and not driver(self._conn).closed:
            return self._conn
        self._leave()
        if self._coming is None:
            self._coming = Future()
            Thread(target=self._connect, args=(self._coming,), name="loket-watch", daemon=True).start()
        coming = self._coming
        try:
            self._conn, self._news = coming.result(timeout=within), True
        except TimeoutError:
            raise OperationalError("not connected yet") from None
        finally:
            if coming.done():
                self._coming = None
        return self._conn

    def _connect(self, coming: Future[Connection]) -> None:
        try:
            coming.set_result(self._connected())
        except Exception as error:
            coming.set_exception(error)

    def _connected(self) -> Connection:
        conn = self._engine.connect()
        conn.exec_driver_sql("LISTEN loket")
        return conn

    def _leave(self) -> None:
        conn, self._conn = self._conn, None
        if conn is not None:
            conn.invalidate()
            conn.close()


def _let_go(coming: Future[Connection]) -> None:
    """What came too late is not left open."""
    if coming.exception() is None:
        coming.result().invalidate()
