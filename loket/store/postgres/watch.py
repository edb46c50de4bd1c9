"""Whether anything was committed on a server: it tells who listens, without being asked.

What is told while the connection is gone is lost, so after connecting anew there may always be something new.
"""

from __future__ import annotations

from sqlalchemy import Connection, Engine

from loket.store.postgres.clock import HostClock
from loket.store.postgres.connect import driver


class Watch:
    """A `ports.Watch` on a server."""

    def __init__(self, engine: Engine, clock: HostClock) -> None:
        self._engine, self._clock = engine, clock
        self._conn: Connection | None = None
        self._news = True

    @property
    def conn(self) -> Connection:
        """As `ports.Watch.conn`; connected anew where it was lost."""
        if self._conn is not None and driver(self._conn).closed:
            self._leave()
        if self._conn is None:
            conn = self._engine.connect()
            conn.exec_driver_sql("LISTEN loket")
            self._conn, self._news = conn, True
        return self._conn

    def moved(self, within: float) -> bool:
        """As `ports.Watch.moved`."""
        try:
            conn = driver(self.conn)
            told = conn.notifies(timeout=0 if self._news else within, stop_after=1)
            self._news = self._news or any(True for _ in told)
            if self._clock.due:
                self._clock.measure(self.conn)  # one that tells nothing is asked once a minute at least
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
        self._engine.dispose()

    def _leave(self) -> None:
        conn, self._conn = self._conn, None
        if conn is not None:
            conn.invalidate()
            conn.close()
