"""What a transaction reads as it begins, at once: where the journal ends, and what most acts ask for."""

from __future__ import annotations

from typing import Protocol

from loket.store import journal, meta, sql, values
from loket.store.journal import Head
from loket.store.sql import Connection, Known, ResultRow, run, text

_END = ("last_id", "hash", "acted", "affirmed")
EVERY = ", ".join((*_END, *(f"({meta.of(key)})" for key in meta.HOT), f"({values.NEXT})"))
"""What is read of each `journal_head`."""
_BEGIN = text(f"SELECT {EVERY} FROM journal_head WHERE id = 1")
_HOT = len(_END) + len(meta.HOT)
READ = _HOT + 1
"""How many columns `EVERY` is."""


class About(Protocol):
    """What a transaction is about."""

    def read(self, conn: Connection, known: Known) -> ResultRow:
        """Read `EVERY`, and beside it what it is about, which the transaction knows until it is asked for.

        Raises ValueError where the journal has no end.
        """


def begin(conn: Connection, together: int | None = None, about: About | None = None) -> None:
    """A transaction begins; `together` as `journal.begin`. Raises ValueError where the journal has no end."""
    known = sql.begin(conn)
    found = run(conn, _BEGIN).one() if about is None else about.read(conn, known)
    journal.begin(known, Head(*found[: len(_END)]), together)
    meta.begin(known, dict(zip(meta.HOT, found[len(_END) : _HOT], strict=True)))
    values.begin(known, found[_HOT])
