"""The schema as it is until the first release: made whole from `tables`, and known by its fingerprint.

Importing this imports SQLModel, for a fifth of a second; so only making a database does, and opening one
that was made from declarations in other words.
"""

from __future__ import annotations

import hashlib

from sqlalchemy import Connection, create_engine
from sqlmodel import SQLModel

import loket.store.tables  # noqa: F401  # importing it is what fills the metadata
from loket.store.triggers import create_triggers


def create(conn: Connection) -> None:
    """Make all tables, checks, indexes and triggers in a database that has none."""
    SQLModel.metadata.create_all(conn)
    complete(conn)


def complete(conn: Connection) -> None:
    """Put in place what the metadata cannot say: the triggers, and the row that every append locks."""
    create_triggers(conn)
    conn.exec_driver_sql(
        "INSERT INTO journal_head (id, last_id, hash, acted, affirmed) VALUES (1, 0, '', 0, 0)"
        " ON CONFLICT (id) DO NOTHING"
    )


def parts(conn: Connection) -> dict[tuple[str, str], str]:
    """The words of everything that `create` makes, as SQLite keeps them, by its sort and name."""
    made = conn.exec_driver_sql(
        "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type, name"
    )
    return {(sort, name): " ".join(sql.split()) for sort, name, sql in made}


def fingerprint(conn: Connection) -> str:
    """A hash over everything that `create` has made in a database."""
    return _hash(parts(conn))


def declared() -> str:
    """The fingerprint of the schema that this program makes."""
    return _hash(declared_parts())


def declared_parts() -> dict[tuple[str, str], str]:
    """The `parts` of the schema that this program makes."""
    engine = create_engine("sqlite://")
    with engine.begin() as conn:
        create(conn)
        found = parts(conn)
    engine.dispose()
    return found


def _hash(made: dict[tuple[str, str], str]) -> str:
    return hashlib.sha256("\n".join(made.values()).encode()).hexdigest()
