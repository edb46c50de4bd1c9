"""What people typed: each version of it a row that nothing changes, sealed by the journal; on decree erased.

A value belongs to an owner (a file, an applicant, a person of the office) under a kind and a key; the newest
row of these three is what holds, the others are its history. The journal cannot be erased, so it has none
of the words: it has a commitment to each row, a hash over the row and its salt. Whoever changes a row is
found out, and once text and salt are erased nobody can find them again from the commitment.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from operator import attrgetter

from loket.store import journal, sql
from loket.store.sql import Connection, Known, canonical, ids_in, insert, put_off, run, text


@dataclass(frozen=True, slots=True)
class Value:
    """One version of what somebody typed, and who did when (ms UTC). `words` is None once it was erased."""

    id: int
    kind: str
    owner: int
    key: str
    person: int | None
    at: int
    words: str | None


_COLUMNS = "id, kind, owner, key, person_id, at, text"
_WRITTEN = ("id", "kind", "owner", "key", "person_id", "at", "text", "salt")
_TOLD = attrgetter(*Value.__slots__)
NEXT = "SELECT coalesce(max(id), 0) + 1 FROM value"
"""The query for the id of what is kept next, for a statement that reads it beside other things."""
_NEXT = text(NEXT)
_ONE = text(f"SELECT {_COLUMNS} FROM value WHERE id = :id")
_THESE = text(f"SELECT {_COLUMNS} FROM value WHERE id IN {ids_in('ids')} ORDER BY id")
_EVERY = text(f"SELECT {_COLUMNS} FROM value WHERE kind = :kind AND owner = :owner ORDER BY id")
_OF_KIND = text(f"SELECT {_COLUMNS} FROM value WHERE kind = :kind AND text <> '' ORDER BY id")
_NEWEST = text(
    f"SELECT {_COLUMNS} FROM value WHERE id IN"
    " (SELECT max(id) FROM value WHERE kind = :kind AND owner = :owner GROUP BY key) ORDER BY id"
)
_ERASE = text("UPDATE value SET text = NULL, salt = NULL WHERE id = :id AND text IS NOT NULL")
_PAGE = text(f"SELECT {_COLUMNS}, salt FROM value WHERE id > :after ORDER BY id LIMIT :limit")
_SALT_BYTES = 16
# what a transaction knows
_NEXT_ID, _ROWS = "next_value", "values"
ERASED = "(dihapus)"
"""Read in place of words that were erased."""


def keep(conn: Connection, kind: str, owner: int, key: str, words: str, person: int | None, at: int) -> int:
    """Keep what somebody typed and return its id; the transaction's next entry in the journal seals it."""
    value, salt = next_id(conn), secrets.token_hex(_SALT_BYTES)
    kept = Value(value, kind, owner, key, person, at, words)
    known = sql.known(conn)
    known[_NEXT_ID] = value + 1
    known[_ROWS].append((*_TOLD(kept), salt))
    put_off(conn, _ROWS, partial(_write, conn))
    journal.seal_with_next(conn, value, commitment(kept, salt))
    return value


def _write(conn: Connection) -> None:
    known = sql.known(conn)
    rows, known[_ROWS] = known[_ROWS], []
    insert(conn, "value", _WRITTEN, rows)


def begin(known: Known, following: int) -> None:
    """A transaction begins, in which the value kept first has the id `following`; nobody else keeps any."""
    known.update({_NEXT_ID: following, _ROWS: []})


def next_id(conn: Connection) -> int:
    """The id of what is kept next: values never go."""
    following: int | None = sql.known(conn).get(_NEXT_ID)
    return following if following is not None else int(run(conn, _NEXT).scalar_one())


def one(conn: Connection, value_id: int) -> Value:
    """The value with that id. Raises KeyError."""
    row = run(conn, _ONE, id=value_id).first()
    if row is None:
        raise KeyError(value_id)
    return Value(*row)


def these(conn: Connection, ids: Iterable[int]) -> tuple[Value, ...]:
    """The values with these ids, oldest first; those that are not there are left out."""
    return tuple(Value(*row) for row in run(conn, _THESE, ids=canonical(list(ids))))


def every(conn: Connection, kind: str, owner: int) -> tuple[Value, ...]:
    """All versions of the owner's values of a kind, oldest first, those erased among them."""
    return tuple(Value(*row) for row in run(conn, _EVERY, kind=kind, owner=owner))


def of_kind(conn: Connection, kind: str) -> tuple[Value, ...]:
    """All versions of a kind that still have words, whoever's they are."""
    return tuple(Value(*row) for row in run(conn, _OF_KIND, kind=kind))


def newest(conn: Connection, kind: str, owner: int) -> dict[str, Value]:
    """By key the version that holds."""
    return {value.key: value for value in (Value(*row) for row in run(conn, _NEWEST, kind=kind, owner=owner))}


def erase(conn: Connection, ids: Iterable[int]) -> tuple[int, ...]:
    """Take the words and the salt out of these values; gives those that had any.

    The entry that says so is the caller's to write.
    """
    return tuple(value for value in ids if run(conn, _ERASE, id=value).rowcount)


def commitment(value: Value, salt: str) -> str:
    """The hash that the journal has of a value."""
    row = [value.id, value.kind, value.owner, value.key, value.person, value.at, value.words, salt]
    return hashlib.sha256(canonical(row).encode()).hexdigest()


def page(conn: Connection, after: int, limit: int = 1000) -> tuple[tuple[Value, str | None], ...]:
    """Values with an id above `after`, and the commitment to each as it stands now; None to one erased."""
    found = []
    for *row, salt in run(conn, _PAGE, after=after, limit=limit):
        value = Value(*row)
        found.append((value, None if value.words is None or salt is None else commitment(value, salt)))
    return tuple(found)
