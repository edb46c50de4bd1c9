"""Whether another connection committed anything to a file.

SQLite's `data_version` costs microseconds and changes with every commit of another connection. It can be
compared on one connection alone, so there is one for this.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection

from loket.store.sql import run, text
from loket.store.sqlite.connect import reading_engine

_VERSION = text("PRAGMA data_version")
_PATIENCE = 0.05


class Watch:
    """A `ports.Watch` on a file."""

    def __init__(self, path: Path) -> None:
        self._engine = reading_engine(path, patience=_PATIENCE)
        self.conn: Connection = self._engine.connect()
        self._version = self._seen = 0

    def moved(self, within: float) -> bool:
        """As `ports.Watch.moved`."""
        self._version = run(self.conn, _VERSION).scalar_one()
        return self._version != self._seen

    def seen(self) -> None:
        """As `ports.Watch.seen`."""
        self._seen = self._version

    def close(self) -> None:
        """As `ports.Watch.close`."""
        self.conn.close()
        self._engine.dispose()
