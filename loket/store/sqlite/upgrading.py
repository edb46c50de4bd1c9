"""Leading the database of an earlier release, in a file, to this program's tables: whole, or not at all.

A copy of it as it was is kept beside it first. Whoever has it open with the earlier program writes nothing
more from then on (`Store.write` sees other tables).
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from loket import modes
from loket.store import durable, schema, upgrading
from loket.store.errors import StoreOtherTables
from loket.store.sql import run
from loket.store.sqlite.connect import BEGIN, COMMIT, writing_engine


def kept_copy(path: Path, since: str) -> Path:
    """Where the database is kept as it was at that revision."""
    return path.with_name(f"{path.name}.revisi-{since}")


def known(path: Path, schema_there: str, since: str, words: str) -> str:
    """The fingerprint of this program's tables, to which those there are led where they are others.

    In turn with all writers. `words`: the digest of the declarations.

    Raises:
        StoreOtherTables: the revision is none of this program's, or does not lead to its tables: the
            database is as it was.
    """
    if schema_there == schema.declared():
        return schema_there
    if since == upgrading.head():
        raise StoreOtherTables(path, schema_there)
    if not upgrading.knows(since):
        raise StoreOtherTables(path, since)
    _keep(path, kept_copy(path, since))
    engine = writing_engine(path)
    try:
        with engine.connect() as conn:
            conn.exec_driver_sql("PRAGMA foreign_keys=OFF")  # inside a transaction it would say nothing
            run(conn, BEGIN)
            made = upgrading.lead_on(conn, since, words)
            if schema.fingerprint(conn) != made or conn.exec_driver_sql("PRAGMA foreign_key_check").first():
                raise StoreOtherTables(path, since)
            run(conn, COMMIT)
    finally:
        engine.dispose()
    return made


def make(path: Path, words: str) -> str:
    """Make the tables in a file; their fingerprint."""
    engine = writing_engine(path)
    try:
        with engine.begin() as conn:
            run(conn, BEGIN)
            return upgrading.make(conn, words)
    finally:
        engine.dispose()


def _keep(path: Path, copy: Path) -> None:
    """Copy the database whole, private as it is, onto the disk."""
    os.close(modes.opened(copy, os.O_RDWR))
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(copy)) as into:
        source.backup(into)
    durable.sync(copy)
    durable.sync(copy.parent)
