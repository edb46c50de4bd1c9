"""Who looked at a whole NIK, printed a paper or had personal data put out: entries of the journal."""

from __future__ import annotations

from collections.abc import Iterable

from loket.store import journal
from loket.store.journal import Entry
from loket.store.sql import Connection, canonical, containing, run, text

SHOWN = "pdp_shown"
"""The kind of an entry about the office: all that is kept of a person was put out."""
_BEFORE = text(
    "SELECT id FROM journal WHERE id < :before AND (kind = :shown OR (subject = 'file' AND kind = 'noted'"
    " AND (data LIKE :first ESCAPE '\\' OR data LIKE :second ESCAPE '\\'))) ORDER BY id DESC LIMIT :limit"
)


def looks(conn: Connection, notes: tuple[str, str], before: int, limit: int) -> tuple[Entry, ...]:
    """The latest entries before the id `before` that keep one of these notes, or a putting out."""
    first, second = (containing(canonical({"what": note})[1:-1]) for note in notes)
    found = run(conn, _BEFORE, before=before, shown=SHOWN, first=first, second=second, limit=limit).scalars()
    return tuple(entry for at in found for entry in journal.read_since(conn, at - 1, 1))


def looks_at(conn: Connection, files: Iterable[int], notes: tuple[str, ...]) -> tuple[Entry, ...]:
    """The entries by which one of these notes was kept of these files, newest first."""
    found = [entry for file in files for entry in journal.history(conn, "file", file)]
    told = [entry for entry in found if entry.kind == "noted" and entry.data.get("what") in notes]
    return tuple(sorted(told, key=lambda entry: entry.id, reverse=True))
