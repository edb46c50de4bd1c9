"""Why somebody of the office, the roster or a device was changed: a value, sealed by the change's entry."""

from __future__ import annotations

from loket.store import journal, values
from loket.store.journal import Entry, Stamp
from loket.store.sql import Connection

REASON = "change"
"""The kind of the value; its owner is the entry that seals it."""


def keep(conn: Connection, words: str, stamp: Stamp) -> None:
    """Keep why, if that was said; the change is the next entry."""
    if words:
        values.keep(conn, REASON, journal.last_id(conn) + 1, "", words, stamp.person, stamp.at)


def of(conn: Connection, entry: Entry) -> str:
    """Why, as an entry tells; empty where nobody said."""
    kept = values.these(conn, map(int, entry.kept))
    return next((value.words or values.ERASED for value in kept if value.kind == REASON), "")
