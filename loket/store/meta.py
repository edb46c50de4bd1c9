"""Single values of the database: its schema, the office's id, by what times are reckoned, its clock."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from loket.store import sql
from loket.store.sql import Connection, Known, run, text

SCHEMA = "schema"  # fingerprint of its tables, checks, indexes and triggers
SCHEMA_WORDS = "schema_words"  # digest of the declarations in the words of the program that opened it last
REVISION = "schema_revision"  # the newest of `migrations` that its tables have
OFFICE = "office"
CALENDAR_REVISION = "calendar_revision"
CLOCK_OFFSET = "clock_offset"
HORIZON = "horizon"  # the last date (ISO) that the calendar knows
TIMES = "times"  # what of the profile bears on times, as JSON
EDITION = "edition"  # the journal's entry of the newest edition of the office's documents
LEFT_OUT = "left_out"  # ids of files that a move could not read, as JSON
SURVEYS_SALT = "surveys_salt"  # of the seal of the surveys of a day that goes on
STRANGERS = "strangers"  # key under which wrong passwords for names nobody has are counted
VOICE = "voice"  # which program speaks in the hall, and how far it came, as JSON
DEMO = "demo"  # the office that is shown; absent in a real one
UNDATED = "undated"  # lists lack a part of each deadline that an earlier release did not keep; else empty
MOVED_TO = "moved_to"  # where the office lies now, as it may be shown; absent or empty where it is at work
FOLDER = "folder"  # the mark of the folder in which a server's office keeps files; absent until it keeps one
MOVE = "move"  # a move of deadlines under way, as JSON; empty or absent when all agree

HOT = (SCHEMA, MOVED_TO, CALENDAR_REVISION, EDITION)
"""What is read as a transaction begins (`beginning`); what it changes of it is known to it."""
_HOT = "meta"  # what a transaction knows of HOT

_GET = text("SELECT value FROM meta WHERE key = :key")
_PUT = text(
    "INSERT INTO meta (key, value) VALUES (:key, :value)"
    " ON CONFLICT (key) DO UPDATE SET value = excluded.value"
)


def of(key: str) -> str:
    """The query for the value of a key of HOT, for a statement that reads it beside other things."""
    return f"SELECT value FROM meta WHERE key = '{key}'"


def begin(known: Known, hot: dict[str, str | None]) -> None:
    """A transaction begins; `hot` are the values of HOT."""
    known[_HOT] = hot


def get(conn: Connection, key: str) -> str | None:
    """The value kept under `key`."""
    hot: dict[str, str | None] = sql.known(conn).get(_HOT, {})
    if key in hot:
        return hot[key]
    value: str | None = run(conn, _GET, key=key).scalar()
    return value


def kept(conn: Connection, key: str) -> str:
    """The value under `key`, which every office has. Raises KeyError."""
    if (value := get(conn, key)) is None:
        raise KeyError(key)
    return value


def put(conn: Connection, key: str, value: str) -> None:
    """Keep `value` under `key`."""
    run(conn, _PUT, key=key, value=value)
    hot: dict[str, str | None] = sql.known(conn).get(_HOT, {})
    if key in hot:
        hot[key] = value


def digest(declared: Iterable[str]) -> str:
    """A digest of this room's files of these names as they are written, for `SCHEMA_WORDS`."""
    here = Path(__file__).parent
    return hashlib.sha256(b"".join((here / f"{name}.py").read_bytes() for name in declared)).hexdigest()
