"""What others (and we) have just written, for screens that stay fresh by themselves.

Whether anything was committed costs next to nothing to ask (`Watch`); only then is the journal read. Entries
are written one after the other, so none comes to stand before one that was read. Each look also sees whether
the database is still the one that was opened.
"""

from __future__ import annotations

from dataclasses import dataclass

from loket.store import journal, meta
from loket.store.engine import Store
from loket.store.errors import Fate, StoreBusy, StoreReplaced
from loket.store.journal import Head
from loket.store.sql import run, text

_SINCE = text(
    "SELECT id, subject, subject_id, kind, person_id, at, hash FROM journal WHERE id > :last ORDER BY id"
    " LIMIT :limit"
)
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
        self._watch = store.watch()
        self._last = journal.head(self._watch.conn)

    def poll(self, within: float = 0) -> tuple[Change, ...]:
        """The next changes, oldest first, at most 500 at once; none while the file is briefly locked.

        A server tells by itself: it is waited for, at most so many seconds.

        Raises:
            StoreReplaced: the database is not the one that was opened, or not whole.
            StoreTrouble: when the database fails otherwise.
        """
        try:
            with self._store.translated():
                self._store.check_ground()
                if not self._watch.moved(within):
                    return ()
                conn = self._watch.conn
                whole = journal.passes(conn, self._last)
                rows = run(conn, _SINCE, last=self._last.number, limit=_CHUNK).all()
                moved = any(row.kind == journal.MOVED for row in rows) and meta.get(conn, meta.MOVED_TO)
        except StoreBusy:
            return ()
        if not whole:
            raise StoreReplaced(self._store.place, Fate.OLDER)
        if moved:
            raise StoreReplaced(self._store.place, Fate.MOVED, moved)
        if len(rows) < _CHUNK:
            self._watch.seen()
        if rows:
            self._last = Head(rows[-1].id, rows[-1].hash)
        return tuple(Change(*row[:-1]) for row in rows)

    @property
    def unsure(self) -> bool:
        """Whether of an act of this program no answer came, and nobody was told of it since."""
        return self._store.unsure

    def settle(self) -> bool | None:
        """Whether it was kept, once; None where there is none. Raises StoreTrouble: it is not known yet."""
        return self._store.settle()

    def close(self) -> None:
        """Close the connection."""
        self._watch.close()
