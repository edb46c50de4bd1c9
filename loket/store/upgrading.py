"""Leading the database of an earlier release to this program's tables: whole, or not at all.

A copy of it as it was is kept beside it first. Whoever has it open with the earlier program writes nothing
more from then on (`Store.write` sees other tables). Alembic is imported here alone.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from loket import modes
from loket.store import durable, meta, migrations, schema
from loket.store.connect import BEGIN, COMMIT, writing_engine
from loket.store.errors import StoreOtherTables
from loket.store.sql import run


def head() -> str:
    """The newest revision of the schema."""
    found = _revisions().get_current_head()
    assert found is not None
    return found


def kept_copy(path: Path, since: str) -> Path:
    """Where the database is kept as it was at that revision."""
    return path.with_name(f"{path.name}.revisi-{since}")


def upgrade(path: Path, since: str, words: str) -> str:
    """Lead it from that revision on, in turn with all writers; the fingerprint of its tables then.

    `words`: the digest of the declarations that made it so.

    Raises:
        StoreOtherTables: the revision is none of this program's, or does not lead to its tables: the
            database is as it was.
    """
    if since not in {step.revision for step in _revisions().walk_revisions()}:
        raise StoreOtherTables(path, since)
    _keep(path, kept_copy(path, since))
    engine = writing_engine(path)
    try:
        with engine.connect() as conn:
            conn.exec_driver_sql("PRAGMA foreign_keys=OFF")  # inside a transaction it would say nothing
            run(conn, BEGIN)
            _lead_on(conn, since)
            made = _checked(path, conn, since)
            for key, value in (
                (meta.SCHEMA, made),
                (meta.SCHEMA_WORDS, words),
                (meta.REVISION, head()),
            ):
                meta.put(conn, key, value)
            run(conn, COMMIT)
    finally:
        engine.dispose()
    return made


def _lead_on(conn: Connection, since: str) -> None:
    """All revisions after that one, the triggers in place again after each."""
    steps = [*_revisions().iterate_revisions("head", since)]
    with Operations.context(MigrationContext.configure(conn)):
        for step in reversed(steps):
            step.module.upgrade()
            schema.complete(conn)


def _revisions() -> ScriptDirectory:
    return ScriptDirectory(str(migrations.FOLDER))


def _keep(path: Path, copy: Path) -> None:
    """Copy the database whole, private as it is, onto the disk."""
    os.close(modes.opened(copy, os.O_RDWR))
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(copy)) as into:
        source.backup(into)
    durable.sync(copy)
    durable.sync(copy.parent)


def _checked(path: Path, conn: Connection, since: str) -> str:
    """The fingerprint, where the tables are this program's and every reference holds."""
    made = schema.fingerprint(conn)
    if made != schema.declared() or conn.exec_driver_sql("PRAGMA foreign_key_check").first():
        raise StoreOtherTables(path, since)
    return made
