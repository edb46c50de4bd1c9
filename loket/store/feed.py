"""What others (and we) have just written, for screens that stay fresh by themselves.

SQLite's `data_version` costs microseconds and changes with every commit of another connection; only then
is the journal read. It can be compared on one connection alone, so the feed keeps one of its own. Each look
also sees whether the database is still the one that was opened.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from loket.store.connect import translated
from loket.store.engine import Store
from loket.store.errors import Fate, StoreBusy, StoreReplaced

_SINCE = (
    "SELECT id, subject, subject_id, kind, person_id, at, hash FROM journal WHERE id > ? ORDER BY id LIMIT ?"
)
_HEAD = "SELECT last_id, hash FROM journal_head"
_HASH = "SELECT hash FROM journal WHERE id = ?"
_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Change:
    """A journal entry, as far as a screen needs it to know what to read again."""

    id: int
    subject: str
    subject_id: int
    kind: str
    person_id: int | None
    at: int


class Feed:
    """The changes since it was opened, or since the last look. One thread at a time."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._conn = sqlite3.connect(store.path, timeout=0.05, isolation_level=None, check_same_thread=False)
        self._conn.execute("PRAGMA query_only=ON")
        self._version: int | None = None
        self._last, self._hash = self._conn.execute(_HEAD).fetchone()

    def poll(self) -> tuple[Change, ...]:
        """The next changes, oldest first, at most 500 at once; none while the file is briefly locked.

        Raises:
            StoreReplaced: the database is not the one that was opened, or not whole.
            StoreTrouble: when the database fails otherwise.
        """
        try:
            with translated(self._store.path):
                self._store.check_ground()
                (version,) = self._conn.execute("PRAGMA data_version").fetchone()
                if version == self._version:
                    return ()
                known = self._conn.execute(_HASH, (self._last,)).fetchone()
                rows = self._conn.execute(_SINCE, (self._last, _CHUNK)).fetchall()
        except StoreBusy:
            return ()
        if self._last and known != (self._hash,):
            raise StoreReplaced(self._store.path, Fate.OLDER)
        if len(rows) < _CHUNK:
            self._version = version
        if rows:
            self._last, self._hash = rows[-1][0], rows[-1][-1]
        return tuple(Change(*row[:-1]) for row in rows)

    def close(self) -> None:
        """Close the connection."""
        self._conn.close()
