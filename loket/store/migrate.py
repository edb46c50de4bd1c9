"""Bringing a database's schema up to date with Alembic, all or nothing, with a copy kept of what was."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from loket.store.connect import HEAD, schema_revision, writing_engine
from loket.store.errors import StoreBroken, StoreTooNew
from loket.store.triggers import create_triggers


def bring_up_to_date(path: Path) -> None:
    """Create the tables or upgrade them to HEAD. The caller holds the writing turn.

    Raises:
        StoreTooNew: the database has a revision that this program does not know.
        StoreBroken: references between rows do not hold after the upgrade; nothing was changed.
    """
    revision = schema_revision(path)
    if revision is not None:
        if revision not in known_revisions():
            raise StoreTooNew(path, revision)
        copy_database(path, f"before-{HEAD}")
    # Rebuilding a table with foreign keys on would delete what refers to it; inside a transaction the
    # pragma does nothing, so it is the engine that has them off.
    engine = writing_engine(path, foreign_keys=False)
    try:
        with engine.begin() as conn:
            upgrade(conn)
            if broken := conn.exec_driver_sql("PRAGMA foreign_key_check").first():
                raise StoreBroken(path, f"a row of {broken[0]} refers to nothing")
    finally:
        engine.dispose()


def upgrade(conn: Connection, revision: str = "head") -> None:
    """Run the migrations in the connection's transaction and put the triggers back."""
    command.upgrade(configuration(conn), revision)
    create_triggers(conn)


def configuration(conn: Connection | None = None) -> Config:
    """Alembic's configuration; there is no alembic.ini."""
    config = Config()
    config.set_main_option("script_location", "loket.store:migrations")
    config.attributes["connection"] = conn
    return config


def known_revisions() -> set[str]:
    """Every revision that this program can upgrade from."""
    return {script.revision for script in ScriptDirectory.from_config(configuration()).walk_revisions()}


def copy_database(path: Path, label: str) -> Path:
    """A consistent copy beside the database, private like it and never over an older copy; its path."""
    number, target = 1, path.with_name(f"{path.name}.{label}")
    while target.exists():
        number += 1
        target = path.with_name(f"{path.name}.{label}.{number}")
    os.close(os.open(target, os.O_RDWR | os.O_CREAT | os.O_EXCL, path.stat().st_mode & 0o777))
    source, copy = sqlite3.connect(path), sqlite3.connect(target)
    try:
        source.backup(copy)
    finally:
        copy.close()
        source.close()
    return target
